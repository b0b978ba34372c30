/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory that is there or ends the program: out of memory is said on stderr
 * and the program exits with 1. Sizes that come from a file are capped by the
 * caller first. What these return is freed with free(). */
#ifndef CT_MEMORY_H
#define CT_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

/* Memory for n elements of size bytes, not initialised; never NULL. */
void *ct_xmalloc(size_t n, size_t size)
    __attribute__((returns_nonnull, malloc, warn_unused_result));

/* As ct_xmalloc, all bytes zero. */
void *ct_xcalloc(size_t n, size_t size)
    __attribute__((returns_nonnull, malloc, warn_unused_result));

/* Changes an array to n elements of size bytes. */
void *ct_xrealloc(void *old, size_t n, size_t size)
    __attribute__((returns_nonnull, warn_unused_result));

/* Makes room for at least `need` elements: when *capacity is less, the array
 * grows by half, at least. Returns the array. */
void *ct_xgrow(void *array, size_t *capacity, size_t need, size_t size)
    __attribute__((returns_nonnull, warn_unused_result));

/* A copy of a string; of its first n bytes, with a final zero added. */
char *ct_xstrdup(const char *s)
    __attribute__((returns_nonnull, malloc, warn_unused_result));
char *ct_xstrndup(const char *s, size_t n)
    __attribute__((returns_nonnull, malloc, warn_unused_result));

/* A new string, printed; with the arguments as a list, for functions that take
 * a format themselves. */
char *ct_xvasprintf(const char *format, va_list args)
    __attribute__((format(printf, 1, 0), returns_nonnull, malloc,
                   warn_unused_result));
char *ct_xasprintf(const char *format, ...)
    __attribute__((format(printf, 1, 2), returns_nonnull, malloc,
                   warn_unused_result));

#endif
