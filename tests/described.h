/* SPDX-License-Identifier: GPL-3.0-or-later
 * Collecting by a descriptor that a test writes: settings, text and outcome
 * stand together in the tests' tables. */
#ifndef CT_DESCRIBED_H
#define CT_DESCRIBED_H

#include "collect/collect.h"
#include "tests/unit.h"

#define DESCRIBED_FOLDER TESTS_BUILD "/descriptor/"
#define DESCRIBED_DATA TESTS_BUILD "/descriptor-F.csv"

/* The first line of each dataset.conf is written by describe(); settings of a
 * test are on line 2, and a ` in them stands for a quote. The folder has
 * areas.csv (AT DE; EU and X ignored) and offences.csv (M murder; T theft,
 * broader; K in thousands, estimated). */
#define MEASURE "constants={measure=\"offences\";};"
#define KEYS                                                                   \
    MEASURE "keys=({column=\"geo\"; map=\"areas.csv\";},"                      \
            "{column=\"crime\"; map=\"offences.csv\";});"
#define WIDE "layout=\"wide\"; " KEYS
#define LONG                                                                   \
    "layout=\"long\"; time={column=\"year\";}; numbers={value=\"n\";}; " KEYS

/* What came of a file. */
struct described {
    struct ct_codes *codes;
    struct ct_panel *panel; /* NULL: refused, message says why */
    struct ct_accounting accounting;
    struct ct_problems rejects;
    struct ct_error err;
    char message[2048];
};

/* Collects a file of that text by a dataset of those settings; describe_time()
 * with a --time. Checks that every cell has one fate. described_clear() frees.
 */
void describe(struct described *r, const char *settings, const char *text);
void describe_time(struct described *r, const char *settings, const char *text,
                   const char *time);
void described_clear(struct described *r);

/* "AUT 0101 2019=12BD, ...": area, offence, any other dimension beside measure,
 * unit and freq that is not _T, period, number, bounds, status. To be freed. */
char *described_told(const struct described *r);

/* Whether the panel has a note of that text. */
bool described_notes(const struct described *r, const char *text);

/* Writes a text to a file. */
void described_write(const char *path, const char *text);

/* A case that reads: settings, a file, what is told of it. One that rejects: a
 * file of which one cell is taken and one not, and why not. One that refuses
 * all: how the message begins, in the folder if there is no file. */
struct described_case {
    const char *settings, *text, *want;
};
void described_reads(const struct described_case *c);
void described_rejects(const struct described_case *c);
void described_refuses(const struct described_case *c);

#endif
