/* SPDX-License-Identifier: GPL-3.0-or-later
 * Months or quarters side by side, each with its own line through the years. */
#ifndef CT_SUBSERIES_H
#define CT_SUBSERIES_H

#include "plot/figure.h"

/* Draws the only line of a chart of months or quarters.
 * Source: Cleveland & Terpenning 1982, JASA 77:52. */
void ct_draw_subseries(const struct ct_chart *c, struct ct_drawing *d);

#endif
