/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series of the panel as lines of points. */
#include "config.h"

#include "plot/chart.h"
#include "plot/line_label.h"

#include "lib/memory.h"
#include "lib/sentences.h"
#include "lib/status.h"
#include "plot/axis.h"
#include "plot/encode.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Lines without a value that are named, at most. */
enum { MOST_NAMED = 24 };

/* Lines left out for a fuller one that are named, at most. */
enum { MOST_LEFT = 4 };

bool ct_point_is_special(const struct ct_point *p)
{
    return p->status & (CT_STATUS_ESTIMATED | CT_STATUS_FORECAST |
                        CT_STATUS_IMPUTED | CT_STATUS_PROVISIONAL);
}

/* A number that can be drawn, or NaN. */
static double drawable(double x, bool is_log)
{
    return isfinite(x) && (!is_log || x > 0) ? x : NAN;
}

static void set_point(struct ct_chart *c, size_t i, struct ct_point *out)
{
    struct ct_obs o;
    ct_panel_get(c->panel, i, &o);
    struct ct_period period = {c->freq, o.time};
    *out = (struct ct_point){
        .time = o.time,
        .ordinal = ct_period_ordinal(period),
        .x = ct_period_year(period),
        .value = drawable(o.x[CT_VALUE], c->is_log),
        .lower = drawable(o.x[CT_LOWER], c->is_log),
        .upper = drawable(o.x[CT_UPPER], c->is_log),
        .observed = drawable(o.x[CT_OBSERVED], c->is_log),
        .status = o.status,
    };
    if (c->is_log && isfinite(o.x[CT_VALUE]) && isnan(out->value))
        c->n_not_positive++;
}

void ct_line_join(struct ct_line *l)
{
    bool breaks = false;
    l->n_values = 0;
    for (size_t i = 0; i < l->n; i++) {
        struct ct_point *p = &l->point[i];
        breaks |= (p->status & CT_STATUS_BREAK) != 0;
        if (isnan(p->value))
            continue;
        if (l->n_values++ == 0)
            l->first = i;
        else
            p->after_gap |=
                p->apart || p->ordinal - l->point[l->last].ordinal > 1;
        p->after_break = breaks && l->n_values > 1;
        breaks = false;
        l->last = i;
    }
}

/* Whether something is drawn of a point. */
static bool is_shown(const struct ct_point *p)
{
    return !isnan(p->value) || !isnan(p->observed);
}

/* Widens the chart's periods by a point. */
static void add_period(struct ct_chart *c, const struct ct_point *p)
{
    if (!(p->x >= c->x_low)) {
        c->x_low = p->x;
        c->from = p->ordinal;
    }
    if (!(p->x <= c->x_high)) {
        c->x_high = p->x;
        c->to = p->ordinal;
    }
}

/* Widens the chart's ranges by a line. What counts as a value is what was
 * observed, where the line is fitted. */
static void add_ranges(struct ct_chart *c, const struct ct_line *l)
{
    bool fitted = false;
    for (size_t i = 0; i < l->n; i++)
        fitted |= !isnan(l->point[i].observed);
    c->is_fitted |= fitted;
    for (size_t i = 0; i < l->n; i++) {
        const struct ct_point *p = &l->point[i];
        c->low = fmin(fmin(c->low, p->value), fmin(p->lower, p->observed));
        c->high = fmax(fmax(c->high, p->value), fmax(p->upper, p->observed));
        c->is_whole &= isnan(p->value) || p->value == round(p->value);
        c->has_interval |= !isnan(p->lower) && !isnan(p->upper);
        bool missing = isnan(fitted ? p->observed : p->value);
        c->n_missing += missing;
        c->n_values += !missing;
        if (is_shown(p)) {
            c->status |= p->status;
            add_period(c, p);
        }
    }
}

/* Takes a status that all values have from each of them, to be said of all. A
 * chart with forecasts has two kinds of values, which stay as they are. */
static void find_everywhere(struct ct_chart *c)
{
    uint16_t all =
        CT_STATUS_ESTIMATED | CT_STATUS_IMPUTED | CT_STATUS_PROVISIONAL;
    if (c->status & CT_STATUS_FORECAST)
        return;
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->line[i].n; j++)
            if (is_shown(&c->line[i].point[j]))
                all &= c->line[i].point[j].status;
    c->everywhere |= all;
    c->status &= (uint16_t)~all;
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->line[i].n; j++)
            c->line[i].point[j].status &= (uint16_t)~all;
}

/* Which dimensions have more than one code among the series kept. */
static void find_varying(const struct ct_chart *c, const bool *keep,
                         bool *varies)
{
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        uint32_t one = CT_NO_CODE;
        varies[k] = false;
        for (size_t s = 0; s < c->panel->n_series; s++) {
            if (!keep[s])
                continue;
            varies[k] |= one != CT_NO_CODE && key->index[s] != one;
            one = key->index[s];
        }
        varies[k] = varies[k] && !key->is_attribute;
    }
}

static void clear_line(struct ct_line *l)
{
    free(l->label);
    free(l->point);
}

void ct_chart_drop(struct ct_chart *c, struct ct_line *l)
{
    if (c->n_empty < MOST_NAMED)
        ct_buffer_printf(&c->empty, "%s%s", c->n_empty ? ", " : "", l->label);
    if (c->n_empty++ == MOST_NAMED)
        ct_buffer_text(&c->empty, " and others");
    clear_line(l);
}

/* The point of a line at a period if it has a value, else NULL. */
static const struct ct_point *point_at(const struct ct_line *l, long ordinal)
{
    for (size_t i = l->first; i <= l->last; i++)
        if (l->point[i].ordinal == ordinal)
            return isnan(l->point[i].value) ? NULL : &l->point[i];
    return NULL;
}

/* Marks the points of a line whose reporters are not those of the period
 * before, as the notes have it. */
static void set_apart(const struct ct_chart *c, struct ct_line *l)
{
    const struct ct_provenance *v = &c->panel->provenance;
    for (size_t k = 0; k < v->n_notes; k++) {
        if (v->notes[k].series != (int32_t)l->series ||
            strcmp(ct_note_kind(v, k), CT_NOTE_REPORTERS) != 0)
            continue;
        for (size_t i = 0; i < l->n; i++)
            l->point[i].apart |= l->point[i].time == v->notes[k].time;
    }
}

/* Takes a series over; one without a value is only named. */
static void add_line(struct ct_chart *c, size_t s, char *label)
{
    size_t from = c->panel->first[s], n = c->panel->first[s + 1] - from;
    struct ct_line l = {.series = s, .label = label, .n = n};
    l.point = ct_xmalloc(n ? n : 1, sizeof *l.point);
    for (size_t i = 0; i < n; i++)
        set_point(c, from + i, &l.point[i]);
    set_apart(c, &l);
    ct_line_join(&l);
    if (l.n_values > 0) {
        add_ranges(c, &l);
        c->line[c->n++] = l;
        return;
    }
    c->n_missing += n;
    ct_chart_drop(c, &l);
}

long ct_chart_common(const struct ct_chart *c, bool latest)
{
    size_t most = 0;
    long best = latest ? c->to : c->from;
    for (long k = 0; k <= c->to - c->from; k++) {
        long t = latest ? c->to - k : c->from + k;
        size_t n = 0;
        for (size_t i = 0; i < c->n; i++)
            n += point_at(&c->line[i], t) != NULL;
        if (4 * n >= 3 * c->n)
            return t;
        if (n > most) {
            most = n;
            best = t;
        }
    }
    return best;
}

void ct_chart_measure(struct ct_chart *c)
{
    c->low = c->high = c->x_low = c->x_high = NAN;
    c->n_values = c->n_missing = c->status = 0;
    c->has_interval = c->is_fitted = false;
    c->is_whole = true;
    for (size_t i = 0; i < c->n; i++)
        add_ranges(c, &c->line[i]);
    find_everywhere(c);
}

/* How many values of a line have no place on the scale. */
static size_t count_not_positive(const struct ct_chart *c,
                                 const struct ct_line *l)
{
    struct ct_chart own = *c;
    struct ct_point point;
    own.n_not_positive = 0;
    for (size_t i = 0; i < l->n; i++)
        set_point(&own, c->panel->first[l->series] + i, &point);
    return own.n_not_positive;
}

void ct_chart_keep_fullest(struct ct_chart *c)
{
    size_t best = 0, named = 0, others = c->n - 1;
    for (size_t i = 1; i < c->n; i++)
        if (c->line[i].n_values > c->line[best].n_values)
            best = i;
    if (others == 0)
        return;
    ct_buffer_printf(&c->left_out, "%s%zu series with no more values (",
                     c->left_out.size ? "; " : "", others);
    for (size_t i = 0; i < c->n; i++) {
        if (i == best)
            continue;
        if (named++ < MOST_LEFT)
            ct_buffer_printf(&c->left_out, "%s%s", named > 1 ? "; " : "",
                             c->line[i].label);
        clear_line(&c->line[i]);
    }
    ct_buffer_text(&c->left_out, others > MOST_LEFT ? " and others)" : ")");
    c->line[0] = c->line[best];
    c->n = 1;
    c->n_not_positive = count_not_positive(c, &c->line[0]);
    ct_chart_measure(c);
}

/* Leaves of a line the points of n periods; whether all have a value. What
 * lies between two of them is remembered at the second one. */
static bool cut_line(struct ct_line *l, const long *ordinals, size_t n)
{
    size_t from = 0;
    for (size_t k = 0; k < n; k++) {
        const struct ct_point *p = point_at(l, ordinals[k]);
        if (!p)
            return false;
        struct ct_point point = *p;
        size_t at = (size_t)(p - l->point);
        point.after_gap = point.after_break = false;
        for (size_t i = from; k > 0 && i <= at; i++) {
            point.after_break |= l->point[i].after_break;
            point.apart |= l->point[i].apart;
        }
        l->point[k] = point;
        from = at + 1;
    }
    l->n = l->n_values = n;
    l->first = 0;
    l->last = n - 1;
    return true;
}

void ct_chart_cut(struct ct_chart *c, const long *ordinals, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (cut_line(&c->line[i], ordinals, n))
            c->line[kept++] = c->line[i];
        else
            ct_chart_drop(c, &c->line[i]);
    }
    c->n = kept;
    ct_chart_measure(c);
}

int ct_chart_make(const struct ct_plot_request *r, struct ct_chart *c,
                  struct ct_error *err)
{
    const struct ct_panel *p = r->panel;
    *c = (struct ct_chart){.request = r,
                           .panel = p,
                           .is_log = r->options->log_scale,
                           .is_whole = true,
                           .special_mark = CT_MARK_OF_LINES,
                           .low = NAN,
                           .high = NAN,
                           .x_low = NAN,
                           .x_high = NAN};
    if (p->n_series == 0)
        return ct_fail(err, CT_EDATA, 0, 0, "nothing to draw: no series");
    bool *keep = ct_xcalloc(p->n_series, sizeof *keep);
    bool *varies = ct_xcalloc(p->n_keys + 1, sizeof *varies);
    c->line = ct_xcalloc(p->n_series, sizeof *c->line);
    ct_chart_choose(c, keep);
    find_varying(c, keep, varies);
    for (size_t s = 0; s < p->n_series; s++)
        if (keep[s])
            add_line(c, s, ct_line_label(c, varies, s));
    free(keep);
    free(varies);
    ct_line_labels_tell_apart(c);
    if (c->n == 0) {
        ct_fail(err, CT_EDATA, 0, 0,
                c->n_not_positive
                    ? "nothing to draw: no value above 0 for a logarithmic "
                      "scale"
                    : "nothing to draw: all values are missing");
        ct_chart_clear(c);
        return -1;
    }
    find_everywhere(c);
    return 0;
}

void ct_chart_clear(struct ct_chart *c)
{
    for (size_t i = 0; i < c->n; i++)
        clear_line(&c->line[i]);
    free(c->line);
    ct_buffer_clear(&c->left_out);
    ct_buffer_clear(&c->empty);
    *c = (struct ct_chart){0};
}

static int by_last_value(const void *a, const void *b)
{
    const struct ct_line *x = a, *y = b;
    double u = x->point[x->last].value, v = y->point[y->last].value;
    if (u != v)
        return u > v ? -1 : 1;
    return x->series < y->series ? -1 : x->series > y->series;
}

void ct_chart_sort(struct ct_chart *c)
{
    qsort(c->line, c->n, sizeof *c->line, by_last_value);
}

const char *ct_chart_constant(const struct ct_chart *c, const char *key)
{
    const char *code = ct_panel_code_of(c->panel, key, c->line[0].series);
    for (size_t i = 1; i < c->n; i++)
        if (strcmp(code, ct_panel_code_of(c->panel, key, c->line[i].series)) !=
            0)
            return NULL;
    return code;
}

const char *ct_chart_noun(const struct ct_chart *c)
{
    bool by_offence = !ct_chart_constant(c, "offence");
    if (by_offence && !ct_chart_constant(c, "area"))
        return "series";
    const char *own = by_offence ? "offence" : "area";
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        if (!key->is_attribute && strcmp(key->name, own) != 0 &&
            !ct_chart_constant(c, key->name))
            return "series";
    }
    return by_offence ? "offences" : "areas";
}

void ct_chart_value(const struct ct_chart *c, double x, char *out)
{
    double most = c->is_log ? fabs(x) : fmax(fabs(c->low), fabs(c->high));
    int decimals = c->is_whole || most >= 1000 ? 0
                   : most >= 10                ? 1
                   : most >= 1                 ? 2
                   : most >= 0.1               ? 3
                                               : 4;
    ct_chart_number(c, x, decimals, out);
}

void ct_chart_period(const struct ct_chart *c, long ordinal, char *out)
{
    ct_period_format(ct_period_from_ordinal(c->freq, ordinal), out);
}

bool ct_chart_row_is_of(const struct ct_chart *c, const struct ct_table *t,
                        size_t row, size_t series)
{
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        long column = key->is_attribute ? -1 : ct_table_find(t, key->name);
        if (column >= 0 && t->columns[column].is_text &&
            strcmp(t->columns[column].text[row],
                   key->codes.code[key->index[series]]) != 0)
            return false;
    }
    return true;
}
