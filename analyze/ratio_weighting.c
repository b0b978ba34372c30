/* SPDX-License-Identifier: GPL-3.0-or-later
 * Post-stratified ratio estimates with a delete-group jackknife. */
#include "config.h"

#include "analyze/ratio_weighting.h"

#include "lib/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* Agencies of a stratum: all, the complete ones, and these by the jackknife
 * group they were dealt into. */
struct stratum {
    size_t area, group, n, n_complete;
    double residents;
    double events[CT_JACKKNIFE_GROUPS + 1];  /* in all of them at the end */
    double exposed[CT_JACKKNIFE_GROUPS + 1]; /* residents of the complete */
};

enum { ALL = CT_JACKKNIFE_GROUPS };

/* All strata, and the groups in all areas. */
struct frame {
    const struct ct_agency_counts *n;
    size_t groups; /* of the jackknife */
    struct stratum *local, *national;
};

static bool is_used(const struct ct_agency *a)
{
    return a->months >= 12 && !isnan(a->events) && a->residents > 0;
}

static void add(struct stratum *s, const struct ct_agency *a, long dealt)
{
    s->area = a->area;
    s->group = a->group;
    s->n++;
    s->residents += isnan(a->residents) ? 0 : a->residents;
    if (dealt < 0)
        return;
    s->n_complete++;
    s->events[dealt] += a->events;
    s->exposed[dealt] += a->residents;
    s->events[ALL] += a->events;
    s->exposed[ALL] += a->residents;
}

/* Agencies in the order of their strata, and in the order given within. */
static size_t *sort_strata(const struct ct_agency *agency,
                           const struct ct_agency_counts *n)
{
    size_t *first = ct_xcalloc(n->strata + 1, sizeof *first);
    size_t *order = ct_xmalloc(n->agencies + 1, sizeof *order);
    for (size_t i = 0; i < n->agencies; i++)
        first[agency[i].stratum + 1]++;
    for (size_t c = 0; c < n->strata; c++)
        first[c + 1] += first[c];
    for (size_t i = 0; i < n->agencies; i++)
        order[first[agency[i].stratum]++] = i;
    free(first);
    return order;
}

/* Deals the complete agencies of all areas in turn, so that each stratum is
 * spread over the jackknife groups. */
static void deal(const struct ct_agency *agency, struct frame *f)
{
    size_t *order = sort_strata(agency, f->n);
    size_t turn = 0;
    for (size_t i = 0; i < f->n->agencies; i++) {
        const struct ct_agency *a = &agency[order[i]];
        long dealt = is_used(a) ? (long)(turn++ % f->groups) : -1;
        add(&f->local[a->stratum], a, dealt);
        add(&f->national[a->group], a, dealt);
    }
    free(order);
}

/* The rate of a stratum without one of its jackknife groups (ALL: with all);
 * NaN if nobody is left. */
static double rate_without(const struct stratum *s, size_t left_out)
{
    double events = s->events[ALL], exposed = s->exposed[ALL];
    if (left_out != ALL) {
        events = 0;
        exposed = 0;
        for (size_t g = 0; g < CT_JACKKNIFE_GROUPS; g++) {
            events += g == left_out ? 0 : s->events[g];
            exposed += g == left_out ? 0 : s->exposed[g];
        }
    }
    return exposed > 0 ? events / exposed : (double)NAN;
}

/* The total of a stratum without a jackknife group. A national rate serves
 * where no agency of the stratum is left. */
static double total_without(const struct frame *f, const struct stratum *s,
                            size_t left_out)
{
    double rate = rate_without(s, left_out);
    if (isnan(rate))
        rate = rate_without(&f->national[s->group], left_out);
    return s->residents > 0 ? s->residents * rate : 0;
}

static bool is_of(const struct stratum *s, size_t area)
{
    return area == SIZE_MAX || s->area == area;
}

static double total(const struct frame *f, size_t area)
{
    double sum = 0;
    for (size_t k = 0; k < f->n->strata; k++)
        if (is_of(&f->local[k], area))
            sum += total_without(f, &f->local[k], ALL);
    return sum;
}

/* What a stratum's deviations are multiplied with: the finite population, and
 * Kott's factor where fewer agencies than jackknife groups are complete. Where
 * there is but one, its distance from the national rate stands in. */
static double scale(const struct frame *f, const struct stratum *s)
{
    double n = (double)s->n_complete, groups = (double)f->groups;
    double unseen = 1 - n / (double)s->n;
    if (s->n_complete >= f->groups || s->n_complete < 2)
        return sqrt(unseen);
    return sqrt(unseen * (n - 1) / n * groups / (groups - 1));
}

/* By how much the total moves when a jackknife group is left out. */
static double deviation(const struct frame *f, size_t area, size_t left_out)
{
    double sum = 0;
    for (size_t k = 0; k < f->n->strata; k++) {
        const struct stratum *s = &f->local[k];
        if (is_of(s, area) && s->n_complete < s->n)
            sum += scale(f, s) *
                   (total_without(f, s, left_out) - total_without(f, s, ALL));
    }
    return sum;
}

static double jackknife_se(const struct frame *f, size_t area)
{
    double squares = 0;
    if (f->groups < 2)
        return NAN;
    for (size_t r = 0; r < f->groups; r++) {
        double d = deviation(f, area, r);
        squares += d * d;
    }
    return sqrt(squares * (double)(f->groups - 1) / (double)f->groups);
}

struct ct_weighted ct_ratio_weighting(const struct ct_agency *agency,
                                      const struct ct_agency_counts *n,
                                      size_t area)
{
    size_t complete = 0;
    for (size_t i = 0; i < n->agencies; i++)
        complete += is_used(&agency[i]);
    struct frame f = {
        n, complete < CT_JACKKNIFE_GROUPS ? complete : CT_JACKKNIFE_GROUPS,
        ct_xcalloc(n->strata + 1, sizeof *f.local),
        ct_xcalloc(n->groups + 1, sizeof *f.national)};
    deal(agency, &f);
    struct ct_weighted w = {total(&f, area), NAN, f.groups};
    w.se = isnan(w.value) ? NAN : jackknife_se(&f, area);
    free(f.local);
    free(f.national);
    return w;
}
