/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analyze/loess.h"

#include <math.h>

/* The values with a weight at a place, both ends included, and how far the
 * weight function reaches. x[i] stands at place i + 1. */
struct reach {
    size_t left, right;
    double distance;
};

static double place_of(size_t i)
{
    return (double)i + 1;
}

static struct reach find_reach(size_t n, const struct ct_loess *l, double place)
{
    struct reach r = {0, n - 1, 0};
    if (l->window < n) {
        double left = place - 1 - (double)(l->window / 2);
        double last = (double)(n - l->window);
        r.left = (size_t)fmin(fmax(left, 0), last);
        r.right = r.left + l->window - 1;
    }
    r.distance = fmax(place - place_of(r.left), place_of(r.right) - place);
    /* A window wider than the series flattens the weights, by whole places. */
    if (l->window > n)
        r.distance += (double)((l->window - n) / 2);
    return r;
}

/* Writes the tricube weights, times those given, and returns their sum. What
 * is nearer than a thousandth of the reach weighs 1, what is farther than 999
 * of them nothing. */
static double weigh(const struct ct_loess_data *d, const struct reach *r,
                    double place)
{
    double near = .001 * r->distance, far = .999 * r->distance, sum = 0;
    for (size_t i = r->left; i <= r->right; i++) {
        double away = fabs(place_of(i) - place), w = 0;
        if (away <= far) {
            double share = away / r->distance;
            double rest = 1 - share * share * share;
            w = away <= near ? 1 : rest * rest * rest;
            if (d->weight)
                w *= d->weight[i];
        }
        d->work[i] = w;
        sum += w;
    }
    return sum;
}

/* Turns the weights of a mean, whose sum is 1, into those of a line's value at
 * the place. Where the weights stand on one spot, they stay. */
static void tilt(double *w, const struct reach *r, double place, size_t n)
{
    double centre = 0, spread = 0;
    for (size_t i = r->left; i <= r->right; i++)
        centre += w[i] * place_of(i);
    for (size_t i = r->left; i <= r->right; i++) {
        double away = place_of(i) - centre;
        spread += w[i] * (away * away);
    }
    if (sqrt(spread) <= .001 * (double)(n - 1))
        return;
    double slope = (place - centre) / spread;
    for (size_t i = r->left; i <= r->right; i++)
        w[i] *= slope * (place_of(i) - centre) + 1;
}

bool ct_loess_at(const struct ct_loess_data *d, const struct ct_loess *l,
                 double place, double *fit)
{
    struct reach r = find_reach(d->n, l, place);
    double sum = weigh(d, &r, place), *w = d->work;
    if (!(sum > 0))
        return false;
    for (size_t i = r.left; i <= r.right; i++)
        w[i] /= sum;
    if (l->degree > 0 && r.distance > 0)
        tilt(w, &r, place, d->n);
    sum = 0;
    for (size_t i = r.left; i <= r.right; i++)
        sum += w[i] * d->y[i];
    *fit = sum;
    return true;
}

static void fit_place(const struct ct_loess_data *d, const struct ct_loess *l,
                      size_t i, double *fit)
{
    if (!ct_loess_at(d, l, place_of(i), &fit[i]))
        fit[i] = d->y[i];
}

/* Draws a straight line from place a to place b, without its ends. */
static void join(double *fit, size_t a, size_t b)
{
    double step = (fit[b] - fit[a]) / (double)(b - a);
    for (size_t i = a + 1; i < b; i++)
        fit[i] = fit[a] + step * (double)(i - a);
}

void ct_loess(const struct ct_loess_data *d, const struct ct_loess *l,
              double *fit)
{
    if (d->n < 2) {
        for (size_t i = 0; i < d->n; i++)
            fit[i] = d->y[i];
        return;
    }
    size_t last = d->n - 1, jump = l->jump < last ? l->jump : last, i;
    fit_place(d, l, 0, fit);
    for (i = jump; i <= last; i += jump) {
        fit_place(d, l, i, fit);
        join(fit, i - jump, i);
    }
    i -= jump;
    if (i < last) {
        fit_place(d, l, last, fit);
        join(fit, i, last);
    }
}
