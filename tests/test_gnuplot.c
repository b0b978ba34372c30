/* SPDX-License-Identifier: GPL-3.0-or-later
 * gnuplot that is killed, writes half an image or never ends: a script of the
 * shell takes its place. */
#include "config.h"

#include "lib/error.h"

#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* The stand-in, and the seconds it is given. */
static char stand_in[64];
static unsigned given;

static int start_stand_in(char *const *argv, char *const *environment)
{
    return execve(stand_in, argv, environment);
}

static void be_short(void)
{
    alarm(given);
}

/* The code under test, with names of its own. */
#define execve(path, argv, environment) start_stand_in(argv, environment)
#define alarm(seconds) ((void)(seconds), be_short())
#define ct_gnuplot_run stand_in_run
#define ct_gnuplot_script stand_in_script
#include "plot/gnuplot.c"
#undef execve
#undef alarm

/* Goes through the script: after each `set output` stands what is done. */
static const char words[] =
    "#!/bin/sh\n"
    "whole() { printf '<?xml version=\"1.0\"?>\\n%060d\\n</svg>\\n' 0 >\"$1\"; "
    "}\n"
    "while read -r a b c; do\n"
    "    case $a in\n"
    "    set) [ \"$b\" != output ] || { c=${c#?}; out=${c%?}; } ;;\n"
    "    whole) whole \"$out\" ;;\n"
    "    nothing) ;;\n"
    "    half) printf '<?xml version=\"1.0\"?>\\n%060d\\n' 0 >\"$out\" ;;\n"
    "    die) printf '<?xml version' >\"$out\"; kill -9 $$ ;;\n"
    "    hang) printf '<?xml version' >\"$out\"; exec sleep 100 ;;\n"
    "    report) whole \"$out\"; echo $$ >\"$b\"; exec sleep 100 ;;\n"
    "    fail) whole \"$out\"; echo 'line 7: no such command' >&2; exit 1 ;;\n"
    "    esac\n"
    "done <\"$2\"\n";

static void setup(void)
{
    strcpy(stand_in, "/tmp/ct-gnuplot-XXXXXX");
    int fd = mkstemp(stand_in);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, words, sizeof words - 1), sizeof words - 1);
    ck_assert_int_eq(fchmod(fd, 0700), 0);
    close(fd);
    given = 20;
}

static void teardown(void)
{
    unlink(stand_in);
}

enum { N = 5 };

/* Draws five images, the middle one of which goes as `middle` says. */
static void draw_five(const char *middle, const char *says)
{
    struct ct_image image[N];
    struct ct_error err = {0};
    for (int i = 0; i < N; i++)
        image[i] = (struct ct_image){
            CT_SVG, 500, 300, 1, i == N / 2 ? middle : "whole\n", {0}};
    ck_assert_int_eq(stand_in_run(image, N, &err), -1);
    ck_assert_int_eq(err.code, CT_EIO);
    ck_assert_str_eq(err.text, says);
    for (int i = 0; i < N; i++) {
        const struct ct_buffer *b = &image[i].image;
        ck_assert_msg((b->size > 0) == (i != N / 2), "%s: %d", middle, i);
        ck_assert(i == N / 2 || is_whole(CT_SVG, b));
        ct_buffer_clear(&image[i].image);
    }
}

/* The image that is to blame is not there, the others are. */
START_TEST(one_bad_image)
{
    draw_five("die\n", "gnuplot was stopped by signal 9 (Killed)");
    draw_five("half\n", "gnuplot did not finish the image (exit 0): ");
    draw_five("nothing\n", "gnuplot did not finish the image (exit 0): ");
    draw_five("fail\n", "gnuplot did not finish the image (exit 1): "
                        "line 7: no such command");
}
END_TEST

START_TEST(time_is_bounded)
{
    given = 1;
    draw_five("hang\n", "gnuplot was stopped by signal 14 (Alarm clock)");
}
END_TEST

START_TEST(it_cannot_be_started)
{
    struct ct_image image = {CT_SVG, 500, 300, 1, "whole\n", {0}};
    struct ct_error err = {0};
    unlink(stand_in);
    ck_assert_int_eq(stand_in_run(&image, 1, &err), -1);
    ck_assert_str_eq(err.text, "cannot start '" CT_GNUPLOT "'");
    ck_assert_uint_eq(image.image.size, 0);
}
END_TEST

/* The number that a file has once it is there; 0 when it does not come. */
static long number_in(const char *path)
{
    long n = 0;
    for (int i = 0; i < 500 && n == 0; i++) {
        FILE *f = fopen(path, "r");
        if (f && fscanf(f, "%ld", &n) != 1)
            n = 0;
        if (f)
            fclose(f);
        usleep(10000);
    }
    return n;
}

/* Whoever is interrupted while gnuplot hangs takes it along. */
START_TEST(an_interrupt_ends_it)
{
    char path[80], commands[96];
    snprintf(path, sizeof path, "%s.pid", stand_in);
    snprintf(commands, sizeof commands, "report %s\n", path);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t ours = fork();
    ck_assert_int_ge(ours, 0);
    if (ours == 0) {
        struct ct_image image = {CT_SVG, 500, 300, 1, commands, {0}};
        signal(SIGINT, SIG_DFL); /* the test runner has a handler */
        int result = stand_in_run(&image, 1, NULL);
        _exit(result ? 1 : 0);
    }
    pid_t hanging = (pid_t)number_in(path);
    unlink(path);
    ck_assert_int_gt(hanging, 0);
    kill(ours, SIGINT);
    int status = 0;
    ck_assert_int_eq(waitpid(ours, &status, 0), ours);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    ck_assert_int_eq(waitpid(hanging, &status, 0), hanging);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}
END_TEST

Suite *gnuplot_suite(void);
Suite *gnuplot_suite(void)
{
    Suite *s = suite_create("gnuplot");
    TCase *t = tcase_create("gnuplot");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, one_bad_image);
    tcase_add_test(t, time_is_bounded);
    tcase_add_test(t, it_cannot_be_started);
    tcase_add_test(t, an_interrupt_ends_it);
    suite_add_tcase(s, t);
    return s;
}
