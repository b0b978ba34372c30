/* SPDX-License-Identifier: GPL-3.0-or-later
 * Errors with a place in the user's data. */
#include "config.h"

#include "lib/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Empties an error that has not been filled before. */
static void start(struct ct_error *err, enum ct_code code)
{
    if (err->code == CT_OK)
        err->file[0] = '\0';
    err->code = code;
    err->line = err->column = 0;
}

static void set_file(struct ct_error *err, const char *file)
{
    snprintf(err->file, sizeof err->file, "%s", file);
}

int ct_fail(struct ct_error *err, enum ct_code code, long line, long column,
            const char *format, ...)
{
    if (!err)
        return -1;
    start(err, code);
    err->line = line;
    err->column = column;
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    return -1;
}

int ct_fail_in(struct ct_error *err, enum ct_code code, const char *file,
               const char *format, ...)
{
    if (!err)
        return -1;
    start(err, code);
    set_file(err, file);
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    return -1;
}

int ct_fail_errno(struct ct_error *err, const char *file, const char *format,
                  ...)
{
    int number = errno;
    if (!err)
        return -1;
    start(err, CT_EIO);
    set_file(err, file);
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    size_t length = strlen(err->text);
    snprintf(err->text + length, sizeof err->text - length, ": %s",
             strerror(number));
    return -1;
}

int ct_error_file(struct ct_error *err, const char *file)
{
    if (err && !err->file[0])
        set_file(err, file);
    return -1;
}

void ct_error_format(const struct ct_error *err, char *out, size_t size)
{
    char place[64] = "";
    if (err->line > 0 && err->column > 0)
        snprintf(place, sizeof place, ":%ld:%ld", err->line, err->column);
    else if (err->line > 0)
        snprintf(place, sizeof place, ":%ld", err->line);
    const char *file = err->file;
    if (!file[0] && place[0])
        file = "input";
    snprintf(out, size, "%s%s%s%s", file, place, file[0] ? ": " : "",
             err->text);
    for (char *p = out; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
}
