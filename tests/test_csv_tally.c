/* SPDX-License-Identifier: GPL-3.0-or-later
 * Quotes and line ends counted sixteen bytes at a time, against one by one. */
#include "config.h"

#include "lib/csv_tally.h"
#include "tests/unit.h"

#include <stdlib.h>

/* Mostly marks, so that all neighbourhoods of them come up. */
static void fill(char *bytes, size_t n, unsigned *seed)
{
    static const char soup[] = "\"\n\r\r\nab\xff\x8d";
    for (size_t i = 0; i < n; i++)
        bytes[i] = soup[(unsigned)rand_r(seed) % (sizeof soup - 1)];
}

static void check(const char *bytes, size_t n, size_t cut)
{
    struct ct_csv_tally fast = {0}, plain = {0};
    ct_csv_count(&fast, bytes, cut);
    ct_csv_count(&fast, bytes + cut, n - cut);
    ct_csv_count_plain(&plain, bytes, n);
    ck_assert_uint_eq(fast.quotes, plain.quotes);
    ck_assert_uint_eq(fast.lines, plain.lines);
    ck_assert_int_eq(fast.after_cr, plain.after_cr);
}

START_TEST(counts_as_one_by_one)
{
    unsigned seed = 7;
    char bytes[200];
    for (size_t n = 0; n <= sizeof bytes; n++) {
        fill(bytes, n, &seed);
        for (size_t cut = 0; cut <= n; cut++)
            check(bytes, n, cut);
    }
}
END_TEST

START_TEST(a_byte_of_a_sum_does_not_run_over)
{
    enum { N = 1 << 16 };
    char *bytes = malloc(N);
    for (size_t i = 0; i < N; i++)
        bytes[i] = i % 3 ? '"' : '\n';
    check(bytes, N, 5);
    free(bytes);
}
END_TEST

Suite *csv_tally_suite(void);
Suite *csv_tally_suite(void)
{
    Suite *s = suite_create("csv_tally");
    TCase *t = tcase_create("all");
    tcase_add_test(t, counts_as_one_by_one);
    tcase_add_test(t, a_byte_of_a_sum_does_not_run_over);
    suite_add_tcase(s, t);
    return s;
}
