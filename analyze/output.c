/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a method says of one part. */
#include "config.h"

#include "analyze/head.h"
#include "analyze/output.h"

#include "lib/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ct_output_obs(struct ct_output_part *out, const struct ct_obs *o)
{
    out->obs =
        ct_xgrow(out->obs, &out->capacity, out->n_obs + 1, sizeof *out->obs);
    out->obs[out->n_obs++] = *o;
    out->head[out->n_heads - 1].n_obs++;
}

void ct_output_note(struct ct_output_part *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = ct_xvasprintf(format, args);
    va_end(args);
    if (!(out->note->size && strstr(out->note->data, text)))
        ct_buffer_printf(out->note, "%s%s", out->note->size ? "; " : "", text);
    free(text);
}

/* The text stands in the last column of the method's own table, which the loop
 * added for it. */
void ct_output_row_note(struct ct_table *table, const char *format, ...)
{
    size_t column = table->n_columns - 1, row = table->n_rows - 1;
    const char *old = table->columns[column].text[row];
    va_list args;
    va_start(args, format);
    char *text = ct_xvasprintf(format, args);
    va_end(args);
    char *all = ct_xasprintf("%s%s%s", old, *old ? "; " : "", text);
    ct_table_text(table, column, all);
    free(all);
    free(text);
}

const char *ct_group_code(const struct ct_group *g, size_t member,
                          const char *dimension)
{
    return ct_panel_code_of(g->panel, dimension, g->series[member].index);
}

static size_t count_tables(const struct ct_method *m)
{
    size_t n = 0;
    while (m->tables && m->tables[n].name)
        n++;
    return n;
}

void ct_part_init(struct ct_part *part, const struct ct_method *m)
{
    size_t n = count_tables(m);
    part->out.note = &part->note;
    part->out.table = ct_xcalloc(n + 1, sizeof *part->out.table);
    for (size_t t = 0; t < n; t++) {
        const struct ct_column_row *column = m->tables[t].columns;
        part->out.table[t] = ct_table_create(m->tables[t].name);
        for (; column->name; column++)
            ct_table_column(part->out.table[t], column->name, column->is_text);
        ct_table_column(part->out.table[t], "note", true);
    }
    ct_head_begin(&part->out);
}

void ct_part_clear(struct ct_part *part)
{
    for (size_t t = 0; part->out.table && part->out.table[t]; t++)
        ct_table_destroy(part->out.table[t]);
    free(part->out.table);
    ct_heads_clear(&part->out);
    free(part->out.obs);
    free(part->series);
    free(part->data);
    free(part->name);
    ct_buffer_clear(&part->note);
}
