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
    ct_beside_say(b, &sentences);
    for (size_t i = 0; i < sentences.n; i++)
        ct_output_note(out, "%s", sentences.code[i]);
    ct_dict_clear(&sentences);
}

/* Says what is not known of any member and should be. */
static void say_unknown(const struct ct_beside *b, struct ct_output_part *out)
{
    for (size_t i = 0; i < ct_n_traits && b->n; i++)
        if (ct_traits[i].expected && !ct_beside_other(b, &ct_traits[i]) &&
            !*ct_beside_code(b, 0, &ct_traits[i]))
            ct_output_note(out, CT_SAY_UNKNOWN, ct_traits[i].name);
}

/* The members as series side by side, called by their codes in a dimension in
 * lists, by all of them in messages. */
struct members {
    struct ct_beside beside;
    size_t *series;
    const char **label, **name;
};

static struct members list_members(const struct ct_group *g,
                                   const char *dimension)
{
    struct members m = {.series = ct_xmalloc(g->n + 1, sizeof *m.series),
                        .label = ct_xmalloc(g->n + 1, sizeof *m.label),
                        .name = ct_xmalloc(g->n + 1, sizeof *m.name)};
    for (size_t i = 0; i < g->n; i++) {
        m.series[i] = g->series[i].index;
        m.label[i] = ct_group_code(g, i, dimension);
        m.name[i] = g->series[i].name;
    }
    m.beside = (struct ct_beside){g->panel, g->n, m.series, m.label, m.name};
    return m;
}

static void clear_members(struct members *m)
{
    free(m->series);
    free(m->label);
    free(m->name);
}

void ct_group_say(const struct ct_group *g, const char *dimension,
                  struct ct_output_part *out)
{
    struct members m = list_members(g, dimension);
    say(&m.beside, out);
    clear_members(&m);
}

int ct_group_alike_by(const struct ct_group *g, const char *dimension,
                      const char *allow, struct ct_output_part *out,
                      struct ct_error *err)
{
    struct members m = list_members(g, dimension);
    int result = ct_beside_check(&m.beside, allow, err);
    if (result == 0) {
        say_unknown(&m.beside, out);
        say(&m.beside, out);
    }
    clear_members(&m);
    return result;
}

int ct_group_alike(const struct ct_group *g, const char *allow,
                   struct ct_output_part *out, struct ct_error *err)
{
    return ct_group_alike_by(g, "area", allow, out, err);
}

int ct_group_alike_but(const struct ct_group *g, const char *dimension,
                       const char *words, const char *allow,
                       struct ct_output_part *out, struct ct_error *err)
{
    char *all =
        ct_xasprintf("%s%s%s", words, allow ? "," : "", allow ? allow : "");
    int result = ct_group_alike_by(g, dimension, all, out, err);
    free(all);
    return result;
}
