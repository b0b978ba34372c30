/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files being read: each byte once, hashed while it passes. */
#include "config.h"

#include "lib/file.h"
#include "lib/file_hash.h"
#include "lib/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Devices such as /dev/zero have no end. */
static const uint64_t device_cap = (uint64_t)1 << 30;

/* The hash that is not computed by the way: in its own thread, or of parts;
 * from where the reading was that was hashed so. */
struct beside {
    bool on, by_parts;
    pthread_t thread;
    int fd, failure; /* errno */
    uint64_t at;
    struct sha256_ctx hash;
};

struct ct_source {
    int fd;
    char *name;
    uint64_t bytes, cap;
    bool ended;
    struct sha256_ctx hash;
    struct stat opened;
    struct beside beside;
};

struct ct_source *ct_source_open(const char *path, struct ct_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "standard input" : path;
    int fd = standard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                      : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        ct_fail_errno(err, name, "cannot be read");
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    if (S_ISDIR(st.st_mode)) {
        ct_fail_in(err, CT_EIO, name, "is a folder, a file is wanted");
        close(fd);
        return NULL;
    }
    struct ct_source *s = ct_xcalloc(1, sizeof *s);
    s->fd = fd;
    s->name = ct_xstrdup(name);
    s->opened = st;
    bool device = S_ISBLK(st.st_mode) || (S_ISCHR(st.st_mode) && !isatty(fd));
    s->cap = device ? device_cap : UINT64_MAX;
    sha256_init(&s->hash);
    return s;
}

long ct_source_read(struct ct_source *s, void *buffer, size_t n,
                    struct ct_error *err)
{
    if (s->ended || n == 0)
        return 0;
    ssize_t got;
    do
        got = read(s->fd, buffer, n);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return ct_fail_errno(err, s->name, "cannot be read");
    s->ended = got == 0;
    s->bytes += (uint64_t)got;
    if (s->bytes > s->cap)
        return ct_fail_in(err, CT_EDATA, s->name,
                          "a device that gives more than %llu bytes is not "
                          "read",
                          (unsigned long long)s->cap);
    if (!s->beside.on)
        sha256_update(&s->hash, (size_t)got, buffer);
    return got;
}

/* --- the hash beside --- */

int ct_source_file(const struct ct_source *s, uint64_t *size)
{
    *size = (uint64_t)s->opened.st_size;
    return S_ISREG(s->opened.st_mode) ? s->fd : -1;
}

static void *hash_on(void *user)
{
    enum { PIECE = 1 << 18 };
    struct beside *b = user;
    char *bytes = ct_xmalloc(PIECE, 1);
    for (;;) {
        ssize_t got = pread(b->fd, bytes, PIECE, (off_t)b->at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            b->failure = errno;
        if (got <= 0)
            break;
        sha256_update(&b->hash, (size_t)got, (const uint8_t *)bytes);
        b->at += (uint64_t)got;
    }
    free(bytes);
    return NULL;
}

/* Where no thread can be had, the hash is computed by the way, as ever. */
void ct_source_hash_beside(struct ct_source *s)
{
    struct beside *b = &s->beside;
    if (b->on || !S_ISREG(s->opened.st_mode) || s->ended)
        return;
    b->fd = s->fd;
    b->at = s->bytes;
    b->hash = s->hash;
    b->on = pthread_create(&b->thread, NULL, hash_on, b) == 0;
}

void ct_source_hash_parts(struct ct_source *s)
{
    s->beside = (struct beside){
        .on = true, .by_parts = true, .at = s->bytes, .hash = s->hash};
}

void ct_source_hash_part(struct ct_source *s, uint64_t at, const char *bytes,
                         size_t n)
{
    struct beside *b = &s->beside;
    size_t known = b->at > at ? (size_t)(b->at - at) : 0;
    if (known >= n)
        return;
    sha256_update(&b->hash, n - known, (const uint8_t *)bytes + known);
    b->at = at + n;
}

void ct_source_hash_whole(struct ct_source *s)
{
    s->beside.on = s->beside.by_parts = false;
}

/* A file that grew, or was written to, has no one hash. */
static int check_unchanged(const struct ct_source *s, struct ct_error *err)
{
    struct stat now;
    if (fstat(s->fd, &now) != 0)
        return ct_fail_errno(err, s->name, "cannot be read");
    if (now.st_size == s->opened.st_size &&
        now.st_mtim.tv_sec == s->opened.st_mtim.tv_sec &&
        now.st_mtim.tv_nsec == s->opened.st_mtim.tv_nsec)
        return 0;
    return ct_fail_in(err, CT_EIO, s->name, "changed while it was read");
}

static int digest_beside(struct ct_source *s, uint64_t *bytes, char *out,
                         struct ct_error *err)
{
    struct beside *b = &s->beside;
    if (!b->by_parts)
        pthread_join(b->thread, NULL);
    b->on = false;
    s->ended = true;
    s->bytes = b->at;
    s->hash = b->hash;
    errno = b->failure;
    if (b->failure)
        return ct_fail_errno(err, s->name, "cannot be read");
    *bytes = s->bytes;
    ct_hash_text(&b->hash, out);
    return check_unchanged(s, err);
}

int ct_source_digest(struct ct_source *s, uint64_t *bytes, char *out,
                     struct ct_error *err)
{
    char rest[65536];
    long got;
    if (s->beside.on)
        return digest_beside(s, bytes, out, err);
    while ((got = ct_source_read(s, rest, sizeof rest, err)) > 0)
        continue;
    if (got < 0)
        return -1;
    *bytes = s->bytes;
    struct sha256_ctx hash = s->hash;
    ct_hash_text(&hash, out);
    return 0;
}

void ct_source_close(struct ct_source *s)
{
    if (!s)
        return;
    if (s->beside.on && !s->beside.by_parts)
        pthread_join(s->beside.thread, NULL);
    close(s->fd);
    free(s->name);
    free(s);
}
