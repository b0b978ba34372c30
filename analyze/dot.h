/* SPDX-License-Identifier: GPL-3.0-or-later
 * The scalar product of two vectors of n numbers; here, to be inlined where it
 * is the innermost loop. */
#ifndef CT_DOT_H
#define CT_DOT_H

#include <stddef.h>

static inline double ct_dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

#endif
