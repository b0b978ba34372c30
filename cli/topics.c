/* SPDX-License-Identifier: GPL-3.0-or-later
 * The list of all that has a name, made from the tables of the stages. */
#include "config.h"

#include "cli/topics.h"

#include "analyze/check.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "collect/collect.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Who asks for a word means the method rather than one of its options. */
#define WEIGHT_OPTION 0.5
#define WEIGHT_CHECK 0.4
#define WEIGHT_DATASET 0.8
#define WEIGHT_CODE 0.7

/* Adds a topic, which takes over `call` and `text`. */
static void add(struct ct_topics *t, double weight, char *call,
                const char *name, const char *title, char *text)
{
    if (t->n == t->capacity) {
        t->capacity = t->capacity ? 2 * t->capacity : 512;
        t->row = ct_xrealloc(t->row, t->capacity, sizeof *t->row);
    }
    t->row[t->n++] = (struct ct_topic){call, ct_xstrdup(name),
                                       ct_xstrdup(title), text, weight};
}

static void add_commands(struct ct_topics *t)
{
    for (const struct ct_command *c = ct_commands; c->name; c++)
        if (c->run != ct_command_help)
            add(t, 1, ct_xstrdup(c->name), c->name, c->summary,
                ct_xstrdup(c->text));
}

static void add_methods(struct ct_topics *t)
{
    for (size_t i = 0; ct_methods[i]; i++) {
        const struct ct_method *m = ct_methods[i];
        struct ct_buffer help = {0};
        ct_method_help(m, &help);
        add(t, 1, ct_xasprintf("analyze %s", m->name), m->name, m->title,
            ct_buffer_take(&help));
    }
}

static void add_figures(struct ct_topics *t)
{
    for (size_t i = 0; ct_figures[i]; i++) {
        const struct ct_figure *f = ct_figures[i];
        struct ct_buffer help = {0};
        ct_figure_help(f, &help);
        add(t, 1, ct_xasprintf("plot %s", ct_figure_name(f)), ct_figure_name(f),
            ct_figure_title(f), ct_buffer_take(&help));
    }
}

static void add_formats(struct ct_topics *t)
{
    for (size_t i = 0; ct_formats[i]; i++) {
        const char *name = ct_format_name(ct_formats[i]);
        add(t, 1, ct_xasprintf("export -t %s", name), name,
            ct_format_title(ct_formats[i]), ct_xstrdup(""));
    }
}

static void add_checks(struct ct_topics *t)
{
    for (size_t i = 0; i < CT_N_RULES; i++) {
        const struct ct_check_rule *r = &ct_check_rules[i];
        add(t, WEIGHT_CHECK, ct_xasprintf("check, rule %s", r->name), r->name,
            r->title, ct_xstrdup(r->text));
    }
}

/* Options; those of several commands bear the name of none. */
static void add_options(struct ct_topics *t, const char *whose,
                        const struct ct_option *rows)
{
    for (const struct ct_option *o = rows; o && o->name; o++)
        add(t, WEIGHT_OPTION,
            ct_xasprintf("%s%s--%s", whose, *whose ? " " : "", o->name),
            o->name, o->help, ct_xstrdup(o->choices ? o->choices : ""));
}

/* How many commands have these rows among their options, in *first the
 * number of the first that has. */
static size_t commands_with(const struct ct_option *rows, size_t *first)
{
    size_t n = 0;
    for (size_t i = 0; ct_commands[i].name; i++) {
        struct ct_option_set sets[CT_MAX_SETS];
        struct ct_call call = {.command = &ct_commands[i]};
        size_t n_sets = ct_call_options(&call, sets);
        for (size_t s = 0; s < n_sets; s++)
            if (sets[s].rows == rows && n++ == 0)
                *first = i;
    }
    return n;
}

/* What stands before an option of a command. */
static const char *whose_options(const struct ct_command *c)
{
    if (c->takes & CT_TAKES_METHOD)
        return "analyze METHOD";
    return c->takes & CT_TAKES_FIGURE ? "plot FIGURE" : c->name;
}

static void add_all_options(struct ct_topics *t)
{
    for (size_t i = 0; ct_methods[i]; i++) {
        char *whose = ct_xasprintf("analyze %s", ct_methods[i]->name);
        add_options(t, whose, ct_methods[i]->options);
        free(whose);
    }
    for (size_t i = 0; ct_commands[i].name; i++) {
        const struct ct_command *c = &ct_commands[i];
        struct ct_option_set sets[CT_MAX_SETS];
        struct ct_call call = {.command = c};
        size_t n_sets = ct_call_options(&call, sets);
        for (size_t s = 0; s < n_sets; s++) {
            size_t first = i;
            bool shared = commands_with(sets[s].rows, &first) > 1;
            if (first == i)
                add_options(t, shared ? "" : whose_options(c), sets[s].rows);
        }
    }
}

static void add_dataset(void *topics, const struct ct_dataset_row *d)
{
    char *title = ct_xasprintf("%s%s%s", d->title, *d->publisher ? ", " : "",
                               d->publisher);
    add(topics, WEIGHT_DATASET, ct_xasprintf("collect -d %s", d->id), d->id,
        title, ct_xstrdup(d->description));
    free(title);
}

/* Codes of a list as --where takes them, by their labels. */
static void add_codes(struct ct_topics *t, const struct ct_codes *codes,
                      const char *dimension)
{
    size_t n = ct_codes_all(codes, dimension, NULL, 0);
    const char **all = ct_xcalloc(n ? n : 1, sizeof *all);
    n = ct_codes_all(codes, dimension, all, n);
    for (size_t i = 0; i < n; i++) {
        const char *label = ct_codes_label(codes, dimension, all[i]);
        bool part = strchr(all[i], '-') != NULL;
        if (all[i][0] != '_' && label)
            add(t, part ? CT_WEIGHT_PART : WEIGHT_CODE,
                ct_xasprintf("--where %s=%s", dimension, all[i]),
                part ? "" : all[i], label, ct_xstrdup(""));
    }
    free(all);
}

int ct_topics_read(struct ct_topics *t, struct ct_error *err)
{
    static const char *const listed[] = {"offence", "measure", "area", NULL};
    add_commands(t);
    add_methods(t);
    add_figures(t);
    add_formats(t);
    add_checks(t);
    add_all_options(t);
    char *datadir = ct_datadir();
    int result = ct_datasets_each(datadir, add_dataset, t, err);
    free(datadir);
    struct ct_codes *codes = result ? NULL : ct_inputs_codes(err);
    for (int i = 0; codes && listed[i]; i++)
        add_codes(t, codes, listed[i]);
    ct_codes_destroy(codes);
    return codes ? 0 : -1;
}

void ct_topics_clear(struct ct_topics *t)
{
    for (size_t i = 0; i < t->n; i++) {
        free(t->row[i].call);
        free(t->row[i].name);
        free(t->row[i].title);
        free(t->row[i].text);
    }
    free(t->row);
    *t = (struct ct_topics){0};
}
