/* SPDX-License-Identifier: GPL-3.0-or-later
 * Markdown: tables as GitHub and pandoc read them, notes and sources after. */
#include "config.h"

#include "export/format.h"
#include "export/remarks.h"
#include "lib/status.h"

#include <string.h>

/* Places named with a remark, at most. */
enum { PLACES = 12 };

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Text that stays text: marks escaped, no HTML, one line. An underscore inside
 * a word is none. */
static void put_text(struct ct_buffer *out, const char *text)
{
    for (const char *s = text; *s; s++) {
        bool inside = *s == '_' && s > text && is_word(s[-1]) && is_word(s[1]);
        if (*s == '&' || *s == '<' || *s == '>')
            ct_buffer_text(out, *s == '&'   ? "&amp;"
                                : *s == '<' ? "&lt;"
                                            : "&gt;");
        else if (*s == '\n' || *s == '\t')
            ct_buffer_byte(out, ' ');
        else if ((unsigned char)*s >= ' ') {
            if (strchr("\\`*_[]~|$", *s) && !inside)
                ct_buffer_byte(out, '\\');
            ct_buffer_byte(out, *s);
        }
    }
}

static void put_header(struct ct_buffer *out, const struct ct_sheet *s)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        char heading[CT_HEADING_MAX];
        if (s->columns[i].hidden)
            continue;
        ct_sheet_column_heading(s, i, heading);
        ct_buffer_text(out, "| ");
        put_text(out, heading);
        ct_buffer_byte(out, ' ');
    }
    ct_buffer_text(out, "|\n");
    for (size_t i = 0; i < s->n_columns; i++)
        if (!s->columns[i].hidden)
            ct_buffer_text(out, s->columns[i].kind == CT_SHEET_NUMBER
                                    ? "| ---: "
                                    : "| :--- ");
    ct_buffer_text(out, "|\n");
}

static void put_cell(struct ct_buffer *out, const struct ct_sheet *s,
                     size_t row, size_t column)
{
    char scratch[CT_SHEET_SCRATCH], number[CT_DISPLAY_MAX];
    const char *text = ct_sheet_text(s, row, column, scratch);
    if (s->columns[column].kind == CT_SHEET_NUMBER) {
        ct_display_format(ct_sheet_display(s, row, column),
                          ct_sheet_number(s, row, column), number);
        text = number;
    }
    ct_buffer_text(out, "| ");
    put_text(out, text);
    ct_status_format(ct_sheet_cell_status(s, row, column), scratch);
    if (*scratch)
        ct_buffer_printf(out, "<sup>%s</sup>", scratch);
    ct_buffer_byte(out, ' ');
}

static void put_table(struct ct_buffer *out, const struct ct_sheet *s)
{
    char heading[CT_HEADING_MAX], key[512];
    struct ct_buffer about = {0};
    ct_sheet_heading(s, heading, sizeof heading);
    ct_sheet_caption(s, &about);
    if (strcmp(heading, s->panel->title) != 0) {
        ct_buffer_text(out, "## ");
        put_text(out, heading);
        ct_buffer_text(out, "\n\n");
    }
    if (about.size) {
        put_text(out, about.data);
        ct_buffer_text(out, "\n\n");
    }
    ct_buffer_clear(&about);
    put_header(out, s);
    for (size_t row = 0; row < s->n_rows; row++) {
        for (size_t i = 0; i < s->n_columns; i++)
            if (!s->columns[i].hidden)
                put_cell(out, s, row, i);
        ct_buffer_text(out, "|\n");
    }
    ct_buffer_byte(out, '\n');
    ct_status_words(ct_sheet_statuses(s), "; ", true, key, sizeof key);
    if (*key)
        ct_buffer_printf(out, "Status: %s.\n\n", key);
}

static void put_notes(struct ct_buffer *out, const struct ct_document *d)
{
    struct ct_remarks r = {0};
    ct_remarks_add(&r, d->panel, &d->sheets[0]->names);
    if (r.n)
        ct_buffer_text(out, "## Notes\n\n");
    for (size_t i = 0; i < r.n; i++) {
        struct ct_buffer where = {0};
        ct_remark_where(&r.remarks[i], PLACES, &where);
        ct_buffer_text(out, "- ");
        put_text(out, r.remarks[i].kind);
        ct_buffer_text(out, ": ");
        put_text(out, r.remarks[i].text);
        if (where.size) {
            ct_buffer_text(out, " (");
            put_text(out, where.data);
            ct_buffer_byte(out, ')');
        }
        ct_buffer_byte(out, '\n');
        ct_buffer_clear(&where);
    }
    if (r.n)
        ct_buffer_byte(out, '\n');
    ct_remarks_clear(&r);
}

static void put_source(struct ct_buffer *out, const struct ct_input *in)
{
    const char *const part[] = {in->title,   in->publisher, in->citation,
                                in->vintage, in->licence,   in->url};
    ct_buffer_text(out, "- ");
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (*part[i]) {
            put_text(out, part[i]);
            ct_buffer_text(out, "; ");
        }
    ct_buffer_text(out, "file ");
    put_text(out, in->name);
    ct_buffer_printf(out, ", SHA-256 %s\n", in->sha256);
}

static int write_md(const struct ct_document *d, struct ct_output *out,
                    struct ct_error *err)
{
    (void)err;
    const struct ct_provenance *v = &d->panel->provenance;
    struct ct_buffer b = {0};
    if (*d->panel->title) {
        ct_buffer_text(&b, "# ");
        put_text(&b, d->panel->title);
        ct_buffer_text(&b, "\n\n");
    }
    for (size_t i = 0; i < d->n_sheets; i++)
        put_table(&b, d->sheets[i]);
    put_notes(&b, d);
    if (v->n_inputs)
        ct_buffer_text(&b, "## Sources\n\n");
    for (size_t i = 0; i < v->n_inputs; i++)
        put_source(&b, &v->inputs[i]);
    ct_output_write(out, b.data, b.size);
    ct_buffer_clear(&b);
    return 0;
}

const struct ct_format ct_format_md = {
    .name = "md",
    .title = "Markdown tables, with notes and sources",
    .streams = true,
    .whole = true,
    .prints = true,
    .write = write_md};
