/* SPDX-License-Identifier: GPL-3.0-or-later
 * OpenDocument spreadsheets (.ods): OASIS OpenDocument 1.3 part 3, sections 9
 * (tables), 19.3 (values). Names come without prefixes, so where an element
 * stands tells what it is; all that is not known where it stands is skipped
 * with what it holds: shapes, notes, tables within cells, tracked changes. */
#include "config.h"

#include "collect/book.h"
#include "collect/book_date.h"

#include "lib/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often something may be repeated, and cells in all: writers repeat the
 * empty rest of a sheet, a hostile file all of it. */
static const unsigned long repeat_max = 1UL << 24;
static const uint64_t cells_max = (uint64_t)1 << 26;

enum place { OUTSIDE, TABLE, ROW, CELL, PARAGRAPH };

struct ods {
    const struct ct_carrier_settings *settings;
    struct ct_book_row *row;
    enum place place;
    int skip;                       /* depth within what is skipped */
    struct ct_buffer hidden, style; /* styles of tables: hidden; last seen */
    struct ct_buffer names, name;   /* of tables: all; this one */
    size_t n_read;
    unsigned long rows, columns; /* how often row and cell are repeated */
    size_t column;
    bool has_value, blank; /* text is of no account; ends in one */
    struct ct_buffer text; /* of the cell */
    uint64_t n_cells;
};

static bool is(const char *name, const char *other)
{
    return strcmp(name, other) == 0;
}

static unsigned long repeated(const char **attributes, const char *name)
{
    const char *text = ct_xml_attribute(attributes, name);
    unsigned long n = text ? strtoul(text, NULL, 10) : 1;
    return n < 1 ? 1 : n > repeat_max ? repeat_max : n;
}

/* --- tables --- */

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* Names with a line end behind each: no name has one. */
static void add_hidden(struct ods *o)
{
    enum { ENOUGH = 1 << 16 };
    if (o->hidden.size < ENOUGH)
        ct_buffer_printf(&o->hidden, "\n%s\n", or_empty(o->style.data));
}

static bool is_hidden(const struct ods *o, const char *style)
{
    char *line = ct_xasprintf("\n%s\n", or_empty(style));
    bool hidden = o->hidden.size && strstr(o->hidden.data, line);
    free(line);
    return hidden;
}

static void set_text(struct ct_buffer *b, const char *text)
{
    b->size = 0;
    ct_buffer_text(b, text);
}

static void start_table(struct ods *o, const char **attributes)
{
    const char *name = or_empty(ct_xml_attribute(attributes, "name"));
    bool visible = !is_hidden(o, ct_xml_attribute(attributes, "style-name"));
    ct_book_add_name(&o->names, name);
    if (!ct_book_wants(o->settings, name, visible, o->n_read)) {
        o->skip = 1;
        return;
    }
    o->n_read++;
    o->place = TABLE;
    set_text(&o->name, name);
    o->row->table = o->name.data;
    o->row->line = 0;
}

static void start_outside(struct ods *o, const char *name,
                          const char **attributes)
{
    if (is(name, "style"))
        set_text(&o->style, or_empty(ct_xml_attribute(attributes, "name")));
    else if (is(name, "table-properties") &&
             is(or_empty(ct_xml_attribute(attributes, "display")), "false"))
        add_hidden(o);
    else if (is(name, "table"))
        start_table(o, attributes);
    else if (!is(name, "document-content") && !is(name, "automatic-styles") &&
             !is(name, "body") && !is(name, "spreadsheet") &&
             !is(name, "table-properties"))
        o->skip = 1;
}

/* --- rows --- */

static void start_in_table(struct ods *o, const char *name,
                           const char **attributes)
{
    if (is(name, "table-row")) {
        o->place = ROW;
        o->rows = repeated(attributes, "number-rows-repeated");
        o->column = 0;
        ct_book_row_empty(o->row);
        /* What is wrong in it is wrong in its first line. */
        o->row->line++;
    } else if (!is(name, "table-rows") && !is(name, "table-header-rows") &&
               !is(name, "table-row-group")) {
        o->skip = 1;
    }
}

static int end_row(struct ods *o, struct ct_error *err)
{
    o->place = TABLE;
    if (!o->row->n) {
        o->row->line += (long)o->rows - 1;
        return 0;
    }
    o->n_cells += (uint64_t)o->row->n * o->rows;
    if (o->n_cells > cells_max || o->rows > CT_BOOK_ROWS)
        return ct_fail(err, CT_EDATA, o->row->line, 0,
                       "more than %llu million cells in the sheets; are rows "
                       "filled to the sheet's end?",
                       (unsigned long long)(cells_max / 1000000));
    for (unsigned long i = 0; i < o->rows; i++) {
        o->row->line += i > 0;
        if (ct_book_give(o->row, err) < 0)
            return -1;
    }
    return 0;
}

/* --- cells --- */

/* `PT36H00M00.5S` as `36:00:00`; what is not like that stays as it is. */
static void set_time(struct ct_buffer *b, const char *time)
{
    unsigned hours, minutes;
    double seconds;
    b->size = 0;
    if (sscanf(time, "PT%5uH%2uM%lfS", &hours, &minutes, &seconds) == 3 &&
        seconds >= 0 && seconds < 60)
        ct_buffer_printf(b, "%02u:%02u:%02d", hours, minutes, (int)seconds);
    else
        ct_buffer_text(b, time);
}

static void set_date(struct ct_buffer *b, const char *date)
{
    char text[40];
    ct_book_iso(date, strlen(date), text, sizeof text);
    set_text(b, text);
}

/* The value of a cell, by its type, where it is more than its text. */
static void set_value(struct ods *o, const char **attributes)
{
    const char *type = or_empty(ct_xml_attribute(attributes, "value-type"));
    const char *number = ct_xml_attribute(attributes, "value");
    const char *date = ct_xml_attribute(attributes, "date-value");
    const char *time = ct_xml_attribute(attributes, "time-value");
    const char *truth = ct_xml_attribute(attributes, "boolean-value");
    const char *string = ct_xml_attribute(attributes, "string-value");
    o->has_value = true;
    if (date && is(type, "date"))
        set_date(&o->text, date);
    else if (time && is(type, "time"))
        set_time(&o->text, time);
    else if (truth && is(type, "boolean"))
        set_text(&o->text, is(truth, "true") ? "TRUE" : "FALSE");
    else if (string && is(type, "string"))
        set_text(&o->text, string);
    else if (number)
        set_text(&o->text, number);
    else
        o->has_value = false;
}

/* What a merged cell covers is not to be seen, so it is not read. */
static void start_cell(struct ods *o, const char *name, const char **attributes)
{
    bool covered = is(name, "covered-table-cell");
    if (!covered && !is(name, "table-cell")) {
        o->skip = 1;
        return;
    }
    o->columns = repeated(attributes, "number-columns-repeated");
    o->text.size = 0;
    if (covered) {
        o->column += o->columns;
        o->skip = 1;
        return;
    }
    o->place = CELL;
    set_value(o, attributes);
}

static int end_cell(struct ods *o, struct ct_error *err)
{
    struct ct_cell cell = {.text = o->text.data, .length = o->text.size};
    o->place = ROW;
    if (ct_book_put(o->row, o->column, o->columns, &cell, err) < 0)
        return -1;
    if (o->column <= CT_BOOK_COLUMNS)
        o->column += o->columns;
    return 0;
}

/* --- text --- */

static int add_text(struct ods *o, const char *bytes, size_t n,
                    struct ct_error *err)
{
    if (o->text.size + n > CT_BOOK_CELL)
        return ct_fail(err, CT_EDATA, o->row->line, (long)o->column + 1,
                       "a cell of more than 65,536 bytes");
    ct_buffer_add(&o->text, bytes, n);
    return 0;
}

static int start_paragraph(struct ods *o, const char *name,
                           struct ct_error *err)
{
    if (!is(name, "p") && !is(name, "h")) {
        o->skip = 1;
        return 0;
    }
    o->place = PARAGRAPH;
    o->blank = true;
    return o->text.size && !o->has_value ? add_text(o, "\n", 1, err) : 0;
}

/* Blanks are collapsed; those that count are elements of their own. */
static int add_blanks(struct ods *o, const char *name, const char **attributes,
                      struct ct_error *err)
{
    unsigned long n = is(name, "s") ? repeated(attributes, "c") : 1;
    const char *blank = is(name, "s") ? " " : is(name, "tab") ? "\t" : "\n";
    o->blank = false;
    for (unsigned long i = 0; i < n && !o->has_value; i++)
        if (add_text(o, blank, 1, err) < 0)
            return -1;
    return 0;
}

static int start_in_paragraph(struct ods *o, const char *name,
                              const char **attributes, struct ct_error *err)
{
    if (is(name, "s") || is(name, "tab") || is(name, "line-break"))
        return add_blanks(o, name, attributes, err);
    if (is(name, "annotation") || is(name, "note") || is(name, "ruby-text") ||
        is(name, "frame") || is(name, "custom-shape"))
        o->skip = 1;
    return 0;
}

static int text(void *user, const char *bytes, size_t n, struct ct_error *err)
{
    struct ods *o = user;
    if (o->place != PARAGRAPH || o->skip || o->has_value)
        return 0;
    for (size_t i = 0; i < n;) {
        size_t word = i;
        while (word < n && !strchr(" \t\r\n", bytes[word]))
            word++;
        if (word > i && add_text(o, bytes + i, word - i, err) < 0)
            return -1;
        o->blank = word > i ? false : o->blank;
        i = word;
        for (; i < n && strchr(" \t\r\n", bytes[i]); i++) {
            if (!o->blank && add_text(o, " ", 1, err) < 0)
                return -1;
            o->blank = true;
        }
    }
    return 0;
}

/* --- the whole --- */

static int start(void *user, const char *name, const char **attributes,
                 struct ct_error *err)
{
    struct ods *o = user;
    if (o->skip) {
        o->skip++;
        return 0;
    }
    switch (o->place) {
    case OUTSIDE:
        start_outside(o, name, attributes);
        return 0;
    case TABLE:
        start_in_table(o, name, attributes);
        return 0;
    case ROW:
        start_cell(o, name, attributes);
        return 0;
    case CELL:
        return start_paragraph(o, name, err);
    default:
        return start_in_paragraph(o, name, attributes, err);
    }
}

static int end(void *user, const char *name, struct ct_error *err)
{
    struct ods *o = user;
    if (o->skip) {
        o->skip--;
        return 0;
    }
    if (o->place == PARAGRAPH && (is(name, "p") || is(name, "h")))
        o->place = CELL;
    else if (o->place == CELL)
        return end_cell(o, err);
    else if (o->place == ROW)
        return end_row(o, err);
    else if (o->place == TABLE && is(name, "table"))
        o->place = OUTSIDE;
    return 0;
}

/* --- the carrier --- */

/* LibreOffice encrypts the parts and says so in the list of them. */
static bool is_encrypted(struct ct_archive *a)
{
    enum { ENOUGH = 1 << 16 };
    long number = ct_archive_find(a, "META-INF/manifest.xml");
    struct ct_member *m =
        number < 0 ? NULL : ct_member_open(a, (size_t)number, 1 << 24, NULL);
    char *bytes = ct_xmalloc(ENOUGH, 1);
    long got = m ? ct_member_read(m, bytes, ENOUGH, NULL) : 0;
    bool found = got > 0 && memmem(bytes, (size_t)got, "encryption-data", 15);
    ct_member_close(m);
    free(bytes);
    return found;
}

static int check_kind(struct ct_archive *a, struct ct_error *err)
{
    if (ct_archive_find(a, "content.xml") < 0 &&
        ct_archive_find(a, "[Content_Types].xml") >= 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a workbook of Excel (.xlsx), not .ods");
    if (is_encrypted(a))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "an encrypted workbook; open it with its password and "
                       "save it without one");
    return 0;
}

static int read_content(struct ct_archive *a, struct ods *o,
                        struct ct_error *err)
{
    const struct ct_xml xml = {
        .start = start, .end = end, .text = text, .line = &o->row->line};
    if (check_kind(a, err) < 0 ||
        ct_book_parse(a, "content.xml", &xml, o, err) < 0)
        return -1;
    return o->n_read ? 0 : ct_book_no_sheet(&o->names, err);
}

static int read_ods(struct ct_stream *in, const struct ct_carrier_settings *s,
                    ct_row_function *take, void *user, struct ct_error *err)
{
    struct ct_archive *a = ct_book_open(in, err);
    struct ct_book_row row = {.take = take, .user = user};
    struct ods o = {.settings = s, .row = &row};
    if (!a)
        return -1;
    int status = read_content(a, &o, err);
    ct_buffer_clear(&o.hidden);
    ct_buffer_clear(&o.style);
    ct_buffer_clear(&o.names);
    ct_buffer_clear(&o.name);
    ct_buffer_clear(&o.text);
    ct_book_row_clear(&row);
    ct_archive_close(a);
    return status;
}

const struct ct_carrier ct_carrier_ods = {
    .name = "ods",
    .ragged = true,
    .summary = "OpenDocument spreadsheets (.ods)",
    .read = read_ods,
};
