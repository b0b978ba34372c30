/* SPDX-License-Identifier: GPL-3.0-or-later
 * Zeros of a series where logarithms are taken. */
#include "config.h"

#include "analyze/zero.h"

#include "lib/period.h"

#include <math.h>

bool ct_series_counted(const struct ct_series *s, size_t row)
{
    return s->events && s->population && isfinite(s->events[row]) &&
           s->population[row] > 0;
}

int ct_zero_refuse(const struct ct_series *s, size_t row, struct ct_error *err)
{
    char when[CT_PERIOD_MAX];
    ct_period_format((struct ct_period){s->freq, s->time[row]}, when);
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%s is zero at %s and has no logarithm; --zero=half or "
                   "--zero=drop",
                   s->name, when);
}

int ct_zero_no_half(struct ct_error *err)
{
    return ct_fail(err, CT_EMATH, 0, 0,
                   "zero rates whose counts are not known; --zero=drop "
                   "leaves them out");
}
