/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers in text: grammar, bits, shortest text. */
#include "config.h"

#include "lib/number.h"
#include "tests/unit.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct ct_number_style european = {',', '.'};
static const struct ct_number_style american = {'.', ','};
static const struct ct_number_style spaced = {',', ' '};

static int parse(const char *s, const struct ct_number_style *style,
                 double *out, struct ct_error *err)
{
    return ct_number_parse(s, strlen(s), style, out, err);
}

static void check_reads(const char *s, const struct ct_number_style *style,
                        double want)
{
    double x = NAN;
    struct ct_error err = {0};
    ck_assert_msg(parse(s, style, &x, &err) == 0, "'%s': %s", s, err.text);
    ck_assert_msg(memcmp(&x, &want, sizeof x) == 0, "'%s' gives %a, not %a", s,
                  x, want);
}

START_TEST(reads_what_is_declared)
{
    static const struct {
        const char *text;
        const struct ct_number_style *style;
        double want;
    } cases[] = {
        {"0", &ct_number_plain, 0},
        {"-0", &ct_number_plain, -0.0},
        {"007", &ct_number_plain, 7},
        {"+5.25", &ct_number_plain, 5.25},
        {".5", &ct_number_plain, 0.5},
        {"-.068842642", &ct_number_plain, -0.068842642},
        {".0974867234987239487239847", &ct_number_plain,
         .0974867234987239487239847},
        {".5e1", &ct_number_plain, 5},
        {",5", &european, 0.5},
        {"1e3", &ct_number_plain, 1000},
        {"1.5E-3", &ct_number_plain, 0.0015},
        {"9007199254740993", &ct_number_plain, 9007199254740992.0},
        {"1e-400", &ct_number_plain, 0},
        {"4.9e-324", &ct_number_plain, 0x1p-1074},
        {"1.7976931348623157e308", &ct_number_plain, 0x1.fffffffffffffp1023},
        {"1,5", &european, 1.5},
        {"1.234", &european, 1234},
        {"-1.234.567,25", &european, -1234567.25},
        {"1,234", &american, 1234},
        {"1234", &american, 1234},
        {"12,345,678,901,234,567,890.5", &american, 12345678901234567890.5},
        {"1 234,5", &spaced, 1234.5},
        {"1\xc2\xa0"
         "234",
         &spaced, 1234},
        {"1\xe2\x80\xaf"
         "234 567,5",
         &spaced, 1234567.5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_reads(cases[i].text, cases[i].style, cases[i].want);
}
END_TEST

START_TEST(refuses_and_says_what_would_do)
{
    static const struct {
        const char *text;
        const struct ct_number_style *style;
        const char *says;
    } cases[] = {
        {"", &ct_number_plain, "empty"},
        {"1e400", &ct_number_plain, "too large"},
        {"nan", &ct_number_plain, "means missing"},
        {"inf", &ct_number_plain, "means missing"},
        {"unknown", &ct_number_plain, "'unknown'"},
        {"0x10", &ct_number_plain, "wanted are digits"},
        {"1,5", &ct_number_plain, "decimal mark ','"},
        {"1,234", &ct_number_plain, "may be a decimal or a thousands"},
        {"1,234,567", &ct_number_plain, "thousands mark ','"},
        {"1.234,5", &ct_number_plain, "decimal mark ','"},
        {"1 234", &ct_number_plain, "thousands mark ' '"},
        {"1'234", &ct_number_plain, "thousands mark '''"},
        {"1234.5", &european, "decimal mark '.'"},
        {"1.2.3", &ct_number_plain, "wanted are digits"},
        {"-", &ct_number_plain, "means missing"},
        {"1.234", &spaced, "may be a decimal or a thousands"},
        {"1,234.5", &european, "decimal mark '.'"},
        {"e5", &ct_number_plain, "'e5'"},
        {"5e", &ct_number_plain, "'5e'"},
        {"5.", &ct_number_plain, "'5.'"},
        {".", &ct_number_plain, "'.'"},
        {"-.", &ct_number_plain, "'-.'"},
        {".e5", &ct_number_plain, "'.e5'"},
        {".5", &european, "decimal mark '.'"},
        {",234", &american, "decimal mark ','"},
        {"--5", &ct_number_plain, "'--5'"},
        {" 5", &ct_number_plain, "' 5'"},
        {"5 ", &ct_number_plain, "'5 '"},
        {"=1+1", &ct_number_plain, "'=1+1'"},
        {"1,23", &american, "decimal mark ','"},
        {"1234,567", &american, "decimal mark ','"},
        {"1,2345", &american, "decimal mark ','"},
        {"1,,234", &american, "'1,,234'"},
        {"1,234,", &american, "'1,234,'"},
        {"\xd9\xa1\xd9\xa2", &ct_number_plain, "not a number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double x = 17;
        struct ct_error err = {0};
        ck_assert_msg(parse(cases[i].text, cases[i].style, &x, &err) == -1,
                      "'%s' is read as %g", cases[i].text, x);
        ck_assert_int_eq(err.code, CT_EDATA);
        ck_assert_msg(strstr(err.text, cases[i].says), "'%s': %s",
                      cases[i].text, err.text);
        ck_assert_double_eq(x, 17);
    }
}
END_TEST

START_TEST(reads_to_the_given_length_only)
{
    double x;
    ck_assert_int_eq(ct_number_parse("12345", 2, &ct_number_plain, &x, NULL),
                     0);
    ck_assert_double_eq(x, 12);
    ck_assert_int_eq(ct_number_parse("1\0002", 3, &ct_number_plain, &x, NULL),
                     -1);
}
END_TEST

START_TEST(long_numbers_end)
{
    char text[5000];
    memset(text, '9', sizeof text);
    double x;
    struct ct_error err = {0};
    for (size_t n = 310; n <= sizeof text; n += 67)
        ck_assert_int_eq(ct_number_parse(text, n, &ct_number_plain, &x, &err),
                         -1);
    memset(text, '0', sizeof text);
    text[1] = '.';
    text[700] = '7';
    ck_assert_int_eq(ct_number_parse(text, 900, &ct_number_plain, &x, NULL), 0);
    ck_assert_int_eq(ct_number_parse("1e99999999999999999999", 22,
                                     &ct_number_plain, &x, &err),
                     -1);
}
END_TEST

/* In long loops an assertion costs more than what it checks: a plain test and
 * ck_abort_msg() there.
 *
 * xorshift: random bits, the same on every machine. */
static uint64_t draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static unsigned below(uint64_t *state, unsigned n)
{
    return (unsigned)(draw(state) >> 33) % n;
}

/* A random number's text: few or many digits, with or without fraction and
 * exponent. */
static void random_text(uint64_t *state, char *out)
{
    if (below(state, 3) == 0)
        *out++ = below(state, 2) ? '-' : '+';
    unsigned most = below(state, 2) ? 6 : 25;
    for (unsigned n = 1 + below(state, most); n > 0; n--)
        *out++ = (char)('0' + below(state, 10));
    if (below(state, 2)) {
        *out++ = '.';
        for (unsigned n = 1 + below(state, most); n > 0; n--)
            *out++ = (char)('0' + below(state, 10));
    }
    *out = '\0';
    if (below(state, 3) == 0)
        sprintf(out, "e%d", (int)below(state, 640) - 340);
}

START_TEST(agrees_with_strtod_bit_for_bit)
{
    uint64_t state = 88172645463325252ULL;
    for (int i = 0; i < unit_rounds(400000); i++) {
        char text[80];
        random_text(&state, text);
        double want = strtod(text, NULL), got;
        if (isinf(want)) {
            if (parse(text, &ct_number_plain, &got, NULL) != -1)
                ck_abort_msg("%s is no error", text);
            continue;
        }
        if (parse(text, &ct_number_plain, &got, NULL) != 0 ||
            memcmp(&got, &want, sizeof got) != 0)
            ck_abort_msg("%s", text);
    }
}
END_TEST

/* mantissa * 10^exponent and its neighbours, with digits behind them that
 * matter only where the number is half-way between two doubles. */
static void check_rounding(uint64_t mantissa, int exponent)
{
    static const char *const behind[] = {"", ".", ".000000000000000000000001"};
    for (int i = 0; i < 9; i++) {
        char text[80];
        snprintf(text, sizeof text, "%llu%s%se%d",
                 (unsigned long long)mantissa + (unsigned long long)(i % 3) - 1,
                 behind[i / 3], i / 3 == 1 ? "0" : "", exponent);
        double want = strtod(text, NULL), got;
        if (parse(text, &ct_number_plain, &got, NULL) != 0 ||
            memcmp(&got, &want, sizeof got) != 0)
            ck_abort_msg("%s gives %a, not %a", text, got, want);
    }
}

static int bit_length(uint64_t x)
{
    int n = 0;
    for (; x; x >>= 1)
        n++;
    return n;
}

/* 54 bits with the last one set, over powers of ten, are half-way. */
START_TEST(rounds_as_strtod_near_and_at_the_middle)
{
    uint64_t state = 31415926535897932ULL;
    int middle = 0;
    for (int round = 0; round < unit_rounds(2000); round++) {
        uint64_t five = 1;
        for (int q = 0; q <= 22; q++, five *= 5) {
            int bits = 54 - bit_length(five) + (int)below(&state, 2);
            uint64_t odd = (draw(&state) >> (64 - bits)) | 1;
            odd |= UINT64_C(1) << (bits - 1);
            middle += bit_length(odd * five) == 54;
            check_rounding(odd, q);
        }
        uint64_t odd = draw(&state) >> 10 | UINT64_C(1) << 53 | 1;
        for (int q = 0; q >= -4; q--, odd *= 5)
            check_rounding(odd, q);
        for (int q = -29; q <= 29; q++)
            check_rounding((draw(&state) >> below(&state, 62)) | 1, q);
    }
    ck_assert_int_gt(middle, unit_rounds(15000));
}
END_TEST

/* The same bits come back, and no text with a digit less gives them. */
static void check_round_trip(double x)
{
    char text[CT_NUMBER_MAX], shorter[64];
    size_t length = ct_number_format(x, text);
    double back = NAN;
    if (length != strlen(text) || length >= CT_NUMBER_MAX ||
        parse(text, &ct_number_plain, &back, NULL) != 0 ||
        memcmp(&back, &x, sizeof x) != 0)
        ck_abort_msg("%a as %s", x, text);
    if (strchr(text, '.') && text[strcspn(text, "e") - 1] == '0')
        ck_abort_msg("%s ends in a nought", text);
    int digits = 0, zeros = 0;
    for (const char *p = text; *p && *p != 'e'; p++) {
        if (*p < '0' || *p > '9' || (digits == 0 && *p == '0'))
            continue;
        digits++;
        zeros = *p == '0' ? zeros + 1 : 0;
    }
    if (digits - zeros > 1) {
        snprintf(shorter, sizeof shorter, "%.*e", digits - zeros - 2, x);
        if (strtod(shorter, NULL) == x)
            ck_abort_msg("%s is shorter than %s", shorter, text);
    }
}

START_TEST(random_bits_round_trip)
{
    uint64_t state = 1234567;
    for (int i = 0; i < unit_rounds(100000); i++) {
        uint64_t bits = draw(&state);
        double x;
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x))
            check_round_trip(x);
    }
}
END_TEST

START_TEST(common_numbers_round_trip)
{
    uint64_t state = 7654321;
    for (int i = 0; i < unit_rounds(100000); i++) {
        double count = (double)(draw(&state) >> (11 + below(&state, 50)));
        check_round_trip(count);
        check_round_trip(count / 1000);
        check_round_trip((double)below(&state, 100000) / 100);
        check_round_trip(-count / (1 + below(&state, 1000000)));
        check_round_trip(ldexp(1, (int)below(&state, 2098) - 1074));
    }
}
END_TEST

START_TEST(writes_shortest)
{
    static const struct {
        double x;
        const char *want;
    } cases[] = {{0, "0"},
                 {-0.0, "-0"},
                 {1, "1"},
                 {-5, "-5"},
                 {0.1, "0.1"},
                 {-0.25, "-0.25"},
                 {5.1, "5.1"},
                 {100, "100"},
                 {0.001, "0.001"},
                 {1.05, "1.05"},
                 {68.68, "68.68"},
                 {-16.92, "-16.92"},
                 {14722, "14722"},
                 {1.0 / 3, "0.3333333333333333"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {999999999999999, "999999999999999"},
                 {1e15, "1e+15"},
                 {1e22, "1e+22"},
                 {1e-7, "1e-07"},
                 {0x1p-1074, "5e-324"},
                 {INFINITY, "inf"},
                 {-INFINITY, "-inf"},
                 {NAN, ""},
                 {-NAN, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[CT_NUMBER_MAX];
        size_t length = ct_number_format(cases[i].x, text);
        ck_assert_str_eq(text, cases[i].want);
        ck_assert_uint_eq(length, strlen(text));
    }
}
END_TEST

START_TEST(writes_fixed_decimals)
{
    static const struct {
        double x;
        int decimals;
        const char *want;
    } cases[] = {{1234.5, 2, "1234.50"}, {2.5, 0, "2"},
                 {-0.004, 2, "0.00"},    {-0.005, 3, "-0.005"},
                 {-0.0, 0, "0"},         {NAN, 2, ""},
                 {INFINITY, 1, "inf"},   {1.0 / 3, 15, "0.333333333333333"}};
    char text[CT_FIXED_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t length = ct_number_fixed(cases[i].x, cases[i].decimals, text);
        ck_assert_str_eq(text, cases[i].want);
        ck_assert_uint_eq(length, strlen(text));
    }
    ck_assert_uint_eq(ct_number_fixed(-0x1.fffffffffffffp1023, 15, text), 326);
}
END_TEST

Suite *number_suite(void);
Suite *number_suite(void)
{
    Suite *s = suite_create("number");
    TCase *t = tcase_create("number");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, reads_what_is_declared);
    tcase_add_test(t, refuses_and_says_what_would_do);
    tcase_add_test(t, reads_to_the_given_length_only);
    tcase_add_test(t, long_numbers_end);
    tcase_add_test(t, agrees_with_strtod_bit_for_bit);
    tcase_add_test(t, rounds_as_strtod_near_and_at_the_middle);
    tcase_add_test(t, random_bits_round_trip);
    tcase_add_test(t, common_numbers_round_trip);
    tcase_add_test(t, writes_shortest);
    tcase_add_test(t, writes_fixed_decimals);
    suite_add_tcase(s, t);
    return s;
}
