/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes on series that are not in the result. */
#include "config.h"

#include "analyze/lost_notes.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

void ct_lost_notes_add(struct ct_lost_notes *l, const struct ct_lost_note *one)
{
    char *words =
        ct_xasprintf("%ld\t%s\t%s", (long)one->time, one->kind, one->text);
    size_t known = l->words.n;
    size_t k = ct_dict_add(&l->words, words, strlen(words));
    free(words);
    l->row = ct_xgrow(l->row, &l->capacity, k + 1, sizeof *l->row);
    if (k == known) {
        l->row[k] = *one;
        l->row[k].n = 0;
    }
    struct ct_lost_note *row = &l->row[k];
    if (row->n < CT_LOST_NAMED)
        row->name[row->n] = one->name[0];
    row->n++;
}

void ct_lost_notes_write(const struct ct_lost_notes *l, struct ct_panel *out)
{
    for (size_t k = 0; k < l->words.n; k++) {
        const struct ct_lost_note *row = &l->row[k];
        if (row->n > CT_LOST_NAMED)
            ct_panel_note(out, -1, row->time, row->kind,
                          "%s and %zu more series: %s", row->name[0],
                          row->n - 1, row->text);
        for (size_t i = 0; i < row->n && row->n <= CT_LOST_NAMED; i++)
            ct_panel_note(out, -1, row->time, row->kind, "%s: %s", row->name[i],
                          row->text);
    }
}

void ct_lost_notes_clear(struct ct_lost_notes *l)
{
    ct_dict_clear(&l->words);
    free(l->row);
}
