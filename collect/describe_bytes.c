/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the first bytes of a file say of its kind, encoding and delimiter. */
#include "config.h"

#include "collect/describe_inner.h"

#include "collect/archive.h"
#include "lib/utf8.h"

#include <string.h>

/* --- encoding --- */

/* Bytes above 127 and the runs they stand in. */
struct high {
    size_t n, n_runs, n_pairs; /* runs of even length */
    size_t n_hangul, n_cyrillic, n_control;
};

static void count_run(const unsigned char *s, size_t n, struct high *h)
{
    h->n += n;
    h->n_runs++;
    h->n_pairs += n % 2 == 0;
    for (size_t i = 0; i < n; i++) {
        h->n_cyrillic += s[i] >= 0xc0;
        h->n_control += s[i] < 0xa0;
    }
    for (size_t i = 0; i + 1 < n; i += 2)
        h->n_hangul += s[i] >= 0xb0 && s[i] <= 0xc8 && s[i + 1] >= 0xa1;
}

static struct high count_high(const char *bytes, size_t n)
{
    const unsigned char *s = (const unsigned char *)bytes;
    struct high h = {0};
    for (size_t i = 0; i < n;) {
        size_t run = 0;
        while (i + run < n && s[i + run] >= 0x80)
            run++;
        if (run)
            count_run(s + i, run, &h);
        i += run + 1;
    }
    return h;
}

/* In Western European text accents stand alone; in other scripts whole words
 * are of high bytes. */
static void guess_single(struct ct_seen *seen, const char *bytes, size_t n)
{
    struct high h = count_high(bytes, n);
    bool words = h.n > 2 * h.n_runs;
    if (words && h.n_hangul * 2 > h.n * 8 / 10 &&
        h.n_pairs * 10 > h.n_runs * 8) {
        seen->encoding = "CP949";
        seen->encoding_why = "no UTF-8; pairs of bytes as in Korean";
    } else if (words && h.n_cyrillic * 10 > h.n * 8) {
        seen->encoding = "windows-1251";
        seen->encoding_why = "no UTF-8; bytes as in Cyrillic words";
    } else if (h.n_control) {
        seen->encoding = "windows-1252";
        seen->encoding_why = "no UTF-8; Central Europe would be windows-1250: "
                             "look at the accents";
    } else {
        seen->encoding = "windows-1252";
        seen->encoding_why = "no UTF-8; accents as in Western Europe: look at "
                             "them";
    }
}

static void guess_encoding(struct ct_seen *seen, const char *bytes, size_t n)
{
    size_t cut;
    if (n >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 ||
                   memcmp(bytes, "\xfe\xff", 2) == 0)) {
        seen->encoding = "UTF-16";
        seen->encoding_why = "begins with the mark of UTF-16";
        return;
    }
    if (ct_utf8_valid(bytes, n, &cut) + cut == n) {
        seen->encoding = "utf-8";
        seen->encoding_why = "valid UTF-8";
        return;
    }
    guess_single(seen, bytes, n);
}

/* --- delimiter --- */

/* How many marks there are outside quotes in each of the first lines; 0 bytes
 * are passed over, so that UTF-16 needs no decoding here. */
static size_t count_lines(const char *bytes, size_t n, char mark, size_t *count,
                          size_t max)
{
    size_t line = 0;
    bool quoted = false;
    count[0] = 0;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '"')
            quoted = !quoted;
        else if (!quoted && bytes[i] == mark)
            count[line]++;
        else if (!quoted && bytes[i] == '\n') {
            if (++line == max)
                return max;
            count[line] = 0;
        }
    }
    return line;
}

/* The number of marks most lines have, times how many lines that are. */
static size_t weigh(const char *bytes, size_t n, char mark)
{
    enum { LINES = 60 };
    size_t count[LINES + 1], best = 0;
    size_t lines = count_lines(bytes, n, mark, count, LINES);
    for (size_t i = 0; i < lines; i++) {
        size_t same = 0;
        for (size_t k = 0; k < lines; k++)
            same += count[k] == count[i];
        if (count[i] && same * (count[i] < 20 ? count[i] : 20) > best)
            best = same * (count[i] < 20 ? count[i] : 20);
    }
    return best;
}

/* A comma is also a decimal mark, so others go before it if they are as
 * regular. */
static void guess_delimiter(struct ct_seen *seen, const char *bytes, size_t n)
{
    static const char marks[] = "\t;|,$";
    size_t best = 0;
    seen->delimiter = ',';
    for (const char *m = marks; *m; m++) {
        size_t weight = weigh(bytes, n, *m);
        if (weight > best) {
            best = weight;
            seen->delimiter = *m;
        }
    }
}

/* --- kind --- */

static bool begins(const char *bytes, size_t n, const char *with)
{
    return n >= strlen(with) && memcmp(bytes, with, strlen(with)) == 0;
}

/* The carrier by the first letters of a text; `delimited` if nothing speaks
 * for another. */
static const char *kind_of_text(const char *bytes, size_t n)
{
    if (begins(bytes, n, "\xef\xbb\xbf"))
        bytes += 3, n -= 3;
    while (n && strchr(" \t\r\n", *bytes))
        bytes++, n--;
    if (begins(bytes, n, "{"))
        return "json-stat";
    if (begins(bytes, n, "<"))
        return "sdmx-ml";
    if (begins(bytes, n, "DATAFLOW") || begins(bytes, n, "STRUCTURE,") ||
        begins(bytes, n, "STRUCTURE;"))
        return "sdmx-csv";
    if (begins(bytes, n, "CHARSET=") || begins(bytes, n, "AXIS-VERSION="))
        return "px";
    return "delimited";
}

/* Workbooks of the two kinds are archives; which, its parts say. */
static const char *kind_of_book(struct ct_stream *in, struct ct_error *err)
{
    size_t n;
    const char *bytes = ct_stream_whole(in, &n, err);
    struct ct_archive *a = bytes ? ct_archive_open(bytes, n, err) : NULL;
    if (!a)
        return NULL;
    const char *kind = ct_archive_find(a, "[Content_Types].xml") >= 0 ? "xlsx"
                       : ct_archive_find(a, "mimetype") >= 0          ? "ods"
                                                                      : NULL;
    ct_archive_close(a);
    if (!kind)
        ct_fail(err, CT_EDATA, 0, 0, "an archive (zip) of no known kind");
    return kind;
}

int ct_seen_bytes(struct ct_seen *seen, struct ct_stream *in,
                  struct ct_error *err)
{
    size_t n;
    const char *bytes = ct_stream_head(in, &n);
    const char *kind = kind_of_text(bytes, n);
    seen->encoding = "utf-8";
    seen->encoding_why = "";
    seen->delimiter = ',';
    if (!n)
        return ct_fail(err, CT_EDATA, 0, 0, "the file is empty");
    if (ct_is_zip(bytes, n))
        kind = kind_of_book(in, err);
    else if (begins(bytes, n, "\xd0\xcf\x11\xe0"))
        kind = "xls";
    if (!kind)
        return -1;
    seen->carrier = ct_carrier_find(kind);
    if (!seen->carrier)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a file of kind %s, which cannot be described", kind);
    if (strcmp(kind, "delimited") == 0) {
        guess_encoding(seen, bytes, n);
        guess_delimiter(seen, bytes, n);
    }
    return 0;
}
