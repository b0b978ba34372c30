/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures of a network beside slow twins: all paths walked, linear systems
 * solved, eigenvectors. */
#include "config.h"

#include "analyze/flow_graph.h"
#include "lib/memory.h"
#include "tests/unit.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_rng.h>
#include <string.h>

enum { MOST = 7 };

/* A network as a matrix, row = from. */
struct dense {
    size_t n;
    double w[MOST][MOST];
};

static void draw(gsl_rng *rng, struct dense *d, bool ties)
{
    d->n = 2 + gsl_rng_uniform_int(rng, MOST - 1);
    for (size_t i = 0; i < d->n; i++)
        for (size_t j = 0; j < d->n; j++)
            d->w[i][j] = i == j || gsl_rng_uniform(rng) < 0.55 ? 0
                         : ties ? (double)(1 + gsl_rng_uniform_int(rng, 3))
                                : 1 + 20 * gsl_rng_uniform(rng);
}

/* The graph of a matrix, node i there being order[i] here. */
static struct ct_graph graph_of(const struct dense *d, const size_t *order,
                                double scale)
{
    uint32_t from[MOST * MOST], to[MOST * MOST];
    double weight[MOST * MOST];
    size_t n = 0;
    struct ct_graph g;
    for (size_t i = 0; i < d->n; i++)
        for (size_t j = 0; j < d->n; j++)
            if (d->w[i][j] > 0) {
                from[n] = (uint32_t)order[i];
                to[n] = (uint32_t)order[j];
                weight[n++] = d->w[i][j] * scale;
            }
    ct_graph_make(&g, d->n, from, to, weight, n);
    return g;
}

static const size_t as_is[MOST] = {0, 1, 2, 3, 4, 5, 6};

/* --- all paths --- */

/* A path that is being walked; what is best so far, and how often each node
 * lies inside one of the best. */
struct walk {
    const struct dense *d;
    bool weighted;
    size_t target, n, node[MOST];
    double length, best, paths, through[MOST];
};

static void arrive(struct walk *w)
{
    if (w->length > w->best * (1 + 1e-10))
        return;
    if (w->length < w->best * (1 - 1e-10)) {
        w->best = w->length;
        w->paths = 0;
        memset(w->through, 0, sizeof w->through);
    }
    w->paths++;
    for (size_t k = 1; k + 1 < w->n; k++)
        w->through[w->node[k]]++;
}

/* NOLINTNEXTLINE(misc-no-recursion): that is what walking all paths is */
static void go_on(struct walk *w)
{
    size_t at = w->node[w->n - 1];
    if (at == w->target) {
        arrive(w);
        return;
    }
    for (size_t j = 0; j < w->d->n; j++) {
        bool been = !(w->d->w[at][j] > 0);
        for (size_t k = 0; k < w->n; k++)
            been |= w->node[k] == j;
        if (been)
            continue;
        double step = w->weighted ? 1 / w->d->w[at][j] : 1;
        w->node[w->n++] = j;
        w->length += step;
        go_on(w);
        w->length -= step;
        w->n--;
    }
}

static void slow_betweenness(const struct dense *d, bool weighted, double *out)
{
    for (size_t i = 0; i < d->n; i++)
        out[i] = 0;
    for (size_t s = 0; s < d->n; s++)
        for (size_t t = 0; t < d->n; t++) {
            struct walk w = {d, weighted, t, 1, {s}, 0, 1e300, 0, {0}};
            if (s == t)
                continue;
            go_on(&w);
            for (size_t i = 0; i < d->n && w.paths > 0; i++)
                out[i] += w.through[i] / w.paths;
        }
}

START_TEST(betweenness_is_that_of_all_paths)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < unit_rounds(400); round++) {
        struct dense d;
        double slow[MOST], fast[MOST];
        draw(rng, &d, round % 2);
        struct ct_graph g = graph_of(&d, as_is, 1);
        for (int weighted = 0; weighted < 2; weighted++) {
            slow_betweenness(&d, weighted, slow);
            ct_graph_betweenness(&g, weighted, fast);
            for (size_t i = 0; i < d.n; i++)
                ck_assert_double_eq_tol(fast[i], slow[i], 1e-9);
        }
        ct_graph_clear(&g);
    }
    gsl_rng_free(rng);
}
END_TEST

/* --- PageRank as a linear system --- */

static void slow_pagerank(const struct dense *d, double *out)
{
    gsl_matrix *m = gsl_matrix_alloc(d->n, d->n);
    gsl_vector *b = gsl_vector_alloc(d->n), *x = gsl_vector_alloc(d->n);
    gsl_permutation *p = gsl_permutation_alloc(d->n);
    int sign;
    for (size_t i = 0; i < d->n; i++) {
        double sum = 0;
        for (size_t j = 0; j < d->n; j++)
            sum += d->w[i][j];
        for (size_t j = 0; j < d->n; j++)
            gsl_matrix_set(m, j, i,
                           (i == j) - 0.85 * (sum > 0 ? d->w[i][j] / sum
                                                      : 1 / (double)d->n));
        gsl_vector_set(b, i, 0.15 / (double)d->n);
    }
    gsl_linalg_LU_decomp(m, p, &sign);
    gsl_linalg_LU_solve(m, p, b, x);
    for (size_t i = 0; i < d->n; i++)
        out[i] = gsl_vector_get(x, i);
    gsl_matrix_free(m);
    gsl_vector_free(b);
    gsl_vector_free(x);
    gsl_permutation_free(p);
}

START_TEST(pagerank_solves_its_equations)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < unit_rounds(400); round++) {
        struct dense d;
        double slow[MOST], fast[MOST], sum = 0;
        draw(rng, &d, round % 2);
        struct ct_graph g = graph_of(&d, as_is, 1);
        slow_pagerank(&d, slow);
        ct_graph_pagerank(&g, fast);
        for (size_t i = 0; i < d.n; i++) {
            assert_near(fast[i], slow[i], 1e-12);
            sum += fast[i];
        }
        assert_near(sum, 1, 1e-12);
        ct_graph_clear(&g);
    }
    gsl_rng_free(rng);
}
END_TEST

/* --- hubs as an eigenvector --- */

/* The part of a vector of ones in the space of the largest eigenvalue of
 * W W': where that is multiple, repetition from ones ends there. Returns how
 * far the next eigenvalue is. */
static double slow_hubs(const struct dense *d, double *out)
{
    gsl_matrix *m = gsl_matrix_calloc(d->n, d->n);
    gsl_matrix *vectors = gsl_matrix_alloc(d->n, d->n);
    gsl_vector *values = gsl_vector_alloc(d->n);
    gsl_eigen_symmv_workspace *w = gsl_eigen_symmv_alloc(d->n);
    double most = 0, next = 0;
    for (size_t i = 0; i < d->n; i++)
        for (size_t j = 0; j < d->n; j++)
            for (size_t k = 0; k < d->n; k++)
                *gsl_matrix_ptr(m, i, j) += d->w[i][k] * d->w[j][k];
    gsl_eigen_symmv(m, values, vectors, w);
    for (size_t k = 0; k < d->n; k++)
        most = fmax(most, gsl_vector_get(values, k));
    memset(out, 0, d->n * sizeof *out);
    for (size_t k = 0; k < d->n; k++) {
        double value = gsl_vector_get(values, k), dot = 0;
        if (value < most * (1 - 1e-9)) {
            next = fmax(next, value);
            continue;
        }
        for (size_t i = 0; i < d->n; i++)
            dot += gsl_matrix_get(vectors, i, k);
        for (size_t i = 0; i < d->n; i++)
            out[i] += dot * gsl_matrix_get(vectors, i, k);
    }
    double top = 0;
    for (size_t i = 0; i < d->n; i++)
        top = fmax(top, out[i]);
    for (size_t i = 0; i < d->n; i++)
        out[i] /= top;
    gsl_matrix_free(m);
    gsl_matrix_free(vectors);
    gsl_vector_free(values);
    gsl_eigen_symmv_free(w);
    return next / most;
}

START_TEST(hubs_are_the_first_eigenvector)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    int compared = 0;
    for (int round = 0; round < unit_rounds(400); round++) {
        struct dense d;
        double slow[MOST], fast[MOST], authority[MOST];
        draw(rng, &d, round % 2);
        struct ct_graph g = graph_of(&d, as_is, 1);
        bool settled = ct_graph_hits(&g, fast, authority);
        if (g.n_edges > 0 && slow_hubs(&d, slow) < 0.99) {
            ck_assert(settled);
            for (size_t i = 0; i < d.n; i++)
                ck_assert_double_eq_tol(fast[i], slow[i], 1e-9);
            compared++;
        }
        ct_graph_clear(&g);
    }
    ck_assert_int_gt(compared, unit_rounds(300));
    gsl_rng_free(rng);
}
END_TEST

/* --- properties --- */

static void measure_all(const struct ct_graph *g, double x[5][MOST])
{
    ct_graph_pagerank(g, x[0]);
    ct_graph_betweenness(g, true, x[1]);
    ct_graph_betweenness(g, false, x[2]);
    ct_graph_hits(g, x[3], x[4]);
}

START_TEST(neither_order_nor_unit_of_flows_matters)
{
    static const size_t turned[MOST] = {6, 2, 0, 5, 1, 4, 3};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < unit_rounds(100); round++) {
        struct dense d;
        double a[5][MOST], b[5][MOST];
        do
            draw(rng, &d, round % 2);
        while (d.n < MOST);
        struct ct_graph g = graph_of(&d, as_is, 1);
        struct ct_graph h = graph_of(&d, turned, 1e6);
        measure_all(&g, a);
        measure_all(&h, b);
        for (int k = 0; k < 5; k++)
            for (size_t i = 0; i < d.n; i++)
                ck_assert_double_eq_tol(a[k][i], b[k][turned[i]], 1e-8);
        assert_near(ct_graph_reciprocity(&g), ct_graph_reciprocity(&h), 1e-15);
        ct_graph_clear(&g);
        ct_graph_clear(&h);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(a_line_of_three)
{
    const uint32_t from[] = {0, 1, 1}, to[] = {1, 2, 0};
    const double weight[] = {2, 4, 6};
    double x[5][MOST];
    struct ct_graph g;
    ct_graph_make(&g, 3, from, to, weight, 3);
    measure_all(&g, x);
    ck_assert_double_eq(x[1][1], 1);
    ck_assert_double_eq(x[2][0], 0);
    ck_assert_double_eq(x[3][1], 1);
    ck_assert_double_eq(x[4][0], 1);
    assert_near(x[4][2], 4.0 / 6, 1e-12);
    assert_near(ct_graph_reciprocity(&g), 2.0 / 3, 1e-15);
    assert_near(ct_hhi(weight, 3), (4.0 + 16 + 36) / 144, 1e-15);
    ct_graph_clear(&g);
}
END_TEST

START_TEST(networks_without_edges_or_nodes)
{
    double x[5][MOST];
    struct ct_graph g;
    for (size_t n = 0; n < 3; n++) {
        ct_graph_make(&g, n, NULL, NULL, NULL, 0);
        measure_all(&g, x);
        for (size_t i = 0; i < n; i++) {
            assert_near(x[0][i], 1 / (double)n, 1e-15);
            ck_assert_double_eq(x[1][i], 0);
            ck_assert(isnan(x[3][i]) && isnan(x[4][i]));
        }
        ck_assert(isnan(ct_graph_reciprocity(&g)));
        ct_graph_clear(&g);
    }
    ck_assert(isnan(ct_hhi(NULL, 0)));
}
END_TEST

Suite *flow_graph_suite(void);
Suite *flow_graph_suite(void)
{
    Suite *s = suite_create("flow_graph");
    TCase *t = tcase_create("flow_graph");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, betweenness_is_that_of_all_paths);
    tcase_add_test(t, pagerank_solves_its_equations);
    tcase_add_test(t, hubs_are_the_first_eigenvector);
    tcase_add_test(t, neither_order_nor_unit_of_flows_matters);
    tcase_add_test(t, a_line_of_three);
    tcase_add_test(t, networks_without_edges_or_nodes);
    suite_add_tcase(s, t);
    return s;
}
