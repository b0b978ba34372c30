/* SPDX-License-Identifier: GPL-3.0-or-later
 * Standard populations, and reference populations with their events. */
#include "config.h"

#include "analyze/standard.h"

#include "lib/codes.h"
#include "lib/csv_reader.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "lib/near.h"
#include "lib/number.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Those in datasets/codelists/standard. */
static const char *const names[] = {"who", "esp2013", "segi", "esp1976"};
enum { N_NAMES = sizeof names / sizeof *names };

/* A row as it is read. */
struct row {
    const char *sex;
    struct ct_age_band band;
    double weight, events;
    long line;
};

static int by_band(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int sex = strcmp(x->sex, y->sex);
    if (sex)
        return sex;
    return (x->band.from > y->band.from) - (x->band.from < y->band.from);
}

static int read_number(const struct ct_csv_file *f, size_t row,
                       const char *column, double *out, struct ct_error *err)
{
    const char *cell = ct_csv_file_cell(f, row, ct_csv_file_column(f, column));
    if (ct_number_parse(cell, strlen(cell), &ct_number_plain, out, NULL) == 0 &&
        *out >= 0 && isfinite(*out))
        return 0;
    ct_fail(err, CT_EDATA, f->line[row], 0, "%s '%.40s' is no number from 0 on",
            column, cell);
    return ct_error_file(err, f->path);
}

static int read_row(const struct ct_csv_file *f, size_t i, bool reference,
                    struct row *out, struct ct_error *err)
{
    const char *age = ct_csv_file_cell(f, i, ct_csv_file_column(f, "age"));
    long sex = ct_csv_file_column(f, "sex");
    *out = (struct row){.sex = sex < 0 ? "_T" : ct_csv_file_cell(f, i, sex),
                        .line = f->line[i]};
    if (!ct_age_range(age, &out->band.from, &out->band.to)) {
        ct_fail(err, CT_EDATA, f->line[i], 0,
                "'%.40s' is no age such as Y15T24, Y_LT15 or Y_GE65", age);
        return ct_error_file(err, f->path);
    }
    if (!reference)
        return read_number(f, i, "weight", &out->weight, err);
    if (read_number(f, i, "events", &out->events, err) != 0)
        return -1;
    return read_number(f, i, "population", &out->weight, err);
}

/* Rows of one sex follow one another without gap or overlap. */
static int check_row(const struct ct_csv_file *f, const struct row *before,
                     const struct row *row, struct ct_error *err)
{
    bool goes_on =
        before->band.to != INT_MAX && row->band.from == before->band.to + 1;
    if (strcmp(before->sex, row->sex) != 0 || goes_on)
        return 0;
    ct_fail(err, CT_EDATA, row->line, 0,
            "the ages of lines %ld and %ld leave a gap or overlap",
            before->line, row->line);
    return ct_error_file(err, f->path);
}

/* Shares can be had of the weights only if there is something to share, and a
 * rate of a reference's age only if somebody has it. */
static int check_weights(const struct ct_csv_file *f, const struct row *row,
                         size_t n, bool reference, struct ct_error *err)
{
    const char *what = reference ? "population" : "weight";
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += row[i].weight;
        if (row[i].events > 0 && !isfinite(row[i].events / row[i].weight)) {
            ct_fail(err, CT_EDATA, row[i].line, 0,
                    "events in a population of %g", row[i].weight);
            return ct_error_file(err, f->path);
        }
    }
    if (sum > 0 && isfinite(sum))
        return 0;
    return ct_fail_in(err, CT_EDATA, f->path, "the sum of %s is %g", what, sum);
}

static void keep(struct ct_standard *out, const struct row *row, size_t n)
{
    out->n = n;
    out->sex = ct_xcalloc(n, sizeof *out->sex);
    out->band = ct_xmalloc(n, sizeof *out->band);
    out->weight = ct_xmalloc(n, sizeof *out->weight);
    out->events = ct_xmalloc(n, sizeof *out->events);
    for (size_t i = 0; i < n; i++) {
        out->sex[i] = ct_xstrdup(row[i].sex);
        out->band[i] = row[i].band;
        out->weight[i] = row[i].weight;
        out->events[i] = row[i].events;
    }
}

/* The rows but that of all ages together. */
static int read_rows(const struct ct_csv_file *f, bool reference,
                     struct ct_standard *out, struct ct_error *err)
{
    struct row *row = ct_xmalloc(f->n_rows, sizeof *row);
    size_t n = 0;
    int result = 0;
    long age = ct_csv_file_column(f, "age");
    for (size_t i = 0; i < f->n_rows && result == 0; i++)
        if (strcmp(ct_csv_file_cell(f, i, age), "_T") != 0)
            result = read_row(f, i, reference, &row[n++], err);
    if (result == 0 && n)
        qsort(row, n, sizeof *row, by_band);
    for (size_t i = 1; i < n && result == 0; i++)
        result = check_row(f, &row[i - 1], &row[i], err);
    if (result == 0 && n == 0)
        result = ct_fail_in(err, CT_EDATA, f->path, "no ages in it");
    if (result == 0)
        result = check_weights(f, row, n, reference, err);
    if (result == 0)
        keep(out, row, n);
    free(row);
    return result;
}

static int check_columns(const struct ct_csv_file *f, bool reference,
                         struct ct_error *err)
{
    const char *const needed[] = {"age", reference ? "events" : "weight",
                                  reference ? "population" : "weight"};
    for (size_t i = 0; i < 3; i++)
        if (ct_csv_file_column(f, needed[i]) < 0)
            return ct_fail_in(err, CT_EDATA, f->path,
                              "no column '%s'; the columns are %s", needed[i],
                              reference ? "age[,sex],events,population"
                                        : "age[,sex],weight");
    return 0;
}

static int read_file(const char *path, bool reference, struct ct_standard *out,
                     struct ct_error *err)
{
    struct ct_csv_file f;
    if (ct_csv_file_read(path, ',', &f, err) != 0)
        return -1;
    int result = check_columns(&f, reference, err);
    if (result == 0)
        result = read_rows(&f, reference, out, err);
    out->has_sex = ct_csv_file_column(&f, "sex") >= 0;
    ct_csv_file_clear(&f);
    return result;
}

static int refuse_name(const char *word, struct ct_error *err)
{
    const char *near = ct_near(word, names, N_NAMES);
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "no standard population '%.40s'; %s%s%s", word,
                   near ? "did you mean '" : "there are who, esp2013, segi, ",
                   near ? near : "esp1976 and FILE.csv", near ? "'?" : "");
}

int ct_standard_read(const char *word, struct ct_standard *out,
                     struct ct_error *err)
{
    size_t i = 0;
    if (strpbrk(word, "./"))
        return read_file(word, false, out, err);
    while (i < N_NAMES && strcmp(names[i], word) != 0)
        i++;
    if (i == N_NAMES)
        return refuse_name(word, err);
    char *folder = ct_datadir();
    char *path = ct_xasprintf("%s/codelists/standard/%s.csv", folder, word);
    int result = read_file(path, false, out, err);
    free(path);
    free(folder);
    return result;
}

int ct_reference_read(const char *path, struct ct_standard *out,
                      struct ct_error *err)
{
    return read_file(path, true, out, err);
}

void ct_standard_clear(struct ct_standard *s)
{
    for (size_t i = 0; i < s->n; i++)
        free(s->sex[i]);
    free(s->sex);
    free(s->band);
    free(s->weight);
    free(s->events);
}
