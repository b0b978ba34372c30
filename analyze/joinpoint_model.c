/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joinpoint models of one series, or of two together. */
#include "config.h"

#include "analyze/joinpoint_model.h"
#include "analyze/joinpoint_continuous.h"
#include "analyze/joinpoint_search.h"
#include "lib/memory.h"

#include <math.h>

/* The search tries some 200 million models a second and a permutation test
 * goes through its models thousands of times. */
static const double most_models = 5e8, most_permuted = 2e6;
enum { MOST_PLACES = 1000 };

/* Sums of squares below this share of that of y are rounding errors. */
static const double nothing = 1e-28;

int ct_joinpoint_default_most(size_t n)
{
    int k = n < CT_JOINPOINT_BEND ? 0 : (int)(n - 2) / 5;
    return k > 7 ? 7 : k;
}

static double count_models(const struct ct_joinpoint_grid *g, size_t k)
{
    double sum = 0;
    for (size_t j = 1; j <= k; j++)
        sum += ct_joinpoint_grid_count(g, j);
    return sum;
}

/* Sets the most joinpoints that are tried, and why no more. */
static void limit(struct ct_joinpoint_model *m,
                  const struct ct_joinpoint_settings *settings)
{
    size_t n = m->points->n, k = (size_t)settings->most;
    bool permute = settings->select == CT_JOINPOINT_PERMUTATION &&
                   settings->least != settings->most;
    double most = permute ? most_permuted : most_models;
    m->limit = CT_JOINPOINT_UNLIMITED;
    if (settings->most < 0) {
        k = (size_t)ct_joinpoint_default_most(n);
        if (permute && k > CT_JOINPOINT_PERMUTED)
            k = CT_JOINPOINT_PERMUTED;
    }
    while (k > 0 && (n < CT_JOINPOINT_BEND || n <= k + 2 ||
                     ct_joinpoint_grid_count(&m->grid, k) < 1)) {
        k--;
        m->limit = CT_JOINPOINT_FEW;
    }
    while (k > 0 &&
           (m->grid.m > MOST_PLACES || count_models(&m->grid, k) > most)) {
        k--;
        m->limit = CT_JOINPOINT_SLOW;
    }
    m->most = k;
    if (k == 0)
        m->grid.m = 0;
}

int ct_joinpoint_model_fit(struct ct_joinpoint_model *out,
                           const struct ct_joinpoint_groups *groups,
                           const struct ct_joinpoint_settings *settings,
                           struct ct_error *err)
{
    struct ct_joinpoint_model *m = out;
    const struct ct_joinpoint_points *points = groups->group[0];
    *m = (struct ct_joinpoint_model){
        .groups = *groups, .points = points, .least = (size_t)settings->least};
    if (points->n < CT_JOINPOINT_LINE)
        return ct_fail(err, CT_EFEW, 0, 0, "fewer than %d values",
                       CT_JOINPOINT_LINE);
    ct_joinpoint_grid_init(&m->grid, points->x, points->n, &settings->rules);
    limit(m, settings);
    if (m->most < m->least)
        return ct_fail(err, CT_EFEW, 0, 0,
                       m->limit == CT_JOINPOINT_SLOW
                           ? "too many models of %zu joinpoints among %zu "
                             "values"
                           : "no room for %zu joinpoints among %zu values",
                       m->least, points->n);
    ct_joinpoint_design_init(&m->design, &m->groups, &m->grid);
    ct_joinpoint_search_best(&m->design, &m->groups, m->most, m->fit);
    for (size_t k = 1; k <= m->most && settings->anywhere; k++)
        ct_joinpoint_refine(&m->fit[k], &m->groups, &settings->rules);
    return 0;
}

/* Makes rounding errors of fits without scatter zeros. Returns the first such
 * model, or most + 1. */
static size_t find_exact(struct ct_joinpoint_model *m)
{
    const struct ct_joinpoint_points *p = m->points;
    double size = 0, range = p->x[p->n - 1] - p->x[0];
    size_t first = m->most + 1;
    for (size_t g = 0; g < m->groups.n; g++) {
        p = m->groups.group[g];
        for (size_t i = 0; i < p->n; i++)
            size += pow(p->root[i] * p->y[i], 2);
    }
    for (size_t k = m->most + 1; k-- > 0;) {
        if (m->fit[k].sse > nothing * size)
            continue;
        first = k;
        m->fit[k].sse = 0;
        for (size_t s = 0; s <= k; s++)
            if (fabs(m->fit[k].slope[s]) * range < 1e-12 * (1 + fabs(p->y[0])))
                m->fit[k].slope[s] = 0;
    }
    return first;
}

static double criterion(const struct ct_joinpoint_criteria *c,
                        enum ct_joinpoint_select select)
{
    if (select == CT_JOINPOINT_BIC)
        return c->bic;
    return select == CT_JOINPOINT_BIC3 ? c->bic3 : c->wbic;
}

void ct_joinpoint_model_choose(struct ct_joinpoint_model *m,
                               const struct ct_joinpoint_settings *settings)
{
    size_t first_exact = find_exact(m);
    for (size_t k = 0; k <= m->most; k++)
        m->criteria[k] = ct_joinpoint_criteria(&m->groups, &m->fit[k]);
    m->selected = m->least;
    m->exact = first_exact <= m->most;
    if (m->exact) {
        m->selected = first_exact > m->least ? first_exact : m->least;
    } else if (settings->select == CT_JOINPOINT_PERMUTATION) {
        m->tests.least = m->least;
        m->tests.most = m->most;
        m->selected = ct_permutation_sequence(
            &m->design, m->fit, &settings->permutations, &m->tests);
    } else {
        for (size_t k = m->least; k <= m->most; k++)
            if (criterion(&m->criteria[k], settings->select) <
                criterion(&m->criteria[m->selected], settings->select))
                m->selected = k;
    }
}

void ct_joinpoint_model_clear(struct ct_joinpoint_model *m)
{
    for (size_t k = 0; k <= CT_JOINPOINT_MAX; k++)
        ct_joinpoint_fit_clear(&m->fit[k]);
    ct_joinpoint_design_clear(&m->design);
    ct_joinpoint_grid_clear(&m->grid);
}
