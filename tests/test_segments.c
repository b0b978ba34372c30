/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures of fitted lines: stretches, joinpoints, and texts that do not
 * overlap. */
#include "config.h"

#include "lib/file.h"
#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/segments.h"
#include "plot/space.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_rng.h>
#include <string.h>
#include <unistd.h>

#define SVG TESTS_BUILD "/segments.svg"

static bool overlap(const struct ct_rect *a, const struct ct_rect *b)
{
    return a->left < b->right && b->left < a->right && a->bottom < b->top &&
           b->bottom < a->top;
}

/* Texts of any size asked for anywhere, among strokes: none on another, none
 * outside, each as near as it was allowed to be. */
START_TEST(texts_do_not_overlap)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    struct ct_space space = {.r = {10, 20, 210, 120}};
    struct ct_rect taken[200];
    size_t n = 0;
    ct_space_add_stroke(&space, (double[]){10, 20}, (double[]){210, 120},
                        CT_COVER_LINE);
    for (int i = 0; i < 200; i++) {
        double at[1][2] = {{10 + 200 * gsl_rng_uniform(random),
                            20 + 100 * gsl_rng_uniform(random)}};
        struct ct_wish wish = {10 + 20 * gsl_rng_uniform(random),
                               9,
                               3,
                               20,
                               -HUGE_VAL,
                               at[0][0] + 5,
                               1,
                               at};
        double x, y;
        if (!ct_space_find(&space, &wish, &x, &y))
            continue;
        struct ct_rect r = {x - wish.width / 2, y - 4.5, x + wish.width / 2,
                            y + 4.5};
        ck_assert(r.left >= 10 && r.right <= 210 && r.bottom >= 20 &&
                  r.top <= 120);
        ck_assert(x <= at[0][0] + 5);
        ck_assert(fabs(x - at[0][0]) <= 20 + wish.width / 2);
        ck_assert(fabs(y - at[0][1]) <= 20 + 4.5);
        for (size_t k = 0; k < n; k++)
            ck_assert(!overlap(&taken[k], &r));
        taken[n++] = r;
    }
    ck_assert_uint_gt(n, 20);
    ct_space_clear(&space);
    gsl_rng_free(random);
}
END_TEST

/* Above if that is free, below if a line runs there, nowhere if all is taken.
 */
START_TEST(free_places_come_first)
{
    struct ct_space space = {.r = {0, 0, 100, 100}};
    double at[1][2] = {{50, 50}}, x, y;
    struct ct_wish wish = {20, 10, 4, 8, 45, 55, 1, at};
    ck_assert(ct_space_find(&space, &wish, &x, &y));
    ck_assert(x == 50 && y == 59);
    ct_space_clear(&space);
    space.r = (struct ct_rect){0, 0, 100, 100};
    ct_space_add_stroke(&space, (double[]){0, 60}, (double[]){100, 60},
                        CT_COVER_LINE);
    ck_assert(ct_space_find(&space, &wish, &x, &y));
    ck_assert(x == 50 && y == 41);
    ck_assert(!ct_space_find(&space, &wish, &x, &y));
    ct_space_clear(&space);
}
END_TEST

/* Two joinpoints: at a year, and between two. */
#define FITTED                                                                 \
    "area,unit,time,value,observed\n"                                          \
    "FRA,RATE_100K,2000,1,1.1\nFRA,RATE_100K,2001,2,1.9\n"                     \
    "FRA,RATE_100K,2002,4,4\nFRA,RATE_100K,2003,4,4.2\n"                       \
    "FRA,RATE_100K,2004,4,3.9\nFRA,RATE_100K,2005,2,2.1\n"                     \
    "FRA,RATE_100K,2006,1,1\n"

static void add_row(struct ct_table *t, const char *words)
{
    ct_table_row(t);
    for (size_t i = 0; i < t->n_columns; i++) {
        char cell[32] = "";
        size_t n = strcspn(words, " ");
        memcpy(cell, words, n);
        words += n + (words[n] == ' ');
        if (t->columns[i].is_text)
            ct_table_text(t, i, cell);
        else if (strcmp(cell, "-") != 0)
            ct_table_number(t, i, strtod(cell, NULL));
    }
}

/* Adds a table: names parted by blanks, those of texts with an @. */
static struct ct_table *add_table(struct ct_panel *p, const char *name,
                                  const char *columns)
{
    struct ct_table *t = ct_table_create(name);
    while (*columns) {
        char column[32] = "";
        size_t n = strcspn(columns, " ");
        bool text = *columns == '@';
        memcpy(column, columns + text, n - text);
        ct_table_column(t, column, text);
        columns += n + (columns[n] == ' ');
    }
    ct_panel_add_table(p, t);
    return t;
}

/* A result as the method joinpoint makes it. */
static struct ct_panel *joined(void)
{
    struct ct_panel *p = tidy_panel(FITTED);
    p->is_result = true;
    ct_panel_set(&p->method, "joinpoint");
    ct_panel_set(&p->provenance.options,
                 "max-joinpoints=3 scale=log weights=count select=wbic");
    struct ct_table *t = add_table(
        p, "segments", "@area @from @to apc apc_lower apc_upper p slope");
    add_row(t, "FRA 2000 2002 100 90 110 0.001 0.69");
    add_row(t, "FRA 2002 2004.5 0 -2 2 1 0");
    add_row(t, "FRA 2004.5 2006 -50 -60 -40 0.01 -0.69");
    add_row(t, "DEU 2000 2006 3 - - 0.01 0.03");
    t = add_table(p, "locations", "@area joinpoint @time @lower @upper");
    add_row(t, "FRA 1 2002 2001 2003");
    add_row(t, "FRA 2 2004.5 2004 2005");
    t = add_table(p, "aapc", "@area @from @to aapc lower upper p");
    add_row(t, "FRA 2003 2006 -30 -40 -20 0.01");
    add_row(t, "FRA 2000 2006 0.2 -3 4 0.9");
    return p;
}

static char *draw(const char *figure, const struct ct_panel *p)
{
    struct ct_error err = {0};
    struct ct_buffer out = {0};
    struct ct_plot_request r = {.figure = ct_figure_find(figure, &err),
                                .panel = p,
                                .options = &ct_plot_defaults,
                                .path = SVG};
    ck_assert_msg(ct_plot(&r, 1, &err) == 0, "%s", err.text);
    ck_assert_int_eq(ct_file_read(SVG, 1 << 24, &out, &err), 0);
    unlink(SVG);
    return ct_buffer_take(&out);
}

START_TEST(segments_of_a_line)
{
    struct ct_error err;
    struct ct_panel *p = joined();
    struct ct_plot_request r = {.panel = p, .options = &ct_plot_defaults};
    struct ct_chart c;
    ck_assert_int_eq(ct_chart_make(&r, &c, &err), 0);
    struct ct_segments s = ct_segments_of(&c, c.line);
    ck_assert_uint_eq(s.n, 3);
    ck_assert_uint_eq(s.n_bends, 2);
    ck_assert(s.segment[2].from == 2004.5 && s.segment[2].to == 2006);
    ck_assert(s.whole.change == 0.2 && s.whole.from == 2000);
    ck_assert(s.bend[0].value == 4 && s.bend[1].value == 4);
    ct_segments_bend(&c, 1);
    ck_assert_uint_eq(c.line->n, 8);
    ck_assert_uint_eq(c.line->last, 7);
    ck_assert(c.line->point[5].x == 2004.5 && c.line->point[5].value == 4);
    ck_assert(isnan(c.line->point[5].observed));
    ct_segments_clear(&s);
    ct_chart_clear(&c);
    ct_panel_destroy(p);
}
END_TEST

static const char *const said[] = {
    ">APC +100.0%*<",
    ">APC 0.0%<",
    ">APC \u221250.0%*<",
    ">2002<",
    ">2004.5<",
    "rings: joinpoints.",
    "Joinpoint regression of ln(rate), weighted by counts; joinpoints (at most "
    "3) chosen by weighted BIC.",
    "2000\u20132002 +100.0%* (90.0 to 110.0)",
    "AAPC 2000\u20132006 +0.2% (\u22123.0 to 4.0)",
    "joinpoints 2002 (2001\u20132003), 2004.5 (2004\u20132005).",
    "* p below 0.05, two-sided.",
    "n\u00a0=\u00a07 values"};

/* The texts of an image, lines of its caption put together again. */
static char *text_of(const char *svg)
{
    struct ct_buffer b = {0};
    for (; (svg = strstr(svg, "<text>")); svg++)
        ct_buffer_printf(&b, "%s%.*s", b.size ? " " : "",
                         (int)strcspn(svg + 6, "<"), svg + 6);
    return ct_buffer_take(&b);
}

START_TEST(joinpoints)
{
    struct ct_panel *p = joined();
    char *svg = draw("trend", p), *words = text_of(svg);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        bool mark = *said[i] == '>';
        ck_assert_msg(strstr(mark ? svg : words, said[i]), "no '%s' in %s",
                      said[i], words);
    }
    free(svg);
    free(words);
    svg = draw("panels", p);
    ck_assert(strstr(svg, ">+100.0%*<") && strstr(svg, ">2004.5<"));
    free(svg);
    ct_panel_destroy(p);
}
END_TEST

/* In units a year; places between periods are written with one decimal. */
START_TEST(a_linear_scale)
{
    struct ct_panel *p = tidy_panel(FITTED);
    ct_panel_set(&p->method, "joinpoint");
    ct_panel_set(&p->provenance.options,
                 "max-joinpoints=-1 scale=linear weights=auto select=bic");
    struct ct_table *t = add_table(
        p, "segments", "@area @from @to apc p slope slope_lower slope_upper");
    add_row(t, "FRA 2000 2002.6666666666667 - 0.2 0.25 -0.1 0.35");
    add_row(t, "FRA 2002.6666666666667 2006 - 0.002 -1 -1.5 -0.5");
    t = add_table(p, "locations", "@area joinpoint @time");
    add_row(t, "FRA 1 2002.6666666666667");
    t = add_table(p, "models", "@area joinpoints @weights");
    add_row(t, "FRA 0 constant");
    add_row(t, "FRA 1 constant");
    char *svg = draw("trend", p), *words = text_of(svg);
    ck_assert(strstr(svg, ">2002.7<") && strstr(svg, ">+0.25 a year<"));
    ck_assert(strstr(svg, ">\u22121.00 a year*<"));
    ck_assert(strstr(words, "Joinpoint regression of the rate, constant "
                            "variance; joinpoints chosen by BIC. Change a year "
                            "(95% interval): 2000\u20132002.7 +0.25 a year "
                            "(\u22120.10 to 0.35), "));
    free(svg);
    free(words);
    ct_panel_destroy(p);
}
END_TEST

/* One place for each text of an image that stands on its own. */
static size_t boxes_of(const char *svg, struct ct_rect *out, size_t most)
{
    size_t n = 0;
    for (; (svg = strstr(svg, "<g transform=\"translate(")); svg++) {
        char anchor[16], text[256];
        double x, y, size;
        const char *end = strstr(svg, "</g>");
        const char *at = strstr(svg, "font-size=\"");
        const char *align = strstr(svg, "text-anchor=\"");
        const char *word = strstr(svg, "<text>");
        if (!word || word > end || !at || at > end || !align || align > end)
            continue;
        ck_assert_int_eq(
            sscanf(svg, "<g transform=\"translate(%lf,%lf", &x, &y), 2);
        ck_assert_int_eq(sscanf(at, "font-size=\"%lf", &size), 1);
        ck_assert_int_eq(sscanf(align, "text-anchor=\"%15[a-z]", anchor), 1);
        ck_assert_int_eq(sscanf(word, "<text>%255[^<]", text), 1);
        ck_assert_double_ge(size, 8);
        const char *bold = strstr(svg, "font-weight");
        double width = ct_text_width(text, size, bold && bold < end);
        double left = *anchor == 's'   ? x
                      : *anchor == 'm' ? x - width / 2
                                       : x - width;
        ck_assert_uint_lt(n, most);
        out[n++] = (struct ct_rect){left, -y, left + width, size * 0.7 - y};
    }
    return n;
}

/* Eight lines, close together, with three joinpoints each. */
static struct ct_panel *crowd(void)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "area,unit,time,value,observed\n");
    for (int s = 0; s < 8; s++)
        for (int y = 0; y < 30; y++)
            ct_buffer_printf(&b, "USA:%d,RATE_100K,%d,%d,%d\n", s, 1990 + y,
                             100 + 3 * s + abs(y % 16 - 8), 104 + 3 * s);
    char *text = ct_buffer_take(&b);
    struct ct_panel *p = tidy_panel(text);
    free(text);
    ct_panel_set(&p->method, "joinpoint");
    struct ct_table *t = add_table(p, "segments", "@area @from @to apc p");
    struct ct_table *u = add_table(p, "locations", "@area @time");
    for (int s = 0; s < 8; s++)
        for (int k = 0; k < 4; k++) {
            char row[64];
            snprintf(row, sizeof row, "USA:%d %d %d %d 0.0%d", s, 1990 + 8 * k,
                     k == 3 ? 2019 : 1998 + 8 * k, k % 2 ? 1 : -1, k + 2);
            add_row(t, row);
            snprintf(row, sizeof row, "USA:%d %d", s, 1998 + 8 * k);
            if (k < 3)
                add_row(u, row);
        }
    return p;
}

START_TEST(a_crowd_of_lines)
{
    static const char *const figures[] = {"trend", "panels"};
    struct ct_panel *p = crowd();
    char *svg = draw(figures[_i], p);
    struct ct_rect box[400];
    size_t n = boxes_of(svg, box, 400);
    ck_assert_uint_gt(n, 40);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(!overlap(&box[i], &box[k]),
                          "texts overlap at %.1f, %.1f and %.1f, %.1f",
                          box[i].left, box[i].bottom, box[k].left,
                          box[k].bottom);
    char *words = text_of(svg);
    ck_assert(strstr(words, "limits in the result"));
    free(words);
    free(svg);
    ct_panel_destroy(p);
}
END_TEST

/* Trends on both sides of a break: each has its change beside it. */
START_TEST(parts_of_a_trend)
{
    struct ct_panel *r = tidy_result("trend",
                                     "area,unit,time,value,status\n"
                                     "FRA,RATE_100K,2001,8,\n"
                                     "FRA,RATE_100K,2002,4,\n"
                                     "FRA,RATE_100K,2003,2,\n"
                                     "FRA,RATE_100K,2004,8,B\n"
                                     "FRA,RATE_100K,2005,16,\n"
                                     "FRA,RATE_100K,2006,32,\n",
                                     NULL, NULL);
    char *svg = draw("trend", r), *words = text_of(svg);
    ck_assert(strstr(svg, ">APC \u221250.0%*<"));
    ck_assert(strstr(svg, ">APC +100.0%*<"));
    ck_assert(strstr(words, "Model: log-linear least squares. APC: annual "
                            "percent change (95% interval): "
                            "2001\u20132003 \u221250.0%* "));
    free(svg);
    free(words);
    ct_panel_destroy(r);
}
END_TEST

Suite *segments_suite(void);
Suite *segments_suite(void)
{
    Suite *s = suite_create("segments");
    TCase *t = tcase_create("segments");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, texts_do_not_overlap);
    tcase_add_test(t, free_places_come_first);
    tcase_add_test(t, segments_of_a_line);
    tcase_add_test(t, joinpoints);
    tcase_add_test(t, a_linear_scale);
    tcase_add_loop_test(t, a_crowd_of_lines, 0, 2);
    tcase_add_test(t, parts_of_a_trend);
    suite_add_tcase(s, t);
    return s;
}
