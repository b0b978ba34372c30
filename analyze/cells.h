/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells of a method's tables: periods and statuses as text, and numbers read
 * back once the result is finished. */
#ifndef CT_CELLS_H
#define CT_CELLS_H

#include "lib/period.h"
#include "lib/table.h"

#include <stdint.h>

/* Sets a cell of the last row to a period as text, such as 2010-Q2. */
void ct_cell_period(struct ct_table *t, size_t column, struct ct_period p);

/* Sets a cell of the last row to the letters of a set of statuses. */
void ct_cell_status(struct ct_table *t, size_t column, uint16_t status);

/* A number of a row, by the name of its column, which the table has. */
double ct_cells_at(const struct ct_table *t, const char *column, size_t row);

/* The sum over all rows of a column of counts, which the table has and of
 * which no cell is empty. */
size_t ct_cells_sum(const struct ct_table *t, const char *column);

#endif
