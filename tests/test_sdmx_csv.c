/* SPDX-License-Identifier: GPL-3.0-or-later
 * SDMX-CSV: columns by their place, separators, labels, marks. */
#include "config.h"

#include "tests/cube_rows.h"

#include <string.h>

#define TEXTS(structure) "1:STRUCTURE|" structure "\n1:LAST UPDATE|\n"

static void is(const char *text, const char *want)
{
    cube_is("sdmx-csv", text, want);
}

static void fails(const char *text, const char *word)
{
    cube_fails("sdmx-csv", text, word);
}

START_TEST(version_1)
{
    is("DATAFLOW,FREQ,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS,TITLE\n"
       "X:Y(1.0),A,FR,2010,1.5,E,t\n",
       TEXTS("X:Y(1.0)") "1:freq|geo|time|value|status\n"
                         "2:A|FR|2010|1.5|E\n");
}
END_TEST

START_TEST(version_2_with_semicolons_and_labels)
{
    is("\xef\xbb\xbfSTRUCTURE[|];STRUCTURE_ID;ACTION;GEO:Area;TIME_PERIOD: "
       "Time;OBS_VALUE: Value;UNIT_MULT: Multiplier\n"
       "dataflow;X:Y(1.0): Name;I;FR: France;2010: 2010;1,5;3: Thousands\n"
       "dataflow;X:Y(1.0): Name;I;DE;2010;2;\n",
       TEXTS("X:Y(1.0): Name") "1:geo|geo_label|unit_mult|unit_mult_label|"
                               "time|value|status\n"
                               "2:FR|France|3|Thousands|2010|1.5|\n"
                               "3:DE||_T||2010|2|\n");
}
END_TEST

START_TEST(names_in_columns_of_their_own)
{
    is("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,GEO,Area,TIME_PERIOD,Time,"
       "OBS_VALUE,Value,OBS_STATUS,Status\n"
       "dataflow,X:Y(1.0),Name,M,FR,France,2010M06,,7,,P,provisional\n",
       TEXTS("X:Y(1.0)") "1:geo|geo_label|time|value|status\n"
                         "2:FR|France|2010-06|7|P\n");
}
END_TEST

/* A point says that commas are not decimal marks. */
START_TEST(comma_is_decimal_only_without_points)
{
    is("DATAFLOW;GEO;TIME_PERIOD;OBS_VALUE\nX;FR;2010;1,5\nX;DE;2010;2.5\n",
       TEXTS("X") "1:geo|time|value|status\n"
                  "2:FR|2010|1,5|\n3:DE|2010|2.5|\n");
}
END_TEST

START_TEST(withheld_numbers_are_suppressed)
{
    is("DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
       "X,FR,2010,,,C\nX,DE,2010,4,b,F\nX,IT,2010,4,,N\n",
       TEXTS("X") "1:geo|time|value|status\n"
                  "2:FR|2010||Q\n3:DE|2010|4|b\n4:IT|2010|4|\n");
}
END_TEST

START_TEST(time_is_the_only_dimension_of_periods)
{
    is("STRUCTURE,STRUCTURE_ID,GEO,PERIOD,OBS_VALUE\n"
       "dataflow,X,~,2014-01-01,1\ndataflow,X,FR,2014-02-01,2\n",
       TEXTS("X") "1:geo|time|value|status\n"
                  "2:_T|2014-01|1|\n3:FR|2014-02|2|\n");
    fails("STRUCTURE,STRUCTURE_ID,A,B,OBS_VALUE\ndataflow,X,2014,2015,1\n",
          "more than one dimension has only periods");
    fails("STRUCTURE,STRUCTURE_ID,A,B,OBS_VALUE\ndataflow,X,a,b,1\n",
          "--time=NAME");
}
END_TEST

START_TEST(time_as_told)
{
    struct ct_carrier_settings s = {.time = "b"};
    char *got = cube_rows("sdmx-csv", &s,
                          "STRUCTURE,STRUCTURE_ID,A,B,OBS_VALUE\n"
                          "dataflow,X,2014,2015,1\n");
    ck_assert_str_eq(got, TEXTS("X") "1:a|time|value|status\n"
                                     "2:2014|2015|1|\n");
    free(got);
}
END_TEST

START_TEST(several_values_are_attributes)
{
    is("STRUCTURE[;],STRUCTURE_ID,GEO,NOTE[],TIME_PERIOD,OBS_VALUE,REM[en;fr]\n"
       "dataflow,X,FR,a;b,2010,1,en:x;fr:y\n",
       TEXTS("X") "1:geo|time|value|status\n2:FR|2010|1|\n");
}
END_TEST

START_TEST(what_cannot_be_told_is_refused)
{
    fails("a,b\n1,2\n", "neither DATAFLOW nor STRUCTURE");
    fails("", "neither DATAFLOW nor STRUCTURE");
    fails("STRUCTUREDNESS,b\n", "neither DATAFLOW nor STRUCTURE");
    fails("STRUCTURE,STRUCTURE_ID,OBS_VALUE,GEO,TIME_PERIOD\n",
          "put them before");
    fails("STRUCTURE,STRUCTURE_ID,GEO,OBS_VALUE1,OBS_VALUE2\n", "'OBS_VALUE1'");
    fails("STRUCTURE,STRUCTURE_ID,GEO,MEASURE_1\n",
          "which column is the measure");
    fails("DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE\nX,FR,2010\n",
          "2: 3 cells, the header has 4");
    fails("STRUCTURE,STRUCTURE_ID,ACTION,GEO,TIME_PERIOD,OBS_VALUE\n"
          "dataflow,X,D,FR,2010,-\n",
          "2: ACTION is 'D'");
}
END_TEST

Suite *sdmx_csv_suite(void);
Suite *sdmx_csv_suite(void)
{
    Suite *s = suite_create("sdmx_csv");
    TCase *t = tcase_create("sdmx_csv");
    tcase_add_test(t, version_1);
    tcase_add_test(t, version_2_with_semicolons_and_labels);
    tcase_add_test(t, names_in_columns_of_their_own);
    tcase_add_test(t, comma_is_decimal_only_without_points);
    tcase_add_test(t, withheld_numbers_are_suppressed);
    tcase_add_test(t, time_is_the_only_dimension_of_periods);
    tcase_add_test(t, time_as_told);
    tcase_add_test(t, several_values_are_attributes);
    tcase_add_test(t, what_cannot_be_told_is_refused);
    suite_add_tcase(s, t);
    return s;
}
