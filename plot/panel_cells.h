/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands in the panels of small multiples: a line each, or, where the same
 * few things are drawn of several areas (women and men, say), an area each. */
#ifndef CT_PANEL_CELLS_H
#define CT_PANEL_CELLS_H

#include "plot/figure.h"

/* Lines that share a panel, at most: more are told apart with effort. */
enum { CT_MOST_IN_PANEL = 4 };

/* The panels of a chart in their order: panel i has the lines from first[i] to
 * first[i + 1] - 1; look[] is that of each line, of the chart's n. part[] names
 * what differs within panels, n_parts of them, in the order of the looks; 0
 * where each line has a panel of its own. */
struct ct_panel_cells {
    size_t n, n_parts;
    size_t *first;
    const struct ct_look **look;
    char *part[CT_MOST_IN_PANEL];
};

/* How many panels a chart takes, before it is sorted. */
size_t ct_panel_cells_count(const struct ct_chart *c);

/* Sorts the lines of a chart, those of an area side by side behind its highest
 * last value, and makes the panels. Clear with ct_panel_cells_clear(). */
void ct_panel_cells_make(struct ct_chart *c, struct ct_panel_cells *cells);
void ct_panel_cells_clear(struct ct_panel_cells *cells);

/* The name above panel i. The caller frees it. */
char *ct_panel_cells_name(const struct ct_chart *c,
                          const struct ct_panel_cells *cells, size_t i);

/* Height of the key to the parts; draws it at the top of r. */
double ct_panel_cells_key_height(const struct ct_panel_cells *cells);
void ct_panel_cells_draw_key(struct ct_script *s,
                             const struct ct_panel_cells *cells,
                             const struct ct_rect *r);

#endif
