/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text for LaTeX: nothing in it is a command. */
#include "config.h"

#include "export/tex.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistr.h>

const char ct_tex_preamble[] = "\\providecommand\\ctbeyond[1]"
                               "{\\ifdefined\\Umathchardef#1\\else?\\fi}\n"
                               "\\ifdefined\\landscape\\else\n"
                               "\\newenvironment{landscape}{}{}\\fi\n"
                               "\\ifdefined\\ctacross\\else\n"
                               "\\newenvironment{ctacross}"
                               "{\\begin{landscape}}{\\end{landscape}}\\fi\n";

/* What stands for a character, or NULL. Brackets and stars would be taken for
 * the argument of the line end before them. */
static const char *escape(char c)
{
    static const struct {
        char c;
        const char *tex;
    } escapes[] = {{'\\', "\\textbackslash{}"},
                   {'{', "\\{"},
                   {'}', "\\}"},
                   {'$', "\\$"},
                   {'&', "\\&"},
                   {'#', "\\#"},
                   {'%', "\\%"},
                   {'_', "\\_"},
                   {'^', "\\textasciicircum{}"},
                   {'~', "\\textasciitilde{}"},
                   {'<', "\\textless{}"},
                   {'>', "\\textgreater{}"},
                   {'|', "\\textbar{}"},
                   {'"', "\\char34{}"},
                   {'`', "\\textasciigrave{}"},
                   {'[', "{[}"},
                   {']', "{]}"},
                   {'*', "{*}"},
                   {'\n', " "},
                   {'\t', " "}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (escapes[i].c == c)
            return escapes[i].tex;
    return NULL;
}

/* Characters that pdfLaTeX has in its T1 and TS1 fonts. */
static bool is_latin(uint32_t c)
{
    static const uint32_t marks[] = {0x2013, 0x2014, 0x2018, 0x2019, 0x201a,
                                     0x201c, 0x201d, 0x201e, 0x2020, 0x2021,
                                     0x2022, 0x2026, 0x2030, 0x20ac};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == c)
            return true;
    if (c >= 0x218 && c <= 0x21b)
        return true;
    return c >= 0xa0 && c < 0x17f && c != 0xad && c != 0x126 && c != 0x127 &&
           c != 0x138 && c != 0x13f && c != 0x140 && c != 0x166 && c != 0x167 &&
           c != 0x149;
}

/* Appends a character of several bytes and returns its length. */
static size_t put_letter(struct ct_buffer *out, const char *s)
{
    ucs4_t c;
    int n = u8_mbtouc(&c, (const uint8_t *)s, strlen(s));
    if (c == 0xa0)
        ct_buffer_byte(out, '~');
    else if (is_latin(c))
        ct_buffer_add(out, s, (size_t)n);
    else if (c >= 0xa0) {
        ct_buffer_text(out, "\\ctbeyond{");
        ct_buffer_add(out, s, (size_t)n);
        ct_buffer_byte(out, '}');
    }
    return (size_t)n;
}

void ct_tex_text(struct ct_buffer *out, const char *text)
{
    for (const char *s = text; *s;) {
        const char *tex = escape(*s);
        if ((unsigned char)*s >= 0x80) {
            s += put_letter(out, s);
            continue;
        }
        if (s > text && s[-1] == *s && strchr("-,'", *s))
            ct_buffer_text(out, "{}");
        if (tex)
            ct_buffer_text(out, tex);
        else if (*s >= ' ' && *s < 0x7f)
            ct_buffer_byte(out, *s);
        s++;
    }
}
