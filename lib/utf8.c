/* SPDX-License-Identifier: GPL-3.0-or-later
 * UTF-8 in pieces. */
#include "config.h"

#include "lib/utf8.h"

#include "lib/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
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

char *ct_utf8_sort_key(const char *text)
{
    size_t n = 0, kept = 0;
    uint8_t *folded = u8_casefold((const uint8_t *)text, strlen(text), NULL,
                                  UNINORM_NFKD, NULL, &n);
    if (!folded)
        return ct_xstrdup(text);
    char *key = ct_xmalloc(n + 1, 1);
    for (size_t at = 0; at < n;) {
        ucs4_t c;
        int length = u8_mbtouc(&c, folded + at, n - at);
        if (!uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Mn)) {
            memcpy(key + kept, folded + at, (size_t)length);
            kept += (size_t)length;
        }
        at += (size_t)length;
    }
    key[kept] = '\0';
    free(folded);
    return key;
}
