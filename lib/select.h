/* SPDX-License-Identifier: GPL-3.0-or-later
 * Selection: --where, --from and --to on a panel; several panels as one. */
#ifndef CT_SELECT_H
#define CT_SELECT_H

#include "lib/codes.h"
#include "lib/error.h"
#include "lib/panel.h"
#include "lib/period.h"

#include <stdbool.h>

/* What was asked for; zero-initialised it takes everything. */
struct ct_selection {
    size_t n_where;
    const char *const *where; /* `DIM=CODE[,CODE...]`, all must hold */
    const char *from, *to;    /* periods as text, NULL = open */

    /* Of each condition, set where the panel knows its dimension; one that it
     * does not know counts as `_T` then, as another file may have it. NULL: it
     * is an error. */
    bool *known;
};

/* Whether a condition names that dimension. */
bool ct_selection_names(const struct ct_selection *s, const char *dimension);

/* A new panel with the series and observations selected. A code matches
 * exactly, `CODE*` takes the code and what is below it, a group with a slash
 * and a star behind it its countries (another code: what is below it), `@FILE`
 * the codes in a file, one a line. An attribute can be named like a dimension.
 * A dimension that the program knows but the panel lacks is `_T` throughout
 * (an attribute ""); one that neither knows is CT_EUSAGE with the near name. An
 * observation is in when its whole period lies within from..to.
 *
 * Provenance is copied, notes with their series, those at periods outside left
 * out; codes asked for by name that nothing selected has are noted
 * ("selection"). Tables are kept, their rows selected by the dimensions and the
 * `time` they have; in a panel of tables alone their columns are the
 * dimensions.
 *
 * Returns NULL with CT_ENONE when nothing matches (the text says which
 * condition left nothing), CT_EUSAGE for what is no condition or period, or
 * what the file of `@FILE` gave. */
struct ct_panel *ct_select(const struct ct_panel *p,
                           const struct ct_selection *s,
                           const struct ct_codes *codes, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Notes in a panel which of the codes asked for by name none of its series
 * has ("selection"). ct_select() does so unless the selection has `known`: of
 * several files only all together tell. */
void ct_selection_note_missing(const struct ct_selection *s,
                               struct ct_panel *p);

/* One panel of n. Dimensions are united (`_T` where a panel lacks one; a key
 * that is a dimension in one panel is one in all), inputs, steps and notes
 * put together, `names` are those of the files. Series of the same key become
 * one: observations of the same period are kept once when all their numbers
 * are equal (their statuses put together, their number noted as "duplicates"),
 * else refused with both names; attributes that differ become "mixed". With
 * `attribute` (may be NULL), as soon as two panels have a key in common, that
 * attribute becomes a dimension ("_U" where a panel does not say it).
 *
 * Tables of the same name become one: a dimension one of them lacks, or whose
 * only code differs between the panels, is added; the other columns must be
 * the same.
 *
 * Returns a new panel in canonical order, or NULL with CT_EDATA. */
struct ct_panel *ct_unite(const struct ct_panel *const *panels,
                          const char *const *names, size_t n,
                          const char *attribute, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
