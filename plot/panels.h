/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small multiples, for figures that show each series by itself. */
#ifndef CT_PANELS_H
#define CT_PANELS_H

#include "plot/figure.h"

/* More panels are not drawn (ct_figure_check()). */
enum { CT_MOST_PANELS = 120 };

/* Draws the lines of a chart, each in a panel of its own, sorted by their last
 * value; the figure's own sentences come first in the notes. */
void ct_draw_panels(struct ct_chart *c, const char *sentences,
                    struct ct_drawing *d);

#endif
