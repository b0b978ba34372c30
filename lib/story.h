/* SPDX-License-Identifier: GPL-3.0-or-later
 * A story: lines of plain text for people, what explains a line indented below
 * it. Start with `struct ct_story s = {0};`, raise and lower `depth`, take the
 * text. */
#ifndef CT_STORY_H
#define CT_STORY_H

#include "lib/buffer.h"

struct ct_story {
    struct ct_buffer text;
    int depth; /* two blanks each */
};

/* Adds a line. Characters that steer a terminal become blanks. */
void ct_story_line(struct ct_story *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds a line `name  text`, the texts of such lines below one another. */
void ct_story_fact(struct ct_story *s, const char *name, const char *format,
                   ...) __attribute__((format(printf, 3, 4)));

/* Appends n bytes of an input in quotes, long ones cut (with `...`). */
void ct_story_quote(struct ct_buffer *out, const char *text, size_t n);

/* Writes a number as people do: whole ones with commas (81,776,930), others
 * with so many significant digits. out has room for CT_STORY_NUMBER_MAX. */
enum { CT_STORY_NUMBER_MAX = 48 };
void ct_story_number(double x, int digits, char *out);

/* The ending of a noun of which there are n: "s", or "" for one. */
const char *ct_story_plural(unsigned long long n);

#endif
