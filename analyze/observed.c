/* SPDX-License-Identifier: GPL-3.0-or-later
 * The values of a series that are there, taken together. */
#include "config.h"

#include "analyze/observed.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

struct ct_observed ct_observed_take(const struct ct_series *s)
{
    struct ct_observed o = {.series = s,
                            .row = ct_xmalloc(s->n + 1, sizeof *o.row),
                            .t = ct_xmalloc(s->n + 1, sizeof *o.t),
                            .y = ct_xmalloc(s->n + 1, sizeof *o.y)};
    double per_year = s->freq == 'M' ? 12 : s->freq == 'Q' ? 4 : 1;
    for (size_t i = 0; i < s->n; i++) {
        if (isnan(s->value[i]))
            continue;
        o.row[o.n] = i;
        o.t[o.n] = (double)(s->ordinal[i] - s->ordinal[o.row[0]]) / per_year;
        o.y[o.n++] = s->value[i];
    }
    if (s->n > 0)
        o.missing = (size_t)(s->ordinal[s->n - 1] - s->ordinal[0]) + 1 - o.n;
    if (o.n > 0)
        o.gaps =
            s->ordinal[o.row[o.n - 1]] - s->ordinal[o.row[0]] != (long)o.n - 1;
    return o;
}

void ct_observed_clear(struct ct_observed *o)
{
    free(o->row);
    free(o->t);
    free(o->y);
}

void ct_observed_period(const struct ct_observed *o, size_t i, char *out)
{
    const struct ct_series *s = o->series;
    ct_period_format((struct ct_period){s->freq, s->time[o->row[i]]}, out);
}

void ct_observed_cell(const struct ct_observed *o, size_t i, struct ct_table *t,
                      size_t column)
{
    char when[CT_PERIOD_MAX];
    ct_observed_period(o, i, when);
    ct_table_text(t, column, when);
}

void ct_observed_write_fitted(const struct ct_observed *o, const double *fitted,
                              struct ct_output_part *out)
{
    const struct ct_series *s = o->series;
    for (size_t i = 0; i < s->n; i++) {
        struct ct_obs obs = ct_obs_empty;
        unsigned status = s->status[i] & ~(unsigned)CT_STATUS_NO_NUMBER;
        if (isnan(fitted[i]))
            status |= CT_STATUS_MISSING;
        else if (isnan(s->value[i]))
            status |= CT_STATUS_IMPUTED;
        obs.time = s->time[i];
        obs.x[CT_VALUE] = fitted[i];
        obs.x[CT_OBSERVED] = s->value[i];
        obs.status = (uint16_t)status;
        ct_output_obs(out, &obs);
    }
}
