/* SPDX-License-Identifier: GPL-3.0-or-later
 * PC-Axis: cubes as rows, keys, periods, encodings, and what is refused. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "tests/carried.h"
#include "tests/unit.h"

#include <string.h>

#define HEAD "CHARSET=\"ANSI\";\nCODEPAGE=\"utf-8\";\n"
#define REGION                                                                 \
    "VALUES(\"Region\")=\"North\",\"South\";\n"                                \
    "CODES(\"Region\")=\"01\",\"02\";\n"
#define YEAR "VALUES(\"year\")=\"2000\",\"2001\";\n"
#define SHAPE "STUB=\"Region\";\nHEADING=\"year\";\n"

static char *read_as(const char *text, const char *encoding, const char *time)
{
    struct ct_carrier_settings s = {.encoding = encoding, .time = time};
    return carried("px", text, strlen(text), &s);
}

static void expect(const char *text, const char *want)
{
    char *got = read_as(text, "utf-8", NULL);
    ck_assert_str_eq(got, want);
    free(got);
}

/* Only what stands below the texts above the header. */
static void expect_below(const char *text, const char *want)
{
    char *got = read_as(text, "utf-8", NULL);
    const char *below = strstr(got, "CODEPAGE|");
    ck_assert_msg(below != NULL, "%s", got);
    ck_assert_str_eq(strchr(below, '\n') + 1, want);
    free(got);
}

START_TEST(reads_a_cube)
{
    expect(HEAD "TITLE=\"Offences \"\n\"by region\";\nUNITS=\"number\";\n"
                "LAST-UPDATED=\"20240102 08:00\";\nDECIMALS=0;\n"
                "TITLE[en]=\"another language\";\n" SHAPE REGION YEAR
                "DATA=\n1 2\n\"..\" -4.5;\n",
           "1|LAST-UPDATED|20240102 08:00\n"
           "1|TITLE|Offences by region\n"
           "1|UNITS|number\n"
           "1|CODEPAGE|utf-8\n"
           "14|region|region_label|time|value|status\n"
           "15|01|North|2000|1|\n"
           "15|01|North|2001|2|\n"
           "16|02|South|2000|..|\n"
           "16|02|South|2001|-4.5|\n");
}
END_TEST

START_TEST(the_last_dimension_is_the_fastest)
{
    expect_below("STUB=\"a\",\"b\";HEADING=\"year\",\"c\";\n"
                 "VALUES(\"a\")=\"a1\",\"a2\";VALUES(\"b\")=\"b1\";" YEAR
                 "VALUES(\"c\")=\"c1\",\"c2\";DATA=1,2;3 4\t5 6 7 8;",
                 "3|a|b|c|time|value|status\n"
                 "3|a1|b1|c1|2000|1|\n"
                 "3|a1|b1|c2|2000|2|\n"
                 "! input:3: DATA ends after 2 of 8 values\n");
    expect_below("STUB=\"a\",\"b\";HEADING=\"year\",\"c\";\n"
                 "VALUES(\"a\")=\"a1\",\"a2\";VALUES(\"b\")=\"b1\";" YEAR
                 "VALUES(\"c\")=\"c1\",\"c2\";DATA=1,2 3 4\t5 6 7 8;",
                 "3|a|b|c|time|value|status\n"
                 "3|a1|b1|c1|2000|1|\n"
                 "3|a1|b1|c2|2000|2|\n"
                 "3|a1|b1|c1|2001|3|\n"
                 "3|a1|b1|c2|2001|4|\n"
                 "3|a2|b1|c1|2000|5|\n"
                 "3|a2|b1|c2|2000|6|\n"
                 "3|a2|b1|c1|2001|7|\n"
                 "3|a2|b1|c2|2001|8|\n");
}
END_TEST

START_TEST(reads_rows_with_keys)
{
    expect_below(SHAPE REGION YEAR "KEYS(\"Region\")=CODES;\n"
                                   "DATA=\n\"02\",5 6\n;\n",
                 "7|region|region_label|time|value|status\n"
                 "8|02|South|2000|5|\n8|02|South|2001|6|\n");
    expect_below(SHAPE REGION YEAR "KEYS(\"Region\")=VALUES;\n"
                                   "DATA=\n\"South\",5 6\n\"North\",1 2;\n",
                 "7|region|region_label|time|value|status\n"
                 "8|02|South|2000|5|\n8|02|South|2001|6|\n"
                 "9|01|North|2000|1|\n9|01|North|2001|2|\n");
    expect_below(SHAPE REGION YEAR "KEYS(\"Region\")=CODES;\n"
                                   "DATA=\n\"03\",5 6;\n",
                 "7|region|region_label|time|value|status\n"
                 "! input:8: key '03' is not in dimension 'Region'\n");
}
END_TEST

/* The time of a table of one dimension, from TIMEVAL or the codes. */
static void expect_periods(const char *keywords, const char *want)
{
    char *text = ct_xasprintf("HEADING=\"t\";\n%sDATA=1 2;", keywords);
    char *rows = ct_xasprintf("3|time|value|status\n%s", want);
    expect_below(text, rows);
    free(text);
    free(rows);
}

START_TEST(writes_periods_as_ours)
{
    expect_periods("VALUES(\"t\")=\"x\",\"y\";"
                   "TIMEVAL(\"t\")=TLIST(A1,\"1999\"-\"2000\");\n",
                   "3|1999|1|\n3|2000|2|\n");
    expect_periods("VALUES(\"t\")=\"x\",\"y\";"
                   "TIMEVAL(\"t\")=TLIST(Q1),\"20004\",\"20011\";\n",
                   "3|2000-Q4|1|\n3|2001-Q1|2|\n");
    expect_periods("VALUES(\"t\")=\"x\",\"y\";"
                   "TIMEVAL(\"t\")=TLIST(M1,\"200012\"-\"200101\");\n",
                   "3|2000-12|1|\n3|2001-01|2|\n");
    expect_periods("VALUES(\"t\")=\"2001K3\",\"2001M05\";\n",
                   "3|2001-Q3|1|\n3|2001-05|2|\n");
    expect_periods("CODES(\"t\")=\"0\",\"1\";VALUES(\"t\")=\"2001\",\"2002\";"
                   "\n",
                   "3|2001|1|\n3|2002|2|\n");
    /* Not so many: the codes are what there is. */
    expect_periods("VALUES(\"t\")=\"2001\",\"2003\";"
                   "TIMEVAL(\"t\")=TLIST(A1,\"2001\"-\"2003\");\n",
                   "3|2001|1|\n3|2003|2|\n");
}
END_TEST

START_TEST(the_time_must_be_known)
{
    static const char two[] = "STUB=\"a\";HEADING=\"b\";VALUES(\"a\")=\"2000\";"
                              "VALUES(\"b\")=\"2001\",\"2002\";DATA=1 2;";
    expect(two, "! several dimensions have years for codes; which is the time? "
                "say --time=NAME\n");
    char *got = read_as(two, "utf-8", "A");
    ck_assert_ptr_nonnull(strstr(got, "1|2001|2000|1|\n1|2002|2000|2|\n"));
    free(got);
    got = read_as(two, "utf-8", "year");
    ck_assert_str_eq(got,
                     "! no dimension 'year' for the time; there are: a, b\n");
    free(got);
    expect("STUB=\"a\";VALUES(\"a\")=\"x\";DATA=1;",
           "! no dimension has periods for codes; which is the time? say "
           "--time=NAME\n");
}
END_TEST

START_TEST(reads_encodings)
{
    static const char latin[] = "CHARSET=\"ANSI\";\nSTUB=\"R\";HEADING=\"year\""
                                ";VALUES(\"R\")=\"Sk\xe5ne\";" YEAR
                                "KEYS(\"R\")=VALUES;DATA=\"Sk\xe5ne\",1 2;";
    expect(latin, "1|CODEPAGE|windows-1252\n"
                  "3|r|time|value|status\n"
                  "3|Sk\u00e5ne|2000|1|\n3|Sk\u00e5ne|2001|2|\n");
    char *got = read_as(latin, "iso-8859-2", NULL);
    ck_assert_ptr_nonnull(strstr(got, "3|Sk\u013ane|2000|1|"));
    free(got);
    static const char said[] =
        "CHARSET=\"ANSI\";\nCODEPAGE=\"iso-8859-2\";\nSTUB=\"R\";HEADING="
        "\"year\";VALUES(\"R\")=\"\xe5\";" YEAR "DATA=1 2;";
    got = read_as(said, "utf-8", NULL);
    ck_assert_ptr_nonnull(strstr(got, "|\u013a|2000|1|"));
    free(got);
    got = read_as("STUB=\"R\";HEADING=\"year\";VALUES(\"R\")=\"\x86\";" YEAR
                  "DATA=1 2;",
                  "utf-8", NULL);
    ck_assert_ptr_nonnull(strstr(got, "|\u00e5|2000|1|"));
    free(got);
}
END_TEST

START_TEST(refuses_what_is_not_whole)
{
    expect("a,b\n1,2\n",
           "! input:1: not a PC-Axis file: no keyword with an equals sign\n");
    expect("",
           "! input:1: not a PC-Axis file: no keyword with an equals sign\n");
    expect(SHAPE REGION YEAR,
           "! no DATA; the file is cut off, or a quote is missing\n");
    expect_below(
        SHAPE REGION YEAR "DATA=\n1 2 3 4",
        "6|region|region_label|time|value|status\n"
        "7|01|North|2000|1|\n7|01|North|2001|2|\n"
        "7|02|South|2000|3|\n"
        "! input:7: the file ends before the semicolon that closes DATA; it "
        "is cut off\n");
    expect(SHAPE "DATA=1;", "! no VALUES for dimension 'Region'\n");
    expect("STUB=\"a\";VALUES(\"a\")=\"2000\",\"2001\";CODES(\"a\")=\"1\";"
           "DATA=1;",
           "! input:1: 1 CODES but 2 VALUES for dimension 'a'\n");
    expect("TITLE=\"x\";DATA=1;",
           "! neither STUB nor HEADING names a dimension\n");
    expect("A=1;\nB(x)=2;DATA=1;", "! input:2: not a PC-Axis keyword; wanted "
                                   "is KEYWORD(\"name\")=\"text\";"
                                   "\n");
}
END_TEST

START_TEST(too_many_values_are_an_error)
{
    char *got = read_as(SHAPE REGION YEAR "DATA=\n1 2 3 4 5;", "utf-8", NULL);
    ck_assert_ptr_nonnull(
        strstr(got, "! input:7: more than the 4 values of the dimensions\n"));
    free(got);
    got = read_as(SHAPE REGION YEAR "DATA=\n1 2\n\xff 4;", "utf-8", NULL);
    ck_assert_ptr_nonnull(
        strstr(got, "! input:8: a byte 0xFF among the numbers\n"));
    free(got);
}
END_TEST

/* A size is believed only when the cells are there: the names are small. */
START_TEST(huge_cubes_are_refused)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "STUB=\"a\",\"b\",\"c\";HEADING=\"t\";"
                       "VALUES(\"t\")=\"2000\";");
    for (const char *name = "abc"; *name; name++) {
        ct_buffer_printf(&b, "VALUES(\"%c\")=\"0\"", *name);
        for (int i = 1; i < 1000; i++)
            ct_buffer_printf(&b, ",\"%d\"", i);
        ct_buffer_text(&b, ";");
    }
    ct_buffer_text(&b, "DATA=1;");
    expect(b.data, "! a table of more than 50000000 cells\n");
    ct_buffer_clear(&b);
}
END_TEST

Suite *px_suite(void);
Suite *px_suite(void)
{
    Suite *s = suite_create("px");
    TCase *t = tcase_create("px");
    tcase_add_test(t, reads_a_cube);
    tcase_add_test(t, the_last_dimension_is_the_fastest);
    tcase_add_test(t, reads_rows_with_keys);
    tcase_add_test(t, writes_periods_as_ours);
    tcase_add_test(t, the_time_must_be_known);
    tcase_add_test(t, reads_encodings);
    tcase_add_test(t, refuses_what_is_not_whole);
    tcase_add_test(t, too_many_values_are_an_error);
    tcase_add_test(t, huge_cubes_are_refused);
    suite_add_tcase(s, t);
    return s;
}
