/* SPDX-License-Identifier: GPL-3.0-or-later
 * Options of the form DIM=CODE[,CODE]. */
#include "config.h"

#include "analyze/codes_given.h"

#include "lib/memory.h"
#include "lib/near.h"

#include <stdlib.h>
#include <string.h>

static int refuse_form(const char *option, const char *word, size_t n,
                       struct ct_error *err)
{
    const char *form = n == 1 ? "DIM=CODE" : "DIM=CODE,CODE";
    if (!word)
        return ct_fail(err, CT_EUSAGE, 0, 0, "--%s=%s is needed", option, form);
    return ct_fail(err, CT_EUSAGE, 0, 0, "--%s=%.80s is not of the form %s",
                   option, word, form);
}

/* Cuts the text up; returns how many codes there are. */
static size_t cut(struct ct_codes_given *out)
{
    size_t n = 0;
    char *rest = strchr(out->text, '=');
    out->dimension = out->text;
    if (!rest || rest == out->text)
        return 0;
    *rest++ = '\0';
    while (rest) {
        char *code = strsep(&rest, ",");
        if (!*code || n == CT_MAX_CODES)
            return 0;
        out->code[n++] = code;
    }
    return n;
}

static int find_code(const char *option, const struct ct_panel *panel,
                     const char *dimension, const char *code,
                     struct ct_error *err)
{
    long key = ct_panel_find_key(panel, dimension);
    if (key < 0 || panel->keys[key].is_attribute)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--%s: there is no dimension '%.40s'", option,
                       dimension);
    const struct ct_dict *codes = &panel->keys[key].codes;
    if (ct_dict_find(codes, code, strlen(code)) != CT_NO_CODE)
        return 0;
    const char *near =
        ct_near(code, (const char *const *)codes->code, codes->n);
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "--%s: nothing selected has %s '%.40s'%s%s%s", option,
                   dimension, code, near ? "; did you mean '" : "",
                   near ? near : "", near ? "'?" : "");
}

int ct_codes_given_read(const char *option, const char *word, size_t n,
                        const struct ct_panel *panel,
                        struct ct_codes_given *out, struct ct_error *err)
{
    *out = (struct ct_codes_given){.text = word ? ct_xstrdup(word) : NULL};
    if (!word || cut(out) != n)
        return refuse_form(option, word, n, err);
    for (size_t i = 0; i < n; i++)
        if (find_code(option, panel, out->dimension, out->code[i], err) != 0)
            return -1;
    return 0;
}

/* Dimensions whose codes are not parts of a whole, and why. */
static const struct {
    const char *dimension, *why;
} no_whole[] = {{"measure", "measures count different things"},
                {"definition", "definitions are never added up"},
                {"unit", "units are not parts of a whole"},
                {"freq", "periods of different length overlap"},
                {"source", "sources count the same things"},
                {"vintage", "editions hold the same things"},
                {"reporter", "reporters count the same things"},
                {"component", "components are not parts of a count"}};

static int refuse_dimension(const char *option, const char *name,
                            const struct ct_panel *panel, struct ct_error *err)
{
    long key = ct_panel_find_key(panel, name);
    for (size_t i = 0; i < sizeof no_whole / sizeof *no_whole; i++)
        if (strcmp(no_whole[i].dimension, name) == 0)
            return ct_fail(err, CT_EUSAGE, 0, 0, "--%s=%s: %s", option, name,
                           no_whole[i].why);
    if (key >= 0 && !panel->keys[key].is_attribute)
        return 0;
    const char **names = ct_xmalloc(panel->n_keys + 1, sizeof *names);
    size_t n = 0;
    for (size_t k = 0; k < panel->n_keys; k++)
        if (!panel->keys[k].is_attribute)
            names[n++] = panel->keys[k].name;
    const char *near = ct_near(name, names, n);
    free(names);
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "--%s: there is no dimension '%.40s'%s%s%s", option, name,
                   near ? "; did you mean '" : "", near ? near : "",
                   near ? "'?" : "");
}

int ct_dimensions_given_read(const char *option, const char *word, size_t most,
                             const struct ct_panel *panel,
                             struct ct_dimensions_given *out,
                             struct ct_error *err)
{
    const char *form = most > 1 ? "DIM[,DIM]" : "DIM";
    *out = (struct ct_dimensions_given){.text = word ? ct_xstrdup(word) : NULL};
    if (!word)
        return ct_fail(err, CT_EUSAGE, 0, 0, "--%s=%s is needed", option, form);
    for (char *rest = out->text; rest;) {
        const char *name = strsep(&rest, ",");
        if (!*name || out->n == most ||
            (out->n && strcmp(name, out->dimension[0]) == 0))
            return ct_fail(err, CT_EUSAGE, 0, 0,
                           "--%s=%.80s is not of the form %s", option, word,
                           form);
        out->dimension[out->n++] = name;
        if (refuse_dimension(option, name, panel, err) != 0)
            return -1;
    }
    return 0;
}
