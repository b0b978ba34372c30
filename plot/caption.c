/* SPDX-License-Identifier: GPL-3.0-or-later
 * The caption under a figure: sources, n, and what limits a comparison. */
#include "config.h"

#include "plot/chart.h"

#include "lib/memory.h"
#include "lib/sentences.h"
#include "lib/status.h"
#include "lib/suppress.h"
#include "plot/axis.h"
#include "plot/encode.h"
#include "plot/lang.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many of a list are named. */
enum { MOST_SOURCES = 4, MOST_BREAKS = 3 };

/* A source as `publisher, title (vintage)`; a table of the user's own by its
 * file's name. */
static char *source_words(const struct ct_input *in)
{
    struct ct_buffer b = {0};
    const char *title = *in->title ? in->title : in->dataset;
    const char *slash = strrchr(in->name, '/');
    if (strcmp(in->dataset, "tidy") == 0 || (!*in->publisher && !*title))
        ct_buffer_text(&b, slash ? slash + 1 : in->name);
    else
        ct_buffer_printf(&b, "%s%s%s", in->publisher,
                         *in->publisher && *title ? ", " : "", title);
    if (*in->vintage)
        ct_buffer_printf(&b, " (%s)", in->vintage);
    char *joined = ct_buffer_take(&b), *clean = ct_text_clean(joined);
    free(joined);
    return clean;
}

void ct_caption_sources(const struct ct_panel *panel, int lang,
                        struct ct_buffer *out)
{
    const struct ct_provenance *p = &panel->provenance;
    char *seen[MOST_SOURCES];
    size_t n = 0, more = 0;
    for (size_t i = 0; i < p->n_inputs; i++) {
        char *words = source_words(&p->inputs[i]);
        size_t j = 0;
        while (j < n && strcmp(seen[j], words) != 0)
            j++;
        if (j < n || n == MOST_SOURCES || !*words) {
            more += j == n && *words;
            free(words);
        } else {
            seen[n++] = words;
        }
    }
    ct_buffer_text(out, n + more > 1 ? ct_lang_say(lang, "Sources: ")
                                     : ct_lang_say(lang, "Source: "));
    for (size_t j = 0; j < n; j++) {
        ct_buffer_printf(out, "%s%s", j ? "; " : "", seen[j]);
        free(seen[j]);
    }
    if (more > 0)
        ct_buffer_printf(out, ct_lang_say(lang, "; and %zu more"), more);
    ct_buffer_text(out, n == 0 ? ct_lang_say(lang, "not stated.\n") : ".\n");
}

/* "n = 120 values, 6 areas, 3 missing. " */
static void add_counts(const struct ct_chart *c, struct ct_buffer *out)
{
    char n[CT_PEOPLE_MAX];
    const char *noun = ct_chart_noun(c);
    bool over_time = c->from < c->to || c->n == 1;
    if (over_time || strcmp(noun, "series") == 0)
        noun = c->n_values == 1 ? "value" : "values";
    ct_chart_number(c, (double)c->n_values, 0, n);
    ct_buffer_printf(out, "n\u00a0=\u00a0%s %s", n, ct_chart_say(c, noun));
    if (c->from < c->to && c->n > 1)
        ct_buffer_printf(out, ", %zu %s", c->n,
                         ct_chart_say(c, ct_chart_noun(c)));
    if (c->n_missing > 0) {
        ct_chart_number(c, (double)c->n_missing, 0, n);
        ct_buffer_printf(out, ct_chart_say(c, ", %s missing"), n);
    }
    ct_buffer_text(out, ". ");
}

/* Names what has no value, and what was left out. */
static void add_lacking(const struct ct_chart *c, struct ct_buffer *out)
{
    if (c->n_empty > 0)
        ct_buffer_printf(
            out, ct_chart_say(c, "No value%s: %s. "),
            c->is_pair ? ct_chart_say(c, " in one of the periods, or both")
                       : "",
            c->empty.data);
    if (c->left_out.size > 0)
        ct_buffer_printf(out, ct_chart_say(c, "Not shown: %s. "),
                         c->left_out.data);
    if (c->n_not_positive > 0)
        ct_buffer_printf(
            out,
            ct_chart_say(c, "%zu values of 0 or less have no place on a "
                            "logarithmic scale. "),
            c->n_not_positive);
}

/* Says what a mark stands for: those of the statuses. */
static void add_mark(const struct ct_chart *c, const char *mark,
                     uint16_t statuses, struct ct_buffer *out)
{
    static const struct {
        uint16_t bit;
        const char *word;
    } special[] = {{CT_STATUS_ESTIMATED, "estimated"},
                   {CT_STATUS_IMPUTED, "imputed or derived"},
                   {CT_STATUS_FORECAST, "forecast"},
                   {CT_STATUS_PROVISIONAL, "provisional"}};
    const char *before = ct_chart_say(c, mark),
               *between = ct_chart_say(c, ": ");
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (statuses & special[i].bit) {
            ct_buffer_printf(out, "%s%s%s", before, between,
                             ct_chart_say(c, special[i].word));
            before = "";
            between = ", ";
        }
    if (!*before)
        ct_buffer_text(out, ". ");
}

static void add_statuses(const struct ct_chart *c, struct ct_buffer *out)
{
    bool lines = strcmp(c->special_mark, CT_MARK_OF_LINES) == 0;
    uint16_t apart = lines ? CT_STATUS_FORECAST : 0;
    add_mark(c, "All values", c->everywhere, out);
    add_mark(c, c->special_mark, c->status & (uint16_t)~apart, out);
    add_mark(c, CT_MARK_OF_FORECASTS, c->status & apart, out);
    ct_caption_footnote(c, CT_STATUS_DEFINITION, CT_SAY_BY_DEFINITION, out);
    ct_caption_footnote(c, CT_STATUS_LOW, CT_SAY_MARKED_LOW, out);
}

/* The line of a series of the panel, or NULL. */
static const struct ct_line *line_of(const struct ct_chart *c, long series)
{
    for (size_t i = 0; i < c->n; i++)
        if ((long)c->line[i].series == series)
            return &c->line[i];
    return NULL;
}

/* What the notes of the panel say of breaks in the lines drawn. */
static void add_break_notes(const struct ct_chart *c, struct ct_buffer *out)
{
    const struct ct_provenance *p = &c->panel->provenance;
    size_t named = 0, more = 0;
    for (size_t i = 0; i < p->n_notes; i++) {
        const struct ct_note *note = &p->notes[i];
        const struct ct_line *l = line_of(c, note->series);
        if (strcmp(ct_note_kind(p, i), "break") != 0 ||
            (note->series >= 0 && !l))
            continue;
        if (named == MOST_BREAKS) {
            more++;
            continue;
        }
        char period[CT_PERIOD_MAX] = "";
        if (note->time != INT32_MIN)
            ct_period_format((struct ct_period){c->freq, note->time}, period);
        ct_buffer_printf(
            out, "%s%s%s%s%s: %s", named++ ? "; " : ct_chart_say(c, "Breaks: "),
            l && c->n > 1 ? l->label : "", l && c->n > 1 && *period ? " " : "",
            period, "", ct_note_text(p, i));
    }
    if (more > 0)
        ct_buffer_printf(out, ct_chart_say(c, "; and %zu more"), more);
    ct_buffer_text(out, named ? ". " : "");
}

char *ct_caption_take(struct ct_buffer *b)
{
    char *words = ct_buffer_take(b), *to = words;
    for (const char *from = words; *from; from++)
        if (!(from[0] == '.' && from[1] == '.' && from[2] != '.' &&
              (from == words || from[-1] != '.')))
            *to++ = *from;
    *to = '\0';
    return words;
}

static void add_breaks(const struct ct_chart *c, struct ct_buffer *out)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->line[i].n; j++)
            n += c->line[i].point[j].after_break;
    if (n == 0)
        return;
    ct_buffer_text(
        out, ct_chart_say(
                 c, "Values before and after a break are not comparable. "));
    add_break_notes(c, out);
}

/* Says that small counts were suppressed. */
static void add_suppressed(const struct ct_chart *c, struct ct_buffer *out)
{
    const struct ct_provenance *p = &c->panel->provenance;
    for (size_t i = 0; i < p->n_notes; i++) {
        const char *text = ct_note_text(p, i);
        if (strcmp(ct_note_kind(p, i), CT_NOTE_SUPPRESSED) == 0)
            ct_buffer_printf(out, "%c%s. ", toupper((unsigned char)*text),
                             text + 1);
    }
}

/* What notes on the lines drawn say of comparing them, each once. */
static void add_comparability(const struct ct_chart *c, struct ct_buffer *out)
{
    const struct ct_provenance *p = &c->panel->provenance;
    struct ct_dict said = {0};
    for (size_t i = 0; i < p->n_notes; i++) {
        const char *text = ct_note_text(p, i);
        size_t before = said.n;
        if (strcmp(ct_note_kind(p, i), "comparability") != 0 ||
            !line_of(c, p->notes[i].series))
            continue;
        ct_dict_add(&said, text, strlen(text));
        if (said.n > before)
            ct_buffer_printf(out, "%s. ", text);
    }
    ct_dict_clear(&said);
}

char *ct_chart_caption(const struct ct_chart *c, const char *remarks)
{
    struct ct_buffer b = {0};
    ct_caption_sources(c->panel, c->request->options->lang, &b);
    ct_buffer_text(&b, ct_chart_say(c, "Note: "));
    ct_buffer_text(&b, remarks);
    if (!c->counts_told)
        add_counts(c, &b);
    add_lacking(c, &b);
    ct_caption_refused(c, &b);
    add_statuses(c, &b);
    add_suppressed(c, &b);
    add_breaks(c, &b);
    add_comparability(c, &b);
    ct_caption_coverage(c, &b);
    ct_caption_recording(c, &b);
    ct_caption_differences(c, &b);
    ct_caption_tests(c, &b);
    ct_caption_interval(c, &b);
    return ct_caption_take(&b);
}
