/* SPDX-License-Identifier: GPL-3.0-or-later
 * The safe encoder: text from data as a gnuplot string literal. */
#include "config.h"

#include "plot/encode.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

/* What is shown in place of a code point: itself, a blank, or nothing (0). */
static ucs4_t shown(ucs4_t c)
{
    if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
        return ' ';
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        return 0;
    /* Marks, embeddings, overrides and isolates of direction. */
    if (c == 0x61c || c == 0x200e || c == 0x200f ||
        (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
        return 0;
    if (c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
        (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe)
        return 0;
    return c;
}

/* Appends one code point. */
static void add_point(struct ct_buffer *out, ucs4_t c)
{
    uint8_t bytes[6];
    int n = u8_uctomb(bytes, c, sizeof bytes);
    ct_buffer_add(out, bytes, (size_t)n);
}

char *ct_text_clean(const char *text)
{
    struct ct_buffer out = {0};
    size_t points = 0, left = strlen(text), last = 0;
    while (left > 0) {
        ucs4_t c;
        int n = u8_mbtoucr(&c, (const uint8_t *)text, left);
        if (n <= 0) {
            n = 1;
            c = 0xfffd;
        }
        text += n;
        left -= (size_t)n;
        if ((c = shown(c)) == 0)
            continue;
        if (points == CT_TEXT_POINTS) {
            out.size = last;
            add_point(&out, 0x2026);
            break;
        }
        if (++points == CT_TEXT_POINTS)
            last = out.size;
        add_point(&out, c);
    }
    return ct_buffer_take(&out);
}

/* Whether a byte may stand in a literal as it is. */
static bool plain(unsigned char c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (c && strchr(" .,:;-_()/+=", c));
}

void ct_text_literal(struct ct_buffer *out, const char *text)
{
    char *clean = ct_text_clean(text);
    bool escaped = false;
    ct_buffer_byte(out, '"');
    for (const char *s = clean; *s; s++) {
        unsigned char c = (unsigned char)*s;
        /* gnuplot reads as many digits as there are after a backslash. */
        if (plain(c) && !(escaped && c >= '0' && c <= '9')) {
            ct_buffer_byte(out, *s);
            escaped = false;
        } else {
            ct_buffer_printf(out, "\\%03o", (unsigned)c);
            escaped = true;
        }
    }
    ct_buffer_byte(out, '"');
    free(clean);
}
