/* SPDX-License-Identifier: GPL-3.0-or-later
 * Archives made by the tests. */
#include "config.h"

#include "tests/pack.h"

#include "lib/buffer.h"
#include "lib/file.h"
#include "tests/unit.h"

#include <string.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>

void pack_zip(const char *path, const struct pack_part *part)
{
    int why;
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &why);
    ck_assert_ptr_nonnull(zip);
    for (; part->name; part++) {
        size_t n = part->n ? part->n : strlen(part->text);
        zip_source_t *source = zip_source_buffer(zip, part->text, n, 0);
        ck_assert_int_ge(zip_file_add(zip, part->name, source, 0), 0);
    }
    ck_assert_int_eq(zip_close(zip), 0);
}

char *pack_gzip(const char *bytes, size_t n, size_t *size)
{
    z_stream z = {0};
    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, 31, 9, 0), Z_OK);
    size_t room = deflateBound(&z, n);
    char *out = malloc(room);
    z.next_in = (Bytef *)bytes;
    z.avail_in = (uInt)n;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)room;
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    *size = room - z.avail_out;
    deflateEnd(&z);
    return out;
}

void pack_write(const char *path, const char *bytes, size_t n)
{
    ck_assert_int_eq(ct_file_write(path, bytes, n, NULL), 0);
}

char *pack_read(const char *path, size_t *n)
{
    struct ct_buffer b = {0};
    ck_assert_int_eq(ct_file_read(path, 1 << 28, &b, NULL), 0);
    *n = b.size;
    return ct_buffer_take(&b);
}
