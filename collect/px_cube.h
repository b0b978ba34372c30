/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dimensions of a PC-Axis file, from its keywords. */
#ifndef CT_PX_CUBE_H
#define CT_PX_CUBE_H

#include "collect/cube.h"
#include "collect/px_keywords.h"

enum { CT_PX_DIMENSIONS_MAX = 64 };

/* A dimension: n codes with their labels (NULL: the codes are texts). Where it
 * is the time, `period` has the periods as ours, CT_CUBE_PERIOD_MAX bytes
 * each. */
struct ct_px_dimension {
    const char *name;
    char *column; /* its name in our header */
    size_t n;
    const char *const *code, *const *label;
    char *period;
    bool key_is_label; /* how rows with keys name it */
};

/* Those of the stub first, then those of the heading, each with the last one
 * fastest. `keyed`: rows begin with the stub's codes, and some are left
 * out. The texts belong to the keywords. */
struct ct_px_cube {
    size_t n, n_stub, time;
    size_t cells; /* of the whole cube; of one row if `keyed` */
    bool keyed;
    struct ct_px_dimension dimension[CT_PX_DIMENSIONS_MAX];
};

/* Makes the cube. `time` names the dimension that is the time, NULL: TIMEVAL
 * tells, or the only dimension whose codes are periods. Returns 0, or -1 with
 * CT_EDATA and the line, CT_EUSAGE if there is no dimension of that name. Clear
 * it in either case. */
int ct_px_cube_make(const struct ct_px_keywords *k, const char *time,
                    struct ct_px_cube *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees what it holds. */
void ct_px_cube_clear(struct ct_px_cube *c);

#endif
