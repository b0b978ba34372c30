/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the carriers share that know the cube. */
#include "config.h"

#include "collect/cube.h"

#include "collect/attribute.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- rows --- */

void ct_cube_cell(struct ct_cube_rows *rows, const char *text, size_t n)
{
    rows->cell =
        ct_xgrow(rows->cell, &rows->capacity, rows->n + 1, sizeof *rows->cell);
    rows->cell[rows->n++] = (struct ct_cell){.text = text, .length = n};
}

/* The copies move as they grow, so a cell first has its place among them where
 * its line will be. */
void ct_cube_copy(struct ct_cube_rows *rows, const char *text, size_t n)
{
    ct_cube_cell(rows, NULL, n);
    rows->cell[rows->n - 1].line = (long)rows->copies.size;
    ct_buffer_add(&rows->copies, text, n);
    ct_buffer_byte(&rows->copies, '\0');
}

int ct_cube_row(struct ct_cube_rows *rows, long line, struct ct_error *err)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct ct_cell *cell = &rows->cell[i];
        if (!cell->text)
            cell->text = rows->copies.data + cell->line;
        cell->line = line;
    }
    rows->copies.size = 0;
    struct ct_row row = {
        .n = rows->n, .cells = rows->cell, .line = line, .table = rows->table};
    rows->n = 0;
    return rows->take(rows->user, &row, err);
}

int ct_cube_text(struct ct_cube_rows *rows, const char *name, const char *text,
                 struct ct_error *err)
{
    ct_cube_cell(rows, name, strlen(name));
    ct_cube_cell(rows, text, strlen(text));
    return ct_cube_row(rows, 1, err);
}

void ct_cube_rows_clear(struct ct_cube_rows *rows)
{
    free(rows->cell);
    rows->cell = NULL;
    rows->n = rows->capacity = 0;
    ct_buffer_clear(&rows->copies);
}

/* --- names --- */

bool ct_cube_same_id(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

enum { NAME_MAX_BYTES = 48 };

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Runs of other characters become one _, so that a word in another script is
 * not a row of them. */
static void plain_name(const char *id, char *out)
{
    size_t n = 0;
    for (; *id && n < NAME_MAX_BYTES; id++) {
        char c = *id >= 'A' && *id <= 'Z' ? (char)(*id - 'A' + 'a') : *id;
        if (is_alnum(c) || c == '_')
            out[n++] = c;
        else if (n && out[n - 1] != '_')
            out[n++] = '_';
    }
    while (n && out[n - 1] == '_')
        n--;
    out[n] = '\0';
}

/* Attributes are no part of the key, so a dimension called like one would make
 * twins of all its series. */
static bool is_reserved(const char *name)
{
    static const char *const words[] = {"time",   "value",      "lower",
                                        "upper",  "status",     "events",
                                        "weight", "population", "observed"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], name) == 0)
            return true;
    return ct_is_attribute(name);
}

static bool is_taken(const char *name, char *const *taken, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(taken[i], name) == 0)
            return true;
    return false;
}

char *ct_cube_name(const char *id, char *const *taken, size_t n)
{
    char plain[NAME_MAX_BYTES + 1];
    plain_name(id, plain);
    bool starts = *plain >= 'a' && *plain <= 'z';
    char *name = ct_xasprintf("%s%s%s", starts ? "" : "d_", plain,
                              is_reserved(plain) ? "_dim" : "");
    for (int i = 2; is_taken(name, taken, n); i++) {
        free(name);
        name = ct_xasprintf("%s%s_%d", starts ? "" : "d_", plain, i);
    }
    return name;
}

/* --- periods --- */

/* Reads exactly n digits, or returns -1. */
static int digits(const char *s, size_t n)
{
    int x = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        x = x * 10 + (s[i] - '0');
    }
    return x;
}

static bool make(char freq, int year, int sub, char *out)
{
    int last = freq == 'A' ? 1 : freq == 'Q' ? 4 : 12;
    if (year < 1 || sub < 1 || sub > last)
        return false;
    ct_period_format(ct_period_make(freq, year, sub), out);
    return true;
}

/* The period that begins with a month; a quarter does so only with some. */
static bool from_month(char freq, int year, int month, char *out)
{
    if (freq == 'A' && month == 1)
        return make('A', year, 1, out);
    if (freq == 'Q' && (month - 1) % 3 == 0)
        return make('Q', year, (month - 1) / 3 + 1, out);
    return (freq == 'M' || !freq) && make('M', year, month, out);
}

/* `2010-06-01`, a time of day behind it, or how long it lasts. */
static bool from_date(const char *s, size_t n, char freq, char *out)
{
    int year = digits(s, 4), month = digits(s + 5, 2), day = digits(s + 8, 2);
    const char *slash = memchr(s + 10, '/', n - 10);
    if (s[4] != '-' || s[7] != '-' || day != 1)
        return false;
    if (n > 10 && s[10] != 'T' && s[10] != '/')
        return false;
    if (slash) {
        size_t left = n - (size_t)(slash - s);
        freq = left == 4 && memcmp(slash, "/P1Y", 4) == 0   ? 'A'
               : left == 4 && memcmp(slash, "/P3M", 4) == 0 ? 'Q'
               : left == 4 && memcmp(slash, "/P1M", 4) == 0 ? 'M'
                                                            : '?';
    }
    return from_month(freq, year, month, out);
}

/* A letter, as SDMX, PC-Axis and the North have them (K = kvartal), and the
 * number within the year. */
static bool from_letter(int year, const char *s, size_t n, char *out)
{
    char freq = *s == 'K' ? 'Q' : *s == 'Y' ? 'A' : *s;
    if (n < 2 || n > 3 || !strchr("AQM", freq))
        return false;
    return make(freq, year, digits(s + 1, n - 1), out);
}

static bool normalise(const char *s, size_t n, char freq, char *out)
{
    int year = n >= 6 ? digits(s, 4) : -1;
    if (year < 1)
        return false;
    if (n == 6 && digits(s + 4, 2) > 0)
        return make('M', year, digits(s + 4, 2), out);
    if (n >= 10 && digits(s + 8, 2) > 0)
        return from_date(s, n, freq, out);
    size_t at = s[4] == '-' ? 5 : 4;
    return from_letter(year, s + at, n - at, out);
}

size_t ct_cube_period(const char *text, size_t n, char freq, char *out)
{
    if (normalise(text, n, freq, out))
        return strlen(out);
    if (n >= CT_CUBE_PERIOD_MAX)
        n = CT_CUBE_PERIOD_MAX - 1;
    memcpy(out, text, n);
    out[n] = '\0';
    return n;
}

bool ct_cube_looks_like_period(const char *text, size_t n)
{
    char period[CT_CUBE_PERIOD_MAX];
    struct ct_period p;
    size_t length = ct_cube_period(text, n, 0, period);
    int year = n >= 4 ? digits(text, 4) : -1;
    return year >= 1500 && year < 2200 &&
           ct_period_parse(period, length, &p, NULL) == 0;
}
