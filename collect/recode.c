/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text in a declared encoding, as UTF-8. */
#include "config.h"

#include "collect/recode.h"

#include "lib/memory.h"
#include "lib/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* `plain`: ASCII stands for itself, as in all encodings but EBCDIC and those
 * of two bytes a character. */
struct ct_recoder {
    char *encoding;
    iconv_t iconv;
    bool is_utf8, plain;
};

/* Tried on the characters numbers and codes are made of. */
static bool is_plain(iconv_t cd)
{
    static const char sample[] = "09AZaz ,.-";
    char text[sizeof sample], *in = (char *)sample, *out = text;
    size_t left = sizeof sample - 1, room = sizeof text;
    iconv(cd, &in, &left, &out, &room);
    iconv(cd, NULL, NULL, NULL, NULL);
    return left == 0 && out == text + sizeof sample - 1 &&
           memcmp(text, sample, sizeof sample - 1) == 0;
}

struct ct_recoder *ct_recoder_create(const char *encoding, struct ct_error *err)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (cd == (iconv_t)-1) {
        ct_fail(err, CT_EDATA, 0, 0, "unknown encoding '%s'", encoding);
        return NULL;
    }
    struct ct_recoder *r = ct_xcalloc(1, sizeof *r);
    r->iconv = cd;
    r->encoding = ct_xstrdup(encoding);
    r->is_utf8 =
        strcasecmp(encoding, "utf-8") == 0 || strcasecmp(encoding, "utf8") == 0;
    r->plain = is_plain(cd);
    return r;
}

static bool is_ascii(const char *bytes, size_t n)
{
    unsigned char all = 0;
    for (size_t i = 0; i < n; i++)
        all |= (unsigned char)bytes[i];
    return all < 128;
}

static int fail_at(const struct ct_recoder *r, const char *bytes, size_t n,
                   long line, struct ct_error *err)
{
    for (size_t i = 0; i < n; i++)
        line += bytes[i] == '\n';
    return ct_fail(err, CT_EDATA, line, 0, "not valid %s", r->encoding);
}

static int convert(struct ct_recoder *r, const char *bytes, size_t n, long line,
                   struct ct_buffer *out, struct ct_error *err)
{
    char *in = (char *)bytes;
    size_t left = n;
    iconv(r->iconv, NULL, NULL, NULL, NULL);
    while (left) {
        char text[4096], *to = text;
        size_t room = sizeof text;
        size_t done = iconv(r->iconv, &in, &left, &to, &room);
        bool full = done == (size_t)-1 && errno == E2BIG;
        ct_buffer_add(out, text, (size_t)(to - text));
        if (done == (size_t)-1 && !full)
            return fail_at(r, bytes, n - left, line, err);
    }
    return 0;
}

int ct_recode(struct ct_recoder *r, const char *bytes, size_t n, long line,
              struct ct_buffer *out, struct ct_error *err)
{
    size_t start = out->size, cut;
    if (r->plain && is_ascii(bytes, n))
        ct_buffer_add(out, bytes, n);
    else if (r->is_utf8) {
        size_t valid = ct_utf8_valid(bytes, n, &cut);
        if (valid < n)
            return fail_at(r, bytes, valid, line, err);
        ct_buffer_add(out, bytes, n);
    } else if (convert(r, bytes, n, line, out, err) < 0)
        return -1;
    if (out->size > start && memchr(out->data + start, 0, out->size - start))
        return ct_fail(err, CT_EDATA, line, 0,
                       "NUL byte; is this no text, or text in another "
                       "encoding?");
    return 0;
}

void ct_recoder_destroy(struct ct_recoder *r)
{
    if (!r)
        return;
    iconv_close(r->iconv);
    free(r->encoding);
    free(r);
}
