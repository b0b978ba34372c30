/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a grid of tiles. */
#include "config.h"

#include "plot/tiles.h"

#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Tiles stand in fewer columns and rows than this. */
enum { MOST = 100 };

/* Reads a row of the list; fails for what is no place. */
static int read_tile(const struct ct_csv_file *f, size_t row,
                     struct ct_tile *out, struct ct_error *err)
{
    static const char *const names[] = {"column", "row"};
    long *places[] = {&out->column, &out->row};
    out->area = ct_csv_file_cell(f, row, ct_csv_file_column(f, "area"));
    out->label = ct_csv_file_cell(f, row, ct_csv_file_column(f, "label"));
    for (size_t i = 0; i < 2; i++) {
        const char *cell =
            ct_csv_file_cell(f, row, ct_csv_file_column(f, names[i]));
        char *end;
        *places[i] = strtol(cell, &end, 10);
        if (end == cell || *end || *places[i] < 0 || *places[i] >= MOST)
            return ct_fail(err, CT_EDATA, f->line[row], 0,
                           "'%s' is no %s of a tile", cell, names[i]);
    }
    return 0;
}

int ct_tiles_read(const char *grid, struct ct_tiles *out, struct ct_error *err)
{
    char *folder = ct_datadir();
    char *path = ct_xasprintf("%s/codelists/tile.csv", folder);
    *out = (struct ct_tiles){0};
    int result = ct_csv_file_read(path, ',', &out->file, err);
    free(path);
    free(folder);
    if (result < 0)
        return -1;
    long column = ct_csv_file_column(&out->file, "grid");
    out->tile = ct_xcalloc(out->file.n_rows + 1, sizeof *out->tile);
    for (size_t row = 0; row < out->file.n_rows; row++) {
        if (strcmp(ct_csv_file_cell(&out->file, row, column), grid) != 0)
            continue;
        if (read_tile(&out->file, row, &out->tile[out->n++], err) < 0)
            return -1;
    }
    return 0;
}

const struct ct_tile *ct_tiles_find(const struct ct_tiles *t, const char *area)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->tile[i].area, area) == 0)
            return &t->tile[i];
    return NULL;
}

void ct_tiles_clear(struct ct_tiles *t)
{
    free(t->tile);
    ct_csv_file_clear(&t->file);
    *t = (struct ct_tiles){0};
}
