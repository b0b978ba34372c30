/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers of a model of exponential smoothing by their names: alpha, beta,
 * gamma, phi; l and b, the level and the slope before the first value; s1 ...,
 * the season, s1 being that of the first value. */
#ifndef CT_ETS_PARAMETERS_H
#define CT_ETS_PARAMETERS_H

#include "analyze/ets.h"
#include "lib/error.h"

enum { CT_ETS_PARAMETERS_MAX = 6 + CT_ETS_PERIOD_MAX, CT_ETS_NAME_MAX = 8 };

/* A number of a model. */
struct ct_ets_parameter {
    char name[CT_ETS_NAME_MAX];
    double *number; /* in the model */
};

/* Names the numbers a model of its kind and period has, in order; out has room
 * for CT_ETS_PARAMETERS_MAX. Returns how many. */
size_t ct_ets_parameters(struct ct_ets *m, struct ct_ets_parameter *out);

/* Reads a CSV with the columns parameter and value, each number of the kind
 * once; *m gets kind, numbers and, as period, the count of its seasons (1
 * without). Returns 0, or -1 with *err: CT_EUSAGE or CT_EIO as the reader's,
 * CT_EDATA for a name that the kind has not, one that is there twice or
 * missing, a value that is no number. */
int ct_ets_parameters_read(const char *path, enum ct_ets_kind kind,
                           struct ct_ets *m, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
