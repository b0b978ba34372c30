/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of a population that make up a whole: sexes, ages. */
#include "config.h"

#include "analyze/tile.h"

#include "lib/codes.h"
#include "lib/memory.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* An age band: years from .. to, and the number of its part. */
struct band {
    int from, to;
    size_t part;
};

/* By first year; the widest first. */
static int by_age(const void *a, const void *b)
{
    const struct band *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to > y->to ? -1 : 1;
    return x->part < y->part ? -1 : x->part > y->part;
}

static size_t find_part(const struct ct_tile *parts, size_t n, const char *sex,
                        const char *age)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(parts[i].sex, sex) == 0 && strcmp(parts[i].age, age) == 0)
            return i;
    return SIZE_MAX;
}

/* Whether bands that follow one another from band i reach `to`: next[i] is the
 * band after it, n at the end, SIZE_MAX where there is no way. Bands are in
 * order, so that going backwards every later one is known. */
static void link_bands(const struct band *band, size_t n, int to, size_t *next)
{
    for (size_t i = n; i-- > 0;) {
        next[i] = band[i].to == to ? n : SIZE_MAX;
        for (size_t k = i + 1; k < n && next[i] == SIZE_MAX; k++)
            if (band[i].to < to && band[k].from == band[i].to + 1 &&
                next[k] != SIZE_MAX)
                next[i] = k;
    }
}

/* The ages of one sex that tile the wanted one. */
static size_t tile_ages(const struct ct_tile *parts, size_t n, const char *sex,
                        const char *age, size_t *chosen)
{
    size_t whole = find_part(parts, n, sex, age);
    if (whole != SIZE_MAX) {
        chosen[0] = whole;
        return 1;
    }
    int from, to;
    if (!ct_age_range(age, &from, &to))
        return 0;
    struct band *band = ct_xmalloc(n, sizeof *band);
    size_t *next = ct_xmalloc(n, sizeof *next);
    size_t n_bands = 0, n_chosen = 0, i = 0;
    for (size_t k = 0; k < n; k++) {
        struct band b = {.part = k};
        if (strcmp(parts[k].sex, sex) == 0 &&
            ct_age_range(parts[k].age, &b.from, &b.to))
            band[n_bands++] = b;
    }
    qsort(band, n_bands, sizeof *band, by_age);
    link_bands(band, n_bands, to, next);
    while (i < n_bands && (band[i].from != from || next[i] == SIZE_MAX))
        i++;
    for (; i < n_bands; i = next[i])
        chosen[n_chosen++] = band[i].part;
    free(band);
    free(next);
    size_t unknown = find_part(parts, n, sex, "_U");
    if (n_chosen && unknown != SIZE_MAX && strcmp(age, "_T") == 0)
        chosen[n_chosen++] = unknown;
    return n_chosen;
}

static bool has_sex(const struct ct_tile *parts, size_t n, const char *sex)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(parts[i].sex, sex) == 0)
            return true;
    return false;
}

size_t ct_tile_find(const struct ct_tile *parts, size_t n,
                    const struct ct_tile *wanted, size_t *chosen)
{
    static const char *const sexes[] = {"F", "M", "_O", "_U"};
    size_t found = tile_ages(parts, n, wanted->sex, wanted->age, chosen);
    if (found || strcmp(wanted->sex, "_T") != 0)
        return found;
    for (size_t k = 0; k < sizeof sexes / sizeof *sexes; k++) {
        size_t more =
            tile_ages(parts, n, sexes[k], wanted->age, chosen + found);
        if (!more && (k < 2 || has_sex(parts, n, sexes[k])))
            return 0;
        found += more;
    }
    return found;
}
