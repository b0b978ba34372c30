/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON-stat: both versions, sparse and dense, and sizes that lie. */
#include "config.h"

#include "lib/buffer.h"
#include "tests/cube_rows.h"

#include <string.h>

static void is(const char *text, const char *want)
{
    cube_is("json-stat", text, want);
}

static void fails(const char *text, const char *word)
{
    cube_fails("json-stat", text, word);
}

#define TEXTS "1:TITLE|\n1:UPDATED|\n"
#define TIMES(codes) "\"time\":{\"category\":{\"index\":[" codes "]}}"
#define AREAS "\"geo\":{\"category\":{\"index\":[\"FR\",\"DE\"]}}"
#define V2(size, dimensions, value)                                            \
    "{\"version\":\"2.0\",\"class\":\"dataset\",\"id\":[\"geo\",\"time\"],"    \
    "\"size\":" size ",\"dimension\":{" dimensions "},\"value\":" value "}"

START_TEST(the_last_dimension_runs_fastest)
{
    is(V2("[2,2]", AREAS "," TIMES("\"2010\",\"2011\""), "[1,2.5,null,1e21]"),
       TEXTS "1:geo|time|value|status\n1:FR|2010|1|\n2:FR|2011|2.5|\n"
             "3:DE|2010||\n4:DE|2011|1e+21|\n");
}
END_TEST

/* Bundle, index as an object, sizes as texts, statuses one level lower. */
START_TEST(version_1)
{
    is("{\"crime\":{\"label\":\"L\",\"updated\":\"U\",\"value\":[1,2],"
       "\"status\":{\"value\":[\"e\",null]},\"dimension\":{"
       "\"id\":[\"Geo\",\"Tid\"],\"size\":[\"2\",1],\"role\":{\"time\":"
       "[\"Tid\"]},\"Geo\":{\"category\":{\"index\":{\"DE\":1,\"FR\":0},"
       "\"label\":{\"FR\":\"France\"}}},\"Tid\":{\"category\":{"
       "\"label\":{\"2010K2\":\"2010K2\"}}}}}}",
       "1:TITLE|L\n1:UPDATED|U\n1:geo|geo_label|time|value|status\n"
       "1:FR|France|2010-Q2|1|e\n2:DE||2010-Q2|2|\n");
}
END_TEST

START_TEST(sparse_values_and_one_status_for_all)
{
    is(V2("[2,1]", AREAS "," TIMES("\"2010M03\""),
          "{\"1\":7},\"status\":\"p\""),
       TEXTS "1:geo|time|value|status\n1:FR|2010-03||p\n2:DE|2010-03|7|p\n");
    is(V2("[2,1]", AREAS "," TIMES("\"2010\""),
          "[\"..\",3],\"status\":{\"0\":\":\"}"),
       TEXTS "1:geo|time|value|status\n1:FR|2010|..|:\n2:DE|2010|3|\n");
}
END_TEST

#define DATASET(value)                                                         \
    "{\"id\":[\"geo\",\"time\"],\"size\":[1,1],\"value\":[" value              \
    "],\"dimension\":{\"geo\":{\"category\":{\"index\":[\"FR\"]}}," TIMES(     \
        "\"2010\"") "}}"

START_TEST(the_first_dataset_or_those_chosen)
{
    static const char bundle[] =
        "{\"a\":" DATASET("1") ",\"b\":" DATASET("2") "}";
    regex_t b;
    ck_assert_int_eq(regcomp(&b, "^b$", REG_EXTENDED), 0);
    struct ct_carrier_settings s = {.sheet = &b};
    is(bundle, "[a]\n" TEXTS "1:geo|time|value|status\n1:FR|2010|1|\n");
    char *got = cube_rows("json-stat", &s, bundle);
    ck_assert_str_eq(got,
                     "[b]\n" TEXTS "1:geo|time|value|status\n1:FR|2010|2|\n");
    free(got);
    got = cube_rows("json-stat", &s,
                    "{\"c\":" DATASET("1") ",\"d\":" DATASET("2") "}");
    ck_assert_str_eq(got, "! 0: none of its 2 datasets has a name as 'sheet' "
                          "wants\n");
    free(got);
    regfree(&b);
}
END_TEST

START_TEST(a_collection_has_datasets_within)
{
    is("{\"class\":\"collection\",\"link\":{\"item\":[{\"href\":\"x\"}"
       "," DATASET("5") "]}}",
       "[]\n" TEXTS "1:geo|time|value|status\n1:FR|2010|5|\n");
}
END_TEST

START_TEST(time_by_its_codes_or_as_told)
{
    static const char text[] =
        "{\"id\":[\"a\",\"b\"],\"size\":[1,1],\"value\":[1],\"dimension\":{"
        "\"a\":{\"category\":{\"index\":[\"2001\"]}},"
        "\"b\":{\"category\":{\"index\":[\"%s\"]}}}}";
    char *one = NULL;
    struct ct_buffer b = {0};
    ct_buffer_printf(&b, text, "x");
    is(b.data, TEXTS "1:b|time|value|status\n1:x|2001|1|\n");
    b.size = 0;
    ct_buffer_printf(&b, text, "2002");
    fails(b.data, "--time=NAME");
    struct ct_carrier_settings s = {.time = "B"};
    one = cube_rows("json-stat", &s, b.data);
    ck_assert_str_eq(one, TEXTS "1:a|time|value|status\n1:2001|2002|1|\n");
    free(one);
    s.time = "c";
    one = cube_rows("json-stat", &s, b.data);
    ck_assert_str_eq(one, "! 0: no dimension 'c'\n");
    free(one);
    ct_buffer_clear(&b);
}
END_TEST

START_TEST(sizes_are_not_believed)
{
    fails(V2("[1000000,1000000]", AREAS "," TIMES("\"2010\""), "[1]"),
          "a cube of more than 50000000 cells");
    fails(V2("[2,2]", AREAS "," TIMES("\"2010\""), "[1,2]"),
          "2 values, but the sizes of the dimensions make 4 cells");
    fails(V2("[2,2]", AREAS "," TIMES("\"2010\""), "[1,2,3,4]"),
          "'time' has 1 categories, but its size is 2");
    fails(V2("[2,4000000]", AREAS "," TIMES("\"2010\""), "{}"),
          "a sparse cube of more than");
    fails(V2("[2,1]", AREAS "," TIMES("\"2010\""), "{\"0\":1,\"1\":1,\"2\":1}"),
          "more values than cells");
    fails(V2("[2]", AREAS, "[1,2]"), "lists of as many dimensions");
    fails(V2("[2,-1]", AREAS, "[]"), "dimension 2: not an id and a size");
    fails(V2("[2,1.5]", AREAS, "[]"), "dimension 2: not an id and a size");
    fails(V2("[2,\"x\"]", AREAS, "[]"), "dimension 2: not an id and a size");
    fails(V2("[1,1]",
             "\"geo\":{\"category\":{\"index\":{\"FR\":3}}}," TIMES("\"2010\""),
             "[1]"),
          "'FR' has no place");
    fails(V2("[2,1]",
             "\"geo\":{\"category\":{\"index\":{\"FR\":0,\"DE\":0}}}," TIMES(
                 "\"2010\""),
             "[1,2]"),
          "no category at place 1");
}
END_TEST

START_TEST(other_json_is_refused)
{
    struct ct_buffer deep = {0};
    for (int i = 0; i < 5000; i++)
        ct_buffer_byte(&deep, '[');
    fails(deep.data, "maximum parsing depth reached");
    ct_buffer_clear(&deep);
    fails("", "not JSON");
    fails("a,b\n", "not JSON");
    fails("{\n\"a\":", "2: not JSON as it should be");
    fails("{\"a\":1}", "not JSON-stat");
    fails("[1,2]", "not JSON-stat");
}
END_TEST

Suite *json_stat_suite(void);
Suite *json_stat_suite(void)
{
    Suite *s = suite_create("json_stat");
    TCase *t = tcase_create("json_stat");
    tcase_add_test(t, the_last_dimension_runs_fastest);
    tcase_add_test(t, version_1);
    tcase_add_test(t, sparse_values_and_one_status_for_all);
    tcase_add_test(t, the_first_dataset_or_those_chosen);
    tcase_add_test(t, a_collection_has_datasets_within);
    tcase_add_test(t, time_by_its_codes_or_as_told);
    tcase_add_test(t, sizes_are_not_believed);
    tcase_add_test(t, other_json_is_refused);
    suite_add_tcase(s, t);
    return s;
}
