/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows as cells. */
#include "config.h"

#include "export/cube.h"

#include "lib/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whole numbers up to here are exact as doubles, which JSON has. */
static const uint64_t most_cells = (uint64_t)1 << 53;

double *ct_cube_row_numbers(const struct ct_sheet *s)
{
    struct ct_dict known = {0};
    double *number = ct_xcalloc(s->n_rows, sizeof *number);
    double *last = ct_xcalloc(s->n_rows, sizeof *last);
    char scratch[CT_SHEET_SCRATCH];
    for (size_t row = 0; row < s->n_rows; row++) {
        struct ct_buffer key = {0};
        for (size_t i = 0; i < s->n_columns; i++)
            if (s->columns[i].kind == CT_SHEET_CODE)
                ct_buffer_printf(&key, "%s\n",
                                 ct_sheet_text(s, row, i, scratch));
        uint32_t k = ct_dict_add(&known, key.size ? key.data : "", key.size);
        number[row] = ++last[k];
        ct_buffer_clear(&key);
    }
    bool apart = known.n == s->n_rows;
    free(last);
    ct_dict_clear(&known);
    if (apart)
        free(number);
    return apart ? NULL : number;
}

static struct ct_side *add_side(struct ct_cube *c, const char *name,
                                enum ct_sheet_kind kind)
{
    c->sides = ct_xrealloc(c->sides, c->n_sides + 1, sizeof *c->sides);
    struct ct_side *side = &c->sides[c->n_sides++];
    *side = (struct ct_side){.name = name, .kind = kind};
    return side;
}

/* Takes a side into the cells: their numbers so far are times its length,
 * plus the place of each row's code. index is freed; sorted sides get their
 * codes in order. */
static void fold(struct ct_cube *c, uint32_t *index, bool sorted)
{
    struct ct_side *side = &c->sides[c->n_sides - 1];
    uint32_t *order = NULL;
    if (sorted && side->codes.n) {
        order = ct_xcalloc(side->codes.n, sizeof *order);
        ct_dict_sort(&side->codes, order);
    }
    for (size_t row = 0; row < c->sheet->n_rows; row++)
        c->cell[row] = c->cell[row] * side->codes.n +
                       (order ? order[index[row]] : index[row]);
    free(order);
    free(index);
}

/* A side of the codes in a column, with their names. */
static void fold_column(struct ct_cube *c, size_t column)
{
    const struct ct_sheet *s = c->sheet;
    const struct ct_sheet_column *from = &s->columns[column];
    struct ct_side *side = add_side(c, from->name, from->kind);
    uint32_t *index = ct_xmalloc(s->n_rows, sizeof *index);
    char scratch[CT_SHEET_SCRATCH];
    for (size_t row = 0; row < s->n_rows; row++) {
        if (row && s->series && from->text &&
            s->series[row] == s->series[row - 1]) {
            index[row] = index[row - 1];
            continue;
        }
        const char *text = ct_sheet_text(s, row, column, scratch);
        const char *label = ct_sheet_label(s, row, column);
        size_t n = side->codes.n;
        index[row] = ct_dict_add(&side->codes, text, strlen(text));
        if (index[row] == n && *label)
            ct_dict_label(&side->codes, index[row], label);
    }
    fold(c, index, true);
}

/* A side of the numbers of rows that the codes do not tell apart. */
static void fold_numbers(struct ct_cube *c)
{
    size_t n = c->sheet->n_rows;
    double *number = ct_cube_row_numbers(c->sheet);
    if (!number)
        return;
    struct ct_side *side = add_side(c, "row", CT_SHEET_NUMBER);
    uint32_t *index = ct_xmalloc(n, sizeof *index);
    double most = 0;
    for (size_t row = 0; row < n; row++) {
        index[row] = (uint32_t)number[row] - 1;
        most = number[row] > most ? number[row] : most;
    }
    for (double i = 1; i <= most; i++) {
        char text[24];
        ct_dict_add(&side->codes, text,
                    (size_t)snprintf(text, sizeof text, "%.0f", i));
    }
    free(number);
    fold(c, index, false);
}

/* A side of a table's other columns; a row's first cell is that of the first.
 */
static void fold_others(struct ct_cube *c)
{
    const struct ct_sheet *s = c->sheet;
    struct ct_side *side = add_side(c, "column", CT_SHEET_TEXT);
    for (size_t i = 0; i < s->n_columns; i++) {
        const struct ct_sheet_column *column = &s->columns[i];
        char heading[CT_HEADING_MAX];
        if (column->kind == CT_SHEET_CODE || column->kind == CT_SHEET_LABEL)
            continue;
        ct_heading(column->name, heading, sizeof heading);
        ct_dict_label(
            &side->codes,
            ct_dict_add(&side->codes, column->name, strlen(column->name)),
            heading);
    }
    fold(c, ct_xcalloc(s->n_rows, sizeof(uint32_t)), false);
}

static int count(struct ct_cube *c, struct ct_error *err)
{
    c->n_cells = 1;
    for (size_t i = 0; i < c->n_sides; i++) {
        size_t n = c->sides[i].codes.n;
        if (n && c->n_cells > most_cells / n)
            return ct_fail(err, CT_EDATA, 0, 0,
                           "%s has too many dimensions for one cube: choose "
                           "with --where, or take csv",
                           c->sheet->name);
        c->n_cells *= n;
    }
    return 0;
}

int ct_cube_make(struct ct_cube *c, const struct ct_sheet *s,
                 struct ct_error *err)
{
    *c = (struct ct_cube){.sheet = s};
    c->cell = ct_xcalloc(s->n_rows, sizeof *c->cell);
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->columns[i].kind == CT_SHEET_CODE ||
            (s->series && s->columns[i].kind == CT_SHEET_PERIOD))
            fold_column(c, i);
    if (!s->series) {
        fold_numbers(c);
        fold_others(c);
    }
    return count(c, err);
}

void ct_cube_clear(struct ct_cube *c)
{
    for (size_t i = 0; i < c->n_sides; i++)
        ct_dict_clear(&c->sides[i].codes);
    free(c->sides);
    free(c->cell);
    *c = (struct ct_cube){0};
}
