/* SPDX-License-Identifier: GPL-3.0-or-later
 * The residents that a panel says or implies: its series of population, and
 * where there are counts beside their rates, count / rate. */
#ifndef CT_IMPLIED_H
#define CT_IMPLIED_H

#include "lib/panel.h"

/* Zero-initialise, learn, ask, clear. Residents are told apart by area, sex,
 * age, citizenship, agency, group and year; `by` is the count they follow from,
 * INFINITY if they are said. */
struct ct_implied {
    struct ct_dict keys;
    size_t capacity;
    struct ct_residents_found {
        double number, by;
    } * found;
};

/* Learns from all series of a panel: of annual rates and counts, those with the
 * greatest count say it most exactly (a rate is rounded). */
void ct_implied_learn(struct ct_implied *m, const struct ct_panel *p);

/* The residents of a series at a time; NaN where they are not known. */
double ct_implied_find(const struct ct_implied *m, const struct ct_panel *p,
                       size_t series, int32_t time);

/* Frees what it holds. */
void ct_implied_clear(struct ct_implied *m);

#endif
