/* SPDX-License-Identifier: GPL-3.0-or-later
 * The variants of the Mann-Kendall test, with Sen's slope. */
#ifndef CT_KENDALL_TEST_H
#define CT_KENDALL_TEST_H

#include "analyze/kendall.h"
#include "lib/error.h"

/* In the order of the words of --variant. */
enum ct_kendall_variant {
    CT_KENDALL_PLAIN,
    CT_KENDALL_HAMED_RAO,
    CT_KENDALL_SEASONAL
};

/* Fewest values for the test and for the slope; fewest years for the seasonal
 * one; most values (the slopes of all pairs are kept) and years; up to how many
 * values the direction goes by the exact p. */
enum {
    CT_KENDALL_MIN = 4,
    CT_KENDALL_MIN_YEARS = 3,
    CT_KENDALL_MAX = 5000,
    CT_KENDALL_MAX_YEARS = 1000,
    CT_KENDALL_SMALL = 10
};

/* n values in order of time: value, decimal year, and the period's number,
 * per_year (1, 4, 12) of which make a year. */
struct ct_kendall_input {
    size_t n;
    const double *value, *year;
    const long *period;
    long per_year;
};

/* What the test says; NaN where it does not apply or was refused. var_s, z, p,
 * lower and upper are those of the variant. residual is for n values, the
 * caller's: those about the slope, of the seasonal variant about their
 * season's mean too. season is for per_year elements, the caller's, filled by
 * the seasonal variant. direction: 1, -1, 0, by p below alpha. */
struct ct_kendall_result {
    double s, var_s, z, p, p_exact, tau, slope, lower, upper, intercept;
    double spearman, spearman_p, correction, autocorrelation;
    int direction;
    bool fallback; /* Hamed-Rao's factor was not positive */
    double *residual;
    struct ct_kendall *season;
};

/* How to test. */
struct ct_kendall_options {
    enum ct_kendall_variant variant;
    bool covariance;   /* of seasons */
    double confidence; /* percent */
};

/* A result without numbers yet; residual and season are the caller's. */
struct ct_kendall_result ct_kendall_start(double *residual,
                                          struct ct_kendall *season);

/* Tests and fills out, as ct_kendall_start() made it. Returns 0; -1 with *err,
 * CT_EFEW or CT_EMATH, where the variant cannot be computed: too few or too
 * many values, gaps with Hamed-Rao, a yearly series with seasons; slope and
 * rank correlation are set all the same where there are enough values. */
int ct_kendall_test(const struct ct_kendall_input *x,
                    const struct ct_kendall_options *options,
                    struct ct_kendall_result *out, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
