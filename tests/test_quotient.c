/* SPDX-License-Identifier: GPL-3.0-or-later
 * quotient: limits, lags, what is refused and what only said. */
#include "config.h"

#include "analyze/exact_test.h"
#include "analyze/quotient_limits.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

static struct ct_bounded known(double x)
{
    return (struct ct_bounded){x, x, x};
}

static struct ct_bounded between(double least, double most)
{
    return (struct ct_bounded){NAN, least, most};
}

START_TEST(limits_go_by_what_is_divided)
{
    struct ct_bounded x = known(20), y = known(80), zero = known(0);
    struct ct_quotient q = ct_quotient(&x, &y, 95, CT_QUOTIENT_PART);
    assert_near(q.value, .25, 0);
    assert_near(q.limits.lower, .16806, 1e-4);
    assert_near(q.limits.upper, .35486, 1e-4);
    q = ct_quotient(&y, &x, 95, CT_QUOTIENT_PART);
    assert_near(q.value, 4, 0);
    ck_assert(isnan(q.limits.lower) && isnan(q.limits.upper));
    /* Odds of 20 in 100 by Clopper and Pearson. */
    struct ct_interval odds = ct_odds_interval(20, 80, 95);
    q = ct_quotient(&x, &y, 95, CT_QUOTIENT_COUNTS);
    assert_near(q.limits.lower, odds.lower, 1e-12);
    assert_near(q.limits.upper, odds.upper, 1e-12);
    q = ct_quotient(&x, &y, 95, CT_QUOTIENT_AMOUNTS);
    assert_near(q.value, .25, 0);
    ck_assert(isnan(q.limits.lower) && isnan(q.limits.upper));
    for (int kind = 0; kind <= CT_QUOTIENT_AMOUNTS; kind++) {
        q = ct_quotient(&x, &zero, 95, (enum ct_quotient_kind)kind);
        ck_assert(isnan(q.value) && isnan(q.limits.upper));
        q = ct_quotient(&zero, &y, 95, (enum ct_quotient_kind)kind);
        assert_near(q.value, 0, 0);
        q = ct_quotient(&x, &(struct ct_bounded){NAN, NAN, NAN}, 95,
                        (enum ct_quotient_kind)kind);
        ck_assert(isnan(q.value) && isnan(q.limits.upper));
    }
}
END_TEST

/* Every pair of numbers that the bounds allow. */
static struct ct_interval slow(const struct ct_bounded *x,
                               const struct ct_bounded *y,
                               enum ct_quotient_kind kind)
{
    struct ct_interval widest = {INFINITY, 0};
    for (double a = x->least; a <= x->most; a++)
        for (double b = y->least; b <= y->most; b++) {
            struct ct_bounded u = known(a), v = known(b);
            if (b == 0 || (kind == CT_QUOTIENT_PART && a > b))
                continue;
            struct ct_quotient q = ct_quotient(&u, &v, 95, kind);
            if (kind == CT_QUOTIENT_AMOUNTS)
                q.limits.lower = q.limits.upper = q.value;
            widest.lower = fmin(widest.lower, q.limits.lower);
            widest.upper = fmax(widest.upper, q.limits.upper);
        }
    return widest;
}

START_TEST(suppressed_numbers_widen_the_limits)
{
    const struct ct_bounded cases[][2] = {
        {between(0, 4), known(30)},     {known(12), between(1, 4)},
        {between(1, 4), between(1, 4)}, {known(3), between(1, 9)},
        {between(0, 9), known(5)},      {known(0), between(1, 4)}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int kind = 0; kind <= CT_QUOTIENT_AMOUNTS; kind++) {
            enum ct_quotient_kind k = (enum ct_quotient_kind)kind;
            const struct ct_bounded *x = &cases[i][0], *y = &cases[i][1];
            if (k == CT_QUOTIENT_PART && x->least > y->most)
                continue;
            struct ct_quotient q = ct_quotient(x, y, 95, k);
            struct ct_interval all = slow(x, y, k);
            ck_assert(isnan(q.value));
            assert_near(q.limits.lower, all.lower, 1e-12);
            assert_near(q.limits.upper, all.upper, 1e-12);
        }
    struct ct_bounded x = known(3), y = between(0, INFINITY);
    struct ct_quotient q = ct_quotient(&x, &y, 95, CT_QUOTIENT_COUNTS);
    assert_near(q.limits.lower, 0, 0);
    ck_assert(isinf(q.limits.upper));
    q = ct_quotient(&x, &y, 95, CT_QUOTIENT_PART);
    assert_near(q.limits.upper, 1, 0);
}
END_TEST

static struct ct_panel *quotient(const char *text, const char *above,
                                 const char *below, const char *option,
                                 struct ct_error *err)
{
    return tidy_try("quotient", text, NULL, err, "--numerator", above,
                    "--denominator", below, option, NULL);
}

static double cell(const struct ct_panel *r, const char *year,
                   const char *column)
{
    return tidy_number(r, "quotient", "time", year, column);
}

static const char *note_of(const struct ct_panel *r)
{
    return tidy_text(r, "quotient", "area", "DEU", "note");
}

static const char *const stages =
    "area,@counting_unit,@source,measure,time,value,lower,upper,status\n"
    "DEU,person,courts,convicted,2000,30,,,P\n"
    "DEU,person,courts,convicted,2001,40,,,\n"
    "DEU,person,courts,convicted,2002,50,,,B\n"
    "DEU,offence,police,offences,2000,999,,,\n"
    "DEU,person,police,suspects,2000,100,,,\n"
    "DEU,person,police,suspects,2001,,0,9,Q\n"
    "DEU,person,police,suspects,2002,19,,,E\n"
    "FRA,person,courts,convicted,2000,7,,,\n";

START_TEST(stages_come_from_different_sources)
{
    struct ct_error err;
    struct ct_panel *r =
        quotient(stages, "measure=convicted", "measure=suspects", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(ct_panel_table(r, "series")->n_rows, 3);
    struct ct_obs o = tidy_obs(r, "area", "DEU", "2000");
    assert_near(o.x[CT_VALUE], 30, 1e-12);
    assert_near(o.x[CT_EVENTS], 30, 0);
    assert_near(o.x[CT_POPULATION], 100, 0);
    ck_assert_uint_eq(o.status, CT_STATUS_PROVISIONAL);
    ck_assert_str_eq(ct_panel_code_of(r, "unit", 0), "PERCENT");
    ck_assert_str_eq(ct_panel_code_of(r, "measure", 0), "convicted");
    assert_near(cell(r, "2000", "quotient"), .3, 1e-15);
    assert_near(cell(r, "2000", "upper"), ct_odds_interval(30, 100, 95).upper,
                1e-12);
    o = tidy_obs(r, "area", "DEU", "2001");
    ck_assert_uint_eq(o.status, CT_STATUS_SUPPRESSED);
    ck_assert(o.x[CT_LOWER] < 40 / 9. * 100 && isinf(o.x[CT_UPPER]));
    o = tidy_obs(r, "area", "DEU", "2002");
    ck_assert_uint_eq(o.status, CT_STATUS_BREAK | CT_STATUS_ESTIMATED);
    ck_assert_str_eq(tidy_text(r, "quotient", "time", "2002", "reliability"),
                     "unreliable");
    const char *note = note_of(r);
    ck_assert_ptr_nonnull(strstr(note, "source differs: courts (convicted) "
                                       "beside police (suspects)"));
    ck_assert_ptr_null(strstr(note, "counts of"));
    ck_assert_ptr_nonnull(
        strstr(note, "convicted per 100 of measure suspects; stages of a "
                     "procedure: not the same persons or cases, so no "
                     "probability, and may exceed 100; denominators of fewer "
                     "than 20: 1; such quotients are unreliable; periods with "
                     "a suppressed number: 1; they have limits that hold what "
                     "it can be, no value"));
    /* France has no suspects: the row stays. */
    ck_assert_str_eq(tidy_text(r, "quotient", "area", "FRA", "note"),
                     "convicted per 100 of measure suspects; stages of a "
                     "procedure: not the same persons or cases, so no "
                     "probability, and may exceed 100; one of the two is "
                     "missing: 1");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(different_units_are_said)
{
    struct ct_error err;
    struct ct_panel *r =
        quotient(stages, "measure=suspects", "measure=offences", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_ptr_nonnull(strstr(note_of(r),
                                 "counts of persons (suspects) beside offences "
                                 "(offences): not comparable in level"));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(the_denominator_may_be_earlier)
{
    struct ct_error err;
    struct ct_panel *r = quotient(stages, "measure=convicted",
                                  "measure=suspects", "--lag=2", &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    assert_near(cell(r, "2002", "quotient"), .5, 1e-15);
    ck_assert_str_eq(
        tidy_text(r, "quotient", "time", "2002", "denominator_time"), "2000");
    ck_assert(isnan(cell(r, "2001", "quotient")));
    ck_assert_ptr_nonnull(
        strstr(note_of(r),
               "convicted per 100 of measure suspects, 2 periods earlier"));
    ct_panel_destroy(r);
}
END_TEST

/* Part of a whole: Wilson's limits. */
START_TEST(parts_have_their_own_limits)
{
    struct ct_error err;
    const char *text = "area,measure,sentence,time,value\n"
                       "DEU,prisoners,UNSENTENCED,2000,20\n"
                       "DEU,prisoners,UNSENTENCED,2001,20\n"
                       "DEU,prisoners,_T,2000,80\nDEU,prisoners,_T,2001,10\n";
    struct ct_panel *r =
        quotient(text, "sentence=UNSENTENCED", "sentence=_T", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    assert_near(cell(r, "2000", "lower"), .16806, 1e-4);
    ck_assert(isnan(cell(r, "2001", "lower")));
    ck_assert_ptr_nonnull(
        strstr(note_of(r), "parts larger than their whole: 1"));
    ck_assert_ptr_null(strstr(note_of(r), "stages"));
    ct_panel_destroy(r);
}
END_TEST

static void refused(const char *text, const char *above, const char *below,
                    const char *why)
{
    tidy_refused("quotient", text, why, "--numerator", above, "--denominator",
                 below, NULL);
}

START_TEST(what_cannot_be_divided_is_refused)
{
    refused(stages, "measure=convicted", "area=DEU",
            "--numerator names measure and --denominator area: they are codes "
            "of one dimension");
    refused(stages, "measure=convicted", "measure=convicted",
            "--numerator and --denominator are the same");
    refused(stages, "measure=convict", "measure=suspects",
            "--numerator: nothing selected has measure 'convict'; did you "
            "mean 'convicted'?");
    refused("area,unit,time,value\nDEU,KG,2000,3\nDEU,NUMBER,2000,3\n",
            "unit=KG", "unit=NUMBER",
            "--numerator=unit=...: units and frequencies are not divided by "
            "one another");
    refused("area,@counting_unit,sex,time,value\nDEU,victim,F,2000,3\n"
            "DEU,offence,M,2000,3\n",
            "sex=F", "sex=M",
            "counting unit differs: area=DEU measure=offences sex=F "
            "unit=NUMBER has 'victim', area=DEU measure=offences sex=M "
            "unit=NUMBER has 'offence'; --allow=counting-unit puts them "
            "together");
    refused("area,@attempts,measure,time,value\n"
            "DEU,included,convicted,2000,3\nDEU,excluded,suspects,2000,3\n",
            "measure=convicted", "measure=suspects",
            "counting of attempts differs: area=DEU measure=convicted "
            "unit=NUMBER has 'included', area=DEU measure=suspects "
            "unit=NUMBER has 'excluded'; --allow=definition puts them "
            "together");
}
END_TEST

Suite *quotient_suite(void);
Suite *quotient_suite(void)
{
    Suite *s = suite_create("quotient");
    TCase *t = tcase_create("quotient");
    tcase_add_test(t, limits_go_by_what_is_divided);
    tcase_add_test(t, suppressed_numbers_widen_the_limits);
    tcase_add_test(t, stages_come_from_different_sources);
    tcase_add_test(t, different_units_are_said);
    tcase_add_test(t, the_denominator_may_be_earlier);
    tcase_add_test(t, parts_have_their_own_limits);
    tcase_add_test(t, what_cannot_be_divided_is_refused);
    suite_add_tcase(s, t);
    return s;
}
