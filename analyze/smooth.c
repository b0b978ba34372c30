/* SPDX-License-Identifier: GPL-3.0-or-later
 * smooth: moving averages. */
#include "config.h"

#include "analyze/cut.h"
#include "analyze/method.h"
#include "lib/status.h"

#include <math.h>

enum { CENTRED, TRAILING };

struct smooth_options {
    int window, align;
};

static const struct smooth_options defaults = {3, CENTRED};

static const struct ct_option options[] = {
    {"window", 0, "K", CT_OPTION_INT, offsetof(struct smooth_options, window),
     NULL, 1, 1000, "number of periods averaged (default 3)"},
    {"align", 0, "WHERE", CT_OPTION_CHOICE,
     offsetof(struct smooth_options, align), "centred|trailing", 0, 0,
     "whether the window lies around a period or ends with it (default "
     "centred)"},
    {0}};

/* A window: rows before and after the one it is for; with half_ends the first
 * and the last weigh 1/2. */
struct window {
    size_t before, after;
    bool half_ends;
};

static struct window make_window(const struct smooth_options *o)
{
    size_t k = (size_t)o->window;
    if (o->align == TRAILING)
        return (struct window){k - 1, 0, false};
    return (struct window){k / 2, k / 2, k % 2 == 0};
}

/* The average around row i: NaN where a period is missing or a break lies
 * within the window. */
static double average(const struct ct_series *s, size_t i,
                      const struct window *w)
{
    if (i < w->before || i + w->after >= s->n)
        return NAN;
    size_t from = i - w->before, to = i + w->after;
    if ((size_t)(s->ordinal[to] - s->ordinal[from]) != to - from ||
        ct_series_broken(s, from, to))
        return NAN;
    double sum = 0;
    for (size_t k = from; k <= to; k++)
        sum += w->half_ends && (k == from || k == to) ? s->value[k] / 2
                                                      : s->value[k];
    return sum / (double)(to - from + !w->half_ends);
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    (void)common;
    (void)err;
    struct window w = make_window(user);
    for (size_t i = 0; i < s->n; i++) {
        struct ct_obs o = ct_obs_empty;
        o.time = s->time[i];
        o.status = s->status[i];
        o.x[CT_VALUE] = average(s, i, &w);
        o.x[CT_OBSERVED] = s->value[i];
        ct_output_obs(out, &o);
        if (isnan(o.x[CT_VALUE]) && !isnan(s->value[i]))
            ct_output_note(out, "no average where the window leaves the "
                                "series, or has a gap or a break in it");
    }
    return 0;
}

const struct ct_method ct_method_smooth;
const struct ct_method ct_method_smooth = {
    .name = "smooth",
    .title = "moving averages",
    .formula = "mean of the values of --window periods",
    .text = "The mean of --window periods: around each period (centred), or "
            "up to it\n(trailing). A centred window of even length K has K + "
            "1 periods, the first and\nthe last with half the weight. Where a "
            "period of the window is missing or a\nbreak lies in it, there is "
            "no average.",
    .input = CT_INPUT_ANY,
    .makes_panel = true,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run};
