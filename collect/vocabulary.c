/* SPDX-License-Identifier: GPL-3.0-or-later
 * The code lists with a dataset's own codes beside them. */
#include "config.h"

#include "collect/vocabulary.h"

#include <string.h>

/* A dataset declares a handful at most. */
static const struct ct_declared *find(const struct ct_vocabulary *v,
                                      const char *dimension, const char *code)
{
    for (size_t i = 0; i < v->n_declared; i++)
        if (strcmp(v->declared[i].dimension, dimension) == 0 &&
            strcmp(v->declared[i].code, code) == 0)
            return &v->declared[i];
    return NULL;
}

bool ct_vocabulary_valid(const struct ct_vocabulary *v, const char *dimension,
                         const char *code)
{
    return ct_codes_valid(v->codes, dimension, code) ||
           find(v, dimension, code);
}

const char *ct_vocabulary_label(const struct ct_vocabulary *v,
                                const char *dimension, const char *code)
{
    const struct ct_declared *d = find(v, dimension, code);
    return d ? d->label : ct_codes_label(v->codes, dimension, code);
}

const char *ct_vocabulary_near(const struct ct_vocabulary *v,
                               const char *dimension, const char *code)
{
    return ct_codes_near(v->codes, dimension, code);
}
