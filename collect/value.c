/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading cells of numbers. */
#include "config.h"

#include "collect/value.h"

#include "lib/decimal.h"
#include "lib/status.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* By way of the decimal text: 1.1 times 1000 is 1100.0000000000002 in binary,
 * but the publisher's 1.1 thousand are 1100. */
double ct_scaled(double x, int power)
{
    char text[CT_NUMBER_MAX + 8];
    if (!power || !isfinite(x))
        return x;
    size_t n = ct_number_format(x, text);
    if (memchr(text, 'e', n))
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
        if (marks[i].length == length && *marks[i].text == *text &&
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

/* --- what stands in place of a number --- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* `<5`: suppressed, and less than 5. A count is then at most 4, and at least 1
 * where the publisher prints zeros. */
static int read_below(const struct ct_value_style *style, const char *text,
                      size_t n, struct ct_value *v, struct ct_error *err)
{
    size_t skip = strlen(style->below);
    while (skip < n && is_blank(text[skip]))
        skip++;
    double bound;
    if (ct_number_parse(text + skip, n - skip, &style->number, &bound, err) < 0)
        return -1;
    v->status |= CT_STATUS_SUPPRESSED;
    bool count = bound >= 1 && bound == floor(bound);
    v->upper = count ? bound - 1 : bound;
    v->lower = count && style->zeros && v->upper >= 1 ? 1 : 0;
    return 0;
}

/* The separator of an interval's bounds: a hyphen, a dash or a semicolon. Its
 * length becomes *length. */
static const char *find_separator(const char *text, const char *end,
                                  size_t *length)
{
    static const char dash[] = "\xe2\x80\x93";
    for (const char *at = text + 1; at < end; at++) {
        bool dashed = end - at > 3 && memcmp(at, dash, 3) == 0;
        if (*at != '-' && *at != ';' && !dashed)
            continue;
        *length = dashed ? 3 : 1;
        return at;
    }
    return NULL;
}

static int read_bound(const struct ct_value_style *style, const char *from,
                      const char *to, double *out, struct ct_error *err)
{
    while (from < to && is_blank(*from))
        from++;
    while (to > from && is_blank(to[-1]))
        to--;
    return ct_number_parse(from, (size_t)(to - from), &style->number, out, err);
}

/* Takes `[17292-20148]` off the end of a cell; *n becomes the length of what
 * is left. */
static int split_interval(const struct ct_value_style *style, const char *text,
                          size_t *n, struct ct_value *v, struct ct_error *err)
{
    const char *end = text + *n, *open = text;
    if (!style->interval || *n < 2 || (end[-1] != ']' && end[-1] != ')'))
        return 0;
    while (open < end && *open != '[' && *open != '(')
        open++;
    size_t length;
    const char *separator =
        open < end ? find_separator(open + 1, end - 1, &length) : NULL;
    if (!separator)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "not an interval as [12-15], '%.*s'", (int)*n, text);
    if (read_bound(style, open + 1, separator, &v->lower, err) < 0 ||
        read_bound(style, separator + length, end - 1, &v->upper, err) < 0)
        return -1;
    *n = (size_t)(open - text);
    while (*n && is_blank(text[*n - 1]))
        --*n;
    return 0;
}

/* A number whose last character holds its last digit and its sign, as zoned
 * decimals of mainframes do: `{ABCDEFGHI` 0 to 9, `}JKLMNOPQR` -0 to -9. */
static int read_overpunched(const struct ct_value_style *style,
                            const char *text, size_t n, double *out,
                            struct ct_error *err)
{
    static const char zones[] = "{ABCDEFGHI}JKLMNOPQR";
    enum { MOST = 32 };
    const char *zone = text[n - 1] ? strchr(zones, text[n - 1]) : NULL;
    if (!zone || n > MOST || *text == '-' || *text == '+')
        return ct_number_parse(text, n, &style->number, out, err);
    char plain[MOST];
    memcpy(plain, text, n);
    plain[n - 1] = (char)('0' + (zone - zones) % 10);
    if (ct_number_parse(plain, n, &style->number, out, err) < 0)
        return ct_fail(err, CT_EDATA, 0, 0, "not a number, '%.*s'", (int)n,
                       text);
    if (zone - zones >= 10)
        *out = 0 - *out;
    return 0;
}

/* A number, a mark, or nothing. */
static int read_number(const struct ct_value_style *style, const char *text,
                       size_t n, struct ct_value *v, struct ct_error *err)
{
    if (!n)
        return 0;
    const struct ct_mark *mark = find(style->mark, style->n_marks, text, n);
    if (mark) {
        apply(mark, v);
        if (mark->zero)
            v->x = 0;
        return 0;
    }
    if (style->below && strncmp(text, style->below, strlen(style->below)) == 0)
        return read_below(style, text, n, v, err);
    if (style->overpunch)
        return read_overpunched(style, text, n, &v->x, err);
    return ct_number_parse(text, n, &style->number, &v->x, err);
}

/* --- flags behind a number --- */

/* The blank between a number and its flags; where blanks part thousands, one
 * that no digit follows. */
static const char *find_blank(const struct ct_value_style *style,
                              const char *text, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (text[i] == ' ' && (style->number.thousands != ' ' || i + 1 == n ||
                               text[i + 1] < '0' || text[i + 1] > '9'))
            return text + i;
    return NULL;
}

/* Flags glued to the number, as `34*`. */
static void strip_flags(const struct ct_value_style *style, const char *text,
                        size_t *n, struct ct_value *v)
{
    if (*n < 2 || (text[*n - 1] >= '0' && text[*n - 1] <= '9'))
        return;
    for (size_t i = 0; i < style->n_flags; i++) {
        size_t length = style->flag[i].length;
        if (!length || *n <= length || text[*n - length - 1] < '0' ||
            text[*n - length - 1] > '9' ||
            memcmp(text + *n - length, style->flag[i].text, length) != 0)
            continue;
        *n -= length;
        apply(&style->flag[i], v);
        return;
    }
}

/* The flags of a cell such as `12 bd` or `34*`; the number's length becomes
 * *n. */
static int split_flags(const struct ct_value_style *style, const char *text,
                       size_t *n, struct ct_value *v, struct ct_error *err)
{
    if (!style->flags_in_value)
        return 0;
    const char *blank = find_blank(style, text, *n);
    if (!blank) {
        strip_flags(style, text, n, v);
        return 0;
    }
    const char *end = text + *n, *flags = blank;
    while (flags < end && *flags == ' ')
        flags++;
    *n = (size_t)(blank - text);
    return read_flags(style, flags, (size_t)(end - flags), v, err);
}

/* A status that contradicts the number is rejected rather than settled: either
 * may be the mistake. `: c`: the flag tells more than the mark. */
static int settle_status(struct ct_value *v, struct ct_error *err)
{
    if (isnan(v->x) && !(v->status & CT_STATUS_NO_NUMBER))
        v->status |= CT_STATUS_MISSING;
    if (v->status & (CT_STATUS_SUPPRESSED | CT_STATUS_CANNOT))
        v->status &= (uint16_t) ~(isnan(v->x) ? CT_STATUS_MISSING : 0);
    if (!isnan(v->x) && v->status & (CT_STATUS_MISSING | CT_STATUS_CANNOT))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a number, but the status says there is none");
    return 0;
}

/* --- most cells --- */

/* The first of a text counts, as in find(). */
static void index_marks(const struct ct_mark *mark, size_t n,
                        unsigned char *number_of)
{
    for (size_t i = n < UCHAR_MAX ? n : UCHAR_MAX; i-- > 0;) {
        unsigned char c = (unsigned char)*mark[i].text;
        if (mark[i].length == 1 && c < 128)
            number_of[c] = (unsigned char)(i + 1);
    }
}

/* What may be part of a number or an interval is no flag at once. */
void ct_value_index(struct ct_value_style *style)
{
    index_marks(style->mark, style->n_marks, style->mark_of);
    index_marks(style->flag, style->n_flags, style->flag_of);
    for (const char *c = "0123456789)] "; *c; c++)
        style->flag_of[(unsigned char)*c] = 0;
}

static const struct ct_mark *indexed(const struct ct_mark *mark,
                                     const unsigned char *number_of, char c)
{
    unsigned char number = c & 0x80 ? 0 : number_of[(unsigned char)c];
    return number ? &mark[number - 1] : NULL;
}

/* Takes digits from the i-th byte on into *x; returns where they end. */
static inline size_t take_digits(const struct ct_cell *cell, size_t i,
                                 uint64_t *x)
{
    for (; i < cell->length; i++) {
        unsigned digit = (unsigned char)cell->text[i] - (unsigned)'0';
        if (digit > 9)
            break;
        *x = *x * 10 + digit;
    }
    return i;
}

/* Takes `123` or `12.3`, of fewer bytes than digits a double always holds;
 * returns where it ends, 0 if it is none. */
static inline size_t take_plain(const struct ct_value_style *style,
                                const struct ct_cell *cell, double *out)
{
    uint64_t x = 0;
    size_t end = take_digits(cell, 0, &x), point = end;
    if (end && end < cell->length && cell->text[end] == style->number.decimal) {
        end = take_digits(cell, point + 1, &x);
        return end > point + 1 &&
                       ct_decimal_round(x, (long)point + 1 - (long)end, out)
                   ? end
                   : 0;
    }
    *out = (double)x;
    return end;
}

/* Nothing; a plain number, alone or with a flag of one character; or a mark of
 * one character. False: the cell is something else, or there is more to think
 * of. */
static bool read_usual(const struct ct_value_style *style,
                       const struct ct_cell *cell, struct ct_value *v)
{
    const char *text = cell->text;
    const size_t n = cell->length;
    double x = 0;
    if (n > 15)
        return false;
    const size_t end = take_plain(style, cell, &x);
    const struct ct_mark *mark = NULL;
    if (n == 1 && !end)
        mark = indexed(style->mark, style->mark_of, *text);
    else if (end + 2 == n && end && style->flags_in_value && text[end] == ' ')
        mark = indexed(style->flag, style->flag_of, text[end + 1]);
    if (end < n && !mark)
        return false;
    if (mark)
        apply(mark, v);
    if (end || (mark && mark->zero))
        v->x = x;
    return true;
}

/* Each read as a double, but may be none in our unit. */
static int scale_all(struct ct_value *v, int power, struct ct_error *err)
{
    v->x = ct_scaled(v->x, power);
    v->lower = ct_scaled(v->lower, power);
    v->upper = ct_scaled(v->upper, power);
    if (isinf(v->x) || isinf(v->lower) || isinf(v->upper))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "too large a number when taken times 10 to the power "
                       "of %d",
                       power);
    return 0;
}

/* Whether a cell may be one of the usual ones. */
static inline bool may_be_usual(const struct ct_value_style *style, int scale,
                                const struct ct_cell *flags)
{
    return (!flags || !flags->length) && !scale && !style->scale &&
           !style->mark_is_number;
}

int ct_value_read(const struct ct_value_style *style, int scale,
                  const struct ct_cell *cell, const struct ct_cell *flags,
                  struct ct_value *out, struct ct_error *err)
{
    size_t n = cell->length;
    *out = (struct ct_value){.x = NAN, .lower = NAN, .upper = NAN};
    if (may_be_usual(style, scale, flags) && read_usual(style, cell, out))
        return isnan(out->x) || out->status ? settle_status(out, err) : 0;
    if (split_interval(style, cell->text, &n, out, err) < 0 ||
        split_flags(style, cell->text, &n, out, err) < 0 ||
        read_number(style, cell->text, n, out, err) < 0)
        return -1;
    if (flags && flags->length &&
        read_flags(style, flags->text, flags->length, out, err) < 0)
        return -1;
    return settle_status(out, err) < 0
               ? -1
               : scale_all(out, scale + style->scale, err);
}
