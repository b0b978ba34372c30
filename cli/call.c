/* SPDX-License-Identifier: GPL-3.0-or-later
 * One command line: parsing, and what a study needs to know of it. */
#include "config.h"

#include "cli/call.h"

#include "lib/memory.h"
#include "lib/near.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Files that options name, at most. */
enum { MOST_FILES = 64 };

#define FIELD(name) offsetof(struct ct_words_given, name)

static const struct ct_option general_rows[] = {
    {.name = "quiet",
     .type = CT_OPTION_FLAG,
     .offset = FIELD(quiet),
     .help = "say nothing but errors"},
    {.name = "verbose",
     .type = CT_OPTION_FLAG,
     .offset = FIELD(verbose),
     .help = "say every note: what was ignored, filled, left out, and why"},
    {.name = "help",
     .type = CT_OPTION_FLAG,
     .offset = FIELD(help),
     .help = "print this help"},
    {.name = "version",
     .type = CT_OPTION_FLAG,
     .offset = FIELD(version),
     .help = "print the version"},
    {0}};

#define WHERE_ROW                                                              \
    {                                                                          \
        .name = "where", .argument = "DIM=CODE[,CODE...]",                     \
        .type = CT_OPTION_LIST, .offset = FIELD(where),                        \
        .help =                                                                \
            "only series with these codes; CODE* also takes what is below "    \
            "it, GROUP/* a group's members, @FILE the codes in a file; may "   \
            "be repeated, all must hold"                                       \
    }

static const struct ct_option one_rows[] = {
    WHERE_ROW,
    {.name = "at",
     .argument = "PERIOD",
     .type = CT_OPTION_TEXT,
     .offset = FIELD(at),
     .help = "the number's period, such as 2010, 2010-Q2, 2010-06; left out: "
             "what the tables of a result say of the series"},
    {0}};

static const struct ct_option selection_rows[] = {
    WHERE_ROW,
    {.name = "from",
     .argument = "PERIOD",
     .type = CT_OPTION_TEXT,
     .offset = FIELD(from),
     .help = "first period, such as 2010, 2010-Q2, 2010-06"},
    {.name = "to",
     .argument = "PERIOD",
     .type = CT_OPTION_TEXT,
     .offset = FIELD(to),
     .help = "last period"},
    {0}};

static const struct ct_option output_rows[] = {
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .type = CT_OPTION_OUTPUT,
     .offset = FIELD(output),
     .help = "the file to write; an old one is replaced only by a whole new "
             "one"},
    {0}};

static const struct ct_option population_rows[] = {
    {.name = "population",
     .letter = 'p',
     .argument = "FILE",
     .type = CT_OPTION_INPUT,
     .offset = FIELD(population),
     .help = "the population: a panel with measure=population"},
    {0}};

static const struct ct_option dataset_rows[] = {
    {.name = "dataset",
     .letter = 'd',
     .argument = "ID|DIR",
     .type = CT_OPTION_TEXT,
     .offset = FIELD(dataset),
     .help = "the dataset (see `crimetrends datasets`), or a folder with a "
             "descriptor; left out: recognised by the file's header"},
    {.name = "describe",
     .type = CT_OPTION_FLAG,
     .offset = FIELD(describe),
     .help = "collect nothing, but look at one unknown FILE and draft a "
             "description of it, to standard output; with -o FOLDER/ the "
             "folder, with tables of the codes found"},
    {.name = "strict",
     .type = CT_OPTION_FLAG,
     .offset = FIELD(strict),
     .help = "fail, and write nothing, if anything is rejected"},
    {.name = "vintage",
     .argument = "DATE",
     .type = CT_OPTION_TEXT,
     .offset = FIELD(vintage),
     .help = "date of the edition, where the file does not tell it"},
    {.name = "time",
     .argument = "PERIOD|NAME",
     .type = CT_OPTION_TEXT,
     .offset = FIELD(time),
     .help = "the period, where no file of the dataset tells it (2016); the "
             "dimension that is the time, where an SDMX, JSON-stat or PC-Axis "
             "file does not tell it"},
    {0}};

static const struct ct_option format_rows[] = {{.name = "format",
                                                .letter = 't',
                                                .argument = "FORMAT",
                                                .type = CT_OPTION_TEXT,
                                                .offset = FIELD(format),
                                                .help = "the format to write"},
                                               {0}};

static const struct ct_option min_cell_rows[] = {
    {.name = "min-cell",
     .argument = "K",
     .type = CT_OPTION_INT,
     .offset = FIELD(min_cell),
     .max = 1000000,
     .help = "suppress counts from 1 to K - 1, all that is said of them, and "
             "other counts from which they could be worked out (default 0: "
             "none)"},
    {0}};

static const struct ct_option jobs_rows[] = {
    {.name = "jobs",
     .letter = 'j',
     .argument = "N",
     .type = CT_OPTION_INT,
     .offset = FIELD(jobs),
     .min = 1,
     .max = 1024,
     .help = "so many threads or steps side by side; all cores if left out; "
             "never changes what is written"},
    {0}};

static const struct ct_option plan_rows[] = {
    {.name = "dry-run",
     .letter = 'n',
     .type = CT_OPTION_FLAG,
     .offset = FIELD(plan),
     .help = "show what would be done, do nothing"},
    {0}};

/* Adds a set if the command takes it. */
static void add_set(struct ct_option_set *sets, size_t *n, const char *heading,
                    const struct ct_option *rows, void *target)
{
    if (rows)
        sets[(*n)++] = (struct ct_option_set){heading, rows, target};
}

/* The command that a method or a figure stands behind; NULL if it is none. */
static const char *stands_behind(const char *word)
{
    struct ct_error unused;
    if (ct_method_find(word, &unused))
        return "analyze";
    return ct_figure_find(word, &unused) ? "plot" : NULL;
}

/* A method may see to it by itself. */
static bool has_min_cell(const struct ct_method *m)
{
    for (const struct ct_option *o = m ? m->options : NULL; o && o->name; o++)
        if (strcmp(o->name, min_cell_rows->name) == 0)
            return true;
    return false;
}

size_t ct_call_options(struct ct_call *c, struct ct_option_set *sets)
{
    unsigned takes = c->command->takes;
    struct ct_words_given *given = &c->given;
    size_t n = 0;
    if (c->method)
        add_set(sets, &n, "Options of the method", c->method->options,
                c->method_options);
    if (takes & CT_TAKES_METHOD)
        add_set(sets, &n, "Options of all methods", ct_common_option_rows,
                &c->common);
    if (takes & CT_TAKES_DATASET)
        add_set(sets, &n, "What is read", dataset_rows, given);
    if (takes & CT_TAKES_SELECTION)
        add_set(sets, &n, "Selection", selection_rows, given);
    if (takes & CT_TAKES_ONE)
        add_set(sets, &n, "Which number", one_rows, given);
    if (takes & CT_TAKES_MIN_CELL && !has_min_cell(c->method))
        add_set(sets, &n, "Disclosure", min_cell_rows, given);
    if (takes & CT_TAKES_FORMAT) {
        add_set(sets, &n, "What is written", format_rows, given);
        add_set(sets, &n, NULL, ct_export_option_rows, &c->export);
    }
    if (takes & CT_TAKES_FIGURE)
        add_set(sets, &n, "Figure", ct_plot_option_rows, &c->plot);
    if (takes & CT_TAKES_OUTPUT)
        add_set(sets, &n, "Files", output_rows, given);
    if (takes & CT_TAKES_POPULATION)
        add_set(sets, &n, NULL, population_rows, given);
    if (takes & CT_TAKES_PLAN)
        add_set(sets, &n, "Running", plan_rows, given);
    if (takes & CT_TAKES_JOBS)
        add_set(sets, &n, NULL, jobs_rows, given);
    add_set(sets, &n, "General", general_rows, given);
    return n;
}

static int find_command(struct ct_call *call, const char *word,
                        struct ct_error *err)
{
    const char *names[32];
    size_t n = 0;
    for (const struct ct_command *c = ct_commands; c->name; c++) {
        if (strcmp(c->name, word) == 0) {
            call->command = c;
            return 0;
        }
        names[n++] = c->name;
    }
    const char *near = ct_near(word, names, n), *behind = stands_behind(word);
    if (near || behind)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "no command '%.80s'; did you mean '%s%s%.80s'?", word,
                       behind ? behind : near, behind ? " " : "",
                       behind ? word : "");
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "no command '%.80s'; `crimetrends --help` lists them, "
                   "`crimetrends help %.80s` looks for it",
                   word, word);
}

/* The method or figure is the first word behind the command, or the first
 * operand; options may stand before it. */
static int find_kind(struct ct_call *c, const char *word, struct ct_error *err)
{
    if (c->command->takes & CT_TAKES_METHOD) {
        c->method = ct_method_find(word, err);
        if (!c->method)
            return -1;
        c->common = ct_method_common(c->method);
        c->method_options = ct_xmalloc(c->method->size, 1);
        if (c->method->size)
            memcpy(c->method_options, c->method->defaults, c->method->size);
    } else {
        c->figure = ct_figure_find(word, err);
        if (!c->figure)
            return -1;
    }
    return 0;
}

static bool takes_kind(const struct ct_call *c)
{
    return (c->command->takes & (CT_TAKES_METHOD | CT_TAKES_FIGURE)) != 0;
}

/* Operands enough and not too many, -o where it is needed. */
static int check(const struct ct_call *c, struct ct_error *err)
{
    const struct ct_command *command = c->command;
    int kind = takes_kind(c) ? 1 : 0;
    if (kind && !c->method && !c->figure)
        return ct_fail(err, CT_EUSAGE, 0, 0, "no %s; usage: crimetrends %s %s",
                       command->takes & CT_TAKES_METHOD ? "method" : "figure",
                       command->name, command->usage);
    if (c->n_operands < command->min_operands)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "no file to read; usage: crimetrends %s %s",
                       command->name, command->usage);
    if (command->max_operands >= 0 && c->n_operands > command->max_operands)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "'%.80s' is one word too many; usage: crimetrends %s %s",
                       c->argv[command->max_operands], command->name,
                       command->usage);
    return 0;
}

static int find_format(struct ct_call *c, struct ct_error *err)
{
    if (!(c->command->takes & CT_TAKES_FORMAT))
        return 0;
    if (!c->given.format)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "no format; -t FORMAT names one, such as -t csv");
    c->format = ct_format_find(c->given.format, err);
    if (!c->format)
        return -1;
    if (!c->given.output && !ct_format_streams(c->format))
        return ct_fail(err, CT_EUSAGE, 0, 0, "-t %s wants -o FILE",
                       c->given.format);
    return 0;
}

static int need_output(const struct ct_call *c, struct ct_error *err)
{
    bool needs = c->command->takes &
                 (CT_TAKES_METHOD | CT_TAKES_FIGURE | CT_TAKES_DATASET);
    if (needs && !c->given.output && !c->given.describe)
        return ct_fail(err, CT_EUSAGE, 0, 0, "no output; -o FILE names one");
    return 0;
}

static int parse_words(struct ct_call *c, struct ct_error *err)
{
    struct ct_option_set sets[CT_MAX_SETS];
    int n = c->n_words - 1;
    const char **words = c->argv;
    memcpy(words, c->words + 1, (size_t)n * sizeof *words);
    if (takes_kind(c) && n > 0 && words[0][0] != '-') {
        if (find_kind(c, words[0], err))
            return -1;
        memmove(words, words + 1, (size_t)--n * sizeof *words);
    }
    size_t n_sets = ct_call_options(c, sets);
    if (ct_options_parse(sets, n_sets, n, words, &c->n_operands, err))
        return -1;
    if (c->given.help || c->given.version)
        return 0;
    c->common.threads = c->given.jobs;
    if (check(c, err) || find_format(c, err) || need_output(c, err))
        return -1;
    return 0;
}

int ct_call_parse(struct ct_call *call, int n, const char *const *words,
                  struct ct_error *err)
{
    *call = (struct ct_call){.n_words = n,
                             .common = ct_common_defaults,
                             .plot = ct_plot_defaults,
                             .export = ct_export_defaults};
    call->words = ct_xmalloc((size_t)n, sizeof *call->words);
    call->argv = ct_xmalloc((size_t)n, sizeof *call->argv);
    memcpy(call->words, words, (size_t)n * sizeof *words);
    if (find_command(call, words[0], err))
        return -1;
    return parse_words(call, err);
}

void ct_call_clear(struct ct_call *call)
{
    ct_words_clear(&call->given.where);
    free(call->method_options);
    free(call->argv);
    free(call->words);
    *call = (struct ct_call){0};
}

const char *ct_call_path(const struct ct_call *call, const char *word)
{
    for (size_t i = 0; i < call->n_made; i++)
        if (strcmp(call->made[i].name, word) == 0)
            return call->made[i].path;
    return word;
}

size_t ct_call_inputs(struct ct_call *call, const char **out, size_t max)
{
    struct ct_option_set sets[CT_MAX_SETS];
    size_t n = 0, n_sets = ct_call_options(call, sets);
    for (int i = 0; i < call->n_operands && n < max; i++)
        out[n++] = call->argv[i];
    for (size_t s = 0; s < n_sets; s++)
        for (const struct ct_option *o = sets[s].rows; o->name; o++) {
            const char *const *field =
                (const void *)((char *)sets[s].target + o->offset);
            if (ct_option_is_file(o, sets[s].target) && n < max)
                out[n++] = *field;
        }
    for (size_t i = 0; i < call->given.where.n && n < max; i++) {
        const char *list = strstr(call->given.where.word[i], "=@");
        if (list)
            out[n++] = list + 2;
    }
    return n;
}

/* Fails where what an option writes is one of the files that are read. */
static int check_written(struct ct_call *call, const char *option,
                         const char *output, struct ct_error *err)
{
    struct stat out, in;
    int result = 0;
    if (!output || stat(output, &out) < 0 || !S_ISREG(out.st_mode))
        return 0;
    size_t max = (size_t)call->n_operands + MOST_FILES;
    const char **input = ct_xmalloc(max, sizeof *input);
    size_t n = ct_call_inputs(call, input, max);
    for (size_t i = 0; i < n && result == 0; i++)
        if (stat(input[i], &in) == 0 && in.st_dev == out.st_dev &&
            in.st_ino == out.st_ino)
            result = ct_fail(err, CT_EUSAGE, 0, 0,
                             "%s%s: that file is read here, and would be lost; "
                             "give the output another name",
                             option, output);
    free(input);
    return result;
}

int ct_call_check_output(struct ct_call *call, struct ct_error *err)
{
    if (check_written(call, "-o ", call->given.output, err) < 0)
        return -1;
    return check_written(call, "--script=", call->plot.script, err);
}
