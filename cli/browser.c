/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs a browser of the Chromium family to print a page. */
#include "config.h"

#include "cli/browser.h"

#include "lib/file.h"
#include "lib/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The largest PDF. */
enum { PDF_MB = 512 };

const char ct_browser_names[] =
    "chromium chromium-browser google-chrome google-chrome-stable";

/* The program of this name in a folder of PATH, or NULL. */
static char *program_in(const char *folder, size_t n, const char *name)
{
    struct stat s;
    if (!n || *folder != '/')
        return NULL;
    char *path = ct_xasprintf("%.*s/%s", (int)n, folder, name);
    if (stat(path, &s) == 0 && S_ISREG(s.st_mode) && access(path, X_OK) == 0)
        return path;
    free(path);
    return NULL;
}

static char *find_name(const char *name)
{
    const char *folder = getenv("PATH");
    char *found = NULL;
    while (folder && *folder && !found) {
        size_t n = strcspn(folder, ":");
        found = program_in(folder, n, name);
        folder += n + (folder[n] == ':');
    }
    return found;
}

char *ct_browser_find(void)
{
    char *names = ct_xstrdup(ct_browser_names), *rest = NULL, *found = NULL;
    for (char *name = strtok_r(names, " ", &rest); name && !found;
         name = strtok_r(NULL, " ", &rest))
        found = find_name(name);
    free(names);
    return found;
}

/* What the browser is started with: only that, and all its files within the
 * folder. It has no use for the network. */
struct start {
    const char *browser, *folder;
    char *environment[9];
    const char *argv[24];
};

static void make_environment(struct start *s)
{
    static const char *const homes[] = {"HOME", "TMPDIR", "XDG_CONFIG_HOME",
                                        "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"};
    const char *path = getenv("PATH");
    size_t n = 0;
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        s->environment[n++] = ct_xasprintf("%s=%s", homes[i], s->folder);
    s->environment[n++] = ct_xasprintf("PATH=%s", path ? path : "");
    s->environment[n++] = ct_xstrdup("LC_ALL=C.UTF-8");
    s->environment[n] = ct_xstrdup("TZ=UTC");
}

static void make_words(struct start *s)
{
    static const char *const words[] = {
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--user-data-dir=profile",
        "--no-first-run",
        "--user-agent=crimetrends", /* stands in the PDF */
        "--disable-extensions",
        "--disable-sync",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-breakpad",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--generate-pdf-document-outline",
        "--no-pdf-header-footer",
        "--print-to-pdf-no-header", /* as older ones call it */
        "--print-to-pdf=page.pdf",
    };
    size_t n = 0;
    s->argv[n++] = s->browser;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        s->argv[n++] = words[i];
    if (geteuid() == 0) /* its sandbox does not take root */
        s->argv[n++] = "--no-sandbox";
    s->argv[n] = "page.html";
}

static void lower_limit(int what, rlim_t most)
{
    struct rlimit r;
    if (getrlimit(what, &r) == 0 && r.rlim_cur > most) {
        r.rlim_cur = most;
        setrlimit(what, &r);
    }
}

/* In the child, between fork and exec: only calls that are safe there. */
static _Noreturn void become_browser(const struct start *s)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0); /* with all that it starts */
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    lower_limit(RLIMIT_FSIZE, (rlim_t)PDF_MB << 20);
    lower_limit(RLIMIT_CORE, 0);
    int null = open("/dev/null", O_RDWR);
    if (chdir(s->folder) == 0 && dup2(null, 0) == 0 && dup2(null, 1) == 1 &&
        dup2(null, 2) == 2)
        execve(s->browser, (char *const *)s->argv, s->environment);
    _exit(127);
}

/* Nanoseconds by the clock that only goes on. */
static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Waits for the child until it ends, the time is over or a signal of `those`
 * other than the child's comes, which is left for later. Returns 0 with
 * *status, ETIMEDOUT or EINTR. */
static int wait_until(pid_t child, int64_t end, const sigset_t *those,
                      int *status)
{
    while (waitpid(child, status, WNOHANG) == 0) {
        int64_t left = end - now();
        if (left <= 0)
            return ETIMEDOUT;
        const struct timespec t = {(time_t)(left / 1000000000),
                                   (long)(left % 1000000000)};
        int got = sigtimedwait(those, NULL, &t);
        if (got > 0 && got != SIGCHLD) {
            raise(got);
            return EINTR;
        }
    }
    return 0;
}

/* Starts the browser, waits, and ends all that it left running. */
static int start_and_wait(const struct start *s, int seconds,
                          const sigset_t *those, struct ct_error *err)
{
    int status = 0;
    pid_t child = fork();
    if (child < 0)
        return ct_fail_errno(err, "", "cannot start '%s'", s->browser);
    if (child == 0)
        become_browser(s);
    setpgid(child, child);
    int why = wait_until(child, now() + (int64_t)seconds * 1000000000, those,
                         &status);
    kill(-child, SIGKILL);
    if (why) {
        waitpid(child, &status, 0);
        return ct_fail(err, CT_EIO, 0, 0,
                       why == EINTR ? "'%s' was interrupted"
                                    : "'%s' did not end within %d s",
                       s->browser, seconds);
    }
    if (WIFSIGNALED(status))
        return ct_fail(err, CT_EIO, 0, 0, "'%s' was stopped by signal %d",
                       s->browser, WTERMSIG(status));
    if (WEXITSTATUS(status))
        return ct_fail(err, CT_EIO, 0, 0, "'%s' failed (exit %d)", s->browser,
                       WEXITSTATUS(status));
    return 0;
}

/* As start_and_wait(), with the signals held back that would end this
 * process, and leave the folder behind. */
static int run_browser(struct start *s, int seconds, struct ct_error *err)
{
    make_environment(s);
    make_words(s);
    sigset_t those;
    sigemptyset(&those);
    sigaddset(&those, SIGCHLD);
    sigaddset(&those, SIGINT);
    sigaddset(&those, SIGTERM);
    sigaddset(&those, SIGHUP);
    sigprocmask(SIG_BLOCK, &those, NULL);
    int result = start_and_wait(s, seconds, &those, err);
    for (size_t i = 0; s->environment[i]; i++)
        free(s->environment[i]);
    return result;
}

/* Blanks a time that stands behind its name: `/ModDate (D:...)`. Nothing
 * else in the file moves. */
static void blank_time(struct ct_buffer *pdf, const char *name)
{
    char *at = memmem(pdf->data, pdf->size, name, strlen(name));
    char *end =
        at ? memchr(at, ')', pdf->size - (size_t)(at - pdf->data)) : NULL;
    if (end && end - at < 64)
        memset(at, ' ', (size_t)(end - at) + 1);
}

static bool is_whole(const struct ct_buffer *pdf)
{
    return pdf->size > 64 && memcmp(pdf->data, "%PDF-", 5) == 0 &&
           memmem(pdf->data + pdf->size - 16, 16, "%%EOF", 5);
}

/* Takes the PDF over. */
static int take(const struct start *s, struct ct_buffer *pdf,
                struct ct_error *err)
{
    char *path = ct_xasprintf("%s/page.pdf", s->folder);
    int result = ct_file_read(path, (size_t)PDF_MB << 20, pdf, NULL);
    free(path);
    if (result || !is_whole(pdf)) {
        ct_buffer_clear(pdf);
        return ct_fail(err, CT_EIO, 0, 0, "'%s' made no whole PDF", s->browser);
    }
    blank_time(pdf, "/CreationDate (D:");
    blank_time(pdf, "/ModDate (D:");
    return 0;
}

static int print_in(const char *browser, const char *folder, int seconds,
                    struct ct_buffer *pdf, struct ct_error *err)
{
    struct start s = {.browser = browser, .folder = folder};
    return run_browser(&s, seconds, err) ? -1 : take(&s, pdf, err);
}

static int remove_one(const char *path, const struct stat *s, int type,
                      struct FTW *at)
{
    (void)s, (void)type, (void)at;
    remove(path);
    return 0;
}

static void remove_folder(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A new folder for files that do not stay; the caller frees the path. */
static char *new_folder(struct ct_error *err)
{
    const char *base = getenv("TMPDIR");
    char *folder = ct_xasprintf("%s/crimetrends.XXXXXX",
                                base && *base == '/' ? base : "/tmp");
    if (mkdtemp(folder))
        return folder;
    ct_fail_errno(err, folder, "cannot make the folder");
    free(folder);
    return NULL;
}

int ct_browser_print(const char *browser, const struct ct_buffer *page,
                     int seconds, struct ct_buffer *pdf, struct ct_error *err)
{
    sigset_t before;
    char *folder = new_folder(err);
    if (!folder)
        return -1;
    char *path = ct_xasprintf("%s/page.html", folder);
    sigprocmask(SIG_BLOCK, NULL, &before);
    int result = ct_file_write(path, page->data, page->size, err);
    if (!result)
        result = print_in(browser, folder, seconds, pdf, err);
    remove_folder(folder);
    free(path);
    free(folder);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return result;
}
