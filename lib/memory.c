/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory that is there or ends the program. */
#include "config.h"

#include "lib/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static _Noreturn void die(void)
{
    static const char text[] = "crimetrends: out of memory\n";
    ssize_t written = write(2, text, sizeof text - 1);
    (void)written;
    _exit(1);
}

void *ct_xmalloc(size_t n, size_t size)
{
    return ct_xrealloc(NULL, n, size);
}

void *ct_xcalloc(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);
    if (!p)
        die();
    return p;
}

void *ct_xrealloc(void *old, size_t n, size_t size)
{
    if (size && n > PTRDIFF_MAX / size)
        die();
    size_t bytes = n * size;
    void *p = realloc(old, bytes > 0 ? bytes : 1);
    if (!p)
        die();
    return p;
}

void *ct_xgrow(void *array, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity)
        return array ? array : ct_xrealloc(NULL, *capacity, size);
    size_t more = *capacity + *capacity / 2;
    *capacity = more > need ? more : need < 8 ? 8 : need;
    return ct_xrealloc(array, *capacity, size);
}

char *ct_xstrdup(const char *s)
{
    return ct_xstrndup(s, strlen(s));
}

char *ct_xstrndup(const char *s, size_t n)
{
    char *copy = ct_xmalloc(n + 1, 1);
    if (n)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *ct_xvasprintf(const char *format, va_list args)
{
    char *text = NULL;
    if (vasprintf(&text, format, args) < 0 || !text)
        die();
    return text;
}

char *ct_xasprintf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = ct_xvasprintf(format, args);
    va_end(args);
    return text;
}
