/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of a population that make up a whole: sexes, ages. */
#ifndef CT_TILE_H
#define CT_TILE_H

#include <stddef.h>

/* One part: its codes and the number of residents. */
struct ct_tile {
    const char *sex, *age;
    double value;
};

/* Finds among n parts those that make up (sex, age) exactly: the part itself,
 * else ages without gap or overlap, else for sex `_T` all sexes (F and M, with
 * _O and _U where there are any), each by itself or by ages. An age _U counts
 * into `_T`. Of several ways the one with the widest bands first is taken.
 * Writes their numbers to chosen (room for n) and returns how many; 0 if there
 * is no such set. */
size_t ct_tile_find(const struct ct_tile *parts, size_t n,
                    const struct ct_tile *wanted, size_t *chosen);

#endif
