/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting quotes and line ends. */
#include "config.h"

#include "lib/csv_tally.h"

void ct_csv_count_plain(struct ct_csv_tally *t, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        t->quotes += bytes[i] == '"';
        t->lines += bytes[i] == '\r' || (bytes[i] == '\n' && !t->after_cr);
        t->after_cr = bytes[i] == '\r';
    }
}

#ifdef __SSE2__
#include <emmintrin.h>

/* Comparisons give -1 in each byte that is equal; 255 of them fit into a byte,
 * and are then added up. */
enum { STEP = 16, STEPS = 255 };

static uint64_t sum(__m128i bytes)
{
    __m128i two = _mm_sad_epu8(bytes, _mm_setzero_si128());
    return (uint64_t)_mm_cvtsi128_si64(two) +
           (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(two, two));
}

/* Counts so many steps; the byte before them is there. */
static void count_steps(struct ct_csv_tally *t, const char *bytes, size_t steps)
{
    const __m128i quote = _mm_set1_epi8('"'), lf = _mm_set1_epi8('\n'),
                  cr = _mm_set1_epi8('\r');
    __m128i quotes = _mm_setzero_si128(), lines = quotes;
    for (size_t i = 0; i < steps; i++, bytes += STEP) {
        __m128i x = _mm_loadu_si128((const void *)bytes);
        __m128i before = _mm_loadu_si128((const void *)(bytes - 1));
        __m128i pair =
            _mm_and_si128(_mm_cmpeq_epi8(x, lf), _mm_cmpeq_epi8(before, cr));
        __m128i end = _mm_andnot_si128(
            pair, _mm_or_si128(_mm_cmpeq_epi8(x, lf), _mm_cmpeq_epi8(x, cr)));
        quotes = _mm_sub_epi8(quotes, _mm_cmpeq_epi8(x, quote));
        lines = _mm_sub_epi8(lines, end);
    }
    t->quotes += sum(quotes);
    t->lines += sum(lines);
}

/* The first byte is counted by itself, so that each other has one before it. */
void ct_csv_count(struct ct_csv_tally *t, const char *bytes, size_t n)
{
    size_t at = n ? 1 : 0;
    ct_csv_count_plain(t, bytes, at);
    while (n - at >= STEP) {
        size_t steps = (n - at) / STEP;
        if (steps > STEPS)
            steps = STEPS;
        count_steps(t, bytes + at, steps);
        at += steps * STEP;
        t->after_cr = bytes[at - 1] == '\r';
    }
    ct_csv_count_plain(t, bytes + at, n - at);
}

#else

void ct_csv_count(struct ct_csv_tally *t, const char *bytes, size_t n)
{
    ct_csv_count_plain(t, bytes, n);
}

#endif

size_t ct_csv_row_end(const char *bytes, size_t n, size_t at, bool in_quotes)
{
    for (; at < n; at++) {
        in_quotes ^= bytes[at] == '"';
        if (in_quotes || (bytes[at] != '\n' && bytes[at] != '\r'))
            continue;
        if (bytes[at] == '\r' && at + 1 < n && bytes[at + 1] == '\n')
            at++;
        return at + 1;
    }
    return n;
}
