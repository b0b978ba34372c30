/* SPDX-License-Identifier: GPL-3.0-or-later
 * How wide text is, and text cut or broken to a width. */
#include "config.h"

#include "plot/encode.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

/* Advance widths of ' ' to '~' in thousandths of the size: Liberation Sans
 * 2.1, equal to those of Arial and Helvetica. */
static const short regular_width[95] = {
    278, 278, 355, 556, 556,  889, 667, 191, 333, 333, 389, 584, 278, 333,
    278, 278, 556, 556, 556,  556, 556, 556, 556, 556, 556, 556, 278, 278,
    584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722,  778, 667, 778, 722, 667, 611, 722, 667, 944,
    667, 667, 611, 278, 278,  278, 469, 556, 333, 556, 556, 500, 556, 556,
    278, 556, 556, 222, 222,  500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500,  500, 500, 334, 260, 334, 584};
static const short bold_width[95] = {
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333,
    278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333,
    584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
    667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556,
    333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584};

/* Width of a character in thousandths of the size. Beyond ASCII that of its
 * base letter, of an ideograph, or of a wide letter. */
static int width_of(ucs4_t c, bool bold)
{
    ucs4_t base[UC_DECOMPOSITION_MAX_LENGTH];
    if (c > 0x7e && uc_canonical_decomposition(c, base) > 0)
        c = base[0];
    if (c >= ' ' && c <= '~')
        return (bold ? bold_width : regular_width)[c - ' '];
    if (c == 0xa0)
        return 278;
    if (c == 0x2009 || c == 0x202f) /* thin spaces */
        return 200;
    if (c == 0x2013)
        return 556;
    if (c == 0x2212)
        return 584;
    if (c == 0x2019)
        return 278;
    int columns = uc_width(c, "UTF-8");
    return columns == 0 ? 0 : columns > 1 || c == 0x2026 ? 1000 : 720;
}

/* The bytes of the character at s, and the character; a text not cleaned may
 * hold bytes that are none. */
static size_t next(const char *s, ucs4_t *c)
{
    int n = u8_mbtoucr(c, (const uint8_t *)s, strlen(s));
    if (n > 0)
        return (size_t)n;
    *c = 0xfffd;
    return 1;
}

/* The bytes at the beginning of s (of n) that fit into `width`; *used is
 * their width. */
static size_t fitting(const char *s, size_t n, double width, double per,
                      bool bold, double *used)
{
    size_t done = 0;
    *used = 0;
    while (done < n) {
        ucs4_t c;
        size_t step = next(s + done, &c);
        double w = per * width_of(c, bold);
        if (*used + w > width)
            break;
        *used += w;
        done += step;
    }
    return done;
}

double ct_text_width(const char *text, double size, bool bold)
{
    double used;
    fitting(text, strlen(text), 1e9, size / 1000, bold, &used);
    return used;
}

/* A copy of the first n bytes, blanks at the end left out, and an ellipsis. */
static char *with_ellipsis(const char *text, size_t n)
{
    while (n > 0 && text[n - 1] == ' ')
        n--;
    return ct_xasprintf("%.*s\u2026", (int)n, text);
}

char *ct_text_fit(const char *text, double width, double size, bool bold)
{
    double used;
    if (ct_text_width(text, size, bold) <= width)
        return ct_xstrdup(text);
    size_t n =
        fitting(text, strlen(text), width - size, size / 1000, bold, &used);
    return with_ellipsis(text, n);
}

/* Adds a line: n bytes of text. */
static void add_line(struct ct_lines *l, const char *text, size_t n)
{
    l->line = ct_xrealloc(l->line, l->n + 1, sizeof *l->line);
    l->line[l->n++] = ct_xstrndup(text, n);
}

/* How many bytes of s (n up to its end or newline) make the next line: up to
 * the last blank that fits, at least one character. */
static size_t line_length(const char *s, size_t n, double width, double size,
                          bool bold)
{
    double used;
    ucs4_t c;
    size_t fit = fitting(s, n, width, size / 1000, bold, &used);
    if (fit == n)
        return n;
    size_t cut = fit;
    while (cut > 0 && (s[cut] != ' ' || s[cut + 1] == '%'))
        cut--;
    if (cut > 0)
        return cut;
    return fit > 0 ? fit : next(s, &c);
}

struct ct_lines ct_text_wrap(const char *text, double width, double size,
                             bool bold, size_t max)
{
    struct ct_lines out = {0};
    const char *s = text;
    while (*s && out.n < max) {
        size_t n = strcspn(s, "\n");
        size_t take = line_length(s, n, width, size, bold);
        bool rest = s[take] && s[take + strspn(s + take, " \n")];
        if (out.n + 1 == max && rest) {
            double used;
            take = fitting(s, n, width - size, size / 1000, bold, &used);
            char *cut = with_ellipsis(s, take);
            add_line(&out, cut, strlen(cut));
            free(cut);
            break;
        }
        add_line(&out, s, take);
        s += take;
        s += strspn(s, " ");
        if (*s == '\n')
            s++;
    }
    return out;
}

void ct_lines_clear(struct ct_lines *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->line[i]);
    free(l->line);
    *l = (struct ct_lines){0};
}
