/* SPDX-License-Identifier: GPL-3.0-or-later
 * The code lists with a dataset's own codes beside them. */
#include "config.h"

#include "collect/vocabulary.h"

#include "collect/attribute.h"
#include "lib/near.h"

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

/* Short words are near one another without having to do with it: `eez`, `sex`.
 */
static const char *slip(const char *name)
{
    int limit = strlen(name) < 6 ? 2 : 3;
    for (size_t i = 0; ct_dimension_names[i]; i++)
        if (ct_distance(name, ct_dimension_names[i], limit) < limit)
            return ct_dimension_names[i];
    for (size_t i = 0; i < ct_n_recording; i++)
        if (ct_distance(name, ct_recording[i].name, limit) < limit)
            return ct_recording[i].name;
    return NULL;
}

static bool is_ours(const char *name)
{
    for (size_t i = 0; ct_dimension_names[i]; i++)
        if (strcmp(ct_dimension_names[i], name) == 0)
            return true;
    return ct_is_attribute(name);
}

/* A name that a file of ours can bear. */
static bool is_name(const char *s)
{
    return *s >= 'a' && *s <= 'z' && strlen(s) <= 64 &&
           s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

int ct_vocabulary_name(const char *name, struct ct_error *err)
{
    const char *meant = is_ours(name) ? NULL : slip(name);
    if (meant)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "unknown dimension '%.100s', did you mean '%s'?", name,
                       meant);
    if (!is_name(name))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "'%.100s' cannot be the name of a dimension: use a-z, "
                       "0-9 and _",
                       name);
    return 0;
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
