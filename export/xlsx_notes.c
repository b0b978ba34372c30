/* SPDX-License-Identifier: GPL-3.0-or-later
 * The worksheets beside the data: what the reader must know, and where the
 * numbers come from. */
#include "config.h"

#include "export/xlsx_book.h"

#include "export/remarks.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <stdlib.h>
#include <string.h>

/* Places named with a remark, at most. */
enum { PLACES = 20 };

static void put_pair(struct ct_book *b, lxw_row_t *row, const char *name,
                     const char *text)
{
    if (!*text)
        return;
    ct_book_text(b, *row, 0, name, b->head);
    ct_book_text(b, (*row)++, 1, text, b->wrap);
}

static void put_head(struct ct_book *b, lxw_row_t row,
                     const char *const *heading, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ct_book_text(b, row, (lxw_col_t)i, heading[i], b->head);
}

static void put_remarks(struct ct_book *b, lxw_row_t row,
                        const struct ct_document *d)
{
    struct ct_remarks r = {0};
    const struct ct_sheet_names *names = &d->sheets[0]->names;
    ct_remarks_add(&r, d->panel, names);
    static const char *const heading[] = {"kind", "note", "where"};
    if (r.n)
        put_head(b, row++, heading, 3);
    for (size_t i = 0; i < r.n; i++, row++) {
        struct ct_buffer where = {0};
        ct_remark_where(&r.remarks[i], PLACES, &where);
        ct_book_text(b, row, 0, r.remarks[i].kind, b->wrap);
        ct_book_text(b, row, 1, r.remarks[i].text, b->wrap);
        ct_book_text(b, row, 2, where.size ? where.data : "", b->wrap);
        ct_buffer_clear(&where);
    }
    ct_remarks_clear(&r);
}

void ct_book_notes(struct ct_book *b, const struct ct_document *d)
{
    const struct ct_panel *p = d->panel;
    lxw_row_t row = 0;
    ct_book_sheet(b, "Notes");
    worksheet_set_column(b->sheet, 0, 0, 18, NULL);
    worksheet_set_column(b->sheet, 1, 2, 70, NULL);
    put_pair(b, &row, "title", p->title);
    uint16_t statuses = 0;
    for (size_t i = 0; i < d->n_sheets; i++)
        statuses |= ct_sheet_statuses(d->sheets[i]);
    for (int bit = 0; bit < CT_N_STATUS; bit++)
        if (statuses & 1 << bit) {
            char name[] = "status ?", words[64];
            name[7] = ct_status_letter[bit];
            ct_status_words((uint16_t)(1 << bit), "", false, words,
                            sizeof words);
            put_pair(b, &row, name, words);
        }
    put_remarks(b, row + 1, d);
}

static void put_input(struct ct_book *b, lxw_row_t row,
                      const struct ct_input *in)
{
    const char *const text[] = {in->name,     in->dataset,   in->title,
                                in->vintage,  in->publisher, in->licence,
                                in->citation, in->url,       in->sha256};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        ct_book_text(b, row, (lxw_col_t)i, text[i], b->wrap);
}

void ct_book_sources(struct ct_book *b, const struct ct_panel *p)
{
    static const char *const inputs[] = {"file",     "dataset",   "title",
                                         "vintage",  "publisher", "licence",
                                         "citation", "url",       "sha256"};
    const struct ct_provenance *v = &p->provenance;
    lxw_row_t row = 0;
    ct_book_sheet(b, "Sources");
    worksheet_set_column(b->sheet, 0, 0, 36, NULL);
    worksheet_set_column(b->sheet, 1, 5, 24, NULL);
    worksheet_set_column(b->sheet, 6, 8, 48, NULL);
    put_head(b, row++, inputs, sizeof inputs / sizeof *inputs);
    for (size_t i = 0; i < v->n_inputs; i++)
        put_input(b, row++, &v->inputs[i]);
}

/* The options in force, one a row. */
static void put_options(struct ct_book *b, lxw_row_t *row, const char *options)
{
    for (const char *at = options; *at;) {
        size_t n = strcspn(at, " "), equals = strcspn(at, "= ");
        char *name = ct_xasprintf("--%.*s", (int)equals, at);
        char *value =
            ct_xasprintf("%.*s", (int)(n > equals ? n - equals - 1 : 0),
                         n > equals ? at + equals + 1 : "");
        ct_book_text(b, *row, 0, name, NULL);
        ct_book_text(b, (*row)++, 1, value, b->wrap);
        free(name);
        free(value);
        at += n + (at[n] == ' ');
    }
}

void ct_book_methods(struct ct_book *b, const struct ct_panel *p)
{
    static const char *const options[] = {"option", "value"};
    static const char *const steps[] = {"step", "version"};
    const struct ct_provenance *v = &p->provenance;
    lxw_row_t row = 0;
    ct_book_sheet(b, "Methods");
    worksheet_set_column(b->sheet, 0, 0, 36, NULL);
    worksheet_set_column(b->sheet, 1, 1, 70, NULL);
    put_pair(b, &row, "method", p->method);
    put_pair(b, &row, "command", v->command);
    put_pair(b, &row, "seed", v->seed);
    put_pair(b, &row, "accounting", v->accounting);
    if (*v->options) {
        put_head(b, ++row, options, 2);
        row++;
        put_options(b, &row, v->options);
    }
    if (v->n_steps)
        put_head(b, ++row, steps, 2);
    for (size_t i = 0; i < v->n_steps; i++) {
        row++;
        ct_book_text(b, row, 0, v->steps[i].command, b->wrap);
        ct_book_text(b, row, 1, v->steps[i].version, b->wrap);
    }
}
