/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure tilemap and its grids. */
#include "config.h"

#include "lib/codes.h"
#include "plot/tiles.h"
#include "tests/drawn.h"
#include "tests/unit.h"

#include <string.h>

/* Every tile is of a country of the list, has its two letters, and a place of
 * its own; Europe's are the world's, too. */
static void check_grid(const char *grid, size_t least)
{
    struct ct_error err;
    struct ct_tiles t, world;
    struct ct_codes *codes =
        ct_codes_read(CT_DATADIR_SOURCE "/codelists", &err);
    ck_assert_int_eq(ct_tiles_read(grid, &t, &err), 0);
    ck_assert_int_eq(ct_tiles_read("world", &world, &err), 0);
    ck_assert_uint_ge(t.n, least);
    for (size_t i = 0; i < t.n; i++) {
        const char *area = t.tile[i].area;
        ck_assert_msg(ct_codes_valid(codes, "area", area), "%s", area);
        ck_assert_int_eq(ct_area_kind(area), CT_AREA_COUNTRY);
        ck_assert_uint_eq(strlen(t.tile[i].label), 2);
        ck_assert_msg(ct_tiles_find(&world, area) != NULL, "%s", area);
        for (size_t j = 0; j < i; j++)
            ck_assert_msg(strcmp(t.tile[j].area, area) != 0 &&
                              (t.tile[j].column != t.tile[i].column ||
                               t.tile[j].row != t.tile[i].row),
                          "%s and %s", area, t.tile[j].area);
    }
    ck_assert_ptr_null(ct_tiles_find(&t, "M49:001"));
    ct_tiles_clear(&t);
    ct_tiles_clear(&world);
    ct_codes_destroy(codes);
}

START_TEST(grids)
{
    check_grid("world", 235);
    check_grid("europe", 55);
}
END_TEST

#define HEAD "area,measure,offence,unit,time,value,status\n"
#define ROW(area, rest) area ",offences,0401,RATE_100K," rest "\n"

START_TEST(europe)
{
    check_drawn("tilemap",
                HEAD ROW("DEU", "2019,60,") ROW("FRA", "2019,-2,E")
                    ROW("ITA", "2019,,Q") ROW("XKX", "2019,0,"),
                ">Robbery</title>|Offences per 100,000 population, 2019|>DE<|"
                ">60<|>FR<|>\u22122<|>XK<|>0<|>IT<|>no value<|!>US<|"
                "No value: Italy.|Dots: estimated.|n\u00a0=\u00a03 areas.|"
                "The designations employed and the|References to Kosovo|"
                "3 with a value in 2019. Highest: Germany, 60. Lowest: "
                "France, \u22122. ");
}
END_TEST

/* Cut to the areas that have values; one; a later period of few. */
START_TEST(world)
{
    check_drawn("tilemap",
                HEAD ROW("MEX", "2018,3,") ROW("MEX", "2019,3,")
                    ROW("USA", "2018,5,") ROW("DEU", "2018,4,"),
                ">US<|>MX<|>DE<|!>AU<|, 2018|Of 2018\u20132019 the latest "
                "period with values");
    check_drawn("tilemap", HEAD ROW("NZL", "2018,3,"), ">NZ<|!>AU<");
    check_drawn("tilemap",
                HEAD ROW("FRA:here", "2018,3,") ROW("FRA", "2018,4,"),
                ">FR<|Not shown: area FRA:here.");
}
END_TEST

START_TEST(refused)
{
    check_refused("tilemap", "area,time,value\nFRA:here,2010,1\n",
                  "nothing to draw: none of the areas has a tile");
    check_refused("tilemap",
                  "area,sex,time,value\nFRA,F,2010,1\nFRA,M,2010,1\n",
                  "a tile has one value, and the series of an area differ in "
                  "sex: choose with --where");
}
END_TEST

Suite *tilemap_suite(void);
Suite *tilemap_suite(void)
{
    Suite *s = suite_create("tilemap");
    TCase *t = tcase_create("tilemap");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, grids);
    tcase_add_test(t, europe);
    tcase_add_test(t, world);
    tcase_add_test(t, refused);
    suite_add_tcase(s, t);
    return s;
}
