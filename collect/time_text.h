/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods as publishers write them: `30/06/2010`, `enero-junio 2023`,
 * `2010M06`, by formats that a descriptor declares. */
#ifndef CT_TIME_TEXT_H
#define CT_TIME_TEXT_H

#include "lib/error.h"
#include "lib/period.h"

#include <stdbool.h>
#include <stddef.h>

/* How times are written. Formats have the directives %Y %y %m %d %q %Q %B %H
 * %M %S %p %* (docs/adding-a-dataset.md); none: the forms that need no format.
 */
struct ct_time_style {
    size_t n_formats;
    const char *const *format;
    const char *const *month; /* 12 names, or NULL for English */
    char freq;                /* that dates are put into, or 0 */
    bool cumulative;          /* values are the year's to date */
};

/* A period as read. `to_date`: it begins with its year and ends with
 * `period`. */
struct ct_time {
    struct ct_period period;
    bool to_date;
};

/* Reads a text by the first format that fits. Returns 0, or -1 with CT_EDATA:
 * no time, or a span of months that is no period. */
int ct_time_read(const struct ct_time_style *style, const char *text, size_t n,
                 struct ct_time *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Reads a date and writes it as `2023-05-12`, or `2023-05` and `2023` if the
 * text says no more; out has room for CT_PERIOD_MAX bytes. Returns as
 * ct_time_read(). */
int ct_time_date(const struct ct_time_style *style, const char *text, size_t n,
                 char *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Whether a format can be read: returns NULL, or what is wrong with it. */
const char *ct_time_format_fault(const char *format);

#endif
