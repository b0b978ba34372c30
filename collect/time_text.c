/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading times by formats. */
#include "config.h"

#include "collect/time_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

/* What a text says: 0 where it does not. Months and years may come twice, as
 * in `enero-junio 2023` and `2019/20`. */
struct said {
    int n_years, n_months, year[2], month[2], quarter, day;
};

struct cursor {
    const char *at, *end;
};

static const char *const english[12] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/* Forms that need no declaration: ours, those of SDMX and JSON-stat, and the
 * date of ISO 8601. */
static const char *const usual[] = {
    "%Y",     "%Y-Q%q", "%Y-%m", "%Y-%m-%d",    "%YQ%q",      "%YM%m",
    "%Y-M%m", "%YK%q",  "%Y%m",  "%Y-%m-%dT%*", "%Y-%m-%d %*"};

/* --- directives --- */

/* Reads `least` to `most` digits. */
static bool read_number(struct cursor *c, int least, int most, int *out)
{
    int n = 0, x = 0;
    while (n < most && c->at < c->end && *c->at >= '0' && *c->at <= '9') {
        x = x * 10 + (*c->at++ - '0');
        n++;
    }
    *out = x;
    return n >= least;
}

static bool read_year(struct cursor *c, bool short_year, struct said *out)
{
    int year;
    if (out->n_years == 2 ||
        !read_number(c, short_year ? 2 : 4, short_year ? 2 : 4, &year))
        return false;
    if (short_year)
        year += year < 69 ? 2000 : 1900;
    out->year[out->n_years++] = year;
    return year > 0;
}

static bool read_month(struct cursor *c, struct said *out)
{
    int month;
    if (out->n_months == 2 || !read_number(c, 1, 2, &month))
        return false;
    out->month[out->n_months++] = month;
    return month >= 1 && month <= 12;
}

/* Whether the text goes on with a name, whatever the case; its length in the
 * text becomes *n. Case may change a name's length in bytes, so the same
 * number of characters is compared. */
static bool begins(const struct cursor *c, const char *name, size_t *n)
{
    const uint8_t *text = (const uint8_t *)c->at;
    size_t left = (size_t)(c->end - c->at), wanted = strlen(name);
    size_t n_characters = u8_mbsnlen((const uint8_t *)name, wanted);
    size_t length = 0;
    for (size_t i = 0; i < n_characters; i++) {
        ucs4_t ignored;
        if (length >= left)
            return false;
        int step = u8_mbtouc(&ignored, text + length, left - length);
        length += step > 0 ? (size_t)step : 1;
    }
    int differ;
    if (u8_casecmp(text, length, (const uint8_t *)name, wanted, NULL, NULL,
                   &differ) != 0 ||
        differ)
        return false;
    *n = length;
    return true;
}

/* English months may be cut to three letters; declared names are whole. */
static bool read_month_name(struct cursor *c, const char *const *names,
                            struct said *out)
{
    if (out->n_months == 2)
        return false;
    for (int i = 0; i < 12; i++) {
        char cut[4] = {0};
        size_t n;
        memcpy(cut, english[i], 3);
        if (!begins(c, names ? names[i] : english[i], &n) &&
            (names || !begins(c, cut, &n)))
            continue;
        c->at += n;
        out->month[out->n_months++] = i + 1;
        return true;
    }
    return false;
}

/* AM and PM, in any case and with points. */
static bool read_half_day(struct cursor *c)
{
    const char *from = c->at;
    while (c->at < c->end && (*c->at == '.' || strchr("apmAPM", *c->at)))
        c->at++;
    return c->at > from;
}

/* Quarters as I, II, III, IV; the longest that is there. */
static bool read_roman(struct cursor *c, struct said *out)
{
    static const char *const roman[] = {"i", "ii", "iii", "iv"};
    size_t best = 0, n;
    for (int i = 0; i < 4; i++)
        if (begins(c, roman[i], &n) && n > best) {
            best = n;
            out->quarter = i + 1;
        }
    c->at += best;
    return best > 0;
}

static bool read_directive(struct cursor *c, char directive,
                           const struct ct_time_style *style, struct said *out)
{
    int ignored;
    switch (directive) {
    case 'Y':
    case 'y':
        return read_year(c, directive == 'y', out);
    case 'm':
        return read_month(c, out);
    case 'B':
        return read_month_name(c, style->month, out);
    case 'd':
        return read_number(c, 1, 2, &out->day) && out->day >= 1 &&
               out->day <= 31;
    case 'q':
        return read_number(c, 1, 1, &out->quarter) && out->quarter >= 1 &&
               out->quarter <= 4;
    case 'Q':
        return read_roman(c, out);
    case 'p':
        return read_half_day(c);
    case '*':
        c->at = c->end;
        return true;
    default: /* %H %M %S: of no concern for a period */
        return read_number(c, 1, 9, &ignored);
    }
}

const char *ct_time_format_fault(const char *format)
{
    bool year = false;
    for (const char *f = format; *f; f++) {
        if (*f != '%')
            continue;
        if (!*++f || !strchr("YymdqQBHMSp*", *f))
            return "directives are %Y %y %m %d %q %Q %B %H %M %S %p %*";
        year |= *f == 'Y' || *f == 'y';
    }
    return year ? NULL : "a time needs its year, %Y or %y";
}

static bool skip_blanks(struct cursor *c)
{
    const char *from = c->at;
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
        c->at++;
    return c->at > from;
}

/* Whether the whole text has the format. */
static bool fits(const struct ct_time_style *style, const char *format,
                 struct cursor c, struct said *out)
{
    *out = (struct said){0};
    for (const char *f = format; *f; f++) {
        if (*f == ' ') {
            if (!skip_blanks(&c))
                return false;
        } else if (*f == '%') {
            if (!read_directive(&c, *++f, style, out))
                return false;
        } else if (c.at == c.end || *c.at++ != *f) {
            return false;
        }
    }
    return c.at == c.end && out->n_years;
}

static bool read_said(const struct ct_time_style *style, const char *text,
                      size_t n, struct said *out)
{
    bool declared = style->n_formats > 0;
    size_t n_formats =
        declared ? style->n_formats : sizeof usual / sizeof *usual;
    for (size_t i = 0; i < n_formats; i++)
        if (fits(style, declared ? style->format[i] : usual[i],
                 (struct cursor){text, text + n}, out))
            return true;
    return false;
}

/* --- from what is said to a period --- */

static int refuse(const struct ct_time_style *style, const char *text, size_t n,
                  struct ct_error *err)
{
    if (!n)
        return ct_fail(err, CT_EDATA, 0, 0, "empty, a period is wanted");
    if (style->n_formats)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "not a time, '%.*s'; the dataset's are like '%.60s'",
                       n > 60 ? 60 : (int)n, text, style->format[0]);
    return ct_fail(err, CT_EDATA, 0, 0,
                   "not a period, '%.*s'; wanted is 2010, 2010-Q2 or 2010-06",
                   n > 60 ? 60 : (int)n, text);
}

/* 31 April is a slip of the pen: its month cannot be trusted either. */
static bool day_exists(const struct said *s)
{
    static const int days[12] = {31, 29, 31, 30, 31, 30,
                                 31, 31, 30, 31, 30, 31};
    int year = s->year[0], month = s->month[0];
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return s->day <= days[month - 1] - (month == 2 && !leap);
}

/* The months from..to of a year, as a period. */
static int span(const struct ct_time_style *style, int year, int from, int to,
                struct ct_time *out, struct ct_error *err)
{
    int n = to - from + 1;
    out->to_date = style->cumulative && from == 1;
    if (n == 12) {
        out->period = ct_period_make('A', year, 1);
        return 0;
    }
    if (out->to_date) {
        bool quarter = to % 3 == 0 && style->freq != 'M';
        out->period =
            ct_period_make(quarter ? 'Q' : 'M', year, quarter ? to / 3 : to);
        return 0;
    }
    if (n == 1)
        out->period = ct_period_make('M', year, to);
    else if (n == 3 && to % 3 == 0)
        out->period = ct_period_make('Q', year, to / 3);
    else
        return ct_fail(err, CT_EDATA, 0, 0,
                       "months %d to %d are neither a quarter nor a year", from,
                       to);
    return 0;
}

/* A date is put into the month, or the period declared, that holds it. */
static struct ct_period coarsened(int year, int month, char freq)
{
    if (freq == 'A')
        return ct_period_make('A', year, 1);
    return freq == 'Q' ? ct_period_make('Q', year, (month + 2) / 3)
                       : ct_period_make('M', year, month);
}

/* Two years: 2019/20, or the year of each end of a span. */
static bool years_agree(const struct said *s)
{
    if (s->n_years < 2)
        return true;
    if (s->n_months == 2)
        return s->year[0] == s->year[1];
    return !s->n_months && s->year[1] == s->year[0] + 1;
}

static int settle(const struct ct_time_style *style, const struct said *s,
                  struct ct_time *out, struct ct_error *err)
{
    int year = s->year[0], from = s->month[0];
    out->to_date = false;
    if (s->day) {
        out->period = coarsened(year, from, style->freq);
        return 0;
    }
    if (s->quarter) {
        out->to_date = style->cumulative;
        out->period = style->cumulative && s->quarter == 4
                          ? ct_period_make('A', year, 1)
                          : ct_period_make('Q', year, s->quarter);
        return 0;
    }
    if (s->n_months == 2)
        return span(style, year, from, s->month[1], out, err);
    if (s->n_months)
        return span(style, year, style->cumulative ? 1 : from, from, out, err);
    out->period = ct_period_make('A', year, 1);
    return 0;
}

int ct_time_read(const struct ct_time_style *style, const char *text, size_t n,
                 struct ct_time *out, struct ct_error *err)
{
    struct said said;
    if (!read_said(style, text, n, &said) || !years_agree(&said) ||
        (said.day && (said.n_months != 1 || !day_exists(&said))) ||
        (said.n_months == 2 && said.month[1] < said.month[0]))
        return refuse(style, text, n, err);
    return settle(style, &said, out, err);
}

int ct_time_date(const struct ct_time_style *style, const char *text, size_t n,
                 char *out, struct ct_error *err)
{
    struct said s;
    if (!read_said(style, text, n, &s) ||
        (s.day && (s.n_months != 1 || !day_exists(&s))))
        return refuse(style, text, n, err);
    if (s.day)
        snprintf(out, CT_PERIOD_MAX, "%04d-%02d-%02d", s.year[0] % 10000,
                 s.month[0] % 100, s.day % 100);
    else if (s.n_months)
        snprintf(out, CT_PERIOD_MAX, "%04d-%02d", s.year[0] % 10000,
                 s.month[0] % 100);
    else
        snprintf(out, CT_PERIOD_MAX, "%04d", s.year[0] % 10000);
    return 0;
}
