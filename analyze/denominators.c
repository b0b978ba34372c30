/* SPDX-License-Identifier: GPL-3.0-or-later
 * Gives the series of one analysis their denominators. */
#include "config.h"

#include "analyze/denominators.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int ct_denominators_init(struct ct_denominators *den,
                         const struct ct_analysis *a, struct ct_error *err)
{
    *den = (struct ct_denominators){.interpolate = a->common->population_gap ==
                                                   CT_GAP_INTERPOLATE};
    if (!a->population)
        return 0;
    den->join = ct_join_create(a->panel, a->population, err);
    return den->join ? 0 : -1;
}

int ct_group_residents(const struct ct_group *g, const char *area,
                       const int32_t *day, size_t n, double *out,
                       struct ct_error *err)
{
    const struct ct_denominators *den = g->denominators;
    bool between;
    for (size_t i = 0; i < n; i++)
        out[i] = NAN;
    if (!den->join)
        return 0;
    struct ct_denominator *d =
        ct_join_area(den->join, g->series[0].index, area, err);
    if (!d)
        return -1;
    for (size_t i = 0; i < n; i++)
        out[i] = ct_denominator_at(d, g->series[0].freq, day[i],
                                   den->interpolate, &between);
    ct_denominator_destroy(d);
    return 0;
}

void ct_denominators_clear(struct ct_denominators *den)
{
    ct_join_destroy(den->join);
}

/* What one series met with. */
struct tally {
    size_t without, interpolated;
};

/* Looks up the residents of every period; NaN where there are none, or 0. */
static struct tally look_up(struct ct_denominators *den,
                            const struct ct_denominator *from,
                            struct ct_series_data *d, bool interpolate)
{
    struct tally tally = {0};
    for (size_t i = 0; i < d->n; i++) {
        bool between = false;
        double residents =
            ct_denominator_at(from, d->freq, d->time[i], interpolate, &between);
        d->population[i] = residents;
        if (isnan(d->value[i]))
            continue;
        den->values++;
        if (between) {
            d->status[i] |= CT_STATUS_IMPUTED;
            tally.interpolated++;
        }
        if (residents > 0)
            continue;
        den->zero += residents == 0;
        tally.without++;
    }
    den->without += tally.without;
    den->interpolated += tally.interpolated;
    return tally;
}

static void say(struct ct_series_data *d, const struct ct_denominator *from,
                struct tally tally)
{
    if (*from->parts)
        ct_buffer_printf(&d->note, "%spopulation added up: %s",
                         d->note.size ? "; " : "", from->parts);
    if (tally.interpolated)
        ct_buffer_printf(&d->note,
                         "%speriods with interpolated population: %zu",
                         d->note.size ? "; " : "", tally.interpolated);
    if (tally.without)
        ct_buffer_printf(&d->note, "%svalues without a population: %zu",
                         d->note.size ? "; " : "", tally.without);
}

/* Makes counts of rates. */
static void derive_counts(struct ct_series_data *d)
{
    for (size_t i = 0; i < d->n; i++) {
        d->events[i] = d->population[i] > 0
                           ? d->value[i] * d->population[i] / d->per
                           : NAN;
        if (!isnan(d->events[i]))
            d->status[i] |= CT_STATUS_IMPUTED;
    }
}

/* Makes a column of counts one of rates; NULL stays NULL. */
static void divide(double *column, const struct ct_series_data *d, double per)
{
    for (size_t i = 0; column && i < d->n; i++)
        column[i] =
            d->population[i] > 0 ? column[i] / d->population[i] * per : NAN;
}

int ct_denominators_apply(struct ct_denominators *den, struct ct_series_data *d,
                          const struct ct_common_options *common, bool as_rates,
                          struct ct_error *err)
{
    const struct ct_denominator *from =
        ct_join_series(den->join, d->series, err);
    if (!from)
        return -1;
    bool from_rates = !isnan(ct_unit_per(d->unit));
    d->events = ct_xrealloc(d->events, d->n, sizeof *d->events);
    d->population = ct_xrealloc(d->population, d->n, sizeof *d->population);
    d->denominator = *from->name ? from->name : NULL;
    say(d, from, look_up(den, from, d, den->interpolate));
    den->added_up += *from->parts != '\0';
    den->derived += from_rates;
    if (from_rates)
        derive_counts(d);
    else
        memcpy(d->events, d->value, d->n * sizeof *d->events);
    if (!as_rates) {
        memcpy(d->value, d->events, d->n * sizeof *d->value);
        d->per = 1;
        strcpy(d->unit, "NUMBER");
    } else if (!from_rates) {
        divide(d->value, d, common->per);
        divide(d->lower, d, common->per);
        divide(d->upper, d, common->per);
        d->per = common->per;
        ct_unit_of_rate(common->per, d->unit);
    }
    return 0;
}

static void report_missing(const struct ct_denominators *den,
                           struct ct_panel *result)
{
    struct ct_buffer b = {0};
    ct_buffer_printf(&b, "no population for %zu of %zu values", den->without,
                     den->values);
    if (den->zero)
        ct_buffer_printf(&b, " (a population of 0 for %zu)", den->zero);
    ct_buffer_text(&b, "; the population has ");
    ct_join_periods(den->join, &b);
    if (!den->interpolate && den->without > den->zero)
        ct_buffer_text(&b, " (--population-gap=interpolate fills the years "
                           "between)");
    ct_panel_note(result, -1, INT32_MIN, "denominator", "%s", b.data);
    ct_buffer_clear(&b);
}

void ct_denominators_report(const struct ct_denominators *den,
                            struct ct_panel *result)
{
    if (den->without)
        report_missing(den, result);
    if (den->interpolated)
        ct_panel_note(result, -1, INT32_MIN, "denominator",
                      "population interpolated (log-linear) for %zu of %zu "
                      "values",
                      den->interpolated, den->values);
    if (den->added_up)
        ct_panel_note(result, -1, INT32_MIN, "denominator",
                      "population added up from sexes or ages for %zu series",
                      den->added_up);
    if (den->derived)
        ct_panel_note(result, -1, INT32_MIN, "denominator",
                      "counts of %zu series are published rates times the "
                      "population, not rounded",
                      den->derived);
}
