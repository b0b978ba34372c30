/* SPDX-License-Identifier: GPL-3.0-or-later
 * Descriptors: each setting by what it makes of a few lines of text. */
#include "config.h"

#include "collect/concordance.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "tests/described.h"

#include <string.h>
#include <sys/stat.h>

#define FOLDER DESCRIBED_FOLDER
#define DATA DESCRIBED_DATA

/* Settings, a file, and what is read. */
static const struct described_case readings[] = {
    /* bytes and header */
    {"packed=\",\"; delimiter=\"\\t\"; trim=true; " WIDE,
     "crime,geo\\TIME\t2019 \t2020 \nM,AT\t1 \t2 \nM,DE\t3 \t4 \n",
     "AUT 0101 2019=1, AUT 0101 2020=2, DEU 0101 2019=3, DEU 0101 2020=4"},
    {WIDE, "A title\n\nSource,somebody\ngeo,crime,2019\nAT,M,5\n",
     "AUT 0101 2019=5"},
    {WIDE, "geo,crime,2019-Q2,2019-Q3,\nAT,M,5,6,\n",
     "AUT 0101 2019-Q2=5, AUT 0101 2019-Q3=6"},
    {"encoding=\"windows-1252\"; ignore=\"pa\xc3\xads\"; " WIDE,
     "geo,crime,pa\xeds,2019\nAT,M,\xd6sterreich,5\n", "AUT 0101 2019=5"},
    {"layout=\"wide\"; keys=({column=[\"land\",\"geo\"]; map=\"areas.csv\";},"
     "{text=\"M\"; map=\"offences.csv\";});",
     "geo,2019\nAT,5\n", "AUT 0101 2019=5"},
    {"layout=\"measures\"; time={after=\"Year:\";};"
     "keys=({column=\"geo\"; map=\"areas.csv\";},"
     "{header=true; map=\"offences.csv\";});",
     "Year:,2019\ngeo,M,T\nAT,5,6\n", "AUT 0101 2019=5, AUT 0502 2019=6"},
    {"forms=({" WIDE "}, {" LONG "});", "geo,crime,year,n\nAT,M,2019,5\n",
     "AUT 0101 2019=5"},
    /* numbers */
    {"delimiter=\";\"; decimal=\",\"; thousands=\".\"; " WIDE,
     "geo;crime;2018;2019\nAT;M;1.234,5;12.345.678\n",
     "AUT 0101 2018=1234.5, AUT 0101 2019=12345678"},
    {"scale=3; " WIDE, "geo,crime,2019\nAT,M,1.1\nAT,K,0.0011\n",
     "AUT 0101 2019=1100, AUT 0401 2019=1100E"},
    {"missing=[\":\",\"..\"]; suppressed=\"x\"; cannot_exist=\"/\"; " WIDE,
     "geo,crime,2016,2017,2018,2019,2020,2021\nAT,M,:,..,x,/,,7\n",
     "AUT 0101 2016=O, AUT 0101 2017=O, AUT 0101 2018=Q, AUT 0101 2019=M, "
     "AUT 0101 2020=O, AUT 0101 2021=7"},
    /* flags */
    {"flags_in_value=true; missing=\":\"; "
     "flags=((\"b\",\"B\"),(\"d\",\"D\"),(\"c\",\"Q\"),(\"r\",\"\")); " WIDE,
     "geo,crime,2016,2017,2018,2019,2020\nAT,M,1 b,2 bd,: c,3 r,: b\n",
     "AUT 0101 2016=1B, AUT 0101 2017=2BD, AUT 0101 2018=Q, AUT 0101 2019=3, "
     "AUT 0101 2020=BO"},
    {"status=\"flag\"; flags=((\"est\",\"E\"),(\"e\",\"P\")); " LONG,
     "geo,crime,year,n,flag\nAT,M,2018,1,est\nAT,M,2019,2,e\n",
     "AUT 0101 2018=1E, AUT 0101 2019=2P"},
    {"status=\"flag\"; " LONG, "geo,crime,year,n,flag\nAT,M,2018,1,BE\n",
     "AUT 0101 2018=1BE"},
    /* breaks: on the first observation from then on, on series of those codes,
     * and not where nothing stands before it */
    {"breaks=({area=\"AUT\"; offence=\"01*\"; time=\"2017\"; "
     "note=\"law\";});" LONG,
     "geo,crime,year,n\nAT,M,2016,1\nAT,M,2018,2\nAT,M,2019,3\nAT,T,2016,4\n"
     "AT,T,2018,5\nDE,M,2016,6\nDE,M,2018,7\n",
     "AUT 0101 2016=1, AUT 0101 2018=2B, AUT 0101 2019=3, AUT 0502 2016=4, "
     "AUT 0502 2018=5, DEU 0101 2016=6, DEU 0101 2018=7"},
    {"breaks=({time=\"2017\"; note=\"law\";});" LONG,
     "geo,crime,year,n\nAT,M,2017,1\nAT,M,2018,2\n",
     "AUT 0101 2017=1, AUT 0101 2018=2"},
    /* one key, several values */
    {"same_key=\"first\"; " LONG,
     "geo,crime,year,n\nAT,M,2018,1\nAT,M,2018,2\nAT,M,2018,3\n",
     "AUT 0101 2018=1"},
    {"same_key=\"last\"; " LONG,
     "geo,crime,year,n\nAT,M,2018,1\nAT,M,2018,2\nAT,M,2018,3\n",
     "AUT 0101 2018=3"},
    {"same_key=\"error\"; " LONG,
     "geo,crime,year,n\nAT,M,2018,1\nAT,M,2018,1\nAT,M,2018,\n",
     "AUT 0101 2018=1"},
};

START_TEST(reads_as_described)
{
    described_reads(&readings[_i]);
}
END_TEST

/* Settings, a file whose last cell is bad, and the reason. */
static const struct described_case rejections[] = {
    {"delimiter=\";\"; decimal=\",\"; thousands=\".\"; " WIDE,
     "geo;crime;2018;2019\nAT;M;1;1.23,5\n", NULL},
    {WIDE, "geo,crime,2018,2019\nAT,M,1,\"1,5\"\n", NULL},
    {"flags_in_value=true; flags=((\"b\",\"B\")); " WIDE,
     "geo,crime,2018,2019\nAT,M,1,2 bz\n", "unknown flag 'bz'"},
    {"flags_in_value=true; flags=((\"z\",\"M\")); " WIDE,
     "geo,crime,2018,2019\nAT,M,1,2 z\n",
     "a number, but the status says there is none"},
    {WIDE, "geo,crime,2018\nAT,M,1\nAT,MM,1\n",
     "code 'MM' is not in offences.csv, did you mean 'M'?"},
    {"packed=\";\"; " WIDE, "geo;crime,2018\nAT;M,1\nAT,1\n",
     "not 2 codes parted by ';'"},
};

START_TEST(rejects_what_is_not_as_described)
{
    described_rejects(&rejections[_i]);
}
END_TEST

/* What refuses all: settings, a file, and how the message begins. */
static const struct described_case refusals[] = {
    /* the folder */
    {LONG "\n\n  @include \"more.conf\"\n", "",
     FOLDER "dataset.conf:4: '@include' is not taken: a descriptor stands in "
            "one file"},
    {LONG "\nurl=\"\\xff\";", "",
     FOLDER "dataset.conf:3: a text that is not UTF-8; save the file as UTF-8"},
    {LONG "\ndelimeter=\";\";", "",
     FOLDER "dataset.conf:3: unknown setting 'delimeter', did you mean "
            "'delimiter'?"},
    {LONG "\nsame_key=\"frist\";", "",
     FOLDER "dataset.conf:3: 'same_key' must be one of "
            "reject-both|first|last|error, not 'frist'"},
    {"layout=\"wide\"; keys=({column=\"geo\"; map=\"areas.csv\"; to=\"sex\";"
     "});",
     "",
     FOLDER "dataset.conf:2: a key needs one of 'map', 'to' and 'own', and "
            "'map' alone"},
    {"layout=\"wide\"; keys=({column=\"geo\"; text=\"a\"; to=\"sex\";});", "",
     FOLDER "dataset.conf:2: only one of 'column', 'header', 'file', "
            "'sheet', 'after', 'cell', 'text'"},
    {"layout=\"long\"; time={column=\"year\";};", "",
     FOLDER "dataset.conf: 'numbers' must name the column of 'value'"},
    {WIDE "time={column=\"year\";};", "",
     FOLDER "dataset.conf: layout wide has its periods in the columns' "
            "names: 'time' is from the header"},
    {"layout=\"wide\";\nconstants={sex=\"f\";};", "",
     FOLDER "dataset.conf:3: unknown code of sex 'f'"},
    {WIDE "\nrecording={source=\"polise\";};", "",
     FOLDER "dataset.conf:3: 'source' must be one of police|"},
    {WIDE "flags=((\"e\",\"X\"));", "", FOLDER "dataset.conf:2: a flag is a "},
    {WIDE "vintage={file=\"2019\";};", "",
     FOLDER "dataset.conf:2: '2019' is no regular expression with a group"},
    /* the header */
    {LONG, "geo,crime,yaer,n\nAT,M,2018,1\n",
     DATA ":1: no column 'year'; the nearest is 'yaer'; dataset 'test' expects "
          "geo, crime, year, n; found geo, crime, yaer, n"},
    {LONG, "geo,crime,year,n,note\nAT,M,2018,1,\n",
     DATA ":1:5: unknown column 'note'; dataset 'test' expects "},
    {"preamble=1; " LONG, "a\nb\ngeo,crime,year,n\nAT,M,2018,1\n",
     DATA ":1: no column 'geo'"},
    {WIDE, "geo,crime,total\nAT,M,1\n",
     DATA ":1: no column is named by a period, as '2010'; dataset 'test' "
          "expects geo, crime, periods; found geo, crime, total"},
    /* what the file should say */
    {"vintage={after=\"As of\";}; " LONG, "geo,crime,year,n\nAT,M,2018,1\n",
     DATA ": no cell 'As of' above the header"},
    {"layout=\"wide\"; keys=({file=\"_([MF])[.]csv\"; to=\"sex\";});",
     "2019\n1\n",
     DATA ": the name of the file is not like "
          "'_([MF])[.]csv', which tells what is in it"},
    {"same_key=\"error\"; " LONG,
     "geo,crime,year,n\nAT,M,2018,1\nAT,M,2018,2\n", "same key (AUT offences "},
};

START_TEST(refuses)
{
    described_refuses(&refusals[_i]);
}
END_TEST

/* With no rule both go, and each says where the other is. */
START_TEST(rejects_both_of_a_key)
{
    struct described r;
    describe(&r, LONG,
             "geo,crime,year,n\nAT,M,2018,1\nAT,M,2018,2\nAT,M,2019,3\n");
    char *got = described_told(&r);
    ck_assert_str_eq(got, "AUT 0101 2019=3");
    ck_assert_uint_eq(r.rejects.n, 2);
    ck_assert_int_eq((int)r.rejects.items[0].line, 2);
    ck_assert_ptr_nonnull(strstr(r.rejects.items[0].reason, ":3, which has 2"));
    ck_assert_ptr_nonnull(strstr(r.rejects.items[1].reason, ":2, which has 1"));
    free(got);
    described_clear(&r);
}
END_TEST

/* A number that is not given is no number; but less than 5 is not 11. */
START_TEST(bounds_may_deny_a_number)
{
    struct described r;
    describe(&r, "below=\"<\"; " LONG,
             "geo,crime,year,n\nAT,M,2018,<5\nAT,M,2018,3\n"
             "AT,M,2019,<5\nAT,M,2019,11\n");
    char *got = described_told(&r);
    ck_assert_str_eq(got, "AUT 0101 2018=3");
    ck_assert_uint_eq(r.rejects.n, 2);
    ck_assert_str_eq(r.rejects.items[0].value, "at most 4");
    ck_assert_ptr_nonnull(strstr(r.rejects.items[0].reason, "which has 11"));
    ck_assert_ptr_nonnull(strstr(r.rejects.items[1].reason, "has at most 4"));
    ck_assert_uint_eq(r.accounting.taken, 1);
    ck_assert_uint_eq(r.accounting.rejected, 2);
    free(got);
    described_clear(&r);
}
END_TEST

/* Area exact, offence broader or overlaps: a chain is as good as its worst
 * link. */
START_TEST(a_series_has_the_worst_relation)
{
    struct described r;
    describe(&r, WIDE, "geo,crime,2018\nAT,M,1\nAT,T,2\nAT,K,3\n");
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_uint_eq(r.panel->n_series, 3);
    ck_assert_str_eq(ct_panel_code_of(r.panel, "relation", 0), "exact");
    ck_assert_str_eq(ct_panel_code_of(r.panel, "relation", 1), "overlaps");
    ck_assert_str_eq(ct_panel_code_of(r.panel, "relation", 2), "broader");
    ck_assert(described_notes(&r, "with cars"));
    described_clear(&r);
}
END_TEST

/* Also where another code of the row is not known. */
START_TEST(counts_what_is_ignored_by_reason)
{
    struct described r;
    describe(&r, WIDE,
             "geo,crime,2018,2019\nAT,M,1,2\nEU,M,3,4\nEU,QQ,5,\nX,M,6,7\n");
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_uint_eq(r.rejects.n, 0);
    ck_assert_uint_eq(r.accounting.ignored, 6);
    ck_assert(described_notes(&r, "4 cells ignored: a union"));
    ck_assert(described_notes(&r, "2 cells ignored: no place"));
    described_clear(&r);
}
END_TEST

START_TEST(knows_edition_and_codes_from_name_and_preamble)
{
    struct described r;
    describe(&r,
             "layout=\"wide\"; vintage={after=\"As of\";};"
             "keys=({file=\"-([MF])[.]csv\"; to=\"sex\";});"
             "recording={attempts=\"included\";};",
             "As of,2020-05\n2019\n1\n");
    ck_assert_msg(r.panel != NULL, "%s", r.message);
    ck_assert_str_eq(ct_panel_code_of(r.panel, "sex", 0), "F");
    ck_assert_str_eq(ct_panel_code_of(r.panel, "attempts", 0), "included");
    ck_assert_str_eq(r.panel->provenance.inputs[0].vintage, "2020-05");
    described_clear(&r);
}
END_TEST

/* A table's mistakes are told by its own file and line. */
START_TEST(refuses_a_bad_table)
{
    static const char *const tables[][2] = {
        {"code,offence\nM,0101\nT,9999\n",
         FOLDER "table.csv:3: unknown code of offence '9999'"},
        {"code,offence\nM,0101\nM,0502\n",
         FOLDER "table.csv:3: a second row for the code 'M'"},
        {"code,offence,relation\nM,0101,same\n",
         FOLDER "table.csv:2: unknown relation 'same'"},
        {"code,offence,ignore\nM,0101,not wanted\n", FOLDER
         "table.csv:2: a row that is ignored gives no code, but has '0101'"},
    };
    struct ct_error err = {0};
    char message[2048];
    char *datadir = ct_datadir();
    char *lists = ct_xasprintf("%s/codelists", datadir);
    struct ct_codes *codes = ct_codes_read(lists, NULL);
    mkdir(FOLDER, 0777);
    described_write(FOLDER "table.csv", tables[_i][0]);
    struct ct_vocabulary vocabulary = {.codes = codes};
    ck_assert_ptr_null(ct_concordance_read(FOLDER "table.csv", "table.csv",
                                           &vocabulary, &err));
    ct_error_format(&err, message, sizeof message);
    ck_assert_str_eq(message, tables[_i][1]);
    ct_codes_destroy(codes);
    free(lists);
    free(datadir);
}
END_TEST

#define LOOP(t, test, cases)                                                   \
    tcase_add_loop_test(t, test, 0, sizeof(cases) / sizeof *(cases))

Suite *descriptor_suite(void);
Suite *descriptor_suite(void)
{
    Suite *s = suite_create("descriptor");
    TCase *t = tcase_create("settings");
    LOOP(t, reads_as_described, readings);
    LOOP(t, rejects_what_is_not_as_described, rejections);
    LOOP(t, refuses, refusals);
    tcase_add_test(t, rejects_both_of_a_key);
    tcase_add_test(t, bounds_may_deny_a_number);
    tcase_add_test(t, a_series_has_the_worst_relation);
    tcase_add_test(t, counts_what_is_ignored_by_reason);
    tcase_add_test(t, knows_edition_and_codes_from_name_and_preamble);
    tcase_add_loop_test(t, refuses_a_bad_table, 0, 4);
    suite_add_tcase(s, t);
    return s;
}
