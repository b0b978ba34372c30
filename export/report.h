/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report of a study: one self-contained HTML page with figures, tables,
 * sources, methods and comparability notes. */
#ifndef CT_REPORT_H
#define CT_REPORT_H

#include "lib/buffer.h"
#include "lib/codes.h"
#include "lib/panel.h"

/* A figure of the report: the image's path and bytes (SVG is put in as it is,
 * PNG as data; PDF is named only) and the command that drew it. */
struct ct_report_figure {
    const char *path;
    const char *bytes;
    size_t size;
    const char *command;
    const char *group; /* heading it stands under, or NULL */
    const char *title; /* of an image that has none inside, or NULL */
};

/* A table or panel of the report: what an export step wrote. */
struct ct_report_table {
    const char *path; /* of the exported file, as in the step */
    const struct ct_panel *panel;
    const char *table; /* one table's name, or NULL: the main one */
    const char *command;
    const char *group; /* heading it stands under, or NULL */
};

/* A result whose method, notes and sources belong in the annex. */
struct ct_report_result {
    const char *path;
    const struct ct_panel *panel;
    const char *method_text;  /* the method's paragraphs, or "" */
    const char *method_title; /* its one line, or NULL */
    const char *formula;      /* how a number is made, or NULL */
};

struct ct_report {
    const char *title;
    const char *version;          /* of the program */
    const struct ct_codes *codes; /* for names the panels lack; may be NULL */
    size_t n_figures, n_tables, n_results;
    const struct ct_report_figure *figures;
    const struct ct_report_table *tables;
    const struct ct_report_result *results;
    size_t n_steps;
    const char *const *steps; /* command lines of the study */
};

/* Appends the page. Text from data is escaped; nothing is loaded from
 * elsewhere; the one script, which sorts tables, is its own, and the page says
 * the same without. */
void ct_report_write(const struct ct_report *r, struct ct_buffer *out);

#endif
