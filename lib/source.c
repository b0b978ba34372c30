/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files being read: each byte once, hashed while it passes. */
#include "config.h"

#include "lib/file.h"
#include "lib/file_hash.h"
#include "lib/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Devices such as /dev/zero have no end. */
static const uint64_t device_cap = (uint64_t)1 << 30;

struct ct_source {
    int fd;
    char *name;
    uint64_t bytes, cap;
    bool ended;
    struct sha256_ctx hash;
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
    sha256_update(&s->hash, (size_t)got, buffer);
    return got;
}

int ct_source_digest(struct ct_source *s, uint64_t *bytes, char *out,
                     struct ct_error *err)
{
    char rest[65536];
    long got;
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
    close(s->fd);
    free(s->name);
    free(s);
}
