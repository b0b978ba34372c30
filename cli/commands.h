/* SPDX-License-Identifier: GPL-3.0-or-later
 * The commands: one file each; each returns the exit status, or -1 with *err.
 */
#ifndef CT_COMMANDS_H
#define CT_COMMANDS_H

#include "cli/call.h"

/* Lists the datasets, or shows one. */
int ct_command_datasets(struct ct_call *call, struct ct_error *err);

/* Reads publishers' files into a panel; rejects go beside it. */
int ct_command_collect(struct ct_call *call, struct ct_error *err);

/* Says what a panel or result holds and how it came about. */
int ct_command_info(struct ct_call *call, struct ct_error *err);

/* Tells how one number came about. */
int ct_command_explain(struct ct_call *call, struct ct_error *err);

/* Puts rules to panels; CT_EXIT_FOUND if something is found. */
enum { CT_EXIT_FOUND = 3 };
int ct_command_check(struct ct_call *call, struct ct_error *err);

/* Runs a method. */
int ct_command_analyze(struct ct_call *call, struct ct_error *err);

/* Writes a panel or its tables in a format. */
int ct_command_export(struct ct_call *call, struct ct_error *err);

/* Draws a figure. */
int ct_command_plot(struct ct_call *call, struct ct_error *err);

/* Runs a study. */
int ct_command_run(struct ct_call *call, struct ct_error *err);

/* Finds what the program has by the user's word; without one the overview. */
int ct_command_help(struct ct_call *call, struct ct_error *err);

/* Appends the overview: usage and all commands. */
void ct_help_overview(struct ct_buffer *out);

/* Draws the figures of n calls of `plot` in one gnuplot process. */
int ct_plot_calls(struct ct_call *calls, size_t n, struct ct_error *err);

#endif
