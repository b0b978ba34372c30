/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a carrier makes of bytes. */
#include "config.h"

#include "tests/carried.h"

#include "lib/buffer.h"
#include "lib/file.h"
#include "tests/unit.h"

static int take(void *user, const struct ct_row *row, struct ct_error *err)
{
    struct ct_buffer *out = user;
    (void)err;
    if (row->table)
        ct_buffer_printf(out, "%s:", row->table);
    ct_buffer_printf(out, "%ld", row->line);
    for (size_t i = 0; i < row->n; i++) {
        ck_assert_int_eq(row->cells[i].text[row->cells[i].length], '\0');
        ct_buffer_byte(out, '|');
        ct_buffer_add(out, row->cells[i].text, row->cells[i].length);
    }
    ct_buffer_byte(out, '\n');
    return 0;
}

char *carried(const char *carrier, const void *bytes, size_t n,
              const struct ct_carrier_settings *settings)
{
    static const char path[] = TESTS_BUILD "/carried";
    struct ct_error err = {0};
    struct ct_buffer out = {0};
    ck_assert_int_eq(ct_file_write(path, bytes, n, &err), 0);
    struct ct_stream *in = ct_stream_open(path, &err);
    if (in)
        ct_stream_start(in, false);
    if (!in ||
        ct_carrier_find(carrier)->read(in, settings, take, &out, &err) < 0) {
        char message[512];
        ct_error_format(&err, message, sizeof message);
        ct_buffer_printf(&out, "! %s\n", message);
    }
    ct_stream_close(in);
    return ct_buffer_take(&out);
}
