/* SPDX-License-Identifier: GPL-3.0-or-later
 * Options of the form DIM=CODE[,CODE]. */
#include "config.h"

#include "analyze/codes_given.h"

#include "lib/memory.h"
#include "lib/near.h"

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
