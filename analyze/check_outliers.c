/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values that stand out, and levels that change without a marked break. */
#include "config.h"

#include "analyze/check_work.h"
#include "analyze/order_statistic.h"
#include "analyze/outliers.h"
#include "analyze/series.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = 7 }; /* values of a regime */
enum { SEASON_MAX = 12 };

/* The values between two breaks, their logarithms without the season (of x +
 * 1/2), and the changes of these. */
struct regime {
    struct ct_check *c;
    size_t series, n;
    bool counts;
    char freq;
    size_t *obs;
    long *ordinal;
    double *level, *log, *change, *z;
    struct ct_fences fences;
};

/* What is added before logarithms are taken: half a count; of a rate less. */
static double offset_of(const struct regime *r)
{
    return r->counts ? 0.5 : 0.05;
}

static void make_room(struct regime *r, size_t n)
{
    r->obs = ct_xmalloc(n, sizeof *r->obs);
    r->ordinal = ct_xmalloc(n, sizeof *r->ordinal);
    r->level = ct_xmalloc(n, sizeof *r->level);
    r->log = ct_xmalloc(n, sizeof *r->log);
    r->change = ct_xmalloc(n, sizeof *r->change);
    r->z = ct_xmalloc(n, sizeof *r->z);
}

static void free_room(struct regime *r)
{
    free(r->obs);
    free(r->ordinal);
    free(r->level);
    free(r->log);
    free(r->change);
    free(r->z);
}

/* Takes the season out of the logarithms: the median of each month, or
 * quarter, less that of all; with at least 3 years. */
static void take_season_out(struct regime *r)
{
    long seasons = r->freq == 'M' ? 12 : r->freq == 'Q' ? 4 : 1;
    double *x = ct_xmalloc(r->n, sizeof *x);
    double swing[SEASON_MAX];
    if (seasons > 1 && r->n >= 3 * (size_t)seasons) {
        memcpy(x, r->log, r->n * sizeof *x);
        double middle = ct_median(x, r->n);
        for (long season = 0; season < seasons; season++) {
            size_t n = 0;
            for (size_t i = 0; i < r->n; i++)
                if (r->ordinal[i] % seasons == season)
                    x[n++] = r->log[i];
            swing[season] = n ? ct_median(x, n) - middle : 0;
        }
        for (size_t i = 0; i < r->n; i++)
            r->log[i] -= swing[r->ordinal[i] % seasons];
    }
    free(x);
}

/* Readies levels and changes of the regime's values. */
static void prepare(struct regime *r)
{
    const struct ct_panel *p = r->c->panel;
    double *positive = ct_xmalloc(r->n, sizeof *positive);
    for (size_t i = 0; i < r->n; i++)
        r->log[i] = log(ct_check_value(p, r->obs[i]) + offset_of(r));
    take_season_out(r);
    for (size_t i = 0; i < r->n; i++)
        r->level[i] = positive[i] = exp(r->log[i]);
    ct_log_changes(positive, r->ordinal, r->n, r->change);
    ct_modified_z(r->change, r->n, r->z);
    r->fences = ct_tukey_fences(r->change, r->n);
    free(positive);
}

static bool by_tukey(const struct regime *r, size_t i)
{
    return i < r->n &&
           (r->change[i] < r->fences.lower || r->change[i] > r->fences.upper);
}

static bool by_z(const struct regime *r, size_t i)
{
    return i < r->n && fabs(r->z[i]) > CT_MODIFIED_LIMIT;
}

/* Standard errors of a count between two levels; of rates it is not known, and
 * they must be twice as far apart instead. */
static bool beyond_chance(const struct regime *r, double a, double b,
                          double errors)
{
    return r->counts ? ct_check_apart(a, b) >= errors
                     : fabs(log(a / b)) >= log(2);
}

/* Ten times, a hundred times: what a digit too many does. */
static const char *slip(double ratio)
{
    double digits = log10(ratio);
    bool whole = fabs(digits - round(digits)) < 0.02 && fabs(digits) > 0.9;
    return whole ? "; a power of ten: a digit too many or too few?" : "";
}

static void find(const struct regime *r, enum ct_rule rule, size_t i,
                 double expected, const char *how)
{
    const struct ct_panel *p = r->c->panel;
    double x = ct_check_value(p, r->obs[i]);
    ct_check_find(
        r->c,
        &(struct ct_finding){.rule = rule,
                             .series = r->series,
                             .obs = (long)r->obs[i],
                             .value = x,
                             .expected = expected,
                             .weight = r->counts ? ct_check_weight(x, expected)
                                                 : fabs(r->change[i])},
        "%s%s", how, expected > 0 ? slip(x / expected) : "");
}

/* The tests that find change i, or the one behind it, in words. */
static const char *found_by(const struct regime *r, size_t i)
{
    bool tukey = by_tukey(r, i) || by_tukey(r, i + 1);
    bool z = by_z(r, i) || by_z(r, i + 1);
    return tukey && z ? "hampel, tukey, iglewicz-hoaglin"
           : tukey    ? "hampel, tukey"
           : z        ? "hampel, iglewicz-hoaglin"
                      : NULL;
}

static bool check_outlier(const struct regime *r, size_t i)
{
    struct ct_hampel h = ct_hampel(r->level, r->ordinal, r->n, i);
    const char *how = h.found ? found_by(r, i) : NULL;
    if (!how || fabs(log(r->level[i] / h.median)) < log(1.25) ||
        !beyond_chance(r, r->level[i], h.median, 4))
        return false;
    double offset = offset_of(r);
    double x = ct_check_value(r->c->panel, r->obs[i]) + offset;
    double expected = fmax(0, h.median * x / r->level[i] - offset);
    find(r, CT_RULE_OUTLIER, i, r->counts ? round(2 * expected) / 2 : expected,
         how);
    return true;
}

/* The median of the levels from .. to - 1, of three at most. */
static double middle(const struct regime *r, size_t from, size_t to)
{
    double x[3];
    size_t n = to - from;
    memcpy(x, r->level + from, n * sizeof *x);
    return ct_median(x, n);
}

static void check_jump(const struct regime *r, size_t i)
{
    if (!by_tukey(r, i) || !by_z(r, i) || i < 2 || i + 2 > r->n)
        return;
    double before = middle(r, i < 3 ? 0 : i - 3, i);
    double after = middle(r, i, i + 3 > r->n ? r->n : i + 3);
    struct ct_buffer text = {0};
    if (fabs(r->change[i]) < log(1.5) || fabs(log(after / before)) < log(1.5) ||
        !beyond_chance(r, after, before, 6))
        return;
    ct_buffer_text(&text, "about ");
    ct_check_number(&text, round(before - offset_of(r)));
    ct_buffer_text(&text, " before, ");
    ct_check_number(&text, round(after - offset_of(r)));
    ct_buffer_text(&text, " from here on");
    find(r, CT_RULE_JUMP, i, ct_check_value(r->c->panel, r->obs[i - 1]),
         text.data);
    ct_buffer_clear(&text);
}

static void check_regime(struct regime *r)
{
    bool before = false;
    if (r->n < LEAST)
        return;
    prepare(r);
    r->c->looked[CT_RULE_OUTLIER] += r->n;
    r->c->looked[CT_RULE_JUMP] += r->n - 1;
    for (size_t i = 0; i < r->n; i++) {
        bool found = check_outlier(r, i);
        if (!found && !before)
            check_jump(r, i);
        before = found;
    }
}

/* Cuts a series at its breaks. */
static void check_series(struct ct_check *c, size_t s, struct regime *r)
{
    const struct ct_panel *p = c->panel;
    r->series = s;
    r->n = 0;
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        if (p->status[i] & CT_STATUS_BREAK) {
            check_regime(r);
            r->n = 0;
        }
        if (!(ct_check_value(p, i) >= 0))
            continue;
        r->obs[r->n] = i;
        r->ordinal[r->n++] =
            ct_period_ordinal((struct ct_period){r->freq, p->time[i]});
    }
    check_regime(r);
}

/* The length of the longest series. */
static size_t longest(const struct ct_panel *p)
{
    size_t n = 0;
    for (size_t s = 0; s < p->n_series; s++)
        if (p->first[s + 1] - p->first[s] > n)
            n = p->first[s + 1] - p->first[s];
    return n;
}

int ct_check_outliers(struct ct_check *c, struct ct_error *err)
{
    (void)err;
    struct regime r = {.c = c};
    bool *counted = ct_check_counted(c->panel);
    make_room(&r, longest(c->panel));
    for (size_t s = 0; s < c->panel->n_series; s++) {
        enum ct_series_kind kind = ct_series_kind(c->panel, s);
        if ((kind == CT_KIND_OTHER && !ct_check_is_amount(c->panel, s)) ||
            counted[s])
            continue;
        r.counts = kind != CT_KIND_RATE;
        r.freq = ct_check_freq(c->panel, s);
        check_series(c, s, &r);
    }
    free_room(&r);
    free(counted);
    return 0;
}
