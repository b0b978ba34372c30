/* SPDX-License-Identifier: GPL-3.0-or-later
 * Headers of one row or several, or none. */
#include "config.h"

#include "collect/header.h"

#include "collect/descriptor.h"
#include "lib/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Cells that a header may end with, blank, as they are merged with the last. */
enum { MORE = 15 };

void ct_header_keep(struct ct_header *h, const struct ct_row *row)
{
    h->row = ct_xgrow(h->row, &h->capacity, h->n_rows + 1, sizeof *h->row);
    struct ct_kept_row *kept = &h->row[h->n_rows++];
    *kept = (struct ct_kept_row){.n = row->n, .line = row->line};
    kept->cell = ct_xmalloc(row->n + 1, sizeof *kept->cell);
    for (size_t i = 0; i < row->n; i++)
        kept->cell[i] = ct_xstrndup(row->cells[i].text, row->cells[i].length);
}

/* Names in headers are folded whatever `trim` says: line breaks and double
 * blanks there serve the eye. */
static void add_folded(struct ct_buffer *out, const char *s)
{
    static const char white[] = " \t\r\n";
    for (s += strspn(s, white); *s; s += strspn(s, white)) {
        size_t n = strcspn(s, white);
        ct_buffer_add(out, s, n);
        s += n;
        if (s[strspn(s, white)])
            ct_buffer_byte(out, ' ');
    }
}

static bool is_blank(const char *s)
{
    return s[strspn(s, " \t\r\n")] == '\0';
}

/* A cell of a header row; where cells are merged, the text to the left stands
 * for a blank one: in the last of several rows not, as cells are merged
 * downwards, too. */
static const char *header_cell(const struct ct_header *h, size_t row, size_t i)
{
    const struct ct_kept_row *r = &h->row[row];
    bool last = row + 1 == h->n_rows && h->form->header_rows > 1;
    if (i >= r->n && (!h->form->merged || last || !r->n))
        return "";
    if (i >= r->n)
        i = r->n - 1;
    while (i && h->form->merged && !last && is_blank(r->cell[i]))
        i--;
    return r->cell[i];
}

/* The name of a column: its cells in the header's rows, '|' between them. */
static char *column_name(const struct ct_header *h, size_t first, size_t i)
{
    struct ct_buffer name = {0};
    for (size_t row = first; row < h->n_rows; row++) {
        const char *cell = header_cell(h, row, i);
        if (is_blank(cell))
            continue;
        if (name.size)
            ct_buffer_byte(&name, '|');
        add_folded(&name, cell);
    }
    return ct_buffer_take(&name);
}

/* Cells that were merged bear one name: the second is called `name|2`. */
static void number_twins(char **name, size_t n)
{
    for (size_t i = n; i-- > 1;) {
        size_t nth = 1;
        for (size_t k = 0; k < i; k++)
            nth += *name[i] && strcmp(name[k], name[i]) == 0;
        if (nth == 1)
            continue;
        char *numbered = ct_xasprintf("%s|%zu", name[i], nth);
        free(name[i]);
        name[i] = numbered;
    }
}

static size_t width(const struct ct_header *h, size_t first)
{
    size_t n = 0;
    for (size_t row = first; row < h->n_rows; row++)
        if (h->row[row].n > n)
            n = h->row[row].n;
    return n;
}

static char **make_names(const struct ct_header *h, size_t first, size_t n)
{
    char **name = ct_xmalloc(n + 1, sizeof *name);
    for (size_t i = 0; i < n; i++)
        name[i] = column_name(h, first, i);
    if (h->form->merged)
        number_twins(name, n);
    return name;
}

char **ct_header_names(const struct ct_header *h, size_t at_least, size_t *n)
{
    size_t rows = (size_t)h->form->header_rows;
    size_t first = h->n_rows > rows ? h->n_rows - rows : 0;
    *n = width(h, first);
    if (*n < at_least)
        *n = at_least;
    return make_names(h, first, *n);
}

static struct ct_binding *bind_rows(const struct ct_header *h, size_t first,
                                    struct ct_misfit *why)
{
    size_t n_sure = width(h, first);
    bool more =
        h->form->merged && h->form->carrier->ragged && !h->form->n_titles;
    size_t n = n_sure + (more ? MORE : 0);
    if (!more && h->form->flags_beside && h->form->carrier->ragged)
        n++; /* those of the last value */
    char **name = make_names(h, first, n);
    const struct ct_names names = {n, n_sure, (const char *const *)name};
    struct ct_binding *b = ct_binding_make(h->form, &names, why);
    for (size_t i = 0; i < n; i++)
        free(name[i]);
    free(name);
    return b;
}

/* A file without a header is told by how many cells its rows have. */
static struct ct_binding *
bind_given(struct ct_header *h, const struct ct_row *row, struct ct_misfit *why)
{
    const struct ct_texts *columns = &h->form->columns;
    h->row_is_data = true;
    const struct ct_names names = {columns->n, columns->n, columns->text};
    if (row->n == columns->n)
        return ct_binding_make(h->form, &names, why);
    ct_misfit_say(why, -1, "%zu cells in a row, the dataset has %zu", row->n,
                  columns->n);
    return NULL;
}

struct ct_binding *ct_header_show(struct ct_header *h, const struct ct_row *row,
                                  struct ct_misfit *why)
{
    *why = (struct ct_misfit){.line = row->line};
    if (h->form->columns.n)
        return bind_given(h, row, why);
    ct_header_keep(h, row);
    size_t rows = (size_t)h->form->header_rows;
    if (h->n_rows < rows) {
        ct_misfit_say(why, -1, "the header has %zu rows", rows);
        return NULL;
    }
    return bind_rows(h, h->n_rows - rows, why);
}

static bool same_cells(const struct ct_kept_row *kept, const struct ct_row *row)
{
    if (kept->n != row->n)
        return false;
    for (size_t i = 0; i < row->n; i++)
        if (strlen(kept->cell[i]) != row->cells[i].length ||
            memcmp(kept->cell[i], row->cells[i].text, row->cells[i].length) !=
                0)
            return false;
    return true;
}

bool ct_header_again(const struct ct_header *h, const struct ct_row *row)
{
    size_t rows = (size_t)h->form->header_rows;
    for (size_t i = 0; i < rows && i < h->n_rows; i++)
        if (same_cells(&h->row[h->n_rows - 1 - i], row))
            return true;
    return false;
}

void ct_header_clear(struct ct_header *h)
{
    for (size_t i = 0; i < h->n_rows; i++) {
        for (size_t k = 0; k < h->row[i].n; k++)
            free(h->row[i].cell[k]);
        free(h->row[i].cell);
    }
    free(h->row);
    *h = (struct ct_header){.form = h->form};
}
