/* SPDX-License-Identifier: GPL-3.0-or-later
 * Delimited text in any declared encoding: iconv in front of the CSV reader. */
#include "config.h"

#include "collect/carrier.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

enum { CHUNK = 1 << 16 };

/* Formats that are not text, by their first bytes: said in plain words,
 * because such files often go by the name of .csv. */
struct foreign {
    const char *bytes;
    size_t n;
    const char *what;
};

static const struct foreign foreign[] = {
    {"PK\3\4", 4, "a workbook or zip archive"},
    {"\xd0\xcf\x11\xe0", 4, "an old workbook (.xls) or an encrypted one"},
    {"\x1f\x8b", 2, "compressed by gzip"},
    {"%PDF", 4, "a PDF document"},
    {"\x89PNG", 4, "a picture"},
    {"\x89HDF", 4, "an HDF5 file"},
    {"<?xml", 5, "XML"},
    {"<!DOCTYPE", 9, "a web page"},
};

static int refuse_foreign(const struct ct_stream *in, struct ct_error *err)
{
    size_t n;
    const char *head = ct_stream_head(in, &n);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (n >= foreign[i].n &&
            memcmp(head, foreign[i].bytes, foreign[i].n) == 0)
            return ct_fail(err, CT_EDATA, 1, 0, "not delimited text, but %s",
                           foreign[i].what);
    return 0;
}

static int read_utf8(struct ct_stream *in, struct ct_csv_reader *csv,
                     struct ct_error *err)
{
    size_t room;
    char *space = ct_csv_space(csv, &room);
    long n;
    while ((n = ct_stream_read(in, space, room, err)) > 0) {
        if (ct_csv_filled(csv, (size_t)n, err) < 0)
            return -1;
        space = ct_csv_space(csv, &room);
    }
    return n < 0 ? -1 : ct_csv_finish(csv, err);
}

/* Text on its way from an encoding; the first `kept` bytes of `raw` are the
 * beginning of a character whose end was not yet read. */
struct recoder {
    iconv_t iconv;
    const char *encoding;
    char raw[CHUNK];
    size_t kept;
    long line;
};

static long count_lines(const char *s, size_t n)
{
    long lines = 0;
    for (const char *end = s + n; (s = memchr(s, '\n', (size_t)(end - s))); s++)
        lines++;
    return lines;
}

/* Full output only means another round; a character that is not whole waits
 * for the next bytes. */
static int recode(struct recoder *r, size_t n, struct ct_csv_reader *csv,
                  struct ct_error *err)
{
    char *in = r->raw;
    size_t left = n;
    while (left) {
        char text[CHUNK];
        char *out = text;
        size_t room = sizeof text;
        size_t done = iconv(r->iconv, &in, &left, &out, &room);
        int why = done == (size_t)-1 ? errno : 0;
        size_t made = (size_t)(out - text);
        r->line += count_lines(text, made);
        if (ct_csv_feed(csv, text, made, err) < 0)
            return -1;
        if (why == EILSEQ)
            return ct_fail(err, CT_EDATA, r->line, 0, "not valid %s",
                           r->encoding);
        if (why == EINVAL)
            break;
    }
    memmove(r->raw, in, left);
    r->kept = left;
    return 0;
}

static int read_recoded(struct ct_stream *in, struct recoder *r,
                        struct ct_csv_reader *csv, struct ct_error *err)
{
    long n;
    while ((n = ct_stream_read(in, r->raw + r->kept, sizeof r->raw - r->kept,
                               err)) > 0)
        if (recode(r, r->kept + (size_t)n, csv, err) < 0)
            return -1;
    if (n < 0)
        return -1;
    if (r->kept)
        return ct_fail(err, CT_EDATA, r->line, 0,
                       "the text ends within a character of %s", r->encoding);
    return ct_csv_finish(csv, err);
}

/* UTF-8 is checked by the reader of CSV itself and needs no iconv. */
static int read_rows(struct ct_stream *in, const struct ct_carrier_settings *s,
                     struct ct_csv_reader *csv, struct ct_error *err)
{
    if (strcasecmp(s->encoding, "utf-8") == 0)
        return read_utf8(in, csv, err);
    struct recoder r = {.encoding = s->encoding, .line = 1};
    r.iconv = iconv_open("UTF-8", s->encoding);
    if (r.iconv == (iconv_t)-1)
        return ct_fail(err, CT_EDATA, 0, 0, "unknown encoding '%s'",
                       s->encoding);
    int status = read_recoded(in, &r, csv, err);
    iconv_close(r.iconv);
    return status;
}

static int read_delimited(struct ct_stream *in,
                          const struct ct_carrier_settings *s,
                          ct_row_function *take, void *user,
                          struct ct_error *err)
{
    if (refuse_foreign(in, err) < 0)
        return -1;
    struct ct_csv_reader *csv = ct_csv_create(s->delimiter, take, user);
    int status = read_rows(in, s, csv, err);
    ct_csv_destroy(csv);
    return status;
}

const struct ct_carrier ct_carrier_delimited = {
    .name = "delimited",
    .summary = "text with a delimiter (CSV, TSV), any encoding",
    .read = read_delimited,
};
