/* SPDX-License-Identifier: GPL-3.0-or-later
 * Old workbooks: what is read, what is refused, what damage does. */
#include "config.h"

#include "tests/carried.h"
#include "tests/old_book.h"
#include "tests/unit.h"

#include <string.h>

static const char *const names[] = {"First", "Second"};

/* Two sheets; the second begins below its first row. */
static void make(struct ct_buffer *stream)
{
    old_globals(stream, 2, names);
    old_sheet(stream, 0, 2, 6);
    old_text(stream, 0, 0, "Area");
    old_text(stream, 0, 1, "Line\nbreak");
    old_text(stream, 1, 0, "Utah 5");
    old_number(stream, 1, 1, 0, 0.1);
    old_number(stream, 1, 2, 1, 43890);
    old_number(stream, 1, 3, 2, 43890.5);
    old_number(stream, 1, 4, 3, 0.25);
    old_number(stream, 1, 5, 0, -1234567);
    old_sheet_end(stream);
    old_sheet(stream, 1, 4, 2);
    old_text(stream, 3, 1, "only");
    old_sheet_end(stream);
}

/* As `carried`, of a book made of this stream, which is emptied. */
static char *read_stream(struct ct_buffer *stream, const char *sheet)
{
    regex_t regex;
    struct ct_carrier_settings s = {.encoding = "UTF-8"};
    struct ct_buffer file = {0};
    if (sheet) {
        regcomp(&regex, sheet, REG_EXTENDED | REG_NOSUB);
        s.sheet = &regex;
    }
    old_container(stream, &file);
    char *text = carried("xls", file.data, file.size, &s);
    if (sheet)
        regfree(&regex);
    ct_buffer_clear(&file);
    ct_buffer_clear(stream);
    return text;
}

static void expect(char *text, const char *want)
{
    ck_assert_str_eq(text, want);
    free(text);
}

START_TEST(reads_the_first_sheet)
{
    struct ct_buffer stream = {0};
    make(&stream);
    expect(read_stream(&stream, NULL),
           "First:1|Area|Line\nbreak||||\n"
           "First:2|Utah 5|0.1|2020-02-29|2020-02-29T12:00:00|06:00:00|"
           "-1234567\n");
}
END_TEST

START_TEST(reads_the_sheets_that_are_wanted)
{
    struct ct_buffer stream = {0};
    make(&stream);
    expect(read_stream(&stream, "^Sec"), "Second:4||only\n");
    make(&stream);
    char *both = read_stream(&stream, "^(First|Second)$");
    ck_assert_ptr_nonnull(strstr(both, "First:1|"));
    ck_assert_ptr_nonnull(strstr(both, "\nSecond:4|"));
    free(both);
}
END_TEST

/* Totals are often formulas. What a formula gave is written twice: in it, and
 * for a text in the record behind it. */
START_TEST(reads_results_of_formulas)
{
    struct ct_buffer stream = {0};
    const double total = 1234.5, day = 44259;
    static const unsigned char text[8] = {0, 0, 0, 0, 0, 0, 0xff, 0xff};
    static const unsigned char truth[8] = {1, 0, 1, 0, 0, 0, 0xff, 0xff};
    static const unsigned char error[8] = {2, 0, 7, 0, 0, 0, 0xff, 0xff};
    static const char wide[] = "\3\0\1\x42\1\xe9\0x";
    old_globals(&stream, 1, names);
    old_sheet(&stream, 0, 1, 8);
    old_formula(&stream, 0, 0, 0, &total);
    old_formula(&stream, 0, 1, 4, &day);
    old_formula(&stream, 0, 2, 0, text);
    old_record(&stream, 0x207, wide, sizeof wide);
    old_formula(&stream, 0, 3, 0, truth);
    old_formula(&stream, 0, 4, 0, error);
    old_truth(&stream, 0, 5, 0, 0);
    old_truth(&stream, 0, 6, 42, 1);
    old_number(&stream, 0, 7, 0, 5);
    old_sheet_end(&stream);
    expect(read_stream(&stream, NULL),
           "First:1|1234.5|2021-03-04|\u0142\u00e9x|TRUE||FALSE||5\n");
}
END_TEST

START_TEST(names_the_sheets_there_are)
{
    struct ct_buffer stream = {0};
    make(&stream);
    expect(read_stream(&stream, "Third"),
           "! no sheet has a name that is wanted; there are: 'First', "
           "'Second'\n");
}
END_TEST

START_TEST(says_that_a_book_is_locked)
{
    struct ct_buffer stream = {0};
    static const char lock[54] = {1, 0, 1};
    make(&stream);
    /* Behind the first record, which has 16 bytes and a head of 4. */
    struct ct_buffer locked = {0};
    ct_buffer_add(&locked, stream.data, 20);
    old_record(&locked, 0x2f, lock, sizeof lock);
    ct_buffer_add(&locked, stream.data + 20, stream.size - 20);
    ct_buffer_clear(&stream);
    expect(read_stream(&locked, NULL),
           "! the workbook is locked with a password; save it without one\n");
}
END_TEST

static char *read_bytes(const void *bytes, size_t n)
{
    struct ct_carrier_settings s = {.encoding = "UTF-8"};
    return carried("xls", bytes, n, &s);
}

START_TEST(refuses_what_is_none)
{
    static const char text[] = "<html><table>";
    static const char other[] = "! not an old workbook (.xls); files of that "
                                "name are often text, a web page or XML\n";
    expect(read_bytes(text, sizeof text - 1), other);
    expect(read_bytes("", 0), other);
    static const char secret[] =
        "\xd0\xcf\x11\xe0....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    expect(read_bytes(secret, sizeof secret),
           "! the workbook is locked with a password; save it without one\n");
}
END_TEST

/* Whatever is in the bytes, the process that reads them is this one's only
 * risk: rows or a message, and then on. */
START_TEST(damage_is_a_message)
{
    struct ct_buffer stream = {0}, file = {0};
    make(&stream);
    old_container(&stream, &file);
    unsigned seed = 11;
    size_t refused = 0;
    for (size_t i = 0; i < 60; i++) {
        struct ct_buffer mutant = {0};
        ct_buffer_add(&mutant, file.data, file.size);
        for (size_t k = 0; k < 8; k++) {
            seed = seed * 1103515245 + 12345;
            mutant.data[(seed >> 8) % mutant.size] = (char)(seed >> 4);
        }
        char *text = read_bytes(mutant.data, mutant.size);
        refused += strstr(text, "! ") != NULL;
        ck_assert(!strstr(text, "! ") || strstr(text, "workbook"));
        free(text);
        ct_buffer_clear(&mutant);
    }
    ck_assert_uint_gt(refused, 5);
    char *cut = read_bytes(file.data, file.size / 3);
    ck_assert_ptr_nonnull(strstr(cut, "! the workbook is damaged"));
    free(cut);
    ct_buffer_clear(&stream);
    ct_buffer_clear(&file);
}
END_TEST

Suite *xls_suite(void);
Suite *xls_suite(void)
{
    Suite *s = suite_create("xls");
    TCase *t = tcase_create("xls");
    tcase_add_test(t, reads_the_first_sheet);
    tcase_add_test(t, reads_the_sheets_that_are_wanted);
    tcase_add_test(t, reads_results_of_formulas);
    tcase_add_test(t, names_the_sheets_there_are);
    tcase_add_test(t, says_that_a_book_is_locked);
    tcase_add_test(t, refuses_what_is_none);
    tcase_add_test(t, damage_is_a_message);
    suite_add_tcase(s, t);
    return s;
}
