/* SPDX-License-Identifier: GPL-3.0-or-later
 * The values of a series since its last break, as a forecast's model sees
 * them. */
#include "config.h"

#include "analyze/cut.h"
#include "analyze/forecast_values.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A forecast in the input is none of the values observed. */
static bool observed(const struct ct_series *s, size_t i)
{
    return !isnan(s->value[i]) && !(s->status[i] & CT_STATUS_FORECAST);
}

static void write_period(const struct ct_series *s, size_t row, char *out)
{
    ct_period_format((struct ct_period){s->freq, s->time[row]}, out);
}

/* Finds the rows to use: up to the last value, from the first or the last
 * break. Returns whether there are any. */
static bool find_rows(struct ct_forecast_values *v, struct ct_output_part *out)
{
    const struct ct_series *s = v->series;
    size_t count = 0, first = SIZE_MAX, last = 0, earlier = 0;
    for (size_t i = 0; i < s->n; i++)
        if (observed(s, i)) {
            count++;
            last = i;
        }
    if (s->n)
        v->missing = (size_t)(s->ordinal[s->n - 1] - s->ordinal[0]) + 1 - count;
    for (size_t i = 0; i < s->n && count; i++) {
        bool apart = i < last && ct_series_broken(s, i, last);
        earlier += apart && observed(s, i);
        if (!apart && observed(s, i) && first == SIZE_MAX)
            first = i;
    }
    if (earlier) {
        char when[CT_PERIOD_MAX];
        write_period(s, first, when);
        ct_output_note(out,
                       "forecast from the values since the break, from "
                       "%s; %zu before it are not used",
                       when, earlier);
    }
    v->first = first;
    v->n = count - earlier;
    return count > 0;
}

/* Whether the values to use are those of neighbouring periods. */
static int refuse_gap(const struct ct_forecast_values *v, struct ct_error *err)
{
    const struct ct_series *s = v->series;
    for (size_t i = 0; i < v->n; i++) {
        size_t row = v->first + i;
        if (observed(s, row) &&
            s->ordinal[row] == s->ordinal[v->first] + (long)i)
            continue;
        char when[CT_PERIOD_MAX];
        struct ct_period p =
            ct_period_from_ordinal(s->freq, s->ordinal[v->first] + (long)i);
        ct_period_format(p, when);
        return ct_fail(err, CT_EMATH, 0, 0,
                       "no value at %s: a forecast takes a series without "
                       "gaps; see --fill",
                       when);
    }
    return 0;
}

/* ln of a value; a zero is half a count, or has none. */
static double logarithm(const struct ct_series *s, size_t row, int zero,
                        struct ct_output_part *out)
{
    double half = NAN;
    if (s->value[row] > 0)
        return log(s->value[row]);
    if (s->value[row] != 0 || zero != CT_ZERO_HALF)
        return NAN;
    if (s->events && s->population && s->population[row] > 0)
        half = 0.5 / s->population[row] * s->per;
    else if (strcmp(s->unit, "NUMBER") == 0)
        half = 0.5;
    if (!isnan(half))
        ct_output_note(out, "zero counts taken as 0.5");
    return log(half);
}

/* Fills y. */
static int scale(struct ct_forecast_values *v, int zero,
                 struct ct_output_part *out, struct ct_error *err)
{
    const struct ct_series *s = v->series;
    v->y = ct_xmalloc(v->n, sizeof *v->y);
    v->least = INFINITY;
    for (size_t i = 0; i < v->n; i++) {
        size_t row = v->first + i;
        double y = v->logs ? logarithm(s, row, zero, out) : s->value[row];
        if (isnan(y)) {
            char when[CT_PERIOD_MAX];
            bool end = s->value[row] == 0 && zero == CT_ZERO_ERROR;
            write_period(s, row, when);
            return ct_fail(err, end ? CT_EDATA : CT_EMATH, 0, 0,
                           "%s%sno logarithm of the value at %s",
                           end ? s->name : "", end ? ": " : "", when);
        }
        v->least = fmin(v->least, y);
        v->largest = fmax(v->largest, fabs(y));
        v->y[i] = y;
    }
    v->positive = !v->logs && v->least > 0;
    return 0;
}

int ct_forecast_values_take(const struct ct_series *s, bool logs, int zero,
                            struct ct_forecast_values *v,
                            struct ct_output_part *out, struct ct_error *err)
{
    *v = (struct ct_forecast_values){.series = s,
                                     .logs = logs,
                                     .period = s->freq == 'M'   ? 12
                                               : s->freq == 'Q' ? 4
                                                                : 1};
    if (!find_rows(v, out))
        return ct_fail(err, CT_EFEW, 0, 0, "no values");
    if (refuse_gap(v, err) < 0 || scale(v, zero, out, err) < 0)
        return -1;
    for (size_t i = 1; i < v->n; i++)
        if (v->y[i] != v->y[0])
            return 0;
    return ct_fail(err, CT_EMATH, 0, 0,
                   v->n > 1 ? "all values are equal: no model of their change"
                            : "a single value");
}

size_t ct_forecast_values_index(const struct ct_forecast_values *v, size_t row)
{
    bool used = v->y && row >= v->first && row - v->first < v->n;
    return used ? row - v->first : SIZE_MAX;
}

double ct_forecast_value(const struct ct_forecast_values *v, double y)
{
    return v->logs ? exp(y) : y;
}

void ct_forecast_values_clear(struct ct_forecast_values *v)
{
    free(v->y);
    v->y = NULL;
}
