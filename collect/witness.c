/* SPDX-License-Identifier: GPL-3.0-or-later
 * The witness of one observation. */
#include "config.h"

#include "collect/witness.h"

#include "collect/intake_inner.h"
#include "lib/period.h"
#include "lib/status.h"

#include <string.h>

/* --- is it the one? --- */

/* What is coded in a dimension; one that no file has is the total. */
static const char *coded_as(const struct intake *in,
                            const struct ct_coded *coded, const char *dimension)
{
    struct ct_builder *b = in->all->builder;
    for (size_t i = 0; i < ct_builder_n_slots(b); i++) {
        const struct ct_key *key = ct_builder_key(b, i);
        if (strcmp(key->name, dimension) == 0)
            return key->codes.code[coded->code[i]];
    }
    return strcmp(dimension, "unit") == 0 ? "NUMBER" : "_T";
}

/* A period that is the difference of two figures for the year to date stands
 * on the line of the later one; that of the last is the year's. */
static bool is_to_date(const struct intake *in,
                       const struct ct_address_part *asked, const char *code)
{
    if (!in->form->time_style.cumulative)
        return false;
    return (strcmp(asked->dimension, "definition") == 0 &&
            strcmp(asked->code, "_T") == 0 && strcmp(code, "YTD") == 0) ||
           (strcmp(asked->dimension, "freq") == 0 && strcmp(code, "A") == 0);
}

/* How many codes differ; they are appended to *differ. */
static size_t compare(struct ct_witness *w, const struct intake *in,
                      const struct ct_coded *coded, struct ct_buffer *differ,
                      bool *to_date)
{
    size_t n = 0;
    for (size_t i = 0; i < w->address.n; i++) {
        const struct ct_address_part *asked = &w->address.part[i];
        const char *code = coded_as(in, coded, asked->dimension);
        if (strcmp(code, asked->code) == 0)
            continue;
        if (is_to_date(in, asked, code)) {
            *to_date = true;
            continue;
        }
        if (differ)
            ct_buffer_printf(differ, "%s%s=%s (not %s)", n ? ", " : "",
                             asked->dimension, code, asked->code);
        n++;
    }
    return n;
}

/* --- the cells --- */

/* Where the text of an origin stands, and the text. */
static void describe_origin(const struct intake *in,
                            const struct ct_bound_origin *o,
                            const struct ct_asked *asked, struct ct_buffer *out)
{
    static const char *const place[] = {[CT_PART_HEADER] = "column's name",
                                        [CT_PART_FILE] = "file's name",
                                        [CT_PART_SHEET] = "sheet's name",
                                        [CT_PART_AFTER] = "above the header",
                                        [CT_PART_CELL] = "above the header",
                                        [CT_PART_TEXT] = "dataset.conf"};
    for (size_t i = 0; i < o->n; i++) {
        const struct ct_bound_part *part = &o->part[i];
        const char *text =
            part->part->kind == CT_PART_HEADER ? asked->column : part->text;
        ct_buffer_text(out, i ? ", " : "");
        if (part->field >= 0) {
            const struct ct_cell *cell = &asked->field[part->field];
            ct_buffer_printf(out,
                             "column %s: ", in->binding->name[part->field]);
            ct_story_quote(out, cell->text, cell->length);
        } else if (part->part->kind != CT_PART_COLUMN && text) {
            ct_buffer_printf(out, "%s: ", place[part->part->kind]);
            ct_story_quote(out, text, strlen(text));
        }
    }
}

/* The row of a concordance: what it gives, where it stands, how well it
 * fits. */
static void tell_mapping(struct ct_witness *w, const struct intake *in,
                         const struct ct_concordance *map,
                         const struct ct_mapping *m, const char *from)
{
    struct ct_story *s = w->story;
    for (size_t t = 0; t < map->n_targets; t++)
        if (*m->code[t])
            ct_story_fact(s, map->target[t], "%s <- %s", m->code[t], from);
    s->depth++;
    ct_story_line(s, "by %s/%s, line %ld: %s%s%s%s%s", in->all->descriptor->id,
                  map->name, map->file.line[m - map->row],
                  ct_relation_name[m->relation], *m->meaning ? ", " : "",
                  m->meaning, *m->note ? "; " : "", m->note);
    if (m->scale)
        ct_story_line(s, "numbers of this code are times 10 to the power %d",
                      m->scale);
    s->depth--;
}

static bool used(const struct ct_bound_rule *r, const struct ct_cell *field)
{
    for (size_t i = 0; i < r->n_when; i++)
        if (!ct_bound_condition_holds(&r->when[i], field))
            return false;
    return true;
}

/* Whether a rule without a table gave the code that stands: a later rule may
 * have given another. */
static bool gave(const struct ct_bound_rule *r, const char *code,
                 const char *text, size_t n)
{
    if (r->rule && r->rule->own)
        return strncmp(code, r->rule->own, 3) == 0 && code[3] == ':';
    return strlen(code) == n && memcmp(code, text, n) == 0;
}

/* Tells of a rule what it took from where. */
static void tell_rule(struct ct_witness *w, struct intake *in, size_t i,
                      const struct ct_seen *seen)
{
    const struct ct_bound_rule *r = &in->binding->rule[i];
    const struct ct_asked asked = {in->field,
                                   in->binding->name[seen->column->field]};
    const char *known = seen->column->text ? seen->column->text[i] : NULL;
    size_t n = known ? strlen(known) : 0;
    const char *text =
        known ? known : ct_origin_text(&r->from, &asked, "|", &in->scratch, &n);
    const struct ct_mapping *m =
        r->map ? ct_concordance_find(r->map, text, n) : NULL;
    struct ct_buffer from = {0};
    describe_origin(in, &r->from, &asked, &from);
    const char *code =
        r->dimension ? coded_as(in, seen->coded, r->dimension) : NULL;
    if (m)
        tell_mapping(w, in, r->map, m, from.data ? from.data : "");
    else if (!r->map && code && gave(r, code, text, n))
        ct_story_fact(w->story, r->dimension, "%s <- %s", code,
                      from.data ? from.data : "");
    ct_buffer_clear(&from);
}

static void tell_constants(struct ct_witness *w, const struct intake *in)
{
    for (size_t i = 0; i < in->form->n_constants; i++)
        ct_story_fact(w->story, in->form->constant[i].name,
                      "%s <- %s/dataset.conf, for all",
                      in->form->constant[i].code, in->all->descriptor->id);
}

static void tell_time(struct ct_witness *w, struct intake *in,
                      const struct ct_seen *seen)
{
    const struct ct_asked asked = {in->field,
                                   in->binding->name[seen->column->field]};
    struct ct_buffer from = {0};
    if (seen->column->has_time) {
        ct_buffer_text(&from, "column's name: ");
        ct_story_quote(&from, asked.column, strlen(asked.column));
    } else {
        describe_origin(in, &in->binding->time, &asked, &from);
    }
    ct_story_fact(w->story, "period", "<- %s", from.data ? from.data : "");
    ct_buffer_clear(&from);
}

static void tell_cell(struct ct_witness *w, const struct intake *in,
                      const char *name, size_t field)
{
    struct ct_buffer b = {0};
    const struct ct_cell *cell = &in->field[field];
    ct_story_quote(&b, cell->text, cell->length);
    ct_story_fact(w->story, name, "<- column %s: %s", in->binding->name[field],
                  b.data);
    ct_buffer_clear(&b);
}

static void tell_numbers(struct ct_witness *w, const struct intake *in,
                         const struct ct_seen *seen)
{
    const struct ct_binding *b = in->binding;
    long flags = seen->column->flags < 0 ? b->status : seen->column->flags;
    char status[CT_STATUS_MAX];
    int scale = in->form->style.scale;
    tell_cell(w, in, "raw text", seen->column->field);
    for (int i = CT_VALUE + 1; i < CT_N_COLUMNS; i++)
        if (b->number[i] >= 0)
            tell_cell(w, in, ct_column_name[i], (size_t)b->number[i]);
    if (flags >= 0)
        tell_cell(w, in, "flags", (size_t)flags);
    ct_status_format(seen->obs->status, status);
    if (*status)
        ct_story_fact(w->story, "status", "%s as read", status);
    if (scale)
        ct_story_fact(w->story, "scale", "times 10 to the power %d (%s/%s)",
                      scale, in->all->descriptor->id, "dataset.conf");
}

/* What makes an event one: all events of the key are counted alike. */
static void tell_count(struct ct_witness *w, const struct intake *in,
                       const struct ct_seen *seen)
{
    const struct ct_count *c = &in->form->count;
    if (c->kind == CT_COUNT_ROWS)
        ct_story_fact(w->story, "counted", "every row is one event");
    else
        tell_cell(w, in, c->kind == CT_COUNT_SUM ? "added up" : "counted once",
                  seen->column->field);
}

static void tell(struct ct_witness *w, struct intake *in,
                 const struct ct_seen *seen)
{
    if (*in->table)
        ct_story_fact(w->story, "in", "%s", in->table);
    if (seen->counted)
        tell_count(w, in, seen);
    else
        tell_numbers(w, in, seen);
    tell_time(w, in, seen);
    for (size_t i = 0; i < in->binding->n_rules; i++)
        if (used(&in->binding->rule[i], in->field))
            tell_rule(w, in, i, seen);
    tell_constants(w, in);
}

/* --- seeing --- */

/* Whether a value may be of the period asked for: its own, or, where values
 * are to date, the year that ends with it. */
static bool may_be_of(const struct ct_witness *w, const struct intake *in,
                      const struct ct_obs *obs)
{
    const struct ct_period asked = {'M', w->time};
    return obs->time == w->time || (in->form->time_style.cumulative &&
                                    ct_period_to_year(asked).day == obs->time);
}

static bool at_the_line(const struct ct_witness *w, const struct intake *in,
                        const struct ct_obs *obs)
{
    return (long)obs->line == w->line && in->number == w->file;
}

/* Keeps what is nearest to the observation on its line. */
static void keep_instead(struct ct_witness *w, struct ct_buffer *differ,
                         size_t n)
{
    if (w->instead.size && n >= w->n_instead) {
        ct_buffer_clear(differ);
        return;
    }
    ct_buffer_clear(&w->instead);
    w->instead = *differ;
    w->n_instead = n;
}

static void list_line(struct ct_witness *w, const struct intake *in,
                      const struct ct_obs *obs)
{
    if (w->n > w->n_listed)
        return;
    if (w->lines.size)
        ct_buffer_text(&w->lines, ", ");
    if (in->number != (w->n == 1 ? w->file : w->last_file))
        ct_buffer_printf(&w->lines, "%s ", in->file);
    ct_buffer_printf(&w->lines, "%ld", (long)obs->line);
    w->last_file = in->number;
}

void ct_witness_see(struct ct_witness *w, struct intake *in,
                    const struct ct_seen *seen)
{
    const struct ct_obs *obs = seen->obs;
    bool here = at_the_line(w, in, obs), to_date = false;
    if (!may_be_of(w, in, obs) || (!here && !seen->counted) ||
        ct_witness_done(w))
        return;
    struct ct_buffer differ = {0};
    size_t n = compare(w, in, seen->coded, here ? &differ : NULL, &to_date);
    if (n) {
        keep_instead(w, &differ, n);
        return;
    }
    ct_buffer_clear(&differ);
    w->counts = seen->counted;
    w->n++;
    if (seen->counted)
        list_line(w, in, obs);
    w->value = seen->counted ? w->value + obs->x[CT_VALUE] : obs->x[CT_VALUE];
    if (!here || w->found)
        return;
    w->found = true;
    w->to_date = to_date;
    tell(w, in, seen);
}

bool ct_witness_done(const struct ct_witness *w)
{
    return w->found && !w->counts;
}

void ct_witness_clear(struct ct_witness *w)
{
    ct_buffer_clear(&w->instead);
    ct_buffer_clear(&w->lines);
}
