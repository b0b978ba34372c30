/* SPDX-License-Identifier: GPL-3.0-or-later
 * An address: the codes that tell one series from all others, by dimension,
 * apart from any panel; so a series can be looked for in another file. */
#ifndef CT_ADDRESS_H
#define CT_ADDRESS_H

#include "lib/buffer.h"
#include "lib/panel.h"

#include <stdbool.h>

struct ct_address_part {
    const char *dimension, *code;
};

/* Texts are borrowed from where it was taken. */
struct ct_address {
    size_t n;
    struct ct_address_part *part;
};

/* The address of a series; of a row of a table, by those of its columns that
 * are dimensions of the panel. Clear with ct_address_clear(). */
struct ct_address ct_address_of_series(const struct ct_panel *p, size_t series);
struct ct_address ct_address_of_row(const struct ct_panel *p,
                                    const struct ct_table *t, size_t row);

/* The code in a dimension; what stands for one that is not there: `_T`, or of
 * unit NUMBER. */
const char *ct_address_code(const struct ct_address *a, const char *dimension);

/* Whether both are the same in every dimension that either has. */
bool ct_address_equal(const struct ct_address *a, const struct ct_address *b);

/* The series of that address, or -1. */
long ct_address_find(const struct ct_panel *p, const struct ct_address *a);

/* The number of a series' observation at that time, or -1. */
long ct_panel_find_time(const struct ct_panel *p, size_t series, int32_t time);

/* Appends `area=USA offence=0101`, totals left out. */
void ct_address_print(const struct ct_address *a, struct ct_buffer *out);

/* Frees the parts. */
void ct_address_clear(struct ct_address *a);

#endif
