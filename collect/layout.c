/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of layouts, and what they share. */
#include "config.h"

#include "collect/layout.h"

#include <string.h>

#define LAYOUT(symbol, name) extern const struct ct_layout ct_layout_##symbol;
#include "collect/layouts.def"
#undef LAYOUT

#define LAYOUT(symbol, name) &ct_layout_##symbol,
static const struct ct_layout *const layouts[] = {
#include "collect/layouts.def"
};
#undef LAYOUT

const struct ct_layout *ct_layout_find(const char *name)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        if (strcmp(layouts[i]->name, name) == 0)
            return layouts[i];
    return NULL;
}

#define LAYOUT(symbol, name) ", " name
const char *ct_layout_names(void)
{
    static const char names[] =
#include "collect/layouts.def"
        ;
    return names + 2;
}
#undef LAYOUT

int ct_layout_offer_columns(const struct ct_binding *b,
                            const struct ct_record *record,
                            ct_raw_function *take, void *user,
                            struct ct_error *err)
{
    for (size_t i = 0; i < b->n_values; i++) {
        struct ct_raw raw = {.record = record, .column = &b->value[i]};
        if (take(user, &raw, err) < 0)
            return -1;
    }
    return 0;
}
