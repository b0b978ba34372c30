/* SPDX-License-Identifier: GPL-3.0-or-later
 * How two sources agree over many pairs of numbers: measures, and the rows of
 * tables that hold them. */
#ifndef CT_SOURCE_SUMMARY_H
#define CT_SOURCE_SUMMARY_H

#include "analyze/agreement.h"
#include "analyze/source_pairs.h"

/* Ratios of one pair, the other source to the reference. Rates are those
 * published, else counts over the residents of -p. Where counts and rates of
 * both are known and above 0, count_ratio = rate_ratio x denominator_ratio;
 * NaN where one is not. */
struct ct_ratios {
    double rate, rate_reference;
    double count_ratio, rate_ratio, denominator_ratio;
};

struct ct_ratios ct_source_ratios(const struct ct_source_pair *p, double per);

/* Of n pairs: those with counts in both, or if there are none those with
 * rates. ratio is that of sums of counts; ratios those of single pairs with
 * both above 0; rates and log_rates agreement of rates (with -p those of the
 * counts, else those published) and of their logarithms, zeros left out. */
struct ct_summary {
    const char *reference; /* its code, borrowed */
    size_t n, series, identical, within5;
    int32_t from, to; /* first days; of no meaning if n is 0 */
    bool of_counts;   /* not of rates alone */
    bool published;   /* rates are as published */
    bool derived;     /* some counts are rates times residents */
    double ratio;
    struct ct_ratio_agreement ratios;
    struct ct_agreement rates, log_rates;
};

/* Sums up n pairs in order of time, for any n; reference and series are left
 * out. */
struct ct_summary ct_source_summary(const struct ct_source_pair *p, size_t n,
                                    double per);

/* The columns of a row, and one that adds it to a table of them; freq is that
 * of its periods. */
extern const struct ct_column_row ct_summary_columns[];
void ct_summary_write(const struct ct_summary *s, char freq,
                      struct ct_table *out);

/* Says what is to be said of it. */
void ct_summary_note(const struct ct_summary *s, struct ct_output_part *out);

#endif
