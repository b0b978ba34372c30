/* SPDX-License-Identifier: GPL-3.0-or-later
 * Least squares by Householder QR of the GNU Scientific Library. */
#include "config.h"

#include "analyze/joinpoint_fit.h"
#include "lib/memory.h"

#include <gsl/gsl_linalg.h>
#include <stdlib.h>
#include <string.h>

/* Solves and keeps coefficients, residuals and their sum of squares. */
static void solve(struct ct_joinpoint_fit *f, gsl_matrix *x, double *y)
{
    gsl_vector *tau = gsl_vector_alloc(x->size2);
    gsl_vector_view rhs = gsl_vector_view_array(y, x->size1);
    gsl_vector_view b = gsl_vector_view_array(f->coefficient, x->size2);
    gsl_vector_view e = gsl_vector_view_array(f->residual, x->size1);
    gsl_linalg_QR_decomp(x, tau);
    gsl_linalg_QR_lssolve(x, tau, &rhs.vector, &b.vector, &e.vector);
    f->sse = 0;
    for (size_t i = 0; i < f->rows; i++) {
        f->sse += f->residual[i] * f->residual[i];
        f->fitted[i] = y[i] - f->residual[i];
    }
    gsl_vector_free(tau);
}

void ct_joinpoint_fit(struct ct_joinpoint_fit *out,
                      const struct ct_joinpoint_groups *groups,
                      const double *at, size_t k)
{
    size_t n_base = ct_joinpoint_n_base(groups);
    struct ct_joinpoint_fit f = {.k = k, .rows = ct_joinpoint_rows(groups)};
    gsl_matrix *x = gsl_matrix_alloc(f.rows, n_base + k);
    double *column = ct_xmalloc(f.rows, sizeof *column);
    f.fitted = ct_xmalloc(2 * f.rows, sizeof *f.fitted);
    f.residual = f.fitted + f.rows;
    if (k > 0)
        memcpy(f.at, at, k * sizeof *at);
    for (size_t c = 0; c < n_base + k; c++) {
        ct_joinpoint_column(groups, c, at, column);
        for (size_t i = 0; i < f.rows; i++)
            gsl_matrix_set(x, i, c, column[i]);
    }
    ct_joinpoint_whitened(groups, column);
    solve(&f, x, column);
    f.slope[0] = f.coefficient[n_base - 1];
    for (size_t j = 0; j < k; j++)
        f.slope[j + 1] = f.slope[j] + f.coefficient[n_base + j];
    gsl_matrix_free(x);
    free(column);
    *out = f;
}

double ct_joinpoint_fit_value(const struct ct_joinpoint_fit *f,
                              const struct ct_joinpoint_groups *groups,
                              size_t group, double x)
{
    double y = 0;
    for (size_t c = 0; c < ct_joinpoint_n_base(groups) + f->k; c++)
        y += f->coefficient[c] *
             ct_joinpoint_element(groups, c, group, x, f->at);
    return y;
}

void ct_joinpoint_fit_clear(struct ct_joinpoint_fit *f)
{
    free(f->fitted);
    *f = (struct ct_joinpoint_fit){0};
}
