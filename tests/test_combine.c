/* SPDX-License-Identifier: GPL-3.0-or-later
 * combine: countries put together from territories. */
#include "config.h"

#include "lib/period.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

/* Two years of the three parts, counts and rates per 100,000: of 50, 5 and 2
 * million residents. */
static const char parts[] =
    "area,unit,time,value\n"
    "DEU,NUMBER,2010,80\nDEU,NUMBER,2011,90\n"
    "GB-EAW,NUMBER,2010,500\nGB-EAW,NUMBER,2011,600\n"
    "GB-EAW,RATE_100K,2010,1\nGB-EAW,RATE_100K,2011,1.2\n"
    "GB-NIR,NUMBER,2010,20\nGB-NIR,NUMBER,2011,10\n"
    "GB-NIR,RATE_100K,2010,1\nGB-NIR,RATE_100K,2011,0.5\n"
    "GB-SCT,NUMBER,2010,100\nGB-SCT,NUMBER,2011,50\n"
    "GB-SCT,RATE_100K,2010,2\nGB-SCT,RATE_100K,2011,1\n";

/* The observation of an area and unit at a period; NULL-like status 0xffff if
 * there is none. */
static struct ct_obs obs(const struct ct_panel *p, const char *area,
                         const char *unit, const char *period)
{
    struct ct_obs o = ct_obs_empty;
    struct ct_period want;
    ck_assert_int_eq(ct_period_parse(period, strlen(period), &want, NULL), 0);
    o.status = 0xffff;
    for (size_t s = 0; s < p->n_series; s++)
        if (strcmp(ct_panel_code_of(p, "area", s), area) == 0 &&
            strcmp(ct_panel_code_of(p, "unit", s), unit) == 0)
            for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
                if (p->time[i] == want.day)
                    ct_panel_get(p, i, &o);
    return o;
}

static struct ct_panel *combine(const char *text, const char *people,
                                const char *option)
{
    struct ct_panel *r = tidy_result("combine", text, people, option, NULL);
    return r;
}

static void refuse(const char *text, const char *option, const char *message)
{
    struct ct_error err;
    ck_assert_ptr_null(tidy_try("combine", text, NULL, &err, option, NULL));
    ck_assert_msg(strstr(err.text, message), "%s", err.text);
}

START_TEST(counts_are_added_and_rates_recomputed)
{
    struct ct_panel *r = combine(parts, NULL, NULL);
    struct ct_obs o = obs(r, "GBR", "NUMBER", "2010");
    ck_assert_double_eq(o.x[CT_VALUE], 620);
    ck_assert_uint_eq(o.status, CT_STATUS_IMPUTED);
    o = obs(r, "GBR", "RATE_100K", "2010");
    assert_near(o.x[CT_VALUE], 620 / 57e6 * 1e5, 1e-12);
    ck_assert_double_eq(o.x[CT_EVENTS], 620);
    assert_near(o.x[CT_POPULATION], 57e6, 1e-12);
    assert_near(obs(r, "GBR", "RATE_100K", "2011").x[CT_VALUE],
                660 / 57e6 * 1e5, 1e-12);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(what_was_there_is_kept)
{
    struct ct_panel *r = combine(parts, NULL, NULL);
    ck_assert_double_eq(obs(r, "DEU", "NUMBER", "2011").x[CT_VALUE], 90);
    ck_assert_double_eq(obs(r, "GB-SCT", "NUMBER", "2011").x[CT_VALUE], 50);
    ck_assert_double_eq(obs(r, "GB-SCT", "RATE_100K", "2011").x[CT_VALUE], 1);
    ck_assert_uint_eq(obs(r, "GB-SCT", "NUMBER", "2011").status, 0);
    ck_assert_uint_eq(obs(r, "IRQ", "NUMBER", "2011").status, 0xffff);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(residents_given_come_first)
{
    struct ct_panel *r =
        combine("area,time,value\nGB-EAW,2010,500\nGB-NIR,2010,20\n"
                "GB-SCT,2010,100\n",
                "area,measure,time,value\nGB-EAW,population,2010,40000000\n"
                "GB-NIR,population,2010,2000000\n"
                "GB-SCT,population,2010,8000000\n",
                NULL);
    assert_near(obs(r, "GBR", "RATE_100K", "2010").x[CT_VALUE], 1.24, 1e-12);
    ct_panel_destroy(r);
    /* Without them, and without rates, there is no rate. */
    r = combine("area,time,value\nGB-EAW,2010,500\nGB-NIR,2010,20\n"
                "GB-SCT,2010,100\n",
                NULL, NULL);
    ck_assert_double_eq(obs(r, "GBR", "NUMBER", "2010").x[CT_VALUE], 620);
    ck_assert_uint_eq(obs(r, "GBR", "RATE_100K", "2010").status, 0xffff);
    ct_panel_destroy(r);
}
END_TEST

/* A rate of 0 says nothing of the residents: another offence does. */
START_TEST(residents_follow_from_other_offences)
{
    struct ct_panel *r =
        combine("area,offence,unit,time,value\n"
                "GB-EAW,0101,NUMBER,2010,500\nGB-EAW,0101,RATE_100K,2010,1\n"
                "GB-NIR,0101,NUMBER,2010,0\nGB-NIR,0101,RATE_100K,2010,0\n"
                "GB-NIR,0401,NUMBER,2010,40\nGB-NIR,0401,RATE_100K,2010,2\n"
                "GB-SCT,0101,NUMBER,2010,100\nGB-SCT,0101,RATE_100K,2010,2\n",
                NULL, NULL);
    assert_near(obs(r, "GBR", "RATE_100K", "2010").x[CT_VALUE],
                600 / 57e6 * 1e5, 1e-12);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(none_may_lack)
{
    struct ct_panel *r =
        combine("area,time,value,status\n"
                "GB-EAW,2010,500,\nGB-EAW,2011,510,\nGB-EAW,2012,520,\n"
                "GB-NIR,2010,20,\nGB-NIR,2011,,O\nGB-NIR,2012,,Q\n"
                "GB-SCT,2010,100,\nGB-SCT,2011,110,\nGB-SCT,2012,120,\n",
                NULL, NULL);
    ck_assert_double_eq(obs(r, "GBR", "NUMBER", "2010").x[CT_VALUE], 620);
    struct ct_obs o = obs(r, "GBR", "NUMBER", "2011");
    ck_assert(isnan(o.x[CT_VALUE]));
    ck_assert_uint_eq(o.status, CT_STATUS_MISSING);
    ck_assert_uint_eq(obs(r, "GBR", "NUMBER", "2012").status,
                      CT_STATUS_SUPPRESSED);
    ck_assert_str_eq(tidy_text(r, "combined", "time", "2011", "lacks"),
                     "GB-NIR");
    ck_assert_double_eq(tidy_number(r, "combined", "time", "2011", "parts"), 2);
    ck_assert_double_eq(tidy_number(r, "combined", "time", "2011", "of"), 3);
    ct_panel_destroy(r);
    /* Never together: no country, but the table says why. */
    r = combine("area,time,value\nGB-EAW,2010,500\nGB-SCT,2010,100\n", NULL,
                NULL);
    ck_assert_uint_eq(obs(r, "GBR", "NUMBER", "2010").status, 0xffff);
    ck_assert_str_eq(tidy_text(r, "combined", "area", "GBR", "lacks"),
                     "GB-NIR");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(suppressed_counts_are_bounds)
{
    struct ct_panel *r = combine("area,time,value,lower,upper,status\n"
                                 "GB-EAW,2010,500,,,\nGB-EAW,2011,500,,,\n"
                                 "GB-NIR,2010,,1,4,Q\nGB-NIR,2011,5,,,\n"
                                 "GB-SCT,2010,100,,,\nGB-SCT,2011,100,,,\n",
                                 NULL, NULL);
    struct ct_obs o = obs(r, "GBR", "NUMBER", "2010");
    ck_assert(isnan(o.x[CT_VALUE]));
    ck_assert_uint_eq(o.status, CT_STATUS_SUPPRESSED);
    ck_assert_double_eq(o.x[CT_LOWER], 601);
    ck_assert_double_eq(o.x[CT_UPPER], 604);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(statuses_of_parts_are_kept)
{
    struct ct_panel *r = combine("area,time,value,status\nGB-EAW,2010,500,B\n"
                                 "GB-NIR,2010,20,P\nGB-SCT,2010,100,\n",
                                 NULL, NULL);
    ck_assert_uint_eq(obs(r, "GBR", "NUMBER", "2010").status,
                      CT_STATUS_IMPUTED | CT_STATUS_BREAK |
                          CT_STATUS_PROVISIONAL);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(nothing_to_combine_is_said)
{
    struct ct_panel *r = combine("area,time,value\nDEU,2010,500\n", NULL, NULL);
    ck_assert_uint_eq(r->provenance.n_notes, 1);
    ck_assert_str_eq(ct_note_kind(&r->provenance, 0), "warning");
    ck_assert_ptr_nonnull(
        strstr(ct_note_text(&r->provenance, 0), "nothing was put together"));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(own_values_are_left_alone)
{
    struct ct_panel *r = combine("area,time,value\nGB-EAW,2010,500\n"
                                 "GB-NIR,2010,20\nGB-SCT,2010,100\n"
                                 "GBR,2010,650\n",
                                 NULL, NULL);
    ck_assert_double_eq(obs(r, "GBR", "NUMBER", "2010").x[CT_VALUE], 650);
    ck_assert_uint_eq(obs(r, "GBR", "NUMBER", "2010").status, 0);
    ck_assert_msg(strstr(tidy_text(r, "series", "area", "GB-EAW", "note"),
                         "GBR has values of its own here: its parts not added"),
                  "%s", tidy_text(r, "series", "area", "GB-EAW", "note"));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(what_it_is_stands_with_it)
{
    struct ct_panel *r = combine(parts, NULL, NULL);
    static const char text[] = "GBR is the sum of GB-EAW, GB-SCT, GB-NIR, "
                               "whose systems of recording differ";
    size_t found = 0;
    for (size_t i = 0; i < r->provenance.n_notes; i++)
        if (strcmp(ct_note_kind(&r->provenance, i), "comparability") == 0) {
            long s = r->provenance.notes[i].series;
            ck_assert_str_eq(ct_note_text(&r->provenance, i), text);
            ck_assert_str_eq(ct_panel_code_of(r, "area", (size_t)s), "GBR");
            found++;
        }
    ck_assert_uint_eq(found, 2);
    ck_assert(strstr(tidy_text(r, "combined", "area", "GBR", "note"), text));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(parts_must_be_alike)
{
    static const char text[] =
        "area,@source,time,value\nGB-EAW,police,2010,500\n"
        "GB-NIR,health,2010,20\nGB-SCT,police,2010,100\n";
    refuse(text, NULL, "--allow=source");
    struct ct_panel *r = combine(text, NULL, "--allow=source");
    ck_assert_double_eq(obs(r, "GBR", "NUMBER", "2010").x[CT_VALUE], 620);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(territories_of_a_file)
{
    const char *path = TESTS_BUILD "/territories.csv";
    FILE *f = fopen(path, "w");
    ck_assert(f != NULL);
    fputs("area,group\nGB-EAW,GB-GBN\nGB-SCT,GB-GBN\n", f);
    fclose(f);
    struct ct_panel *r =
        combine(parts, NULL, "--by=" TESTS_BUILD "/territories.csv");
    ck_assert_double_eq(obs(r, "GB-GBN", "NUMBER", "2010").x[CT_VALUE], 600);
    ck_assert_uint_eq(obs(r, "GBR", "NUMBER", "2010").status, 0xffff);
    ct_panel_destroy(r);
    refuse(parts, "--by=lands",
           "--by: 'lands' is neither territories nor a FILE.csv");
}
END_TEST

/* Twice the counts in as many residents are the same rates; a thousand million
 * more make no difference to the sum's exactness. */
START_TEST(scale_does_not_matter)
{
    struct ct_panel *r =
        combine("area,unit,time,value\n"
                "GB-EAW,NUMBER,2010,1000000500\nGB-EAW,RATE_100K,2010,2000\n"
                "GB-NIR,NUMBER,2010,1000000020\nGB-NIR,RATE_100K,2010,2000\n"
                "GB-SCT,NUMBER,2010,1000000100\nGB-SCT,RATE_100K,2010,2000\n",
                NULL, NULL);
    ck_assert_double_eq(obs(r, "GBR", "NUMBER", "2010").x[CT_VALUE],
                        3000000620.0);
    assert_near(obs(r, "GBR", "RATE_100K", "2010").x[CT_VALUE], 2000, 1e-12);
    ct_panel_destroy(r);
}
END_TEST

Suite *combine_suite(void);
Suite *combine_suite(void)
{
    Suite *s = suite_create("combine");
    TCase *t = tcase_create("combine");
    tcase_add_test(t, counts_are_added_and_rates_recomputed);
    tcase_add_test(t, what_was_there_is_kept);
    tcase_add_test(t, residents_given_come_first);
    tcase_add_test(t, residents_follow_from_other_offences);
    tcase_add_test(t, none_may_lack);
    tcase_add_test(t, suppressed_counts_are_bounds);
    tcase_add_test(t, statuses_of_parts_are_kept);
    tcase_add_test(t, nothing_to_combine_is_said);
    tcase_add_test(t, own_values_are_left_alone);
    tcase_add_test(t, what_it_is_stands_with_it);
    tcase_add_test(t, parts_must_be_alike);
    tcase_add_test(t, territories_of_a_file);
    tcase_add_test(t, scale_does_not_matter);
    suite_add_tcase(s, t);
    return s;
}
