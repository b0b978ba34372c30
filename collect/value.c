/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading cells of numbers. */
#include "config.h"

#include "collect/value.h"

#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* By way of the decimal text: 1.1 times 1000 is 1100.0000000000002 in binary,
 * but the publisher's 1.1 thousand are 1100. */
double ct_scaled(double x, int power)
{
    char text[CT_NUMBER_MAX + 8];
    size_t n = ct_number_format(x, text);
    if (!power || !isfinite(x) || memchr(text, 'e', n))
        return x * pow(10, power);
    n += (size_t)snprintf(text + n, sizeof text - n, "e%d", power);
    double scaled = NAN;
    if (ct_number_parse(text, n, &ct_number_plain, &scaled, NULL) < 0)
        return x * pow(10, power);
    return scaled;
}

static const struct ct_mark *find(const struct ct_mark *marks, size_t n,
                                  const char *text, size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(marks[i].text) == length &&
            memcmp(marks[i].text, text, length) == 0)
            return &marks[i];
    return NULL;
}

static void apply(const struct ct_mark *mark, struct ct_value *v)
{
    v->status |= mark->status;
    v->n_counted += mark->counted;
}

/* Flags: one of the publisher's words, or else letters, each a flag. */
static int read_flags(const struct ct_value_style *style, const char *text,
                      size_t n, struct ct_value *v, struct ct_error *err)
{
    if (!style->n_flags) {
        uint16_t status;
        if (ct_status_parse(text, n, &status, NULL) < 0)
            return ct_fail(err, CT_EDATA, 0, 0, "unknown status '%.*s'", (int)n,
                           text);
        v->status |= status;
        return 0;
    }
    const struct ct_mark *whole = find(style->flag, style->n_flags, text, n);
    if (whole) {
        apply(whole, v);
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        const struct ct_mark *letter =
            find(style->flag, style->n_flags, text + i, 1);
        if (!letter)
            return ct_fail(err, CT_EDATA, 0, 0, "unknown flag '%.*s'", (int)n,
                           text);
        apply(letter, v);
    }
    return 0;
}

/* A number, a mark, or nothing. */
static int read_number(const struct ct_value_style *style, const char *text,
                       size_t n, struct ct_value *v, struct ct_error *err)
{
    v->x = NAN;
    if (!n)
        return 0;
    const struct ct_mark *mark = find(style->mark, style->n_marks, text, n);
    if (mark) {
        apply(mark, v);
        return 0;
    }
    return ct_number_parse(text, n, &style->number, &v->x, err);
}

/* The flags of a cell such as `12 bd`; the number's length becomes *n. */
static int split_flags(const struct ct_value_style *style, const char *text,
                       size_t *n, struct ct_value *v, struct ct_error *err)
{
    const char *blank = memchr(text, ' ', *n);
    if (!style->flags_in_value || !blank)
        return 0;
    const char *end = text + *n, *flags = blank;
    while (flags < end && *flags == ' ')
        flags++;
    *n = (size_t)(blank - text);
    return read_flags(style, flags, (size_t)(end - flags), v, err);
}

/* A status that contradicts the number is rejected rather than settled: either
 * may be the mistake. */
int ct_value_read(const struct ct_value_style *style, int scale,
                  const struct ct_cell *cell, const struct ct_cell *flags,
                  struct ct_value *out, struct ct_error *err)
{
    struct ct_value v = {.x = NAN};
    size_t n = cell->length;
    if (split_flags(style, cell->text, &n, &v, err) < 0 ||
        read_number(style, cell->text, n, &v, err) < 0)
        return -1;
    if (flags && flags->length &&
        read_flags(style, flags->text, flags->length, &v, err) < 0)
        return -1;
    if (isnan(v.x) && !(v.status & CT_STATUS_NO_NUMBER))
        v.status |= CT_STATUS_MISSING;
    /* `: c`: the flag tells more than the mark. */
    if (v.status & (CT_STATUS_SUPPRESSED | CT_STATUS_CANNOT))
        v.status &= (uint16_t) ~(isnan(v.x) ? CT_STATUS_MISSING : 0);
    if (!isnan(v.x) && v.status & (CT_STATUS_MISSING | CT_STATUS_CANNOT))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a number, but the status says there is none");
    v.x = ct_scaled(v.x, scale + style->scale);
    *out = v;
    return 0;
}
