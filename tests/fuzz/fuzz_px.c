/* SPDX-License-Identifier: GPL-3.0-or-later
 * PC-Axis. */
#include "config.h"

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    fuzz_carrier("px", &(struct ct_carrier_settings){.encoding = "utf-8"}, data,
                 n);
    return 0;
}
