/* SPDX-License-Identifier: GPL-3.0-or-later
 * The story of one number: what it is, and what is known of it. */
#include "config.h"

#include "cli/explain.h"

#include "lib/number.h"
#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static char freq_of(const struct ct_panel *p, size_t series)
{
    const char *freq = ct_panel_code_of(p, "freq", series);
    return strcmp(freq, "_T") == 0 ? 'A' : *freq;
}

/* The number in full, its unit and period. */
static void tell_value(struct ct_explaining *x, const struct ct_told *t)
{
    const struct ct_panel *p = t->file->panel;
    double value = p->column[CT_VALUE][t->obs];
    const char *unit = ct_panel_code_of(p, "unit", t->series);
    char text[CT_NUMBER_MAX], when[CT_PERIOD_MAX];
    ct_number_format(value, text);
    ct_period_format((struct ct_period){freq_of(p, t->series), p->time[t->obs]},
                     when);
    ct_story_line(&x->story, "%s%s%s in %s, %s",
                  isnan(value) ? "no number" : text,
                  strcmp(unit, "_T") == 0 ? "" : " ",
                  strcmp(unit, "_T") == 0 ? "" : unit, when, t->file->path);
}

/* The codes, with the labels of those that people do not know by heart. */
static void tell_address(struct ct_explaining *x, const struct ct_told *t)
{
    const struct ct_panel *p = t->file->panel;
    struct ct_buffer b = {0};
    for (size_t k = 0; k < p->n_keys; k++) {
        const char *code = ct_panel_code(p, (long)k, t->series);
        const char *label = ct_panel_label(p, (long)k, t->series);
        bool labelled = strcmp(p->keys[k].name, "unit") != 0 &&
                        strcmp(p->keys[k].name, "freq") != 0 && *label &&
                        strcmp(label, code) != 0;
        if (p->keys[k].is_attribute || strcmp(code, "_T") == 0)
            continue;
        ct_buffer_printf(&b, "%s%s=%s%s%s%s", b.size ? " " : "",
                         p->keys[k].name, code, labelled ? " (" : "",
                         labelled ? label : "", labelled ? ")" : "");
    }
    ct_story_fact(&x->story, "series", "%s", b.data ? b.data : "");
    ct_buffer_clear(&b);
}

/* How it is recorded: what makes it comparable with others, or not. */
static void tell_attributes(struct ct_explaining *x, const struct ct_told *t)
{
    const struct ct_panel *p = t->file->panel;
    struct ct_buffer b = {0};
    for (size_t k = 0; k < p->n_keys; k++) {
        const char *code = ct_panel_code(p, (long)k, t->series);
        if (p->keys[k].is_attribute && *code)
            ct_buffer_printf(&b, "%s%s=%s", b.size ? " " : "", p->keys[k].name,
                             code);
    }
    if (b.size)
        ct_story_fact(&x->story, "recorded", "%s", b.data);
    ct_buffer_clear(&b);
}

static void tell_limits(struct ct_explaining *x, const struct ct_told *t)
{
    const struct ct_panel *p = t->file->panel;
    const double *lower = p->column[CT_LOWER], *upper = p->column[CT_UPPER];
    char from[CT_STORY_NUMBER_MAX], to[CT_STORY_NUMBER_MAX];
    if (!lower || !upper || (isnan(lower[t->obs]) && isnan(upper[t->obs])))
        return;
    ct_story_number(lower[t->obs], 6, from);
    ct_story_number(upper[t->obs], 6, to);
    ct_story_fact(&x->story,
                  isnan(p->column[CT_VALUE][t->obs]) ? "between" : "limits",
                  isnan(p->column[CT_VALUE][t->obs]) ? "%s and %s" : "%s to %s",
                  from, to);
}

static void tell_status(struct ct_explaining *x, const struct ct_told *t)
{
    uint16_t status = t->file->panel->status[t->obs];
    struct ct_buffer b = {0};
    for (int bit = 0; bit < CT_N_STATUS; bit++)
        if (status >> bit & 1)
            ct_buffer_printf(&b, "%s%c %s", b.size ? ", " : "",
                             ct_status_letter[bit], ct_status_meaning[bit]);
    if (b.size)
        ct_story_fact(&x->story, "flags", "%s", b.data);
    ct_buffer_clear(&b);
}

/* Notes on the series, at this period or on all of it. */
static void tell_notes(struct ct_explaining *x, const struct ct_told *t)
{
    const struct ct_panel *p = t->file->panel;
    const struct ct_provenance *v = &p->provenance;
    for (size_t i = 0; i < v->n_notes; i++)
        if (v->notes[i].series == (long)t->series &&
            (v->notes[i].time == INT32_MIN ||
             v->notes[i].time == p->time[t->obs]))
            ct_story_fact(&x->story, ct_note_kind(v, i), "%s",
                          ct_note_text(v, i));
}

void ct_explain_number(struct ct_explaining *x, const struct ct_told *t)
{
    tell_value(x, t);
    x->story.depth++;
    tell_address(x, t);
    tell_attributes(x, t);
    tell_limits(x, t);
    tell_status(x, t);
    tell_notes(x, t);
    if (t->file->panel->is_result)
        ct_explain_result(x, t);
    else
        ct_explain_source(x, t);
    x->story.depth--;
}
