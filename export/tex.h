/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text for LaTeX. */
#ifndef CT_TEX_H
#define CT_TEX_H

#include "lib/buffer.h"

/* The definitions that documents rely on: characters beyond Latin, which
 * pdfLaTeX has no letters for, are a question mark there (ct_tex_text());
 * `ctacross` lays a page across where the package for it is there. */
extern const char ct_tex_preamble[];

/* Appends text that stays text: every character that means something to TeX
 * is escaped, ligatures are kept apart, one line. */
void ct_tex_text(struct ct_buffer *out, const char *text);

#endif
