/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names, pieces and periods. */
#include "config.h"

#include "export/stat_names.h"

#include "lib/memory.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Words of Stata ([U] 11.3) and of SPSS (Command Syntax Reference, Variable
 * names), whatever the case. */
static bool is_kept(const char *name)
{
    static const char *const words[] = {
        "_all", "_b",   "byte",  "_coef", "_cons", "double", "float", "if",
        "in",   "int",  "long",  "_n",    "_pi",   "_pred",  "_rc",   "_skip",
        "str",  "strL", "using", "with",  "all",   "and",    "by",    "eq",
        "ge",   "gt",   "le",    "lt",    "ne",    "not",    "or",    "to"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i], name) == 0)
            return true;
    return strncmp(name, "str", 3) == 0 && name[3] &&
           strspn(name + 3, "0123456789") == strlen(name + 3);
}

static bool is_taken(const char *name, char (*taken)[CT_STAT_NAME_MAX],
                     size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcasecmp(taken[i], name) == 0)
            return true;
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void ct_stat_name(const char *name, char (*taken)[CT_STAT_NAME_MAX], size_t n,
                  char *out)
{
    size_t length = 0;
    if (!is_letter(*name))
        out[length++] = 'v';
    for (; *name && length + 1 < CT_STAT_NAME_MAX; name++)
        out[length++] =
            is_letter(*name) || (*name >= '0' && *name <= '9') ? *name : '_';
    out[length] = '\0';
    if (is_kept(out))
        memcpy(out + length, "_", 2);
    size_t room = length < CT_STAT_NAME_MAX - 8 ? length : CT_STAT_NAME_MAX - 8;
    for (unsigned i = 2; is_taken(out, taken, n) && i < 100000; i++)
        snprintf(out + room, CT_STAT_NAME_MAX - room, "_%u", i);
}

size_t ct_stat_cut(const char *text, size_t most)
{
    size_t n = strlen(text);
    if (n <= most)
        return n;
    n = most;
    while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    return n;
}

char *ct_stat_cut_copy(const char *text, size_t most)
{
    return ct_xstrndup(text, ct_stat_cut(text, most));
}

/* Where a line of the text ends: behind the last blank that fits. */
static size_t line_end(const char *text, size_t most)
{
    size_t n = ct_stat_cut(text, most), blank = n;
    if (!text[n])
        return n;
    while (blank && text[blank - 1] != ' ')
        blank--;
    return blank ? blank : n ? n : 1;
}

void ct_stat_lines(const char *text, size_t most,
                   void (*line)(void *user, const char *text), void *user)
{
    while (*text) {
        size_t n = line_end(text, most);
        char *piece = ct_xstrndup(text, n);
        for (char *c = piece; *c; c++)
            *c = (unsigned char)*c < ' ' ? ' ' : *c;
        line(user, piece);
        free(piece);
        text += n;
    }
}

char ct_stat_freq(const char *period)
{
    static const char digits[] = "0123456789";
    if (strspn(period, digits) != 4)
        return 0;
    if (!period[4])
        return 'A';
    bool quarter = period[4] == '-' && period[5] == 'Q' &&
                   strspn(period + 6, "1234") == 1 && !period[7];
    bool month =
        period[4] == '-' && strspn(period + 5, digits) == 2 && !period[7];
    return quarter ? 'Q' : month ? 'M' : 0;
}
