/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sheet of xlsx: ECMA-376 part 1, 18.3. What a sheet says of its own size is
 * not asked: it is often wrong. */
#include "config.h"

#include "collect/xlsx_inner.h"

#include <stdlib.h>
#include <string.h>

/* Types of cells: a number, the number of a shared string, text as it stands,
 * a truth, a date in ISO form. */
enum type { NUMBER, SHARED, TEXT, TRUTH, ISO };

struct sheet {
    const struct ct_xlsx_book *book;
    struct ct_book_row *row;
    size_t next; /* column of a cell that does not say its own */
    size_t column;
    enum type type;
    unsigned long style;
    struct ct_buffer text; /* of the cell */
    bool in_row, in_cell, in_text;
    int phonetic;
};

static int fail_at(const struct sheet *s, const char *what, const char *value,
                   struct ct_error *err)
{
    return ct_fail(err, CT_EDATA, s->row->line, (long)s->column + 1,
                   "%s '%.60s'", what, value);
}

/* --- where a cell is --- */

/* `BC17` to a column from 0; that it is in that row is not asked. */
static int find_column(struct sheet *s, const char *reference,
                       struct ct_error *err)
{
    size_t column = 0;
    const char *at = reference;
    for (; *at >= 'A' && *at <= 'Z' && column <= CT_BOOK_COLUMNS; at++)
        column = column * 26 + (size_t)(*at - 'A' + 1);
    size_t digits = strspn(at, "0123456789");
    if (!column || column > CT_BOOK_COLUMNS || !digits || digits > 7 ||
        at[digits])
        return fail_at(s, "no such cell in a sheet:", reference, err);
    s->column = column - 1;
    return 0;
}

static int start_row(struct sheet *s, const char **attributes,
                     struct ct_error *err)
{
    const char *number = ct_xml_attribute(attributes, "r");
    s->row->line++;
    s->next = 0;
    s->in_row = true;
    ct_book_row_empty(s->row);
    if (number) {
        size_t digits = strspn(number, "0123456789");
        long line = digits <= 7 && !number[digits] ? atol(number) : 0;
        if (line < 1)
            return fail_at(s, "no such row in a sheet:", number, err);
        s->row->line = line;
    }
    if (s->row->line > CT_BOOK_ROWS)
        return ct_fail(err, CT_EDATA, s->row->line, 0,
                       "more than %d rows in a sheet", CT_BOOK_ROWS);
    return 0;
}

static enum type type_of(const char *t)
{
    if (!t || strcmp(t, "n") == 0)
        return NUMBER;
    if (strcmp(t, "s") == 0)
        return SHARED;
    if (strcmp(t, "b") == 0)
        return TRUTH;
    return strcmp(t, "d") == 0 ? ISO : TEXT;
}

static int start_cell(struct sheet *s, const char **attributes,
                      struct ct_error *err)
{
    const char *reference = NULL, *type = NULL, *style = NULL;
    for (; *attributes; attributes += 2) {
        const char *name = attributes[0];
        if (strcmp(name, "r") == 0)
            reference = attributes[1];
        else if (strcmp(name, "t") == 0)
            type = attributes[1];
        else if (strcmp(name, "s") == 0)
            style = attributes[1];
    }
    s->column = s->next;
    if (reference && find_column(s, reference, err) < 0)
        return -1;
    s->next = s->column + 1;
    if (s->next > CT_BOOK_COLUMNS)
        return ct_fail(err, CT_EDATA, s->row->line, (long)s->next,
                       "more than %d cells in a row", CT_BOOK_COLUMNS);
    s->type = type_of(type);
    s->style = style ? strtoul(style, NULL, 10) : 0;
    s->text.size = 0;
    s->in_cell = true;
    return 0;
}

static int start(void *user, const char *name, const char **attributes,
                 struct ct_error *err)
{
    struct sheet *s = user;
    s->in_text = false;
    if (s->in_cell) {
        s->in_text = strcmp(name, "v") == 0 || strcmp(name, "t") == 0;
        s->phonetic += strcmp(name, "rPh") == 0;
        return 0;
    }
    if (s->in_row && strcmp(name, "c") == 0)
        return start_cell(s, attributes, err);
    if (!s->in_row && strcmp(name, "row") == 0)
        return start_row(s, attributes, err);
    return 0;
}

static int text(void *user, const char *bytes, size_t n, struct ct_error *err)
{
    struct sheet *s = user;
    if (!s->in_text || s->phonetic)
        return 0;
    if (s->text.size + n > CT_BOOK_CELL)
        return ct_fail(err, CT_EDATA, s->row->line, (long)s->column + 1,
                       "a cell of more than 65,536 bytes");
    ct_buffer_add(&s->text, bytes, n);
    return 0;
}

/* --- what a cell says --- */

/* Blanks around a number are XML's, not the number's. */
static struct ct_cell trimmed(const struct ct_buffer *b)
{
    static const char blank[] = " \t\r\n";
    struct ct_cell c = {.text = b->size ? b->data : "", .length = b->size};
    for (; c.length && strchr(blank, *c.text); c.text++)
        c.length--;
    while (c.length && strchr(blank, c.text[c.length - 1]))
        c.length--;
    return c;
}

static int put(struct sheet *s, const char *bytes, size_t n,
               struct ct_error *err)
{
    return ct_book_put(s->row, s->column, 1,
                       &(struct ct_cell){.text = bytes, .length = n}, err);
}

static int put_shared(struct sheet *s, struct ct_error *err)
{
    const struct ct_xlsx_strings *strings = &s->book->strings;
    struct ct_cell c = trimmed(&s->text);
    char number[16] = "";
    if (!c.length)
        return 0;
    if (c.length < sizeof number)
        memcpy(number, c.text, c.length);
    size_t digits = strspn(number, "0123456789");
    size_t i = digits && digits < 10 && !number[digits] ? (size_t)atol(number)
                                                        : SIZE_MAX;
    if (i >= strings->n)
        return fail_at(s, "the workbook has no shared string", s->text.data,
                       err);
    size_t from = i ? strings->end[i - 1] : 0, n = strings->end[i] - from;
    return n ? put(s, strings->text.data + from, n, err) : 0;
}

/* A number is kept as it is written, unless it is shown as a date. */
static int put_number(struct sheet *s, struct ct_error *err)
{
    const struct ct_xlsx_styles *styles = &s->book->styles;
    struct ct_cell c = trimmed(&s->text);
    unsigned format = s->style < styles->n ? styles->format[s->style]
                                           : (unsigned)CT_BOOK_NUMBER;
    char date[32], *end;
    if (format != CT_BOOK_NUMBER && c.length) {
        double days = strtod(c.text, &end);
        if (end == c.text + c.length &&
            ct_book_date(days, s->book->since_1904, (enum ct_book_format)format,
                         date, sizeof date))
            return put(s, date, strlen(date), err);
    }
    return put(s, c.text, c.length, err);
}

static int put_truth(struct sheet *s, struct ct_error *err)
{
    struct ct_cell c = trimmed(&s->text);
    if (c.length == 1 && (*c.text == '0' || *c.text == '1'))
        return *c.text == '1' ? put(s, "TRUE", 4, err)
                              : put(s, "FALSE", 5, err);
    return put(s, c.text, c.length, err);
}

static int put_cell(struct sheet *s, struct ct_error *err)
{
    char date[40];
    switch (s->type) {
    case SHARED:
        return put_shared(s, err);
    case NUMBER:
        return put_number(s, err);
    case TRUTH:
        return put_truth(s, err);
    case ISO:
        ct_book_iso(s->text.size ? s->text.data : "", s->text.size, date,
                    sizeof date);
        return put(s, date, strlen(date), err);
    default:
        ct_xlsx_unescape(&s->text, 0);
        return s->text.size ? put(s, s->text.data, s->text.size, err) : 0;
    }
}

static int end(void *user, const char *name, struct ct_error *err)
{
    struct sheet *s = user;
    s->in_text = false;
    if (s->in_cell && strcmp(name, "c") == 0) {
        s->in_cell = false;
        s->phonetic = 0;
        return put_cell(s, err);
    }
    if (s->in_cell)
        s->phonetic -= strcmp(name, "rPh") == 0;
    else if (s->in_row && strcmp(name, "row") == 0) {
        s->in_row = false;
        return ct_book_give(s->row, err);
    }
    return 0;
}

int ct_xlsx_read_sheet(const struct ct_xlsx_book *book, const char *part,
                       struct ct_book_row *row, struct ct_error *err)
{
    const struct ct_xml xml = {
        .start = start, .end = end, .text = text, .line = &row->line};
    struct sheet s = {.book = book, .row = row};
    row->line = 0;
    int status = ct_book_parse(book->archive, part, &xml, &s, err);
    ct_buffer_clear(&s.text);
    return status;
}
