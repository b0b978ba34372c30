/* SPDX-License-Identifier: GPL-3.0-or-later
 * OpenDocument spreadsheets: what is in their cells, and what is wrong. */
#include "config.h"

#include "lib/buffer.h"
#include "tests/book_rows.h"
#include "tests/unit.h"

#include <string.h>

#define HEAD                                                                   \
    "<office:document-content xmlns:office='o' xmlns:table='t' "               \
    "xmlns:text='x' "                                                          \
    "xmlns:style='s'><office:scripts><table:table/></office:scripts>"          \
    "<office:automatic-styles><style:style style:name='ta1'>"                  \
    "<style:table-properties table:display='true'/></style:style>"             \
    "<style:style style:name='ta2'><style:table-properties "                   \
    "table:display='false'/></style:style></office:automatic-styles>"          \
    "<office:body><office:spreadsheet><table:tracked-changes><table:table-"    \
    "row>"                                                                     \
    "<table:table-cell><text:p>no</text:p></table:table-cell>"                 \
    "</table:table-row></table:tracked-changes>"
#define TAIL "</office:spreadsheet></office:body></office:document-content>"
#define CELL "table:table-cell"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define TEXT(text) "<" CELL "><text:p>" text "</text:p></" CELL ">"
#define VALUE(type, value)                                                     \
    "<" CELL " office:value-type='" type "' office:" value                     \
    "><text:p>shown</text:p></" CELL ">"

static char *read_content(const char *content, const char *sheet)
{
    const struct pack_part parts[] = {
        {"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0},
        {"content.xml", content, 0},
        {0}};
    return book_rows("ods", parts, sheet);
}

/* The rows of a sheet S. */
static char *read_rows(const char *rows)
{
    struct ct_buffer b = {0};
    ct_buffer_printf(&b, "%s%s%s%s", HEAD, "<table:table table:name='S'>", rows,
                     "</table:table>" TAIL);
    char *content = ct_buffer_take(&b), *got = read_content(content, NULL);
    free(content);
    return got;
}

static const struct {
    const char *rows, *want;
} cells[] = {
    {ROW(TEXT("a") TEXT("") TEXT("&lt;5")), "S 1[a][][<5]\n"},
    {ROW(VALUE("float", "value='0.30000000000000004'") VALUE(
         "percentage", "value='0.25'") VALUE("currency", "value='3'")),
     "S 1[0.30000000000000004][0.25][3]\n"},
    {ROW(VALUE("date", "date-value='2011-03-01'")
             VALUE("date", "date-value='2011-03-01T00:00:00'")
                 VALUE("date", "date-value='2011-03-01T13:45:00.5'")
                     VALUE("date", "date-value='1. 3. 2011'")),
     "S 1[2011-03-01][2011-03-01][2011-03-01 13:45:00][1. 3. 2011]\n"},
    {ROW(VALUE("time", "time-value='PT36H05M07.9S'") VALUE(
         "time", "time-value='P1D'") VALUE("boolean", "boolean-value='true'")
             VALUE("boolean", "boolean-value='false'")
                 VALUE("string", "string-value='kept'")),
     "S 1[36:05:07][P1D][TRUE][FALSE][kept]\n"},
    /* text */
    {ROW("<" CELL "><text:p> a \n b<text:s/><text:s text:c='2'/>c<text:tab/>"
         "d<text:line-break/>e <text:span> f</text:span></text:p>"
         "<text:p>g</text:p></" CELL ">"),
     "S 1[a b   c\td\ne f\ng]\n"},
    {ROW("<" CELL "><office:annotation><text:p>no</text:p></office:annotation>"
         "<text:p>a<text:note><text:p>no</text:p></text:note>b</text:p>"
         "<draw:frame><text:p>no</text:p></draw:frame>"
         "<table:table><table:table-row><" CELL "><text:p>no</text:p></" CELL
         "></table:table-row></table:table></" CELL ">" TEXT("c")),
     "S 1[ab][c]\n"},
    /* what is repeated */
    {ROW("<" CELL " table:number-columns-repeated='3'><text:p>x</text:p></" CELL
         "><" CELL " table:number-columns-repeated='2'/>" TEXT(
             "y") "<" CELL " table:number-columns-repeated='99999999'/>"),
     "S 1[x][x][x][][][y]\n"},
    {"<table:table-row table:number-rows-repeated='3'>" TEXT(
         "a") "</table:table-row><table:table-row "
              "table:number-rows-repeated='1000000'>"
              "<" CELL "/></table:table-row>" ROW(TEXT("b")),
     "S 1[a]\nS 2[a]\nS 3[a]\nS 1000004[b]\n"},
    {"<table:table-header-rows>" ROW(TEXT(
         "h")) "</table:table-header-rows><table:shapes><text:p>no</text:p>"
               "</table:shapes><table:table-row-group><table:table-rows>" ROW(
                   TEXT("a")) "</table:table-rows></table:table-row-group>",
     "S 1[h]\nS 2[a]\n"},
    {ROW(TEXT("a") "<table:covered-table-cell "
                   "table:number-columns-repeated='2'><text:p>no</text:p>"
                   "</table:covered-table-cell>" TEXT("b")),
     "S 1[a][][][b]\n"},
    /* what is wrong */
    {ROW("<" CELL
         " table:number-columns-repeated='16385'><text:p>x</text:p></" CELL
         ">"),
     "1:1: more than 16384 cells in a row"},
    {ROW("") ROW("<" CELL " table:number-columns-repeated='16384'/>" TEXT("x")),
     "2:16385: more than 16384 cells in a row"},
    {"<table:table-row table:number-rows-repeated='16000000'>" TEXT(
         "a") "</table:table-row>",
     "1:0: more than 67 million cells in the sheets; are rows filled to the "
     "sheet's end?"},
    {ROW("<" CELL "><text:p><text:s text:c='65537'/></text:p></" CELL ">"),
     "1:1: a cell of more than 65,536 bytes"},
    {ROW("<" CELL "></table:table-row>"),
     "1:0: 'content.xml' in the workbook is damaged: not XML at its line 1 "
     "(mismatched tag); get the file again"},
};

START_TEST(what_cells_say)
{
    char *got = read_rows(cells[_i].rows);
    ck_assert_msg(strcmp(got, cells[_i].want) == 0, "%s\ngives %s\nnot %s",
                  cells[_i].rows, got, cells[_i].want);
    free(got);
}
END_TEST

START_TEST(sheets_by_name)
{
    static const char content[] =
        HEAD "<table:table table:name='Two' table:style-name='ta2'>" ROW(TEXT(
            "2")) "</table:table>"
                  "<table:table table:name='One' table:style-name='ta1'>" ROW(
                      TEXT("1")) "</table:table>"
                                 "<table:table table:name='Three'>" ROW(
                                     TEXT("3")) "</table:table>" TAIL;
    static const struct {
        const char *pattern, *want;
    } cases[] = {
        {NULL, "One 1[1]\n"},
        {"^T", "Two 1[2]\nThree 1[3]\n"},
        {"Four", "0:0: no sheet has the name that is looked for; there are "
                 "'Two', 'One', 'Three'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = read_content(content, cases[i].pattern);
        ck_assert_str_eq(got, cases[i].want);
        free(got);
    }
    char *got = read_content(HEAD TAIL, NULL);
    ck_assert_str_eq(got, "0:0: a workbook without a sheet");
    free(got);
}
END_TEST

START_TEST(things_that_are_no_spreadsheets)
{
    static const struct {
        const char *name, *text, *says;
    } cases[] = {
        {"a", "", "no 'content.xml' in the workbook"},
        {"[Content_Types].xml", "", "a workbook of Excel (.xlsx), not .ods"},
        {"META-INF/manifest.xml", "<a><encryption-data/></a>",
         "an encrypted workbook"},
        {"content.xml", "<!DOCTYPE a><a/>", "has a DOCTYPE"},
        {"content.xml", "\1\2\3", "is damaged: not XML"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct pack_part parts[] = {
            {"mimetype", "x", 0}, {cases[i].name, cases[i].text, 0}, {0}};
        char *got = book_rows("ods", parts, NULL);
        ck_assert_msg(strstr(got, cases[i].says) != NULL, "%s", got);
        free(got);
    }
}
END_TEST

Suite *ods_suite(void);
Suite *ods_suite(void)
{
    Suite *s = suite_create("ods");
    TCase *t = tcase_create("ods");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, what_cells_say, 0, sizeof cells / sizeof *cells);
    tcase_add_test(t, sheets_by_name);
    tcase_add_test(t, things_that_are_no_spreadsheets);
    suite_add_tcase(s, t);
    return s;
}
