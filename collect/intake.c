/* SPDX-License-Identifier: GPL-3.0-or-later
 * One file: header found, what it says of itself, rows handed on. */
#include "config.h"

#include "collect/intake_inner.h"
#include "collect/intake_parts.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

void ct_reasons_add(struct ct_reasons *r, const char *reason,
                    unsigned long long n)
{
    uint32_t i = ct_dict_add(&r->reason, reason, strlen(reason));
    size_t had = r->capacity;
    r->n = ct_xgrow(r->n, &r->capacity, r->reason.n, sizeof *r->n);
    for (size_t k = had; k < r->capacity; k++)
        r->n[k] = 0;
    r->n[i] += n;
}

/* --- what the file says of itself --- */

static struct ct_place place(const struct intake *in)
{
    return (struct ct_place){.file = in->file,
                             .table = in->table,
                             .n_rows = in->header.n_rows,
                             .row = in->header.row};
}

/* The texts of a rule that the file gives. One that need not be there is
 * empty if the file does not say. */
static int place_rules(struct intake *in, struct ct_error *err)
{
    struct ct_place here = place(in);
    struct ct_binding *b = in->binding;
    for (size_t i = 0; i < b->n_rules; i++) {
        bool optional = b->rule[i].rule && b->rule[i].rule->optional;
        if (ct_origin_place(&b->rule[i].from, &here, optional ? NULL : err) <
                0 &&
            !optional)
            return -1;
    }
    return ct_origin_place(&b->time, &here, err);
}

/* A file that does not tell its sex or year is refused whole: every row would
 * be wrong. */
static int code_file(struct intake *in, struct ct_error *err)
{
    struct ct_asked nothing = {NULL, NULL};
    for (size_t i = 0; i < in->binding->n_rules; i++)
        if (in->binding->rule[i].scope == CT_SCOPE_FILE &&
            ct_intake_code(in, i, &nothing, NULL, &in->base, err) < 0)
            return -1;
    if (in->binding->time_scope != CT_SCOPE_FILE)
        return 0;
    size_t n;
    const char *text =
        ct_origin_text(&in->binding->time, &nothing, "|", &in->scratch, &n);
    return ct_time_read(&in->form->time_style, text, n, &in->time, err);
}

/* The parts of the vintage's origin, which no binding knows. */
static char *vintage_text(struct intake *in, struct ct_error *err)
{
    const struct ct_origin *from = &in->form->vintage;
    struct ct_bound_origin o = {.n = from->n_parts};
    struct ct_place here = place(in);
    struct ct_asked nothing = {NULL, NULL};
    char *text = NULL;
    size_t n;
    o.part = ct_xcalloc(o.n + 1, sizeof *o.part);
    for (size_t i = 0; i < o.n; i++)
        o.part[i] = (struct ct_bound_part){.part = &from->part[i], .field = -1};
    if (ct_origin_place(&o, &here, err) == 0) {
        const char *found = ct_origin_text(&o, &nothing, "", &in->scratch, &n);
        text = ct_xstrndup(found, n);
    }
    ct_origin_clear(&o);
    return text;
}

/* With a format it becomes a date as all are; what cannot be read as one stays
 * as it is, as the publisher's word. */
static char *dated(const struct ct_time_style *style, char *text)
{
    char date[CT_PERIOD_MAX];
    if (!text || !style->n_formats ||
        ct_time_date(style, text, strlen(text), date, NULL) < 0)
        return text;
    free(text);
    return ct_xstrdup(date);
}

static bool tells_by_name(const struct ct_origin *o)
{
    for (size_t i = 0; i < o->n_parts; i++)
        if (o->part[i].kind != CT_PART_FILE)
            return false;
    return true;
}

/* A file may have been given another name. Then the edition is not known, and
 * that is no reason to refuse it; a cell that is gone from the file is. */
static int find_vintage(struct intake *in, struct ct_error *err)
{
    const struct ct_form *form = in->form;
    if (in->vintage)
        return 0;
    if (in->all->request->vintage) {
        in->vintage = ct_xstrdup(in->all->request->vintage);
    } else if (form->vintage.n_parts) {
        in->vintage = dated(&form->vintage_style, vintage_text(in, err));
        if (!in->vintage && !tells_by_name(&form->vintage))
            return -1;
    }
    if (!in->vintage)
        in->vintage = ct_xstrdup("");
    return 0;
}

static void set_all(struct intake *in, const struct ct_constant *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ct_coder_set(in->all->coder, c[i].name, c[i].code, &in->base);
}

/* From the general to the special: what comes later holds. */
static int start_base(struct intake *in, struct ct_error *err)
{
    const struct ct_descriptor *d = in->all->descriptor;
    in->base = (struct ct_coded){0};
    if (find_vintage(in, err) < 0)
        return -1;
    ct_coder_set(in->all->coder, "dataset", d->id, &in->base);
    if (*in->vintage)
        ct_coder_set(in->all->coder, "vintage", in->vintage, &in->base);
    set_all(in, d->recording, d->n_recording);
    set_all(in, in->form->constant, in->form->n_constants);
    return code_file(in, err);
}

/* --- the header --- */

/* The slot of a rule's dimension. A publisher may give source and vintage line
 * by line; then they are part of the key. */
static long rule_slot(struct intake *in, const struct ct_bound_rule *rule)
{
    if (rule->map)
        return (long)ct_coder_slot(in->all->coder, rule->map);
    bool is_attribute =
        rule->is_attribute || (ct_is_attribute(rule->dimension) &&
                               strcmp(rule->dimension, "source") != 0 &&
                               strcmp(rule->dimension, "vintage") != 0);
    return ct_builder_slot(in->all->builder, rule->dimension, is_attribute);
}

static int find_slots(struct intake *in, struct ct_error *err)
{
    const struct ct_binding *b = in->binding;
    in->slot = ct_xcalloc(b->n_rules + 1, sizeof *in->slot);
    for (size_t i = 0; i < b->n_rules; i++) {
        long slot = rule_slot(in, &b->rule[i]);
        if (slot < 0)
            return ct_fail(err, CT_EDATA, 0, 0,
                           "more than %d dimensions in all", CT_SLOTS_MAX);
        in->slot[i] = (size_t)slot;
    }
    return 0;
}

/* A first title may stand above the header. */
static void find_titles(struct intake *in)
{
    const struct ct_header *h = &in->header;
    size_t own = h->row_is_data ? 0 : (size_t)in->form->header_rows;
    for (size_t i = 0; i + own < h->n_rows; i++) {
        struct ct_cell first = {.text = NULL};
        size_t n_filled = 0;
        for (size_t k = h->row[i].n; k-- > 0;)
            if (*h->row[i].cell[k]) {
                first.text = h->row[i].cell[k];
                n_filled++;
            }
        if (!n_filled)
            continue;
        first.length = strlen(first.text);
        ct_intake_title(in, &first, n_filled == 1);
    }
}

/* Only with the header is all known that stands above it. */
static int start_table(struct intake *in, struct ct_error *err)
{
    const struct ct_form *form = in->form;
    in->made = ct_xcalloc(in->binding->n_fields + 1, sizeof *in->made);
    in->as_they_are =
        !form->trim && !form->packed && !form->fill.n && !form->n_titles;
    in->above = ct_xcalloc(in->binding->n_fill + 1, sizeof *in->above);
    in->memo = ct_xcalloc(in->binding->n_rules + 1, sizeof *in->memo);
    in->title = ct_xcalloc(form->n_titles + 1, sizeof *in->title);
    find_titles(in);
    ct_intake_remember(in);
    if (find_slots(in, err) < 0 || place_rules(in, err) < 0)
        return -1;
    return start_base(in, err);
}

/* Rows that do not fit stand above the header; that one will was found when
 * the file was looked at. */
static int take_header(struct intake *in, const struct ct_row *row,
                       struct ct_error *err)
{
    in->binding = ct_header_show(&in->header, row, &in->misfit);
    if (!in->binding)
        return in->header.n_rows > (size_t)in->form->preamble +
                                       (size_t)in->form->header_rows
                   ? ct_fail(err, CT_EDATA, row->line, 0,
                             "no header above this row: %s", in->misfit.text)
                   : 0;
    if (start_table(in, err) < 0)
        return -1;
    return in->header.row_is_data ? ct_intake_record(in, row, err) : 0;
}

static void clear_table(struct intake *in)
{
    for (size_t i = 0; in->above && i < in->binding->n_fill; i++)
        free(in->above[i]);
    for (size_t i = 0; in->title && i < in->form->n_titles; i++)
        free(in->title[i]);
    free(in->title);
    free(in->above);
    free(in->slot);
    free(in->memo);
    ct_row_table_clear(&in->row_table);
    free(in->made);
    ct_binding_destroy(in->binding);
    ct_header_clear(&in->header);
    in->above = NULL;
    in->title = NULL;
    in->slot = NULL;
    in->memo = NULL;
    in->made = NULL;
    in->binding = NULL;
    in->ended = false;
}

/* A sheet or member without the header it should have would be lost in
 * silence. */
static int end_table(struct intake *in, struct ct_error *err)
{
    if (in->binding || !in->header.n_rows)
        return 0;
    return ct_fail(err, CT_EDATA, in->misfit.line, 0, "no header in '%s': %s",
                   in->table, in->misfit.text);
}

static int change_table(struct intake *in, const char *table,
                        struct ct_error *err)
{
    if (end_table(in, err) < 0)
        return -1;
    clear_table(in);
    free(in->table);
    in->table = ct_xstrdup(table);
    return 0;
}

int ct_intake_row(struct intake *in, const struct ct_row *row,
                  struct ct_error *err)
{
    if (row->table && strcmp(row->table, in->table) != 0 &&
        change_table(in, row->table, err) < 0)
        return -1;
    if (in->ended)
        return 0;
    return in->binding ? ct_intake_record(in, row, err)
                       : take_header(in, row, err);
}

static int take_row(void *user, const struct ct_row *row, struct ct_error *err)
{
    return ct_intake_row(user, row, err);
}

/* A member of an archive is a table of its own; a file that is none, too. */
static int read_member(struct intake *in, struct ct_stream *stream,
                       struct ct_error *err)
{
    const char *name = ct_stream_member_name(stream);
    if (change_table(in, name ? name : "", err) < 0)
        return -1;
    ct_stream_start(stream, false);
    if (in->form->carrier->read(stream, &in->form->carrier_settings, take_row,
                                in, err) < 0)
        return -1;
    return end_table(in, err);
}

static int read_members(struct intake *in, struct ct_stream *stream,
                        struct ct_error *err)
{
    int more = 1;
    if (ct_stream_member(stream, in->form->member, err) < 0)
        return -1;
    while (more > 0) {
        if (read_member(in, stream, err) < 0)
            return -1;
        more = ct_stream_next(stream, err);
    }
    return more;
}

void ct_intake_start(struct intake *in, struct ct_collecting *all,
                     const struct ct_form *form, size_t number)
{
    *in = (struct intake){.all = all,
                          .form = form,
                          .file = all->request->files[number],
                          .number = (uint16_t)number,
                          .header.form = form,
                          .table = ct_xstrdup("")};
}

void ct_intake_end(struct intake *in)
{
    clear_table(in);
    free(in->table);
    free(in->like.period);
    ct_buffer_clear(&in->scratch);
    ct_buffer_clear(&in->label);
    ct_buffer_clear(&in->joined);
}

static int fill_absent(struct ct_collecting *all, const struct ct_form *form,
                       size_t number, struct ct_error *err)
{
    return form->count.absent_is_zero
               ? ct_builder_fill_absent(all->builder, (uint16_t)number, err)
               : 0;
}

int ct_intake(struct ct_collecting *all, struct ct_stream *stream,
              const struct ct_form *form, size_t number, char **vintage,
              struct ct_error *err)
{
    struct intake in;
    int threads = all->request->threads;
    if (ct_intake_parts_can(all, stream, form) &&
        ct_intake_parts(all, stream, form, number, vintage))
        return fill_absent(all, form, number, err);
    if (threads > 1)
        ct_stream_hash_beside(stream);
    ct_intake_start(&in, all, form, number);
    int status = read_members(&in, stream, err);
    if (status == 0)
        status = fill_absent(all, form, number, err);
    ct_intake_end(&in);
    *vintage = in.vintage;
    return status;
}
