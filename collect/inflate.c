/* SPDX-License-Identifier: GPL-3.0-or-later
 * gzip undone in passing. */
#include "config.h"

#include "collect/inflate.h"

#include "lib/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { INPUT = 1 << 16 };

struct ct_inflate {
    struct ct_source *source;
    z_stream z;
    char *input; /* of which z.next_in has z.avail_in bytes left */
    size_t room;
    uint64_t packed, unpacked;
    bool input_ended, within; /* within a member: its end is not yet seen */
};

bool ct_is_gzip(const char *bytes, size_t n)
{
    return n >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0;
}

bool ct_is_bomb(uint64_t packed, uint64_t unpacked)
{
    return unpacked > (uint64_t)64 << 20 && unpacked / 300 > packed;
}

struct ct_inflate *ct_inflate_create(struct ct_source *source,
                                     const char *first, size_t n)
{
    struct ct_inflate *z = ct_xcalloc(1, sizeof *z);
    z->source = source;
    z->room = n > INPUT ? n : INPUT;
    z->input = ct_xmalloc(z->room, 1);
    memcpy(z->input, first, n);
    z->z.next_in = (Bytef *)z->input;
    z->z.avail_in = (uInt)n;
    z->packed = n;
    z->within = true;
    /* It fails only for want of memory; 31 = gzip with the largest window. */
    if (inflateInit2(&z->z, 31) != Z_OK) {
        free(z->input);
        free(z);
        return NULL;
    }
    return z;
}

void ct_inflate_destroy(struct ct_inflate *z)
{
    if (!z)
        return;
    inflateEnd(&z->z);
    free(z->input);
    free(z);
}

static int more_input(struct ct_inflate *z, struct ct_error *err)
{
    if (z->z.avail_in || z->input_ended)
        return 0;
    long got = ct_source_read(z->source, z->input, z->room, err);
    if (got < 0)
        return -1;
    z->input_ended = got == 0;
    z->packed += (uint64_t)got;
    z->z.next_in = (Bytef *)z->input;
    z->z.avail_in = (uInt)got;
    return 0;
}

/* Between members: a further one may begin; tapes and blocks leave zeros. */
static int next_member(struct ct_inflate *z, struct ct_error *err)
{
    do {
        if (more_input(z, err) < 0)
            return -1;
        while (z->z.avail_in && *z->z.next_in == 0) {
            z->z.next_in++;
            z->z.avail_in--;
        }
    } while (!z->z.avail_in && !z->input_ended);
    z->within = z->z.avail_in > 0;
    if (z->within)
        inflateReset(&z->z);
    return 0;
}

static int explain(int why, struct ct_error *err)
{
    return ct_fail(err, CT_EDATA, 0, 0,
                   "the compressed (gzip) data are damaged%s; get the file "
                   "again",
                   why == Z_MEM_ERROR ? " or memory is short" : "");
}

/* One step: output, or the end of a member, or neither for want of input. */
static int step(struct ct_inflate *z, struct ct_error *err)
{
    if (more_input(z, err) < 0)
        return -1;
    if (z->input_ended && !z->z.avail_in)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "the compressed (gzip) data end too early: the file is "
                       "cut off; get it again");
    int why = inflate(&z->z, Z_NO_FLUSH);
    if (why == Z_STREAM_END)
        return next_member(z, err);
    return why == Z_OK || why == Z_BUF_ERROR ? 0 : explain(why, err);
}

long ct_inflate_read(struct ct_inflate *z, void *buffer, size_t n,
                     struct ct_error *err)
{
    uInt want = n > INT_MAX ? INT_MAX : (uInt)n;
    z->z.next_out = buffer;
    z->z.avail_out = want;
    while (z->within && z->z.avail_out == want)
        if (step(z, err) < 0)
            return -1;
    uInt got = want - z->z.avail_out;
    z->unpacked += got;
    if (ct_is_bomb(z->packed, z->unpacked))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "some %llu MiB in a gzip file of %llu KiB: not read, "
                       "since no table is like that",
                       (unsigned long long)(z->unpacked >> 20),
                       (unsigned long long)(z->packed >> 10));
    return (long)got;
}
