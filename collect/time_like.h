/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times that look like one that was read before. A file writes all its dates in
 * one way: `05/02/2008 04:10:23 AM`. Where the text of a date has digits where
 * that one has, and is the same elsewhere, its year and month can be picked
 * out, and if those were met before, so was its period. */
#ifndef CT_TIME_LIKE_H
#define CT_TIME_LIKE_H

#include "collect/time_text.h"

#include <stdint.h>

/* Texts are compared eight bytes at a time, the last of them ending with the
 * text. */
enum { CT_LIKE_WORD = 8, CT_LIKE_WORDS = 4, CT_LIKE_PERIODS = 1 << 9 };

/* The period of a year and month, by the digits as they are written. */
struct ct_like_period {
    uint64_t digits;
    struct ct_time time;
};

/* A text that was read, and what was read from texts like it. Zero-initialise;
 * free .period at the end. */
struct ct_time_like {
    size_t n; /* bytes; 0: none yet */
    /* of each word: its bytes, and 0xff in those that are digits, that are to
     * be the same */
    uint64_t word[CT_LIKE_WORDS], digit[CT_LIKE_WORDS], same[CT_LIKE_WORDS];
    size_t year, month, day, half_day, n_half_day; /* where */
    unsigned n_tried;
    struct ct_like_period *period;
};

/* Reads a time as ct_time_read() does. */
int ct_time_read_like(const struct ct_time_style *style,
                      struct ct_time_like *like, const char *text, size_t n,
                      struct ct_time *out, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
