/* SPDX-License-Identifier: GPL-3.0-or-later
 * LaTeX: tables with the rules of booktabs, for \input into a paper; statuses
 * are raised letters with their key below. */
#include "config.h"

#include "export/format.h"
#include "export/remarks.h"
#include "export/tex.h"
#include "export/tex_layout.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 65536, PLACES = 12 };

/* A part of a table. */
struct piece {
    const struct ct_sheet *s;
    const struct ct_tex_layout *layout;
    int part;
};

static bool is_in(const struct piece *t, size_t column)
{
    return ct_tex_is_in(t->layout, column, t->part);
}

static void put_columns(struct ct_buffer *out, const struct piece *t)
{
    const struct ct_sheet *s = t->s;
    ct_buffer_text(out, "\\begin{longtable}{@{}");
    for (size_t i = 0; i < s->n_columns; i++)
        if (is_in(t, i))
            ct_buffer_text(
                out, s->columns[i].kind == CT_SHEET_NUMBER ? "r"
                     : t->layout->prose[i]
                         ? ">{\\raggedright\\arraybackslash}p{0.3\\linewidth}"
                         : "l");
    ct_buffer_text(out, "@{}}\n");
}

/* The column of the part behind one, or n_columns. */
static size_t next_in(const struct piece *t, size_t column)
{
    do
        column++;
    while (column < t->s->n_columns && !is_in(t, column));
    return column;
}

/* A row of headings over several columns each, with a line below each. */
static void put_level(struct ct_buffer *out, const struct piece *t,
                      size_t level)
{
    struct ct_buffer lines = {0};
    size_t place = 0, i = is_in(t, 0) ? 0 : next_in(t, 0), end;
    for (bool first = true; i < t->s->n_columns; i = end, first = false) {
        size_t from = ++place;
        for (end = next_in(t, i);
             end < t->s->n_columns && ct_sheet_same_level(t->s, i, end, level);
             end = next_in(t, end))
            place++;
        ct_buffer_text(out, first ? "" : " & ");
        if (!t->s->columns[i].levels)
            continue;
        ct_buffer_printf(out, "\\multicolumn{%zu}{c}{", place - from + 1);
        ct_tex_text(out, t->s->columns[i].levels[level]);
        ct_buffer_text(out, "}");
        ct_buffer_printf(&lines, "\\cmidrule(lr){%zu-%zu}", from, place);
    }
    ct_buffer_text(out, " \\\\\n");
    ct_buffer_text(out, lines.size ? lines.data : "");
    ct_buffer_byte(out, '\n');
    ct_buffer_clear(&lines);
}

static void put_header(struct ct_buffer *out, const struct piece *t)
{
    const struct ct_sheet *s = t->s;
    bool first = true;
    ct_buffer_text(out, "\\toprule\n");
    for (size_t level = 0; level + 1 < s->n_levels; level++)
        put_level(out, t, level);
    for (size_t i = 0; i < s->n_columns; i++) {
        const char **levels = s->columns[i].levels;
        char heading[CT_HEADING_MAX];
        if (!is_in(t, i))
            continue;
        ct_sheet_column_heading(s, i, heading);
        ct_buffer_text(out, first ? "" : " & ");
        ct_tex_text(out, levels ? levels[s->n_levels - 1] : heading);
        first = false;
    }
    ct_buffer_text(out, " \\\\\n\\midrule\n");
}

/* Further parts have the number of the first. */
static void put_caption(struct ct_buffer *out, const struct piece *t)
{
    const struct ct_sheet *s = t->s;
    char heading[512];
    struct ct_buffer about = {0};
    ct_sheet_heading(s, heading, sizeof heading);
    ct_sheet_caption(s, &about);
    ct_buffer_text(out, t->part > 1 ? "\\caption[]{" : "\\caption{");
    ct_tex_text(out, heading);
    ct_buffer_text(out, t->part > 1 ? " (continued)" : "");
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

static void put_row(struct ct_buffer *out, const struct piece *t, size_t row)
{
    const struct ct_sheet *s = t->s;
    char scratch[CT_SHEET_SCRATCH];
    bool first = true;
    for (size_t i = 0; i < s->n_columns; i++) {
        if (!is_in(t, i))
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

static void put_piece(struct ct_buffer *b, const struct piece *t,
                      struct ct_output *out)
{
    if (t->part > 1)
        ct_buffer_text(b, "\\addtocounter{table}{-1}\n");
    put_columns(b, t);
    put_caption(b, t);
    put_header(b, t);
    ct_buffer_text(b, "\\endfirsthead\n");
    put_header(b, t);
    ct_buffer_text(b, "\\endhead\n\\bottomrule\n\\endlastfoot\n");
    for (size_t row = 0; row < t->s->n_rows; row++) {
        put_row(b, t, row);
        if (b->size > CHUNK) {
            ct_output_write(out, b->data, b->size);
            b->size = 0;
        }
    }
    ct_buffer_text(b, "\\end{longtable}\n");
}

static void put_key(struct ct_buffer *b, const struct ct_sheet *s)
{
    char key[512];
    ct_status_words(ct_sheet_statuses(s), "; ", true, key, sizeof key);
    if (*key) {
        ct_buffer_text(b, "{\\footnotesize\\noindent Status: ");
        ct_tex_text(b, key);
        ct_buffer_text(b, ".\\par}\n");
    }
}

static void put_table(struct ct_buffer *b, const struct ct_sheet *s,
                      struct ct_output *out)
{
    struct ct_tex_layout layout;
    ct_tex_layout_make(&layout, s);
    bool across = layout.size >= CT_TEX_ACROSS;
    if (across)
        ct_buffer_text(b, "\\begin{ctacross}\n");
    if (layout.size != CT_TEX_NORMAL)
        ct_buffer_printf(b,
                         "{\\%s\\setlength{\\tabcolsep}{%dpt}"
                         "\\setlength{\\LTcapwidth}{\\linewidth}\n",
                         layout.size == CT_TEX_TINY ? "scriptsize"
                                                    : "footnotesize",
                         layout.size == CT_TEX_TINY ? 3 : 4);
    for (int part = 1; part <= layout.n_parts; part++)
        put_piece(b, &(struct piece){s, &layout, part}, out);
    ct_buffer_text(b, layout.size != CT_TEX_NORMAL ? "}\n" : "");
    put_key(b, s);
    ct_buffer_text(b, across ? "\\end{ctacross}\n" : "");
    ct_tex_layout_clear(&layout);
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
    ct_buffer_text(&b,
                   "% Wants \\usepackage{array,booktabs,longtable}, for wide "
                   "tables \\usepackage{pdflscape};\n% with pdfLaTeX also "
                   "\\usepackage[T1]{fontenc}. Scripts that are not "
                   "Latin want LuaLaTeX or XeLaTeX.\n");
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
