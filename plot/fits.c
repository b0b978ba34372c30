/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the caption says of fitted lines: the model, and each change with its
 * interval. */
#include "config.h"

#include "plot/encode.h"
#include "plot/found_breaks.h"

#include "lib/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More changes than this are left to the table. */
enum { MOST_CHANGES = 12 };

/* A word of the command line and what it is for people. */
struct word {
    const char *code, *words;
};

static const struct word models[] = {
    {"loglinear", "log-linear least squares"},
    {"wls", "log-linear least squares weighted by counts"},
    {"poisson", "Poisson regression"},
    {"quasi", "quasi-Poisson regression"},
    {"negbin", "negative binomial regression"},
    {NULL, NULL}};
static const struct word errors[] = {{"newey-west", ", Newey-West errors"},
                                     {"ar1", ", AR(1) errors"},
                                     {NULL, NULL}};
static const struct word weights[] = {{"count", ", weighted by counts"},
                                      {"constant", ", constant variance"},
                                      {"se", ", weighted by standard errors"},
                                      {NULL, NULL}};
static const struct word selections[] = {{"wbic", "weighted BIC"},
                                         {"bic", "BIC"},
                                         {"bic3", "BIC3"},
                                         {"permutation", "permutation tests"},
                                         {NULL, NULL}};

/* The words of a code; "" if it has none. */
static const char *words_of(const struct word *list, const char *code)
{
    for (; list->code; list++)
        if (code && strcmp(list->code, code) == 0)
            return list->words;
    return "";
}

/* The words of an option in force. */
static const char *option_words(const struct ct_chart *c, const char *name,
                                const struct word *list)
{
    char *value = ct_chart_option(c, name);
    const char *words = words_of(list, value);
    free(value);
    return words;
}

/* What was fitted: a rate, a count or another value. */
static const char *fitted_word(const struct ct_chart *c)
{
    if (strncmp(c->unit, "RATE_", 5) == 0)
        return "rate";
    return strcmp(c->unit, "NUMBER") == 0 ? "count" : "value";
}

static bool is_linear(const struct ct_chart *c)
{
    char *scale = ct_chart_option(c, "scale");
    bool linear = scale && strcmp(scale, "linear") == 0;
    free(scale);
    return linear;
}

/* What the values were weighted by, if all alike: where the choice was left to
 * the method, the table `models` has it. */
static const char *weight_words(const struct ct_chart *c)
{
    const struct ct_table *t = ct_panel_table(c->panel, "models");
    long k = t ? ct_table_find(t, "weights") : -1;
    if (k < 0 || !t->columns[k].is_text || t->n_rows == 0)
        return option_words(c, "weights", weights);
    for (size_t row = 1; row < t->n_rows; row++)
        if (strcmp(t->columns[k].text[row], t->columns[k].text[0]) != 0)
            return "";
    return words_of(weights, t->columns[k].text[0]);
}

static void say_joinpoint(const struct ct_chart *c, struct ct_buffer *out)
{
    char *most = ct_chart_option(c, "max-joinpoints");
    const char *chosen = option_words(c, "select", selections);
    bool limited = most && *most >= '0' && *most <= '9';
    ct_buffer_printf(out, "Joinpoint regression of %s%s%s%s",
                     is_linear(c) ? "the " : "ln(", fitted_word(c),
                     is_linear(c) ? "" : ")", weight_words(c));
    if (*chosen)
        ct_buffer_printf(out, "; joinpoints%s%s%s chosen by %s",
                         limited ? " (at most " : "", limited ? most : "",
                         limited ? ")" : "", chosen);
    ct_buffer_text(out, ". ");
    free(most);
}

/* The models of a table's rows, each once. */
static void say_models(const struct ct_table *t, struct ct_buffer *out)
{
    long model = ct_table_find(t, "model"), kind = ct_table_find(t, "errors");
    unsigned said = 0;
    if (model < 0 || !t->columns[model].is_text || kind < 0 ||
        !t->columns[kind].is_text)
        return;
    for (int k = 0; models[k].code; k++)
        for (size_t row = 0; row < t->n_rows; row++)
            if (strcmp(t->columns[model].text[row], models[k].code) == 0 &&
                !(said & 1U << k)) {
                ct_buffer_printf(out, "%s%s%s",
                                 said ? "; " : "Model: ", models[k].words,
                                 words_of(errors, t->columns[kind].text[row]));
                said |= 1U << k;
            }
    ct_buffer_text(out, said ? ". " : "");
}

/* `1990–2001 +1.2%* (0.5 to 2.0)`. */
static void say_change(const struct ct_chart *c, const struct ct_segment *g,
                       struct ct_buffer *out)
{
    char number[CT_PEOPLE_MAX];
    ct_segment_text(c, g, "", number);
    ct_buffer_printf(out, "%s\u2013%s %s", g->from_text, g->to_text, number);
    if (isnan(g->lower) || isnan(g->upper))
        return;
    ct_segment_number(c, g, g->lower, number);
    ct_buffer_printf(out, ct_chart_say(c, " (%s to "), number);
    ct_segment_number(c, g, g->upper, number);
    ct_buffer_printf(out, "%s)", number);
}

/* The changes of one line, and its joinpoints with their limits. */
static void say_line(const struct ct_chart *c, const struct ct_line *l,
                     const struct ct_segments *g, struct ct_buffer *out)
{
    if (c->n > 1)
        ct_buffer_printf(out, "%s: ", l->label);
    for (size_t k = 0; k < g->n; k++) {
        ct_buffer_text(out, k ? ", " : "");
        say_change(c, &g->segment[k], out);
    }
    if (g->n > 1 && !isnan(g->whole.change)) {
        ct_buffer_text(out, g->whole.in_units ? ", on average " : ", AAPC ");
        say_change(c, &g->whole, out);
    }
    for (size_t k = 0; k < g->n_bends; k++) {
        const struct ct_bend *b = &g->bend[k];
        ct_buffer_printf(out, "%s%s", k ? ", " : "; joinpoints ", b->text);
        if (*b->lower && *b->upper)
            ct_buffer_printf(out, " (%s\u2013%s)", b->lower, b->upper);
    }
    ct_buffer_text(out, ". ");
}

/* The changes of all lines, if they are not too many. */
static void say_changes(const struct ct_chart *c, size_t n,
                        struct ct_buffer *out)
{
    struct ct_buffer all = {0};
    size_t changes = 0;
    for (size_t i = 0; i < n; i++) {
        struct ct_segments g = ct_segments_of(c, &c->line[i]);
        changes += g.n;
        if (g.n > 0)
            say_line(c, &c->line[i], &g, &all);
        ct_segments_clear(&g);
    }
    char *level = ct_chart_option(c, "confidence");
    const char *what = !ct_segments_are_joined(c) ? "APC: annual percent change"
                       : is_linear(c)
                           ? "Change a year"
                           : "APC: annual percent change, AAPC: its average";
    if (changes > MOST_CHANGES)
        ct_buffer_printf(out, "%s; limits in the result's table. ", what);
    else if (changes > 0)
        ct_buffer_printf(out, "%s (%s%% interval): %s", what,
                         level && *level ? level : "95", all.data);
    if (changes > 0)
        ct_buffer_printf(out, "* p below %g, two-sided. ",
                         ct_segments_alpha(c));
    free(level);
    ct_buffer_clear(&all);
}

void ct_segments_describe(const struct ct_chart *c, size_t n,
                          struct ct_buffer *out)
{
    const struct ct_table *t = ct_panel_table(c->panel, "trend");
    if (ct_segments_are_joined(c))
        say_joinpoint(c, out);
    else if (t)
        say_models(t, out);
    say_changes(c, n, out);
    ct_found_breaks_describe(c, n, out);
}
