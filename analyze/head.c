/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose the rows and observations of a part's output are. */
#include "config.h"

#include "analyze/head.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static size_t count_tables(const struct ct_output_part *out)
{
    size_t n = 0;
    while (out->table[n])
        n++;
    return n;
}

/* Adds a head that begins where the output is now. */
static struct ct_head *add_head(struct ct_output_part *out, long member)
{
    size_t n = count_tables(out);
    out->head = ct_xgrow(out->head, &out->head_capacity, out->n_heads + 1,
                         sizeof *out->head);
    struct ct_head *h = &out->head[out->n_heads++];
    *h = (struct ct_head){.member = member,
                          .first_obs = out->n_obs,
                          .first_row = ct_xmalloc(n, sizeof *h->first_row)};
    for (size_t t = 0; t < n; t++)
        h->first_row[t] = out->table[t]->n_rows;
    return h;
}

void ct_head_begin(struct ct_output_part *out)
{
    add_head(out, CT_WHOLE);
}

void ct_output_of(struct ct_output_part *out, long member)
{
    add_head(out, member);
}

static void recode(struct ct_head *h, const char *dimension, const char *code)
{
    h->recoded = ct_xrealloc(h->recoded, h->n + 1, sizeof *h->recoded);
    h->recoded[h->n++] =
        (struct ct_recoded){ct_xstrdup(dimension), ct_xstrdup(code)};
}

void ct_output_code(struct ct_output_part *out, const char *dimension,
                    const char *code)
{
    size_t before = out->n_heads - 1;
    struct ct_head *h = add_head(out, out->head[before].member);
    const struct ct_head *old = &out->head[before];
    for (size_t i = 0; i < old->n; i++)
        if (strcmp(old->recoded[i].dimension, dimension) != 0)
            recode(h, old->recoded[i].dimension, old->recoded[i].code);
    recode(h, dimension, code);
}

void ct_head_rows(const struct ct_output_part *out, size_t head, size_t table,
                  size_t *first, size_t *end)
{
    *first = out->head[head].first_row[table];
    *end = head + 1 < out->n_heads ? out->head[head + 1].first_row[table]
                                   : out->table[table]->n_rows;
}

const char *ct_head_recoded(const struct ct_head *head, const char *dimension)
{
    for (size_t i = 0; i < head->n; i++)
        if (strcmp(head->recoded[i].dimension, dimension) == 0)
            return head->recoded[i].code;
    return NULL;
}

void ct_heads_clear(struct ct_output_part *out)
{
    for (size_t h = 0; h < out->n_heads; h++) {
        for (size_t i = 0; i < out->head[h].n; i++) {
            free(out->head[h].recoded[i].dimension);
            free(out->head[h].recoded[i].code);
        }
        free(out->head[h].recoded);
        free(out->head[h].first_row);
    }
    free(out->head);
}
