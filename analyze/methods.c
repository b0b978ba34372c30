/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of methods, the options all of them have, and their help. */
#include "config.h"

#include "analyze/analyze.h"

#include "lib/near.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define METHOD(name) extern const struct ct_method ct_method_##name;
#include "analyze/methods.def"
#undef METHOD

const struct ct_method *const ct_methods[] = {
#define METHOD(name) &ct_method_##name,
#include "analyze/methods.def"
#undef METHOD
    NULL};

#define FIELD(name) offsetof(struct ct_common_options, name)

const struct ct_option ct_common_option_rows[] = {
    {"across-breaks", 0, "RULE", CT_OPTION_CHOICE, FIELD(across_breaks),
     "split|error|link|ignore", 0, 0,
     "what to do at a break in a series (default split; error where areas are "
     "compared or added)"},
    {"zero", 0, "RULE", CT_OPTION_CHOICE, FIELD(zero), "half|drop|error", 0, 0,
     "zeros where logarithms are taken (default half: half a count)"},
    {"fill", 0, "HOW", CT_OPTION_CHOICE, FIELD(fill), "none|linear|log-linear",
     0, 0, "fill periods between two values (default none)"},
    {"suppressed", 0, "HOW", CT_OPTION_CHOICE, FIELD(suppressed),
     "bounds|zero|midpoint", 0, 0,
     "what a suppressed value stands for (default bounds)"},
    {"confidence", 0, "PERCENT", CT_OPTION_REAL, FIELD(confidence), NULL, 50,
     99.99, "of intervals (default 95)"},
    {"per", 0, "N", CT_OPTION_REAL, FIELD(per), NULL, 1, 1e9,
     "rates per N residents (default 100000)"},
    {"population-gap", 0, "HOW", CT_OPTION_CHOICE, FIELD(population_gap),
     "none|interpolate", 0, 0,
     "years the population lacks between two it has (default none)"},
    {"counts-from-rates", 0, NULL, CT_OPTION_FLAG, FIELD(counts_from_rates),
     NULL, 0, 0, "with -p: take published rates, and make counts of them"},
    {0}};

const struct ct_common_options ct_common_defaults = {.confidence = 95,
                                                     .per = 100000};

struct ct_common_options ct_method_common(const struct ct_method *m)
{
    struct ct_common_options common = ct_common_defaults;
    common.across_breaks = m->across_breaks;
    return common;
}

const struct ct_method *ct_method_find(const char *name, struct ct_error *err)
{
    enum { N = sizeof ct_methods / sizeof *ct_methods - 1 };
    const char *names[N];
    for (size_t i = 0; i < N; i++) {
        if (strcmp(ct_methods[i]->name, name) == 0)
            return ct_methods[i];
        names[i] = ct_methods[i]->name;
    }
    const char *near = ct_near(name, names, N);
    if (near)
        ct_fail(err, CT_EUSAGE, 0, 0, "no method '%s'; did you mean '%s'?",
                name, near);
    else
        ct_fail(err, CT_EUSAGE, 0, 0,
                "no method '%s'; `crimetrends help %s` may find what is meant",
                name, name);
    return NULL;
}

enum { HELP_COLUMN = 26 };

static void help_table(const struct ct_table_row *table, struct ct_buffer *out)
{
    ct_buffer_printf(out, "\nTable %s: %s\n", table->name, table->help);
    for (const struct ct_column_row *c = table->columns; c->name; c++) {
        char head[64];
        snprintf(head, sizeof head, "  %s", c->name);
        ct_help_row(out, head, HELP_COLUMN, c->help);
    }
}

void ct_method_help(const struct ct_method *m, struct ct_buffer *out)
{
    ct_buffer_printf(out, "%s: %s\n\n%s\n", m->name, m->title, m->text);
    if (m->makes_panel)
        ct_buffer_text(out, "\nMakes a panel.\n");
    for (const struct ct_table_row *t = m->tables; t && t->name; t++)
        help_table(t, out);
}
