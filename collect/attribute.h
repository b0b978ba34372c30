/* SPDX-License-Identifier: GPL-3.0-or-later
 * Attributes: what is known of a series beside its key. */
#ifndef CT_ATTRIBUTE_H
#define CT_ATTRIBUTE_H

#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether a name is that of an attribute; any other name is a dimension. */
bool ct_is_attribute(const char *name);

/* The attributes that say how something was recorded, which a descriptor may
 * state: `source`, `counting_unit`, ... The choices of those that are one of
 * a few words are parted by '|', else NULL. */
struct ct_attribute {
    const char *name, *choices;
};
extern const struct ct_attribute ct_recording[];
extern const size_t ct_n_recording;

#endif
