/* SPDX-License-Identifier: GPL-3.0-or-later
 * A few numbers out of an oracle file, by the words before them. */
#include "config.h"

#include "tests/oracle_text.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST = 1 << 16 };

static FILE *open_oracle(const char *name, const char *extension)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/oracles/%s.%s", TESTS, name, extension);
    FILE *f = fopen(path, "r");
    ck_assert_msg(f != NULL, "cannot open %s", path);
    return f;
}

/* The text behind "word": in `text`. */
static const char *behind(const char *text, const char *word)
{
    char quoted[128];
    snprintf(quoted, sizeof quoted, "\"%s\":", word);
    const char *found = strstr(text, quoted);
    ck_assert_msg(found != NULL, "no %s in the oracle", quoted);
    return found + strlen(quoted);
}

double oracle_number(const char *name, const char *section, const char *key)
{
    static char text[LONGEST];
    FILE *f = open_oracle(name, "json");
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    const char *at = text;
    if (section)
        at = behind(at, section);
    at = behind(at, key);
    at += strspn(at, " ");
    return strncmp(at, "null", 4) == 0 ? (double)NAN : strtod(at, NULL);
}

size_t oracle_column(const char *name, int column, double *out, size_t max)
{
    char line[1024];
    size_t n = 0;
    FILE *f = open_oracle(name, "csv");
    char *got = fgets(line, sizeof line, f);
    while (got && n < max && (got = fgets(line, sizeof line, f))) {
        char *cell = line;
        for (int i = 0; i < column; i++)
            cell = strchr(cell, ',') + 1;
        out[n++] = strtod(cell, NULL);
    }
    fclose(f);
    return n;
}
