/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words around and in a figure of flows. */
#include "config.h"

#include "plot/flow_chart.h"

#include "lib/dict.h"
#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/lang.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The label that the data give a code in a dimension, or "". */
static const char *given_label(const struct ct_panel *p, const char *key,
                               const char *code)
{
    long k = ct_panel_find_key(p, key);
    uint32_t at = k < 0 ? (uint32_t)CT_NO_CODE
                        : ct_dict_find(&p->keys[k].codes, code, strlen(code));
    return at == CT_NO_CODE ? "" : p->keys[k].codes.label[at];
}

/* The label of a code: the code list's short or long one, else that of the
 * data, else the code. Borrowed. */
static const char *label(const struct ct_flow_chart *c, const char *key,
                         const char *code, bool is_short)
{
    const struct ct_codes *codes = c->request->codes;
    const char *given = given_label(c->panel, key, code);
    const char *listed = codes ? ct_codes_label(codes, key, code) : NULL;
    if (listed && is_short)
        listed = ct_codes_short(codes, key, code);
    return listed ? ct_flow_say(c, listed) : *given ? given : code;
}

char *ct_flow_name(const struct ct_flow_chart *c, const char *code)
{
    static const char *const keys[] = {"area", "counterpart", "citizenship"};
    const char *name = code;
    for (size_t i = 0; i < 3 && strcmp(name, code) == 0; i++)
        name = label(c, keys[i], code, true);
    return ct_text_clean(name);
}

const char *ct_flow_say(const struct ct_flow_chart *c, const char *english)
{
    return ct_lang_say(c->request->options->lang, english);
}

void ct_flow_cell_text(const struct ct_flow_chart *c,
                       const struct ct_flow_cell *cell, char *out)
{
    char number[CT_PEOPLE_MAX];
    *out = '\0';
    if (cell->given == 0 && cell->withheld == 0)
        return;
    bool nothing = cell->given == 0;
    bool endless = isinf(cell->upper);
    ct_lang_number(c->request->options->lang,
                   nothing && !endless ? cell->upper + 1 : cell->value, 0,
                   number);
    if (nothing)
        snprintf(out, CT_PEOPLE_MAX, "%s%.*s", endless ? "?" : "<",
                 endless ? 0 : CT_PEOPLE_MAX - 8, number);
    else
        snprintf(out, CT_PEOPLE_MAX, "%.*s%s", CT_PEOPLE_MAX - 8, number,
                 cell->withheld ? "+" : "");
}

/* The label of the code that the rows drawn have in a column. Borrowed. */
static const char *shared(const struct ct_flow_chart *c, const char *column,
                          bool is_short)
{
    const char *code = ct_flow_text(c->corridors, column, c->first);
    return label(c, column, code, is_short);
}

char *ct_flow_title(const struct ct_flow_chart *c)
{
    if (c->request->options->title)
        return ct_text_clean(c->request->options->title);
    const char *offence = ct_flow_text(c->corridors, "offence", c->first);
    bool by_measure = !*offence || strcmp(offence, "_T") == 0;
    return ct_text_clean(shared(c, by_measure ? "measure" : "offence", false));
}

/* Names what the rows drawn share and the title doesn't say: sex, age, ... */
static void add_shared(const struct ct_flow_chart *c, struct ct_buffer *out)
{
    static const char *const said = " area counterpart measure offence unit "
                                    "freq ";
    const struct ct_table *t = c->corridors;
    long time = ct_table_find(t, "time");
    for (long k = 0; k < time; k++) {
        char name[64];
        const char *code = ct_flow_text(t, t->columns[k].name, c->first);
        snprintf(name, sizeof name, " %s ", t->columns[k].name);
        if (strstr(said, name) || !*code || strcmp(code, "_T") == 0)
            continue;
        bool who = strcmp(t->columns[k].name, "reporter") == 0;
        ct_buffer_printf(out, ", %s%s", who ? "reported by the " : "",
                         who ? code : shared(c, t->columns[k].name, true));
    }
}

char *ct_flow_subtitle(const struct ct_flow_chart *c, const char *shown)
{
    struct ct_buffer b = {0};
    if (c->request->options->subtitle)
        return ct_text_clean(c->request->options->subtitle);
    const char *unit = ct_flow_text(c->corridors, "unit", c->first);
    if (strcmp(unit, "NUMBER") == 0) {
        char *measure = ct_xstrdup(shared(c, "measure", true));
        if (c->request->options->lang == CT_LANG_EN)
            *measure = (char)tolower((unsigned char)*measure);
        ct_buffer_printf(&b, ct_flow_say(c, "Number of %s"), measure);
        free(measure);
    } else {
        ct_buffer_text(&b, shared(c, "unit", false));
    }
    ct_buffer_printf(&b, " %s", shown);
    add_shared(c, &b);
    ct_buffer_printf(&b, ", %s", c->period);
    char *joined = ct_buffer_take(&b), *clean = ct_text_clean(joined);
    free(joined);
    return clean;
}

/* Notes of the method that the figure says in its own words, or that are of
 * what it doesn't show. */
static bool is_said(const char *sentence, size_t n)
{
    static const char *const begins[] = {
        "sums and shares are of", "totals over the origins",
        "victims come in groups", "unknown origins are"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (n >= strlen(begins[i]) &&
            strncmp(sentence, begins[i], strlen(begins[i])) == 0)
            return true;
    return n == 0;
}

/* Appends the method's notes as sentences. */
static void add_notes(const struct ct_flow_chart *c, struct ct_buffer *out)
{
    const char *note = ct_flow_text(c->corridors, "note", c->first);
    while (*note) {
        const char *end = strstr(note, "; ");
        size_t n = end ? (size_t)(end - note) : strlen(note);
        if (!is_said(note, n))
            ct_buffer_printf(out, "%c%.*s. ", toupper((unsigned char)*note),
                             (int)n - 1, note + 1);
        note += n + (end ? 2 : 0);
    }
}

static void add_number(const struct ct_flow_chart *c, struct ct_buffer *out,
                       double x, const char *words)
{
    char number[CT_PEOPLE_MAX];
    ct_lang_number(c->request->options->lang, x, 0, number);
    ct_buffer_printf(out, "%s%s", number, ct_flow_say(c, words));
}

/* What is withheld, by whom. */
static void add_withheld(const struct ct_flow_chart *c, struct ct_buffer *out)
{
    size_t masked = c->total.masked, others = c->total.withheld - masked;
    if (c->total.withheld == 0)
        return;
    ct_buffer_text(
        out,
        ct_flow_say(c, "+: at least, for numbers withheld are not in it ("));
    if (others)
        add_number(c, out, (double)others, " suppressed by the publisher");
    if (masked) {
        ct_buffer_text(out, others ? ", " : "");
        add_number(c, out, (double)masked, " masked here");
    }
    if (isfinite(c->total.upper)) {
        ct_buffer_text(out, ct_flow_say(c, "; together at most "));
        add_number(c, out, c->total.upper, "");
    }
    ct_buffer_text(out, "). ");
}

/* Names the codes of a column that networks not drawn have, up to four. */
static void add_others(const struct ct_flow_chart *c, long column,
                       struct ct_buffer *out, size_t *n_columns)
{
    const struct ct_column *own = &c->corridors->columns[column];
    struct ct_dict others = {0};
    for (size_t i = 0; i < c->corridors->n_rows; i++)
        if (strcmp(own->text[i], own->text[c->first]) != 0)
            ct_dict_add(&others, own->text[i], strlen(own->text[i]));
    if (others.n)
        ct_buffer_printf(out, "%s%s", (*n_columns)++ ? "; " : "", own->name);
    for (size_t i = 0; i < others.n && i < 4; i++)
        ct_buffer_printf(out, "%s %s", i ? "," : "",
                         label(c, own->name, others.code[i], true));
    ct_buffer_text(out, others.n > 4 ? " and others" : "");
    ct_dict_clear(&others);
}

/* Says by what networks that are not drawn differ. */
static void add_not_shown(const struct ct_flow_chart *c, struct ct_buffer *out)
{
    struct ct_buffer left = {0};
    size_t n = 0;
    long time = ct_table_find(c->corridors, "time");
    for (long k = 0; k < time; k++)
        if (ct_flow_is_trait(&c->corridors->columns[k]))
            add_others(c, k, &left, &n);
    if (n)
        ct_buffer_printf(
            out, ct_lang_say(c->request->options->lang, "Not shown: %s. "),
            left.data);
    ct_buffer_clear(&left);
}

char *ct_flow_caption(const struct ct_flow_chart *c, const char *remarks)
{
    struct ct_buffer b = {0};
    ct_caption_sources(c->panel, c->request->options->lang, &b);
    ct_buffer_printf(&b, "%s%s",
                     ct_lang_say(c->request->options->lang, "Note: "), remarks);
    bool by_origin = ct_flow_by_origin(c);
    bool one = c->n_reporters == 1;
    ct_buffer_printf(
        &b, "n\u00a0=\u00a0%zu %s, ", c->n_reporters,
        ct_flow_say(c, by_origin
                           ? (one ? "origin reporting" : "origins reporting")
                           : (one ? "destination reporting"
                                  : "destinations reporting")));
    add_number(c, &b, (double)c->total.given,
               c->total.given == 1 ? " flow given. " : " flows given. ");
    add_withheld(c, &b);
    add_not_shown(c, &b);
    ct_buffer_text(&b, c->later);
    add_notes(c, &b);
    return ct_caption_take(&b);
}
