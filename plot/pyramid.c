/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `pyramid`: ages one above the other, men left, women right. */
#include "config.h"

#include "lib/codes.h"
#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/figure.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: distance of ages and numbers from the bars, headings above, the
 * axes' numbers below. */
enum { BESIDE = 5, ABOVE = 18, AXIS = 16, LEAST_ROW = 10, MOST_AGES = 120 };

/* Half of a bar, as a share of its row. */
#define HALF 0.41

enum side { MALE, FEMALE };
static const struct {
    const char *code, *name, *colour, *text, *pale;
} sexes[] = {[MALE] = {"M", "Male", "#0072B2", "#00609a", "#9cc5e0"},
             [FEMALE] = {"F", "Female", "#D55E00", "#b34f00", "#f2bf99"}};

/* An age group; NULL where a sex has no value. */
struct row {
    int from, to; /* to = INT_MAX: open */
    const struct ct_point *point[2];
};

struct pyramid {
    struct ct_chart c;
    long from, to; /* periods selected */
    size_t n;
    struct row *row;
};

/* The side of a line, or -1 if it is no sex of the two. */
static int side_of(const struct ct_chart *c, size_t series)
{
    const char *sex = ct_panel_code_of(c->panel, "sex", series);
    return strcmp(sex, "M") == 0 ? MALE : strcmp(sex, "F") == 0 ? FEMALE : -1;
}

/* Whether a line is part of a pyramid, and which ages it is of. */
static bool is_part(const struct ct_chart *c, size_t series, int *from, int *to)
{
    const char *age = ct_panel_code_of(c->panel, "age", series);
    return side_of(c, series) >= 0 && *age != '_' &&
           ct_age_range(age, from, to);
}

/* Adds the code of a key to what is not shown, once; but for totals, which a
 * pyramid never shows. */
static void leave_out(struct ct_chart *c, const char *key, const char *code,
                      struct ct_dict *said)
{
    char *words = ct_xasprintf("%s %s", key, code);
    size_t before = said->n;
    ct_dict_add(said, words, strlen(words));
    if (said->n > before && strcmp(code, "_T") != 0)
        ct_buffer_printf(&c->left_out, "%s%s", c->left_out.size ? "; " : "",
                         words);
    free(words);
}

/* Leaves the lines of the two sexes and of ages. */
static void keep_parts(struct ct_chart *c)
{
    struct ct_dict said = {0};
    size_t kept = 0;
    int from, to;
    for (size_t i = 0; i < c->n; i++) {
        struct ct_line *l = &c->line[i];
        if (is_part(c, l->series, &from, &to)) {
            c->line[kept++] = *l;
            continue;
        }
        bool by_sex = side_of(c, l->series) < 0;
        const char *key = by_sex ? "sex" : "age";
        leave_out(c, key, ct_panel_code_of(c->panel, key, l->series), &said);
        free(l->label);
        free(l->point);
    }
    c->n = kept;
    ct_chart_measure(c);
    ct_dict_clear(&said);
}

/* Fails if the lines differ in anything but sex and age. */
static int check_one(const struct ct_chart *c, struct ct_error *err)
{
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        if (!key->is_attribute && strcmp(key->name, "sex") != 0 &&
            strcmp(key->name, "age") != 0 && !ct_chart_constant(c, key->name))
            return ct_fail(err, CT_EDATA, 0, 0,
                           "a pyramid is of one whole, and the series differ "
                           "in %s: choose with --where",
                           key->name);
    }
    if (c->low < 0 || c->is_log)
        return ct_fail(err, CT_EDATA, 0, 0,
                       c->is_log ? "a pyramid has no logarithmic scale"
                                 : "a pyramid has no place for values below 0");
    return 0;
}

static int by_age(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    return x->from != y->from ? (x->from < y->from ? -1 : 1)
                              : (x->to > y->to) - (x->to < y->to);
}

/* Puts the points of the lines into rows of ages, the youngest first. */
static int make_rows(struct pyramid *p, struct ct_error *err)
{
    const struct ct_chart *c = &p->c;
    p->row = ct_xcalloc(c->n, sizeof *p->row);
    for (size_t i = 0; i < c->n; i++) {
        struct row row = {0};
        size_t k = 0;
        is_part(c, c->line[i].series, &row.from, &row.to);
        while (k < p->n && by_age(&p->row[k], &row) != 0)
            k++;
        if (k == p->n)
            p->row[p->n++] = row;
        p->row[k].point[side_of(c, c->line[i].series)] = &c->line[i].point[0];
    }
    qsort(p->row, p->n, sizeof *p->row, by_age);
    for (size_t k = 1; k < p->n; k++)
        if (p->row[k].from <= p->row[k - 1].to)
            return ct_fail(err, CT_EDATA, 0, 0,
                           "ages that begin at %d and at %d overlap: choose "
                           "with --where age=...",
                           p->row[k - 1].from, p->row[k].from);
    if (p->n > MOST_AGES)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "%zu ages are too many for this figure, it holds %d",
                       p->n, MOST_AGES);
    return 0;
}

/* Makes the pyramid of a request, at one period. */
static int make(const struct ct_plot_request *r, struct pyramid *p,
                struct ct_error *err)
{
    if (ct_chart_make(r, &p->c, err) < 0)
        return -1;
    keep_parts(&p->c);
    if (p->c.n == 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "nothing to draw: no values by sex (F, M) and age");
    if (check_one(&p->c, err) < 0)
        return -1;
    p->from = p->c.from;
    p->to = p->c.to;
    ct_chart_cut(&p->c, (long[]){ct_chart_common(&p->c, true)}, 1);
    return make_rows(p, err);
}

static void age_text(const struct row *row, char *out, size_t size)
{
    if (row->to == INT_MAX)
        snprintf(out, size, "%d+", row->from);
    else if (row->from == row->to)
        snprintf(out, size, "%d", row->from);
    else
        snprintf(out, size, "%d\u2013%d", row->from, row->to);
}

static double row_height(size_t n)
{
    return n <= 10 ? 20 : n <= 25 ? 14 : 11;
}

/* The places of the two sides: bars grow from the middle outwards. */
struct places {
    struct ct_rect r;
    double middle[2], edge[2]; /* of each side */
    struct ct_axis x;
};

static double at(const struct places *w, enum side side, double value)
{
    return ct_axis_place(&w->x, value, w->middle[side], w->edge[side]);
}

static double widest_value(const struct pyramid *p)
{
    double most =
        ct_text_width(ct_chart_say(&p->c, "no value"), CT_SMALL_SIZE, false);
    for (size_t k = 0; k < p->n; k++)
        for (int side = MALE; side <= FEMALE; side++) {
            char text[CT_PEOPLE_MAX];
            const struct ct_point *point = p->row[k].point[side];
            ct_chart_value(&p->c, point ? point->value : NAN, text);
            most = fmax(most, ct_text_width(text, CT_SMALL_SIZE, false));
        }
    return most;
}

static double widest_age(const struct pyramid *p)
{
    double most =
        ct_text_width(ct_chart_say(&p->c, "Age"), CT_LABEL_SIZE, true);
    for (size_t k = 0; k < p->n; k++) {
        char text[64];
        age_text(&p->row[k], text, sizeof text);
        most = fmax(most, ct_text_width(text, CT_SMALL_SIZE, false));
    }
    return most;
}

static struct places make_places(const struct pyramid *p,
                                 const struct ct_rect *r)
{
    struct places w = {.r = *r, .x = ct_chart_values(&p->c, 3)};
    double gap = widest_age(p) / 2 + BESIDE;
    double middle = (r->left + r->right) / 2;
    double room = widest_value(p) + BESIDE;
    w.r.top -= ABOVE;
    w.r.bottom += AXIS;
    w.middle[MALE] = middle - gap;
    w.middle[FEMALE] = middle + gap;
    w.edge[MALE] = r->left + room;
    w.edge[FEMALE] = r->right - room;
    return w;
}

/* Every which tick has room for its number. */
static size_t tick_step(const struct places *w, enum side side)
{
    size_t step = 1;
    double apart =
        w->x.n > 1 ? fabs(at(w, side, w->x.tick[1]) - at(w, side, w->x.tick[0]))
                   : HUGE_VAL;
    while (step < w->x.n &&
           apart * (double)step < ct_values_width(&w->x) + BESIDE)
        step++;
    return step;
}

/* Grid, numbers below, headings above. */
static void draw_side(struct ct_script *s, const struct ct_chart *c,
                      const struct places *w, enum side side)
{
    static const struct ct_text_style number = {CT_SMALL_SIZE, false, CT_CENTRE,
                                                ct_ink_soft};
    struct ct_text_style head = {CT_LABEL_SIZE, true,
                                 side == MALE ? CT_RIGHT : CT_LEFT,
                                 sexes[side].text};
    for (size_t i = 0; i < w->x.n; i += tick_step(w, side)) {
        char text[CT_PEOPLE_MAX];
        double x = at(w, side, w->x.tick[i]);
        struct ct_stroke grid = {0.5, w->x.tick[i] == 0 ? ct_axis_ink : ct_grid,
                                 "", false};
        ct_axis_label(&w->x, i, text);
        ct_script_stroke(s, x, w->r.bottom, x, w->r.top, &grid);
        ct_script_text(s, x, w->r.bottom - 9, text, &number);
    }
    ct_script_text(s, w->middle[side], w->r.top + ABOVE / 2.0,
                   ct_chart_say(c, sexes[side].name), &head);
}

/* One bar with its number and its limits. */
static void draw_bar(struct ct_script *s, const struct pyramid *p,
                     const struct places *w, size_t k, enum side side)
{
    static const struct ct_stroke limit = {0.9, ct_ink, "", true};
    const struct ct_point *point = p->row[k].point[side];
    double row = (w->r.top - w->r.bottom) / (double)p->n;
    double y = w->r.bottom + ((double)k + 0.5) * row, out = w->middle[side];
    double away = side == MALE ? -1 : 1;
    char text[CT_PEOPLE_MAX];
    struct ct_text_style style = {CT_SMALL_SIZE, false,
                                  side == MALE ? CT_RIGHT : CT_LEFT,
                                  point ? ct_ink : ct_ink_soft};
    snprintf(text, sizeof text, "%s", ct_chart_say(&p->c, "no value"));
    if (point) {
        out = at(w, side, point->value);
        ct_script_fill(
            s,
            &(struct ct_rect){fmin(out, w->middle[side]), y - row * HALF,
                              fmax(out, w->middle[side]), y + row * HALF},
            ct_point_is_special(point) ? sexes[side].pale : sexes[side].colour);
        ct_chart_value(&p->c, point->value, text);
        if (!isnan(point->lower) && !isnan(point->upper)) {
            double end = at(w, side, point->upper);
            ct_script_stroke(s, at(w, side, point->lower), y, end, y, &limit);
            out = away * end > away * out ? end : out;
        }
    }
    ct_script_text(s, out + away * 3, y, text, &style);
}

static void draw_ages(struct ct_script *s, const struct pyramid *p,
                      const struct places *w)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink},
                                      head = {CT_LABEL_SIZE, true, CT_CENTRE,
                                              ct_ink};
    double x = (w->middle[MALE] + w->middle[FEMALE]) / 2;
    double row = (w->r.top - w->r.bottom) / (double)p->n;
    ct_script_text(s, x, w->r.top + ABOVE / 2.0, ct_chart_say(&p->c, "Age"),
                   &head);
    for (size_t k = 0; k < p->n; k++) {
        char text[64];
        age_text(&p->row[k], text, sizeof text);
        ct_script_text(s, x, w->r.bottom + ((double)k + 0.5) * row, text,
                       &style);
    }
}

/* Whether counts stand for age groups that differ in width; the open one
 * aside. */
static bool is_uneven(const struct pyramid *p)
{
    bool uneven = false;
    for (size_t k = 1; k < p->n; k++)
        uneven |= p->row[k].to != INT_MAX && p->row[k].to - p->row[k].from !=
                                                 p->row[0].to - p->row[0].from;
    return uneven && strcmp(p->c.unit, "NUMBER") == 0;
}

static char *remarks(const struct pyramid *p)
{
    struct ct_buffer b = {0};
    char first[CT_PERIOD_MAX], last[CT_PERIOD_MAX];
    ct_buffer_text(&b, "");
    ct_chart_period(&p->c, p->from, first);
    ct_chart_period(&p->c, p->to, last);
    if (p->from < p->to)
        ct_buffer_printf(
            &b,
            ct_chart_say(&p->c,
                         "Of %s\u2013%s the latest period with values of at "
                         "least three quarters of the %s. "),
            first, last, ct_chart_say(&p->c, "groups"));
    if (is_uneven(p))
        ct_buffer_text(
            &b, ct_chart_say(
                    &p->c, "Age groups differ in width: a longer bar may stand "
                           "for more years of age. "));
    return ct_buffer_take(&b);
}

/* The longest bar of each sex in words. */
static void describe(const struct pyramid *p, struct ct_buffer *out)
{
    ct_buffer_printf(
        out, ct_chart_say(&p->c, "%zu age groups, the youngest below. "), p->n);
    for (int side = MALE; side <= FEMALE; side++) {
        const struct row *best = NULL;
        char age[64], value[CT_PEOPLE_MAX];
        for (size_t k = 0; k < p->n; k++)
            if (p->row[k].point[side] &&
                (!best ||
                 p->row[k].point[side]->value > best->point[side]->value))
                best = &p->row[k];
        if (!best)
            continue;
        age_text(best, age, sizeof age);
        ct_chart_value(&p->c, best->point[side]->value, value);
        ct_buffer_printf(out, ct_chart_say(&p->c, "%s: most at %s, %s. "),
                         ct_chart_say(&p->c, sexes[side].name), age, value);
    }
}

static void draw_chart(struct pyramid *p, const char *words,
                       struct ct_drawing *d)
{
    struct ct_script *s = &d->script;
    double rows = (double)p->n;
    p->c.special_mark = "Pale bars";
    struct ct_rect r =
        ct_figure_frame(d, &p->c, words, rows * row_height(p->n) + ABOVE + AXIS,
                        rows * LEAST_ROW + ABOVE + AXIS);
    struct places w = make_places(p, &r);
    draw_ages(s, p, &w);
    for (int side = MALE; side <= FEMALE; side++) {
        draw_side(s, &p->c, &w, (enum side)side);
        for (size_t k = 0; k < p->n; k++)
            draw_bar(s, p, &w, k, (enum side)side);
    }
    ct_script_draw(s);
    describe(p, &d->desc);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct pyramid p = {0};
    struct ct_plot_request parts = *r;
    size_t n = r->selection.n_where;
    const char **where = ct_xcalloc(n + 2, sizeof(char *));
    /* Sexes and ages are shown beside their totals, if these are there. */
    for (size_t i = 0; i < n; i++)
        where[i] = r->selection.where[i];
    where[n] = "sex=";
    where[n + 1] = "age=";
    parts.selection.where = where;
    parts.selection.n_where = n + 2;
    int result = make(&parts, &p, err);
    if (result == 0) {
        char *words = remarks(&p);
        draw_chart(&p, words, d);
        free(words);
    }
    ct_chart_clear(&p.c);
    free(p.row);
    free((void *)where);
    return result;
}

const struct ct_figure ct_figure_pyramid = {
    .name = "pyramid",
    .title = "ages by sex, as bars to both sides",
    .text =
        "One row an age group, the youngest below, men on the left, women on "
        "the right; counts or rates, with their intervals as strokes. One "
        "whole (area, offence, ...), at one period: the latest of those "
        "selected with values of at least three quarters of the groups. Ages "
        "may not overlap; totals are left out. Pale bars are values that were "
        "estimated, imputed, forecast or are provisional.",
    .draw = draw,
};
