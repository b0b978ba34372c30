/* SPDX-License-Identifier: GPL-3.0-or-later
 * How much the errors of a joinpoint model are correlated from period to
 * period. */
#ifndef CT_JOINPOINT_RHO_H
#define CT_JOINPOINT_RHO_H

#include "analyze/joinpoint_model.h"

#define CT_JOINPOINT_RHO_MAX 0.95

/* The correlation, 0 to CT_JOINPOINT_RHO_MAX, of neighbours' errors in the
 * largest model of one series, fitted as if there were none: that at which the
 * weighted residuals would be expected to have the lag-1 correlation they have,
 * sum of e(t) e(t+1) over sum of e(t)^2. The plain ratio is far too low, the
 * more so the more the model bends after the errors. ordinal numbers the
 * periods. */
double ct_joinpoint_rho(const struct ct_joinpoint_model *m,
                        const long *ordinal);

#endif
