/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series side by side: refusals and sentences. */
#include "config.h"

#include "lib/beside.h"
#include "lib/memory.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <string.h>

/* All series of a panel. Free series. */
static struct ct_beside all_of(const struct ct_panel *p, size_t **series)
{
    *series = ct_xmalloc(p->n_series + 1, sizeof **series);
    for (size_t i = 0; i < p->n_series; i++)
        (*series)[i] = i;
    return (struct ct_beside){.panel = p, .n = p->n_series, .series = *series};
}

/* The sentences on a tidy table, joined by "|"; freed by the caller. */
static char *sentences(const char *csv)
{
    struct ct_panel *p = tidy_panel(csv);
    struct ct_dict said = {0};
    size_t *series;
    const struct ct_beside b = all_of(p, &series);
    char *joined = ct_xstrdup("");
    ct_beside_say_areas(&b, &said);
    for (size_t i = 0; i < said.n; i++) {
        char *longer =
            ct_xasprintf("%s%s%s", joined, i ? "|" : "", said.code[i]);
        free(joined);
        joined = longer;
    }
    ct_dict_clear(&said);
    free(series);
    ct_panel_destroy(p);
    return joined;
}

static void assert_said(const char *csv, const char *expected)
{
    char *said = sentences(csv);
    ck_assert_str_eq(said, expected);
    free(said);
}

START_TEST(differences_have_a_sentence_each)
{
    assert_said("area,@counting_unit,time,value\n"
                "DEU,offence,2000,1\nFRA,victim,2000,1\nITA,offence,2000,1\n",
                "counts of offences (DEU, ITA) beside victims (FRA): not "
                "comparable in level");
    assert_said("area,@source,time,value\nDEU,police,2000,1\n"
                "FRA,health,2000,1\n",
                "source differs: police (DEU) beside health (FRA): not "
                "comparable in level");
    assert_said("area,@relation,time,value\nDEU,exact,2000,1\n"
                "FRA,broader,2000,1\n",
                "relation to the classification differs: exact (DEU) beside "
                "broader (FRA): not comparable in level");
    assert_said("area,@attempts,time,value\nDEU,included,2000,1\n"
                "FRA,excluded,2000,1\n",
                "counting of attempts differs: included (DEU) beside excluded "
                "(FRA): not "
                "comparable in level|includes attempts: DEU");
    assert_said("area,@year_type,@recording_stage,time,value\n"
                "DEU,calendar,output,2000,1\nJPN,fiscal,input,2000,1\n",
                "recording stage differs: output (DEU) beside input (JPN): "
                "compare with care|kind of year differs: calendar (DEU) "
                "beside fiscal (JPN): compare with care");
}
END_TEST

START_TEST(what_is_alike_is_passed_over)
{
    assert_said("area,@source,@counting_unit,time,value\n"
                "DEU,police,offence,2000,1\nFRA,police,offence,2000,1\n",
                "");
    assert_said("area,time,value\nDEU,2000,1\nFRA,2000,1\n", "");
}
END_TEST

/* Areas are compared for each offence by itself. */
START_TEST(only_areas_are_compared)
{
    assert_said("area,offence,@counting_unit,time,value\n"
                "DEU,0101,victim,2000,1\nDEU,0501,offence,2000,1\n"
                "FRA,0101,victim,2000,1\nFRA,0501,offence,2000,1\n",
                "");
    assert_said("area,offence,@attempts,time,value\n"
                "DEU,0101,included,2000,1\nDEU,0501,included,2000,1\n",
                "includes attempts: DEU");
}
END_TEST

START_TEST(what_is_not_known_is_like_nothing)
{
    assert_said(
        "area,@source,time,value\nDEU,,2000,1\nFRA,police,2000,1\n",
        "source known of some only: not known (DEU) beside police (FRA)");
    assert_said("area,@year_type,time,value\nDEU,,2000,1\nFRA,fiscal,2000,1\n",
                "");
    assert_said("area,@source,time,value\nDEU,,2000,1\nFRA,police,2000,1\n"
                "ITA,health,2000,1\n",
                "source differs: not known (DEU) beside police (FRA) beside "
                "health (ITA): not comparable in level");
    assert_said("area,@source,time,value\nDEU,mixed,2000,1\n"
                "FRA,mixed,2000,1\n",
                "source differs: mixed (DEU, FRA): not comparable in level");
}
END_TEST

START_TEST(long_lists_are_cut)
{
    assert_said("area,@attempts,time,value\n"
                "AUT,included,2000,1\nBEL,included,2000,1\n"
                "CHE,included,2000,1\nDEU,included,2000,1\n"
                "ESP,included,2000,1\nFRA,included,2000,1\n"
                "ITA,included,2000,1\n",
                "includes attempts: AUT, BEL, CHE, DEU, ESP and 2 more");
}
END_TEST

START_TEST(victims_of_trafficking_are_those_detected)
{
    assert_said("area,offence,measure,time,value\n"
                "DEU,0204,victims,2000,1\n",
                "detected victims reflect detection effort as well as crime");
    assert_said("area,offence,measure,time,value\nDEU,0204,suspects,2000,1\n",
                "");
}
END_TEST

START_TEST(refusals_name_two_series_and_the_option)
{
    struct ct_error err = {0};
    size_t *series;
    struct ct_panel *p =
        tidy_panel("area,@source,@counting_unit,@year_type,time,value\n"
                   "DEU,police,offence,calendar,2000,1\n"
                   "FRA,health,victim,fiscal,2000,1\n");
    const struct ct_beside b = all_of(p, &series);
    ck_assert_int_eq(ct_beside_check(&b, NULL, &err), -1);
    ck_assert_str_eq(err.text,
                     "source differs: DEU has 'police', FRA has 'health'; "
                     "--allow=source puts them together");
    ck_assert_int_eq(ct_beside_check_areas(&b, "source", &err), -1);
    ck_assert_str_eq(err.text,
                     "counting unit differs: DEU has 'offence', FRA has "
                     "'victim'; --allow=counting-unit puts them together");
    ck_assert_int_eq(ct_beside_check(&b, "source,counting-unit", &err), 0);
    ck_assert_int_eq(ct_allow_check("source,counting-unit,definition", &err),
                     0);
    ck_assert_int_eq(ct_allow_check("sources", &err), -1);
    ck_assert_int_eq(err.code, CT_EUSAGE);
    free(series);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(none_and_one_are_alike)
{
    struct ct_error err = {0};
    struct ct_dict said = {0};
    size_t *series;
    struct ct_panel *p = tidy_panel("area,@source,time,value\nDEU,,2000,1\n");
    struct ct_beside b = all_of(p, &series);
    ck_assert_int_eq(ct_beside_check(&b, NULL, &err), 0);
    b.n = 0;
    ck_assert_int_eq(ct_beside_check_areas(&b, NULL, &err), 0);
    ct_beside_say(&b, &said);
    ct_beside_say_areas(&b, &said);
    ck_assert_uint_eq(said.n, 0);
    free(series);
    ct_panel_destroy(p);
}
END_TEST

Suite *beside_suite(void);
Suite *beside_suite(void)
{
    Suite *s = suite_create("beside");
    TCase *t = tcase_create("beside");
    tcase_add_test(t, differences_have_a_sentence_each);
    tcase_add_test(t, what_is_alike_is_passed_over);
    tcase_add_test(t, only_areas_are_compared);
    tcase_add_test(t, what_is_not_known_is_like_nothing);
    tcase_add_test(t, long_lists_are_cut);
    tcase_add_test(t, victims_of_trafficking_are_those_detected);
    tcase_add_test(t, refusals_name_two_series_and_the_option);
    tcase_add_test(t, none_and_one_are_alike);
    suite_add_tcase(s, t);
    return s;
}
