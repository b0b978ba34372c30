/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes of rows, gathered. */
#include "config.h"

#include "export/report_notes.h"

#include "lib/buffer.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Appends a note without what stands in parentheses: the numbers of one
 * row. */
static void without_parentheses(struct ct_buffer *out, const char *note)
{
    int depth = 0;
    ct_buffer_text(out, "");
    for (; *note; note++) {
        bool opens = note[0] == ' ' && note[1] == '(';
        depth += opens;
        if (!depth)
            ct_buffer_byte(out, *note);
        depth -= *note == ')' && depth;
    }
}

/* Appends the note's kind: its words, numbers all the same. */
static void kind_of(struct ct_buffer *out, const char *note)
{
    ct_buffer_text(out, "");
    for (; *note; note++)
        if (!strchr("0123456789.", *note))
            ct_buffer_byte(out, *note);
}

/* Puts two notes of a kind together: words that differ become an ellipsis. */
static char *together(const char *a, const char *b)
{
    struct ct_buffer out = {0};
    ct_buffer_text(&out, "");
    while (*a && *b) {
        size_t n = strcspn(a, " "), m = strcspn(b, " ");
        if (n == m && memcmp(a, b, n) == 0)
            ct_buffer_add(&out, a, n);
        else
            ct_buffer_text(&out, "\u2026");
        a += n + (a[n] == ' ');
        b += m + (b[m] == ' ');
        if (*a && *b)
            ct_buffer_byte(&out, ' ');
    }
    return ct_buffer_take(&out);
}

size_t ct_report_notes_add(struct ct_report_notes *notes, const char *note)
{
    struct ct_buffer text = {0}, kind = {0};
    without_parentheses(&text, note);
    kind_of(&kind, text.data);
    size_t known = notes->kinds.n;
    size_t i = ct_dict_add(&notes->kinds, kind.data, kind.size);
    if (i == known) {
        notes->text = ct_xrealloc(notes->text, i + 1, sizeof *notes->text);
        notes->rows = ct_xrealloc(notes->rows, i + 1, sizeof *notes->rows);
        notes->text[i] = ct_buffer_take(&text);
        notes->rows[i] = 0;
    } else {
        char *both = together(notes->text[i], text.data);
        free(notes->text[i]);
        notes->text[i] = both;
    }
    notes->rows[i]++;
    ct_buffer_clear(&kind);
    ct_buffer_clear(&text);
    return i;
}

void ct_report_notes_read(struct ct_report_notes *notes,
                          const struct ct_table *t)
{
    long column = ct_table_find(t, "note");
    *notes = (struct ct_report_notes){0};
    if (column < 0 || !t->columns[column].is_text)
        return;
    for (size_t row = 0; row < t->n_rows; row++)
        if (*t->columns[column].text[row])
            ct_report_notes_add(notes, t->columns[column].text[row]);
}

void ct_report_notes_clear(struct ct_report_notes *notes)
{
    for (size_t i = 0; i < notes->kinds.n; i++)
        free(notes->text[i]);
    free(notes->text);
    free(notes->rows);
    ct_dict_clear(&notes->kinds);
}
