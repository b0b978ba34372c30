/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series of counts with their population, and up to three bends in their
 * trend: one file for other programs, or two tidy ones for ours. */
#include "config.h"

#include "bench/gen.h"

#include <math.h>

static double gauss(struct gen *g)
{
    double u = gen_unit(g);
    return sqrt(-2 * log(u)) * cos(6.283185307179586 * gen_unit(g));
}

static void write_row(struct gen *g, char kind, const uint64_t row[4])
{
    if (kind) {
        gen_text(g, "USA:");
        gen_digits(g, (uint32_t)row[0], 5);
        gen_text(g, kind == 'c' ? ",offences,0101,NUMBER,A,"
                                : ",population,_T,NUMBER,A,");
        gen_number(g, row[1]);
        gen_char(g, ',');
        gen_number(g, row[kind == 'c' ? 2 : 3]);
    } else {
        for (int i = 0; i < 4; i++) {
            if (i)
                gen_char(g, ',');
            gen_number(g, row[i]);
        }
    }
    gen_char(g, '\n');
}

static void write_series(struct gen *g, uint64_t series, int years, char kind)
{
    double people = 20000 * exp(3 * gen_unit(g));
    double rate = log(exp(4 + 3 * gen_unit(g)));
    double slope = 0.06 * (gen_unit(g) - 0.5);
    int n_bends = (int)(series % 4), bends[3];
    for (int j = 0; j < n_bends; j++)
        bends[j] = 5 + (years - 10) * (j + 1) / (n_bends + 1) +
                   (int)gen_below(g, 4) - 2;
    double growth = 0.01 * (gen_unit(g) - 0.3);
    for (int y = 0, k = 0; y < years; y++) {
        gen_row(g);
        if (k < n_bends && y == bends[k]) {
            int sign = gen_unit(g) < 0.5 ? -1 : 1;
            slope += sign * (0.03 + 0.08 * gen_unit(g));
            k++;
        }
        rate += slope;
        people *= 1 + growth;
        double mean = people * exp(rate) / 1e5 * exp(0.04 * gauss(g));
        double count = mean + sqrt(mean) * gauss(g);
        write_row(g, kind,
                  (uint64_t[4]){series, (uint64_t)(1985 + y),
                                count < 1 ? 1 : (uint64_t)(count + 0.5),
                                (uint64_t)people});
    }
}

void gen_panel(struct gen *g, long series, int years, char kind)
{
    gen_text(g, kind ? "area,measure,offence,unit,freq,time,value\n"
                     : "series,year,count,population\n");
    for (long s = 0; s < series; s++)
        write_series(g, (uint64_t)s, years, kind);
}
