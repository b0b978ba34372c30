/* SPDX-License-Identifier: GPL-3.0-or-later
 * First rows, read once for each way of reading them. */
#include "config.h"

#include "collect/preview.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Forms whose header stands below this many rows have a preview to themselves.
 */
enum { ROWS = 64 };

static void keep(struct ct_preview *p, const struct ct_row *row)
{
    struct ct_cell *cells = ct_xmalloc(row->n + 1, sizeof *cells);
    for (size_t i = 0; i < row->n; i++) {
        cells[i] = row->cells[i];
        cells[i].text = ct_xstrndup(row->cells[i].text, row->cells[i].length);
    }
    p->row[p->n_rows++] =
        (struct ct_row){.n = row->n,
                        .cells = cells,
                        .line = row->line,
                        .table = row->table ? ct_xstrdup(row->table) : NULL};
}

/* Stops (-1 without an error) when there are enough. */
static int take(void *user, const struct ct_row *row, struct ct_error *err)
{
    (void)err;
    struct ct_preview *p = user;
    keep(p, row);
    return p->n_rows < p->limit ? 0 : -1;
}

static size_t rows_needed(const struct ct_form *form)
{
    size_t n = (size_t)form->preamble + (size_t)form->header_rows;
    return n < ROWS ? ROWS : n + 1;
}

/* Patterns and positions are told by their address, which another descriptor
 * may have later: what has them is not shared. */
static bool is_plain(const struct ct_form *form)
{
    return !form->member && !form->carrier_settings.sheet &&
           !form->carrier_settings.positions && !form->carrier_settings.time;
}

static bool same_way(const struct ct_preview *p, const struct ct_form *form)
{
    return p->plain && is_plain(form) && p->carrier == form->carrier &&
           p->limit >= rows_needed(form) &&
           p->delimiter == form->carrier_settings.delimiter &&
           strcmp(p->encoding, form->carrier_settings.encoding) == 0;
}

static struct ct_preview *look(struct ct_stream *in, const struct ct_form *form)
{
    struct ct_preview *p = ct_xcalloc(1, sizeof *p);
    p->carrier = form->carrier;
    p->delimiter = form->carrier_settings.delimiter;
    p->encoding = ct_xstrdup(form->carrier_settings.encoding);
    p->plain = is_plain(form);
    p->limit = rows_needed(form);
    p->row = ct_xcalloc(p->limit + 1, sizeof *p->row);
    if (ct_stream_member(in, form->member, &p->err) < 0)
        return p;
    ct_stream_start(in, true);
    if (form->carrier->read(in, &form->carrier_settings, take, p, &p->err) < 0)
        return p;
    p->err = (struct ct_error){0};
    return p;
}

const struct ct_preview *ct_preview_get(struct ct_previews *p,
                                        const struct ct_form *form)
{
    for (size_t i = 0; i < p->n; i++)
        if (same_way(p->preview[i], form))
            return p->preview[i];
    p->preview = ct_xrealloc(p->preview, p->n + 1, sizeof *p->preview);
    return p->preview[p->n++] = look(p->in, form);
}

static void destroy(struct ct_preview *p)
{
    for (size_t i = 0; i < p->n_rows; i++) {
        for (size_t k = 0; k < p->row[i].n; k++)
            free((char *)p->row[i].cells[k].text);
        free((struct ct_cell *)p->row[i].cells);
        free((char *)p->row[i].table);
    }
    free(p->row);
    free(p->encoding);
    free(p);
}

void ct_previews_clear(struct ct_previews *p)
{
    for (size_t i = 0; i < p->n; i++)
        destroy(p->preview[i]);
    free(p->preview);
}
