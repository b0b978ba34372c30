/* SPDX-License-Identifier: GPL-3.0-or-later
 * Workbooks made and read by the tests. */
#include "config.h"

#include "tests/book_rows.h"

#include "collect/carrier.h"
#include "lib/buffer.h"
#include "tests/unit.h"

#include <string.h>

#define PATH TESTS_BUILD "/book.zip"

static int show(void *user, const struct ct_row *row, struct ct_error *err)
{
    struct ct_buffer *out = user;
    (void)err;
    ct_buffer_printf(out, "%s %ld", row->table, row->line);
    for (size_t i = 0; i < row->n; i++) {
        const struct ct_cell *c = &row->cells[i];
        ck_assert_uint_eq(strlen(c->text), c->length);
        ck_assert_int_eq(c->line, row->line);
        ct_buffer_printf(out, "[%s]", c->text);
    }
    ct_buffer_byte(out, '\n');
    return 0;
}

/* Looked at, then read: a carrier is always asked twice. */
char *book_file_rows(const char *carrier, const char *path, const char *sheet)
{
    regex_t pattern;
    struct ct_carrier_settings settings = {.encoding = "utf-8"};
    if (sheet) {
        ck_assert_int_eq(regcomp(&pattern, sheet, REG_EXTENDED | REG_NOSUB), 0);
        settings.sheet = &pattern;
    }
    struct ct_buffer out = {0};
    for (int look_ahead = 1; look_ahead >= 0; look_ahead--) {
        struct ct_error err = {0};
        struct ct_stream *in = ct_stream_open(path, &err);
        out.size = 0;
        if (in) {
            ct_stream_start(in, look_ahead);
            int status =
                ct_carrier_find(carrier)->read(in, &settings, show, &out, &err);
            ck_assert_int_eq(status, err.code ? -1 : 0);
        }
        ct_stream_close(in);
        if (err.code)
            ct_buffer_printf(&out, "%ld:%ld: %s", err.line, err.column,
                             err.text);
    }
    if (sheet)
        regfree(&pattern);
    return ct_buffer_take(&out);
}

char *book_rows(const char *carrier, const struct pack_part *part,
                const char *sheet)
{
    pack_zip(PATH, part);
    return book_file_rows(carrier, PATH, sheet);
}
