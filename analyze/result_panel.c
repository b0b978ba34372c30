/* SPDX-License-Identifier: GPL-3.0-or-later
 * The panel of a result: the observations of all parts, by the series they
 * are of. */
#include "config.h"

#include "analyze/result.h"

#include "lib/memory.h"
#include "lib/panel_copy.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A head that has observations, and the number of its series among those of
 * the result: a series may have several (parts, and what a method says in
 * turns). */
struct entry {
    size_t series;
    const struct ct_part *part;
    const struct ct_head *head;
};

/* Those of all parts, and the codes of their series as text. */
struct entries {
    size_t n, capacity;
    struct entry *entry;
    struct ct_dict series;
};

/* Adds the panel's keys with their codes and labels, numbered alike, and those
 * the result has besides. */
static void add_keys(struct ct_panel *result, const struct ct_taken *t)
{
    const struct ct_panel *p = t->analysis->panel;
    bool any_denominator = false;
    for (size_t k = 0; k < p->n_keys; k++)
        ct_copy_key(result, &p->keys[k]);
    for (size_t k = 0; k < t->n_dimensions; k++)
        if (t->dimension[k].key < 0)
            ct_panel_key(result, t->dimension[k].name, false);
    for (size_t i = 0; i < t->n; i++)
        any_denominator |= t->data[i].denominator != NULL;
    if (any_denominator && ct_panel_find_key(result, "denominator") < 0)
        ct_panel_key(result, "denominator", true);
}

static const char *own_attribute(const struct ct_taken *t, size_t i,
                                 const char *name)
{
    const struct ct_series_data *d = &t->data[i];
    if (d->denominator && strcmp(name, "denominator") == 0)
        return d->denominator;
    return ct_panel_code_of(t->analysis->panel, name, d->series);
}

/* An attribute of a member, or what all members have, else `mixed`. */
static const char *attribute_of(const struct ct_taken *t, const struct entry *e,
                                const char *name)
{
    const size_t *data = e->part->data;
    if (e->head->member != CT_WHOLE)
        return own_attribute(t, data[e->head->member], name);
    const char *code = own_attribute(t, data[0], name);
    for (size_t i = 1; i < e->part->group.n; i++)
        if (strcmp(own_attribute(t, data[i], name), code) != 0)
            return "mixed";
    return code;
}

/* The number of each code of an entry's series, in the order of the result's
 * keys. */
static void number_codes(struct ct_panel *result, const struct ct_taken *t,
                         const struct entry *e, uint32_t *codes)
{
    for (size_t k = 0; k < result->n_keys; k++) {
        struct ct_key *key = &result->keys[k];
        struct ct_dimension d = {
            key->name, ct_panel_find_key(t->analysis->panel, key->name)};
        const char *code = key->is_attribute
                               ? attribute_of(t, e, key->name)
                               : ct_result_code(t, e->part, e->head, &d);
        codes[k] = ct_dict_add(&key->codes, code, strlen(code));
    }
}

static void add_entry(struct ct_panel *result, const struct ct_taken *t,
                      struct entries *all, struct entry e)
{
    struct ct_buffer text = {0};
    uint32_t *codes = ct_xmalloc(result->n_keys, sizeof *codes);
    number_codes(result, t, &e, codes);
    for (size_t k = 0; k < result->n_keys; k++)
        if (!result->keys[k].is_attribute)
            ct_buffer_printf(&text, "%u ", (unsigned)codes[k]);
    e.series = ct_dict_add(&all->series, text.data, text.size);
    all->entry =
        ct_xgrow(all->entry, &all->capacity, all->n + 1, sizeof *all->entry);
    all->entry[all->n++] = e;
    ct_buffer_clear(&text);
    free(codes);
}

static struct entries list_entries(struct ct_panel *result,
                                   const struct ct_taken *t)
{
    struct entries all = {0};
    for (size_t i = 0; i < t->n_parts; i++) {
        const struct ct_part *part = &t->part[i];
        for (size_t h = 0; h < part->out.n_heads; h++)
            if (part->out.head[h].n_obs)
                add_entry(result, t, &all,
                          (struct entry){0, part, &part->out.head[h]});
    }
    return all;
}

/* By series, then in the order of the parts and of what they said. */
static int by_series(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->series != y->series)
        return x->series < y->series ? -1 : 1;
    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    return x->head < y->head ? -1 : x->head > y->head;
}

/* An observation without a number says why, one with a number doesn't. */
static void add_obs(struct ct_panel *result, const struct ct_obs *from)
{
    struct ct_obs o = *from;
    bool empty = isnan(o.x[CT_VALUE]);
    if (empty && !(o.status & CT_STATUS_NO_NUMBER))
        o.status |= CT_STATUS_MISSING;
    if (!empty)
        o.status = (uint16_t)(o.status & ~CT_STATUS_NO_NUMBER);
    ct_panel_obs(result, &o);
}

/* The areas that the entry's own area stands for; none if it is not of the
 * method's making. */
static struct ct_dict list_areas(const struct ct_taken *t,
                                 const struct entry *e)
{
    const struct ct_method *m = t->analysis->method;
    const char *area = ct_head_recoded(e->head, "area");
    struct ct_dict areas = {0};
    if (m->members && area)
        m->members(&t->plan, area, &areas);
    return areas;
}

/* Whether a member of the part went into the entry. */
static bool is_in(const struct entry *e, size_t member,
                  const struct ct_dict *areas)
{
    const char *area = ct_group_code(&e->part->group, member, "area");
    if (e->head->member != CT_WHOLE)
        return (size_t)e->head->member == member;
    return areas->n == 0 ||
           ct_dict_find(areas, area, strlen(area)) != CT_NO_CODE;
}

/* Notes which series of the result the entry's series are found in. */
static void keep(const struct ct_taken *t, const struct entry *e,
                 struct ct_kept *kept)
{
    const struct ct_part *part = e->part;
    struct ct_dict areas = list_areas(t, e);
    for (size_t i = 0; i < part->group.n; i++)
        if (kept[part->data[i]].series < 0 && is_in(e, i, &areas))
            kept[part->data[i]] =
                (struct ct_kept){(long)e->series, e->head->member == CT_WHOLE &&
                                                      part->group.n > 1};
    ct_dict_clear(&areas);
}

void ct_result_panel(struct ct_panel *result, const struct ct_taken *t,
                     struct ct_kept *kept)
{
    add_keys(result, t);
    struct entries all = list_entries(result, t);
    uint32_t *codes = ct_xmalloc(result->n_keys, sizeof *codes);
    qsort(all.entry, all.n, sizeof *all.entry, by_series);
    for (size_t i = 0; i < all.n; i++) {
        const struct entry *e = &all.entry[i];
        if (i == 0 || e->series != e[-1].series) {
            number_codes(result, t, e, codes);
            ct_panel_series(result, codes);
        }
        keep(t, e, kept);
        for (size_t o = 0; o < e->head->n_obs; o++)
            add_obs(result, &e->part->out.obs[e->head->first_obs + o]);
    }
    free(codes);
    ct_dict_clear(&all.series);
    free(all.entry);
}
