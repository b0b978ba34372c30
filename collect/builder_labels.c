/* SPDX-License-Identifier: GPL-3.0-or-later
 * Labels of codes as files give them: the first one of a code holds, and
 * further ones are told apart, not counted cell by cell, so that it does not
 * matter who read which rows. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *label_of(const struct ct_builder *b, size_t slot,
                            uint32_t number)
{
    return b->panel->keys[slot].codes.label[number];
}

/* Keeps a label of a code that has another one: dimension, code and label, a
 * line each. */
static void add_further(struct ct_builder *b, size_t slot, uint32_t number,
                        const char *label)
{
    const struct ct_key *key = &b->panel->keys[slot];
    char *text =
        ct_xasprintf("%s\n%s\n%s", key->name, key->codes.code[number], label);
    ct_dict_add(&b->further, text, strlen(text));
    free(text);
}

void ct_builder_label(struct ct_builder *b, size_t slot, uint32_t number,
                      const char *label)
{
    const char *have = label_of(b, slot, number);
    if (*have) {
        if (strcmp(have, label) != 0)
            add_further(b, slot, number, label);
        return;
    }
    ct_dict_label(&b->panel->keys[slot].codes, number, label);
    if (!b->passes_on)
        return;
    b->labelled = ct_xgrow(b->labelled, &b->labelled_capacity,
                           b->n_labelled + 1, sizeof *b->labelled);
    b->labelled[b->n_labelled++] = (struct ct_labelled){slot, number};
}

/* Whether the code of a further label has it after all, as that of another
 * reader, which came first. */
static bool holds(const struct ct_builder *b, const char *further)
{
    const char *code = strchr(further, '\n') + 1;
    const char *label = strchr(code, '\n') + 1;
    char *name = ct_xstrndup(further, (size_t)(code - 1 - further));
    size_t slot = (size_t)ct_panel_find_key(b->panel, name);
    free(name);
    uint32_t number = ct_dict_find(&b->panel->keys[slot].codes, code,
                                   (size_t)(label - 1 - code));
    return strcmp(label_of(b, slot, number), label) == 0;
}

size_t ct_builder_n_further(const struct ct_builder *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->further.n; i++)
        n += !holds(b, b->further.code[i]);
    return n;
}

void ct_builder_pass_further(struct ct_builder *to, struct ct_builder *from)
{
    for (size_t i = 0; i < from->further.n; i++)
        ct_dict_add(&to->further, from->further.code[i],
                    strlen(from->further.code[i]));
    ct_dict_clear(&from->further);
}

void ct_builder_clear_labels(struct ct_builder *b)
{
    ct_dict_clear(&b->further);
    free(b->labelled);
    b->labelled = NULL;
    b->n_labelled = b->labelled_capacity = 0;
}
