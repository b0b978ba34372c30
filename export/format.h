/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a format is. A format is one file with one `ct_format_NAME`, and one
 * row in formats.def. It sees a document: the sheets that were asked for, and
 * the panel for what is said about them. */
#ifndef CT_FORMAT_H
#define CT_FORMAT_H

#include "export/export.h"
#include "export/sheet.h"

/* What is to be written. A format of one table gets one sheet. */
struct ct_document {
    const struct ct_panel *panel;
    size_t n_sheets;
    struct ct_sheet **sheets;
};

struct ct_format {
    const char *name;
    const char *title; /* one line for the help */
    bool streams;      /* may go to standard output */
    bool whole;        /* takes the panel and all tables, else one of them */
    bool names;        /* has names of codes in a way of its own */
    bool prints;       /* takes tables that are pivoted, sorted, rounded */

    /* Writes the document. Returns 0, or -1 with *err for what the format
     * cannot hold; errors of writing are kept by `out`. */
    int (*write)(const struct ct_document *d, struct ct_output *out,
                 struct ct_error *err);
};

#endif
