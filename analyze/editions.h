/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two editions of one series, period by period. Make, use, clear. */
#ifndef CT_EDITIONS_H
#define CT_EDITIONS_H

#include "analyze/method.h"

/* What became of a number. CT_EXTENDED and CT_DROPPED: of a period that the
 * other edition does not reach to, which is no revision. */
enum ct_revised {
    CT_UNCHANGED,
    CT_REVISED,
    CT_NEW,
    CT_WITHDRAWN,
    CT_EXTENDED,
    CT_DROPPED,
    CT_N_REVISED
};

/* First and last day of a period that an edition has numbers of, in whichever
 * series. */
struct ct_edition_span {
    int32_t from, to;
};

/* One edition of a series: NULL where it lacks it. */
struct ct_edition {
    const struct ct_series *series;
    struct ct_edition_span span;
};

/* n periods in which either has a number, in order. Arrays of n;
 * status is that of both put together. */
struct ct_editions {
    size_t n;
    long *ordinal;
    double *old, *now;
    int32_t *day;
    uint16_t *status;
    enum ct_revised *what;
    bool joined;                /* breaks are linked, or to be ignored */
    size_t count[CT_N_REVISED]; /* of the periods */
};

/* Lays two editions of one freq side by side. Clear with
 * ct_editions_clear(). */
void ct_editions_make(struct ct_edition old, struct ct_edition now,
                      struct ct_editions *out);
void ct_editions_clear(struct ct_editions *e);

/* The value of a series on a day, NaN where it has none or is NULL. */
double ct_series_at(const struct ct_series *s, int32_t day);

#endif
