/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a series is cut at its breaks. */
#include "config.h"

#include "analyze/cut.h"

#include "lib/status.h"

#include <math.h>

static bool any_value(const double *value, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!isnan(value[i]))
            return true;
    return false;
}

size_t ct_cut(const double *value, const uint16_t *status, size_t n,
              size_t *start)
{
    size_t parts = 0;
    start[parts++] = 0;
    for (size_t i = 1; i < n; i++)
        if (status[i] & CT_STATUS_BREAK &&
            any_value(value, start[parts - 1], i) && any_value(value, i, n))
            start[parts++] = i;
    start[parts] = n;
    return parts;
}

bool ct_series_broken(const struct ct_series *s, size_t from, size_t to)
{
    for (size_t i = from + 1; i <= to && !s->joined; i++)
        if (s->status[i] & CT_STATUS_BREAK)
            return true;
    return false;
}
