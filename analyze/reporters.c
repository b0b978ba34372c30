/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes on periods with other reporters. */
#include "config.h"

#include "analyze/reporters.h"
#include "analyze/cells.h"
#include "analyze/sentences.h"

#include "lib/period.h"

#include <string.h>

/* Whether a series is that of a row, in whatever unit. */
static bool is_of_row(const struct ct_panel *p, size_t series,
                      const struct ct_table *t, size_t row)
{
    size_t keys = (size_t)ct_table_find(t, "time");
    for (size_t k = 0; k < keys; k++)
        if (strcmp(t->columns[k].name, "unit") != 0 &&
            strcmp(ct_panel_code_of(p, t->columns[k].name, series),
                   t->columns[k].text[row]) != 0)
            return false;
    return true;
}

static void say(struct ct_panel *p, long series, const struct ct_table *t,
                size_t row, const char *now)
{
    const char *text = t->columns[ct_table_find(t, "time")].text[row];
    size_t still = (size_t)ct_cells_at(t, "still", row);
    struct ct_period when;
    if (ct_period_parse(text, strlen(text), &when, NULL) != 0)
        return;
    if (ct_cells_at(t, "fell", row) == 1)
        ct_panel_note(p, series, when.day, CT_NOTE_REPORTERS, CT_SAY_FELL,
                      still, (size_t)ct_cells_at(t, "earlier", row));
    else
        ct_panel_note(p, series, when.day, CT_NOTE_REPORTERS, CT_SAY_ROSE,
                      still, (size_t)ct_cells_at(t, now, row));
}

void ct_reporter_notes(struct ct_panel *result, const char *table,
                       const char *now)
{
    const struct ct_table *t = ct_panel_table(result, table);
    for (size_t row = 0; row < t->n_rows; row++) {
        if (ct_cells_at(t, "fell", row) != 1 &&
            ct_cells_at(t, "rose", row) != 1)
            continue;
        for (size_t s = 0; s < result->n_series; s++)
            if (is_of_row(result, s, t, row))
                say(result, (long)s, t, row, now);
    }
}
