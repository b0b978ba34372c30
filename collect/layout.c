/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of layouts, and how columns of values are found by their names. */
#include "config.h"

#include "collect/descriptor.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

#define LAYOUT(symbol, name) extern const struct ct_layout ct_layout_##symbol;
#include "collect/layouts.def"
#undef LAYOUT

#define LAYOUT(symbol, name) &ct_layout_##symbol,
static const struct ct_layout *const layouts[] = {
#include "collect/layouts.def"
};
#undef LAYOUT

const struct ct_layout *ct_layout_find(const char *name)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        if (strcmp(layouts[i]->name, name) == 0)
            return layouts[i];
    return NULL;
}

#define LAYOUT(symbol, name) ", " name
const char *ct_layout_names(void)
{
    static const char names[] =
#include "collect/layouts.def"
        ;
    return names + 2;
}
#undef LAYOUT

/* What a column's name says to an origin, where all the rows' parts are that
 * text: whatever their patterns, which are for what the rows hold. */
static char *name_text(const struct ct_binding *b,
                       const struct ct_bound_origin *o, size_t field,
                       const char *cell)
{
    struct ct_buffer scratch = {0}, text = {0};
    struct ct_asked asked = {NULL, b->name[field]};
    for (size_t i = 0; i < o->n; i++) {
        struct ct_bound_origin one = {1, &o->part[i]};
        size_t n;
        if (i)
            ct_buffer_byte(&text, '|');
        if (o->part[i].field >= 0) {
            ct_buffer_text(&text, cell);
            continue;
        }
        const char *part = ct_origin_text(&one, &asked, "|", &scratch, &n);
        ct_buffer_add(&text, part, n);
    }
    ct_buffer_clear(&scratch);
    return ct_buffer_take(&text);
}

/* A table must know the name; any text will do as a code by itself. */
static bool rule_knows(const struct ct_bound_rule *rule, const char *text)
{
    if (rule->rule->others || (rule->rule->optional && !*text))
        return true;
    return rule->map
               ? ct_concordance_find(rule->map, text, strlen(text)) != NULL
               : *text != '\0';
}

/* Rules that ask the name alone have their text kept with the column. */
static bool ask_rules(struct ct_binding *b, struct ct_value_column *v)
{
    for (size_t i = 0; i < b->n_rules; i++) {
        const struct ct_bound_rule *rule = &b->rule[i];
        if (rule->scope != CT_SCOPE_COLUMN)
            continue;
        v->text[i] = name_text(b, &rule->from, v->field, "");
        if (!rule_knows(rule, v->text[i]))
            return false;
    }
    return true;
}

static bool time_fits(const struct ct_binding *b, struct ct_value_column *v,
                      const char *cell)
{
    char *text = name_text(b, &b->time, v->field, cell);
    bool fits = ct_time_read(&b->form->time_style, text, strlen(text), &v->time,
                             NULL) == 0;
    free(text);
    return fits;
}

/* Whether a name is a time. Where the rows have a part of it, the name must do
 * with a year from there, or a month. */
static bool ask_time(const struct ct_binding *b, struct ct_value_column *v)
{
    const char *const *month = b->form->time_style.month;
    if (b->time_scope < CT_SCOPE_COLUMN)
        return true;
    if (b->time_scope == CT_SCOPE_VALUE)
        return time_fits(b, v, "2000") || time_fits(b, v, "01") ||
               time_fits(b, v, month ? month[0] : "Jan");
    v->has_time = time_fits(b, v, "");
    return v->has_time;
}

bool ct_binding_try_value(struct ct_binding *b, size_t field)
{
    ct_binding_value(b, field);
    struct ct_value_column *v = &b->value[b->n_values - 1];
    if (ask_rules(b, v) && ask_time(b, v))
        return true;
    for (size_t i = 0; i < b->n_rules; i++)
        free(v->text[i]);
    free(v->text);
    b->used[field] = false;
    b->n_values--;
    return false;
}

int ct_layout_bind_columns(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (!b->used[i])
            ct_binding_try_value(b, i);
    if (b->n_values)
        return 0;
    return ct_misfit_say(why, -1,
                         b->time_scope < CT_SCOPE_COLUMN
                             ? "no column is one of the values known"
                             : "no column is named by a period, as '2010'");
}
