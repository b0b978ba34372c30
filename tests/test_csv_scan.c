/* SPDX-License-Identifier: GPL-3.0-or-later
 * Delimited text in all ways of finding its cells: the same cells, quotes,
 * lines, rows and errors as when libcsv reads every cell, however the text is
 * cut into pieces. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/csv_reader.h"
#include "lib/csv_scan.h"
#include "tests/reading.h"
#include "tests/unit.h"

#include <stdint.h>
#include <string.h>

/* Compares a text in all ways and in the pieces named with libcsv. */
static void compare(const struct ct_buffer *text, size_t first, size_t piece)
{
    struct reading want = read_pieces(CT_CSV_LIBCSV, text->data, text->size,
                                      (struct pieces){text->size, 1});
    for (int way = 0; way < CT_CSV_WAYS; way++) {
        struct reading got =
            read_pieces((enum ct_csv_way)way, text->data, text->size,
                        (struct pieces){first, piece});
        if (!same_reading(&got, &want))
            ck_abort_msg(
                "way %d, pieces of %zu and %zu: %zu rows, %ld:%ld: '%s', not "
                "%zu rows, %ld:%ld: '%s', in\n%.*s",
                way, first, piece, got.rows, got.error.line, got.error.column,
                got.error.text, want.rows, want.error.line, want.error.column,
                want.error.text, text->size > 500 ? 500 : (int)text->size,
                text->data);
    }
}

static const char *const texts[] = {
    "a,b,c\nd,\"e,f\",g\n\"h\",\"i\"\"j\",\"\"\n",
    "\xef\xbb\xbfyear,area,\"the count, of all\"\r\n1999,\"\xc3\x85land\",7\r\n"
    "\r\n2000,\"two\r\nlines\",8\r\n2001,\"\"\"quoted\"\", twice\",9",
    "a,\"b\nc\rd\r\n\n\",e\r\"\n\"\n\n\"x\"",
    "\"\"\"\"\"\",\"\"\n,,\n \" \n",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "\"b\n",
    "0123456789012345678901234567890123456789012345678901234567890,\"2\",\"34\""
    "\n,\"0123456789012345678901234567890123456789012345678901234567890\"\"\",a"
    "\n\"an open quote,\nand what follows,\n,,,\"",
    "a,\"b\"c,d\n",
    "a,\"b\nb\"c,d\n",
    "a,b\nc,\"d\xff\"\n",
    "a,b\nc,\"d\"\xe2\x82\n",
    "a\"b\xff\n",
};

START_TEST(all_pieces_and_splits)
{
    struct ct_buffer text = {0};
    ct_buffer_text(&text, texts[_i]);
    for (size_t piece = 1; piece <= 70; piece++)
        compare(&text, piece, piece);
    for (size_t split = 1; split < text.size; split++)
        compare(&text, split, text.size);
    ct_buffer_clear(&text);
}
END_TEST

static uint64_t draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 33;
}

/* Bytes out of a few: some soups are mostly sound, some hardly ever. */
static void make_soup(struct ct_buffer *text, uint64_t *state)
{
    static const char *const kinds[] = {
        "\",\r\n  ab",
        "\",,\"\"\nab  \xc3\xa9",
        "\"\"\"\",\nabcdefgh ,",
        "abcdefghijkl,,\n\"",
        ",\"\n",
        ",,ab\r\n",
    };
    static const char *const parts[] = {
        "\"ab\",", "\"a\"\"b\"\n", "xyz,", "\"a\r\nb\",", "\r\n", "12.5\n"};
    static const size_t sizes[] = {1, 3, 20, 63, 64, 65, 127, 128, 129, 300};
    const char *kind = kinds[draw(state) % 6];
    size_t n = sizes[draw(state) % 10];
    bool sound = draw(state) % 2;
    text->size = 0;
    while (text->size < n)
        if (sound && draw(state) % 60)
            ct_buffer_text(text, parts[draw(state) % 6]);
        else
            ct_buffer_byte(text, kind[draw(state) % strlen(kind)]);
}

START_TEST(soups)
{
    uint64_t state = 20000;
    struct ct_buffer text = {0};
    size_t rows = 0;
    int faults = 0;
    for (int round = 0; round < unit_rounds(20000); round++) {
        make_soup(&text, &state);
        size_t first = 1 + draw(&state) % text.size;
        compare(&text, first, 1 + draw(&state) % 150);
        struct reading r = read_pieces(CT_CSV_BEST, text.data, text.size,
                                       (struct pieces){first, text.size});
        rows += r.rows;
        faults += r.error.code != CT_OK;
    }
    ct_buffer_clear(&text);
    ck_assert_uint_gt(rows, (size_t)unit_rounds(20000));
    ck_assert_int_gt(faults, unit_rounds(5000));
    ck_assert_int_lt(faults, 15000);
}
END_TEST

/* Longer than the buffer, with cells longer than a block of marks. */
START_TEST(large_texts)
{
    uint64_t state = 77;
    struct ct_buffer text = {0};
    while (text.size < 1500000) {
        size_t cell = draw(&state) % 50 ? draw(&state) % 40 : 50000;
        ct_buffer_text(&text, "\"\"\"");
        while (cell--)
            ct_buffer_byte(&text, ",\nx\r"[draw(&state) % 4]);
        ct_buffer_text(&text, draw(&state) % 3 ? "\",12,,\"x\"," : "\"\n");
    }
    static const size_t pieces[] = {4093, 65536, 1000000, 5000000};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        compare(&text, pieces[i], pieces[i]);
    ct_buffer_clear(&text);
}
END_TEST

/* Places of marks by the byte, for the twin of the functions. */
START_TEST(marks_stand_where_they_are)
{
    uint64_t state = 3;
    char bytes[200 + CT_CSV_PAD];
    uint32_t marks[200 + CT_CSV_SPILL];
    for (int round = 0; round < unit_rounds(3000); round++) {
        size_t n = draw(&state) % 200;
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] =
                ";\"\n\r,a\xbb\0\x8a"[draw(&state) % (3 + (unsigned)round % 6)];
        for (int way = 0; way < CT_CSV_LIBCSV; way++) {
            size_t found =
                ct_csv_finder((enum ct_csv_way)way)(bytes, n, ';', marks);
            size_t k = 0;
            for (size_t i = 0; i < n; i++)
                if (bytes[i] && strchr(";\"\n\r", bytes[i])) {
                    ck_assert_uint_lt(k, found);
                    ck_assert_uint_eq(marks[k++], i);
                }
            ck_assert_uint_eq(k, found);
        }
    }
}
END_TEST

Suite *csv_scan_suite(void);
Suite *csv_scan_suite(void)
{
    Suite *s = suite_create("csv_scan");
    TCase *t = tcase_create("csv_scan");
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, all_pieces_and_splits, 0,
                        sizeof texts / sizeof *texts);
    tcase_add_test(t, soups);
    tcase_add_test(t, large_texts);
    tcase_add_test(t, marks_stand_where_they_are);
    suite_add_tcase(s, t);
    return s;
}
