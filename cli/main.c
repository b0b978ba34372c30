/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program: finds the command and carries it out. */
#include "config.h"

#include "cli/commands.h"
#include "cli/say.h"
#include "lib/panel_file.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A closed descriptor 0, 1 or 2 would be taken by the next file opened, and
 * that file overwritten by what we print. It is opened so that using it
 * fails. */
static void hold_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            _exit(1);
}

/* The size from which memory goes back to the system when it is freed. glibc
 * raises it by itself as it sees large pieces go, and then keeps what a panel
 * is made of. */
static void give_memory_back(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 3 << 18);
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
#endif
}

static void start(void)
{
    give_memory_back();
    hold_descriptors();
    signal(SIGXFSZ, SIG_IGN); /* a file too large is a failed write */
    gsl_set_error_handler_off();
    ct_panel_start();
}

/* --help, --version, or no command at all. */
static int without_command(const char *word, struct ct_error *err)
{
    struct ct_buffer out = {0};
    if (word && strcmp(word, "--version") == 0)
        ct_buffer_printf(&out, "%s\n", PACKAGE_STRING);
    else if (word && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0))
        ct_help_overview(&out);
    else if (word)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "'%.80s' stands where a COMMAND is wanted; "
                       "`crimetrends --help` lists them",
                       word);
    else
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "no command; usage: crimetrends COMMAND ..., "
                       "`crimetrends --help` lists them");
    return ct_say_out(&out, err);
}

static int carry_out(struct ct_call *call, struct ct_error *err)
{
    struct ct_buffer out = {0};
    if (call->given.help)
        ct_call_help(call, &out);
    else if (call->given.version)
        ct_buffer_printf(&out, "%s\n", PACKAGE_STRING);
    else if (ct_call_check_output(call, err) < 0)
        return -1;
    else
        return call->command->run(call, err);
    return ct_say_out(&out, err);
}

int main(int argc, char **argv)
{
    struct ct_error err = {0};
    struct ct_call call = {0};
    int status;
    start();
    if (argc < 2 || argv[1][0] == '-') {
        status = without_command(argc < 2 ? NULL : argv[1], &err);
    } else {
        status =
            ct_call_parse(&call, argc - 1, (const char *const *)argv + 1, &err);
        if (!status)
            status = carry_out(&call, &err);
        ct_call_clear(&call);
    }
    return status < 0 ? ct_say_error(&err) : status;
}
