/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `funnel`: rates against population, with control limits. */
#include "config.h"

#include "lib/memory.h"
#include "plot/control_limits.h"
#include "plot/encode.h"
#include "plot/figure.h"
#include "plot/lang.h"
#include "plot/space.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: height of the data, words on the right, numbers below, height of a
 * name. */
enum { BODY = 300, LEAST = 140, RIGHT = 66, BELOW = 30, NAME_HEIGHT = 10 };

/* Steps of a limit; how many times the smallest population the largest is when
 * their axis is logarithmic. */
enum { STEPS = 160, WIDE = 10 };

#define LIMIT "#5a5a5a"

/* Where a rate lies; the marks of each, which differ in form, too. */
enum zone { WITHIN, BEYOND_95, BEYOND_998, ZONES };
static const struct {
    const char *colour;
    int type;
    const char *words;
} marks[ZONES] = {
    [WITHIN] = {"#777777", 6, "Rings: within the limits"},
    [BEYOND_95] = {"#0072B2", 7, "dots: beyond those of 95%"},
    [BEYOND_998] = {"#D55E00", 13, "diamonds: beyond those of 99.8%"},
};

struct funnel {
    struct ct_chart c;
    long from, to;       /* periods selected */
    double per, overall; /* the rate of all, per `per` */
    double *events, *population;
    enum zone *zone;
    struct ct_place p;
    size_t count[ZONES];
};

/* What a rate is per, or 0. */
static double per_of(const struct ct_chart *c)
{
    char *per =
        strcmp(c->unit, "RATE_N") == 0 ? ct_chart_option(c, "per") : NULL;
    double n = per ? strtod(per, NULL) : ct_unit_per(c->unit);
    free(per);
    return n >= 1 ? n : 0;
}

/* A number behind the point of a line, or NaN. */
static double behind(const struct ct_chart *c, const struct ct_line *l,
                     enum ct_measure_column column)
{
    const struct ct_panel *p = c->panel;
    for (size_t i = p->first[l->series]; i < p->first[l->series + 1]; i++)
        if (p->column[column] && p->time[i] == l->point[0].time)
            return p->column[column][i];
    return NAN;
}

/* Leaves the lines whose events and population are known; names the others. */
static void keep_known(struct funnel *f)
{
    struct ct_chart *c = &f->c;
    size_t kept = 0;
    for (size_t i = 0; i < c->n; i++) {
        struct ct_line *l = &c->line[i];
        double events = behind(c, l, CT_EVENTS);
        double population = behind(c, l, CT_POPULATION);
        if (events >= 0 && population > 0) {
            f->events[kept] = events;
            f->population[kept] = population;
            l->point[0].lower = l->point[0].upper = NAN;
            c->line[kept++] = *l;
            continue;
        }
        ct_chart_drop(c, l);
    }
    c->n = kept;
    ct_chart_measure(c);
}

static enum zone zone_of(double events, double expected)
{
    struct ct_control_limits limits = ct_control_limits(expected);
    return events < limits.lower[1] || events > limits.upper[1]   ? BEYOND_998
           : events < limits.lower[0] || events > limits.upper[0] ? BEYOND_95
                                                                  : WITHIN;
}

static void judge(struct funnel *f)
{
    double events = 0, population = 0;
    for (size_t i = 0; i < f->c.n; i++) {
        events += f->events[i];
        population += f->population[i];
    }
    f->overall = events / population * f->per;
    for (size_t i = 0; i < f->c.n; i++) {
        f->zone[i] =
            zone_of(f->events[i], f->population[i] * events / population);
        f->count[f->zone[i]]++;
    }
}

static int make(const struct ct_plot_request *r, struct funnel *f,
                struct ct_error *err)
{
    struct ct_chart *c = &f->c;
    if (ct_chart_make(r, c, err) < 0)
        return -1;
    f->per = per_of(c);
    if (f->per == 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a funnel is of rates, and these are of unit %s",
                       c->unit);
    f->from = c->from;
    f->to = c->to;
    ct_chart_cut(c, (long[]){ct_chart_common(c, true)}, 1);
    ct_chart_sort(c);
    f->events = ct_xcalloc(c->n, sizeof *f->events);
    f->population = ct_xcalloc(c->n, sizeof *f->population);
    f->zone = ct_xcalloc(c->n, sizeof *f->zone);
    keep_known(f);
    if (c->n == 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a funnel needs counts and population beside the "
                       "rates, as `analyze rate` writes them");
    if (ct_figure_check(c, CT_MOST_ROWS, err) < 0 || ct_chart_alike(c, err) < 0)
        return -1;
    judge(f);
    return 0;
}

/* The axis of populations; values are written by population_text(). */
static struct ct_axis population_axis(const struct funnel *f)
{
    double low = HUGE_VAL, high = 0;
    for (size_t i = 0; i < f->c.n; i++) {
        low = fmin(low, f->population[i]);
        high = fmax(high, f->population[i]);
    }
    return high > WIDE * low ? ct_axis_log(low, high)
                             : ct_axis_linear(0, high, true, 5);
}

/* "20,000", "5 million", "1.4 billion". */
static void population_text(const struct ct_chart *c, double x, char *out)
{
    char number[CT_PEOPLE_MAX];
    /* "1 million" has a plural of its own in other languages. */
    double one = c->request->options->lang == CT_LANG_EN ? 1 : 2;
    double unit = x >= one * 1e9 ? 1e9 : x >= one * 1e6 ? 1e6 : 1;
    double share = x / unit;
    int decimals = 0;
    while (decimals < 3 && fabs(share * pow(10, decimals) -
                                round(share * pow(10, decimals))) > 1e-6)
        decimals++;
    ct_chart_number(c, share, decimals, number);
    snprintf(out, CT_PEOPLE_MAX, "%.40s%s", number,
             unit == 1e9   ? ct_chart_say(c, " billion")
             : unit == 1e6 ? ct_chart_say(c, " million")
                           : "");
}

/* Populations below, as many as have room. */
static void draw_populations(struct ct_script *s, const struct funnel *f)
{
    const struct ct_place *p = &f->p;
    static const struct ct_stroke axis = {0.75, ct_axis_ink, "", false};
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink_soft};
    double end = -HUGE_VAL;
    ct_script_stroke(s, p->r.left, p->r.bottom, p->r.right, p->r.bottom, &axis);
    for (size_t i = 0; i < p->x.n; i++) {
        char text[CT_PEOPLE_MAX];
        double x = ct_axis_place(&p->x, p->x.tick[i], p->r.left, p->r.right);
        population_text(&f->c, p->x.tick[i], text);
        double half = ct_text_width(text, style.size, false) / 2;
        if (x - half < end + 6)
            continue;
        ct_script_stroke(s, x, p->r.bottom, x, p->r.bottom - 3, &axis);
        ct_script_text(s, x, p->r.bottom - 11, text, &style);
        end = x + half;
    }
    ct_script_text(s, (p->r.left + p->r.right) / 2, p->r.bottom - 24,
                   ct_chart_say(&f->c, p->x.is_log
                                           ? "Population (logarithmic scale)"
                                           : "Population"),
                   &style);
}

/* The population a share of the way along the axis. */
static double along(const struct ct_axis *x, double share)
{
    return x->is_log ? x->min * pow(x->max / x->min, share)
                     : x->min + (x->max - x->min) * share;
}

/* A limit (0: 95%, 1: 99.8%), below or above, as a rate at a population. */
static double limit_at(const struct funnel *f, double population, size_t which,
                       bool above)
{
    struct ct_control_limits l =
        ct_control_limits(population * f->overall / f->per);
    return (above ? l.upper[which] : l.lower[which]) / population * f->per;
}

static void draw_limits(struct ct_script *s, const struct funnel *f)
{
    static const char *const dash[] = {"(8,4)", "(2,3)"};
    double floor = f->p.y.is_log ? f->p.y.min / 10 : -1;
    for (size_t line = 0; line < 4; line++) {
        int data = ct_script_data(s);
        for (int k = 0; k <= STEPS; k++) {
            double population = along(&f->p.x, (double)k / STEPS);
            if (!(population > 0))
                continue;
            double y = limit_at(f, population, line % 2, line / 2);
            ct_script_row(s, (double[]){population, fmax(y, floor)}, 2);
        }
        ct_script_data_end(s);
        ct_script_element(s, data,
                          "using 1:2 with lines linecolor rgb \"" LIMIT
                          "\" linewidth 1 dashtype %s",
                          dash[line % 2]);
    }
}

/* The overall rate, and what the lines are, on the right. */
static void name_lines(struct ct_script *s, const struct funnel *f)
{
    static const struct ct_stroke stroke = {1, LIMIT, "", false};
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_LEFT,
                                               ct_ink_soft};
    const struct ct_place *p = &f->p;
    struct ct_tag tag[5];
    char overall[CT_PEOPLE_MAX], text[CT_PEOPLE_MAX + 16];
    ct_chart_value(&f->c, f->overall, overall);
    snprintf(text, sizeof text, ct_chart_say(&f->c, "all: %s"), overall);
    const char *outer = ct_chart_say(&f->c, "99.8%");
    const char *const words[] = {"95%", outer, text, "95%", outer};
    for (size_t i = 0; i < 5; i++) {
        double y = i == 2 ? f->overall : limit_at(f, p->x.max, i % 3, i > 2);
        y = fmin(fmax(y, p->y.min), p->y.max);
        tag[i] = (struct ct_tag){ct_axis_place(&p->y, y, p->r.bottom, p->r.top),
                                 9.5, 0};
    }
    ct_tags_place(tag, 5, p->r.bottom, p->r.top);
    ct_script_stroke(s, p->r.left, tag[2].wanted, p->r.right, tag[2].wanted,
                     &stroke);
    for (size_t i = 0; i < 5; i++) {
        static const struct ct_stroke leader = {0.4, LIMIT, "", true};
        ct_script_stroke(s, p->r.right, tag[i].wanted, p->r.right + 8,
                         tag[i].at, &leader);
        ct_script_text(s, p->r.right + 10, tag[i].at, words[i], &style);
    }
}

static void draw_points(struct ct_script *s, const struct funnel *f)
{
    for (int zone = 0; zone < ZONES; zone++) {
        int data = ct_script_data(s);
        for (size_t i = 0; i < f->c.n; i++)
            if (f->zone[i] == (enum zone)zone)
                ct_script_row(
                    s,
                    (double[]){f->population[i], f->c.line[i].point[0].value},
                    2);
        ct_script_data_end(s);
        if (f->count[zone])
            ct_script_element(s, data,
                              "using 1:2 with points pointtype %d pointsize "
                              "0.6 linewidth 0.9 linecolor rgb \"%s\"",
                              marks[zone].type, marks[zone].colour);
    }
}

/* Black dots in marks of values that are not plainly observed. */
static void draw_special(struct ct_script *s, const struct funnel *f)
{
    int data = ct_script_data(s);
    size_t n = 0;
    for (size_t i = 0; i < f->c.n; i++) {
        const struct ct_point *p = &f->c.line[i].point[0];
        if (!ct_point_is_special(p))
            continue;
        ct_script_row(s, (double[]){f->population[i], p->value}, 2);
        n++;
    }
    ct_script_data_end(s);
    if (n)
        ct_script_element(s, data,
                          "using 1:2 with points pointtype 7 pointsize 0.22 "
                          "linecolor rgb \"black\"");
}

static void point_at(const struct funnel *f, size_t i, double *at)
{
    const struct ct_place *p = &f->p;
    at[0] = ct_axis_place(&p->x, f->population[i], p->r.left, p->r.right);
    at[1] = ct_axis_place(&p->y, f->c.line[i].point[0].value, p->r.bottom,
                          p->r.top);
}

/* Names the points of a zone where there is room. */
static void name_zone(struct ct_script *s, const struct funnel *f,
                      struct ct_space *space, enum zone zone)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink};
    for (size_t i = 0; i < f->c.n; i++) {
        double at[1][2], x, y;
        const char *label = f->c.line[i].label;
        if (f->zone[i] != zone)
            continue;
        point_at(f, i, at[0]);
        char *name = ct_text_fit(label, 110, style.size, false);
        struct ct_wish wish = {.width = ct_text_width(name, style.size, false),
                               .height = NAME_HEIGHT,
                               .near = 4,
                               .far = 8,
                               .left = f->p.r.left,
                               .right = f->p.r.right,
                               .n = 1,
                               .at = at};
        if (ct_space_find(space, &wish, &x, &y))
            ct_script_text(s, x, y, name, &style);
        free(name);
    }
}

/* Lines that a name should rather not cover. */
static void add_lines(const struct funnel *f, struct ct_space *space)
{
    const struct ct_place *p = &f->p;
    for (size_t line = 0; line < 5; line++) {
        double last[2] = {0};
        for (int k = 0; k <= STEPS; k++) {
            double population = along(&p->x, (double)k / STEPS);
            double y = line == 4 ? f->overall
                                 : limit_at(f, population, line % 2, line / 2);
            double at[2] = {
                p->r.left + (p->r.right - p->r.left) * k / STEPS,
                ct_axis_place(&p->y, fmax(y, p->y.min), p->r.bottom, p->r.top)};
            if (k > 0 && population > 0 && isfinite(last[1]))
                ct_space_add_stroke(space, last, at, CT_COVER_LINE);
            last[0] = at[0];
            last[1] = at[1];
        }
    }
}

/* Names points: those beyond the limits first, all where they are few. */
static void name_points(struct ct_script *s, const struct funnel *f)
{
    struct ct_space space = {.r = f->p.r};
    space.r.top += 6;
    space.r.bottom -= NAME_HEIGHT / 2.0 + 1; /* beside a rate of 0 */
    for (size_t i = 0; i < f->c.n; i++) {
        double at[2];
        point_at(f, i, at);
        ct_space_add(&space,
                     &(struct ct_rect){at[0] - 3.5, at[1] - 3.5, at[0] + 3.5,
                                       at[1] + 3.5},
                     CT_COVER_NEVER);
    }
    add_lines(f, &space);
    ct_space_add_stroke(&space, (double[]){f->p.r.left, f->p.r.bottom},
                        (double[]){f->p.r.right, f->p.r.bottom},
                        CT_COVER_BREAK);
    for (int zone = ZONES - 1; zone >= 0; zone--)
        name_zone(s, f, &space, (enum zone)zone);
    ct_space_clear(&space);
}

/* What the marks stand for, how many lie beyond, and how many would by
 * chance. */
static char *remarks(const struct funnel *f)
{
    struct ct_buffer b = {0};
    char number[CT_PEOPLE_MAX], first[CT_PERIOD_MAX], last[CT_PERIOD_MAX];
    for (size_t zone = 0, n = 0; zone < ZONES; zone++)
        if (f->count[zone]) {
            const char *words = ct_chart_say(&f->c, marks[zone].words);
            bool small = n++ == 0 && *words >= 'a' && *words <= 'z';
            ct_buffer_printf(&b, "%s%c%s (%zu)", n > 1 ? "; " : "",
                             small ? *words - 'a' + 'A' : *words, words + 1,
                             f->count[zone]);
        }
    ct_chart_number(&f->c, 0.05 * (double)f->c.n, 1, number);
    ct_buffer_text(&b, ". ");
    ct_buffer_printf(
        &b,
        ct_chart_say(
            &f->c,
            "By chance alone about %s would lie beyond 95%%. Limits: exact "
            "Poisson around the rate of all together, for counts that are "
            "independent. Names as far as there is room. "),
        number);
    ct_chart_period(&f->c, f->from, first);
    ct_chart_period(&f->c, f->to, last);
    if (f->from < f->to)
        ct_buffer_printf(
            &b,
            ct_chart_say(&f->c,
                         "Of %s\u2013%s the latest period with values of at "
                         "least three quarters of the %s. "),
            first, last, ct_chart_say(&f->c, ct_chart_noun(&f->c)));
    return ct_buffer_take(&b);
}

/* Lines described, at most. */
enum { DESCRIBED = 12 };

static void describe(const struct funnel *f, struct ct_buffer *out)
{
    size_t n = 0;
    char value[CT_PEOPLE_MAX];
    ct_chart_value(&f->c, f->overall, value);
    ct_buffer_printf(
        out, ct_chart_say(&f->c, "%zu %s; the rate of all together is %s. "),
        f->c.n, ct_chart_say(&f->c, ct_chart_noun(&f->c)), value);
    for (size_t i = 0; i < f->c.n; i++) {
        double rate = f->c.line[i].point[0].value;
        if (f->zone[i] != BEYOND_998 || n++ >= DESCRIBED)
            continue;
        ct_chart_value(&f->c, rate, value);
        ct_buffer_printf(out, "%s: %s, %s. ", f->c.line[i].label, value,
                         ct_chart_say(&f->c, rate > f->overall
                                                 ? "above the limits"
                                                 : "below the limits"));
    }
}

static void draw_chart(struct funnel *f, const char *words,
                       struct ct_drawing *d)
{
    struct ct_script *s = &d->script;
    struct ct_place *p = &f->p;
    f->c.special_mark = "Black dots in marks";
    p->r = ct_figure_frame(d, &f->c, words, BODY, LEAST);
    p->x = population_axis(f);
    p->y = ct_chart_values(&f->c, 5);
    p->r.left += ct_values_width(&p->y);
    p->r.right -= RIGHT;
    p->r.bottom += BELOW;
    ct_script_area(s, &p->r, &p->x, &p->y);
    ct_draw_grid(s, &p->r, &p->y);
    ct_draw_values(s, &p->r, &p->y);
    draw_populations(s, f);
    draw_limits(s, f);
    name_lines(s, f);
    draw_points(s, f);
    draw_special(s, f);
    name_points(s, f);
    ct_script_draw(s);
    describe(f, &d->desc);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct funnel f = {0};
    int result = make(r, &f, err);
    if (result == 0) {
        char *words = remarks(&f);
        draw_chart(&f, words, d);
        free(words);
    }
    ct_chart_clear(&f.c);
    free(f.events);
    free(f.population);
    free(f.zone);
    return result;
}

const struct ct_figure ct_figure_funnel = {
    .name = "funnel",
    .title = "rates against population, with control limits",
    .text =
        "One mark an area: its rate, over its population, at one period (the "
        "latest of those selected with values of at least three quarters of "
        "the areas). Around the rate of all together lie the limits within "
        "which 95 and 99.8 percent of the rates would be if all had this one "
        "rate and counts varied by chance alone: exact Poisson limits "
        "(Spiegelhalter 2005). Marks beyond them differ in colour and form "
        "and are named first. Needs counts and population beside the rates, "
        "as `analyze rate` writes them. Countries differ by far more than "
        "chance in most data; areas of one system are compared best.",
    .draw = draw,
};
