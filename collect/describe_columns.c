/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns hold, by the texts in them. */
#include "config.h"

#include "collect/describe_inner.h"

#include "lib/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct ct_number_style ct_seen_style[CT_N_STYLES] = {
    {'.', 0}, {'.', ','}, {',', 0}, {',', '.'}, {',', ' '}, {'.', ' '}};

/* Formats that are tried in order; NULL: no format. */
static const char *const formats[] = {NULL,
                                      "%d/%m/%Y",
                                      "%m/%d/%Y",
                                      "%d.%m.%Y",
                                      "%d-%m-%Y",
                                      "%Y/%m/%d",
                                      "%m/%d/%Y %H:%M:%S %p",
                                      "%m/%d/%Y %H:%M%*",
                                      "%d/%m/%Y %H:%M%*",
                                      "%d.%m.%Y %H:%M%*",
                                      "%Y/%m/%d %H:%M%*",
                                      "%m/%d/%y",
                                      "%d/%m/%y",
                                      "%d.%m.%y",
                                      "%m/%Y",
                                      "%B %Y",
                                      "%B-%Y",
                                      "%B-%y",
                                      "%Y %B",
                                      "%B-%B %Y",
                                      "%Y/%y",
                                      "%Y-%y",
                                      "%Y-%Y",
                                      "Q%q %Y",
                                      "%Y Q%q"};
enum { N_FORMATS = sizeof formats / sizeof *formats };

static bool read_time(const char *format, const char *const *months,
                      const char *text, struct ct_period *out)
{
    const struct ct_time_style style = {.n_formats = format ? 1 : 0,
                                        .format = &format,
                                        .month = months,
                                        .cumulative = true};
    struct ct_time time;
    int year, sub;
    if (ct_time_read(&style, text, strlen(text), &time, NULL) < 0)
        return false;
    *out = time.period;
    ct_period_parts(time.period, &year, &sub);
    return year >= 1800 && year <= 2100;
}

/* How many texts a format reads; none if none of the first is one. */
static size_t count_times(const struct ct_dict *texts, const char *format,
                          const char *const *months)
{
    size_t n = 0;
    struct ct_period period;
    for (size_t i = 0; i < texts->n && i < (n || i < 20 ? CT_JUDGED_TIMES : 0);
         i++)
        n += read_time(format, months, texts->code[i], &period);
    return n;
}

/* In all languages where months have names. */
static void try_format(struct ct_seen_column *c, const char *format)
{
    bool named = format && strstr(format, "%B");
    for (size_t i = 0; i == 0 || (named && ct_guess_months(i)); i++) {
        const char *const *months = i ? ct_guess_months(i) : NULL;
        size_t n = count_times(&c->texts, format, months);
        c->ambiguous |= n && n == c->n_times && format && c->format &&
                        strstr(format, "%d") && strstr(c->format, "%d");
        if (n <= c->n_times)
            continue;
        c->ambiguous = false;
        c->n_times = n;
        c->format = format;
        c->months = months;
    }
}

static void find_format(struct ct_seen_column *c)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        try_format(c, formats[i]);
    const char *named = ct_guess_name(c->name);
    if (named && strcmp(named, "time") == 0)
        try_format(c, "%y");
    c->has_days = c->n_times && c->texts.n > 1 &&
                  (c->format ? strstr(c->format, "%d") != NULL
                             : strlen(c->texts.code[c->texts.n - 1]) >= 10);
}

static void count_numbers(struct ct_seen_column *c)
{
    double x;
    for (size_t i = 0; i < c->texts.n; i++) {
        const char *text = c->texts.code[i];
        size_t n = strlen(text);
        c->n_texts += n > 0;
        if (!n || !ct_looks_number(text, n))
            continue;
        c->n_numbers++;
        for (int k = 0; k < CT_N_STYLES; k++)
            c->n_by_style[k] +=
                ct_number_parse(text, n, &ct_seen_style[k], &x, NULL) == 0;
    }
}

/* --- codes --- */

/* A total or what is not known says nothing of what there is a total of. */
static size_t count_codes(const struct ct_seen *seen,
                          const struct ct_seen_column *c, const char *dimension)
{
    size_t n = 0;
    for (size_t i = 0; i < c->texts.n && i < CT_JUDGED_CODES; i++) {
        const char *code =
            ct_guess_meaning(seen->codes, dimension, c->texts.code[i], NULL);
        n += code && *code != '_';
    }
    return n;
}

/* Numbers that are codes come again and again. */
static bool repeats(const struct ct_seen_column *c)
{
    return !c->too_many && c->n_filled > 5 * c->n_texts;
}

/* In the order they are tried in. */
static const char *const listed[] = {"sex", "age", "unit", "offence", "area"};

/* Takes a dimension if enough of the texts are its codes: a third where the
 * column is named so, else a half. Of two letters nearly all are some country,
 * so a list of areas must have more. */
static bool take_dimension(const struct ct_seen *seen, struct ct_seen_column *c,
                           const char *dimension, bool is_named)
{
    size_t n = c->n_texts < CT_JUDGED_CODES ? c->n_texts : CT_JUDGED_CODES;
    size_t known = count_codes(seen, c, dimension);
    size_t least = !is_named && strcmp(dimension, "area") == 0 ? 3 : 1;
    if (known < least || known * (is_named ? 3 : 2) < n)
        return false;
    c->dimension = dimension;
    c->n_codes = known;
    return true;
}

/* Codes speak before names: a column `Category` may hold ages. */
static void find_dimension(const struct ct_seen *seen, struct ct_seen_column *c)
{
    enum { N = sizeof listed / sizeof *listed };
    const char *name = ct_guess_name(c->name), *named = NULL;
    bool numbers = c->n_numbers * 2 >= c->n_texts;
    for (size_t i = 0; name && i < N; i++)
        if (strcmp(name, listed[i]) == 0)
            named = listed[i];
    if (named && take_dimension(seen, c, named, true))
        return;
    /* ids are no codes */
    for (size_t i = 0; !numbers && !c->too_many && i < N; i++)
        if (listed[i] != named && take_dimension(seen, c, listed[i], false))
            return;
    if (named && (!numbers || repeats(c)))
        c->dimension = named;
}

/* The style that reads most, over all columns that are numbers. */
static void find_style(struct ct_seen *seen)
{
    size_t sum[CT_N_STYLES] = {0};
    for (size_t i = 0; i < seen->n_columns; i++) {
        const struct ct_seen_column *c = &seen->column[i];
        if (c->n_numbers * 2 < c->n_texts || c->n_times == c->n_texts)
            continue;
        for (int k = 0; k < CT_N_STYLES; k++)
            sum[k] += c->n_by_style[k];
    }
    for (int k = 1; k < CT_N_STYLES; k++)
        if (sum[k] > sum[seen->style])
            seen->style = k;
}

void ct_seen_columns(struct ct_seen *seen)
{
    for (size_t i = 0; i < seen->n_columns; i++) {
        struct ct_seen_column *c = &seen->column[i];
        count_numbers(c);
        find_format(c);
        find_dimension(seen, c);
    }
    find_style(seen);
}
