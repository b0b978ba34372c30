/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a table is laid on the page in LaTeX: its size, upright or across, and in
 * how many parts, each with the columns that say what a row is. */
#ifndef CT_TEX_LAYOUT_H
#define CT_TEX_LAYOUT_H

#include "export/sheet.h"

/* Texts longer than this, in bytes, are set as paragraphs. */
enum { CT_TEX_PROSE = 40 };

enum ct_tex_size { CT_TEX_NORMAL, CT_TEX_SMALL, CT_TEX_ACROSS, CT_TEX_TINY };

/* Tiny ones are across, too. part: of each column, 0 if it stands in no part,
 * CT_TEX_ALL in all. prose: it is set as a paragraph. */
enum { CT_TEX_ALL = -1 };
struct ct_tex_layout {
    enum ct_tex_size size;
    int n_parts;
    int *part;
    bool *prose;
};

/* Lays out the columns of a sheet that are shown. */
void ct_tex_layout_make(struct ct_tex_layout *l, const struct ct_sheet *s);

/* Whether a column stands in a part, counted from 1. */
bool ct_tex_is_in(const struct ct_tex_layout *l, size_t column, int part);

/* Frees what it holds. */
void ct_tex_layout_clear(struct ct_tex_layout *l);

#endif
