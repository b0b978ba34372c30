/* SPDX-License-Identifier: GPL-3.0-or-later
 * Variables of a study. */
#include "config.h"

#include "cli/study_scope.h"

#include "lib/memory.h"
#include "lib/near.h"

#include <stdlib.h>
#include <string.h>

static const struct ct_variable *find(const struct ct_variable *scope,
                                      const char *name, size_t n)
{
    while (scope && (strncmp(scope->name, name, n) != 0 || scope->name[n]))
        scope = scope->outer;
    return scope;
}

/* Says that there is no such variable, and which there are. */
static int not_there(const struct ct_variable *scope, const char *name,
                     struct ct_error *err)
{
    const char *names[64];
    size_t n = 0;
    for (; scope && n < 64; scope = scope->outer)
        names[n++] = scope->name;
    const char *near = ct_near(name, names, n);
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   near ? "no variable '%.60s'; did you mean '%.60s'?"
                        : "no variable '%.60s'; let and for name them%.0s",
                   name, near ? near : "");
}

/* Appends the value of the variable whose name begins at `name`; returns what
 * follows its }, or NULL with *err. */
static const char *put_value(const struct ct_variable *scope, const char *name,
                             struct ct_buffer *out, struct ct_error *err)
{
    const char *end = strchr(name, '}');
    if (!end) {
        ct_fail(err, CT_EUSAGE, 0, 0, "'${' without '}'");
        return NULL;
    }
    const struct ct_variable *v = find(scope, name, (size_t)(end - name));
    if (!v) {
        char *word = ct_xstrndup(name, (size_t)(end - name));
        not_there(scope, word, err);
        free(word);
        return NULL;
    }
    ct_buffer_text(out, v->value);
    return end + 1;
}

int ct_scope_expand(const struct ct_variable *scope, const char *text,
                    struct ct_buffer *out, struct ct_error *err)
{
    ct_buffer_text(out, "");
    while (text && *text) {
        if (strncmp(text, "$${", 3) == 0) {
            ct_buffer_text(out, "${");
            text += 3;
        } else if (strncmp(text, "${", 2) == 0) {
            text = put_value(scope, text + 2, out, err);
        } else {
            ct_buffer_byte(out, *text++);
        }
    }
    return text ? 0 : -1;
}
