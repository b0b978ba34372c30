/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stretches and joinpoints of fitted lines, from the tables of a result. */
#include "config.h"

#include "plot/found_breaks.h"

#include "lib/memory.h"
#include "lib/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Years closer than this are one. */
#define NEARLY 1e-9
/* Share of the height kept free above the values. */
#define ROOM_ABOVE 0.08

bool ct_segments_are_joined(const struct ct_chart *c)
{
    return strcmp(c->panel->method, "joinpoint") == 0 &&
           ct_panel_table(c->panel, "segments");
}

double ct_segments_alpha(const struct ct_chart *c)
{
    double percent;
    char *level = ct_chart_option(c, "confidence");
    if (!level || ct_number_parse(level, strlen(level), &ct_number_plain,
                                  &percent, NULL) != 0)
        percent = 95;
    free(level);
    return 1 - percent / 100;
}

double ct_cell_number(const struct ct_table *t, size_t row, const char *name)
{
    long k = ct_table_find(t, name);
    return k < 0 || t->columns[k].is_text ? (double)NAN
                                          : t->columns[k].number[row];
}

const char *ct_cell_text(const struct ct_table *t, size_t row, const char *name)
{
    long k = ct_table_find(t, name);
    return k < 0 || !t->columns[k].is_text ? "" : t->columns[k].text[row];
}

double ct_cell_year(const char *text)
{
    struct ct_period p;
    double year;
    if (ct_period_parse(text, strlen(text), &p, NULL) == 0)
        return ct_period_year(p);
    return ct_number_parse(text, strlen(text), &ct_number_plain, &year, NULL)
               ? (double)NAN
               : year;
}

/* A period as it is written: one between two with one decimal. */
static void write_when(const char *text, char *out)
{
    double year;
    char number[CT_FIXED_MAX];
    snprintf(out, CT_WHEN_MAX, "%s", text);
    if (!strchr(text, '.') ||
        ct_number_parse(text, strlen(text), &ct_number_plain, &year, NULL) != 0)
        return;
    ct_number_fixed(year, 1, number);
    snprintf(out, CT_WHEN_MAX, "%.20s", number);
}

/* A row of a table; columns: those of the change in percent with its limits,
 * then those in units. */
static struct ct_segment segment_of(const struct ct_table *t, size_t row,
                                    const char *const columns[2][3])
{
    struct ct_segment g = {.p = ct_cell_number(t, row, "p")};
    g.in_units = isnan(ct_cell_number(t, row, columns[0][0]));
    g.change = ct_cell_number(t, row, columns[g.in_units][0]);
    g.lower = ct_cell_number(t, row, columns[g.in_units][1]);
    g.upper = ct_cell_number(t, row, columns[g.in_units][2]);
    g.from = ct_cell_year(ct_cell_text(t, row, "from"));
    g.to = ct_cell_year(ct_cell_text(t, row, "to"));
    write_when(ct_cell_text(t, row, "from"), g.from_text);
    write_when(ct_cell_text(t, row, "to"), g.to_text);
    return g;
}

static void add_segment(struct ct_segments *out, const struct ct_table *t,
                        size_t row)
{
    static const char *const columns[2][3] = {
        {"apc", "apc_lower", "apc_upper"},
        {"slope", "slope_lower", "slope_upper"}};
    struct ct_segment g = segment_of(t, row, columns);
    if (isnan(g.from) || isnan(g.to) || isnan(g.change))
        return;
    out->segment = ct_xrealloc(out->segment, out->n + 1, sizeof g);
    out->segment[out->n++] = g;
}

/* Takes over an average change if its range is the longest. */
static void add_average(struct ct_segments *out, const struct ct_table *t,
                        size_t row)
{
    static const char *const columns[2][3] = {
        {"aapc", "lower", "upper"}, {"slope", "slope_lower", "slope_upper"}};
    struct ct_segment g = segment_of(t, row, columns);
    if (isnan(out->whole.change) ||
        g.to - g.from > out->whole.to - out->whole.from)
        out->whole = g;
}

/* The stretch that ends at a joinpoint, or NULL. */
static const struct ct_segment *ending_at(const struct ct_segments *s, double x)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->segment[i].from < x && x <= s->segment[i].to + NEARLY)
            return &s->segment[i];
    return NULL;
}

/* The fitted value at x, from the last period up to it. */
static double value_at(const struct ct_line *l, const struct ct_segments *s,
                       double x)
{
    const struct ct_segment *g = ending_at(s, x);
    const struct ct_point *p = NULL;
    for (size_t i = 0; i < l->n; i++)
        if (!isnan(l->point[i].value) && l->point[i].x <= x + NEARLY)
            p = &l->point[i];
    if (!p)
        return NAN;
    if (!g || x - p->x < NEARLY)
        return p->value;
    return g->in_units ? p->value + g->change * (x - p->x)
                       : p->value * pow(1 + g->change / 100, x - p->x);
}

static void add_bend(struct ct_segments *out, const struct ct_table *t,
                     size_t row, const struct ct_line *l)
{
    struct ct_bend b = {.x = ct_cell_year(ct_cell_text(t, row, "time"))};
    b.value = value_at(l, out, b.x);
    if (isnan(b.value))
        return;
    write_when(ct_cell_text(t, row, "time"), b.text);
    write_when(ct_cell_text(t, row, "lower"), b.lower);
    write_when(ct_cell_text(t, row, "upper"), b.upper);
    out->bend = ct_xrealloc(out->bend, out->n_bends + 1, sizeof b);
    out->bend[out->n_bends++] = b;
}

struct ct_segments ct_segments_of(const struct ct_chart *c,
                                  const struct ct_line *l)
{
    struct ct_segments out = {.whole = {.change = NAN}};
    bool joined = ct_segments_are_joined(c);
    if (!joined && strcmp(c->panel->method, "trend") != 0)
        return out;
    const struct ct_table *t =
        ct_panel_table(c->panel, joined ? "segments" : "trend");
    for (size_t row = 0; t && row < t->n_rows; row++)
        if (ct_chart_row_is_of(c, t, row, l->series))
            add_segment(&out, t, row);
    t = joined ? ct_panel_table(c->panel, "locations") : NULL;
    for (size_t row = 0; t && row < t->n_rows; row++)
        if (ct_chart_row_is_of(c, t, row, l->series))
            add_bend(&out, t, row, l);
    t = joined ? ct_panel_table(c->panel, "aapc") : NULL;
    for (size_t row = 0; t && row < t->n_rows; row++)
        if (ct_chart_row_is_of(c, t, row, l->series))
            add_average(&out, t, row);
    return out;
}

void ct_segments_clear(struct ct_segments *s)
{
    free(s->segment);
    free(s->bend);
    *s = (struct ct_segments){0};
}

/* Adds a point before point i. */
static void insert(struct ct_line *l, size_t i, const struct ct_bend *b)
{
    l->point = ct_xrealloc(l->point, l->n + 1, sizeof *l->point);
    memmove(l->point + i + 1, l->point + i, (l->n - i) * sizeof *l->point);
    l->n++;
    l->last++;
    l->point[i].x = b->x;
    l->point[i].value = b->value;
    l->point[i].lower = l->point[i].upper = l->point[i].observed = NAN;
}

/* Adds a joinpoint to a line, if it lies between two of its periods. */
static void bend(struct ct_line *l, const struct ct_bend *b)
{
    for (size_t i = l->first + 1; i <= l->last; i++) {
        const struct ct_point *p = &l->point[i];
        if (l->point[i - 1].x < b->x - NEARLY && b->x < p->x - NEARLY &&
            !isnan(p->value) && !p->after_gap && !p->after_break) {
            insert(l, i, b);
            return;
        }
    }
}

/* Makes room above the highest value for the period of a joinpoint. */
static void make_room(struct ct_chart *c)
{
    if (c->is_log)
        c->high *= pow(c->high / c->low, ROOM_ABOVE);
    else
        c->high += ROOM_ABOVE * (c->high - fmin(c->low, 0));
}

void ct_segments_bend(struct ct_chart *c, size_t n)
{
    bool any = false;
    ct_found_breaks_cut(c);
    for (size_t i = 0; i < n && ct_segments_are_joined(c); i++) {
        struct ct_segments g = ct_segments_of(c, &c->line[i]);
        for (size_t k = 0; k < g.n_bends; k++)
            bend(&c->line[i], &g.bend[k]);
        any |= g.n_bends > 0;
        ct_segments_clear(&g);
    }
    if (any)
        make_room(c);
}

void ct_segment_number(const struct ct_chart *c, const struct ct_segment *g,
                       double x, char *out)
{
    double size = fabs(g->change);
    int decimals = !g->in_units || size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
    ct_chart_number(c, x, decimals, out);
}

void ct_segment_text(const struct ct_chart *c, const struct ct_segment *g,
                     const char *per, char *out)
{
    char number[CT_PEOPLE_MAX];
    ct_segment_number(c, g, g->change, number);
    snprintf(out, CT_PEOPLE_MAX, "%s%.80s%s%.80s%s", g->change > 0 ? "+" : "",
             number, g->in_units ? "" : ct_chart_say(c, "%"),
             g->in_units ? ct_chart_say(c, " a year") : ct_chart_say(c, per),
             g->p < ct_segments_alpha(c) ? "*" : "");
}
