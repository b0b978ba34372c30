/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stretches and joinpoints of fitted lines, from the tables of a result. */
#include "config.h"

#include "plot/segments.h"

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

/* A cell: NaN or "" where the table has none, or of the other kind. */
static double number_of(const struct ct_table *t, size_t row, const char *name)
{
    long k = ct_table_find(t, name);
    return k < 0 || t->columns[k].is_text ? (double)NAN
                                          : t->columns[k].number[row];
}

static const char *text_of(const struct ct_table *t, size_t row,
                           const char *name)
{
    long k = ct_table_find(t, name);
    return k < 0 || !t->columns[k].is_text ? "" : t->columns[k].text[row];
}

/* The decimal year of a period, or of a place between two. */
static double year_of(const char *text)
{
    struct ct_period p;
    double year;
    if (ct_period_parse(text, strlen(text), &p, NULL) == 0)
        return ct_period_year(p);
    return ct_number_parse(text, strlen(text), &ct_number_plain, &year, NULL)
               ? (double)NAN
               : year;
}

/* A row of a table whose columns for the change are called so. */
static struct ct_segment segment_of(const struct ct_table *t, size_t row,
                                    const char *const names[3])
{
    struct ct_segment g = {.from_text = text_of(t, row, "from"),
                           .to_text = text_of(t, row, "to"),
                           .apc = number_of(t, row, names[0]),
                           .lower = number_of(t, row, names[1]),
                           .upper = number_of(t, row, names[2]),
                           .slope = number_of(t, row, "slope"),
                           .p = number_of(t, row, "p")};
    g.from = year_of(g.from_text);
    g.to = year_of(g.to_text);
    return g;
}

static void add_segment(struct ct_segments *out, const struct ct_table *t,
                        size_t row)
{
    static const char *const names[] = {"apc", "apc_lower", "apc_upper"};
    struct ct_segment g = segment_of(t, row, names);
    if (isnan(g.from) || isnan(g.to) || (isnan(g.apc) && isnan(g.slope)))
        return;
    out->segment = ct_xrealloc(out->segment, out->n + 1, sizeof g);
    out->segment[out->n++] = g;
}

/* Takes over an average change if its range is the longest. */
static void add_average(struct ct_segments *out, const struct ct_table *t,
                        size_t row)
{
    static const char *const names[] = {"aapc", "lower", "upper"};
    struct ct_segment g = segment_of(t, row, names);
    if (isnan(out->whole.apc) ||
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
    return isnan(g->apc) ? p->value + g->slope * (x - p->x)
                         : p->value * pow(1 + g->apc / 100, x - p->x);
}

static void add_bend(struct ct_segments *out, const struct ct_table *t,
                     size_t row, const struct ct_line *l)
{
    struct ct_bend b = {.text = text_of(t, row, "time"),
                        .lower = text_of(t, row, "lower"),
                        .upper = text_of(t, row, "upper")};
    b.x = year_of(b.text);
    b.value = value_at(l, out, b.x);
    if (isnan(b.value))
        return;
    out->bend = ct_xrealloc(out->bend, out->n_bends + 1, sizeof b);
    out->bend[out->n_bends++] = b;
}

struct ct_segments ct_segments_of(const struct ct_chart *c,
                                  const struct ct_line *l)
{
    struct ct_segments out = {.whole = {.apc = NAN}};
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

void ct_segments_bend(struct ct_chart *c)
{
    bool any = false;
    for (size_t i = 0; i < c->n; i++) {
        struct ct_segments g = ct_segments_of(c, &c->line[i]);
        for (size_t k = 0; k < g.n_bends; k++)
            bend(&c->line[i], &g.bend[k]);
        any |= g.n_bends > 0;
        ct_segments_clear(&g);
    }
    if (any)
        make_room(c);
}

void ct_segment_text(const struct ct_chart *c, const struct ct_segment *g,
                     const char *per, char *out)
{
    char number[CT_PEOPLE_MAX];
    bool in_units = isnan(g->apc);
    double x = in_units ? g->slope : g->apc;
    int decimals = !in_units || fabs(x) >= 10 ? 1 : 2;
    ct_people_number(x, decimals, number);
    snprintf(out, CT_PEOPLE_MAX, "%s%.80s%s%.80s%s", x > 0 ? "+" : "", number,
             in_units ? "" : "%", in_units ? " a year" : per,
             g->p < ct_segments_alpha(c) ? "*" : "");
}
