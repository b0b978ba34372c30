/* SPDX-License-Identifier: GPL-3.0-or-later
 * A browser, run as a program that prints a page: found on PATH, without the
 * user's profile, network, and, when its time is over, life. */
#ifndef CT_BROWSER_H
#define CT_BROWSER_H

#include "lib/buffer.h"
#include "lib/error.h"

/* Names looked for on PATH, in this order, as one text for messages. */
extern const char ct_browser_names[];

/* The first browser on PATH; folders of PATH that are relative are passed
 * over, so that nothing beside the data is run. The caller frees the path;
 * NULL if there is none. */
char *ct_browser_find(void);

/* Prints a page that needs nothing else to PDF, in a folder of its own that is
 * removed again, also when this process gets SIGINT, SIGTERM or SIGHUP: it
 * ends by the signal after that.
 *
 * browser  its path
 * page     HTML
 * seconds  it may take, above 0
 * pdf      empty before; holds the file after success, without the times at
 *          which it was made, so that the same page gives the same bytes
 *
 * Starts a process and waits for it. Returns 0, or -1 with CT_EIO: it cannot
 * be started, does not end, or makes no whole PDF. */
int ct_browser_print(const char *browser, const struct ct_buffer *page,
                     int seconds, struct ct_buffer *pdf, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
