/* SPDX-License-Identifier: GPL-3.0-or-later
 * Archives for the fuzz targets of workbooks: random bytes are hardly ever an
 * archive, so the fuzzer makes up the parts and the archive is made here. */
#ifndef CT_FUZZ_ZIP_H
#define CT_FUZZ_ZIP_H

#include "tests/fuzz/fuzz.h"

#include <zip.h>

struct fuzz_zip_part {
    const char *name, *text;
};

static inline void fuzz_zip_add(zip_t *zip, const struct fuzz_zip_part *part)
{
    zip_source_t *text =
        zip_source_buffer(zip, part->text, strlen(part->text), 0);
    zip_int64_t at = zip_file_add(zip, part->name, text, 0);
    FUZZ_MUST(at >= 0);
    /* To compress would take most of the time. */
    FUZZ_MUST(
        !zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0));
}

/* The parts, up to one without a name, as an archive: *n bytes to be freed. */
static inline uint8_t *fuzz_zip(const struct fuzz_zip_part *part, size_t *n)
{
    zip_source_t *made = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(made, ZIP_TRUNCATE, NULL);
    FUZZ_MUST(zip);
    zip_source_keep(made);
    for (; part->name; part++)
        if (part->text)
            fuzz_zip_add(zip, part);
    FUZZ_MUST(zip_close(zip) == 0 && zip_source_open(made) == 0);
    zip_source_seek(made, 0, SEEK_END);
    *n = (size_t)zip_source_tell(made);
    zip_source_seek(made, 0, SEEK_SET);
    uint8_t *bytes = malloc(*n + 1);
    FUZZ_MUST(bytes && zip_source_read(made, bytes, *n) == (zip_int64_t)*n);
    zip_source_close(made);
    zip_source_free(made);
    return bytes;
}

/* Reads the parts as a workbook. */
static inline void fuzz_book(const char *carrier,
                             const struct fuzz_zip_part *parts)
{
    size_t n;
    uint8_t *bytes = fuzz_zip(parts, &n);
    fuzz_carrier(carrier, &(struct ct_carrier_settings){.encoding = "utf-8"},
                 bytes, n);
    free(bytes);
}

#endif
