/* SPDX-License-Identifier: GPL-3.0-or-later
 * The codes that a dataset may use: those of the code lists, and those that
 * its descriptor declares beside them. */
#ifndef CT_VOCABULARY_H
#define CT_VOCABULARY_H

#include "lib/codes.h"

/* A code that the descriptor declares; borrowed from it. */
struct ct_declared {
    const char *dimension, *code, *label;
};

struct ct_vocabulary {
    const struct ct_codes *codes;
    size_t n_declared;
    const struct ct_declared *declared;
};

/* Checks the name of a dimension or attribute that a descriptor gives codes to:
 * one that is nearly one of ours is taken for a slip, any other is the
 * dataset's own. Returns 0, or -1 with CT_EDATA. */
int ct_vocabulary_name(const char *name, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Whether a code may stand in a dimension, what it is called (NULL: not
 * known), and the code that may have been meant (NULL: none is near), as
 * ct_codes_valid(), ct_codes_label() and ct_codes_near(). */
bool ct_vocabulary_valid(const struct ct_vocabulary *v, const char *dimension,
                         const char *code);
const char *ct_vocabulary_label(const struct ct_vocabulary *v,
                                const char *dimension, const char *code);
const char *ct_vocabulary_near(const struct ct_vocabulary *v,
                               const char *dimension, const char *code);

#endif
