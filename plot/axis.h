/* SPDX-License-Identifier: GPL-3.0-or-later
 * Axes: the range that takes in the data, the ticks in round numbers, the
 * place of a value, and numbers as people read them. */
#ifndef CT_AXIS_H
#define CT_AXIS_H

#include <stdbool.h>
#include <stddef.h>

enum { CT_MAX_TICKS = 40 };

struct ct_axis {
    double min, max;
    bool is_log;
    size_t n;
    double tick[CT_MAX_TICKS];
    int decimals; /* of the ticks */
    int lang;     /* of their numbers (plot/lang.h) */
};

/* An axis over low..high (equal ones are set apart) and a little room, with
 * about `wanted` ticks in steps of 1, 2 or 5; it takes in 0 where that is
 * asked for. */
struct ct_axis ct_axis_linear(double low, double high, bool from_zero,
                              int wanted);

/* A logarithmic axis; low > 0. Ticks at 1, 2, 5 of each decade, fewer where
 * the range is long. */
struct ct_axis ct_axis_log(double low, double high);

/* An axis of years: the range is low..high as it is (a single one gets room),
 * ticks at the first and the last whole year and at round years between, about
 * `apart` points from each other on `width` points. */
struct ct_axis ct_axis_years(double low, double high, double width,
                             double apart);

/* Where a value is between two places on the page. */
double ct_axis_place(const struct ct_axis *a, double value, double from,
                     double to);

enum { CT_PEOPLE_MAX = 512 };

/* A number for people: thousands apart, a true minus, "" for NaN; out has room
 * for CT_PEOPLE_MAX bytes. */
void ct_people_number(double x, int decimals, char *out);

/* A tick; from ten million on in millions or billions. */
void ct_axis_label(const struct ct_axis *a, size_t tick, char *out);

#endif
