/* SPDX-License-Identifier: GPL-3.0-or-later
 * Errors with a place in the user's data.
 *
 * A function that can fail takes a `struct ct_error *err` last and returns 0,
 * or -1 with *err filled; err may be NULL. It fails by returning ct_fail().
 * Only cli/ prints. */
#ifndef CT_ERROR_H
#define CT_ERROR_H

#include <stddef.h>

/* What went wrong; decides the exit status (CT_EUSAGE: 2, all others: 1). */
enum ct_code {
    CT_OK = 0,
    CT_EDATA,  /* the input's content is wrong */
    CT_EIO,    /* a file cannot be read or written */
    CT_EUSAGE, /* wrong words on the command line or in a study */
    CT_EFEW,   /* too few values to compute from */
    CT_ENONE,  /* nothing selected, nothing taken */
    CT_EMATH   /* a computation has no answer */
};

enum { CT_FILE_MAX = 1024, CT_TEXT_MAX = 768 };

/* One error; owns nothing, lives on the caller's stack. file is empty and
 * line, column are 0 where there is no such place. */
struct ct_error {
    enum ct_code code;
    char file[CT_FILE_MAX];
    long line, column;
    char text[CT_TEXT_MAX];
};

/* Fills *err (file is left as it is, empty if the code was CT_OK) with a text
 * in lower case, without full stop, the offending value in 'quotes' and, where
 * it helps, what would do. Texts too long are cut. Returns -1. */
int ct_fail(struct ct_error *err, enum ct_code code, long line, long column,
            const char *format, ...) __attribute__((format(printf, 5, 6)));

/* As ct_fail, with the file named. */
int ct_fail_in(struct ct_error *err, enum ct_code code, const char *file,
               const char *format, ...) __attribute__((format(printf, 4, 5)));

/* As ct_fail_in, code CT_EIO, with the system's word for errno at the end. */
int ct_fail_errno(struct ct_error *err, const char *file, const char *format,
                  ...) __attribute__((format(printf, 3, 4)));

/* Sets the file of an error that names none yet. Returns -1, so that it can
 * end a function: return ct_error_file(err, path); */
int ct_error_file(struct ct_error *err, const char *file);

/* Writes `FILE:LINE:COLUMN: text` (parts that are not known left out, control
 * characters as '?') into out, cut to size bytes with the final zero. */
void ct_error_format(const struct ct_error *err, char *out, size_t size);

#endif
