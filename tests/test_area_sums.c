/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sums of areas, filling, chains and limits beside slow twins. */
#include "config.h"

#include "analyze/area_bootstrap.h"
#include "analyze/matched_panel.h"
#include "lib/status.h"
#include "tests/unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

enum { ROWS = 24, PERIODS = 7, GROUPS = 3, CELLS = ROWS * PERIODS };

/* A cross section of its own, with every row in one of three groups. */
struct world {
    struct ct_cross_section c;
    struct ct_area_sets sets;
    struct ct_area_set set[GROUPS + 1];
    size_t row[GROUPS + 1][ROWS], stratum[ROWS];
    long ordinal[PERIODS];
    double rate[CELLS], events[CELLS], population[CELLS];
    double lower[CELLS], upper[CELLS];
    uint16_t status[CELLS];
    bool joined[ROWS];
};

static void place(struct world *w)
{
    w->sets = (struct ct_area_sets){GROUPS + 1, w->set, w->stratum, true};
    for (size_t k = 0; k <= GROUPS; k++)
        w->set[k] = (struct ct_area_set){"_T", 0, w->row[k]};
    for (size_t i = 0; i < ROWS; i++) {
        size_t k = i % GROUPS;
        w->stratum[i] = k;
        w->row[k][w->set[k].n++] = i;
        w->row[GROUPS][w->set[GROUPS].n++] = i;
    }
}

/* Counts near a rate of 5, some missing. */
static void draw(gsl_rng *r, double missing, struct world *w)
{
    memset(w, 0, sizeof *w);
    w->c = (struct ct_cross_section){.n_units = ROWS,
                                     .n_periods = PERIODS,
                                     .freq = 'A',
                                     .per = 1e5,
                                     .ordinal = w->ordinal,
                                     .rate = w->rate,
                                     .events = w->events,
                                     .population = w->population,
                                     .lower = w->lower,
                                     .upper = w->upper,
                                     .status = w->status};
    for (size_t t = 0; t < PERIODS; t++)
        w->ordinal[t] = 2000 + (long)t;
    for (size_t i = 0; i < CELLS; i++) {
        w->population[i] = gsl_ran_lognormal(r, 14, 1);
        w->events[i] = gsl_ran_poisson(r, w->population[i] * 5 / 1e5);
        w->rate[i] = w->events[i] / w->population[i] * 1e5;
        w->lower[i] = w->upper[i] = NAN;
        if (gsl_rng_uniform(r) < missing)
            w->events[i] = w->rate[i] = NAN;
    }
    place(w);
}

static void sum_up(struct world *w, int fill, double coverage,
                   struct ct_filled *f, struct ct_area_sum *sums)
{
    const struct ct_fill_rule rule = {fill, 99};
    ct_fill_areas(&w->c, &w->sets, w->joined, &rule, f);
    ct_area_sums(&w->c, &w->sets, f, fill != CT_FILL_NONE, coverage, sums);
}

static bool close_to(double got, double want)
{
    return (isnan(got) && isnan(want)) ||
           fabs(got - want) <= 1e-12 * fmax(1, fabs(want));
}

/* Every sum, row by row. */
START_TEST(sums_are_as_defined)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    static struct world w;
    static struct ct_area_sum sums[(GROUPS + 1) * PERIODS];
    for (int round = 0; round < 50; round++) {
        struct ct_filled f;
        draw(r, .3, &w);
        sum_up(&w, CT_FILL_NONE, .6, &f, sums);
        for (size_t k = 0; k <= GROUPS; k++)
            for (size_t t = 0; t < PERIODS; t++) {
                double x = 0, n = 0, all = 0;
                const struct ct_area_sum *s = &sums[k * PERIODS + t];
                for (size_t i = 0; i < ROWS; i++) {
                    size_t cell = i * PERIODS + t;
                    if (k < GROUPS && i % GROUPS != k)
                        continue;
                    all += w.population[cell];
                    n += isnan(w.rate[cell]) ? 0 : w.population[cell];
                    x += isnan(w.rate[cell]) ? 0 : w.events[cell];
                }
                ck_assert(close_to(s->coverage, n / all));
                ck_assert(close_to(s->rate, x / n * 1e5));
                ck_assert_int_eq(s->published, n / all >= .6);
                ck_assert(
                    close_to(s->number, n / all >= .6 ? x / n * all : NAN));
                ck_assert(!s->published ||
                          close_to(s->imputed, 1 - x / s->number));
            }
        ct_filled_clear(&f);
    }
    gsl_rng_free(r);
}
END_TEST

/* Where all report, counts are sums and nothing is estimated. */
START_TEST(complete_sums_are_exact)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    static struct world w;
    static struct ct_area_sum sums[(GROUPS + 1) * PERIODS];
    struct ct_filled f;
    draw(r, 0, &w);
    sum_up(&w, CT_FILL_NONE, 1, &f, sums);
    const struct ct_bootstrap b = {200, 1, 95, false};
    ct_area_bootstrap(&w.c, &w.sets, &f, &b, sums);
    for (size_t t = 0; t < PERIODS; t++) {
        double groups = 0;
        for (size_t k = 0; k < GROUPS; k++)
            groups += sums[k * PERIODS + t].number;
        const struct ct_area_sum *all = &sums[GROUPS * PERIODS + t];
        ck_assert_double_eq(all->number, groups);
        ck_assert_double_eq(all->imputed, 0);
        ck_assert_uint_eq(all->status, 0);
        ck_assert(close_to(all->two_stage, all->rate));
        ck_assert(isnan(all->lower) && isnan(all->upper) && !all->fell);
    }
    const struct ct_bootstrap noisy = {2000, 1, 95, true};
    ct_area_bootstrap(&w.c, &w.sets, &f, &noisy, sums);
    const struct ct_area_sum *s = &sums[GROUPS * PERIODS];
    double width = (s->upper - s->lower) / s->rate * sqrt(s->number);
    ck_assert_double_eq_tol(width, 2 * 1.96, .25);
    ct_filled_clear(&f);
    gsl_rng_free(r);
}
END_TEST

/* The order of the areas changes no sum, and the unit of the rate only the
 * rate. */
START_TEST(order_and_unit_do_not_matter)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    static struct world w, other;
    static struct ct_area_sum a[(GROUPS + 1) * PERIODS];
    static struct ct_area_sum b[(GROUPS + 1) * PERIODS];
    struct ct_filled f, g;
    draw(r, .2, &w);
    draw(r, .2, &other);
    for (size_t i = 0; i < ROWS; i++)
        for (size_t t = 0; t < PERIODS; t++) {
            size_t from = i * PERIODS + t;
            size_t to = ((i + GROUPS) % ROWS) * PERIODS + t;
            other.rate[to] = w.rate[from] / 100;
            other.events[to] = w.events[from];
            other.population[to] = w.population[from];
        }
    other.c.per = 1e3;
    sum_up(&w, CT_FILL_LOG_LINEAR, .5, &f, a);
    sum_up(&other, CT_FILL_LOG_LINEAR, .5, &g, b);
    for (size_t i = 0; i < (GROUPS + 1) * PERIODS; i++) {
        ck_assert(close_to(b[i].value * 100, a[i].value));
        ck_assert(close_to(b[i].number / a[i].number, 1) || !a[i].published);
        ck_assert_uint_eq(a[i].filled, b[i].filled);
    }
    ct_filled_clear(&f);
    ct_filled_clear(&g);
    gsl_rng_free(r);
}
END_TEST

static void set_row(struct world *w, size_t row, const double *rate)
{
    for (size_t t = 0; t < PERIODS; t++) {
        w->rate[row * PERIODS + t] = rate[t];
        w->population[row * PERIODS + t] = 1e5;
        w->events[row * PERIODS + t] = rate[t];
    }
}

static void check_row(const struct ct_filled *f, size_t row, const double *rate,
                      const char *how)
{
    for (size_t t = 0; t < PERIODS; t++) {
        size_t cell = row * PERIODS + t;
        static const char letter[] = ".oibfr";
        ck_assert_msg(close_to(f->rate[cell], rate[t]), "%zu %zu: %g", row, t,
                      f->rate[cell]);
        ck_assert_msg(letter[f->how[cell]] == how[t], "%zu %zu: %c", row, t,
                      letter[f->how[cell]]);
    }
}

START_TEST(gaps_are_filled_by_rule)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    static struct world w;
    struct ct_filled f;
    const double N = NAN;
    draw(r, 0, &w);
    set_row(&w, 0, (double[]){N, 2, N, 8, N, N, N});
    set_row(&w, 3, (double[]){N, 0, N, 8, N, N, 4});
    set_row(&w, 6, (double[]){N, N, N, N, N, N, N});
    w.status[3 * PERIODS + 3] = CT_STATUS_BREAK;
    const struct ct_fill_rule two = {CT_FILL_LOG_LINEAR, 2};
    for (size_t i = 9; i < ROWS; i += GROUPS) /* leave the group to them */
        set_row(&w, i, (double[]){N, N, N, N, N, N, N});
    ct_fill_areas(&w.c, &w.sets, w.joined, &two, &f);
    const double a = 8 * pow(.5, 1. / 3), b = 8 * pow(.5, 2. / 3);
    check_row(&f, 0, (double[]){2, 2, 4, 8, 8, 8, 4}, "boioffr");
    check_row(&f, 3, (double[]){0, 0, 0, 8, a, b, 4}, "bofoiio");
    check_row(&f, 6, (double[]){1, 1, 2, 8, 4 + a / 2, 4 + b / 2, 4},
              "rrrrrrr");
    ct_filled_clear(&f);
    w.joined[3] = true;
    ct_fill_areas(&w.c, &w.sets, w.joined, &two, &f);
    check_row(&f, 3, (double[]){0, 0, 4, 8, a, b, 4}, "boioiio");
    ct_filled_clear(&f);
    const struct ct_fill_rule one = {CT_FILL_LINEAR, 1};
    ct_fill_areas(&w.c, &w.sets, w.joined, &one, &f);
    check_row(&f, 0, (double[]){2, 2, 5, 8, 8, N, 4}, "boiof.r");
    ct_filled_clear(&f);
    gsl_rng_free(r);
}
END_TEST

/* The chain step by step from the definition; constant units in all. */
START_TEST(chains_are_as_defined)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    static struct world w;
    struct ct_matched m[PERIODS];
    for (int round = 0; round < 50; round++) {
        double index = 100;
        draw(r, round % 10 * .08, &w);
        w.status[2 * PERIODS + 4] = CT_STATUS_BREAK;
        ct_matched_panel(&w.c, &w.set[GROUPS], w.joined, m);
        ck_assert_double_eq(m[0].index, 100);
        for (size_t t = 1; t < PERIODS; t++) {
            double x[2] = {0}, n[2] = {0};
            for (size_t i = 0; i < ROWS; i++) {
                size_t cell = i * PERIODS + t;
                if (isnan(w.rate[cell]) || isnan(w.rate[cell - 1]) ||
                    (i == 2 && t == 4))
                    continue;
                for (size_t side = 0; side < 2; side++) {
                    x[side] += w.events[cell - side];
                    n[side] += w.population[cell - side];
                }
            }
            index *= x[0] / n[0] / (x[1] / n[1]);
            ck_assert(close_to(m[t].index, index));
        }
    }
    gsl_rng_free(r);
}
END_TEST

/* With everybody there, chained and constant index are the rate's own. */
START_TEST(chains_without_gaps_are_the_rate)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    static struct world w;
    static struct ct_area_sum sums[(GROUPS + 1) * PERIODS];
    struct ct_matched m[PERIODS];
    struct ct_filled f;
    draw(r, 0, &w);
    sum_up(&w, CT_FILL_NONE, .6, &f, sums);
    ct_matched_panel(&w.c, &w.set[1], w.joined, m);
    for (size_t t = 0; t < PERIODS; t++) {
        double index = sums[PERIODS + t].rate / sums[PERIODS].rate * 100;
        ck_assert(close_to(m[t].index, index));
        ck_assert(close_to(m[t].constant_index, index));
        ck_assert_uint_eq(m[t].units, ROWS / GROUPS);
    }
    for (size_t i = 0; i < ROWS; i++)
        w.rate[i * PERIODS + 3] = NAN;
    ct_matched_panel(&w.c, &w.set[1], w.joined, m);
    ck_assert(isnan(m[3].index) && isnan(m[6].index) && m[3].units == 0);
    ck_assert(isnan(m[6].constant_index) && m[6].constant_units == 0);
    ct_filled_clear(&f);
    gsl_rng_free(r);
}
END_TEST

static size_t drop_areas(gsl_rng *r, struct world *w)
{
    size_t n = 0;
    for (size_t i = 0; i < ROWS; i++) {
        if (gsl_rng_uniform(r) >= .3)
            continue;
        n++;
        for (size_t t = 0; t < PERIODS; t++)
            w->rate[i * PERIODS + t] = w->events[i * PERIODS + t] = NAN;
    }
    return n;
}

/* Areas alike but for chance, a third of them silent at random: the limits
 * hold the sum of all as often as they say, or nearly. */
START_TEST(limits_hold_what_they_say)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    static struct world w;
    static struct ct_area_sum sums[(GROUPS + 1) * PERIODS];
    const struct ct_bootstrap b = {200, 1, 90, false};
    double held = 0, rounds = 0;
    for (int round = 0; round < 300; round++) {
        struct ct_filled f;
        double truth = 0;
        draw(r, 0, &w);
        for (size_t i = 0; i < ROWS; i++) {
            double level = gsl_ran_lognormal(r, 0, .5);
            for (size_t t = 0; t < PERIODS; t++) {
                size_t cell = i * PERIODS + t;
                w.population[cell] = 1e6;
                w.rate[cell] = 5 * level * gsl_ran_lognormal(r, 0, .05);
                w.events[cell] = w.rate[cell] * 10;
            }
            truth += w.events[i * PERIODS];
        }
        if (drop_areas(r, &w) == 0)
            continue;
        sum_up(&w, CT_FILL_NONE, 0, &f, sums);
        ct_area_bootstrap(&w.c, &w.sets, &f, &b, sums);
        const struct ct_area_sum *s = &sums[GROUPS * PERIODS];
        ct_filled_clear(&f);
        if (isnan(s->lower))
            continue;
        ck_assert(s->lower < s->value && s->value < s->upper);
        rounds++;
        held += s->lower <= truth / ROWS / 10 && truth / ROWS / 10 <= s->upper;
    }
    ck_assert(rounds > 200);
    ck_assert_msg(held / rounds > .82 && held / rounds < .95, "%g",
                  held / rounds);
    gsl_rng_free(r);
}
END_TEST

/* The same seed draws the same; an area that reports some of the time is kept
 * to its own level, so that limits are narrower than for a silent one. */
START_TEST(draws_are_held_to_what_is_known)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    static struct world w;
    static struct ct_area_sum a[(GROUPS + 1) * PERIODS];
    static struct ct_area_sum b[(GROUPS + 1) * PERIODS];
    const struct ct_bootstrap draws = {500, 7, 95, false};
    struct ct_filled f;
    draw(r, 0, &w);
    for (size_t i = 0; i < CELLS; i++)
        w.rate[i] *= 1 + (double)(i / PERIODS % 5);
    for (size_t t = 0; t < PERIODS; t++)
        if (t != 3)
            w.rate[t] = w.events[t] = NAN;
    sum_up(&w, CT_FILL_NONE, 0, &f, a);
    memcpy(b, a, sizeof b);
    ct_area_bootstrap(&w.c, &w.sets, &f, &draws, a);
    ct_area_bootstrap(&w.c, &w.sets, &f, &draws, b);
    ck_assert_double_eq(a[0].lower, b[0].lower);
    ck_assert_double_eq(a[0].upper, b[0].upper);
    ct_filled_clear(&f);
    w.rate[3] = w.events[3] = NAN;
    sum_up(&w, CT_FILL_NONE, 0, &f, b);
    ct_area_bootstrap(&w.c, &w.sets, &f, &draws, b);
    ck_assert(b[0].upper - b[0].lower > 2 * (a[0].upper - a[0].lower));
    ct_filled_clear(&f);
    gsl_rng_free(r);
}
END_TEST

/* Too few to draw from: one area of a group reports. */
START_TEST(limits_need_two_areas)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    static struct world w;
    static struct ct_area_sum sums[(GROUPS + 1) * PERIODS];
    const struct ct_bootstrap b = {200, 1, 95, false};
    struct ct_filled f;
    draw(r, 0, &w);
    for (size_t i = GROUPS; i < ROWS; i += GROUPS)
        for (size_t t = 0; t < PERIODS; t++)
            w.rate[i * PERIODS + t] = w.events[i * PERIODS + t] = NAN;
    sum_up(&w, CT_FILL_NONE, 0, &f, sums);
    ct_area_bootstrap(&w.c, &w.sets, &f, &b, sums);
    ck_assert(sums[0].value > 0 && isnan(sums[0].lower));
    ck_assert(isnan(sums[GROUPS * PERIODS].lower));
    ct_filled_clear(&f);
    gsl_rng_free(r);
}
END_TEST

Suite *area_sums_suite(void);
Suite *area_sums_suite(void)
{
    Suite *s = suite_create("area_sums");
    TCase *t = tcase_create("area_sums");
    tcase_add_test(t, sums_are_as_defined);
    tcase_add_test(t, complete_sums_are_exact);
    tcase_add_test(t, order_and_unit_do_not_matter);
    tcase_add_test(t, gaps_are_filled_by_rule);
    tcase_add_test(t, chains_are_as_defined);
    tcase_add_test(t, chains_without_gaps_are_the_rate);
    tcase_add_test(t, limits_hold_what_they_say);
    tcase_add_test(t, draws_are_held_to_what_is_known);
    tcase_add_test(t, limits_need_two_areas);
    suite_add_tcase(s, t);
    return s;
}
