/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which series a method that puts series together lets in: totals before their
 * parts, areas of one kind. */
#include "config.h"

#include "analyze/group.h"
#include "analyze/take.h"

#include "lib/select.h"

#include <string.h>

enum { MAX_NAMED = 6 };

/* Codes of a key that were left out, each once. */
struct dropped {
    const struct ct_key *key;
    struct ct_dict codes;
};

static void drop(struct dropped *d, bool *keep, size_t series)
{
    const char *code = d->key->codes.code[d->key->index[series]];
    ct_dict_add(&d->codes, code, strlen(code));
    keep[series] = false;
}

/* Says which were left out, and ends the list. */
static void say(struct ct_buffer *out, struct dropped *d, const char *why)
{
    if (d->codes.n)
        ct_buffer_printf(out, "%s%s", out->size ? "; " : "", d->key->name);
    for (size_t i = 0; i < d->codes.n && i < MAX_NAMED; i++)
        ct_buffer_printf(out, "%s %s", i ? "," : "", d->codes.code[i]);
    if (d->codes.n > MAX_NAMED)
        ct_buffer_printf(out, " and %zu more", d->codes.n - MAX_NAMED);
    if (d->codes.n)
        ct_buffer_printf(out, " (%s)", why);
    ct_dict_clear(&d->codes);
}

/* Whether a series is one of those that are put together: a part, in some
 * dimension, and not the total of all of them. */
static bool is_part(const struct ct_taken *t, size_t series)
{
    const struct ct_plan *plan = &t->plan;
    for (size_t i = 0; i < plan->n_combined; i++)
        if (strcmp(
                ct_panel_code_of(t->analysis->panel, plan->combined[i], series),
                "_T") != 0)
            return true;
    return plan->n_combined == 0;
}

/* Leaves the total of a dimension if those put together have one. */
static void keep_total(struct ct_taken *t, const struct ct_key *key, bool *keep)
{
    uint32_t total = ct_dict_find(&key->codes, "_T", 2);
    bool has_total = false;
    struct dropped dropped = {.key = key};
    for (size_t s = 0; s < t->analysis->panel->n_series; s++)
        has_total |= keep[s] && key->index[s] == total && is_part(t, s);
    for (size_t s = 0; s < t->analysis->panel->n_series && has_total; s++)
        if (keep[s] && key->index[s] != total)
            drop(&dropped, keep, s);
    say(&t->left_out, &dropped, "their total is taken");
}

/* Leaves areas of one kind. */
static void keep_kind(struct ct_taken *t, const struct ct_key *key, bool *keep)
{
    size_t n = t->analysis->panel->n_series;
    enum ct_area_kind kind = CT_AREA_OTHER;
    struct dropped dropped = {.key = key};
    for (size_t s = 0; s < n; s++) {
        enum ct_area_kind its = ct_area_kind(key->codes.code[key->index[s]]);
        if (keep[s] && its < kind)
            kind = its;
    }
    if (t->plan.area_like)
        kind = ct_area_kind(t->plan.area_like);
    for (size_t s = 0; s < n; s++)
        if (keep[s] && ct_area_kind(key->codes.code[key->index[s]]) != kind)
            drop(&dropped, keep, s);
    say(&t->left_out, &dropped, "areas of another kind");
}

/* Leaves what has one of the codes the method is about. */
static void keep_only(const struct ct_plan *plan, const struct ct_key *key,
                      size_t n, bool *keep)
{
    for (size_t s = 0; s < n && plan->only[0]; s++) {
        const char *code = key->codes.code[key->index[s]];
        keep[s] &= strcmp(code, plan->only[0]) == 0 ||
                   (plan->only[1] && strcmp(code, plan->only[1]) == 0);
    }
}

void ct_choose_series(struct ct_taken *t, bool *keep)
{
    const struct ct_selection *s = t->analysis->selection;
    const struct ct_panel *p = t->analysis->panel;
    long first =
        t->plan.n_combined ? ct_panel_find_key(p, t->plan.combined[0]) : -1;
    if (first >= 0)
        keep_only(&t->plan, &p->keys[first], p->n_series, keep);
    for (size_t k = 0; k < p->n_keys; k++) {
        const struct ct_key *key = &p->keys[k];
        if (key->is_attribute || (s && ct_selection_names(s, key->name)))
            continue;
        if (!ct_plan_combines(&t->plan, key->name))
            keep_total(t, key, keep);
        else if (strcmp(key->name, "area") == 0)
            keep_kind(t, key, keep);
    }
}
