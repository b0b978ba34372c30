/* SPDX-License-Identifier: GPL-3.0-or-later
 * Title, subtitle and caption of a figure. */
#include "config.h"

#include "plot/encode.h"
#include "plot/script.h"

#include <math.h>

/* Distance between lines, as a share of the size of the text. */
#define LEADING 1.3

/* Space below the titles and above the caption, in points. */
enum { BELOW_TITLES = 14, ABOVE_CAPTION = 12 };

/* A caption has the more lines the shorter they are. */
enum { MOST_TITLE_LINES = 3, MOST_CAPTION_LINES = 16, CAPTION_WIDTH = 478 };

/* Longer lines are hard to read; a text may have CT_TEXT_POINTS at most. */
enum { LONGEST_LINE = 640 };

static size_t caption_lines(double width)
{
    return (size_t)ceil(MOST_CAPTION_LINES * fmax(1, CAPTION_WIDTH / width));
}

/* Writes lines one below the other from `top`; returns where they end. */
static double write_lines(struct ct_script *s, const struct ct_lines *l,
                          double top, const struct ct_text_style *style)
{
    double step = style->size * LEADING;
    for (size_t i = 0; i < l->n; i++)
        ct_script_text(s, CT_MARGIN, top - ((double)i + 0.5) * step, l->line[i],
                       style);
    return top - (double)l->n * step;
}

static double lines_height(const struct ct_lines *l, double size)
{
    return (double)l->n * size * LEADING;
}

struct ct_rect ct_frame_draw(struct ct_script *s, const struct ct_frame *f,
                             double body, double least)
{
    static const struct ct_text_style title = {CT_TITLE_SIZE, true, CT_LEFT,
                                               ct_ink},
                                      subtitle = {CT_SUBTITLE_SIZE, false,
                                                  CT_LEFT, ct_ink_soft},
                                      caption = {CT_SMALL_SIZE, false, CT_LEFT,
                                                 ct_ink_soft};
    double width = fmin(s->width - 2 * CT_MARGIN, LONGEST_LINE);
    struct ct_lines t =
        ct_text_wrap(f->title, width, title.size, true, MOST_TITLE_LINES);
    struct ct_lines u = ct_text_wrap(f->subtitle, width, subtitle.size, false,
                                     MOST_TITLE_LINES);
    struct ct_lines c = ct_text_wrap(f->caption, width, caption.size, false,
                                     caption_lines(width));
    double below = CT_MARGIN - 4 + lines_height(&c, caption.size);
    double around = CT_MARGIN - 4 + lines_height(&t, title.size) +
                    lines_height(&u, subtitle.size) + BELOW_TITLES +
                    ABOVE_CAPTION + below;
    if (s->height == 0)
        s->height = ceil(around + body);
    s->height = fmax(s->height, ceil(around + least));
    double top = write_lines(s, &t, s->height - CT_MARGIN + 4, &title);
    top = write_lines(s, &u, top, &subtitle);
    write_lines(s, &c, below, &caption);
    ct_lines_clear(&t);
    ct_lines_clear(&u);
    ct_lines_clear(&c);
    return (struct ct_rect){CT_MARGIN, below + ABOVE_CAPTION,
                            s->width - CT_MARGIN, top - BELOW_TITLES};
}
