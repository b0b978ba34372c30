/* SPDX-License-Identifier: GPL-3.0-or-later
 * PC-Axis: keywords, then DATA= and the cells of a cube in the order of its
 * dimensions, or, with KEYS, rows that name their stub (rows left out have no
 * cell; they are not made up). What the table is about stands above the
 * header, a row of two cells for each keyword: `TITLE`, its text. */
#include "config.h"

#include "collect/carrier.h"
#include "collect/px_cube.h"
#include "collect/recode.h"
#include "lib/dict.h"
#include "lib/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 16, TEXT_MAX = 1024 };

struct reader {
    struct ct_stream *in;
    struct ct_px_keywords keywords;
    struct ct_px_cube cube;
    struct ct_cube_rows rows;
    /* Bytes of the data, the first of them from the keywords' reading. */
    const char *bytes;
    size_t n, at;
    char chunk[CHUNK];
    long line;
    /* The text just read, and whether it stood in quotes. */
    char text[TEXT_MAX + 1];
    size_t length;
    bool quoted;
    struct ct_recoder *recoder;
    struct ct_buffer recoded;
    /* Where we are: the value in each dimension; the keys of each stub. */
    size_t index[CT_PX_DIMENSIONS_MAX];
    struct ct_dict keys[CT_PX_DIMENSIONS_MAX];
};

/* --- texts of the data --- */

/* Returns the next byte, -1 at the end, -2 with *err. */
static int next_byte(struct reader *r, struct ct_error *err)
{
    if (r->at == r->n) {
        long got = ct_stream_read(r->in, r->chunk, sizeof r->chunk, err);
        if (got <= 0)
            return got < 0 ? -2 : -1;
        r->bytes = r->chunk;
        r->n = (size_t)got;
        r->at = 0;
    }
    unsigned char c = (unsigned char)r->bytes[r->at++];
    r->line += c == '\n';
    return c;
}

static int fail_cut_off(const struct reader *r, struct ct_error *err)
{
    return ct_fail(err, CT_EDATA, r->line, 0,
                   "the file ends before the semicolon that closes DATA; it "
                   "is cut off");
}

static int add_byte(struct reader *r, int c, struct ct_error *err)
{
    if (r->length == TEXT_MAX)
        return ct_fail(err, CT_EDATA, r->line, 0,
                       "a value of more than %d bytes", TEXT_MAX);
    if (c == 0 || (c > 127 && !r->quoted))
        return ct_fail(err, CT_EDATA, r->line, 0,
                       "a byte 0x%02X among the numbers", c);
    r->text[r->length++] = (char)c;
    return 0;
}

/* Keys may be texts, in the encoding of the file. */
static int recode_text(struct reader *r, struct ct_error *err)
{
    r->recoded.size = 0;
    if (ct_recode(r->recoder, r->text, r->length, r->line, &r->recoded, err) <
        0)
        return -1;
    if (r->recoded.size > TEXT_MAX)
        return ct_fail(err, CT_EDATA, r->line, 0,
                       "a value of more than %d bytes", TEXT_MAX);
    if (r->recoded.size)
        memcpy(r->text, r->recoded.data, r->recoded.size);
    r->length = r->recoded.size;
    r->text[r->length] = '\0';
    return 0;
}

/* Blank, comma, tab and line end part values. Returns the first byte of the
 * next one or the semicolon, or as next_byte(). */
static int skip_parting(struct reader *r, struct ct_error *err)
{
    int c;
    do
        c = next_byte(r, err);
    while (c >= 0 && strchr(" ,\t\r\n", c) && c != 0);
    return c;
}

/* To the quote that closes, or to what parts, which is put back. */
static int read_rest(struct reader *r, int c, struct ct_error *err)
{
    while (c >= 0 && (r->quoted ? c != '"' : !c || !strchr(" ,\t\r\n;", c))) {
        if (add_byte(r, c, err) < 0)
            return -1;
        c = next_byte(r, err);
    }
    if (c < 0)
        return c == -2 ? -1 : fail_cut_off(r, err);
    if (!r->quoted) {
        r->at--;
        r->line -= c == '\n';
    }
    r->text[r->length] = '\0';
    return r->quoted ? recode_text(r, err) : 0;
}

/* Reads the next value into r->text. Returns 1, 0 at the semicolon, or -1. */
static int read_text(struct reader *r, struct ct_error *err)
{
    int c = skip_parting(r, err);
    if (c < 0)
        return c == -2 ? -1 : fail_cut_off(r, err);
    if (c == ';')
        return 0;
    r->length = 0;
    r->quoted = c == '"';
    if (r->quoted)
        c = next_byte(r, err);
    return read_rest(r, c, err) < 0 ? -1 : 1;
}

/* --- rows --- */

static void add_string(struct ct_cube_rows *rows, const char *text)
{
    ct_cube_cell(rows, text, strlen(text));
}

static int push_header(struct reader *r, struct ct_error *err)
{
    for (size_t i = 0; i < r->cube.n; i++) {
        const struct ct_px_dimension *d = &r->cube.dimension[i];
        char label[80];
        if (i == r->cube.time)
            continue;
        add_string(&r->rows, d->column);
        if (!d->label)
            continue;
        int n = snprintf(label, sizeof label, "%s_label", d->column);
        ct_cube_copy(&r->rows, label, (size_t)n);
    }
    add_string(&r->rows, "time");
    add_string(&r->rows, "value");
    add_string(&r->rows, "status");
    return ct_cube_row(&r->rows, r->line, err);
}

/* What stands above the header is for descriptors to look into. */
static int push_texts(struct reader *r, struct ct_error *err)
{
    static const char *const words[] = {
        "LAST-UPDATED", "CREATION-DATE", "TITLE",        "DESCRIPTION",
        "CONTENTS",     "UNITS",         "SOURCE",       "CONTACT",
        "MATRIX",       "SUBJECT-CODE",  "SUBJECT-AREA", "NOTE",
        "NOTEX",        "COPYRIGHT",     "REFPERIOD",    "LANGUAGE"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const struct ct_px_keyword *k =
            ct_px_keyword(&r->keywords, words[i], "");
        if (k && k->n && ct_cube_text(&r->rows, words[i], k->text[0], err) < 0)
            return -1;
    }
    return ct_cube_text(&r->rows, "CODEPAGE", r->keywords.encoding, err);
}

static int push_cell(struct reader *r, struct ct_error *err)
{
    const struct ct_px_cube *c = &r->cube;
    for (size_t i = 0; i < c->n; i++) {
        const struct ct_px_dimension *d = &c->dimension[i];
        if (i == c->time)
            continue;
        add_string(&r->rows, d->code[r->index[i]]);
        if (d->label)
            add_string(&r->rows, d->label[r->index[i]]);
    }
    add_string(&r->rows, c->dimension[c->time].period +
                             r->index[c->time] * CT_CUBE_PERIOD_MAX);
    ct_cube_cell(&r->rows, r->text, r->length);
    ct_cube_cell(&r->rows, "", 0);
    return ct_cube_row(&r->rows, r->line, err);
}

/* To the next cell: the last dimension is the fastest. */
static void step(struct reader *r)
{
    size_t i = r->cube.n;
    while (i-- > 0 && ++r->index[i] == r->cube.dimension[i].n)
        r->index[i] = 0;
}

/* So many cells, as the dimensions span. */
static int read_cells(struct reader *r, size_t n, struct ct_error *err)
{
    for (size_t i = 0; i < n; i++) {
        int got = read_text(r, err);
        if (got == 0)
            return ct_fail(err, CT_EDATA, r->line, 0,
                           "DATA ends after %zu of %zu values", i, n);
        if (got < 0 || push_cell(r, err) < 0)
            return -1;
        step(r);
    }
    return 0;
}

/* --- rows with keys --- */

static void learn_keys(struct reader *r)
{
    for (size_t i = 0; i < r->cube.n_stub; i++) {
        const struct ct_px_dimension *d = &r->cube.dimension[i];
        const char *const *key =
            d->key_is_label && d->label ? d->label : d->code;
        for (size_t k = 0; k < d->n; k++)
            ct_dict_add(&r->keys[i], key[k], strlen(key[k]));
    }
}

/* A key that comes twice in VALUES cannot tell which is meant. */
static int check_keys(const struct reader *r, struct ct_error *err)
{
    for (size_t i = 0; i < r->cube.n_stub; i++)
        if (r->keys[i].n != r->cube.dimension[i].n)
            return ct_fail(err, CT_EDATA, r->line, 0,
                           "a value of dimension '%s' comes twice, so that "
                           "KEYS do not tell which is meant",
                           r->cube.dimension[i].name);
    return 0;
}

/* Returns 1 with the row's place set, 0 at the semicolon, or -1. */
static int read_keys(struct reader *r, struct ct_error *err)
{
    for (size_t i = 0; i < r->cube.n_stub; i++) {
        int got = read_text(r, err);
        if (got <= 0 && i > 0)
            return got < 0 ? -1
                           : ct_fail(err, CT_EDATA, r->line, 0,
                                     "DATA ends within the keys of a row");
        if (got <= 0)
            return got;
        uint32_t number = ct_dict_find(&r->keys[i], r->text, r->length);
        if (number == CT_NO_CODE)
            return ct_fail(err, CT_EDATA, r->line, 0,
                           "key '%s' is not in dimension '%s'", r->text,
                           r->cube.dimension[i].name);
        r->index[i] = number;
    }
    return 1;
}

static int read_keyed(struct reader *r, struct ct_error *err)
{
    int got;
    learn_keys(r);
    if (check_keys(r, err) < 0)
        return -1;
    while ((got = read_keys(r, err)) > 0) {
        for (size_t i = r->cube.n_stub; i < r->cube.n; i++)
            r->index[i] = 0;
        if (read_cells(r, r->cube.cells, err) < 0)
            return -1;
    }
    return got;
}

/* --- all --- */

static int read_data(struct reader *r, struct ct_error *err)
{
    if (r->cube.keyed && r->cube.n_stub)
        return read_keyed(r, err);
    if (read_cells(r, r->cube.cells, err) < 0)
        return -1;
    int got = read_text(r, err);
    return got > 0 ? ct_fail(err, CT_EDATA, r->line, 0,
                             "more than the %zu values of the dimensions",
                             r->cube.cells)
                   : got;
}

static int read_all(struct reader *r, const struct ct_carrier_settings *s,
                    struct ct_error *err)
{
    if (ct_px_keywords_read(r->in, s->encoding, &r->keywords, err) < 0 ||
        ct_px_cube_make(&r->keywords, s->time, &r->cube, err) < 0 ||
        !(r->recoder = ct_recoder_create(r->keywords.encoding, err)))
        return -1;
    r->bytes = r->keywords.rest.data;
    r->n = r->keywords.rest.size;
    r->line = r->keywords.line;
    if (push_texts(r, err) < 0 || push_header(r, err) < 0)
        return -1;
    return read_data(r, err);
}

static int read_px(struct ct_stream *in, const struct ct_carrier_settings *s,
                   ct_row_function *take, void *user, struct ct_error *err)
{
    struct reader *r = ct_xcalloc(1, sizeof *r);
    r->in = in;
    r->rows.take = take;
    r->rows.user = user;
    int status = read_all(r, s, err);
    for (size_t i = 0; i < r->cube.n_stub; i++)
        ct_dict_clear(&r->keys[i]);
    ct_recoder_destroy(r->recoder);
    ct_buffer_clear(&r->recoded);
    ct_px_cube_clear(&r->cube);
    ct_px_keywords_clear(&r->keywords);
    ct_cube_rows_clear(&r->rows);
    free(r);
    return status;
}

const struct ct_carrier ct_carrier_px = {
    .name = "px",
    .summary = "PC-Axis",
    .cube = true,
    .read = read_px,
};
