/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of HTML pages that the format html and the report share. Every text
 * goes through ct_html_text(); pages load nothing and run nothing. */
#ifndef CT_HTML_PART_H
#define CT_HTML_PART_H

#include "export/remarks.h"
#include "export/sheet.h"
#include "lib/buffer.h"

/* Appends a text with all that is markup escaped; control characters are left
 * out, line ends become blanks. */
void ct_html_text(struct ct_buffer *out, const char *text);

/* Appends `<tag>text</tag>`; tag may have attributes. */
void ct_html_element(struct ct_buffer *out, const char *tag, const char *text);

/* Begins a page, up to <main>, with its heading, and `style` behind the style
 * of all pages; ends it, naming the program's version if that is not "". */
void ct_html_begin(struct ct_buffer *out, const char *title, const char *style);
void ct_html_end(struct ct_buffer *out, const char *version);

/* Rows of a sheet, from `from` to `to` - 1, and what goes before the heading
 * in the caption, such as `Table 3.` (or NULL); where they continue a table
 * the label is all of it. */
struct ct_html_rows {
    size_t from, to;
    const char *label;
    bool continued;
};

/* Appends a table with its caption; hidden columns are in the caption. */
void ct_html_table(struct ct_buffer *out, const struct ct_sheet *s,
                   const struct ct_html_rows *rows);

/* Appends what the statuses in a sheet mean, if there are any. */
void ct_html_key(struct ct_buffer *out, const struct ct_sheet *s);

/* Appends a remark, an item of a list; remarks as a list, nothing if there
 * are none. */
void ct_html_remark(struct ct_buffer *out, const struct ct_remark *r);
void ct_html_remarks(struct ct_buffer *out, const struct ct_remarks *r);

/* Appends n sources as a list; n steps. */
void ct_html_sources(struct ct_buffer *out,
                     const struct ct_input *const *inputs, size_t n);
void ct_html_steps(struct ct_buffer *out, const char *const *steps, size_t n);

/* The style sheet of all pages. */
extern const char ct_html_style[];

/* A script that lets the tables of a page be sorted; goes at its end. */
extern const char ct_html_sort_script[];

#endif
