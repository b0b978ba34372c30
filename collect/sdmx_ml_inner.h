/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the carrier of SDMX-ML: what its elements say becomes
 * components, and these become rows. */
#ifndef CT_SDMX_ML_INNER_H
#define CT_SDMX_ML_INNER_H

#include "collect/carrier.h"
#include "collect/cube.h"
#include "lib/buffer.h"

enum { CT_SDMX_COMPONENTS_MAX = 64 };

/* What a message says of a component. */
enum ct_sdmx_kind {
    CT_SDMX_KEY,       /* generic: stands in a key */
    CT_SDMX_ATTRIBUTE, /* generic: stands among the attributes */
    CT_SDMX_PLAIN      /* structure-specific: it does not say */
};

/* Components with their values, of a series or an observation. id and value
 * are offsets in `text`, where each ends with a zero. */
struct ct_sdmx_components {
    size_t n;
    struct {
        enum ct_sdmx_kind kind;
        size_t id, value, length;
    } at[CT_SDMX_COMPONENTS_MAX];
    struct ct_buffer text;
};

struct ct_sdmx_rows {
    struct ct_cube_rows rows;
    const char *time;         /* id of the component that is the time */
    char at_observation[128]; /* dimension that tells observations of a series
                                 apart */
    struct ct_sdmx_components series, obs;
    struct ct_buffer id, prepared; /* of the message */
    size_t n_columns, n_keys;      /* 0 columns = no header yet */
    char **column_id, **column_name;
    bool *is_key, multiplied;
    long freq; /* column, or -1 */
    unsigned long long n_obs;
};

/* Empties a list of components; adds one, whose texts are copied. The latter
 * returns 0, or -1 with CT_EDATA: too many, too long. */
void ct_sdmx_components_empty(struct ct_sdmx_components *c);
int ct_sdmx_components_add(struct ct_sdmx_components *c, enum ct_sdmx_kind kind,
                           const char *id, const char *value,
                           struct ct_error *err)
    __attribute__((warn_unused_result));

/* Hands over the observation at hand, before the first of them the texts of
 * the message and the header. Returns 0, or -1 with CT_EDATA (no time, other
 * dimensions than the first had), or what the row's taker said. */
int ct_sdmx_rows_take(struct ct_sdmx_rows *r, long line, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees all. */
void ct_sdmx_rows_clear(struct ct_sdmx_rows *r);

#endif
