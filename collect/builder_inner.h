/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the builder, for its two files. */
#ifndef CT_BUILDER_INNER_H
#define CT_BUILDER_INNER_H

#include "collect/builder.h"

/* An observation as it came. */
struct ct_entry {
    uint32_t series, line;
    int32_t time;
    uint16_t status, file;
    double value;
};

struct ct_builder {
    struct ct_panel *panel; /* keys and notes; series come at the end */
    size_t n_series, series_capacity;
    size_t stride;   /* slots there is room for in each of `codes` */
    uint32_t *codes; /* n_series * stride */
    uint32_t *slot;  /* hash table of series + 1; 0 = free */
    size_t n_hash;
    size_t n_entries, entry_capacity;
    struct ct_entry *entry;
    double *extra[CT_N_COLUMNS]; /* beside `entry`, NULL until needed */
    size_t extra_capacity[CT_N_COLUMNS];
};

#endif
