/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row below the header: its codes, its values, each with its fate. */
#include "config.h"

#include "collect/intake_inner.h"

#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void reject(struct intake *in, long line, const char *column,
                   const struct ct_cell *cell, const struct ct_error *why)
{
    ct_problems_add(in->all->rejects, in->file, line, column,
                    cell ? cell->text : "", cell ? cell->length : 0, "%s",
                    why->text);
}

static int ignore(struct intake *in, const char *reason, size_t n)
{
    in->all->accounting->ignored += n;
    ct_reasons_add(&in->all->ignored, reason, n);
    return 0;
}

/* --- fields --- */

static struct ct_cell trimmed(struct ct_cell c)
{
    while (c.length && *c.text == ' ')
        c.text++, c.length--;
    while (c.length && c.text[c.length - 1] == ' ')
        c.length--;
    return c;
}

/* Lines without anything, as at the end of files saved from a workbook, are no
 * rows. */
static bool is_blank(const struct ct_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (row->cells[i].length)
            return false;
    return true;
}

/* Splits the first cell into the fields behind the last. */
static int unpack(struct intake *in, struct ct_error *why)
{
    const struct ct_binding *b = in->binding;
    const char separator = *in->form->packed;
    const char *at = in->field[0].text, *end = at + in->field[0].length;
    for (size_t i = b->n_cells; i < b->n_fields; i++) {
        const char *next = memchr(at, separator, (size_t)(end - at));
        if (!next != (i + 1 == b->n_fields))
            return ct_fail(why, CT_EDATA, 0, 0, "not %zu codes parted by '%c'",
                           b->n_fields - b->n_cells, separator);
        in->field[i] = in->field[0];
        in->field[i].text = at;
        in->field[i].length = (size_t)((next ? next : end) - at);
        if (next)
            at = next + 1;
    }
    return 0;
}

/* Cells beyond the last name must be empty. */
static int check_nameless(const struct intake *in, struct ct_error *why)
{
    const struct ct_binding *b = in->binding;
    for (size_t i = b->n_cells; i > 0 && !*b->name[i - 1]; i--)
        if (in->field[i - 1].length)
            return ct_fail(why, CT_EDATA, 0, 0,
                           "a cell in a column without a name");
    return 0;
}

/* A row with too few or too many cells may have slipped by one: none of its
 * numbers can be trusted. */
static int make_fields(struct intake *in, const struct ct_row *row,
                       struct ct_error *why)
{
    const struct ct_binding *b = in->binding;
    if (row->n != b->n_cells)
        return ct_fail(why, CT_EDATA, 0, 0, "%zu cells, the header has %zu",
                       row->n, b->n_cells);
    for (size_t i = 0; i < row->n; i++)
        in->field[i] = in->form->trim ? trimmed(row->cells[i]) : row->cells[i];
    if (check_nameless(in, why) < 0)
        return -1;
    return in->form->packed ? unpack(in, why) : 0;
}

/* --- codes of the row --- */

static int code_field(struct intake *in, size_t rule, struct ct_error *why)
{
    const struct ct_bound_rule *r = &in->binding->rule[rule];
    const struct ct_cell *cell = &in->field[r->field];
    if (r->map)
        return ct_coder_map(in->all->coder, r->map, cell->text, cell->length,
                            &in->row, why);
    return ct_coder_take(in->all->coder, in->slot[rule], cell->text,
                         cell->length, &in->row, why);
}

static int label_field(struct intake *in, size_t rule, struct ct_error *why)
{
    const struct ct_bound_rule *r = &in->binding->rule[rule];
    if (r->label < 0)
        return 0;
    int again = ct_coder_label(in->all->coder, in->slot[rule],
                               &in->field[r->label], &in->row);
    if (again < 0)
        return ct_fail(why, CT_EDATA, 0, 0, "a label of more than 1000 bytes");
    in->all->labels_ignored += (unsigned)again;
    return 0;
}

/* Names every problem of the row's codes. They are first tried without words,
 * as nearly all rows are good; only for a bad one is it done again to say why.
 */
static void reject_codes(struct intake *in, const struct ct_row *row)
{
    for (size_t i = 0; i < in->binding->n_rules; i++) {
        struct ct_error why = {0};
        size_t field = in->binding->rule[i].field;
        if (code_field(in, i, &why) < 0 || label_field(in, i, &why) < 0)
            reject(in, row->line, in->binding->name[field], &in->field[field],
                   &why);
    }
}

/* Returns how many of the row's codes are bad. */
static size_t code_row(struct intake *in)
{
    size_t n_bad = 0;
    in->row = in->base;
    for (size_t i = 0; i < in->binding->n_rules; i++)
        n_bad += code_field(in, i, NULL) < 0 || label_field(in, i, NULL) < 0;
    return n_bad;
}

/* --- values --- */

/* A value while it is read; field is where it went wrong. */
struct reading {
    struct intake *in;
    const struct ct_raw *raw;
    struct ct_coded coded;
    struct ct_period period;
    struct ct_obs obs;
    size_t field, n_counted;
};

/* What the column's name says of all its values. */
static int code_column(struct reading *r, struct ct_error *why)
{
    const struct intake *in = r->in;
    const char *name = in->binding->name[r->raw->column->field];
    for (size_t i = 0; i < in->form->n_rules; i++)
        if (in->form->rule[i].from.kind == CT_ORIGIN_HEADER &&
            ct_coder_map(in->all->coder, in->form->rule[i].map, name,
                         strlen(name), &r->coded, why) < 0)
            return -1;
    return 0;
}

static int parse_time(struct reading *r, struct ct_error *why)
{
    const struct intake *in = r->in;
    if (in->binding->time >= 0) {
        r->field = (size_t)in->binding->time;
        const struct ct_cell *cell = &r->raw->record->field[r->field];
        return ct_period_parse(cell->text, cell->length, &r->period, why);
    }
    char *text = ct_intake_text(in, &in->form->time, in->form->n_rules, why);
    if (!text)
        return -1;
    int status = ct_period_parse(text, strlen(text), &r->period, why);
    free(text);
    return status;
}

/* freq comes from the period; where a column says it too, they must agree, or
 * a quarter would be taken for a year. */
static int read_period(struct reading *r, struct ct_error *why)
{
    const struct ct_collecting *all = r->in->all;
    if (r->raw->column->has_period)
        r->period = r->raw->column->period;
    else if (parse_time(r, why) < 0)
        return -1;
    struct ct_dict *freq = &ct_builder_key(all->builder, CT_SLOT_FREQ)->codes;
    uint32_t *code = &r->coded.code[CT_SLOT_FREQ];
    if (!*code)
        *code = ct_dict_add(freq, &r->period.freq, 1);
    else if (*freq->code[*code] != r->period.freq)
        return ct_fail(why, CT_EDATA, 0, 0,
                       "the period is of freq %c, but freq is %s",
                       r->period.freq, freq->code[*code]);
    r->obs.time = r->period.day;
    return 0;
}

/* Bounds and fitted values are in the unit of the value; events and the like
 * are as they are. */
static int number_scale(const struct reading *r, int column)
{
    if (column == CT_VALUE || column == CT_LOWER || column == CT_UPPER ||
        column == CT_OBSERVED)
        return r->coded.scale;
    return -r->in->form->style.scale;
}

static int read_number(struct reading *r, int column, size_t field,
                       const struct ct_cell *status, struct ct_error *why)
{
    const struct intake *in = r->in;
    struct ct_value value;
    r->field = field;
    if (ct_value_read(&in->form->style, number_scale(r, column),
                      &r->raw->record->field[field], status, &value, why) < 0)
        return -1;
    r->obs.x[column] = value.x;
    if (column == CT_VALUE) {
        r->obs.status = value.status;
        if (!isnan(value.x)) /* what is not there is not estimated */
            r->obs.status |= r->coded.status;
        r->n_counted = value.n_counted;
    }
    return 0;
}

static int read_numbers(struct reading *r, struct ct_error *why)
{
    const struct ct_binding *b = r->in->binding;
    const struct ct_cell *status =
        b->status < 0 ? NULL : &r->raw->record->field[b->status];
    for (int i = CT_VALUE + 1; i < CT_N_COLUMNS; i++)
        if (b->number[i] >= 0 &&
            read_number(r, i, (size_t)b->number[i], NULL, why) < 0)
            return -1;
    return read_number(r, CT_VALUE, r->raw->column->field, status, why);
}

/* Counts and rates cannot be negative. Where -1 is written for what is not
 * known, the descriptor says so under `missing`; where codes are unchecked, it
 * is not known what is counted. */
static int check_sign(const struct reading *r, struct ct_error *why)
{
    if (r->obs.x[CT_VALUE] < 0 && !r->in->form->unchecked &&
        !ct_builder_may_be_negative(r->in->all->builder, r->coded.code,
                                    r->obs.status))
        return ct_fail(why, CT_EDATA, 0, 0, "a negative number");
    return 0;
}

/* Notes once a series, or a table's note would come with every year. */
static void keep(const struct reading *r)
{
    struct ct_collecting *all = r->in->all;
    bool is_new;
    struct ct_coded coded = r->coded;
    ct_coder_relate(all->coder, &coded);
    size_t series = ct_builder_series(all->builder, coded.code, &is_new);
    for (size_t i = 0; is_new && i < coded.n_notes; i++)
        ct_builder_note(all->builder, (long)series, "definition",
                        coded.note[i]);
    ct_builder_obs(all->builder, series, &r->obs);
    all->flags_counted += r->n_counted;
    if (isnan(r->obs.x[CT_VALUE]))
        all->accounting->missing++;
    else
        all->accounting->taken++;
}

/* Ignored before anything is read: what is left out need not be right. */
static int take_value(void *user, const struct ct_raw *raw,
                      struct ct_error *err)
{
    (void)err;
    struct intake *in = user;
    struct ct_error why = {0};
    struct reading r = {.in = in,
                        .raw = raw,
                        .coded = in->row,
                        .obs = ct_obs_empty,
                        .field = raw->column->field};
    if (code_column(&r, &why) == 0 && r.coded.ignore)
        return ignore(in, r.coded.ignore, 1);
    r.obs.file = in->number;
    r.obs.line = (uint32_t)raw->record->line;
    if (why.code || read_period(&r, &why) < 0 || read_numbers(&r, &why) < 0 ||
        check_sign(&r, &why) < 0) {
        in->all->accounting->rejected++;
        reject(in, raw->record->line, in->binding->name[r.field],
               &raw->record->field[r.field], &why);
    } else {
        keep(&r);
    }
    return 0;
}

int ct_intake_record(struct intake *in, const struct ct_row *row,
                     struct ct_error *err)
{
    const struct ct_binding *b = in->binding;
    struct ct_accounting *a = in->all->accounting;
    struct ct_error why = {0};
    if (is_blank(row))
        return 0;
    a->rows++;
    a->cells += b->n_values;
    if (make_fields(in, row, &why) < 0) {
        a->rejected += b->n_values;
        reject(in, row->line, "", &row->cells[0], &why);
        return 0;
    }
    size_t n_bad = code_row(in);
    if (in->row.ignore)
        return ignore(in, in->row.ignore, b->n_values);
    if (n_bad) {
        a->rejected += b->n_values;
        reject_codes(in, row);
        return 0;
    }
    struct ct_record record = {.field = in->field, .line = row->line};
    return in->form->layout->offer(b, &record, take_value, in, err);
}
