/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inputs as they are and compressed: the same bytes, read twice; damage said
 * in words. */
#include "config.h"

#include "collect/archive.h"
#include "collect/inflate.h"
#include "collect/stream.h"
#include "lib/buffer.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "tests/pack.h"
#include "tests/unit.h"

#include <string.h>
#include <unistd.h>

#define PATH TESTS_BUILD "/stream.bin"

/* Longer than the head, hard to compress. */
enum { LONG = 3 * CT_STREAM_HEAD + 77 };

static char *noise(size_t n)
{
    char *text = malloc(n);
    unsigned long state = 7;
    for (size_t i = 0; i < n; i++) {
        state = state * 6364136223846793005UL + 1442695040888963407UL;
        text[i] = "0123456789,;abcdefghij\n"[(state >> 33) % 23];
    }
    return text;
}

static struct ct_stream *open_it(void)
{
    struct ct_error err = {0};
    struct ct_stream *s = ct_stream_open(PATH, &err);
    ck_assert_msg(s != NULL, "%s", err.text);
    return s;
}

/* Reads on in pieces of odd sizes and compares. */
static void expect(struct ct_stream *s, const char *want, size_t n)
{
    char piece[70000];
    size_t at = 0, size = 1;
    long got;
    while ((got = ct_stream_read(s, piece, size, NULL)) > 0) {
        ck_assert_uint_le(at + (size_t)got, n);
        ck_assert_mem_eq(piece, want + at, (size_t)got);
        at += (size_t)got;
        size = size * 3 % sizeof piece + 1;
    }
    ck_assert_int_eq(got, 0);
    ck_assert_uint_eq(at, n);
}

/* The bytes looked at, looked at again, read; and all at once. */
static void expect_all(const char *want, size_t n)
{
    size_t head = n < CT_STREAM_HEAD ? n : CT_STREAM_HEAD, size;
    for (int whole = 0; whole < 2; whole++) {
        struct ct_stream *s = open_it();
        ck_assert_mem_eq(ct_stream_head(s, &size), want, head);
        ck_assert_uint_eq(size, head);
        expect(s, want, head);
        ct_stream_start(s, true);
        expect(s, want, head);
        if (whole) {
            ck_assert_mem_eq(ct_stream_whole(s, &size, NULL), want, n);
            ck_assert_uint_eq(size, n);
            ct_stream_start(s, true);
            expect(s, want, head);
        }
        ct_stream_start(s, false);
        expect(s, want, n);
        uint64_t bytes;
        char got[65], file[65];
        ck_assert_int_eq(ct_stream_digest(s, &bytes, got, NULL), 0);
        ck_assert_int_eq(ct_sha256_file(PATH, file, NULL), 0);
        ck_assert_str_eq(got, file);
        ct_stream_close(s);
    }
}

START_TEST(plain_files)
{
    static const size_t size[] = {
        0, 1, 100, CT_STREAM_HEAD, CT_STREAM_HEAD + 1, LONG};
    char *text = noise(LONG);
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        pack_write(PATH, text, size[i]);
        expect_all(text, size[i]);
    }
    free(text);
}
END_TEST

START_TEST(gzip_files)
{
    static const size_t size[] = {
        0, 1, 100, CT_STREAM_HEAD, CT_STREAM_HEAD + 1, LONG};
    char *text = noise(LONG);
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        size_t n;
        char *packed = pack_gzip(text, size[i], &n);
        pack_write(PATH, packed, n);
        expect_all(text, size[i]);
        free(packed);
    }
    free(text);
}
END_TEST

/* Two files joined, and a tape's zeros. */
START_TEST(gzip_members_follow_one_another)
{
    size_t n, m;
    char *a = pack_gzip("one,", 4, &n), *b = pack_gzip("two", 3, &m);
    struct ct_buffer both = {0};
    ct_buffer_add(&both, a, n);
    ct_buffer_add(&both, b, m);
    pack_write(PATH, both.data, both.size);
    expect_all("one,two", 7);
    ct_buffer_add(&both, "\0\0\0\0\0", 5);
    pack_write(PATH, both.data, both.size);
    expect_all("one,two", 7);
    ct_buffer_clear(&both);
    free(a);
    free(b);
}
END_TEST

/* Opens, or else reads, with an error. */
static void expect_error(const char *says)
{
    struct ct_error err = {0};
    struct ct_stream *s = ct_stream_open(PATH, &err);
    ck_assert_str_eq(err.file, s ? "" : PATH);
    char piece[4096];
    long got = s ? 1 : -1;
    if (s)
        ct_stream_start(s, false);
    while (got > 0)
        got = ct_stream_read(s, piece, sizeof piece, &err);
    ck_assert_int_eq(got, -1);
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_msg(strstr(err.text, says) != NULL, "%s", err.text);
    ct_stream_close(s);
}

START_TEST(gzip_faults)
{
    char *text = noise(LONG);
    size_t n;
    char *packed = pack_gzip(text, LONG, &n);
    for (size_t cut = 2; cut < n; cut += cut / 2) {
        pack_write(PATH, packed, cut);
        expect_error("cut off");
    }
    pack_write(PATH, packed, n - 1);
    expect_error("cut off");
    packed[n - 6] ^= 1;
    pack_write(PATH, packed, n);
    expect_error("damaged");
    packed[n - 6] ^= 1;
    memset(packed + n / 2, 0xff, 1000);
    pack_write(PATH, packed, n);
    expect_error("damaged");
    free(packed);
    packed = pack_gzip("abc", 3, &n);
    packed = ct_xrealloc(packed, n + 3, 1);
    memcpy(packed + n, "abc", 3);
    pack_write(PATH, packed, n + 3);
    expect_error("damaged");
    free(packed);
    free(text);
}
END_TEST

START_TEST(bombs)
{
    size_t n, size = (size_t)80 << 20;
    char *zeros = calloc(size, 1);
    char *packed = pack_gzip(zeros, size, &n);
    pack_write(PATH, packed, n);
    expect_error("no table is like that");
    free(packed);
    pack_zip(PATH, (struct pack_part[]){{"a.csv", zeros, size}, {0}});
    expect_error("no table is like that");
    free(zeros);
    ck_assert(!ct_is_bomb(1000, 60 << 20));
    ck_assert(!ct_is_bomb(1 << 20, 200 << 20));
    ck_assert(ct_is_bomb(1 << 18, 200 << 20));
}
END_TEST

/* --- archives --- */

START_TEST(the_only_file_of_an_archive)
{
    static const size_t size[] = {1, 100, CT_STREAM_HEAD, LONG};
    char *text = noise(LONG);
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        pack_zip(PATH, (struct pack_part[]){{"d/", "", 0},
                                            {"d/a.csv", text, size[i]},
                                            {"d/.DS_Store", "x", 0},
                                            {"__MACOSX/d/a.csv", "x", 0},
                                            {0}});
        expect_all(text, size[i]);
        struct ct_stream *s = open_it();
        ck_assert_str_eq(ct_stream_member_name(s), "d/a.csv");
        ck_assert_int_eq(ct_stream_member(s, NULL, NULL), 0);
        ct_stream_start(s, false);
        expect(s, text, size[i]);
        ck_assert_int_eq(ct_stream_next(s, NULL), 0);
        ct_stream_close(s);
    }
    free(text);
}
END_TEST

static int choose(struct ct_stream *s, const char *pattern,
                  struct ct_error *err)
{
    static regex_t regex;
    regfree(&regex);
    ck_assert_int_eq(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
    return ct_stream_member(s, &regex, err);
}

/* In turn, and again from the first; each looked at and then read. */
START_TEST(members_by_name)
{
    char *text = noise(LONG);
    pack_zip(PATH, (struct pack_part[]){{"codes.txt", "codes", 0},
                                        {"a1.csv", text, LONG},
                                        {"\xa0 notes.txt", "notes", 0},
                                        {"a2.csv", text + 5, LONG - 5},
                                        {0}});
    struct ct_stream *s = open_it();
    size_t n;
    ck_assert_ptr_null(ct_stream_member_name(s));
    ck_assert_int_eq(ct_stream_next(s, NULL), 0);
    ck_assert(ct_is_zip(ct_stream_head(s, &n), 4));
    for (int round = 0; round < 2; round++) {
        ck_assert_int_eq(choose(s, "^a[0-9]", NULL), 0);
        ck_assert_str_eq(ct_stream_member_name(s), "a1.csv");
        expect(s, text, CT_STREAM_HEAD);
        ct_stream_start(s, false);
        expect(s, text, LONG);
        ck_assert_int_eq(ct_stream_next(s, NULL), 1);
        ck_assert_str_eq(ct_stream_member_name(s), "a2.csv");
        expect(s, text + 5, CT_STREAM_HEAD);
        ck_assert_mem_eq(ct_stream_whole(s, &n, NULL), text + 5, LONG - 5);
        ct_stream_start(s, false);
        expect(s, text + 5, LONG - 5);
        ck_assert_int_eq(ct_stream_next(s, NULL), 0);
    }
    ck_assert_int_eq(choose(s, "^\xa0", NULL), 0);
    ct_stream_start(s, false);
    expect(s, "notes", 5);
    char digest[65], file[65];
    uint64_t bytes;
    ck_assert_int_eq(ct_stream_digest(s, &bytes, digest, NULL), 0);
    ck_assert_int_eq(ct_sha256_file(PATH, file, NULL), 0);
    ck_assert_str_eq(digest, file);
    ct_stream_close(s);
    free(text);
}
END_TEST

/* Formats that are read whole get the archive as long as no member is chosen;
 * none of its bytes are taken for the end. */
START_TEST(an_archive_as_a_whole)
{
    static const struct pack_part parts[] = {
        {"a.csv", "a\n", 0}, {"b.csv", "b\n", 0}, {0}};
    size_t n, size;
    pack_zip(PATH, parts);
    char *want = pack_read(PATH, &n);
    struct ct_stream *s = open_it();
    const char *got = ct_stream_whole(s, &size, NULL);
    ck_assert_uint_eq(size, n);
    ck_assert_mem_eq(got, want, n);
    ct_stream_close(s);
    free(want);
    pack_write(PATH, "", 0);
    s = open_it();
    ck_assert_str_eq(ct_stream_whole(s, &size, NULL), "");
    ck_assert_uint_eq(size, 0);
    ct_stream_close(s);
}
END_TEST

START_TEST(members_that_are_not_there)
{
    struct ct_error err = {0};
    pack_zip(PATH, (struct pack_part[]){
                       {"a.csv", "1", 0}, {"b\x1b.csv", "2", 0}, {0}});
    struct ct_stream *s = open_it();
    ck_assert_int_eq(ct_stream_member(s, NULL, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, "which file in it is meant"));
    ck_assert_ptr_nonnull(strstr(err.text, "'a.csv', 'b"));
    ck_assert_int_eq(choose(s, "^c", &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, "no file in it has the name"));
    ct_stream_close(s);
    pack_write(PATH, "a,b\n", 4);
    s = open_it();
    ck_assert_int_eq(choose(s, "^c", &err), 0);
    ck_assert_int_eq(ct_stream_next(s, &err), 0);
    expect(s, "a,b\n", 4);
    ct_stream_close(s);
}
END_TEST

/* A workbook's bytes are the archive's own. */
START_TEST(workbooks_are_not_unpacked)
{
    static const char *const marks[] = {"[Content_Types].xml", "mimetype"};
    for (int i = 0; i < 2; i++) {
        pack_zip(PATH, (struct pack_part[]){{marks[i], "x", 0}, {0}});
        size_t n;
        char *bytes = pack_read(PATH, &n);
        expect_all(bytes, n);
        free(bytes);
    }
}
END_TEST

START_TEST(archives_with_faults)
{
    char *text = noise(5000);
    size_t n;
    pack_zip(PATH, (struct pack_part[]){{"a.csv", text, 5000}, {0}});
    char *bytes = pack_read(PATH, &n);
    pack_write(PATH, bytes, n / 2);
    expect_error("damaged or cut off");
    bytes[n / 2] ^= 1;
    pack_write(PATH, bytes, n);
    expect_error("'a.csv' in the archive (zip) is damaged");
    bytes[n / 2] ^= 1;
    memcpy(bytes + 22, "\1\2\3\4", 4);
    pack_write(PATH, bytes, n);
    expect_error("contradicts itself");
    free(bytes);
    struct pack_part many[1002] = {{0}};
    char name[1001][16];
    for (int i = 0; i < 1001; i++) {
        snprintf(name[i], sizeof name[i], "%d", i);
        many[i] = (struct pack_part){name[i], "x", 0};
    }
    pack_zip(PATH, many);
    expect_error("1001 entries; no more than 1000");
    free(text);
}
END_TEST

/* The flag of encryption, and a method that nobody has, in both headers. */
START_TEST(archives_we_cannot_open)
{
    static const struct {
        size_t local, central;
        char byte;
        const char *says;
    } cases[] = {{6, 8, 1, "is encrypted"}, {8, 10, 77, "not known here"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n;
        pack_zip(PATH, (struct pack_part[]){{"a.csv", "some text", 0}, {0}});
        char *bytes = pack_read(PATH, &n);
        char *central = memmem(bytes, n, "PK\1\2", 4);
        bytes[cases[i].local] = central[cases[i].central] = cases[i].byte;
        pack_write(PATH, bytes, n);
        expect_error(cases[i].says);
        free(bytes);
    }
}
END_TEST

Suite *stream_suite(void);
Suite *stream_suite(void)
{
    Suite *s = suite_create("stream");
    TCase *t = tcase_create("stream");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, plain_files);
    tcase_add_test(t, gzip_files);
    tcase_add_test(t, gzip_members_follow_one_another);
    tcase_add_test(t, gzip_faults);
    tcase_add_test(t, bombs);
    tcase_add_test(t, the_only_file_of_an_archive);
    tcase_add_test(t, members_by_name);
    tcase_add_test(t, an_archive_as_a_whole);
    tcase_add_test(t, members_that_are_not_there);
    tcase_add_test(t, workbooks_are_not_unpacked);
    tcase_add_test(t, archives_with_faults);
    tcase_add_test(t, archives_we_cannot_open);
    suite_add_tcase(s, t);
    return s;
}
