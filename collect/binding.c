/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ties a form to a header: every column asked for is there, and no column is
 * left of which nobody said what it is. */
#include "config.h"

#include "collect/descriptor.h"

#include "lib/memory.h"
#include "lib/near.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int ct_misfit_say(struct ct_misfit *why, long field, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why->text, sizeof why->text, format, arguments);
    va_end(arguments);
    why->column = field + 1;
    return -1;
}

long ct_binding_find(const struct ct_binding *b, const char *name)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (strcmp(b->name[i], name) == 0)
            return (long)i;
    return -1;
}

void ct_binding_value(struct ct_binding *b, size_t field)
{
    struct ct_value_column *v = &b->value[b->n_values++];
    *v = (struct ct_value_column){.field = field, .flags = -1};
    v->text = ct_xcalloc(b->n_rules + 1, sizeof *v->text);
    b->used[field] = true;
}

/* --- names --- */

static void add_name(struct ct_binding *b, const char *s, size_t n)
{
    b->name = ct_xrealloc(b->name, b->n_fields + 1, sizeof *b->name);
    b->name[b->n_fields++] = ct_xstrndup(s, n);
}

/* `freq,iccs,unit,geo\TIME_PERIOD`: four fields; what follows the backslash is
 * the name of what the columns are. */
static void unpack_names(struct ct_binding *b, char separator)
{
    const char *at = b->name[0], *end = strchr(at, '\\');
    if (!end)
        end = at + strlen(at);
    for (;;) {
        const char *next = memchr(at, separator, (size_t)(end - at));
        add_name(b, at, (size_t)((next ? next : end) - at));
        if (!next)
            break;
        at = next + 1;
    }
}

/* Behind the cells come the fields that are made of them. */
static void set_names(struct ct_binding *b, const struct ct_names *names)
{
    for (size_t i = 0; i < names->n; i++)
        add_name(b, names->name[i], strlen(names->name[i]));
    b->n_cells = b->n_fields;
    if (b->form->packed && b->n_cells)
        unpack_names(b, *b->form->packed);
    b->first_title = b->n_fields;
    for (size_t i = 0; i < b->form->n_titles; i++)
        add_name(b, b->form->title[i].name, strlen(b->form->title[i].name));
    b->used = ct_xcalloc(b->n_fields + 1, sizeof *b->used);
    b->used[0] = b->form->packed != NULL;
    b->value = ct_xcalloc(b->n_fields + 1, sizeof *b->value);
}

/* Names that only fill up the row, as behind a comma that ends each line. */
static void drop_nameless_end(struct ct_binding *b)
{
    for (size_t i = b->n_cells; i > 0 && !*b->name[i - 1]; i--)
        b->used[i - 1] = true;
}

static bool is_ignored(const struct ct_form *form, const char *name)
{
    if (form->ignored_like && *name &&
        ct_pattern_found(form->ignored_like, name, strlen(name)))
        return true;
    for (size_t i = 0; i < form->ignored.n; i++)
        if (strcmp(name, form->ignored.text[i]) == 0)
            return true;
    return false;
}

/* All columns of a name that is ignored are: before twins are refused, as two
 * that nobody reads cannot be taken for one another. */
static void drop_ignored(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++) {
        if (!is_ignored(b->form, b->name[i]))
            continue;
        why->matched += !b->used[i];
        b->used[i] = true;
        b->nameless_ignored |= !*b->name[i];
    }
}

static int refuse_twins(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++)
        for (size_t k = 0; k < i; k++)
            if (!b->used[i] && strcmp(b->name[i], b->name[k]) == 0 &&
                !(b->form->flags_beside && !*b->name[i]))
                return ct_misfit_say(why, (long)i,
                                     "two columns are called '%.100s'",
                                     b->name[i]);
    return 0;
}

/* --- the columns asked for --- */

/* Finds a column by one of its names. Rules may share a column. */
static long use(struct ct_binding *b, const struct ct_texts *names,
                struct ct_misfit *why)
{
    for (size_t i = 0; i < names->n; i++) {
        long field = ct_binding_find(b, names->text[i]);
        if (field < 0)
            continue;
        why->matched += !b->used[field];
        b->used[field] = true;
        return field;
    }
    return -1;
}

/* Among the names of the file, as publishers change a letter or a case. */
static int missing(const struct ct_binding *b, const struct ct_texts *names,
                   struct ct_misfit *why)
{
    const char *near = NULL;
    for (size_t i = 0; i < names->n && !near; i++)
        near =
            ct_near(names->text[i], (const char *const *)b->name, b->n_fields);
    if (near && *near)
        return ct_misfit_say(why, -1,
                             "no column '%.100s'; the nearest is '%.100s'",
                             names->text[0], near);
    return ct_misfit_say(why, -1, "no column '%.100s'", names->text[0]);
}

/* Ties the parts to their columns. Returns 0, 1 if one is not there and need
 * not be, -1 with *why. */
static int bind_origin(struct ct_binding *b, const struct ct_origin *o,
                       bool optional, struct ct_bound_origin *out,
                       struct ct_misfit *why)
{
    out->part = ct_xcalloc(o->n_parts + 1, sizeof *out->part);
    out->n = o->n_parts;
    for (size_t i = 0; i < o->n_parts; i++) {
        struct ct_bound_part *p = &out->part[i];
        p->part = &o->part[i];
        p->field = -1;
        if (p->part->kind != CT_PART_COLUMN)
            continue;
        p->field = use(b, &p->part->names, why);
        if (p->field < 0 && optional)
            return 1;
        if (p->field < 0)
            return missing(b, &p->part->names, why);
    }
    return 0;
}

bool ct_bound_condition_holds(struct ct_bound_condition *c,
                              const struct ct_cell *field)
{
    const struct ct_cell *cell = &field[c->field];
    if (c->asked && cell->length == c->n &&
        memcmp(cell->text, c->text, c->n) == 0)
        return c->held;
    c->held = ct_condition_holds(c->is, cell);
    c->asked = cell->length <= CT_REMEMBERED;
    c->n = cell->length;
    if (c->asked)
        memcpy(c->text, cell->text, c->n);
    return c->held;
}

static int bind_conditions(struct ct_binding *b, const struct ct_condition *c,
                           size_t n, struct ct_bound_condition **out,
                           struct ct_misfit *why)
{
    struct ct_bound_condition *bound = ct_xcalloc(n + 1, sizeof *bound);
    *out = bound;
    for (size_t i = 0; i < n; i++) {
        long field = use(b, &c[i].column, why);
        if (field < 0)
            return missing(b, &c[i].column, why);
        bound[i] =
            (struct ct_bound_condition){.is = &c[i], .field = (size_t)field};
    }
    return 0;
}

/* A text of the file that is used in some rows only is a text of the row. */
static int bind_rule(struct ct_binding *b, const struct ct_rule *rule,
                     struct ct_misfit *why)
{
    struct ct_bound_rule *out = &b->rule[b->n_rules];
    *out = (struct ct_bound_rule){.rule = rule,
                                  .dimension = rule->dimension,
                                  .map = rule->map,
                                  .scope = ct_origin_scope(&rule->from),
                                  .n_when = rule->n_when};
    int absent = bind_origin(b, &rule->from, rule->optional, &out->from, why);
    if (absent)
        ct_origin_clear(&out->from);
    if (absent)
        return absent < 0 ? -1 : 0;
    b->n_rules++;
    b->columns_code |= out->scope >= CT_SCOPE_COLUMN;
    if (out->scope == CT_SCOPE_FILE && rule->n_when)
        out->scope = CT_SCOPE_ROW;
    if (out->scope == CT_SCOPE_COLUMN && rule->n_when)
        out->scope = CT_SCOPE_VALUE;
    out->label = use(b, &rule->label, why);
    return bind_conditions(b, rule->when, rule->n_when, &out->when, why);
}

static int bind_rules(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->form->n_rules; i++)
        if (bind_rule(b, &b->form->rule[i], why) < 0)
            return -1;
    return 0;
}

/* Columns that have to be there, one field each. */
static int bind_columns(struct ct_binding *b, const struct ct_texts *names,
                        size_t *out, struct ct_misfit *why)
{
    long field = use(b, names, why);
    if (field < 0)
        return missing(b, names, why);
    *out = (size_t)field;
    return 0;
}

/* Where nothing stands above, there is nothing to fill: the columns may be
 * named one by one. */
static int bind_fill(struct ct_binding *b, struct ct_misfit *why)
{
    const struct ct_form *form = b->form;
    b->fill = ct_xcalloc(form->fill.n + 1, sizeof *b->fill);
    for (; b->n_fill < form->fill.n; b->n_fill++) {
        struct ct_texts one = {1, &form->fill.text[b->n_fill]};
        if (bind_columns(b, &one, &b->fill[b->n_fill], why) < 0)
            return -1;
    }
    b->rejoin = use(b, &form->rejoin, why);
    return b->rejoin < 0 && form->rejoin.n ? missing(b, &form->rejoin, why) : 0;
}

/* In the free form notes are taken where there are any. */
static int bind_remarks(struct ct_binding *b, struct ct_misfit *why)
{
    const struct ct_form *form = b->form;
    b->remark = ct_xcalloc(form->n_remarks + 1, sizeof *b->remark);
    for (; b->n_remarks < form->n_remarks; b->n_remarks++) {
        const struct ct_texts *names = &form->remark[b->n_remarks].column;
        b->remark[b->n_remarks] = use(b, names, why);
        if (b->remark[b->n_remarks] < 0 && !form->free)
            return missing(b, names, why);
    }
    return 0;
}

/* The column a count is taken from: of the id, or of the number. */
static int bind_count(struct ct_binding *b, struct ct_misfit *why)
{
    const struct ct_count *count = &b->form->count;
    b->count = -1;
    if (count->kind == CT_COUNT_ROWS)
        return 0;
    b->count = use(b, &count->column, why);
    return b->count < 0 ? missing(b, &count->column, why) : 0;
}

static int bind_others(struct ct_binding *b, struct ct_misfit *why)
{
    const struct ct_form *form = b->form;
    for (int i = 0; i < CT_N_COLUMNS; i++)
        b->number[i] = use(b, &form->numbers[i], why);
    b->status = use(b, &form->status, why);
    b->time_scope = ct_origin_scope(&form->time);
    if (bind_origin(b, &form->time, false, &b->time, why) < 0 ||
        bind_fill(b, why) < 0 || bind_remarks(b, why) < 0 ||
        bind_count(b, why) < 0 ||
        bind_conditions(b, form->ignored_row, form->n_ignored_rows,
                        &b->ignored_row, why) < 0)
        return -1;
    b->n_ignored_rows = form->n_ignored_rows;
    return 0;
}

/* --- columns nobody asked for --- */

/* A new column may split what was a total before; nobody but the one who keeps
 * the descriptor can say. */
static int refuse_unknown(const struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (!b->used[i])
            return ct_misfit_say(why, (long)i, "unknown column '%.100s'",
                                 b->name[i]);
    return 0;
}

static void drop_unsure(struct ct_binding *b, size_t n_sure)
{
    while (b->n_fields == b->n_cells && b->n_cells > n_sure &&
           !b->used[b->n_cells - 1]) {
        free(b->name[--b->n_fields]);
        b->n_cells--;
    }
}

/* Flags stand to the right of each value, in columns of any name or none. */
static void bind_flags(struct ct_binding *b)
{
    for (size_t i = 0; i < b->n_values; i++) {
        size_t right = b->value[i].field + 1;
        bool nameless = right < b->n_cells && !*b->name[right];
        if (right >= b->n_cells || (b->used[right] && !nameless))
            continue;
        b->value[i].flags = (long)right;
        b->used[right] = true;
        b->nameless_ignored |= nameless;
    }
}

static int bind(struct ct_binding *b, size_t n_sure, struct ct_misfit *why)
{
    drop_nameless_end(b);
    drop_ignored(b, why);
    if (refuse_twins(b, why) < 0 || bind_rules(b, why) < 0 ||
        bind_others(b, why) < 0)
        return -1;
    if (b->form->free && ct_binding_free(b, why) < 0)
        return -1;
    if (b->form->layout->bind(b, why) < 0)
        return -1;
    why->matched += b->n_values;
    if (b->form->flags_beside)
        bind_flags(b);
    drop_unsure(b, n_sure);
    return refuse_unknown(b, why);
}

static void tell_found(const struct ct_binding *b, struct ct_misfit *why)
{
    size_t at = 0;
    for (size_t i = 0; i < b->n_cells && at < sizeof why->found - 1; i++)
        at += (size_t)snprintf(why->found + at, sizeof why->found - at, "%s%s",
                               i ? ", " : "", b->name[i]);
}

struct ct_binding *ct_binding_make(const struct ct_form *form,
                                   const struct ct_names *names,
                                   struct ct_misfit *why)
{
    struct ct_binding *b = ct_xcalloc(1, sizeof *b);
    b->form = form;
    b->rule = ct_xcalloc(form->n_rules + CT_RULES_MAX, sizeof *b->rule);
    set_names(b, names);
    if (bind(b, names->n_sure, why) == 0)
        return b;
    tell_found(b, why);
    ct_binding_destroy(b);
    return NULL;
}

static void clear_values(struct ct_binding *b)
{
    for (size_t i = 0; i < b->n_values; i++) {
        for (size_t k = 0; k < b->n_rules; k++)
            free(b->value[i].text[k]);
        free(b->value[i].text);
    }
    free(b->value);
}

void ct_binding_destroy(struct ct_binding *b)
{
    if (!b)
        return;
    clear_values(b);
    for (size_t i = 0; i < b->n_rules; i++) {
        ct_origin_clear(&b->rule[i].from);
        free(b->rule[i].when);
    }
    for (size_t i = 0; i < b->n_fields; i++)
        free(b->name[i]);
    ct_origin_clear(&b->time);
    free(b->ignored_row);
    free(b->remark);
    free(b->fill);
    free(b->name);
    free(b->used);
    free(b->rule);
    free(b);
}
