/* SPDX-License-Identifier: GPL-3.0-or-later
 * Selection: --where, --from and --to on a panel; several panels as one. */
#ifndef CT_SELECT_H
#define CT_SELECT_H

#include "lib/codes.h"
#include "lib/error.h"
#include "lib/panel.h"
#include "lib/period.h"

/* What was asked for; zero-initialised it takes everything. */
struct ct_selection {
    size_t n_where;
    const char *const *where; /* `DIM=CODE[,CODE...]`, all must hold */
    const char *from, *to;    /* periods as text, NULL = open */
};

/* A new panel with the series and observations selected; a code matches
 * exactly, `CODE*` takes the code and what is below it, a group with a slash
 * and a star behind it its members, `@FILE` the codes in a file, one a line. An
 * attribute can be named like a dimension. A dimension that the program or
 * the panel knows but the panel lacks is `_T` throughout; one that neither
 * knows is CT_EUSAGE with the near name. Provenance is copied; tables are
 * kept, their rows selected by the dimensions they have.
 * Returns NULL with CT_ENONE when nothing matches (the text says which
 * condition left nothing), CT_EUSAGE for a condition not understood. */
struct ct_panel *ct_select(const struct ct_panel *p,
                           const struct ct_selection *s,
                           const struct ct_codes *codes, struct ct_error *err)
    __attribute__((warn_unused_result));

/* How keys that collide are treated when panels are united: an attribute that
 * becomes part of the key, or NULL to keep equal values once and refuse
 * different ones with both file names. */
struct ct_panel *ct_unite(const struct ct_panel *const *panels,
                          const char *const *names, size_t n,
                          const char *attribute, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
