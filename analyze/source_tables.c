/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables of single numbers of two sources. */
#include "config.h"

#include "analyze/source_tables.h"

#include "analyze/cells.h"
#include "analyze/sentences.h"
#include "analyze/source_reason.h"
#include "analyze/source_summary.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { R_VERDICT, R_REASON, R_N };

const struct ct_column_row ct_reason_columns[] = {
    {"verdict", true, "identical, within-5-percent, not-reconciled"},
    {"reason", true, "what the metadata say differs (see differences)"},
    {"n", false, "numbers of which that is so"},
    {0}};

enum { Z_TIME, Z_Z, Z_FLAGGED };

const struct ct_column_row ct_screen_columns[] = {
    {"time", true, "period"},
    {"z", false, "(count - reference) / sqrt(count + reference)"},
    {"flagged", false, "1 where |z| > 3"},
    {0}};

enum {
    TIME,
    COUNT_REFERENCE,
    COUNT,
    DIFFERENCE,
    RATE_REFERENCE,
    RATE,
    COUNT_RATIO,
    RATE_RATIO,
    DENOMINATOR_RATIO,
    VINTAGE_REFERENCE,
    VINTAGE,
    VINTAGE_GAP,
    VERDICT,
    REASON
};

const struct ct_column_row ct_difference_columns[] = {
    {"time", true, "period"},
    {"count_reference", false, "count of the reference"},
    {"count", false, "count of the other source"},
    {"difference", false, "count - count_reference"},
    {"rate_reference", false,
     "rate of the reference, as published, else with -p"},
    {"rate", false, "rate of the other source"},
    {"count_ratio", false, "count / count_reference"},
    {"rate_ratio", false, "rate / rate_reference"},
    {"denominator_ratio", false,
     "residents the one's rate stands for over those of the other: "
     "count_ratio = rate_ratio x denominator_ratio"},
    {"vintage_reference", true, "vintage of the reference"},
    {"vintage", true, "vintage of the other source"},
    {"vintage_gap", false, "days from the one to the other"},
    {"verdict", true, "identical, within-5-percent, not-reconciled"},
    {"reason", true,
     "what the metadata say differs, which need not explain the difference: "
     "same-count-other-population, other-vintage, other-source, other-unit, "
     "other-definition, attempts, territory; unexplained: nothing known"},
    {0}};

static void add_row(struct ct_table *t, char freq, int32_t day)
{
    ct_table_row(t);
    ct_cell_period(t, 0, (struct ct_period){freq, day});
}

static void write_difference(const struct ct_group *g,
                             const struct ct_source_match *m,
                             const struct ct_source_pair *p, double per,
                             struct ct_table *t)
{
    struct ct_ratios x = ct_source_ratios(p, per);
    const struct {
        size_t column;
        double x;
    } cells[] = {{COUNT_REFERENCE, p->reference.count},
                 {COUNT, p->own.count},
                 {DIFFERENCE, p->own.count - p->reference.count},
                 {RATE_REFERENCE, x.rate_reference},
                 {RATE, x.rate},
                 {COUNT_RATIO, x.count_ratio},
                 {RATE_RATIO, x.rate_ratio},
                 {DENOMINATOR_RATIO, x.denominator_ratio}};
    struct ct_buffer reason = {0};
    ct_source_reason(g, m->own, m->reference, p, &reason);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ct_table_number(t, cells[i].column, cells[i].x);
    ct_table_text(t, VERDICT, ct_source_verdict(p));
    ct_table_text(t, REASON, reason.data);
    ct_buffer_clear(&reason);
}

static const char *vintage_of(const struct ct_group *g,
                              const struct ct_statement *s)
{
    const char *code =
        ct_group_code(g, (size_t)ct_statement_member(s), "vintage");
    return strcmp(code, "_T") == 0 ? "" : code;
}

static void write_vintages(const struct ct_group *g,
                           const struct ct_source_match *m, struct ct_table *t)
{
    const char *one = vintage_of(g, m->reference);
    const char *other = vintage_of(g, m->own);
    ct_table_text(t, VINTAGE_REFERENCE, one);
    ct_table_text(t, VINTAGE, other);
    ct_table_number(t, VINTAGE_GAP, ct_vintage_gap(other, one));
}

static void write_screen(const struct ct_source_pair *p, struct ct_table *t)
{
    double sum = p->own.count + p->reference.count;
    double z = sum > 0 ? (p->own.count - p->reference.count) / sqrt(sum) : 0;
    ct_table_number(t, Z_Z, z);
    ct_table_number(t, Z_FLAGGED, fabs(z) > 3);
}

void ct_source_match_write(const struct ct_group *g,
                           const struct ct_source_match *m, double per,
                           struct ct_output_part *out)
{
    struct ct_table *number = out->table[CT_BY_NUMBER];
    struct ct_table *screen = out->table[CT_BY_SCREEN];
    char freq = g->series->freq;
    ct_output_of(out, ct_statement_member(m->own));
    for (size_t i = 0; i < m->n; i++) {
        const struct ct_source_pair *p = &m->pair[i];
        add_row(number, freq, p->day);
        write_difference(g, m, p, per, number);
        write_vintages(g, m, number);
        if (isnan(p->own.count + p->reference.count))
            continue;
        add_row(screen, freq, p->day);
        write_screen(p, screen);
    }
}

/* Verdicts with reasons, `VERDICT\tREASON`, and how many of each. */
struct tally {
    struct ct_dict words;
    size_t *n, capacity;
};

static void count_pair(const struct ct_group *g,
                       const struct ct_source_match *m,
                       const struct ct_source_pair *p, struct tally *tally)
{
    struct ct_buffer reason = {0};
    ct_source_reason(g, m->own, m->reference, p, &reason);
    char *words = ct_xasprintf("%s\t%s", ct_source_verdict(p), reason.data);
    size_t known = tally->words.n;
    size_t k = ct_dict_add(&tally->words, words, strlen(words));
    tally->n = ct_xgrow(tally->n, &tally->capacity, k + 1, sizeof *tally->n);
    tally->n[k] = (k < known ? tally->n[k] : 0) + 1;
    free(words);
    ct_buffer_clear(&reason);
}

void ct_source_reasons_write(const struct ct_group *g,
                             const struct ct_source_match *match, size_t n,
                             struct ct_table *out)
{
    struct tally tally = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < match[i].n; k++)
            count_pair(g, &match[i], &match[i].pair[k], &tally);
    for (size_t k = 0; k < tally.words.n; k++) {
        char *verdict = ct_xstrdup(tally.words.code[k]);
        char *reason = strchr(verdict, '\t');
        *reason++ = '\0';
        ct_table_row(out);
        ct_table_text(out, R_VERDICT, verdict);
        ct_table_text(out, R_REASON, reason);
        ct_table_number(out, R_N, (double)tally.n[k]);
        free(verdict);
    }
    ct_dict_clear(&tally.words);
    free(tally.n);
}

/* Takes a sentence out of sentences joined by `; `, in place. */
static void take_out(char *text, const char *sentence)
{
    char *at = strstr(text, sentence);
    size_t n = strlen(sentence);
    if (!at)
        return;
    if (strncmp(at + n, "; ", 2) == 0)
        n += 2;
    else if (at > text)
        at -= 2, n += 2;
    memmove(at, at + n, strlen(at + n) + 1);
}

/* Takes sentences out of the notes of a table, but the one that is kept. */
static void clear_notes(struct ct_table *t, const char *kept)
{
    static const char *const of_summaries[] = {
        (CT_SAY_SCREEN), (CT_SAY_QUOTE_LOG), (CT_SAY_OWN_RESIDENTS),
        (CT_SAY_NO_RATES), (CT_SAY_ZERO_RATES)};
    long note = ct_table_find(t, "note");
    for (size_t row = 0; note >= 0 && row < t->n_rows; row++)
        for (size_t i = 0; i < sizeof of_summaries / sizeof *of_summaries; i++)
            if (strcmp(of_summaries[i], kept) != 0)
                take_out(t->columns[note].text[row], of_summaries[i]);
}

void ct_source_tables_finish(struct ct_panel *result)
{
    const struct ct_table *t = ct_panel_table(result, "triangulate");
    size_t n = ct_cells_sum(t, "n"), same = ct_cells_sum(t, "identical");
    size_t near = ct_cells_sum(t, "within5");
    ct_panel_note(result, -1, INT32_MIN, "comparison",
                  "%zu numbers in both: %zu identical, %zu more within 5 %%, "
                  "%zu not reconciled",
                  n, same, near, n - same - near);
    clear_notes(ct_panel_table(result, "reasons"), "");
    clear_notes(ct_panel_table(result, "differences"), "");
    clear_notes(ct_panel_table(result, "discrepancies"), CT_SAY_SCREEN);
}
