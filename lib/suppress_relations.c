/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which counts of a panel add up to which: within each dimension, over the
 * periods of a year, and the same said in several editions. */
#include "config.h"

#include "lib/suppress_cells.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Groups that differ in some dimensions only: those of family f are
 * group[first[f]] .. group[first[f + 1] - 1]. */
struct families {
    size_t n;
    size_t *first;
    uint32_t *group;
};

void ct_relations_add(struct ct_relations *r, enum ct_relation_kind kind,
                      uint32_t whole, const uint32_t *part, size_t n)
{
    r->relation =
        ct_xgrow(r->relation, &r->capacity, r->n + 1, sizeof *r->relation);
    struct ct_relation *new = &r->relation[r->n++];
    *new =
        (struct ct_relation){kind, whole, n, ct_xmalloc(n, sizeof *new->part)};
    memcpy(new->part, part, n * sizeof *part);
}

static bool listed(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* Puts the groups into families: alike in all keys but those named. */
static void gather(struct families *f, const struct ct_cells *c,
                   const char *const *blank)
{
    const struct ct_panel *p = c->panel;
    static const char *const never[] = {"unit", "component", NULL};
    struct ct_dict keys = {0};
    uint32_t *family = ct_xmalloc(c->n_groups + 1, sizeof *family);
    f->group = ct_xmalloc(c->n_groups + 1, sizeof *f->group);
    for (size_t g = 0; g < c->n_groups; g++) {
        uint32_t code[p->n_keys + 1];
        size_t n = 0;
        for (size_t k = 0; k < p->n_keys; k++)
            if (!p->keys[k].is_attribute && !listed(p->keys[k].name, never) &&
                !listed(p->keys[k].name, blank))
                code[n++] = p->keys[k].index[c->series[g]];
        code[n++] = 0;
        family[g] = ct_dict_add(&keys, (const char *)code, n * sizeof *code);
    }
    f->n = keys.n;
    f->first = ct_xcalloc(f->n + 2, sizeof *f->first);
    for (size_t g = 0; g < c->n_groups; g++)
        f->first[family[g] + 2]++;
    for (size_t i = 2; i < f->n + 2; i++)
        f->first[i] += f->first[i - 1];
    for (uint32_t g = 0; g < c->n_groups; g++)
        f->group[f->first[family[g] + 1]++] = g;
    free(family);
    ct_dict_clear(&keys);
}

static void clear_families(struct families *f)
{
    free(f->first);
    free(f->group);
}

static void relate_dimension(struct ct_relations *r, const struct ct_cells *c,
                             const char *dimension)
{
    const char *const blank[] = {dimension, NULL};
    struct families all = {0};
    gather(&all, c, blank);
    const char **code = ct_xmalloc(c->n_groups + 1, sizeof *code);
    for (size_t i = 0; i < all.n; i++) {
        struct ct_family f = {all.first[i + 1] - all.first[i], code,
                              all.group + all.first[i]};
        for (size_t j = 0; j < f.n; j++)
            code[j] =
                ct_panel_code_of(c->panel, dimension, c->series[f.group[j]]);
        if (f.n > 1 && strcmp(dimension, "age") == 0)
            ct_relations_of_ages(r, &f);
        else if (f.n > 1)
            ct_relations_of_codes(r, &f, dimension, c->codes);
    }
    free(code);
    clear_families(&all);
}

/* Years, quarters and months of the same. */
static void relate_periods(struct ct_relations *r, const struct ct_cells *c)
{
    static const char *const blank[] = {"freq", NULL};
    static const char order[] = "AQM";
    struct families all = {0};
    gather(&all, c, blank);
    for (size_t i = 0; i < all.n; i++)
        for (size_t a = all.first[i]; a < all.first[i + 1]; a++)
            for (size_t b = all.first[i]; b < all.first[i + 1]; b++) {
                const char *long_ =
                    strchr(order, *ct_panel_code_of(c->panel, "freq",
                                                    c->series[all.group[a]]));
                const char *short_ =
                    strchr(order, *ct_panel_code_of(c->panel, "freq",
                                                    c->series[all.group[b]]));
                if (long_ && short_ && long_ < short_)
                    ct_relations_add(r, CT_RELATION_YEAR, all.group[a],
                                     &all.group[b], 1);
            }
    clear_families(&all);
}

/* Counts from the beginning of the year on, and those of the periods. */
static void relate_cumulated(struct ct_relations *r, const struct ct_cells *c)
{
    static const char *const blank[] = {"definition", NULL};
    struct families all = {0};
    gather(&all, c, blank);
    for (size_t i = 0; i < all.n; i++)
        for (size_t a = all.first[i]; a < all.first[i + 1]; a++)
            for (size_t b = all.first[i]; b < all.first[i + 1]; b++)
                if (a != b &&
                    strcmp(ct_panel_code_of(c->panel, "definition",
                                            c->series[all.group[a]]),
                           "YTD") == 0 &&
                    strcmp(ct_panel_code_of(c->panel, "definition",
                                            c->series[all.group[b]]),
                           "_T") == 0)
                    ct_relations_add(r, CT_RELATION_CUMULATED, all.group[a],
                                     &all.group[b], 1);
    clear_families(&all);
}

static void relate_editions(struct ct_relations *r, const struct ct_cells *c)
{
    static const char *const blank[] = {"vintage", "dataset", NULL};
    struct families all = {0};
    gather(&all, c, blank);
    for (size_t i = 0; i < all.n; i++)
        if (all.first[i + 1] - all.first[i] > 1)
            ct_relations_add(r, CT_RELATION_SAME, CT_NO_GROUP,
                             all.group + all.first[i],
                             all.first[i + 1] - all.first[i]);
    clear_families(&all);
}

static void add_role(struct ct_relations *r, uint32_t group, size_t relation)
{
    if (group == CT_NO_GROUP)
        return;
    r->role =
        ct_xgrow(r->role, &r->roles_capacity, r->n_roles + 1, sizeof *r->role);
    r->role[r->n_roles] = (struct ct_role){relation, r->first_role[group]};
    r->first_role[group] = r->n_roles++;
}

static void index_roles(struct ct_relations *r, size_t n_groups)
{
    r->first_role = ct_xmalloc(n_groups + 1, sizeof *r->first_role);
    for (size_t g = 0; g < n_groups; g++)
        r->first_role[g] = SIZE_MAX;
    for (size_t i = 0; i < r->n; i++) {
        add_role(r, r->relation[i].whole, i);
        for (size_t j = 0; j < r->relation[i].n; j++)
            add_role(r, r->relation[i].part[j], i);
    }
}

void ct_relations_make(struct ct_relations *r, const struct ct_cells *c)
{
    /* Whose codes are no parts of each other. */
    static const char *const apart[] = {"unit",     "component", "measure",
                                        "freq",     "vintage",   "dataset",
                                        "reporter", "source",    NULL};
    *r = (struct ct_relations){0};
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        if (!key->is_attribute && key->codes.n > 1 && !listed(key->name, apart))
            relate_dimension(r, c, key->name);
    }
    relate_periods(r, c);
    relate_cumulated(r, c);
    relate_editions(r, c);
    index_roles(r, c->n_groups);
}

void ct_relations_clear(struct ct_relations *r)
{
    for (size_t i = 0; i < r->n; i++)
        free(r->relation[i].part);
    free(r->relation);
    free(r->role);
    free(r->first_role);
    ct_dict_clear(&r->pairs);
    *r = (struct ct_relations){0};
}
