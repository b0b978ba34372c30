/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values in classes between round numbers, each with its colour. */
#ifndef CT_CLASSES_H
#define CT_CLASSES_H

#include <stdbool.h>
#include <stddef.h>

enum { CT_MOST_CLASSES = 9 };

/* n classes: class i holds edge[i] <= value < edge[i + 1], the last one its
 * upper edge too. */
struct ct_classes {
    size_t n;
    double edge[CT_MOST_CLASSES + 1];
    char colour[CT_MOST_CLASSES][8]; /* #rrggbb */
};

/* Classes for n values (at least one; sorted by the call): equal steps, or
 * steps of 1, 2, 5, 10 when most values are small against the highest or
 * is_log. The colours run from light to dark (viridis, turned); where values
 * have both signs, from blue over white to red. */
struct ct_classes ct_classes_make(double *values, size_t n, bool is_log);

/* Colours from light to dark where there are both signs, too: without colours,
 * blue and red are the same. */
void ct_classes_light_to_dark(struct ct_classes *c);

/* The class of a value. */
size_t ct_classes_find(const struct ct_classes *c, double value);

#endif
