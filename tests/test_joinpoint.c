/* SPDX-License-Identifier: GPL-3.0-or-later
 * The computing behind the method joinpoint, beside slow twins. */
#include "config.h"

#include "analyze/joinpoint_continuous.h"
#include "analyze/joinpoint_lanes.h"
#include "analyze/joinpoint_model.h"
#include "analyze/joinpoint_rho.h"
#include "analyze/joinpoint_search.h"
#include "lib/memory.h"
#include "tests/unit.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

enum { MOST = 60 };

/* A random series with bends, noise, gaps, weights and correlated errors. */
struct sample {
    double x[MOST], y[MOST], root[MOST], lag[MOST];
    struct ct_joinpoint_points p;
    struct ct_joinpoint_groups g;
};

static void draw(struct sample *s, gsl_rng *r, size_t n)
{
    double slope = 0.05, level = 2, x = -(double)(n / 2);
    double rho = gsl_rng_uniform(r) < 0.5 ? 0 : 0.4;
    for (size_t i = 0; i < n; i++) {
        double step = gsl_rng_uniform(r) < 0.1 ? 2 : 1;
        if (gsl_rng_uniform(r) < 0.15)
            slope = gsl_ran_gaussian(r, 0.1);
        s->x[i] = x += step;
        level += step * slope;
        s->y[i] = level + gsl_ran_gaussian(r, 0.03);
        s->root[i] = 0.5 + gsl_rng_uniform(r);
        s->lag[i] = pow(rho, step);
    }
    s->p = (struct ct_joinpoint_points){n, s->x, s->y, s->root, s->lag};
    s->g = (struct ct_joinpoint_groups){1, {&s->p}, false};
}

/* Solves a x = b for a positive definite matrix, q x q, in place. */
static void cholesky(gsl_matrix *a, gsl_vector *b)
{
    gsl_linalg_cholesky_decomp1(a);
    gsl_linalg_cholesky_svx(a, b);
}

/* The sum of squares by generalised least squares with the whole matrix of
 * correlations: e' V^-1 e, V[i][j] = product of the lags between / (root[i]
 * root[j]). */
static double gls(const struct sample *s, const double *at, size_t k)
{
    size_t n = s->p.n, q = k + 2;
    gsl_matrix *v = gsl_matrix_alloc(n, n), *x = gsl_matrix_alloc(n, q + 1);
    gsl_matrix *normal = gsl_matrix_alloc(q, q);
    gsl_vector *rhs = gsl_vector_alloc(q);
    for (size_t i = 0; i < n; i++) {
        double c = 1;
        for (size_t j = i; j < n; j++) {
            c *= j > i ? s->lag[j] : 1;
            gsl_matrix_set(v, i, j, c / (s->root[i] * s->root[j]));
            gsl_matrix_set(v, j, i, c / (s->root[i] * s->root[j]));
        }
        gsl_matrix_set(x, i, 0, 1);
        gsl_matrix_set(x, i, 1, s->x[i]);
        for (size_t j = 0; j < k; j++)
            gsl_matrix_set(x, i, 2 + j, fmax(s->x[i] - at[j], 0));
        gsl_matrix_set(x, i, q, s->y[i]);
    }
    gsl_linalg_cholesky_decomp1(v);
    for (size_t c = 0; c <= q; c++) /* L^-1 times each column */
        for (size_t i = 0; i < n; i++) {
            double sum = gsl_matrix_get(x, i, c);
            for (size_t j = 0; j < i; j++)
                sum -= gsl_matrix_get(v, i, j) * gsl_matrix_get(x, j, c);
            gsl_matrix_set(x, i, c, sum / gsl_matrix_get(v, i, i));
        }
    for (size_t a = 0; a < q; a++) {
        for (size_t b = 0; b <= q; b++) {
            double sum = 0;
            for (size_t i = 0; i < n; i++)
                sum += gsl_matrix_get(x, i, a) * gsl_matrix_get(x, i, b);
            if (b < q)
                gsl_matrix_set(normal, a, b, sum);
            else
                gsl_vector_set(rhs, a, sum);
        }
    }
    cholesky(normal, rhs);
    double sse = 0;
    for (size_t i = 0; i < n; i++) {
        double e = gsl_matrix_get(x, i, q);
        for (size_t a = 0; a < q; a++)
            e -= gsl_matrix_get(x, i, a) * gsl_vector_get(rhs, a);
        sse += e * e;
    }
    gsl_matrix_free(v);
    gsl_matrix_free(x);
    gsl_matrix_free(normal);
    gsl_vector_free(rhs);
    return sse;
}

/* How many x lie strictly between two places. */
static int between(const struct sample *s, double low, double high)
{
    int count = 0;
    for (size_t i = 0; i < s->p.n; i++)
        count += s->x[i] > low && s->x[i] < high;
    return count;
}

/* Every place of the grid, allowed or not. */
static size_t all_places(const struct sample *s, int per_gap, double *at)
{
    size_t m = 0;
    for (size_t i = 0; i < s->p.n; i++) {
        at[m++] = s->x[i];
        for (int j = 1; j <= per_gap && i + 1 < s->p.n; j++)
            at[m++] = s->x[i] + (s->x[i + 1] - s->x[i]) * j / (per_gap + 1);
    }
    return m;
}

/* The best model of k <= 2 joinpoints by trying all; returns their number. */
static int exhaustive(const struct sample *s,
                      const struct ct_joinpoint_rules *rule, size_t k,
                      double *sse, double *best)
{
    double at[4 * MOST], one[2];
    size_t m = all_places(s, rule->per_gap, at);
    int count = 0;
    *sse = INFINITY;
    for (size_t a = 0; a < m; a++)
        for (size_t b = k == 2 ? 0 : a; b < (k == 2 ? m : a + 1); b++) {
            one[0] = at[a];
            one[1] = at[b];
            if (between(s, -INFINITY, one[0]) < rule->min_end ||
                between(s, one[k - 1], INFINITY) < rule->min_end ||
                (k == 2 && (one[1] <= one[0] ||
                            between(s, one[0], one[1]) < rule->min_between)))
                continue;
            double q = gls(s, one, k);
            count++;
            if (q < *sse * (1 - 1e-12)) {
                *sse = q;
                memcpy(best, one, sizeof one);
            }
        }
    return count;
}

START_TEST(the_search_finds_the_best_of_all)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < unit_rounds(30); round++) {
        struct ct_joinpoint_rules rules = {1 + round % 3, 1 + round % 4,
                                           round % 3};
        struct sample s;
        struct ct_joinpoint_grid grid;
        struct ct_joinpoint_design design;
        struct ct_joinpoint_fit fit[3];
        draw(&s, r, 12 + (size_t)round % 8);
        ct_joinpoint_grid_init(&grid, s.x, s.p.n, &rules);
        ct_joinpoint_design_init(&design, &s.g, &grid);
        ct_joinpoint_search_best(&design, &s.g, 2, fit);
        for (size_t k = 1; k <= 2; k++) {
            double sse, at[2];
            int models = exhaustive(&s, &rules, k, &sse, at);
            ck_assert_double_eq(ct_joinpoint_grid_count(&grid, k), models);
            assert_near(fit[k].sse, sse, 1e-10);
            for (size_t j = 0; j < k; j++)
                ck_assert_double_eq(fit[k].at[j], at[j]);
        }
        for (size_t k = 0; k <= 2; k++)
            ct_joinpoint_fit_clear(&fit[k]);
        ct_joinpoint_design_clear(&design);
        ct_joinpoint_grid_clear(&grid);
    }
    gsl_rng_free(r);
}
END_TEST

/* What the search makes of every model, beside its fit by QR. */
struct compared {
    const struct ct_joinpoint_design *d;
    const struct ct_joinpoint_groups *g;
    double line, worst;
    size_t count[CT_JOINPOINT_MAX];
};

static void compare(void *user, const size_t *knot, size_t depth, size_t from,
                    const double *gain)
{
    struct compared *c = user;
    double at[CT_JOINPOINT_MAX];
    for (size_t j = 0; j + 1 < depth; j++)
        at[j] = c->d->grid->at[knot[j]];
    for (size_t last = from; last < c->d->m; last++) {
        struct ct_joinpoint_fit f;
        at[depth - 1] = c->d->grid->at[last];
        ct_joinpoint_fit(&f, c->g, at, depth);
        c->worst = fmax(c->worst, fabs(c->line - gain[last] - f.sse) / f.sse);
        c->count[depth - 1]++;
        ct_joinpoint_fit_clear(&f);
    }
}

/* 40 values, up to three joinpoints: 5,557 models. */
START_TEST(sums_of_squares_are_those_of_qr)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct ct_joinpoint_rules rules = {2, 2, 0};
    for (int round = 0; round < unit_rounds(10); round++) {
        struct sample s;
        struct ct_joinpoint_grid grid;
        struct ct_joinpoint_design d;
        struct ct_joinpoint_fit line;
        double y[MOST];
        draw(&s, r, 40);
        ct_joinpoint_grid_init(&grid, s.x, s.p.n, &rules);
        ct_joinpoint_design_init(&d, &s.g, &grid);
        ct_joinpoint_fit(&line, &s.g, NULL, 0);
        struct compared c = {.d = &d, .g = &s.g, .line = line.sse};
        ct_joinpoint_whitened(&s.g, y);
        ct_joinpoint_project(&d, y);
        ct_joinpoint_search(&d, y, 3, compare, &c);
        ck_assert_double_lt(c.worst, 1e-10);
        for (size_t k = 1; k <= 3; k++)
            ck_assert_double_eq((double)c.count[k - 1],
                                ct_joinpoint_grid_count(&grid, k));
        ck_assert_uint_eq(c.count[2], 4960);
        ct_joinpoint_fit_clear(&line);
        ct_joinpoint_design_clear(&d);
        ct_joinpoint_grid_clear(&grid);
    }
    gsl_rng_free(r);
}
END_TEST

/* Searches lanes of noise by every way the processor has. */
static void check_lanes(const struct sample *s,
                        const struct ct_joinpoint_design *d, size_t k,
                        gsl_rng *r)
{
    struct ct_joinpoint_lanes lanes;
    ct_joinpoint_lanes_init(&lanes, d, k);
    size_t size = d->n * CT_LANES, sums = (k + 1) * CT_LANES;
    double *y = ct_xmalloc(2 * size, sizeof *y), *copy = y + size;
    double *room = ct_xmalloc(ct_joinpoint_lanes_room(&lanes), sizeof *room);
    double sse[(CT_JOINPOINT_MAX + 1) * CT_LANES];
    double other[(CT_JOINPOINT_MAX + 1) * CT_LANES];
    for (size_t i = 0; i < size; i++)
        y[i] = gsl_ran_gaussian(r, 1);
    memcpy(copy, y, size * sizeof *y);
    ct_joinpoint_lanes_way(&lanes, 0, copy, room, sse);
    for (int way = 1; way < ct_joinpoint_lanes_ways(); way++) {
        memcpy(copy, y, size * sizeof *y);
        ct_joinpoint_lanes_way(&lanes, way, copy, room, other);
        ck_assert_mem_eq(sse, other, sums * sizeof *sse);
    }
    for (size_t l = 0; l < CT_LANES; l++) {
        struct ct_joinpoint_fit fit[CT_JOINPOINT_MAX + 1];
        double values[MOST], root[MOST], lag[MOST] = {0};
        for (size_t i = 0; i < d->n; i++)
            root[i] = 1;
        /* y is white already: a sample of plain points with the same design
         * where weights are equal */
        for (size_t i = 0; i < d->n; i++)
            values[i] = y[i * CT_LANES + l];
        struct ct_joinpoint_points p = {d->n, s->x, values, root, lag};
        struct ct_joinpoint_groups g = {1, {&p}, false};
        ct_joinpoint_search_best(d, &g, k, fit);
        for (size_t j = 0; j <= k; j++) {
            assert_near(sse[j * CT_LANES + l], fit[j].sse, 1e-11);
            ct_joinpoint_fit_clear(&fit[j]);
        }
    }
    ct_joinpoint_lanes_clear(&lanes);
    free(y);
    free(room);
}

START_TEST(lanes_find_what_the_search_finds)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < 12; round++) {
        struct ct_joinpoint_rules rules = {2, round % 3, round % 2};
        struct sample s;
        struct ct_joinpoint_grid grid;
        struct ct_joinpoint_design d;
        draw(&s, r, 16 + (size_t)round);
        for (size_t i = 0; i < s.p.n; i++) {
            s.root[i] = 1;
            s.lag[i] = 0;
        }
        ct_joinpoint_grid_init(&grid, s.x, s.p.n, &rules);
        ct_joinpoint_design_init(&d, &s.g, &grid);
        check_lanes(&s, &d, 1 + (size_t)round % 4, r);
        ct_joinpoint_design_clear(&d);
        ct_joinpoint_grid_clear(&grid);
    }
    gsl_rng_free(r);
}
END_TEST

/* Next permutation of n small numbers in lexicographic order; false after the
 * last. */
static bool advance(unsigned short *p, size_t n)
{
    ck_assert(n > 1 && n <= MOST);
    size_t i = n - 1, j = n - 1;
    while (i > 0 && p[i - 1] >= p[i])
        i--;
    if (i == 0)
        return false;
    while (j > i && p[j] <= p[i - 1])
        j--;
    unsigned short kept = p[i - 1];
    p[i - 1] = p[j];
    p[j] = kept;
    for (size_t a = i, b = n - 1; a < b; a++, b--) {
        kept = p[a];
        p[a] = p[b];
        p[b] = kept;
    }
    return true;
}

/* The share of all n! permutations whose ratio of a line's sum of squares to
 * that of the best bend is as large as the data's. */
static double exact_share(const struct sample *s,
                          const struct ct_joinpoint_rules *rules)
{
    unsigned short order[MOST];
    struct sample t = *s;
    struct ct_joinpoint_fit line;
    double sse, at[2], count = 0, larger = 0;
    ct_joinpoint_fit(&line, &s->g, NULL, 0);
    exhaustive(s, rules, 1, &sse, at);
    double ratio = line.sse / sse;
    t.p.x = t.x;
    t.p.y = t.y;
    for (size_t i = 0; i < s->p.n; i++)
        order[i] = (unsigned short)i;
    do {
        for (size_t i = 0; i < s->p.n; i++)
            t.y[i] = line.fitted[i] + line.residual[order[i]];
        double here = gls(&t, NULL, 0);
        exhaustive(&t, rules, 1, &sse, at);
        larger += here / sse >= ratio * (1 - 1e-10);
        count++;
    } while (advance(order, s->p.n));
    ct_joinpoint_fit_clear(&line);
    return larger / count;
}

START_TEST(permutations_estimate_the_exact_p)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct ct_joinpoint_rules rules = {2, 2, 0};
    for (int round = 0; round < unit_rounds(10); round++) {
        struct sample s;
        struct ct_joinpoint_model m;
        draw(&s, r, 7);
        for (size_t i = 0; i < 7; i++) {
            s.root[i] = 1;
            s.lag[i] = 0;
        }
        double p = exact_share(&s, &rules);
        struct ct_joinpoint_settings settings = {rules,
                                                 false,
                                                 0,
                                                 1,
                                                 CT_JOINPOINT_PERMUTATION,
                                                 {{20000, round}, 0.05, NULL}};
        ck_assert_int_eq(ct_joinpoint_model_fit(&m, &s.g, &settings, NULL), 0);
        ct_joinpoint_model_choose(&m, &settings);
        ck_assert_uint_eq(m.tests.n, 1);
        ck_assert_double_lt(fabs(m.tests.test[0].p - p),
                            4.5 * sqrt(p * (1 - p) / 20000) + 1e-4);
        ck_assert_uint_eq(m.selected, m.tests.test[0].p < 0.05);
        ct_joinpoint_model_clear(&m);
    }
    gsl_rng_free(r);
}
END_TEST

/* Kept orders are those drawn anew; what is too much to keep is the caller's.
 */
START_TEST(orders_are_kept)
{
    struct ct_replicates how = {20, 5}, many = {1000, 5};
    struct ct_orders_kept *kept = ct_orders_kept_new();
    unsigned short *own, *fresh = ct_permutation_orders(&how, 9);
    const unsigned short *a = ct_orders_kept_take(kept, &how, 9, &own);
    ck_assert_ptr_null(own);
    ck_assert_mem_eq(a, fresh, 20 * 9 * sizeof *a);
    ck_assert_ptr_eq(ct_orders_kept_take(kept, &how, 9, &own), a);
    ck_assert_ptr_ne(ct_orders_kept_take(kept, &how, 8, &own), a);
    ck_assert_ptr_nonnull(ct_orders_kept_take(kept, &many, 40000, &own));
    ck_assert_ptr_nonnull(own);
    free(own);
    ck_assert_ptr_eq(ct_orders_kept_take(NULL, &how, 9, &own), own);
    ck_assert_mem_eq(own, fresh, 20 * 9 * sizeof *a);
    free(own);
    free(fresh);
    ct_orders_kept_free(kept);
}
END_TEST

START_TEST(orders_are_permutations_and_belong_to_their_replicate)
{
    struct ct_replicates how = {20, 5}, later = {18, 7};
    unsigned short *a = ct_permutation_orders(&how, 9);
    unsigned short *b = ct_permutation_orders(&later, 9);
    ck_assert_mem_eq(a + 2 * 9, b, 18 * 9 * sizeof *a);
    for (size_t i = 0; i < 20; i++) {
        unsigned seen = 0;
        for (size_t k = 0; k < 9; k++)
            seen |= 1u << a[i * 9 + k];
        ck_assert_uint_eq(seen, (1u << 9) - 1);
    }
    free(a);
    free(b);
}
END_TEST

START_TEST(as_many_joinpoints_as_the_program_of_the_nci)
{
    static const int last[] = {6, 11, 16, 21, 26, 31, 36};
    for (int k = 0; k < 7; k++) {
        ck_assert_int_eq(ct_joinpoint_default_most((size_t)last[k]), k);
        ck_assert_int_eq(ct_joinpoint_default_most((size_t)last[k] + 1), k + 1);
    }
    ck_assert_int_eq(ct_joinpoint_default_most(500), 7);
    ck_assert_int_eq(ct_joinpoint_default_most(0), 0);
}
END_TEST

START_TEST(criteria_by_their_formulas)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct sample s;
    struct ct_joinpoint_fit f;
    draw(&s, r, 30);
    double at[2] = {s.x[9], s.x[20]};
    ct_joinpoint_fit(&f, &s.g, at, 2);
    struct ct_joinpoint_criteria c = ct_joinpoint_criteria(&s.g, &f);
    double base = log(f.sse / 30), price = log(30) / 30;
    assert_near(c.bic, base + 6 * price, 1e-14);
    assert_near(c.bic3, base + 8 * price, 1e-14);
    assert_near(c.wbic, base + (6 + 2 * c.weight) * price, 1e-14);
    ck_assert(c.weight > 0 && c.weight < 1);
    ct_joinpoint_fit_clear(&f);
    gsl_rng_free(r);
}
END_TEST

/* The least sum of squares of places a thousandth of a year apart near those
 * found, and a twentieth apart everywhere. */
static double scan(const struct sample *s, const struct ct_joinpoint_rules *r,
                   const struct ct_joinpoint_fit *f)
{
    double least = INFINITY, last = s->x[s->p.n - 1];
    for (int wide = 0; wide < 2; wide++) {
        double from = wide ? s->x[0] : f->at[0] - 0.2;
        double to = wide ? last : f->at[0] + 0.2;
        for (double at = from; at < to; at += wide ? 0.05 : 0.001) {
            struct ct_joinpoint_fit other;
            if (!ct_joinpoint_allowed(s->x, s->p.n, r, &at, 1))
                continue;
            ct_joinpoint_fit(&other, &s->g, &at, 1);
            least = fmin(least, other.sse);
            ct_joinpoint_fit_clear(&other);
        }
    }
    return least;
}

START_TEST(joinpoints_anywhere_are_the_best_of_all)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < unit_rounds(20); round++) {
        struct ct_joinpoint_settings settings = {
            {2, 2, 0}, true, 0, 2, CT_JOINPOINT_WBIC, {{1, 1}, 0.05, NULL}};
        struct sample s;
        struct ct_joinpoint_model m, grid;
        draw(&s, r, 12 + (size_t)round);
        ck_assert_int_eq(ct_joinpoint_model_fit(&m, &s.g, &settings, NULL), 0);
        settings.anywhere = false;
        ck_assert_int_eq(ct_joinpoint_model_fit(&grid, &s.g, &settings, NULL),
                         0);
        ck_assert(m.fit[2].sse <= grid.fit[2].sse);
        ck_assert(
            ct_joinpoint_allowed(s.x, s.p.n, &settings.rules, m.fit[2].at, 2));
        double least = scan(&s, &settings.rules, &m.fit[1]);
        ck_assert(m.fit[1].sse <= least * (1 + 1e-6));
        ct_joinpoint_model_clear(&m);
        ct_joinpoint_model_clear(&grid);
    }
    gsl_rng_free(r);
}
END_TEST

/* Grid and rules say the same of where joinpoints may lie. */
START_TEST(rules_of_the_grid_are_those_of_places_anywhere)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < 30; round++) {
        struct ct_joinpoint_rules rules = {1 + round % 3, round % 4, round % 3};
        struct sample s;
        double at[4 * MOST], count = 0;
        struct ct_joinpoint_grid grid;
        draw(&s, r, 10 + (size_t)round % 7);
        size_t m = all_places(&s, rules.per_gap, at);
        for (size_t a = 0; a < m; a++)
            for (size_t b = a + 1; b < m; b++) {
                double two[2] = {at[a], at[b]};
                count += ct_joinpoint_allowed(s.x, s.p.n, &rules, two, 2);
            }
        ct_joinpoint_grid_init(&grid, s.x, s.p.n, &rules);
        ck_assert_double_eq(ct_joinpoint_grid_count(&grid, 2), count);
        ct_joinpoint_grid_clear(&grid);
    }
    gsl_rng_free(r);
}
END_TEST

/* The mean of the correlations found in 200 series of 25 values that are a
 * line and errors correlated by rho, models of two joinpoints looked at. */
static double mean_rho(gsl_rng *r, double rho)
{
    struct ct_joinpoint_settings settings = {
        {2, 2, 0}, false, 0, 2, CT_JOINPOINT_WBIC, {{1, 1}, 0.05, NULL}};
    double sum = 0;
    for (int round = 0; round < 200; round++) {
        struct sample s;
        struct ct_joinpoint_model m;
        long ordinal[MOST];
        double e = gsl_ran_gaussian(r, 1);
        draw(&s, r, 25);
        for (size_t i = 0; i < 25; i++) {
            s.x[i] = (double)i - 12;
            s.lag[i] = 0;
            s.y[i] = s.x[i] * 0.1 + e / s.root[i];
            ordinal[i] = 100 + (long)i;
            e = rho * e + gsl_ran_gaussian(r, sqrt(1 - rho * rho));
        }
        ck_assert_int_eq(ct_joinpoint_model_fit(&m, &s.g, &settings, NULL), 0);
        sum += ct_joinpoint_rho(&m, ordinal) / 200;
        ct_joinpoint_model_clear(&m);
    }
    return sum;
}

/* Far less biased than the plain ratio, which is below 0 for all of them. */
START_TEST(correlation_of_the_errors_not_of_the_residuals)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    double none = mean_rho(r, 0), some = mean_rho(r, 0.4);
    double much = mean_rho(r, 0.7);
    ck_assert_msg(none < 0.12 && some > 0.15 && some < 0.45 && much > 0.35 &&
                      much < 0.75,
                  "%g %g %g", none, some, much);
    gsl_rng_free(r);
}
END_TEST

START_TEST(whitening_is_undone)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct sample s;
    double white[MOST], back[MOST];
    for (int round = 0; round < 5; round++) {
        draw(&s, r, 20);
        ct_joinpoint_whiten(&s.p, 0, 20, s.y, white);
        ct_joinpoint_unwhiten(&s.p, white, back);
        for (size_t i = 0; i < 20; i++)
            assert_near(back[i], s.y[i], 1e-13);
    }
    gsl_rng_free(r);
}
END_TEST

Suite *joinpoint_suite(void);
Suite *joinpoint_suite(void)
{
    Suite *s = suite_create("joinpoint");
    TCase *t = tcase_create("joinpoint");
    tcase_set_timeout(t, 300);
    tcase_add_test(t, the_search_finds_the_best_of_all);
    tcase_add_test(t, sums_of_squares_are_those_of_qr);
    tcase_add_test(t, lanes_find_what_the_search_finds);
    tcase_add_test(t, permutations_estimate_the_exact_p);
    tcase_add_test(t, orders_are_kept);
    tcase_add_test(t, orders_are_permutations_and_belong_to_their_replicate);
    tcase_add_test(t, as_many_joinpoints_as_the_program_of_the_nci);
    tcase_add_test(t, joinpoints_anywhere_are_the_best_of_all);
    tcase_add_test(t, rules_of_the_grid_are_those_of_places_anywhere);
    tcase_add_test(t, correlation_of_the_errors_not_of_the_residuals);
    tcase_add_test(t, whitening_is_undone);
    tcase_add_test(t, criteria_by_their_formulas);
    suite_add_tcase(s, t);
    return s;
}
