/* SPDX-License-Identifier: GPL-3.0-or-later
 * Old workbooks: our own reading of records, bare or in a container. What
 * libfreexl does happens in a process of its own, which costs time: only what
 * looks like a workbook gets there. */
#include "config.h"

#include "collect/biff.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct ct_biff *b = ct_biff_create((const char *)data, n);
    for (size_t sheet = 0; b && sheet < 4; sheet++) {
        ct_biff_read_sheet(b, sheet);
        for (unsigned i = 0; i < 8; i++) {
            const char *text = ct_biff_result(b, i / 4, i % 4);
            FUZZ_MUST(!text || strlen(text) <= 4 * n + 64);
        }
    }
    ct_biff_destroy(b);
    if (b)
        fuzz_carrier("xls", &(struct ct_carrier_settings){.encoding = "utf-8"},
                     data, n);
    return 0;
}
