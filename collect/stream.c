/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes with a look ahead, so that a pipe can be recognised, too. */
#include "config.h"

#include "collect/stream.h"

#include "collect/archive.h"
#include "collect/inflate.h"
#include "lib/buffer.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* What is held of an input, at most; and what is read of a member. */
static const size_t whole_max = (size_t)256 << 20;
static const uint64_t member_max = (uint64_t)8 << 30;

/* Bytes come from the source, through `inflate` if that is set, or else from
 * `member`, then the source is at its end and held in `packed`. Once
 * `is_whole`, all bytes of what is read are in `whole`, the head among them. */
struct ct_stream {
    struct ct_source *source;
    struct ct_inflate *inflate;
    char *head;
    size_t n_head, at;
    bool look_ahead, is_whole;
    struct ct_buffer whole;
    /* Of archives only. */
    struct ct_buffer packed;
    struct ct_archive *archive;
    const regex_t *pattern;
    struct ct_member *member;
    size_t number; /* of the member */
};

static long read_on(struct ct_stream *s, void *buffer, size_t n,
                    struct ct_error *err)
{
    if (s->member)
        return ct_member_read(s->member, buffer, n, err);
    if (s->inflate)
        return ct_inflate_read(s->inflate, buffer, n, err);
    return ct_source_read(s->source, buffer, n, err);
}

/* A pipe gives what it has, so it is asked until the head is full. */
static int read_head(struct ct_stream *s, struct ct_error *err)
{
    long got = 1;
    s->at = s->n_head = 0;
    s->look_ahead = true;
    while (got > 0 && s->n_head < CT_STREAM_HEAD) {
        got = read_on(s, s->head + s->n_head, CT_STREAM_HEAD - s->n_head, err);
        if (got < 0)
            return -1;
        s->n_head += (size_t)got;
    }
    return 0;
}

/* --- archives --- */

/* Workbooks are archives, too, but their carriers read them whole. */
static bool is_workbook(const struct ct_archive *a)
{
    return ct_archive_find(a, "[Content_Types].xml") >= 0 ||
           ct_archive_find(a, "mimetype") >= 0;
}

static bool wanted(const struct ct_stream *s, size_t i)
{
    return ct_archive_is_file(s->archive, i) &&
           (!s->pattern ||
            regexec(s->pattern, ct_archive_raw_name(s->archive, i), 0, NULL,
                    0) == 0);
}

/* The first member that is wanted, from a number on; ct_archive_n() if none. */
static size_t find_member(const struct ct_stream *s, size_t from)
{
    while (from < ct_archive_n(s->archive) && !wanted(s, from))
        from++;
    return from;
}

static int open_member(struct ct_stream *s, size_t i, struct ct_error *err)
{
    ct_member_close(s->member);
    ct_buffer_clear(&s->whole);
    s->is_whole = false;
    s->number = i;
    s->member = ct_member_open(s->archive, i, member_max, err);
    return s->member ? read_head(s, err) : -1;
}

static int refuse_members(const struct ct_stream *s, const char *why,
                          struct ct_error *err)
{
    enum { NAMED = 10 };
    struct ct_buffer names = {0};
    size_t n = 0;
    for (size_t i = 0; i < ct_archive_n(s->archive); i++)
        if (ct_archive_is_file(s->archive, i) && n++ < NAMED)
            ct_buffer_printf(&names, "%s'%.60s'", n > 1 ? ", " : "",
                             ct_archive_name(s->archive, i));
    char *text = ct_buffer_take(&names);
    ct_fail(err, CT_EDATA, 0, 0, "%s; the archive (zip) has %s%s", why,
            n ? text : "no file", n > NAMED ? ", ..." : "");
    free(text);
    return -1;
}

int ct_stream_member(struct ct_stream *s, const regex_t *pattern,
                     struct ct_error *err)
{
    if (!s->archive)
        return 0;
    s->pattern = pattern;
    size_t first = find_member(s, 0);
    if (first == ct_archive_n(s->archive))
        return refuse_members(
            s, "no file in it has the name that is looked for", err);
    if (!pattern && find_member(s, first + 1) < ct_archive_n(s->archive))
        return refuse_members(s, "it is not said which file in it is meant",
                              err);
    return open_member(s, first, err);
}

int ct_stream_next(struct ct_stream *s, struct ct_error *err)
{
    if (!s->member)
        return 0;
    size_t next = find_member(s, s->number + 1);
    if (next == ct_archive_n(s->archive))
        return 0;
    return open_member(s, next, err) < 0 ? -1 : 1;
}

const char *ct_stream_member_name(const struct ct_stream *s)
{
    return s->member ? ct_archive_name(s->archive, s->number) : NULL;
}

/* An archive has its table of contents at its end, so it is read whole. With
 * several files in it a descriptor has to choose, and the head stays. */
static int unpack_zip(struct ct_stream *s, struct ct_error *err)
{
    size_t n;
    const char *bytes = ct_stream_whole(s, &n, err);
    if (!bytes)
        return -1;
    s->archive = ct_archive_open(bytes, n, err);
    if (!s->archive)
        return -1;
    if (is_workbook(s->archive)) {
        ct_archive_close(s->archive);
        s->archive = NULL;
        return 0;
    }
    s->packed = s->whole;
    s->whole = (struct ct_buffer){0};
    size_t first = find_member(s, 0);
    bool one = first < ct_archive_n(s->archive) &&
               find_member(s, first + 1) == ct_archive_n(s->archive);
    return one ? open_member(s, first, err) : 0;
}

static int unpack_gzip(struct ct_stream *s, struct ct_error *err)
{
    s->inflate = ct_inflate_create(s->source, s->head, s->n_head);
    return read_head(s, err);
}

/* --- the stream --- */

static int begin(struct ct_stream *s, struct ct_error *err)
{
    if (read_head(s, err) < 0)
        return -1;
    if (ct_is_gzip(s->head, s->n_head) && unpack_gzip(s, err) < 0)
        return -1;
    return ct_is_zip(s->head, s->n_head) ? unpack_zip(s, err) : 0;
}

struct ct_stream *ct_stream_open(const char *path, struct ct_error *err)
{
    struct ct_source *source = ct_source_open(path, err);
    if (!source)
        return NULL;
    struct ct_stream *s = ct_xcalloc(1, sizeof *s);
    s->source = source;
    s->head = ct_xmalloc(CT_STREAM_HEAD, 1);
    if (begin(s, err) < 0) {
        ct_error_file(err, strcmp(path, "-") == 0 ? "standard input" : path);
        ct_stream_close(s);
        return NULL;
    }
    return s;
}

const char *ct_stream_head(const struct ct_stream *s, size_t *n)
{
    *n = s->n_head;
    return s->head;
}

void ct_stream_start(struct ct_stream *s, bool look_ahead)
{
    s->at = 0;
    s->look_ahead = look_ahead;
}

/* Looking ahead never reads on: those bytes could not be had again. */
long ct_stream_read(struct ct_stream *s, void *buffer, size_t n,
                    struct ct_error *err)
{
    bool whole = s->is_whole && !s->look_ahead;
    size_t left = (whole ? s->whole.size : s->n_head) - s->at;
    if (!left)
        return s->look_ahead ? 0 : read_on(s, buffer, n, err);
    if (n > left)
        n = left;
    memcpy(buffer, (whole ? s->whole.data : s->head) + s->at, n);
    s->at += n;
    return (long)n;
}

/* The archive that a member is in counts, too: both are in memory. */
static int read_whole(struct ct_stream *s, struct ct_error *err)
{
    char bytes[65536];
    long got = 1;
    s->whole.size = 0;
    ct_buffer_add(&s->whole, s->head, s->n_head);
    while (got > 0 && s->packed.size + s->whole.size <= whole_max) {
        got = read_on(s, bytes, sizeof bytes, err);
        if (got > 0)
            ct_buffer_add(&s->whole, bytes, (size_t)got);
    }
    if (got > 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "more than %zu MiB, too much for a file of this kind",
                       whole_max >> 20);
    s->is_whole = got == 0;
    return (int)got;
}

const char *ct_stream_whole(struct ct_stream *s, size_t *n,
                            struct ct_error *err)
{
    if (!s->is_whole && read_whole(s, err) < 0)
        return NULL;
    const struct ct_buffer *bytes =
        s->archive && !s->member ? &s->packed : &s->whole;
    *n = bytes->size;
    return bytes->size ? bytes->data : "";
}

void ct_stream_hash_beside(struct ct_stream *s)
{
    ct_source_hash_beside(s->source);
}

void ct_stream_hash_parts(struct ct_stream *s)
{
    ct_source_hash_parts(s->source);
}

void ct_stream_hash_part(struct ct_stream *s, uint64_t at, const char *bytes,
                         size_t n)
{
    ct_source_hash_part(s->source, at, bytes, n);
}

void ct_stream_hash_whole(struct ct_stream *s)
{
    ct_source_hash_whole(s->source);
}

int ct_stream_file(const struct ct_stream *s, uint64_t *size)
{
    return s->inflate || s->archive ? -1 : ct_source_file(s->source, size);
}

int ct_stream_digest(struct ct_stream *s, uint64_t *bytes, char *out,
                     struct ct_error *err)
{
    return ct_source_digest(s->source, bytes, out, err);
}

void ct_stream_close(struct ct_stream *s)
{
    if (!s)
        return;
    ct_member_close(s->member);
    ct_archive_close(s->archive);
    ct_inflate_destroy(s->inflate);
    ct_source_close(s->source);
    ct_buffer_clear(&s->packed);
    ct_buffer_clear(&s->whole);
    free(s->head);
    free(s);
}
