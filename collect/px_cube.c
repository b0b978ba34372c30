/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dimensions of a PC-Axis file. */
#include "config.h"

#include "collect/px_cube.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Of a cube; more is no table that a person ordered. */
enum { CELLS_MAX = 50000000 };

/* --- dimensions --- */

static int add_dimension(const struct ct_px_keywords *k, const char *name,
                         struct ct_px_cube *c, struct ct_error *err)
{
    const struct ct_px_keyword *values = ct_px_keyword(k, "VALUES", name);
    const struct ct_px_keyword *codes = ct_px_keyword(k, "CODES", name);
    const struct ct_px_keyword *keys = ct_px_keyword(k, "KEYS", name);
    if (c->n == CT_PX_DIMENSIONS_MAX)
        return ct_fail(err, CT_EDATA, 0, 0, "more than %d dimensions",
                       CT_PX_DIMENSIONS_MAX);
    if (!values && !codes)
        return ct_fail(err, CT_EDATA, 0, 0, "no VALUES for dimension '%s'",
                       name);
    if (values && codes && values->n != codes->n)
        return ct_fail(err, CT_EDATA, codes->line, 0,
                       "%zu CODES but %zu VALUES for dimension '%s'", codes->n,
                       values->n, name);
    struct ct_px_dimension *d = &c->dimension[c->n++];
    const struct ct_px_keyword *code = codes ? codes : values;
    d->name = name;
    d->n = code->n;
    d->code = code->text;
    d->label = codes && values ? values->text : NULL;
    d->key_is_label =
        keys && keys->n && strcasecmp(keys->text[0], "VALUES") == 0;
    c->keyed |= keys != NULL;
    if (!d->n)
        return ct_fail(err, CT_EDATA, code->line, 0,
                       "no values in dimension '%s'", name);
    return 0;
}

static int add_dimensions(const struct ct_px_keywords *k, const char *word,
                          struct ct_px_cube *c, struct ct_error *err)
{
    const struct ct_px_keyword *list = ct_px_keyword(k, word, "");
    for (size_t i = 0; list && i < list->n; i++)
        for (size_t j = 0; j < c->n; j++)
            if (strcmp(c->dimension[j].name, list->text[i]) == 0)
                return ct_fail(err, CT_EDATA, list->line, 0,
                               "dimension '%s' twice", list->text[i]);
    for (size_t i = 0; list && i < list->n; i++)
        if (add_dimension(k, list->text[i], c, err) < 0)
            return -1;
    return 0;
}

static void name_columns(struct ct_px_cube *c)
{
    char *taken[CT_PX_DIMENSIONS_MAX];
    for (size_t i = 0; i < c->n; i++) {
        struct ct_px_dimension *d = &c->dimension[i];
        d->column = ct_cube_name(d->name, taken, i);
        taken[i] = d->column;
    }
}

/* With keys a row is what the heading spans; how many rows there are, the file
 * shows. */
static int count_cells(struct ct_px_cube *c, struct ct_error *err)
{
    c->cells = 1;
    for (size_t i = c->keyed ? c->n_stub : 0; i < c->n; i++) {
        c->cells *= c->dimension[i].n;
        if (c->cells > CELLS_MAX)
            return ct_fail(err, CT_EDATA, 0, 0, "a table of more than %d cells",
                           CELLS_MAX);
    }
    return 0;
}

/* --- time --- */

/* Whether all codes (or labels) are periods. */
static bool are_periods(const char *const *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!ct_cube_looks_like_period(text[i], strlen(text[i])))
            return false;
    return true;
}

static bool is_time(const struct ct_px_dimension *d)
{
    return are_periods(d->code, d->n) ||
           (d->label && are_periods(d->label, d->n));
}

static const struct ct_px_keyword *timeval(const struct ct_px_keywords *k,
                                           const char *name)
{
    return ct_px_keyword(k, "TIMEVAL", name);
}

static int find_named(struct ct_px_cube *c, const char *time,
                      struct ct_error *err)
{
    for (c->time = 0; c->time < c->n; c->time++)
        if (ct_cube_same_id(c->dimension[c->time].name, time) ||
            ct_cube_same_id(c->dimension[c->time].column, time))
            return 0;
    struct ct_buffer names = {0};
    for (size_t i = 0; i < c->n; i++)
        ct_buffer_printf(&names, "%s%s", i ? ", " : "", c->dimension[i].name);
    ct_fail(err, CT_EUSAGE, 0, 0,
            "no dimension '%s' for the time; there are: %s", time, names.data);
    ct_buffer_clear(&names);
    return -1;
}

static int find_time(const struct ct_px_keywords *k, const char *time,
                     struct ct_px_cube *c, struct ct_error *err)
{
    size_t n = 0;
    if (time)
        return find_named(c, time, err);
    for (size_t i = 0; i < c->n; i++)
        if (timeval(k, c->dimension[i].name)) {
            c->time = i;
            return 0;
        }
    for (size_t i = 0; i < c->n; i++)
        if (is_time(&c->dimension[i])) {
            c->time = i;
            n++;
        }
    if (n == 1)
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   n ? "several dimensions have years for codes; which is the "
                       "time? say --time=NAME"
                     : "no dimension has periods for codes; which is the "
                       "time? say --time=NAME");
}

/* The period of text in the scale of a TLIST, which has no letters: 20011 is a
 * quarter in Q1. */
static void write_period(const char *text, char scale, char *out)
{
    size_t n = strlen(text);
    char quarter[8];
    if (scale == 'Q' && n == 5 && strspn(text, "0123456789") == 5) {
        memcpy(quarter, text, 4);
        quarter[4] = 'Q';
        quarter[5] = text[4];
        text = quarter;
        n = 6;
    }
    ct_cube_period(text, n, 0, out);
}

/* TLIST(A1,"2000"-"2010"): all from the first to the last. Returns false if
 * these are not the n periods of the dimension. */
static bool write_range(const struct ct_px_keyword *k, size_t n, char *out)
{
    struct ct_period p[2];
    char text[CT_CUBE_PERIOD_MAX];
    if (k->n != 2)
        return false;
    for (size_t i = 0; i < 2; i++) {
        write_period(k->text[i], *k->scale, text);
        if (ct_period_parse(text, strlen(text), &p[i], NULL) < 0)
            return false;
    }
    long first = ct_period_ordinal(p[0]), last = ct_period_ordinal(p[1]);
    if (p[0].freq != p[1].freq || last < first ||
        (size_t)(last - first) + 1 != n)
        return false;
    for (size_t i = 0; i < n; i++)
        ct_period_format(ct_period_from_ordinal(p[0].freq, first + (long)i),
                         out + i * CT_CUBE_PERIOD_MAX);
    return true;
}

/* TIMEVAL's periods if it has them all; else the codes, or the labels where
 * only these are periods. What is none passes as it is. */
static void write_periods(const struct ct_px_keywords *k,
                          struct ct_px_dimension *d)
{
    const struct ct_px_keyword *list = timeval(k, d->name);
    const char *const *text = d->code;
    d->period = ct_xcalloc(d->n, CT_CUBE_PERIOD_MAX);
    if (list && list->dash && write_range(list, d->n, d->period))
        return;
    if (list && !list->dash && list->n == d->n)
        text = list->text;
    else if (d->label && !are_periods(d->code, d->n) &&
             are_periods(d->label, d->n))
        text = d->label;
    for (size_t i = 0; i < d->n; i++)
        write_period(text[i], list ? *list->scale : '\0',
                     d->period + i * CT_CUBE_PERIOD_MAX);
}

/* --- all --- */

int ct_px_cube_make(const struct ct_px_keywords *k, const char *time,
                    struct ct_px_cube *out, struct ct_error *err)
{
    *out = (struct ct_px_cube){0};
    if (add_dimensions(k, "STUB", out, err) < 0)
        return -1;
    out->n_stub = out->n;
    if (add_dimensions(k, "HEADING", out, err) < 0)
        return -1;
    if (!out->n)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "neither STUB nor HEADING names a dimension");
    name_columns(out);
    if (count_cells(out, err) < 0 || find_time(k, time, out, err) < 0)
        return -1;
    write_periods(k, &out->dimension[out->time]);
    return 0;
}

void ct_px_cube_clear(struct ct_px_cube *c)
{
    for (size_t i = 0; i < c->n; i++) {
        free(c->dimension[i].column);
        free(c->dimension[i].period);
    }
}
