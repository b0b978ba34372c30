/* SPDX-License-Identifier: GPL-3.0-or-later
 * Events counted, and values to date parted. */
#include "config.h"

#include "lib/buffer.h"
#include "tests/described.h"

#define FOLDER DESCRIBED_FOLDER
#define DATA DESCRIBED_DATA
#define EVENTS                                                                 \
    "layout=`incident`; time={column=`date`;}; "                               \
    "keys=({column=`crime`; map=`offences.csv`;}); "
#define TO_DATE                                                                \
    "layout=`long`; cumulative=true; time={column=`t`;}; "                     \
    "numbers={value=`n`;};"

static const struct described_case readings[] = {
    {EVENTS, "crime,date\nM,2018-01-05\nM,2018-01-06\nT,2018-03-01\n",
     "_T 0101 2018-01=2, _T 0502 2018-03=1"},
    {"count=`rows`; freq=`A`; " EVENTS,
     "crime,date\nM,2018-01-05\nM,2018-11-06\n", "_T 0101 2018=2"},
    {"count=`distinct id`; " EVENTS,
     "crime,date,id\nM,2018-01-05,a\nM,2018-01-06,a\nM,2018-01-07,b\n"
     "T,2018-01-07,a\nM,2018-02-07,a\nM,2018-01-01,\nM,2018-01-01,\n",
     "_T 0101 2018-01=4, _T 0101 2018-02=1, _T 0502 2018-01=1"},
    {"count=`sum Number of victims`; " EVENTS,
     "crime,date,Number of victims\nM,2018-01-05,2\nM,2018-01-06,3\n"
     "M,2018-01-06,\nM,2018-02-06,0\n",
     "_T 0101 2018-01=5, _T 0101 2018-02=0"},
    {"absent=`zero`; " EVENTS, "crime,date\nM,2018-01-05\nT,2018-04-06\n",
     "_T 0101 2018-01=1, _T 0101 2018-02=0, _T 0101 2018-03=0, "
     "_T 0101 2018-04=0, _T 0502 2018-01=0, _T 0502 2018-02=0, "
     "_T 0502 2018-03=0, _T 0502 2018-04=1"},
    {"absent=`missing`; " EVENTS, "crime,date\nM,2018-01-05\nM,2018-04-06\n",
     "_T 0101 2018-01=1, _T 0101 2018-04=1"},
    {"ignore_rows=({column=`date`; is=``; reason=`no date`;}); " EVENTS,
     "crime,date\nM,\nM,2018-04-06\n", "_T 0101 2018-04=1"},
    /* to date */
    {TO_DATE, "t,n\n2018-Q1,5\n2018-Q2,12\n2018-Q3,20\n2018-Q4,30\n",
     "_T _T YTD 2018-Q1=5, _T _T YTD 2018-Q2=12, _T _T YTD 2018-Q3=20, "
     "_T _T 2018=30, _T _T 2018-Q1=5, _T _T 2018-Q2=7I, _T _T 2018-Q3=8I, "
     "_T _T 2018-Q4=10I"},
    /* annual figures alone: no code of definition was there before them */
    {TO_DATE KEYS, "t,n,geo,crime\n2018-Q4,30,AT,M\n2017-Q4,20,AT,M\n",
     "AUT 0101 2017=20, AUT 0101 2018=30"},
    /* where one is missing, so are the two differences with it */
    {TO_DATE, "t,n\n2018-Q1,5\n2018-Q2,\n2018-Q3,20\n2018-Q4,30\n",
     "_T _T YTD 2018-Q1=5, _T _T YTD 2018-Q2=O, _T _T YTD 2018-Q3=20, "
     "_T _T 2018=30, _T _T 2018-Q1=5, _T _T 2018-Q4=10I"},
    {"freq=`M`; " TO_DATE, "t,n\n2018-01,5\n2018-02,12\n2019-02,3\n",
     "_T _T YTD 2018-01=5, _T _T YTD 2018-02=12, _T _T YTD 2019-02=3, "
     "_T _T 2018-01=5, _T _T 2018-02=7I"},
    {"layout=`wide`; cumulative=true; time={header=true; format=`%B-%B "
     "%Y`;};" KEYS,
     "geo,crime,January-March 2018,January-June 2018\nAT,M,1,3\n",
     "AUT 0101 YTD 2018-Q1=1, AUT 0101 YTD 2018-Q2=3, AUT 0101 2018-Q1=1, "
     "AUT 0101 2018-Q2=2I"},
};

START_TEST(reads_as_described)
{
    described_reads(&readings[_i]);
}
END_TEST

static const struct described_case rejections[] = {
    {EVENTS, "crime,date\nM,2018-01-05\nM,5 January\n",
     "not a period, '5 January'; wanted is 2010, 2010-Q2 or 2010-06"},
    {EVENTS, "crime,date\nM,2018-01-05\nQ,2018-01-05\n",
     "code 'Q' is not in offences.csv"},
    {"count=`sum n`; " EVENTS, "crime,date,n\nM,2018-01-05,1\nM,2018-01-05,x\n",
     NULL},
    {"count=`sum n`; " EVENTS,
     "crime,date,n\nM,2018-01-05,1\nM,2018-01-05,-1\n", "a negative number"},
};

START_TEST(rejects_what_is_not_as_described)
{
    described_rejects(&rejections[_i]);
}
END_TEST

#define CONF FOLDER "dataset.conf:2: "

static const struct described_case refusals[] = {
    {"count=`distinct`; " EVENTS, "",
     CONF "'count' must be \"rows\", \"distinct COLUMN\" or \"sum COLUMN\", "
          "not 'distinct'"},
    {"absent=`none`; " EVENTS, "",
     CONF "'absent' must be one of missing|zero, not 'none'"},
    {"freq=`W`; " EVENTS, "", CONF "'freq' must be one of A|Q|M, not 'W'"},
    {"months=[`a`,`b`]; " EVENTS, "", CONF "'months' must be 12 names, not 2"},
    {"time={column=`d`; format=`%d`;};", "",
     CONF "format '%d': a time needs its year, %Y or %y"},
    {"time={column=`d`; forma=`%Y`;};", "",
     CONF "unknown setting 'forma', did you mean 'format'?"},
    {"time=`d`;", "", CONF "'time' must be a group { ... }"},
    {"cumulative=`yes`; " EVENTS, "",
     CONF "'cumulative' must be true or false"},
    {"count=`distinct id`; " EVENTS, "crime,date\nM,2018-01-05\n",
     DATA ":1: no column 'id'"},
};

START_TEST(refuses)
{
    described_refuses(&refusals[_i]);
}
END_TEST

START_TEST(says_what_it_derived_and_counted_once)
{
    struct described r;
    describe(&r, TO_DATE, "t,n\n2018-Q1,5\n2018-Q2,12\n");
    ck_assert_msg(r.panel != NULL, "%s", r.message);
    ck_assert(described_notes(
        &r, "periods after the first of a year are the difference of two "
            "published figures for the year to date"));
    described_clear(&r);
    describe(&r, "count=`distinct id`; " EVENTS,
             "crime,date,id\nM,2018-01-05,a\nM,2018-01-06,a\n");
    ck_assert_uint_eq(r.accounting.ignored, 1);
    ck_assert(described_notes(&r, "1 cells ignored: the same event again"));
    described_clear(&r);
}
END_TEST

/* What a year gained has the note of the figure it was had from. */
START_TEST(derived_periods_have_the_notes_of_their_figures)
{
    struct described r;
    describe(&r, "notes=({column=`s`;}); " TO_DATE KEYS,
             "t,n,geo,crime,s\n2018-Q1,5,AT,M,police\n2018-Q1,7,DE,M,health\n"
             "2018-Q2,9,DE,M,health\n");
    ck_assert_msg(r.panel != NULL, "%s", r.message);
    size_t n = 0;
    for (size_t i = 0; i < r.panel->provenance.n_notes; i++)
        n += strcmp(ct_note_text(&r.panel->provenance, i), "police") == 0;
    ck_assert_uint_eq(n, 2);
    described_clear(&r);
}
END_TEST

/* Every place gets a 0 for every month between the dates far apart. */
START_TEST(refuses_zeros_without_end)
{
    struct ct_buffer text = {0};
    struct described r;
    ct_buffer_text(&text, "place,date\nA,9999-12-31\n");
    for (char place = 'A'; place <= 'Z'; place++)
        ct_buffer_printf(&text, "%c,0001-01-05\n%c%c,0001-01-05\n", place,
                         place, place);
    describe(&r,
             "layout=`incident`; absent=`zero`; time={column=`date`;}; "
             "keys=({column=`place`; own=`USA`; to=`area`;}); "
             "constants={offence=`_T`;};",
             text.data);
    ck_assert_ptr_null(r.panel);
    ck_assert_str_eq(r.message,
                     DATA ": from 0001-01 to 9999-12 there would be 6239376 "
                          "counts, most of them 0, too many; is a date wrong? "
                          "else set absent to 'missing'");
    described_clear(&r);
    ct_buffer_clear(&text);
}
END_TEST

#define LOOP(t, test, cases)                                                   \
    tcase_add_loop_test(t, test, 0, sizeof(cases) / sizeof *(cases))

Suite *incident_suite(void);
Suite *incident_suite(void)
{
    Suite *s = suite_create("incident");
    TCase *t = tcase_create("events");
    LOOP(t, reads_as_described, readings);
    LOOP(t, rejects_what_is_not_as_described, rejections);
    LOOP(t, refuses, refusals);
    tcase_add_test(t, says_what_it_derived_and_counted_once);
    tcase_add_test(t, derived_periods_have_the_notes_of_their_figures);
    tcase_add_test(t, refuses_zeros_without_end);
    suite_add_tcase(s, t);
    return s;
}
