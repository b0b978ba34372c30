/* SPDX-License-Identifier: GPL-3.0-or-later
 * A series of the panel made ready for a method, and cut into parts. */
#include "config.h"

#include "analyze/series.h"

#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ct_unit_of_rate(double per, char *out)
{
    strcpy(out, "RATE_");
    if (per == 100000)
        strcat(out, "100K");
    else
        ct_number_format(per, out + strlen(out));
}

enum ct_series_kind ct_series_kind(const struct ct_panel *p, size_t series)
{
    const char *unit = ct_panel_code_of(p, "unit", series);
    const char *measure = ct_panel_code_of(p, "measure", series);
    if (!isnan(ct_unit_per(unit)))
        return CT_KIND_RATE;
    if (strcmp(unit, "NUMBER") != 0 && strcmp(unit, "_T") != 0)
        return CT_KIND_OTHER;
    if (strcmp(measure, "population") == 0)
        return CT_KIND_POPULATION;
    return strcmp(measure, "months") == 0 ? CT_KIND_OTHER : CT_KIND_COUNT;
}

/* The codes of a series but totals, as `area=USA offence=0101`. */
static char *name_series(const struct ct_panel *p, size_t series)
{
    struct ct_buffer b = {0};
    for (size_t k = 0; k < p->n_keys; k++) {
        const char *code = ct_panel_code(p, (long)k, series);
        if (p->keys[k].is_attribute || strcmp(code, "_T") == 0 ||
            strcmp(p->keys[k].name, "freq") == 0)
            continue;
        ct_buffer_printf(&b, "%s%s=%s", b.size ? " " : "", p->keys[k].name,
                         code);
    }
    return ct_buffer_take(&b);
}

/* A copy of n numbers of a column, or NULL if there is none among them. */
static double *copy_column(const double *column, size_t n)
{
    bool any = false;
    for (size_t i = 0; column && i < n && !any; i++)
        any = !isnan(column[i]);
    if (!any)
        return NULL;
    double *out = ct_xmalloc(n, sizeof *out);
    memcpy(out, column, n * sizeof *out);
    return out;
}

static double *column_of(const struct ct_panel *p, size_t c, size_t first,
                         size_t n)
{
    return copy_column(p->column[c] ? p->column[c] + first : NULL, n);
}

void ct_series_number_periods(struct ct_series_data *d)
{
    d->ordinal = ct_xrealloc(d->ordinal, d->n, sizeof *d->ordinal);
    d->year = ct_xrealloc(d->year, d->n, sizeof *d->year);
    for (size_t i = 0; i < d->n; i++) {
        struct ct_period period = {d->freq, d->time[i]};
        d->ordinal[i] = ct_period_ordinal(period);
        d->year[i] = ct_period_year(period);
    }
}

void ct_series_data_init(struct ct_series_data *d, const struct ct_panel *p,
                         size_t series)
{
    size_t first = p->first[series], n = p->first[series + 1] - first;
    const char *freq = ct_panel_code_of(p, "freq", series);
    *d = (struct ct_series_data){
        .series = series, .per = 1, .n = n, .name = name_series(p, series)};
    d->freq = strcmp(freq, "_T") == 0 ? 'A' : freq[0];
    const char *unit = ct_panel_code_of(p, "unit", series);
    snprintf(d->unit, sizeof d->unit, "%s",
             strcmp(unit, "_T") == 0 ? "NUMBER" : unit);
    d->time = ct_xmalloc(n, sizeof *d->time);
    d->status = ct_xmalloc(n, sizeof *d->status);
    d->value = ct_xmalloc(n, sizeof *d->value);
    for (size_t i = 0; i < n; i++) {
        d->time[i] = p->time[first + i];
        d->status[i] = p->status[first + i];
        d->value[i] = p->column[CT_VALUE][first + i];
    }
    d->lower = column_of(p, CT_LOWER, first, n);
    d->upper = column_of(p, CT_UPPER, first, n);
    d->events = column_of(p, CT_EVENTS, first, n);
    d->population = column_of(p, CT_POPULATION, first, n);
    ct_series_number_periods(d);
}

void ct_series_data_clear(struct ct_series_data *d)
{
    void *arrays[] = {d->name,  d->time,  d->ordinal, d->year,   d->value,
                      d->lower, d->upper, d->events,  d->status, d->population};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    ct_buffer_clear(&d->note);
}

void ct_series_settle_suppressed(struct ct_series_data *d,
                                 const struct ct_common_options *common)
{
    if (common->suppressed == CT_SUPPRESSED_BOUNDS)
        return;
    size_t settled = 0;
    for (size_t i = 0; i < d->n; i++) {
        if (!(d->status[i] & CT_STATUS_SUPPRESSED) || !isnan(d->value[i]))
            continue;
        if (common->suppressed == CT_SUPPRESSED_ZERO)
            d->value[i] = 0;
        else if (d->lower && d->upper)
            d->value[i] = (d->lower[i] + d->upper[i]) / 2;
        if (isnan(d->value[i]))
            continue;
        d->status[i] = (uint16_t)((d->status[i] & ~CT_STATUS_NO_NUMBER) |
                                  CT_STATUS_IMPUTED);
        settled++;
    }
    if (settled)
        ct_buffer_printf(&d->note, "%ssuppressed values taken as %s: %zu",
                         d->note.size ? "; " : "",
                         common->suppressed == CT_SUPPRESSED_ZERO
                             ? "0"
                             : "the middle of their bounds",
                         settled);
}

static const double *from_row(const double *column, size_t from)
{
    return column ? column + from : NULL;
}

struct ct_series ct_series_part(const struct ct_series_data *d, size_t from,
                                size_t to, int number)
{
    return (struct ct_series){.n = to - from,
                              .freq = d->freq,
                              .time = d->time + from,
                              .ordinal = d->ordinal + from,
                              .year = d->year + from,
                              .value = d->value + from,
                              .lower = from_row(d->lower, from),
                              .upper = from_row(d->upper, from),
                              .events = from_row(d->events, from),
                              .population = from_row(d->population, from),
                              .status = d->status + from,
                              .per = d->per,
                              .unit = d->unit,
                              .part = number,
                              .joined = d->joined,
                              .index = d->series,
                              .name = d->name};
}
