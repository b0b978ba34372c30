/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reader of delimited text in all its ways, in pieces of any size: what
 * libcsv reads as the reader of every cell. The first two bytes say how long
 * the first piece is, and all others. */
#include "config.h"

#include "tests/fuzz/fuzz.h"
#include "tests/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n < 2)
        return 0;
    const char *text = (const char *)data + 2;
    struct pieces pieces = {data[0] + 1U, data[1] + 1U};
    struct reading want =
        read_pieces(CT_CSV_LIBCSV, text, n - 2, (struct pieces){n, n});
    for (int way = 0; way < CT_CSV_WAYS; way++) {
        struct reading got =
            read_pieces((enum ct_csv_way)way, text, n - 2, pieces);
        FUZZ_MUST(same_reading(&got, &want));
    }
    return 0;
}
