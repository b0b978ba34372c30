/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `shares`: bars of 100 percent. */
#include "config.h"

#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/lang.h"
#include "plot/share_chart.h"
#include "plot/style.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: widest name, distance of names and numbers from the bars, white
 * between parts, the key's lines and boxes, the percents below. */
enum {
    NAME_WIDTH = 170,
    BESIDE = 8,
    KEY_LINE = 15,
    BOX = 9,
    AXIS = 16,
    HEADING = 14,
    LEAST_ROW = 10
};

/* A bar's share of its row; half the white between two parts. */
#define THICK 0.8
#define WHITE 0.4

/* Colours after Okabe and Ito, dark and light ones by turns, with the ink that
 * is read on them; what is other or unknown is grey. */
struct fill {
    const char *colour, *ink;
};
static const struct fill fills[CT_MOST_PARTS] = {
    {"#0072B2", "#ffffff"}, {"#E69F00", ct_ink},    {"#009E73", "#ffffff"},
    {"#56B4E9", ct_ink},    {"#D55E00", "#ffffff"}, {"#F0E442", ct_ink},
    {"#CC79A7", ct_ink},    {"#444444", "#ffffff"}};
static const struct fill rests[] = {{"#a8a8a8", ct_ink}, {"#c6c6c6", ct_ink}},
                         unknown = {"#e3e3e3", ct_ink};

/* Greys of which no two are alike, which those of the colours are; dark and
 * light ones by turns, what is other or unknown lightest. */
static const struct fill greys[CT_MOST_PARTS] = {
    {"#333333", "#ffffff"}, {"#b4b4b4", ct_ink},    {"#5c5c5c", "#ffffff"},
    {"#cfcfcf", ct_ink},    {"#737373", "#ffffff"}, {"#9c9c9c", ct_ink},
    {"#474747", "#ffffff"}, {"#c1c1c1", ct_ink}};
static const struct fill grey_rests[] = {{"#dedede", ct_ink},
                                         {"#e8e8e8", ct_ink}},
                         grey_unknown = {"#f1f1f1", ct_ink};

static const struct fill *fill_of(const struct ct_share_chart *c, size_t part)
{
    bool grey = ct_style_is_grey(c->request->options);
    bool second = part > 0 && c->part[part - 1].is_rest;
    if (c->part[part].is_unknown)
        return grey ? &grey_unknown : &unknown;
    if (c->part[part].is_rest)
        return grey ? &grey_rests[second] : &rests[second];
    return grey ? &greys[part] : &fills[part];
}

static double row_height(size_t n)
{
    return n <= 12 ? 20 : n <= 30 ? 15 : 12;
}

/* Whether some bar is of several areas. */
static bool has_areas(const struct ct_share_chart *c)
{
    bool several = false;
    for (size_t i = 0; i < c->n_bars; i++)
        several |= c->bar[i].areas > 1;
    return several;
}

/* What stands on the right of a bar: its base, and how many areas are in it
 * where bars are of several. */
static void base_text(const struct ct_share_chart *c,
                      const struct ct_share_bar *b, char *out, size_t size)
{
    char whole[CT_PEOPLE_MAX], areas[CT_PEOPLE_MAX] = "";
    ct_lang_number(c->request->options->lang, b->whole, 0, whole);
    if (has_areas(c) && !isnan(b->areas))
        ct_lang_number(c->request->options->lang, b->areas, 0, areas);
    snprintf(out, size, "%s%s%s%s%s%s", whole, b->suppressed ? "+" : "",
             b->is_unreliable ? "*" : "", *areas ? " (" : "", areas,
             *areas ? ")" : "");
}

/* The heading of the bases. */
static const char *heading(const struct ct_share_chart *c)
{
    return has_areas(c) ? ct_lang_say(c->request->options->lang, "n (areas)")
                        : "n";
}

static void measure(const struct ct_share_chart *c, double *names,
                    double *bases)
{
    char text[4 * CT_PEOPLE_MAX];
    *names = 0;
    *bases = ct_text_width(heading(c), CT_SMALL_SIZE, true);
    for (size_t i = 0; i < c->n_bars; i++) {
        *names = fmax(*names, ct_text_width(c->bar[i].label, CT_SMALL_SIZE,
                                            c->bar[i].is_total));
        base_text(c, &c->bar[i], text, sizeof text);
        *bases = fmax(*bases, ct_text_width(text, CT_SMALL_SIZE, false));
    }
    *names = fmin(*names, NAME_WIDTH);
}

/* Draws, or only measures (s = NULL), the key: the parts in their order, in
 * lines of `width`. Returns its height. */
static double draw_key(struct ct_script *s, const struct ct_share_chart *c,
                       const struct ct_rect *r)
{
    static const struct ct_text_style style = {CT_LABEL_SIZE, false, CT_LEFT,
                                               ct_ink};
    double x = r->left, y = r->top - KEY_LINE / 2.0;
    for (size_t i = 0; i < c->n_parts; i++) {
        char *name = ct_text_fit(c->part[i].label, r->right - r->left - 2 * BOX,
                                 style.size, false);
        double width = ct_text_width(name, style.size, false) + BOX + 5;
        if (x > r->left && x + width > r->right) {
            x = r->left;
            y -= KEY_LINE;
        }
        if (s) {
            ct_script_fill(
                s, &(struct ct_rect){x, y - BOX / 2.0, x + BOX, y + BOX / 2.0},
                fill_of(c, i)->colour);
            ct_script_text(s, x + BOX + 4, y, name, &style);
        }
        x += width + 14;
        free(name);
    }
    return r->top - y + KEY_LINE / 2.0;
}

/* One bar: its parts, with their percents where these have room. */
static void draw_bar(struct ct_script *s, const struct ct_share_chart *c,
                     const struct ct_share_bar *b, const struct ct_rect *r)
{
    double from = 0;
    for (size_t i = 0; i < c->n_parts; i++) {
        char text[16];
        double width = r->right - r->left;
        double left = r->left + from * width;
        double right = left + b->share[i] * width;
        const struct fill *fill = fill_of(c, i);
        struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                      fill->ink};
        from += b->share[i];
        if (b->share[i] <= 0)
            continue;
        double white = fmin(WHITE, (right - left) / 4);
        ct_script_fill(
            s,
            &(struct ct_rect){left + white, r->bottom, right - white, r->top},
            fill->colour);
        snprintf(text, sizeof text, "%.0f%%", 100 * b->share[i]);
        if (ct_text_width(text, style.size, false) + 4 <= right - left)
            ct_script_text(s, (left + right) / 2, (r->top + r->bottom) / 2,
                           text, &style);
    }
}

/* Percents below. */
static void draw_axis(struct ct_script *s, const struct ct_rect *r)
{
    for (int k = 0; k <= 4; k++) {
        static const struct ct_stroke tick = {0.5, ct_axis_ink, "", false};
        struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                      ct_ink_soft};
        char text[16];
        double x = r->left + (r->right - r->left) * k / 4.0;
        snprintf(text, sizeof text, "%d%%", 25 * k);
        ct_script_stroke(s, x, r->bottom, x, r->bottom - 3, &tick);
        ct_script_text(s, x, r->bottom - 9, text, &style);
    }
}

static void draw_rows(struct ct_script *s, const struct ct_share_chart *c,
                      const struct ct_rect *r, double names, double bases)
{
    static const struct ct_text_style base = {CT_SMALL_SIZE, false, CT_RIGHT,
                                              ct_ink_soft},
                                      head = {CT_SMALL_SIZE, true, CT_RIGHT,
                                              ct_ink_soft};
    double row = (r->top - r->bottom) / (double)c->n_bars;
    ct_script_text(s, r->right + BESIDE + bases, r->top + 6, heading(c), &head);
    for (size_t i = 0; i < c->n_bars; i++) {
        char text[4 * CT_PEOPLE_MAX];
        double y = r->top - ((double)i + 0.5) * row;
        struct ct_text_style name = {CT_SMALL_SIZE, c->bar[i].is_total,
                                     CT_RIGHT, ct_ink};
        char *label = ct_text_fit(c->bar[i].label, names, name.size, name.bold);
        base_text(c, &c->bar[i], text, sizeof text);
        ct_script_text(s, r->left - BESIDE, y, label, &name);
        ct_script_text(s, r->right + BESIDE + bases, y, text, &base);
        draw_bar(s, c, &c->bar[i],
                 &(struct ct_rect){r->left, y - row * THICK / 2, r->right,
                                   y + row * THICK / 2});
        free(label);
    }
}

/* Bars described, at most. */
enum { DESCRIBED = 12 };

static void describe(const struct ct_share_chart *c, struct ct_buffer *out)
{
    for (size_t i = 0; i < c->n_bars && i < DESCRIBED; i++) {
        ct_buffer_printf(out, "%s%s", c->bar[i].label,
                         *c->bar[i].label ? ": " : "");
        for (size_t p = 0; p < c->n_parts; p++)
            ct_buffer_printf(out, "%s%s %.0f%%", p ? ", " : "",
                             c->part[p].label, 100 * c->bar[i].share[p]);
        ct_buffer_text(out, ". ");
    }
}

static void draw_chart(const struct ct_share_chart *c, struct ct_drawing *d)
{
    struct ct_script *s = &d->script;
    double names, bases, rows = (double)c->n_bars;
    char *subtitle = ct_share_subtitle(c), *caption = ct_share_caption(c);
    d->title = ct_share_title(c);
    measure(c, &names, &bases);
    names = fmin(names, s->width * 0.34);
    struct ct_rect page = {CT_MARGIN, 0, s->width - CT_MARGIN, 0};
    double extra = draw_key(NULL, c, &page) + HEADING + AXIS;
    struct ct_frame f = {d->title, subtitle, caption};
    struct ct_rect r = ct_frame_draw(
        s, &f, rows * row_height(c->n_bars) + extra, rows * LEAST_ROW + extra);
    r.top -= draw_key(s, c, &r) + HEADING;
    r.left += names + (names > 0 ? BESIDE : 0);
    r.right -= bases + BESIDE;
    r.bottom += AXIS;
    draw_rows(s, c, &r, names, bases);
    draw_axis(s, &r);
    ct_script_draw(s);
    describe(c, &d->desc);
    free(subtitle);
    free(caption);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_share_chart c;
    int result = ct_share_chart_make(r, &c, err);
    if (result == 0 && c.n_bars > CT_MOST_ROWS)
        result = ct_fail(err, CT_EDATA, 0, 0,
                         "%zu bars are too many for this figure, it holds %d: "
                         "choose with --where",
                         c.n_bars, CT_MOST_ROWS);
    if (result == 0)
        draw_chart(&c, d);
    ct_share_chart_clear(&c);
    return result;
}

const struct ct_figure ct_figure_shares = {
    .name = "shares",
    .title = "bars of 100 percent",
    .text =
        "Draws a result of `analyze shares`: one bar an area or group at one "
        "period (the latest with numbers of at least three quarters of them), "
        "or one bar a period where there is one area. The base and the number "
        "of areas in it stand beside each bar, a plus where suppressed numbers "
        "are not in it, a star where it is below 20. Of a panel of counts the "
        "parts are the codes of the one dimension, beside the area, of which "
        "--where names several, as in `--where sex=F,M`; an area that lacks "
        "the number of a part has no bar. More than eight parts: the smallest "
        "are put together.",
    .draw = draw,
};
