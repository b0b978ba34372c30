/* SPDX-License-Identifier: GPL-3.0-or-later
 * Spreadsheets of OpenDocument: the content of an archive. */
#include "config.h"

#include "tests/fuzz/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char *content = fuzz_part(&data, &n);
    fuzz_book("ods", (const struct fuzz_zip_part[]){
                         {"mimetype",
                          "application/vnd.oasis.opendocument.spreadsheet"},
                         {"content.xml", content},
                         {0}});
    free(content);
    return 0;
}
