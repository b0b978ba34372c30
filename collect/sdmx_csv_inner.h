/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the carrier of SDMX-CSV, for its two files. */
#ifndef CT_SDMX_CSV_INNER_H
#define CT_SDMX_CSV_INNER_H

#include "collect/carrier.h"
#include "collect/cube.h"
#include "collect/sdmx.h"

/* A component of the file. Those with a name become a column. */
struct ct_sdmx_column {
    enum ct_sdmx_role role;
    char *id, *name, *label_name;
    size_t field;
    long label;    /* field of its label, or -1 */
    bool labelled; /* cells are `code: label` */
};

/* What stands behind the status where it is wanted and there: limits, notes. */
enum { CT_SDMX_BESIDE = 5 };

/* What the first part of the file tells beyond its header. */
struct ct_sdmx_peek {
    size_t n_fields, n_rows;
    struct ct_sdmx_seen {
        size_t n_periods; /* cells that look like a period */
        bool has_point;
    } * seen;        /* of each field */
    char *structure; /* of the first row, NULL = none */
    char *updated;
    long structure_field, updated_field;
};

struct ct_sdmx_csv {
    const struct ct_carrier_settings *settings;
    char separator;
    bool comma; /* the decimal mark */
    bool with_labels;
    bool own; /* written by this program: names and attributes are known */
    struct ct_sdmx_peek peek;
    size_t n_fields; /* 0 = the header was not yet read */
    size_t n_columns, time;
    struct ct_sdmx_column *column;
    size_t value;      /* field */
    long freq, action; /* fields, or -1 */
    long beside[CT_SDMX_BESIDE];
    struct ct_cube_rows rows;
    char period[CT_CUBE_PERIOD_MAX], number[64], status[CT_SDMX_STATUS_MAX];
};

/* Finds the separator in the first part of a file and looks at its rows.
 * Returns 0, or -1 with CT_EDATA: not SDMX-CSV. In both cases
 * ct_sdmx_csv_clear() ends. */
int ct_sdmx_csv_peek(struct ct_sdmx_csv *s, const char *head, size_t n,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* Makes the columns of a header row. Returns 0, or -1 with CT_EDATA: no
 * value, no time, or dimensions that cannot be told from attributes. */
int ct_sdmx_csv_columns(struct ct_sdmx_csv *s, const struct ct_row *header,
                        struct ct_error *err)
    __attribute__((warn_unused_result));

/* The name of the column of what stands beside, by its place. */
extern const char *const ct_sdmx_beside[CT_SDMX_BESIDE];

/* Frees all. */
void ct_sdmx_csv_clear(struct ct_sdmx_csv *s);

#endif
