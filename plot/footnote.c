/* SPDX-License-Identifier: GPL-3.0-or-later
 * The footnote on a status that has no mark: whose values have it, and when. */
#include "config.h"

#include "plot/chart.h"

#include <math.h>

/* Lines named, at most. */
enum { MOST_NAMED = 8 };

/* The points with a value that have a status. */
struct marked {
    size_t n;
    const struct ct_point *first, *last;
};

static struct marked find_marked(const struct ct_line *l, uint16_t status)
{
    struct marked m = {0};
    for (size_t i = 0; i < l->n; i++) {
        const struct ct_point *p = &l->point[i];
        if (!(p->status & status) || isnan(p->value))
            continue;
        m.first = m.n++ ? m.first : p;
        m.last = p;
    }
    return m;
}

static void put_line(const struct ct_chart *c, const struct ct_line *l,
                     const struct marked *m, struct ct_buffer *out)
{
    char from[CT_PERIOD_MAX], to[CT_PERIOD_MAX];
    ct_buffer_text(out, c->n > 1 ? l->label : "");
    if (m->n == l->n_values && c->n > 1)
        return;
    ct_chart_period(c, m->first->ordinal, from);
    ct_chart_period(c, m->last->ordinal, to);
    ct_buffer_printf(out, "%s%s", c->n > 1 ? " " : "", from);
    if (m->n > 1)
        ct_buffer_printf(out, ct_chart_say(c, " to %s"), to);
}

void ct_caption_footnote(const struct ct_chart *c, uint16_t status,
                         const char *words, struct ct_buffer *out)
{
    size_t named = 0;
    if (!(c->status & status))
        return;
    for (size_t i = 0; i < c->n; i++) {
        struct marked m = find_marked(&c->line[i], status);
        if (m.n == 0 || named++ >= MOST_NAMED)
            continue;
        ct_buffer_printf(out, "%s", named > 1 ? "; " : words);
        ct_buffer_text(out, named > 1 ? "" : ": ");
        put_line(c, &c->line[i], &m, out);
    }
    if (named > MOST_NAMED)
        ct_buffer_printf(out, ct_chart_say(c, "; and %zu more"),
                         named - MOST_NAMED);
    ct_buffer_text(out, named ? ". " : "");
}
