/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/found_breaks.h"
#include "plot/misfit.h"

#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = 4 };

double ct_normal_density(double z)
{
    return exp(-z * z / 2) / sqrt(2 * M_PI);
}

/* Newton's steps from the middle never pass the root: beyond it the
 * distribution function is concave. */
double ct_normal_quantile(double p)
{
    if (p < .5)
        return -ct_normal_quantile(1 - p);
    double z = 0;
    for (int i = 0; i < 100; i++) {
        double step = (erfc(z / sqrt(2)) / 2 - (1 - p)) / ct_normal_density(z);
        z += step;
        if (fabs(step) < 1e-12)
            break;
    }
    return z;
}

/* Whether the residuals are those of logarithms. */
static bool takes_logs(const struct ct_chart *c)
{
    const struct ct_line *l = &c->line[0];
    char *scale = ct_chart_option(c, "scale");
    bool linear = (scale && strcmp(scale, "linear") == 0) ||
                  ct_found_breaks_table(c) != NULL;
    free(scale);
    for (size_t i = 0; i < l->n; i++)
        if (l->point[i].value <= 0 || l->point[i].observed <= 0)
            return false;
    return !linear;
}

static void take(const struct ct_chart *c, struct ct_misfit *m)
{
    const struct ct_line *l = &c->line[0];
    double sum = 0, squares = 0;
    for (size_t i = 0; i < l->n; i++) {
        const struct ct_point *p = &l->point[i];
        double e =
            m->is_log ? log(p->observed / p->value) : p->observed - p->value;
        if (isnan(e))
            continue;
        m->has_gaps |= m->n > 0 && p->ordinal - m->point[m->n - 1]->ordinal > 1;
        m->point[m->n] = p;
        m->residual[m->n++] = e;
        sum += e;
    }
    m->mean = sum / (double)m->n;
    for (size_t i = 0; i < m->n; i++) {
        double e = m->residual[i] - m->mean;
        squares += e * e;
        if (fabs(m->residual[i]) > fabs(m->residual[m->largest]))
            m->largest = i;
    }
    m->sd = sqrt(squares / (double)(m->n - 1));
}

/* Products of residuals so many periods apart, over the sum of squares. */
static double autocorrelation(const struct ct_misfit *m, long lag)
{
    double sum = 0, squares = m->sd * m->sd * (double)(m->n - 1);
    size_t k = 0;
    for (size_t i = 0; i < m->n; i++) {
        while (k < m->n && m->point[k]->ordinal < m->point[i]->ordinal + lag)
            k++;
        if (k < m->n && m->point[k]->ordinal == m->point[i]->ordinal + lag)
            sum += (m->residual[i] - m->mean) * (m->residual[k] - m->mean);
    }
    return sum / squares;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* As many lags as R's acf() shows: 10 log10 n, and fewer than n / 2. */
static void look(struct ct_misfit *m)
{
    double lags = fmin(10 * log10((double)m->n), (double)(m->n - 1) / 2);
    m->n_lags = (size_t)fmin(lags, CT_MOST_LAGS);
    for (size_t k = 0; k < m->n_lags; k++)
        m->autocorrelation[k] = autocorrelation(m, (long)k + 1);
    for (size_t i = 0; i < m->n; i++)
        m->sorted[i] = (m->residual[i] - m->mean) / m->sd;
    qsort(m->sorted, m->n, sizeof *m->sorted, by_size);
}

int ct_misfit_make(const struct ct_chart *c, struct ct_misfit *m,
                   struct ct_error *err)
{
    size_t n = c->line[0].n;
    *m = (struct ct_misfit){.is_log = takes_logs(c)};
    m->point = ct_xcalloc(n + 1, sizeof *m->point);
    m->residual = ct_xcalloc(n + 1, sizeof *m->residual);
    m->sorted = ct_xcalloc(n + 1, sizeof *m->sorted);
    take(c, m);
    int result = 0;
    if (m->n < LEAST)
        result = ct_fail(err, CT_EDATA, 0, 0,
                         "nothing to draw: fewer than %d fitted values with "
                         "observed ones; it takes a result of trend, "
                         "joinpoint, breaks or changepoints",
                         LEAST);
    else if (!(m->sd > 1e-12 * (m->is_log ? 1 : fmax(-c->low, c->high))))
        result = ct_fail(err, CT_EDATA, 0, 0,
                         "nothing to draw: the fit leaves no residuals");
    else
        look(m);
    if (result < 0)
        ct_misfit_clear(m);
    return result;
}

void ct_misfit_clear(struct ct_misfit *m)
{
    free(m->point);
    free(m->residual);
    free(m->sorted);
    *m = (struct ct_misfit){0};
}
