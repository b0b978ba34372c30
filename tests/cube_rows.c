/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows of a carrier as text. */
#include "config.h"

#include "tests/cube_rows.h"

#include "lib/buffer.h"
#include "lib/file.h"

#include <string.h>

#define PATH TESTS_BUILD "/cube.txt"

struct rows {
    struct ct_buffer text;
    const char *table;
};

static int take(void *user, const struct ct_row *row, struct ct_error *err)
{
    struct rows *r = user;
    (void)err;
    if (row->table != r->table)
        ct_buffer_printf(&r->text, "[%s]\n", row->table);
    r->table = row->table;
    ct_buffer_printf(&r->text, "%ld:", row->line);
    for (size_t i = 0; i < row->n; i++) {
        ck_assert_uint_eq(strlen(row->cells[i].text), row->cells[i].length);
        ct_buffer_printf(&r->text, "%s%s", i ? "|" : "", row->cells[i].text);
    }
    ct_buffer_byte(&r->text, '\n');
    return 0;
}

char *cube_rows(const char *carrier, const struct ct_carrier_settings *s,
                const char *text)
{
    struct rows rows = {0};
    struct ct_error err = {0};
    ck_assert_int_eq(ct_file_write(PATH, text, strlen(text), NULL), 0);
    struct ct_stream *in = ct_stream_open(PATH, NULL);
    ct_stream_start(in, false);
    ck_assert(ct_carrier_find(carrier)->cube);
    if (ct_carrier_find(carrier)->read(in, s, take, &rows, &err) < 0) {
        ck_assert_int_ne(err.code, CT_OK);
        ct_buffer_printf(&rows.text, "! %ld: %s\n", err.line, err.text);
    }
    ct_stream_close(in);
    return ct_buffer_take(&rows.text);
}

void cube_is(const char *carrier, const char *text, const char *want)
{
    char *got = cube_rows(carrier, &(struct ct_carrier_settings){0}, text);
    ck_assert_str_eq(got, want);
    free(got);
}

void cube_fails(const char *carrier, const char *text, const char *word)
{
    char *got = cube_rows(carrier, &(struct ct_carrier_settings){0}, text);
    char *message = strchr(got, '!');
    ck_assert_msg(message && strstr(message, word), "not '%s', but '%s'", word,
                  got);
    free(got);
}
