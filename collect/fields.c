/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the cells of a row to the fields of a record. */
#include "config.h"

#include "collect/intake_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static struct ct_cell trimmed(struct ct_cell c)
{
    while (c.length && *c.text == ' ')
        c.text++, c.length--;
    while (c.length && c.text[c.length - 1] == ' ')
        c.length--;
    return c;
}

/* --- as many cells as names --- */

/* A delimiter that is not quoted makes cells out of one: `Traffic Act, 1956`.
 * The surplus cells and the one they belong to are joined again. */
static void rejoin(struct intake *in, const struct ct_row *row)
{
    const struct ct_binding *b = in->binding;
    size_t at = (size_t)b->rejoin, surplus = row->n - b->n_cells;
    in->joined.size = 0;
    for (size_t i = at; i <= at + surplus; i++) {
        if (i > at)
            ct_buffer_byte(&in->joined, in->form->carrier_settings.delimiter);
        ct_buffer_add(&in->joined, row->cells[i].text, row->cells[i].length);
    }
    for (size_t i = 0; i < b->n_cells; i++)
        in->made[i] = row->cells[i <= at ? i : i + surplus];
    in->made[at].text = in->joined.data ? in->joined.data : "";
    in->made[at].length = in->joined.size;
}

static bool surplus_is_empty(const struct ct_row *row, size_t n)
{
    for (size_t i = n; i < row->n; i++)
        if (row->cells[i].length)
            return false;
    return true;
}

/* A row with too few or too many cells may have slipped by one: none of its
 * numbers can be trusted. In a workbook a row ends with its last cell. */
static int lay_out(struct intake *in, const struct ct_row *row,
                   struct ct_error *why)
{
    const struct ct_binding *b = in->binding;
    bool ragged = in->form->short_rows || in->form->carrier->ragged;
    if (row->n > b->n_cells && b->rejoin >= 0) {
        rejoin(in, row);
        return 0;
    }
    if (row->n != b->n_cells && !(ragged && surplus_is_empty(row, b->n_cells)))
        return ct_fail(why, CT_EDATA, 0, 0, "%zu cells, the header has %zu",
                       row->n, b->n_cells);
    for (size_t i = 0; i < b->n_cells; i++)
        in->made[i] = i < row->n
                          ? row->cells[i]
                          : (struct ct_cell){.text = "", .line = row->line};
    return 0;
}

/* --- what the cells say --- */

/* Splits the first cell into the fields behind the last. */
static int unpack(struct intake *in, struct ct_error *why)
{
    const struct ct_binding *b = in->binding;
    const char separator = *in->form->packed;
    const char *at = in->made[0].text, *end = at + in->made[0].length;
    for (size_t i = b->n_cells; i < b->first_title; i++) {
        const char *next = memchr(at, separator, (size_t)(end - at));
        if (!next != (i + 1 == b->first_title))
            return ct_fail(why, CT_EDATA, 0, 0, "not %zu codes parted by '%c'",
                           b->first_title - b->n_cells, separator);
        in->made[i] = in->made[0];
        in->made[i].text = at;
        in->made[i].length = (size_t)((next ? next : end) - at);
        if (next)
            at = next + 1;
    }
    return 0;
}

/* Cells beyond the last name must be empty, unless they are ignored. */
static int check_nameless(const struct intake *in, struct ct_error *why)
{
    const struct ct_binding *b = in->binding;
    if (b->nameless_ignored)
        return 0;
    for (size_t i = b->n_cells; i > 0 && !*b->name[i - 1]; i--)
        if (in->field[i - 1].length)
            return ct_fail(why, CT_EDATA, 0, 0,
                           "a cell in a column without a name");
    return 0;
}

/* --- titles --- */

/* A title ends those that stand below it in the list: a new region has not
 * yet a district. */
static void set_title(struct intake *in, size_t i, const char *text, size_t n)
{
    const regex_t *pattern = in->form->title[i].pattern;
    struct ct_buffer taken = {0};
    if (pattern && pattern->re_nsub)
        ct_pattern_take(pattern, text, n, &taken);
    else
        ct_buffer_add(&taken, text, n);
    for (size_t k = i; k < in->form->n_titles; k++) {
        free(in->title[k]);
        in->title[k] = NULL;
    }
    in->title[i] = ct_buffer_take(&taken);
}

bool ct_intake_title(struct intake *in, const struct ct_cell *first, bool alone)
{
    struct ct_cell bare = trimmed(*first);
    for (size_t i = 0; i < in->form->n_titles; i++) {
        const struct ct_title *title = &in->form->title[i];
        if ((title->alone && !alone) ||
            (title->pattern &&
             !ct_pattern_found(title->pattern, bare.text, bare.length)))
            continue;
        set_title(in, i, bare.text, bare.length);
        return !title->data;
    }
    return false;
}

static void add_titles(struct intake *in)
{
    for (size_t i = 0; i < in->form->n_titles; i++) {
        struct ct_cell *cell = &in->made[in->binding->first_title + i];
        *cell = in->made[0];
        cell->text = in->title[i] ? in->title[i] : "";
        cell->length = strlen(cell->text);
    }
}

/* --- blanks --- */

/* Blank cells take the text above; the others are remembered. */
static void fill_down(struct intake *in)
{
    const struct ct_binding *b = in->binding;
    for (size_t i = 0; i < b->n_fill; i++) {
        struct ct_cell *cell = &in->made[b->fill[i]];
        struct ct_cell bare = trimmed(*cell);
        if (bare.length) {
            free(in->above[i]);
            in->above[i] = ct_xstrndup(cell->text, cell->length);
        } else if (in->above[i]) {
            cell->text = in->above[i];
            cell->length = strlen(in->above[i]);
        }
    }
}

int ct_intake_fields(struct intake *in, const struct ct_row *row,
                     struct ct_error *why)
{
    in->field = in->made;
    if (in->as_they_are && row->n == in->binding->n_cells) {
        in->field = row->cells;
        return check_nameless(in, why);
    }
    if (lay_out(in, row, why) < 0)
        return -1;
    if (in->form->trim)
        for (size_t i = 0; i < in->binding->n_cells; i++)
            in->made[i] = trimmed(in->made[i]);
    if (check_nameless(in, why) < 0)
        return -1;
    fill_down(in);
    add_titles(in);
    return in->form->packed ? unpack(in, why) : 0;
}
