/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a figure says of comparability: who reports, in what lines differ, what
 * intervals cover. */
#include "config.h"

#include "plot/chart.h"

#include "lib/beside.h"
#include "lib/memory.h"
#include "lib/sentences.h"
#include "plot/encode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sentences of one kind that a caption has room for. */
enum { MOST_SENTENCES = 6 };

/* Appends a note as a sentence. */
static void put_sentence(struct ct_buffer *out, const char *note)
{
    char *clean = ct_text_clean(note);
    if (*clean >= 'a' && *clean <= 'z')
        *clean = (char)(*clean + 'A' - 'a');
    ct_buffer_printf(out, "%s. ", clean);
    free(clean);
}

static void put_sentences(struct ct_buffer *out, const struct ct_dict *d)
{
    for (size_t i = 0; i < d->n && i < MOST_SENTENCES; i++)
        put_sentence(out, d->code[i]);
    if (d->n > MOST_SENTENCES)
        ct_buffer_printf(out, "%zu more such remarks with the data. ",
                         d->n - MOST_SENTENCES);
}

/* The line a note is on; NULL for one on none. */
static const struct ct_line *line_of(const struct ct_chart *c,
                                     const struct ct_note *note)
{
    for (size_t i = 0; i < c->n; i++)
        if ((int32_t)c->line[i].series == note->series)
            return &c->line[i];
    return NULL;
}

static bool is_drawn(const struct ct_line *l, int32_t time)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->point[i].time == time && !isnan(l->point[i].value))
            return true;
    return false;
}

/* "World: " where there are several lines; "World 2021: " at a period. */
static void put_place(const struct ct_chart *c, const struct ct_line *l,
                      const struct ct_note *note, struct ct_buffer *out)
{
    char period[CT_PERIOD_MAX] = "";
    if (note->time != INT32_MIN)
        ct_period_format((struct ct_period){c->freq, note->time}, period);
    ct_buffer_printf(out, "%s%s%s", c->n > 1 ? l->label : "",
                     c->n > 1 && *period ? " " : "", period);
}

/* Adds what a note on a line says: of who reports as it is, of reporters who
 * are others than before behind the period. */
static void add_note(const struct ct_chart *c, const struct ct_line *l,
                     size_t number, struct ct_dict *out)
{
    const struct ct_provenance *v = &c->panel->provenance;
    const struct ct_note *note = &v->notes[number];
    struct ct_buffer b = {0};
    bool at = note->time != INT32_MIN;
    put_place(c, l, note, &b);
    ct_buffer_printf(&b, "%s%s",
                     !b.size ? ""
                     : at    ? " "
                             : ": ",
                     ct_note_text(v, number));
    ct_dict_add(out, b.data, b.size);
    ct_buffer_clear(&b);
}

void ct_caption_coverage(const struct ct_chart *c, struct ct_buffer *out)
{
    static const char *const kinds[] = {CT_NOTE_COVERAGE, CT_NOTE_REPORTERS};
    const struct ct_provenance *v = &c->panel->provenance;
    for (size_t k = 0; k < 2; k++) {
        struct ct_dict said = {0};
        for (size_t i = 0; i < v->n_notes; i++) {
            const struct ct_note *note = &v->notes[i];
            const struct ct_line *l = line_of(c, note);
            if (l && strcmp(ct_note_kind(v, i), kinds[k]) == 0 &&
                (note->time == INT32_MIN || is_drawn(l, note->time)))
                add_note(c, l, i, &said);
        }
        put_sentences(out, &said);
        ct_dict_clear(&said);
    }
}

/* The lines as series side by side: by their areas' names where these tell
 * them apart, else by their labels. */
static struct ct_beside beside_make(const struct ct_chart *c)
{
    size_t *series = ct_xmalloc(c->n + 1, sizeof *series);
    char **label = ct_xmalloc(c->n + 1, sizeof *label);
    bool by_area =
        !ct_chart_constant(c, "area") && ct_chart_constant(c, "offence");
    for (size_t i = 0; i < c->n; i++) {
        series[i] = c->line[i].series;
        label[i] = by_area ? ct_chart_name(c, "area", series[i])
                           : ct_xstrdup(c->line[i].label);
    }
    return (struct ct_beside){.panel = c->panel,
                              .n = c->n,
                              .series = series,
                              .label = (const char *const *)label};
}

static void beside_clear(struct ct_beside *b)
{
    for (size_t i = 0; i < b->n; i++)
        free((char *)b->label[i]);
    free((void *)b->label);
    free((void *)b->series);
}

/* The code that all lines have in an attribute; "" if they differ or it is not
 * known. */
static const char *shared(const struct ct_chart *c, const char *attribute)
{
    const char *code = ct_panel_find_key(c->panel, attribute) >= 0
                           ? ct_chart_constant(c, attribute)
                           : NULL;
    return !code || strcmp(code, "_T") == 0 || strcmp(code, "mixed") == 0
               ? ""
               : code;
}

/* "Police data, counted in offences": what is known, and other than is meant
 * by `other`. */
static void put_origin(const struct ct_chart *c, struct ct_buffer *out)
{
    const char *source = shared(c, "source");
    const char *unit = shared(c, "counting_unit");
    struct ct_buffer b = {0};
    if (*source && strcmp(source, "other") != 0)
        ct_buffer_printf(&b, ct_chart_say(c, CT_SAY_SOURCE),
                         ct_chart_say(c, source));
    if (*unit) {
        ct_buffer_text(&b, b.size ? ", " : "");
        char *several = ct_xasprintf("%s%s", unit, ct_unit_plural(unit));
        ct_buffer_printf(&b, ct_chart_say(c, CT_SAY_COUNTED),
                         ct_chart_say(c, several));
        free(several);
    }
    if (b.size)
        put_sentence(out, b.data);
    ct_buffer_clear(&b);
}

void ct_caption_recording(const struct ct_chart *c, struct ct_buffer *out)
{
    static const struct {
        const char *relation, *words;
    } relations[] = {{"narrower", CT_SAY_NARROWER},
                     {"broader", CT_SAY_BROADER},
                     {"overlaps", CT_SAY_OVERLAPS}};
    const char *relation = shared(c, "relation");
    put_origin(c, out);
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (strcmp(relation, relations[i].relation) == 0)
            put_sentence(out, relations[i].words);
}

void ct_caption_differences(const struct ct_chart *c, struct ct_buffer *out)
{
    struct ct_dict said = {0};
    struct ct_beside b = beside_make(c);
    ct_beside_say_areas(&b, &said);
    put_sentences(out, &said);
    ct_dict_clear(&said);
    beside_clear(&b);
}

int ct_chart_alike(const struct ct_chart *c, struct ct_error *err)
{
    struct ct_beside b = beside_make(c);
    const char *allow = c->request->options->allow;
    char *all = ct_xasprintf("%s%scounting-unit,definition", allow ? allow : "",
                             allow ? "," : "");
    int result = ct_allow_check(allow, err);
    if (result == 0)
        result = ct_beside_check(&b, all, err);
    if (result == 0)
        result = ct_beside_check_areas(&b, allow, err);
    free(all);
    beside_clear(&b);
    return result;
}

/* What the method says its interval covers; NULL if it doesn't. */
static const char *covered(const struct ct_provenance *v)
{
    static const char head[] = "Interval: ";
    for (size_t i = 0; i < v->n_notes; i++)
        if (strcmp(ct_note_kind(v, i), CT_NOTE_INTERVAL) == 0 &&
            strncmp(ct_note_text(v, i), head, sizeof head - 1) == 0)
            return ct_note_text(v, i) + sizeof head - 1;
    return NULL;
}

/* The sentence on correlation in a row's note, or NULL; freed by the caller. */
static char *find_correlation(const char *note)
{
    const char *at = strstr(note, CT_WORDS_CORRELATED), *from = at;
    while (at && from > note && !(from[-1] == ' ' && from[-2] == ';'))
        from--;
    return at ? ct_xstrndup(from, strcspn(from, ";")) : NULL;
}

/* Adds of each line whose residuals are correlated that its p is too small. */
static void add_correlations(const struct ct_chart *c, const struct ct_table *t,
                             struct ct_dict *said)
{
    long note = t ? ct_table_find(t, "note") : -1;
    for (size_t row = 0; note >= 0 && row < t->n_rows; row++) {
        char *found = find_correlation(t->columns[note].text[row]);
        for (size_t i = 0; found && i < c->n; i++) {
            if (!ct_chart_row_is_of(c, t, row, c->line[i].series))
                continue;
            char *text =
                ct_xasprintf("%s%s%s", c->n > 1 ? c->line[i].label : "",
                             c->n > 1 ? ": " : "", found);
            ct_dict_add(said, text, strlen(text));
            free(text);
        }
        free(found);
    }
}

void ct_caption_tests(const struct ct_chart *c, struct ct_buffer *out)
{
    const struct ct_provenance *v = &c->panel->provenance;
    struct ct_dict said = {0};
    if (!c->is_fitted || c->panel->n_tables == 0)
        return;
    for (size_t i = 0; i < v->n_notes; i++) {
        const char *kind = ct_note_kind(v, i), *text = ct_note_text(v, i);
        if (strcmp(kind, CT_NOTE_LIMITS) == 0)
            put_sentence(out, text);
        if (strcmp(kind, CT_NOTE_TESTS) == 0)
            ct_buffer_printf(out, CT_SAY_UNADJUSTED ". ",
                             (int)strspn(text, "0123456789"), text);
    }
    add_correlations(c, c->panel->tables[0], &said);
    put_sentences(out, &said);
    ct_dict_clear(&said);
}

void ct_caption_interval(const struct ct_chart *c, struct ct_buffer *out)
{
    const char *method = c->panel->method;
    const char *words = covered(&c->panel->provenance);
    if (!c->has_interval)
        return;
    char *level = ct_chart_option(c, "confidence");
    const char *percent = level && *level ? level : "95";
    if (words)
        ct_buffer_printf(out, ct_chart_say(c, "Interval (%s%%): %s. "), percent,
                         ct_chart_say(c, words));
    else if (*method)
        ct_buffer_printf(out,
                         ct_chart_say(c, "Interval: %s%%, as computed by %s. "),
                         percent, method);
    else
        ct_buffer_text(out,
                       ct_chart_say(c, "Interval: as given in the data. "));
    free(level);
}
