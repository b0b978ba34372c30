/* SPDX-License-Identifier: GPL-3.0-or-later
 * The publisher's remarks beside observations, kept as notes. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/buffer.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static uint32_t number_of(const struct ct_remarks *r, uint32_t entry)
{
    return entry < r->capacity ? r->number[entry] : 0;
}

/* Gives the last entry a remark; as long as all have the first, no array is
 * needed. */
static void set_number(const struct ct_builder *b, struct ct_remarks *r,
                       uint32_t number)
{
    size_t had = r->capacity;
    if (!number && !r->number)
        return;
    r->number =
        ct_xgrow(r->number, &r->capacity, b->n_entries, sizeof *r->number);
    memset(r->number + had, 0, (r->capacity - had) * sizeof *r->number);
    r->number[b->n_entries - 1] = (uint16_t)number;
}

/* Texts repeat in nearly all rows, so an entry keeps a number. */
void ct_builder_remark(struct ct_builder *b, size_t i,
                       const struct ct_remark *as, const char *text, size_t n)
{
    struct ct_remarks *r = &b->remarks[i];
    uint32_t number = r->text.n < UINT16_MAX ? ct_dict_add(&r->text, text, n)
                                             : ct_dict_find(&r->text, text, n);
    if (number == CT_NO_CODE) /* so many notes are none of a source */
        number = ct_dict_add(&r->text, "other", 5);
    r->as = as;
    set_number(b, r, number);
}

void ct_builder_remark_as(struct ct_builder *b, uint32_t from)
{
    for (size_t i = 0; i < CT_REMARKS_MAX; i++)
        set_number(b, &b->remarks[i], number_of(&b->remarks[i], from));
}

void ct_builder_pass_remarks(struct ct_builder *to,
                             const struct ct_builder *from, size_t entry)
{
    for (size_t i = 0; i < CT_REMARKS_MAX; i++) {
        const struct ct_remarks *r = &from->remarks[i];
        if (!r->as)
            continue;
        const char *text = r->text.code[number_of(r, (uint32_t)entry)];
        ct_builder_remark(to, i, r->as, text, strlen(text));
    }
}

bool ct_builder_remarks_full(const struct ct_builder *b)
{
    for (size_t i = 0; i < CT_REMARKS_MAX; i++)
        if (b->remarks[i].text.n >= UINT16_MAX)
            return true;
    return false;
}

/* Changes in a series that are told one by one. A series of years has fewer; a
 * long one that changes all the time is told in sum, or notes would be more
 * than numbers. */
enum { CHANGES_MAX = 12 };

static size_t count_changes(const struct ct_remarks *r, const uint32_t *entry,
                            size_t n)
{
    size_t changes = 0;
    for (size_t i = 1; i < n; i++)
        changes += number_of(r, entry[i]) != number_of(r, entry[i - 1]);
    return changes;
}

/* "CTS, CTS/NSO", in the order of the file. How often each would make a text of
 * its own for every series. */
static void note_sum(struct ct_builder *b, const struct ct_remarks *r,
                     size_t series, const uint32_t *entry, size_t n)
{
    bool *has = ct_xcalloc(r->text.n, sizeof *has);
    struct ct_buffer text = {0};
    for (size_t i = 0; i < n; i++)
        has[number_of(r, entry[i])] = true;
    for (size_t i = 0; i < r->text.n; i++)
        if (has[i]) {
            const char *what = r->text.code[i];
            ct_buffer_text(&text, text.size ? ", " : "changes all the time: ");
            ct_buffer_text(&text, *what ? what : "none");
        }
    ct_panel_note_text(b->panel, (long)series, INT32_MIN, r->as->kind,
                       text.data);
    ct_buffer_clear(&text);
    free(has);
}

/* The number of the note that says what a remark is and what was before it
 * (CT_NO_CODE: nothing). Publishers have a
 * handful of sources, so nearly all pairs were said before. */
static uint32_t say_change(struct ct_builder *b, struct ct_remarks *r,
                           uint32_t number, uint32_t before)
{
    struct ct_change *c = &r->said[(before * 31 + number) % CT_CHANGES_SAID];
    const char *what = r->text.code[number];
    struct ct_dict *texts = &b->panel->provenance.texts;
    if (c->there && c->number == number && c->before == before)
        return c->text;
    char *text = before == CT_NO_CODE ? ct_xstrdup(what)
                                      : ct_xasprintf("%s; before: %s", what,
                                                     r->text.code[before]);
    *c = (struct ct_change){true, number, before,
                            ct_dict_add(texts, text, strlen(text))};
    free(text);
    return c->text;
}

/* The first of a series, and each that differs from the one before it: a
 * change of source may be a break. */
static void note_changes(struct ct_builder *b, struct ct_remarks *r,
                         size_t series, const uint32_t *entry, size_t n)
{
    uint32_t before = CT_NO_CODE;
    struct ct_note note = {.series = (int32_t)series};
    note.kind = ct_dict_add(&b->panel->provenance.kinds, r->as->kind,
                            strlen(r->as->kind));
    for (size_t i = 0; i < n; i++) {
        uint32_t number = number_of(r, entry[i]);
        if (number == before || !*r->text.code[number])
            continue;
        note.time = ct_builder_at(b, entry[i])->time;
        note.text = say_change(b, r, number, before);
        ct_panel_note_numbers(b->panel, &note);
        before = number;
    }
}

/* How many bytes are a kind: a word of small letters with ": " behind it. */
static size_t kind_length(const char *text)
{
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz-");
    return n && strncmp(text + n, ": ", 2) == 0 ? n : 0;
}

/* The end of a part: "; " with a kind behind it, or the end of all. */
static const char *part_end(const char *text)
{
    for (const char *at = text; (at = strstr(at, "; ")) != NULL; at += 2)
        if (kind_length(at + 2))
            return at;
    return text + strlen(text);
}

/* Notes as they stand, each part with its kind. */
static void note_parts(struct ct_builder *b, const struct ct_remark *as,
                       const char *text, long series, int32_t time)
{
    while (*text) {
        const char *end = part_end(text);
        size_t n = kind_length(text), from = n ? n + 2 : 0;
        char *kind = n ? ct_xstrndup(text, n) : ct_xstrdup(as->kind);
        char *part = ct_xstrndup(text + from, (size_t)(end - text) - from);
        ct_panel_note_text(b->panel, series, time, kind, part);
        free(part);
        free(kind);
        text = *end ? end + 2 : end;
    }
}

static void note_each(struct ct_builder *b, const struct ct_remarks *r,
                      size_t series, const uint32_t *entry, size_t n)
{
    bool once = r->as->on == CT_ON_SERIES;
    for (size_t i = 0; i < n; i++) {
        const char *text = r->text.code[number_of(r, entry[i])];
        int32_t time = ct_builder_at(b, entry[i])->time;
        if (*text)
            note_parts(b, r->as, text, (long)series, once ? INT32_MIN : time);
        if (*text && once)
            return;
    }
}

/* Where all observations of all series have the same remark that goes on, one
 * note on the panel says so. */
void ct_builder_note_remarks(struct ct_builder *b, size_t series,
                             const uint32_t *entry, size_t n)
{
    for (size_t i = 0; i < CT_REMARKS_MAX; i++) {
        struct ct_remarks *r = &b->remarks[i];
        if (r->as && r->as->on != CT_ON_CHANGES)
            note_each(b, r, series, entry, n);
        else if (r->text.n > 1 && count_changes(r, entry, n) > CHANGES_MAX)
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
