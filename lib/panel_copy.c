/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of one panel copied into another. */
#include "config.h"

#include "lib/panel_copy.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

uint16_t *ct_copy_inputs(struct ct_panel *to, const struct ct_panel *from,
                         struct ct_error *err)
{
    size_t n = from->provenance.n_inputs;
    uint16_t *numbers = ct_xcalloc(n + 1, sizeof *numbers);
    for (size_t i = 0; i < n; i++) {
        size_t number = ct_panel_input(to, &from->provenance.inputs[i]);
        if (number > UINT16_MAX) {
            ct_fail(err, CT_EDATA, 0, 0, "more than 65536 input files");
            free(numbers);
            return NULL;
        }
        numbers[i] = (uint16_t)number;
    }
    return numbers;
}

uint32_t ct_copy_code(struct ct_dict *to, const char *code, const char *label)
{
    uint32_t number = ct_dict_add(to, code, strlen(code));
    if (*label && !to->label[number][0])
        ct_dict_label(to, number, label);
    return number;
}

void ct_copy_key(struct ct_panel *to, const struct ct_key *key)
{
    size_t k = ct_panel_key(to, key->name, key->is_attribute);
    for (size_t i = 0; i < key->codes.n; i++)
        ct_copy_code(&to->keys[k].codes, key->codes.code[i],
                     key->codes.label[i]);
}

void ct_copy_obs(const struct ct_panel *from, size_t i, const uint16_t *inputs,
                 struct ct_obs *o)
{
    ct_panel_get(from, i, o);
    if (o->file < from->provenance.n_inputs)
        o->file = inputs[o->file];
}

struct ct_table *ct_copy_columns(struct ct_panel *to,
                                 const struct ct_table *table)
{
    struct ct_table *t = ct_table_create(table->name);
    for (size_t i = 0; i < table->n_columns; i++)
        ct_table_column(t, table->columns[i].name, table->columns[i].is_text);
    ct_panel_add_table(to, t);
    return t;
}

void ct_copy_row(struct ct_table *to, const struct ct_table *from, size_t row)
{
    ct_table_row(to);
    for (size_t i = 0; i < from->n_columns; i++) {
        const struct ct_column *c = &from->columns[i];
        if (c->is_text)
            ct_table_text(to, i, c->text[row]);
        else
            ct_table_number(to, i, c->number[row]);
    }
}
