/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tests of coincidence and parallelism. */
#include "config.h"

#include "analyze/joinpoint_compare.h"
#include "analyze/joinpoint_lanes.h"
#include "analyze/joinpoint_search.h"
#include "lib/memory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Ratios this close are equal but for rounding. */
static const double rounding = 1e-10;

/* The searches that a replicate goes through: of both series under the null,
 * and of each by itself; room of each for its y, sums and work. */
enum { BOTH, FIRST, SECOND, SEARCHES };
struct searches {
    size_t k;
    struct ct_joinpoint_lanes lanes[SEARCHES];
    double *y[SEARCHES], *room[SEARCHES], *sse[SEARCHES];
};

static void open_search(struct searches *s, int which,
                        const struct ct_joinpoint_design *d)
{
    ct_joinpoint_lanes_init(&s->lanes[which], d, s->k);
    size_t y = d->n * CT_LANES, sums = (s->k + 1) * CT_LANES;
    size_t room = ct_joinpoint_lanes_room(&s->lanes[which]);
    s->y[which] = ct_xmalloc(y + sums + room, sizeof **s->y);
    s->sse[which] = s->y[which] + y;
    s->room[which] = s->sse[which] + sums;
}

static void close_searches(struct searches *s)
{
    for (int i = 0; i < SEARCHES; i++) {
        ct_joinpoint_lanes_clear(&s->lanes[i]);
        free(s->y[i]);
    }
}

/* Least sums of squares with k joinpoints of all lanes. */
static const double *search(struct searches *s, int which)
{
    ct_joinpoint_lanes_search(&s->lanes[which], s->y[which], s->room[which],
                              s->sse[which]);
    return s->sse[which] + s->k * CT_LANES;
}

/* y of lane l of all searches: the null's fit with its residuals in another
 * order. */
static void fill(struct searches *s, size_t lane,
                 const struct ct_joinpoint_fit *null,
                 const unsigned short *order)
{
    size_t n = s->lanes[FIRST].d->n;
    for (size_t i = 0; i < null->rows; i++) {
        double y = null->fitted[i] + null->residual[order[i]];
        double *own = i < n ? s->y[FIRST] + i * CT_LANES
                            : s->y[SECOND] + (i - n) * CT_LANES;
        s->y[BOTH][i * CT_LANES + lane] = y;
        own[lane] = y;
    }
}

/* The share of permutations with a statistic as large, the data counted in. */
static double permute(struct searches *s, const struct ct_trend_comparison *t,
                      const struct ct_permutations *how)
{
    size_t n = t->fit.rows, replicates = (size_t)how->replicates.n, larger = 0;
    unsigned short *order = ct_permutation_orders(&how->replicates, n);
    for (size_t first = 0; first < replicates; first += CT_LANES) {
        for (size_t l = 0; l < CT_LANES; l++) {
            size_t i = first + l < replicates ? first + l : replicates - 1;
            fill(s, l, &t->fit, order + i * n);
        }
        const double *both = search(s, BOTH), *one = search(s, FIRST);
        const double *two = search(s, SECOND);
        for (size_t l = 0; l < CT_LANES && first + l < replicates; l++)
            larger +=
                both[l] >= t->statistic * (1 - rounding) * (one[l] + two[l]);
    }
    free(order);
    return ((double)larger + 1) / ((double)replicates + 1);
}

/* Fits the null model and tests it. */
static void test(const struct ct_joinpoint_model *const *model,
                 const struct ct_joinpoint_groups *null,
                 const struct ct_permutations *how,
                 struct ct_trend_comparisons *c, struct ct_trend_comparison *t)
{
    struct ct_joinpoint_design design;
    struct ct_joinpoint_fit fit[CT_JOINPOINT_MAX + 1];
    struct searches s = {.k = c->k};
    double k = (double)c->k;
    ct_joinpoint_design_init(&design, null, &model[0]->grid);
    ct_joinpoint_search_best(&design, null, c->k, fit);
    for (size_t i = 0; i < c->k; i++)
        ct_joinpoint_fit_clear(&fit[i]);
    t->fit = fit[c->k];
    t->df1 = null->own_intercepts ? 2 * k + 1 : 2 * k + 2;
    t->df2 = (double)t->fit.rows - 2 * (2 * k + 2);
    t->statistic = t->f = t->p_f = t->p = NAN;
    if (c->sse > 0) {
        t->statistic = t->fit.sse / c->sse;
        open_search(&s, BOTH, &design);
        open_search(&s, FIRST, &model[0]->design);
        open_search(&s, SECOND, &model[1]->design);
        t->p = permute(&s, t, how);
        close_searches(&s);
    }
    if (c->sse > 0 && t->df2 > 0) {
        t->f = (t->fit.sse - c->sse) / t->df1 / (c->sse / t->df2);
        t->p_f = gsl_cdf_fdist_Q(fmax(t->f, 0), t->df1, t->df2);
    }
    ct_joinpoint_design_clear(&design);
}

/* How many joinpoints are chosen for both series as parallel. */
static size_t choose_joint(const struct ct_joinpoint_groups *parallel,
                           const struct ct_joinpoint_settings *settings)
{
    struct ct_joinpoint_model joint;
    size_t k = 0;
    if (ct_joinpoint_model_fit(&joint, parallel, settings, NULL) == 0) {
        ct_joinpoint_model_choose(&joint, settings);
        k = joint.selected;
    }
    ct_joinpoint_model_clear(&joint);
    return k;
}

void ct_trends_compare(const struct ct_joinpoint_model *const *model,
                       const struct ct_joinpoint_settings *settings,
                       struct ct_trend_comparisons *out)
{
    struct ct_joinpoint_groups null = {
        2, {model[0]->points, model[1]->points}, true};
    size_t k = choose_joint(&null, settings);
    for (int i = 0; i < 2; i++)
        k = model[i]->selected > k ? model[i]->selected : k;
    *out = (struct ct_trend_comparisons){
        .k = k, .sse = model[0]->fit[k].sse + model[1]->fit[k].sse};
    for (int i = 0; i < CT_COMPARISONS; i++) {
        null.own_intercepts = i == CT_PARALLELISM;
        test(model, &null, &settings->permutations, out, &out->test[i]);
    }
}

void ct_trend_comparisons_clear(struct ct_trend_comparisons *c)
{
    for (int i = 0; i < CT_COMPARISONS; i++)
        ct_joinpoint_fit_clear(&c->test[i].fit);
}
