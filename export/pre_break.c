/* SPDX-License-Identifier: GPL-3.0-or-later
 * The value before a break. */
#include "config.h"

#include "export/pre_break.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

/* The key of a series without its definition. */
static void put_key(const struct ct_panel *p, size_t series, long definition,
                    struct ct_buffer *out)
{
    out->size = 0;
    for (size_t k = 0; k < p->n_keys; k++)
        if ((long)k != definition && !p->keys[k].is_attribute)
            ct_buffer_printf(out, "%08x", p->keys[k].index[series]);
}

void ct_pre_breaks_make(struct ct_pre_breaks *b, const struct ct_panel *p)
{
    long definition = ct_panel_find_key(p, "definition");
    struct ct_dict keys = {0};
    struct ct_buffer key = {0};
    *b = (struct ct_pre_breaks){.panel = p};
    if (definition < 0 || p->keys[definition].codes.n < 2 ||
        !p->column[CT_VALUE])
        return;
    uint32_t *last = ct_xmalloc(p->n_series, sizeof *last);
    b->next = ct_xmalloc(p->n_series, sizeof *b->next);
    for (uint32_t s = 0; s < p->n_series; s++) {
        put_key(p, s, definition, &key);
        size_t before = keys.n;
        uint32_t group = ct_dict_add(&keys, key.data, key.size);
        b->next[s] = keys.n > before ? s : b->next[last[group]];
        if (keys.n == before)
            b->next[last[group]] = s;
        last[group] = s;
    }
    free(last);
    ct_dict_clear(&keys);
    ct_buffer_clear(&key);
}

/* Whether a series has a number before observation `end` of it. */
static bool has_before(const struct ct_panel *p, size_t series, size_t end)
{
    for (size_t i = p->first[series]; i < end; i++)
        if (!isnan(p->column[CT_VALUE][i]))
            return true;
    return false;
}

/* The number a series has at a time, if it has others before. */
static double old_value(const struct ct_panel *p, size_t series, int32_t time)
{
    for (size_t i = p->first[series]; i < p->first[series + 1]; i++)
        if (p->time[i] == time)
            return has_before(p, series, i) ? p->column[CT_VALUE][i] : NAN;
    return NAN;
}

double ct_pre_break(const struct ct_pre_breaks *b, size_t series, size_t obs)
{
    const struct ct_panel *p = b->panel;
    double found = NAN;
    if (!b->next || !(p->status[obs] & CT_STATUS_BREAK) ||
        isnan(p->column[CT_VALUE][obs]) || has_before(p, series, obs))
        return NAN;
    for (size_t s = b->next[series]; s != series; s = b->next[s]) {
        double x = old_value(p, s, p->time[obs]);
        if (!isnan(x) && !isnan(found))
            return NAN;
        found = isnan(x) ? found : x;
    }
    return found;
}

void ct_pre_breaks_clear(struct ct_pre_breaks *b)
{
    free(b->next);
    *b = (struct ct_pre_breaks){0};
}
