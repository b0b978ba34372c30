/* SPDX-License-Identifier: GPL-3.0-or-later
 * Age codes: years from..to, read from the code's form. */
#include "config.h"

#include "lib/age.h"
#include "lib/codes.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { ADULT = 18 };

/* Reads a number of one to three digits without needless zeros and moves
 * *at behind it. */
static bool read_years(const char **at, int *years)
{
    const char *start = *at;
    int n = 0;
    while (**at >= '0' && **at <= '9' && *at - start < 4)
        n = n * 10 + (*(*at)++ - '0');
    *years = n;
    size_t length = (size_t)(*at - start);
    return length > 0 && length < 4 && (length == 1 || *start != '0');
}

/* Y7 or Y15T24, behind the Y. */
static bool read_closed(const char *at, int *from, int *to)
{
    if (!read_years(&at, from))
        return false;
    *to = *from;
    if (*at == 'T') {
        at++;
        if (!read_years(&at, to))
            return false;
    }
    return *at == '\0' && *from <= *to;
}

/* _LT18 or _GE65, behind the Y. */
static bool read_open(const char *at, int *from, int *to)
{
    bool under = strncmp(at, "_LT", 3) == 0;
    int years;
    if (!under && strncmp(at, "_GE", 3) != 0)
        return false;
    at += 3;
    if (!read_years(&at, &years) || *at || years == 0)
        return false;
    *from = under ? 0 : years;
    *to = under ? years - 1 : INT_MAX;
    return true;
}

bool ct_age_range(const char *code, int *from, int *to)
{
    int a = 0, b = INT_MAX;
    bool good = strcmp(code, "_T") == 0 ||
                (code[0] == 'Y' && (read_closed(code + 1, &a, &b) ||
                                    read_open(code + 1, &a, &b)));
    if (!good)
        return false;
    *from = a;
    *to = b;
    return true;
}

bool ct_age_valid(const char *code)
{
    int from, to;
    if (code[0] != 'Y' || !ct_age_range(code, &from, &to))
        return false;
    bool closed = strchr(code, 'T') && code[1] != '_';
    return !closed || (from < to && !(from == 0 && to == ADULT - 1));
}

bool ct_age_label(const char *code, char *out, size_t size)
{
    int from, to;
    if (!ct_age_valid(code) || !ct_age_range(code, &from, &to))
        return false;
    if (to == INT_MAX)
        snprintf(out, size, "%d and over", from);
    else if (code[1] == '_')
        snprintf(out, size, "under %d", to + 1);
    else if (from == to)
        snprintf(out, size, from == 1 ? "%d year" : "%d years", from);
    else
        snprintf(out, size, "%d-%d years", from, to);
    return true;
}
