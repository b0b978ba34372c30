/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series that a method took and could compute nothing of: they have no line,
 * and must not be missed without a word. */
#include "config.h"

#include "plot/chart.h"

#include "lib/memory.h"
#include "plot/encode.h"

#include <stdlib.h>
#include <string.h>

/* Series named, at most. */
enum { MOST_NAMED = 8 };

/* Whether the panel has observations of a row's series, looked for from *from
 * on, as both stand in the same order. */
static bool is_there(const struct ct_chart *c, const struct ct_table *t,
                     size_t row, size_t *from)
{
    size_t n = c->panel->n_series;
    for (size_t i = 0; i < n; i++)
        if (ct_chart_row_is_of(c, t, row, (*from + i) % n)) {
            *from = (*from + i + 1) % n;
            return true;
        }
    return false;
}

/* Whether the rows of a column of codes differ. */
static bool varies(const struct ct_table *t, size_t column)
{
    const struct ct_column *k = &t->columns[column];
    for (size_t row = 1; row < t->n_rows; row++)
        if (strcmp(k->text[row], k->text[0]) != 0)
            return true;
    return false;
}

/* Appends what tells a row's series from the others, in words. */
static void put_name(const struct ct_chart *c, const struct ct_table *t,
                     size_t row, struct ct_buffer *out)
{
    const struct ct_codes *codes = c->request->codes;
    size_t before = out->size, dimensions = (size_t)ct_table_find(t, "n");
    for (size_t k = 0; k < dimensions; k++) {
        const char *key = t->columns[k].name, *code = t->columns[k].text[row];
        bool only = k + 1 == dimensions && out->size == before;
        if (!varies(t, k) && !(only && strcmp(key, "area") == 0))
            continue;
        const char *name = codes ? ct_codes_short(codes, key, code) : NULL;
        char *clean = ct_text_clean(name ? name : code);
        ct_buffer_printf(out, "%s%s", out->size > before ? ", " : "", clean);
        free(clean);
    }
}

void ct_caption_refused(const struct ct_chart *c, struct ct_buffer *out)
{
    const struct ct_table *t = ct_panel_table(c->panel, "series");
    long note = t ? ct_table_find(t, "note") : -1;
    struct ct_buffer list = {0};
    size_t missing = 0, from = 0;
    for (size_t row = 0; note >= 0 && row < t->n_rows; row++) {
        const char *why = t->columns[note].text[row];
        if (is_there(c, t, row, &from) || !*why || missing++ >= MOST_NAMED)
            continue;
        ct_buffer_text(&list, list.size ? "; " : "");
        put_name(c, t, row, &list);
        char *clean = ct_text_clean(why);
        ct_buffer_printf(&list, " (%s)", clean);
        free(clean);
    }
    /* Where all are missing, the result is of groups of them. */
    if (missing && missing < t->n_rows) {
        ct_buffer_printf(out, "Not computed: %s", list.data);
        if (missing > MOST_NAMED)
            ct_buffer_printf(out, "; and %zu more", missing - MOST_NAMED);
        ct_buffer_text(out, ". ");
    }
    ct_buffer_clear(&list);
}
