/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of HTML pages: text, tables, lists. */
#include "config.h"

#include "export/html_part.h"

#include "lib/number.h"
#include "lib/status.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Places named with a remark, and behind a fold, at most; a text of more bytes
 * is prose. */
enum { PLACES = 6, PLACES_FOLDED = 400, PROSE = 40 };

static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
    case '\t':
        return " ";
    default:
        return (unsigned char)c < ' ' || c == '\x7f' ? "" : NULL;
    }
}

void ct_html_text(struct ct_buffer *out, const char *text)
{
    const char *start = text;
    for (; *text; text++) {
        const char *instead = entity(*text);
        if (!instead)
            continue;
        ct_buffer_add(out, start, (size_t)(text - start));
        ct_buffer_text(out, instead);
        start = text + 1;
    }
    ct_buffer_add(out, start, (size_t)(text - start));
}

void ct_html_element(struct ct_buffer *out, const char *tag, const char *text)
{
    ct_buffer_printf(out, "<%s>", tag);
    ct_html_text(out, text);
    ct_buffer_printf(out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

void ct_html_begin(struct ct_buffer *out, const char *title, const char *style)
{
    ct_buffer_text(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n"
                        "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                        "content=\"width=device-width, initial-scale=1\">\n");
    ct_html_element(out, "title", title);
    ct_buffer_printf(out, "\n<style>\n%s%s</style>\n</head>\n<body>\n<main>\n",
                     ct_html_style, style);
    ct_html_element(out, "h1", title);
    ct_buffer_byte(out, '\n');
}

void ct_html_end(struct ct_buffer *out, const char *version)
{
    ct_buffer_text(out, "</main>\n");
    if (*version) {
        ct_buffer_text(out, "<footer><p>Made with crimetrends ");
        ct_html_text(out, version);
        ct_buffer_text(out, ". Same inputs and same version give the same "
                            "page, byte for byte.</p></footer>\n");
    }
    ct_buffer_text(out, "</body>\n</html>\n");
}

static void caption(struct ct_buffer *out, const struct ct_sheet *s,
                    const struct ct_html_rows *rows)
{
    char heading[CT_HEADING_MAX];
    struct ct_buffer about = {0};
    ct_buffer_text(out, "<caption><strong>");
    if (rows->label)
        ct_html_text(out, rows->label);
    if (!rows->continued) {
        ct_sheet_heading(s, heading, sizeof heading);
        ct_buffer_text(out, rows->label ? " " : "");
        ct_html_text(out, heading);
        ct_sheet_caption(s, &about);
    }
    ct_buffer_text(out, "</strong>");
    if (about.size) {
        ct_buffer_byte(out, ' ');
        ct_html_element(out, "span", about.data);
    }
    ct_buffer_text(out, "</caption>\n");
    ct_buffer_clear(&about);
}

/* How many of the columns shown, from one on, a heading stands over. */
static size_t run_of(const struct ct_sheet *s, size_t column, size_t level)
{
    size_t n = 1;
    while (column + n < s->n_columns &&
           ct_sheet_same_level(s, column, column + n, level))
        n++;
    return n;
}

/* A row of headings; those of the columns that are no numbers stand in the
 * first and go down to the last. */
static void level_row(struct ct_buffer *out, const struct ct_sheet *s,
                      size_t level)
{
    char heading[CT_HEADING_MAX], tag[80];
    bool last = level + 1 >= s->n_levels;
    ct_buffer_text(out, "<tr>");
    for (size_t i = 0, n = 1; i < s->n_columns; i += n) {
        const struct ct_sheet_column *c = &s->columns[i];
        n = c->levels && !last ? run_of(s, i, level) : 1;
        if (c->hidden || (!c->levels && level))
            continue;
        if (c->levels)
            snprintf(heading, sizeof heading, "%s", c->levels[level]);
        else
            ct_sheet_column_heading(s, i, heading);
        if (n > 1)
            snprintf(tag, sizeof tag, "th scope=\"colgroup\" colspan=\"%zu\"",
                     n);
        else if (!c->levels && s->n_levels)
            snprintf(tag, sizeof tag, "th scope=\"col\" rowspan=\"%zu\"",
                     s->n_levels);
        else
            snprintf(tag, sizeof tag, "th scope=\"col\"%s",
                     c->kind == CT_SHEET_NUMBER ? " class=\"n\"" : "");
        ct_html_element(out, tag, heading);
    }
    ct_buffer_text(out, "</tr>");
}

static void header(struct ct_buffer *out, const struct ct_sheet *s)
{
    ct_buffer_text(out, "<thead>");
    for (size_t level = 0; level == 0 || level < s->n_levels; level++)
        level_row(out, s, level);
    ct_buffer_text(out, "</thead>\n");
}

/* The letters of a number in a pivoted table, with their words. */
static void raised_status(struct ct_buffer *out, uint16_t status)
{
    char letters[CT_STATUS_MAX], words[256];
    if (!status)
        return;
    ct_status_format(status, letters);
    ct_status_words(status, ", ", false, words, sizeof words);
    ct_buffer_printf(out, "<sup><abbr title=\"%s\">%s</abbr></sup>", words,
                     letters);
}

/* The number as people read it, and in full beside it. */
static void number_cell(struct ct_buffer *out, const struct ct_sheet *s,
                        size_t row, size_t column)
{
    double x = ct_sheet_number(s, row, column);
    char full[CT_NUMBER_MAX], shown[CT_DISPLAY_MAX];
    ct_number_format(x, full);
    ct_display_format(ct_sheet_display(s, row, column), x, shown);
    ct_buffer_printf(out, isnan(x) ? "<td>" : "<td data-value=\"%s\">", full);
    ct_html_text(out, shown);
    raised_status(out, ct_sheet_cell_status(s, row, column));
    ct_buffer_text(out, "</td>");
}

static void status_cell(struct ct_buffer *out, const struct ct_sheet *s,
                        size_t row, const char *letters)
{
    char words[256];
    ct_status_words(ct_sheet_status(s, row), ", ", false, words, sizeof words);
    ct_buffer_printf(
        out, *letters ? "<td><abbr title=\"%s\">%s</abbr></td>" : "<td></td>",
        words, letters);
}

static void text_cell(struct ct_buffer *out, const struct ct_sheet *s,
                      size_t row, size_t column)
{
    char scratch[CT_SHEET_SCRATCH];
    const char *text = ct_sheet_text(s, row, column, scratch);
    if (s->columns[column].kind == CT_SHEET_STATUS)
        status_cell(out, s, row, text);
    else
        ct_html_element(out,
                        column == 0            ? "th scope=\"row\""
                        : strlen(text) > PROSE ? "td class=\"prose\""
                                               : "td",
                        text);
}

void ct_html_table(struct ct_buffer *out, const struct ct_sheet *s,
                   const struct ct_html_rows *rows)
{
    ct_buffer_text(out, "<div class=\"scroll\"><table>\n");
    caption(out, s, rows);
    header(out, s);
    ct_buffer_text(out, "<tbody>\n");
    for (size_t row = rows->from; row < rows->to; row++) {
        ct_buffer_text(out, "<tr>");
        for (size_t i = 0; i < s->n_columns; i++) {
            if (s->columns[i].hidden)
                continue;
            if (s->columns[i].kind == CT_SHEET_NUMBER)
                number_cell(out, s, row, i);
            else
                text_cell(out, s, row, i);
        }
        ct_buffer_text(out, "</tr>\n");
    }
    ct_buffer_text(out, "</tbody>\n</table></div>\n");
}

void ct_html_key(struct ct_buffer *out, const struct ct_sheet *s)
{
    char words[512];
    ct_status_words(ct_sheet_statuses(s), "; ", true, words, sizeof words);
    if (*words) {
        ct_buffer_text(out, "<p class=\"key\">Status: ");
        ct_html_text(out, words);
        ct_buffer_text(out, ".</p>\n");
    }
}

/* The places of a remark; of many the first, the others behind a fold. */
static void put_where(struct ct_buffer *out, const struct ct_remark *r)
{
    struct ct_buffer where = {0};
    bool fold = r->where.n > PLACES;
    if (!r->where.n)
        return;
    ct_remark_where(r, fold ? PLACES / 2 : PLACES, &where);
    ct_buffer_byte(out, ' ');
    if (fold)
        ct_buffer_text(out, "<details class=\"where\">");
    ct_html_element(out, fold ? "summary" : "span class=\"where\"", where.data);
    ct_buffer_clear(&where);
    if (fold) {
        ct_remark_where(r, PLACES_FOLDED, &where);
        ct_html_element(out, "p", where.data);
        ct_buffer_text(out, "</details>");
    }
    ct_buffer_clear(&where);
}

void ct_html_remark(struct ct_buffer *out, const struct ct_remark *r)
{
    ct_buffer_text(out, "<li>");
    ct_html_element(out, "span class=\"kind\"", r->kind);
    ct_buffer_byte(out, ' ');
    ct_html_text(out, r->text);
    put_where(out, r);
    ct_buffer_text(out, "</li>\n");
}

void ct_html_remarks(struct ct_buffer *out, const struct ct_remarks *r)
{
    if (!r->n)
        return;
    ct_buffer_text(out, "<ul class=\"remarks\">\n");
    for (size_t i = 0; i < r->n; i++)
        ct_html_remark(out, &r->remarks[i]);
    ct_buffer_text(out, "</ul>\n");
}

/* `<dt>name</dt><dd>text</dd>`, or nothing for an empty text. */
static void pair(struct ct_buffer *out, const char *name, const char *text)
{
    if (!*text)
        return;
    ct_html_element(out, "dt", name);
    ct_html_element(out, "dd", text);
    ct_buffer_byte(out, '\n');
}

static void source(struct ct_buffer *out, const struct ct_input *in)
{
    bool web = strncmp(in->url, "https://", 8) == 0 ||
               strncmp(in->url, "http://", 7) == 0;
    ct_buffer_text(out, "<li>");
    ct_html_element(out, "h3", *in->title ? in->title : in->name);
    ct_buffer_text(out, "<dl>\n");
    pair(out, "Publisher", in->publisher);
    pair(out, "Cite as", in->citation);
    pair(out, "Edition", in->vintage);
    pair(out, "Licence", in->licence);
    if (web) {
        ct_buffer_text(out, "<dt>Address</dt><dd><a href=\"");
        ct_html_text(out, in->url);
        ct_buffer_text(out, "\">");
        ct_html_text(out, in->url);
        ct_buffer_text(out, "</a></dd>\n");
    } else
        pair(out, "Address", in->url);
    pair(out, "Dataset", in->dataset);
    ct_buffer_text(out, "<dt>File</dt><dd>");
    ct_html_text(out, in->name);
    ct_buffer_printf(out, ", %" PRIu64 " bytes</dd>\n", in->bytes);
    ct_buffer_text(out, "<dt>SHA-256</dt><dd><code>");
    ct_html_text(out, in->sha256);
    ct_buffer_text(out, "</code></dd>\n</dl></li>\n");
}

void ct_html_sources(struct ct_buffer *out,
                     const struct ct_input *const *inputs, size_t n)
{
    ct_buffer_text(out, "<ol class=\"sources\">\n");
    for (size_t i = 0; i < n; i++)
        source(out, inputs[i]);
    ct_buffer_text(out, "</ol>\n");
}

void ct_html_steps(struct ct_buffer *out, const char *const *steps, size_t n)
{
    ct_buffer_text(out, "<ol class=\"steps\">\n");
    for (size_t i = 0; i < n; i++) {
        ct_buffer_text(out, "<li>");
        ct_html_element(out, "code", steps[i]);
        ct_buffer_text(out, "</li>\n");
    }
    ct_buffer_text(out, "</ol>\n");
}
