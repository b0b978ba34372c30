/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `slope`: two periods, one line a series. */
#include "config.h"

#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: height of the data and of a label, distance of labels from the data
 * without and with leaders, the periods' names above. */
enum { BODY = 260, LEAST_ROW = 10, NEAR = 6, ABOVE = 18 };

/* The widest label, as a share of the page. */
#define LABEL_SHARE 0.3

/* Points between the periods from which names stand on both sides. */
enum { LEAST_MIDDLE = 90 };

/* Lines from which the text is smaller. */
enum { MANY = 30 };

/* Distance of labels with leaders: steep ones want room. */
static double far(size_t n)
{
    return n <= MANY / 2 ? 20 : n <= MANY ? 28 : 36;
}

/* What a line does from the first period to the second. */
enum way { UP, DOWN, LEVEL, APART, WAYS };

static const struct {
    const char *colour, *text, *dash, *words;
} looks[WAYS] = {
    [UP] = {"#D55E00", "#b34f00", "solid", "Solid lines: higher"},
    [DOWN] = {"#0072B2", "#00609a", "(10,3)", "dashed: lower"},
    [LEVEL] = {"#777777", "#5f5f5f", "(2,4)", "dotted: the same"},
    [APART] = {"#777777", "#5f5f5f", "solid",
               "interrupted: a break between, no change can be told"},
};

static enum way way_of(const struct ct_line *l)
{
    const struct ct_point *a = &l->point[0], *b = &l->point[1];
    if (b->after_break || b->apart)
        return APART;
    return b->value > a->value ? UP : b->value < a->value ? DOWN : LEVEL;
}

/* The labels of one period: where they stand, and what they say. */
struct side {
    size_t at; /* point: 0 on the left, 1 on the right */
    double x, text_x;
    struct ct_tag *tag;
    char **text;
};

static double text_size(size_t n)
{
    return n <= MANY ? CT_LABEL_SIZE : CT_SMALL_SIZE;
}

static double tag_height(size_t n)
{
    return text_size(n) * 1.25;
}

/* `France  180` on the left, `180  France` on the right: the number beside the
 * line, the name cut where there is no room; with `widest` 0 the number. */
static char *label_text(const struct ct_chart *c, const struct ct_line *l,
                        size_t at, double widest)
{
    char number[CT_PEOPLE_MAX];
    double size = text_size(c->n);
    ct_chart_value(c, l->point[at].value, number);
    if (widest == 0)
        return ct_xstrdup(number);
    double room = widest - ct_text_width(number, size, false) -
                  ct_text_width("  ", size, false);
    char *name = ct_text_fit(l->label, room, size, false);
    char *text = at == 0 ? ct_xasprintf("%s\u00a0\u00a0%s", name, number)
                         : ct_xasprintf("%s\u00a0\u00a0%s", number, name);
    free(name);
    return text;
}

/* Writes the labels of a side; returns the width they take. */
static double make_side(const struct ct_chart *c, double widest,
                        struct side *side)
{
    double width = 0;
    side->tag = ct_xcalloc(c->n, sizeof *side->tag);
    side->text = ct_xcalloc(c->n, sizeof(char *));
    for (size_t i = 0; i < c->n; i++) {
        side->text[i] = label_text(c, &c->line[i], side->at, widest);
        width =
            fmax(width, ct_text_width(side->text[i], text_size(c->n), false));
    }
    return width;
}

static void clear_side(struct side *side, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(side->text[i]);
    free(side->text);
    free(side->tag);
}

/* Finds where the labels of a side can stand. */
static void place_side(const struct ct_chart *c, const struct ct_place *p,
                       struct side *side)
{
    bool leaders = false;
    for (size_t i = 0; i < c->n; i++) {
        double value = c->line[i].point[side->at].value;
        side->tag[i].wanted =
            ct_axis_place(&p->y, value, p->r.bottom, p->r.top);
        side->tag[i].height = tag_height(c->n);
    }
    ct_tags_place(side->tag, c->n, p->r.bottom - 6, p->r.top + 6);
    for (size_t i = 0; i < c->n; i++)
        leaders |= fabs(side->tag[i].at - side->tag[i].wanted) > 2;
    double away = leaders ? far(c->n) : NEAR;
    side->x = side->at ? p->r.right : p->r.left;
    side->text_x = side->at ? side->x + away : side->x - away;
}

static void draw_side(struct ct_script *s, const struct ct_chart *c,
                      const struct side *side)
{
    double towards = side->at ? 1 : -1;
    for (size_t i = 0; i < c->n; i++) {
        enum way way = way_of(&c->line[i]);
        const struct ct_tag *tag = &side->tag[i];
        struct ct_text_style style = {text_size(c->n), false,
                                      side->at ? CT_LEFT : CT_RIGHT,
                                      looks[way].text};
        bool many = c->n > MANY; /* leaders must not be taken for lines */
        struct ct_stroke leader = {
            many ? 0.35 : 0.5, many ? "#b5b5b5" : looks[way].colour, "", false};
        ct_script_text(s, side->text_x, tag->at, side->text[i], &style);
        if (fabs(side->text_x - side->x) > NEAR)
            ct_script_stroke(s, side->x + 4 * towards, tag->wanted,
                             side->text_x - 2 * towards, tag->at, &leader);
    }
}

/* Where on its way the line of zero is farthest from all others, as a share. */
static double free_share(const struct ct_chart *c)
{
    double best = 0.5, farthest = -1;
    for (int k = 1; k < 20; k++) {
        double share = k / 20.0, nearest = HUGE_VAL;
        for (size_t i = 0; i < c->n; i++) {
            double a = c->line[i].point[0].value, b = c->line[i].point[1].value;
            nearest = fmin(nearest, fabs(a + (b - a) * share));
        }
        if (nearest > farthest) {
            best = share;
            farthest = nearest;
        }
    }
    return best;
}

/* The periods' names and upright lines, and the line of zero where values lie
 * below it. */
static void draw_frame(struct ct_script *s, const struct ct_chart *c,
                       const struct ct_place *p)
{
    static const struct ct_stroke post = {0.75, ct_axis_ink, "", false},
                                  zero = {0.5, ct_axis_ink, "(3,3)", false};
    const double at[] = {p->r.left, p->r.right};
    const long when[] = {c->from, c->to};
    for (size_t k = 0; k < 2; k++) {
        struct ct_text_style style = {CT_SUBTITLE_SIZE, true, CT_CENTRE,
                                      ct_ink};
        char period[CT_PERIOD_MAX];
        ct_chart_period(c, when[k], period);
        ct_script_stroke(s, at[k], p->r.bottom - 4, at[k], p->r.top + 4, &post);
        ct_script_text(s, at[k], p->r.top + ABOVE - 5, period, &style);
    }
    if (c->low < 0 && c->high > 0) {
        static const struct ct_text_style word = {CT_SMALL_SIZE, false,
                                                  CT_CENTRE, ct_ink_soft};
        double y = ct_axis_place(&p->y, 0, p->r.bottom, p->r.top);
        ct_script_stroke(s, at[0], y, at[1], y, &zero);
        ct_script_text(s, at[0] + (at[1] - at[0]) * free_share(c), y + 6, "0",
                       &word);
    }
}

/* The rows of a line from one share of the way to another. */
static void add_stretch(struct ct_script *s, const struct ct_chart *c,
                        const struct ct_line *l, const double *shares)
{
    double a = l->point[0].value, b = l->point[1].value;
    for (size_t k = 0; k < 2; k++) {
        double y =
            c->is_log ? a * pow(b / a, shares[k]) : a + (b - a) * shares[k];
        ct_script_row(s, (double[]){shares[k], y}, 2);
    }
    ct_script_gap(s);
}

/* The lines of one way; those with a break between have none in the middle. */
static void draw_way(struct ct_script *s, const struct ct_chart *c,
                     enum way way)
{
    int data = ct_script_data(s);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (way_of(&c->line[i]) != way)
            continue;
        n++;
        if (way == APART) {
            add_stretch(s, c, &c->line[i], (double[]){0, 0.4});
            add_stretch(s, c, &c->line[i], (double[]){0.6, 1});
        } else {
            add_stretch(s, c, &c->line[i], (double[]){0, 1});
        }
    }
    ct_script_data_end(s);
    if (n)
        ct_script_element(s, data,
                          "using 1:2 with lines linecolor rgb \"%s\" "
                          "linewidth %s dashtype %s",
                          looks[way].colour, c->n <= MANY ? "1.4" : "1.0",
                          looks[way].dash);
}

/* The points of one way, hollow ones for values not plainly observed. */
static void draw_marks(struct ct_script *s, const struct ct_chart *c,
                       enum way way, bool special)
{
    int data = ct_script_data(s);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < 2; k++) {
            const struct ct_point *p = &c->line[i].point[k];
            if (way_of(&c->line[i]) != way || ct_point_is_special(p) != special)
                continue;
            n++;
            ct_script_row(s, (double[]){(double)k, p->value}, 2);
        }
    ct_script_data_end(s);
    if (n == 0)
        return;
    ct_script_element(s, data,
                      "using 1:2 with points pointtype 7 pointsize 0.6 "
                      "linecolor rgb \"%s\"",
                      looks[way].colour);
    if (special)
        ct_script_element(s, data,
                          "using 1:2 with points pointtype 7 pointsize 0.38 "
                          "linecolor rgb \"white\"");
}

static void draw_data(struct ct_script *s, const struct ct_chart *c)
{
    for (int way = WAYS - 1; way >= 0; way--)
        draw_way(s, c, (enum way)way);
    for (int way = WAYS - 1; way >= 0; way--)
        for (int special = 0; special < 2; special++)
            draw_marks(s, c, (enum way)way, special);
}

/* What the looks that occur stand for, and which periods were chosen. */
static char *remarks(const struct ct_chart *c, long from, long to)
{
    struct ct_buffer b = {0};
    size_t n[WAYS] = {0}, named = 0;
    for (size_t i = 0; i < c->n; i++)
        n[way_of(&c->line[i])]++;
    for (size_t way = 0; way < WAYS; way++)
        if (n[way]) {
            const char *words = ct_chart_say(c, looks[way].words);
            bool small = named == 0 && *words >= 'a' && *words <= 'z';
            ct_buffer_printf(&b, "%s%c%s (%zu)", named++ ? "; " : "",
                             small ? *words - 'a' + 'A' : *words, words + 1,
                             n[way]);
        }
    ct_buffer_text(&b, ". ");
    if (from < c->from || c->to < to) {
        char first[CT_PERIOD_MAX], last[CT_PERIOD_MAX];
        ct_chart_period(c, from, first);
        ct_chart_period(c, to, last);
        ct_buffer_printf(
            &b,
            ct_chart_say(c, "Of %s\u2013%s the first and the last period with "
                            "values of at least three quarters of the %s. "),
            first, last, ct_chart_say(c, ct_chart_noun(c)));
    }
    return ct_buffer_take(&b);
}

static void draw_chart(struct ct_chart *c, const char *words,
                       struct ct_drawing *d)
{
    struct ct_script *s = &d->script;
    struct side sides[2] = {{.at = 0}, {.at = 1}};
    double widest = s->width * LABEL_SHARE, rows = (double)c->n;
    double left = make_side(c, widest, &sides[0]);
    double right = make_side(c, widest, &sides[1]);
    double around = 2 * (CT_MARGIN + far(c->n));
    if (s->width - around - left - right < LEAST_MIDDLE) {
        clear_side(&sides[0], c->n);
        left = make_side(c, 0, &sides[0]); /* names on the right are enough */
    }
    struct ct_place p = {
        .r = ct_figure_frame(d, c, words,
                             fmax(BODY, rows * tag_height(c->n)) + ABOVE + 10,
                             rows * LEAST_ROW + ABOVE + 10)};
    p.r.left += left + far(c->n);
    p.r.right -= right + far(c->n);
    p.r.top -= ABOVE + 2;
    p.r.bottom += 8;
    p.x = (struct ct_axis){.min = 0, .max = 1};
    p.y = ct_chart_values(c, 5);
    ct_script_area(s, &p.r, &p.x, &p.y);
    draw_frame(s, c, &p);
    draw_data(s, c);
    for (size_t k = 0; k < 2; k++) {
        place_side(c, &p, &sides[k]);
        draw_side(s, c, &sides[k]);
        clear_side(&sides[k], c->n);
    }
    ct_script_draw(s);
    for (size_t i = 0; i < c->n; i++)
        ct_chart_describe(c, &c->line[i], &d->desc);
}

/* Leaves the two periods; what limits had is not shown. */
static int leave_two(struct ct_chart *c, struct ct_error *err)
{
    long first = ct_chart_common(c, false), last = ct_chart_common(c, true);
    if (first >= last) { /* few have several: from end to end */
        first = c->from;
        last = c->to;
    }
    if (first >= last)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a slope needs two periods with values of the same "
                       "series: choose with --from and --to");
    ct_chart_cut(c, (long[]){first, last}, 2);
    if (c->n == 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "nothing to draw: no series has values in both "
                       "periods, choose others with --from and --to");
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < 2; k++) {
            struct ct_point *p = &c->line[i].point[k];
            p->lower = p->upper = p->observed = NAN;
        }
    ct_chart_measure(c);
    ct_chart_sort(c);
    c->is_pair = true;
    c->special_mark = "Hollow dots";
    return 0;
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_chart c;
    if (ct_chart_make(r, &c, err) < 0)
        return -1;
    long from = c.from, to = c.to;
    int result = leave_two(&c, err);
    if (result == 0)
        result = ct_figure_check(&c, CT_MOST_ROWS, err);
    if (result == 0)
        result = ct_chart_alike(&c, err);
    if (result == 0) {
        char *words = remarks(&c, from, to);
        draw_chart(&c, words, d);
        free(words);
    }
    ct_chart_clear(&c);
    return result;
}

const struct ct_figure ct_figure_slope = {
    .name = "slope",
    .title = "two periods, one line a series",
    .text =
        "One line a series between two periods: the first and the last of "
        "those selected with values of at least three quarters of the series "
        "(if there are no two, the first and the last); "
        "`--from` and `--to` choose others. Name and value stand at both ends. "
        "Solid lines rise, dashed ones fall. Where a break lies between, "
        "or other areas report, the line is interrupted and grey, for the two "
        "values are not comparable. Hollow dots are values that were estimated "
        "or are provisional. Series without a value in both periods are named "
        "in the caption. Series from different kinds of source are refused, "
        "and areas that are counted or defined otherwise, unless --allow.",
    .draw = draw,
};
