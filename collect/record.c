/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row below the header: its codes, and the fate of its cells. */
#include "config.h"

#include "collect/intake_inner.h"
#include "collect/witness.h"

#include <string.h>

void ct_intake_reject(struct intake *in, long line, const char *column,
                      const struct ct_cell *cell, const struct ct_error *why)
{
    ct_problems_add(in->all->rejects, in->file, line, column,
                    cell ? cell->text : "", cell ? cell->length : 0, "%s",
                    why->text);
}

void ct_intake_ignore(struct intake *in, const char *reason, size_t n)
{
    in->all->accounting->ignored += n;
    ct_reasons_add(&in->all->ignored, reason, n);
}

/* --- rows that are no data --- */

/* The first cell with something in it, or NULL: lines without anything, as at
 * the end of files saved from a workbook, are no rows. */
static const struct ct_cell *first_filled(const struct ct_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (row->cells[i].length)
            return &row->cells[i];
    return NULL;
}

static bool is_title(struct intake *in, const struct ct_row *row,
                     const struct ct_cell *first)
{
    bool alone = true;
    if (!in->form->n_titles)
        return false;
    for (const struct ct_cell *c = first + 1; c < row->cells + row->n; c++)
        alone = alone && !c->length;
    return ct_intake_title(in, first, alone);
}

static bool is_no_data(struct intake *in, const struct ct_row *row)
{
    const struct ct_form *form = in->form;
    const struct ct_cell *first = first_filled(row);
    if (!first)
        return true;
    if (form->end && ct_pattern_found(form->end, first->text, first->length))
        in->ended = true;
    return in->ended ||
           (form->skip &&
            ct_pattern_found(form->skip, first->text, first->length)) ||
           ct_header_again(&in->header, row) || is_title(in, row, first);
}

/* --- codes --- */

static bool used_here(const struct ct_bound_rule *r,
                      const struct ct_asked *asked)
{
    for (size_t i = 0; i < r->n_when; i++)
        if (!ct_bound_condition_holds(&r->when[i], asked->field))
            return false;
    return true;
}

static int label_code(struct intake *in, size_t rule,
                      const struct ct_asked *asked, const struct ct_coded *io,
                      struct ct_error *why)
{
    const struct ct_bound_rule *r = &in->binding->rule[rule];
    if (r->label < 0 || !asked->field)
        return 0;
    if (ct_coder_label(in->all->coder, in->slot[rule], &asked->field[r->label],
                       io) < 0)
        return ct_fail(why, CT_EDATA, 0, 0, "a label of more than 1000 bytes");
    return 0;
}

/* The texts as they stand name the code, unless a column does. */
static int code_own(struct intake *in, size_t rule,
                    const struct ct_asked *asked, struct ct_text text,
                    struct ct_coded *io, struct ct_error *why)
{
    const struct ct_bound_rule *r = &in->binding->rule[rule];
    struct ct_text label = {"", 0};
    if (r->label < 0)
        label.text =
            ct_origin_text(&r->from, asked, ", ", &in->label, &label.n);
    return ct_coder_own(in->all->coder, in->slot[rule], r->rule->own, text,
                        label, io, why);
}

/* Whether a text need not give a code: an empty one that may be, and one that
 * a table may not have. */
static bool may_pass(const struct ct_bound_rule *r, struct ct_text text)
{
    if (!r->rule || !(r->rule->others || (r->rule->optional && !text.n)))
        return false;
    return !r->map || !ct_concordance_find(r->map, text.text, text.n);
}

int ct_intake_code(struct intake *in, size_t rule, const struct ct_asked *asked,
                   const struct ct_text *known, struct ct_coded *io,
                   struct ct_error *why)
{
    const struct ct_bound_rule *r = &in->binding->rule[rule];
    struct ct_coder *coder = in->all->coder;
    struct ct_text text;
    if (known)
        text = *known;
    else
        text.text = ct_origin_text(&r->from, asked, "|", &in->scratch, &text.n);
    if (may_pass(r, text))
        return 0;
    int status =
        r->map ? ct_coder_map(coder, r->map, text.text, text.n, io, why)
        : r->rule && r->rule->own ? code_own(in, rule, asked, text, io, why)
                                  : ct_coder_take(coder, in->slot[rule], text,
                                                  in->form->unchecked, io, why);
    return status < 0 ? -1 : label_code(in, rule, asked, io, why);
}

static void reject_rule(struct intake *in, const struct ct_row *row,
                        size_t rule, const struct ct_error *why)
{
    long field = ct_origin_field(&in->binding->rule[rule].from);
    ct_intake_reject(in, row->line, field < 0 ? "" : in->binding->name[field],
                     field < 0 ? NULL : &in->field[field], why);
}

/* Names every problem of the row's codes. They are first tried without words,
 * as nearly all rows are good; only for a bad one is it done again to say why.
 */
static void reject_codes(struct intake *in, const struct ct_row *row)
{
    struct ct_asked asked = {in->field, NULL};
    for (size_t i = 0; i < in->binding->n_rules; i++) {
        const struct ct_bound_rule *r = &in->binding->rule[i];
        struct ct_error why = {0};
        if (r->scope == CT_SCOPE_ROW && used_here(r, &asked) &&
            ct_intake_code(in, i, &asked, NULL, &in->row->coded, &why) < 0)
            reject_rule(in, row, i, &why);
    }
}

/* By what the rule gave to the same cells before; else in full. */
static int code_rule(struct intake *in, size_t rule,
                     const struct ct_asked *asked)
{
    const struct ct_bound_rule *r = &in->binding->rule[rule];
    struct ct_rule_memo *memo = &in->memo[rule];
    struct ct_coded *row = &in->row->coded;
    if (!r->map)
        return ct_intake_code(in, rule, asked, NULL, row, NULL);
    if (ct_memo_recall(&memo->cells, in->field)) {
        ct_coder_apply(memo->given[memo->cells.at], row);
        return 0;
    }
    struct ct_given given = {NULL, NULL};
    row->given = &given;
    int status = ct_intake_code(in, rule, asked, NULL, row, NULL);
    row->given = NULL;
    if (status == 0 && given.row && ct_memo_keep(&memo->cells, in->field))
        memo->given[memo->cells.at] = given;
    return status;
}

/* Codes the row at hand anew. Returns how many of its codes are bad. */
static size_t code_anew(struct intake *in)
{
    size_t n_bad = 0;
    const struct ct_asked asked = {in->field, NULL};
    ct_coder_copy(in->all->coder, &in->row->coded, &in->base);
    in->row->series.there = false;
    for (size_t i = 0; i < in->binding->n_rules; i++) {
        const struct ct_bound_rule *r = &in->binding->rule[i];
        if (r->scope == CT_SCOPE_ROW && used_here(r, &asked))
            n_bad += code_rule(in, i, &asked) < 0;
    }
    return n_bad;
}

/* Returns how many of the row's codes are bad. What is known of a row stays in
 * the table, or where that cannot keep it, in its lot; so the row of the same
 * cells has it without a step. */
static size_t code_row(struct intake *in)
{
    struct ct_row_memo *rows = &in->rows;
    struct ct_known_row *known = ct_row_table_find(&in->row_table, in->field);
    if (known) {
        in->row = known;
        size_t n_bad = known->is_known ? 0 : code_anew(in);
        known->is_known = !n_bad;
        return n_bad;
    }
    if (ct_memo_recall(&rows->cells, in->field)) {
        in->row = &rows->known[rows->cells.at];
        return 0;
    }
    unsigned lot = rows->cells.at ^ 1;
    rows->cells.there[lot] = false;
    in->row = &rows->known[lot];
    size_t n_bad = code_anew(in);
    if (!n_bad)
        ct_memo_keep(&rows->cells, in->field);
    return n_bad;
}

static void remember_rule(const struct ct_bound_rule *r, struct ct_memo *memo)
{
    for (size_t i = 0; i < r->from.n; i++)
        ct_memo_ask(memo, r->from.part[i].field);
    ct_memo_ask(memo, r->label);
}

void ct_intake_remember(struct intake *in)
{
    struct ct_memo *rows = &in->rows.cells;
    memset(&in->rows, 0, sizeof in->rows);
    ct_row_table_start(&in->row_table, in->binding);
    for (size_t i = 0; i < in->binding->n_rules; i++) {
        const struct ct_bound_rule *r = &in->binding->rule[i];
        remember_rule(r, &in->memo[i].cells);
        if (r->scope != CT_SCOPE_ROW)
            continue;
        remember_rule(r, rows);
        for (size_t k = 0; k < r->n_when; k++)
            ct_memo_ask(rows, (long)r->when[k].field);
    }
}

/* --- the row --- */

/* The reason a row is left out for, or NULL. */
static const char *reason_to_ignore(const struct intake *in)
{
    const struct ct_binding *b = in->binding;
    for (size_t i = 0; i < b->n_ignored_rows; i++)
        if (ct_bound_condition_holds(&b->ignored_row[i], in->field))
            return b->ignored_row[i].is->reason;
    return NULL;
}

/* Ignored before anything is read: what is left out need not be right. */
static void take_record(struct intake *in, const struct ct_row *row)
{
    const struct ct_binding *b = in->binding;
    const char *reason = reason_to_ignore(in);
    size_t n_bad = reason ? 0 : code_row(in);
    if (!reason)
        reason = in->row->coded.ignore;
    if (reason) {
        ct_intake_ignore(in, reason, b->n_values);
        return;
    }
    if (n_bad) {
        in->all->accounting->rejected += b->n_values;
        reject_codes(in, row);
        return;
    }
    for (size_t i = 0; i < b->n_values; i++)
        ct_intake_value(in, &b->value[i], row->line);
}

/* Who only wants to see one observation has seen it. */
static int stop_here(const struct intake *in, struct ct_error *err)
{
    const struct ct_witness *witness = in->all->request->witness;
    return witness && ct_witness_done(witness)
               ? ct_fail(err, CT_ENONE, 0, 0, "the rest is of no interest")
               : 0;
}

int ct_intake_record(struct intake *in, const struct ct_row *row,
                     struct ct_error *err)
{
    const struct ct_binding *b = in->binding;
    struct ct_accounting *a = in->all->accounting;
    struct ct_error why;
    why.code = CT_OK; /* all of it for each record would take its time */
    if (is_no_data(in, row))
        return 0;
    a->rows++;
    a->cells += b->n_values;
    if (ct_intake_fields(in, row, &why) == 0) {
        take_record(in, row);
        return stop_here(in, err);
    }
    a->rejected += b->n_values;
    ct_intake_reject(in, row->line, "", row->n ? &row->cells[0] : NULL, &why);
    return 0;
}
