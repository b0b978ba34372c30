/* SPDX-License-Identifier: GPL-3.0-or-later
 * One command line as text: how it is recorded, and its help. */
#include "config.h"

#include "cli/call.h"

#include "analyze/check.h"
#include "cli/words.h"

#include <string.h>

/* How many words to leave out at `word`: options that do not change what is
 * made, with their value. */
static int unrecorded(const char *word)
{
    static const char *const alone[] = {"--quiet", "--verbose", NULL};
    static const char *const valued[] = {"-o", "-j", "--output", "--jobs",
                                         NULL};
    for (int i = 0; alone[i]; i++)
        if (strcmp(word, alone[i]) == 0)
            return 1;
    for (int i = 0; valued[i]; i++) {
        size_t n = strlen(valued[i]);
        if (strcmp(word, valued[i]) == 0)
            return 2;
        if (strncmp(word, valued[i], n) == 0 && (n == 2 || word[n] == '='))
            return 1;
    }
    return 0;
}

void ct_call_record(const struct ct_call *call, struct ct_buffer *out)
{
    ct_buffer_text(out, "crimetrends");
    for (int i = 0; i < call->n_words; i++) {
        int skip = i ? unrecorded(call->words[i]) : 0;
        if (skip)
            i += skip - 1;
        else {
            ct_buffer_byte(out, ' ');
            ct_word_quote(out, call->words[i]);
        }
    }
}

/* The head of the help: how it is called, and what it does. */
static void write_usage(const struct ct_call *call, struct ct_buffer *out)
{
    const struct ct_command *c = call->command;
    if (!call->method && !call->figure) {
        ct_buffer_printf(out, "Usage: crimetrends %s %s\n\n%s.\n%s%s", c->name,
                         c->usage, c->summary, *c->text ? "\n" : "", c->text);
        return;
    }
    ct_buffer_printf(out, "Usage: crimetrends %s %s%s\n\n", c->name,
                     call->method ? call->method->name
                                  : ct_figure_name(call->figure),
                     strchr(c->usage, ' '));
    if (call->method)
        ct_method_help(call->method, out);
    else
        ct_figure_help(call->figure, out);
}

/* A line of a list of what there is to choose from. */
static void write_choice(struct ct_buffer *out, const char *name,
                         const char *title)
{
    ct_buffer_printf(out, "  %-16s %s\n", name, title);
}

static void list_methods(struct ct_buffer *out)
{
    ct_buffer_text(out, "\nMethods (analyze METHOD --help tells more)\n");
    for (size_t i = 0; ct_methods[i]; i++)
        write_choice(out, ct_methods[i]->name, ct_methods[i]->title);
}

static void list_figures(struct ct_buffer *out)
{
    ct_buffer_text(out, "\nFigures (plot FIGURE --help tells more)\n");
    for (size_t i = 0; ct_figures[i]; i++)
        write_choice(out, ct_figure_name(ct_figures[i]),
                     ct_figure_title(ct_figures[i]));
}

static void list_formats(struct ct_buffer *out)
{
    ct_buffer_text(out, "\nFormats\n");
    for (size_t i = 0; ct_formats[i]; i++)
        write_choice(out, ct_format_name(ct_formats[i]),
                     ct_format_title(ct_formats[i]));
}

void ct_call_help(struct ct_call *call, struct ct_buffer *out)
{
    const unsigned takes = call->command->takes;
    struct ct_option_set sets[CT_MAX_SETS];
    write_usage(call, out);
    if (takes & CT_TAKES_RULES)
        ct_check_help(out);
    if (takes & CT_TAKES_METHOD && !call->method)
        list_methods(out);
    if (takes & CT_TAKES_FIGURE && !call->figure)
        list_figures(out);
    if (takes & CT_TAKES_FORMAT)
        list_formats(out);
    ct_options_help(sets, ct_call_options(call, sets), out);
}
