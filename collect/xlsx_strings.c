/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shared strings of xlsx: ECMA-376 part 1, 18.4. */
#include "config.h"

#include "collect/xlsx_inner.h"

#include "lib/memory.h"

#include <string.h>

/* Far more than a sheet of a million rows needs. */
enum { STRINGS_MAX = 1 << 23, TEXT_MAX = 1 << 27 };

struct reading {
    struct ct_xlsx_strings *strings;
    bool in_text;
    int phonetic; /* depth of rPh: readings, such as furigana */
};

static int start(void *user, const char *name, const char **attributes,
                 struct ct_error *err)
{
    struct reading *r = user;
    (void)attributes, (void)err;
    r->in_text = strcmp(name, "t") == 0;
    r->phonetic += strcmp(name, "rPh") == 0;
    return 0;
}

static int text(void *user, const char *bytes, size_t n, struct ct_error *err)
{
    struct reading *r = user;
    struct ct_xlsx_strings *s = r->strings;
    if (!r->in_text || r->phonetic)
        return 0;
    size_t from = s->n ? s->end[s->n - 1] : 0;
    if (s->text.size - from + n > CT_BOOK_CELL)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a text of more than 65,536 bytes among the workbook's "
                       "shared strings");
    if (s->text.size + n > TEXT_MAX)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "more than %d MiB of shared strings in the workbook",
                       TEXT_MAX >> 20);
    ct_buffer_add(&s->text, bytes, n);
    return 0;
}

static int end(void *user, const char *name, struct ct_error *err)
{
    struct reading *r = user;
    struct ct_xlsx_strings *s = r->strings;
    r->in_text = false;
    r->phonetic -= strcmp(name, "rPh") == 0;
    if (strcmp(name, "si") != 0)
        return 0;
    if (s->n == STRINGS_MAX)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "more than %d shared strings in the workbook",
                       STRINGS_MAX);
    ct_xlsx_unescape(&s->text, s->n ? s->end[s->n - 1] : 0);
    s->end = ct_xgrow(s->end, &s->capacity, s->n + 1, sizeof *s->end);
    s->end[s->n++] = (uint32_t)s->text.size;
    return 0;
}

int ct_xlsx_read_strings(struct ct_archive *book, const char *part,
                         struct ct_xlsx_strings *s, struct ct_error *err)
{
    static const struct ct_xml xml = {.start = start, .end = end, .text = text};
    struct reading r = {.strings = s};
    return ct_book_parse(book, part, &xml, &r, err);
}

/* The character of `_xHHHH_`, 0 where there is none: surrogates and NUL stay
 * as they are written. */
static unsigned escaped(const char *s, size_t n)
{
    unsigned code = 0;
    if (n < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
        return 0;
    for (int i = 2; i < 6; i++) {
        const char *digits = "0123456789abcdef";
        const char *at = s[i] ? strchr(digits, s[i] | 32) : NULL;
        if (!at || s[i] < '0')
            return 0;
        code = code * 16 + (unsigned)(at - digits);
    }
    return code >= 0xd800 && code < 0xe000 ? 0 : code;
}

static size_t put_utf8(char *out, unsigned code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 63));
        return 2;
    }
    out[0] = (char)(0xe0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 63));
    out[2] = (char)(0x80 | (code & 63));
    return 3;
}

void ct_xlsx_unescape(struct ct_buffer *b, size_t from)
{
    if (b->size == from || !memmem(b->data + from, b->size - from, "_x", 2))
        return;
    char *out = b->data + from;
    for (const char *s = out, *stop = b->data + b->size; s < stop;) {
        unsigned code = escaped(s, (size_t)(stop - s));
        if (code) {
            out += put_utf8(out, code);
            s += 7;
        } else {
            *out++ = *s++;
        }
    }
    b->size = (size_t)(out - b->data);
    b->data[b->size] = '\0';
}
