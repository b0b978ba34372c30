/* SPDX-License-Identifier: GPL-3.0-or-later
 * Delimited text, row by row: bytes in, checked, to rows. */
#include "config.h"

#include "lib/csv_cells.h"
#include "lib/csv_reader.h"
#include "lib/memory.h"
#include "lib/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BUFFER = 1 << 18,
    /* bytes offered to be filled, at least */
    ROOM = 1 << 16
};

void ct_csv_choose(struct ct_csv_reader *r, enum ct_csv_way way)
{
    r->find = ct_csv_finder(way);
    r->judge_all = way == CT_CSV_LIBCSV;
}

struct ct_csv_reader *ct_csv_create(char delimiter, ct_row_function *take,
                                    void *user)
{
    struct ct_csv_reader *r = ct_xcalloc(1, sizeof *r);
    r->delimiter = delimiter;
    r->take = take;
    r->user = user;
    r->judge = ct_csv_judge_create(delimiter);
    r->line = 1;
    r->cells = ct_xmalloc(CT_CSV_CELLS_MAX, sizeof *r->cells);
    ct_csv_choose(r, CT_CSV_BEST);
    return r;
}

void ct_csv_destroy(struct ct_csv_reader *r)
{
    if (!r)
        return;
    ct_csv_judge_destroy(r->judge);
    free(r->buffer);
    free(r->cells);
    free(r->marks);
    free(r);
}

/* Says why the byte that follows the checked ones is not text. */
static void refuse(struct ct_csv_reader *r)
{
    long line;
    if (!ct_csv_probe(r, &line))
        return;
    unsigned char c = (unsigned char)r->buffer[r->checked];
    char text[100];
    if (c == 0)
        ct_csv_fail(r, line, "NUL byte; is this UTF-16 text or no text?");
    else if (!r->started && c >= 0xfe)
        ct_csv_fail(r, line,
                    "UTF-16 text; save it as UTF-8 or declare its encoding");
    else {
        snprintf(text, sizeof text,
                 "not UTF-8 text (byte 0x%02X); save it as UTF-8 or declare "
                 "its encoding",
                 c);
        ct_csv_fail(r, line, text);
    }
}

static int result(const struct ct_csv_reader *r, struct ct_error *err)
{
    if (r->failed && err)
        *err = r->error;
    return r->failed ? -1 : 0;
}

/* Moves the row that is being read to the front, into a larger buffer if it
 * takes most of this one. */
static void make_room(struct ct_csv_reader *r)
{
    size_t kept = r->filled - r->row;
    size_t capacity = r->capacity ? r->capacity : BUFFER;
    while (capacity - kept < ROOM)
        capacity *= 2;
    char *old = r->buffer, *new = old;
    if (capacity != r->capacity)
        new = ct_xmalloc(capacity + CT_CSV_PAD, 1);
    if (kept)
        memmove(new, old + r->row, kept);
    for (size_t i = 0; i < r->n_cells; i++)
        r->cells[i].text = new + (r->cells[i].text - (old + r->row));
    if (new != old)
        free(old);
    r->buffer = new;
    r->capacity = capacity;
    r->at -= r->row;
    r->checked -= r->row;
    r->filled -= r->row;
    r->row = 0;
}

char *ct_csv_space(struct ct_csv_reader *r, size_t *n)
{
    if (r->capacity - r->filled < ROOM || r->row == r->filled)
        make_room(r);
    *n = r->capacity - r->filled;
    return r->buffer + r->filled;
}

int ct_csv_filled(struct ct_csv_reader *r, size_t n, struct ct_error *err)
{
    if (r->failed)
        return result(r, err);
    r->filled += n;
    memset(r->buffer + r->filled, 0, CT_CSV_PAD);
    size_t cut;
    char *fresh = r->buffer + r->checked;
    size_t valid = ct_utf8_valid(fresh, r->filled - r->checked, &cut);
    r->checked += valid;
    if (!r->started && valid >= 3 && memcmp(fresh, "\xef\xbb\xbf", 3) == 0)
        r->row = r->at += 3;
    r->started |= valid > 0;
    ct_csv_take_text(r);
    if (!r->failed && r->checked + cut < r->filled)
        refuse(r);
    return result(r, err);
}

int ct_csv_feed(struct ct_csv_reader *r, const char *bytes, size_t n,
                struct ct_error *err)
{
    int status = result(r, err);
    while (n > 0 && status == 0) {
        size_t part;
        char *space = ct_csv_space(r, &part);
        if (part > n)
            part = n;
        memcpy(space, bytes, part);
        status = ct_csv_filled(r, part, err);
        bytes += part;
        n -= part;
    }
    return status;
}

void ct_csv_restart(struct ct_csv_reader *r, long line)
{
    r->row = r->at = r->checked = r->filled = 0;
    r->n_cells = 0;
    r->started = true;
    r->after_cr = false;
    r->line = line;
}

int ct_csv_finish(struct ct_csv_reader *r, struct ct_error *err)
{
    if (!r->failed && r->checked < r->filled)
        refuse(r);
    if (!r->failed)
        ct_csv_take_rest(r);
    return result(r, err);
}
