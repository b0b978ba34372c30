/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells of a method's tables. */
#include "config.h"

#include "analyze/cells.h"

#include "lib/status.h"

void ct_cell_period(struct ct_table *t, size_t column, struct ct_period p)
{
    char when[CT_PERIOD_MAX];
    ct_period_format(p, when);
    ct_table_text(t, column, when);
}

void ct_cell_status(struct ct_table *t, size_t column, uint16_t status)
{
    char letters[CT_STATUS_MAX];
    ct_status_format(status, letters);
    ct_table_text(t, column, letters);
}

double ct_cells_at(const struct ct_table *t, const char *column, size_t row)
{
    return t->columns[ct_table_find(t, column)].number[row];
}

size_t ct_cells_sum(const struct ct_table *t, const char *column)
{
    const double *x = t->columns[ct_table_find(t, column)].number;
    double total = 0;
    for (size_t i = 0; i < t->n_rows; i++)
        total += x[i];
    return (size_t)total;
}
