/* SPDX-License-Identifier: GPL-3.0-or-later
 * A byte string that grows. Start with `struct ct_buffer b = {0};`, append,
 * and clear it, or take its data and free() that. */
#ifndef CT_BUFFER_H
#define CT_BUFFER_H

#include <stddef.h>

/* size bytes of data; a zero follows them once something was appended. */
struct ct_buffer {
    char *data;
    size_t size, capacity;
};

/* Appends n bytes; a string; printed text; one byte. */
void ct_buffer_add(struct ct_buffer *b, const void *bytes, size_t n);
void ct_buffer_text(struct ct_buffer *b, const char *text);
void ct_buffer_printf(struct ct_buffer *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void ct_buffer_byte(struct ct_buffer *b, char byte);

/* Hands the data over as a string ("" if nothing was appended): the caller
 * frees it; the buffer is empty afterwards. */
char *ct_buffer_take(struct ct_buffer *b);

/* Frees the data; the buffer is empty afterwards. */
void ct_buffer_clear(struct ct_buffer *b);

#endif
