/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two series side by side. */
#include "config.h"

#include "analyze/comparability_pair.h"

#include "analyze/cut.h"
#include "analyze/sentences.h"

#include "lib/buffer.h"
#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_COMMON = 4, AREAS_MAX = 256 };

/* Two members, which values they have in common, and what was found. */
struct view {
    struct ct_beside beside;
    const struct ct_series *s[2];
    const char *label[2];
    size_t from[2], to[2]; /* rows of the first and the last common value */
    uint16_t status[2];    /* of all common values */
    struct ct_pair found;
    struct ct_buffer *why;
};

#define SAY(v, ...)                                                            \
    do {                                                                       \
        ct_buffer_text((v)->why, (v)->why->size ? "; " : "");                  \
        ct_buffer_printf((v)->why, __VA_ARGS__);                               \
    } while (0)

/* Finds the periods in which both have a value. */
static void find_common(struct view *v)
{
    const struct ct_series *a = v->s[0], *b = v->s[1];
    for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->ordinal[i] != b->ordinal[k]) {
            *(a->ordinal[i] < b->ordinal[k] ? &i : &k) += 1;
            continue;
        }
        if (!isnan(a->value[i]) && !isnan(b->value[k])) {
            if (v->found.common++ == 0) {
                v->from[0] = i;
                v->from[1] = k;
            }
            v->to[0] = i;
            v->to[1] = k;
            v->status[0] |= a->status[i];
            v->status[1] |= b->status[k];
        }
        i++;
        k++;
    }
}

/* Writes the areas for which a flag is set: `DEU`, `FRA`, `DEU, FRA`; returns
 * whether there is one. */
static bool write_areas(const struct view *v, bool first, bool second,
                        char *out)
{
    snprintf(out, AREAS_MAX, "%s%s%s", first ? v->label[0] : "",
             first && second ? ", " : "", second ? v->label[1] : "");
    return first || second;
}

/* Not comparable, or not known to be, unless that is known to be worse. */
static void lower(double *answer, double to)
{
    if (*answer != 0)
        *answer = to;
}

/* What the levels need to have in common. */
static void compare_traits(struct view *v)
{
    for (size_t i = 0; i < ct_n_traits; i++) {
        const struct ct_trait *t = &ct_traits[i];
        const char *a = ct_beside_code(&v->beside, 0, t);
        const char *b = ct_beside_code(&v->beside, 1, t);
        bool unknown = !*a || !*b;
        if (!t->word || (unknown && !*a && !*b && !t->expected))
            continue;
        if (unknown && !*a && !*b)
            SAY(v, CT_SAY_NEITHER, t->name);
        if (unknown || ct_beside_other(&v->beside, t))
            lower(&v->found.level, unknown ? (double)NAN : 0);
    }
}

/* Definitions that differ from the classification differ from each other where
 * each is a publisher's own. */
static void compare_definitions(struct view *v)
{
    const struct ct_trait relation = {"relation", NULL, "", false};
    const struct ct_trait dataset = {"dataset", NULL, "", false};
    const char *a = ct_beside_code(&v->beside, 0, &relation);
    if (*a && strcmp(a, "exact") != 0 &&
        !ct_beside_other(&v->beside, &relation) &&
        ct_beside_other(&v->beside, &dataset)) {
        SAY(v, CT_SAY_OWN_WAY, a);
        lower(&v->found.level, (double)NAN);
    }
}

/* What the statuses of the common values say. */
static void compare_statuses(struct view *v)
{
    const uint16_t made = CT_STATUS_ESTIMATED | CT_STATUS_IMPUTED;
    char areas[AREAS_MAX];
    if (write_areas(v, v->status[0] & CT_STATUS_DEFINITION,
                    v->status[1] & CT_STATUS_DEFINITION, areas)) {
        SAY(v, CT_SAY_OTHER_DEFINITION, areas);
        lower(&v->found.level, 0);
    }
    if (write_areas(v, v->status[0] & made, v->status[1] & made, areas))
        SAY(v, CT_SAY_ESTIMATED, areas);
    if (write_areas(v, v->status[0] & CT_STATUS_LOW,
                    v->status[1] & CT_STATUS_LOW, areas))
        SAY(v, CT_SAY_UNRELIABLE, areas);
}

static void compare_periods(struct view *v)
{
    char areas[AREAS_MAX];
    bool broken[2] = {false, false};
    if (v->found.common == 0) {
        SAY(v, CT_SAY_NO_COMMON);
        v->found.level = v->found.trend = 0;
        return;
    }
    for (int k = 0; k < 2; k++)
        broken[k] = v->from[k] < v->to[k] &&
                    ct_series_broken(v->s[k], v->from[k], v->to[k]);
    if (v->found.common < LEAST_COMMON) {
        SAY(v, CT_SAY_FEW_COMMON, v->found.common);
        v->found.trend = 0;
    }
    if (write_areas(v, broken[0], broken[1], areas)) {
        SAY(v, CT_SAY_BREAK_WITHIN, areas);
        v->found.trend = 0;
    }
}

struct ct_pair ct_compare_pair(const struct ct_group *g, size_t a, size_t b,
                               struct ct_buffer *why)
{
    const size_t series[2] = {g->series[a].index, g->series[b].index};
    struct ct_dict sentences = {0};
    const char *apart =
        strcmp(ct_group_code(g, a, "area"), ct_group_code(g, b, "area")) == 0
            ? "dataset"
            : "area";
    struct view v = {
        .s = {&g->series[a], &g->series[b]},
        .label = {ct_group_code(g, a, apart), ct_group_code(g, b, apart)},
        .found = {1, 1, 0},
        .why = why};
    v.beside = (struct ct_beside){g->panel, 2, series, v.label, NULL};
    find_common(&v);
    ct_beside_say(&v.beside, &sentences);
    for (size_t i = 0; i < sentences.n; i++)
        SAY(&v, "%s", sentences.code[i]);
    ct_dict_clear(&sentences);
    compare_traits(&v);
    compare_definitions(&v);
    compare_periods(&v);
    compare_statuses(&v);
    return v.found;
}
