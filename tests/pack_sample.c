/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes the samples of the guide that are no text: an archive of files, or a
 * workbook whose sheets are given as lines of cells with `|` between them.
 *
 *   pack_sample OUT.zip NAME FILE [NAME FILE ...]
 *   pack_sample OUT.xlsx SHEET FILE [SHEET FILE ...] */
#include "config.h"

#include "lib/buffer.h"
#include "lib/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

static void die(const char *what, const char *name)
{
    fprintf(stderr, "pack_sample: %s: %s\n", what, name);
    exit(1);
}

/* The archive takes the text over. */
static void add(zip_t *zip, const char *name, struct ct_buffer *text)
{
    size_t n = text->size;
    zip_source_t *source = zip_source_buffer(zip, ct_buffer_take(text), n, 1);
    if (!source || zip_file_add(zip, name, source, ZIP_FL_OVERWRITE) < 0)
        die("cannot add", name);
}

static void add_text(zip_t *zip, const char *name, const char *text)
{
    struct ct_buffer copy = {0};
    ct_buffer_text(&copy, text);
    add(zip, name, &copy);
}

static void add_file(zip_t *zip, const char *name, const char *path)
{
    struct ct_buffer text = {0};
    if (ct_file_read(path, 1 << 20, &text, NULL) < 0)
        die("cannot read", path);
    add(zip, name, &text);
}

/* --- workbooks --- */

static bool is_number(const char *s, size_t n)
{
    bool digits = false;
    for (size_t i = 0; i < n; i++)
        if (s[i] >= '0' && s[i] <= '9')
            digits = true;
        else if (s[i] != '.' && (i || s[i] != '-'))
            return false;
    return digits && n < 16;
}

static void put_text(struct ct_buffer *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] == '&' || s[i] == '<')
            ct_buffer_text(out, s[i] == '&' ? "&amp;" : "&lt;");
        else
            ct_buffer_byte(out, s[i]);
}

static void put_cell(struct ct_buffer *out, const char *s, size_t n)
{
    while (n && *s == ' ')
        s++, n--;
    while (n && s[n - 1] == ' ')
        n--;
    if (is_number(s, n))
        ct_buffer_printf(out, "<c><v>%.*s</v></c>", (int)n, s);
    else if (n) {
        ct_buffer_text(out, "<c t=\"inlineStr\"><is><t>");
        put_text(out, s, n);
        ct_buffer_text(out, "</t></is></c>");
    } else {
        ct_buffer_text(out, "<c/>");
    }
}

static void put_sheet(struct ct_buffer *out, const char *text)
{
    ct_buffer_text(out, "<worksheet><sheetData>");
    for (const char *at = text; *at;) {
        size_t line = strcspn(at, "\n");
        ct_buffer_text(out, "<row>");
        for (size_t i = 0; i <= line;) {
            size_t n = strcspn(at + i, "|\n");
            put_cell(out, at + i, n);
            i += n + 1;
        }
        ct_buffer_text(out, "</row>");
        at += line + (at[line] == '\n');
    }
    ct_buffer_text(out, "</sheetData></worksheet>");
}

static void add_sheet(zip_t *zip, int number, const char *path)
{
    struct ct_buffer text = {0}, sheet = {0};
    if (ct_file_read(path, 1 << 20, &text, NULL) < 0)
        die("cannot read", path);
    put_sheet(&sheet, text.data ? text.data : "");
    char name[64];
    snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", number);
    add(zip, name, &sheet);
    ct_buffer_clear(&text);
}

#define RELATIONS                                                              \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static void add_book(zip_t *zip, int n, char **arguments)
{
    struct ct_buffer book = {0}, links = {0};
    ct_buffer_text(&book, "<workbook xmlns:r=\"" RELATIONS "\"><sheets>");
    ct_buffer_text(&links, "<Relationships>");
    for (int i = 0; i < n; i++) {
        ct_buffer_printf(&book,
                         "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"r%d\"/>",
                         arguments[2 * i], i + 1, i + 1);
        ct_buffer_printf(&links,
                         "<Relationship Id=\"r%d\" Type=\"" RELATIONS
                         "/worksheet\" Target=\"worksheets/sheet%d.xml\"/>",
                         i + 1, i + 1);
        add_sheet(zip, i + 1, arguments[2 * i + 1]);
    }
    ct_buffer_text(&book, "</sheets></workbook>");
    ct_buffer_text(&links, "</Relationships>");
    add_text(zip, "[Content_Types].xml", "<Types/>");
    add_text(zip, "_rels/.rels",
             "<Relationships><Relationship Id=\"r1\" Type=\"" RELATIONS
             "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    add(zip, "xl/workbook.xml", &book);
    add(zip, "xl/_rels/workbook.xml.rels", &links);
}

int main(int argc, char **argv)
{
    int why;
    if (argc < 4)
        die("OUT NAME FILE ...", "usage");
    zip_t *zip = zip_open(argv[1], ZIP_CREATE | ZIP_TRUNCATE, &why);
    const char *ending = strrchr(argv[1], '.');
    if (!zip || !ending)
        die("cannot make", argv[1]);
    int n = (argc - 2) / 2;
    if (strcmp(ending, ".xlsx") == 0)
        add_book(zip, n, argv + 2);
    else
        for (int i = 0; i < n; i++)
            add_file(zip, argv[2 + 2 * i], argv[3 + 2 * i]);
    if (zip_close(zip) < 0)
        die("cannot write", argv[1]);
    return 0;
}
