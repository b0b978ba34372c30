/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text from data on its way into an image: cleaned, measured, broken into
 * lines, and written so that gnuplot can only show it. No other code puts
 * text into a script. */
#ifndef CT_ENCODE_H
#define CT_ENCODE_H

#include "lib/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Longer texts are cut to so many code points, the last one an ellipsis. */
enum { CT_TEXT_POINTS = 200 };

/* A copy of a text that can be shown anywhere: valid UTF-8 (bytes that are
 * not become U+FFFD), no control characters, no line or paragraph separators
 * (these and tabs become blanks), no direction overrides, no noncharacters;
 * cut to CT_TEXT_POINTS. The caller frees it. */
char *ct_text_clean(const char *text);

/* Appends the cleaned text as a gnuplot string literal: double-quoted, every
 * byte that is not a letter, a digit, a blank, one of .,:;-_()/+= or part of a
 * character beyond ASCII as a backslash and three octal digits; a digit after
 * such an escape is escaped too. */
void ct_text_literal(struct ct_buffer *out, const char *text);

/* Width of a text in points, set in Liberation Sans (metrics of Arial and
 * Helvetica) at `size` points. */
double ct_text_width(const char *text, double size, bool bold);

/* A copy of the text, cut with an ellipsis to at most `width` points. The
 * caller frees it. */
char *ct_text_fit(const char *text, double width, double size, bool bold);

/* Lines of a text; the strings belong to it. */
struct ct_lines {
    size_t n;
    char **line;
};

/* Breaks a text at blanks (but not before a percent sign) and newlines into
 * lines of at most `width` points, words too long for a line within; at most
 * `max` lines, the last one cut with an ellipsis. Clear with ct_lines_clear().
 */
struct ct_lines ct_text_wrap(const char *text, double width, double size,
                             bool bold, size_t max);

/* Frees the lines. */
void ct_lines_clear(struct ct_lines *l);

#endif
