/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures from a panel to a file. */
#include "config.h"

#include "lib/file.h"
#include "plot/misfit.h"
#include "plot/plot.h"
#include "plot/style.h"
#include "plot/svg.h"
#include "tests/drawn.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>
#include <unistd.h>

#define FIVE                                                                   \
    "area,measure,offence,unit,time,value,lower,upper,status\n"                \
    "DEU,offences,0401,RATE_100K,2010,60,58,62,\n"                             \
    "DEU,offences,0401,RATE_100K,2011,61,59,63,E\n"                            \
    "DEU,offences,0401,RATE_100K,2012,48,46,50,B\n"                            \
    "DEU,offences,0401,RATE_100K,2013,,,,O\n"                                  \
    "DEU,offences,0401,RATE_100K,2014,45,43,47,\n"                             \
    "FRA,offences,0401,RATE_100K,2010,180,175,185,\n"                          \
    "FRA,offences,0401,RATE_100K,2011,185,180,190,\n"                          \
    "FRA,offences,0401,RATE_100K,2014,170,165,175,\n"                          \
    "USA:Alabama,offences,0401,RATE_100K,2010,90,,,\n"                         \
    "ITA,offences,0401,RATE_100K,2010,,,,O\n"

#define FILE_OF(ending) TESTS_BUILD "/plot" ending

START_TEST(trend)
{
    check_drawn(
        "trend", FIVE,
        ">Robbery</title>|Offences per 100,000 population, "
        "2010\u20132014|>Germany<|>France<|Source: not stated.|No value: "
        "Italy. |Not shown: area USA:Alabama.|n\u00a0=\u00a07 values, 2 areas, "
        "2 "
        "missing.|Hollow marks and dotted lines: estimated.|Values before "
        "and after a break are not comparable|Interval: as given in "
        "the|France: 180 in 2010, 170 in 2014 (\u22126%).");
}
END_TEST

START_TEST(other_figures)
{
    check_drawn("panels", FIVE, ">Germany<|>France<|>170<|Same scales in all");
    check_drawn("heatmap", FIVE, ">Germany<|>2013<|no value|Dots: estimated.");
    check_drawn("ranking", FIVE,
                ">Germany<|>170 (165\u2013175)<|2 areas in 2014, the highest "
                "first. Highest: France, 170. Lowest: Germany, "
                "45.|n\u00a0=\u00a02 areas.");
}
END_TEST

/* What all values are is said once and marked nowhere; a name's full stop ends
 * its sentence. */
START_TEST(captions)
{
    check_drawn("heatmap",
                "area,measure,offence,unit,time,value,status\n"
                "DEU,offences,0401,RATE_100K,2010,60,E\n"
                "FRA,offences,0401,RATE_100K,2010,61,E\n"
                "BIH,offences,0401,RATE_100K,2010,,O\n",
                "All values: estimated. |!Dots: |Herz. |!..|!>no value<");
}
END_TEST

START_TEST(narrow)
{
    struct ct_plot_options o = ct_plot_defaults;
    struct ct_error err = {0};
    o.width = 240;
    char *image = draw_tidy("pyramid",
                            "area,measure,offence,unit,sex,age,time,value\n"
                            "FRA,population,_T,NUMBER,F,Y0T4,2015,1902018\n"
                            "FRA,population,_T,NUMBER,M,Y0T4,2015,1990811\n",
                            TESTS_BUILD "/narrow.svg", &o, &err);
    ck_assert_msg(image != NULL, "%s", err.text);
    ck_assert(strstr(image, ">0<") && !strstr(image, ">1,000,000<"));
    free(image);
}
END_TEST

/* Women and men of an area share its panel, with a key above; of one area
 * alone each has a panel. */
START_TEST(panels_of_an_area)
{
    struct ct_error err = {0};
    char *image = draw_tidy("panels",
                            "area,measure,offence,sex,time,value\n"
                            "FRA,victims,0101,M,2010,90\n"
                            "FRA,victims,0101,F,2010,10\n"
                            "DEU,victims,0101,M,2010,80\n"
                            "DEU,victims,0101,F,2010,20\n",
                            TESTS_BUILD "/panels.svg", NULL, &err);
    ck_assert_msg(image != NULL, "%s", err.text);
    ck_assert(strstr(image, ">Female<") && strstr(image, ">Male<"));
    ck_assert(strstr(image, ">France<") && strstr(image, ">Germany<"));
    ck_assert(strstr(image, ">90<") && strstr(image, ">10<"));
    ck_assert(!strstr(image, ">France, Female<"));
    free(image);
    image = draw_tidy("panels",
                      "area,measure,offence,sex,time,value\n"
                      "FRA,victims,0101,M,2010,90\n"
                      "FRA,victims,0101,F,2010,10\n",
                      TESTS_BUILD "/panels.svg", NULL, &err);
    ck_assert_msg(image != NULL, "%s", err.text);
    ck_assert(strstr(image, ">Female<") && !strstr(image, ">France<"));
    free(image);
}
END_TEST

/* Lines of several areas end with their name and last value; the world is
 * black. */
START_TEST(lines_end_with_name_and_value)
{
    struct ct_error err = {0};
    char *image = draw_tidy("trend",
                            "area,measure,offence,time,value\n"
                            "M49:001,victims,0101,2010,61\n"
                            "M49:001,victims,0101,2011,62\n"
                            "M49:150,victims,0101,2010,12\n"
                            "M49:150,victims,0101,2011,13\n",
                            TESTS_BUILD "/ends.svg", NULL, &err);
    ck_assert_msg(image != NULL, "%s", err.text);
    ck_assert(strstr(image, ">World<") && strstr(image, ">62<"));
    ck_assert(strstr(image, ">Europe<") && strstr(image, ">13<"));
    ck_assert(strstr(image, "rgb(  0,   0,   0)"));
    free(image);
}
END_TEST

/* A narrow slope has its names on the right alone, a wide one on both sides. */
START_TEST(names_of_a_slope)
{
    for (int one_side = 0; one_side < 2; one_side++) {
        struct ct_plot_options o = ct_plot_defaults;
        struct ct_error err = {0};
        o.width = one_side ? 240 : 0;
        char *image = draw_tidy("slope",
                                "area,measure,offence,unit,time,value\n"
                                "VEN,offences,0401,NUMBER,2010,60\n"
                                "VEN,offences,0401,NUMBER,2015,48\n"
                                "DOM,offences,0401,NUMBER,2010,10\n"
                                "DOM,offences,0401,NUMBER,2015,20\n",
                                TESTS_BUILD "/slope.svg", &o, &err);
        ck_assert_msg(image != NULL, "%s", err.text);
        ck_assert((strstr(image, "Venezuela\u00a0") != NULL) == !one_side);
        ck_assert(strstr(image, "Venezuela<") != NULL);
        free(image);
    }
}
END_TEST

START_TEST(normal_quantiles)
{
    assert_near(ct_normal_quantile(.975), 1.959963984540054, 1e-12);
    assert_near(ct_normal_quantile(.0005), -3.290526731491926, 1e-11);
    assert_near(ct_normal_quantile(1 - 1e-6), 4.753424308817087, 1e-9);
    ck_assert(fabs(ct_normal_quantile(.5)) < 1e-15);
    assert_near(ct_normal_density(1), .24197072451914337, 1e-14);
}
END_TEST

START_TEST(season)
{
    check_drawn("season", "area,time,value\nFRA,2010-05,7\n",
                ">May<|Highest on average: May (7); lowest: May (7). |"
                "n\u00a0=\u00a01 value.");
    check_drawn("season",
                "area,time,value,status\n"
                "FRA,2010-Q1,7,\nFRA,2010-Q2,,O\nFRA,2010-Q3,4,\n"
                "FRA,2011-Q1,9,B\nFRA,2011-Q2,3,\nFRA,2011-Q3,5,E\n",
                ">Q4<|mean between breaks|Highest on average: Q1 (9); lowest: "
                "Q2 (3). |1 missing");
    check_drawn("season",
                "area,component,time,value\n"
                "FRA,_T,2010-01,7\nFRA,_T,2010-02,4\n",
                ">Jan<");
}
END_TEST

START_TEST(one_area)
{
    check_drawn("trend",
                "area,measure,offence,time,value,status\n"
                "FRA,victims,0101,2010,0,\n",
                "Intentional homicide, France</title>|Number of victims, "
                "2010<|n\u00a0=\u00a01 value.");
    check_drawn(
        "trend",
        "area,measure,offence,sex,time,value,status\n"
        "FRA,victims,0101,F,2010-Q2,5,\n"
        "FRA,victims,0101,F,2011-Q1,3,\n",
        "Number of victims, female, 2010-Q2\u20132011-Q1|2010-Q2, 3 in");
}
END_TEST

START_TEST(totals_first)
{
    check_drawn("trend",
                "area,sex,time,value\n"
                "FRA,_T,2010,10\nFRA,F,2010,4\nFRA,M,2010,6\n",
                "Not shown: sex F, M.|n\u00a0=\u00a01 value.");
    check_drawn("trend", "area,sex,time,value\nFRA,F,2010,4\nFRA,M,2010,6\n",
                ">Female<|>Male<");
}
END_TEST

START_TEST(fitted)
{
    struct ct_error err = {0};
    struct ct_panel *r = tidy_result("trend",
                                     "area,unit,time,value\n"
                                     "FRA,RATE_100K,2001,8\n"
                                     "FRA,RATE_100K,2002,4\n"
                                     "FRA,RATE_100K,2003,2\n"
                                     "FRA,RATE_100K,2004,1\n",
                                     NULL, NULL);
    struct ct_obs o = tidy_obs(r, "area", "FRA", "2003");
    assert_near(o.x[CT_VALUE], 2, 1e-12);
    assert_near(o.x[CT_OBSERVED], 2, 1e-12);
    struct ct_error ignored;
    struct ct_plot_request q = {.figure = ct_figure_find("trend", &ignored),
                                .panel = r,
                                .options = &ct_plot_defaults,
                                .path = FILE_OF(".svg")};
    struct ct_buffer out = {0};
    ck_assert_int_eq(ct_plot(&q, 1, &err), 0);
    ck_assert_int_eq(ct_file_read(q.path, 1 << 24, &out, &ignored), 0);
    ck_assert(strstr(out.data, ">\u221250.0% a year*<"));
    ck_assert(strstr(out.data, "Points: observed; lines: fitted."));
    unlink(q.path);
    ct_buffer_clear(&out);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(nothing_to_draw)
{
    struct ct_error err = {0};
    const struct ct_plot_options log = {.log_scale = 1};
    ck_assert(!draw_tidy("trend", "area,time,value,status\nFRA,2010,,O\n",
                         FILE_OF(".svg"), NULL, &err));
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_str_eq(err.text, "nothing to draw: all values are missing");
    ck_assert(!draw_tidy("trend", "area,time,value\nFRA,2010,0\n",
                         FILE_OF(".svg"), &log, &err));
    ck_assert_str_eq(err.text, "nothing to draw: no value above 0 for a "
                               "logarithmic scale");
}
END_TEST

START_TEST(wrong_words)
{
    struct ct_error err = {0};
    ck_assert(!ct_figure_find("heatmpa", &err));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_str_eq(err.text, "no figure 'heatmpa', did you mean 'heatmap'?");
    ck_assert_int_eq(ct_plot_check_path("x.bmp", &err), -1);
    ck_assert_str_eq(err.text, "'x.bmp' does not end in .svg, .pdf or .png");
    ck_assert_int_eq(ct_plot_check_path(".svg", &err), -1);
    ck_assert_int_eq(ct_plot_check_path("x.svg", &err), 0);
    ck_assert(
        !draw_tidy("trend", FIVE, TESTS_BUILD "/nowhere/x.svg", NULL, &err));
    ck_assert_int_eq(err.code, CT_EIO);
    ck_assert_str_eq(err.file, TESTS_BUILD "/nowhere/x.svg");
}
END_TEST

/* A number of four bytes in a PNG. */
static unsigned big_endian(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return (unsigned)u[0] << 24 | (unsigned)u[1] << 16 | (unsigned)u[2] << 8 |
           u[3];
}

START_TEST(formats)
{
    struct ct_error err = {0};
    const struct ct_plot_options small = {.width = 300, .height = 250};
    char *png = draw_tidy("trend", FIVE, FILE_OF(".png"), NULL, &err);
    ck_assert_msg(png != NULL, "%s", err.text);
    ck_assert_uint_eq(big_endian(png + 16), 1554);
    free(png);
    png = draw_tidy("trend", FIVE, FILE_OF(".png"), &small, &err);
    ck_assert_uint_eq(big_endian(png + 16), 900);
    ck_assert_uint_eq(big_endian(png + 20), 750);
    free(png);
    char *pdf = draw_tidy("trend", FIVE, FILE_OF(".pdf"), NULL, &err);
    ck_assert(pdf && strncmp(pdf, "%PDF-", 5) == 0);
    free(pdf);
}
END_TEST

/* The number after `before` in an SVG. */
static double number_after(const char *svg, const char *before)
{
    const char *found = strstr(svg, before);
    ck_assert_msg(found != NULL, "no %s", before);
    return strtod(found + strlen(before), NULL);
}

START_TEST(styles)
{
    struct ct_error err = {0};
    const struct ct_plot_options print = {.style = 1}, slides = {.style = 2},
                                 large = {.font_size = 12, .width = 600};
    char *svg = draw_tidy("trend", FIVE, FILE_OF(".svg"), &slides, &err);
    ck_assert_msg(svg != NULL, "%s", err.text);
    ck_assert_double_eq(number_after(svg, " width=\""), 960);
    ck_assert_double_ge(number_after(svg, " height=\""), 540);
    ck_assert_double_eq(number_after(svg, "viewBox=\"0 0 "), 480);
    free(svg);
    svg = draw_tidy("trend", FIVE, FILE_OF(".svg"), &large, &err);
    ck_assert_double_eq(number_after(svg, " width=\""), 600);
    ck_assert_double_eq(number_after(svg, "viewBox=\"0 0 "), 400);
    free(svg);
    char *png = draw_tidy("trend", FIVE, FILE_OF(".png"), &large, &err);
    ck_assert_uint_eq(big_endian(png + 16), 1800);
    free(png);
    svg = draw_tidy("trend", FIVE, FILE_OF(".svg"), &print, &err);
    ck_assert(!strstr(svg, "rgb(  0, 114, 178)") && !strstr(svg, "#0072"));
    ck_assert(strstr(svg, "rgb( 87,  87,  87)"));
    free(svg);
}
END_TEST

/* Colours become greys of the same luma; what is none stays. */
START_TEST(greys)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "rgb \"#0072B2\" x \"#00\" '#ffffff' \"#FFFFFF\" "
                       "\"\\043ff0000\" \"#0072B");
    ct_style_grey(&b);
    ck_assert_str_eq(b.data, "rgb \"#575757\" x \"#00\" '#ffffff' \"#ffffff\" "
                             "\"\\043ff0000\" \"#0072B");
    ct_buffer_clear(&b);
}
END_TEST

/* Forty-five areas, in pages of twenty. */
START_TEST(pages)
{
    struct ct_error err = {0};
    struct ct_buffer tidy = {0};
    ct_buffer_text(&tidy, "area,time,value\n");
    for (int i = 1; i <= 45; i++)
        for (int year = 2001; year <= 2002; year++)
            ct_buffer_printf(&tidy, "USA:%d,%d,%d\n", i, year, 100 - i);
    struct ct_plot_options o = {.page = 3};
    char *svg = draw_tidy("panels", tidy.data, FILE_OF(".svg"), &o, &err);
    ck_assert_msg(svg != NULL, "%s", err.text);
    ck_assert(strstr(svg, ">USA:41<"));
    ck_assert(strstr(svg, ">USA:45<"));
    ck_assert(!strstr(svg, ">USA:40<"));
    ck_assert(strstr(svg, "Page 3 of 3. "));
    ck_assert(strstr(svg, "90 values, 45 areas"));
    ck_assert(strstr(svg, ">100<")); /* the scale of all */
    free(svg);
    o.page = 4;
    ck_assert(!draw_tidy("panels", tidy.data, FILE_OF(".svg"), &o, &err));
    ck_assert_str_eq(err.text, "no page 4, there are 3");
    ct_buffer_clear(&tidy);
}
END_TEST

/* Blue and red would be one grey. */
START_TEST(signs_in_grey)
{
    struct ct_error err = {0};
    static const char both[] = "area,unit,time,value\nFRA,PERCENT,2001,-30\n"
                               "FRA,PERCENT,2002,30\n";
    const struct ct_plot_options print = {.style = 1};
    char *svg = draw_tidy("heatmap", both, FILE_OF(".svg"), &print, &err);
    ck_assert_msg(svg != NULL, "%s", err.text);
    ck_assert(strstr(svg, "rgb(215, 215, 215)")); /* of #fde725, #440154 */
    ck_assert(strstr(svg, "rgb( 30,  30,  30)"));
    free(svg);
}
END_TEST

/* On a logarithmic scale each number has its own decimals. */
START_TEST(small_and_large)
{
    struct ct_error err = {0};
    static const char tidy[] = "area,unit,time,value\n"
                               "FRA,RATE_100K,2001,0.0024\n"
                               "DEU,RATE_100K,2001,3600\n";
    const struct ct_plot_options log = {.log_scale = 1};
    char *svg = draw_tidy("ranking", tidy, FILE_OF(".svg"), &log, &err);
    ck_assert_msg(svg != NULL, "%s", err.text);
    ck_assert(strstr(svg, ">0.0024<") && strstr(svg, ">3,600<"));
    free(svg);
}
END_TEST

START_TEST(same_bytes)
{
    struct ct_error err = {0};
    char *a = draw_tidy("trend", FIVE, FILE_OF("-1.svg"), NULL, &err);
    char *b = draw_tidy("trend", FIVE, FILE_OF("-2.svg"), NULL, &err);
    ck_assert_str_eq(a, b);
    free(a);
    free(b);
}
END_TEST

START_TEST(script_draws_by_itself)
{
    struct ct_error err = {0};
    struct ct_buffer script = {0};
    const struct ct_plot_options keep = {.script = FILE_OF(".gp")};
    free(draw_tidy("trend", FIVE, FILE_OF(".svg"), &keep, &err));
    ck_assert_int_eq(ct_file_read(keep.script, 1 << 20, &script, &err), 0);
    ck_assert(strstr(script.data, "set output 'figure.svg'\n"));
    ck_assert(strstr(script.data, "$data1 << END\n"));
    ck_assert(!strstr(script.data, "proc"));
    ct_buffer_clear(&script);
    unlink(keep.script);
}
END_TEST

/* Several images: those that can be drawn are there, the error is the first. */
START_TEST(several)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel(FIVE);
    struct ct_panel *empty = tidy_panel("area,time,value\nFRA,2010,\n");
    const struct ct_figure *figure = ct_figure_find("trend", &err);
    struct ct_plot_request r[] = {
        {figure, p, {0}, NULL, &ct_plot_defaults, FILE_OF("-1.svg")},
        {figure, empty, {0}, NULL, &ct_plot_defaults, FILE_OF("-2.svg")},
        {figure, p, {0}, NULL, &ct_plot_defaults, FILE_OF("-3.png")}};
    ck_assert_int_eq(ct_plot(r, 3, &err), -1);
    ck_assert_str_eq(err.text, "nothing to draw: all values are missing");
    ck_assert(access(r[0].path, F_OK) == 0);
    ck_assert(access(r[1].path, F_OK) != 0);
    ck_assert(access(r[2].path, F_OK) == 0);
    unlink(r[0].path);
    unlink(r[2].path);
    ct_panel_destroy(p);
    ct_panel_destroy(empty);
}
END_TEST

/* Whether gnuplot's SVG with this inside is taken. */
static int finish(const char *inside)
{
    struct ct_error err = {0};
    struct ct_buffer in = {0}, out = {0};
    struct ct_svg_head head = {10, 10, 1, "t", "d"};
    ct_buffer_printf(&in, "<?xml version=\"1.0\"?>\n<svg>%s</svg>", inside);
    int result = ct_svg_finish(in.data, in.size, &head, &out, &err);
    ct_buffer_clear(&in);
    ct_buffer_clear(&out);
    return result;
}

START_TEST(svg_is_guarded)
{
    static const char *const bad[] = {
        "<script>1</script>",
        "<foreignObject/>",
        "<g onload=\"x\"/>",
        "<use xlink:href=\"http://x\"/>",
        "<use href=\"javascript:x\"/>",
        "<g>",
        "</g>",
        "<g></text>",
        "<g x=1/>",
        "<g x=\"1/>",
        "<g x=\"<\"/>",
        "<g/ x=\"1\">",
        "word",
        "<title>",
        "<",
        "<!-- -->",
        "<![CDATA[x]]>",
    };
    ck_assert_int_eq(finish("<g><text x='1'>a &amp; b</text></g>"), 0);
    ck_assert_int_eq(finish("<title>x</title><use xlink:href='#gpPt1'/>"), 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(finish(bad[i]) == -1, "taken: %s", bad[i]);
}
END_TEST

Suite *plot_suite(void);
Suite *plot_suite(void)
{
    Suite *s = suite_create("plot");
    TCase *t = tcase_create("plot");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, trend);
    tcase_add_test(t, other_figures);
    tcase_add_test(t, captions);
    tcase_add_test(t, narrow);
    tcase_add_test(t, panels_of_an_area);
    tcase_add_test(t, lines_end_with_name_and_value);
    tcase_add_test(t, names_of_a_slope);
    tcase_add_test(t, normal_quantiles);
    tcase_add_test(t, season);
    tcase_add_test(t, one_area);
    tcase_add_test(t, totals_first);
    tcase_add_test(t, fitted);
    tcase_add_test(t, nothing_to_draw);
    tcase_add_test(t, wrong_words);
    tcase_add_test(t, formats);
    tcase_add_test(t, styles);
    tcase_add_test(t, greys);
    tcase_add_test(t, pages);
    tcase_add_test(t, signs_in_grey);
    tcase_add_test(t, small_and_large);
    tcase_add_test(t, same_bytes);
    tcase_add_test(t, script_draws_by_itself);
    tcase_add_test(t, several);
    tcase_add_test(t, svg_is_guarded);
    suite_add_tcase(s, t);
    return s;
}
