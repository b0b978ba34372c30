/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fills periods without a value between two that have one. */
#include "config.h"

#include "analyze/series.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdint.h>

/* Moves row `from` of every array to row `to`. */
static void move_row(struct ct_series_data *d, size_t from, size_t to)
{
    double *columns[] = {d->value, d->lower, d->upper, d->events,
                         d->population};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        if (columns[c])
            columns[c][to] = columns[c][from];
    d->time[to] = d->time[from];
    d->status[to] = d->status[from];
}

/* Makes row i one of a period without anything known. */
static void blank_row(struct ct_series_data *d, size_t i, long ordinal)
{
    double *columns[] = {d->value, d->lower, d->upper, d->events,
                         d->population};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        if (columns[c])
            columns[c][i] = NAN;
    d->time[i] = ct_period_from_ordinal(d->freq, ordinal).day;
    d->status[i] = CT_STATUS_MISSING;
}

static void grow_rows(struct ct_series_data *d, size_t n)
{
    double **columns[] = {&d->value, &d->lower, &d->upper, &d->events,
                          &d->population};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        if (*columns[c])
            *columns[c] = ct_xrealloc(*columns[c], n, sizeof(double));
    d->time = ct_xrealloc(d->time, n, sizeof *d->time);
    d->status = ct_xrealloc(d->status, n, sizeof *d->status);
}

/* Gives every period from the first row to the last a row. */
static void close_gaps(struct ct_series_data *d)
{
    size_t n = (size_t)(d->ordinal[d->n - 1] - d->ordinal[0]) + 1;
    if (n == d->n)
        return;
    grow_rows(d, n);
    size_t from = d->n - 1;
    for (size_t to = n; to-- > 0;) {
        long ordinal = d->ordinal[0] + (long)to;
        if (ordinal == d->ordinal[from]) {
            move_row(d, from, to);
            from -= from > 0;
        } else {
            blank_row(d, to, ordinal);
        }
    }
    d->n = n;
    ct_series_number_periods(d);
}

/* Interpolates the rows between a and b, which have values; on logarithms
 * unless one of the two is not positive. */
static void interpolate(struct ct_series_data *d, size_t a, size_t b, int fill)
{
    double y0 = d->value[a], y1 = d->value[b];
    bool logs = fill == CT_FILL_LOG_LINEAR && y0 > 0 && y1 > 0;
    for (size_t i = a + 1; i < b; i++) {
        double t = (double)(i - a) / (double)(b - a);
        d->value[i] =
            logs ? exp(log(y0) + t * (log(y1) - log(y0))) : y0 + t * (y1 - y0);
        d->status[i] = (uint16_t)((d->status[i] & ~CT_STATUS_NO_NUMBER) |
                                  CT_STATUS_IMPUTED);
    }
}

static bool break_within(const struct ct_series_data *d, size_t a, size_t b)
{
    for (size_t i = a + 1; i <= b; i++)
        if (d->status[i] & CT_STATUS_BREAK)
            return true;
    return false;
}

size_t ct_series_fill(struct ct_series_data *d, int fill)
{
    if (fill == CT_FILL_NONE || d->n == 0)
        return 0;
    close_gaps(d);
    size_t filled = 0, last = SIZE_MAX;
    for (size_t i = 0; i < d->n; i++) {
        if (isnan(d->value[i]))
            continue;
        if (last != SIZE_MAX && i > last + 1 && !break_within(d, last, i)) {
            interpolate(d, last, i, fill);
            filled += i - last - 1;
        }
        last = i;
    }
    return filled;
}
