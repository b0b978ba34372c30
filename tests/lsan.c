/* SPDX-License-Identifier: GPL-3.0-or-later
 * For builds with sanitizers: what libhdf5 leaves behind when it meets a
 * damaged file, and in H5LTopen_file_image(), is not ours to free. */
#include "config.h"

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libhdf5";
}
