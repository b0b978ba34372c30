/* SPDX-License-Identifier: GPL-3.0-or-later
 * The publisher's remarks beside observations, kept as notes. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/buffer.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Texts repeat in nearly all rows, so an entry keeps a number. */
void ct_builder_remark(struct ct_builder *b, size_t i, const char *kind,
                       const char *text, size_t n)
{
    struct ct_remarks *r = &b->remarks[i];
    size_t had = r->capacity;
    uint32_t number = r->text.n < UINT16_MAX ? ct_dict_add(&r->text, text, n)
                                             : ct_dict_find(&r->text, text, n);
    if (number == CT_NO_CODE) /* so many notes are none of a source */
        number = ct_dict_add(&r->text, "other", 5);
    r->kind = kind;
    if (!number && !r->number)
        return;
    r->number =
        ct_xgrow(r->number, &r->capacity, b->n_entries, sizeof *r->number);
    memset(r->number + had, 0, (r->capacity - had) * sizeof *r->number);
    r->number[b->n_entries - 1] = (uint16_t)number;
}

static const char *text_of(const struct ct_remarks *r, uint32_t entry)
{
    return r->text.code[entry < r->capacity ? r->number[entry] : 0];
}

/* Changes in a series that are told one by one. A series of years has fewer; a
 * long one that changes all the time is told in sum, or notes would be more
 * than numbers. */
enum { CHANGES_MAX = 24 };

static uint32_t number_of(const struct ct_remarks *r, uint32_t entry)
{
    return entry < r->capacity ? r->number[entry] : 0;
}

static size_t count_changes(const struct ct_remarks *r, const uint32_t *entry,
                            size_t n)
{
    size_t changes = 0;
    for (size_t i = 1; i < n; i++)
        changes += number_of(r, entry[i]) != number_of(r, entry[i - 1]);
    return changes;
}

/* "CTS 47, CTS/NSO 48", in order of first appearance. */
static void note_sum(struct ct_builder *b, const struct ct_remarks *r,
                     size_t series, const uint32_t *entry, size_t n)
{
    size_t *times = ct_xcalloc(r->text.n, sizeof *times);
    struct ct_buffer text = {0};
    for (size_t i = 0; i < n; i++)
        times[number_of(r, entry[i])]++;
    for (size_t i = 0; i < n; i++) {
        uint32_t number = number_of(r, entry[i]);
        const char *what = r->text.code[number];
        if (times[number])
            ct_buffer_printf(&text, "%s%s %zu", text.size ? ", " : "",
                             *what ? what : "none", times[number]);
        times[number] = 0;
    }
    ct_panel_note(b->panel, (long)series, INT32_MIN, r->kind,
                  "changes all the time: %s", text.data);
    ct_buffer_clear(&text);
    free(times);
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
        int32_t time = ct_builder_at(b, entry[i])->time;
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
    for (size_t i = 0; i < CT_REMARKS_MAX; i++) {
        const struct ct_remarks *r = &b->remarks[i];
        if (r->text.n > 1 && count_changes(r, entry, n) > CHANGES_MAX)
            note_sum(b, r, series, entry, n);
        else if (r->text.n > 1)
            note_changes(b, r, series, entry, n);
    }
}

void ct_builder_clear_remarks(struct ct_builder *b)
{
    for (size_t i = 0; i < CT_REMARKS_MAX; i++) {
        ct_dict_clear(&b->remarks[i].text);
        free(b->remarks[i].number);
        b->remarks[i] = (struct ct_remarks){0};
    }
}
