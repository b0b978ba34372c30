/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of sheets, put together from cells in any order. */
#include "config.h"

#include "collect/book.h"

#include "lib/memory.h"

#include <stdlib.h>

enum { ROW_MAX = 1 << 20 };

/* Where a cell's text is in the row's; columns that repeat share it. */
struct ct_book_slot {
    size_t at, length;
    bool quoted;
};

/* Columns that were passed over are empty: the row's text begins with a zero.
 */
static void make_room(struct ct_book_row *row, size_t n)
{
    row->slot = ct_xgrow(row->slot, &row->capacity, n, sizeof *row->slot);
    for (; row->n < n; row->n++)
        row->slot[row->n] = (struct ct_book_slot){0};
}

int ct_book_put(struct ct_book_row *row, size_t column, size_t repeated,
                const struct ct_cell *cell, struct ct_error *err)
{
    if (!cell->length || !repeated)
        return 0;
    if (column >= CT_BOOK_COLUMNS || repeated > CT_BOOK_COLUMNS - column)
        return ct_fail(err, CT_EDATA, row->line, (long)column + 1,
                       "more than %d cells in a row", CT_BOOK_COLUMNS);
    if (cell->length > CT_BOOK_CELL)
        return ct_fail(err, CT_EDATA, row->line, (long)column + 1,
                       "a cell of more than 65,536 bytes");
    if (!row->text.size)
        ct_buffer_byte(&row->text, '\0');
    if (row->text.size + cell->length > ROW_MAX)
        return ct_fail(err, CT_EDATA, row->line, 0, "a row of more than 1 MiB");
    struct ct_book_slot slot = {row->text.size, cell->length, cell->quoted};
    ct_buffer_add(&row->text, cell->text, cell->length);
    ct_buffer_byte(&row->text, '\0');
    make_room(row, column + repeated);
    while (repeated-- > 0)
        row->slot[column++] = slot;
    return 0;
}

int ct_book_give(struct ct_book_row *row, struct ct_error *err)
{
    if (!row->n)
        return 0;
    row->cells =
        ct_xgrow(row->cells, &row->n_cells, row->n, sizeof *row->cells);
    for (size_t i = 0; i < row->n; i++) {
        const struct ct_book_slot *s = &row->slot[i];
        row->cells[i] = (struct ct_cell){.text = row->text.data + s->at,
                                         .length = s->length,
                                         .line = row->line,
                                         .quoted = s->quoted};
    }
    struct ct_row whole = {row->n, row->cells, row->line, row->table};
    return row->take(row->user, &whole, err);
}

void ct_book_row_empty(struct ct_book_row *row)
{
    row->n = 0;
    row->text.size = 0;
}

void ct_book_row_clear(struct ct_book_row *row)
{
    ct_buffer_clear(&row->text);
    free(row->slot);
    free(row->cells);
}
