/* SPDX-License-Identifier: GPL-3.0-or-later
 * Age codes: years from..to, read from the code's form. */
#include "config.h"

#include "lib/age.h"
#include "lib/codes.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

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

/* Moves *at behind the first of the words it begins with; no matter the case.
 * Returns whether one was there. */
static bool skip_word(const char **at, const char *const *words)
{
    for (; *words; words++) {
        size_t n = strlen(*words);
        if (strncasecmp(*at, *words, n) != 0)
            continue;
        *at += n;
        return true;
    }
    return false;
}

/* Reads `15-24` or `65+` or `7`. */
static bool read_words(const char **at, int *from, int *to)
{
    static const char *const more[] = {"+", " and over", " and older",
                                       " or more", NULL};
    static const char *const until[] = {"-",    " - ", "\xe2\x80\x93", "T", "_",
                                        " to ", NULL};
    if (!read_years(at, from))
        return false;
    *to = *from;
    if (skip_word(at, more)) {
        *to = INT_MAX;
        return *from > 0;
    }
    return !skip_word(at, until) || (read_years(at, to) && *from <= *to);
}

/* Writes a range in its one form. */
static void write_range(int from, int to, char *out, size_t size)
{
    if (to == INT_MAX)
        snprintf(out, size, "Y_GE%d", from);
    else if (from == 0 && to == ADULT - 1)
        snprintf(out, size, "Y_LT%d", ADULT);
    else if (from == to)
        snprintf(out, size, "Y%d", from);
    else
        snprintf(out, size, "Y%dT%d", from, to);
}

void ct_age_code(int from, int to, char *out, size_t size)
{
    if (from == 0 && to == INT_MAX)
        snprintf(out, size, "_T");
    else
        write_range(from, to, out, size);
}

bool ct_age_meant(const char *text, char *out, size_t size)
{
    static const char *const start[] = {"Y_", "Y", NULL};
    static const char *const under[] = {"<", "LT", "under ", "below ", NULL};
    static const char *const over[] = {">=", "GE", NULL};
    static const char *const years[] = {" years", " year", "y", NULL};
    const char *at = text;
    int from = 0, to = INT_MAX;
    skip_word(&at, start);
    if (skip_word(&at, under)) {
        if (!read_years(&at, &to) || to == 0)
            return false;
        snprintf(out, size, "Y_LT%d", to);
    } else {
        bool good = skip_word(&at, over) ? read_years(&at, &from) && from > 0
                                         : read_words(&at, &from, &to);
        if (!good)
            return false;
        write_range(from, to, out, size);
    }
    skip_word(&at, years);
    return *at == '\0';
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
