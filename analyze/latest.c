/* SPDX-License-Identifier: GPL-3.0-or-later
 * latest: the newest value of each series, and of when it is. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/method.h"
#include "analyze/sentences.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct latest_options {
    double within;
};

static const struct latest_options defaults = {5};

static const struct ct_option options[] = {
    {"within", 0, "YEARS", CT_OPTION_REAL,
     offsetof(struct latest_options, within), NULL, 0, 1000,
     "oldest value taken, in years before the last period (default 5)"},
    {0}};

enum { REFERENCE, TIME, AGE, VALUE, LOWER, UPPER, EVENTS, RESIDENTS, STATUS };

static const struct ct_column_row columns[] = {
    {"reference", true, "last period selected that any series has a value of"},
    {"time", true, "period of the value"},
    {"age", false, "years from there to the reference"},
    {"value", false, "the newest value"},
    {"lower", false, "its limits, where it has any"},
    {"upper", false, "its limits, where it has any"},
    {"events", false, "of a rate: the count"},
    {"population", false, "of a rate: the residents"},
    {"status", true, "letters of its status"},
    {0}};

static const struct ct_table_row tables[] = {
    {"latest", columns, "a row a series"}, {0}};

/* The last period with a value, by frequency. */
struct state {
    bool any[3];
    int32_t day[3];
};

static const char freqs[] = "AQM";

static size_t freq_number(char freq)
{
    const char *at = strchr(freqs, freq);
    return at && *at ? (size_t)(at - freqs) : 0;
}

/* Residents and months reported are no values to be up to date with. */
static bool counts_for_reference(const struct ct_panel *p, size_t series)
{
    const char *measure = ct_panel_code_of(p, "measure", series);
    return strcmp(measure, "population") != 0 && strcmp(measure, "months") != 0;
}

static void find_last(const struct ct_panel *p, bool all, struct state *s)
{
    for (size_t i = 0; i < p->n_series; i++) {
        size_t f = freq_number(*ct_panel_code_of(p, "freq", i));
        for (size_t o = p->first[i]; o < p->first[i + 1]; o++) {
            if (isnan(p->column[CT_VALUE][o]) ||
                !(all || counts_for_reference(p, i)) ||
                (s->any[f] && p->time[o] <= s->day[f]))
                continue;
            s->any[f] = true;
            s->day[f] = p->time[o];
        }
    }
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    (void)user;
    (void)err;
    struct state *s = plan->state = ct_xcalloc(1, sizeof *s);
    plan->every_series = true;
    find_last(panel, false, s);
    if (!s->any[0] && !s->any[1] && !s->any[2])
        find_last(panel, true, s);
    return 0;
}

static void forget(struct ct_plan *plan)
{
    free(plan->state);
}

static void write_value(const struct ct_series *s, size_t i, double age,
                        struct ct_table *t)
{
    ct_cell_period(t, TIME, (struct ct_period){s->freq, s->time[i]});
    ct_table_number(t, AGE, age);
    ct_table_number(t, VALUE, s->value[i]);
    ct_table_number(t, LOWER, ct_column_at(s->lower, i));
    ct_table_number(t, UPPER, ct_column_at(s->upper, i));
    ct_table_number(t, EVENTS, ct_column_at(s->events, i));
    ct_table_number(t, RESIDENTS, ct_column_at(s->population, i));
    ct_cell_status(t, STATUS, s->status[i]);
}

/* Says that newer numbers are suppressed. */
static void note_suppressed(const struct ct_series *s, size_t from,
                            struct ct_output_part *out)
{
    for (size_t i = from; i < s->n; i++)
        if (s->status[i] & CT_STATUS_SUPPRESSED) {
            ct_output_note(out, "a newer number is suppressed");
            return;
        }
}

static void note_old(const struct ct_series *s, size_t i,
                     struct ct_output_part *out)
{
    char text[CT_PERIOD_MAX];
    ct_period_format((struct ct_period){s->freq, s->time[i]}, text);
    ct_output_note(out, "the last value, of %s, is too old", text);
}

static double periods_a_year(char freq)
{
    return freq == 'M' ? 12 : freq == 'Q' ? 4 : 1;
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    (void)common;
    (void)err;
    const struct latest_options *o = user;
    const struct state *state = g->state;
    const struct ct_series *s = g->series;
    struct ct_period last = {s->freq, state->day[freq_number(s->freq)]};
    size_t n = s->n;
    ct_table_row(out->table[0]);
    ct_cell_period(out->table[0], REFERENCE, last);
    while (n > 0 && isnan(s->value[n - 1]))
        n--;
    note_suppressed(s, n, out);
    if (n == 0) {
        ct_output_note(out, "no value");
        return 0;
    }
    double age = (double)(ct_period_ordinal(last) - s->ordinal[n - 1]) /
                 periods_a_year(s->freq);
    if (age <= o->within)
        write_value(s, n - 1, age, out->table[0]);
    else
        note_old(s, n - 1, out);
    return 0;
}

/* Says what stands side by side. */
static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common;
    (void)user;
    const struct ct_table *t = ct_panel_table(result, "latest");
    char *const *time = t->columns[ct_table_find(t, "time")].text;
    const char *first = NULL, *last = NULL;
    size_t n = 0;
    for (size_t i = 0; i < t->n_rows; i++) {
        if (!*time[i])
            continue;
        n++;
        first = first && strcmp(first, time[i]) <= 0 ? first : time[i];
        last = last && strcmp(last, time[i]) >= 0 ? last : time[i];
    }
    if (n == 0)
        return;
    ct_panel_note(result, -1, INT32_MIN, "coverage", CT_SAY_LATEST, n,
                  t->n_rows);
    if (strcmp(first, last) != 0)
        ct_panel_note(result, -1, INT32_MIN, "comparability", CT_SAY_AGES,
                      first, last);
}

const struct ct_method ct_method_latest;
const struct ct_method ct_method_latest = {
    .name = "latest",
    .title = "the newest value of each series, and its age",
    .formula = "the newest value within --within years",
    .text = "Takes of each series the newest value that is there, if it is at "
            "most --within\n"
            "years older than the last period of which any series selected has "
            "a value\n"
            "(column reference): the table \"2022 or latest year available\", "
            "with the year\n"
            "used and its age. --to=2022 makes 2022 that period. A series "
            "without such a\n"
            "value keeps its row; the note says of when its last value is.\n"
            "\n"
            "Any numbers; with -p counts are made into rates. Values of "
            "different years are\n"
            "not those of one year: say the years where you print the table.",
    .input = CT_INPUT_ANY,
    .by_period = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .finish = finish};
