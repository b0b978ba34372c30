/* SPDX-License-Identifier: GPL-3.0-or-later
 * Segmented regression with joinpoints anywhere. The sum of squares is smooth
 * between values and has kinks at them: steps by turns first, which kinks do
 * not stop, then those of Gauss and Newton. */
#include "config.h"

#include "analyze/joinpoint_continuous.h"
#include "analyze/joinpoint_search.h"
#include "lib/memory.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* Takes the fit at other places where it is better; returns whether. */
static bool try_places(struct ct_joinpoint_fit *f,
                       const struct ct_joinpoint_groups *groups,
                       const struct ct_joinpoint_rules *rules, const double *at)
{
    const struct ct_joinpoint_points *p = groups->group[0];
    struct ct_joinpoint_fit other;
    if (!ct_joinpoint_allowed(p->x, p->n, rules, at, f->k))
        return false;
    ct_joinpoint_fit(&other, groups, at, f->k);
    bool better = other.sse < f->sse * (1 - 1e-14);
    if (better) {
        ct_joinpoint_fit_clear(f);
        *f = other;
    } else {
        ct_joinpoint_fit_clear(&other);
    }
    return better;
}

/* Moves single joinpoints to and fro as long as that helps, by less and less
 * of the widest gap between values. */
static void move_by_turns(struct ct_joinpoint_fit *f,
                          const struct ct_joinpoint_groups *groups,
                          const struct ct_joinpoint_rules *rules)
{
    const struct ct_joinpoint_points *p = groups->group[0];
    double gap = 0;
    for (size_t i = 1; i < p->n; i++)
        gap = fmax(gap, p->x[i] - p->x[i - 1]);
    for (double step = gap / 2; step > gap / 1000; step /= 2) {
        bool moved = true;
        while (moved) {
            moved = false;
            for (size_t j = 0; j < 2 * f->k; j++) {
                double at[CT_JOINPOINT_MAX];
                memcpy(at, f->at, sizeof at);
                at[j / 2] += j % 2 ? step : -step;
                moved = try_places(f, groups, rules, at) || moved;
            }
        }
    }
}

/* The derivatives of the fit by all coefficients, then by the places, factored
 * (QR); tau has room for them. */
static gsl_matrix *derivatives(const struct ct_joinpoint_fit *f,
                               const struct ct_joinpoint_groups *groups,
                               gsl_vector *tau)
{
    const struct ct_joinpoint_points *p = groups->group[0];
    gsl_matrix *x = gsl_matrix_alloc(p->n, 2 + 2 * f->k);
    double *column = ct_xmalloc(p->n, sizeof *column);
    for (size_t c = 0; c < 2 + 2 * f->k; c++) {
        if (c < 2 + f->k) {
            ct_joinpoint_column(groups, c, f->at, column);
        } else {
            size_t j = c - 2 - f->k;
            for (size_t i = 0; i < p->n; i++)
                column[i] = p->x[i] > f->at[j] ? -f->coefficient[2 + j] : 0;
            ct_joinpoint_whiten(p, 0, p->n, column, column);
        }
        for (size_t i = 0; i < p->n; i++)
            gsl_matrix_set(x, i, c, column[i]);
    }
    free(column);
    gsl_linalg_QR_decomp(x, tau);
    return x;
}

/* One step of Gauss and Newton, halved until it helps; returns whether. */
static bool newton_step(struct ct_joinpoint_fit *f,
                        const struct ct_joinpoint_groups *groups,
                        const struct ct_joinpoint_rules *rules)
{
    size_t q = 2 + 2 * f->k;
    gsl_vector *tau = gsl_vector_alloc(q), *step = gsl_vector_alloc(q);
    gsl_vector *left = gsl_vector_alloc(f->rows);
    gsl_vector_view e = gsl_vector_view_array(f->residual, f->rows);
    gsl_matrix *x = derivatives(f, groups, tau);
    gsl_linalg_QR_lssolve(x, tau, &e.vector, step, left);
    bool better = false;
    for (double share = 1; share > 1e-3 && !better; share /= 2) {
        double at[CT_JOINPOINT_MAX];
        for (size_t j = 0; j < f->k; j++)
            at[j] = f->at[j] + share * gsl_vector_get(step, 2 + f->k + j);
        better = try_places(f, groups, rules, at);
    }
    gsl_matrix_free(x);
    gsl_vector_free(tau);
    gsl_vector_free(step);
    gsl_vector_free(left);
    return better;
}

/* Starts from the best places of a grid as fine as there is time for, as there
 * may be a lesser optimum in every gap between values. */
static void start_well(struct ct_joinpoint_fit *f,
                       const struct ct_joinpoint_groups *groups,
                       const struct ct_joinpoint_rules *rules)
{
    static const double most_models = 5e5;
    enum { FINEST = 9, MOST_PLACES = 1000 };
    const struct ct_joinpoint_points *p = groups->group[0];
    struct ct_joinpoint_rules fine = *rules;
    struct ct_joinpoint_fit fit[CT_JOINPOINT_MAX + 1];
    struct ct_joinpoint_grid grid = {0};
    struct ct_joinpoint_design design;
    for (fine.per_gap = FINEST; fine.per_gap > rules->per_gap; fine.per_gap--) {
        ct_joinpoint_grid_clear(&grid);
        ct_joinpoint_grid_init(&grid, p->x, p->n, &fine);
        if (grid.m <= MOST_PLACES &&
            ct_joinpoint_grid_count(&grid, f->k) <= most_models)
            break;
    }
    if (fine.per_gap > rules->per_gap) {
        ct_joinpoint_design_init(&design, groups, &grid);
        ct_joinpoint_search_best(&design, groups, f->k, fit);
        for (size_t k = 0; k < f->k; k++)
            ct_joinpoint_fit_clear(&fit[k]);
        try_places(f, groups, rules, fit[f->k].at);
        ct_joinpoint_fit_clear(&fit[f->k]);
        ct_joinpoint_design_clear(&design);
    }
    ct_joinpoint_grid_clear(&grid);
}

void ct_joinpoint_refine(struct ct_joinpoint_fit *f,
                         const struct ct_joinpoint_groups *groups,
                         const struct ct_joinpoint_rules *rules)
{
    if (f->k == 0)
        return;
    start_well(f, groups, rules);
    move_by_turns(f, groups, rules);
    if (f->rows >= 2 + 2 * f->k)
        for (int i = 0; i < 50 && newton_step(f, groups, rules); i++)
            ;
}

/* What variances are had from. */
struct variance {
    const struct ct_joinpoint_fit *f;
    gsl_matrix *x; /* QR of the derivatives */
    gsl_vector *gradient;
    double sigma, df;
};

/* The standard error of what has that gradient by the coefficients. */
static double standard_error(struct variance *v)
{
    size_t q = v->gradient->size;
    gsl_matrix_view r = gsl_matrix_submatrix(v->x, 0, 0, q, q);
    if (v->df <= 0)
        return NAN;
    gsl_blas_dtrsv(CblasUpper, CblasTrans, CblasNonUnit, &r.matrix,
                   v->gradient);
    return v->sigma * gsl_blas_dnrm2(v->gradient);
}

/* The average slope from x = from to x = to: its change with a bend is the
 * share of the time behind it, with a place how much is lost of the bend. */
static struct ct_joinpoint_estimate average(struct variance *v, double from,
                                            double to, double confidence)
{
    const struct ct_joinpoint_fit *f = v->f;
    double slope = f->slope[0];
    gsl_vector_set_zero(v->gradient);
    gsl_vector_set(v->gradient, 1, 1);
    for (size_t j = 0; j < f->k; j++) {
        double behind = (to - fmax(f->at[j], from)) / (to - from);
        double share = fmax(0, behind), bend = f->coefficient[2 + j];
        bool inside = f->at[j] > from && f->at[j] < to;
        slope += share * bend;
        gsl_vector_set(v->gradient, 2 + j, share);
        gsl_vector_set(v->gradient, 2 + f->k + j,
                       inside ? -bend / (to - from) : 0);
    }
    return ct_joinpoint_estimate(slope, standard_error(v), v->df, confidence);
}

/* The standard error of one coefficient. */
static double coefficient_error(struct variance *v, size_t coefficient)
{
    gsl_vector_set_basis(v->gradient, coefficient);
    return standard_error(v);
}

static void infer_segments(struct variance *v, double confidence,
                           struct ct_joinpoint_inference *out)
{
    out->errors.df = v->df;
    for (size_t s = 0; s <= v->f->k; s++) {
        gsl_vector_set_basis(v->gradient, 1);
        for (size_t j = 0; j < s; j++)
            gsl_vector_set(v->gradient, 2 + j, 1);
        out->errors.se[s] = standard_error(v);
        out->segment[s] =
            ct_joinpoint_segment(v->f, &out->errors, s, confidence);
    }
}

void ct_joinpoint_infer_continuous(const struct ct_joinpoint_model *m,
                                   double confidence,
                                   struct ct_joinpoint_inference *out)
{
    const struct ct_joinpoint_fit *f = &m->fit[m->selected];
    const struct ct_joinpoint_points *p = m->points;
    size_t k = f->k, q = 2 + 2 * k;
    ct_joinpoint_infer(m, confidence, out);
    if (k == 0 || m->exact || f->rows < q)
        return;
    struct variance v = {.f = f, .df = (double)f->rows - (double)q};
    gsl_vector *tau = gsl_vector_alloc(q);
    v.x = derivatives(f, &m->groups, tau);
    v.gradient = gsl_vector_alloc(q);
    v.sigma = sqrt(f->sse / v.df);
    infer_segments(&v, confidence, out);
    for (size_t i = 0; i < out->n_ranges; i++)
        out->range[i].estimate =
            average(&v, p->x[out->range[i].first], p->x[p->n - 1], confidence);
    for (size_t j = 0; j < k; j++) {
        struct ct_joinpoint_estimate place = ct_joinpoint_estimate(
            f->at[j], coefficient_error(&v, 2 + k + j), v.df, confidence);
        out->se[j] = place.se;
        out->lower[j] = place.lower;
        out->upper[j] = place.upper;
        out->change_se[j] = coefficient_error(&v, 2 + j);
    }
    gsl_matrix_free(v.x);
    gsl_vector_free(v.gradient);
    gsl_vector_free(tau);
}
