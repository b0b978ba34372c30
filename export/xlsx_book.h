/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbook behind the format xlsx: its cell formats, the names of its
 * worksheets, the worksheets of notes and sources, and how it becomes bytes.
 */
#ifndef CT_XLSX_BOOK_H
#define CT_XLSX_BOOK_H

#include "export/format.h"

#include <xlsxwriter.h>

/* A workbook being filled; sheet is the worksheet begun last. */
struct ct_book {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    int fd; /* the memory file that it is written into */
    struct ct_dict sheets;
    lxw_format *title, *muted, *head, *head_right, *right, *wrap, *year;
    struct ct_dict number_names; /* of the formats in number[] */
    lxw_format **number;
};

/* A new workbook for a document, or NULL with CT_EIO. End it with
 * ct_book_finish(). */
struct ct_book *ct_book_create(const struct ct_document *d,
                               struct ct_error *err);

/* Begins a worksheet with that name, or one near it that is permitted. */
void ct_book_sheet(struct ct_book *b, const char *name);

/* Writes a text, never a formula; cut at what a cell holds. */
void ct_book_text(struct ct_book *b, lxw_row_t row, lxw_col_t column,
                  const char *text, lxw_format *format);

/* The cell format for numbers shown so, with the letters of a status behind
 * them (""): the number itself stays one. */
lxw_format *ct_book_number(struct ct_book *b, const struct ct_display *d,
                           const char *letters);

/* Adds the worksheet of notes; of sources; of method, options and steps. */
void ct_book_notes(struct ct_book *b, const struct ct_document *d);
void ct_book_sources(struct ct_book *b, const struct ct_panel *p);
void ct_book_methods(struct ct_book *b, const struct ct_panel *p);

/* Closes the workbook and writes its bytes. Frees b. Returns 0, or -1 with
 * CT_EIO. */
int ct_book_finish(struct ct_book *b, struct ct_output *out,
                   struct ct_error *err) __attribute__((warn_unused_result));

#endif
