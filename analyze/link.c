/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts the values before a break on the basis after it. */
#include "config.h"

#include "analyze/level_shift.h"
#include "analyze/series.h"

#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

static void scale(struct ct_series_data *d, size_t to, double factor)
{
    double *columns[] = {d->value, d->lower, d->upper, d->events};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        for (size_t i = 0; columns[c] && i < to; i++)
            columns[c][i] *= factor;
    for (size_t i = 0; i < to; i++)
        if (!isnan(d->value[i]))
            d->status[i] |= CT_STATUS_IMPUTED;
}

static void say(struct ct_series_data *d, const struct ct_level_shift *shift)
{
    char when[CT_PERIOD_MAX], factor[CT_FIXED_MAX];
    ct_period_format((struct ct_period){d->freq, d->time[shift->row]}, when);
    ct_number_fixed(exp(shift->delta), 4, factor);
    ct_buffer_printf(&d->note, "%svalues before %s linked (level shift) x %s",
                     d->note.size ? "; " : "", when, factor);
}

bool ct_series_link(struct ct_series_data *d)
{
    struct ct_rows rows = {d->n, d->year, d->value, d->status};
    struct ct_level_shift *shift = ct_xmalloc(d->n, sizeof *shift);
    size_t n = d->n ? ct_level_shift(&rows, shift) : 0;
    bool known = n == 0 || (!isnan(shift[0].delta) && shift[0].df > 0);
    for (size_t k = 0; k < n && known; k++) {
        scale(d, shift[k].row, exp(shift[k].delta));
        say(d, &shift[k]);
    }
    if (!known)
        ct_buffer_printf(&d->note, "%sbreaks not linked: too few values",
                         d->note.size ? "; " : "");
    free(shift);
    return known;
}
