/* SPDX-License-Identifier: GPL-3.0-or-later
 * The residents that a panel says or implies. */
#include "config.h"

#include "lib/implied.h"

#include "lib/buffer.h"
#include "lib/codes.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Writes what residents are told apart by. */
static void put_key(struct ct_buffer *b, const struct ct_panel *p,
                    size_t series, int32_t time)
{
    static const char *const names[] = {"area",        "sex",    "age",
                                        "citizenship", "agency", "group"};
    int year, sub;
    ct_period_parts((struct ct_period){'A', time}, &year, &sub);
    b->size = 0;
    ct_buffer_printf(b, "%d", year);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ct_buffer_printf(b, " %s", ct_panel_code_of(p, names[i], series));
}

static void learn(struct ct_implied *m, const struct ct_buffer *key,
                  double number, double by)
{
    size_t before = m->keys.n;
    uint32_t at = ct_dict_add(&m->keys, key->data, key->size);
    m->found = ct_xgrow(m->found, &m->capacity, at + 1, sizeof *m->found);
    if (m->keys.n > before || by > m->found[at].by)
        m->found[at] = (struct ct_residents_found){number, by};
}

static double value_at(const struct ct_panel *p, size_t obs)
{
    return p->column[CT_VALUE] ? p->column[CT_VALUE][obs] : NAN;
}

/* The key of a series without its unit; attributes do not tell series apart. */
static uint32_t name(struct ct_dict *names, const struct ct_panel *p, size_t s)
{
    uint32_t code[p->n_keys + 1];
    size_t n = 0;
    for (size_t k = 0; k < p->n_keys; k++)
        if (!p->keys[k].is_attribute && strcmp(p->keys[k].name, "unit") != 0)
            code[n++] = p->keys[k].index[s];
    code[n++] = 0; /* there is always a byte */
    return ct_dict_add(names, (const char *)code, n * sizeof *code);
}

/* Of each series, that of counts with the same key, or SIZE_MAX. */
static size_t *pair_series(const struct ct_panel *p)
{
    struct ct_dict names = {0};
    size_t *pair = ct_xmalloc(p->n_series + 1, sizeof *pair);
    size_t *counts = ct_xmalloc(p->n_series + 1, sizeof *counts);
    for (size_t s = 0; s < p->n_series; s++)
        counts[s] = SIZE_MAX;
    for (size_t s = 0; s < p->n_series; s++)
        if (strcmp(ct_panel_code_of(p, "unit", s), "NUMBER") == 0)
            counts[name(&names, p, s)] = s;
    for (size_t s = 0; s < p->n_series; s++) {
        size_t known = names.n;
        uint32_t at = name(&names, p, s);
        pair[s] = at < known ? counts[at] : SIZE_MAX;
    }
    free(counts);
    ct_dict_clear(&names);
    return pair;
}

static void learn_population(struct ct_implied *m, const struct ct_panel *p,
                             size_t s)
{
    struct ct_buffer key = {0};
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
        if (value_at(p, i) > 0) {
            put_key(&key, p, s, p->time[i]);
            learn(m, &key, value_at(p, i), INFINITY);
        }
    ct_buffer_clear(&key);
}

/* Learns from rates beside their counts; both are in order of time. */
static void learn_rates(struct ct_implied *m, const struct ct_panel *p,
                        size_t rates, size_t counts, double per)
{
    struct ct_buffer key = {0};
    size_t k = p->first[counts];
    for (size_t i = p->first[rates]; i < p->first[rates + 1]; i++) {
        while (k < p->first[counts + 1] && p->time[k] < p->time[i])
            k++;
        if (k == p->first[counts + 1] || p->time[k] != p->time[i] ||
            !(value_at(p, i) > 0) || !(value_at(p, k) > 0))
            continue;
        put_key(&key, p, rates, p->time[i]);
        learn(m, &key, value_at(p, k) / value_at(p, i) * per, value_at(p, k));
    }
    ct_buffer_clear(&key);
}

void ct_implied_learn(struct ct_implied *m, const struct ct_panel *p)
{
    size_t *pair = pair_series(p);
    for (size_t s = 0; s < p->n_series; s++) {
        double per = ct_unit_per(ct_panel_code_of(p, "unit", s));
        if (strcmp(ct_panel_code_of(p, "measure", s), "population") == 0)
            learn_population(m, p, s);
        else if (!isnan(per) && pair[s] != SIZE_MAX &&
                 strcmp(ct_panel_code_of(p, "freq", s), "A") == 0)
            learn_rates(m, p, s, pair[s], per);
    }
    free(pair);
}

double ct_implied_find(const struct ct_implied *m, const struct ct_panel *p,
                       size_t series, int32_t time)
{
    struct ct_buffer key = {0};
    put_key(&key, p, series, time);
    uint32_t at = ct_dict_find(&m->keys, key.data, key.size);
    ct_buffer_clear(&key);
    return at == CT_NO_CODE ? NAN : m->found[at].number;
}

void ct_implied_clear(struct ct_implied *m)
{
    ct_dict_clear(&m->keys);
    free(m->found);
    *m = (struct ct_implied){0};
}
