/* SPDX-License-Identifier: GPL-3.0-or-later
 * Codes as parts of a whole. */
#include "config.h"

#include "analyze/parts.h"

#include <string.h>

bool ct_codes_nested(const char *dimension)
{
    static const char *const nested[] = {"area", "age", "offence",
                                         "counterpart", "citizenship"};
    for (size_t i = 0; i < sizeof nested / sizeof *nested; i++)
        if (strcmp(nested[i], dimension) == 0)
            return true;
    return false;
}

bool ct_codes_overlap(const struct ct_codes *codes, const char *dimension,
                      const char *a, const char *b)
{
    int from[2], to[2];
    if (strcmp(a, b) == 0 || strcmp(a, "_T") == 0 || strcmp(b, "_T") == 0)
        return true;
    if (*a == '_' || *b == '_')
        return false;
    if (strcmp(dimension, "age") == 0)
        return ct_age_range(a, &from[0], &to[0]) &&
               ct_age_range(b, &from[1], &to[1]) && from[0] <= to[1] &&
               from[1] <= to[0];
    return codes && (ct_codes_below(codes, dimension, a, b) ||
                     ct_codes_below(codes, dimension, b, a));
}
