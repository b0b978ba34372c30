/* SPDX-License-Identifier: GPL-3.0-or-later
 * Quantiles of the gamma distribution with scale 1. */
#ifndef CT_GAMMA_QUANTILE_H
#define CT_GAMMA_QUANTILE_H

/* The x that a share `tail` (0 < tail < 0.5) of the distribution lies below;
 * shape > 0. Relative error below 1e-11 for any shape; GSL's own inverse
 * fails for shapes that are tiny or above a million. */
double ct_gamma_lower(double shape, double tail);

/* The x that a share `tail` of the distribution lies above, as precise. */
double ct_gamma_upper(double shape, double tail);

#endif
