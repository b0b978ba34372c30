/* SPDX-License-Identifier: GPL-3.0-or-later
 * The publisher's remarks beside observations, kept as notes. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Texts repeat in nearly all rows, so an entry keeps a number. */
void ct_builder_remark(struct ct_builder *b, size_t i, const char *kind,
                       const char *text, size_t n)
{
    struct ct_remarks *r = &b->remarks[i];
    size_t had = r->capacity;
    r->kind = kind;
    r->number =
        ct_xgrow(r->number, &r->capacity, b->n_entries, sizeof *r->number);
    memset(r->number + had, 0, (r->capacity - had) * sizeof *r->number);
    r->number[b->n_entries - 1] = ct_dict_add(&r->text, text, n) + 1;
    r->n = b->n_entries;
}

static const char *text_of(const struct ct_remarks *r, uint32_t entry)
{
    uint32_t number = entry < r->n ? r->number[entry] : 0;
    return number ? r->text.code[number - 1] : "";
}

/* The first of a series, and each that differs from the one before it: a
 * change of source may be a break. */
static void note_changes(struct ct_builder *b, const struct ct_remarks *r,
                         size_t series, const uint32_t *entry, size_t n)
{
    const char *before = "";
    for (size_t i = 0; i < n; i++) {
        const char *text = text_of(r, entry[i]);
        if (!*text || strcmp(text, before) == 0)
            continue;
        int32_t time = b->entry[entry[i]].time;
        if (*before)
            ct_panel_note(b->panel, (long)series, time, r->kind,
                          "%s; before: %s", text, before);
        else
            ct_panel_note(b->panel, (long)series, time, r->kind, "%s", text);
        before = text;
    }
}

/* Where all observations of all series have the same remark, one note on the
 * panel says so. */
void ct_builder_note_remarks(struct ct_builder *b, size_t series,
                             const uint32_t *entry, size_t n)
{
    for (size_t i = 0; i < CT_REMARKS_MAX; i++)
        if (b->remarks[i].text.n > 1)
            note_changes(b, &b->remarks[i], series, entry, n);
}

void ct_builder_clear_remarks(struct ct_builder *b)
{
    for (size_t i = 0; i < CT_REMARKS_MAX; i++) {
        ct_dict_clear(&b->remarks[i].text);
        free(b->remarks[i].number);
    }
}
