/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words and numbers of figures in three languages. */
#include "config.h"

#include "lib/file.h"
#include "lib/sentences.h"
#include "plot/axis.h"
#include "plot/lang.h"
#include "plot/plot.h"
#include "tests/drawn.h"
#include "tests/unit.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

/* The conversions of a format, one after the other: "%s%zu". */
static void conversions(const char *format, char *out)
{
    for (const char *s = format; (s = strchr(s, '%')) != NULL;) {
        size_t n = s[1] == '%' ? 2 : strcspn(s + 1, "sucdg%") + 2;
        if (s[1] == 's' || s[1] == 'z') {
            memcpy(out, s, n);
            out += n;
        }
        s += n;
        if (s > format + strlen(format))
            break;
    }
    *out = '\0';
}

/* Every word is there in all languages, once, and takes the same values. */
START_TEST(table)
{
    const struct ct_words_row *row;
    size_t n = 0;
    for (; (row = ct_lang_row(n)) != NULL; n++) {
        char english[64], other[64];
        conversions(row->in[CT_LANG_EN], english);
        for (int lang = 0; lang < CT_N_LANGS; lang++) {
            ck_assert_msg(row->in[lang] && *row->in[lang], "%s: language %d",
                          row->in[CT_LANG_EN], lang);
            conversions(row->in[lang], other);
            ck_assert_msg(strcmp(english, other) == 0, "%s: %s",
                          row->in[CT_LANG_EN], row->in[lang]);
            ck_assert_str_eq(ct_lang_say(lang, row->in[CT_LANG_EN]),
                             row->in[lang]);
        }
    }
    ck_assert_uint_gt(n, 100);
    ck_assert_str_ne(ct_lang_say(CT_LANG_FR, CT_SAY_POISSON), CT_SAY_POISSON);
    ck_assert_str_ne(ct_lang_say(CT_LANG_ES, CT_SAY_SCATTER), CT_SAY_SCATTER);
    ck_assert_str_eq(ct_lang_say(CT_LANG_FR, "no such words"), "no such words");
}
END_TEST

static void check_number(double x, int decimals, const char *const *wanted)
{
    for (int lang = 0; lang < CT_N_LANGS; lang++) {
        char text[CT_PEOPLE_MAX];
        ct_lang_number(lang, x, decimals, text);
        ck_assert_str_eq(text, wanted[lang]);
    }
}

START_TEST(numbers)
{
    check_number(NAN, 2, (const char *[]){"", "", ""});
    check_number(0, 0, (const char *[]){"0", "0", "0"});
    check_number(-0.04, 1, (const char *[]){"0.0", "0,0", "0,0"});
    check_number(-1.5, 1,
                 (const char *[]){"\u22121.5", "\u22121,5", "\u22121,5"});
    check_number(999, 0, (const char *[]){"999", "999", "999"});
    check_number(1234.5, 1,
                 (const char *[]){"1,234.5", "1\u202f234,5", "1234,5"});
    check_number(1234567, 0,
                 (const char *[]){"1,234,567", "1\u202f234\u202f567",
                                  "1\u202f234\u202f567"});
}
END_TEST

#define HOMICIDE                                                               \
    "area,measure,offence,unit,time,value\n"                                   \
    "FRA,victims,0101,RATE_100K,2010,1.25\n"                                   \
    "FRA,victims,0101,RATE_100K,2011,1.5\n"                                    \
    "DEU,victims,0101,RATE_100K,2010,1.75\n"

/* Draws in a language and looks for words, parted by `|`. */
static void check_drawn_in(int lang, const char *figure, const char *words)
{
    struct ct_error err;
    const struct ct_plot_options options = {.lang = lang};
    char *svg =
        draw_tidy(figure, HOMICIDE, TESTS_BUILD "/lang.svg", &options, &err);
    ck_assert_msg(svg != NULL, "%s", err.text);
    for (const char *s = words; *s; s += strcspn(s, "|"), s += *s == '|') {
        char word[200];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(s, "|"), s);
        ck_assert_msg(strstr(svg, word) != NULL, "no '%s'", word);
    }
    free(svg);
}

START_TEST(figures)
{
    check_drawn_in(
        CT_LANG_FR, "trend",
        "Homicide intentionnel|Victimes pour 100\u202f000 habitants|"
        "Source\u00a0: |Note\u00a0: |3 valeurs, 2 territoires|>0,5<");
    check_drawn_in(CT_LANG_ES, "trend",
                   "Homicidio intencional|"
                   "V\u00edctimas por cada 100\u202f000 habitantes|"
                   "Fuente: |Nota: |3 valores, 2 territorios|>0,5<");
    check_drawn_in(CT_LANG_FR, "ranking", "Minimum: |1,75");
    check_drawn_in(CT_LANG_ES, "heatmap",
                   ">sin valor<|n\u00a0=\u00a03 valores");
    check_drawn_in(CT_LANG_EN, "heatmap", ">no value<|Source: ");
}
END_TEST

Suite *lang_suite(void);
Suite *lang_suite(void)
{
    Suite *s = suite_create("lang");
    TCase *t = tcase_create("lang");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, table);
    tcase_add_test(t, numbers);
    tcase_add_test(t, figures);
    suite_add_tcase(s, t);
    return s;
}
