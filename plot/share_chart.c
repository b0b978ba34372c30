/* SPDX-License-Identifier: GPL-3.0-or-later
 * A table of shares on its way to a figure: which parts, which bars. */
#include "config.h"

#include "plot/share_chart.h"

#include "lib/memory.h"
#include "plot/lang.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Shares of a bar that is whole add up to 1 but for rounding. */
#define WHOLE 0.999

/* A part without a number that may be larger leaves no bar. */
#define MOST_OPEN 0.05

const char *ct_share_text(const struct ct_share_chart *c, const char *column,
                          size_t row)
{
    long k = ct_table_find(c->table, column);
    return k >= 0 && c->table->columns[k].is_text
               ? c->table->columns[k].text[row]
               : "";
}

double ct_share_number(const struct ct_share_chart *c, const char *column,
                       size_t row)
{
    long k = ct_table_find(c->table, column);
    return k >= 0 && !c->table->columns[k].is_text
               ? c->table->columns[k].number[row]
               : (double)NAN;
}

/* Whether a dimension is one of those whose codes are parts. */
static bool is_of(const struct ct_share_chart *c, const char *dimension)
{
    size_t n = strlen(dimension);
    for (const char *s = c->of; *s; s += strcspn(s, ","), s += *s == ',')
        if (strcspn(s, ",") == n && strncmp(s, dimension, n) == 0)
            return true;
    return false;
}

/* The codes of a row in the dimensions of parts, or in all others. */
static char *row_key(const struct ct_share_chart *c, size_t row, bool of)
{
    struct ct_buffer b = {0};
    long time = ct_table_find(c->table, "time");
    ct_buffer_text(&b, "");
    for (long k = 0; k < time; k++)
        if (c->table->columns[k].is_text &&
            is_of(c, c->table->columns[k].name) == of)
            ct_buffer_printf(&b, "%s\n", c->table->columns[k].text[row]);
    return ct_buffer_take(&b);
}

/* Which row is of which bar-to-be, period and part. */
struct index {
    struct ct_dict unit, period, part;
    uint32_t *unit_of, *period_of, *part_of;
};

static uint32_t add_word(struct ct_dict *d, char *word)
{
    uint32_t at = ct_dict_add(d, word, strlen(word));
    free(word);
    return at;
}

static void make_index(const struct ct_share_chart *c, struct index *x)
{
    size_t n = c->table->n_rows;
    *x = (struct index){.unit_of = ct_xcalloc(n, sizeof(uint32_t)),
                        .period_of = ct_xcalloc(n, sizeof(uint32_t)),
                        .part_of = ct_xcalloc(n, sizeof(uint32_t))};
    for (size_t i = 0; i < n; i++) {
        const char *period = ct_share_text(c, "time", i);
        x->unit_of[i] = add_word(&x->unit, row_key(c, i, false));
        x->part_of[i] = add_word(&x->part, row_key(c, i, true));
        x->period_of[i] = ct_dict_add(&x->period, period, strlen(period));
    }
}

static void clear_index(struct index *x)
{
    ct_dict_clear(&x->unit);
    ct_dict_clear(&x->period);
    ct_dict_clear(&x->part);
    free(x->unit_of);
    free(x->period_of);
    free(x->part_of);
}

/* The labels of a row in the dimensions of parts, or in those others in which
 * the rows differ. */
static char *row_label(const struct ct_share_chart *c, size_t row, bool of)
{
    struct ct_buffer b = {0};
    long time = ct_table_find(c->table, "time");
    ct_buffer_text(&b, "");
    for (long k = 0; k < time; k++) {
        const struct ct_column *column = &c->table->columns[k];
        bool differ = of;
        for (size_t i = 1; i < c->table->n_rows && !differ && column->is_text;
             i++)
            differ = strcmp(column->text[i], column->text[0]) != 0;
        if (!column->is_text || is_of(c, column->name) != of || !differ)
            continue;
        char *name = ct_share_name(c, column->name, column->text[row]);
        ct_buffer_printf(&b, "%s%s", b.size ? ", " : "", name);
        free(name);
    }
    return ct_buffer_take(&b);
}

/* The rows of a bar-to-be: what their shares and their counts add up to, how
 * many have a number, the last of them (n_rows: none), and whether one without
 * a number may be more than a little. */
struct sums {
    double shares, counts;
    size_t found, row;
    bool lacking;
};

static void add_part(const struct ct_share_chart *c, size_t row, double *share,
                     struct sums *sums)
{
    double part = ct_share_number(c, "part", row);
    *share = c->is_made ? part : ct_share_number(c, "share", row);
    if (isnan(*share)) {
        sums->lacking |= !(ct_share_number(c, "upper", row) <= MOST_OPEN);
        *share = 0;
        return;
    }
    sums->found++;
    sums->shares += *share;
    sums->counts += c->is_made ? part : 0;
}

/* Reads the rows of a unit in a period into a bar. */
static struct sums add_parts(const struct ct_share_chart *c,
                             const struct index *x, uint32_t unit,
                             uint32_t period, struct ct_share_bar *b)
{
    struct sums sums = {.row = c->table->n_rows};
    for (size_t i = 0; i < c->table->n_rows; i++) {
        if (x->unit_of[i] != unit || x->period_of[i] != period)
            continue;
        sums.row = i;
        b->suppressed += (size_t)fmax(ct_share_number(c, "suppressed", i), 0);
        add_part(c, i, &b->share[x->part_of[i]], &sums);
    }
    return sums;
}

static bool is_whole(const struct ct_share_chart *c, const struct sums *sums)
{
    return c->is_made ? sums->found == c->n_parts && sums->counts > 0
                      : sums->shares >= WHOLE && !sums->lacking;
}

/* Whether a row is of all areas together, beside which there are others. */
static bool is_of_all(const struct ct_share_chart *c, size_t row)
{
    const char *area = ct_share_text(c, "area", row);
    return *c->period &&
           (strcmp(area, "_T") == 0 || strcmp(area, "M49:001") == 0);
}

/* Sets what a bar is of, from a row of it. */
static void set_base(const struct ct_share_chart *c, const struct sums *sums,
                     struct ct_share_bar *b)
{
    for (size_t p = 0; c->is_made && p < c->n_parts; p++)
        b->share[p] /= sums->counts;
    b->whole =
        c->is_made ? sums->counts : ct_share_number(c, "whole", sums->row);
    b->unknown = ct_share_number(c, "unknown", sums->row);
    b->areas = ct_share_number(c, "areas", sums->row);
    b->is_unreliable = b->whole < 20;
    b->is_total = is_of_all(c, sums->row);
}

/* Adds a bar for a unit in a period; one that lacks a part is only named. */
static void add_bar(struct ct_share_chart *c, const struct index *x,
                    uint32_t unit, uint32_t period)
{
    struct ct_share_bar b = {0};
    b.share = ct_xcalloc(c->n_parts, sizeof *b.share);
    struct sums sums = add_parts(c, x, unit, period, &b);
    if (sums.row < c->table->n_rows)
        b.label = *c->period ? row_label(c, sums.row, false)
                             : ct_xstrdup(x->period.code[period]);
    if (sums.row < c->table->n_rows && is_whole(c, &sums)) {
        set_base(c, &sums, &b);
        c->first = c->n_bars ? c->first : sums.row;
        c->bar[c->n_bars++] = b;
        return;
    }
    if (b.label)
        ct_dict_add(&c->skipped, b.label, strlen(b.label));
    free(b.label);
    free(b.share);
}

/* How many units have a number in a period; in any (period = n). */
static size_t count_units(const struct ct_share_chart *c, const struct index *x,
                          uint32_t period)
{
    bool *has = ct_xcalloc(x->unit.n, sizeof *has);
    size_t n = 0;
    for (size_t i = 0; i < c->table->n_rows; i++)
        if ((period == x->period.n || x->period_of[i] == period) &&
            !has[x->unit_of[i]] && !isnan(ct_share_number(c, "part", i))) {
            has[x->unit_of[i]] = true;
            n++;
        }
    free(has);
    return n;
}

static int by_word(const void *a, const void *b, void *user)
{
    const struct ct_dict *d = user;
    return strcmp(d->code[*(const uint32_t *)a], d->code[*(const uint32_t *)b]);
}

/* The periods in order. */
static uint32_t *sorted_periods(struct index *x)
{
    uint32_t *order = ct_xmalloc(x->period.n, sizeof *order);
    for (uint32_t i = 0; i < x->period.n; i++)
        order[i] = i;
    qsort_r(order, x->period.n, sizeof *order, by_word, &x->period);
    return order;
}

/* The latest period in which at least three quarters of the units have
 * numbers, else that in which most have. */
static uint32_t choose(const struct ct_share_chart *c, const struct index *x,
                       const uint32_t *order)
{
    uint32_t best = order[x->period.n - 1];
    size_t most = 0, all = count_units(c, x, (uint32_t)x->period.n);
    for (size_t k = x->period.n; k-- > 0;) {
        size_t n = count_units(c, x, order[k]);
        if (4 * n >= 3 * all)
            return order[k];
        if (n > most) {
            most = n;
            best = order[k];
        }
    }
    return best;
}

static void make_bars(struct ct_share_chart *c, struct index *x)
{
    uint32_t *order = sorted_periods(x);
    bool by_period = x->unit.n == 1 && x->period.n > 1;
    uint32_t chosen = choose(c, x, order);
    c->period = ct_xstrdup(by_period ? "" : x->period.code[chosen]);
    c->first_period = ct_xstrdup(x->period.code[order[0]]);
    c->last_period = ct_xstrdup(x->period.code[order[x->period.n - 1]]);
    c->bar = ct_xcalloc(by_period ? x->period.n : x->unit.n, sizeof *c->bar);
    for (uint32_t u = 0; !by_period && u < x->unit.n; u++)
        add_bar(c, x, u, chosen);
    for (size_t k = 0; by_period && k < x->period.n; k++)
        add_bar(c, x, 0, order[k]);
    free(order);
}

static void make_parts(struct ct_share_chart *c, const struct index *x)
{
    c->n_parts = x->part.n;
    c->part = ct_xcalloc(c->n_parts, sizeof *c->part);
    for (size_t i = c->table->n_rows; i-- > 0;) {
        struct ct_share_part *p = &c->part[x->part_of[i]];
        if (p->key)
            continue;
        p->key = ct_xstrdup(x->part.code[x->part_of[i]]);
        p->label = ct_share_person(c, i);
        if (!p->label)
            p->label = row_label(c, i, true);
        p->is_unknown = strstr(p->key, "_U\n") != NULL;
        p->is_rest = p->is_unknown || strstr(p->key, "_O\n") != NULL;
        c->unknown_shown |= p->is_unknown;
    }
}

/* Ages stay in their order; others go by their size, what is other or unknown
 * last. */
static int before(const struct ct_share_chart *c, const struct ct_share_part *a,
                  const struct ct_share_part *b)
{
    if (a->is_unknown != b->is_unknown)
        return a->is_unknown ? 1 : -1;
    if (a->is_rest != b->is_rest)
        return a->is_rest ? 1 : -1;
    if (strcmp(c->of, "age") != 0 && a->all != b->all)
        return a->all > b->all ? -1 : 1;
    return strcmp(a->key, b->key);
}

static void swap_parts(struct ct_share_chart *c, size_t i, size_t j)
{
    struct ct_share_part part = c->part[i];
    c->part[i] = c->part[j];
    c->part[j] = part;
    for (size_t b = 0; b < c->n_bars; b++) {
        double share = c->bar[b].share[i];
        c->bar[b].share[i] = c->bar[b].share[j];
        c->bar[b].share[j] = share;
    }
}

static void sort_parts(struct ct_share_chart *c)
{
    for (size_t i = 0; i < c->n_parts; i++)
        for (size_t b = 0; b < c->n_bars; b++)
            c->part[i].all += c->bar[b].share[i];
    for (size_t i = 1; i < c->n_parts; i++)
        for (size_t j = i; j > 0 && before(c, &c->part[j], &c->part[j - 1]) < 0;
             j--)
            swap_parts(c, j, j - 1);
}

/* Puts the smallest parts together where there are more than have a colour. */
static void merge_parts(struct ct_share_chart *c)
{
    size_t keep = CT_MOST_PARTS - 1, n = c->n_parts;
    if (n <= CT_MOST_PARTS)
        return;
    for (size_t i = keep + 1; i < n; i++) {
        for (size_t b = 0; b < c->n_bars; b++)
            c->bar[b].share[keep] += c->bar[b].share[i];
        free(c->part[i].key);
        free(c->part[i].label);
    }
    free(c->part[keep].label);
    c->part[keep].label = ct_xasprintf(
        ct_lang_say(c->request->options->lang, "%zu others"), n - keep);
    c->part[keep].is_rest = true;
    c->part[keep].is_unknown = false;
    c->n_parts = keep + 1;
}

static int by_first_share(const void *a, const void *b)
{
    const struct ct_share_bar *x = a, *y = b;
    if (x->is_total != y->is_total)
        return x->is_total ? 1 : -1;
    if (x->share[0] != y->share[0])
        return x->share[0] > y->share[0] ? -1 : 1;
    return strcmp(x->label, y->label);
}

/* What the method says of the rows of the bars, each once. */
static void add_notes(struct ct_share_chart *c, const struct index *x)
{
    for (size_t i = 0; i < c->table->n_rows; i++) {
        const char *note = ct_share_text(c, "note", i);
        if (*c->period &&
            strcmp(x->period.code[x->period_of[i]], c->period) != 0)
            continue;
        while (*note) {
            const char *end = strstr(note, "; ");
            size_t n = end ? (size_t)(end - note) : strlen(note);
            ct_dict_add(&c->notes, note, n);
            note += n + (end ? 2 : 0);
        }
    }
}

/* Leaves the lines of counts the period that is shown. */
static void cut_chart(struct ct_share_chart *c)
{
    struct ct_chart *chart = &c->chart;
    for (long t = chart->from; t <= chart->to; t++) {
        char period[CT_PERIOD_MAX];
        ct_chart_period(chart, t, period);
        if (strcmp(period, c->period) == 0) {
            ct_chart_cut(chart, &t, 1);
            return;
        }
    }
}

/* The dimensions of parts of a result. */
static int find_of(struct ct_share_chart *c, struct ct_error *err)
{
    struct ct_chart of_panel = {.panel = c->request->panel};
    c->of = ct_chart_option(&of_panel, "of");
    if (c->of && c->table->n_rows > 0)
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0, "nothing to draw: no shares");
}

int ct_share_chart_make(const struct ct_plot_request *r,
                        struct ct_share_chart *c, struct ct_error *err)
{
    struct index x;
    *c = (struct ct_share_chart){.request = r,
                                 .table = ct_panel_table(r->panel, "shares")};
    int result = c->table ? find_of(c, err) : ct_share_counts(c, err);
    if (result < 0)
        return -1;
    make_index(c, &x);
    make_parts(c, &x);
    make_bars(c, &x);
    sort_parts(c);
    merge_parts(c);
    add_notes(c, &x);
    clear_index(&x);
    if (*c->period && c->is_made)
        cut_chart(c);
    c->chart.n_empty = 0; /* bars that lack a part are named */
    if (*c->period)
        qsort(c->bar, c->n_bars, sizeof *c->bar, by_first_share);
    if (c->n_bars == 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "nothing to draw: every whole lacks a part, or is 0");
    return 0;
}

void ct_share_chart_clear(struct ct_share_chart *c)
{
    for (size_t i = 0; i < c->n_bars; i++) {
        free(c->bar[i].label);
        free(c->bar[i].share);
    }
    for (size_t i = 0; i < c->n_parts; i++) {
        free(c->part[i].key);
        free(c->part[i].label);
    }
    free(c->bar);
    free(c->part);
    free(c->of);
    free(c->period);
    free(c->first_period);
    free(c->last_period);
    ct_table_destroy(c->own);
    ct_dict_clear(&c->notes);
    ct_dict_clear(&c->skipped);
    if (c->is_made)
        ct_chart_clear(&c->chart);
}
