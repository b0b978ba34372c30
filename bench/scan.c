/* SPDX-License-Identifier: GPL-3.0-or-later
 * bench/scan FILE...: what reading delimited text costs, a step at a time: the
 * bytes alone, quotes and line ends counted, all cells by our reader, all cells
 * by libcsv; and numbers by our reader and by strtod(). CPU time, best of
 * ROUNDS. The last line is `N passed, N failed`: passed is what is as fast,
 * against the step named, as it should be, and reads the same. */
#include "config.h"

#include "lib/csv_reader.h"
#include "lib/csv_tally.h"
#include "lib/number.h"

#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 3, PIECE = 1 << 18, NUMBERS = 1 << 20 };

/* One reading of a file, and what it found: cells and their bytes. Of numbers,
 * the texts one after another, each with its zero. */
struct reading {
    const char *path;
    char delimiter;
    size_t bytes, cells, length;
    char *numbers;
    size_t n_numbers, size;
};

typedef void read_function(struct reading *r);

static int open_file(const char *path)
{
    int file = open(path, O_RDONLY);
    if (file < 0) {
        perror(path);
        exit(1);
    }
    return file;
}

static size_t next_piece(int file, char *bytes, size_t size)
{
    ssize_t n = read(file, bytes, size);
    return n > 0 ? (size_t)n : 0;
}

static void read_bytes(struct reading *r)
{
    static char piece[PIECE];
    int file = open_file(r->path);
    for (size_t n; (n = next_piece(file, piece, PIECE)) > 0;)
        r->bytes += n;
    close(file);
}

static void read_tally(struct reading *r)
{
    static char piece[PIECE];
    struct ct_csv_tally tally = {0};
    int file = open_file(r->path);
    for (size_t n; (n = next_piece(file, piece, PIECE)) > 0; r->bytes += n)
        ct_csv_count(&tally, piece, n);
    close(file);
    r->cells = tally.lines;
}

static int take_row(void *user, const struct ct_row *row, struct ct_error *err)
{
    (void)err;
    struct reading *r = user;
    r->cells += row->n;
    for (size_t i = 0; i < row->n; i++)
        r->length += row->cells[i].length;
    return 0;
}

/* Keeps the first numbers of a file. */
static int take_numbers(void *user, const struct ct_row *row,
                        struct ct_error *err)
{
    struct reading *r = user;
    double x;
    for (size_t i = 0; i < row->n && r->n_numbers < NUMBERS; i++) {
        const struct ct_cell *c = &row->cells[i];
        if (c->length > 30 ||
            ct_number_parse(c->text, c->length, &ct_number_plain, &x, err))
            continue;
        memcpy(r->numbers + r->size, c->text, c->length + 1);
        r->size += c->length + 1;
        r->n_numbers++;
    }
    return 0;
}

static void read_rows(struct reading *r, ct_row_function *take)
{
    struct ct_error err = {0};
    struct ct_csv_reader *csv = ct_csv_create(r->delimiter, take, r);
    int file = open_file(r->path), bad = 0;
    size_t room, n;
    for (char *to; !bad; bad = ct_csv_filled(csv, n, &err), r->bytes += n) {
        to = ct_csv_space(csv, &room);
        if (!(n = next_piece(file, to, room)))
            break;
    }
    if (bad || ct_csv_finish(csv, &err) < 0) {
        fprintf(stderr, "%s:%ld: %s\n", r->path, err.line, err.text);
        exit(1);
    }
    ct_csv_destroy(csv);
    close(file);
}

static void read_cells(struct reading *r)
{
    read_rows(r, take_row);
}

static void libcsv_cell(void *text, size_t length, void *user)
{
    (void)text;
    struct reading *r = user;
    r->cells++;
    r->length += length;
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void read_libcsv(struct reading *r)
{
    static char piece[PIECE];
    struct csv_parser csv;
    csv_init(&csv, 0);
    csv_set_delim(&csv, (unsigned char)r->delimiter);
    csv_set_space_func(&csv, no_space);
    int file = open_file(r->path);
    for (size_t n; (n = next_piece(file, piece, PIECE)) > 0; r->bytes += n)
        csv_parse(&csv, piece, n, libcsv_cell, NULL, r);
    csv_fini(&csv, libcsv_cell, NULL, r);
    csv_free(&csv);
    close(file);
}

static void parse_ours(struct reading *r)
{
    double x = 0;
    struct ct_error err;
    for (const char *at = r->numbers; at < r->numbers + r->size;) {
        size_t n = strlen(at);
        r->cells += !ct_number_parse(at, n, &ct_number_plain, &x, &err);
        at += n + 1;
    }
}

static void parse_strtod(struct reading *r)
{
    for (const char *at = r->numbers; at < r->numbers + r->size;) {
        char *end;
        (void)!strtod(at, &end);
        r->cells += *end == 0;
        at = end + 1;
    }
}

/* Least CPU seconds of some rounds; *r is the last one's. */
static double best_of(read_function *f, struct reading *r)
{
    const struct reading fresh = *r;
    double best = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        *r = fresh;
        clock_t start = clock();
        f(r);
        double took = (double)(clock() - start) / CLOCKS_PER_SEC;
        best = took < best ? took : best;
    }
    return best > 1e-6 ? best : 1e-6;
}

struct score {
    int passed, failed;
};

static void check(struct score *s, int good, const char *what)
{
    printf("%s %s\n", good ? "ok  " : "FAIL", what);
    *(good ? &s->passed : &s->failed) += 1;
}

static void compare_numbers(struct reading *r, struct score *s)
{
    char line[100];
    r->numbers = malloc((size_t)NUMBERS * 32);
    if (!r->numbers)
        exit(1);
    read_rows(r, take_numbers);
    if (r->n_numbers == 0) {
        printf("skip numbers: the file has none\n");
        free(r->numbers);
        return;
    }
    struct reading ours = *r, theirs = *r;
    ours.cells = theirs.cells = 0;
    double fast = best_of(parse_ours, &ours);
    double slow = best_of(parse_strtod, &theirs);
    double n = (double)r->n_numbers;
    printf("     numbers %.1f ns, strtod %.1f ns each of %zu\n", fast / n * 1e9,
           slow / n * 1e9, r->n_numbers);
    snprintf(line, sizeof line, "numbers: %.1f times strtod, wanted 1.2",
             slow / fast);
    check(s, slow >= 1.2 * fast && ours.cells == theirs.cells, line);
    free(r->numbers);
}

static void compare_readers(const char *path, struct score *s)
{
    static const struct {
        const char *name;
        read_function *read;
    } steps[] = {{"bytes", read_bytes},
                 {"quotes and lines", read_tally},
                 {"cells, ours", read_cells},
                 {"cells, libcsv", read_libcsv}};
    const char *end = strrchr(path, '.');
    struct reading r[4];
    double took[4];
    printf("%s\n", path);
    for (int i = 0; i < 4; i++) {
        r[i] = (struct reading){.path = path, .delimiter = ','};
        if (end && strcmp(end, ".tsv") == 0)
            r[i].delimiter = '\t';
        took[i] = best_of(steps[i].read, &r[i]);
        printf("     %-16s %7.0f MB/s, %.3f of bytes alone\n", steps[i].name,
               (double)r[i].bytes / took[i] / 1e6, took[0] / took[i]);
    }
    char line[100];
    snprintf(line, sizeof line, "cells: %.1f times libcsv, wanted 3.5",
             took[3] / took[2]);
    check(s, took[3] >= 3.5 * took[2], line);
    check(s, r[2].cells == r[3].cells && r[2].length == r[3].length,
          "cells: as many, and of as many bytes, as those of libcsv");
    struct reading numbers = {.path = path, .delimiter = r[0].delimiter};
    compare_numbers(&numbers, s);
}

int main(int argc, char **argv)
{
    struct score score = {0, 0};
    for (int i = 1; i < argc; i++)
        compare_readers(argv[i], &score);
    printf("%d passed, %d failed\n", score.passed, score.failed);
    return score.failed > 0;
}
