/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a panel came about: inputs, steps, notes. */
#include "config.h"

#include "lib/panel.h"

#include "lib/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const char *s)
{
    return ct_xstrdup(s ? s : "");
}

static bool same_input(const struct ct_input *a, const struct ct_input *b)
{
    return strcmp(a->sha256, b->sha256) == 0 &&
           strcmp(a->name, b->name ? b->name : "") == 0 &&
           strcmp(a->dataset, b->dataset ? b->dataset : "") == 0;
}

size_t ct_panel_input(struct ct_panel *p, const struct ct_input *input)
{
    struct ct_provenance *v = &p->provenance;
    for (size_t i = 0; i < v->n_inputs; i++)
        if (same_input(&v->inputs[i], input))
            return i;
    v->inputs = ct_xrealloc(v->inputs, v->n_inputs + 1, sizeof *v->inputs);
    struct ct_input *in = &v->inputs[v->n_inputs];
    *in = (struct ct_input){.name = copy(input->name),
                            .bytes = input->bytes,
                            .dataset = copy(input->dataset),
                            .vintage = copy(input->vintage),
                            .title = copy(input->title),
                            .publisher = copy(input->publisher),
                            .url = copy(input->url),
                            .licence = copy(input->licence),
                            .citation = copy(input->citation)};
    snprintf(in->sha256, sizeof in->sha256, "%s", input->sha256);
    return v->n_inputs++;
}

void ct_panel_step(struct ct_panel *p, const char *command, const char *version)
{
    struct ct_provenance *v = &p->provenance;
    v->steps = ct_xrealloc(v->steps, v->n_steps + 1, sizeof *v->steps);
    v->steps[v->n_steps++] = (struct ct_step){copy(command), copy(version)};
}

/* A publisher's file brings notes for each of 100,000 series and more. */
void ct_panel_note_numbers(struct ct_panel *p, const struct ct_note *note)
{
    struct ct_provenance *v = &p->provenance;
    v->notes = ct_xgrow(v->notes, &v->notes_capacity, v->n_notes + 1,
                        sizeof *v->notes);
    v->notes[v->n_notes++] = *note;
}

void ct_panel_note_text(struct ct_panel *p, long series, int32_t time,
                        const char *kind, const char *text)
{
    struct ct_provenance *v = &p->provenance;
    const struct ct_note note = {
        .series = (int32_t)series,
        .time = time,
        .kind = ct_dict_add(&v->kinds, kind, strlen(kind)),
        .text = ct_dict_add(&v->texts, text, strlen(text))};
    ct_panel_note_numbers(p, &note);
}

void ct_panel_note(struct ct_panel *p, long series, int32_t time,
                   const char *kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = ct_xvasprintf(format, args);
    va_end(args);
    ct_panel_note_text(p, series, time, kind, text);
    free(text);
}

const char *ct_note_kind(const struct ct_provenance *v, size_t i)
{
    return v->kinds.code[v->notes[i].kind];
}

const char *ct_note_text(const struct ct_provenance *v, size_t i)
{
    return v->texts.code[v->notes[i].text];
}

const char *ct_note_head(const char *kind, const char **text)
{
    static const char *const heads[] = {"Interval", "Limits"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t n = strlen(heads[i]);
        if (strncmp(*text, heads[i], n) == 0 &&
            strncmp(*text + n, ": ", 2) == 0) {
            *text += n + 2;
            return heads[i];
        }
    }
    return kind;
}

void ct_panel_inherit(struct ct_panel *p, const struct ct_panel *from)
{
    for (size_t i = 0; i < from->provenance.n_inputs; i++)
        ct_panel_input(p, &from->provenance.inputs[i]);
    for (size_t i = 0; i < from->provenance.n_steps; i++)
        ct_panel_step(p, from->provenance.steps[i].command,
                      from->provenance.steps[i].version);
}
