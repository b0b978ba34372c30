/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drafting a descriptor: the file is looked at twice, first for its tables and
 * then, the one with the most numbers, for its rows. */
#include "config.h"

#include "collect/describe_inner.h"

#include "lib/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROWS_MAX = 3000000, /* of a table; what comes then is not looked at */
    LOOK_MAX = 20000,   /* rows, to know the tables by */
    ROOM = 64 << 20     /* bytes */
};

/* --- the tables --- */

static struct ct_seen_table *add_table(struct ct_seen *seen, const char *name)
{
    if (seen->n_tables == CT_SEEN_TABLES) {
        seen->n_more++;
        return &seen->table[CT_SEEN_TABLES - 1];
    }
    struct ct_seen_table *t = &seen->table[seen->n_tables++];
    t->name = ct_xstrdup(name);
    return t;
}

static int count_row(void *user, const struct ct_row *row, struct ct_error *err)
{
    (void)err;
    struct ct_seen *seen = user;
    const char *name = row->table ? row->table : "";
    struct ct_seen_table *t =
        seen->n_tables ? &seen->table[seen->n_tables - 1] : NULL;
    if (!t || (strcmp(t->name, name) != 0 && seen->n_tables < CT_SEEN_TABLES))
        t = add_table(seen, name);
    t->n_rows++;
    for (size_t i = 0; i < row->n && i < CT_SEEN_COLUMNS; i++)
        t->n_numbers +=
            row->cells[i].length < 30 &&
            ct_looks_number(row->cells[i].text, row->cells[i].length);
    return t->n_rows > LOOK_MAX ? -1 : 0;
}

static void choose_table(struct ct_seen *seen)
{
    for (size_t i = 1; i < seen->n_tables; i++)
        if (seen->table[i].n_numbers > seen->table[seen->chosen].n_numbers)
            seen->chosen = i;
}

/* The sheets of a workbook. */
static int count_sheets(struct ct_seen *seen, struct ct_stream *in,
                        struct ct_error *err)
{
    regex_t any;
    if (regcomp(&any, ".*", REG_EXTENDED | REG_NOSUB) != 0)
        return 0;
    const struct ct_carrier_settings all = {.encoding = "utf-8", .sheet = &any};
    ct_stream_start(in, false);
    int status = seen->carrier->read(in, &all, count_row, seen, err);
    regfree(&any);
    return seen->n_tables ? 0 : status;
}

/* The members of an archive, by their first part: text counts, whatever else
 * there is. */
static void count_members(struct ct_seen *seen, struct ct_stream *in)
{
    do {
        size_t n;
        const char *bytes = ct_stream_head(in, &n);
        struct ct_seen_table *t = add_table(seen, ct_stream_member_name(in));
        for (size_t i = 0; i < n; i++) {
            t->n_rows += bytes[i] == '\n';
            t->n_numbers += bytes[i] >= '0' && bytes[i] <= '9';
        }
    } while (ct_stream_next(in, NULL) > 0);
}

static int look_at_tables(struct ct_seen *seen, struct ct_error *err)
{
    struct ct_stream *in = ct_stream_open(seen->path, err);
    if (!in)
        return -1;
    regex_t any;
    int status = regcomp(&any, ".*", REG_EXTENDED | REG_NOSUB);
    /* Nothing is done to what is no archive. */
    if (status == 0 && ct_stream_member(in, &any, NULL) == 0 &&
        ct_stream_member_name(in)) {
        seen->archive = true;
        count_members(seen, in);
    } else {
        status = ct_seen_bytes(seen, in, err);
        if (status == 0 && seen->carrier->ragged)
            status = count_sheets(seen, in, err);
    }
    regfree(&any);
    ct_stream_close(in);
    choose_table(seen);
    return status;
}

/* --- the rows --- */

static int take_row(void *user, const struct ct_row *row, struct ct_error *err)
{
    (void)err;
    struct ct_seen *seen = user;
    const char *wanted = seen->n_tables && !seen->archive
                             ? seen->table[seen->chosen].name
                             : NULL;
    if (wanted && row->table && strcmp(row->table, wanted) != 0)
        return 0;
    ct_seen_row(seen, row);
    return seen->n_rows < ROWS_MAX ? 0 : -1;
}

/* To the member that was chosen. */
static int choose_member(const struct ct_seen *seen, struct ct_stream *in,
                         const regex_t *any, struct ct_error *err)
{
    if (!seen->archive)
        return 0;
    if (ct_stream_member(in, any, err) < 0)
        return -1;
    for (size_t i = 0; i < seen->chosen; i++)
        if (ct_stream_next(in, err) < 0)
            return -1;
    return 0;
}

/* What was read before an error counts. */
static int read_rows(struct ct_seen *seen, struct ct_stream *in,
                     const regex_t *any, struct ct_error *err)
{
    struct ct_error why = {0};
    if (choose_member(seen, in, any, err) < 0 ||
        (!seen->carrier && ct_seen_bytes(seen, in, err) < 0))
        return -1;
    const struct ct_carrier_settings settings = {
        .encoding = seen->encoding,
        .delimiter = seen->delimiter,
        .sheet = seen->carrier->ragged ? any : NULL};
    ct_stream_start(in, false);
    if (seen->carrier->read(in, &settings, take_row, seen, &why) < 0 &&
        why.code) {
        if (!seen->n_kept)
            return ct_fail(err, why.code, why.line, why.column, "%s", why.text);
        snprintf(seen->broken, sizeof seen->broken, "line %ld: %.150s",
                 why.line, why.text);
    }
    return 0;
}

static int look_at_rows(struct ct_seen *seen, struct ct_error *err)
{
    struct ct_stream *in = ct_stream_open(seen->path, err);
    regex_t any;
    if (!in)
        return -1;
    int status = regcomp(&any, ".*", REG_EXTENDED | REG_NOSUB);
    if (status == 0)
        status = read_rows(seen, in, &any, err);
    regfree(&any);
    ct_stream_close(in);
    if (status < 0)
        return -1;
    ct_seen_settle(seen);
    if (!seen->n_columns)
        return ct_fail(err, CT_EDATA, 0, 0, "no table is in it");
    return 0;
}

/* --- all --- */

static void clear_column(struct ct_seen_column *c)
{
    ct_dict_clear(&c->texts);
    free(c->own);
    free(c->map);
    free(c->name);
}

static void clear(struct ct_seen *seen)
{
    for (size_t i = 0; i < seen->n_columns; i++)
        clear_column(&seen->column[i]);
    free(seen->column);
    for (size_t i = 0; i < seen->n_kept; i++) {
        for (size_t k = 0; k < seen->kept[i].n; k++)
            free(seen->kept[i].cell[k]);
        free(seen->kept[i].cell);
    }
    for (size_t i = 0; i < seen->n_tables; i++)
        free(seen->table[i].name);
    ct_header_clear(&seen->header);
    free(seen->title);
    free(seen->first_short);
    free(seen);
}

int ct_describe(const char *path, const struct ct_codes *codes,
                struct ct_draft *out, struct ct_error *err)
{
    struct ct_seen *seen = ct_xcalloc(1, sizeof *seen);
    seen->path = path;
    seen->codes = codes;
    seen->room = ROOM;
    int status = strcmp(path, "-") == 0
                     ? ct_fail(err, CT_EDATA, 0, 0,
                               "a file is looked at twice, so it cannot be "
                               "standard input")
                     : 0;
    if (status == 0 &&
        (look_at_tables(seen, err) < 0 || look_at_rows(seen, err) < 0))
        status = -1;
    if (status == 0) {
        ct_seen_columns(seen);
        ct_seen_plan(seen);
        ct_seen_write(seen, out);
    }
    clear(seen);
    return status < 0 ? ct_error_file(err, path) : 0;
}
