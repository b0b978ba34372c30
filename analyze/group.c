/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts the series taken into groups, and cuts these at breaks. */
#include "config.h"

#include "analyze/cut.h"
#include "analyze/group.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <stdlib.h>
#include <string.h>

/* Days on which new parts begin, in order, each once. */
struct days {
    size_t n, capacity;
    int32_t *day;
};

static void add_day(struct days *days, int32_t day)
{
    size_t at = days->n;
    while (at > 0 && days->day[at - 1] >= day)
        at--;
    if (at < days->n && days->day[at] == day)
        return;
    days->day =
        ct_xgrow(days->day, &days->capacity, days->n + 1, sizeof *days->day);
    memmove(days->day + at + 1, days->day + at,
            (days->n - at) * sizeof *days->day);
    days->day[at] = day;
    days->n++;
}

static int refuse_break(const struct ct_analysis *a,
                        const struct ct_series_data *d, size_t row,
                        struct ct_error *err)
{
    char when[CT_PERIOD_MAX];
    ct_period_format((struct ct_period){d->freq, d->time[row]}, when);
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%s has a break at %s; --across-breaks=%s", d->name, when,
                   a->method->splits_at_breaks
                       ? "split analyses each side by itself"
                       : "split compares nothing across it, ignore takes it "
                         "as one");
}

/* Adds the breaks of one series; refused where they are to be. */
static int add_breaks(const struct ct_taken *t, size_t i, struct days *days,
                      struct ct_error *err)
{
    const struct ct_analysis *a = t->analysis;
    const struct ct_series_data *d = &t->data[i];
    size_t *start = ct_xmalloc(d->n + 2, sizeof *start);
    size_t parts = ct_cut(d->value, d->status, d->n, start);
    int result = 0;
    if (parts > 1 && a->common->across_breaks == CT_BREAKS_ERROR &&
        !a->method->by_period)
        result = refuse_break(a, d, start[1], err);
    bool cut = a->method->splits_at_breaks && !d->joined;
    for (size_t k = 1; k < parts && cut; k++)
        add_day(days, d->time[start[k]]);
    free(start);
    return result;
}

/* The first row of a series on or after a day. */
static size_t row_of(const struct ct_series_data *d, int32_t day)
{
    size_t i = 0;
    while (i < d->n && d->time[i] < day)
        i++;
    return i;
}

/* Adds the part of a group that is number k of those the days make. */
static void add_part(struct ct_taken *t, const size_t *member, size_t n,
                     const struct days *days, size_t k)
{
    struct ct_part *part = &t->part[t->n_parts++];
    *part = (struct ct_part){.series = ct_xmalloc(n, sizeof *part->series),
                             .data = ct_xmalloc(n, sizeof *part->data),
                             .number = days->n ? (int)k + 1 : 0};
    for (size_t i = 0; i < n; i++) {
        const struct ct_series_data *d = &t->data[member[i]];
        size_t from = k ? row_of(d, days->day[k - 1]) : 0;
        size_t to = k < days->n ? row_of(d, days->day[k]) : d->n;
        part->data[i] = member[i];
        part->series[i] = ct_series_part(d, from, to, part->number);
    }
    part->group = (struct ct_group){.n = n,
                                    .series = part->series,
                                    .state = t->plan.state,
                                    .denominators = t->denominators,
                                    .panel = t->analysis->panel};
}

static int cut_group(struct ct_taken *t, const size_t *member, size_t n,
                     size_t *capacity, struct ct_error *err)
{
    struct days days = {0};
    int result = 0;
    for (size_t i = 0; i < n && result == 0; i++)
        result = add_breaks(t, member[i], &days, err);
    for (size_t k = 0; k <= days.n && result == 0; k++) {
        t->part = ct_xgrow(t->part, capacity, t->n_parts + 1, sizeof *t->part);
        add_part(t, member, n, &days, k);
    }
    free(days.day);
    return result;
}

bool ct_plan_combines(const struct ct_plan *plan, const char *dimension)
{
    for (size_t i = 0; i < plan->n_combined; i++)
        if (strcmp(plan->combined[i], dimension) == 0)
            return true;
    return false;
}

/* The codes by which a series finds its group, as text. */
static void group_key(const struct ct_taken *t, size_t i, struct ct_buffer *out)
{
    const struct ct_panel *p = t->analysis->panel;
    out->size = 0;
    ct_buffer_text(out, "");
    for (size_t k = 0; k < p->n_keys && !t->plan.everything; k++) {
        const struct ct_key *key = &p->keys[k];
        if (key->is_attribute || ct_plan_combines(&t->plan, key->name))
            continue;
        const char *code = strcmp(key->name, "unit") == 0
                               ? t->data[i].unit_made
                               : ct_panel_code(p, (long)k, t->data[i].series);
        ct_buffer_printf(out, "%s\t", code);
    }
}

/* The number of each taken series' group, in the order of their first. */
static size_t number_groups(const struct ct_taken *t, uint32_t *group)
{
    struct ct_dict keys = {0};
    struct ct_buffer key = {0};
    for (size_t i = 0; i < t->n; i++) {
        group_key(t, i, &key);
        group[i] = ct_dict_add(&keys, key.data, key.size);
    }
    size_t n = keys.n;
    ct_dict_clear(&keys);
    ct_buffer_clear(&key);
    return n;
}

/* Sorts the taken series by group: those of group g become member[first[g] ..
 * first[g + 1] - 1], in order. */
static void sort_members(const uint32_t *group, size_t n, size_t n_groups,
                         size_t *first, size_t *member)
{
    memset(first, 0, (n_groups + 2) * sizeof *first);
    for (size_t i = 0; i < n; i++)
        first[group[i] + 2]++;
    for (size_t g = 2; g < n_groups + 2; g++)
        first[g] += first[g - 1];
    for (size_t i = 0; i < n; i++)
        member[first[group[i] + 1]++] = i;
}

/* Groups of several series, as the plan has it. */
static int cut_groups(struct ct_taken *t, size_t *capacity,
                      struct ct_error *err)
{
    uint32_t *group = ct_xmalloc(t->n, sizeof *group);
    size_t n = number_groups(t, group);
    size_t *first = ct_xmalloc(n + 2, sizeof *first);
    size_t *member = ct_xmalloc(t->n, sizeof *member);
    int result = 0;
    sort_members(group, t->n, n, first, member);
    for (size_t g = 0; g < n && result == 0; g++)
        result = cut_group(t, member + first[g], first[g + 1] - first[g],
                           capacity, err);
    free(group);
    free(first);
    free(member);
    return result;
}

/* Names a part by the codes its series have in common. */
static void name_part(const struct ct_taken *t, struct ct_part *part)
{
    const struct ct_panel *p = t->analysis->panel;
    struct ct_buffer b = {0};
    for (size_t k = 0; k < p->n_keys; k++) {
        const char *code = ct_group_code(&part->group, 0, p->keys[k].name);
        bool say = !p->keys[k].is_attribute && strcmp(code, "_T") != 0 &&
                   strcmp(p->keys[k].name, "freq") != 0;
        for (size_t i = 1; i < part->group.n && say; i++)
            say = strcmp(code,
                         ct_group_code(&part->group, i, p->keys[k].name)) == 0;
        if (say)
            ct_buffer_printf(&b, "%s%s=%s", b.size ? " " : "", p->keys[k].name,
                             code);
    }
    part->name = ct_buffer_take(&b);
    part->group.name = part->name;
}

int ct_group_series(struct ct_taken *t, struct ct_error *err)
{
    const struct ct_method *m = t->analysis->method;
    size_t capacity = 0;
    int result = 0;
    if (m->plan)
        result = cut_groups(t, &capacity, err);
    for (size_t i = 0; i < t->n && result == 0 && !m->plan; i++)
        result = cut_group(t, &i, 1, &capacity, err);
    for (size_t i = 0; i < t->n_parts && result == 0; i++) {
        ct_part_init(&t->part[i], m);
        if (m->plan)
            name_part(t, &t->part[i]);
        else
            t->part[i].group.name = t->part[i].series->name;
    }
    return result;
}
