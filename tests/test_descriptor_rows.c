/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settings of header, rows and layout: each by a file that would be read
 * otherwise, or not at all, without it. */
#include "config.h"

#include "tests/described.h"

#define FOLDER DESCRIBED_FOLDER
#define DATA DESCRIBED_DATA
#define MEASURES                                                               \
    "layout=`measures`; time={column=`year`;}; "                               \
    "keys=({column=`geo`; map=`areas.csv`;},"                                  \
    "{header=true; map=`offences.csv`;});"

static const struct described_case readings[] = {
    /* the header */
    {"columns=[`geo`,`crime`,`year`,`n`]; " LONG, "AT,M,2018,1\nDE,M,2018,2\n",
     "AUT 0101 2018=1, DEU 0101 2018=2"},
    {"header_rows=2; layout=`wide-measures`; time={header=`[|]([0-9]{4})$`;};"
     "keys=({column=`geo`; map=`areas.csv`;},"
     "{header=`^(.)[|]`; map=`offences.csv`;});",
     ",M,T\ngeo,2018,2019\nAT,1,2\n", "AUT 0101 2018=1, AUT 0502 2019=2"},
    {"merged=true; header_rows=2; layout=`wide-measures`;"
     "time={header=`[|]([0-9]{4})$`;};"
     "keys=({column=`geo`; map=`areas.csv`;},"
     "{header=`^(.)[|]`; map=`offences.csv`;});",
     "geo,M,,T\n,2018,2019,2018\nAT,1,2,3\n",
     "AUT 0101 2018=1, AUT 0101 2019=2, AUT 0502 2018=3"},
    {"merged=true; ignore=[`M|2`,`T|2`]; " MEASURES,
     "geo,year,M,M,T,T\nAT,2018,1,9,2,9\n", "AUT 0101 2018=1, AUT 0502 2018=2"},
    {WIDE, "geo,\"crime\n\",\"  20 \n\"\n,,\ngeo,crime, 2018 \nAT,M,5\n",
     "AUT 0101 2018=5"},
    {"preamble=2; " LONG, "a\nb\ngeo,crime,year,n\nAT,M,2018,1\n",
     "AUT 0101 2018=1"},
    {LONG, "geo,crime,year,n\nAT,M,2018,1\ngeo,crime,year,n\nDE,M,2018,2\n",
     "AUT 0101 2018=1, DEU 0101 2018=2"},
    /* columns that are not read */
    {"ignore=[`a`,`not there`]; " LONG, "geo,a,crime,year,n\nAT,?,M,2018,1\n",
     "AUT 0101 2018=1"},
    {"ignore=[`a`]; " LONG, "geo,a,crime,a,year,n\nAT,?,M,?,2018,1\n",
     "AUT 0101 2018=1"},
    {"ignore=[``]; " LONG, "geo,,crime,,year,n,\nAT,?,M,?,2018,1,?\n",
     "AUT 0101 2018=1"},
    {"ignore_like=`^[Cc]hange`; " WIDE,
     "geo,crime,2018,Change 17/18,change\nAT,M,1,2,3\n", "AUT 0101 2018=1"},
    /* rows that are no data */
    {"end=`^Source`; " LONG,
     "geo,crime,year,n\nAT,M,2018,1\n,Source: us,,\nDE,M,2018,2\n",
     "AUT 0101 2018=1"},
    {"skip=`^(persons|--)`; " LONG,
     "geo,crime,year,n\n,,,persons\nAT,M,2018,1\n--\nDE,M,2018,2\n",
     "AUT 0101 2018=1, DEU 0101 2018=2"},
    {LONG, "geo,crime,year,n\n\nAT,M,2018,1\n,,,\n\n", "AUT 0101 2018=1"},
    {"ignore_rows=({column=`year`; is=[`all`,`sum`]; reason=`sums`;},"
     "{column=`geo`; differs=`^[A-Z]{2}$`; reason=`no state`;}); " LONG,
     "geo,crime,year,n\nAT,M,2018,1\nAT,M,all,2\nAT,?,sum,3\nA,M,2018,4\n",
     "AUT 0101 2018=1"},
    {"ignore_rows=({column=`geo`; isnt=`AT`; reason=`others`;}); " LONG,
     "geo,crime,year,n\nAT,M,2018,1\nDE,M,2018,2\n", "AUT 0101 2018=1"},
    {"ignore_rows=({column=`geo`; matches=`^D`; reason=`others`;}); " LONG,
     "geo,crime,year,n\nAT,M,2018,1\nDE,M,2018,2\n", "AUT 0101 2018=1"},
    /* cells that are not where they should be */
    {"fill=[`geo`,`crime`]; " LONG,
     "geo,crime,year,n\nAT,M,2018,1\n,,2019,2\n ,T,2018,3\nDE,,2018,4\n",
     "AUT 0101 2018=1, AUT 0101 2019=2, AUT 0502 2018=3, DEU 0502 2018=4"},
    {"fill=[`geo`]; ignore_rows=({column=`crime`; is=``; "
     "reason=`sums`;}); " LONG,
     "geo,crime,year,n\nAT,,2018,1\n,M,2018,2\n", "AUT 0101 2018=2"},
    {"rejoin=`law`; layout=`long`; time={column=`year`;}; numbers={value=`n`;};"
     "keys=({column=`law`; own=`AUT`; to=`offence`;});",
     "law,year,n\nArms Act, 1959,2018,1\nArms, 2018,2018,2\nOther,2018,3\n",
     "_T AUT:Arms_2018 2018=2, _T AUT:Arms_Act_1959 2018=1, "
     "_T AUT:Other 2018=3"},
    {"short_rows=true; " WIDE, "geo,crime,2018,2019\nAT,M,1\nDE,M,1,2,\n",
     "AUT 0101 2018=1, AUT 0101 2019=O, DEU 0101 2018=1, DEU 0101 2019=2"},
    {"trim=true; " LONG, "geo,crime,year,n\n AT,M ,2018 , 1\n",
     "AUT 0101 2018=1"},
    /* titles */
    {"titles=({name=`geo`; alone=true;}); " LONG,
     "crime,year,n\nAT,,\nM,2018,1\nM,2019,2\n,DE,\nM,2018,3\n",
     "AUT 0101 2018=1, AUT 0101 2019=2, DEU 0101 2018=3"},
    {"titles=({name=`year`; matches=`^In ([0-9]+):`;}); " LONG,
     "In 2018:\ngeo,crime,n\nAT,M,1\nIn 2019:,x,y\ngeo,crime,n\nAT,M,2\n",
     "AUT 0101 2018=1, AUT 0101 2019=2"},
    {"titles=({name=`geo`; matches=`^(AT|DE)$`; data=true;}); "
     "layout=`long`; time={column=`year`;}; numbers={value=`n`;};"
     "keys=({column=`geo`; map=`areas.csv`;},"
     "{column=`crime`; map=`offences.csv`; "
     "when={column=`crime`; differs=`AT|DE`;};});",
     "crime,year,n\nAT,2018,1\nM,2018,2\nDE,2018,3\n",
     "AUT 0101 2018=2, AUT _T 2018=1, DEU _T 2018=3"},
    /* a title ends those below it in the list */
    {"titles=({name=`year`; matches=`^[0-9]+$`;},"
     "{name=`kind`; matches=`^(F|G)$`;});"
     "layout=`long`; time={column=`year`;}; numbers={value=`n`;};"
     "keys=({column=`geo`; map=`areas.csv`;},"
     "{column=`kind`; to=`definition`; optional=true;});",
     "geo,n\n2018\nF\nAT,1\n2019\nAT,2\n", "AUT _T F 2018=1, AUT _T 2019=2"},
    /* flags beside each value */
    {"flags_beside=true; flags=((`p`,`P`),(`e`,`E`)); " WIDE,
     "geo,crime,2018,,2019,,2020,flag\nAT,M,1,p,2,,,e\n",
     "AUT 0101 2018=1P, AUT 0101 2019=2, AUT 0101 2020=EO"},
    {"flags_beside=true; merged=true; flags=((`p`,`P`)); " WIDE,
     "geo,crime,2018,Flag,2019,Flag\nAT,M,1,p,2,\n",
     "AUT 0101 2018=1P, AUT 0101 2019=2"},
    {"flags_beside=true; ignore=`Remark`; " WIDE,
     "geo,crime,2018,Remark\nAT,M,1,?\n", "AUT 0101 2018=1"},
    /* layouts */
    {MEASURES, "geo,year,T,M\nAT,2018,1,2\n",
     "AUT 0101 2018=2, AUT 0502 2018=1"},
    {"layout=`wide`; time={parts=({column=`year`; pattern=`FY([0-9]+)`;},"
     "{header=true;}); format=`%Y|%B`;};" KEYS,
     "geo,crime,year,Jan,February\nAT,M,FY2018,1,2\n",
     "AUT 0101 2018-01=1, AUT 0101 2018-02=2"},
    {"layout=`wide`; time={parts=({header=true;},{column=`month`;});"
     "format=`%Y|%m`;};" KEYS,
     "geo,crime,month,2018,2019\nAT,M,2,1,2\n",
     "AUT 0101 2018-02=1, AUT 0101 2019-02=2"},
    {"free=true; layout=`long`; time={column=`time`;}; numbers={value=`v`;};",
     "area,offence,drug,time,v\nAUT,0101,x,2018,1\n", "AUT 0101 x 2018=1"},
    {"free=true; unchecked=true; layout=`long`; time={column=`time`;};"
     "numbers={value=`v`;};",
     "area,time,v\nNowhere,2018,-1\n", "Nowhere _T 2018=-1"},
    /* forms: each starts from the settings outside */
    {"delimiter=`;`; forms=({layout=`wide`;}, {delimiter=`,`; layout=`long`;"
     "time={column=`year`;}; numbers={value=`n`;};}); " KEYS,
     "geo,crime,year,n\nAT,M,2018,1\n", "AUT 0101 2018=1"},
    {"delimiter=`;`; forms=({layout=`wide`;}, {delimiter=`,`; layout=`long`;"
     "time={column=`year`;}; numbers={value=`n`;};}); " KEYS,
     "geo;crime;2018\nAT;M;1\n", "AUT 0101 2018=1"},
};

START_TEST(reads_as_described)
{
    described_reads(&readings[_i]);
}
END_TEST

static const struct described_case rejections[] = {
    {LONG, "geo,crime,year,n\nAT,M,2018,1\nAT,M,2018\n",
     "3 cells, the header has 4"},
    {"short_rows=true; " LONG, "geo,crime,year,n\nAT,M,2018,1\nAT,M,2018,2,3\n",
     "5 cells, the header has 4"},
    {LONG, "geo,crime,year,n,\nAT,M,2018,1,\nDE,M,2018,1,x\n",
     "a cell in a column without a name"},
    {LONG, "geo,crime,year,n\nAT,M,2018,1\nAT ,M,2018,1\n",
     "code 'AT ' is not in areas.csv, did you mean 'AT'?"},
    {LONG, "geo,crime,year,n\nAT,M,2018,1\nAT,M,2019,-1\n",
     "a negative number"},
    {"flags_beside=true; flags=((`p`,`P`)); " WIDE,
     "geo,crime,2018,,2019,\nAT,M,1,p,2,q\n", "unknown flag 'q'"},
    {"titles=({name=`geo`; alone=true;}); " LONG,
     "crime,year,n\nM,2018,1\nAT\nM,2018,1\n", "code '' is not in areas.csv"},
    {"constants={freq=`M`; measure=`offences`;};"
     "layout=`long`; time={column=`year`;}; numbers={value=`n`;};",
     "year,n\n2018-01,1\n2018,1\n", "the period is of freq A, but freq is M"},
};

START_TEST(rejects_what_is_not_as_described)
{
    described_rejects(&rejections[_i]);
}
END_TEST

#define CONF FOLDER "dataset.conf:2: "

static const struct described_case refusals[] = {
    {"layout=`broad`;", "", CONF "unknown layout 'broad', known: long, wide"},
    {"carier=`x`;", "", CONF "unknown setting 'carier', did you mean"},
    {"preamble=`3`;", "", CONF "'preamble' must be a number from 0 to 1000"},
    {"header_rows=10;", "", CONF "'header_rows' must be a number from 1 to 9"},
    {"merged=1;", "", CONF "'merged' must be true or false"},
    {"packed=`,,`;", "", CONF "'packed' must be one character"},
    {"thousands=`.`; " LONG, "",
     CONF "'.' cannot be both marks of numbers: set 'decimal' and "
          "'thousands'"},
    {"delimiter=`;;`;", "", CONF "'delimiter' must be one character, not ';;'"},
    {"end=`(`;", "", CONF "'(' is no regular expression"},
    {"skip=3;", "", CONF "'skip' must be a text in quotes"},
    {"ignore=[1,2];", "",
     CONF "'ignore' must be a text in quotes, or several in brackets"},
    {"ignore_like=`[`;", "", CONF "'[' is no regular expression"},
    {"ignore_rows=({column=`a`; is=`b`;});", "",
     CONF "rows that are left out need a 'reason'"},
    {"ignore_rows=({column=`a`; reason=`b`;});", "",
     CONF "a condition needs 'column' and one of 'is', 'isnt', 'matches', "
          "'differs'"},
    {"ignore_rows=(`a`);", "", CONF "a condition must be a group { ... }"},
    {"ignore_rows=({column=`a`; equals=`b`;});", "",
     CONF "unknown setting 'equals'"},
    {"titles=`a`;", "", CONF "'titles' must be a list ( ... )"},
    {"titles=(`a`);", "", CONF "a title must be a group { ... }"},
    {"titles=({name=`a`;});", "",
     CONF "a title needs 'name', and 'matches' or 'alone'"},
    {"titles=({title=`a`;});", "", CONF "unknown setting 'title'"},
    {"forms=(`a`); layout=`wide`;", "", CONF "a form must be a group { ... }"},
    {"forms=({layot=`wide`;});", "",
     CONF "unknown setting 'layot', did you mean 'layout'?"},
    {"layout=`measures`; time={column=`a`;};", "",
     FOLDER
     "dataset.conf: layout measures needs a key from the header, that says "
     "which columns hold values"},
    {"layout=`long`; numbers={value=`n`;}; time={header=true;};", "",
     FOLDER "dataset.conf: 'time' from the header is for layout wide or "
            "wide-measures"},
    {"layout=`wide`; numbers={value=`n`;};", "",
     CONF "'numbers' is for layout long, not wide"},
    {"count=`rows`; " LONG, "",
     CONF "'count' is for layout incident, not long"},
    {"layout=`wide`; absent=`zero`;", "",
     CONF "'absent' is for layout incident, not wide"},
    {"layout=`long`;", "", FOLDER "dataset.conf: setting 'time' is missing"},
    {"time={column=`a`;};", "",
     FOLDER "dataset.conf: setting 'layout' is missing"},
    /* the header */
    {"columns=[`geo`,`crime`,`year`,`n`]; " LONG, "AT,M,2018\n",
     DATA ":1: 3 cells in a row, the dataset has 4"},
    {LONG, "geo,crime,n,year,n\nAT,M,1,2018,1\n",
     DATA ":1:5: two columns are called 'n'"},
    {MEASURES, "geo,year,X\nAT,2018,1\n",
     DATA ":1: no column is one of the values known"},
    {MEASURES, "geo,year,M,Y\nAT,2018,1,1\n", DATA ":1:4: unknown column 'Y'"},
    {"titles=({name=`year2`; alone=true;}); " LONG,
     "geo,crime,year,n\nAT,M,2018,1\n", DATA ":1:5: unknown column 'year2'"},
    {"fill=`a`; " LONG, "geo,crime,year,n\nAT,M,2018,1\n",
     DATA ":1: no column 'a'"},
    {"rejoin=`a`; " LONG, "geo,crime,year,n\nAT,M,2018,1\n",
     DATA ":1: no column 'a'"},
    {"header_rows=2; " LONG, "geo,crime,year,n\n",
     DATA ":1: the header has 2 rows"},
    {"encoding=`no-such`; " LONG, "geo\n", DATA ": "},
    {LONG, "", DATA ": the file is empty"},
    {LONG, "geo,crime,year,n\n", DATA ": no rows below the header"},
    {"free=true; layout=`long`; time={column=`time`;}; numbers={value=`v`;};",
     "area,ofence,time,v\nAUT,0101,2018,1\n",
     DATA ":1:2: unknown column 'ofence', did you mean 'offence'?"},
};

START_TEST(refuses)
{
    described_refuses(&refusals[_i]);
}
END_TEST

START_TEST(counts_rows_left_out_by_reason)
{
    struct described r;
    describe(&r,
             "ignore_rows=({column=`geo`; is=`DE`; reason=`others`;}); " LONG,
             "geo,crime,year,n\nAT,M,2018,1\nDE,M,2018,2\nDE,?,x,y\n");
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_uint_eq(r.accounting.ignored, 2);
    ck_assert(described_notes(&r, "2 cells ignored: others"));
    described_clear(&r);
}
END_TEST

#define LOOP(t, test, cases)                                                   \
    tcase_add_loop_test(t, test, 0, sizeof(cases) / sizeof *(cases))

Suite *descriptor_rows_suite(void);
Suite *descriptor_rows_suite(void)
{
    Suite *s = suite_create("descriptor_rows");
    TCase *t = tcase_create("rows");
    LOOP(t, reads_as_described, readings);
    LOOP(t, rejects_what_is_not_as_described, rejections);
    LOOP(t, refuses, refusals);
    tcase_add_test(t, counts_rows_left_out_by_reason);
    suite_add_tcase(s, t);
    return s;
}
