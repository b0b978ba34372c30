/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layout incident: one row, one event; what is counted, the intake adds up. */
#include "config.h"

#include "collect/descriptor.h"

/* A row has one value: the number it adds, or else 1. The value of a count of
 * rows is said to be where the time is, for lack of a better place. */
static int bind(struct ct_binding *b, struct ct_misfit *why)
{
    (void)why;
    long time = ct_origin_field(&b->time);
    long field = b->count >= 0 ? b->count : time;
    ct_binding_value(b, field < 0 ? 0 : (size_t)field);
    return 0;
}

const struct ct_layout ct_layout_incident = {
    .name = "incident",
    .summary = "one row, one event: counted by key and period",
    .bind = bind,
};
