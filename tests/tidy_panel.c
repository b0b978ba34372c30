/* SPDX-License-Identifier: GPL-3.0-or-later
 * Panels and analyses for tests, written as text. */
#include "config.h"

#include "tests/tidy_panel.h"

#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"
#include "lib/status.h"
#include "tests/unit.h"

#include <stdarg.h>
#include <string.h>

enum { MAX_CELLS = 32 };

/* Splits a line at commas into copies of its cells; returns how many. */
static size_t split(const char **text, char **cell)
{
    size_t n = 0;
    for (;;) {
        size_t length = strcspn(*text, ",\n");
        ck_assert(n < MAX_CELLS);
        cell[n++] = ct_xstrndup(*text, length);
        *text += length;
        if (**text != ',')
            break;
        (*text)++;
    }
    *text += **text == '\n';
    return n;
}

static int column_number(const char *name)
{
    for (int c = 0; c < CT_N_COLUMNS; c++)
        if (strcmp(name, ct_column_name[c]) == 0)
            return c;
    return -1;
}

static bool is_key(const char *name)
{
    return column_number(name) < 0 && strcmp(name, "time") != 0 &&
           strcmp(name, "status") != 0;
}

static void read_cell(const char *name, const char *cell, struct ct_obs *o,
                      char *freq)
{
    struct ct_period period;
    if (strcmp(name, "time") == 0) {
        ck_assert_int_eq(ct_period_parse(cell, strlen(cell), &period, NULL), 0);
        o->time = period.day;
        *freq = period.freq;
    } else if (strcmp(name, "status") == 0) {
        ck_assert_int_eq(ct_status_parse(cell, strlen(cell), &o->status, NULL),
                         0);
    } else if (*cell) {
        ck_assert_int_eq(ct_number_parse(cell, strlen(cell), &ct_number_plain,
                                         &o->x[column_number(name)], NULL),
                         0);
    }
}

static const char *default_code(const char *name)
{
    return strcmp(name, "measure") == 0 ? "offences"
           : strcmp(name, "unit") == 0  ? "NUMBER"
                                        : "_T";
}

static void add_keys(struct ct_panel *p, char **name, size_t n)
{
    static const char *const always[] = {"measure", "unit", "freq"};
    for (size_t i = 0; i < n; i++)
        if (is_key(name[i]))
            ct_panel_key(p, name[i] + (name[i][0] == '@'), name[i][0] == '@');
    for (size_t i = 0; i < 3; i++)
        if (ct_panel_find_key(p, always[i]) < 0)
            ct_panel_key(p, always[i], false);
}

/* The codes of a row; *same: those of the series before. */
static void row_codes(struct ct_panel *p, char **name, char **cell, size_t n,
                      char freq, uint32_t *codes)
{
    for (size_t k = 0; k < p->n_keys; k++) {
        char its_freq[] = {freq, 0};
        const char *key = p->keys[k].name;
        const char *code =
            strcmp(key, "freq") == 0 ? its_freq : default_code(key);
        for (size_t i = 0; i < n; i++)
            if (is_key(name[i]) &&
                strcmp(name[i] + (name[i][0] == '@'), key) == 0)
                code = cell[i];
        codes[k] = ct_dict_add(&p->keys[k].codes, code, strlen(code));
    }
}

static bool is_last_series(const struct ct_panel *p, const uint32_t *codes)
{
    if (p->n_series == 0)
        return false;
    for (size_t k = 0; k < p->n_keys; k++)
        if (p->keys[k].index[p->n_series - 1] != codes[k])
            return false;
    return true;
}

struct ct_panel *tidy_panel(const char *text)
{
    struct ct_panel *p = ct_panel_create();
    char *name[MAX_CELLS], *cell[MAX_CELLS];
    size_t n = split(&text, name);
    add_keys(p, name, n);
    while (*text) {
        struct ct_obs o = ct_obs_empty;
        char freq = 'A';
        uint32_t codes[MAX_CELLS];
        ck_assert_uint_eq(split(&text, cell), n);
        for (size_t i = 0; i < n; i++)
            if (!is_key(name[i]))
                read_cell(name[i], cell[i], &o, &freq);
        if (isnan(o.x[CT_VALUE]) && !(o.status & CT_STATUS_NO_NUMBER))
            o.status |= CT_STATUS_MISSING;
        row_codes(p, name, cell, n, freq, codes);
        if (!is_last_series(p, codes))
            ct_panel_series(p, codes);
        ct_panel_obs(p, &o);
        for (size_t i = 0; i < n; i++)
            free(cell[i]);
    }
    for (size_t i = 0; i < n; i++)
        free(name[i]);
    ct_panel_sort(p);
    return p;
}

struct ct_panel *tidy_run(const char *method, const struct ct_panel *p,
                          const struct ct_panel *population,
                          const struct ct_words *options, struct ct_error *err)
{
    const struct ct_method *m = ct_method_find(method, NULL);
    int operands;
    ck_assert_ptr_nonnull(m);
    struct ct_common_options common = ct_method_common(m);
    void *own = ct_xcalloc(1, m->size);
    if (m->size)
        memcpy(own, m->defaults, m->size);
    struct ct_option_set sets[] = {{NULL, m->options, own},
                                   {NULL, ct_common_option_rows, &common}};
    *err = (struct ct_error){0};
    int result =
        ct_options_parse(m->options ? sets : sets + 1, m->options ? 2 : 1,
                         (int)options->n, options->word, &operands, err);
    ck_assert_msg(result == 0, "%s", err->text);
    struct ct_codes *codes =
        m->plan ? ct_codes_read(CT_DATADIR_SOURCE "/codelists", err) : NULL;
    struct ct_analysis a = {.method = m,
                            .panel = p,
                            .population = population,
                            .codes = codes,
                            .common = &common,
                            .options = own};
    struct ct_panel *made = ct_analyze(&a, err);
    ct_codes_destroy(codes);
    free(own);
    return made;
}

/* tidy_run() with the words up to NULL. */
static struct ct_panel *run_words(const char *method, const struct ct_panel *p,
                                  const struct ct_panel *population,
                                  struct ct_error *err, va_list args)
{
    const char *word[16];
    struct ct_words options = {.word = word};
    while ((word[options.n] = va_arg(args, const char *)))
        options.n++;
    return tidy_run(method, p, population, &options, err);
}

struct ct_panel *tidy_analyze(const char *method, const struct ct_panel *p,
                              const struct ct_panel *population,
                              struct ct_error *err, ...)
{
    va_list args;
    va_start(args, err);
    struct ct_panel *r = run_words(method, p, population, err, args);
    va_end(args);
    return r;
}

static struct ct_panel *run_text(const char *method, const char *text,
                                 const char *people, struct ct_error *err,
                                 va_list args)
{
    struct ct_panel *p = tidy_panel(text);
    struct ct_panel *population = people ? tidy_panel(people) : NULL;
    struct ct_panel *r = run_words(method, p, population, err, args);
    ct_panel_destroy(population);
    ct_panel_destroy(p);
    return r;
}

struct ct_panel *tidy_try(const char *method, const char *text,
                          const char *people, struct ct_error *err, ...)
{
    va_list args;
    va_start(args, err);
    struct ct_panel *r = run_text(method, text, people, err, args);
    va_end(args);
    return r;
}

struct ct_panel *tidy_result(const char *method, const char *text,
                             const char *people, ...)
{
    struct ct_error err;
    va_list args;
    va_start(args, people);
    struct ct_panel *r = run_text(method, text, people, &err, args);
    va_end(args);
    ck_assert_msg(r != NULL, "%s", err.text);
    return r;
}

void tidy_refused(const char *method, const char *text, const char *why, ...)
{
    struct ct_error err = {0};
    va_list args;
    va_start(args, why);
    struct ct_panel *r = run_text(method, text, NULL, &err, args);
    va_end(args);
    ck_assert_ptr_null(r);
    ck_assert_str_eq(err.text, why);
}

void tidy_years(bool counts, const char *values, struct ct_buffer *data,
                struct ct_buffer *people)
{
    ct_buffer_text(data,
                   counts ? "area,time,value\n" : "area,unit,time,value\n");
    ct_buffer_text(people, "area,measure,time,value\n");
    for (int year = 2001; *values; year++) {
        int length = (int)strcspn(values, " ");
        if (*values != '_')
            ct_buffer_printf(data, "FRA,%s%d,%.*s\n",
                             counts ? "" : "RATE_100K,", year,
                             *values == '.' ? 0 : length, values);
        ct_buffer_printf(people, "FRA,population,%d,100000\n", year);
        values += length + (values[length] == ' ');
    }
}

struct ct_obs tidy_obs(const struct ct_panel *p, const char *dimension,
                       const char *code, const char *period)
{
    struct ct_period when;
    struct ct_obs o = ct_obs_empty;
    ck_assert_int_eq(ct_period_parse(period, strlen(period), &when, NULL), 0);
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
            if (strcmp(ct_panel_code_of(p, dimension, s), code) == 0 &&
                p->time[i] == when.day) {
                ct_panel_get(p, i, &o);
                return o;
            }
    ck_abort_msg("nothing for %s=%s in %s", dimension, code, period);
    return o;
}

/* Finds the row; *column is that of the name. */
static size_t find_row(const struct ct_table *t, const char *where,
                       const char *code, const char *name, long *column)
{
    ck_assert_ptr_nonnull(t);
    long key = ct_table_find(t, where);
    *column = ct_table_find(t, name);
    ck_assert_msg(key >= 0 && *column >= 0, "no column %s or %s", where, name);
    for (size_t row = 0; row < t->n_rows; row++)
        if (strcmp(t->columns[key].text[row], code) == 0)
            return row;
    ck_abort_msg("no row with %s=%s in %s", where, code, t->name);
    return 0;
}

double tidy_number(const struct ct_panel *p, const char *table,
                   const char *where, const char *code, const char *column)
{
    long c;
    const struct ct_table *t = ct_panel_table(p, table);
    size_t row = find_row(t, where, code, column, &c);
    return t->columns[c].number[row];
}

const char *tidy_note(const struct ct_panel *p, const char *table)
{
    const struct ct_table *t = ct_panel_table(p, table);
    ck_assert_ptr_nonnull(t);
    ck_assert_uint_ge(t->n_rows, 1);
    return t->columns[ct_table_find(t, "note")].text[0];
}

const char *tidy_text(const struct ct_panel *p, const char *table,
                      const char *where, const char *code, const char *column)
{
    long c;
    const struct ct_table *t = ct_panel_table(p, table);
    size_t row = find_row(t, where, code, column, &c);
    return t->columns[c].text[row];
}
