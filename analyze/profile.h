/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shares of the parts of a whole, some of which may be suppressed. */
#ifndef CT_PROFILE_H
#define CT_PROFILE_H

#include <stddef.h>

/* A part, over all areas put together: the sum of the numbers given, how many
 * they are, and how many are suppressed. least and most: the sum with what the
 * suppressed ones can be at least and at most (INFINITY: no bound is known). */
struct ct_profile_part {
    double given, least, most;
    size_t n_given, n_suppressed;
};

/* share = given / sum of given. The limits hold sampling variation, as far as
 * there is any, and all that the suppressed numbers can be. NaN where it is
 * not defined: share of what is not given, or that these make impossible (all
 * of the numbers given, beside one of 1 to 4); limits of shares that are known
 * for sure. */
struct ct_profile_share {
    double share, lower, upper;
};

/* Computes the shares of n parts and returns the sum of the numbers given, NaN
 * if none is. confidence in percent: Wilson's limits, of counts; NaN: amounts,
 * without sampling limits. Source: Wilson 1927, JASA 22:209. */
double ct_profile_shares(const struct ct_profile_part *part, size_t n,
                         double confidence, struct ct_profile_share *out);

#endif
