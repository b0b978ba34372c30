/* SPDX-License-Identifier: GPL-3.0-or-later
 * Record descriptions, and records read by them. */
#include "config.h"

#include "collect/positions.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "tests/carried.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <string.h>

static const char path[] = TESTS_BUILD "/record.csv";

static struct ct_positions *describe(const char *csv, struct ct_error *err)
{
    ck_assert_int_eq(ct_file_write(path, csv, strlen(csv), err), 0);
    return ct_positions_read(path, err);
}

static char *read_as(const char *csv, const char *text, const char *encoding)
{
    struct ct_error err = {0};
    struct ct_positions *p = describe(csv, &err);
    ck_assert_ptr_nonnull(p);
    struct ct_carrier_settings s = {.encoding = encoding, .positions = p};
    char *got = carried("fixed", text, strlen(text), &s);
    ct_positions_destroy(p);
    return got;
}

static void expect(const char *csv, const char *text, const char *want)
{
    char *got = read_as(csv, text, "utf-8");
    ck_assert_str_eq(got, want);
    free(got);
}

#define TWO "field,start,length\na,1,2\nb,4,3\n"

START_TEST(reads_lines)
{
    expect(TWO, "\xef\xbb\xbfxx-123\nyy-456\n", "0|a|b\n1|xx|123\n2|yy|456\n");
    expect(TWO, "xx-123\nyy-4  \r\n\nzz", "0|a|b\n1|xx|123\n2|yy|4  \n4|zz|\n");
    expect(TWO, "\xc3\xa4x-123\n", "0|a|b\n1|\xc3\xa4x|123\n");
    expect(TWO, "", "0|a|b\n");
}
END_TEST

START_TEST(positions_are_bytes_of_a_one_byte_encoding)
{
    char *got = read_as(TWO, "\xe4\xe4-123\n", "iso-8859-1");
    ck_assert_str_eq(got, "0|a|b\n1|\xc3\xa4\xc3\xa4|123\n");
    free(got);
}
END_TEST

START_TEST(reads_records_without_line_ends)
{
    expect(TWO "RECORD,,7\n", "xx-123.yy-456.", "0|a|b\n1|xx|123\n2|yy|456\n");
    expect(TWO "RECORD,,7\n", "xx-123.yy",
           "0|a|b\n1|xx|123\n! input:2: the last record has 2 bytes, not 7\n");
}
END_TEST

START_TEST(fields_come_again_within_what_comes_again)
{
    expect("field,start,length,repeat,step,repeat2,step2\n"
           "id,1,1,,,,\nm,2,1,2,4,,\nn,3,1,2,4,3,1\n",
           "iAabcBdef\n",
           "0|id|m 01|m 02|n 01 01|n 01 02|n 01 03|n 02 01|n 02 02|n 02 03\n"
           "1|i|A|B|a|b|c|d|e|f\n");
}
END_TEST

/* The month areas of a Return A record: twelve of 590 characters from 306 on,
 * each with five counts of 28 offences; of the counts the second, "actual", is
 * at 463. */
START_TEST(describes_the_return_a_master_file)
{
    enum { RECORD = 7385 };
    struct ct_error err = {0};
    struct ct_positions *p =
        describe("field,start,length,repeat,step,repeat2,step2\n"
                 "ori,4,7,,,,\nactual,463,5,12,590,28,5\n",
                 &err);
    ck_assert_ptr_nonnull(p);
    ck_assert_uint_eq(p->n, 1 + 12 * 28);
    char *record = ct_xmalloc(RECORD + 2, 1);
    memset(record, '0', RECORD);
    memcpy(record + 3, "AL00101", 7);
    memcpy(record + 7052, "00042", 5); /* December's larceny */
    memcpy(record + RECORD, "\n", 2);
    struct ct_carrier_settings s = {.encoding = "utf-8", .positions = p};
    char *got = carried("fixed", record, RECORD + 1, &s);
    const char *row = strchr(got, '\n') + 1, *field = row;
    ck_assert(strncmp(row, "1|AL00101|00000|", 16) == 0);
    size_t n = 0;
    for (; strncmp(field, "00042", 5) != 0; n++)
        field = strchr(field, '|') + 1;
    ck_assert_str_eq(p->field[n - 1].name, "actual 12 21");
    free(got);
    free(record);
    ct_positions_destroy(p);
}
END_TEST

static const struct {
    const char *csv, *message;
} mistakes[] = {
    {"field,length\na,1\n", ":1: no column 'start'"},
    {"start,length\n1,1\n", ":1: no column 'field'"},
    {"field,start,length\na,x,1\n", ":2: not a number of characters, 'x'"},
    {"field,start,length\na,-1,1\n", ":2: not a number of characters, '-1'"},
    {"field,start,length\na,1,1\nb,1,0\n",
     ":3: a field needs a name, 'start' and 'length', not 'b'"},
    {"field,start,length,repeat\na,1,1,2\n",
     ":2: a field that comes again needs its 'step': 'a'"},
    {"field,start,length,repeat,step\na,1,1,5000,1\n",
     ":2: more than 4096 fields with 'a'"},
    {"field,start,length,repeat,step\na,60000,1,12,590\n",
     ":2: a record of more than 65,536 characters with 'a'"},
    {"field,start,length,repeat,step\na,1,60000,18,1\n",
     ":2: fields of more than 1,048,576 characters in all with 'a'"},
    {"field,start,length\nRECORD,,\na,1,1\n", ":2: no 'length' of 'RECORD'"},
    {"field,start,length\nRECORD,,9\n", ": no fields"},
};

START_TEST(tells_what_is_wrong_in_a_description)
{
    struct ct_error err = {0};
    char message[512];
    ck_assert_ptr_null(describe(mistakes[_i].csv, &err));
    ct_error_format(&err, message, sizeof message);
    ck_assert(strncmp(message, path, strlen(path)) == 0);
    ck_assert_str_eq(message + strlen(path), mistakes[_i].message);
}
END_TEST

Suite *fixed_suite(void);
Suite *fixed_suite(void)
{
    Suite *s = suite_create("fixed");
    TCase *t = tcase_create("all");
    tcase_add_test(t, reads_lines);
    tcase_add_test(t, positions_are_bytes_of_a_one_byte_encoding);
    tcase_add_test(t, reads_records_without_line_ends);
    tcase_add_test(t, fields_come_again_within_what_comes_again);
    tcase_add_test(t, describes_the_return_a_master_file);
    tcase_add_loop_test(t, tells_what_is_wrong_in_a_description, 0,
                        sizeof mistakes / sizeof *mistakes);
    suite_add_tcase(s, t);
    return s;
}
