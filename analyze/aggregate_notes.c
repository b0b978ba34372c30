/* SPDX-License-Identifier: GPL-3.0-or-later
 * What aggregate says in words of each of its series. */
#include "config.h"

#include "analyze/aggregate_notes.h"

#include "analyze/cells.h"
#include "analyze/reporters.h"
#include "analyze/sentences.h"

#include "lib/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { RANGE_MAX = 2 * CT_FIXED_MAX + 8 };

/* Rows from .. to - 1 of the table are one series. */
struct block {
    const struct ct_table *t;
    size_t from, to;
};

/* How many columns tell series apart: those before `time`. */
static size_t key_columns(const struct ct_table *t)
{
    return (size_t)ct_table_find(t, "time");
}

static bool same_series(const struct ct_table *t, size_t a, size_t b)
{
    for (size_t k = 0; k < key_columns(t); k++)
        if (strcmp(t->columns[k].text[a], t->columns[k].text[b]) != 0)
            return false;
    return true;
}

/* Whether a series is the block's rate or its count. */
static bool is_series(const struct ct_panel *p, size_t series,
                      const struct block *b)
{
    for (size_t k = 0; k < key_columns(b->t); k++)
        if (strcmp(b->t->columns[k].name, "unit") != 0 &&
            strcmp(ct_panel_code_of(p, b->t->columns[k].name, series),
                   b->t->columns[k].text[b->from]) != 0)
            return false;
    return true;
}

/* The series of a block, looked for from `from` on, as both stand in the same
 * order; -1 if there is none. */
static long find_series(const struct ct_panel *p, size_t from,
                        const struct block *b)
{
    for (size_t i = 0; i < p->n_series; i++)
        if (is_series(p, (from + i) % p->n_series, b))
            return (long)((from + i) % p->n_series);
    return -1;
}

/* Writes "least to most" of a column in the rows that count, or the one
 * number; returns whether there are two. */
static bool write_range(const struct block *b, const char *column,
                        double factor, int decimals, char *out)
{
    double least = INFINITY, most = -INFINITY;
    char low[CT_FIXED_MAX], high[CT_FIXED_MAX];
    for (size_t row = b->from; row < b->to; row++) {
        double x = ct_cells_at(b->t, column, row) * factor;
        if (isnan(x) || ct_cells_at(b->t, "units", row) == 0)
            continue;
        least = fmin(least, x);
        most = fmax(most, x);
    }
    out[0] = '\0';
    if (most < least)
        return false;
    ct_number_fixed(least, decimals, low);
    ct_number_fixed(most, decimals, high);
    bool two = strcmp(low, high) != 0;
    snprintf(out, RANGE_MAX, "%s%s%s", low, two ? " to " : "", two ? high : "");
    return two;
}

static void say_coverage(struct ct_panel *p, long series, const struct block *b)
{
    char reporting[RANGE_MAX], units[RANGE_MAX], share[RANGE_MAX];
    bool changes = write_range(b, "reporting", 1, 0, reporting);
    changes |= write_range(b, "coverage", 100, 1, share);
    write_range(b, "units", 1, 0, units);
    if (!*share)
        return;
    if (changes)
        ct_panel_note(p, series, INT32_MIN, CT_NOTE_COVERAGE, CT_SAY_CHANGING,
                      reporting, units, share);
    else
        ct_panel_note(p, series, INT32_MIN, CT_NOTE_COVERAGE, CT_SAY_COVERAGE,
                      reporting, units, share);
}

static void say_imputed(struct ct_panel *p, long series, const struct block *b)
{
    char share[RANGE_MAX];
    double most = 0;
    for (size_t row = b->from; row < b->to; row++)
        most = fmax(most, ct_cells_at(b->t, "imputed_share", row));
    if (!(most > 0))
        return;
    write_range(b, "imputed_share", 100, 1, share);
    ct_panel_note(p, series, INT32_MIN, CT_NOTE_COVERAGE, CT_SAY_IMPUTED,
                  share);
}

/* Says that some periods have no value. */
static void say_unpublished(struct ct_panel *p, long series,
                            const struct block *b, double coverage)
{
    char share[CT_NUMBER_MAX];
    bool any = false;
    for (size_t row = b->from; row < b->to; row++)
        any |= ct_cells_at(b->t, "units", row) > 0 &&
               ct_cells_at(b->t, "published", row) == 0;
    ct_number_format(coverage * 100, share);
    if (any)
        ct_panel_note(p, series, INT32_MIN, CT_NOTE_COVERAGE,
                      CT_SAY_UNPUBLISHED, share);
}

static void say_all(struct ct_panel *p, long series, const struct block *b,
                    double coverage)
{
    say_coverage(p, series, b);
    say_unpublished(p, series, b, coverage);
    say_imputed(p, series, b);
}

void ct_aggregate_notes(struct ct_panel *result, double coverage)
{
    struct block b = {.t = ct_panel_table(result, "coverage")};
    size_t last = 0;
    for (; b.from < b.t->n_rows; b.from = b.to) {
        b.to = b.from + 1;
        while (b.to < b.t->n_rows && same_series(b.t, b.from, b.to))
            b.to++;
        long one = find_series(result, last, &b);
        if (one < 0)
            continue;
        last = (size_t)one;
        say_all(result, one, &b, coverage);
        long other = find_series(result, last + 1, &b);
        if (other != one)
            say_all(result, other, &b, coverage);
    }
    ct_reporter_notes(result, "coverage", "reporting");
}
