/* SPDX-License-Identifier: GPL-3.0-or-later
 * bench/gen: made files to measure with. Headers, codes and spellings are
 * those of publishers' files, so that descriptors read them; one row in 20,000
 * of incident and long has a code in no list. The same arguments always give
 * the same bytes. */
#include "config.h"

#include "bench/gen.h"

#include <stdlib.h>
#include <string.h>

uint64_t gen_bits(struct gen *g)
{
    uint64_t z = (g->state += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

uint32_t gen_below(struct gen *g, uint32_t n)
{
    return (uint32_t)((gen_bits(g) >> 32) * n >> 32);
}

double gen_unit(struct gen *g)
{
    return ((double)(gen_bits(g) >> 11) + 0.5) * 0x1p-53;
}

uint32_t gen_skewed(struct gen *g, uint32_t n)
{
    double u = gen_unit(g);
    return (uint32_t)(n * u * u * u);
}

static void flush(struct gen *g)
{
    fwrite(g->bytes, 1, g->n, g->out);
    g->n = 0;
}

void gen_row(struct gen *g)
{
    if (g->n > sizeof g->bytes - 4096)
        flush(g);
}

void gen_char(struct gen *g, char c)
{
    g->bytes[g->n++] = c;
}

void gen_text(struct gen *g, const char *text)
{
    size_t n = strlen(text);
    memcpy(g->bytes + g->n, text, n);
    g->n += n;
}

void gen_number(struct gen *g, uint64_t value)
{
    if (value > 9)
        gen_number(g, value / 10);
    gen_char(g, "0123456789"[value % 10]);
}

void gen_digits(struct gen *g, uint32_t value, int width)
{
    if (width > 1)
        gen_digits(g, value / 10, width - 1);
    gen_char(g, "0123456789"[value % 10]);
}

void gen_cell(struct gen *g, const char *text, unsigned percent)
{
    if (!strpbrk(text, ",\"\n") && gen_below(g, 100) >= percent) {
        gen_text(g, text);
        return;
    }
    gen_char(g, '"');
    for (; *text; text++) {
        if (*text == '"')
            gen_char(g, '"');
        gen_char(g, *text);
    }
    gen_char(g, '"');
}

static int usage(void)
{
    fputs("usage: bench/gen incident ROWS [QUOTED% [NEWLINES_PER_MILLION]]\n"
          "       bench/gen long ROWS\n"
          "       bench/gen wide ROWS [YEARS]\n"
          "       bench/gen panel|panel-counts|panel-population SERIES "
          "[YEARS]\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return usage();
    const char *kind = argv[1];
    long rows = atol(argv[2]);
    int a = argc > 3 ? atoi(argv[3]) : -1, b = argc > 4 ? atoi(argv[4]) : 0;
    static struct gen g;
    g.state = 0xC0FFEE ^ (uint64_t)kind[0] << 32;
    g.out = stdout;
    if (strcmp(kind, "incident") == 0)
        gen_incident(&g, rows, a < 0 ? 75 : (unsigned)a, (unsigned)b);
    else if (strcmp(kind, "long") == 0)
        gen_long(&g, rows);
    else if (strcmp(kind, "wide") == 0)
        gen_wide(&g, rows, a < 0 ? 30 : a);
    else if (strncmp(kind, "panel", 5) == 0)
        gen_panel(&g, rows, a < 0 ? 40 : a, kind[5] ? kind[6] : 0);
    else
        return usage();
    flush(&g);
    return fflush(stdout) || ferror(stdout);
}
