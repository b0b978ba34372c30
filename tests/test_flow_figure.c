/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure of flows: who is named, what is in the cells, and what is said. */
#include "config.h"

#include "lib/codes.h"
#include "lib/file.h"
#include "plot/flow_chart.h"
#include "plot/lang.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH TESTS_BUILD "/flows.svg"

#define BOUNDED                                                                \
    "area,counterpart,measure,offence,time,value,lower,upper,status\n"

static const char *const small = BOUNDED "DEU,DEU,victims,0204,2020,70,,,\n"
                                         "DEU,NGA,victims,0204,2020,3,,,\n"
                                         "DEU,ROU,victims,0204,2020,1200,,,\n"
                                         "DEU,_U,victims,0204,2020,11,,,\n"
                                         "FRA,FRA,victims,0204,2020,,0,4,Q\n"
                                         "FRA,NGA,victims,0204,2020,200,,,\n"
                                         "FRA,ROU,victims,0204,2020,,0,4,Q\n";

static struct ct_panel *plain_result(const char *text)
{
    return tidy_result("flows", text, NULL, NULL);
}

static struct ct_codes *read_codes(void)
{
    struct ct_error err;
    struct ct_codes *codes =
        ct_codes_read(CT_DATADIR_SOURCE "/codelists", &err);
    ck_assert_msg(codes != NULL, "%s", err.text);
    return codes;
}

static struct ct_plot_request request(const struct ct_panel *r,
                                      const struct ct_codes *codes,
                                      const struct ct_plot_options *options)
{
    struct ct_error err;
    return (struct ct_plot_request){.figure = ct_figure_find("flows", &err),
                                    .panel = r,
                                    .codes = codes,
                                    .options = options,
                                    .path = PATH};
}

/* The image of a result. */
static char *draw(const struct ct_panel *r, bool matrix)
{
    struct ct_error err = {0};
    struct ct_buffer out = {0};
    struct ct_codes *codes = read_codes();
    const struct ct_plot_options options = {.matrix = matrix};
    struct ct_plot_request q = request(r, codes, &options);
    ck_assert_msg(ct_plot(&q, 1, &err) == 0, "%s", err.text);
    ck_assert_int_eq(ct_file_read(PATH, 1 << 24, &out, &err), 0);
    unlink(PATH);
    ct_codes_destroy(codes);
    return ct_buffer_take(&out);
}

static void assert_says(const char *svg, const char *words, bool is)
{
    ck_assert_msg((strstr(svg, words) != NULL) == is, "%s '%s'",
                  is ? "without" : "with", words);
}

START_TEST(ribbons_say_who_and_how_many)
{
    struct ct_panel *r = plain_result(small);
    char *svg = draw(r, false);
    assert_says(svg, ">Trafficking in persons</title>", true);
    assert_says(svg, "Number of victims across borders, from origin", true);
    assert_says(svg, ">Romania<", true);
    assert_says(svg, ">1,200+<", true);
    assert_says(svg, ">Unknown<", true);
    assert_says(svg, "Dashed lines: flows whose number is withheld.", true);
    assert_says(svg, "Not drawn: domestic, 70+.", true);
    assert_says(svg, "1 suppressed by the publisher, 1 masked here; together",
                true);
    assert_says(svg, "Detected victims reflect detection effort", true);
    assert_says(svg, "Origins: Romania 1,200+, Nigeria 200+", true);
    assert_says(svg, "2 destinations", true);
    free(svg);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(a_matrix_has_a_number_in_each_cell)
{
    struct ct_panel *r = plain_result(small);
    char *svg = draw(r, true);
    assert_says(svg, "by origin (rows) and destination", true);
    assert_says(svg, ">1,200<", true);
    assert_says(svg, ">&lt;5<", true);
    assert_says(svg, ">1,411+<", true); /* all */
    assert_says(svg, ">Domestic<", true);
    assert_says(svg, ">70<", true);
    assert_says(svg, "Blank: none reported.", true);
    assert_says(svg, "rotate(-90", true);
    free(svg);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(no_figure_tells_what_is_masked)
{
    struct ct_panel *r =
        tidy_result("flows", small, NULL, "--min-cell=100", NULL);
    for (int matrix = 0; matrix < 2; matrix++) {
        char *svg = draw(r, matrix);
        assert_says(svg, ">70", false);
        assert_says(svg, ">11<", false);
        assert_says(svg, "1,411", false);
        assert_says(svg, ">1,400+<", matrix);
        free(svg);
    }
    ct_panel_destroy(r);
}
END_TEST

static void make(const struct ct_panel *r, size_t named,
                 struct ct_flow_chart *c, struct ct_error *err)
{
    struct ct_plot_request q = request(r, NULL, &ct_plot_defaults);
    ck_assert_msg(ct_flow_chart_make(&q, named, c, err) == 0, "%s", err->text);
}

START_TEST(reports_of_origins_are_said_to_be)
{
    struct ct_panel *r =
        plain_result("area,counterpart,reporter,measure,time,value\n"
                     "DEU,ROU,origin,victims,2020,40\n"
                     "FRA,ROU,origin,victims,2020,30\n");
    char *svg = draw(r, false);
    assert_says(svg, "destination (right), reported by the origin, 2020", true);
    assert_says(svg, "1 origin reporting", true);
    free(svg);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(small_origins_stand_together)
{
    struct ct_panel *r = plain_result("area,counterpart,measure,time,value\n"
                                      "DEU,FRA,victims,2020,40\n"
                                      "DEU,ITA,victims,2020,30\n"
                                      "DEU,NGA,victims,2020,20\n"
                                      "DEU,ROU,victims,2020,10\n"
                                      "DEU,_U,victims,2020,500\n"
                                      "ESP,ROU,victims,2020,7\n");
    struct ct_error err = {0};
    struct ct_flow_chart c;
    make(r, 2, &c, &err);
    ck_assert_uint_eq(c.n_rows, 4);
    ck_assert_str_eq(c.row[0].label, "France");
    ck_assert_str_eq(c.row[2].label, "Others (2)");
    ck_assert_str_eq(c.row[3].label, "Unknown");
    ck_assert_double_eq(c.row[2].all.value, 37);
    ck_assert_uint_eq(c.n_columns, 2);
    ck_assert_double_eq(c.cell[2 * 2 + 0].value, 30);
    ck_assert_double_eq(c.cell[2 * 2 + 1].value, 7);
    ck_assert_double_eq(c.total.value, 607);
    ct_flow_chart_clear(&c);
    make(r, 3, &c, &err); /* one alone is not `others` */
    ck_assert_uint_eq(c.n_rows, 5);
    ck_assert_str_eq(c.row[3].label, "Romania");
    ct_flow_chart_clear(&c);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(periods_with_few_reporters_are_not_drawn)
{
    struct ct_panel *r = plain_result("area,counterpart,measure,time,value\n"
                                      "DEU,ROU,victims,2019,40\n"
                                      "DEU,ROU,victims,2020,50\n"
                                      "ESP,ROU,victims,2019,30\n"
                                      "ITA,NGA,victims,2020,9\n");
    struct ct_error err = {0};
    struct ct_flow_chart c;
    make(r, 12, &c, &err);
    ck_assert_str_eq(c.period, "2020");
    ck_assert_str_eq(c.later, "");
    ct_flow_chart_clear(&c);
    ct_panel_destroy(r);
    r = plain_result("area,counterpart,measure,time,value\n"
                     "DEU,ROU,victims,2019,40\n"
                     "DEU,ROU,victims,2020,50\n"
                     "ESP,ROU,victims,2019,30\n");
    make(r, 12, &c, &err);
    ck_assert_str_eq(c.period, "2019");
    ck_assert_str_eq(c.later,
                     "2020 not drawn: 1 of 2 earlier reporters so far. ");
    ct_flow_chart_clear(&c);
    ct_panel_destroy(r);
}
END_TEST

static void assert_refused(const struct ct_panel *r, const char *message)
{
    struct ct_error err = {0};
    struct ct_flow_chart c;
    struct ct_plot_request q = request(r, NULL, &ct_plot_defaults);
    ck_assert_int_eq(ct_flow_chart_make(&q, 12, &c, &err), -1);
    ck_assert_msg(strstr(err.text, message) != NULL, "%s", err.text);
    ct_flow_chart_clear(&c);
}

START_TEST(what_is_no_network_is_refused)
{
    struct ct_panel *r = tidy_panel("area,time,value\nDEU,2020,7\n");
    assert_refused(r, "this figure needs a result of `analyze flows`");
    ct_panel_destroy(r);
    r = plain_result("area,counterpart,measure,time,value\n"
                     "DEU,DEU,victims,2020,40\n");
    assert_refused(r, "no flow from one area to another");
    ct_panel_destroy(r);
}
END_TEST

/* The largest sum over all periods decides, not the order of codes; the
 * period, the nodes and all numbers are of that network. */
START_TEST(of_several_networks_the_largest)
{
    struct ct_panel *r = plain_result("area,counterpart,measure,time,value\n"
                                      "DEU,ROU,convicted,2021,40\n"
                                      "DEU,DEU,convicted,2020,90\n"
                                      "DEU,ROU,suspects,2020,50\n"
                                      "DEU,DEU,suspects,2020,7\n"
                                      "FRA,ROU,victims,2020,20\n"
                                      "DEU,ROU,victims,2020,25\n");
    struct ct_error err = {0};
    struct ct_flow_chart c;
    struct ct_plot_request q = request(r, NULL, &ct_plot_defaults);
    ck_assert_int_eq(ct_flow_chart_make(&q, 12, &c, &err), 0);
    ck_assert_str_eq(c.period, "2020");
    ck_assert_str_eq(c.later, "");
    ck_assert_double_eq(c.total.value, 50);
    ck_assert_double_eq(c.domestic.value, 7);
    ck_assert_uint_eq(c.n_reporters, 1);
    char *caption = ct_flow_caption(&c, "");
    ck_assert_msg(strstr(caption, "Not shown: measure convicted, victims. "),
                  "%s", caption);
    free(caption);
    ct_flow_chart_clear(&c);
    ct_panel_destroy(r);
}
END_TEST

static void assert_cell(struct ct_flow_cell cell, const char *want)
{
    char text[CT_PEOPLE_MAX];
    struct ct_plot_request q = {.options = &ct_plot_defaults};
    ct_flow_cell_text(&(struct ct_flow_chart){.request = &q}, &cell, text);
    ck_assert_str_eq(text, want);
}

START_TEST(cells_in_few_words)
{
    assert_cell((struct ct_flow_cell){0}, "");
    assert_cell((struct ct_flow_cell){.value = 1234, .given = 2}, "1,234");
    assert_cell((struct ct_flow_cell){12, 8, 2, 2, 0}, "12+");
    assert_cell((struct ct_flow_cell){0, 8, 0, 2, 0}, "<9");
    assert_cell((struct ct_flow_cell){0, INFINITY, 0, 1, 0}, "?");
}
END_TEST

/* Numbers and fixed words go by the language of the figure. */
START_TEST(words_in_french)
{
    struct ct_panel *r = plain_result("area,counterpart,measure,offence,time,"
                                      "value\n"
                                      "DEU,ROU,victims,0204,2020,1234\n");
    struct ct_codes *codes = read_codes();
    struct ct_plot_options options = ct_plot_defaults;
    struct ct_error err = {0};
    struct ct_buffer out = {0};
    options.lang = CT_LANG_FR;
    struct ct_plot_request q = request(r, codes, &options);
    ck_assert_msg(ct_plot(&q, 1, &err) == 0, "%s", err.text);
    ck_assert_int_eq(ct_file_read(PATH, 1 << 24, &out, &err), 0);
    unlink(PATH);
    assert_says(out.data, "Traite des personnes</title>", true);
    assert_says(out.data, "pays de destination déclarant, ", true);
    assert_says(out.data, "1,234", false);
    assert_says(out.data, "reporting", false);
    ct_buffer_clear(&out);
    ct_codes_destroy(codes);
    ct_panel_destroy(r);
}
END_TEST

/* Hundreds of nodes and one, wide and narrow pages. */
START_TEST(any_network_has_a_figure)
{
    struct ct_buffer text = {0};
    ct_buffer_text(&text, "area,counterpart,measure,time,value\n");
    for (int i = 10; i < 50; i++)
        for (int k = 10; k < 20; k++)
            ct_buffer_printf(&text, "USA:a%d,MEX:b%d,victims,2020,%d\n", i, k,
                             i * k);
    struct ct_panel *many = plain_result(text.data);
    struct ct_panel *none = plain_result("area,counterpart,measure,time,value\n"
                                         "DEU,ROU,victims,2020,2\n");
    struct ct_codes *codes = read_codes();
    for (int k = 0; k < 8; k++) {
        struct ct_error err = {0};
        const struct ct_plot_options options = {.matrix = k & 1,
                                                .width = k & 2 ? 240 : 1200,
                                                .height = k & 2 ? 100 : 0};
        struct ct_plot_request q =
            request(k & 4 ? many : none, codes, &options);
        ck_assert_msg(ct_plot(&q, 1, &err) == 0, "%d: %s", k, err.text);
        unlink(PATH);
    }
    ct_codes_destroy(codes);
    ct_panel_destroy(many);
    ct_panel_destroy(none);
    ct_buffer_clear(&text);
}
END_TEST

Suite *flow_figure_suite(void);
Suite *flow_figure_suite(void)
{
    Suite *s = suite_create("flow_figure");
    TCase *t = tcase_create("flow_figure");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, ribbons_say_who_and_how_many);
    tcase_add_test(t, a_matrix_has_a_number_in_each_cell);
    tcase_add_test(t, no_figure_tells_what_is_masked);
    tcase_add_test(t, reports_of_origins_are_said_to_be);
    tcase_add_test(t, small_origins_stand_together);
    tcase_add_test(t, periods_with_few_reporters_are_not_drawn);
    tcase_add_test(t, what_is_no_network_is_refused);
    tcase_add_test(t, of_several_networks_the_largest);
    tcase_add_test(t, cells_in_few_words);
    tcase_add_test(t, words_in_french);
    tcase_add_test(t, any_network_has_a_figure);
    suite_add_tcase(s, t);
    return s;
}
