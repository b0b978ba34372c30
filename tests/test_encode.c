/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text on its way into an image: what is shown, and that none is executed. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/gnuplot.h"
#include "plot/script.h"
#include "plot/svg.h"
#include "tests/unit.h"

#include <string.h>
#include <unistd.h>

/* gnuplot runs in a folder of its own. */
#define MARKER CT_TESTS_BUILD "/encode.marker"

static void check_clean(const char *text, const char *want)
{
    char *clean = ct_text_clean(text);
    ck_assert_str_eq(clean, want);
    free(clean);
}

START_TEST(clean_text)
{
    check_clean("C\u00f4te d\u2019Ivoire \u6771\u4eac",
                "C\u00f4te d\u2019Ivoire \u6771\u4eac");
    check_clean("a\tb\nc\u2028d", "a b c d");
    check_clean("a\x01\x1b[31mb\x7f\xc2\x85"
                "c",
                "a[31mbc");
    check_clean("\u202eabc\u202c\u2066x\u2069\u200f", "abcx");
    check_clean("a\xff\xc3(\xed\xa0\x80z", "a\ufffd\ufffd(\ufffd\ufffd\ufffdz");
    check_clean("\ufeffa\uffffb", "ab");
}
END_TEST

START_TEST(long_text)
{
    char text[1001] = "";
    for (int i = 0; i < 1000; i++)
        text[i] = '{';
    char *clean = ct_text_clean(text);
    ck_assert_uint_eq(strlen(clean), CT_TEXT_POINTS - 1 + 3);
    ck_assert_str_eq(clean + CT_TEXT_POINTS - 1, "\u2026");
    free(clean);
    text[CT_TEXT_POINTS] = '\0';
    check_clean(text, text);
}
END_TEST

static void check_literal(const char *text, const char *want)
{
    struct ct_buffer b = {0};
    ct_text_literal(&b, text);
    ck_assert_str_eq(b.data, want);
    ct_buffer_clear(&b);
}

START_TEST(literals)
{
    check_literal("Plain, text: (a) 1.5 /+=_-;",
                  "\"Plain, text: (a) 1.5 /+=_-;\"");
    check_literal("`x`", "\"\\140x\\140\"");
    check_literal("'1a2", "\"\\047\\061a2\"");
    check_literal("\"\\", "\"\\042\\134\"");
    check_literal("''12", "\"\\047\\047\\061\\062\"");
    check_literal("50%", "\"50\\045\"");
    check_literal("\u00e9", "\"\u00e9\"");
    check_literal("", "\"\"");
}
END_TEST

START_TEST(widths)
{
    assert_near(ct_text_width("A", 1000, false), 667, 1e-12);
    assert_near(ct_text_width("A", 1000, true), 722, 1e-12);
    assert_near(ct_text_width("\u00c9\u00e9", 1000, false), 667 + 556, 1e-12);
    assert_near(ct_text_width("\u6771", 10, false), 10, 1e-12);
    assert_near(ct_text_width("", 10, false), 0, 0);
}
END_TEST

START_TEST(fit)
{
    char *cut = ct_text_fit("United States of America", 60, 10, false);
    ck_assert_str_eq(cut, "United Stat\u2026");
    ck_assert(ct_text_width(cut, 10, false) <= 60);
    free(cut);
    cut = ct_text_fit("Chad", 60, 10, false);
    ck_assert_str_eq(cut, "Chad");
    free(cut);
}
END_TEST

/* The thin space of numbers in French and Spanish. */
START_TEST(thin)
{
    double with = ct_text_width("1\u202f946", 10, false);
    assert_near(with - ct_text_width("1946", 10, false), 2, 1e-9);
}
END_TEST

START_TEST(wrap)
{
    struct ct_lines l = ct_text_wrap("one two three\nfour", 40, 10, false, 9);
    ck_assert_uint_eq(l.n, 3);
    ck_assert_str_eq(l.line[0], "one two");
    ck_assert_str_eq(l.line[1], "three");
    ck_assert_str_eq(l.line[2], "four");
    ct_lines_clear(&l);
    l = ct_text_wrap("one two three four", 40, 10, false, 2);
    ck_assert_uint_eq(l.n, 2);
    ck_assert_str_eq(l.line[1], "three f\u2026");
    ct_lines_clear(&l);
    l = ct_text_wrap("WWWWWWWWWW", 40, 10, false, 9);
    ck_assert_uint_eq(l.n, 3);
    ck_assert_str_eq(l.line[0], "WWWW");
    ct_lines_clear(&l);
    l = ct_text_wrap("five 77.3 % of", 45, 10, false, 9); /* % stays */
    ck_assert_str_eq(l.line[0], "five");
    ck_assert_str_eq(l.line[1], "77.3 % of");
    ct_lines_clear(&l);
    l = ct_text_wrap("", 40, 10, false, 9);
    ck_assert_uint_eq(l.n, 0);
}
END_TEST

/* What has been seen to end a string, start a command or break the picture. */
static const char *const hostile[] = {
    "`touch " MARKER "`",
    "$(touch " MARKER ")",
    "\".system(\"touch " MARKER "\").\"",
    "'.system('touch " MARKER "').'",
    "x\nsystem('touch " MARKER "')\n",
    "x\\nset output \"|touch " MARKER "\"",
    "\\'`touch " MARKER "`",
    "@m`touch " MARKER "`",
    "a'\n!touch " MARKER "\n#",
    "<touch " MARKER,
    "|touch " MARKER,
    "END\n!touch " MARKER,
    "e\n!touch " MARKER,
    "%s%s%n %d %",
    "{/=99 x}{^_@&~}",
    "\\",
    "\\\"",
    "''",
    "\\047\\060",
    "1\\0471",
    "<script>alert(1)</script>",
    "\" onload=\"alert(1)",
    "</text></svg>",
    "]]>",
    "&amp;&lt;&#0;",
    "\u202eabc\u2028x",
    "\x07\x1b[31m",
    "$GPVAL_TERM",
    "\xff\xfe\xc0\x80",
    "-e",
};
enum { N_HOSTILE = sizeof hostile / sizeof *hostile, N_RANDOM = 2000 };

/* A text of 1 to 40 pieces that mean something to gnuplot, a shell or XML. */
static void random_text(unsigned *seed, char *out)
{
    static const char *const pieces[] = {"`",       "'",      "\"",
                                         "\\",      "\n",     "$",
                                         "(",       ")",      "{",
                                         "}",       "%",      "@",
                                         "!",       "|",      "<",
                                         ">",       ";",      "&",
                                         "#",       "0",      "4",
                                         "7",       " ",      "a",
                                         "\r",      "\t",     "touch " MARKER,
                                         "system(", "\u00e9", "\xff"};
    int n = rand_r(seed) % 40 + 1;
    *out = '\0';
    while (n-- > 0)
        strcat(out,
               pieces[(size_t)rand_r(seed) % (sizeof pieces / sizeof *pieces)]);
}

/* The text of an element as it was before it was escaped. */
static void unescape(const char *from, const char *to, struct ct_buffer *out)
{
    static const struct {
        const char *name;
        char byte;
    } entity[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}};
    ct_buffer_text(out, "");
    while (from < to) {
        size_t i = 0;
        while (i < 3 && strncmp(from, entity[i].name, strlen(entity[i].name)))
            i++;
        ct_buffer_byte(out, i < 3 ? entity[i].byte : *from);
        from += i < 3 ? strlen(entity[i].name) : 1;
    }
}

/* Counts the texts that stand in the picture as they are, in order. */
static int found(const char *svg, char *const *texts, int n)
{
    int good = 0;
    for (int i = 0; i < n; i++) {
        struct ct_buffer b = {0};
        char *clean = ct_text_clean(texts[i]);
        const char *at = strstr(svg, "<text");
        if (*clean && at) {
            at = strchr(at, '>') + 1;
            svg = strstr(at, "</text>");
            unescape(at, svg, &b);
            good += strcmp(b.data, clean) == 0;
        } else {
            good += !*clean;
        }
        free(clean);
        ct_buffer_clear(&b);
    }
    return good;
}

START_TEST(nothing_is_executed)
{
    enum { N = N_HOSTILE + N_RANDOM };
    static const struct ct_text_style style = {9, false, CT_LEFT, ct_ink};
    struct ct_script s = {.width = 500, .height = 300};
    struct ct_error err = {0};
    char *texts[N];
    unsigned seed = 20650232;
    unlink(MARKER);
    for (int i = 0; i < N; i++) {
        char text[8192];
        if (i < N_HOSTILE)
            strcpy(text, hostile[i]);
        else
            random_text(&seed, text);
        texts[i] = ct_xstrdup(text);
        ct_script_text(&s, 10, 10, text, &style);
    }
    ct_script_draw(&s);
    struct ct_image image = {CT_SVG, 500, 300, 1, s.commands.data, {0}};
    int result = ct_gnuplot_run(&image, 1, &err);
    ck_assert_msg(result == 0, "%s", err.text);
    ck_assert(access(MARKER, F_OK) != 0);
    struct ct_svg_head head = {500, 300, 1, hostile[20], hostile[23]};
    struct ct_buffer svg = {0};
    result =
        ct_svg_finish(image.image.data, image.image.size, &head, &svg, &err);
    ck_assert_msg(result == 0, "%s", err.text);
    ck_assert(!strstr(svg.data, "<script") && !strstr(svg.data, "]]>"));
    ck_assert_int_eq(found(svg.data, texts, N), N);
    for (int i = 0; i < N; i++)
        free(texts[i]);
    ct_buffer_clear(&svg);
    ct_buffer_clear(&image.image);
    ct_script_clear(&s);
}
END_TEST

/* gnuplot's own way to run a command shows that the marker can appear. */
START_TEST(marker_can_appear)
{
    struct ct_error err = {0};
    struct ct_image image = {CT_SVG,
                             500,
                             300,
                             1,
                             "set label \"`touch " MARKER
                             "`\" at screen 0,0\nplot [0:1] [0:1] 2 notitle\n",
                             {0}};
    unlink(MARKER);
    ck_assert_int_eq(ct_gnuplot_run(&image, 1, &err), 0);
    ck_assert(access(MARKER, F_OK) == 0);
    unlink(MARKER);
    ct_buffer_clear(&image.image);
}
END_TEST

Suite *encode_suite(void);
Suite *encode_suite(void)
{
    Suite *s = suite_create("encode");
    TCase *t = tcase_create("encode");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, clean_text);
    tcase_add_test(t, long_text);
    tcase_add_test(t, literals);
    tcase_add_test(t, widths);
    tcase_add_test(t, fit);
    tcase_add_test(t, thin);
    tcase_add_test(t, wrap);
    tcase_add_test(t, nothing_is_executed);
    tcase_add_test(t, marker_can_appear);
    suite_add_tcase(s, t);
    return s;
}
