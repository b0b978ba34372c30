/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series that are alike but for some dimensions: a hash table of their codes'
 * numbers, as there may be hundreds of thousands. */
#include "config.h"

#include "analyze/series_sets.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* The keys that tell sets apart. */
struct judged {
    const struct ct_panel *p;
    size_t n, *key;
};

static struct judged judge(const struct ct_panel *p, const bool *apart)
{
    struct judged j = {p, 0, ct_xmalloc(p->n_keys, sizeof *j.key)};
    for (size_t k = 0; k < p->n_keys; k++)
        if (!apart[k] && !p->keys[k].is_attribute && p->keys[k].codes.n > 1)
            j.key[j.n++] = k;
    return j;
}

static uint64_t hash_of(const struct judged *j, size_t series)
{
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = 0; i < j->n; i++) {
        h = (h ^ j->p->keys[j->key[i]].index[series]) *
            UINT64_C(0xff51afd7ed558ccd);
        h ^= h >> 32;
    }
    return h;
}

static bool alike(const struct judged *j, size_t a, size_t b)
{
    size_t i = 0;
    while (i < j->n &&
           j->p->keys[j->key[i]].index[a] == j->p->keys[j->key[i]].index[b])
        i++;
    return i == j->n;
}

/* Numbers the sets: set[s] for each series, leader[] the first of each.
 * Returns how many there are. */
static size_t number_sets(const struct judged *j, size_t *set, size_t *leader)
{
    size_t n = 0, n_slots = 16;
    while (n_slots < 2 * j->p->n_series)
        n_slots *= 2;
    size_t *slot = ct_xcalloc(n_slots, sizeof *slot); /* set + 1 */
    for (size_t s = 0; s < j->p->n_series; s++) {
        size_t at = hash_of(j, s) & (n_slots - 1);
        while (slot[at] && !alike(j, leader[slot[at] - 1], s))
            at = (at + 1) & (n_slots - 1);
        if (!slot[at]) {
            leader[n] = s;
            slot[at] = ++n;
        }
        set[s] = slot[at] - 1;
    }
    free(slot);
    return n;
}

void ct_series_sets_make(const struct ct_panel *p, const bool *apart,
                         struct ct_series_sets *out)
{
    struct judged j = judge(p, apart);
    size_t *set = ct_xmalloc(p->n_series, sizeof *set);
    out->series = ct_xmalloc(p->n_series, sizeof *out->series);
    out->n = number_sets(&j, set, out->series); /* leaders, for the moment */
    out->first = ct_xcalloc(out->n + 2, sizeof *out->first);
    for (size_t s = 0; s < p->n_series; s++)
        out->first[set[s] + 2]++;
    for (size_t i = 2; i < out->n + 2; i++)
        out->first[i] += out->first[i - 1];
    for (size_t s = 0; s < p->n_series; s++)
        out->series[out->first[set[s] + 1]++] = s;
    free(set);
    free(j.key);
}

void ct_series_sets_named(const struct ct_panel *p, const char *const *names,
                          size_t n, struct ct_series_sets *out)
{
    bool *apart = ct_xcalloc(p->n_keys, sizeof *apart);
    for (size_t i = 0; i < n; i++) {
        long key = ct_panel_find_key(p, names[i]);
        if (key >= 0)
            apart[key] = true;
    }
    ct_series_sets_make(p, apart, out);
    free(apart);
}

void ct_series_sets_clear(struct ct_series_sets *s)
{
    free(s->first);
    free(s->series);
    *s = (struct ct_series_sets){0};
}
