/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of a draft. */
#include "config.h"

#include "collect/describe_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static void add_table(struct ct_draft *d, const char *name,
                      struct ct_buffer *text)
{
    d->table = ct_xrealloc(d->table, d->n_tables + 1, sizeof *d->table);
    d->table[d->n_tables++] =
        (struct ct_draft_table){ct_xstrdup(name), ct_buffer_take(text)};
}

static void put_meaning(struct ct_buffer *out, const char *hint)
{
    if (hint)
        ct_buffer_printf(out, "guess: %s?", hint);
    ct_buffer_byte(out, '\n');
}

void ct_seen_put_table(const struct ct_seen *seen,
                       const struct ct_seen_column *c, struct ct_draft *d)
{
    struct ct_buffer out = {0};
    ct_buffer_printf(&out, "code,%s,relation,note,ignore,meaning\n",
                     c->dimension);
    for (size_t i = 0; i < c->texts.n; i++) {
        const char *hint, *text = c->texts.code[i];
        const char *code =
            ct_guess_meaning(seen->codes, c->dimension, text, &hint);
        ct_put_cell(&out, text);
        ct_buffer_printf(&out, ",%s,,,,", code ? code : "");
        put_meaning(&out, code ? NULL : hint);
    }
    add_table(d, c->map, &out);
}

/* The part of a column's name that its key takes. */
static char *asked_of_name(const struct ct_seen *seen, const char *name)
{
    return seen->packed_names ? ct_xstrndup(name, ct_packed_length(name) - 5)
                              : ct_xstrdup(name);
}

void ct_seen_put_columns(const struct ct_seen *seen, struct ct_draft *d)
{
    struct ct_buffer out = {0};
    struct ct_dict done = {0};
    ct_buffer_text(&out,
                   "code,measure,offence,unit,relation,note,ignore,meaning\n");
    for (size_t i = 0; i < seen->n_columns; i++) {
        const struct ct_seen_column *c = &seen->column[i];
        if (c->role != CT_ROLE_VALUE)
            continue;
        char *name = asked_of_name(seen, c->name);
        const char *hint, *code;
        if (ct_dict_find(&done, name, strlen(name)) == CT_NO_CODE) {
            ct_dict_add(&done, name, strlen(name));
            code = ct_guess_meaning(seen->codes, "offence", name, &hint);
            ct_put_cell(&out, name);
            ct_buffer_printf(&out, ",offences,%s,,,,,", code ? code : "");
            put_meaning(&out, code ? NULL : hint);
        }
        free(name);
    }
    ct_dict_clear(&done);
    add_table(d, "columns.csv", &out);
}

void ct_draft_clear(struct ct_draft *d)
{
    for (size_t i = 0; i < d->n_tables; i++) {
        free(d->table[i].name);
        free(d->table[i].text);
    }
    free(d->table);
    free(d->conf);
    *d = (struct ct_draft){0};
}
