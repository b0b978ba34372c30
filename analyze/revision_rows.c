/* SPDX-License-Identifier: GPL-3.0-or-later
 * Revisions of growth and of level, summed up in rows. */
#include "config.h"

#include "analyze/revision_rows.h"

#include "analyze/revision_measures.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

enum {
    BASIS,
    EARLIER,
    LATER,
    N,
    MR,
    MAR,
    RMAR,
    SD,
    RMSR,
    MIN,
    MAX,
    RANGE,
    POSITIVE,
    SIGN_AGREEMENT,
    LATER_ABOVE,
    HAC_SE,
    HAC_LAG,
    T,
    P,
    P_ADJUSTED,
    THEIL_U,
    UM,
    UR,
    UD,
    MZ_INTERCEPT,
    MZ_SLOPE
};

const struct ct_column_row ct_revision_columns[] = {
    {"basis", true,
     "growth: change from the period before, revisions in points; level: "
     "revisions in percent of the earlier number"},
    {"earlier", true, "vintage revised"},
    {"later", true, "vintage it is compared with"},
    {"n", false, "pairs of numbers"},
    {"mr", false, "mean revision"},
    {"mar", false, "mean absolute revision"},
    {"rmar", false, "sum of |later - earlier| over sum of |later|"},
    {"sd", false, "standard deviation of the revisions"},
    {"rmsr", false, "root mean square revision"},
    {"min", false, "smallest revision"},
    {"max", false, "largest revision"},
    {"range", false, "max - min"},
    {"positive", false, "percent of revisions above 0"},
    {"sign_agreement", false, "percent of pairs with the same sign"},
    {"later_above", false, "percent of pairs whose later number is higher"},
    {"hac_se", false, "standard error of mr (Newey and West)"},
    {"hac_lag", false, "its lag"},
    {"t", false, "mr / hac_se"},
    {"p", false, "two-sided, n - 1 degrees of freedom"},
    {"p_adjusted", false, "for all rows together (Benjamini-Hochberg)"},
    {"theil_u", false, "Theil's inequality, 0 (no revision) to 1"},
    {"um", false, "its share of bias"},
    {"ur", false, "its share of regression"},
    {"ud", false, "its share of disturbance; the three add up to 1"},
    {"mz_intercept", false, "of later = intercept + slope earlier"},
    {"mz_slope", false,
     "its slope: 1, with intercept 0, if revisions are "
     "not foreseeable"},
    {0}};

static void write_measures(const struct ct_twins *w, const char *basis,
                           const struct ct_revision_measures *m,
                           struct ct_table *t)
{
    const struct {
        size_t column;
        double x;
    } cells[] = {{N, (double)m->n},
                 {MR, m->mr},
                 {MAR, m->mar},
                 {RMAR, m->rmar},
                 {SD, m->sd},
                 {RMSR, m->rmsr},
                 {MIN, m->min},
                 {MAX, m->max},
                 {RANGE, m->range},
                 {POSITIVE, m->positive},
                 {SIGN_AGREEMENT, m->sign_agreement},
                 {LATER_ABOVE, m->later_above},
                 {HAC_SE, m->hac_se},
                 {HAC_LAG, m->hac_lag},
                 {T, m->t},
                 {P, m->p},
                 {THEIL_U, m->theil_u},
                 {UM, m->um},
                 {UR, m->ur},
                 {UD, m->ud},
                 {MZ_INTERCEPT, m->mz_intercept},
                 {MZ_SLOPE, m->mz_slope}};
    ct_table_row(t);
    ct_table_text(t, BASIS, basis);
    ct_table_text(t, EARLIER, w->old_vintage);
    ct_table_text(t, LATER, w->new_vintage);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ct_table_number(t, cells[i].column, cells[i].x);
}

/* Room for pairs of numbers, and what had to be left out. */
struct pairs {
    struct ct_revision_pairs x;
    double *earlier, *later, *revision;
    long last; /* period of the pair added last */
    size_t broken, zero;
};

static struct pairs pairs_make(size_t n)
{
    struct pairs p = {.earlier = ct_xmalloc(3 * n + 1, sizeof *p.earlier)};
    p.later = p.earlier + n;
    p.revision = p.later + n;
    p.x = (struct ct_revision_pairs){0, p.earlier, p.later, p.revision, true};
    return p;
}

static void add_pair(struct pairs *p, long ordinal, double earlier,
                     double later, double revision)
{
    p->earlier[p->x.n] = earlier;
    p->later[p->x.n] = later;
    p->revision[p->x.n] = revision;
    if (p->x.n && ordinal != p->last + 1)
        p->x.spaced = false;
    p->last = ordinal;
    p->x.n++;
}

static bool in_both(const struct ct_editions *e, size_t i)
{
    return e->what[i] == CT_UNCHANGED || e->what[i] == CT_REVISED;
}

/* Change in percent from the period before, in both editions. */
static void add_growth(const struct ct_editions *e, size_t i, struct pairs *p)
{
    if (i == 0 || !in_both(e, i - 1) || !in_both(e, i) ||
        e->ordinal[i] != e->ordinal[i - 1] + 1)
        return;
    if (!e->joined && e->status[i] & CT_STATUS_BREAK) {
        p->broken++;
    } else if (e->old[i - 1] == 0 || e->now[i - 1] == 0) {
        p->zero++;
    } else {
        double a = 100 * (e->old[i] - e->old[i - 1]) / e->old[i - 1];
        double b = 100 * (e->now[i] - e->now[i - 1]) / e->now[i - 1];
        add_pair(p, e->ordinal[i], a, b, b - a);
    }
}

static void add_level(const struct ct_editions *e, size_t i, struct pairs *p)
{
    if (!in_both(e, i))
        return;
    if (e->old[i] == 0)
        p->zero++;
    else
        add_pair(p, e->ordinal[i], e->old[i], e->now[i],
                 100 * (e->now[i] - e->old[i]) / e->old[i]);
}

static void note_pairs(const char *basis, const struct pairs *p,
                       struct ct_output_part *out)
{
    if (p->broken)
        ct_output_note(out, "%s: steps over a break left out: %zu", basis,
                       p->broken);
    if (p->zero)
        ct_output_note(out, "%s: earlier numbers of 0 left out: %zu", basis,
                       p->zero);
    if (p->x.n < 2)
        ct_output_note(out, "%s: %zu pairs of numbers, 2 are needed", basis,
                       p->x.n);
    else if (!p->x.spaced)
        ct_output_note(out, "%s: no t, as there are gaps", basis);
}

void ct_revision_rows(const struct ct_twins *w, const struct ct_editions *e,
                      struct ct_table *t, struct ct_output_part *out)
{
    static const struct {
        const char *name;
        void (*add)(const struct ct_editions *, size_t, struct pairs *);
    } bases[] = {{"growth", add_growth}, {"level", add_level}};
    for (size_t b = 0; b < sizeof bases / sizeof *bases; b++) {
        struct pairs p = pairs_make(e->n);
        struct ct_revision_measures m;
        for (size_t i = 0; i < e->n; i++)
            bases[b].add(e, i, &p);
        ct_revision_measure(&p.x, &m);
        write_measures(w, bases[b].name, &m, t);
        note_pairs(bases[b].name, &p, out);
        free(p.earlier);
    }
}
