/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes, sorted. */
#include "config.h"

#include "export/note_list.h"

#include "lib/memory.h"

#include <stdlib.h>

/* A note with what it is sorted by. */
struct entry {
    int32_t series, time;
    uint32_t number;
};

static int by_place(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->series != y->series)
        return x->series < y->series ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return x->number < y->number ? -1 : 1;
}

void ct_note_list_make(struct ct_note_list *l, const struct ct_panel *p)
{
    size_t n = p->provenance.n_notes;
    struct entry *entry = ct_xmalloc(n, sizeof *entry);
    for (size_t i = 0; i < n; i++) {
        const struct ct_note *note = &p->provenance.notes[i];
        entry[i] = (struct entry){note->series < 0 ? -1 : note->series,
                                  note->time, (uint32_t)i};
    }
    if (n)
        qsort(entry, n, sizeof *entry, by_place);
    *l = (struct ct_note_list){p, n, ct_xmalloc(n, sizeof *l->note)};
    for (size_t i = 0; i < n; i++)
        l->note[i] = entry[i].number;
    free(entry);
}

/* Where the notes of a series at a time are: the first not before them. */
static size_t first_of(const struct ct_note_list *l, long series, int32_t time)
{
    size_t low = 0, high = l->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct ct_note *note = &l->panel->provenance.notes[l->note[mid]];
        long of = note->series < 0 ? -1 : note->series;
        if (of < series || (of == series && note->time < time))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

void ct_note_list_say(const struct ct_note_list *l, long series, int32_t time,
                      struct ct_buffer *out)
{
    const struct ct_provenance *v = &l->panel->provenance;
    size_t before = out->size;
    for (size_t i = first_of(l, series, time); i < l->n; i++) {
        const struct ct_note *note = &v->notes[l->note[i]];
        if ((note->series < 0 ? -1 : note->series) != series ||
            note->time != time)
            break;
        const char *text = ct_note_text(v, l->note[i]);
        const char *head = ct_note_head(ct_note_kind(v, l->note[i]), &text);
        ct_buffer_printf(out, "%s%s: %s", out->size > before ? "; " : "", head,
                         text);
    }
}

bool ct_note_list_any(const struct ct_note_list *l, bool of_series,
                      bool at_time)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct ct_note *note = &l->panel->provenance.notes[i];
        if ((note->series >= 0) == of_series &&
            (note->time != INT32_MIN) == at_time)
            return true;
    }
    return false;
}

void ct_note_list_clear(struct ct_note_list *l)
{
    free(l->note);
    *l = (struct ct_note_list){0};
}
