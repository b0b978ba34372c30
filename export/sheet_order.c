/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sheet as it is to be printed: decimals, order of rows. */
#include "config.h"

#include "export/sheet.h"

#include "lib/memory.h"
#include "lib/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void ct_sheet_round(struct ct_sheet *s, int decimals)
{
    size_t n = s->series ? s->panel->n_series : 1;
    for (size_t i = 0; i < s->n_columns; i++)
        for (size_t k = 0; s->columns[i].display && k < n; k++) {
            struct ct_display *d = &s->columns[i].display[k];
            if (d->probability)
                continue;
            d->fixed = d->fractions;
            d->decimals = d->fixed ? decimals : 0;
        }
}

/* A row with what it is sorted by. */
struct place {
    const char *text; /* NULL for a number */
    double number;
    size_t row;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int difference = x->text ? strcmp(x->text, y->text) : 0;
    if (!x->text && isnan(x->number) != isnan(y->number))
        return isnan(x->number) ? 1 : -1;
    if (!x->text && x->number != y->number && !isnan(x->number))
        difference = x->number > y->number ? -1 : 1;
    return difference ? difference : x->row < y->row ? -1 : x->row > y->row;
}

static size_t find_column(const struct ct_sheet *s, const char *name)
{
    size_t i = 0;
    while (i < s->n_columns && strcmp(s->columns[i].name, name) != 0)
        i++;
    return i;
}

int ct_sheet_sort(struct ct_sheet *s, const char *column, struct ct_error *err)
{
    size_t at = find_column(s, column);
    if (at == s->n_columns)
        return ct_fail(err, CT_EUSAGE, 0, 0, "no column '%s' to sort by in %s",
                       column, s->name);
    bool number = s->columns[at].kind == CT_SHEET_NUMBER;
    struct place *p = ct_xmalloc(s->n_rows, sizeof *p);
    char scratch[CT_SHEET_SCRATCH];
    for (size_t row = 0; row < s->n_rows; row++)
        p[row] = (struct place){
            number ? NULL
                   : ct_utf8_sort_key(ct_sheet_text(s, row, at, scratch)),
            ct_sheet_number(s, row, at), row};
    if (s->n_rows)
        qsort(p, s->n_rows, sizeof *p, by_place);
    size_t *order = ct_xmalloc(s->n_rows, sizeof *order);
    for (size_t row = 0; row < s->n_rows; row++) {
        order[row] = p[row].row;
        free((char *)p[row].text);
    }
    free(p);
    s->order = order;
    return 0;
}
