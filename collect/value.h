/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a cell of numbers says: a number or none, and its status. */
#ifndef CT_VALUE_H
#define CT_VALUE_H

#include "lib/csv_reader.h"
#include "lib/error.h"
#include "lib/number.h"

#include <stdbool.h>
#include <stdint.h>

/* A text in the file and the status it stands for. `counted`: it stands for
 * none of ours, and is only counted ("revised"). `zero`: in place of 0. */
struct ct_mark {
    const char *text;
    size_t length; /* of the text */
    uint16_t status;
    bool counted, zero;
};

/* How a descriptor's files write numbers. An empty cell is always missing. */
struct ct_value_style {
    struct ct_number_style number;
    size_t n_marks; /* instead of a number: ":" missing, "-" zero */
    const struct ct_mark *mark;
    bool mark_is_number; /* one of them is like a number: 999, 99.9 */
    size_t n_flags;      /* a letter or word of the publisher: its status */
    const struct ct_mark *flag;
    bool flags_in_value; /* flags follow the number: `12 bd`, `34*` */
    const char *below;   /* "<" for `<5`, suppressed below 5; or NULL */
    bool zeros;          /* zeros are printed: what is suppressed is not 0 */
    bool overpunch;      /* the last character is a digit and the sign: `004K`
                            is -42 */
    bool interval;       /* `18902 [17292-20148]`: with lower and upper */
    int scale;           /* the number times 10 to this power is in our unit */
    /* By ct_value_index(): marks and flags of one character, their number + 1.
     */
    unsigned char mark_of[128], flag_of[128];
};

/* Once marks and flags are known: makes those of one character quick to find.
 * A style need not have it. */
void ct_value_index(struct ct_value_style *style);

/* A number with its status and, where the cell has them, its bounds, else
 * NaN. n_counted: flags that were only counted. */
struct ct_value {
    double x; /* NaN = none; the status then has O, M or Q */
    double lower, upper;
    uint16_t status;
    size_t n_counted;
};

/* Reads a cell; `flags`, NULL for none, is a cell of flags beside it. `scale`
 * is added to the style's. Returns 0, or -1 with CT_EDATA, *out being of no
 * use: no number, unknown flag, a number that bears O or M. */
int ct_value_read(const struct ct_value_style *style, int scale,
                  const struct ct_cell *cell, const struct ct_cell *flags,
                  struct ct_value *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* x times ten to a power, rounded once: what the decimal text of x with its
 * point moved reads as. */
double ct_scaled(double x, int power);

#endif
