/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the intake, for its two files. */
#ifndef CT_INTAKE_INNER_H
#define CT_INTAKE_INNER_H

#include "collect/intake.h"

/* The state of one file. */
struct intake {
    struct ct_collecting *all;
    const struct ct_form *form;
    const char *file;
    uint16_t number;
    char *vintage;
    char **after; /* of each rule, time and vintage: found above the header */
    struct ct_binding *binding; /* NULL above the header */
    size_t *slot;               /* of each bound rule */
    struct ct_cell *field;      /* of the row at hand */
    struct ct_coded base, row;  /* known from the file; and from the row */
};

/* Takes a row below the header. Returns 0; problems are rejects. */
int ct_intake_record(struct intake *in, const struct ct_row *row,
                     struct ct_error *err);

/* The text of an origin that is the same for the whole file, number as in
 * `after`; to be freed. NULL with *err if the file does not say. */
char *ct_intake_text(const struct intake *in, const struct ct_origin *from,
                     size_t number, struct ct_error *err);

#endif
