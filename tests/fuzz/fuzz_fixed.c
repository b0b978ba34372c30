/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records by a description: the description up to an empty line, then the
 * records. */
#include "config.h"

#include "collect/positions.h"
#include "lib/file.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char path[] = "/tmp/fuzz_fixed.csv";
    const uint8_t *end = n ? memmem(data, n, "\n\n", 2) : NULL;
    size_t length = end ? (size_t)(end - data) + 1 : n;
    if (ct_file_write(path, data, length, NULL) < 0)
        return 0;
    struct ct_positions *p = ct_positions_read(path, NULL);
    if (p)
        fuzz_carrier(
            "fixed",
            &(struct ct_carrier_settings){.encoding = "utf-8", .positions = p},
            data + length, n - length);
    ct_positions_destroy(p);
    return 0;
}
