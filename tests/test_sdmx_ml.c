/* SPDX-License-Identifier: GPL-3.0-or-later
 * SDMX-ML: one cube in its shapes, messages without data, hostile XML. */
#include "config.h"

#include "lib/buffer.h"
#include "tests/cube_rows.h"

#include <string.h>

#define TEXTS "1:ID|M1\n1:PREPARED|2020-01-02\n"
#define HEADER                                                                 \
    "<m:Header><m:ID>M1</m:ID><m:Prepared>2020-01-02</m:Prepared>"             \
    "<m:Structure dimensionAtObservation='TIME_PERIOD'/></m:Header>"
#define MESSAGE(root, body)                                                    \
    "<m:" root " xmlns:m='m' xmlns:g='g'>" HEADER body "</m:" root ">"

static void is(const char *text, const char *want)
{
    cube_is("sdmx-ml", text, want);
}

static void fails(const char *text, const char *word)
{
    cube_fails("sdmx-ml", text, word);
}

#define VALUE(id, value) "<g:Value id='" id "' value='" value "'/>"
#define CUBE                                                                   \
    TEXTS "1:freq|geo|unit_mult|time|value|status\n"                           \
          "1:M|FR|6|2010-06|1.50|E\n"

START_TEST(one_cube_in_three_shapes)
{
    is(MESSAGE("GenericData",
               "<m:DataSet><g:Series><g:SeriesKey>" VALUE("FREQ", "M") VALUE(
                   "GEO",
                   "FR") "</g:SeriesKey><g:Attributes>" VALUE("UNIT_MULT", "6")
                   VALUE("TITLE",
                         "x") "</g:Attributes><g:Obs><g:ObsDimension "
                              "value='2010-06'/>"
                              "<g:ObsValue value='1.50'/><g:Attributes>" VALUE(
                                  "OBS_STATUS", "E") "</g:Attributes></g:Obs>"
                                                     "</g:Series></m:DataSet>"),
       CUBE);
    is(MESSAGE(
           "GenericData",
           "<m:DataSet><g:Obs><g:ObsKey>" VALUE("FREQ", "M") VALUE("GEO", "FR")
               VALUE("TIME_PERIOD",
                     "2010-06") "</g:ObsKey><g:ObsValue "
                                "value='1.50'/><g:Attributes>" VALUE(
                                    "UNIT_MULT", "6")
                                    VALUE("OBS_STATUS",
                                          "E") "</g:Attributes></g:Obs></"
                                               "m:DataSet>"),
       CUBE);
    is(MESSAGE("StructureSpecificData",
               "<m:DataSet><Series FREQ='M' GEO='FR' UNIT_MULT='6' "
               "TITLE='x' NOTE='with blanks'><Obs TIME_PERIOD='2010-06' "
               "OBS_VALUE='1.50' OBS_STATUS='E'/></Series></m:DataSet>"),
       CUBE);
}
END_TEST

/* Concepts and an element of its own for the time. */
START_TEST(version_2_0)
{
    is(MESSAGE("GenericData",
               "<m:DataSet><g:Series><g:SeriesKey>"
               "<g:Value concept='GEO' value='FR'/></g:SeriesKey>"
               "<g:Obs><g:Time>2010</g:Time><g:ObsValue value='1'/></g:Obs>"
               "</g:Series></m:DataSet>"),
       TEXTS "1:geo|time|value|status\n1:FR|2010|1|\n");
    is(MESSAGE("CompactData", "<x:DataSet><x:Series GEO='FR'>"
                              "<x:Obs TIME_PERIOD='2010' OBS_VALUE='1'/>"
                              "</x:Series></x:DataSet>"),
       TEXTS "1:geo|time|value|status\n1:FR|2010|1|\n");
}
END_TEST

START_TEST(groups_are_no_series)
{
    is(MESSAGE(
           "GenericData",
           "<m:DataSet><g:Group type='G'><g:GroupKey>" VALUE(
               "GEO",
               "FR") "</g:GroupKey><g:Attributes>" VALUE("TITLE",
                                                         "x") "</"
                                                              "g:Attributes></"
                                                              "g:Group><g:"
                                                              "Series><g:"
                                                              "SeriesKey"
                                                              ">" VALUE(
                                                                  "GEO",
                                                                  "DE") "</"
                                                                        "g:"
                                                                        "Series"
                                                                        "Ke"
                                                                        "y><g:"
                                                                        "Obs><"
                                                                        "g:"
                                                                        "ObsDim"
                                                                        "en"
                                                                        "sion "
                                                                        "value="
                                                                        "'"
                                                                        "2010'/"
                                                                        ">"
                                                                        "</"
                                                                        "g:Obs>"
                                                                        "</"
                                                                        "g:"
                                                                        "Series"
                                                                        "><"
                                                                        "/m:"
                                                                        "DataSe"
                                                                        "t"
                                                                        ">"),
       TEXTS "1:geo|time|value|status\n1:DE|2010||\n");
}
END_TEST

#define SPECIFIC(series)                                                       \
    MESSAGE("StructureSpecificData", "<m:DataSet>" series "</m:DataSet>")

/* Behind the value, or in the observation where a series has the key. */
START_TEST(attributes_of_observations_are_no_dimensions)
{
    is(SPECIFIC("<Obs GEO='FR' TIME_PERIOD='2010' OBS_VALUE='1' X='a'/>\n"
                "<Obs GEO='FR' TIME_PERIOD='2011' OBS_VALUE='2' X='b'/>"),
       TEXTS "1:geo|time|value|status\n1:FR|2010|1|\n2:FR|2011|2|\n");
    is(SPECIFIC("<Obs GEO='FR' OBS_VALUE='1' SEX='F' TIME_PERIOD='2010'/>"),
       TEXTS "1:geo|sex|time|value|status\n1:FR|F|2010|1|\n");
    is(SPECIFIC("<Series GEO='FR'>"
                "<Obs X='a' TIME_PERIOD='2010' OBS_VALUE='1'/></Series>"),
       TEXTS "1:geo|time|value|status\n1:FR|2010|1|\n");
}
END_TEST

START_TEST(the_dimension_at_the_observation_is_one)
{
    is("<m:StructureSpecificData><m:Header>"
       "<m:Structure dimensionAtObservation='SEX'/></m:Header>"
       "<Series GEO='FR' TIME_PERIOD='2010'><Obs SEX='F' OBS_VALUE='1'/>"
       "</Series></m:StructureSpecificData>",
       "1:ID|\n1:PREPARED|\n1:geo|sex|time|value|status\n"
       "1:FR|F|2010|1|\n");
}
END_TEST

/* The second series lacks what therefore was an attribute, and has another. */
START_TEST(attributes_may_come_and_go)
{
    is(SPECIFIC("<Series GEO='FR' X='1'>"
                "<Obs TIME_PERIOD='2010' OBS_VALUE='1'/></Series>\n"
                "<Series GEO='DE' Y='1'><Obs TIME_PERIOD='2010' "
                "CONF_STATUS='C'/></Series>"),
       TEXTS "1:geo|x|time|value|status\n1:FR|1|2010|1|\n2:DE|_T|2010||Q\n");
}
END_TEST

START_TEST(dimensions_may_not_change)
{
    fails(
        MESSAGE("GenericData",
                "<g:Series><g:SeriesKey>" VALUE(
                    "GEO",
                    "FR") "</g:SeriesKey><g:Obs><g:ObsDimension value='2010'/>"
                          "</g:Obs></g:Series><g:Series><g:SeriesKey>" VALUE(
                              "SEX", "F") "</g:SeriesKey><g:Obs>"
                                          "<g:ObsDimension value='2010'/>"
                                          "</g:Obs></g:Series>"),
        "no 'GEO', which the first observation has");
    fails(
        MESSAGE("GenericData",
                "<g:Series><g:SeriesKey>" VALUE(
                    "GEO",
                    "FR") "</g:SeriesKey><g:Obs><g:ObsDimension value='2010'/>"
                          "</g:Obs></g:Series><g:Series><g:SeriesKey>" VALUE(
                              "GEO", "F")
                              VALUE("SEX",
                                    "F") "</g:SeriesKey><g:Obs><g:ObsDimension "
                                         "value='2010'/>"
                                         "</g:Obs></g:Series>"),
        "other dimensions than the first");
    fails(SPECIFIC("<Series GEO='FR'><Obs TIME_PERIOD='2010'/></Series>"
                   "<Series GEO='DE' UNIT_MULT='3'>"
                   "<Obs TIME_PERIOD='2010'/></Series>"),
          "UNIT_MULT is '3'");
}
END_TEST

START_TEST(answers_without_data_say_why)
{
    fails(MESSAGE("GenericData",
                  "<f:Footer><f:Message code='413'><c:Text>too large</c:Text>"
                  "<c:Text>come back</c:Text></f:Message></f:Footer>"),
          "413: too large come back");
    fails("<m:Error><m:ErrorMessage code='100'><c:Text>No results found"
          "</c:Text></m:ErrorMessage></m:Error>",
          "100: No results found");
    fails(MESSAGE("GenericData", "<m:DataSet/>"), "no observations in it");
}
END_TEST

START_TEST(other_messages_are_named)
{
    fails("<m:Structure/>", "no data");
    fails("<html/>", "'html'");
    fails("<m:CrossSectionalData/>", "'CrossSectionalData'");
    fails(MESSAGE("StructureSpecificData", "<m:DataSet d:action='Delete'/>"),
          "'Delete'");
    fails(SPECIFIC("<Series GEO='FR'><Obs SEX='F'/></Series>"), "--time=NAME");
    fails(SPECIFIC("<Series><Obs TIME_PERIOD='2010'/></Series>"),
          "without dimensions");
}
END_TEST

START_TEST(hostile_xml)
{
    fails("<!DOCTYPE x [<!ENTITY a 'b'>]><m:GenericData/>", "DOCTYPE");
    fails("<m:GenericData><a>", "not well-formed XML: no element found");
    fails("no XML", "1: not well-formed XML");
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "<m:GenericData>");
    for (int i = 0; i < 100; i++)
        ct_buffer_text(&b, "<a>");
    fails(b.data, "nested more than 64 deep");
    b.size = 0;
    ct_buffer_text(&b, "<m:GenericData><!--");
    for (int i = 0; i < 200000; i++)
        ct_buffer_text(&b, "0123456789");
    fails(b.data, "of more than 1048576 bytes");
    b.size = 0;
    ct_buffer_text(&b, "<m:GenericData><Series");
    for (int i = 0; i < 100; i++)
        ct_buffer_printf(&b, " A%d='x'", i);
    ct_buffer_text(&b, "/>");
    fails(b.data, "more than 64 dimensions and attributes");
    ct_buffer_clear(&b);
}
END_TEST

Suite *sdmx_ml_suite(void);
Suite *sdmx_ml_suite(void)
{
    Suite *s = suite_create("sdmx_ml");
    TCase *t = tcase_create("sdmx_ml");
    tcase_add_test(t, one_cube_in_three_shapes);
    tcase_add_test(t, version_2_0);
    tcase_add_test(t, groups_are_no_series);
    tcase_add_test(t, attributes_of_observations_are_no_dimensions);
    tcase_add_test(t, the_dimension_at_the_observation_is_one);
    tcase_add_test(t, attributes_may_come_and_go);
    tcase_add_test(t, dimensions_may_not_change);
    tcase_add_test(t, answers_without_data_say_why);
    tcase_add_test(t, other_messages_are_named);
    tcase_add_test(t, hostile_xml);
    suite_add_tcase(s, t);
    return s;
}
