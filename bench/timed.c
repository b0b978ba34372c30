/* SPDX-License-Identifier: GPL-3.0-or-later
 * bench/timed FILE COMMAND...: runs a command and adds a line to FILE: wall and
 * CPU seconds, and the most memory it held at a time in MiB. Its exit status is
 * that of the command. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Runs the command to its end; its exit status. */
static int run(char **command, struct rusage *used)
{
    pid_t child = fork();
    if (child == 0) {
        execvp(*command, command);
        perror(*command);
        _exit(127);
    }
    int status;
    if (child < 0 || wait4(child, &status, 0, used) < 0)
        return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: bench/timed FILE COMMAND...\n", stderr);
        return 2;
    }
    struct rusage used;
    double start = now();
    int status = run(argv + 2, &used);
    double wall = now() - start;
    FILE *out = status ? NULL : fopen(argv[1], "a");
    if (!out)
        return status ? status : 1;
    fprintf(out, "%.4f %.4f %.1f\n", wall,
            seconds(used.ru_utime) + seconds(used.ru_stime),
            (double)used.ru_maxrss / 1024);
    return fclose(out) != 0;
}
