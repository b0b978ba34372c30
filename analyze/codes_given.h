/* SPDX-License-Identifier: GPL-3.0-or-later
 * Options of the form DIM=CODE[,CODE]. */
#ifndef CT_CODES_GIVEN_H
#define CT_CODES_GIVEN_H

#include "lib/error.h"
#include "lib/panel.h"

#include <stddef.h>

enum { CT_MAX_CODES = 2 };

/* A dimension and codes in it, cut out of a word; own memory. */
struct ct_codes_given {
    char *text;
    const char *dimension, *code[CT_MAX_CODES];
};

/* Reads `DIM=CODE` or `DIM=CODE,CODE` (n codes, each of them in the panel)
 * given to the option of that name; word NULL: it was not given. Returns 0, or
 * -1 with CT_EUSAGE. Free out->text in any case. */
int ct_codes_given_read(const char *option, const char *word, size_t n,
                        const struct ct_panel *panel,
                        struct ct_codes_given *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Dimensions whose parts are added up, cut out of a word; own memory. */
struct ct_dimensions_given {
    char *text;
    size_t n;
    const char *dimension[CT_MAX_CODES];
};

/* Reads `DIM` or, with most = 2, `DIM,DIM` given to the option of that name:
 * dimensions of the panel whose codes may be added up, which those of measure,
 * definition, unit, freq, source, vintage, reporter and component may not.
 * Returns 0, or -1 with CT_EUSAGE. Free out->text in any case. */
int ct_dimensions_given_read(const char *option, const char *word, size_t most,
                             const struct ct_panel *panel,
                             struct ct_dimensions_given *out,
                             struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
