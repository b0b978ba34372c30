/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shares of the parts of a whole. */
#include "config.h"

#include "analyze/profile.h"

#include "analyze/proportion.h"

#include <math.h>
#include <stdbool.h>

/* The least or the most a share of x can be in x + rest; rest may be without
 * bound. */
static double share_of(double x, double rest)
{
    if (isinf(rest))
        return 0;
    return isinf(x) ? 1 : x / (x + rest);
}

/* What all parts together are at least and at most. */
struct sums {
    double given, least, most;
    bool any_given, suppressed;
};

static void widen(const struct ct_profile_part *p, const struct sums *all,
                  double confidence, struct ct_profile_share *s)
{
    /* Without bound, subtracting gives NaN: what is left has no bound either,
     * unless this part alone is the one without. */
    double most_left = all->most - p->most;
    if (isinf(all->most))
        most_left = INFINITY;
    double least_left = all->least - p->least;
    double unused;
    s->lower = share_of(p->least, most_left);
    s->upper = share_of(p->most, least_left);
    if (isnan(confidence))
        return;
    if (isfinite(most_left))
        ct_wilson(p->least, p->least + most_left, confidence, &s->lower,
                  &unused);
    if (isfinite(p->most))
        ct_wilson(p->most, p->most + least_left, confidence, &unused,
                  &s->upper);
}

double ct_profile_shares(const struct ct_profile_part *part, size_t n,
                         double confidence, struct ct_profile_share *out)
{
    struct sums all = {0};
    for (size_t i = 0; i < n; i++) {
        all.given += part[i].given;
        all.least += part[i].least;
        all.most += part[i].most;
        all.any_given |= part[i].n_given > 0;
        all.suppressed |= part[i].n_suppressed > 0;
    }
    for (size_t i = 0; i < n; i++) {
        bool any = part[i].n_given > 0, there = any || part[i].n_suppressed > 0;
        out[i] = (struct ct_profile_share){
            any && all.given > 0 ? part[i].given / all.given : (double)NAN, NAN,
            NAN};
        if (there && all.most > 0 && (all.suppressed || !isnan(confidence)))
            widen(&part[i], &all, confidence, &out[i]);
        if (out[i].share < out[i].lower || out[i].share > out[i].upper)
            out[i].share = NAN;
    }
    return all.any_given ? all.given : (double)NAN;
}
