/* SPDX-License-Identifier: GPL-3.0-or-later
 * The keywords of a PC-Axis file. A keyword ends with a semicolon outside
 * quotes, a text has no quote inside, and texts that follow each other without
 * a comma are one, so that no line is too long ("PX-file format
 * specification", Statistics Sweden 2013). */
#include "config.h"

#include "collect/px_keywords.h"

#include "collect/recode.h"
#include "lib/memory.h"
#include "lib/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    CHUNK = 1 << 16,
    BYTES_MAX = 16 << 20,
    KEYWORDS_MAX = 200000,
    TEXTS_MAX = 1000000
};

/* A file without an equals sign so far is another kind of file. */
enum { FIRST_KEYWORD = 4096 };

/* --- to where the numbers begin --- */

struct place {
    size_t at, start; /* the next byte; where the keyword begins */
    bool quoted, has_key;
};

static bool is_data(const char *s, size_t n)
{
    while (n && isspace((unsigned char)*s))
        s++, n--;
    while (n && isspace((unsigned char)s[n - 1]))
        n--;
    return n == 4 && strncasecmp(s, "DATA", 4) == 0;
}

/* Bytes of quotes and semicolons are these characters in all encodings such
 * files come in. Returns whether the numbers begin at p->at. */
static bool find_data(const struct ct_buffer *b, struct place *p)
{
    for (; p->at < b->size; p->at++) {
        char c = b->data[p->at];
        if (c == '"')
            p->quoted = !p->quoted;
        if (p->quoted || (c != ';' && c != '='))
            continue;
        if (c == '=' && !p->has_key &&
            is_data(b->data + p->start, p->at - p->start)) {
            p->at++;
            return true;
        }
        p->has_key = c == '=';
        p->start = c == ';' ? p->at + 1 : p->start;
    }
    return false;
}

static int fail_foreign(struct ct_error *err)
{
    return ct_fail(err, CT_EDATA, 1, 0,
                   "not a PC-Axis file: no keyword with an equals sign");
}

static int read_bytes(struct ct_stream *in, struct ct_buffer *b,
                      struct place *p, struct ct_error *err)
{
    char bytes[CHUNK];
    long n;
    while ((n = ct_stream_read(in, bytes, sizeof bytes, err)) > 0) {
        ct_buffer_add(b, bytes, (size_t)n);
        if (find_data(b, p))
            return 0;
        if (b->size >= FIRST_KEYWORD && !memchr(b->data, '=', FIRST_KEYWORD))
            return fail_foreign(err);
        if (b->size > BYTES_MAX)
            return ct_fail(err, CT_EDATA, 0, 0,
                           "more than 16 MiB of keywords before DATA");
    }
    if (n < 0)
        return -1;
    if (!b->size || !memchr(b->data, '=', b->size))
        return fail_foreign(err);
    return ct_fail(err, CT_EDATA, 0, 0,
                   "no DATA; the file is cut off, or a quote is missing");
}

/* --- encoding --- */

/* The text of a keyword in bytes not yet recoded, which is ASCII where it
 * matters; to be freed, NULL if it is not there. */
static char *raw_text(const char *bytes, size_t n, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = bytes, *end = bytes + n;
         (at = memmem(at, (size_t)(end - at), word, length)); at++) {
        bool first = at == bytes || strchr(";\n\r \xbf", at[-1]);
        const char *text = at + length;
        size_t left = (size_t)(end - text);
        if (!first || left < 3 || text[0] != '=' || text[1] != '"')
            continue;
        const char *close = memchr(text + 2, '"', left - 2);
        if (close)
            return ct_xstrndup(text + 2, (size_t)(close - text - 2));
    }
    return NULL;
}

/* The descriptor's word goes first. The format's own rules: CODEPAGE; else
 * CHARSET="ANSI" is Windows text, none is DOS text. */
static char *find_encoding(const char *bytes, size_t n, const char *declared)
{
    size_t cut;
    if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        return ct_xstrdup("utf-8");
    if (declared && strcasecmp(declared, "utf-8") != 0)
        return ct_xstrdup(declared);
    char *encoding = raw_text(bytes, n, "CODEPAGE");
    if (!encoding && ct_utf8_valid(bytes, n, &cut) == n)
        encoding = ct_xstrdup("utf-8");
    if (encoding)
        return encoding;
    char *charset = raw_text(bytes, n, "CHARSET");
    encoding = ct_xstrdup(charset ? "windows-1252" : "CP850");
    free(charset);
    return encoding;
}

/* --- texts --- */

struct scan {
    char *at, *end;
    long line;
    size_t n_texts;
};

static void skip_blanks(struct scan *s)
{
    for (; s->at < s->end && isspace((unsigned char)*s->at); s->at++)
        s->line += *s->at == '\n';
}

static bool is_at(struct scan *s, char c)
{
    skip_blanks(s);
    return s->at < s->end && *s->at == c;
}

/* Steps over a character, if it is there. */
static bool take(struct scan *s, char c)
{
    bool there = is_at(s, c);
    s->at += there;
    return there;
}

/* A text in quotes, put together in place from its parts: what stands behind
 * it never comes before it in the file. NULL if the quote is not closed. */
static const char *quoted(struct scan *s)
{
    char *text = s->at + 1, *to = text;
    while (is_at(s, '"')) {
        char *from = s->at + 1;
        char *close = memchr(from, '"', (size_t)(s->end - from));
        if (!close)
            return NULL;
        for (char *c = from; c < close; c++) {
            s->line += *c == '\n';
            if (*c != '\n' && *c != '\r')
                *to++ = *c;
        }
        s->at = close + 1;
    }
    *to = '\0';
    return text;
}

/* A word without quotes ends at a blank or a mark. *mark is the mark behind
 * it, stepped over, or ' '; the zero behind the word goes where it stood. */
static const char *bare(struct scan *s, char *mark)
{
    char *text = s->at;
    while (s->at < s->end && !strchr("=;,\"()[]", *s->at) &&
           !isspace((unsigned char)*s->at))
        s->at++;
    char *end = s->at;
    skip_blanks(s);
    *mark = s->at < s->end && strchr("=;,\"()[]", *s->at) ? *s->at : ' ';
    s->at += *mark != ' ';
    *end = '\0';
    return text;
}

static int fail_syntax(const struct scan *s, struct ct_error *err)
{
    return ct_fail(err, CT_EDATA, s->line, 0,
                   "not a PC-Axis keyword; wanted is KEYWORD(\"name\")="
                   "\"text\";");
}

static int add_text(struct scan *s, struct ct_px_keyword *k, size_t *room,
                    const char *text, struct ct_error *err)
{
    if (!text)
        return ct_fail(err, CT_EDATA, s->line, 0,
                       "the quote that opens here is never closed");
    if (s->n_texts++ == TEXTS_MAX)
        return ct_fail(err, CT_EDATA, s->line, 0,
                       "more than 1,000,000 names and values");
    k->text = ct_xgrow(k->text, room, k->n + 1, sizeof *k->text);
    k->text[k->n++] = text;
    return 0;
}

/* TLIST(A1,"2000"-"2010") or TLIST(A1),"2000","2001": the parentheses only
 * hold the scale together. */
static int read_texts(struct scan *s, struct ct_px_keyword *k,
                      struct ct_error *err)
{
    size_t room = 0;
    char mark = '\0';
    while (mark != ';') {
        skip_blanks(s);
        if (s->at >= s->end)
            return fail_syntax(s, err);
        if (*s->at == '"') {
            if (add_text(s, k, &room, quoted(s), err) < 0)
                return -1;
            continue;
        }
        const char *word = bare(s, &mark);
        if (strcmp(word, "-") == 0 && k->n)
            k->dash = true;
        else if (strcasecmp(word, "TLIST") == 0 && mark == '(')
            k->scale = bare(s, &mark);
        else if (*word && add_text(s, k, &room, word, err) < 0)
            return -1;
        /* The quote that ended a word begins a text. */
        if (mark == '"')
            *--s->at = '"';
    }
    return 0;
}

/* ("name","value"): the first name counts. */
static int read_name(struct scan *s, struct ct_px_keyword *k,
                     struct ct_error *err)
{
    if (!is_at(s, '"'))
        return fail_syntax(s, err);
    const char *name = quoted(s);
    k->of = name ? name : "";
    while (name && take(s, ',')) {
        if (!is_at(s, '"'))
            return fail_syntax(s, err);
        name = quoted(s);
    }
    return name && take(s, ')') ? 0 : fail_syntax(s, err);
}

/* Between the word and the equals sign; `mark` is what ended the word.
 * *foreign: it is in another language than the file's own. */
static int read_head(struct scan *s, struct ct_px_keyword *k, char mark,
                     bool *foreign, struct ct_error *err)
{
    *foreign = mark == '[';
    if (mark == '[') {
        char *close = memchr(s->at, ']', (size_t)(s->end - s->at));
        if (!close)
            return fail_syntax(s, err);
        s->at = close + 1;
        skip_blanks(s);
        mark = s->at < s->end ? *s->at++ : '\0';
    }
    if (mark == '(') {
        if (read_name(s, k, err) < 0)
            return -1;
        skip_blanks(s);
        mark = s->at < s->end ? *s->at++ : '\0';
    }
    return mark == '=' ? 0 : fail_syntax(s, err);
}

static int read_keyword(struct scan *s, struct ct_px_keyword *k, bool *foreign,
                        struct ct_error *err)
{
    char mark;
    *k = (struct ct_px_keyword){.of = "", .scale = "", .line = s->line};
    k->word = bare(s, &mark);
    if (read_head(s, k, mark, foreign, err) < 0)
        return -1;
    return read_texts(s, k, err);
}

static int read_keywords(struct ct_px_keywords *out, struct scan *s,
                         struct ct_error *err)
{
    while (skip_blanks(s), s->at < s->end) {
        struct ct_px_keyword k;
        bool foreign;
        int status = read_keyword(s, &k, &foreign, err);
        if (status < 0 || foreign) {
            free(k.text);
            if (status < 0)
                return -1;
            continue;
        }
        if (out->n == KEYWORDS_MAX) {
            free(k.text);
            return ct_fail(err, CT_EDATA, k.line, 0,
                           "more than 200,000 keywords");
        }
        out->item =
            ct_xgrow(out->item, &out->capacity, out->n + 1, sizeof *out->item);
        out->item[out->n++] = k;
    }
    return 0;
}

/* --- all --- */

static int recode(struct ct_px_keywords *out, const char *bytes, size_t n,
                  struct ct_buffer *text, struct ct_error *err)
{
    bool bom = n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
    out->encoding = out->name;
    struct ct_recoder *r = ct_recoder_create(out->encoding, err);
    if (!r)
        return -1;
    int status =
        ct_recode(r, bytes + (bom ? 3 : 0), n - (bom ? 3 : 0), 1, text, err);
    ct_recoder_destroy(r);
    return status;
}

static int parse(struct ct_px_keywords *out, struct ct_buffer *text,
                 struct ct_error *err)
{
    size_t n = text->size;
    out->own = ct_buffer_take(text);
    struct scan s = {.at = out->own, .end = out->own + n, .line = 1};
    int status = read_keywords(out, &s, err);
    out->line = s.line;
    return status;
}

int ct_px_keywords_read(struct ct_stream *in, const char *encoding,
                        struct ct_px_keywords *out, struct ct_error *err)
{
    struct ct_buffer bytes = {0}, text = {0};
    struct place p = {0};
    *out = (struct ct_px_keywords){0};
    int status = read_bytes(in, &bytes, &p, err);
    if (status == 0) {
        out->name = find_encoding(bytes.data, p.start, encoding);
        status = recode(out, bytes.data, p.start, &text, err);
    }
    if (status == 0)
        status = parse(out, &text, err);
    if (status == 0) {
        for (size_t i = p.start; i < p.at; i++)
            out->line += bytes.data[i] == '\n';
        ct_buffer_add(&out->rest, bytes.data + p.at, bytes.size - p.at);
    }
    ct_buffer_clear(&bytes);
    ct_buffer_clear(&text);
    return status;
}

const struct ct_px_keyword *ct_px_keyword(const struct ct_px_keywords *k,
                                          const char *word, const char *of)
{
    for (size_t i = 0; i < k->n; i++)
        if (strcasecmp(k->item[i].word, word) == 0 &&
            strcmp(k->item[i].of, of) == 0)
            return &k->item[i];
    return NULL;
}

void ct_px_keywords_clear(struct ct_px_keywords *k)
{
    for (size_t i = 0; i < k->n; i++)
        free(k->item[i].text);
    free(k->item);
    free(k->own);
    free(k->name);
    ct_buffer_clear(&k->rest);
}
