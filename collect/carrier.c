/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of carriers. */
#include "config.h"

#include "collect/carrier.h"

#include <string.h>

#define CARRIER(symbol, name)                                                  \
    extern const struct ct_carrier ct_carrier_##symbol;
#include "collect/carriers.def"
#undef CARRIER

#define CARRIER(symbol, name) &ct_carrier_##symbol,
static const struct ct_carrier *const carriers[] = {
#include "collect/carriers.def"
};
#undef CARRIER

const struct ct_carrier *ct_carrier_find(const char *name)
{
    for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++)
        if (strcmp(carriers[i]->name, name) == 0)
            return carriers[i];
    return NULL;
}

#define CARRIER(symbol, name) ", " name
const char *ct_carrier_names(void)
{
    static const char names[] =
#include "collect/carriers.def"
        ;
    return names + 2;
}
#undef CARRIER
