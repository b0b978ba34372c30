/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rates of areas in periods they did not report. */
#ifndef CT_FILL_AREAS_H
#define CT_FILL_AREAS_H

#include "analyze/area_sets.h"

/* How a rate was had. Region: that of the group's areas with a rate. */
enum ct_how {
    CT_HOW_NONE,
    CT_HOW_OBSERVED,
    CT_HOW_INTERPOLATED,
    CT_HOW_BACKCAST,
    CT_HOW_FORECAST,
    CT_HOW_REGION
};

/* The words for it; "" for the first, "observed", "interpolated" ... */
extern const char *const ct_how_word[];

/* What may be filled: fill is CT_FILL_..., max_gap in years, the longest
 * stretch between two values, or before the first or after the last. */
struct ct_fill_rule {
    int fill;
    double max_gap;
};

/* Cell for cell of the cross section: rate (NaN where there is none) and how
 * it was had. */
struct ct_filled {
    double *rate;
    unsigned char *how;
};

/* Takes the rates observed and fills the others as the rule says: on the line
 * between the two values around (of logarithms with log-linear, unless one of
 * them is 0), flat before the first and after the last, never across a break;
 * what is then left, and has residents, gets its group's rate. joined[i]:
 * row i is taken across its breaks. Clear with
 * ct_filled_clear(). */
void ct_fill_areas(const struct ct_cross_section *c,
                   const struct ct_area_sets *sets, const bool *joined,
                   const struct ct_fill_rule *rule, struct ct_filled *out);

/* A rate put in for an area, held within the bounds that the publisher gives a
 * suppressed number. */
double ct_fill_within(const struct ct_cross_section *c, size_t cell,
                      double rate);

/* Frees. */
void ct_filled_clear(struct ct_filled *f);

#endif
