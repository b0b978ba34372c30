/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values that are the year's to date: what was published is kept, and the
 * periods are what the year gained. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char to_date[] = "YTD";

void ct_builder_to_date(struct ct_builder *b, const struct ct_period *period,
                        uint32_t *codes)
{
    size_t n_known = b->panel->n_keys;
    long slot = ct_builder_slot(b, "definition", false);
    b->to_date = true;
    if ((size_t)slot >= n_known)
        codes[slot] = 0; /* codes were made when there was no such slot */
    if (period->freq == 'A')
        return;
    struct ct_dict *d = &ct_builder_key(b, (size_t)slot)->codes;
    codes[slot] = ct_dict_add(d, to_date, strlen(to_date));
}

/* A value to date: of a series of theirs, at the end of a period. */
struct point {
    uint32_t series, entry;
    int32_t year; /* its first day */
    int sub;      /* period of the year: 1 to 4 or 12 */
};

static int compare(const void *x, const void *y)
{
    const struct point *a = x, *b = y;
    if (a->series != b->series)
        return a->series < b->series ? -1 : 1;
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    if (a->sub != b->sub)
        return a->sub < b->sub ? -1 : 1;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

/* What the work needs: slots, the numbers of codes in them, the points. */
struct parting {
    struct ct_builder *b;
    size_t definition;
    uint32_t ytd, annual;
    size_t n, capacity;
    struct point *point;
};

static uint32_t *codes_of(const struct parting *p, uint32_t series)
{
    return p->b->codes + series * p->b->stride;
}

static char freq_of(const struct parting *p, uint32_t series)
{
    const struct ct_dict *freq = &p->b->panel->keys[CT_SLOT_FREQ].codes;
    return *freq->code[codes_of(p, series)[CT_SLOT_FREQ]];
}

static void add_point(struct parting *p, struct point point)
{
    p->point = ct_xgrow(p->point, &p->capacity, p->n + 1, sizeof *p->point);
    p->point[p->n++] = point;
}

/* The years' ends of a series to date: its annual figures. */
static void add_annual(struct parting *p, uint32_t series, long annual)
{
    int last = freq_of(p, series) == 'Q' ? 4 : 12;
    for (size_t i = 0; i < p->b->n_entries; i++)
        if (ct_builder_at(p->b, i)->series == (uint32_t)annual)
            add_point(p, (struct point){series, (uint32_t)i,
                                        ct_builder_at(p->b, i)->time, last});
}

/* The series of the same key with another definition and freq, or -1. */
static long counterpart(const struct parting *p, uint32_t series, uint32_t freq)
{
    uint32_t codes[CT_SLOTS_MAX] = {0};
    memcpy(codes, codes_of(p, series), p->b->panel->n_keys * sizeof *codes);
    codes[p->definition] = 0;
    codes[CT_SLOT_FREQ] = freq;
    return ct_builder_find_series(p->b, codes);
}

static void find_points(struct parting *p)
{
    for (size_t i = 0; i < p->b->n_entries; i++) {
        const struct ct_entry *e = ct_builder_at(p->b, i);
        if (codes_of(p, e->series)[p->definition] != p->ytd)
            continue;
        struct ct_period period = {freq_of(p, e->series), e->time};
        int year, sub;
        ct_period_parts(period, &year, &sub);
        add_point(p, (struct point){e->series, (uint32_t)i,
                                    ct_period_to_year(period).day, sub});
    }
    for (uint32_t s = 0; s < p->b->n_series; s++) {
        long annual = codes_of(p, s)[p->definition] == p->ytd
                          ? counterpart(p, s, p->annual)
                          : -1;
        if (annual >= 0)
            add_annual(p, s, annual);
    }
}

static bool same_place(const struct point *a, const struct point *b)
{
    return a->series == b->series && a->year == b->year && a->sub == b->sub;
}

/* Points that stand more than once say nothing, unless they say the same. */
static bool unanimous(const struct parting *p, size_t from, size_t to)
{
    for (size_t i = from + 1; i < to; i++)
        if (ct_builder_at(p->b, p->point[i].entry)->value !=
            ct_builder_at(p->b, p->point[from].entry)->value)
            return false;
    return !isnan(ct_builder_at(p->b, p->point[from].entry)->value);
}

/* What the year gained: the first period is what was published, the others
 * are derived and marked so. */
static void add_period(struct parting *p, const struct point *point,
                       const struct point *before)
{
    struct ct_entry e = *ct_builder_at(p->b, point->entry);
    uint32_t codes[CT_SLOTS_MAX] = {0};
    char freq = freq_of(p, point->series);
    int year, sub;
    bool is_new;
    memcpy(codes, codes_of(p, point->series),
           p->b->panel->n_keys * sizeof *codes);
    codes[p->definition] = 0;
    ct_period_parts((struct ct_period){'A', point->year}, &year, &sub);
    e.time = ct_period_make(freq, year, point->sub).day;
    if (before) {
        e.value -= ct_builder_at(p->b, before->entry)->value;
        e.status |=
            ct_builder_at(p->b, before->entry)->status | CT_STATUS_IMPUTED;
    }
    e.series = (uint32_t)ct_builder_series(p->b, codes, &is_new);
    if (is_new)
        ct_builder_note(p->b, (long)e.series, "derived",
                        "periods after the first of a year are the difference "
                        "of two published figures for the year to date");
    ct_builder_entry(p->b, &e);
    ct_builder_remark_as(p->b, point->entry);
}

static bool follows(const struct point *a, const struct point *before)
{
    return before && before->series == a->series && before->year == a->year &&
           before->sub + 1 == a->sub;
}

static void part(struct parting *p)
{
    const struct point *before = NULL;
    for (size_t i = 0, next; i < p->n; i = next) {
        const struct point *point = &p->point[i];
        for (next = i + 1; next < p->n && same_place(point, &p->point[next]);)
            next++;
        if (!unanimous(p, i, next)) {
            before = NULL;
            continue;
        }
        if (point->sub == 1)
            add_period(p, point, NULL);
        else if (follows(point, before))
            add_period(p, point, before);
        before = point;
    }
}

void ct_builder_part_years(struct ct_builder *b)
{
    if (!b->to_date)
        return;
    struct parting p = {.b = b};
    p.definition = (size_t)ct_builder_slot(b, "definition", false);
    p.ytd = ct_dict_add(&b->panel->keys[p.definition].codes, to_date,
                        strlen(to_date));
    p.annual = ct_dict_add(&b->panel->keys[CT_SLOT_FREQ].codes, "A", 1);
    find_points(&p);
    if (p.n)
        qsort(p.point, p.n, sizeof *p.point, compare);
    part(&p);
    free(p.point);
}
