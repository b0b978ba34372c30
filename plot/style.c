/* SPDX-License-Identifier: GPL-3.0-or-later
 * Styles of figures: size of the page and of its text, colours or greys. */
#include "config.h"

#include "plot/style.h"

#include "plot/figure.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points; height 0 is what the content needs. A slide is 16:9, and read from
 * the back of a room. */
static const struct {
    double text, width, height;
    bool is_grey;
} styles[] = {{CT_SMALL_SIZE, CT_PAGE_WIDTH, 0, false},
              {CT_SMALL_SIZE, CT_PAGE_WIDTH, 0, true},
              {16, 960, 540, false}};

double ct_style_scale(const struct ct_plot_options *o)
{
    double text = o->font_size > 0 ? o->font_size : styles[o->style].text;
    return text / CT_SMALL_SIZE;
}

double ct_style_width(const struct ct_plot_options *o)
{
    double width = o->width > 0 ? o->width : styles[o->style].width;
    return fmax(CT_LEAST_WIDTH, width / ct_style_scale(o));
}

double ct_style_height(const struct ct_plot_options *o)
{
    double height = o->height > 0 ? o->height : styles[o->style].height;
    return height / ct_style_scale(o);
}

bool ct_style_is_grey(const struct ct_plot_options *o)
{
    return styles[o->style].is_grey;
}

/* Whether s begins with a colour in quotes. In texts no `"` and no `#` is left
 * as it is, so that this is none of theirs. */
static bool is_colour(const char *s)
{
    size_t n = 2;
    if (s[0] != '"' || s[1] != '#')
        return false;
    while (isxdigit((unsigned char)s[n]))
        n++;
    return n == 8 && s[n] == '"';
}

void ct_style_grey(struct ct_buffer *commands)
{
    char *s = commands->data;
    for (size_t i = 0; i + 9 <= commands->size; i++) {
        char grey[8];
        if (!is_colour(s + i))
            continue;
        unsigned long c = strtoul(s + i + 2, NULL, 16);
        /* Luma as in ITU-R BT.601, which printers' drivers use. */
        unsigned y = (unsigned)lround(0.299 * (double)(c >> 16 & 0xff) +
                                      0.587 * (double)(c >> 8 & 0xff) +
                                      0.114 * (double)(c & 0xff));
        snprintf(grey, sizeof grey, "#%02x%02x%02x", y & 0xff, y & 0xff,
                 y & 0xff);
        memcpy(s + i + 1, grey, 7);
    }
}
