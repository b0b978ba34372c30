/* SPDX-License-Identifier: GPL-3.0-or-later
 * The end of building: order, one observation a key, breaks, labels. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The work at the end. Series go by their rank, their place in the panel's
 * order; series[r] is the builder's number. order[first[r]] ..
 * order[first[r + 1] - 1] are the entries of rank r; panel_series[s] is the
 * number of the builder's series s in the panel, or -1. */
struct ending {
    struct ct_builder *b;
    const struct ct_builder_end *end;
    struct ct_twins *twins;
    uint32_t *series, *rank, *order;
    size_t *first;
    int32_t *panel_series;
    uint16_t *input;
};

/* --- order --- */

static void group_by_series(struct ending *e)
{
    const struct ct_builder *b = e->b;
    e->first = ct_xcalloc(b->n_series + 3, sizeof *e->first);
    e->order = ct_xmalloc(b->n_entries + 1, sizeof *e->order);
    /* first[r + 1] is where the next entry of rank r goes; at the end of the
     * second loop that is where those of rank r + 1 begin. */
    for (size_t i = 0; i < b->n_entries; i++)
        e->first[e->rank[ct_builder_at(b, i)->series] + 2]++;
    for (size_t s = 2; s <= b->n_series + 1; s++)
        e->first[s] += e->first[s - 1];
    for (size_t i = 0; i < b->n_entries; i++)
        e->order[e->first[e->rank[ct_builder_at(b, i)->series] + 1]++] =
            (uint32_t)i;
}

/* An entry's number with what it is sorted by. */
struct by_time {
    int32_t time;
    uint32_t entry;
};

static int compare(const void *x, const void *y)
{
    const struct by_time *a = x, *b = y;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

/* Most files come in order; those that do not are sorted so that twins stay as
 * they came, for `first` and `last`. */
static void sort_by_time(const struct ct_builder *b, uint32_t *order, size_t n)
{
    bool sorted = true;
    for (size_t i = 1; i < n && sorted; i++)
        sorted = ct_builder_at(b, order[i - 1])->time <=
                 ct_builder_at(b, order[i])->time;
    if (sorted)
        return;
    struct by_time *t = ct_xmalloc(n, sizeof *t);
    for (size_t i = 0; i < n; i++)
        t[i] = (struct by_time){ct_builder_at(b, order[i])->time, order[i]};
    qsort(t, n, sizeof *t, compare);
    for (size_t i = 0; i < n; i++)
        order[i] = t[i].entry;
    free(t);
}

/* --- one key, several values --- */

static bool equal(double x, double y)
{
    return x == y || (isnan(x) && isnan(y));
}

/* Status is not compared: the same number once with a flag and once without is
 * no contradiction. */
static bool same_numbers(const struct ct_builder *b, uint32_t x, uint32_t y)
{
    for (int i = CT_VALUE + 1; i < CT_N_COLUMNS; i++)
        if (b->extra[i] && !equal(b->extra[i][x], b->extra[i][y]))
            return false;
    return equal(ct_builder_at(b, x)->value, ct_builder_at(b, y)->value);
}

/* Totals are left out of the key's text, or it would be mostly _T. */
static void describe_key(const struct ending *e, const struct ct_entry *entry,
                         struct ct_buffer *out)
{
    const struct ct_panel *p = e->b->panel;
    const uint32_t *codes = e->b->codes + entry->series * e->b->stride;
    for (size_t i = 0; i < p->n_keys; i++)
        if (!p->keys[i].is_attribute && (codes[i] || i == CT_SLOT_UNIT))
            ct_buffer_printf(out, "%s ", p->keys[i].codes.code[codes[i]]);
    const char *freq = p->keys[CT_SLOT_FREQ].codes.code[codes[CT_SLOT_FREQ]];
    char time[CT_PERIOD_MAX];
    ct_period_format((struct ct_period){*freq, entry->time}, time);
    ct_buffer_text(out, time);
}

static double extra(const struct ct_builder *b, int column, uint32_t entry)
{
    return b->extra[column] ? b->extra[column][entry] : NAN;
}

/* A number, or what is known of one that is not given. */
enum { VALUE_MAX = CT_NUMBER_MAX + 16 };
static size_t describe_value(const struct ct_builder *b, uint32_t entry,
                             char *out)
{
    double x = ct_builder_at(b, entry)->value;
    double most = extra(b, CT_UPPER, entry);
    if (!isnan(x))
        return ct_number_format(x, out);
    size_t n = (size_t)sprintf(out, isnan(most) ? "no number" : "at most ");
    return n + ct_number_format(most, out + n);
}

/* Says of entry x that entry y has its key and another value. */
static void reject(const struct ending *e, uint32_t x, uint32_t y)
{
    const struct ct_entry *a = ct_builder_at(e->b, x);
    const struct ct_entry *other = ct_builder_at(e->b, y);
    const struct ct_input *input = e->end->input;
    char value[VALUE_MAX], its[VALUE_MAX];
    size_t n = describe_value(e->b, x, value);
    describe_value(e->b, y, its);
    struct ct_buffer key = {0};
    describe_key(e, a, &key);
    ct_problems_add(e->end->rejects, input[a->file].name, a->line, "value",
                    value, n, "same key (%s) as %s:%u, which has %s", key.data,
                    input[other->file].name, other->line, its);
    ct_buffer_clear(&key);
    if (isnan(a->value))
        e->twins->missing_rejected++;
    else
        e->twins->taken_rejected++;
}

static void ignore_twin(const struct ending *e, uint32_t entry)
{
    if (isnan(ct_builder_at(e->b, entry)->value))
        e->twins->missing_ignored++;
    else
        e->twins->taken_ignored++;
}

/* Different numbers under one key. Leaves the one to keep in group[0] and
 * returns how many are kept. */
static size_t settle(const struct ending *e, uint32_t *group, size_t n)
{
    enum ct_same_key rule = e->end->descriptor->same_key;
    if (rule == CT_KEEP_FIRST || rule == CT_KEEP_LAST) {
        size_t kept = rule == CT_KEEP_LAST ? n - 1 : 0;
        for (size_t i = 0; i < n; i++)
            if (i != kept)
                ignore_twin(e, group[i]);
        group[0] = group[kept];
        return 1;
    }
    for (size_t i = 0; i < n; i++)
        reject(e, group[i], group[i ? 0 : 1]);
    return 0;
}

/* Whether the bounds of an entry without a number leave out one of the group's
 * numbers: `<5` here and 11 there is a contradiction. */
static bool denies(const struct ct_builder *b, uint32_t entry,
                   const uint32_t *group, size_t n)
{
    double least = extra(b, CT_LOWER, entry), most = extra(b, CT_UPPER, entry);
    for (size_t i = 0; i < n; i++) {
        double x = ct_builder_at(b, group[i])->value;
        if (x < least || x > most)
            return true;
    }
    return false;
}

/* Those without a number give way to those with one. */
static size_t drop_missing(const struct ending *e, uint32_t *group, size_t n)
{
    const struct ct_builder *b = e->b;
    size_t n_numbers = 0;
    for (size_t i = 0; i < n; i++)
        n_numbers += isnan(ct_builder_at(b, group[i])->value) ? 0 : 1;
    if (!n_numbers || n_numbers == n)
        return n;
    for (size_t i = 0; i < n; i++)
        if (isnan(ct_builder_at(b, group[i])->value) &&
            denies(b, group[i], group, n))
            return n;
    size_t kept = 0;
    e->twins->missing_ignored += n - n_numbers;
    for (size_t i = 0; i < n; i++)
        if (!isnan(ct_builder_at(b, group[i])->value))
            group[kept++] = group[i];
    return kept;
}

/* Entries of one key and time; the one that stays is in group[0]. Returns 1,
 * or 0 if none stays. */
static size_t resolve_twins(const struct ending *e, uint32_t *group, size_t n)
{
    n = drop_missing(e, group, n);
    for (size_t i = 1; i < n; i++)
        if (!same_numbers(e->b, group[0], group[i]))
            return settle(e, group, n);
    struct ct_entry *stays = ct_builder_at(e->b, group[0]);
    for (size_t i = 1; i < n; i++)
        stays->status |= ct_builder_at(e->b, group[i])->status;
    if (isnan(stays->value))
        e->twins->missing_ignored += n - 1;
    else
        e->twins->taken_ignored += n - 1;
    return 1;
}

/* Leaves one entry for each time; returns how many there are. */
static size_t unique_times(const struct ending *e, uint32_t *order, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0, next; i < n; i = next) {
        int32_t time = ct_builder_at(e->b, order[i])->time;
        for (next = i + 1;
             next < n && ct_builder_at(e->b, order[next])->time == time;)
            next++;
        size_t stays = next - i > 1 ? resolve_twins(e, order + i, next - i) : 1;
        if (stays)
            order[kept++] = order[i];
    }
    return kept;
}

/* --- breaks --- */

static bool fits(const char *code, const char *wanted)
{
    size_t n = strlen(wanted);
    if (n && wanted[n - 1] == '*')
        return strncmp(code, wanted, n - 1) == 0;
    return strcmp(code, wanted) == 0;
}

/* A dimension that no file has is the total. */
static bool concerns(const struct ending *e, const struct ct_break *k,
                     size_t series)
{
    const struct ct_panel *p = e->b->panel;
    const uint32_t *codes = e->b->codes + series * e->b->stride;
    for (size_t i = 0; i < k->n_where; i++) {
        long key = ct_panel_find_key(p, k->where[i].name);
        const char *code = key < 0 ? "_T" : p->keys[key].codes.code[codes[key]];
        if (!fits(code, k->where[i].code))
            return false;
    }
    return true;
}

/* Where nothing stands before it or nothing after, there is no break to see. */
static void mark_break(const struct ending *e, const struct ct_break *k,
                       size_t series, const uint32_t *order, size_t n)
{
    size_t i = 0;
    while (i < n && ct_builder_at(e->b, order[i])->time < k->time)
        i++;
    if (i == 0 || i == n)
        return;
    struct ct_entry *entry = ct_builder_at(e->b, order[i]);
    entry->status |= CT_STATUS_BREAK;
    ct_panel_note_text(e->b->panel, (long)series, entry->time, "break",
                       k->note);
}

static void mark_breaks(const struct ending *e, size_t series,
                        const uint32_t *order, size_t n)
{
    const struct ct_descriptor *d = e->end->descriptor;
    for (size_t i = 0; i < d->n_breaks; i++)
        if (concerns(e, &d->breaks[i], series))
            mark_break(e, &d->breaks[i], series, order, n);
}

/* --- the panel --- */

/* Settles each series in turn, while its entries are at hand, and closes the
 * gaps that twins leave in the order. */
static void settle_all(struct ending *e)
{
    size_t kept = 0;
    for (size_t r = 0, from = e->first[0]; r < e->b->n_series; r++) {
        uint32_t *order = e->order + from;
        size_t n = e->first[r + 1] - from, series = e->series[r];
        from = e->first[r + 1];
        sort_by_time(e->b, order, n);
        n = unique_times(e, order, n);
        mark_breaks(e, series, order, n);
        ct_builder_note_remarks(e->b, series, order, n);
        memmove(e->order + kept, order, n * sizeof *order);
        e->first[r] = kept;
        kept += n;
    }
    e->first[e->b->n_series] = kept;
}

static void write_series(const struct ending *e, size_t rank)
{
    struct ct_builder *b = e->b;
    uint32_t series = e->series[rank];
    e->panel_series[series] =
        (int32_t)ct_panel_series(b->panel, b->codes + series * b->stride);
    for (size_t place = e->first[rank]; place < e->first[rank + 1]; place++) {
        size_t i = e->order ? e->order[place] : place;
        const struct ct_entry *entry = ct_builder_at(b, i);
        struct ct_obs o = {.time = entry->time,
                           .status = entry->status,
                           .file = e->input[entry->file],
                           .line = entry->line};
        for (int k = 0; k < CT_N_COLUMNS; k++)
            o.x[k] = b->extra[k] ? b->extra[k][i] : NAN;
        o.x[CT_VALUE] = entry->value;
        ct_panel_obs(b->panel, &o);
    }
}

/* Where entries lie near their places they are taken from where they are; else
 * they are moved first. Returns how far one may be from its place. */
static size_t bring_near(struct ending *e)
{
    enum { NEAR = 8 * CT_PIECE };
    size_t n = e->first[e->b->n_series];
    size_t reach = ct_builder_reach(e->order, n);
    if (reach <= NEAR)
        return reach;
    ct_builder_move(e->b, e->order, n);
    free(e->order);
    e->order = NULL;
    return 0;
}

/* Pieces are given back as soon as they are written, so that entries and panel
 * are never both there in full. */
static void write_all(const struct ending *e, size_t reach)
{
    struct ct_builder *b = e->b;
    size_t done = 0;
    ct_panel_reserve(b->panel, e->first[b->n_series]);
    for (size_t r = 0; r < b->n_series; r++) {
        e->panel_series[e->series[r]] = -1;
        if (e->first[r] < e->first[r + 1])
            write_series(e, r);
        for (; ((done + 1) << CT_PIECE_BITS) + reach <= e->first[r + 1];
             done++) {
            free(b->piece[done]);
            b->piece[done] = NULL;
        }
    }
}

/* Notes bear the builder's numbers of series; those of series that did not
 * stay go. */
static void renumber_notes(const struct ending *e)
{
    struct ct_provenance *p = &e->b->panel->provenance;
    size_t kept = 0;
    for (size_t i = 0; i < p->n_notes; i++) {
        struct ct_note note = p->notes[i];
        if (note.series >= 0)
            note.series = e->panel_series[note.series];
        if (note.series >= 0 || p->notes[i].series < 0)
            p->notes[kept++] = note;
    }
    p->n_notes = kept;
}

/* By series, each in the order its notes were made, so that the order does not
 * tell in which order rows were read: counted, as there may be many. */
static void sort_notes(struct ct_provenance *p, size_t n_series)
{
    uint32_t *next = ct_xcalloc(n_series + 2, sizeof *next);
    struct ct_note *sorted = ct_xmalloc(p->n_notes, sizeof *sorted);
    for (size_t i = 0; i < p->n_notes; i++)
        next[p->notes[i].series + 2]++;
    for (size_t s = 2; s < n_series + 2; s++)
        next[s] += next[s - 1];
    for (size_t i = 0; i < p->n_notes; i++)
        sorted[next[p->notes[i].series + 1]++] = p->notes[i];
    free(next);
    free(p->notes);
    p->notes = sorted;
    p->notes_capacity = p->n_notes;
}

static void add_labels(struct ct_panel *p, const struct ct_vocabulary *codes)
{
    for (size_t k = 0; k < p->n_keys; k++) {
        struct ct_dict *d = &p->keys[k].codes;
        for (size_t i = 0; i < d->n; i++) {
            const char *label =
                *d->label[i]
                    ? NULL
                    : ct_vocabulary_label(codes, p->keys[k].name, d->code[i]);
            if (label)
                ct_dict_label(d, (uint32_t)i, label);
        }
    }
}

/* After all were settled, so that every twin is among the rejects. */
static int check_twins(const struct ending *e, struct ct_error *err)
{
    const struct ct_problems *p = e->end->rejects;
    if (e->end->descriptor->same_key != CT_SAME_KEY_ERROR ||
        !e->twins->taken_rejected)
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0, "%s",
                   p->n_items ? p->items[p->n_items - 1].reason
                              : "same key, other value");
}

/* What holds of all series, said once. */
static void note_all(struct ct_builder *b)
{
    for (size_t i = 0; i < CT_REMARKS_MAX; i++)
        if (b->remarks[i].text.n == 1 && *b->remarks[i].text.code[0] &&
            b->remarks[i].as->on == CT_ON_CHANGES)
            ct_builder_note(b, -1, b->remarks[i].as->kind,
                            b->remarks[i].text.code[0]);
    if (b->counting.n_absent)
        ct_panel_note(b->panel, -1, INT32_MIN, "absent",
                      "%llu periods without an event are 0, within the time "
                      "and series of each file",
                      b->counting.n_absent);
}

static int build(struct ending *e, struct ct_error *err)
{
    struct ct_panel *p = e->b->panel;
    e->input = ct_xcalloc(e->end->n_inputs + 1, sizeof *e->input);
    for (size_t i = 0; i < e->end->n_inputs; i++)
        e->input[i] = (uint16_t)ct_panel_input(p, &e->end->input[i]);
    ct_builder_end_count(e->b);
    ct_builder_part_years(e->b);
    ct_builder_end_series(e->b);
    e->panel_series = ct_xcalloc(e->b->n_series + 1, sizeof *e->panel_series);
    e->rank = ct_xmalloc(e->b->n_series + 1, sizeof *e->rank);
    e->series = ct_builder_order(e->b);
    for (size_t r = 0; r < e->b->n_series; r++)
        e->rank[e->series[r]] = (uint32_t)r;
    group_by_series(e);
    free(e->rank);
    e->rank = NULL;
    settle_all(e);
    note_all(e->b);
    ct_builder_clear_remarks(e->b);
    write_all(e, bring_near(e));
    renumber_notes(e);
    sort_notes(&p->provenance, p->n_series);
    add_labels(p, &e->end->descriptor->vocabulary);
    return check_twins(e, err);
}

struct ct_panel *ct_builder_panel(struct ct_builder *b,
                                  const struct ct_builder_end *end,
                                  struct ct_twins *twins, struct ct_error *err)
{
    struct ending e = {.b = b, .end = end, .twins = twins};
    *twins = b->echoes;
    int status = build(&e, err);
    free(e.series);
    free(e.rank);
    free(e.order);
    free(e.first);
    free(e.panel_series);
    free(e.input);
    if (status < 0)
        return NULL;
    struct ct_panel *p = b->panel;
    b->panel = NULL;
    free(b->codes);
    b->codes = NULL;
    ct_panel_sort(p);
    return p;
}
