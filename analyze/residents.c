/* SPDX-License-Identifier: GPL-3.0-or-later
 * Residents by period, from series that may have to be added up. */
#include "config.h"

#include "analyze/residents.h"

#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One number of residents. */
struct entry {
    long ordinal;
    uint32_t sex, age; /* numbers of the codes; 0 where the panel has none */
    const char *sex_code, *age_code;
    size_t series;
    double value;
};

struct entries {
    struct entry *item;
    size_t n, capacity;
};

static int by_period(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->ordinal != y->ordinal)
        return x->ordinal < y->ordinal ? -1 : 1;
    if (x->sex != y->sex)
        return x->sex < y->sex ? -1 : 1;
    if (x->age != y->age)
        return x->age < y->age ? -1 : 1;
    return x->series < y->series ? -1 : x->series > y->series;
}

static uint32_t number_of(const struct ct_panel *p, const char *key,
                          size_t series)
{
    long k = ct_panel_find_key(p, key);
    return k < 0 ? 0 : p->keys[k].index[series];
}

/* Adds the numbers of one series. */
static void add_entries(const struct ct_panel *p, size_t series, char freq,
                        struct entries *all)
{
    struct entry e = {.sex = number_of(p, "sex", series),
                      .age = number_of(p, "age", series),
                      .sex_code = ct_panel_code_of(p, "sex", series),
                      .age_code = ct_panel_code_of(p, "age", series),
                      .series = series};
    size_t from = p->first[series], to = p->first[series + 1];
    all->item = ct_xgrow(all->item, &all->capacity, all->n + to - from,
                         sizeof *all->item);
    for (size_t i = from; i < to; i++) {
        e.value = p->column[CT_VALUE][i];
        if (isnan(e.value) || e.value < 0)
            continue;
        e.ordinal = ct_period_ordinal((struct ct_period){freq, p->time[i]});
        all->item[all->n++] = e;
    }
}

/* All numbers of one freq in the members, by period. One series alone is in
 * order as it is. */
static struct entries gather(const struct ct_members *m, char freq)
{
    const struct ct_panel *p = m->population;
    struct entries all = {0};
    size_t n_series = 0;
    for (size_t i = 0; i < m->n; i++) {
        const char *its = ct_panel_code_of(p, "freq", m->series[i]);
        if ((strcmp(its, "_T") == 0 ? 'A' : its[0]) != freq)
            continue;
        add_entries(p, m->series[i], freq, &all);
        n_series++;
    }
    if (all.n && n_series > 1)
        qsort(all.item, all.n, sizeof *all.item, by_period);
    return all;
}

/* Two numbers for the same residents: which codes tell their series apart. */
static int refuse(const struct ct_members *m, char freq, const struct entry *a,
                  const struct entry *b, struct ct_error *err)
{
    const struct ct_panel *p = m->population;
    char when[CT_PERIOD_MAX], x[CT_NUMBER_MAX], y[CT_NUMBER_MAX];
    ct_period_format(ct_period_from_ordinal(freq, a->ordinal), when);
    ct_number_format(a->value, x);
    ct_number_format(b->value, y);
    size_t k = 0;
    while (k + 1 < p->n_keys &&
           p->keys[k].index[a->series] == p->keys[k].index[b->series])
        k++;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "two populations for area=%s in %s: %s (%s=%s) and %s "
                   "(%s=%s); give a population file with one of them",
                   ct_panel_code_of(p, "area", a->series), when, x,
                   p->keys[k].name, ct_panel_code(p, (long)k, a->series), y,
                   p->keys[k].name, ct_panel_code(p, (long)k, b->series));
}

/* The parts of one period, each sex and age once; *n_parts of them. Returns -1
 * if two numbers differ. */
static int list_parts(const struct ct_members *m, char freq,
                      const struct entry *entry, size_t n, struct ct_tile *part,
                      size_t *n_parts, struct ct_error *err)
{
    *n_parts = 0;
    for (size_t i = 0; i < n; i++) {
        if (i && entry[i].sex == entry[i - 1].sex &&
            entry[i].age == entry[i - 1].age) {
            if (entry[i].value != entry[i - 1].value)
                return refuse(m, freq, &entry[i - 1], &entry[i], err);
            continue;
        }
        part[(*n_parts)++] = (struct ct_tile){
            entry[i].sex_code, entry[i].age_code, entry[i].value};
    }
    return 0;
}

/* Says what was added up: the sexes, the number of ages of the first. */
static void describe(const struct ct_tile *part, const size_t *chosen, size_t n,
                     const struct ct_tile *wanted, struct ct_buffer *out)
{
    size_t ages = 0;
    const char *last = wanted->sex;
    for (size_t i = 0; i < n; i++) {
        const char *sex = part[chosen[i]].sex;
        ages += strcmp(sex, part[chosen[0]].sex) == 0;
        if (strcmp(sex, last) != 0)
            ct_buffer_printf(out, "%ssex %s", i ? " + " : "", sex);
        last = sex;
    }
    if (ages > 1)
        ct_buffer_printf(out, "%s%zu ages", out->size ? ", " : "", ages);
}

static void add_period(struct ct_residents *r, long ordinal, double value)
{
    r->ordinal[r->n] = ordinal;
    r->value[r->n++] = value;
}

int ct_residents_make(const struct ct_members *m, char freq,
                      const struct ct_tile *wanted, struct ct_residents *out,
                      struct ct_buffer *parts, struct ct_error *err)
{
    struct entries all = gather(m, freq);
    struct ct_tile *part = ct_xmalloc(all.n, sizeof *part);
    size_t *chosen = ct_xmalloc(all.n, sizeof *chosen);
    int result = 0;
    out->n = 0;
    out->ordinal = ct_xmalloc(all.n, sizeof *out->ordinal);
    out->value = ct_xmalloc(all.n, sizeof *out->value);
    for (size_t from = 0, to; from < all.n && result == 0; from = to) {
        long ordinal = all.item[from].ordinal;
        for (to = from; to < all.n && all.item[to].ordinal == ordinal;)
            to++;
        size_t n_parts;
        result = list_parts(m, freq, all.item + from, to - from, part, &n_parts,
                            err);
        if (result != 0)
            break;
        size_t n = ct_tile_find(part, n_parts, wanted, chosen);
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += part[chosen[i]].value;
        if (n)
            add_period(out, ordinal, sum);
        if (n > 1 && to == all.n)
            describe(part, chosen, n, wanted, parts);
    }
    free(all.item);
    free(part);
    free(chosen);
    return result;
}

/* The entries of one period become its first ones, each sex and age once. */
static size_t keep_period(struct entries *all, long ordinal)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct entry *e = &all->item[i],
                           *last = &all->item[n ? n - 1 : 0];
        if (e->ordinal == ordinal &&
            (!n || e->sex != last->sex || e->age != last->age))
            all->item[n++] = *e;
    }
    return n;
}

size_t ct_residents_parts(const struct ct_members *m, char freq,
                          const struct ct_tile *wanted, long ordinal,
                          size_t *series)
{
    struct entries all = gather(m, freq);
    size_t n_parts = keep_period(&all, ordinal);
    struct ct_tile *part = ct_xmalloc(n_parts + 1, sizeof *part);
    size_t *chosen = ct_xmalloc(n_parts + 1, sizeof *chosen);
    for (size_t i = 0; i < n_parts; i++)
        part[i] = (struct ct_tile){all.item[i].sex_code, all.item[i].age_code,
                                   all.item[i].value};
    size_t n = ct_tile_find(part, n_parts, wanted, chosen);
    for (size_t i = 0; i < n; i++)
        series[i] = all.item[chosen[i]].series;
    free(all.item);
    free(part);
    free(chosen);
    return n;
}

/* The number of the first period not before `ordinal`, n if there is none. */
static size_t find_period(const struct ct_residents *r, long ordinal)
{
    size_t low = 0, high = r->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->ordinal[middle] < ordinal)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double ct_residents_at(const struct ct_residents *r, long ordinal,
                       bool interpolate, bool *interpolated)
{
    size_t i = find_period(r, ordinal);
    if (i < r->n && r->ordinal[i] == ordinal)
        return r->value[i];
    if (!interpolate || i == 0 || i == r->n || r->value[i] <= 0 ||
        r->value[i - 1] <= 0)
        return NAN;
    double t = (double)(ordinal - r->ordinal[i - 1]) /
               (double)(r->ordinal[i] - r->ordinal[i - 1]);
    *interpolated = true;
    return exp(log(r->value[i - 1]) +
               t * (log(r->value[i]) - log(r->value[i - 1])));
}
