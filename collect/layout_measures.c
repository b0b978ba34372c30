/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layout measures: every column whose name a concordance knows holds values
 * of what that says (offences, indicators). */
#include "config.h"

#include "collect/descriptor.h"

#include <string.h>

static bool known(const struct ct_form *form, const char *name)
{
    for (size_t i = 0; i < form->n_rules; i++)
        if (form->rule[i].from.kind == CT_ORIGIN_HEADER &&
            ct_concordance_find(form->rule[i].map, name, strlen(name)))
            return true;
    return false;
}

static int bind(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (!b->used[i] && known(b->form, b->name[i]))
            ct_binding_value(b, i, NULL);
    if (!b->n_values)
        return ct_misfit_say(why, -1, "no column is one of the values known");
    return 0;
}

const struct ct_layout ct_layout_measures = {
    .name = "measures",
    .summary = "offences or indicators in columns",
    .bind = bind,
    .offer = ct_layout_offer_columns,
};
