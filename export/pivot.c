/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows and columns out of dimensions. Each number has a place in every
 * dimension that is named; its row is what it is in those of the rows, its
 * column what it is in those of the columns. */
#include "config.h"

#include "export/pivot.h"

#include "export/pivot_inner.h"
#include "lib/memory.h"
#include "lib/near.h"

#include <stdlib.h>
#include <string.h>

const char *const ct_interval_name[3] = {"value", "lower", "upper"};

/* --- names --- */

bool ct_pivot_is_named(const struct ct_pivot_side *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->term[i].name, name) == 0)
            return true;
    return false;
}

static int no_such_name(const struct ct_panel *p, const char *name,
                        struct ct_error *err)
{
    const char **known = ct_xmalloc(p->n_keys + 2, sizeof *known);
    size_t n = 0;
    for (size_t k = 0; k < p->n_keys; k++)
        known[n++] = p->keys[k].name;
    known[n++] = "time";
    known[n++] = "interval";
    const char *near = ct_near(name, known, n);
    free(known);
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "no dimension '%.80s' for rows or columns%s%s%s", name,
                   near ? ", did you mean '" : "", near ? near : "",
                   near ? "'?" : "");
}

/* Adds a name of n bytes to the rows or the columns. */
static int add_term(struct ct_pivoting *v, struct ct_pivot_side *side,
                    const char *text, size_t n, struct ct_error *err)
{
    char *name = ct_xstrndup(text, n);
    struct ct_pivot_term t = {.key = ct_panel_find_key(v->p, name)};
    int rc = 0;
    t.is_time = t.key < 0 && strcmp(name, "time") == 0;
    t.name = t.key >= 0  ? v->p->keys[t.key].name
             : t.is_time ? "time"
                         : "interval";
    if (strcmp(t.name, name) != 0)
        rc = no_such_name(v->p, name, err);
    else if (ct_pivot_is_named(&v->rows, name) ||
             ct_pivot_is_named(&v->columns, name))
        rc = ct_fail(err, CT_EUSAGE, 0, 0, "'%s' is named twice", name);
    else if (side->n == CT_PIVOT_TERMS)
        rc = ct_fail(err, CT_EUSAGE, 0, 0, "more than %d rows or columns",
                     CT_PIVOT_TERMS);
    else
        side->term[side->n++] = t;
    free(name);
    return rc;
}

static int add_terms(struct ct_pivoting *v, struct ct_pivot_side *side,
                     const char *names, struct ct_error *err)
{
    for (const char *at = names; *at;) {
        size_t n = strcspn(at, ",");
        if (add_term(v, side, at, n, err) != 0)
            return -1;
        at += n + (at[n] == ',');
    }
    return 0;
}

/* Whether numbers differ in a dimension. */
static bool differs(const struct ct_panel *p, size_t key)
{
    const char *first = NULL;
    for (size_t s = 0; s < p->n_series; s++) {
        const char *code = ct_panel_code(p, (long)key, s);
        if (p->first[s + 1] == p->first[s])
            continue;
        if (first && strcmp(code, first) != 0)
            return true;
        first = code;
    }
    return false;
}

static int default_rows(struct ct_pivoting *v, struct ct_error *err)
{
    for (size_t k = 0; k < v->p->n_keys; k++) {
        const struct ct_key *key = &v->p->keys[k];
        if (key->is_attribute || ct_pivot_is_named(&v->columns, key->name))
            continue;
        if ((differs(v->p, k) || strcmp(key->name, "area") == 0) &&
            add_term(v, &v->rows, key->name, strlen(key->name), err) != 0)
            return -1;
    }
    return 0;
}

static bool times_differ(const struct ct_panel *p)
{
    for (size_t i = 1; i < p->n_obs; i++)
        if (p->time[i] != p->time[0])
            return true;
    return false;
}

static bool is_told(const struct ct_pivoting *v, const char *name)
{
    return ct_pivot_is_named(&v->rows, name) ||
           ct_pivot_is_named(&v->columns, name);
}

/* What tells numbers apart must be named: else different things would stand
 * in one table as if they were the same. */
static int all_told(const struct ct_pivoting *v, struct ct_error *err)
{
    struct ct_buffer missing = {0};
    const char *choose = "--where";
    for (size_t k = 0; k < v->p->n_keys; k++) {
        const struct ct_key *key = &v->p->keys[k];
        if (!key->is_attribute && !is_told(v, key->name) && differs(v->p, k))
            ct_buffer_printf(&missing, "%s'%s'", missing.size ? ", " : "",
                             key->name);
    }
    if (!is_told(v, "time") && times_differ(v->p)) {
        choose = missing.size ? "--where, --from and --to" : "--from and --to";
        ct_buffer_printf(&missing, "%s'time'", missing.size ? ", " : "");
    }
    if (!missing.size)
        return 0;
    ct_fail(err, CT_EUSAGE, 0, 0,
            "the numbers differ in %s: name it in --rows or --columns, or "
            "choose one with %s",
            missing.data, choose);
    ct_buffer_clear(&missing);
    return -1;
}

static void clear_side(struct ct_pivot_side *side)
{
    for (size_t t = 0; t < side->n; t++) {
        ct_dict_clear(&side->term[t].periods);
        free(side->term[t].period);
        free(side->term[t].rank);
    }
    ct_dict_clear(&side->keys);
    free(side->first);
}

struct ct_sheet *ct_sheet_pivot(const struct ct_panel *p,
                                const struct ct_pivot *pivot,
                                const struct ct_sheet_names *names,
                                struct ct_error *err)
{
    struct ct_pivoting v = {.p = p};
    struct ct_sheet *s = NULL;
    const char *columns = pivot->columns;
    if (!columns)
        columns = pivot->rows && strstr(pivot->rows, "time") ? "" : "time";
    if (add_terms(&v, &v.rows, pivot->rows ? pivot->rows : "", err) == 0 &&
        add_terms(&v, &v.columns, columns, err) == 0 &&
        (pivot->rows || default_rows(&v, err) == 0) && all_told(&v, err) == 0)
        s = ct_pivot_sheet(&v, names, err);
    clear_side(&v.rows);
    clear_side(&v.columns);
    free(v.row);
    free(v.column);
    return s;
}
