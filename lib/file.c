/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole files: read, hashed, written. */
#include "config.h"

#include "lib/file.h"
#include "lib/file_hash.h"

#include <nettle/base16.h>
#include <string.h>

int ct_file_read(const char *path, size_t cap, struct ct_buffer *out,
                 struct ct_error *err)
{
    struct ct_source *s = ct_source_open(path, err);
    if (!s)
        return -1;
    char part[65536];
    size_t total = 0;
    long got;
    while ((got = ct_source_read(s, part, sizeof part, err)) > 0) {
        total += (size_t)got;
        if (total > cap) {
            got =
                ct_fail_in(err, CT_EDATA, path,
                           "is larger than %zu bytes, the most read here", cap);
            break;
        }
        ct_buffer_add(out, part, (size_t)got);
    }
    ct_source_close(s);
    return got < 0 ? -1 : 0;
}

void ct_hash_text(struct sha256_ctx *hash, char *out)
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(hash, sizeof digest, digest);
    base16_encode_update(out, sizeof digest, digest);
    out[BASE16_ENCODE_LENGTH(sizeof digest)] = '\0';
}

void ct_sha256(const void *bytes, size_t n, char *out)
{
    struct sha256_ctx hash;
    sha256_init(&hash);
    sha256_update(&hash, n, bytes);
    ct_hash_text(&hash, out);
}

int ct_sha256_file(const char *path, char *out, struct ct_error *err)
{
    struct ct_source *s = ct_source_open(path, err);
    if (!s)
        return -1;
    uint64_t bytes;
    int result = ct_source_digest(s, &bytes, out, err);
    ct_source_close(s);
    return result;
}

int ct_file_write(const char *path, const void *bytes, size_t n,
                  struct ct_error *err)
{
    struct ct_output *o = ct_output_open(path, err);
    if (!o)
        return -1;
    ct_output_write(o, bytes, n);
    return ct_output_commit(o, err);
}
