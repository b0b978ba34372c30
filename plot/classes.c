/* SPDX-License-Identifier: GPL-3.0-or-later
 * Classes between round numbers. */
#include "config.h"

#include "plot/classes.h"

#include "plot/axis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How much higher than the middle value the highest is when equal steps would
 * put most values into one class. */
enum { SKEWED = 4 };

/* Colours at equal distances. */
static const unsigned one_sign[] = {0xfde725, 0xaddc30, 0x5ec962,
                                    0x28ae80, 0x21918c, 0x2c728e,
                                    0x3b528b, 0x472d7b, 0x440154};
static const unsigned two_signs[] = {0x2166ac, 0x67a9cf, 0xd1e5f0, 0xf7f7f7,
                                     0xfddbc7, 0xef8a62, 0xb2182b};

/* The colour at share 0..1 of a row of n. */
static void mix(const unsigned *row, size_t n, double share, char *out)
{
    double at = fmin(fmax(share, 0), 1) * (double)(n - 1);
    size_t i = at >= (double)(n - 1) ? n - 2 : (size_t)at;
    unsigned rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        double a = row[i] >> shift & 255, b = row[i + 1] >> shift & 255;
        rgb = rgb << 8 | (unsigned)lround(a + (b - a) * (at - (double)i));
    }
    snprintf(out, 8, "#%06x", rgb);
}

void ct_classes_light_to_dark(struct ct_classes *c)
{
    for (size_t i = 0; i < c->n; i++)
        mix(one_sign, 9, c->n > 1 ? (double)i / (double)(c->n - 1) : 0.4,
            c->colour[i]);
}

static void set_colours(struct ct_classes *c)
{
    double low = c->edge[0], high = c->edge[c->n];
    double reach = fmax(fabs(low), fabs(high));
    if (low >= 0 || high <= 0) {
        ct_classes_light_to_dark(c);
        return;
    }
    for (size_t i = 0; i < c->n; i++) {
        double middle = (c->edge[i] + c->edge[i + 1]) / 2;
        mix(two_signs, 7,
            0.5 + copysign(sqrt(fabs(middle) / reach), middle) / 2,
            c->colour[i]);
    }
}

/* Equal steps from below the lowest to above the highest value. */
static void equal_steps(struct ct_classes *c, double low, double high)
{
    double step, first;
    int wanted = 6;
    do {
        struct ct_axis a =
            ct_axis_linear(low, high, low >= 0 && low <= high / 2, wanted--);
        step = a.n > 1 ? a.tick[1] - a.tick[0] : a.max - a.min;
        first = a.n > 0 ? a.tick[0] : a.min;
        if (first > low + step * 1e-9)
            first -= step;
        c->n = (size_t)fmax(1, ceil((high - first) / step - 1e-9));
    } while (c->n > CT_MOST_CLASSES);
    for (size_t i = 0; i <= c->n; i++)
        c->edge[i] = first + (double)i * step;
}

/* Steps of 1, 2, 5, 10 down from above the highest value to `small`, or as
 * many as there may be; the first class begins at 0 if lower values are there.
 */
static void growing_steps(struct ct_classes *c, double low, double small,
                          double high)
{
    static const double steps[] = {1, 2, 5};
    double edges[CT_MOST_CLASSES + 1];
    size_t n = 0;
    int at = 3 * (int)ceil(log10(high) + 1e-9);
    while (steps[(at + 2) % 3] * pow(10, floor((at - 1) / 3.0)) >= high)
        at--;
    for (; n < CT_MOST_CLASSES; at--) {
        int k = (at % 3 + 3) % 3;
        edges[n++] = steps[k] * pow(10, floor(at / 3.0));
        if (edges[n - 1] <= small)
            break;
    }
    if (edges[n - 1] > low)
        edges[n - 1] = 0;
    c->n = n - 1;
    for (size_t i = 0; i < n; i++)
        c->edge[i] = edges[n - 1 - i];
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

struct ct_classes ct_classes_make(double *values, size_t n, bool is_log)
{
    struct ct_classes c = {0};
    qsort(values, n, sizeof *values, by_size);
    double low = values[0], middle = values[n / 2], high = values[n - 1];
    size_t zeros = 0;
    while (zeros + 1 < n && values[zeros] <= 0)
        zeros++;
    double small = values[zeros + (n - zeros) / 20];
    bool is_skewed = middle > 0 ? high > SKEWED * middle : high > 0;
    if (low >= 0 && high > 0 && (is_log || is_skewed))
        growing_steps(&c, low, small, high);
    else
        equal_steps(&c, low, high);
    set_colours(&c);
    return c;
}

size_t ct_classes_find(const struct ct_classes *c, double value)
{
    size_t i = 0;
    while (i + 1 < c->n && value >= c->edge[i + 1])
        i++;
    return i;
}
