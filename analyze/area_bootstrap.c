/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far the rates of areas that do not report may move a sum. */
#include "config.h"

#include "analyze/area_bootstrap.h"

#include "lib/memory.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/* The longest memory a residual is given. */
static const double largest_rho = 0.95;

/* What is known of a group: mean ln(rate) by period, distances of its areas
 * from it, and how their residuals move. */
struct stratum {
    double *mean;
    size_t n_donors;
    double *donor;
    double sd, rho, sigma;
    double shift; /* of the mean, in the replicate at hand */
};

struct link {
    size_t cell, sum;
};

struct frame {
    const struct ct_cross_section *c;
    const struct ct_area_sets *sets;
    const struct ct_filled *f;
    size_t n; /* strata */
    struct stratum *stratum;
    double *own;   /* of each row: its own distance, NaN = never observed */
    bool *missing; /* of each cell: has residents, did not report */
    bool *lacks;   /* of each row: has a missing cell */
    double *draw;  /* of each missing cell: its count, NaN = cannot be */
    size_t n_links;
    struct link *link; /* missing cells, and the sums they are part of */
};

/* ln of a rate, of half a count in place of none. */
static double log_rate(const struct frame *fr, size_t cell, double rate)
{
    double residents = fr->c->population[cell];
    return log(rate > 0 ? rate : 0.5 / residents * fr->c->per);
}

static bool reports(const struct frame *fr, size_t cell)
{
    return !isnan(fr->c->rate[cell]) && !isnan(fr->c->population[cell]);
}

static void mark_missing(struct frame *fr)
{
    size_t periods = fr->c->n_periods;
    for (size_t row = 0; row < fr->c->n_units; row++) {
        fr->lacks[row] = false;
        for (size_t t = 0; t < periods; t++) {
            size_t cell = row * periods + t;
            fr->missing[cell] = fr->sets->stratum[row] != SIZE_MAX &&
                                isnan(fr->c->rate[cell]) &&
                                !isnan(fr->c->population[cell]);
            fr->lacks[row] |= fr->missing[cell];
        }
    }
}

/* Whether a row of a set belongs to that stratum, and not to another one it is
 * in as well. */
static bool belongs(const struct frame *fr, size_t k, size_t row)
{
    return fr->sets->stratum[row] == k;
}

static void find_means(struct frame *fr, size_t k)
{
    const struct ct_area_set *set = &fr->sets->set[k];
    for (size_t t = 0; t < fr->c->n_periods; t++) {
        double sum = 0, n = 0;
        for (size_t i = 0; i < set->n; i++) {
            size_t cell = set->row[i] * fr->c->n_periods + t;
            if (belongs(fr, k, set->row[i]) && reports(fr, cell)) {
                sum += log_rate(fr, cell, fr->c->rate[cell]);
                n++;
            }
        }
        fr->stratum[k].mean[t] = sum / n;
    }
}

/* The mean distance of an area from its group, NaN if it never reports. */
static double find_distance(const struct frame *fr, size_t k, size_t row)
{
    double sum = 0, n = 0;
    for (size_t t = 0; t < fr->c->n_periods; t++) {
        size_t cell = row * fr->c->n_periods + t;
        if (reports(fr, cell)) {
            sum +=
                log_rate(fr, cell, fr->c->rate[cell]) - fr->stratum[k].mean[t];
            n++;
        }
    }
    return sum / n;
}

/* Sums over the residuals of a group. */
struct moments {
    double squares, products, lagged, n, areas;
};

static void add_residuals(const struct frame *fr, size_t k, size_t row,
                          struct moments *m)
{
    double last = NAN;
    for (size_t t = 0; t < fr->c->n_periods; t++) {
        size_t cell = row * fr->c->n_periods + t;
        double e = NAN;
        if (reports(fr, cell)) {
            e = log_rate(fr, cell, fr->c->rate[cell]) - fr->stratum[k].mean[t] -
                fr->own[row];
            m->squares += e * e;
            m->n++;
        }
        if (!isnan(e) && !isnan(last)) {
            m->products += e * last;
            m->lagged += last * last;
        }
        last = e;
    }
    m->areas++;
}

static void study(struct frame *fr, size_t k)
{
    const struct ct_area_set *set = &fr->sets->set[k];
    struct stratum *s = &fr->stratum[k];
    struct moments m = {0};
    s->mean = ct_xmalloc(fr->c->n_periods + 1, sizeof *s->mean);
    s->donor = ct_xmalloc(set->n + 1, sizeof *s->donor);
    find_means(fr, k);
    for (size_t i = 0; i < set->n; i++) {
        size_t row = set->row[i];
        if (!belongs(fr, k, row))
            continue;
        fr->own[row] = find_distance(fr, k, row);
        if (isnan(fr->own[row]))
            continue;
        s->donor[s->n_donors++] = fr->own[row];
        add_residuals(fr, k, row, &m);
    }
    s->sd =
        s->n_donors > 1 ? gsl_stats_sd(s->donor, 1, s->n_donors) : (double)NAN;
    s->sigma = m.n > m.areas ? sqrt(m.squares / (m.n - m.areas)) : 0;
    s->rho =
        m.lagged > 0 ? fmin(fmax(m.products / m.lagged, 0), largest_rho) : 0;
}

/* The distance of an area in one replicate. */
static double draw_distance(const struct frame *fr, const struct stratum *s,
                            size_t row, gsl_rng *rng)
{
    if (!isnan(fr->own[row]))
        return fr->own[row];
    if (s->n_donors < CT_FEW_DONORS)
        return s->shift + gsl_ran_gaussian_ziggurat(rng, 1) * s->sd;
    return s->shift + s->donor[gsl_rng_uniform_int(rng, s->n_donors)];
}

/* Where ln(rate) of a missing cell lies but for the residual: where it was
 * filled from the area's own values, or else at a place drawn. */
static double base_of(const struct frame *fr, size_t cell, double drawn)
{
    bool of_its_own =
        fr->f->how[cell] > CT_HOW_OBSERVED && fr->f->how[cell] != CT_HOW_REGION;
    return of_its_own ? log_rate(fr, cell, fr->f->rate[cell]) : drawn;
}

/* Draws the counts of one area in all the periods it lacks. Residuals are drawn
 * for these only: over k periods their correlation is rho to the k. */
static void draw_row(struct frame *fr, size_t row, gsl_rng *rng)
{
    const struct stratum *s = &fr->stratum[fr->sets->stratum[row]];
    double distance = draw_distance(fr, s, row, rng), e = 0, rho = 0;
    for (size_t t = 0; t < fr->c->n_periods; t++) {
        size_t cell = row * fr->c->n_periods + t;
        rho *= s->rho;
        if (!fr->missing[cell])
            continue;
        e = rho * e +
            s->sigma * sqrt(1 - rho * rho) * gsl_ran_gaussian_ziggurat(rng, 1);
        rho = 1;
        fr->draw[cell] = exp(base_of(fr, cell, s->mean[t] + distance) + e) *
                         fr->c->population[cell] / fr->c->per;
    }
}

/* Lists which missing cell goes into which sum. */
static void list_links(struct frame *fr)
{
    size_t capacity = 0, periods = fr->c->n_periods;
    for (size_t k = 0; k < fr->sets->n; k++)
        for (size_t i = 0; i < fr->sets->set[k].n; i++)
            for (size_t t = 0; t < periods; t++) {
                size_t cell = fr->sets->set[k].row[i] * periods + t;
                if (!fr->missing[cell])
                    continue;
                fr->link = ct_xgrow(fr->link, &capacity, fr->n_links + 1,
                                    sizeof *fr->link);
                fr->link[fr->n_links++] = (struct link){cell, k * periods + t};
            }
}

/* One replicate: the drawn count of every sum into its place. */
static void replicate(struct frame *fr, int seed, size_t number, size_t n,
                      double *drawn)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, (unsigned long)seed + number);
    for (size_t k = 0; k < fr->n; k++) {
        struct stratum *s = &fr->stratum[k];
        s->shift = gsl_ran_gaussian_ziggurat(rng, 1) * s->sd /
                   sqrt((double)s->n_donors);
    }
    for (size_t row = 0; row < fr->c->n_units; row++)
        if (fr->lacks[row])
            draw_row(fr, row, rng);
    for (size_t i = 0; i < fr->n_links; i++)
        drawn[fr->link[i].sum * n + number] += fr->draw[fr->link[i].cell];
    gsl_rng_free(rng);
}

/* The limits of one sum from its n drawn counts, which are reordered. */
static void limit(const struct ct_bootstrap *b, double per, double *drawn,
                  gsl_rng *rng, struct ct_area_sum *s)
{
    size_t n = (size_t)b->replicates;
    double tail = (1 - b->confidence / 100) / 2;
    double made_up = s->imputed * s->number, known = s->number - made_up;
    double mean = gsl_stats_mean(drawn, 1, n);
    bool whole = s->reporting == s->units;
    if (!s->published || isnan(mean) || (whole && !b->poisson) ||
        (!whole && !(mean > 0)))
        return;
    for (size_t i = 0; i < n; i++) {
        double found = b->poisson ? gsl_ran_poisson(rng, known) : known;
        drawn[i] = found + (whole ? 0 : drawn[i] / mean * made_up);
    }
    gsl_sort(drawn, 1, n);
    s->lower = gsl_stats_quantile_from_sorted_data(drawn, 1, n, tail) /
               s->population * per;
    s->upper = gsl_stats_quantile_from_sorted_data(drawn, 1, n, 1 - tail) /
               s->population * per;
}

static void limit_all(const struct frame *fr, const struct ct_bootstrap *b,
                      double *drawn, struct ct_area_sum *sums)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    size_t n = (size_t)b->replicates;
    gsl_rng_set(rng, (unsigned long)b->seed + n);
    for (size_t i = 0; i < fr->sets->n * fr->c->n_periods; i++)
        limit(b, fr->c->per, drawn + i * n, rng, &sums[i]);
    gsl_rng_free(rng);
}

static void clear(struct frame *fr)
{
    for (size_t k = 0; k < fr->n; k++) {
        free(fr->stratum[k].mean);
        free(fr->stratum[k].donor);
    }
    free(fr->stratum);
    free(fr->own);
    free(fr->missing);
    free(fr->lacks);
    free(fr->draw);
    free(fr->link);
}

void ct_area_bootstrap(const struct ct_cross_section *c,
                       const struct ct_area_sets *sets,
                       const struct ct_filled *f, const struct ct_bootstrap *b,
                       struct ct_area_sum *sums)
{
    size_t n = (size_t)b->replicates, cells = c->n_units * c->n_periods;
    if (n == 0)
        return;
    struct frame fr = {.c = c, .sets = sets, .f = f, .n = sets->n - 1};
    fr.stratum = ct_xcalloc(fr.n + 1, sizeof *fr.stratum);
    fr.own = ct_xmalloc(c->n_units + 1, sizeof *fr.own);
    fr.missing = ct_xmalloc(cells + 1, sizeof *fr.missing);
    fr.lacks = ct_xmalloc(c->n_units + 1, sizeof *fr.lacks);
    fr.draw = ct_xmalloc(cells + 1, sizeof *fr.draw);
    mark_missing(&fr);
    for (size_t k = 0; k < fr.n; k++)
        study(&fr, k);
    list_links(&fr);
    double *drawn = ct_xcalloc(sets->n * c->n_periods * n + 1, sizeof *drawn);
    for (size_t i = 0; i < n; i++)
        replicate(&fr, b->seed, i, n, drawn);
    limit_all(&fr, b, drawn, sums);
    free(drawn);
    clear(&fr);
}
