/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `residuals`: whether what a fit leaves looks like chance. */
#include "config.h"

#include "lib/memory.h"
#include "lib/number.h"
#include "plot/encode.h"
#include "plot/figure.h"
#include "plot/lang.h"
#include "plot/misfit.h"
#include "plot/segments.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: height of all panels, name above each, numbers below, between the
 * rows and columns of panels, between years; the least width of three panels
 * side by side. */
enum {
    BODY = 330,
    LEAST = 170,
    NAME = 16,
    NUMBERS = 16,
    ROWS = 12,
    COLUMNS = 20,
    YEAR_WIDTH = 36,
    BELOW = 11,
    LEAST_WIDTH = 330
};

/* The 97.5 percent point of the normal distribution, for limits at 95. */
#define REACH 1.959964

/* Points on a curve. */
enum { CURVE = 81 };

/* Points between two numbers of an axis. */
enum { APART = 4 };

static const struct ct_text_style small = {CT_SMALL_SIZE, false, CT_CENTRE,
                                           ct_ink_soft};

/* --- pieces --- */

static void draw_name(struct ct_script *s, const struct ct_rect *r,
                      const char *text)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE + 0.5, true,
                                               CT_LEFT, ct_ink};
    char *name = ct_text_fit(text, r->right - r->left + COLUMNS - 4, style.size,
                             style.bold);
    ct_script_text(s, r->left, r->top + NAME - 6, name, &style);
    free(name);
}

/* The frame of a panel: grid, numbers on the left, name. */
static void draw_frame(struct ct_script *s, const struct ct_place *p,
                       const char *name)
{
    ct_script_area(s, &p->r, &p->x, &p->y);
    ct_draw_grid(s, &p->r, &p->y);
    ct_draw_values(s, &p->r, &p->y);
    draw_name(s, &p->r, name);
}

/* Draws the base line with numbers of the axis below it, as far as they have
 * room. */
static void draw_numbers(struct ct_script *s, const struct ct_place *p)
{
    static const struct ct_stroke axis = {0.75, ct_axis_ink, "", false};
    double end = -HUGE_VAL;
    ct_script_stroke(s, p->r.left, p->r.bottom, p->r.right, p->r.bottom, &axis);
    for (size_t i = 0; i < p->x.n; i++) {
        char text[CT_PEOPLE_MAX];
        double x = ct_axis_place(&p->x, p->x.tick[i], p->r.left, p->r.right);
        ct_axis_label(&p->x, i, text);
        double half = ct_text_width(text, small.size, small.bold) / 2;
        if (x - half < end)
            continue;
        ct_script_text(s, x, p->r.bottom - BELOW, text, &small);
        end = x + half + APART;
    }
}

/* Upright strokes from 0 to each value. */
static void draw_strokes(struct ct_script *s, const double *x, const double *y,
                         size_t n, const char *width)
{
    int data = ct_script_data(s);
    for (size_t i = 0; i < n; i++)
        ct_script_row(s, (double[]){x[i], y[i]}, 2);
    ct_script_data_end(s);
    ct_script_element(s, data,
                      "using 1:2 with impulses linecolor rgb \"%s\" "
                      "linewidth %s",
                      ct_look(0)->colour, width);
}

static void draw_points(struct ct_script *s, const double *x, const double *y,
                        size_t n)
{
    int data = ct_script_data(s);
    for (size_t i = 0; i < n; i++)
        ct_script_row(s, (double[]){x[i], y[i]}, 2);
    ct_script_data_end(s);
    ct_script_element(s, data,
                      "using 1:2 with points pointtype %d pointsize 0.42 "
                      "linecolor rgb \"%s\"",
                      ct_look(0)->filled, ct_look(0)->colour);
}

static void draw_curve(struct ct_script *s, const double *x, const double *y,
                       size_t n, const char *dash)
{
    int data = ct_script_data(s);
    for (size_t i = 0; i < n; i++)
        ct_script_row(s, (double[]){x[i], y[i]}, 2);
    ct_script_data_end(s);
    ct_script_element(s, data,
                      "using 1:2 with lines linecolor rgb \"%s\" "
                      "linewidth 1 dashtype %s",
                      ct_ink_soft, dash);
}

/* --- panels --- */

/* On which side of the largest residual its name stands: where the neighbour
 * reaches less far in its direction, away from the ends. */
static bool is_free_on_right(const struct ct_misfit *m)
{
    size_t i = m->largest;
    double sign = m->residual[i] < 0 ? -1 : 1;
    if (i < 2 || i + 2 >= m->n)
        return i < 2;
    return sign * m->residual[i + 1] < sign * m->residual[i - 1];
}

static void draw_time(struct ct_script *s, const struct ct_chart *c,
                      const struct ct_misfit *m, const struct ct_place *p)
{
    double *x = ct_xmalloc(m->n, sizeof *x);
    for (size_t i = 0; i < m->n; i++)
        x[i] = m->point[i]->x;
    draw_frame(s, p,
               m->is_log
                   ? ct_chart_say(c, "Residuals, ln(observed / fitted)")
                   : ct_chart_say(c, "Residuals, observed \u2212 fitted"));
    ct_draw_years(s, &p->r, &p->x, false);
    draw_strokes(s, x, m->residual, m->n, "0.8");
    draw_points(s, x, m->residual, m->n);
    char when[CT_PERIOD_MAX];
    const struct ct_point *far = m->point[m->largest];
    double e = m->residual[m->largest];
    ct_chart_period(c, far->ordinal, when);
    double at = ct_axis_place(&p->x, far->x, p->r.left, p->r.right);
    bool on_right = is_free_on_right(m);
    struct ct_text_style style = small;
    style.align = on_right ? CT_LEFT : CT_RIGHT;
    ct_script_text(s, at + (on_right ? 5 : -5),
                   ct_axis_place(&p->y, e, p->r.bottom, p->r.top), when,
                   &style);
    ct_script_draw(s);
    free(x);
}

static void draw_correlations(struct ct_script *s, const struct ct_misfit *m,
                              const struct ct_place *p)
{
    double lag[CT_MOST_LAGS], limit = REACH / sqrt((double)m->n);
    for (size_t k = 0; k < m->n_lags; k++)
        lag[k] = (double)k + 1;
    draw_frame(s, p, ct_lang_say(p->y.lang, "Autocorrelation"));
    draw_numbers(s, p);
    for (int sign = -1; sign <= 1; sign += 2)
        draw_curve(s, (double[]){p->x.min, p->x.max},
                   (double[]){sign * limit, sign * limit}, 2, "(4,4)");
    draw_strokes(s, lag, m->autocorrelation, m->n_lags,
                 m->n_lags > 20 ? "1.4" : "2.4");
    ct_script_draw(s);
}

/* The share below the i-th of n values, as R's ppoints(). */
static double share_of(size_t i, size_t n)
{
    double a = n <= 10 ? .375 : .5;
    return ((double)i + 1 - a) / ((double)n + 1 - 2 * a);
}

static void draw_quantiles(struct ct_script *s, const struct ct_misfit *m,
                           const struct ct_place *p)
{
    double *z = ct_xmalloc(3 * m->n, sizeof *z);
    double *lower = z + m->n, *upper = lower + m->n;
    for (size_t i = 0; i < m->n; i++) {
        double share = share_of(i, m->n);
        z[i] = ct_normal_quantile(share);
        double error =
            sqrt(share * (1 - share) / (double)m->n) / ct_normal_density(z[i]);
        lower[i] = z[i] - REACH * error;
        upper[i] = z[i] + REACH * error;
    }
    draw_frame(s, p, ct_lang_say(p->y.lang, "Normal quantiles"));
    draw_numbers(s, p);
    draw_curve(s, z, z, m->n, "solid");
    draw_curve(s, z, lower, m->n, "(4,4)");
    draw_curve(s, z, upper, m->n, "(4,4)");
    draw_points(s, z, m->sorted, m->n);
    ct_script_draw(s);
    free(z);
}

/* Bins of the distribution, in standard deviations. */
struct bins {
    double width, from;
    size_t n, most, count[64];
};

static struct bins make_bins(const struct ct_misfit *m)
{
    struct bins b = {.width = m->n < 60 ? 1 : .5};
    double low = fmin(m->sorted[0], -3), high = fmax(m->sorted[m->n - 1], 3);
    while ((high - low) / b.width > 60)
        b.width *= 2;
    /* 0 is the middle of a bin. */
    b.from = b.width * (floor(low / b.width + .5) - .5);
    b.n = (size_t)(floor((high - b.from) / b.width) + 1);
    for (size_t i = 0; i < m->n; i++) {
        size_t k = (size_t)((m->sorted[i] - b.from) / b.width);
        b.count[k]++;
        b.most = b.count[k] > b.most ? b.count[k] : b.most;
    }
    return b;
}

static void draw_distribution(struct ct_script *s, const struct ct_misfit *m,
                              const struct bins *b, const struct ct_place *p)
{
    double x[CURVE], y[CURVE];
    draw_frame(s, p, ct_lang_say(p->y.lang, "Distribution"));
    draw_numbers(s, p);
    for (size_t k = 0; k < b->n; k++) {
        double left = b->from + (double)k * b->width;
        struct ct_rect bar = {
            ct_axis_place(&p->x, left, p->r.left, p->r.right) + .5, p->r.bottom,
            ct_axis_place(&p->x, left + b->width, p->r.left, p->r.right) - .5,
            ct_axis_place(&p->y, (double)b->count[k], p->r.bottom, p->r.top)};
        if (b->count[k] > 0)
            ct_script_fill(s, &bar, "#9cc4de");
    }
    for (int i = 0; i < CURVE; i++) {
        x[i] = p->x.min + (p->x.max - p->x.min) * i / (CURVE - 1);
        y[i] = (double)m->n * b->width * ct_normal_density(x[i]);
    }
    draw_curve(s, x, y, CURVE, "solid");
    ct_script_draw(s);
}

/* --- axes --- */

static struct ct_axis time_values(const struct ct_misfit *m)
{
    double low = 0, high = 0;
    for (size_t i = 0; i < m->n; i++) {
        low = fmin(low, m->residual[i]);
        high = fmax(high, m->residual[i]);
    }
    return ct_axis_linear(low, high, true, 4);
}

static struct ct_axis correlation_values(const struct ct_misfit *m)
{
    double high = fmax(.4, 1.05 * REACH / sqrt((double)m->n)), low = -high;
    for (size_t k = 0; k < m->n_lags; k++) {
        low = fmin(low, m->autocorrelation[k]);
        high = fmax(high, m->autocorrelation[k]);
    }
    return ct_axis_linear(fmax(low, -1), fmin(high, 1), true, 4);
}

static struct ct_axis lags(const struct ct_misfit *m)
{
    struct ct_axis a = ct_axis_linear(0, (double)m->n_lags, true, 4);
    a.min = 0;
    a.max = (double)m->n_lags + 1;
    if (a.decimals > 0) { /* few lags: each has its number */
        a.decimals = 0;
        for (a.n = 0; a.n < m->n_lags; a.n++)
            a.tick[a.n] = (double)a.n + 1;
    }
    return a;
}

/* Whole numbers of standard deviations. */
static struct ct_axis quantiles(const struct ct_misfit *m)
{
    double far = 1.05 * ct_normal_quantile(share_of(m->n - 1, m->n));
    struct ct_axis a = {.min = -far, .max = far};
    for (double z = ceil(-far); z <= far; z++)
        a.tick[a.n++] = z;
    return a;
}

/* Takes in the limits of the quantile plot. */
static struct ct_axis sorted_values(const struct ct_misfit *m)
{
    double share = share_of(m->n - 1, m->n), z = ct_normal_quantile(share);
    double far = z + REACH * sqrt(share * (1 - share) / (double)m->n) /
                         ct_normal_density(z);
    return ct_axis_linear(fmin(-far, m->sorted[0]),
                          fmax(far, m->sorted[m->n - 1]), true, 4);
}

/* --- the page --- */

static char *remarks(const struct ct_chart *c, const struct ct_misfit *m)
{
    struct ct_buffer b = {0};
    char number[CT_PEOPLE_MAX], when[CT_PERIOD_MAX];
    ct_segments_describe(c, 0, &b);
    ct_chart_period(c, m->point[m->largest]->ordinal, when);
    ct_people_number(fabs(m->residual[m->largest] - m->mean) / m->sd, 1,
                     number);
    ct_buffer_printf(&b, "Farthest from the fit: %s, by %s sd. ", when, number);
    if (m->n_lags > 0) {
        ct_people_number(m->autocorrelation[0], 2, number);
        ct_buffer_printf(&b, "Autocorrelation at lag 1: %s%s. ", number,
                         m->has_gaps ? " (periods are missing)" : "");
    }
    ct_buffer_text(&b, "Dashed: 95% limits, of each by itself, if residuals "
                       "are independent and normal; curve: the normal "
                       "distribution. Lags are in periods, quantiles and "
                       "distribution in sd. ");
    return ct_buffer_take(&b);
}

/* Whether a page is too narrow for panels side by side. */
static bool is_stacked(const struct ct_rect *r)
{
    return r->right - r->left < LEAST_WIDTH;
}

/* Divides r into columns, or rows where it is narrow, with room for numbers on
 * the left of each. */
static struct ct_rect column(const struct ct_rect *r, int i, double numbers)
{
    double height = (r->top - r->bottom + ROWS) / 3;
    if (is_stacked(r))
        return (struct ct_rect){r->left + numbers,
                                r->top - (i + 1) * height + ROWS + NUMBERS,
                                r->right, r->top - i * height - NAME};
    double width = (r->right - r->left - 2 * COLUMNS) / 3;
    double left = r->left + i * (width + COLUMNS);
    return (struct ct_rect){left + numbers, r->bottom + NUMBERS, left + width,
                            r->top - NAME};
}

/* The panels below; `left` is the width of the numbers of the first. */
static void draw_checks(struct ct_script *s, const struct ct_misfit *m,
                        const struct ct_rect *r, double left, int lang)
{
    struct bins b = make_bins(m);
    struct ct_place p = {.x = lags(m), .y = correlation_values(m)};
    p.r = column(r, 0, left);
    p.y.lang = lang;
    draw_correlations(s, m, &p);
    p.y = sorted_values(m);
    p.y.lang = lang;
    p.x = quantiles(m);
    p.x.lang = lang;
    p.r = column(r, 1, ct_values_width(&p.y));
    draw_quantiles(s, m, &p);
    double curve = (double)m->n * b.width * ct_normal_density(0);
    p.y = ct_axis_linear(0, fmax(4, fmax((double)b.most, curve)), true, 4);
    p.y.lang = lang;
    p.x = ct_axis_linear(b.from, b.from + (double)b.n * b.width, true, 4);
    p.r = column(r, 2, ct_values_width(&p.y));
    draw_distribution(s, m, &b, &p);
}

static void draw_chart(const struct ct_chart *c, const struct ct_misfit *m,
                       struct ct_drawing *d)
{
    char *words = remarks(c, m);
    bool stacked = is_stacked(
        &(struct ct_rect){CT_MARGIN, 0, d->script.width - CT_MARGIN, 0});
    int times = stacked ? 2 : 1;
    struct ct_rect r =
        ct_figure_frame(d, c, words, BODY * times, LEAST * times);
    double middle = r.bottom + (r.top - r.bottom) * (stacked ? .75 : .48);
    struct ct_place p = {
        .r = {r.left, middle + ROWS / 2 + NUMBERS, r.right, r.top - NAME},
        .y = time_values(m)};
    p.y.lang = c->request->options->lang;
    struct ct_axis below = correlation_values(m);
    double left = fmax(ct_values_width(&p.y), ct_values_width(&below));
    p.r.left += left;
    p.x = ct_axis_years(m->point[0]->x, m->point[m->n - 1]->x,
                        p.r.right - p.r.left, YEAR_WIDTH);
    draw_time(&d->script, c, m, &p);
    r.top = middle - ROWS / 2;
    draw_checks(&d->script, m, &r, left, c->request->options->lang);
    ct_buffer_text(&d->desc, words);
    free(words);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_plot_request own = *r;
    struct ct_plot_options options = *r->options;
    struct ct_chart c;
    struct ct_misfit m;
    own.options = &options;
    options.log_scale = false; /* residuals go below 0 */
    if (ct_panel_find_key(r->panel, "component") >= 0)
        return ct_fail(
            err, CT_EDATA, 0, 0,
            "nothing to draw: it takes a result of trend, joinpoint, "
            "breaks or changepoints; the figure season shows remainders");
    if (ct_chart_make(&own, &c, err) < 0)
        return -1;
    int result = ct_figure_check(&c, 1, err);
    if (result == 0)
        result = ct_misfit_make(&c, &m, err);
    if (result == 0) {
        draw_chart(&c, &m, d);
        ct_misfit_clear(&m);
    }
    ct_chart_clear(&c);
    return result;
}

const struct ct_figure ct_figure_residuals = {
    .name = "residuals",
    .title = "what a fitted trend leaves: over time, autocorrelation, "
             "distribution",
    .text =
        "Of a result of `analyze trend`, `joinpoint`, `breaks` or "
        "`changepoints`: residuals, "
        "ln(observed / fitted) unless the model is of the values themselves, "
        "over time; their autocorrelation; their quantiles against those of "
        "the normal distribution; and how they are distributed. Residuals "
        "that swing slowly or lie outside the dashed limits more often than "
        "one time in twenty tell of a model that does not fit, and of a p "
        "that is too small. One series: choose with --where.",
    .draw = draw,
};
