/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `tilemap`: an equal tile an area, values as colours. */
#include "config.h"

#include "lib/memory.h"
#include "lib/sentences.h"
#include "plot/colour_key.h"
#include "plot/encode.h"
#include "plot/figure.h"
#include "plot/style.h"
#include "plot/tiles.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: the colour key below, the largest tile and that from which on it has
 * its number, too. */
enum { KEY = 34, LARGEST = 40, WITH_NUMBER = 28 };

/* Points: a tile that holds any two letters; smaller ones have none. */
#define WITH_LETTERS 15.4

/* Half the white between two tiles, as a share of a tile. */
#define WHITE 0.025

/* Areas without a tile that are named, at most. */
enum { MOST_NAMED = 12 };

/* The tiles that are drawn, from column and row on, and the line of each; NULL
 * where an area has no value. */
struct tilemap {
    struct ct_chart c;
    long from, to; /* periods selected */
    struct ct_tiles tiles;
    const struct ct_line **line; /* of each tile */
    long column, row, n_columns, n_rows;
    size_t n_without; /* lines without a tile */
    struct ct_buffer without;
    struct ct_classes classes;
};

static const char *area_of(const struct ct_chart *c, size_t i)
{
    return ct_panel_code_of(c->panel, "area", c->line[i].series);
}

/* Fails if an area has several series. */
static int check_one(const struct ct_chart *c, struct ct_error *err)
{
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        if (!key->is_attribute && strcmp(key->name, "area") != 0 &&
            !ct_chart_constant(c, key->name))
            return ct_fail(err, CT_EDATA, 0, 0,
                           "a tile has one value, and the series of an area "
                           "differ in %s: choose with --where",
                           key->name);
    }
    return 0;
}

/* How many lines have a tile. */
static size_t count_tiles(const struct tilemap *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->c.n; i++)
        n += ct_tiles_find(&m->tiles, area_of(&m->c, i)) != NULL;
    return n;
}

/* Takes the European grid where it has all areas that the world's has. */
static int choose_grid(struct tilemap *m, struct ct_error *err)
{
    if (ct_tiles_read("world", &m->tiles, err) < 0)
        return -1;
    size_t world = count_tiles(m);
    ct_tiles_clear(&m->tiles);
    if (ct_tiles_read("europe", &m->tiles, err) < 0)
        return -1;
    if (world == 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "nothing to draw: none of the areas has a tile");
    if (count_tiles(m) == world)
        return 0;
    ct_tiles_clear(&m->tiles);
    return ct_tiles_read("world", &m->tiles, err);
}

/* Sets the lines on their tiles, and which part of the grid they take. */
static void place(struct tilemap *m)
{
    long last_column = 0, last_row = 0;
    m->line = ct_xcalloc(m->tiles.n, sizeof *m->line);
    m->column = m->row = 1000;
    for (size_t i = 0; i < m->c.n; i++) {
        const struct ct_tile *t = ct_tiles_find(&m->tiles, area_of(&m->c, i));
        if (!t) {
            if (m->n_without++ < MOST_NAMED)
                ct_buffer_printf(&m->without, "%s%s",
                                 m->without.size ? ", " : "",
                                 m->c.line[i].label);
            continue;
        }
        m->line[t - m->tiles.tile] = &m->c.line[i];
        m->column = t->column < m->column ? t->column : m->column;
        m->row = t->row < m->row ? t->row : m->row;
        last_column = t->column > last_column ? t->column : last_column;
        last_row = t->row > last_row ? t->row : last_row;
    }
    m->n_columns = last_column - m->column + 1;
    m->n_rows = last_row - m->row + 1;
}

static struct ct_classes make_classes(const struct ct_chart *c)
{
    double *values = ct_xmalloc(c->n, sizeof *values);
    for (size_t i = 0; i < c->n; i++)
        values[i] = c->line[i].point[0].value;
    struct ct_classes classes = ct_classes_make(values, c->n, c->is_log);
    if (ct_style_is_grey(c->request->options))
        ct_classes_light_to_dark(&classes);
    free(values);
    return classes;
}

static int make(const struct ct_plot_request *r, struct tilemap *m,
                struct ct_error *err)
{
    struct ct_chart *c = &m->c;
    if (ct_chart_make(r, c, err) < 0 || check_one(c, err) < 0)
        return -1;
    m->from = c->from;
    m->to = c->to;
    ct_chart_cut(c, (long[]){ct_chart_common(c, true)}, 1);
    ct_chart_sort(c);
    if (ct_chart_alike(c, err) < 0 || choose_grid(m, err) < 0)
        return -1;
    place(m);
    m->classes = make_classes(c);
    c->has_interval = false; /* not shown */
    c->special_mark = "Dots";
    return 0;
}

/* Ink that is read on a colour `#rrggbb`. */
static const char *ink_on(const char *colour)
{
    unsigned long rgb = strtoul(colour + 1, NULL, 16);
    double light = 0.299 * (double)(rgb >> 16 & 255) +
                   0.587 * (double)(rgb >> 8 & 255) +
                   0.114 * (double)(rgb & 255);
    return light < 140 ? "#ffffff" : ct_ink;
}

/* Letters, and the number below them if there is room. */
static void draw_words(struct ct_script *s, const struct tilemap *m, size_t i,
                       const struct ct_rect *r, const char *ink)
{
    double x = (r->left + r->right) / 2, y = (r->top + r->bottom) / 2;
    double size = (r->right - r->left) / (1 - 2 * WHITE);
    char number[CT_PEOPLE_MAX] = "";
    bool large = size >= WITH_NUMBER;
    struct ct_text_style letters = {large ? CT_LABEL_SIZE : CT_SMALL_SIZE,
                                    large, CT_CENTRE, ink},
                         style = {CT_SMALL_SIZE, false, CT_CENTRE, ink};
    if (large && m->line[i])
        ct_chart_value(&m->c, m->line[i]->point[0].value, number);
    if (ct_text_width(number, style.size, false) > r->right - r->left)
        *number = '\0';
    const char *label = m->tiles.tile[i].label;
    if (size > WITH_LETTERS - 0.1)
        ct_script_text(s, x, *number ? y + 5.5 : y, label, &letters);
    if (*number)
        ct_script_text(s, x, y - 5.5, number, &style);
}

static void draw_tile(struct ct_script *s, const struct tilemap *m, size_t i,
                      const struct ct_rect *page, double size)
{
    static const struct ct_stroke hatch = {0.6, CT_HATCH, "", false};
    const struct ct_tile *t = &m->tiles.tile[i];
    const struct ct_line *l = m->line[i];
    double left = page->left + size * (double)(t->column - m->column);
    double top = page->top - size * (double)(t->row - m->row);
    double white = WHITE * size;
    struct ct_rect r = {left + white, top - size + white, left + size - white,
                        top - white};
    const char *colour =
        l ? m->classes.colour[ct_classes_find(&m->classes, l->point[0].value)]
          : CT_EMPTY;
    ct_script_fill(s, &r, colour);
    if (!l) { /* a stroke across, in a corner where it would cross letters */
        double side =
            (r.right - r.left) * (size > WITH_LETTERS - 0.1 ? 0.3 : 1);
        ct_script_stroke(s, r.right - side, r.bottom, r.right, r.bottom + side,
                         &hatch);
    }
    draw_words(s, m, i, &r, l ? ink_on(colour) : ct_ink_soft);
    if (l && ct_point_is_special(&l->point[0])) {
        double dot = fmax(1.2, size / 16);
        ct_script_fill(s,
                       &(struct ct_rect){r.right - 2.5 * dot, r.top - 2.5 * dot,
                                         r.right - dot, r.top - dot},
                       ink_on(colour));
    }
}

/* Whether a tile is in the part of the grid that is drawn. */
static bool is_in(const struct tilemap *m, const struct ct_tile *t)
{
    return t->column >= m->column && t->column < m->column + m->n_columns &&
           t->row >= m->row && t->row < m->row + m->n_rows;
}

static char *remarks(const struct tilemap *m)
{
    struct ct_buffer b = {0};
    char first[CT_PERIOD_MAX], last[CT_PERIOD_MAX];
    ct_buffer_text(&b, "");
    ct_chart_period(&m->c, m->from, first);
    ct_chart_period(&m->c, m->to, last);
    if (m->from < m->to)
        ct_buffer_printf(
            &b,
            ct_chart_say(&m->c,
                         "Of %s\u2013%s the latest period with values of at "
                         "least three quarters of the %s. "),
            first, last, ct_chart_say(&m->c, "areas"));
    if (m->n_without > 0)
        ct_buffer_printf(&b, ct_chart_say(&m->c, "No tile: %s"),
                         m->without.data);
    if (m->n_without > MOST_NAMED)
        ct_buffer_printf(&b, ct_chart_say(&m->c, "; and %zu more"),
                         m->n_without - MOST_NAMED);
    ct_buffer_text(&b, m->n_without ? ". " : "");
    return ct_buffer_take(&b);
}

/* Highest and lowest in words. */
static void describe(const struct ct_chart *c, struct ct_buffer *out)
{
    static const char *const words[] = {"Highest", "Lowest"};
    char value[CT_PEOPLE_MAX], period[CT_PERIOD_MAX];
    ct_chart_period(c, c->to, period);
    ct_buffer_printf(
        out,
        ct_chart_say(c,
                     "Equal tiles, one an area, roughly where the areas lie: "
                     "%zu with a value in %s. "),
        c->n, period);
    for (size_t end = 0; end < 2; end++) {
        const struct ct_line *l = &c->line[end ? c->n - 1 : 0];
        ct_chart_value(c, l->point[0].value, value);
        ct_buffer_printf(out, "%s: %s, %s. ", ct_chart_say(c, words[end]),
                         l->label, value);
    }
}

/* The frame, with the note on designations at the end of the caption. */
static struct ct_rect draw_frame(const struct tilemap *m, struct ct_drawing *d,
                                 double body, double least)
{
    char *words = remarks(m);
    char *subtitle = ct_chart_subtitle(&m->c);
    char *caption = ct_chart_caption(&m->c, words);
    char *all = ct_xasprintf("%s\n%s. %s.", caption,
                             ct_chart_say(&m->c, CT_SAY_DESIGNATIONS),
                             ct_chart_say(&m->c, CT_SAY_KOSOVO));
    d->title = ct_chart_title(&m->c);
    struct ct_frame f = {d->title, subtitle, all};
    struct ct_rect r = ct_frame_draw(&d->script, &f, body, least);
    free(words);
    free(subtitle);
    free(caption);
    free(all);
    return r;
}

static void draw_chart(const struct tilemap *m, struct ct_drawing *d)
{
    struct ct_script *s = &d->script;
    double columns = (double)m->n_columns, rows = (double)m->n_rows;
    double size = fmin(LARGEST, (s->width - 2 * CT_MARGIN) / columns);
    struct ct_rect r = draw_frame(m, d, rows * size + KEY,
                                  rows * fmin(size, WITH_LETTERS) + KEY);
    size = fmin(size, (r.top - r.bottom - KEY) / rows);
    struct ct_rect grid = r;
    grid.left += (r.right - r.left - columns * size) / 2;
    bool is_missing = false;
    for (size_t i = 0; i < m->tiles.n; i++) {
        if (!is_in(m, &m->tiles.tile[i]))
            continue;
        draw_tile(s, m, i, &grid, size);
        is_missing |= !m->line[i];
    }
    struct ct_rect key = {r.left + 10, 0, r.right, r.bottom + KEY - 14};
    ct_draw_colour_key(s, &m->c, &m->classes, &key, is_missing);
    ct_script_draw(s);
    describe(&m->c, &d->desc);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct tilemap m = {0};
    int result = make(r, &m, err);
    if (result == 0)
        draw_chart(&m, d);
    ct_buffer_clear(&m.without);
    free((void *)m.line);
    ct_tiles_clear(&m.tiles);
    ct_chart_clear(&m.c);
    return result;
}

const struct ct_figure ct_figure_tilemap = {
    .name = "tilemap",
    .title = "a map of equal tiles, values as colours",
    .text =
        "One tile a country, of one size and roughly where it lies, with its "
        "two letters (ISO 3166-1; XK: Kosovo): no boundaries, and small "
        "countries are seen as well as large ones. The grid is Europe's where "
        "it has all the areas, else the world's, cut to the part that has "
        "values. Colours stand for classes between round numbers, which widen "
        "where most values are small; crossed tiles have no value, dots mark "
        "values that were estimated, imputed, forecast or are provisional. One "
        "period: the latest of those selected with values of at least three "
        "quarters of the areas. Series from different kinds of source are "
        "refused, and areas that are counted or defined otherwise, unless "
        "--allow. The caption ends with the note on designations.",
    .draw = draw,
};
