/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files: sources and their hash; outputs whole or not there. */
#include "config.h"

#include "lib/file.h"
#include "tests/unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char abc_hash[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static char folder[PATH_MAX];

/* Each test runs in an empty folder of its own. */
static void enter(void)
{
    snprintf(folder, sizeof folder, "%s/file.XXXXXX", TESTS_BUILD);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static void leave(void)
{
    char command[PATH_MAX + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(system(command), 0);
}

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    ck_assert_int_eq(fclose(f), 0);
}

static void check_content(const char *path, const char *want)
{
    struct ct_buffer b = {0};
    struct ct_error err = {0};
    ck_assert_msg(ct_file_read(path, 1000000, &b, &err) == 0, "%s", err.text);
    char *text = ct_buffer_take(&b);
    ck_assert_str_eq(text, want);
    free(text);
}

/* Entries of the current folder. */
static int entries(void)
{
    DIR *d = opendir(".");
    int n = -2;
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static void check_refused(const char *path, const char *says)
{
    struct ct_error err = {0};
    ck_assert_int_eq(ct_file_write(path, "new", 3, &err), -1);
    ck_assert_int_eq(err.code, CT_EIO);
    ck_assert_str_eq(err.file, path);
    ck_assert_msg(strstr(err.text, says), "%s", err.text);
}

START_TEST(sources_are_read_and_hashed)
{
    char hash[65], part[2];
    uint64_t bytes;
    put("abc", "abc");
    struct ct_source *s = ct_source_open("abc", NULL);
    ck_assert_int_eq(ct_source_read(s, part, 2, NULL), 2);
    ck_assert(memcmp(part, "ab", 2) == 0);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(ct_source_digest(s, &bytes, hash, NULL), 0);
        ck_assert_uint_eq(bytes, 3);
        ck_assert_str_eq(hash, abc_hash);
    }
    ck_assert_int_eq(ct_source_read(s, part, 2, NULL), 0);
    ct_source_close(s);
    ct_source_close(NULL);
    ct_sha256("abc", 3, hash);
    ck_assert_str_eq(hash, abc_hash);
    ck_assert_int_eq(ct_sha256_file("abc", hash, NULL), 0);
    ck_assert_str_eq(hash, abc_hash);
}
END_TEST

START_TEST(sources_that_cannot_be_read_are_named)
{
    struct ct_error err = {0};
    ck_assert_ptr_null(ct_source_open("none.csv", &err));
    ck_assert_int_eq(err.code, CT_EIO);
    ck_assert_str_eq(err.file, "none.csv");
    ck_assert_ptr_nonnull(strstr(err.text, "No such file"));
    ck_assert_ptr_null(ct_source_open(".", &err));
    ck_assert_ptr_nonnull(strstr(err.text, "folder"));
    char hash[65];
    ck_assert_int_eq(ct_sha256_file("none.csv", hash, &err), -1);
}
END_TEST

START_TEST(endless_devices_end)
{
    struct ct_error err = {0};
    char hash[65];
    ck_assert_int_eq(ct_sha256_file("/dev/zero", hash, &err), -1);
    ck_assert_str_eq(err.file, "/dev/zero");
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_int_eq(ct_sha256_file("/dev/null", hash, &err), 0);
}
END_TEST

START_TEST(a_cap_holds)
{
    struct ct_buffer b = {0};
    struct ct_error err = {0};
    put("four", "1234");
    ck_assert_int_eq(ct_file_read("four", 4, &b, &err), 0);
    ck_assert_int_eq(ct_file_read("four", 3, &b, &err), -1);
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_ptr_nonnull(strstr(err.text, "larger than 3 bytes"));
    ct_buffer_clear(&b);
}
END_TEST

static void *feed_fifo(void *path)
{
    put(path, "abc");
    return NULL;
}

START_TEST(fifos_are_read_and_written)
{
    pthread_t feeder;
    char hash[65];
    ck_assert_int_eq(mkfifo("fifo", 0600), 0);
    pthread_create(&feeder, NULL, feed_fifo, "fifo");
    ck_assert_int_eq(ct_sha256_file("fifo", hash, NULL), 0);
    pthread_join(feeder, NULL);
    ck_assert_str_eq(hash, abc_hash);

    int fd = open("fifo", O_RDWR);
    char got[3];
    ck_assert_int_eq(ct_file_write("fifo", "abc", 3, NULL), 0);
    ck_assert_int_eq(read(fd, got, 3), 3);
    close(fd);
    struct stat st;
    ck_assert(lstat("fifo", &st) == 0 && S_ISFIFO(st.st_mode));
}
END_TEST

START_TEST(standard_streams)
{
    char hash[65];
    put("abc", "abc");
    ck_assert_ptr_nonnull(freopen("abc", "r", stdin));
    ck_assert_int_eq(ct_sha256_file("-", hash, NULL), 0);
    ck_assert_str_eq(hash, abc_hash);
    int old = dup(1);
    int fd = open("out", O_WRONLY | O_CREAT, 0600);
    dup2(fd, 1);
    ck_assert_int_eq(ct_file_write("-", "one ", 4, NULL), 0);
    ck_assert_int_eq(ct_file_write("/dev/stdout", "two", 3, NULL), 0);
    close(1);
    struct ct_error err = {0};
    ck_assert_ptr_null(ct_output_open("-", &err));
    ck_assert_str_eq(err.file, "standard output");
    dup2(old, 1);
    check_content("out", "one two");
}
END_TEST

START_TEST(an_output_has_no_name_until_the_commit)
{
    struct ct_output *o = ct_output_open("out", NULL);
    ct_output_write(o, "new", 3);
    ck_assert_int_eq(access("out", F_OK), -1);
    ct_output_abort(o);
    ck_assert_int_eq(entries(), 0);
    ct_output_abort(NULL);
    o = ct_output_open("out", NULL);
    ct_output_write(o, "new", 3);
    ck_assert_int_eq(ct_output_commit(o, NULL), 0);
    check_content("out", "new");
    ck_assert_int_eq(ct_file_write("out", "newer", 5, NULL), 0);
    check_content("out", "newer");
    ck_assert_int_eq(entries(), 1);
}
END_TEST

START_TEST(others_can_write_by_the_path)
{
    struct ct_output *o = ct_output_open("out", NULL);
    put(ct_output_path(o), "by path");
    ck_assert_int_eq(ct_output_commit(o, NULL), 0);
    check_content("out", "by path");
}
END_TEST

/* Kept where a leak checker sees it when the child is killed. */
static struct ct_output *volatile unfinished;

START_TEST(a_kill_leaves_the_old_file_alone)
{
    put("out", "old");
    pid_t child = fork();
    if (child == 0) {
        unfinished = ct_output_open("out", NULL);
        ct_output_write(unfinished, "torn", 4);
        raise(SIGKILL);
    }
    waitpid(child, NULL, 0);
    check_content("out", "old");
    ck_assert_int_eq(entries(), 1);
}
END_TEST

START_TEST(modes_follow_the_umask)
{
    struct stat st;
    mode_t before = umask(027);
    ck_assert_int_eq(ct_file_write("out", "x", 1, NULL), 0);
    umask(before);
    stat("out", &st);
    ck_assert_int_eq(st.st_mode & 0777, 0640);
}
END_TEST

START_TEST(links_are_written_through)
{
    struct stat st;
    ck_assert_int_eq(mkdir("deep", 0777), 0);
    put("deep/file", "old");
    ck_assert_int_eq(symlink("file", "deep/link"), 0);
    ck_assert_int_eq(symlink("deep/link", "link"), 0);
    ck_assert_int_eq(symlink("deep/made", "dangling"), 0);
    ck_assert_int_eq(ct_file_write("link", "new", 3, NULL), 0);
    ck_assert_int_eq(ct_file_write("dangling", "made", 4, NULL), 0);
    check_content("deep/file", "new");
    check_content("deep/made", "made");
    ck_assert(lstat("link", &st) == 0 && S_ISLNK(st.st_mode));
    ck_assert(lstat("deep/link", &st) == 0 && S_ISLNK(st.st_mode));
    ck_assert_int_eq(symlink("ring", "ring"), 0);
    check_refused("ring", "symbolic links");
}
END_TEST

START_TEST(outputs_that_cannot_be_are_named)
{
    mkdir("folder", 0777);
    check_refused("folder", "it is a folder");
    check_refused("nowhere/out", "no folder 'nowhere'");
    check_refused("/dev/full", "No space left");
    put("file", "old");
    check_refused("file/out", "Not a directory");
    struct ct_error err = {0};
    ck_assert_int_eq(ct_file_write("", "x", 1, &err), -1);
    ck_assert_int_eq(entries(), 2);
}
END_TEST

/* As a user who is not root: 0 if both are refused and say so. */
static int try_without_permission(void)
{
    struct ct_error err = {0};
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        return 1;
    if (access(".", W_OK) != 0)
        return 0; /* a folder above is closed to nobody */
    if (ct_file_write("file", "new", 3, &err) != -1 ||
        !strstr(err.text, "Permission denied"))
        return 2;
    if (ct_file_write("locked/out", "new", 3, &err) != -1 ||
        !strstr(err.text, "Permission denied"))
        return 3;
    return 0;
}

START_TEST(permissions_hold)
{
    put("file", "old");
    mkdir("locked", 0755);
    chmod("file", 0444);
    chmod("locked", 0555);
    chmod(".", 0777);
    pid_t child = fork();
    if (child == 0)
        _exit(try_without_permission());
    int status;
    waitpid(child, &status, 0);
    ck_assert_int_eq(status, 0);
    check_content("file", "old");
    ck_assert_int_eq(entries(), 2);
}
END_TEST

/* A system without files that have no name: open() here stands before the C
 * library's. */
static bool without_tmpfile;

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
    va_end(args);
    if (without_tmpfile && (flags & O_TMPFILE) == O_TMPFILE) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return openat(AT_FDCWD, path, flags, mode);
}

START_TEST(a_named_temporary_file_does_as_well)
{
    without_tmpfile = true;
    put("out", "old");
    struct ct_output *o = ct_output_open("out", NULL);
    ct_output_write(o, "new", 3);
    ck_assert_ptr_nonnull(strstr(ct_output_path(o), "out.tmp."));
    ck_assert_int_eq(entries(), 2);
    ct_output_abort(o);
    check_content("out", "old");
    ck_assert_int_eq(entries(), 1);
    ck_assert_int_eq(ct_file_write("out", "new", 3, NULL), 0);
    check_content("out", "new");
    ck_assert_int_eq(entries(), 1);
    check_refused("nowhere/out", "no folder");
}
END_TEST

/* A disk that takes no more: the write fails, or the sync. */
START_TEST(the_old_file_survives_a_limit)
{
    put("out", "old");
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = 512;
    setrlimit(RLIMIT_FSIZE, &limit);
    char bytes[2000] = "";
    struct ct_error err = {0};
    int result = ct_file_write("out", bytes, sizeof bytes, &err);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_FSIZE, &limit);
    ck_assert_int_eq(result, -1);
    ck_assert_ptr_nonnull(strstr(err.text, "File too large"));
    check_content("out", "old");
    ck_assert_int_eq(entries(), 1);
}
END_TEST

/* Of several written at once each stands for itself: one that takes no more,
 * one that is given up before, in folders that come and go. */
START_TEST(outputs_are_committed_together)
{
    static const char *const names[] = {"a", "in/b", "/dev/full", "in/c", "d"};
    enum { N = sizeof names / sizeof *names };
    struct ct_output *o[N];
    struct ct_error errors[N];
    put("d", "old");
    ck_assert_int_eq(mkdir("in", 0777), 0);
    for (size_t i = 0; i < N; i++) {
        o[i] = ct_output_open(names[i], NULL);
        ck_assert_ptr_nonnull(o[i]);
        ct_output_write(o[i], "new", 3);
    }
    ck_assert_int_eq(access("a", F_OK), -1);
    ct_output_fail(o[3], EIO);
    ct_output_commit_all(o, N, errors);
    for (size_t i = 0; i < N; i++)
        ck_assert_int_eq(errors[i].code, i == 2 || i == 3 ? CT_EIO : CT_OK);
    ck_assert_str_eq(errors[2].file, "/dev/full");
    ck_assert_ptr_nonnull(strstr(errors[2].text, "No space left"));
    ck_assert_str_eq(errors[3].file, "in/c");
    check_content("a", "new");
    check_content("in/b", "new");
    check_content("d", "new");
    ck_assert_int_eq(access("in/c", F_OK), -1);
    ck_assert_int_eq(entries(), 3);
    ct_output_commit_all(NULL, 0, NULL);
}
END_TEST

START_TEST(the_datadir_can_be_set)
{
    setenv("CRIMETRENDS_DATADIR", "/some/where", 1);
    char *path = ct_datadir();
    ck_assert_str_eq(path, "/some/where");
    free(path);
    unsetenv("CRIMETRENDS_DATADIR");
    path = ct_datadir();
    ck_assert_int_eq(access(path, R_OK), 0);
    free(path);
}
END_TEST

Suite *file_suite(void);
Suite *file_suite(void)
{
    Suite *s = suite_create("file");
    TCase *t = tcase_create("file");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, enter, leave);
    tcase_add_test(t, sources_are_read_and_hashed);
    tcase_add_test(t, sources_that_cannot_be_read_are_named);
    tcase_add_test(t, endless_devices_end);
    tcase_add_test(t, a_cap_holds);
    tcase_add_test(t, fifos_are_read_and_written);
    tcase_add_test(t, standard_streams);
    tcase_add_test(t, an_output_has_no_name_until_the_commit);
    tcase_add_test(t, others_can_write_by_the_path);
    tcase_add_test(t, a_kill_leaves_the_old_file_alone);
    tcase_add_test(t, modes_follow_the_umask);
    tcase_add_test(t, links_are_written_through);
    tcase_add_test(t, outputs_that_cannot_be_are_named);
    tcase_add_test(t, permissions_hold);
    tcase_add_test(t, a_named_temporary_file_does_as_well);
    tcase_add_test(t, the_old_file_survives_a_limit);
    tcase_add_test(t, outputs_are_committed_together);
    tcase_add_test(t, the_datadir_can_be_set);
    suite_add_tcase(s, t);
    return s;
}
