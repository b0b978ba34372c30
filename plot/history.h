/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was observed before a forecast, in front of it on the chart's lines. */
#ifndef CT_HISTORY_H
#define CT_HISTORY_H

#include "plot/figure.h"

/* Puts the values of the result's table `history` in front of the forecasts of
 * each line, opens their ribbon at the last value, lets go values so far back
 * that the forecasts would have no room (*cut: whether there are such), and
 * measures the chart anew; n_values is how many are observed, drawn or not.
 * Returns how many lines go on into forecasts. */
size_t ct_history_add(struct ct_chart *c, bool *cut);

/* Marks where forecasts begin: an upright stroke through the place, between
 * the last value and the first forecast (the first such place of the chart's
 * lines), with the word above it if that is asked for. */
void ct_draw_border(struct ct_script *s, const struct ct_chart *c,
                    const struct ct_place *place, bool word);

/* Appends what the forecasts were made with, from the table `models`. */
void ct_history_describe(const struct ct_chart *c, struct ct_buffer *out);

#endif
