/* SPDX-License-Identifier: GPL-3.0-or-later
 * Options as table rows: parsing, help, provenance. */
#include "config.h"

#include "lib/option.h"
#include "tests/unit.h"

#include <string.h>

struct values {
    bool strict;
    const char *output;
    int model, jobs;
    double confidence;
    struct ct_words where;
};

static const struct ct_option rows[] = {
    {.name = "strict",
     .type = CT_OPTION_FLAG,
     .offset = offsetof(struct values, strict),
     .help = "fail on rejects"},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .type = CT_OPTION_OUTPUT,
     .offset = offsetof(struct values, output),
     .help = "file to write"},
    {.name = "model",
     .type = CT_OPTION_CHOICE,
     .offset = offsetof(struct values, model),
     .choices = "auto|poisson|quasi",
     .help = "the model (default auto)"},
    {.name = "jobs",
     .letter = 'j',
     .argument = "N",
     .type = CT_OPTION_INT,
     .offset = offsetof(struct values, jobs),
     .min = 1,
     .max = 64,
     .help = "threads"},
    {.name = "confidence",
     .argument = "PERCENT",
     .type = CT_OPTION_REAL,
     .offset = offsetof(struct values, confidence),
     .min = 50,
     .max = 99.99,
     .help = "level"},
    {.name = "where",
     .argument = "DIM=CODE",
     .type = CT_OPTION_LIST,
     .offset = offsetof(struct values, where),
     .help = "selection"},
    {0}};

/* Parses up to 8 words; returns the operands' number or -1. */
static int parse(struct values *v, const char **words, struct ct_error *err)
{
    int n = 0, operands;
    while (words[n])
        n++;
    struct ct_option_set set = {NULL, rows, v};
    return ct_options_parse(&set, 1, n, words, &operands, err) ? -1 : operands;
}

START_TEST(reads_every_form)
{
    struct values v = {.confidence = 95};
    const char *words[] = {
        "a", "--model=quasi", "--where",  "x=1", "-oF", "-j", "3",
        "b", "--where=y=2",   "--strict", "--",  "-c",  NULL};
    ck_assert_int_eq(parse(&v, words, NULL), 3);
    ck_assert_str_eq(words[0], "a");
    ck_assert_str_eq(words[2], "-c");
    ck_assert_int_eq(v.model, 2);
    ck_assert_int_eq(v.jobs, 3);
    ck_assert_str_eq(v.output, "F");
    ck_assert(v.strict);
    ck_assert_uint_eq(v.where.n, 2);
    ck_assert_str_eq(v.where.word[1], "y=2");
    struct ct_buffer out = {0};
    ct_options_print(rows, &v, &out);
    ck_assert_str_eq(out.data, "strict=yes output=F model=quasi jobs=3 "
                               "confidence=95 where=x=1 where=y=2");
    ct_buffer_clear(&out);
    ct_words_clear(&v.where);
}
END_TEST

static const struct {
    const char *word, *says;
} wrong[] = {
    {"--modl=auto", "did you mean '--model'?"},
    {"--zzzzzz", "no option '--zzzzzz'"},
    {"--model=nb", "--model=nb: wants one of auto|poisson|quasi"},
    {"--jobs=0", "--jobs=0: wants a whole number from 1 to 64"},
    {"--jobs=1.5", "wants a whole number"},
    {"--jobs=many", "wants a whole number"},
    {"--confidence=200", "wants a number from 50 to 99.99"},
    {"--strict=yes", "--strict takes no value"},
    {"--model", "--model wants a value"},
    {"-o", "-o wants a value: -o FILE"},
    {"-x", "no option '-x'"},
};

START_TEST(says_what_is_wrong)
{
    struct values v = {0};
    struct ct_error err = {0};
    const char *words[] = {wrong[_i].word, NULL};
    ck_assert_int_eq(parse(&v, words, &err), -1);
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_msg(strstr(err.text, wrong[_i].says) != NULL, "%s", err.text);
}
END_TEST

START_TEST(help_is_80_wide)
{
    struct values v = {0};
    struct ct_option_set set = {"Options", rows, &v};
    struct ct_buffer out = {0};
    ct_options_help(&set, 1, &out);
    ck_assert_ptr_nonnull(strstr(out.data, "-o, --output=FILE"));
    ck_assert_ptr_nonnull(strstr(out.data, "--model=auto|poisson|quasi"));
    for (char *line = strtok(out.data, "\n"); line; line = strtok(NULL, "\n"))
        ck_assert_uint_le(strlen(line), 80);
    ct_buffer_clear(&out);
}
END_TEST

Suite *option_suite(void);
Suite *option_suite(void)
{
    Suite *s = suite_create("option");
    TCase *t = tcase_create("option");
    tcase_add_test(t, reads_every_form);
    tcase_add_loop_test(t, says_what_is_wrong, 0, sizeof wrong / sizeof *wrong);
    tcase_add_test(t, help_is_80_wide);
    suite_add_tcase(s, t);
    return s;
}
