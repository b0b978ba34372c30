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

void ct_call_help(struct ct_call *call, struct ct_buffer *out)
{
    const struct ct_command *c = call->command;
    struct ct_option_set sets[CT_MAX_SETS];
    if (call->method || call->figure) {
        const char *kind =
            call->method ? call->method->name : ct_figure_name(call->figure);
        ct_buffer_printf(out, "Usage: crimetrends %s %s%s\n\n", c->name, kind,
                         strchr(c->usage, ' '));
        if (call->method)
            ct_method_help(call->method, out);
        else
            ct_figure_help(call->figure, out);
    } else {
        ct_buffer_printf(out, "Usage: crimetrends %s %s\n\n%s.\n", c->name,
                         c->usage, c->summary);
        ct_buffer_printf(out, "%s%s", *c->text ? "\n" : "", c->text);
    }
    if (c->takes & CT_TAKES_RULES)
        ct_check_help(out);
    if (c->takes & CT_TAKES_METHOD && !call->method) {
        ct_buffer_text(out, "\nMethods (analyze METHOD --help tells more)\n");
        for (size_t i = 0; ct_methods[i]; i++)
            ct_buffer_printf(out, "  %-16s %s\n", ct_methods[i]->name,
                             ct_methods[i]->title);
    }
    if (c->takes & CT_TAKES_FIGURE && !call->figure) {
        ct_buffer_text(out, "\nFigures (plot FIGURE --help tells more)\n");
        for (size_t i = 0; ct_figures[i]; i++)
            ct_buffer_printf(out, "  %-16s %s\n", ct_figure_name(ct_figures[i]),
                             ct_figure_title(ct_figures[i]));
    }
    if (c->takes & CT_TAKES_FORMAT) {
        ct_buffer_text(out, "\nFormats\n");
        for (size_t i = 0; ct_formats[i]; i++)
            ct_buffer_printf(out, "  %-16s %s\n", ct_format_name(ct_formats[i]),
                             ct_format_title(ct_formats[i]));
    }
    ct_options_help(sets, ct_call_options(call, sets), out);
}
