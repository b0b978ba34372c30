/* SPDX-License-Identifier: GPL-3.0-or-later
 * The value before a break: where a series begins anew on another definition,
 * what the old one had for the same period (SDMX's OBS_PRE_BREAK: the
 * observation at the period of the break by the old method). Make, ask, clear.
 */
#ifndef CT_PRE_BREAK_H
#define CT_PRE_BREAK_H

#include "lib/panel.h"

/* Of each series the next one with the same key but for `definition`, in a
 * ring; NULL where the panel has one definition only. */
struct ct_pre_breaks {
    const struct ct_panel *panel;
    uint32_t *next;
};

/* Looks for series that differ in nothing but their definition; the panel must
 * outlive them. */
void ct_pre_breaks_make(struct ct_pre_breaks *b, const struct ct_panel *p);

/* The value on the old basis of an observation that is a break (status B) and
 * the first number of its series: that of the one other definition which has a
 * number for this period and others before it. NaN where there is none or more
 * than one. */
double ct_pre_break(const struct ct_pre_breaks *b, size_t series, size_t obs);

/* Frees what it holds. */
void ct_pre_breaks_clear(struct ct_pre_breaks *b);

#endif
