/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures of tidy tables, drawn and looked through. */
#ifndef DRAWN_H
#define DRAWN_H

#include "lib/error.h"
#include "plot/plot.h"

/* Draws one figure of a tidy table into a file, which is gone afterwards.
 * options may be NULL. The image's bytes, which the caller frees, or NULL with
 * *err. */
char *draw_tidy(const char *figure, const char *tidy, const char *path,
                const struct ct_plot_options *options, struct ct_error *err);

/* The same of a panel, which it destroys. */
char *draw_panel(const char *figure, struct ct_panel *p, const char *path,
                 const struct ct_plot_options *options, struct ct_error *err);

/* Draws an SVG of a panel, which it destroys, and checks that it holds words,
 * parted by `|`; a word behind
 * `!` it must not hold. */
void check_panel(const char *figure, struct ct_panel *p, const char *words);

/* The same of a tidy table. */
void check_drawn(const char *figure, const char *tidy, const char *words);

/* Checks that a figure of a tidy table fails with CT_EDATA and this text. */
void check_refused(const char *figure, const char *tidy, const char *text);

#endif
