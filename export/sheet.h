/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sheet: a panel or one of its tables as a header and rows of cells, made
 * once, the same for every format. A column is of numbers or of text; cells
 * are looked up when a format asks for them, so that a sheet of a large panel
 * costs little. A sheet is a view: it dies with its panel. */
#ifndef CT_SHEET_H
#define CT_SHEET_H

#include "export/display.h"
#include "lib/buffer.h"
#include "lib/codes.h"
#include "lib/error.h"
#include "lib/panel.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a column holds. Only CT_SHEET_NUMBER is of numbers. */
enum ct_sheet_kind {
    CT_SHEET_CODE,   /* codes of a dimension (or names, where asked for) */
    CT_SHEET_LABEL,  /* the names beside them */
    CT_SHEET_PERIOD, /* 2010, 2010-Q2, 2010-06 */
    CT_SHEET_STATUS, /* letters */
    CT_SHEET_TEXT,
    CT_SHEET_NUMBER
};

/* One column. text, label, number and display have an element for each series
 * of a panel's sheet, for each row of a table's; display one for all rows of a
 * table. What the panel computes (time, status) has neither. */
struct ct_sheet_column {
    char *name; /* as in CSV */
    enum ct_sheet_kind kind;
    bool hidden; /* from people, who have it in the caption */
    bool worded; /* the name is a heading already */
    const char **text;
    const char **label; /* names of the codes in text; or NULL */
    const double *number;
    const uint16_t *status; /* of each number of a pivoted table; or NULL */
    const char **levels;    /* of such a column, what it is in each dimension of
                               the columns, if there are several; or NULL */
    struct ct_display *display;
};

/* How the columns of codes are shown (enum ct_labels) and where names come
 * from that the panel does not have; codes may be NULL. areas: whose names of
 * areas (enum ct_area_names): but for the publisher's they go before the
 * panel's own. area_codes: an enum ct_area_codes. beside: columns of codes stay
 * so and get their `label`. */
struct ct_sheet_names {
    int labels, areas, area_codes;
    bool beside;
    const struct ct_codes *codes;
};

struct ct_sheet {
    const char *name; /* "panel", or the table's */
    const struct ct_panel *panel;
    struct ct_sheet_names names;
    size_t n_columns, n_rows;
    struct ct_sheet_column *columns;
    uint32_t *series;       /* of each row; NULL for a table */
    bool pivoted;           /* a table of the panel's own numbers */
    size_t n_levels;        /* dimensions of its columns, if several; else 0 */
    bool rounded;           /* numbers are written with the decimals shown */
    size_t *order;          /* the row that stands at each place; or NULL */
    struct ct_dict strings; /* codes that were made for it */
    size_t n_owned;         /* arrays that were made for it */
    void **owned;
};

/* A new sheet of the panel's observations, columns as in DESIGN.md 7; of one
 * table. Free with ct_sheet_destroy(). */
struct ct_sheet *ct_sheet_panel(const struct ct_panel *p,
                                const struct ct_sheet_names *names);
struct ct_sheet *ct_sheet_table(const struct ct_panel *p,
                                const struct ct_table *t,
                                const struct ct_sheet_names *names);

/* Whether two columns are the same in the levels from 0 to `level`, so that
 * one heading serves for both. */
bool ct_sheet_same_level(const struct ct_sheet *s, size_t a, size_t b,
                         size_t level);

/* The characters of a column's longest cell as people read it, with the letters
 * of its status; of that or its heading in words. A few hundred rows are looked
 * at. */
size_t ct_sheet_width(const struct ct_sheet *s, size_t column);
size_t ct_sheet_shown_width(const struct ct_sheet *s, size_t column);

/* To make a sheet by hand: a column or columns of a dimension, n_rows codes;
 * of texts of a kind; both arrays are handed over, the texts borrowed. Of
 * numbers, borrowed: returns the column, until another is added. */
void ct_sheet_add_codes(struct ct_sheet *s, const char *dimension,
                        const char **code);
void ct_sheet_add_text(struct ct_sheet *s, const char *name, const char **text,
                       enum ct_sheet_kind kind);
struct ct_sheet_column *
ct_sheet_add_number(struct ct_sheet *s, const char *name, const double *number);

/* A copy of a text that lives as long as the sheet; the code of an area as it
 * is wanted, that of others as it is. */
const char *ct_sheet_keep(struct ct_sheet *s, const char *text);
const char *ct_sheet_code(struct ct_sheet *s, const char *dimension,
                          const char *code);

/* Frees the sheet; NULL is fine. */
void ct_sheet_destroy(struct ct_sheet *s);

enum { CT_SHEET_SCRATCH = 32 };

/* The text of a cell; "" for a column of numbers. The text is borrowed or in
 * scratch, which has room for CT_SHEET_SCRATCH bytes. */
const char *ct_sheet_text(const struct ct_sheet *s, size_t row, size_t column,
                          char *scratch);

/* The series of a row of a panel's sheet. */
size_t ct_sheet_series(const struct ct_sheet *s, size_t row);

/* The status of a row; of a cell of a pivoted table. */
uint16_t ct_sheet_status(const struct ct_sheet *s, size_t row);
uint16_t ct_sheet_cell_status(const struct ct_sheet *s, size_t row,
                              size_t column);

/* Writes the numbers of all columns that have fractions with so many decimals;
 * probabilities as ever. */
void ct_sheet_round(struct ct_sheet *s, int decimals);

/* Sorts the rows by a column: numbers from the largest down, empty ones last;
 * texts bytewise. Returns 0, or -1 with CT_EUSAGE if there is none of that
 * name. */
int ct_sheet_sort(struct ct_sheet *s, const char *column, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The name of a cell's code; "" where there is none. Borrowed. */
const char *ct_sheet_label(const struct ct_sheet *s, size_t row, size_t column);

/* The number of a cell; NaN for one that is empty or of text. */
double ct_sheet_number(const struct ct_sheet *s, size_t row, size_t column);

/* How that number is shown to people. */
const struct ct_display *ct_sheet_display(const struct ct_sheet *s, size_t row,
                                          size_t column);

/* The name of a code: the panel's own, else that of the code lists, else
 * "". Borrowed. */
const char *ct_sheet_code_name(const struct ct_panel *p,
                               const struct ct_sheet_names *names,
                               const char *dimension, const char *code);

/* Writes a day as a period of the frequency of a series (yearly for series =
 * -1); out has room for CT_SHEET_SCRATCH bytes. */
void ct_sheet_period(const struct ct_panel *p, long series, int32_t day,
                     char *out);

/* Marks the columns that people need not see (done when a sheet is made):
 * what they say can stand in the caption (a code other than the area, a
 * period or a text, the same in all rows) or they say nothing (empty
 * throughout; of numbers only in a table).
 */
void ct_sheet_hide(struct ct_sheet *s);

/* The heading of a sheet: of a table its name in words, of the panel its
 * title. out is cut to size bytes with the final zero. */
void ct_sheet_heading(const struct ct_sheet *s, char *out, size_t size);

/* The heading of a column in words; a limit beside the value it belongs to, or
 * beside the other limit, is "Lower limit" or "Upper limit". out has room for
 * CT_HEADING_MAX bytes. */
void ct_sheet_column_heading(const struct ct_sheet *s, size_t column,
                             char *out);

/* Appends what the hidden columns say: `Measure: offences; Unit: rate per
 * 100,000`, by name where there is one; and the rule of a table's column
 * `direction`. */
void ct_sheet_caption(const struct ct_sheet *s, struct ct_buffer *out);

/* The status letters that occur anywhere in the sheet, as a set. */
uint16_t ct_sheet_statuses(const struct ct_sheet *s);

#endif
