/* SPDX-License-Identifier: GPL-3.0-or-later
 * Images inside a page. */
#include "config.h"

#include "export/report_image.h"

#include "export/html_part.h"

#include <nettle/base64.h>
#include <string.h>

static bool ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n >= m && strcmp(path + n - m, ending) == 0;
}

static bool starts(const char *s, const char *end, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(end - s) >= n && memcmp(s, word, n) == 0;
}

/* The first place of a word, or NULL. */
static const char *find(const char *s, const char *end, const char *word)
{
    return memmem(s, (size_t)(end - s), word, strlen(word));
}

/* A list of ids: each gets the number. Returns what follows the list. */
static const char *put_ids(struct ct_buffer *out, const char *s,
                           const char *end, size_t number)
{
    bool inside = false;
    for (; s < end && *s != '"'; s++) {
        if (*s != ' ' && !inside)
            ct_buffer_printf(out, "f%zu-", number);
        inside = *s != ' ';
        ct_buffer_byte(out, *s);
    }
    return s;
}

/* Where ids stand in an SVG; each is followed by the id. */
static const char *const before_id[] = {" id=\"", "href=\"#", "href='#",
                                        "url(#", " id='"};

static void put_svg(struct ct_buffer *out, const char *s, const char *end,
                    size_t number)
{
    static const char labelled[] = "aria-labelledby=\"";
    while (s < end) {
        const char *word = NULL;
        if (starts(s, end, labelled)) {
            ct_buffer_text(out, labelled);
            s = put_ids(out, s + sizeof labelled - 1, end, number);
            continue;
        }
        for (size_t i = 0; i < sizeof before_id / sizeof *before_id; i++)
            if (starts(s, end, before_id[i]))
                word = before_id[i];
        if (word) {
            ct_buffer_printf(out, "%sf%zu-", word, number);
            s += strlen(word);
        } else {
            ct_buffer_byte(out, *s++);
        }
    }
}

static void put_png(struct ct_buffer *out, const struct ct_report_figure *f)
{
    ct_buffer_text(out, "<img alt=\"");
    ct_html_text(out, f->title ? f->title : f->path);
    ct_buffer_text(out, "; drawn by: ");
    ct_html_text(out, f->command);
    ct_buffer_text(out, "\" src=\"data:image/png;base64,");
    for (size_t i = 0; i < f->size; i += 3) {
        char four[4];
        size_t left = f->size - i < 3 ? f->size - i : 3;
        base64_encode_raw(four, left, (const uint8_t *)f->bytes + i);
        ct_buffer_add(out, four, sizeof four);
    }
    ct_buffer_text(out, "\">\n");
}

void ct_report_image(struct ct_buffer *out, const struct ct_report_figure *f,
                     size_t number)
{
    const char *end = f->bytes + f->size;
    const char *svg =
        ends_in(f->path, ".svg") ? find(f->bytes, end, "<svg") : NULL;
    if (svg) {
        put_svg(out, svg, end, number);
    } else if (ends_in(f->path, ".png")) {
        put_png(out, f);
    } else {
        ct_html_element(out, "p", f->path);
    }
}

void ct_report_image_title(struct ct_buffer *out,
                           const struct ct_report_figure *f)
{
    const char *end = f->bytes + f->size;
    const char *from =
        ends_in(f->path, ".svg") ? find(f->bytes, end, "<title") : NULL;
    const char *text = from ? memchr(from, '>', (size_t)(end - from)) : NULL;
    const char *to = text ? find(text, end, "</title>") : NULL;
    if (to)
        ct_buffer_add(out, text + 1, (size_t)(to - text - 1));
    else
        ct_html_text(out, f->title ? f->title : f->path);
}
