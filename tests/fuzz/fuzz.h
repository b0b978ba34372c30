/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the fuzz targets share. A target is tests/fuzz/fuzz_NAME.c with
 * LLVMFuzzerTestOneInput(); where it begins is in tests/fuzz/NAME.seeds: the
 * names of files below the source folder, one a line, `*` as in a shell.
 * Functions here are inline, so that each target is one file. */
#ifndef CT_FUZZ_H
#define CT_FUZZ_H

#include "collect/carrier.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Stops the fuzzer when what must hold does not. */
#define FUZZ_MUST(what) ((what) ? (void)0 : __builtin_trap())

/* The bytes as a file: its descriptor; path has room for 32 bytes. */
static inline int fuzz_file(const uint8_t *data, size_t n, char *path)
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    FUZZ_MUST(fd >= 0 && write(fd, data, n) == (ssize_t)n);
    snprintf(path, 32, "/proc/self/fd/%d", fd);
    return fd;
}

/* Form feeds part an input of several texts: they are in no text that the
 * readers take, and seeds with them can still be read by people. Takes the
 * next text off *data as a string, to be freed; NULL when none is left, which
 * is when *data is NULL. */
static inline char *fuzz_part(const uint8_t **data, size_t *n)
{
    if (!*data)
        return NULL;
    const uint8_t *end = memchr(*data, '\f', *n);
    size_t length = end ? (size_t)(end - *data) : *n;
    char *part = malloc(length + 1);
    FUZZ_MUST(part);
    memcpy(part, *data, length);
    part[length] = '\0';
    *n -= end ? length + 1 : length;
    *data = end ? end + 1 : NULL;
    return part;
}

/* Takes a row: every byte is there, a zero behind each cell. */
static inline int fuzz_row(void *user, const struct ct_row *row,
                           struct ct_error *err)
{
    size_t *bytes = user;
    (void)err;
    for (size_t i = 0; i < row->n; i++) {
        const struct ct_cell *c = &row->cells[i];
        FUZZ_MUST(strnlen(c->text, c->length + 1) == c->length);
        *bytes += c->length;
    }
    return 0;
}

static inline void fuzz_read(const struct ct_carrier *carrier,
                             struct ct_stream *in,
                             const struct ct_carrier_settings *settings,
                             bool look_ahead)
{
    size_t bytes = 0;
    struct ct_error err = {0};
    ct_stream_start(in, look_ahead);
    if (carrier->read(in, settings, fuzz_row, &bytes, &err) < 0)
        FUZZ_MUST(err.code != CT_OK && *err.text);
}

/* Reads the bytes as collect does: looking ahead, then to the end. */
static inline void fuzz_carrier(const char *name,
                                const struct ct_carrier_settings *settings,
                                const uint8_t *data, size_t n)
{
    char path[32];
    const struct ct_carrier *carrier = ct_carrier_find(name);
    int fd = fuzz_file(data, n, path);
    struct ct_error err = {0};
    struct ct_stream *in = ct_stream_open(path, &err);
    if (in) {
        fuzz_read(carrier, in, settings, true);
        fuzz_read(carrier, in, settings, false);
    }
    ct_stream_close(in);
    close(fd);
}

#endif
