/* SPDX-License-Identifier: GPL-3.0-or-later
 * Axes in round numbers. */
#include "config.h"

#include "plot/axis.h"

#include "plot/lang.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Room beyond the data, as a share of their range. */
#define HEADROOM 0.03

/* What is smaller has no steps of 1, 2 and 5 times a power of ten, and is 0 to
 * the eye. */
#define LEAST 1e-290

/* Years at the ends of an axis stand closer than others, as a share of their
 * distance. */
#define CLOSE 0.75

static double seen(double x)
{
    return fabs(x) < LEAST ? 0 : x;
}

/* The step of 1, 2 or 5 times a power of ten that is nearest to x. */
static double round_step(double x, int *decimals)
{
    static const double steps[] = {1, 2, 5, 10};
    int power = (int)floor(log10(x)), i = 0;
    double base = pow(10, power);
    while (i < 3 && sqrt(steps[i] * steps[i + 1]) * base < x)
        i++;
    if (i == 3)
        power++;
    *decimals = power < 0 ? -power : 0;
    return steps[i] * base;
}

struct ct_axis ct_axis_linear(double low, double high, bool from_zero,
                              int wanted)
{
    struct ct_axis a = {0};
    low = seen(low);
    high = seen(high);
    if (from_zero && low >= 0)
        low = 0;
    if (from_zero && high <= 0)
        high = 0;
    if (high <= low) {
        double room = low == 0 ? 1 : fabs(low) * 0.1;
        high = low + room;
        low = from_zero && low >= 0 ? low : low - room;
    }
    double step = round_step((high - low) / wanted, &a.decimals);
    double room = (high - low) * HEADROOM;
    long first = lround(ceil(low / step - 1e-9));
    long last = lround(floor(high / step + 1e-9));
    /* Data far beyond the outermost tick get one more. */
    first -= (double)first * step - low > step / 2;
    last += high - (double)last * step > step / 2;
    a.min = fmin((double)first * step, low == 0 ? 0 : low - room);
    a.max = fmax((double)last * step, high == 0 ? 0 : high + room);
    for (long i = first; i <= last && a.n < CT_MAX_TICKS; i++)
        a.tick[a.n++] = (double)i * step;
    return a;
}

/* Adds the ticks m * 10^power of the axis that are within its range. */
static void add_log_tick(struct ct_axis *a, double m, int power)
{
    double x = m * pow(10, power);
    if (x >= a->min * (1 - 1e-9) && x <= a->max * (1 + 1e-9) &&
        a->n < CT_MAX_TICKS)
        a->tick[a->n++] = x;
}

/* The neighbour of x among 1, 2, 5 times powers of ten, below or above. */
static double log_neighbour(double x, bool above)
{
    static const double steps[] = {1, 2, 5, 10};
    double base = pow(10, floor(log10(x)));
    int i = above ? 0 : 3;
    while (above && i < 3 && steps[i] * base < x * (1 - 1e-9))
        i++;
    while (!above && i > 0 && steps[i] * base > x * (1 + 1e-9))
        i--;
    return steps[i] * base;
}

struct ct_axis ct_axis_log(double low, double high)
{
    struct ct_axis a = {.is_log = true};
    a.min = log_neighbour(low, false);
    a.max = log_neighbour(high, true);
    if (a.max <= a.min)
        a.max = log_neighbour(a.min * 1.5, true);
    int from = (int)floor(log10(a.min) + 1e-9);
    int to = (int)ceil(log10(a.max) - 1e-9);
    int every = (to - from) / 8 + 1;
    for (int p = from; p <= to; p += every) {
        add_log_tick(&a, 1, p);
        if (to - from <= 3) {
            add_log_tick(&a, 2, p);
            add_log_tick(&a, 5, p);
        }
    }
    a.decimals = -1;
    return a;
}

struct ct_axis ct_axis_years(double low, double high, double width,
                             double apart)
{
    static const long steps[] = {1, 2, 5, 10, 20, 50, 100, 500, 1000, 10000};
    struct ct_axis a = {.min = low, .max = high};
    if (high - low < 1e-9) {
        a.min = low - 0.5;
        a.max = low + 0.5;
    }
    double per_year = width / (a.max - a.min);
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof *steps &&
           per_year * (double)steps[i] < apart)
        i++;
    long first = lround(ceil(low - 1e-9)), last = lround(floor(high + 1e-9));
    if (first > last)
        return a;
    a.tick[a.n++] = (double)first;
    for (long y = (first / steps[i] + 1) * steps[i];
         y < last && a.n < CT_MAX_TICKS - 1; y += steps[i])
        if (per_year * (double)(y - first) >= apart * CLOSE &&
            per_year * (double)(last - y) >= apart * CLOSE)
            a.tick[a.n++] = (double)y;
    if (last > first && per_year * (double)(last - first) >= apart * CLOSE)
        a.tick[a.n++] = (double)last;
    return a;
}

double ct_axis_place(const struct ct_axis *a, double value, double from,
                     double to)
{
    double share = a->is_log ? log(value / a->min) / log(a->max / a->min)
                             : (value - a->min) / (a->max - a->min);
    return from + share * (to - from);
}

void ct_people_number(double x, int decimals, char *out)
{
    ct_lang_number(CT_LANG_EN, x, decimals, out);
}

void ct_axis_label(const struct ct_axis *a, size_t tick, char *out)
{
    double x = a->tick[tick], most = fmax(fabs(a->min), fabs(a->max));
    int decimals = a->decimals;
    const char *unit = "";
    if (most >= 1e10 && !a->is_log) {
        x /= 1e9;
        unit = " billion";
    } else if (most >= 1e7 && !a->is_log) {
        x /= 1e6;
        unit = " million";
    }
    if (*unit)
        decimals = x == floor(x) ? 0 : x * 10 == floor(x * 10) ? 1 : 2;
    if (a->is_log && fabs(x) < 1)
        decimals = (int)ceil(-log10(fabs(x)) - 1e-9);
    ct_lang_number(a->lang, x, decimals < 0 ? 0 : decimals, out);
    if (x != 0)
        strcat(out, ct_lang_say(a->lang, unit));
}
