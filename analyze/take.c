/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which series of a panel a method takes, made ready. */
#include "config.h"

#include "analyze/take.h"

#include "lib/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const ct_left_out_text[CT_N_LEFT_OUT] = {
    "",
    "they are no counts (--counts-from-rates makes counts of rates)",
    "they are no rates, and --counts-from-rates takes rates",
    "they are counts, and rates need a population (-p POPULATION.h5)",
    "they are the population itself",
    "they are no numbers that can be added up",
    ""};

/* Counts and quantities, in whatever unit. */
static bool is_amount(const struct ct_panel *p, size_t series)
{
    const char *unit = ct_panel_code_of(p, "unit", series);
    return isnan(ct_unit_per(unit)) && strcmp(unit, "PERCENT") != 0 &&
           strcmp(unit, "INDEX") != 0 &&
           strcmp(ct_panel_code_of(p, "measure", series), "months") != 0;
}

/* A count or a rate, for a method that takes one of them: what the population
 * can turn into the other is taken, too. */
static enum ct_left_out judge_kind(const struct ct_analysis *a,
                                   enum ct_series_kind kind)
{
    if (a->common->counts_from_rates && a->population)
        return kind == CT_KIND_RATE ? CT_TAKEN : CT_NO_RATES;
    if (a->method->input == CT_INPUT_COUNTS)
        return kind == CT_KIND_COUNT ? CT_TAKEN : CT_NO_COUNTS;
    return kind == CT_KIND_COUNT && !a->population ? CT_NO_POPULATION
                                                   : CT_TAKEN;
}

static enum ct_left_out judge(const struct ct_analysis *a, size_t series)
{
    enum ct_series_kind kind = ct_series_kind(a->panel, series);
    enum ct_method_input input = a->method->input;
    if (a->method->beside &&
        strcmp(ct_panel_code_of(a->panel, "measure", series),
               a->method->beside) == 0)
        return CT_BESIDE;
    if (input == CT_INPUT_AMOUNTS)
        return is_amount(a->panel, series) ? CT_TAKEN : CT_NO_AMOUNTS;
    if ((input == CT_INPUT_ANY || input == CT_INPUT_BOTH) && !a->population)
        return CT_TAKEN;
    if (kind == CT_KIND_POPULATION)
        return CT_RESIDENTS;
    return input == CT_INPUT_BOTH ? CT_TAKEN : judge_kind(a, kind);
}

/* Whether the population is divided by, or multiplied with. */
static bool needs_denominator(const struct ct_analysis *a,
                              const struct ct_series_data *d)
{
    if (!a->population || a->method->input == CT_INPUT_AMOUNTS)
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
        enum ct_method_input input = a->method->input;
        bool is_count = ct_series_kind(a->panel, d->series) == CT_KIND_COUNT;
        bool rates =
            input != CT_INPUT_COUNTS && !(input == CT_INPUT_BOTH && is_count);
        if (ct_denominators_apply(den, d, a->common, rates, err) != 0)
            return -1;
    }
    size_t filled =
        a->method->own_fill ? 0 : ct_series_fill(d, a->common->fill);
    if (filled)
        ct_buffer_printf(
            &d->note, "%svalues filled (%s): %zu", d->note.size ? "; " : "",
            a->common->fill == CT_FILL_LINEAR ? "linear" : "log-linear",
            filled);
    d->joined = a->common->across_breaks == CT_BREAKS_IGNORE ||
                (a->common->across_breaks == CT_BREAKS_LINK &&
                 !a->method->by_period && ct_series_link(d));
    say_unit(a, d);
    return 0;
}

static int refuse_empty(const struct ct_analysis *a, const size_t *left_out,
                        struct ct_error *err)
{
    for (int r = CT_NO_COUNTS; r < CT_N_LEFT_OUT; r++)
        if (left_out[r] && *ct_left_out_text[r])
            return ct_fail(err, CT_ENONE, 0, 0,
                           "nothing for '%s': %zu series left out, %s",
                           a->method->name, left_out[r], ct_left_out_text[r]);
    return ct_fail(err, CT_ENONE, 0, 0, "nothing for '%s': no series",
                   a->method->name);
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
                t->data[i].name,
                ct_panel_code_of(p, "unit", t->data[owner[number]].series),
                ct_panel_code_of(p, "unit", t->data[i].series));
    }
    ct_dict_clear(&seen);
    ct_buffer_clear(&b);
    free(owner);
    return result;
}

/* Marks the series the method can work on. */
static bool *judge_all(const struct ct_analysis *a, size_t *left_out)
{
    bool *keep = ct_xmalloc(a->panel->n_series, sizeof *keep);
    for (size_t s = 0; s < a->panel->n_series; s++) {
        enum ct_left_out reason = judge(a, s);
        left_out[reason]++;
        keep[s] = reason == CT_TAKEN;
    }
    return keep;
}

int ct_take_series(struct ct_taken *t, struct ct_denominators *den,
                   size_t *left_out, struct ct_error *err)
{
    const struct ct_analysis *a = t->analysis;
    bool *keep = judge_all(a, left_out);
    int result = 0;
    if (a->method->plan && !t->plan.every_series)
        ct_choose_series(t, keep);
    t->data = ct_xcalloc(a->panel->n_series, sizeof *t->data);
    for (size_t s = 0; s < a->panel->n_series && result == 0; s++) {
        if (!keep[s])
            continue;
        struct ct_series_data *d = &t->data[t->n++];
        ct_series_data_init(d, a->panel, s);
        result = prepare(a, den, d, err);
    }
    free(keep);
    if (result != 0)
        return -1;
    return t->n ? refuse_twins(t, err) : refuse_empty(a, left_out, err);
}
