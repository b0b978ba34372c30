/* SPDX-License-Identifier: GPL-3.0-or-later
 * Eurostat's table of offences: years in columns, values with flags. Its 1722
 * series over and over: a repeated row has the same cells, so that it is a
 * duplicate to be merged, not a contradiction. */
#include "config.h"

#include "bench/gen.h"

static const char *const offences[] = {
    "ICCS0101",  "ICCS0102",  "ICCS020111", "ICCS020221", "ICCS0301",
    "ICCS03011", "ICCS03012", "ICCS0302",   "ICCS030221", "ICCS0401",
    "ICCS0501",  "ICCS05012", "ICCS0502",   "ICCS05021",  "ICCS0601",
    "ICCS0701",  "ICCS0703",  "ICCS07031",  "ICCS07041",  "ICCS0903",
    "ICCS09051"};

static const char *const areas[] = {
    "AL", "AT", "BA", "BE", "BG",    "CH",  "CY",  "CZ", "DE", "DK", "EE",
    "EL", "ES", "FI", "FR", "HR",    "HU",  "IE",  "IS", "IT", "LI", "LT",
    "LU", "LV", "ME", "MK", "MT",    "NL",  "NO",  "PL", "PT", "RO", "RS",
    "SE", "SI", "SK", "TR", "UKC-L", "UKM", "UKN", "XK"};

static const char *const flags[] = {"b", "d", "p", "e", "bd", "u"};

static void write_cell(struct gen *g, int rate)
{
    gen_char(g, '\t');
    uint32_t kind = gen_below(g, 100);
    if (kind < 25) {
        gen_text(g, ": ");
        return;
    }
    if (rate) {
        gen_number(g, gen_below(g, 4000));
        gen_char(g, '.');
        gen_digits(g, gen_below(g, 100), 2);
    } else {
        gen_number(g, gen_skewed(g, 300000));
    }
    gen_char(g, ' ');
    if (kind < 30)
        gen_text(g, flags[gen_below(g, COUNT(flags))]);
}

static void write_header(struct gen *g, int years)
{
    gen_text(g, "freq,iccs,unit,geo\\TIME_PERIOD");
    for (int y = 0; y < years; y++) {
        gen_char(g, '\t');
        gen_number(g, (uint64_t)(2023 - years + y));
        gen_char(g, ' ');
    }
    gen_char(g, '\n');
}

/* The cells depend on the key alone. */
static void write_series(struct gen *g, uint32_t key, int years)
{
    int rate = key / COUNT(areas) % 2;
    gen_text(g, "A,");
    gen_text(g, offences[key / COUNT(areas) / 2]);
    gen_char(g, ',');
    gen_text(g, rate ? "P_HTHAB" : "NR");
    gen_char(g, ',');
    gen_text(g, areas[key % COUNT(areas)]);
    for (int y = 0; y < years; y++)
        write_cell(g, rate);
    gen_char(g, '\n');
}

void gen_wide(struct gen *g, long rows, int years)
{
    const uint32_t keys = COUNT(offences) * 2 * COUNT(areas);
    write_header(g, years);
    uint64_t seed = g->state;
    for (long i = 0; i < rows; i++) {
        gen_row(g);
        uint32_t key = (uint32_t)(i % keys);
        g->state = seed + UINT64_C(0x51ED2701) * (key + 1);
        write_series(g, key, years);
    }
}
