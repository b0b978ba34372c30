/* SPDX-License-Identifier: GPL-3.0-or-later
 * tests/compare FILE...: reads files of delimited text in each way of
 * lib/csv_scan.h, in pieces of some sizes, and compares with libcsv as the
 * reader of every cell: publishers' own files, which are not part of this
 * project. Whatever they are, errors are compared, too. The last line is
 * `N passed, N failed`. */
#include "config.h"

#include "lib/file.h"
#include "tests/reading.h"

#include <stdio.h>

enum { LARGEST = 1 << 30 };

static bool same_in_all_ways(const struct ct_buffer *text)
{
    static const struct pieces sizes[] = {
        {1 << 20, 1 << 20}, {997, 4093}, {1, 65536}};
    struct reading want =
        read_pieces(CT_CSV_LIBCSV, text->data, text->size, sizes[0]);
    printf("%zu rows%s%s: ", want.rows, *want.error.text ? ", " : "",
           want.error.text);
    for (int way = 0; way < CT_CSV_WAYS; way++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            struct reading got = read_pieces((enum ct_csv_way)way, text->data,
                                             text->size, sizes[i]);
            if (!same_reading(&got, &want))
                return false;
        }
    return true;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        struct ct_buffer text = {0};
        struct ct_error err = {0};
        printf("%s: ", argv[i]);
        bool same = ct_file_read(argv[i], LARGEST, &text, &err) == 0 &&
                    same_in_all_ways(&text);
        printf("%s%s\n", err.text, same ? "the same" : " FAIL");
        failed += !same;
        ct_buffer_clear(&text);
    }
    printf("%d passed, %d failed\n", argc - 1 - failed, failed);
    return failed > 0;
}
