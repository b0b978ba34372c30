/* SPDX-License-Identifier: GPL-3.0-or-later
 * A value of a record: its period, its numbers, its place in the panel. */
#include "config.h"

#include "collect/intake_inner.h"
#include "collect/witness.h"

#include "lib/status.h"

#include <math.h>
#include <string.h>

/* A value while it is read; field is where it went wrong. */
struct reading {
    struct intake *in;
    const struct ct_value_column *column;
    struct ct_asked asked;
    struct ct_coded *coded; /* the row's; or the value's, if its column adds */
    struct ct_time time;
    struct ct_obs obs;
    size_t field, n_counted;
};

/* What the column's name says of all its values, and what only it says
 * together with the row. */
static int code_column(struct reading *r, struct ct_error *why)
{
    struct intake *in = r->in;
    const struct ct_binding *b = in->binding;
    for (size_t i = 0; i < b->n_rules; i++) {
        const struct ct_bound_rule *rule = &b->rule[i];
        if (rule->scope < CT_SCOPE_COLUMN)
            continue;
        bool used = true;
        for (size_t k = 0; k < rule->n_when && used; k++)
            used = ct_bound_condition_holds(&rule->when[k], in->field);
        const char *known = r->column->text[i];
        struct ct_text text = {known, known ? strlen(known) : 0};
        if (used && ct_intake_code(in, i, &r->asked, known ? &text : NULL,
                                   r->coded, why) < 0)
            return -1;
    }
    return 0;
}

/* Where a text of n bytes would be known. */
static struct ct_known_time *known_time(struct intake *in, const char *text,
                                        size_t n)
{
    unsigned hash = 0;
    for (size_t i = n < 4 ? 0 : n - 4; i < n; i++)
        hash = hash * 10 + (unsigned char)text[i];
    return &in->known_time[hash % CT_TIMES_KNOWN];
}

static int read_time(struct intake *in, const char *text, size_t n,
                     struct ct_time *out, struct ct_error *why)
{
    struct ct_known_time *known = known_time(in, text, n);
    if (n && known->n == n && memcmp(known->text, text, n) == 0) {
        *out = known->time;
        return 0;
    }
    if (ct_time_read_like(&in->form->time_style, &in->like, text, n, out, why) <
        0)
        return -1;
    if (n <= CT_TIME_TEXT) {
        known->n = n;
        memcpy(known->text, text, n);
        known->time = *out;
    }
    return 0;
}

static int find_time(struct reading *r, struct ct_error *why)
{
    struct intake *in = r->in;
    const struct ct_binding *b = in->binding;
    if (r->column->has_time || b->time_scope == CT_SCOPE_FILE) {
        r->time = r->column->has_time ? r->column->time : in->time;
        return 0;
    }
    size_t n;
    long field = ct_origin_field(&b->time);
    r->field = field < 0 ? r->field : (size_t)field;
    const char *text =
        ct_origin_text(&b->time, &r->asked, "|", &in->scratch, &n);
    return read_time(in, text, n, &r->time, why);
}

/* The number of the code of freq `letter`; nearly always that of the value
 * before. */
static uint32_t freq_number(struct intake *in, char letter)
{
    if (in->freq.letter != letter) {
        struct ct_key *key = ct_builder_key(in->all->builder, CT_SLOT_FREQ);
        in->freq.number = ct_dict_add(&key->codes, &letter, 1);
        in->freq.letter = letter;
    }
    return in->freq.number;
}

/* freq comes from the period; where a column says it too, they must agree, or
 * a quarter would be taken for a year. */
static int read_period(struct reading *r, struct ct_error *why)
{
    const struct ct_collecting *all = r->in->all;
    if (find_time(r, why) < 0)
        return -1;
    const struct ct_period *period = &r->time.period;
    const struct ct_dict *freq =
        &ct_builder_key(all->builder, CT_SLOT_FREQ)->codes;
    uint32_t *code = &r->coded->code[CT_SLOT_FREQ];
    if (!*code)
        *code = freq_number(r->in, period->freq);
    else if (*freq->code[*code] != period->freq)
        return ct_fail(why, CT_EDATA, 0, 0,
                       "the period is of freq %c, but freq is %s", period->freq,
                       freq->code[*code]);
    r->obs.time = period->day;
    return 0;
}

/* Bounds and fitted values are in the unit of the value; events and the like
 * are as they are. */
static int number_scale(const struct reading *r, int column)
{
    if (column == CT_VALUE || column == CT_LOWER || column == CT_UPPER ||
        column == CT_OBSERVED)
        return r->coded->scale;
    return -r->in->form->style.scale;
}

static int read_number(struct reading *r, int column, size_t field,
                       const struct ct_cell *status, struct ct_error *why)
{
    const struct intake *in = r->in;
    struct ct_value value;
    r->field = field;
    if (ct_value_read(&in->form->style, number_scale(r, column),
                      &in->field[field], status, &value, why) < 0)
        return -1;
    r->obs.x[column] = value.x;
    if (column != CT_VALUE)
        return 0;
    if (!isnan(value.lower) || !isnan(value.upper)) {
        r->obs.x[CT_LOWER] = value.lower;
        r->obs.x[CT_UPPER] = value.upper;
    }
    r->obs.status = value.status;
    if (!isnan(value.x)) /* what is not there is not estimated */
        r->obs.status |= r->coded->status;
    r->n_counted = value.n_counted;
    return 0;
}

static int read_numbers(struct reading *r, struct ct_error *why)
{
    const struct ct_binding *b = r->in->binding;
    long flags = r->column->flags < 0 ? b->status : r->column->flags;
    const struct ct_cell *status = flags < 0 ? NULL : &r->in->field[flags];
    for (int i = CT_VALUE + 1; i < CT_N_COLUMNS; i++)
        if (b->number[i] >= 0 &&
            read_number(r, i, (size_t)b->number[i], NULL, why) < 0)
            return -1;
    return read_number(r, CT_VALUE, r->column->field, status, why);
}

/* Counts and rates cannot be negative. Where -1 is written for what is not
 * known, the descriptor says so under `missing`; where codes are unchecked, it
 * is not known what is counted. */
static int check_sign(const struct reading *r, struct ct_error *why)
{
    if (r->obs.x[CT_VALUE] < 0 && !r->in->form->unchecked &&
        !ct_builder_may_be_negative(r->in->all->builder, r->coded->code,
                                    r->obs.status))
        return ct_fail(why, CT_EDATA, 0, 0, "a negative number");
    return 0;
}

/* --- keeping it --- */

/* The series of the value's key. Notes once a series, or a table's note would
 * come with every year. */
static size_t find_series(struct reading *r)
{
    struct ct_collecting *all = r->in->all;
    struct ct_known_series *known = &r->in->row->series;
    uint32_t freq = r->coded->code[CT_SLOT_FREQ];
    bool is_new;
    if (known->there && known->freq == freq && r->coded == &r->in->row->coded)
        return known->series;
    ct_coder_relate(all->coder, r->coded);
    size_t series = ct_builder_series(all->builder, r->coded->code, &is_new);
    for (size_t i = 0; is_new && i < r->coded->n_notes; i++)
        ct_builder_note(all->builder, (long)series, "definition",
                        r->coded->note[i]);
    *known =
        (struct ct_known_series){r->coded == &r->in->row->coded, freq, series};
    return series;
}

static void add_remarks(const struct reading *r)
{
    const struct ct_binding *b = r->in->binding;
    for (size_t i = 0; i < b->n_remarks; i++) {
        if (b->remark[i] < 0)
            continue;
        const struct ct_cell *cell = &r->in->field[b->remark[i]];
        ct_builder_remark(r->in->all->builder, i, &b->form->remark[i],
                          cell->text, cell->length);
    }
}

/* Shows the value to who asked to see it. */
static void show(const struct reading *r, bool counted)
{
    const struct ct_seen seen = {r->column, r->coded, &r->obs, counted};
    struct ct_witness *witness = r->in->all->request->witness;
    if (witness)
        ct_witness_see(witness, r->in, &seen);
}

static void keep(struct reading *r)
{
    struct ct_collecting *all = r->in->all;
    struct ct_accounting *a = all->accounting;
    if (r->time.to_date)
        ct_builder_to_date(all->builder, &r->time.period, r->coded->code);
    show(r, false);
    if (ct_builder_obs(all->builder, find_series(r), &r->obs))
        add_remarks(r);
    all->flags_counted += r->n_counted;
    if (isnan(r->obs.x[CT_VALUE]))
        a->missing++;
    else
        a->taken++;
}

/* Adds the event to its cell. */
static void count(struct reading *r)
{
    const struct intake *in = r->in;
    const struct ct_count *c = &in->form->count;
    struct ct_accounting *a = in->all->accounting;
    const struct ct_cell *id = &in->field[r->column->field];
    if (c->kind == CT_COUNT_SUM && isnan(r->obs.x[CT_VALUE])) {
        a->missing++;
        return;
    }
    if (c->kind != CT_COUNT_SUM)
        r->obs.x[CT_VALUE] = 1;
    r->obs.status = r->coded->status;
    bool distinct = c->kind == CT_COUNT_DISTINCT && id->length;
    if (ct_builder_count(in->all->builder, find_series(r), &r->obs,
                         distinct ? id->text : NULL, id->length)) {
        a->taken++;
        show(r, true);
    } else {
        a->ignored++;
        ct_reasons_add(&in->all->ignored, "the same event again", 1);
    }
}

static int read_incident(struct reading *r, struct ct_error *why)
{
    if (read_period(r, why) < 0)
        return -1;
    if (r->in->form->count.kind != CT_COUNT_SUM)
        return 0;
    return read_number(r, CT_VALUE, r->column->field, NULL, why) < 0
               ? -1
               : check_sign(r, why);
}

static int read_value(struct reading *r, struct ct_error *why)
{
    return read_period(r, why) < 0 || read_numbers(r, why) < 0
               ? -1
               : check_sign(r, why);
}

static int read_one(struct reading *r, struct ct_error *why)
{
    return r->in->form->layout == &ct_layout_incident ? read_incident(r, why)
                                                      : read_value(r, why);
}

static void take_one(struct reading *r)
{
    if (r->in->form->layout == &ct_layout_incident)
        count(r);
    else
        keep(r);
}

static void read_and_take(struct reading *r, long line)
{
    struct intake *in = r->in;
    struct ct_error why;
    why.code = 0;
    if (in->binding->columns_code && code_column(r, &why) == 0 &&
        r->coded->ignore) {
        ct_intake_ignore(in, r->coded->ignore, 1);
        return;
    }
    if (!why.code && read_one(r, &why) == 0) {
        take_one(r);
        return;
    }
    in->all->accounting->rejected++;
    ct_intake_reject(in, line, in->binding->name[r->field],
                     &in->field[r->field], &why);
}

/* Ignored before anything is read: what is left out need not be right. What a
 * value adds to the codes, its freq for one, is not the row's. */
void ct_intake_value(struct intake *in, const struct ct_value_column *column,
                     long line)
{
    struct ct_coded own;
    struct reading r;
    bool adds = in->binding->columns_code || in->form->time_style.cumulative;
    struct ct_coded *row = &in->row->coded;
    uint32_t freq = row->code[CT_SLOT_FREQ];
    r.in = in;
    r.column = column;
    r.asked = (struct ct_asked){in->field, in->binding->name[column->field]};
    r.coded = adds ? &own : row;
    r.obs = ct_obs_empty;
    r.obs.file = in->number;
    r.obs.line = (uint32_t)line;
    r.field = column->field;
    r.n_counted = 0;
    if (adds)
        ct_coder_copy(in->all->coder, &own, row);
    read_and_take(&r, line);
    row->code[CT_SLOT_FREQ] = freq;
}
