/* SPDX-License-Identifier: GPL-3.0-or-later
 * Grids of equal tiles, one an area, roughly where the areas lie: a map without
 * boundaries. */
#ifndef CT_TILES_H
#define CT_TILES_H

#include "lib/csv_reader.h"
#include "lib/error.h"

#include <stddef.h>

/* A tile: its area, the letters on it, its place from the left and from the
 * top. Strings belong to the grid. */
struct ct_tile {
    const char *area, *label;
    long column, row;
};

/* The tiles of one grid. */
struct ct_tiles {
    struct ct_csv_file file;
    size_t n;
    struct ct_tile *tile;
};

/* Reads the grid of that name (`world`, `europe`) from the list of tiles among
 * the program's data. Returns 0, or -1 with *err. Clear with
 * ct_tiles_clear(), also after a failure. */
int ct_tiles_read(const char *grid, struct ct_tiles *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The tile of an area, or NULL. */
const struct ct_tile *ct_tiles_find(const struct ct_tiles *t, const char *area);

/* Frees the tiles. */
void ct_tiles_clear(struct ct_tiles *t);

#endif
