/* SPDX-License-Identifier: GPL-3.0-or-later
 * Free forms: a column that nobody asked for is a dimension of its own name. */
#include "config.h"

#include "collect/descriptor.h"

#include "collect/attribute.h"
#include "lib/memory.h"
#include "lib/near.h"

#include <stdio.h>
#include <string.h>

/* Words that head a column in the free form; also those of which a near miss
 * is taken for a slip of the pen. */
static const char *const dimensions[] = {
    "area",    "counterpart", "reporter",    "agency",    "group",
    "measure", "offence",     "definition",  "source",    "vintage",
    "sex",     "age",         "citizenship", "component", "unit",
    "freq",    "time",        "value",       "lower",     "upper",
    "status",  "events",      "population",  "observed",  "weight"};
enum { N_KNOWN = sizeof dimensions / sizeof *dimensions };

static bool has(const struct ct_binding *b, const char *name)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (strcmp(b->name[i], name) == 0)
            return true;
    return false;
}

/* The known word that is not there and that this may have been meant for. */
static const char *slip(const struct ct_binding *b, const char *name)
{
    const char *best = NULL;
    int least = 3;
    for (size_t i = 0; i < N_KNOWN; i++) {
        if (strcmp(dimensions[i], name) == 0)
            return NULL;
        int distance = ct_distance(name, dimensions[i], 3);
        if (distance < least && !has(b, dimensions[i])) {
            least = distance;
            best = dimensions[i];
        }
    }
    return best;
}

static bool is_name(const char *s)
{
    if (*s < 'a' || *s > 'z')
        return false;
    return s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0' &&
           strlen(s) <= 64;
}

static bool is_label(const char *name)
{
    size_t n = strlen(name);
    return n > 6 && strcmp(name + n - 6, "_label") == 0;
}

/* The column of labels that goes with a column of codes. */
static long label_field(struct ct_binding *b, const char *dimension)
{
    char name[80];
    snprintf(name, sizeof name, "%s_label", dimension);
    long field = ct_binding_find(b, name);
    if (field >= 0)
        b->used[field] = true;
    return field;
}

/* `source_attribute` is the attribute, where `source` is a dimension. */
static bool strip_attribute(char *name)
{
    static const char suffix[] = "_attribute";
    size_t n = strlen(name), tail = strlen(suffix);
    if (n <= tail || strcmp(name + n - tail, suffix) != 0)
        return false;
    name[n - tail] = '\0';
    if (ct_is_attribute(name))
        return true;
    name[n - tail] = *suffix;
    return false;
}

/* A part that stands for the whole cell of a column nobody named. */
static const struct ct_part whole_cell = {.kind = CT_PART_COLUMN};

static int bind_dimension(struct ct_binding *b, size_t field,
                          struct ct_misfit *why)
{
    const char *name = b->name[field];
    const char *meant = b->form->carrier->cube ? NULL : slip(b, name);
    if (meant)
        return ct_misfit_say(why, (long)field,
                             "unknown column '%.100s', did you mean '%s'?",
                             name, meant);
    if (!is_name(name))
        return ct_misfit_say(
            why, (long)field,
            "'%.100s' cannot be the name of a dimension: use a-z, 0-9 and _",
            name);
    if (b->n_rules == CT_RULES_MAX)
        return ct_misfit_say(why, (long)field, "more than %d dimensions",
                             CT_RULES_MAX);
    b->used[field] = true;
    struct ct_bound_rule *rule = &b->rule[b->n_rules++];
    *rule = (struct ct_bound_rule){.scope = CT_SCOPE_ROW,
                                   .label = label_field(b, name)};
    rule->is_attribute = strip_attribute(b->name[field]);
    rule->dimension = b->name[field];
    rule->from.part = ct_xcalloc(1, sizeof *rule->from.part);
    rule->from.n = 1;
    rule->from.part[0] =
        (struct ct_bound_part){.part = &whole_cell, .field = (long)field};
    return 0;
}

int ct_binding_free(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (!b->used[i] && !is_label(b->name[i]) &&
            bind_dimension(b, i, why) < 0)
            return -1;
    return 0;
}
