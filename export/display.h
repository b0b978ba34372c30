/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers, headings and statuses as people read them in a document: a few
 * decimals, the same for a whole column, thousands told apart. */
#ifndef CT_DISPLAY_H
#define CT_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How the numbers of a column are shown. */
struct ct_display {
    int decimals;
    bool fractions;   /* not all are whole; large ones are shown as if */
    bool grouped;     /* 12,345: some number has five digits or more */
    bool probability; /* below 0.001 as "<0.001" */
    bool fixed;       /* so many decimals, however small the number */
};

/* What is known of the numbers of a column, gathered one by one from
 * `struct ct_spread s = {0};`. */
struct ct_spread {
    size_t n;         /* finite, not zero */
    bool fractions;   /* not all are integers */
    double largest;   /* in size */
    double exponents; /* sum of floor(log10(|x|)) */
};

/* Takes a number in; NaN and infinities are passed over. */
void ct_spread_add(struct ct_spread *s, double x);

/* The display for a column of that name: integers without decimals, others
 * with three significant digits for a number of the usual size. */
struct ct_display ct_display_choose(const char *name,
                                    const struct ct_spread *s);

enum { CT_DISPLAY_MAX = 512 };

/* Writes a number as people read it ("" for NaN, "inf"; "1e+20" from 1e15 on);
 * a number that would look like zero and is not keeps two significant digits.
 * out has room for CT_DISPLAY_MAX bytes. Returns the length. */
size_t ct_display_format(const struct ct_display *d, double x, char *out);

enum { CT_HEADING_MAX = 128 };

/* The heading of a column of that name: "apc_lower" -> "APC, lower limit".
 * out is cut to size bytes with the final zero. */
void ct_heading(const char *name, char *out, size_t size);

/* Writes `B break, E estimated` for a set of statuses, parts joined by
 * `between`; out is cut to size bytes with the final zero. */
void ct_status_words(uint16_t status, const char *between, bool letters,
                     char *out, size_t size);

#endif
