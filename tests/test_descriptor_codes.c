/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settings of keys: where texts come from and what becomes of them. */
#include "config.h"

#include "collect/concordance.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "tests/described.h"

#include <string.h>

#define FOLDER DESCRIBED_FOLDER
#define DATA DESCRIBED_DATA
#define ONE "layout=`long`; time={column=`year`;}; numbers={value=`n`;}; "

static const struct described_case readings[] = {
    /* origins */
    {"layout=`wide`; keys=({text=`AT`; map=`areas.csv`;},"
     "{cell=`B1`; map=`offences.csv`;});",
     "a,M\n2018\n1\n", "AUT 0101 2018=1"},
    {"layout=`wide`; keys=({after=[`Kind:`,`Crime:`]; map=`offences.csv`;});",
     "x\nCrime:,M\n2018\n1\n", "_T 0101 2018=1"},
    {"layout=`wide`; keys=({file=true; pattern=`-(F)[.]`; to=`sex`;});",
     "2018\n1\n", "_T _T F 2018=1"},
    {"layout=`wide`; keys=({after=`Kind:`; pattern=`^(.) `; "
     "map=`offences.csv`;});",
     "Kind:,M (all)\n2018\n1\n", "_T 0101 2018=1"},
    {"layout=`measures`; time={column=`year`;};"
     "keys=({header=`^(.)-`; map=`offences.csv`;},{header=`-(.)$`; "
     "to=`sex`;});",
     "year,M-F,M-M\n2018,1,2\n", "_T 0101 F 2018=1, _T 0101 M 2018=2"},
    {ONE
     "keys=({column=`geo`; pattern=`^([A-Z]+)[0-9 ]*$`; map=`areas.csv`;});",
     "geo,year,n\nAT 1,2018,1\nDE23,2018,2\n", "AUT _T 2018=1, DEU _T 2018=2"},
    /* uses */
    {ONE "keys=({column=`a`; to=`area`;},{column=`s`; to=`sex`;});",
     "a,s,year,n\nUS-AL,F,2018,1\n", "US-AL _T F 2018=1"},
    {ONE "keys=({column=`a`; own=`AUT`;});",
     "a,year,n\nSt. P\xc3\xb6lten (Land),2018,1\nA:B,2018,2\n",
     "AUT:A_B _T 2018=2, AUT:St._P\xc3\xb6lten_Land_ _T 2018=1"},
    {ONE "keys=({parts=({column=`a`;},{column=`b`;}); own=`AUT`;});",
     "a,b,year,n\nX,Y,2018,1\nZ,Y,2018,2\n",
     "AUT:X_Y _T 2018=1, AUT:Z_Y _T 2018=2"},
    {ONE "keys=({parts=({column=`a`;},{text=`-`;},{column=`b`; "
         "pattern=`^([0-9])`;}); own=`AUT`; to=`offence`;});",
     "a,b,year,n\nX,1z,2018,1\n", "_T AUT:X_-_1 2018=1"},
    {ONE "keys=({column=`a`; own=`AUT`;}, "
         "{column=`a`; map=`areas.csv`; others=true;});",
     "a,year,n\nAT,2018,1\nQ,2018,2\n", "AUT _T 2018=1, AUT:Q _T 2018=2"},
    {ONE "keys=({column=`a`; to=`area`; optional=true;});", "year,n\n2018,1\n",
     "_T _T 2018=1"},
    {ONE "keys=({column=`a`; to=`area`; optional=true;});",
     "a,year,n\n,2018,1\nAUT,2018,2\n", "AUT _T 2018=2, _T _T 2018=1"},
    {ONE "keys=({column=`a`; pattern=`<(.*)>`; to=`area`; optional=true;});",
     "a,year,n\nx,2018,1\n<AUT>,2018,2\n", "AUT _T 2018=2, _T _T 2018=1"},
    /* conditions */
    {ONE "keys=({column=`a`; map=`areas.csv`; when={column=`k`; is=`1`;};},"
         "{column=`a`; own=`AUT`; when=({column=`k`; isnt=[`1`,`3`];},"
         "{column=`a`; matches=`^Q`;});});",
     "a,k,year,n\nAT,1,2018,1\nQ,2,2018,2\nQ,3,2018,3\nR,2,2019,4\n",
     "AUT _T 2018=1, AUT:Q _T 2018=2, _T _T 2018=3, _T _T 2019=4"},
    {ONE "keys=({text=`F`; to=`sex`; when={column=`k`; differs=`^m`;};});",
     "k,year,n\nf,2018,1\nm,2018,2\n", "_T _T F 2018=1, _T _T 2018=2"},
    {"layout=`measures`; time={column=`year`;};"
     "keys=({header=true; map=`offences.csv`;},"
     "{header=true; own=`AUT`; to=`definition`; "
     "when={column=`k`; is=`d`;};});",
     "k,year,M\nd,2018,1\ne,2018,2\n", "_T 0101 AUT:M 2018=1, _T 0101 2018=2"},
    /* a later key goes before an earlier one, keys before constants */
    {"constants={area=`FRA`; sex=`F`;}; " ONE
     "keys=({column=`a`; to=`area`;},{column=`b`; to=`area`;});",
     "a,b,year,n\nDEU,AUT,2018,1\n", "AUT _T F 2018=1"},
    /* dimensions of the dataset's own, codes that it declares */
    {"constants={weapon=`knife`; eez=`X`;}; " ONE, "year,n\n2018,1\n",
     "_T _T X knife 2018=1"},
    {"declare=({measure=`stops`; label=`Stops`;}); "
     "constants={measure=`stops`;}; " ONE,
     "year,n\n2018,1\n", "_T _T 2018=1"},
};

START_TEST(reads_as_described)
{
    described_reads(&readings[_i]);
}
END_TEST

static const struct described_case rejections[] = {
    {ONE "keys=({column=`a`; to=`area`;});",
     "a,year,n\nAUT,2018,1\nAUZ,2018,1\n", NULL},
    {ONE "keys=({column=`a`; to=`area`;});", "a,year,n\nAUT,2018,1\n,2018,1\n",
     "no code of area; the total is '_T', unknown is '_U'"},
    {ONE "keys=({column=`a`; own=`AUT`;});", "a,year,n\nX,2018,1\n,2018,1\n",
     "no code of area; the total is '_T', unknown is '_U'"},
    {ONE "keys=({column=`a`; pattern=`^([A-Z]+)$`; map=`areas.csv`;});",
     "a,year,n\nAT,2018,1\nat,2018,1\n", "code '' is not in areas.csv"},
    {ONE "keys=({column=`a`; own=`AUT`;},"
         "{column=`a`; map=`areas.csv`;});",
     "a,year,n\nAT,2018,1\nQ,2018,1\n", "code 'Q' is not in areas.csv"},
};

START_TEST(rejects_what_is_not_as_described)
{
    described_rejects(&rejections[_i]);
}
END_TEST

#define CONF FOLDER "dataset.conf:2: "
#define KEY(k) ONE "keys=({" k "});"

static const struct described_case refusals[] = {
    {ONE "keys={column=`a`;};", "", CONF "'keys' must be a list ( ... )"},
    {ONE "keys=(`a`);", "", CONF "a key must be a group { ... }"},
    {KEY("colum=`a`; to=`sex`;"), "",
     CONF "unknown setting 'colum', did you mean 'column'?"},
    {KEY("to=`sex`;"), "",
     CONF "a key needs one of 'column', 'header', 'file', 'sheet', 'after', "
          "'cell', 'text', 'parts'"},
    {KEY("column=`a`;"), "",
     CONF "a key needs one of 'map', 'to' and 'own', and 'map' alone"},
    {KEY("column=`a`; map=`../x.csv`;"), "",
     CONF "'map' is the name of a file in this folder, not '../x.csv'"},
    {KEY("column=`a`; own=`AU`;"), "",
     CONF "'own' is a country's three letters, not 'AU'"},
    {KEY("column=`a`; to=`ofence`;"), "",
     CONF "unknown dimension 'ofence', did you mean 'offence'?"},
    {KEY("column=`a`; to=`the weapon`;"), "",
     CONF "'the weapon' cannot be the name of a dimension: use a-z, 0-9 and _"},
    {KEY("column=`a`; map=`areas.csv`; others=true;"), "",
     CONF "'others' needs a 'map', and an earlier key that gives codes of the "
          "same dimension"},
    {KEY("header=false; to=`sex`;"), "", CONF "'header' can only be true"},
    {KEY("cell=`2A`; to=`sex`;"), "",
     CONF "'cell' is a place as \"A2\", not '2A'"},
    {KEY("cell=`A0`; to=`sex`;"), "",
     CONF "'cell' is a place as \"A2\", not 'A0'"},
    {KEY("file=`abc`; to=`sex`;"), "",
     CONF "'abc' is no regular expression with a group in parentheses"},
    {KEY("column=`a`; pattern=`a`; to=`sex`;"), "",
     CONF "'a' is no regular expression with a group in parentheses"},
    {KEY("parts=(`a`); to=`sex`;"), "",
     CONF "a part is a group as { column = \"Year\"; }"},
    {KEY("parts=({column=`a`;}); column=`b`; to=`sex`;"), "",
     CONF "either 'parts' or 'column'"},
    {KEY("parts=({column=`a`;}); pattern=`(b)`; to=`sex`;"), "",
     CONF "'pattern' stands in each of the 'parts'"},
    {KEY("parts=({column=`a`; text=`b`;}); to=`sex`;"), "",
     CONF "only one of 'column', 'header', 'file'"},
    {KEY("column=`a`; to=`sex`; when={column=`b`;};"), "",
     CONF "a condition needs 'column' and one of"},
    {"constants={ofence=`0101`;}; " ONE, "",
     CONF "unknown dimension 'ofence', did you mean 'offence'?"},
    {"constants={area=3;}; " ONE, "", CONF "'area' must be a code in quotes"},
    {"breaks=({offense=`05`; time=`2018`; note=`n`;}); " ONE, "",
     CONF "unknown dimension 'offense', did you mean 'offence'?"},
    {"breaks=({area=`AUT`; time=`2018`;}); " ONE, "",
     CONF "a break needs 'time', a period, and 'note'"},
    {"breaks=({area=`AUT`; time=`then`; note=`n`;}); " ONE, "",
     CONF "a break needs 'time', a period, and 'note'"},
    {"breaks=(`a`); " ONE, "", CONF "a break must be a group { ... }"},
    {"declare=({measure=`stops`;}); " ONE, "",
     CONF "a declared code needs a dimension with its code, and 'label'"},
    {"declare=({mesure=`stops`; label=`S`;}); " ONE, "",
     CONF "unknown dimension 'mesure', did you mean 'measure'?"},
    {"declare=(`a`); " ONE, "", CONF "a declared code must be a group"},
    {"notes=({column=`a`; sort=`b`;}); " ONE, "",
     CONF "unknown setting 'sort'"},
    {"notes=({kind=`b`;}); " ONE, "", CONF "a note needs 'column'"},
    {"notes=(`b`); " ONE, "", CONF "a note must be a group { ... }"},
    {"notes=({column=`a`;},{column=`b`;},{column=`c`;},{column=`d`;},"
     "{column=`e`;}); " ONE,
     "", CONF "more than 4 columns of notes"},
    {"vintage={column=`a`;}; " ONE, "",
     CONF "the edition is that of the whole file"},
    {"numbers={vlaue=`n`;};", "",
     CONF "unknown setting 'vlaue', did you mean 'value'?"},
    {"recording={sources=`police`;}; " ONE, "",
     CONF "unknown setting 'sources', did you mean 'source'?"},
    {"declare=({measure=`stops`; label=`S`;});\n" KEY("column=`a`; to=`sex`;"),
     "year,n\n2018,1\n", DATA ":1: no column 'a'"},
    {ONE "keys=({cell=`B9`; map=`areas.csv`;});", "year,n\n2018,1\n",
     DATA ": no cell 'B9' above the header"},
};

START_TEST(refuses)
{
    described_refuses(&refusals[_i]);
}
END_TEST

/* The text as it stands, or the column that is named, is the label. */
START_TEST(labels_own_codes)
{
    static const char *const keys[] = {
        "keys=({column=`a`; own=`AUT`;}); ignore=`b`;",
        "keys=({column=`a`; own=`AUT`; label=`b`;});"};
    static const char *const want[] = {"A (1)", "Long"};
    struct described r;
    char *settings = ct_xasprintf(ONE "%s", keys[_i]);
    describe(&r, settings, "a,b,year,n\nA (1),Long,2018,1\n");
    ck_assert_msg(r.panel != NULL, "%s", r.message);
    const struct ct_key *area = &r.panel->keys[0];
    long code = (long)ct_dict_find(&area->codes, "AUT:A_1_", 8);
    ck_assert_str_eq(area->name, "area");
    ck_assert_str_eq(area->codes.label[code], want[_i]);
    described_clear(&r);
    free(settings);
}
END_TEST

/* Notes of the publisher: at the first period, and where they change. */
START_TEST(keeps_notes_where_they_change)
{
    struct described r;
    describe(&r, "notes=({column=`s`; kind=`source`;}); " ONE,
             "year,n,s\n2016,1,CTS\n2017,1,CTS\n2018,1,WHO\n2019,1,\n");
    ck_assert_msg(r.panel != NULL, "%s", r.message);
    ck_assert(described_notes(&r, "CTS"));
    ck_assert(described_notes(&r, "WHO; before: CTS"));
    ck_assert_uint_eq(r.panel->provenance.n_notes, 2);
    described_clear(&r);
}
END_TEST

/* --time: in place of a text, refused where it would do nothing. */
START_TEST(takes_the_time_from_the_user)
{
    struct described r;
    describe_time(&r, "layout=`wide`; ", "2018\n1\n", "2016");
    ck_assert_ptr_null(r.panel);
    ck_assert_str_eq(r.message, "files of dataset 'test' tell their time "
                                "themselves: --time is for those that do not");
    described_clear(&r);
    static const char settings[] =
        "layout=`measures`; time={parts=({text=`2015`;},{column=`m`;});"
        "format=`%Y|%m`;}; keys=({header=true; map=`offences.csv`;});";
    describe_time(&r, settings, "m,M\n2,1\n", "2016");
    char *got = described_told(&r);
    ck_assert_str_eq(got, "_T 0101 2016-02=1");
    free(got);
    described_clear(&r);
}
END_TEST

static const char *const tables[][2] = {
    {"code,ofence\nM,0101\n", "table.csv:1: unknown dimension 'ofence', did "
                              "you mean 'offence'?"},
    {"code,Area\nM,AUT\n",
     "table.csv:1: unknown dimension 'Area', did you mean 'area'?"},
    {"code,relations\nM,exact\n",
     "table.csv:1: unknown column 'relations', did you mean 'relation'?"},
    {"code,the weapon\nM,x\n", "table.csv:1: 'the weapon' cannot be the name "
                               "of a dimension: use a-z, 0-9 and _"},
    {"cod,area\nM,AUT\n", "table.csv:1: no column 'code'"},
    {"code,area,scale\nM,AUT,x\n",
     "table.csv:2: scale is a power of ten from -9 to 9, not 'x'"},
    {"code,area,status\nM,AUT,X\n", "table.csv:2: unknown status 'X'"},
};

START_TEST(refuses_a_bad_table)
{
    struct described r;
    struct ct_error err = {0};
    char message[2048], *datadir = ct_datadir();
    char *lists = ct_xasprintf("%s/codelists", datadir);
    struct ct_codes *codes = ct_codes_read(lists, NULL);
    struct ct_vocabulary vocabulary = {.codes = codes};
    describe(&r, ONE, "year,n\n2018,1\n");
    described_clear(&r);
    described_write(FOLDER "table.csv", tables[_i][0]);
    ck_assert_ptr_null(ct_concordance_read(FOLDER "table.csv", "table.csv",
                                           &vocabulary, &err));
    ct_error_format(&err, message, sizeof message);
    ck_assert_str_eq(message + strlen(FOLDER), tables[_i][1]);
    ct_codes_destroy(codes);
    free(lists);
    free(datadir);
}
END_TEST

#define LOOP(t, test, cases)                                                   \
    tcase_add_loop_test(t, test, 0, sizeof(cases) / sizeof *(cases))

Suite *descriptor_codes_suite(void);
Suite *descriptor_codes_suite(void)
{
    Suite *s = suite_create("descriptor_codes");
    TCase *t = tcase_create("codes");
    LOOP(t, reads_as_described, readings);
    LOOP(t, rejects_what_is_not_as_described, rejections);
    LOOP(t, refuses, refusals);
    tcase_add_loop_test(t, labels_own_codes, 0, 2);
    tcase_add_test(t, keeps_notes_where_they_change);
    tcase_add_test(t, takes_the_time_from_the_user);
    LOOP(t, refuses_a_bad_table, tables);
    suite_add_tcase(s, t);
    return s;
}
