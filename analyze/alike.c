/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the members of a group may be put side by side. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/sentences.h"

#include "lib/memory.h"

#include <stdlib.h>

static void say(const struct ct_beside *b, struct ct_output_part *out)
{
    struct ct_dict sentences = {0};
    for (size_t i = 0; i < ct_n_traits; i++)
        if (ct_traits[i].expected && b->n &&
            !ct_beside_other(b, &ct_traits[i]) &&
            !*ct_beside_code(b, 0, &ct_traits[i]))
            ct_output_note(out, CT_SAY_UNKNOWN, ct_traits[i].name);
    ct_beside_say(b, &sentences);
    for (size_t i = 0; i < sentences.n; i++)
        ct_output_note(out, "%s", sentences.code[i]);
    ct_dict_clear(&sentences);
}

/* Members are named by their codes in that dimension. */
static int alike_by(const struct ct_group *g, const char *dimension,
                    const char *allow, struct ct_output_part *out,
                    struct ct_error *err)
{
    size_t *series = ct_xmalloc(g->n + 1, sizeof *series);
    const char **label = ct_xmalloc(g->n + 1, sizeof *label);
    const char **name = ct_xmalloc(g->n + 1, sizeof *name);
    for (size_t i = 0; i < g->n; i++) {
        series[i] = g->series[i].index;
        label[i] = ct_group_code(g, i, dimension);
        name[i] = g->series[i].name;
    }
    const struct ct_beside b = {g->panel, g->n, series, label, name};
    int result = ct_beside_check(&b, allow, err);
    if (result == 0)
        say(&b, out);
    free(series);
    free(label);
    free(name);
    return result;
}

int ct_group_alike(const struct ct_group *g, const char *allow,
                   struct ct_output_part *out, struct ct_error *err)
{
    return alike_by(g, "area", allow, out, err);
}

int ct_group_alike_but(const struct ct_group *g, const char *dimension,
                       const char *words, const char *allow,
                       struct ct_output_part *out, struct ct_error *err)
{
    char *all =
        ct_xasprintf("%s%s%s", words, allow ? "," : "", allow ? allow : "");
    int result = alike_by(g, dimension, all, out, err);
    free(all);
    return result;
}
