/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the colours of cells and tiles stand for. */
#ifndef CT_COLOUR_KEY_H
#define CT_COLOUR_KEY_H

#include "plot/chart.h"
#include "plot/classes.h"
#include "plot/script.h"

/* What has no value: grey, crossed by a line. */
#define CT_EMPTY "#f3f3f3"
#define CT_HATCH "#bdbdbd"

/* Draws the key from the top of r down, 17 points high: a box a class with its
 * edges below, and what stands for no value if that occurs. */
void ct_draw_colour_key(struct ct_script *s, const struct ct_chart *c,
                        const struct ct_classes *classes,
                        const struct ct_rect *r, bool is_missing);

#endif
