/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a table is laid on the page in LaTeX. Widths are guessed from the number
 * of characters, as TeX's are not known here: a digit of Computer Modern is
 * half as wide as the type is high. */
#include "config.h"

#include "export/tex_layout.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* In points: a character, what is between columns, and the room there is, by
 * enum ct_tex_size. The text of a page of A4 is 345 wide in LaTeX's own
 * classes and 480 with narrow margins; across it is 700. */
static const struct {
    double character, between, room;
} sizes[] = {{5, 12, 400}, {4.25, 8, 480}, {4.25, 8, 690}, {3.7, 6, 690}};

static bool is_shown(const struct ct_sheet_column *c)
{
    return !c->hidden && c->kind != CT_SHEET_STATUS;
}

static bool is_prose(const struct ct_sheet *s, size_t column)
{
    char scratch[CT_SHEET_SCRATCH];
    for (size_t row = 0; row < s->n_rows; row++)
        if (strlen(ct_sheet_text(s, row, column, scratch)) > CT_TEX_PROSE)
            return true;
    return false;
}

static double points(const struct ct_tex_layout *l, size_t column,
                     const size_t *width)
{
    double size = l->prose[column]
                      ? 0.3 * sizes[l->size].room
                      : (double)width[column] * sizes[l->size].character;
    return size + sizes[l->size].between;
}

/* What says of which row it is: the columns before the first number. */
static size_t count_labels(const struct ct_sheet *s)
{
    size_t n = 0;
    while (n < s->n_columns && s->columns[n].kind != CT_SHEET_NUMBER)
        n++;
    return n;
}

static void split(struct ct_tex_layout *l, const struct ct_sheet *s,
                  const size_t *width)
{
    size_t n_labels = count_labels(s);
    double labels = 0, room = sizes[l->size].room;
    for (size_t i = 0; i < n_labels; i++)
        labels += l->part[i] ? points(l, i, width) : 0;
    double used = labels;
    for (size_t i = 0; i < s->n_columns; i++) {
        if (!l->part[i])
            continue;
        if (i < n_labels) {
            l->part[i] = CT_TEX_ALL;
            continue;
        }
        double more = points(l, i, width);
        if (used > labels && used + more > room) {
            l->n_parts++;
            used = labels;
        }
        l->part[i] = l->n_parts;
        used += more;
    }
}

/* As many columns in each part, where they are all numbers. */
static void balance(struct ct_tex_layout *l, const struct ct_sheet *s)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < s->n_columns; i++) {
        bool splits = l->part[i] && l->part[i] != CT_TEX_ALL;
        if (splits && s->columns[i].kind != CT_SHEET_NUMBER)
            return;
        n += splits;
    }
    if (!n)
        return;
    size_t each = (n + (size_t)l->n_parts - 1) / (size_t)l->n_parts;
    for (size_t i = 0; i < s->n_columns; i++)
        if (l->part[i] && l->part[i] != CT_TEX_ALL)
            l->part[i] = (int)(at++ / each) + 1;
    l->n_parts = (int)((n + each - 1) / each);
}

void ct_tex_layout_make(struct ct_tex_layout *l, const struct ct_sheet *s)
{
    size_t *width = ct_xcalloc(s->n_columns, sizeof *width);
    double total;
    *l = (struct ct_tex_layout){.n_parts = 1};
    l->part = ct_xcalloc(s->n_columns, sizeof *l->part);
    l->prose = ct_xcalloc(s->n_columns, sizeof *l->prose);
    for (size_t i = 0; i < s->n_columns; i++) {
        l->part[i] = is_shown(&s->columns[i]);
        l->prose[i] = l->part[i] && is_prose(s, i);
        width[i] = l->part[i] ? ct_sheet_shown_width(s, i) : 0;
    }
    for (;;) {
        total = 0;
        for (size_t i = 0; i < s->n_columns; i++)
            total += l->part[i] ? points(l, i, width) : 0;
        if (total <= sizes[l->size].room || l->size == CT_TEX_TINY)
            break;
        l->size++;
    }
    if (total > sizes[l->size].room) {
        l->size = CT_TEX_ACROSS;
        split(l, s, width);
        balance(l, s);
    }
    free(width);
}

bool ct_tex_is_in(const struct ct_tex_layout *l, size_t column, int part)
{
    return l->part[column] == CT_TEX_ALL || l->part[column] == part;
}

void ct_tex_layout_clear(struct ct_tex_layout *l)
{
    free(l->part);
    free(l->prose);
    *l = (struct ct_tex_layout){0};
}
