/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the generators of made files share: random numbers that are the same
 * everywhere, and an output that is fast enough not to be what is measured. */
#ifndef CT_BENCH_GEN_H
#define CT_BENCH_GEN_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define COUNT(array) ((uint32_t)(sizeof(array) / sizeof *(array)))

/* splitmix64, and the bytes not yet written. Begin with gen_start(). */
struct gen {
    uint64_t state;
    FILE *out;
    size_t n;
    char bytes[1 << 20];
};

/* Random bits; a number below n; one in (0, 1). */
uint64_t gen_bits(struct gen *g);
uint32_t gen_below(struct gen *g, uint32_t n);
double gen_unit(struct gen *g);

/* A number below n, small ones much more often, as codes are in life. */
uint32_t gen_skewed(struct gen *g, uint32_t n);

/* To be called before each row, which has up to 4 KiB. */
void gen_row(struct gen *g);

/* Writes a byte; a text; a number; a number with `width` digits. */
void gen_char(struct gen *g, char c);
void gen_text(struct gen *g, const char *text);
void gen_number(struct gen *g, uint64_t value);
void gen_digits(struct gen *g, uint32_t value, int width);

/* Writes a cell, quoted where it must be, and else `percent` times in 100. */
void gen_cell(struct gen *g, const char *text, unsigned percent);

/* The files; sizes as the usage of bench/gen says. */
void gen_incident(struct gen *g, long rows, unsigned percent_quoted,
                  unsigned newlines_per_million);
void gen_long(struct gen *g, long rows);
void gen_wide(struct gen *g, long rows, int years);
void gen_panel(struct gen *g, long series, int years, char kind);

#endif
