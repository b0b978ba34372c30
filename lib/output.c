/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files being written: under their name whole, or not at all. */
#include "config.h"

#include "lib/file.h"
#include "lib/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

struct ct_output {
    int fd;
    int error;    /* errno of the first failed write, 0 if none */
    char *name;   /* as the user typed it, for messages */
    char *target; /* the file behind links, NULL if written directly */
    char *folder; /* of the target */
    char *temp;   /* name of the bytes until the commit, NULL if none */
    char *path;   /* by which others open the bytes */
};

static void discard(struct ct_output *o)
{
    if (o->fd >= 0)
        close(o->fd);
    if (o->temp)
        unlink(o->temp);
    free(o->name);
    free(o->target);
    free(o->folder);
    free(o->temp);
    free(o->path);
    free(o);
}

/* The file that a path names when all links at its end are followed, be it
 * there or not; the caller frees it. NULL with errno if links go in a ring. */
static char *follow(const char *path)
{
    char *at = ct_xstrdup(path);
    for (int hops = 0; hops < 40; hops++) {
        char next[CT_FILE_MAX];
        ssize_t n = readlink(at, next, sizeof next - 1);
        if (n < 0)
            return at;
        next[n] = '\0';
        char *slash = strrchr(at, '/');
        int folder = next[0] != '/' && slash ? (int)(slash - at) + 1 : 0;
        char *joined = ct_xasprintf("%.*s%s", folder, at, next);
        free(at);
        at = joined;
    }
    free(at);
    errno = ELOOP;
    return NULL;
}

char *ct_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ct_xstrdup(".");
    return ct_xstrndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Finds a name beside the target that no one else has, by trying: `make`
 * returns what this then returns, or -1 with errno. */
static int with_new_name(struct ct_output *o,
                         int (*make)(const struct ct_output *o))
{
    for (int tries = 0; tries < 100; tries++) {
        unsigned random;
        if (getrandom(&random, sizeof random, 0) != sizeof random)
            return -1;
        o->temp = ct_xasprintf("%s.tmp.%06x", o->target, random & 0xffffff);
        int result = make(o);
        if (result >= 0)
            return result;
        int number = errno;
        free(o->temp);
        o->temp = NULL;
        errno = number;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

static int create_named(const struct ct_output *o)
{
    return open(o->temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
}

static int link_named(const struct ct_output *o)
{
    return linkat(AT_FDCWD, o->path, AT_FDCWD, o->temp, AT_SYMLINK_FOLLOW);
}

/* Opens a file without a name, to which linkat() can give one through /proc;
 * -1 where the system cannot do that. */
static int open_nameless(struct ct_output *o)
{
    o->fd = open(o->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (o->fd < 0)
        return -1;
    o->path = ct_xasprintf("/proc/self/fd/%d", o->fd);
    if (access(o->path, W_OK) == 0)
        return 0;
    close(o->fd);
    free(o->path);
    o->fd = -1;
    o->path = NULL;
    return -1;
}

/* Refuses what must not be replaced. */
static int check_target(struct ct_output *o, struct ct_error *err)
{
    struct stat st;
    if (stat(o->folder, &st) != 0 && errno == ENOENT)
        return ct_fail_in(err, CT_EIO, o->name,
                          "cannot be written: there is no folder '%s'",
                          o->folder);
    if (access(o->target, F_OK) == 0 && access(o->target, W_OK) != 0)
        return ct_fail_errno(err, o->name, "cannot be written");
    return 0;
}

static int open_target(struct ct_output *o, struct ct_error *err)
{
    o->target = follow(o->name);
    if (!o->target)
        return ct_fail_errno(err, o->name, "cannot be written");
    o->folder = ct_folder_of(o->target);
    if (check_target(o, err) != 0)
        return -1;
    if (open_nameless(o) == 0)
        return 0;
    o->fd = with_new_name(o, create_named);
    if (o->fd < 0)
        return ct_fail_errno(err, o->name, "cannot be written");
    o->path = ct_xstrdup(o->temp);
    return 0;
}

/* What is no regular file, or standard output (path NULL). */
static int open_directly(struct ct_output *o, const char *path,
                         struct ct_error *err)
{
    o->fd = path ? open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
                 : fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (o->fd < 0)
        return ct_fail_errno(err, o->name, "cannot be written");
    o->path = ct_xasprintf("/proc/self/fd/%d", o->fd);
    return 0;
}

static int open_output(struct ct_output *o, const char *path,
                       struct ct_error *err)
{
    struct stat st;
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
        return open_directly(o, NULL, err);
    if (stat(path, &st) != 0 || S_ISREG(st.st_mode))
        return open_target(o, err);
    if (S_ISDIR(st.st_mode))
        return ct_fail_in(err, CT_EIO, path,
                          "cannot be written: it is a folder");
    return open_directly(o, path, err);
}

struct ct_output *ct_output_open(const char *path, struct ct_error *err)
{
    if (!*path) {
        ct_fail(err, CT_EIO, 0, 0, "an output without a name");
        return NULL;
    }
    struct ct_output *o = ct_xcalloc(1, sizeof *o);
    o->fd = -1;
    o->name = ct_xstrdup(strcmp(path, "-") == 0 ? "standard output" : path);
    if (open_output(o, path, err) == 0)
        return o;
    discard(o);
    return NULL;
}

const char *ct_output_path(const struct ct_output *o)
{
    return o->path;
}

int ct_output_fd(const struct ct_output *o)
{
    return o->fd;
}

int ct_output_file(const struct ct_output *o)
{
    return o->target ? o->fd : -1;
}

void ct_output_begin_sync(const struct ct_output *o)
{
#ifdef SYNC_FILE_RANGE_WRITE
    if (o->target) /* only sooner: the commit syncs, and asks whether it could
                    */
        (void)sync_file_range(o->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
    (void)o;
#endif
}

void ct_output_fail(struct ct_output *o, int number)
{
    if (!o->error)
        o->error = number;
}

void ct_output_write(struct ct_output *o, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0 && !o->error) {
        ssize_t written = write(o->fd, at, n);
        if (written < 0) {
            o->error = errno == EINTR ? 0 : errno;
            continue;
        }
        at += written;
        n -= (size_t)written;
    }
}

/* Gives the bytes the target's name, in place of what has it now. */
static int take_name(struct ct_output *o)
{
    if (!o->temp) {
        if (linkat(AT_FDCWD, o->path, AT_FDCWD, o->target, AT_SYMLINK_FOLLOW) ==
            0)
            return 0;
        if (errno != EEXIST || with_new_name(o, link_named) != 0)
            return -1;
    }
    if (rename(o->temp, o->target) != 0)
        return -1;
    free(o->temp);
    o->temp = NULL;
    return 0;
}

/* Makes the new name last; the file is whole either way, so that a file
 * system which cannot do this is no failure. */
static void sync_folder(const struct ct_output *o)
{
    int fd = open(o->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)fsync(fd);
    close(fd);
}

/* The bytes are on the disk: they get their name. */
static int finish(struct ct_output *o)
{
    errno = o->error;
    if (o->error || (o->target && take_name(o) != 0))
        return -1;
    int fd = o->fd;
    o->fd = -1;
    return close(fd);
}

/* In three rounds: a file system that keeps a journal then writes it once, and
 * not once for each name it is given in between. */
void ct_output_commit_all(struct ct_output **o, size_t n,
                          struct ct_error *errors)
{
    for (size_t i = 0; i < n && n > 1; i++)
        ct_output_begin_sync(o[i]);
    for (size_t i = 0; i < n; i++)
        if (o[i]->target && fsync(o[i]->fd) != 0)
            ct_output_fail(o[i], errno);
    for (size_t i = 0; i < n; i++) {
        errors[i] = (struct ct_error){0};
        if (finish(o[i]) != 0)
            ct_fail_errno(&errors[i], o[i]->name, "cannot be written");
    }
    for (size_t i = 0; i < n; i++) {
        bool last =
            i + 1 == n || !o[i + 1]->target ||
            (o[i]->target && strcmp(o[i]->folder, o[i + 1]->folder) != 0);
        if (o[i]->target && last)
            sync_folder(o[i]);
        discard(o[i]);
    }
}

int ct_output_commit(struct ct_output *o, struct ct_error *err)
{
    struct ct_error own;
    ct_output_commit_all(&o, 1, &own);
    if (own.code == CT_OK)
        return 0;
    if (err)
        *err = own;
    return -1;
}

void ct_output_abort(struct ct_output *o)
{
    if (o)
        discard(o);
}
