/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs all cases in tests/oracles: NAME.tidy.csv (and NAME.population.csv)
 * through the analyses that NAME.cases.csv lists, cell by cell. cases.py there
 * says what a case is. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/csv_reader.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <glob.h>
#include <string.h>

enum { MAX_FILE = 1 << 22, MAX_WORDS = 16 };

enum { ANALYSIS, TABLE, WHERE, COLUMN, EXPECTED, TOLERANCE };

/* The panel in TESTS/oracles/NAME.WHAT.csv, or NULL if it isn't there. */
static struct ct_panel *read_panel(const char *name, const char *what)
{
    struct ct_buffer text = {0};
    char *path = ct_xasprintf("%s/oracles/%s.%s.csv", TESTS, name, what);
    struct ct_panel *p = NULL;
    if (ct_file_read(path, MAX_FILE, &text, NULL) == 0)
        p = tidy_panel(text.data);
    ct_buffer_clear(&text);
    free(path);
    return p;
}

/* Cuts a text at its blanks, in place; returns the number of words. */
static size_t cut_words(char *text, const char **word)
{
    char *rest = text, *one;
    size_t n = 0;
    while ((one = strsep(&rest, " ")) && n < MAX_WORDS)
        word[n++] = one;
    return n;
}

/* Puts a file's path in place of `@FILE` in an option; freed by the caller. */
static char *place_file(const char *name, const char *word)
{
    const char *at = strstr(word, "=@");
    if (!at)
        return ct_xstrdup(word);
    return ct_xasprintf("%.*s=%s/oracles/%s.%s", (int)(at - word), word, TESTS,
                        name, at + 2);
}

static struct ct_panel *run(const char *name, const char *analysis)
{
    struct ct_error err = {0};
    char *text = ct_xstrdup(analysis);
    const char *word[MAX_WORDS];
    struct ct_words options = {cut_words(text, word) - 1, word + 1};
    char *placed[MAX_WORDS];
    for (size_t i = 0; i < options.n; i++)
        options.word[i] = placed[i] = place_file(name, options.word[i]);
    struct ct_panel *p = read_panel(name, "tidy");
    struct ct_panel *population = read_panel(name, "population");
    ck_assert_ptr_nonnull(p);
    struct ct_panel *r = tidy_run(word[0], p, population, &options, &err);
    ck_assert_msg(r != NULL, "%s: %s: %s", name, analysis, err.text);
    ct_panel_destroy(p);
    ct_panel_destroy(population);
    for (size_t i = 0; i < options.n; i++)
        free(placed[i]);
    free(text);
    return r;
}

/* Whether `key=code` holds of an observation. */
static bool obs_matches(const struct ct_panel *p, size_t series, size_t obs,
                        const char *key, const char *code)
{
    if (strcmp(key, "time") != 0)
        return strcmp(ct_panel_code_of(p, key, series), code) == 0;
    char when[CT_PERIOD_MAX];
    char freq = ct_panel_code_of(p, "freq", series)[0];
    ct_period_format((struct ct_period){freq, p->time[obs]}, when);
    return strcmp(when, code) == 0;
}

static bool row_matches(const struct ct_table *t, size_t row, const char *key,
                        const char *code)
{
    char number[CT_NUMBER_MAX];
    long column = ct_table_find(t, key);
    if (column < 0)
        return false;
    if (t->columns[column].is_text)
        return strcmp(t->columns[column].text[row], code) == 0;
    ct_number_format(t->columns[column].number[row], number);
    return strcmp(number, code) == 0;
}

/* Conditions `key=code`, cut up. */
struct where {
    char *text;
    size_t n;
    const char *key[MAX_WORDS], *code[MAX_WORDS];
};

static struct where read_where(const char *text)
{
    struct where w = {.text = ct_xstrdup(text)};
    w.n = cut_words(w.text, w.key);
    for (size_t i = 0; i < w.n; i++) {
        char *equals = strchr(w.key[i], '=');
        ck_assert_ptr_nonnull(equals);
        *equals = '\0';
        w.code[i] = equals + 1;
    }
    return w;
}

/* Writes the only cell that the conditions pick, of the panel. */
static size_t panel_cell(const struct ct_panel *p, const struct where *w,
                         const char *column, char *out)
{
    size_t found = 0;
    int c = 0;
    while (c < CT_N_COLUMNS && strcmp(ct_column_name[c], column) != 0)
        c++;
    ck_assert(c < CT_N_COLUMNS);
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            size_t k = 0;
            while (k < w->n && obs_matches(p, s, i, w->key[k], w->code[k]))
                k++;
            if (k < w->n)
                continue;
            ct_number_format(p->column[c] ? p->column[c][i] : NAN, out);
            found++;
        }
    return found;
}

/* The same of a table; a text is copied, cut at CT_NUMBER_MAX. */
static size_t table_cell(const struct ct_table *t, const struct where *w,
                         const char *column, char *out)
{
    size_t found = 0;
    long c = ct_table_find(t, column);
    ck_assert_msg(c >= 0, "no column %s", column);
    for (size_t row = 0; row < t->n_rows; row++) {
        size_t k = 0;
        while (k < w->n && row_matches(t, row, w->key[k], w->code[k]))
            k++;
        if (k < w->n)
            continue;
        if (t->columns[c].is_text)
            snprintf(out, CT_NUMBER_MAX, "%s", t->columns[c].text[row]);
        else
            ct_number_format(t->columns[c].number[row], out);
        found++;
    }
    return found;
}

static bool read_number(const char *text, double *out)
{
    return ct_number_parse(text, strlen(text), &ct_number_plain, out, NULL) ==
           0;
}

/* Numbers within the tolerance (below 1e-14 all are equal), texts alike. */
static bool agrees(const char *expected, const char *got, double tolerance)
{
    double want, have;
    if (strcmp(expected, got) == 0)
        return true;
    if (!read_number(expected, &want) || !read_number(got, &have))
        return false;
    return fabs(have - want) <= fmax(tolerance * fabs(want), 1e-14);
}

static void check_case(const struct ct_panel *r, const struct ct_csv_file *f,
                       size_t row)
{
    char got[CT_NUMBER_MAX] = "";
    double tolerance = 0;
    const char *table = ct_csv_file_cell(f, row, TABLE);
    const char *column = ct_csv_file_cell(f, row, COLUMN);
    const char *expected = ct_csv_file_cell(f, row, EXPECTED);
    struct where w = read_where(ct_csv_file_cell(f, row, WHERE));
    const struct ct_table *t = ct_panel_table(r, table);
    size_t found =
        t ? table_cell(t, &w, column, got) : panel_cell(r, &w, column, got);
    ck_assert(read_number(ct_csv_file_cell(f, row, TOLERANCE), &tolerance));
    ck_assert_msg(t || strcmp(table, "panel") == 0, "no table %s", table);
    ck_assert_msg(found == 1 && agrees(expected, got, tolerance),
                  "%s:%ld: %zu cells, '%s' instead of '%s'", f->path,
                  f->line[row], found, got, expected);
    free(w.text);
}

static void check_file(const char *path)
{
    struct ct_csv_file f;
    struct ct_error err = {0};
    struct ct_panel *r = NULL;
    ck_assert_msg(ct_csv_file_read(path, ',', &f, &err) == 0, "%s", err.text);
    char *name = ct_xstrdup(strrchr(path, '/') + 1);
    *strchr(name, '.') = '\0';
    for (size_t row = 0; row < f.n_rows; row++) {
        const char *analysis = ct_csv_file_cell(&f, row, ANALYSIS);
        if (row == 0 ||
            strcmp(analysis, ct_csv_file_cell(&f, row - 1, ANALYSIS)) != 0) {
            ct_panel_destroy(r);
            r = run(name, analysis);
        }
        check_case(r, &f, row);
    }
    ct_panel_destroy(r);
    free(name);
    ct_csv_file_clear(&f);
}

START_TEST(every_cell_comes_out)
{
    glob_t files;
    ck_assert_int_eq(glob(TESTS "/oracles/*.cases.csv", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        check_file(files.gl_pathv[i]);
    globfree(&files);
}
END_TEST

Suite *oracles_suite(void);
Suite *oracles_suite(void)
{
    Suite *s = suite_create("oracles");
    TCase *t = tcase_create("oracles");
    tcase_set_timeout(t, 300); /* it is many analyses */
    tcase_add_test(t, every_cell_comes_out);
    suite_add_tcase(s, t);
    return s;
}
