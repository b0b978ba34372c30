/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers in text, in and out.
 *
 * strtod and printf are those of the C locale because nothing in the program
 * calls setlocale(); the libraries it uses do not either. */
#include "config.h"

#include "lib/decimal.h"
#include "lib/number.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct ct_number_style ct_number_plain = {'.', 0};

/* All significant digits of a double's exact value are fewer than this. */
enum { LONGEST = 1100 };

/* What a number's text says: mantissa * 10^(exponent + dropped), and something
 * between nothing and one mantissa more if digits were dropped. */
struct scan {
    const char *at, *end;
    uint64_t mantissa;
    int digits;
    long exponent, dropped;
    bool negative;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool at_digit(const struct scan *s)
{
    return s->at < s->end && is_digit(*s->at);
}

/* Takes a run of digits into the mantissa; returns how many. */
static long take_digits(struct scan *s)
{
    const char *start = s->at;
    for (; at_digit(s); s->at++) {
        if (s->digits == 19) {
            s->dropped++;
            continue;
        }
        s->mantissa = s->mantissa * 10 + (uint64_t)(*s->at - '0');
        s->digits += s->mantissa > 0;
    }
    return s->at - start;
}

/* Length of the thousands mark at s, 0 if there is none. */
static size_t mark_length(const char *s, const char *end, char mark)
{
    if (!mark || s == end)
        return 0;
    if (*s == mark)
        return 1;
    if (mark != ' ')
        return 0;
    if (end - s >= 2 && memcmp(s, "\xc2\xa0", 2) == 0)
        return 2;
    return end - s >= 3 && memcmp(s, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

/* Digits before the decimal mark, in groups of three where marks stand. None
 * before a decimal mark is a nought left out, as SAS and Stata write it. */
static bool take_whole(struct scan *s, const struct ct_number_style *style)
{
    char thousands = style->thousands;
    long n = take_digits(s);
    size_t mark = mark_length(s->at, s->end, thousands);
    if (n == 0)
        return s->at < s->end && *s->at == style->decimal;
    if (mark && n > 3)
        return false;
    for (; mark; mark = mark_length(s->at, s->end, thousands)) {
        s->at += mark;
        if (take_digits(s) != 3)
            return false;
    }
    return true;
}

static bool take_fraction(struct scan *s, char decimal)
{
    if (s->at == s->end || *s->at != decimal)
        return true;
    s->at++;
    long n = take_digits(s);
    s->exponent = -n;
    return n > 0;
}

static bool take_exponent(struct scan *s)
{
    if (s->at == s->end || (*s->at != 'e' && *s->at != 'E'))
        return true;
    s->at++;
    bool negative = s->at < s->end && *s->at == '-';
    if (s->at < s->end && (*s->at == '-' || *s->at == '+'))
        s->at++;
    if (!at_digit(s))
        return false;
    long exponent = 0;
    for (; at_digit(s); s->at++)
        if (exponent < 100000)
            exponent = exponent * 10 + (*s->at - '0');
    s->exponent += negative ? -exponent : exponent;
    return true;
}

static bool scan(struct scan *s, const struct ct_number_style *style)
{
    if (s->at < s->end && (*s->at == '-' || *s->at == '+'))
        s->negative = *s->at++ == '-';
    return take_whole(s, style) && take_fraction(s, style->decimal) &&
           take_exponent(s) && s->at == s->end;
}

/* Reads `[+-][digits][.digits]` of at most 19 digits, as most numbers are;
 * false if the text is anything else. */
static bool scan_short(struct scan *s, char decimal)
{
    const char *at = s->at, *const end = s->end;
    uint64_t mantissa = 0;
    if (at < end && (*at == '-' || *at == '+'))
        s->negative = *at++ == '-';
    const char *whole = at;
    for (; at < end && is_digit(*at); at++)
        mantissa = mantissa * 10 + (uint64_t)(*at - '0');
    long n_whole = at - whole, n_fraction = 0;
    if (at < end && *at == decimal) {
        const char *fraction = ++at;
        for (; at < end && is_digit(*at); at++)
            mantissa = mantissa * 10 + (uint64_t)(*at - '0');
        n_fraction = at - fraction;
        if (n_fraction == 0)
            return false;
    }
    s->mantissa = mantissa;
    s->exponent = -n_fraction;
    return at == end && n_whole + n_fraction > 0 && n_whole + n_fraction <= 19;
}

/* A number of more digits than the mantissa holds is known if the next larger
 * mantissa gives the same. */
static bool read_fast(const struct scan *s, double *out)
{
    double x, y;
    long exponent = s->exponent + s->dropped;
    if (!ct_decimal_round(s->mantissa, exponent, &x))
        return false;
    if (s->dropped &&
        (!ct_decimal_round(s->mantissa + 1, exponent, &y) || x != y))
        return false;
    *out = s->negative ? -x : x;
    return true;
}

/* Has strtod read the text with marks as in C; false if it overflows. */
static bool read_slow(const char *s, size_t n,
                      const struct ct_number_style *style, double *out)
{
    char text[LONGEST + 1];
    size_t length = 0;
    for (const char *end = s + n; s < end; s++) {
        size_t mark = mark_length(s, end, style->thousands);
        if (mark)
            s += mark - 1;
        else
            text[length++] = *s == style->decimal ? '.' : *s;
    }
    text[length] = '\0';
    *out = strtod(text, NULL);
    return isfinite(*out);
}

/* Whether the text is a number once `style` is assumed. */
static bool would_do(const char *s, size_t n, struct ct_number_style style)
{
    struct scan trial = {.at = s, .end = s + n};
    return scan(&trial, &style);
}

/* What would make a number of a text that is none. */
static void advise(const char *s, size_t n, char decimal, char *out,
                   size_t size)
{
    char other = decimal == '.' ? ',' : '.';
    bool thousands = would_do(s, n, (struct ct_number_style){decimal, other});
    bool point = would_do(s, n, (struct ct_number_style){other, 0});
    if (thousands && point)
        snprintf(out, size,
                 "'%c' may be a decimal or a thousands mark: declare which",
                 other);
    else if (point || would_do(s, n, (struct ct_number_style){other, decimal}))
        snprintf(out, size, "declare the decimal mark '%c'", other);
    else if (thousands)
        snprintf(out, size, "declare the thousands mark '%c'", other);
    else if (would_do(s, n, (struct ct_number_style){decimal, ' '}))
        snprintf(out, size, "declare the thousands mark ' '");
    else if (would_do(s, n, (struct ct_number_style){decimal, '\''}))
        snprintf(out, size, "declare the thousands mark '''");
    else if (memchr(s, '.', n) || memchr(s, ',', n) || is_digit(s[n - 1]))
        snprintf(out, size, "wanted are digits, as in -1234%c5", decimal);
    else
        snprintf(out, size, "declare a mark that means missing");
}

static int fail(const char *s, size_t n, char decimal, struct ct_error *err)
{
    if (n == 0)
        return ct_fail(err, CT_EDATA, 0, 0, "empty, a number is wanted");
    char advice[80];
    advise(s, n, decimal, advice, sizeof advice);
    size_t shown = n > 60 ? 60 : n;
    while (shown < n && shown > 0 && ((unsigned char)s[shown] >> 6) == 2)
        shown--;
    return ct_fail(err, CT_EDATA, 0, 0, "not a number, '%.*s%s'; %s",
                   (int)shown, s, shown < n ? "..." : "", advice);
}

int ct_number_parse(const char *s, size_t n,
                    const struct ct_number_style *style, double *out,
                    struct ct_error *err)
{
    const struct scan begin = {.at = s, .end = s + n};
    struct scan number = begin;
    if (scan_short(&number, style->decimal) && read_fast(&number, out))
        return 0;
    if (n > LONGEST)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "not a number, '%.20s...' has %zu characters", s, n);
    number = begin;
    if (!scan(&number, style))
        return fail(s, n, style->decimal, err);
    double x;
    if (!read_fast(&number, &x) && !read_slow(s, n, style, &x))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "number too large, '%.*s'; the largest is about "
                       "1.8e308",
                       n > 60 ? 60 : (int)n, s);
    *out = x;
    return 0;
}

/* Numbers of few decimals, most there are: an integer of at most 15 digits
 * over a power of ten that divides to x is the one shortest text for x. */
static size_t format_short(double x, char *out)
{
    static const double ten[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    if (FLT_EVAL_METHOD != 0 || fabs(x) >= 1e15 || fabs(x) < 1e-3)
        return 0;
    for (int k = 0; k <= 6; k++) {
        /* The product is rounded: 68.68 times 100 is a little above 6868. */
        double r = rint(x * ten[k]);
        if (fabs(r) >= 1e15)
            return 0;
        if (r / ten[k] != x)
            continue;
        int64_t whole = (int64_t)r;
        int64_t power = (int64_t)ten[k];
        int64_t magnitude = whole < 0 ? -whole : whole;
        const char *sign = whole < 0 ? "-" : "";
        if (k == 0)
            return (size_t)sprintf(out, "%s%lld", sign, (long long)magnitude);
        return (size_t)sprintf(out, "%s%lld.%0*lld", sign,
                               (long long)(magnitude / power), k,
                               (long long)(magnitude % power));
    }
    return 0;
}

size_t ct_number_format(double x, char *out)
{
    if (isnan(x) || isinf(x))
        return (size_t)sprintf(out, "%s",
                               isnan(x) ? ""
                               : x < 0  ? "-inf"
                                        : "inf");
    if (x == 0)
        return (size_t)sprintf(out, signbit(x) ? "-0" : "0");
    size_t length = format_short(x, out);
    if (length)
        return length;
    /* Fifteen digits always come back from a double, so fewer need not be
     * tried, but below the normal range. */
    int precision = fabs(x) < DBL_MIN ? 1 : DBL_DIG;
    do
        length = (size_t)snprintf(out, CT_NUMBER_MAX, "%.*g", precision, x);
    while (strtod(out, NULL) != x && precision++ < DBL_DECIMAL_DIG);
    return length;
}

size_t ct_number_fixed(double x, int decimals, char *out)
{
    if (isnan(x)) {
        out[0] = '\0';
        return 0;
    }
    int length = snprintf(out, CT_FIXED_MAX, "%.*f", decimals, x);
    if (out[0] == '-' && strspn(out + 1, "0.") == (size_t)length - 1) {
        memmove(out, out + 1, (size_t)length);
        length--;
    }
    return (size_t)length;
}
