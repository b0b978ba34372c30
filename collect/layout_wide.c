/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layout wide: every column whose name is a period holds values. */
#include "config.h"

#include "collect/layout.h"

#include <string.h>

static int bind(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++) {
        struct ct_period period;
        if (!b->used[i] &&
            ct_period_parse(b->name[i], strlen(b->name[i]), &period, NULL) == 0)
            ct_binding_value(b, i, &period);
    }
    if (!b->n_values)
        return ct_misfit_say(why, -1,
                             "no column is named by a period, as '2010'");
    return 0;
}

const struct ct_layout ct_layout_wide = {
    .name = "wide",
    .summary = "periods in columns",
    .bind = bind,
    .offer = ct_layout_offer_columns,
};
