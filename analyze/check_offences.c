/* SPDX-License-Identifier: GPL-3.0-or-later
 * Offences against the nearest one above them in the ICCS that the panel has.
 */
#include "config.h"

#include "analyze/check_parts.h"
#include "analyze/check_work.h"
#include "analyze/series_sets.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* The series of a set by the number of their offence; SIZE_MAX = none. */
struct offences {
    struct ct_check *c;
    const struct ct_dict *codes;
    long key, relation;
    size_t *by_code;
};

static bool relates(const struct offences *o, size_t series, const char *a,
                    const char *b)
{
    const char *code =
        o->relation < 0 ? "" : ct_panel_code(o->c->panel, o->relation, series);
    return !*code || strcmp(code, a) == 0 || strcmp(code, b) == 0;
}

/* The series of a code given by its first n bytes, or SIZE_MAX. */
static size_t series_of(const struct offences *o, const char *code, size_t n)
{
    uint32_t number = ct_dict_find(o->codes, code, n);
    return number == CT_NO_CODE ? SIZE_MAX : o->by_code[number];
}

/* The series of the nearest offence above, or SIZE_MAX; *direct is set if the
 * code is one of the ICCS, so that it may be added up with others. */
static size_t parent_of(const struct offences *o, size_t series, bool *direct)
{
    const char *code = ct_panel_code(o->c->panel, o->key, series);
    size_t n = strlen(code);
    *direct = strspn(code, "0123456789") == n;
    while (*direct && n > 2) {
        n = n > 4 ? n - 1 : 2;
        size_t found = series_of(o, code, n);
        if (found != SIZE_MAX)
            return found;
    }
    return strcmp(code, "_T") == 0 ? SIZE_MAX : series_of(o, "_T", 2);
}

/* Holds the parts of one total, those the ICCS has and those it has not,
 * against it. */
static void check_total(const struct offences *o, const size_t *series,
                        size_t n, size_t total, size_t *part)
{
    struct ct_parts iccs = {"offence",
                            total,
                            0,
                            part,
                            !ct_check_counts_heads(o->c->panel, total),
                            CT_SHORT_EXPECTED};
    if (!relates(o, total, "exact", "broader"))
        return;
    for (size_t i = 0; i < n; i++) {
        bool direct;
        if (parent_of(o, series[i], &direct) != total ||
            !relates(o, series[i], "exact", "narrower"))
            continue;
        struct ct_parts own = {"offence",  total, 1,
                               &series[i], false, CT_SHORT_EXPECTED};
        if (direct)
            part[iccs.n++] = series[i];
        else
            ct_check_parts(o->c, &own);
    }
    if (iccs.n)
        ct_check_parts(o->c, &iccs);
}

static void check_set(const struct offences *o, const size_t *series, size_t n,
                      size_t *part)
{
    const uint32_t *index = o->c->panel->keys[o->key].index;
    for (size_t i = 0; i < n; i++)
        o->by_code[index[series[i]]] = series[i];
    for (size_t i = 0; i < n; i++)
        check_total(o, series, n, series[i], part);
    for (size_t i = 0; i < n; i++)
        o->by_code[index[series[i]]] = SIZE_MAX;
}

void ct_check_offences(struct ct_check *c)
{
    static const char *const name = "offence";
    const struct ct_panel *p = c->panel;
    long key = ct_panel_find_key(p, name);
    if (key < 0 || p->keys[key].codes.n < 2)
        return;
    struct offences o = {.c = c,
                         .codes = &p->keys[key].codes,
                         .key = key,
                         .relation = ct_panel_find_key(p, "relation")};
    struct ct_series_sets sets;
    o.by_code = ct_xmalloc(o.codes->n, sizeof *o.by_code);
    memset(o.by_code, 0xff, o.codes->n * sizeof *o.by_code); /* SIZE_MAX */
    ct_series_sets_named(p, &name, 1, &sets);
    size_t *part = ct_xmalloc(p->n_series, sizeof *part);
    for (size_t i = 0; i < sets.n; i++) {
        const size_t *series = sets.series + sets.first[i];
        size_t n = sets.first[i + 1] - sets.first[i];
        if (n > 1 && ct_check_is_amount(p, series[0]))
            check_set(&o, series, n, part);
    }
    free(part);
    free(o.by_code);
    ct_series_sets_clear(&sets);
}
