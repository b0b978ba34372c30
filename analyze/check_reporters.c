/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods in which areas that reported before do not. */
#include "config.h"

#include "analyze/check_work.h"
#include "analyze/series.h"
#include "analyze/series_sets.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = 5, MOST_CELLS = 10000000 }; /* areas; areas by periods */

/* The areas of one kind side by side: value[area * n_periods + period], NaN
 * where there is none; obs likewise. */
struct side_by_side {
    struct ct_check *c;
    size_t n, n_periods;
    size_t *series;
    long first;
    char freq;
    double *value;
    long *obs;
};

/* The kind that most areas of a set are of, groups aside. */
static enum ct_area_kind usual_kind(const struct ct_panel *p,
                                    const size_t *series, size_t n)
{
    size_t count[CT_AREA_OTHER + 1] = {0};
    enum ct_area_kind most = CT_AREA_COUNTRY;
    for (size_t i = 0; i < n; i++)
        count[ct_area_kind(ct_panel_code_of(p, "area", series[i]))]++;
    for (int k = CT_AREA_COUNTRY; k < CT_AREA_GROUP; k++)
        if (count[k] > count[most])
            most = (enum ct_area_kind)k;
    return most;
}

static void measure(const struct ct_panel *p, struct side_by_side *m)
{
    long last = 0;
    bool any = false;
    for (size_t i = 0; i < m->n; i++)
        for (size_t o = p->first[m->series[i]]; o < p->first[m->series[i] + 1];
             o++) {
            long at =
                ct_period_ordinal((struct ct_period){m->freq, p->time[o]});
            m->first = !any || at < m->first ? at : m->first;
            last = !any || at > last ? at : last;
            any = true;
        }
    m->n_periods = any ? (size_t)(last - m->first) + 1 : 0;
}

static void fill(const struct ct_panel *p, struct side_by_side *m)
{
    size_t cells = m->n * m->n_periods;
    m->value = ct_xmalloc(cells, sizeof *m->value);
    m->obs = ct_xmalloc(cells, sizeof *m->obs);
    for (size_t k = 0; k < cells; k++)
        m->value[k] = NAN;
    for (size_t i = 0; i < m->n; i++)
        for (size_t o = p->first[m->series[i]]; o < p->first[m->series[i] + 1];
             o++) {
            long at =
                ct_period_ordinal((struct ct_period){m->freq, p->time[o]});
            size_t cell = i * m->n_periods + (size_t)(at - m->first);
            m->value[cell] = ct_check_value(p, o);
            m->obs[cell] = (long)o;
        }
}

/* Who reported in a period, and of those who did not in the next. */
struct loss {
    size_t before, lost, largest; /* area */
    double total, gone;
};

static struct loss lose(const struct side_by_side *m, size_t t)
{
    struct loss l = {0};
    double most = -1;
    for (size_t i = 0; i < m->n; i++) {
        double x = m->value[i * m->n_periods + t];
        if (isnan(x))
            continue;
        l.before++;
        l.total += x;
        if (!isnan(m->value[i * m->n_periods + t + 1]))
            continue;
        l.lost++;
        l.gone += x;
        if (x > most) {
            most = x;
            l.largest = i;
        }
    }
    return l;
}

/* All are lost where a series ends; areas with few counts may have none, and a
 * publisher may leave them out then. */
static bool is_loss(const struct loss *l)
{
    enum { FEW = 10 };
    return l->before >= LEAST && l->lost < l->before &&
           l->gone > 0.2 * l->total && l->gone >= FEW * (double)l->lost;
}

static void find(const struct side_by_side *m, size_t t, const struct loss *l)
{
    struct ct_check *c = m->c;
    size_t series = m->series[l->largest];
    struct ct_period next =
        ct_period_from_ordinal(m->freq, m->first + (long)t + 1);
    ct_check_find(
        c,
        &(struct ct_finding){.rule = CT_RULE_REPORTERS,
                             .series = series,
                             .obs = m->obs[l->largest * m->n_periods + t],
                             .dated = true,
                             .time = next.day,
                             .value = (double)(l->before - l->lost),
                             .expected = (double)l->before,
                             .weight = l->gone / sqrt(l->total)},
        "%zu of %zu earlier reporters, with %.0f %% of the counts, do "
        "not report this period; the largest is %s",
        l->lost, l->before, 100 * l->gone / l->total,
        ct_panel_code_of(c->panel, "area", series));
}

static void check_set(struct ct_check *c, const size_t *series, size_t n,
                      size_t *room)
{
    const struct ct_panel *p = c->panel;
    enum ct_area_kind kind = usual_kind(p, series, n);
    struct side_by_side m = {
        .c = c, .series = room, .freq = ct_check_freq(p, series[0])};
    for (size_t i = 0; i < n; i++)
        if (ct_area_kind(ct_panel_code_of(p, "area", series[i])) == kind)
            room[m.n++] = series[i];
    measure(p, &m);
    if (m.n < LEAST || m.n_periods < 2 || m.n_periods > MOST_CELLS / m.n)
        return;
    fill(p, &m);
    for (size_t t = 0; t + 1 < m.n_periods; t++) {
        struct loss l = lose(&m, t);
        c->looked[CT_RULE_REPORTERS] += l.before >= LEAST;
        if (is_loss(&l))
            find(&m, t, &l);
    }
    free(m.value);
    free(m.obs);
}

int ct_check_reporters(struct ct_check *c, struct ct_error *err)
{
    static const char *const area = "area";
    const struct ct_panel *p = c->panel;
    struct ct_series_sets sets;
    (void)err;
    ct_series_sets_named(p, &area, 1, &sets);
    size_t *room = ct_xmalloc(p->n_series, sizeof *room);
    for (size_t i = 0; i < sets.n; i++) {
        const size_t *series = sets.series + sets.first[i];
        if (ct_series_kind(p, series[0]) == CT_KIND_COUNT &&
            ct_check_is_whole(p, series[0]))
            check_set(c, series, sets.first[i + 1] - sets.first[i], room);
    }
    free(room);
    ct_series_sets_clear(&sets);
    return 0;
}
