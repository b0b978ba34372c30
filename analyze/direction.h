/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words for which way a series goes. */
#ifndef CT_DIRECTION_H
#define CT_DIRECTION_H

/* "increase" for 1, "decrease" for -1, "no clear change" for 0. */
const char *ct_direction_word(int direction);

#endif
