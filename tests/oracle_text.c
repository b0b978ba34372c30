/* SPDX-License-Identifier: GPL-3.0-or-later
 * The series in tests/oracles as arrays. */
#include "config.h"

#include "tests/oracle_text.h"

#include "lib/csv_reader.h"
#include "lib/memory.h"
#include "tests/unit.h"

size_t oracle_column(const char *name, const char *column, double *out,
                     size_t max)
{
    struct ct_csv_file f;
    struct ct_error err = {0};
    char *path = ct_xasprintf("%s/oracles/%s.csv", TESTS, name);
    ck_assert_msg(ct_csv_file_read(path, ',', &f, &err) == 0, "%s", err.text);
    long number = ct_csv_file_column(&f, column);
    ck_assert(number >= 0);
    size_t n = f.n_rows < max ? f.n_rows : max;
    for (size_t i = 0; i < n; i++)
        out[i] = strtod(ct_csv_file_cell(&f, i, number), NULL);
    ct_csv_file_clear(&f);
    free(path);
    return n;
}
