/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tests in C share. */
#ifndef CT_UNIT_H
#define CT_UNIT_H

#include <check.h>
#include <math.h>
#include <stdlib.h>

/* Equal within a relative tolerance; NaN equals NaN, infinities themselves. */
#define assert_near(got, want, tolerance)                                      \
    do {                                                                       \
        double got_ = (got), want_ = (want);                                   \
        ck_assert_msg((isnan(got_) && isnan(want_)) || got_ == want_ ||        \
                          fabs(got_ - want_) <=                                \
                              (tolerance)*fmax(fabs(want_), fabs(got_)),       \
                      "%s is %.17g, not %.17g", #got, got_, want_);            \
    } while (0)

/* Folder of the tests' data, and one that may be written to: the current one,
 * of each suite its own where it runs by itself. */
#define TESTS CT_TESTS
#define TESTS_BUILD "."

/* Rounds of a test with random input: all of them, or the first tenth where
 * CT_TESTS_SHORT is set, as under valgrind, which takes forty times as long. */
static inline int unit_rounds(int n)
{
    return getenv("CT_TESTS_SHORT") ? n / 10 : n;
}

#endif
