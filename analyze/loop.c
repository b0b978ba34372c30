/* SPDX-License-Identifier: GPL-3.0-or-later
 * The loop: makes the series of a panel ready, hands their parts to a method
 * and puts the result together. */
#include "config.h"

#include "analyze/analyze.h"
#include "analyze/denominators.h"
#include "analyze/group.h"
#include "analyze/loop.h"

#include "lib/beside.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "lib/sentences.h"

#include <stdlib.h>

static int run_parts(struct ct_taken *t, struct ct_error *err)
{
    const struct ct_analysis *a = t->analysis;
    struct ct_run run = {a->method, a->common, a->options, t->part, t->n_parts};
    return ct_run_parts(&run, err);
}

void ct_loop_clear(struct ct_taken *t)
{
    for (size_t i = 0; i < t->n_parts; i++)
        ct_part_clear(&t->part[i]);
    for (size_t i = 0; i < t->n; i++)
        ct_series_data_clear(&t->data[i]);
    free(t->part);
    free(t->data);
    free(t->dimension);
    ct_buffer_clear(&t->left_out);
    if (t->analysis->method->forget)
        t->analysis->method->forget(&t->plan);
}

/* Says what the limits cover. */
static void say_limits(struct ct_panel *result, const struct ct_method *m)
{
    if (m->interval)
        ct_panel_note(result, -1, INT32_MIN, CT_NOTE_INTERVAL, "Interval: %s",
                      m->interval);
    if (m->limits)
        ct_panel_note(result, -1, INT32_MIN, CT_NOTE_LIMITS, "Limits: %s",
                      m->limits);
}

/* Says in what areas differ that stand in the rows of tables: where the result
 * has series of its own, their attributes tell whoever shows them. */
static void say_differences(struct ct_panel *result, const struct ct_taken *t)
{
    struct ct_dict sentences = {0};
    size_t *series = ct_xmalloc(t->n + 1, sizeof *series);
    for (size_t i = 0; i < t->n; i++)
        series[i] = t->data[i].series;
    const struct ct_beside all = {
        .panel = t->analysis->panel, .n = t->n, .series = series};
    ct_beside_say_areas(&all, &sentences);
    for (size_t i = 0; i < sentences.n; i++)
        ct_panel_note_text(result, -1, INT32_MIN, CT_NOTE_COMPARABILITY,
                           sentences.code[i]);
    ct_dict_clear(&sentences);
    free(series);
}

/* Records the options in force and what holds for all series. */
static void finish(struct ct_panel *result, const struct ct_taken *t,
                   const struct ct_denominators *den, const size_t *left_out)
{
    const struct ct_analysis *a = t->analysis;
    struct ct_buffer options = {0};
    if (a->method->options)
        ct_options_print(a->method->options,
                         a->options_typed ? a->options_typed : a->options,
                         &options);
    ct_options_print(ct_common_option_rows, a->common, &options);
    char *text = ct_buffer_take(&options);
    ct_panel_set(&result->provenance.options, text);
    free(text);
    for (int r = CT_TAKEN + 1; r < CT_N_LEFT_OUT; r++)
        if (left_out[r] && *ct_left_out_text[r])
            ct_panel_note(result, -1, INT32_MIN, "warning",
                          "%zu series left out: %s", left_out[r],
                          ct_left_out_text[r]);
    if (t->left_out.size)
        ct_panel_note(result, -1, INT32_MIN, "selection",
                      "left out: %s; --where names what is to be in",
                      t->left_out.data);
    if (a->population && a->method->input == CT_INPUT_AMOUNTS)
        ct_panel_note(result, -1, INT32_MIN, "warning",
                      "'%s' has no use for the population", a->method->name);
    ct_denominators_report(den, result);
    say_limits(result, a->method);
    if (result->n_series == 0)
        say_differences(result, t);
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

/* Lets the method say what it puts together. */
static int make_plan(struct ct_taken *t, struct ct_error *err)
{
    const struct ct_analysis *a = t->analysis;
    if (!a->method->plan)
        return 0;
    t->plan.codes = a->codes;
    return a->method->plan(a->options, a->panel, &t->plan, err);
}

int ct_loop_prepare(struct ct_taken *t, struct ct_denominators *den,
                    size_t *left_out, struct ct_error *err)
{
    const struct ct_analysis *a = t->analysis;
    if (want_population(a, err) != 0 || make_plan(t, err) != 0 ||
        ct_denominators_init(den, a, err) != 0 ||
        ct_take_series(t, den, left_out, err) != 0)
        return -1;
    return ct_group_series(t, err);
}

/* Names the file of an option that was read among the result's inputs. */
static int name_input(struct ct_panel *result, const struct ct_plan *plan,
                      struct ct_error *err)
{
    struct ct_input input = {.name = (char *)plan->input};
    if (!plan->input)
        return 0;
    struct ct_source *file = ct_source_open(plan->input, err);
    if (!file)
        return -1;
    int failed = ct_source_digest(file, &input.bytes, input.sha256, err);
    ct_source_close(file);
    if (failed)
        return -1;
    ct_panel_input(result, &input);
    return 0;
}

struct ct_panel *ct_analyze(const struct ct_analysis *a, struct ct_error *err)
{
    struct ct_denominators den = {0};
    struct ct_taken t = {.analysis = a, .denominators = &den};
    size_t left_out[CT_N_LEFT_OUT] = {0};
    struct ct_panel *result = NULL;
    if (ct_loop_prepare(&t, &den, left_out, err) == 0 &&
        run_parts(&t, err) == 0) {
        result = ct_result_make(&t);
        finish(result, &t, &den, left_out);
    }
    if (result && name_input(result, &t.plan, err) != 0) {
        ct_panel_destroy(result);
        result = NULL;
    }
    ct_loop_clear(&t);
    ct_denominators_clear(&den);
    return result;
}
