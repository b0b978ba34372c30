/* SPDX-License-Identifier: GPL-3.0-or-later
 * LaTeX: tables with the rules of booktabs, for \input into a paper; statuses
 * are raised letters with their key below. */
#include "config.h"

#include "export/format.h"
#include "export/remarks.h"
#include "export/tex.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 65536, PLACES = 12 };
/* Texts longer than this, in bytes, are set as paragraphs. */
enum { PROSE = 40 };

static bool is_shown(const struct ct_sheet *s, size_t column)
{
    const struct ct_sheet_column *c = &s->columns[column];
    return !c->hidden && c->kind != CT_SHEET_STATUS;
}

static bool is_prose(const struct ct_sheet *s, size_t column)
{
    char scratch[CT_SHEET_SCRATCH];
    for (size_t row = 0; row < s->n_rows; row++)
        if (strlen(ct_sheet_text(s, row, column, scratch)) > PROSE)
            return true;
    return false;
}

static void put_columns(struct ct_buffer *out, const struct ct_sheet *s)
{
    ct_buffer_text(out, "\\begin{longtable}{@{}");
    for (size_t i = 0; i < s->n_columns; i++)
        if (is_shown(s, i))
            ct_buffer_text(
                out, s->columns[i].kind == CT_SHEET_NUMBER ? "r"
                     : is_prose(s, i)
                         ? ">{\\raggedright\\arraybackslash}p{0.3\\linewidth}"
                         : "l");
    ct_buffer_text(out, "@{}}\n");
}

static void put_header(struct ct_buffer *out, const struct ct_sheet *s)
{
    bool first = true;
    ct_buffer_text(out, "\\toprule\n");
    for (size_t i = 0; i < s->n_columns; i++) {
        char heading[CT_HEADING_MAX];
        if (!is_shown(s, i))
            continue;
        ct_sheet_column_heading(s, i, heading);
        ct_buffer_text(out, first ? "" : " & ");
        ct_tex_text(out, heading);
        first = false;
    }
    ct_buffer_text(out, " \\\\\n\\midrule\n");
}

static void put_caption(struct ct_buffer *out, const struct ct_sheet *s)
{
    char heading[512];
    struct ct_buffer about = {0};
    ct_sheet_heading(s, heading, sizeof heading);
    ct_sheet_caption(s, &about);
    ct_buffer_text(out, "\\caption{");
    ct_tex_text(out, heading);
    if (about.size) {
        ct_buffer_text(out, ". ");
        ct_tex_text(out, about.data);
    }
    ct_buffer_text(out, "}\\\\\n");
    ct_buffer_clear(&about);
}

/* A number with its minus sign. The letters of its status do not move it. */
static void put_number(struct ct_buffer *out, const struct ct_sheet *s,
                       size_t row, size_t column, const char *letters)
{
    char number[CT_DISPLAY_MAX];
    ct_display_format(ct_sheet_display(s, row, column),
                      ct_sheet_number(s, row, column), number);
    bool negative = *number == '-';
    ct_buffer_text(out, negative ? "$-$" : "");
    ct_tex_text(out, number + negative);
    if (*letters)
        ct_buffer_printf(out,
                         *number ? "\\rlap{\\textsuperscript{%s}}"
                                 : "\\textsuperscript{%s}",
                         letters);
}

/* The letters of a number's status. */
static const char *letters_of(const struct ct_sheet *s, size_t row,
                              size_t column, char *scratch)
{
    bool value = s->series && strcmp(s->columns[column].name, "value") == 0;
    ct_status_format(value ? ct_sheet_status(s, row)
                           : ct_sheet_cell_status(s, row, column),
                     scratch);
    return scratch;
}

static void put_row(struct ct_buffer *out, const struct ct_sheet *s, size_t row)
{
    char scratch[CT_SHEET_SCRATCH];
    bool first = true;
    for (size_t i = 0; i < s->n_columns; i++) {
        if (!is_shown(s, i))
            continue;
        ct_buffer_text(out, first ? "" : " & ");
        first = false;
        if (s->columns[i].kind == CT_SHEET_NUMBER)
            put_number(out, s, row, i, letters_of(s, row, i, scratch));
        else
            ct_tex_text(out, ct_sheet_text(s, row, i, scratch));
    }
    ct_buffer_text(out, " \\\\\n");
}

static void put_table(struct ct_buffer *b, const struct ct_sheet *s,
                      struct ct_output *out)
{
    char key[512];
    put_columns(b, s);
    put_caption(b, s);
    put_header(b, s);
    ct_buffer_text(b, "\\endfirsthead\n");
    put_header(b, s);
    ct_buffer_text(b, "\\endhead\n\\bottomrule\n\\endlastfoot\n");
    for (size_t row = 0; row < s->n_rows; row++) {
        put_row(b, s, row);
        if (b->size > CHUNK) {
            ct_output_write(out, b->data, b->size);
            b->size = 0;
        }
    }
    ct_buffer_text(b, "\\end{longtable}\n");
    ct_status_words(ct_sheet_statuses(s), "; ", true, key, sizeof key);
    if (*key) {
        ct_buffer_text(b, "{\\footnotesize\\noindent Status: ");
        ct_tex_text(b, key);
        ct_buffer_text(b, ".\\par}\n");
    }
}

/* --- notes and sources --- */

static void put_notes(struct ct_buffer *out, const struct ct_document *d)
{
    struct ct_remarks r = {0};
    ct_remarks_add(&r, d->panel, &d->sheets[0]->names);
    for (size_t i = 0; i < r.n; i++) {
        struct ct_buffer where = {0};
        ct_remark_where(&r.remarks[i], PLACES, &where);
        ct_buffer_text(out, "\\noindent ");
        ct_tex_text(out, r.remarks[i].kind);
        ct_buffer_text(out, ": ");
        ct_tex_text(out, r.remarks[i].text);
        if (where.size) {
            ct_buffer_text(out, " (");
            ct_tex_text(out, where.data);
            ct_buffer_text(out, ")");
        }
        ct_buffer_text(out, "\\par\n");
        ct_buffer_clear(&where);
    }
    ct_remarks_clear(&r);
}

/* An address or a file's name, which may be broken behind its slashes. */
static void put_path(struct ct_buffer *out, const char *path)
{
    while (*path) {
        size_t n = strcspn(path, "/");
        char *part = ct_xstrndup(path, n);
        ct_tex_text(out, part);
        free(part);
        path += n;
        for (; *path == '/'; path++)
            ct_buffer_text(out, path[1] == '/' ? "/" : "/\\allowbreak{}");
    }
}

static void put_sources(struct ct_buffer *out, const struct ct_provenance *v)
{
    for (size_t i = 0; i < v->n_inputs; i++) {
        const struct ct_input *in = &v->inputs[i];
        const char *const part[] = {in->title, in->publisher, in->citation,
                                    in->vintage, in->licence};
        ct_buffer_text(out, "\\noindent Source: ");
        for (size_t k = 0; k < sizeof part / sizeof *part; k++)
            if (*part[k]) {
                ct_tex_text(out, part[k]);
                ct_buffer_text(out, "; ");
            }
        put_path(out, in->url);
        ct_buffer_text(out, *in->url ? "; file " : "file ");
        put_path(out, in->name);
        ct_buffer_text(out, ".\\par\n");
    }
}

static int write_tex(const struct ct_document *d, struct ct_output *out,
                     struct ct_error *err)
{
    (void)err;
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "% Wants \\usepackage{array,booktabs,longtable}; with "
                       "pdfLaTeX also\n% \\usepackage[T1]{fontenc}. Scripts "
                       "that are not Latin want LuaLaTeX or XeLaTeX.\n");
    ct_buffer_text(&b, ct_tex_preamble);
    for (size_t i = 0; i < d->n_sheets; i++)
        put_table(&b, d->sheets[i], out);
    ct_buffer_text(&b, "{\\footnotesize\\raggedright\n");
    put_notes(&b, d);
    put_sources(&b, &d->panel->provenance);
    ct_buffer_text(&b, "}\n");
    ct_output_write(out, b.data, b.size);
    ct_buffer_clear(&b);
    return 0;
}

const struct ct_format ct_format_tex = {
    .name = "tex",
    .title = "LaTeX tables (booktabs), with notes and sources",
    .streams = true,
    .whole = true,
    .prints = true,
    .write = write_tex};
