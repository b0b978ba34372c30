/* SPDX-License-Identifier: GPL-3.0-or-later
 * The panels a command works on. */
#include "config.h"

#include "cli/inputs.h"

#include "collect/collect.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "lib/panel_copy.h"
#include "lib/panel_file.h"
#include "lib/select.h"
#include "lib/suppress.h"

#include <stdlib.h>
#include <string.h>

struct ct_codes *ct_inputs_codes(struct ct_error *err)
{
    char *datadir = ct_datadir();
    char *folder = ct_xasprintf("%s/codelists", datadir);
    struct ct_codes *codes = ct_codes_read(folder, err);
    free(folder);
    free(datadir);
    return codes;
}

static bool ends_in(const char *word, const char *ending)
{
    size_t n = strlen(word), m = strlen(ending);
    return n >= m && strcmp(word + n - m, ending) == 0;
}

/* A tidy CSV in place of a panel; the first reject is the error. */
static struct ct_panel *
read_tidy(const char *path, const struct ct_codes *codes, struct ct_error *err)
{
    struct ct_accounting accounting = {0};
    struct ct_problems rejects = {0};
    char *datadir = ct_datadir();
    const char *files[] = {path};
    struct ct_collect_request request = {.n_files = 1,
                                         .files = files,
                                         .dataset = "tidy",
                                         .datadir = datadir,
                                         .codes = codes,
                                         .strict = true};
    struct ct_panel *p = ct_collect(&request, &accounting, &rejects, err);
    ct_problems_clear(&rejects);
    free(datadir);
    return p;
}

struct ct_panel *ct_inputs_read(const struct ct_call *call, const char *word,
                                const struct ct_codes *codes,
                                struct ct_error *err)
{
    const char *path = ct_call_path(call, word);
    if (ends_in(path, ".h5") || ct_panel_is_hdf5(path))
        return ct_panel_read(path, err);
    return read_tidy(path, codes, err);
}

struct ct_selection ct_inputs_selection(const struct ct_call *call)
{
    return (struct ct_selection){.n_where = call->given.where.n,
                                 .where = call->given.where.word,
                                 .from = call->given.from,
                                 .to = call->given.to};
}

/* Reads one operand whole and suppresses its small counts: before anything is
 * selected, so that two outputs of one file have the same gaps, and the one
 * does not give away what the other hides. */
static struct ct_panel *read_whole(const struct ct_call *call, const char *word,
                                   const struct ct_codes *codes,
                                   struct ct_error *err)
{
    struct ct_panel *whole = ct_inputs_read(call, word, codes, err);
    if (whole && ct_suppress(whole, call->given.min_cell, codes, err)) {
        ct_panel_destroy(whole);
        ct_error_file(err, ct_call_path(call, word));
        return NULL;
    }
    return whole;
}

static bool selects(const struct ct_call *call)
{
    struct ct_selection s = ct_inputs_selection(call);
    return s.n_where || s.from || s.to;
}

/* Selects from one operand. A file in which nothing matches is no error while
 * another one has something: NULL with err->code CT_ENONE. */
static struct ct_panel *
select_from(const struct ct_panel *whole, const struct ct_call *call,
            const char *word, const struct ct_selection *s,
            const struct ct_codes *codes, struct ct_error *err)
{
    struct ct_panel *p = ct_select(whole, s, codes, err);
    if (!p && err->code == CT_ENONE)
        ct_error_file(err, ct_call_path(call, word));
    return p;
}

static struct ct_panel *read_selected(const struct ct_call *call,
                                      const char *word, bool *known,
                                      const struct ct_codes *codes,
                                      struct ct_error *err)
{
    struct ct_panel *whole = read_whole(call, word, codes, err);
    if (!whole || !selects(call))
        return whole;
    struct ct_selection s = ct_inputs_selection(call);
    s.known = known;
    struct ct_panel *p = select_from(whole, call, word, &s, codes, err);
    ct_panel_destroy(whole);
    return p;
}

/* Dimensions are united, so --where may name one that only some files have;
 * one that none has is told of the first. */
static int check_known(const struct ct_call *call, const bool *known,
                       const struct ct_codes *codes, struct ct_error *err)
{
    size_t i = 0;
    while (i < call->given.where.n && known[i])
        i++;
    if (i == call->given.where.n)
        return 0;
    *err = (struct ct_error){0};
    ct_panel_destroy(read_selected(call, call->argv[0], NULL, codes, err));
    return -1;
}

/* Reads the operands into panels[] and names[]; returns how many have
 * something, or -1. */
static int read_all(const struct ct_call *call, struct ct_panel **panels,
                    const char **names, const struct ct_codes *codes,
                    struct ct_error *err)
{
    int n = 0;
    bool *known = NULL;
    if (call->n_operands > 1)
        known = ct_xcalloc(call->given.where.n + 1, sizeof *known);
    for (int i = 0; i < call->n_operands; i++) {
        *err = (struct ct_error){0};
        panels[n] = read_selected(call, call->argv[i], known, codes, err);
        names[n] = call->argv[i];
        if (panels[n])
            n++;
        else if (err->code != CT_ENONE)
            break;
    }
    bool failed = err->code != CT_OK && (err->code != CT_ENONE || n == 0);
    if (known && (!failed || err->code == CT_ENONE))
        failed = check_known(call, known, codes, err) < 0 || failed;
    free(known);
    if (failed) {
        while (n > 0)
            ct_panel_destroy(panels[--n]);
        return -1;
    }
    return n;
}

/* The code all series of a panel have in an attribute, NULL if they have none,
 * or several. */
static const char *only_code(const struct ct_panel *p, const char *attribute)
{
    long k = ct_panel_find_key(p, attribute);
    if (k < 0 || p->n_series == 0)
        return NULL;
    for (size_t s = 1; s < p->n_series; s++)
        if (p->keys[k].index[s] != p->keys[k].index[0])
            return NULL;
    const char *code = ct_panel_code(p, k, 0);
    return *code && strcmp(code, "_U") != 0 ? code : NULL;
}

/* Gives all series of a panel one code in an attribute, with a label. */
static void recode(struct ct_panel *p, const char *attribute, const char *code,
                   const char *label)
{
    long found = ct_panel_find_key(p, attribute);
    size_t k = found < 0 ? ct_panel_key(p, attribute, true) : (size_t)found;
    uint32_t number = ct_copy_code(&p->keys[k].codes, code, label);
    for (size_t s = 0; s < p->n_series; s++)
        p->keys[k].index[s] = number;
}

/* Whether an attribute leaves two files alike: the same in both, or not known
 * of one. */
static bool leaves_alike(struct ct_panel **panels, const char *attribute)
{
    const char *one = only_code(panels[0], attribute);
    const char *two = only_code(panels[1], attribute);
    for (int i = 0; i < 2; i++) {
        long k = ct_panel_find_key(panels[i], attribute);
        if (k >= 0 && (!panels[i]->keys[k].is_attribute ||
                       panels[i]->keys[k].codes.n > 1))
            return false;
    }
    return !one || !two || strcmp(one, two) == 0;
}

/* Makes an attribute a dimension, by which a method tells files apart. Two
 * files that it leaves alike are 1 and 2 there, in the order given. */
static void tell_apart(struct ct_panel **panels, const char **names, int n,
                       const char *attribute)
{
    if (n == 2 && leaves_alike(panels, attribute)) {
        recode(panels[0], attribute, "1", names[0]);
        recode(panels[1], attribute, "2", names[1]);
    }
    for (int i = 0; i < n; i++) {
        long k = ct_panel_find_key(panels[i], attribute);
        if (k >= 0)
            panels[i]->keys[k].is_attribute = false;
    }
}

struct ct_panel *ct_inputs_panel(const struct ct_call *call,
                                 const char *attribute,
                                 const struct ct_codes *codes,
                                 struct ct_error *err)
{
    struct ct_error own = {0};
    size_t room = (size_t)call->n_operands;
    struct ct_panel **panels = ct_xcalloc(room, sizeof *panels);
    const char **names = ct_xcalloc(room, sizeof *names);
    struct ct_panel *p = NULL;
    int n = read_all(call, panels, names, codes, &own);
    struct ct_selection s = ct_inputs_selection(call);
    if (n == 1) {
        p = panels[0];
    } else if (n > 1) {
        if (attribute && call->method)
            tell_apart(panels, names, n, attribute);
        p = ct_unite((const struct ct_panel *const *)panels, names, (size_t)n,
                     attribute, &own);
        /* One file's total may be the sum of another's parts. */
        if (p && ct_suppress(p, call->given.min_cell, codes, &own)) {
            ct_panel_destroy(p);
            p = NULL;
        }
        for (int i = 0; i < n; i++)
            ct_panel_destroy(panels[i]);
    }
    free(panels);
    free(names);
    if (p && call->n_operands > 1)
        ct_selection_note_missing(&s, p);
    if (!p)
        *err = own;
    return p;
}

void ct_kept_clear(struct ct_kept *k)
{
    ct_panel_destroy(k->panel);
    free(k->path);
    *k = (struct ct_kept){0};
}

struct ct_panel *ct_inputs_kept(const struct ct_call *call,
                                const struct ct_codes *codes,
                                struct ct_kept *kept, struct ct_error *err)
{
    if (call->n_operands != 1 || !selects(call))
        return ct_inputs_panel(call, "dataset", codes, err);
    const char *word = call->argv[0], *path = ct_call_path(call, word);
    if (!kept->panel || strcmp(kept->path, path) != 0 ||
        kept->min_cell != call->given.min_cell) {
        ct_kept_clear(kept);
        kept->panel = read_whole(call, word, codes, err);
        if (!kept->panel)
            return NULL;
        kept->path = ct_xstrdup(path);
        kept->min_cell = call->given.min_cell;
    }
    struct ct_selection s = ct_inputs_selection(call);
    return select_from(kept->panel, call, word, &s, codes, err);
}
