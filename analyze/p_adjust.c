/* SPDX-License-Identifier: GPL-3.0-or-later
 * Benjamini-Hochberg, by stepping down from the largest p. */
#include "config.h"

#include "analyze/p_adjust.h"
#include "analyze/sentences.h"
#include "lib/memory.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

void ct_p_adjust(const double *p, size_t n, double *out)
{
    double *known = ct_xmalloc(n, sizeof *known);
    size_t *place = ct_xmalloc(2 * n, sizeof *place), *order = place + n;
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = p[i];
        if (!isnan(p[i])) {
            known[m] = p[i];
            place[m++] = i;
        }
    }
    gsl_sort_index(order, known, 1, m);
    double least = 1;
    for (size_t k = m; k-- > 0;) {
        least = fmin(least, known[order[k]] * ((double)m / (double)(k + 1)));
        out[place[order[k]]] = least;
    }
    free(known);
    free(place);
}

void ct_p_adjust_result(struct ct_panel *result, const char *table)
{
    struct ct_table *t = ct_panel_table(result, table);
    const double *p = t->columns[ct_table_find(t, "p")].number;
    size_t tests = 0;
    ct_p_adjust_table(t);
    for (size_t i = 0; i < t->n_rows; i++)
        tests += isnan(p[i]) ? 0 : 1;
    if (tests > 1)
        ct_panel_note(result, -1, INT32_MIN, CT_NOTE_TESTS, CT_SAY_TESTS,
                      tests);
}

void ct_p_adjust_table(struct ct_table *t)
{
    long p = ct_table_find(t, "p"), adjusted = ct_table_find(t, "p_adjusted");
    ct_p_adjust(t->columns[p].number, t->n_rows, t->columns[adjusted].number);
}
