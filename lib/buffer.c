/* SPDX-License-Identifier: GPL-3.0-or-later
 * A byte string that grows. */
#include "config.h"

#include "lib/buffer.h"

#include "lib/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ct_buffer_add(struct ct_buffer *b, const void *bytes, size_t n)
{
    b->data = ct_xgrow(b->data, &b->capacity, b->size + n + 1, 1);
    if (n)
        memcpy(b->data + b->size, bytes, n);
    b->size += n;
    b->data[b->size] = '\0';
}

void ct_buffer_text(struct ct_buffer *b, const char *text)
{
    ct_buffer_add(b, text, strlen(text));
}

void ct_buffer_printf(struct ct_buffer *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        size_t need = b->size + (size_t)n + 1;
        b->data = ct_xgrow(b->data, &b->capacity, need, 1);
        vsnprintf(b->data + b->size, (size_t)n + 1, format, again);
        b->size += (size_t)n;
    }
    va_end(again);
}

void ct_buffer_byte(struct ct_buffer *b, char byte)
{
    ct_buffer_add(b, &byte, 1);
}

char *ct_buffer_take(struct ct_buffer *b)
{
    ct_buffer_add(b, "", 0);
    char *data = b->data;
    *b = (struct ct_buffer){0};
    return data;
}

void ct_buffer_clear(struct ct_buffer *b)
{
    free(b->data);
    *b = (struct ct_buffer){0};
}
