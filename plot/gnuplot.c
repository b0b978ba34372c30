/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs gnuplot. */
#include "config.h"

#include "plot/gnuplot.h"

#include "lib/memory.h"
#include "lib/number.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Pixels to a point in PNG: 216 to the inch. */
enum { PNG_SCALE = 3 };

/* Limits of the process: memory, size of an image, seconds for the first
 * image and how many images a further second is given to. */
enum { MEMORY_MB = 2048, IMAGE_MB = 256, SECONDS = 60, IMAGES_A_SECOND = 4 };

static void add_number(struct ct_buffer *out, const char *before, double x,
                       int decimals)
{
    char text[CT_FIXED_MAX];
    ct_number_fixed(x, decimals, text);
    ct_buffer_text(out, before);
    ct_buffer_text(out, text);
}

/* Appends ` name factor`, enlarged. */
static void add_factor(struct ct_buffer *out, const char *name, double factor,
                       double scale)
{
    char text[CT_NUMBER_MAX];
    ct_number_format(factor * scale, text);
    ct_buffer_printf(out, " %s %s", name, text);
}

/* The factors make lines, dashes, points and text come out in the same size
 * on all three (measured with gnuplot 5.4). Dashes go by the lines' width. */
static void add_terminal(const struct ct_image *image, struct ct_buffer *out)
{
    static const struct {
        const char *name;
        double per_point, font, line, point, dash;
        int decimals;
    } terminal[] = {
        [CT_SVG] = {"svg", 1, 1, 0, 0, 0, 0},
        [CT_PDF] = {"pdfcairo", 1.0 / 72, 0.75, 2, 1.27, 2, 6},
        [CT_PNG] = {"pngcairo", PNG_SCALE, 2.25, 3, 3.8, 2, 0},
    };
    enum ct_image_format f = image->format;
    double scale = f == CT_SVG ? 1 : image->scale;
    ct_buffer_printf(out, "set terminal %s", terminal[f].name);
    add_number(out, " size ", image->width * terminal[f].per_point * scale,
               terminal[f].decimals);
    add_number(out, ",", image->height * terminal[f].per_point * scale,
               terminal[f].decimals);
    ct_buffer_text(out, " noenhanced font \"Liberation Sans,9\"");
    add_factor(out, "fontscale", terminal[f].font, scale);
    if (f != CT_SVG) {
        add_factor(out, "linewidth", terminal[f].line, scale);
        add_factor(out, "pointscale", terminal[f].point, scale);
        add_factor(out, "dashlength", terminal[f].dash, 1);
    }
    ct_buffer_text(out, " background rgb \"white\"\n");
}

void ct_gnuplot_script(const struct ct_image *image, const char *output,
                       struct ct_buffer *out)
{
    ct_buffer_text(out, "reset\nset encoding utf8\nset decimalsign '.'\n");
    add_terminal(image, out);
    ct_buffer_printf(out,
                     "set output '%s'\nunset border\nunset tics\nunset key\n"
                     "set margins screen 0, screen 1, screen 0, screen 1\n",
                     output);
    add_number(out, "set x2range [0:", image->width, 3);
    add_number(out, "]\nset y2range [0:", image->height, 3);
    ct_buffer_printf(out, "]\nset multiplot\n%sunset multiplot\nunset output\n",
                     image->commands);
}

/* A new file in memory, clear of the standard descriptors, or -1. */
static int memory_file(void)
{
    int low = memfd_create("crimetrends", MFD_CLOEXEC);
    if (low < 0)
        return -1;
    int fd = fcntl(low, F_DUPFD_CLOEXEC, 3);
    close(low);
    return fd;
}

static int write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        bytes += done;
        n -= (size_t)done;
    }
    return 0;
}

/* Appends what a file in memory holds. */
static void read_all(int fd, struct ct_buffer *out)
{
    char block[65536];
    ssize_t n;
    off_t at = 0;
    while ((n = pread(fd, block, sizeof block, at)) > 0) {
        ct_buffer_add(out, block, (size_t)n);
        at += n;
    }
}

static void lower_limit(int what, rlim_t most)
{
    struct rlimit r;
    if (getrlimit(what, &r) == 0 && r.rlim_cur > most) {
        r.rlim_cur = most;
        setrlimit(what, &r);
    }
}

/* The files of a run: the script, what gnuplot says, an image each. */
struct files {
    int script, messages;
    size_t n;
    int *image;
};

/* In the child, between fork and exec: only calls that are safe there. */
static _Noreturn void become_gnuplot(const struct files *f, const char *script)
{
    static const char *const environment[] = {"HOME=/nonexistent",
                                              "LC_ALL=C.UTF-8", NULL};
    const char *const argv[] = {"gnuplot", "-d", script, NULL};
    unsigned seconds = SECONDS + (unsigned)(f->n / IMAGES_A_SECOND);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    lower_limit(RLIMIT_AS, (rlim_t)MEMORY_MB << 20);
    lower_limit(RLIMIT_FSIZE, (rlim_t)IMAGE_MB << 20);
    lower_limit(RLIMIT_CPU, seconds);
    lower_limit(RLIMIT_CORE, 0);
    alarm(seconds);
    int null = open("/dev/null", O_RDWR);
    bool ready = chdir("/") == 0 && dup2(null, 0) == 0 && dup2(null, 1) == 1 &&
                 dup2(f->messages, 2) == 2 && fcntl(f->script, F_SETFD, 0) == 0;
    for (size_t i = 0; i < f->n; i++)
        ready = ready && fcntl(f->image[i], F_SETFD, 0) == 0;
    if (ready)
        execve(CT_GNUPLOT, (char *const *)argv, (char *const *)environment);
    _exit(127);
}

/* Starts gnuplot and waits; returns what waitpid() says, or -1. */
static int start_and_wait(const struct files *f)
{
    char script[64];
    snprintf(script, sizeof script, "/proc/self/fd/%d", f->script);
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0)
        become_gnuplot(f, script);
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

/* Whether an image is whole: gnuplot's exit status does not tell. */
static bool is_whole(enum ct_image_format format, const struct ct_buffer *b)
{
    static const struct {
        const char *begin, *end;
        size_t n_begin, n_end, within;
    } mark[] = {
        [CT_SVG] = {"<?xml", "</svg>", 5, 6, 16},
        [CT_PDF] = {"%PDF-", "%%EOF", 5, 5, 16},
        [CT_PNG] = {"\x89PNG\r\n\x1a\n", "IEND\xae\x42\x60\x82", 8, 8, 8},
    };
    size_t within = mark[format].within;
    return b->size > 64 &&
           memcmp(b->data, mark[format].begin, mark[format].n_begin) == 0 &&
           memmem(b->data + b->size - within, within, mark[format].end,
                  mark[format].n_end);
}

/* Blanks the time in a PDF, so that a figure drawn again is the same; nothing
 * else in the file moves. */
static void blank_time(struct ct_buffer *b)
{
    static const char name[] = "/CreationDate (D:";
    char *at = memmem(b->data, b->size, name, strlen(name));
    char *end = at ? memchr(at, ')', b->size - (size_t)(at - b->data)) : NULL;
    if (end && end - at < 64)
        memset(at, ' ', (size_t)(end - at) + 1);
}

/* Says what went wrong: the first line of gnuplot's own words, if any. */
static int fail_with_words(int messages, int status, struct ct_error *err)
{
    struct ct_buffer words = {0};
    read_all(messages, &words);
    char *all = ct_buffer_take(&words);
    const char *line = all + strspn(all, "\n ^");
    if (WIFSIGNALED(status))
        ct_fail(err, CT_EIO, 0, 0, "gnuplot was stopped by signal %d (%s)",
                WTERMSIG(status), strsignal(WTERMSIG(status)));
    else if (WEXITSTATUS(status) == 127)
        ct_fail(err, CT_EIO, 0, 0, "cannot start '%s'", CT_GNUPLOT);
    else
        ct_fail(err, CT_EIO, 0, 0,
                "gnuplot did not finish the image (exit %d): %.*s",
                WEXITSTATUS(status), (int)strcspn(line, "\n"), line);
    free(all);
    return -1;
}

/* Takes the images over; if one is not whole, or gnuplot stopped at an error,
 * none. */
static int collect(struct ct_image *images, const struct files *f, int status,
                   struct ct_error *err)
{
    bool whole = status == 0;
    for (size_t i = 0; i < f->n && whole; i++) {
        read_all(f->image[i], &images[i].image);
        whole = is_whole(images[i].format, &images[i].image);
        if (whole && images[i].format == CT_PDF)
            blank_time(&images[i].image);
    }
    if (whole)
        return 0;
    for (size_t i = 0; i < f->n; i++)
        ct_buffer_clear(&images[i].image);
    return fail_with_words(f->messages, status, err);
}

/* Opens the files of a run; -1 when there are no more descriptors. */
static int open_files(struct files *f, size_t n)
{
    f->script = memory_file();
    f->messages = memory_file();
    f->image = ct_xmalloc(n, sizeof *f->image);
    for (f->n = 0; f->n < n; f->n++)
        if ((f->image[f->n] = memory_file()) < 0)
            break;
    return f->script < 0 || f->messages < 0 || f->n < n ? -1 : 0;
}

static void close_files(struct files *f)
{
    for (size_t i = 0; i < f->n; i++)
        close(f->image[i]);
    if (f->messages >= 0)
        close(f->messages);
    if (f->script >= 0)
        close(f->script);
    free(f->image);
}

/* Writes the script of all images to its file. */
static int write_script(const struct ct_image *images, const struct files *f)
{
    struct ct_buffer script = {0};
    for (size_t i = 0; i < f->n; i++) {
        char output[64];
        snprintf(output, sizeof output, "/proc/self/fd/%d", f->image[i]);
        ct_gnuplot_script(&images[i], output, &script);
    }
    int result = write_all(f->script, script.data, script.size);
    ct_buffer_clear(&script);
    return result;
}

/* Makes the images in one process, all or none. */
static int run(struct ct_image *images, size_t n, struct ct_error *err)
{
    struct files f = {0};
    int result = -1;
    if (open_files(&f, n) < 0 || write_script(images, &f) < 0) {
        ct_fail(err, CT_EIO, 0, 0, "cannot hand the script to gnuplot: %s",
                strerror(errno));
    } else {
        int status = start_and_wait(&f);
        if (status < 0)
            ct_fail(err, CT_EIO, 0, 0, "cannot start '%s': %s", CT_GNUPLOT,
                    strerror(errno));
        else
            result = collect(images, &f, status, err);
    }
    close_files(&f);
    return result;
}

int ct_gnuplot_run(struct ct_image *images, size_t n, struct ct_error *err)
{
    int result = run(images, n, err);
    /* An error ends the script: each by itself then, to save the others. */
    for (size_t i = 0; result < 0 && n > 1 && i < n; i++)
        run(&images[i], 1, NULL);
    return result;
}
