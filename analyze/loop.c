/* SPDX-License-Identifier: GPL-3.0-or-later
 * The loop: makes the series of a panel ready, hands their parts to a method
 * and puts the result together. */
#include "config.h"

#include "analyze/analyze.h"
#include "analyze/cut.h"
#include "analyze/denominators.h"
#include "analyze/output.h"
#include "analyze/result.h"
#include "analyze/series.h"

#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Why series are left out, and how many for each reason. */
enum reason {
    TAKEN,
    NO_COUNTS,     /* the method counts; this is a rate, an index ... */
    NO_RATES,      /* --counts-from-rates, and this is no rate */
    NO_POPULATION, /* counts for a method on rates, without -p */
    RESIDENTS,     /* the population itself */
    N_REASONS
};

static const char *const reason_text[N_REASONS] = {
    "", "they are no counts (--counts-from-rates makes counts of rates)",
    "they are no rates, and --counts-from-rates takes rates",
    "they are counts, and rates need a population (-p POPULATION.h5)",
    "they are the population itself"};

static enum reason judge(const struct ct_analysis *a, size_t series)
{
    enum ct_series_kind kind = ct_series_kind(a->panel, series);
    enum ct_method_input input = a->method->input;
    bool want_rates = a->common->counts_from_rates && a->population;
    if (input == CT_INPUT_ANY && !a->population)
        return TAKEN;
    if (kind == CT_KIND_POPULATION)
        return RESIDENTS;
    if (want_rates)
        return kind == CT_KIND_RATE ? TAKEN : NO_RATES;
    if (input == CT_INPUT_COUNTS)
        return kind == CT_KIND_COUNT ? TAKEN : NO_COUNTS;
    return kind == CT_KIND_COUNT && !a->population ? NO_POPULATION : TAKEN;
}

/* Whether the population is divided by, or multiplied with. */
static bool needs_denominator(const struct ct_analysis *a,
                              const struct ct_series_data *d)
{
    if (!a->population)
        return false;
    enum ct_series_kind kind = ct_series_kind(a->panel, d->series);
    return kind == CT_KIND_COUNT ||
           (kind == CT_KIND_RATE && a->common->counts_from_rates);
}

static void say_unit(const struct ct_analysis *a, struct ct_series_data *d)
{
    if (!a->method->unit)
        strcpy(d->unit_made, d->unit);
    else if (strcmp(a->method->unit, "RATE") == 0)
        ct_unit_of_rate(a->common->per, d->unit_made);
    else
        snprintf(d->unit_made, sizeof d->unit_made, "%s", a->method->unit);
}

/* Makes one series ready. Returns 0, or -1 with *err. */
static int prepare(const struct ct_analysis *a, struct ct_denominators *den,
                   struct ct_series_data *d, struct ct_error *err)
{
    ct_series_settle_suppressed(d, a->common);
    if (!isnan(ct_unit_per(d->unit)))
        d->per = ct_unit_per(d->unit);
    if (needs_denominator(a, d)) {
        bool rates = a->method->input != CT_INPUT_COUNTS;
        if (ct_denominators_apply(den, d, a->common, rates, err) != 0)
            return -1;
    }
    size_t filled = ct_series_fill(d, a->common->fill);
    if (filled)
        ct_buffer_printf(
            &d->note, "%svalues filled (%s): %zu", d->note.size ? "; " : "",
            a->common->fill == CT_FILL_LINEAR ? "linear" : "log-linear",
            filled);
    d->joined = a->common->across_breaks == CT_BREAKS_IGNORE ||
                (a->common->across_breaks == CT_BREAKS_LINK &&
                 a->method->input != CT_INPUT_COUNTS && ct_series_link(d));
    say_unit(a, d);
    return 0;
}

static int refuse_empty(const struct ct_analysis *a, const size_t *left_out,
                        struct ct_error *err)
{
    for (int r = NO_COUNTS; r < N_REASONS; r++)
        if (left_out[r])
            return ct_fail(err, CT_ENONE, 0, 0,
                           "nothing for '%s': %zu series left out, %s",
                           a->method->name, left_out[r], reason_text[r]);
    return ct_fail(err, CT_ENONE, 0, 0, "nothing for '%s': no series",
                   a->method->name);
}

/* Takes the series the method can work on, and makes them ready. */
static int take_series(struct ct_taken *t, struct ct_denominators *den,
                       size_t *left_out, struct ct_error *err)
{
    const struct ct_analysis *a = t->analysis;
    t->data = ct_xcalloc(a->panel->n_series, sizeof *t->data);
    for (size_t s = 0; s < a->panel->n_series; s++) {
        enum reason reason = judge(a, s);
        left_out[reason]++;
        if (reason != TAKEN)
            continue;
        struct ct_series_data *d = &t->data[t->n++];
        ct_series_data_init(d, a->panel, s);
        if (prepare(a, den, d, err) != 0)
            return -1;
    }
    return t->n ? 0 : refuse_empty(a, left_out, err);
}

/* Two series that become one because the method changes the unit. */
static int refuse_twins(const struct ct_taken *t, struct ct_error *err)
{
    const struct ct_panel *p = t->analysis->panel;
    struct ct_dict seen = {0};
    struct ct_buffer b = {0};
    int result = 0;
    size_t *owner = ct_xmalloc(t->n, sizeof *owner);
    for (size_t i = 0; i < t->n && result == 0; i++) {
        b.size = 0;
        for (size_t k = 0; k < p->n_keys; k++)
            if (!p->keys[k].is_attribute &&
                strcmp(p->keys[k].name, "unit") != 0)
                ct_buffer_printf(&b, "%s\t",
                                 ct_panel_code(p, (long)k, t->data[i].series));
        ct_buffer_text(&b, t->data[i].unit_made);
        uint32_t number = ct_dict_add(&seen, b.data, b.size);
        if (seen.n > i)
            owner[number] = i;
        else
            result = ct_fail(
                err, CT_EDATA, 0, 0,
                "%s is there in %s too; choose one with --where unit=%s",
                t->data[i].name, t->data[owner[number]].unit, t->data[i].unit);
    }
    ct_dict_clear(&seen);
    ct_buffer_clear(&b);
    free(owner);
    return result;
}

static void add_part(struct ct_taken *t, size_t *capacity, size_t data,
                     const struct ct_series *series)
{
    t->part = ct_xgrow(t->part, capacity, t->n_parts + 1, sizeof *t->part);
    t->part[t->n_parts++] = (struct ct_part){.series = *series, .data = data};
}

static int refuse_break(const struct ct_series_data *d, size_t row,
                        struct ct_error *err)
{
    char when[CT_PERIOD_MAX];
    ct_period_format((struct ct_period){d->freq, d->time[row]}, when);
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%s has a break at %s; --across-breaks=split analyses "
                   "each side by itself",
                   d->name, when);
}

/* Cuts one series into its parts. */
static int cut_one(struct ct_taken *t, size_t i, size_t *capacity,
                   struct ct_error *err)
{
    const struct ct_analysis *a = t->analysis;
    const struct ct_series_data *d = &t->data[i];
    size_t *start = ct_xmalloc(d->n + 2, sizeof *start);
    size_t parts = ct_cut(d->value, d->status, d->n, start);
    int result = 0;
    if (parts > 1 && a->common->across_breaks == CT_BREAKS_ERROR &&
        a->method->input != CT_INPUT_COUNTS)
        result = refuse_break(d, start[1], err);
    if (d->joined || !a->method->splits_at_breaks) {
        start[1] = d->n;
        parts = 1;
    }
    for (size_t k = 0; k < parts && result == 0; k++) {
        struct ct_series part = ct_series_part(d, start[k], start[k + 1],
                                               parts > 1 ? (int)k + 1 : 0);
        add_part(t, capacity, i, &part);
    }
    free(start);
    return result;
}

static int cut_series(struct ct_taken *t, struct ct_error *err)
{
    size_t capacity = 0;
    for (size_t i = 0; i < t->n; i++)
        if (cut_one(t, i, &capacity, err) != 0)
            return -1;
    for (size_t i = 0; i < t->n_parts; i++)
        ct_part_init(&t->part[i], t->analysis->method);
    return 0;
}

static int run_parts(struct ct_taken *t, struct ct_error *err)
{
    const struct ct_analysis *a = t->analysis;
    struct ct_run run = {a->method, a->common, a->options, t->part, t->n_parts};
    return ct_run_parts(&run, err);
}

static void clear_taken(struct ct_taken *t)
{
    for (size_t i = 0; i < t->n_parts; i++)
        ct_part_clear(&t->part[i]);
    for (size_t i = 0; i < t->n; i++)
        ct_series_data_clear(&t->data[i]);
    free(t->part);
    free(t->data);
    free(t->dimension);
}

/* Records the options in force and what holds for all series. */
static void finish(struct ct_panel *result, const struct ct_analysis *a,
                   const struct ct_denominators *den, const size_t *left_out)
{
    struct ct_buffer options = {0};
    if (a->method->options)
        ct_options_print(a->method->options, a->options, &options);
    ct_options_print(ct_common_option_rows, a->common, &options);
    char *text = ct_buffer_take(&options);
    ct_panel_set(&result->provenance.options, text);
    free(text);
    for (int r = NO_COUNTS; r < N_REASONS; r++)
        if (left_out[r])
            ct_panel_note(result, -1, INT32_MIN, "warning",
                          "%zu series left out: %s", left_out[r],
                          reason_text[r]);
    ct_denominators_report(den, result);
    if (a->method->finish)
        a->method->finish(result, a->common, a->options);
    ct_panel_sort(result);
}

/* Refuses what cannot be done without a population. */
static int want_population(const struct ct_analysis *a, struct ct_error *err)
{
    if (a->population)
        return 0;
    if (a->method->input == CT_INPUT_COUNTS)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "'%s' needs a population: -p POPULATION.h5",
                       a->method->name);
    if (a->common->counts_from_rates)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--counts-from-rates needs a population: -p "
                       "POPULATION.h5");
    return 0;
}

struct ct_panel *ct_analyze(const struct ct_analysis *a, struct ct_error *err)
{
    struct ct_taken t = {.analysis = a};
    struct ct_denominators den = {0};
    size_t left_out[N_REASONS] = {0};
    struct ct_panel *result = NULL;
    if (want_population(a, err) == 0 &&
        ct_denominators_init(&den, a->panel, a->population, err) == 0 &&
        take_series(&t, &den, left_out, err) == 0 &&
        refuse_twins(&t, err) == 0 && cut_series(&t, err) == 0 &&
        run_parts(&t, err) == 0) {
        result = ct_result_make(&t);
        finish(result, a, &den, left_out);
    }
    clear_taken(&t);
    ct_denominators_clear(&den);
    return result;
}
