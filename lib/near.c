/* SPDX-License-Identifier: GPL-3.0-or-later
 * Optimal string alignment distance, three rows at a time. */
#include "config.h"

#include "lib/near.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { WORD_MAX = 64 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int min(int a, int b)
{
    return a < b ? a : b;
}

/* Whether letters i - 2, i - 1 of a are those of b before j, swapped. */
static int swapped(const char *a, size_t i, const char *b, size_t j)
{
    return i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
           lower(a[i - 2]) == lower(b[j - 1]);
}

/* The distance, or cap if it is at least that: no row is smaller than both
 * before it. */
static int distance(const char *a, size_t na, const char *b, size_t nb, int cap)
{
    int rows[3][WORD_MAX + 1];
    int least = 0, least_before;
    for (size_t j = 0; j <= nb; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        int *now = rows[i % 3];
        const int *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = (int)i;
        least_before = least;
        least = now[0];
        for (size_t j = 1; j <= nb; j++) {
            int replace = last[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
            now[j] = min(replace, min(last[j], now[j - 1]) + 1);
            if (swapped(a, i, b, j))
                now[j] = min(now[j], before[j - 2] + 1);
            least = min(least, now[j]);
        }
        if (min(least, least_before) >= cap)
            return cap;
    }
    return min(rows[na % 3][nb], cap);
}

/* The letters of a word as bits; several letters may share one. */
static uint64_t letters(const char *word, size_t n)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < n; i++)
        bits |= (uint64_t)1 << (lower(word[i]) & 63);
    return bits;
}

/* Whether there are n bits or more. */
static bool has_bits(uint64_t bits, int n)
{
    for (; bits && n > 0; n--)
        bits &= bits - 1;
    return n <= 0;
}

/* Every letter that only one of the words has takes an edit. */
static bool differ(const char *a, size_t na, const char *b, size_t nb, int cap)
{
    uint64_t of_a = letters(a, na), of_b = letters(b, nb);
    return has_bits(of_b & ~of_a, cap) || has_bits(of_a & ~of_b, cap);
}

int ct_distance(const char *a, const char *b, int cap)
{
    size_t na = strlen(a), nb = strlen(b);
    size_t difference = na > nb ? na - nb : nb - na;
    if (na > WORD_MAX || nb > WORD_MAX || difference >= (size_t)cap)
        return cap;
    return differ(a, na, b, nb, cap) ? cap : distance(a, na, b, nb, cap);
}

/* How far a word may be off to be taken for a misspelling. */
static int tolerance(size_t length)
{
    if (length < 4)
        return 1;
    return length < 9 ? 2 : (int)(length / 3);
}

const char *ct_near(const char *word, const char *const *words, size_t n)
{
    const char *best = NULL;
    int limit = tolerance(strlen(word)) + 1;
    for (size_t i = 0; i < n; i++) {
        int d = ct_distance(word, words[i], limit);
        if (d < limit) {
            limit = d;
            best = words[i];
        }
    }
    return best;
}
