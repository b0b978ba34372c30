/* SPDX-License-Identifier: GPL-3.0-or-later
 * A series of the panel made ready for a method, and cut into parts.
 * Used by the loop only. */
#ifndef CT_SERIES_H
#define CT_SERIES_H

#include "analyze/method.h"
#include "lib/buffer.h"
#include "lib/codes.h"

enum { CT_UNIT_MAX = 64 };

/* One series with arrays of its own, n values each; those of columns that are
 * not known are NULL. note holds what the loop did to the series. */
struct ct_series_data {
    size_t series; /* number in the panel */
    char freq;
    double per;                                     /* as in struct ct_series */
    char unit[CT_UNIT_MAX], unit_made[CT_UNIT_MAX]; /* of value; of result */
    const char *denominator; /* NULL = none; borrowed from the join */
    char *name;
    size_t n;
    int32_t *time;
    long *ordinal;
    double *year, *value, *lower, *upper, *events, *population;
    uint16_t *status;
    struct ct_buffer note;
    bool joined; /* breaks are linked, or to be ignored */
};

/* What a series measures, as far as rates go. */
enum ct_series_kind {
    CT_KIND_COUNT,
    CT_KIND_RATE,
    CT_KIND_POPULATION,
    CT_KIND_OTHER
};

/* The kind of a series, by its measure and unit. */
enum ct_series_kind ct_series_kind(const struct ct_panel *p, size_t series);

/* Writes the unit of rates per so many residents; out has room for CT_UNIT_MAX
 * bytes. */
void ct_unit_of_rate(double per, char *out);

/* Reads a series of the panel into *d. Clear with ct_series_data_clear(). */
void ct_series_data_init(struct ct_series_data *d, const struct ct_panel *p,
                         size_t series);

/* Sets ordinal and year of every value from its time. */
void ct_series_number_periods(struct ct_series_data *d);

/* Frees what it holds. */
void ct_series_data_clear(struct ct_series_data *d);

/* Gives suppressed cells a value as --suppressed says. */
void ct_series_settle_suppressed(struct ct_series_data *d,
                                 const struct ct_common_options *common);

/* Fills the periods between two values as --fill says (never across a break,
 * never before the first value or after the last); what is filled has status
 * I. Rows are added for periods that have none. Returns how many. */
size_t ct_series_fill(struct ct_series_data *d, int fill);

/* Puts the values before the breaks on the newest basis by the level shifts
 * at them (analyze/level_shift.h); they get status I. Says in the note what it
 * did, or why it could not. Returns whether there is no break left. */
bool ct_series_link(struct ct_series_data *d);

/* The part from .. to - 1 as a method sees it; number 0 for the whole. */
struct ct_series ct_series_part(const struct ct_series_data *d, size_t from,
                                size_t to, int number);

#endif
