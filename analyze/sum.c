/* SPDX-License-Identifier: GPL-3.0-or-later
 * sum: series added up over a dimension. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/cells.h"
#include "analyze/codes_given.h"
#include "analyze/part_sums.h"
#include "analyze/reporters.h"
#include "analyze/sentences.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS_EXACT, PARTS_ALL };

struct sum_options {
    const char *over, *allow;
    int parts;
};

static const struct sum_options defaults = {NULL, NULL, PARTS_EXACT};

#define AT(field) offsetof(struct sum_options, field)

static const struct ct_option options[] = {
    {"over", 0, "DIM", CT_OPTION_TEXT, AT(over), NULL, 0, 0,
     "the dimension whose codes are added up"},
    {"parts", 0, "WHICH", CT_OPTION_CHOICE, AT(parts), "exact|all", 0, 0,
     "exact: those that make up a whole by the code lists, else no value "
     "(default); all: what is there"},
    CT_ALLOW_ROW(struct sum_options, allow),
    {0}};

enum {
    TIME,
    PARTS,
    MISSING,
    SUPPRESSED,
    COMPLETE,
    LACKS,
    EARLIER,
    STILL,
    FELL,
    ROSE
};

static const struct ct_column_row columns[] = {
    {"time", true, "period"},
    {"parts", false, "series with a number"},
    {"missing", false, "series without one, that have some in other periods"},
    {"suppressed", false, "series whose number is suppressed"},
    {"complete", false,
     "1 if they make up the whole by the code list; empty: no list says so"},
    {"lacks", true, "the first code that lacks"},
    {"earlier", false, "series with a number in the period before"},
    {"still", false, "of them, those in this one"},
    {"fell", false, "1 if they had less than 80 % of that sum"},
    {"rose", false, "1 if they have less than 80 % of this sum"},
    {0}};

static const struct ct_table_row tables[] = {
    {"parts", columns, "what was added up: a row a period"}, {0}};

/* What the plan leaves for the runs. */
struct state {
    struct ct_dimensions_given over;
    const struct ct_codes *codes;
};

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct sum_options *o = user;
    struct state *s = plan->state = ct_xcalloc(1, sizeof *s);
    s->codes = plan->codes;
    if (ct_allow_check(o->allow, err) != 0 ||
        ct_dimensions_given_read("over", o->over, 1, panel, &s->over, err) != 0)
        return -1;
    plan->combined[plan->n_combined++] = s->over.dimension[0];
    if (o->parts == PARTS_EXACT && !ct_whole_known(s->over.dimension[0]))
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "no code list says what makes up the whole of '%s'; "
                       "--parts=all adds what is there",
                       s->over.dimension[0]);
    return 0;
}

static void forget(struct ct_plan *plan)
{
    struct state *s = plan->state;
    if (s)
        free(s->over.text);
    free(s);
}

/* What a run has at hand, and how often something is to be said of. */
struct run {
    const struct ct_group *group;
    const struct sum_options *options;
    struct ct_output_part *out;
    const char *dimension;
    struct ct_part_sums sums;
    size_t incomplete, suppressed, fell;
    size_t fewest, most;
    const char *lacks;
};

/* Whether a sum is given out. */
static bool is_given(const struct run *r, const struct ct_part_sum *s)
{
    return s->parts > 0 && s->suppressed == 0 &&
           (r->options->parts == PARTS_ALL || s->complete);
}

static uint16_t status_of(const struct run *r, const struct ct_part_sum *s)
{
    unsigned status = s->status;
    if (!is_given(r, s))
        return (uint16_t)(s->suppressed && (s->complete ||
                                            r->options->parts == PARTS_ALL)
                              ? status | CT_STATUS_SUPPRESSED
                              : CT_STATUS_MISSING);
    if (r->sums.whole.known && !s->complete)
        status |= CT_STATUS_DEFINITION;
    return (uint16_t)(s->fell ? status | CT_STATUS_PROVISIONAL : status);
}

static void write_obs(const struct run *r, const struct ct_part_sum *s)
{
    struct ct_obs o = ct_obs_empty;
    bool bounds =
        s->suppressed && (s->complete || r->options->parts == PARTS_ALL);
    o.time = s->day;
    o.status = status_of(r, s);
    o.x[CT_VALUE] = is_given(r, s) ? s->given : (double)NAN;
    if (bounds) {
        o.x[CT_LOWER] = s->least;
        o.x[CT_UPPER] = s->most;
    }
    ct_output_obs(r->out, &o);
}

static void write_sum(struct run *r, const struct ct_part_sum *s)
{
    struct ct_table *t = r->out->table[0];
    ct_table_row(t);
    ct_cell_period(t, TIME, (struct ct_period){r->group->series->freq, s->day});
    ct_table_number(t, PARTS, (double)s->parts);
    ct_table_number(t, MISSING, (double)s->missing);
    ct_table_number(t, SUPPRESSED, (double)s->suppressed);
    ct_table_number(t, COMPLETE,
                    r->sums.whole.known ? s->complete : (double)NAN);
    ct_table_text(t, LACKS, s->lacks);
    ct_table_number(t, EARLIER, (double)s->earlier);
    ct_table_number(t, STILL, (double)s->still);
    ct_table_number(t, FELL, s->fell);
    ct_table_number(t, ROSE, s->rose);
    write_obs(r, s);
    if (r->sums.whole.known && !s->complete) {
        r->incomplete++;
        r->lacks = s->lacks;
    }
    r->suppressed += s->suppressed > 0;
    r->fell += s->fell;
    r->fewest = s->parts < r->fewest ? s->parts : r->fewest;
    r->most = s->parts > r->most ? s->parts : r->most;
}

/* Says what the sum is of. */
static void note_parts(const struct run *r)
{
    struct ct_buffer names = {0};
    for (size_t i = 0; i < r->sums.n_codes && i < 8; i++)
        ct_buffer_printf(&names, "%s%s", i ? ", " : "", r->sums.code[i]);
    if (r->sums.n_codes > 8)
        ct_buffer_printf(&names, " and %zu more", r->sums.n_codes - 8);
    ct_output_note(r->out, CT_SAY_SUM, r->dimension, names.data);
    ct_buffer_clear(&names);
}

static void note(const struct run *r)
{
    note_parts(r);
    if (!r->sums.whole.known && r->options->parts == PARTS_EXACT)
        ct_output_note(r->out, CT_SAY_NO_LIST);
    else if (r->incomplete && r->options->parts == PARTS_EXACT)
        ct_output_note(r->out, CT_SAY_NOT_WHOLE, r->incomplete,
                       r->sums.whole.code, r->lacks);
    else if (r->incomplete)
        ct_output_note(r->out, CT_SAY_ONLY_PART, r->sums.whole.code, r->lacks);
    if (r->options->parts == PARTS_ALL && r->fewest < r->most)
        ct_output_note(r->out, CT_SAY_PARTS_VARY, r->fewest, r->most);
    if (r->suppressed)
        ct_output_note(r->out, CT_SAY_SUPPRESSED_SUM, r->suppressed);
    if (r->fell)
        ct_output_note(r->out, CT_SAY_SUM_FELL, r->fell);
}

/* What is added up must be counted alike. Parts of one area may relate to the
 * classification as they like, but for offences themselves. */
static int check_alike(const struct run *r, struct ct_error *err)
{
    bool all = strcmp(r->dimension, "area") == 0 ||
               strcmp(r->dimension, "offence") == 0;
    return ct_group_alike_but(r->group, r->dimension, all ? "" : "definition",
                              r->options->allow, r->out, err);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct state *state = g->state;
    struct run r = {.group = g,
                    .options = user,
                    .out = out,
                    .dimension = state->over.dimension[0],
                    .fewest = SIZE_MAX};
    (void)common;
    if (check_alike(&r, err) != 0)
        return -1;
    int result = ct_part_sums_make(g, r.dimension, state->codes, &r.sums, err);
    if (result == 0) {
        ct_output_of(out, CT_WHOLE);
        ct_output_code(out, r.dimension, r.sums.code_of_sum);
        for (size_t t = 0; t < r.sums.n; t++)
            write_sum(&r, &r.sums.sum[t]);
        note(&r);
    }
    ct_part_sums_clear(&r.sums);
    return result;
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    const struct sum_options *o = user;
    (void)common;
    if (strcmp(o->over, "area") == 0)
        ct_reporter_notes(result, "parts", "parts");
}

const struct ct_method ct_method_sum;
const struct ct_method ct_method_sum = {
    .name = "sum",
    .title = "series added up over a dimension",
    .formula = "sum of the parts of --over, where all that make up the whole "
               "are there",
    .text = "Adds up the series that differ only in their code of --over: "
            "sexes, ages,\n"
            "offences, areas. Counts and quantities; rates are left out. A "
            "total is never\n"
            "added to its parts: codes that overlap (_T and F, a parent and "
            "its child, ages\n"
            "with years in common) are refused; --where names those that are "
            "meant. Nor are\n"
            "measures, definitions, sources or editions added.\n"
            "\n"
            "--parts=exact gives a sum only where the parts make up a whole by "
            "the code\n"
            "lists: F and M (other and unknown with them, where there are "
            "any), ages without\n"
            "gap from the first year to the last, all codes right below an "
            "offence, all\n"
            "areas of a group or a country. The sum has the code of that "
            "whole. Where a part\n"
            "is missing there is no value. --parts=all adds what is there; a "
            "sum that is not\n"
            "the whole has status D, and the note says what lacks. Table parts "
            "tells what\n"
            "was added up.\n"
            "\n"
            "Suppressed numbers leave the sum without a value but with bounds. "
            "Letters of\n"
            "the parts are passed on. Where the parts left had less than 80 % "
            "of the sum\n"
            "before, status is P: not to be joined to the period before. "
            "Series that differ\n"
            "in source or counting unit (areas and offences: or definition) "
            "are refused\n"
            "unless --allow says so.",
    .input = CT_INPUT_AMOUNTS,
    .makes_panel = true,
    .by_period = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .finish = finish};
