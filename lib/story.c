/* SPDX-License-Identifier: GPL-3.0-or-later
 * A story: lines of plain text for people. */
#include "config.h"

#include "lib/story.h"

#include "lib/memory.h"
#include "lib/number.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FACT_WIDTH = 12, QUOTED_MAX = 200 };

/* Appends printed text; what was in a publisher's cell must not move the
 * cursor of who reads the story. */
static void append(struct ct_story *s, const char *format, va_list list)
{
    va_list again;
    va_copy(again, list);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t size = n < 0 ? 0 : (size_t)n;
    char *text = ct_xcalloc(size + 1, 1);
    vsnprintf(text, size + 1, format, list);
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = ' ';
    ct_buffer_text(&s->text, text);
    ct_buffer_byte(&s->text, '\n');
    free(text);
}

static void indent(struct ct_story *s)
{
    ct_buffer_printf(&s->text, "%*s", 2 * s->depth, "");
}

void ct_story_line(struct ct_story *s, const char *format, ...)
{
    va_list list;
    indent(s);
    va_start(list, format);
    append(s, format, list);
    va_end(list);
}

void ct_story_fact(struct ct_story *s, const char *name, const char *format,
                   ...)
{
    va_list list;
    indent(s);
    ct_buffer_printf(&s->text, "%-*s ", FACT_WIDTH, name);
    va_start(list, format);
    append(s, format, list);
    va_end(list);
}

/* Cut before a byte that begins a character. */
void ct_story_quote(struct ct_buffer *out, const char *text, size_t n)
{
    size_t kept = n < QUOTED_MAX ? n : QUOTED_MAX;
    while (kept && kept < n && ((unsigned char)text[kept] & 0xc0) == 0x80)
        kept--;
    ct_buffer_byte(out, '"');
    ct_buffer_add(out, text, kept);
    ct_buffer_text(out, kept < n ? "...\"" : "\"");
}

/* Puts commas between groups of three digits. */
static void group(const char *digits, char *out)
{
    size_t n = strlen(digits), sign = *digits == '-';
    for (size_t i = 0; i < n; i++) {
        if (i > sign && (n - i) % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = '\0';
}

void ct_story_number(double x, int digits, char *out)
{
    char text[CT_FIXED_MAX];
    if (isnan(x)) {
        strcpy(out, "no number");
    } else if (x == floor(x) && fabs(x) < 1e15) {
        ct_number_fixed(x, 0, text);
        group(text, out);
    } else {
        snprintf(out, CT_STORY_NUMBER_MAX, "%.*g", digits, x);
    }
}

const char *ct_story_plural(unsigned long long n)
{
    return n == 1 ? "" : "s";
}
