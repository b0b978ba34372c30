/* SPDX-License-Identifier: GPL-3.0-or-later
 * UTF-8 in pieces. */
#include "config.h"

#include "lib/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistr.h>

/* How many bytes are looked at in one go, and whether so many are ASCII other
 * than NUL. */
#ifdef __SSE2__
#include <emmintrin.h>

enum { STEP = 64 };

/* As signed numbers these are above zero, NUL and all others are not. */
static bool all_ascii(const char *bytes)
{
    const __m128i one = _mm_set1_epi8(1);
    __m128i odd = _mm_setzero_si128();
    for (int i = 0; i < STEP; i += 16)
        odd = _mm_or_si128(
            odd,
            _mm_cmplt_epi8(_mm_loadu_si128((const void *)(bytes + i)), one));
    return _mm_movemask_epi8(odd) == 0;
}

#else

enum { STEP = 8 };

/* None has its high bit set, and taking one from each borrows from none. */
static bool all_ascii(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return ((word | (word - 0x0101010101010101U)) & 0x8080808080808080U) == 0;
}

#endif

size_t ct_utf8_valid(const char *bytes, size_t n, size_t *cut)
{
    const uint8_t *s = (const uint8_t *)bytes;
    size_t i = 0;
    *cut = 0;
    while (i < n) {
        if (n - i >= STEP && all_ascii(bytes + i)) {
            i += STEP;
            continue;
        }
        ucs4_t c;
        int length = u8_mbtoucr(&c, s + i, n - i);
        if (length == -2)
            *cut = n - i;
        if (length <= 0 || c == 0)
            return i;
        i += (size_t)length;
    }
    return i;
}
