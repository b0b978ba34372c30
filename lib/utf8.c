/* SPDX-License-Identifier: GPL-3.0-or-later
 * UTF-8 in pieces. */
#include "config.h"

#include "lib/utf8.h"

#include <stdint.h>
#include <string.h>
#include <unistr.h>

/* Whether eight bytes are ASCII other than NUL: none has its high bit set, and
 * taking one from each borrows from none. */
static int all_ascii(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return ((word | (word - 0x0101010101010101U)) & 0x8080808080808080U) == 0;
}

size_t ct_utf8_valid(const char *bytes, size_t n, size_t *cut)
{
    const uint8_t *s = (const uint8_t *)bytes;
    size_t i = 0;
    *cut = 0;
    while (i < n) {
        if (n - i >= 8 && all_ascii(bytes + i)) {
            i += 8;
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
