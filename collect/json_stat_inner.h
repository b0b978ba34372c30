/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the carrier of JSON-stat: the cube of a dataset, and its cells
 * as rows. */
#ifndef CT_JSON_STAT_INNER_H
#define CT_JSON_STAT_INNER_H

#include "collect/carrier.h"
#include "collect/cube.h"

#include <jansson.h>

enum { CT_JSON_DIMENSIONS_MAX = 32, CT_JSON_BESIDE = 5 };

/* A dimension; all texts are borrowed from the document but name and
 * label_name. */
struct ct_json_dimension {
    const char *id;
    char *name, *label_name;
    size_t size;
    const char **code, **label; /* of each category, in order; label may be
                                   NULL */
    bool has_labels;
};

struct ct_json_cube {
    size_t n_dimensions, n_cells, time;
    struct ct_json_dimension dimension[CT_JSON_DIMENSIONS_MAX];
    const json_t *value, *status; /* status may be NULL */
    bool own; /* written by this program: names are ours, and a cell without
                 value and status is none */
    const json_t *beside[CT_JSON_BESIDE]; /* NULL: none of that */
    const char *title, *updated;          /* "" if not said */
};

/* Reads what a dataset says of its cube, and with settings->whole what we write
 * beside the cells; settings->time, which may be NULL, is the id of the
 * dimension that is the time. Returns 0, or -1 with CT_EDATA: sizes,
 * categories and values that do not go together, no time. In both cases end
 * with ct_json_cube_clear(). */
int ct_json_cube_read(struct ct_json_cube *cube, const json_t *dataset,
                      const struct ct_carrier_settings *settings,
                      struct ct_error *err) __attribute__((warn_unused_result));

/* The columns of what stands beside the cells, by the names that it has in the
 * extension. */
extern const char *const ct_json_beside[CT_JSON_BESIDE];

/* Hands over texts, header and all cells. Returns 0, or -1. */
int ct_json_cube_put(const struct ct_json_cube *cube, struct ct_cube_rows *rows,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* Frees what it owns. */
void ct_json_cube_clear(struct ct_json_cube *cube);

#endif
