/* SPDX-License-Identifier: GPL-3.0-or-later
 * Breaks in series, drawn between the last period on the old basis and the
 * first on the new one. */
#include "config.h"

#include "plot/figure.h"
#include "plot/lang.h"

#include <math.h>

/* Half the length of a mark across one line; the space a word needs. */
enum { HALF_MARK = 7, WORD_WIDTH = 32, WORD_ABOVE = 6 };

static const struct ct_stroke upright = {0.75, "#7a7a7a", "(6,4)", true};

/* The next point after i that has a break before it, and the value before it;
 * false if there is none. */
static bool next_break(const struct ct_line *l, size_t *i,
                       const struct ct_point **a, const struct ct_point **b)
{
    while (++*i < l->n)
        if (l->point[*i].after_break) {
            size_t j = *i - 1;
            while (isnan(l->point[j].value))
                j--;
            *a = &l->point[j];
            *b = &l->point[*i];
            return true;
        }
    return false;
}

/* Whether a line has a break between the same two periods. */
static bool has_break(const struct ct_line *l, const struct ct_point *from,
                      const struct ct_point *to)
{
    const struct ct_point *a, *b;
    for (size_t i = l->first; next_break(l, &i, &a, &b);)
        if (a->ordinal == from->ordinal && b->ordinal == to->ordinal)
            return true;
    return false;
}

static bool is_common(const struct ct_chart *c, const struct ct_point *a,
                      const struct ct_point *b)
{
    for (size_t k = 0; k < c->n; k++)
        if (!has_break(&c->line[k], a, b))
            return false;
    return true;
}

/* Through the whole height, with the word where there is room for it. */
static void mark_all(struct ct_script *s, const struct ct_place *p, double x,
                     double *last_word)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink_soft};
    ct_script_stroke(s, x, p->r.bottom, x, p->r.top, &upright);
    if (x - *last_word < WORD_WIDTH)
        return;
    ct_script_text(s, x, p->r.top + WORD_ABOVE, ct_lang_say(p->y.lang, "break"),
                   &style);
    *last_word = x;
}

void ct_draw_breaks(struct ct_script *s, const struct ct_chart *c,
                    const struct ct_place *place,
                    const struct ct_look *const *looks, bool word)
{
    const struct ct_point *a, *b;
    const struct ct_rect *r = &place->r;
    double last_word = word ? -HUGE_VAL : HUGE_VAL;
    for (size_t k = 0; k < c->n; k++) {
        const struct ct_line *l = &c->line[k];
        if (!looks[k])
            continue;
        for (size_t i = l->first; next_break(l, &i, &a, &b);) {
            double x =
                ct_axis_place(&place->x, (a->x + b->x) / 2, r->left, r->right);
            bool common = is_common(c, a, b);
            if (common && k == 0)
                mark_all(s, place, x, &last_word);
            if (common)
                continue;
            struct ct_stroke own = {1, looks[k]->text, "", true};
            double y1 = ct_axis_place(&place->y, a->value, r->bottom, r->top);
            double y2 = ct_axis_place(&place->y, b->value, r->bottom, r->top);
            double top = fmax(y1, y2) + HALF_MARK;
            double bottom = fmin(y1, y2) - HALF_MARK;
            ct_script_stroke(s, x, fmax(bottom, r->bottom), x,
                             fmin(top, r->top), &own);
        }
    }
}
