/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layout long: one row, one value. */
#include "config.h"

#include "collect/descriptor.h"

static int bind(struct ct_binding *b, struct ct_misfit *why)
{
    long value = b->number[CT_VALUE];
    if (value < 0)
        return ct_misfit_say(why, -1, "no column '%s'",
                             b->form->numbers[CT_VALUE].text[0]);
    ct_binding_value(b, (size_t)value);
    return 0;
}

const struct ct_layout ct_layout_long = {
    .name = "long",
    .summary = "one row, one value",
    .bind = bind,
};
