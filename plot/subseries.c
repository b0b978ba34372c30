/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/subseries.h"

#include "lib/memory.h"
#include "lib/status.h"
#include "plot/encode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Points: height of the data, names of seasons below them. */
enum { BODY = 220, LEAST = 70, NAMES = 16, BELOW = 11 };

/* A season has this share of its place for its line, in the middle. */
#define FILLED 0.78

/* One season of the year. */
struct season {
    struct ct_line line; /* x: from the number of the season on, 0 to 1 */
    double mean;         /* of the values since the last break */
};

static size_t seasons_in_year(const struct ct_chart *c)
{
    return c->freq == 'M' ? 12 : 4;
}

/* Takes the values of a season out of the line. A break before a value is one
 * in its season too, whenever in the year it was. */
static struct season take_season(const struct ct_chart *c, size_t number)
{
    const struct ct_line *all = &c->line[0];
    long n = (long)seasons_in_year(c), first = c->from / n, last = c->to / n;
    struct season s = {.line = *all};
    bool broken = false;
    s.line.label = NULL;
    s.line.point = ct_xmalloc(all->n, sizeof *s.line.point);
    s.line.n = 0;
    for (size_t i = 0; i < all->n; i++) {
        struct ct_point p = all->point[i];
        broken |= (p.status & CT_STATUS_BREAK) != 0;
        if (p.ordinal % n != (long)number || isnan(p.value))
            continue;
        if (broken)
            p.status |= CT_STATUS_BREAK;
        broken = p.after_break = p.after_gap = false;
        p.ordinal /= n;
        double share =
            last > first ? (double)(p.ordinal - first) / (double)(last - first)
                         : .5;
        p.x = (double)number + (1 - FILLED) / 2 + FILLED * share;
        s.line.point[s.line.n++] = p;
    }
    ct_line_join(&s.line);
    return s;
}

/* Draws the mean of the values between two breaks, over their width, or over
 * that of the season where there are none. Returns it. */
static double draw_mean(struct ct_script *s, const struct ct_line *l,
                        size_t from, size_t to, const struct ct_place *p)
{
    static const struct ct_stroke stroke = {1.4, ct_ink, "", true};
    double season = floor(l->point[from].x), sum = 0;
    double left = from > 0 ? l->point[from].x : season + (1 - FILLED) / 2;
    double right = to < l->n ? l->point[to - 1].x : season + (1 + FILLED) / 2;
    for (size_t i = from; i < to; i++)
        sum += l->point[i].value;
    double mean = sum / (double)(to - from);
    double y = ct_axis_place(&p->y, mean, p->r.bottom, p->r.top);
    ct_script_stroke(s, ct_axis_place(&p->x, left, p->r.left, p->r.right) - 1,
                     y, ct_axis_place(&p->x, right, p->r.left, p->r.right) + 1,
                     y, &stroke);
    return mean;
}

/* Draws the means of a season between its breaks. */
static void draw_means(struct ct_script *s, struct season *season,
                       const struct ct_place *p)
{
    const struct ct_line *l = &season->line;
    size_t from = 0;
    season->mean = NAN;
    for (size_t i = 1; i <= l->n; i++)
        if (i == l->n || l->point[i].after_break) {
            season->mean = draw_mean(s, l, from, i, p);
            from = i;
        }
}

static const char *season_name(const struct ct_chart *c, size_t number)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr",
                                         "May", "Jun", "Jul", "Aug",
                                         "Sep", "Oct", "Nov", "Dec"};
    static const char *const quarters[] = {"Q1", "Q2", "Q3", "Q4"};
    return ct_chart_say(c, c->freq == 'M' ? months[number % 12]
                                          : quarters[number % 4]);
}

/* Writes the name of a season below its place. */
static void draw_name(struct ct_script *s, const struct ct_chart *c,
                      size_t number, const struct ct_place *p)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink_soft};
    ct_script_text(
        s, ct_axis_place(&p->x, (double)number + .5, p->r.left, p->r.right),
        p->r.bottom - BELOW, season_name(c, number), &style);
}

static bool has_break(const struct ct_chart *c)
{
    for (size_t i = 0; i < c->line[0].n; i++)
        if (c->line[0].point[i].after_break)
            return true;
    return false;
}

static char *remarks(const struct ct_chart *c)
{
    long n = (long)seasons_in_year(c);
    return ct_xasprintf("Each %s: its values from %ld to %ld, from left to "
                        "right; bars: their mean%s. ",
                        c->freq == 'M' ? "month" : "quarter", c->from / n,
                        c->to / n, has_break(c) ? " between breaks" : "");
}

/* Appends which seasons are highest and lowest on average. */
static void describe(const struct ct_chart *c, const struct season *season,
                     struct ct_buffer *out)
{
    size_t high = 0, low = 0;
    char value[CT_PEOPLE_MAX];
    for (size_t i = 1; i < seasons_in_year(c); i++) {
        if (isnan(season[high].mean) || season[i].mean > season[high].mean)
            high = i;
        if (isnan(season[low].mean) || season[i].mean < season[low].mean)
            low = i;
    }
    ct_chart_describe(c, &c->line[0], out);
    ct_chart_value(c, season[high].mean, value);
    ct_buffer_printf(out, "Highest on average: %s (%s); ", season_name(c, high),
                     value);
    ct_chart_value(c, season[low].mean, value);
    ct_buffer_printf(out, "lowest: %s (%s). ", season_name(c, low), value);
}

void ct_draw_subseries(const struct ct_chart *c, struct ct_drawing *d)
{
    struct ct_script *s = &d->script;
    size_t n = seasons_in_year(c);
    struct season season[12];
    char *words = remarks(c);
    struct ct_place p = {.r = ct_figure_frame(d, c, words, BODY, LEAST)};
    free(words);
    p.y = ct_chart_values(c, 5);
    p.x = (struct ct_axis){.min = 0, .max = (double)n};
    p.r.left += ct_values_width(&p.y);
    p.r.bottom += NAMES;
    ct_script_area(s, &p.r, &p.x, &p.y);
    ct_draw_grid(s, &p.r, &p.y);
    ct_draw_values(s, &p.r, &p.y);
    ct_draw_years(s, &p.r, &p.x, false);
    for (size_t i = 0; i < n; i++) {
        const struct ct_look *look[] = {ct_look(0)};
        struct ct_chart one = *c;
        season[i] = take_season(c, i);
        one.line = &season[i].line;
        one.n = one.line->n_values > 0;
        ct_draw_lines(s, &one, look, false);
        draw_means(s, &season[i], &p);
        draw_name(s, c, i, &p);
    }
    ct_script_draw(s);
    describe(c, season, &d->desc);
    for (size_t i = 0; i < n; i++)
        free(season[i].line.point);
}
