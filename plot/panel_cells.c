/* SPDX-License-Identifier: GPL-3.0-or-later
 * The panels of small multiples. */
#include "config.h"

#include "plot/panel_cells.h"

#include "lib/memory.h"
#include "lib/status.h"
#include "plot/encode.h"

#include <stdlib.h>
#include <string.h>

/* Points: height of the key, a sample of a line, between it and its name,
 * between entries. */
enum { KEY = 18, SAMPLE = 20, BESIDE = 5, APART = 16 };

static bool same_area(const struct ct_chart *c, size_t i, size_t j)
{
    return strcmp(ct_panel_code_of(c->panel, "area", c->line[i].series),
                  ct_panel_code_of(c->panel, "area", c->line[j].series)) == 0;
}

static size_t n_areas(const struct ct_chart *c)
{
    struct ct_dict areas = {0};
    for (size_t i = 0; i < c->n; i++) {
        const char *code =
            ct_panel_code_of(c->panel, "area", c->line[i].series);
        ct_dict_add(&areas, code, strlen(code));
    }
    size_t n = areas.n;
    ct_dict_clear(&areas);
    return n;
}

/* Which dimensions besides the area differ between lines. The caller frees
 * it. */
static bool *find_differing(const struct ct_chart *c)
{
    bool *differs = ct_xcalloc(c->panel->n_keys + 1, sizeof *differs);
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        differs[k] = !key->is_attribute && strcmp(key->name, "area") != 0 &&
                     !ct_chart_constant(c, key->name);
    }
    return differs;
}

/* What a line is besides its area, in the dimensions that differ. */
static char *part_name(const struct ct_chart *c, const bool *differs, size_t i)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "");
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        if (!differs[k])
            continue;
        char *name =
            ct_chart_name(c, c->panel->keys[k].name, c->line[i].series);
        ct_buffer_printf(&b, "%s%s", b.size ? ", " : "", name);
        free(name);
    }
    return ct_buffer_take(&b);
}

/* The number of a line's part among those met, or CT_MOST_IN_PANEL if it is one
 * too many. Takes the name over. */
static size_t find_part(struct ct_panel_cells *cells, char *name)
{
    size_t i = 0;
    while (i < cells->n_parts && strcmp(cells->part[i], name) != 0)
        i++;
    if (i == cells->n_parts && i < CT_MOST_IN_PANEL)
        cells->part[cells->n_parts++] = name;
    else
        free(name);
    return i;
}

static void clear_parts(struct ct_panel_cells *cells)
{
    while (cells->n_parts > 0)
        free(cells->part[--cells->n_parts]);
}

/* Finds the parts that several areas have, and the look of each line. Fits and
 * forecasts keep a panel a line: their points, rings and numbers need the
 * room. */
static void find_parts(const struct ct_chart *c, struct ct_panel_cells *cells)
{
    size_t areas = n_areas(c), i = 0;
    bool shared = areas > 1 && areas < c->n && !c->is_fitted &&
                  !(c->status & CT_STATUS_FORECAST);
    bool *differs = find_differing(c);
    for (; i < c->n && shared; i++) {
        size_t part = find_part(cells, part_name(c, differs, i));
        shared = part < CT_MOST_IN_PANEL;
        if (cells->look)
            cells->look[i] = ct_look(part);
    }
    free(differs);
    if (shared)
        return;
    clear_parts(cells);
    for (i = 0; cells->look && i < c->n; i++)
        cells->look[i] = ct_look(0);
}

size_t ct_panel_cells_count(const struct ct_chart *c)
{
    struct ct_panel_cells cells = {0};
    find_parts(c, &cells);
    size_t n = cells.n_parts ? n_areas(c) : c->n;
    clear_parts(&cells);
    return n;
}

/* Puts what is of one area side by side, behind its highest; lines are
 * sorted. */
static void group_areas(struct ct_chart *c)
{
    size_t last = 0; /* of the area's lines */
    for (size_t i = 0; i < c->n; i = ++last) {
        last = i;
        for (size_t j = i + 1; j < c->n; j++) {
            if (!same_area(c, i, j))
                continue;
            struct ct_line line = c->line[j];
            memmove(&c->line[last + 2], &c->line[last + 1],
                    (j - last - 1) * sizeof line);
            c->line[++last] = line;
        }
    }
}

void ct_panel_cells_make(struct ct_chart *c, struct ct_panel_cells *cells)
{
    *cells = (struct ct_panel_cells){
        .first = ct_xmalloc(c->n + 1, sizeof *cells->first),
        .look = ct_xmalloc(c->n, sizeof *cells->look)};
    ct_chart_sort(c);
    group_areas(c);
    find_parts(c, cells);
    for (size_t i = 0; i < c->n; i++)
        if (!cells->n_parts || i == 0 || !same_area(c, i, i - 1))
            cells->first[cells->n++] = i;
    cells->first[cells->n] = c->n;
}

void ct_panel_cells_clear(struct ct_panel_cells *cells)
{
    clear_parts(cells);
    free(cells->first);
    free(cells->look);
    *cells = (struct ct_panel_cells){0};
}

char *ct_panel_cells_name(const struct ct_chart *c,
                          const struct ct_panel_cells *cells, size_t i)
{
    const struct ct_line *l = &c->line[cells->first[i]];
    return cells->n_parts ? ct_chart_name(c, "area", l->series)
                          : ct_xstrdup(l->label);
}

double ct_panel_cells_key_height(const struct ct_panel_cells *cells)
{
    return cells->n_parts ? KEY : 0;
}

void ct_panel_cells_draw_key(struct ct_script *s,
                             const struct ct_panel_cells *cells,
                             const struct ct_rect *r)
{
    double x = r->left, y = r->top - KEY / 3.;
    for (size_t i = 0; i < cells->n_parts; i++) {
        const struct ct_look *look = ct_look(i);
        struct ct_stroke sample = {1.6, look->colour, look->dash, true};
        struct ct_text_style style = {CT_LABEL_SIZE, true, CT_LEFT, look->text};
        ct_script_stroke(s, x, y, x + SAMPLE, y, &sample);
        x += SAMPLE + BESIDE;
        ct_script_text(s, x, y, cells->part[i], &style);
        x += ct_text_width(cells->part[i], style.size, true) + APART;
    }
}
