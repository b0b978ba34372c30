/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shares and their limits beside slow twins. */
#include "config.h"

#include "analyze/parts.h"
#include "analyze/profile.h"
#include "tests/unit.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

static struct ct_profile_part given(double x)
{
    return (struct ct_profile_part){x, x, x, 1, 0};
}

static struct ct_profile_part between(double least, double most)
{
    return (struct ct_profile_part){0, least, most, 0, 1};
}

/* The proportions at which x of n would just be significant, by bisection of
 * the score test. */
static double score_limit(double x, double n, double z, bool upper)
{
    double p = x / n, inner = p, outer = upper ? 1 : 0;
    for (int k = 0; k < 200; k++) {
        double middle = (inner + outer) / 2;
        double far = fabs(p - middle) > z * sqrt(middle * (1 - middle) / n);
        *(far ? &outer : &inner) = middle;
    }
    return (inner + outer) / 2;
}

START_TEST(limits_are_wilsons)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    double z = gsl_cdf_ugaussian_Pinv(.975);
    for (int round = 0; round < 50; round++) {
        struct ct_profile_part part[4];
        struct ct_profile_share share[4];
        double sum = 0, shares = 0;
        for (size_t i = 0; i < 4; i++) {
            part[i] = given(gsl_ran_poisson(r, 1 + 20. * (double)i));
            sum += part[i].given;
        }
        assert_near(ct_profile_shares(part, 4, 95, share), sum, 0);
        for (size_t i = 0; i < 4; i++) {
            shares += share[i].share;
            assert_near(share[i].share, part[i].given / sum, 1e-15);
            assert_near(share[i].lower,
                        score_limit(part[i].given, sum, z, false), 1e-9);
            assert_near(share[i].upper,
                        score_limit(part[i].given, sum, z, true), 1e-9);
        }
        assert_near(shares, 1, 1e-12);
    }
    gsl_rng_free(r);
}
END_TEST

/* All that two suppressed numbers can be, tried one by one. */
START_TEST(bounds_hold_whatever_is_suppressed)
{
    const struct ct_profile_part part[] = {given(12), between(0, 4),
                                           between(1, 4), given(3)};
    double least[4] = {1, 1, 1, 1}, most[4] = {0};
    struct ct_profile_share share[4], wide[4];
    ct_profile_shares(part, 4, NAN, share);
    for (int a = 0; a <= 4; a++)
        for (int b = 1; b <= 4; b++) {
            const double x[] = {12, a, b, 3};
            for (size_t i = 0; i < 4; i++) {
                least[i] = fmin(least[i], x[i] / (15 + a + b));
                most[i] = fmax(most[i], x[i] / (15 + a + b));
            }
        }
    ct_profile_shares(part, 4, 95, wide);
    for (size_t i = 0; i < 4; i++) {
        assert_near(share[i].lower, least[i], 1e-15);
        assert_near(share[i].upper, most[i], 1e-15);
        ck_assert(wide[i].lower <= share[i].lower);
        ck_assert(wide[i].upper > share[i].upper);
    }
    ck_assert(isnan(share[1].share));
    /* 12 of 16 at the most; by Wilson's limits 12 of 15 may be. */
    ck_assert(isnan(share[0].share));
    assert_near(wide[0].share, 12. / 15, 1e-15);
    const struct ct_profile_part alone[] = {given(40), between(1, 4)};
    ct_profile_shares(alone, 2, 95, wide);
    ck_assert(isnan(wide[0].share) && wide[0].upper < 1);
    assert_near(ct_profile_shares(alone, 2, NAN, share), 40, 0);
    ck_assert(isnan(share[0].share));
}
END_TEST

START_TEST(what_has_no_bound_can_be_anything)
{
    const struct ct_profile_part one[] = {given(12), between(0, INFINITY)};
    const struct ct_profile_part two[] = {between(2, INFINITY), given(5),
                                          between(0, INFINITY)};
    struct ct_profile_share share[3];
    for (int k = 0; k < 2; k++) {
        double confidence = k ? 95 : NAN;
        ct_profile_shares(one, 2, confidence, share);
        assert_near(share[0].lower, 0, 0);
        assert_near(share[0].upper, 1, 0);
        assert_near(share[1].lower, 0, 0);
        assert_near(share[1].upper, 1, 0);
        ct_profile_shares(two, 3, confidence, share);
        assert_near(share[0].lower, 0, 0);
        assert_near(share[0].upper, 1, 0);
        assert_near(share[1].lower, 0, 0);
        ck_assert(share[1].upper >= 5. / 7 && share[1].upper < 1);
    }
}
END_TEST

START_TEST(nothing_has_no_shares)
{
    struct ct_profile_part part[] = {given(0), given(0), given(0)};
    struct ct_profile_share share[3];
    ck_assert(isnan(ct_profile_shares(part, 0, 95, share)));
    assert_near(ct_profile_shares(part, 2, 95, share), 0, 0);
    ck_assert(isnan(share[0].share) && isnan(share[0].lower));
    part[0] = given(7);
    part[1] = part[2] = (struct ct_profile_part){0};
    assert_near(ct_profile_shares(part, 3, NAN, share), 7, 0);
    assert_near(share[0].share, 1, 0);
    ck_assert(isnan(share[0].lower));
    ck_assert(isnan(share[1].share) && isnan(share[1].upper));
    part[1] = between(0, 4);
    part[0] = between(0, 4);
    ck_assert(isnan(ct_profile_shares(part, 2, 95, share)));
    assert_near(share[0].upper, 1, 0);
}
END_TEST

/* A thousand times the counts: the same shares, narrower limits. */
START_TEST(scale_does_not_move_shares)
{
    struct ct_profile_part part[] = {given(3), given(11), given(40)};
    struct ct_profile_share small[3], large[3];
    ct_profile_shares(part, 3, 95, small);
    for (size_t i = 0; i < 3; i++)
        part[i] = given(part[i].given * 1e9);
    ct_profile_shares(part, 3, 95, large);
    for (size_t i = 0; i < 3; i++) {
        assert_near(large[i].share, small[i].share, 1e-15);
        ck_assert(large[i].upper - large[i].lower <
                  small[i].upper - small[i].lower);
    }
}
END_TEST

START_TEST(codes_that_overlap)
{
    ck_assert(ct_codes_overlap(NULL, "sex", "F", "F"));
    ck_assert(ct_codes_overlap(NULL, "sex", "F", "_T"));
    ck_assert(!ct_codes_overlap(NULL, "sex", "F", "M"));
    ck_assert(!ct_codes_overlap(NULL, "sex", "F", "_U"));
    ck_assert(ct_codes_overlap(NULL, "age", "Y_LT18", "Y15T24"));
    ck_assert(!ct_codes_overlap(NULL, "age", "Y_LT18", "Y18T24"));
    ck_assert(!ct_codes_overlap(NULL, "age", "Y_GE65", "_U"));
    ck_assert(!ct_codes_overlap(NULL, "offence", "0101", "01"));
}
END_TEST

Suite *profile_suite(void);
Suite *profile_suite(void)
{
    Suite *s = suite_create("profile");
    TCase *t = tcase_create("profile");
    tcase_add_test(t, limits_are_wilsons);
    tcase_add_test(t, bounds_hold_whatever_is_suppressed);
    tcase_add_test(t, what_has_no_bound_can_be_anything);
    tcase_add_test(t, nothing_has_no_shares);
    tcase_add_test(t, scale_does_not_move_shares);
    tcase_add_test(t, codes_that_overlap);
    suite_add_tcase(s, t);
    return s;
}
