/* SPDX-License-Identifier: GPL-3.0-or-later
 * Workbooks of Excel: a sheet, then, if there is more, its strings, styles,
 * workbook and relations, each in place of a sound one. */
#include "config.h"

#include "tests/fuzz/zip.h"

static const char workbook[] =
    "<workbook xmlns:r='r'><sheets><sheet name='s' r:id='r1'/></sheets>"
    "</workbook>";
static const char relations[] =
    "<Relationships><Relationship Id='r1' Type='x/worksheet' "
    "Target='worksheets/sheet1.xml'/><Relationship Id='r2' "
    "Type='x/sharedStrings' Target='sharedStrings.xml'/><Relationship "
    "Id='r3' Type='x/styles' Target='styles.xml'/></Relationships>";
static const char root[] =
    "<Relationships><Relationship Id='r1' Type='x/officeDocument' "
    "Target='xl/workbook.xml'/></Relationships>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char *part[5];
    for (size_t i = 0; i < 5; i++)
        part[i] = fuzz_part(&data, &n);
    fuzz_book("xlsx",
              (const struct fuzz_zip_part[]){
                  {"[Content_Types].xml", "<Types/>"},
                  {"_rels/.rels", root},
                  {"xl/worksheets/sheet1.xml", part[0]},
                  {"xl/sharedStrings.xml", part[1]},
                  {"xl/styles.xml", part[2]},
                  {"xl/workbook.xml", part[3] ? part[3] : workbook},
                  {"xl/_rels/workbook.xml.rels", part[4] ? part[4] : relations},
                  {0}});
    for (size_t i = 0; i < 5; i++)
        free(part[i]);
    return 0;
}
