/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the witness tells: the cells of a line, and what was made of them. */
#include "config.h"

#include "collect/witness_tell.h"

#include "lib/status.h"

#include <string.h>

/* What is coded in a dimension; one that no file has is the total. */
const char *ct_witness_coded(const struct intake *in,
                             const struct ct_coded *coded,
                             const char *dimension)
{
    struct ct_builder *b = in->all->builder;
    for (size_t i = 0; i < ct_builder_n_slots(b); i++) {
        const struct ct_key *key = ct_builder_key(b, i);
        if (strcmp(key->name, dimension) == 0)
            return key->codes.code[coded->code[i]];
    }
    return strcmp(dimension, "unit") == 0 ? "NUMBER" : "_T";
}

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
    struct ct_buffer codes = {0};
    const char *name = NULL;
    for (size_t t = 0; t < map->n_targets; t++) {
        if (!*m->code[t])
            continue;
        if (name)
            ct_buffer_printf(&codes, ", %s=%s", map->target[t], m->code[t]);
        else
            ct_buffer_text(&codes, m->code[t]);
        name = name ? name : map->target[t];
    }
    ct_story_fact(s, name ? name : "code", "%s <- %s", name ? codes.data : "",
                  from);
    ct_buffer_clear(&codes);
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

/* What a rule takes of a record: its text, and the row of its table. */
struct taken {
    const struct ct_bound_rule *rule;
    struct ct_text text;
    const struct ct_mapping *row;
};

/* Returns whether the rule is used there. The text is borrowed until the next
 * one is asked for. */
static bool take(struct intake *in, size_t i, const struct ct_seen *seen,
                 struct taken *out)
{
    const struct ct_bound_rule *r = &in->binding->rule[i];
    const struct ct_asked asked = {in->field,
                                   in->binding->name[seen->column->field]};
    const char *known = seen->column->text ? seen->column->text[i] : NULL;
    for (size_t k = 0; k < r->n_when; k++)
        if (!ct_bound_condition_holds(&r->when[k], in->field))
            return false;
    out->rule = r;
    out->text = (struct ct_text){known, known ? strlen(known) : 0};
    if (!known)
        out->text.text =
            ct_origin_text(&r->from, &asked, "|", &in->scratch, &out->text.n);
    out->row = r->map ? ct_concordance_find(r->map, out->text.text, out->text.n)
                      : NULL;
    return true;
}

/* Whether a row of a table gives a dimension. */
static bool gives(const struct taken *t, const char *dimension)
{
    const struct ct_concordance *map = t->rule->map;
    for (size_t k = 0; t->row && k < map->n_targets; k++)
        if (strcmp(map->target[k], dimension) == 0 && *t->row->code[k])
            return true;
    return false;
}

/* Whether the code that a rule without a table gives is the one that stands:
 * a table of a later rule may have given it. */
static bool stands(struct intake *in, size_t i, const struct ct_seen *seen,
                   const char *code)
{
    struct taken t;
    const struct ct_bound_rule *r = &in->binding->rule[i];
    for (size_t k = i + 1; k < in->binding->n_rules; k++)
        if (take(in, k, seen, &t) && gives(&t, r->dimension))
            return false;
    if (!take(in, i, seen, &t) || !t.text.n)
        return false;
    if (r->rule && r->rule->own)
        return strncmp(code, r->rule->own, 3) == 0 && code[3] == ':';
    return strlen(code) == t.text.n && memcmp(code, t.text.text, t.text.n) == 0;
}

/* Tells of a rule what it took from where. */
static void tell_rule(struct ct_witness *w, struct intake *in, size_t i,
                      const struct ct_seen *seen)
{
    struct taken t;
    const struct ct_bound_rule *r = &in->binding->rule[i];
    const struct ct_asked asked = {in->field,
                                   in->binding->name[seen->column->field]};
    if (!take(in, i, seen, &t))
        return;
    const struct ct_mapping *row = t.row;
    struct ct_buffer from = {0};
    ct_buffer_text(&from, "");
    describe_origin(in, &r->from, &asked, &from);
    const char *code =
        r->map ? NULL : ct_witness_coded(in, seen->coded, r->dimension);
    if (row)
        tell_mapping(w, in, r->map, row, from.data);
    else if (code && stands(in, i, seen, code))
        ct_story_fact(w->story, r->dimension, "%s <- %s", code, from.data);
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

void ct_witness_tell(struct ct_witness *w, struct intake *in,
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
        tell_rule(w, in, i, seen);
    tell_constants(w, in);
}
