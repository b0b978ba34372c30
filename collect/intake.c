/* SPDX-License-Identifier: GPL-3.0-or-later
 * One file: header found, records made, values handed to the builder. */
#include "config.h"

#include "collect/intake_inner.h"

#include "lib/memory.h"

#include <math.h>
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

/* --- what the file says: its name, what stands above the header --- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The text of an origin that is the same for the whole file, to be freed. */
char *ct_intake_text(const struct intake *in, const struct ct_origin *from,
                     size_t number, struct ct_error *err)
{
    regmatch_t match[2];
    const char *name = base_name(in->file);
    if (from->kind == CT_ORIGIN_TEXT)
        return ct_xstrdup(from->names.text[0]);
    if (from->kind == CT_ORIGIN_AFTER && in->after[number])
        return ct_xstrdup(in->after[number]);
    if (from->kind == CT_ORIGIN_FILE &&
        regexec(from->pattern, name, 2, match, 0) == 0)
        return ct_xstrndup(name + match[1].rm_so,
                           (size_t)(match[1].rm_eo - match[1].rm_so));
    ct_fail(err, CT_EDATA, 0, 0,
            from->kind == CT_ORIGIN_FILE
                ? "the name of the file is not like '%s', which tells what is "
                  "in it"
                : "no cell '%s' above the header",
            from->names.text[0]);
    return NULL;
}

/* Rules first, then time, then vintage. */
static const struct ct_origin *origin(const struct intake *in, size_t number)
{
    const struct ct_form *form = in->form;
    if (number < form->n_rules)
        return &form->rule[number].from;
    return number == form->n_rules ? &form->time
                                   : &in->all->descriptor->vintage;
}

/* The first that is found stays; titles above a table repeat themselves. */
static void look_above_header(struct intake *in, const struct ct_row *row)
{
    for (size_t i = 0; i < in->form->n_rules + 2; i++) {
        const struct ct_origin *from = origin(in, i);
        if (from->kind != CT_ORIGIN_AFTER || in->after[i])
            continue;
        for (size_t k = 0; k + 1 < row->n; k++)
            if (strcmp(row->cells[k].text, from->names.text[0]) == 0)
                in->after[i] = ct_xstrdup(row->cells[k + 1].text);
    }
}

static bool is_whole_file(enum ct_origin_kind kind)
{
    return kind == CT_ORIGIN_FILE || kind == CT_ORIGIN_AFTER ||
           kind == CT_ORIGIN_TEXT;
}

static int code_text(struct intake *in, const struct ct_rule *rule,
                     const char *text, struct ct_error *err)
{
    struct ct_coder *coder = in->all->coder;
    struct ct_coded *io = &in->base;
    if (rule->map)
        return ct_coder_map(coder, rule->map, text, strlen(text), io, err);
    long slot = ct_builder_slot(in->all->builder, rule->dimension,
                                ct_is_attribute(rule->dimension));
    return ct_coder_take(coder, (size_t)slot, text, strlen(text), io, err);
}

/* A file that does not tell its sex or year is refused whole: every row would
 * be wrong. */
static int code_file(struct intake *in, struct ct_error *err)
{
    for (size_t i = 0; i < in->form->n_rules; i++) {
        const struct ct_rule *rule = &in->form->rule[i];
        if (!is_whole_file(rule->from.kind))
            continue;
        char *text = ct_intake_text(in, &rule->from, i, err);
        if (!text)
            return -1;
        int status = code_text(in, rule, text, err);
        free(text);
        if (status < 0)
            return -1;
    }
    return 0;
}

/* A file may have been given another name. Then the edition is not known, and
 * that is no reason to refuse it; a cell that is gone from the file is. */
static int find_vintage(struct intake *in, struct ct_error *err)
{
    const struct ct_collect_request *request = in->all->request;
    const struct ct_origin *from = &in->all->descriptor->vintage;
    if (request->vintage)
        in->vintage = ct_xstrdup(request->vintage);
    else if (from->kind == CT_ORIGIN_FILE)
        in->vintage = ct_intake_text(in, from, 0, NULL);
    else if (from->kind != CT_NO_ORIGIN &&
             !(in->vintage =
                   ct_intake_text(in, from, in->form->n_rules + 1, err)))
        return -1;
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

static int find_slots(struct intake *in, struct ct_error *err)
{
    const struct ct_binding *b = in->binding;
    in->slot = ct_xcalloc(b->n_rules + 1, sizeof *in->slot);
    for (size_t i = 0; i < b->n_rules; i++) {
        const struct ct_bound_rule *rule = &b->rule[i];
        if (rule->map) {
            in->slot[i] = ct_coder_slot(in->all->coder, rule->map);
            continue;
        }
        /* A publisher may give source and vintage line by line; then they are
         * part of the key. */
        bool is_attribute = ct_is_attribute(rule->dimension) &&
                            strcmp(rule->dimension, "source") != 0 &&
                            strcmp(rule->dimension, "vintage") != 0;
        long slot =
            ct_builder_slot(in->all->builder, rule->dimension, is_attribute);
        if (slot < 0)
            return ct_fail(err, CT_EDATA, 0, 0,
                           "more than %d dimensions in all", CT_SLOTS_MAX);
        in->slot[i] = (size_t)slot;
    }
    return 0;
}

/* Rows that do not fit stand above the header; that one will was found when
 * the file was looked at. Only then is all known that they had to say. */
static int take_header(struct intake *in, const struct ct_row *row,
                       struct ct_error *err)
{
    struct ct_misfit why;
    in->binding = ct_binding_make(in->form, row, &why);
    if (!in->binding) {
        look_above_header(in, row);
        return 0;
    }
    in->field = ct_xcalloc(in->binding->n_fields + 1, sizeof *in->field);
    if (find_slots(in, err) < 0)
        return -1;
    return start_base(in, err);
}

static int take_row(void *user, const struct ct_row *row, struct ct_error *err)
{
    struct intake *in = user;
    return in->binding ? ct_intake_record(in, row, err)
                       : take_header(in, row, err);
}

static void clear(struct intake *in)
{
    for (size_t i = 0; i < in->form->n_rules + 2; i++)
        free(in->after[i]);
    free(in->after);
    free(in->slot);
    free(in->field);
    ct_binding_destroy(in->binding);
}

int ct_intake(struct ct_collecting *all, struct ct_stream *stream,
              const struct ct_form *form, size_t number, char **vintage,
              struct ct_error *err)
{
    struct intake in = {.all = all,
                        .form = form,
                        .file = all->request->files[number],
                        .number = (uint16_t)number};
    in.after = ct_xcalloc(form->n_rules + 2, sizeof *in.after);
    ct_stream_start(stream, false);
    int status = form->carrier->read(stream, &form->carrier_settings, take_row,
                                     &in, err);
    clear(&in);
    *vintage = in.vintage;
    return status;
}
