/* SPDX-License-Identifier: GPL-3.0-or-later
 * Areas that lack what nearly all others report. */
#include "config.h"

#include "analyze/check_work.h"
#include "analyze/series.h"
#include "analyze/series_sets.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEAST = 10,
    NAMED = 10
}; /* areas: to speak of nearly all; in the text */

/* Areas by the number of their code: those with any count of a measure, and
 * those with one of the set. */
struct absent {
    struct ct_check *c;
    const struct ct_key *area, *measure;
    bool *any; /* measure * n areas + area */
    bool *here;
};

static bool has_value(const struct ct_panel *p, size_t s)
{
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
        if (!isnan(ct_check_value(p, i)))
            return true;
    return false;
}

/* A count of an area, no group, in the total of all breakdowns. */
static bool is_taken(const struct absent *a, size_t s)
{
    const struct ct_panel *p = a->c->panel;
    enum ct_area_kind kind =
        ct_area_kind(a->area->codes.code[a->area->index[s]]);
    return kind != CT_AREA_GROUP && kind != CT_AREA_OTHER &&
           ct_series_kind(p, s) == CT_KIND_COUNT && ct_check_is_whole(p, s) &&
           has_value(p, s);
}

static const bool *any_of(const struct absent *a, size_t series)
{
    return a->any + a->measure->index[series] * a->area->codes.n;
}

/* Names the areas of the measure that are not here, until there are enough. */
static void name_absent(const struct absent *a, const bool *any,
                        struct ct_buffer *out)
{
    size_t n = 0;
    for (size_t i = 0; i < a->area->codes.n; i++)
        if (any[i] && !a->here[i] && n++ < NAMED)
            ct_buffer_printf(out, "%s%s", n > 1 ? ", " : "",
                             a->area->codes.code[i]);
    if (n > NAMED)
        ct_buffer_text(out, ", ...");
}

static void check_set(const struct absent *a, const size_t *series, size_t n)
{
    size_t all = 0, present = 0, areas = a->area->codes.n;
    const bool *any = any_of(a, series[0]);
    memset(a->here, 0, areas * sizeof *a->here);
    for (size_t i = 0; i < n; i++)
        if (is_taken(a, series[i]))
            a->here[a->area->index[series[i]]] = true;
    for (size_t i = 0; i < areas; i++) {
        all += any[i];
        present += a->here[i];
    }
    if (all < LEAST || present == 0)
        return;
    a->c->looked[CT_RULE_ABSENT]++;
    if (present == all || 5 * present < 4 * all)
        return;
    struct ct_buffer names = {0};
    name_absent(a, any, &names);
    ct_check_find(a->c,
                  &(struct ct_finding){.rule = CT_RULE_ABSENT,
                                       .series = series[0],
                                       .obs = CT_NO_OBS,
                                       .value = (double)present,
                                       .expected = (double)all,
                                       .weight = (double)(all - present)},
                  "not from %s", names.data);
    ct_buffer_clear(&names);
}

int ct_check_absent(struct ct_check *c, struct ct_error *err)
{
    static const char *const name = "area";
    const struct ct_panel *p = c->panel;
    long area = ct_panel_find_key(p, name);
    long measure = ct_panel_find_key(p, "measure");
    struct ct_series_sets sets;
    (void)err;
    if (area < 0 || measure < 0)
        return 0;
    struct absent a = {
        .c = c, .area = &p->keys[area], .measure = &p->keys[measure]};
    a.any = ct_xcalloc(a.area->codes.n * a.measure->codes.n, sizeof *a.any);
    a.here = ct_xcalloc(a.area->codes.n, sizeof *a.here);
    for (size_t s = 0; s < p->n_series; s++)
        if (is_taken(&a, s))
            a.any[a.measure->index[s] * a.area->codes.n + a.area->index[s]] =
                true;
    ct_series_sets_named(p, &name, 1, &sets);
    for (size_t i = 0; i < sets.n; i++)
        check_set(&a, sets.series + sets.first[i],
                  sets.first[i + 1] - sets.first[i]);
    ct_series_sets_clear(&sets);
    free(a.any);
    free(a.here);
    return 0;
}
