/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small multiples, for figures that show each series by itself. */
#ifndef CT_PANELS_H
#define CT_PANELS_H

#include "plot/figure.h"

/* More panels are not drawn on one page. */
enum { CT_MOST_PANELS = 120 };

/* Fails with CT_EDATA when there are too many panels for the page, with
 * CT_EUSAGE when the page that is asked for is not there. */
int ct_panels_check(const struct ct_chart *c, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Draws the lines of a chart in panels (plot/panel_cells.h), sorted by their
 * last value; the figure's own sentences come first in the notes. */
void ct_draw_panels(struct ct_chart *c, const char *sentences,
                    struct ct_drawing *d);

#endif
