/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading record descriptions. */
#include "config.h"

#include "collect/positions.h"

#include "lib/csv_reader.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

enum { START, LENGTH, REPEAT, STEP, REPEAT2, STEP2, N_NUMBERS };
static const char *const names[N_NUMBERS] = {"start", "length",  "repeat",
                                             "step",  "repeat2", "step2"};

struct reading {
    struct ct_positions *p;
    struct ct_csv_file file;
    long field, column[N_NUMBERS];
    size_t characters; /* of all fields */
};

static int fail(const struct reading *r, size_t row, const char *what,
                const char *value, struct ct_error *err)
{
    ct_fail(err, CT_EDATA, r->file.line[row], 0, "%s '%.60s'", what, value);
    return ct_error_file(err, r->file.path);
}

static int find_columns(struct reading *r, struct ct_error *err)
{
    const char *missing = NULL;
    r->field = ct_csv_file_column(&r->file, "field");
    for (int i = 0; i < N_NUMBERS; i++)
        r->column[i] = ct_csv_file_column(&r->file, names[i]);
    if (r->field < 0)
        missing = "field";
    for (int i = LENGTH; i >= START; i--)
        if (r->column[i] < 0)
            missing = names[i];
    if (!missing)
        return 0;
    ct_fail(err, CT_EDATA, 1, 0, "no column '%s'", missing);
    return ct_error_file(err, r->file.path);
}

/* Whole numbers; left out or empty is 1 for what comes again, 0 else. */
static int read_numbers(const struct reading *r, size_t row, size_t *out,
                        struct ct_error *err)
{
    for (int i = 0; i < N_NUMBERS; i++) {
        const char *text = ct_csv_file_cell(&r->file, row, r->column[i]);
        char *end;
        long x = strtol(text, &end, 10);
        if (*end || x < 0 || x > CT_RECORD_MAX ||
            strspn(text, "0123456789") != strlen(text))
            return fail(r, row, "not a number of characters,", text, err);
        out[i] = (size_t)x;
        if (!*text && (i == REPEAT || i == REPEAT2))
            out[i] = 1;
    }
    return 0;
}

static void add(struct reading *r, char *name, size_t start, size_t length)
{
    struct ct_positions *p = r->p;
    p->field = ct_xrealloc(p->field, p->n + 1, sizeof *p->field);
    p->field[p->n++] = (struct ct_position){name, start, length};
}

static char *numbered(const char *name, const size_t *number, size_t i,
                      size_t k)
{
    if (number[REPEAT] == 1)
        return ct_xstrdup(name);
    if (number[REPEAT2] == 1)
        return ct_xasprintf("%s %02zu", name, i + 1);
    return ct_xasprintf("%s %02zu %02zu", name, i + 1, k + 1);
}

/* A field that comes again must move on; one that comes again in two ways must
 * come again in the first. */
static bool moves_on(const size_t *n)
{
    if (!n[REPEAT] || !n[REPEAT2])
        return false;
    if (n[REPEAT2] > 1 && (!n[STEP2] || n[REPEAT] == 1))
        return false;
    return n[REPEAT] == 1 || n[STEP];
}

/* A field must stay within the record, however often it comes again. */
static int check(const struct reading *r, size_t row, const size_t *n,
                 struct ct_error *err)
{
    const char *name = ct_csv_file_cell(&r->file, row, r->field);
    if (!n[START] || !n[LENGTH] || !*name)
        return fail(r, row, "a field needs a name, 'start' and 'length', not",
                    name, err);
    if (!moves_on(n))
        return fail(r, row, "a field that comes again needs its 'step':", name,
                    err);
    if (n[REPEAT] > CT_FIELDS_MAX || n[REPEAT2] > CT_FIELDS_MAX ||
        r->p->n + n[REPEAT] * n[REPEAT2] > CT_FIELDS_MAX)
        return fail(r, row, "more than 4096 fields with", name, err);
    size_t end = n[START] - 1 + (n[REPEAT] - 1) * n[STEP] +
                 (n[REPEAT2] - 1) * n[STEP2] + n[LENGTH];
    if (end > CT_RECORD_MAX)
        return fail(r, row, "a record of more than 65,536 characters with",
                    name, err);
    return 0;
}

/* Fields may lie over each other, but a record is copied into all of them. */
static int count_characters(struct reading *r, size_t row, const size_t *n,
                            struct ct_error *err)
{
    r->characters += n[REPEAT] * n[REPEAT2] * n[LENGTH];
    if (r->characters <= CT_CHARACTERS_MAX)
        return 0;
    return fail(r, row, "fields of more than 1,048,576 characters in all with",
                ct_csv_file_cell(&r->file, row, r->field), err);
}

static int read_row(struct reading *r, size_t row, struct ct_error *err)
{
    size_t n[N_NUMBERS] = {0};
    const char *name = ct_csv_file_cell(&r->file, row, r->field);
    if (read_numbers(r, row, n, err) < 0)
        return -1;
    if (strcmp(name, "RECORD") == 0) {
        r->p->record = n[LENGTH];
        return n[LENGTH] ? 0 : fail(r, row, "no 'length' of", name, err);
    }
    if (check(r, row, n, err) < 0 || count_characters(r, row, n, err) < 0)
        return -1;
    for (size_t i = 0; i < n[REPEAT]; i++)
        for (size_t k = 0; k < n[REPEAT2]; k++)
            add(r, numbered(name, n, i, k),
                n[START] - 1 + i * n[STEP] + k * n[STEP2], n[LENGTH]);
    return 0;
}

static int read_rows(struct reading *r, struct ct_error *err)
{
    if (find_columns(r, err) < 0)
        return -1;
    for (size_t i = 0; i < r->file.n_rows; i++)
        if (read_row(r, i, err) < 0)
            return -1;
    if (r->p->n)
        return 0;
    ct_fail(err, CT_EDATA, 0, 0, "no fields");
    return ct_error_file(err, r->file.path);
}

struct ct_positions *ct_positions_read(const char *path, struct ct_error *err)
{
    struct reading r = {.p = ct_xcalloc(1, sizeof *r.p)};
    int status = ct_csv_file_read(path, ',', &r.file, err);
    if (status == 0) {
        status = read_rows(&r, err);
        ct_csv_file_clear(&r.file);
    }
    if (status == 0)
        return r.p;
    ct_positions_destroy(r.p);
    return NULL;
}

void ct_positions_destroy(struct ct_positions *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->n; i++)
        free(p->field[i].name);
    free(p->field);
    free(p);
}
