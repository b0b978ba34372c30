/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading concordances. */
#include "config.h"

#include "collect/concordance.h"

#include "collect/attribute.h"
#include "lib/memory.h"
#include "lib/near.h"
#include "lib/status.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

const char *const ct_relation_name[CT_NO_RELATION + 1] = {
    "exact", "narrower", "broader", "overlaps", "none"};

/* The columns that are no targets. */
enum {
    CODE,
    RELATION,
    NOTE,
    IGNORE,
    SCALE,
    STATUS,
    LABEL,
    MEANING,
    N_RESERVED
};
static const char *const reserved[N_RESERVED] = {"code",   "relation", "note",
                                                 "ignore", "scale",    "status",
                                                 "label",  "meaning"};

/* A concordance while it is read. */
struct reading {
    struct ct_concordance *c;
    const struct ct_vocabulary *codes;
    long column[N_RESERVED];
    size_t *target_column;
};

static const char *cell(const struct reading *r, size_t row, int column)
{
    return ct_csv_file_cell(&r->c->file, row, r->column[column]);
}

/* The mistake is in the table, not in the file that is collected: say so. */
static int fail(const struct reading *r, size_t row, const char *what,
                const char *value, struct ct_error *err)
{
    ct_fail(err, CT_EDATA, r->c->file.line[row], 0, "%s '%s'", what, value);
    return ct_error_file(err, r->c->file.path);
}

/* The reserved name that a column may have been meant for. */
static const char *slip(const char *name)
{
    int limit = strlen(name) < 6 ? 2 : 3;
    for (int i = CODE + 1; i < N_RESERVED; i++)
        if (ct_distance(name, reserved[i], limit) < limit)
            return reserved[i];
    return NULL;
}

/* The name of a target; a slip would make a dimension of the dataset's own. */
static int check_target(const struct reading *r, const char *name,
                        struct ct_error *err)
{
    struct ct_error why = {0};
    const char *meant = slip(name);
    if (meant)
        ct_fail(&why, CT_EDATA, 1, 0,
                "unknown column '%.100s', did you mean '%s'?", name, meant);
    else if (ct_vocabulary_name(name, &why) == 0)
        return 0;
    ct_fail(err, CT_EDATA, 1, 0, "%s", why.text);
    return ct_error_file(err, r->c->file.path);
}

static bool is_reserved(const char *name)
{
    for (int i = 0; i < N_RESERVED; i++)
        if (strcmp(name, reserved[i]) == 0)
            return true;
    return false;
}

/* Any column that is not reserved is a target, so that tables can give
 * dimensions nobody has thought of yet. */
static int find_columns(struct reading *r, struct ct_error *err)
{
    struct ct_concordance *c = r->c;
    for (int i = 0; i < N_RESERVED; i++)
        r->column[i] = ct_csv_file_column(&c->file, reserved[i]);
    if (r->column[CODE] < 0) {
        ct_fail(err, CT_EDATA, 1, 0, "no column 'code'");
        return ct_error_file(err, c->file.path);
    }
    c->target = ct_xcalloc(c->file.n_columns, sizeof *c->target);
    r->target_column = ct_xcalloc(c->file.n_columns, sizeof(size_t));
    for (size_t i = 0; i < c->file.n_columns; i++) {
        if (is_reserved(c->file.column[i]))
            continue;
        if (check_target(r, c->file.column[i], err) < 0)
            return -1;
        r->target_column[c->n_targets] = i;
        c->target[c->n_targets++] = c->file.column[i];
    }
    return 0;
}

/* Left empty it is exact: tables of areas would else be full of one word. */
static int read_relation(const struct reading *r, size_t row,
                         struct ct_mapping *m, struct ct_error *err)
{
    const char *word = cell(r, row, RELATION);
    if (!*word)
        return 0;
    for (int i = 0; i <= CT_NO_RELATION; i++)
        if (strcmp(word, ct_relation_name[i]) == 0) {
            m->relation = (enum ct_relation)i;
            return 0;
        }
    return fail(r, row, "unknown relation", word, err);
}

/* Empty reads as 0. */
static int read_scale(const struct reading *r, size_t row, struct ct_mapping *m,
                      struct ct_error *err)
{
    const char *word = cell(r, row, SCALE);
    char *end;
    long scale = strtol(word, &end, 10);
    if (*end || scale < -9 || scale > 9)
        return fail(r, row, "scale is a power of ten from -9 to 9, not", word,
                    err);
    m->scale = (int)scale;
    return 0;
}

static int read_status(const struct reading *r, size_t row,
                       struct ct_mapping *m, struct ct_error *err)
{
    const char *word = cell(r, row, STATUS);
    if (ct_status_parse(word, strlen(word), &m->status, NULL) < 0)
        return fail(r, row, "unknown status", word, err);
    return 0;
}

/* A row that is ignored must have no codes: they would never be used, and who
 * wrote them expected otherwise. */
static int read_codes(const struct reading *r, size_t row, struct ct_mapping *m,
                      struct ct_error *err)
{
    const struct ct_concordance *c = r->c;
    for (size_t i = 0; i < c->n_targets; i++) {
        const char *code =
            ct_csv_file_cell(&c->file, row, (long)r->target_column[i]);
        m->code[i] = code;
        if (!*code)
            continue;
        if (*m->ignore)
            return fail(r, row, "a row that is ignored gives no code, but has",
                        code, err);
        if (!ct_is_attribute(c->target[i]) &&
            !ct_vocabulary_valid(r->codes, c->target[i], code)) {
            char what[128];
            snprintf(what, sizeof what, "unknown code of %.80s", c->target[i]);
            return fail(r, row, what, code, err);
        }
    }
    return 0;
}

/* Codes are numbered in the order of rows, so a number that is not the row's
 * was given before: which of two rows holds nobody could say. */
static int read_row(const struct reading *r, size_t row, struct ct_error *err)
{
    struct ct_concordance *c = r->c;
    const char *code = cell(r, row, CODE);
    if (ct_dict_add(&c->raw, code, strlen(code)) != row)
        return fail(r, row, "a second row for the code", code, err);
    struct ct_mapping *m = &c->row[row];
    m->ignore = cell(r, row, IGNORE);
    m->note = cell(r, row, NOTE);
    m->label = cell(r, row, LABEL);
    m->meaning = cell(r, row, MEANING);
    m->code = ct_xcalloc(c->n_targets + 1, sizeof *m->code);
    if (read_relation(r, row, m, err) < 0 || read_scale(r, row, m, err) < 0 ||
        read_status(r, row, m, err) < 0)
        return -1;
    return read_codes(r, row, m, err);
}

static int read_rows(struct reading *r, struct ct_error *err)
{
    struct ct_concordance *c = r->c;
    if (find_columns(r, err) < 0)
        return -1;
    c->row = ct_xcalloc(c->file.n_rows + 1, sizeof *c->row);
    for (size_t i = 0; i < c->file.n_rows; i++)
        if (read_row(r, i, err) < 0)
            return -1;
    return 0;
}

struct ct_concordance *ct_concordance_read(const char *path, const char *name,
                                           const struct ct_vocabulary *codes,
                                           struct ct_error *err)
{
    struct ct_concordance *c = ct_xcalloc(1, sizeof *c);
    if (ct_csv_file_read(path, ',', &c->file, err) < 0) {
        free(c);
        return NULL;
    }
    c->name = ct_xstrdup(name);
    struct reading r = {.c = c, .codes = codes};
    int status = read_rows(&r, err);
    free(r.target_column);
    if (status < 0) {
        ct_concordance_destroy(c);
        return NULL;
    }
    return c;
}

struct ct_concordance *ct_concordance_empty(const char *name)
{
    struct ct_concordance *c = ct_xcalloc(1, sizeof *c);
    c->name = ct_xstrdup(name);
    return c;
}

const struct ct_mapping *ct_concordance_find(const struct ct_concordance *c,
                                             const char *text, size_t length)
{
    uint32_t row = ct_dict_find(&c->raw, text, length);
    return row == CT_NO_CODE ? NULL : &c->row[row];
}

const char *ct_concordance_near(const struct ct_concordance *c,
                                const char *text)
{
    return ct_near(text, (const char *const *)c->raw.code, c->raw.n);
}

void ct_concordance_destroy(struct ct_concordance *c)
{
    if (!c)
        return;
    for (size_t i = 0; c->row && i < c->file.n_rows; i++)
        free(c->row[i].code);
    free(c->row);
    free(c->target);
    ct_dict_clear(&c->raw);
    ct_csv_file_clear(&c->file);
    free(c->name);
    free(c);
}
