/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which whole codes are the parts of, and whether they make it up. */
#include "config.h"

#include "analyze/whole.h"

#include "lib/memory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

bool ct_whole_known(const char *dimension)
{
    return is(dimension, "sex") || is(dimension, "age") ||
           is(dimension, "offence") || is(dimension, "area");
}

static bool has(const char *const *part, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (is(part[i], code))
            return true;
    return false;
}

/* Ages: the whole reaches from the first year of any part to the last. */
static void find_ages(const char *const *part, size_t n, struct ct_whole *w)
{
    w->from = INT_MAX;
    for (size_t i = 0; i < n; i++) {
        int from, to;
        if (!ct_age_range(part[i], &from, &to))
            continue;
        w->known = true;
        w->from = from < w->from ? from : w->from;
        w->to = to > w->to ? to : w->to;
    }
    /* The unknown may be of any age. */
    if (!w->known || has(part, n, "_U")) {
        w->from = 0;
        w->to = INT_MAX;
    }
    ct_age_code(w->from, w->to, w->code, sizeof w->code);
}

static bool is_above(const struct ct_whole *w, const char *code,
                     const char *const *part, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is(part[i], code) ||
            !ct_codes_below(w->codes, w->dimension, part[i], code))
            return false;
    return true;
}

static size_t children_of(const struct ct_whole *w, const char *code,
                          const char ***out)
{
    size_t n = ct_codes_children(w->codes, w->dimension, code, NULL, 0);
    *out = ct_xmalloc(n + 1, sizeof **out);
    return ct_codes_children(w->codes, w->dimension, code, *out, n);
}

static void add_node(struct ct_whole *w, const char *code, size_t parent)
{
    w->node = ct_xgrow(w->node, &w->capacity, w->n_nodes + 1, sizeof *w->node);
    w->node[w->n_nodes++] = (struct ct_whole_node){code, parent, false};
}

/* Whether a part is below a code. */
static bool holds_part(const struct ct_whole *w, const char *code,
                       const char *const *part, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is(part[i], code) &&
            ct_codes_below(w->codes, w->dimension, part[i], code))
            return true;
    return false;
}

/* What is below the whole, parents before children; only what holds a part is
 * gone into. */
static void set_code(struct ct_whole *w, const char *code,
                     const char *const *part, size_t n)
{
    snprintf(w->code, sizeof w->code, "%s", code);
    w->n_nodes = 0;
    add_node(w, w->code, 0);
    for (size_t i = 0; i < w->n_nodes; i++) {
        const char **child;
        if (i > 0 && !holds_part(w, w->node[i].code, part, n))
            continue;
        size_t children = children_of(w, w->node[i].code, &child);
        w->node[i].has_children = children > 0;
        for (size_t k = 0; k < children; k++)
            add_node(w, child[k], i);
        free(child);
    }
}

/* Tries the codes of the list that all parts are below: the smallest that they
 * make up, else the smallest. */
static void find_listed(const char *const *part, size_t n, struct ct_whole *w)
{
    size_t all = ct_codes_all(w->codes, w->dimension, NULL, 0);
    const char **code = ct_xmalloc(all + 1, sizeof *code);
    const char *best = NULL;
    size_t size = SIZE_MAX;
    bool complete = false;
    ct_codes_all(w->codes, w->dimension, code, all);
    for (size_t i = 0; i < all && n; i++) {
        if (*code[i] == '_' || !is_above(w, code[i], part, n))
            continue;
        set_code(w, code[i], part, n);
        bool whole = ct_whole_complete(w, part, n, NULL);
        if (best &&
            (whole < complete || (whole == complete && w->n_nodes >= size)))
            continue;
        best = code[i];
        size = w->n_nodes;
        complete = whole;
    }
    set_code(w, best ? best : "_T", part, n);
    free(code);
}

/* Whether a publisher's own code is among them, of which no list knows what it
 * is a part of. */
static bool has_own(const char *const *part, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strchr(part[i], ':') && strncmp(part[i], "M49:", 4) != 0)
            return true;
    return false;
}

void ct_whole_find(const struct ct_codes *codes, const char *dimension,
                   const char *const *part, size_t n, struct ct_whole *out)
{
    *out =
        (struct ct_whole){.codes = codes, .dimension = dimension, .code = "_T"};
    if (is(dimension, "age")) {
        find_ages(part, n, out);
    } else if (is(dimension, "sex")) {
        out->known = true;
    } else if (ct_whole_known(dimension) && codes && !has_own(part, n)) {
        out->known = true;
        find_listed(part, n, out);
    }
}

static void say(char *missing, const char *code)
{
    if (missing)
        snprintf(missing, CT_WHOLE_MAX, "%s", code);
}

/* The part that begins with a year of age; n if there is none. */
static size_t part_from(const char *const *part, size_t n, int from, int *to)
{
    for (size_t i = 0; i < n; i++) {
        int first;
        if (ct_age_range(part[i], &first, to) && first == from)
            return i;
    }
    return n;
}

/* Ages do not overlap, so that there is one way from the first year on. */
static bool ages_complete(const struct ct_whole *w, const char *const *part,
                          size_t n, char *missing)
{
    int at = w->from, to;
    while (part_from(part, n, at, &to) < n) {
        if (to == w->to)
            return true;
        at = to + 1;
    }
    if (missing)
        snprintf(missing, CT_WHOLE_MAX, "age %d", at);
    return false;
}

/* Goes from the last to the first, as children stand behind their parents. */
static bool listed_complete(const struct ct_whole *w, const char *const *part,
                            size_t n, char *missing)
{
    bool *covered = ct_xmalloc(w->n_nodes + 1, sizeof *covered);
    for (size_t i = 0; i < w->n_nodes; i++)
        covered[i] = w->node[i].has_children;
    for (size_t i = w->n_nodes; i-- > 1;) {
        covered[i] |= has(part, n, w->node[i].code);
        if (covered[i])
            continue;
        covered[w->node[i].parent] = false;
        if (!w->node[i].has_children)
            say(missing, w->node[i].code);
    }
    bool complete = covered[0] && n > 0;
    free(covered);
    if (complete)
        say(missing, "");
    return complete;
}

static bool sexes_complete(const char *const *part, size_t n, char *missing)
{
    if (!has(part, n, "M"))
        say(missing, "M");
    if (!has(part, n, "F"))
        say(missing, "F");
    return has(part, n, "F") && has(part, n, "M");
}

bool ct_whole_complete(const struct ct_whole *w, const char *const *part,
                       size_t n, char *missing)
{
    say(missing, "");
    if (!w->known)
        return false;
    if (is(w->dimension, "age"))
        return ages_complete(w, part, n, missing);
    if (is(w->dimension, "sex"))
        return sexes_complete(part, n, missing);
    return listed_complete(w, part, n, missing);
}

void ct_whole_clear(struct ct_whole *w)
{
    free(w->node);
    w->node = NULL;
}
