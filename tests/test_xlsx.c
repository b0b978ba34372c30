/* SPDX-License-Identifier: GPL-3.0-or-later
 * Workbooks of Excel: what is in their cells, and what is wrong with them. */
#include "config.h"

#include "collect/book_date.h"
#include "lib/buffer.h"
#include "tests/book_rows.h"
#include "tests/unit.h"

#include <string.h>

#define RELATION(id, type, target)                                             \
    "<Relationship Id='" id "' Type='http://x.org/" type "' Target='" target   \
    "'/>"

/* Sheets One, Two (hidden), Chart and Three. */
static const char root[] = "<Relationships>" RELATION(
    "a", "officeDocument", "xl/workbook.xml") "</Relationships>";
static const char relations[] =
    "<Relationships>" RELATION("r1", "worksheet", "worksheets/sheet1.xml")
        RELATION("r2", "worksheet", "/xl/worksheets/sheet2.xml")
            RELATION("r3", "chartsheet", "chartsheets/sheet3.xml") RELATION(
                "r4", "worksheet", "../xl/./worksheets/SHEET4.xml")
                RELATION("r5", "sharedStrings", "sharedStrings.xml")
                    RELATION("r6", "styles", "styles.xml") "</Relationships>";
static const char workbook[] =
    "<workbook xmlns:r='x'><workbookPr/><sheets>"
    "<sheet name='Two' sheetId='2' state='hidden' r:id='r2'/>"
    "<sheet name='One' sheetId='1' r:id='r1'/>"
    "<sheet name='Chart' sheetId='3' r:id='r3'/>"
    "<sheet name='Three' sheetId='4' r:id='r4'/></sheets></workbook>";
static const char strings[] =
    "<sst><si><t>alpha</t></si><si/><si><r><t xml:space='preserve'>be </t></r>"
    "<r><rPr><b/></rPr><t>ta</t></r><rPh sb='0' eb='1'><t>no</t></rPh></si>"
    "<si><t>a_x000D_&#10;b_x00e9__xZZZZ_</t></si></sst>";
static const char styles[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd\\.mm\\.yyyy'/>"
    "<numFmt numFmtId='165' formatCode='[Red]#,##0&quot; days&quot;'/>"
    "<numFmt numFmtId='166' formatCode='[h]:mm'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
    "<xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='22'/></cellXfs>"
    "<dxfs><dxf><numFmt numFmtId='0' formatCode='yyyy'/></dxf></dxfs>"
    "</styleSheet>";

#define SHEET(rows)                                                            \
    "<worksheet><dimension ref='A1:B1'/><sheetData>" rows                      \
    "</sheetData><mergeCells/></worksheet>"

/* The rows of sheets One and Three, and book.xml in place of the workbook. */
static char *read_book(const char *one, const char *book, const char *sheet)
{
    const struct pack_part parts[] = {
        {"[Content_Types].xml", "<Types/>", 0},
        {"_rels/.rels", root, 0},
        {"xl/workbook.xml", book ? book : workbook, 0},
        {"xl/_rels/workbook.xml.rels", relations, 0},
        {"xl/sharedStrings.xml", strings, 0},
        {"xl/styles.xml", styles, 0},
        {"xl/worksheets/sheet1.xml", one, 0},
        {"xl/worksheets/sheet2.xml", SHEET("<row><c><v>2</v></c></row>"), 0},
        {"xl/worksheets/sheet4.xml", SHEET("<row><c><v>4</v></c></row>"), 0},
        {0}};
    return book_rows("xlsx", parts, sheet);
}

static void expect(const char *one, const char *want)
{
    char *got = read_book(one, NULL, NULL);
    ck_assert_msg(strcmp(got, want) == 0, "%s\ngives %s\nnot %s", one, got,
                  want);
    free(got);
}

static const struct {
    const char *rows, *want;
} cells[] = {
    {"<row><c><v>1</v></c></row>", "One 1[1]\n"},
    {"<row r='3'><c r='B3'><v>1</v></c><c><v>2</v></c></row><row/><row>"
     "<c r='A5'/><c r='AA5' t='n'><v> -0.10E5\n</v></c></row>",
     "One 3[][1][2]\nOne 5[][][][][][][][][][][][][][][][][][][][][][][][][][]"
     "[-0.10E5]\n"},
    {"<row><c r='XFD1'/><c r='B1'><v>2</v></c><c r='A1'><v>1</v></c></row>",
     "One 1[1][2]\n"},
    {"<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c>"
     "<c t='s'><v>3</v></c><c t='s'/></row>",
     "One 1[alpha][][be ta][a\r\nb\xc3\xa9_xZZZZ_]\n"},
    {"<row><c t='inlineStr'><is><r><t>in</t></r><r><t> line</t></r><rPh>"
     "<t>no</t></rPh></is></c><c t='str'><f>A1</f><v>&lt;5 </v></c></row>",
     "One 1[in line][<5 ]\n"},
    {"<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c>"
     "<c t='d'><v>2011-03-01T00:00:00Z</v></c></row>",
     "One 1[TRUE][FALSE][#N/A][2011-03-01]\n"},
    {"<row><c s='1'><v>43891</v></c><c s='2'><v>43891.5</v></c>"
     "<c s='3'><v>43891</v></c><c s='4'><v>1.5</v></c><c s='5'><v>0.25</v></c>"
     "<c s='99'><v>43891</v></c><c s='1' t='str'><v>43891</v></c>"
     "<c s='1'><v>-1</v></c><c s='1'/></row>",
     "One 1[2020-03-01][2020-03-01 12:00:00][43891][36:00:00][06:00:00]"
     "[43891][43891][-1]\n"},
    {"<row><c><v>0.30000000000000004</v></c><c><v>10070</v></c></row>",
     "One 1[0.30000000000000004][10070]\n"},
    {"<row><c t='str'><v></v></c><c/></row><row r='7'><c><v>1</v></c></row>",
     "One 7[1]\n"},
    /* what is wrong */
    {"<row r='2'><c r='B2' t='s'><v>4</v></c></row>",
     "2:2: the workbook has no shared string '4'"},
    {"<row><c t='s'><v>-1</v></c></row>",
     "1:1: the workbook has no shared string '-1'"},
    {"<row><c t='s'><v>99999999999999999999</v></c></row>",
     "1:1: the workbook has no shared string '99999999999999999999'"},
    {"<row><c r='XFE1'><v>1</v></c></row>",
     "1:1: no such cell in a sheet: 'XFE1'"},
    {"<row><c r='ZZZZZZZZ99999999999'/></row>",
     "1:1: no such cell in a sheet: 'ZZZZZZZZ99999999999'"},
    {"<row><c r='1A'/></row>", "1:1: no such cell in a sheet: '1A'"},
    {"<row r='0'/>", "1:1: no such row in a sheet: '0'"},
    {"<row r='12345678'/>", "1:1: no such row in a sheet: '12345678'"},
    {"<row r='1048577'/>", "1048577:0: more than 1048576 rows in a sheet"},
    {"<row><c r='XFD1'/><c/></row>", "1:16385: more than 16384 cells in a row"},
};

START_TEST(what_cells_say)
{
    struct ct_buffer b = {0};
    ct_buffer_printf(&b, "%s%s%s", "<worksheet><sheetData>", cells[_i].rows,
                     "</sheetData></worksheet>");
    char *sheet = ct_buffer_take(&b);
    expect(sheet, cells[_i].want);
    free(sheet);
}
END_TEST

/* Strict files, and those with prefixes of their own. */
START_TEST(prefixes_are_not_asked)
{
    expect("<?xml version='1.0'?><x:worksheet xmlns:x='http://purl.oclc.org/"
           "ooxml/spreadsheetml/main'><x:sheetData><x:row r='1'><x:c r='A1' "
           "t='inlineStr'><x:is><x:t>a</x:t></x:is></x:c></x:row>"
           "</x:sheetData></x:worksheet>",
           "One 1[a]\n");
}
END_TEST

START_TEST(sheets_by_name)
{
    static const struct {
        const char *pattern, *want;
    } cases[] = {
        {NULL, "One 1[1]\n"},
        {"^T", "Two 1[2]\nThree 1[4]\n"},
        {"Two|One", "Two 1[2]\nOne 1[1]\n"},
        {"Chart", "0:0: no sheet has the name that is looked for; there are "
                  "'Two', 'One', 'Three'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = read_book(SHEET("<row><c><v>1</v></c></row>"), NULL,
                              cases[i].pattern);
        ck_assert_str_eq(got, cases[i].want);
        free(got);
    }
    char *got = read_book("", "<workbook><sheets/></workbook>", NULL);
    ck_assert_str_eq(got, "0:0: a workbook without a sheet");
    free(got);
}
END_TEST

START_TEST(days_since_1904)
{
    char *got = read_book(SHEET("<row><c s='1'><v>42429</v></c></row>"),
                          "<workbook xmlns:r='x'><workbookPr date1904='1'/>"
                          "<sheets><sheet name='S' r:id='r1'/></sheets>"
                          "</workbook>",
                          NULL);
    ck_assert_str_eq(got, "S 1[2020-03-01]\n");
    free(got);
}
END_TEST

START_TEST(dates)
{
    static const struct {
        double days;
        bool since_1904;
        enum ct_book_format format;
        const char *want; /* NULL: no date */
    } cases[] = {
        {1, false, CT_BOOK_DATE, "1900-01-01"},
        {59, false, CT_BOOK_DATE, "1900-02-28"},
        {60, false, CT_BOOK_DATE, "1900-02-29"},
        {61, false, CT_BOOK_DATE, "1900-03-01"},
        {25569, false, CT_BOOK_DATE, "1970-01-01"},
        {36585, false, CT_BOOK_DATE, "2000-02-29"},
        {2958465, false, CT_BOOK_DATE, "9999-12-31"},
        {2958465.9999999, false, CT_BOOK_DATE, NULL},
        {2958466, false, CT_BOOK_DATE, NULL},
        {-0.5, false, CT_BOOK_DATE, NULL},
        {NAN, false, CT_BOOK_DATE, NULL},
        {1e300, false, CT_BOOK_DATE, NULL},
        {0, false, CT_BOOK_DATE, NULL},
        {0.999988425925926, false, CT_BOOK_DATE, "23:59:59"},
        {44196.9999999, false, CT_BOOK_DATE, "2021-01-01"},
        {44196.000011574, false, CT_BOOK_DATE, "2020-12-31 00:00:01"},
        {0, true, CT_BOOK_DATE, "1904-01-01"},
        {2957003, true, CT_BOOK_DATE, "9999-12-31"},
        {2957004, true, CT_BOOK_DATE, NULL},
        {0, false, CT_BOOK_ELAPSED, "00:00:00"},
        {100.25, true, CT_BOOK_ELAPSED, "2406:00:00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char got[32];
        bool is_date = ct_book_date(cases[i].days, cases[i].since_1904,
                                    cases[i].format, got, sizeof got);
        ck_assert_msg(is_date == (cases[i].want != NULL), "case %zu", i);
        if (is_date)
            ck_assert_str_eq(got, cases[i].want);
    }
}
END_TEST

START_TEST(formats)
{
    static const struct {
        const char *code;
        enum ct_book_format want;
    } cases[] = {
        {"General", CT_BOOK_NUMBER},
        {"", CT_BOOK_NUMBER},
        {"0.00E+00", CT_BOOK_NUMBER},
        {"#,##0\\ \"Days\"", CT_BOOK_NUMBER},
        {"[$-407]#,##0_d;[Red]-#,##0_d", CT_BOOK_NUMBER},
        {"0;dd", CT_BOOK_NUMBER},
        {"\\d0", CT_BOOK_NUMBER},
        {"0\"d", CT_BOOK_DATE},
        {"yyyy", CT_BOOK_DATE},
        {"D/M/YY", CT_BOOK_DATE},
        {"[$-407]d. mmm", CT_BOOK_DATE},
        {"hh:mm", CT_BOOK_DATE},
        {"[hh]:mm", CT_BOOK_ELAPSED},
        {"[Red][S]", CT_BOOK_ELAPSED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(ct_book_format_code(cases[i].code) == cases[i].want, "%s",
                      cases[i].code);
    ck_assert_int_eq(ct_book_format_number(13), CT_BOOK_NUMBER);
    ck_assert_int_eq(ct_book_format_number(14), CT_BOOK_DATE);
    ck_assert_int_eq(ct_book_format_number(22), CT_BOOK_DATE);
    ck_assert_int_eq(ct_book_format_number(37), CT_BOOK_NUMBER);
    ck_assert_int_eq(ct_book_format_number(46), CT_BOOK_ELAPSED);
}
END_TEST

/* --- what no program writes --- */

static char *repeat(const char *before, const char *text, size_t n,
                    const char *after)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, before);
    while (n-- > 0)
        ct_buffer_text(&b, text);
    ct_buffer_text(&b, after);
    return ct_buffer_take(&b);
}

START_TEST(hostile_sheets)
{
    static const struct {
        const char *before, *text;
        size_t n;
        const char *after, *says;
    } cases[] = {
        {"<worksheet>", "<a>", 100, "", "nested more than 64 levels"},
        {"<!DOCTYPE a [<!ENTITY x 'y'>]><worksheet>", "", 0, "</worksheet>",
         "has a DOCTYPE"},
        {"<worksheet><sheetData><row>", "<c><v>1</v></c>", 20000, "",
         "1:16385: more than 16384 cells"},
        {"<worksheet><sheetData><row r='9'><c><v>", "1234567890", 7000, "",
         "9:1: a cell of more than 65,536 bytes"},
        {"<worksheet a='", "1234567890", 300000, "'/>",
         "a single tag of more than 1 MiB"},
        {"<worksheet><sheetData><row r='5'><c>", "", 0, "",
         "5:0: 'xl/worksheets/sheet1.xml' in the workbook is damaged: not XML "
         "at its line 1 (no element found)"},
        {"<worksheet><sheetData><row r='5'></c>", "", 0, "",
         "(mismatched tag)"},
        {"", "", 0, "", "no element found"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *sheet =
            repeat(cases[i].before, cases[i].text, cases[i].n, cases[i].after);
        char *got = read_book(sheet, NULL, NULL);
        ck_assert_msg(strstr(got, cases[i].says) != NULL, "%s", got);
        free(got);
        free(sheet);
    }
}
END_TEST

static char *read_parts(const char *name, const char *text)
{
    const struct pack_part parts[] = {
        {"[Content_Types].xml", "<Types/>", 0}, {name, text, 0}, {0}};
    return book_rows("xlsx", parts, NULL);
}

START_TEST(things_that_are_no_workbooks)
{
    static const struct {
        const char *name, *text, *says;
    } cases[] = {
        {"a", "", "no '_rels/.rels' in the workbook"},
        {"content.xml", "", "an OpenDocument file (.ods), not .xlsx"},
        {"_rels/.rels",
         "<R>" RELATION("a", "officeDocument", "xl/workbook.bin") "</R>",
         "a binary workbook (.xlsb); save it as .xlsx"},
        {"_rels/.rels",
         "<R>" RELATION("a", "officeDocument", "../../../etc/passwd") "</R>",
         "no 'etc/passwd' in the workbook"},
        {"_rels/.rels", "<R/>", "no 'xl/workbook.xml' in the workbook"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = read_parts(cases[i].name, cases[i].text);
        ck_assert_msg(strstr(got, cases[i].says) != NULL, "%s", got);
        free(got);
    }
}
END_TEST

START_TEST(files_that_are_no_archives)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *says;
    } cases[] = {
        {"a,b\n", 4, "not a workbook"},
        {"", 0, "not a workbook"},
        {"\xd0\xcf\x11\xe0 and so on", 14, "an old workbook (.xls)"},
        {"\xd0\xcf\x11\xe0"
         "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
         36, "an encrypted workbook"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pack_write(TESTS_BUILD "/book.bin", cases[i].bytes, cases[i].n);
        char *got = book_file_rows("xlsx", TESTS_BUILD "/book.bin", NULL);
        ck_assert_msg(strstr(got, cases[i].says) != NULL, "%s", got);
        free(got);
    }
}
END_TEST

Suite *xlsx_suite(void);
Suite *xlsx_suite(void)
{
    Suite *s = suite_create("xlsx");
    TCase *t = tcase_create("xlsx");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, what_cells_say, 0, sizeof cells / sizeof *cells);
    tcase_add_test(t, prefixes_are_not_asked);
    tcase_add_test(t, sheets_by_name);
    tcase_add_test(t, days_since_1904);
    tcase_add_test(t, dates);
    tcase_add_test(t, formats);
    tcase_add_test(t, hostile_sheets);
    tcase_add_test(t, things_that_are_no_workbooks);
    tcase_add_test(t, files_that_are_no_archives);
    suite_add_tcase(s, t);
    return s;
}
