/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the caption says of breaks that were found: the model, how many and
 * when, and the test of there being none. */
#include "config.h"

#include "plot/encode.h"
#include "plot/found_breaks.h"

#include "lib/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More breaks than this are left to the table. */
enum { MOST_BREAKS = 12 };

static bool is_pelt(const struct ct_chart *c)
{
    return strcmp(c->panel->method, "changepoints") == 0;
}

static bool option_is(const struct ct_chart *c, const char *name,
                      const char *word)
{
    char *value = ct_chart_option(c, name);
    bool is = value && strcmp(value, word) == 0;
    free(value);
    return is;
}

/* `15% of the values`, `5 values`: the shortest regime. */
static void say_trim(const struct ct_chart *c, struct ct_buffer *out)
{
    double trim;
    char *text = ct_chart_option(c, "trim");
    if (text &&
        ct_number_parse(text, strlen(text), &ct_number_plain, &trim, NULL) == 0)
        ct_buffer_printf(out, ", regimes of at least %g%s values",
                         trim < 1 ? 100 * trim : trim,
                         trim < 1 ? "% of the" : "");
    free(text);
}

static void say_model(const struct ct_chart *c, struct ct_buffer *out)
{
    if (is_pelt(c)) {
        char *penalty = ct_chart_option(c, "penalty");
        ct_buffer_printf(
            out, "Model: means between changes of %s; PELT, penalty %s",
            option_is(c, "cost", "meanvar")   ? "mean or variance"
            : option_is(c, "cost", "poisson") ? "the Poisson rate"
                                              : "the mean",
            !penalty || strcmp(penalty, "bic") == 0 ? "BIC" : penalty);
        free(penalty);
    } else {
        ct_buffer_printf(out,
                         "Model: a %s for each regime; breaks by Bai and "
                         "Perron, their number by BIC",
                         option_is(c, "regressors", "trend") ? "line" : "mean");
        say_trim(c, out);
    }
    ct_buffer_text(out, ". ");
}

/* What the marks of breaks are. */
static void say_marks(const struct ct_chart *c, struct ct_buffer *out)
{
    ct_buffer_text(out, "Dashed: between the last period of the old regime and "
                        "the first of the new one (named if there is room)");
    if (ct_found_breaks_have_bars(c)) {
        char *level = ct_chart_option(c, "confidence");
        ct_buffer_printf(out, "; bars at the bottom: %s%% limits",
                         level && *level ? level : "95");
        free(level);
    }
    ct_buffer_text(out, ". ");
}

/* `breaks at 1993/1994 (1991 to 1996), 2001/2002`; with a capital letter where
 * no name of a line goes before. */
static void say_breaks(const struct ct_chart *c,
                       const struct ct_found_breaks *b, struct ct_buffer *out)
{
    static const char *const words[2][2] = {{"break", "Break"},
                                            {"change", "Change"}};
    bool alone = c->n == 1;
    if (b->n == 0)
        ct_buffer_printf(out, "%s %s", alone ? "No" : "no",
                         words[is_pelt(c)][0]);
    else
        ct_buffer_printf(out, "%s%s at ", words[is_pelt(c)][alone],
                         b->n > 1 ? "s" : "");
    for (size_t k = 0; k < b->n; k++) {
        const struct ct_found_break *f = &b->at[k];
        ct_buffer_printf(out, "%s%s/%s", k ? ", " : "", f->last, f->first_new);
        if (*f->lower && *f->upper)
            ct_buffer_printf(out, " (%s to %s)", f->lower, f->upper);
    }
}

/* What was fitted to each regime: means, or changes a year. */
static void say_regimes(const struct ct_chart *c, const struct ct_line *l,
                        struct ct_buffer *out)
{
    const struct ct_table *t = ct_panel_table(c->panel, "segments");
    const char *mean = is_pelt(c) ? "mean" : "intercept", *before = NULL;
    for (size_t row = 0; t && row < t->n_rows; row++) {
        char number[CT_PEOPLE_MAX];
        struct ct_segment g = {.change = ct_cell_number(t, row, "slope"),
                               .in_units = true};
        if (!ct_chart_row_is_of(c, t, row, l->series))
            continue;
        bool sloped = !isnan(g.change);
        if (sloped)
            ct_segment_number(c, &g, g.change, number);
        else
            ct_chart_value(c, ct_cell_number(t, row, mean), number);
        ct_buffer_printf(out, "%s%s%s",
                         before   ? before
                         : sloped ? "; change a year "
                                  : "; mean ",
                         sloped && g.change > 0 ? "+" : "", number);
        before = ", ";
    }
}

/* p of the test of Andrews, one of each part of the series. */
static void say_test(const struct ct_chart *c, const struct ct_line *l,
                     struct ct_buffer *out)
{
    const struct ct_table *t = ct_panel_table(c->panel, "tests");
    const char *before = "; supF p ";
    for (size_t row = 0; t && row < t->n_rows; row++) {
        char number[CT_PEOPLE_MAX];
        double p = ct_cell_number(t, row, "p");
        if (isnan(p) || strcmp(ct_cell_text(t, row, "test"), "supf") != 0 ||
            !ct_chart_row_is_of(c, t, row, l->series))
            continue;
        ct_people_number(fmax(p, 0.001), p < 0.1 ? 3 : 2, number);
        ct_buffer_printf(out, "%s%s%s", before, p < 0.001 ? "below " : "= ",
                         number);
        before = ", ";
    }
}

/* How many values breaks were looked for in; 0 where they were not. */
static double count_searched(const struct ct_chart *c, const struct ct_line *l)
{
    const struct ct_table *t = ct_panel_table(c->panel, "models");
    double n = 0;
    for (size_t row = 0; t && row < t->n_rows; row++) {
        bool searched = is_pelt(c)
                            ? !isnan(ct_cell_number(t, row, "changepoints"))
                            : ct_cell_number(t, row, "selected") == 1;
        if (searched && ct_chart_row_is_of(c, t, row, l->series))
            n += ct_cell_number(t, row, "n");
    }
    return n;
}

static void say_line(const struct ct_chart *c, const struct ct_line *l,
                     const struct ct_found_breaks *b, struct ct_buffer *out)
{
    char number[CT_PEOPLE_MAX];
    double n = count_searched(c, l);
    if (c->n > 1)
        ct_buffer_printf(out, "%s: ", l->label);
    if (n > 0) {
        say_breaks(c, b, out);
        say_regimes(c, l, out);
        say_test(c, l, out);
        ct_people_number(n, 0, number);
        if (c->n > 1)
            ct_buffer_printf(out, "; n\u00a0=\u00a0%s", number);
        ct_buffer_text(out, ". ");
    } else {
        ct_buffer_printf(out, "%s search for breaks. ", c->n > 1 ? "no" : "No");
    }
}

void ct_found_breaks_describe(const struct ct_chart *c, size_t n,
                              struct ct_buffer *out)
{
    struct ct_buffer all = {0};
    size_t breaks = 0;
    if (!ct_found_breaks_table(c))
        return;
    say_model(c, out);
    for (size_t i = 0; i < n; i++) {
        struct ct_found_breaks b = ct_found_breaks_of(c, &c->line[i]);
        breaks += b.n;
        say_line(c, &c->line[i], &b, &all);
        ct_found_breaks_clear(&b);
    }
    if (breaks > 0)
        say_marks(c, out);
    if (breaks <= MOST_BREAKS && n <= MOST_BREAKS)
        ct_buffer_text(out, all.size > 0 ? all.data : "");
    else
        ct_buffer_printf(out, "%zu %ss, see the result's tables. ", breaks,
                         is_pelt(c) ? "change" : "break");
    ct_buffer_clear(&all);
}
