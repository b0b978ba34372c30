/* SPDX-License-Identifier: GPL-3.0-or-later
 * The part of `xls` that runs in a process of its own, because libfreexl
 * crashes on some damaged workbooks: it sends what it read through a pipe.
 * There, a frame follows a frame; the reader believes none of their sizes. */
#ifndef CT_XLS_CHILD_H
#define CT_XLS_CHILD_H

#include <regex.h>
#include <stddef.h>
#include <stdint.h>

enum ct_xls_kind {
    CT_XLS_SHEET = 'S', /* `size` bytes: the name; its rows follow */
    CT_XLS_ROW = 'R',   /* row number `line`, `n` cells in `size` bytes: a
                           uint32_t length each, its text and a zero */
    CT_XLS_ERROR = 'E', /* `size` bytes: why the workbook cannot be read */
    CT_XLS_END = 'Z'    /* all was sent */
};

struct ct_xls_frame {
    uint32_t kind, line, n, size;
};

/* The bytes of a workbook. */
struct ct_xls_book {
    const char *bytes;
    size_t n;
};

/* Reads the workbook and writes frames to `out`, for the sheets whose name
 * matches (NULL: the first one). Standard input and output are taken away,
 * memory and time are limited. Does not return: ends the process with 0 or,
 * when it could not say why, by a signal. */
_Noreturn void ct_xls_child(const struct ct_xls_book *book, int out,
                            const regex_t *sheet);

#endif
