/* SPDX-License-Identifier: GPL-3.0-or-later
 * Delimited text: rows, lines, guards; the same in pieces of any size. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/csv_reader.h"
#include "lib/file.h"
#include "tests/unit.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Writes a row as `LINE:[LINE cell]...`, quoted cells in {}. */
static int show(void *user, const struct ct_row *row, struct ct_error *err)
{
    (void)err;
    struct ct_buffer *out = user;
    ct_buffer_printf(out, "%ld:", row->line);
    for (size_t i = 0; i < row->n; i++) {
        const struct ct_cell *c = &row->cells[i];
        ck_assert_int_eq(c->text[c->length], '\0');
        ct_buffer_printf(out, "%c%ld ", c->quoted ? '{' : '[', c->line);
        ct_buffer_add(out, c->text, c->length);
        ct_buffer_byte(out, c->quoted ? '}' : ']');
    }
    ct_buffer_byte(out, '\n');
    return 0;
}

/* All rows and, at the end, the error; the caller frees it. */
static char *render(const char *text, size_t n, size_t piece)
{
    struct ct_buffer out = {0};
    struct ct_error err = {0};
    struct ct_csv_reader *r = ct_csv_create(',', show, &out);
    int result = 0;
    for (size_t i = 0; i < n && result == 0; i += piece)
        result = ct_csv_feed(r, text + i, n - i < piece ? n - i : piece, &err);
    if (result == 0)
        result = ct_csv_finish(r, &err);
    ck_assert_int_eq(result, err.code == CT_OK ? 0 : -1);
    if (result != 0) {
        ck_assert_int_eq(ct_csv_feed(r, "a\n", 2, &err), -1);
        ct_buffer_printf(&out, "error %ld:%ld: %s", err.line, err.column,
                         err.text);
    }
    ct_csv_destroy(r);
    return ct_buffer_take(&out);
}

static const size_t pieces[] = {1, 2, 3, 7, 65536};
enum { N_PIECES = sizeof pieces / sizeof *pieces };

struct example {
    const char *text;
    size_t n;
    const char *want; /* the error cut to the length of this */
};

#define EXAMPLE(text, want)                                                    \
    {                                                                          \
        text, sizeof text - 1, want                                            \
    }

static const struct example examples[] = {
    /* rows and lines */
    EXAMPLE("", ""),
    EXAMPLE("a,b\nc,d\n", "1:[1 a][1 b]\n2:[2 c][2 d]\n"),
    EXAMPLE("a,b\nc,d", "1:[1 a][1 b]\n2:[2 c][2 d]\n"),
    EXAMPLE("a,b\r\nc,d\r\n", "1:[1 a][1 b]\n2:[2 c][2 d]\n"),
    EXAMPLE("a,b\rc,d\r", "1:[1 a][1 b]\n2:[2 c][2 d]\n"),
    EXAMPLE("a\r\n\r\nb\n\nc\r\rd", "1:[1 a]\n3:[3 b]\n5:[5 c]\n7:[7 d]\n"),
    EXAMPLE("\n\n\na\n\n", "4:[4 a]\n"),
    EXAMPLE("a\n\rb\n", "1:[1 a]\n3:[3 b]\n"),
    EXAMPLE(",\n,,\n", "1:[1 ][1 ]\n2:[2 ][2 ][2 ]\n"),
    EXAMPLE(",", "1:[1 ][1 ]\n"),
    EXAMPLE(" a , b\t\n  \n", "1:[1  a ][1  b\t]\n2:[2   ]\n"),
    EXAMPLE("a\vb\fc\n", "1:[1 a\vb\fc]\n"),
    /* quotes */
    EXAMPLE("\"a\",b,\"\"\n", "1:{1 a}[1 b]{1 }\n"),
    EXAMPLE("\"a,b\",\"c\"\"d\"\n", "1:{1 a,b}{1 c\"d}\n"),
    EXAMPLE("\"\"\"\",x\n", "1:{1 \"}[1 x]\n"),
    EXAMPLE("\"\"", "1:{1 }\n"),
    EXAMPLE("\"a\nb\",c\nd\n", "1:{1 a\nb}[2 c]\n3:[3 d]\n"),
    EXAMPLE("\"a\r\nb\",\"c\rd\",e\nf\n",
            "1:{1 a\r\nb}{2 c\rd}[3 e]\n4:[4 f]\n"),
    EXAMPLE("a,\"b\n\n\n\",c\nd", "1:[1 a]{1 b\n\n\n}[4 c]\n5:[5 d]\n"),
    EXAMPLE("\"\nx\"\r\ny", "1:{1 \nx}\n3:[3 y]\n"),
    EXAMPLE("\"abc\n1,2\n", "error 1:1: the quote that opens here is never"),
    EXAMPLE("x\n\na,\"b\nc\nd",
            "1:[1 x]\nerror 3:2: the quote that opens here is never"),
    EXAMPLE("a,b\na\"b,c\n", "1:[1 a][1 b]\nerror 2:1: a quote inside a cell"),
    EXAMPLE("a, \"b\",c\n", "error 1:2: a quote inside a cell"),
    EXAMPLE("a,\"b\"x,c\n", "error 1:2: text after a closing quote"),
    EXAMPLE("a,\"b\" ,c\n", "error 1:2: text after a closing quote"),
    EXAMPLE("x\na,\"b,c\nd,\"e\",f\n",
            "1:[1 x]\nerror 2:2: text after the closing quote of the cell "
            "that begins here"),
    /* encodings */
    EXAMPLE("\xef\xbb\xbf"
            "a,\xc3\xa9\n",
            "1:[1 a][1 \xc3\xa9]\n"),
    EXAMPLE("\xef\xbb\xbf\"a\"\n", "1:{1 a}\n"),
    EXAMPLE("\xef\xbb\xbf", ""),
    EXAMPLE("\xef\xbb\xbf\n\xef\xbb\xbf\n", "2:[2 \xef\xbb\xbf]\n"),
    EXAMPLE("\xef\xbb", "error 1:1: not UTF-8 text (byte 0xEF)"),
    EXAMPLE("a\nb,\xf0\x9f\x91\xae,\xe6\x9d\xb1\n",
            "1:[1 a]\n2:[2 b][2 \xf0\x9f\x91\xae][2 \xe6\x9d\xb1]\n"),
    EXAMPLE("\xff\xfe"
            "a\0,\0",
            "error 1:1: UTF-16"),
    EXAMPLE("\xfe\xff\0a\0,", "error 1:1: UTF-16"),
    EXAMPLE("a\0b\0", "error 1:1: NUL byte; is this UTF-16"),
    EXAMPLE("a,b\nc,d\0e\n", "1:[1 a][1 b]\nerror 2:2: NUL byte"),
    EXAMPLE("a\nb\nc,d,\xe9t\xe9\n",
            "1:[1 a]\n2:[2 b]\nerror 3:3: not UTF-8 text (byte 0xE9)"),
    EXAMPLE("a\nU\xc0\xaf", "1:[1 a]\nerror 2:1: not UTF-8 text (byte 0xC0)"),
    EXAMPLE("a\nU\xed\xa0\x80", "1:[1 a]\nerror 2:1: not UTF-8"),
    EXAMPLE("a\nU\xf4\x90\x80\x80", "1:[1 a]\nerror 2:1: not UTF-8"),
    EXAMPLE("a\nb\xff", "1:[1 a]\nerror 2:1: not UTF-8 text (byte 0xFF)"),
    EXAMPLE("a,b,\xe6\x9d", "error 1:3: not UTF-8 text (byte 0xE6)"),
    EXAMPLE("a,\"b\"\xc3\xa9\n", "error 1:2: text after a closing quote"),
    EXAMPLE("\x89PNG\r\n\x1a\n", "error 1:1: not UTF-8 text (byte 0x89)"),
};

START_TEST(examples_in_pieces)
{
    const struct example *e = &examples[_i];
    for (int p = 0; p < N_PIECES; p++) {
        char *got = render(e->text, e->n, pieces[p]);
        char *error = strstr(got, "error");
        if (error && strlen(got) > strlen(e->want) && strstr(e->want, "error"))
            got[strlen(e->want)] = '\0';
        ck_assert_msg(strcmp(got, e->want) == 0,
                      "in pieces of %zu, got\n%s, not\n%s", pieces[p], got,
                      e->want);
        free(got);
    }
}
END_TEST

/* n copies of a text between two others. */
static char *repeat(const char *before, const char *text, size_t n,
                    const char *after, size_t *size)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, before);
    for (size_t i = 0; i < n; i++)
        ct_buffer_text(&b, text);
    ct_buffer_text(&b, after);
    *size = b.size;
    return ct_buffer_take(&b);
}

START_TEST(caps_hold)
{
    static const struct {
        const char *before, *text;
        size_t n;
        const char *after, *want;
    } cases[] = {
        {"x\na,", "a", 65536, ",b\n", NULL},
        {"x\na,", "a", 65537, ",b\n", "error 2:2: a cell of more than 65,536"},
        {"x\na,", "a", 5000000, "", "error 2:2: a cell of more than 65,536"},
        {"x\na,\"", "a,\n", 500000, "",
         "error 2:2: a cell of more than "
         "65,536 bytes; is the quote"},
        {"x\n", ",", 4095, "\n", NULL},
        {"x\n", ",", 4096, "\n", "error 2:4097: more than 4096 cells"},
        {"", "a,", 5000000, "\n", "error 1:4097: more than 4096 cells"},
        {"", "123456789 123456789 123456789 123456789 ,", 4090, "\n", NULL},
        {"",
         "123456789 123456789 123456789 123456789 "
         "123456789 123456789 123456789 123456789 "
         "123456789 123456789 123456789 123456789 "
         "123456789 123456789 123456789 123456789 "
         "123456789 123456789 123456789 123456789 "
         "123456789 123456789 123456789 123456789 "
         "123456789 123456789 123456789 123456789,",
         4090, "\n", "error 1:3"},
        {"x", "\n", 3000000, "\"", "1:[1 x]\nerror 3000001:1: the quote"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n;
        char *text = repeat(cases[i].before, cases[i].text, cases[i].n,
                            cases[i].after, &n);
        for (int p = 3; p < N_PIECES; p++) {
            char *got = render(text, n, pieces[p]);
            if (!cases[i].want)
                ck_assert_ptr_null(strstr(got, "error"));
            else
                ck_assert_msg(strstr(got, cases[i].want), "case %zu: %.200s", i,
                              got);
            free(got);
        }
        free(text);
    }
}
END_TEST

/* The slow twin: RFC 4180 with our rules, byte by byte, for text without
 * characters other than ASCII. Rows go to *out as show() writes them. Returns
 * false where the reader has to refuse the text. */
struct twin {
    struct ct_buffer *out, row, cell;
    long line, cell_line, row_line;
    bool quoted, any;
};

static void twin_cell(struct twin *t)
{
    ct_buffer_printf(&t->row, "%c%ld ", t->quoted ? '{' : '[', t->cell_line);
    ct_buffer_add(&t->row, t->cell.data, t->cell.size);
    ct_buffer_byte(&t->row, t->quoted ? '}' : ']');
    t->cell.size = 0;
    t->quoted = false;
    t->cell_line = t->line;
}

static void twin_row(struct twin *t)
{
    if (t->any) {
        twin_cell(t);
        ct_buffer_printf(t->out, "%ld:", t->row_line);
        ct_buffer_add(t->out, t->row.data, t->row.size);
        ct_buffer_byte(t->out, '\n');
    }
    t->row.size = 0;
    t->any = false;
}

static bool twin_run(struct twin *t, const char *s, size_t n)
{
    bool inside = false, closed = false, fresh = true;
    t->line = 1;
    for (size_t i = 0; i < n; i++) {
        bool end = s[i] == '\n' || s[i] == '\r';
        if (!end && !t->any) {
            t->any = true;
            t->row_line = t->cell_line = t->line;
        }
        if (inside && s[i] == '"') {
            inside = i + 1 < n && s[i + 1] == '"';
            closed = !inside;
            i += inside;
            if (inside)
                ct_buffer_byte(&t->cell, '"');
        } else if (inside) {
            ct_buffer_byte(&t->cell, s[i]);
        } else if (end) {
            twin_row(t);
            closed = false, fresh = true;
        } else if (s[i] == ',') {
            twin_cell(t);
            closed = false, fresh = true;
        } else if (closed || (s[i] == '"' && !fresh)) {
            return false;
        } else {
            fresh = false;
            inside = t->quoted = s[i] == '"';
            if (!inside)
                ct_buffer_byte(&t->cell, s[i]);
        }
        t->line += s[i] == '\r' || (s[i] == '\n' && !(i && s[i - 1] == '\r'));
    }
    if (!inside)
        twin_row(t);
    return !inside;
}

static uint64_t draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 33;
}

START_TEST(soups_read_as_the_slow_twin_reads_them)
{
    static const char bytes[] = "\"\"\"\"\"\",,,,\n\n\r ab";
    uint64_t state = 42;
    int sound = 0;
    for (int round = 0; round < unit_rounds(6000); round++) {
        char text[60];
        size_t n = draw(&state) % sizeof text;
        for (size_t i = 0; i < n; i++)
            text[i] = bytes[draw(&state) % (sizeof bytes - 1)];
        struct ct_buffer want = {0};
        struct twin t = {.out = &want};
        bool good = twin_run(&t, text, n);
        sound += good && n > 20;
        char *got = render(text, n, pieces[round % N_PIECES]);
        const char *error = strstr(got, "error ");
        size_t length = error ? (size_t)(error - got) : strlen(got);
        if ((error == NULL) != good || length != want.size ||
            (length && memcmp(got, want.data, length) != 0))
            ck_abort_msg("'%.*s' gives\n%s, not\n%s", (int)n, text, got,
                         want.data ? want.data : "");
        free(got);
        ct_buffer_clear(&t.row);
        ct_buffer_clear(&t.cell);
        ct_buffer_clear(&want);
    }
    ck_assert_int_gt(sound, unit_rounds(50));
}
END_TEST

START_TEST(soups_read_the_same_in_all_pieces)
{
    static const char *const parts[] = {
        "\"",   ",",        "\n",       "\r\n",         "\r",
        "abc",  "\"\"",     "\xc3\xa9", "\xc3",         "\xe6",
        "\x80", "\xff\xfe", "\xef\xbb", "\xbf",         "x,y\n",
        " ",    "\"q\"",    ",\n",      "\xed\xa0\x80", "\xf0\x9f\x91\xae"};
    uint64_t state = 4711;
    for (int round = 0; round < unit_rounds(4000); round++) {
        struct ct_buffer text = {0};
        /* half of the soups are sound UTF-8 */
        for (size_t i = draw(&state) % 40; i > 0; i--) {
            size_t k = draw(&state) % (sizeof parts / sizeof *parts);
            bool odd = k >= 8 && k <= 13;
            ct_buffer_text(&text,
                           (round % 2 && odd) || k == 18 ? "z" : parts[k]);
            if (round % 50 == 0)
                ct_buffer_byte(&text, '\0');
        }
        char *want = render(text.data, text.size, 65536);
        for (int p = 0; p < N_PIECES - 1; p++) {
            char *got = render(text.data, text.size, pieces[p]);
            if (strcmp(got, want) != 0)
                ck_abort_msg("'%s' in pieces of %zu:\n%s, not\n%s", text.data,
                             pieces[p], got, want);
            free(got);
        }
        free(want);
        ct_buffer_clear(&text);
    }
}
END_TEST

static int stop_at_second(void *user, const struct ct_row *row,
                          struct ct_error *err)
{
    int *n = user;
    if (++*n == 2)
        return ct_fail(err, CT_EFEW, row->line, 7, "enough");
    return 0;
}

START_TEST(the_taker_can_stop)
{
    int n = 0;
    struct ct_error err = {0};
    struct ct_csv_reader *r = ct_csv_create('\t', stop_at_second, &n);
    ck_assert_int_eq(ct_csv_feed(r, "a\tb\nc\nd\n\"", 9, &err), -1);
    ck_assert_int_eq(n, 2);
    ck_assert_int_eq(err.code, CT_EFEW);
    ck_assert_int_eq(err.line, 2);
    ck_assert_int_eq(ct_csv_finish(r, &err), -1);
    ck_assert_str_eq(err.text, "enough");
    ct_csv_destroy(r);
    ct_csv_destroy(NULL);
}
END_TEST

static void put(const char *text)
{
    ck_assert_int_eq(
        ct_file_write(TESTS_BUILD "/small.csv", text, strlen(text), NULL), 0);
}

START_TEST(small_files_in_memory)
{
    struct ct_csv_file f;
    struct ct_error err = {0};
    put("code;label\n\nUSA;\"United; States\"\nFRA;France");
    ck_assert_int_eq(ct_csv_file_read(TESTS_BUILD "/small.csv", ';', &f, &err),
                     0);
    ck_assert_uint_eq(f.n_rows, 2);
    ck_assert_int_eq(ct_csv_file_column(&f, "label"), 1);
    ck_assert_int_eq(ct_csv_file_column(&f, "none"), -1);
    ck_assert_str_eq(ct_csv_file_cell(&f, 0, 1), "United; States");
    ck_assert_str_eq(ct_csv_file_cell(&f, 1, 0), "FRA");
    ck_assert_str_eq(ct_csv_file_cell(&f, 1, -1), "");
    ck_assert_int_eq(f.line[0], 3);
    ct_csv_file_clear(&f);
    ct_csv_file_clear(&f);
}
END_TEST

START_TEST(small_files_with_faults)
{
    static const struct {
        const char *text;
        long line;
        const char *says;
    } cases[] = {{"", 0, "is empty"},
                 {"a,b,a\n1,2,3\n", 1, "two columns are called 'a'"},
                 {"a,b\n1,2\n\n1\n", 4, "a row of 1 cells, the header has 2"},
                 {"a,b\n1,2,3\n", 2, "a row of 3 cells"},
                 {"a,b\n1,\"2\n", 2, "quote"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ct_csv_file f;
        struct ct_error err = {0};
        put(cases[i].text);
        ck_assert_int_eq(
            ct_csv_file_read(TESTS_BUILD "/small.csv", ',', &f, &err), -1);
        ck_assert_str_eq(err.file, TESTS_BUILD "/small.csv");
        ck_assert_int_eq(err.line, cases[i].line);
        ck_assert_msg(strstr(err.text, cases[i].says), "%s", err.text);
    }
    unlink(TESTS_BUILD "/small.csv");
    struct ct_csv_file f;
    ck_assert_int_eq(ct_csv_file_read(TESTS_BUILD "/small.csv", ',', &f, NULL),
                     -1);
}
END_TEST

START_TEST(cells_are_quoted_where_they_must)
{
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {"", ""},           {"abc", "abc"},         {"a b", "a b"},
        {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""}, {"a\nb", "\"a\nb\""},
        {" a", "\" a\""},   {"a\t", "\"a\t\""},     {"a\r", "\"a\r\""},
        {"a;b", "a;b"},     {"\"", "\"\"\"\""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ct_buffer b = {0};
        ct_csv_quote(&b, cases[i].text, ',');
        char *got = ct_buffer_take(&b);
        ck_assert_str_eq(got, cases[i].want);
        free(got);
    }
}
END_TEST

Suite *csv_reader_suite(void);
Suite *csv_reader_suite(void)
{
    Suite *s = suite_create("csv_reader");
    TCase *t = tcase_create("csv_reader");
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, examples_in_pieces, 0,
                        sizeof examples / sizeof *examples);
    tcase_add_test(t, caps_hold);
    tcase_add_test(t, soups_read_as_the_slow_twin_reads_them);
    tcase_add_test(t, soups_read_the_same_in_all_pieces);
    tcase_add_test(t, the_taker_can_stop);
    tcase_add_test(t, small_files_in_memory);
    tcase_add_test(t, small_files_with_faults);
    tcase_add_test(t, cells_are_quoted_where_they_must);
    suite_add_tcase(s, t);
    return s;
}
