/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rounded counts, area by area. */
#include "config.h"

#include "analyze/check_work.h"
#include "analyze/digits.h"
#include "analyze/series.h"
#include "analyze/series_sets.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = 100 }; /* smaller counts have no last digit to speak of */

/* The counts of a set that the publisher did not estimate. */
static size_t take_counts(const struct ct_panel *p, const size_t *series,
                          size_t n, double *out)
{
    size_t taken = 0;
    for (size_t k = 0; k < n; k++) {
        size_t s = series[k];
        if (ct_series_kind(p, s) != CT_KIND_COUNT)
            continue;
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
            if (ct_check_value(p, i) >= LEAST && !ct_check_is_rounded(p, i))
                out[taken++] = ct_check_value(p, i);
    }
    return taken;
}

static void find(struct ct_check *c, size_t series, const struct ct_digits *d)
{
    ct_check_find(c,
                  &(struct ct_finding){.rule = CT_RULE_DIGITS,
                                       .series = series,
                                       .obs = CT_NO_OBS,
                                       .value = d->whipple / 5,
                                       .expected = 20,
                                       .weight = d->whipple},
                  "%.0f %% of %zu counts end in 0 or 5, 20 %% expected; all "
                  "series of this area and measure",
                  d->whipple / 5, d->n);
}

int ct_check_digits(struct ct_check *c, struct ct_error *err)
{
    const struct ct_panel *p = c->panel;
    struct ct_series_sets sets;
    bool *apart = ct_xcalloc(p->n_keys, sizeof *apart);
    (void)err;
    for (size_t k = 0; k < p->n_keys; k++)
        apart[k] = strcmp(p->keys[k].name, "area") != 0 &&
                   strcmp(p->keys[k].name, "measure") != 0;
    ct_series_sets_make(p, apart, &sets);
    double *count = ct_xmalloc(p->n_obs, sizeof *count);
    for (size_t i = 0; i < sets.n; i++) {
        const size_t *series = sets.series + sets.first[i];
        size_t n =
            take_counts(p, series, sets.first[i + 1] - sets.first[i], count);
        struct ct_digits d = ct_last_digits(count, n, LEAST);
        c->looked[CT_RULE_DIGITS] += d.reason ? 0 : 1;
        if (d.p < 0.001 / (double)sets.n && d.whipple >= 120)
            find(c, series[0], &d);
    }
    free(count);
    free(apart);
    ct_series_sets_clear(&sets);
    return 0;
}
