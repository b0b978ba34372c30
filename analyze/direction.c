/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words for which way a series goes. */
#include "config.h"

#include "analyze/direction.h"

const char *ct_direction_word(int direction)
{
    if (direction == 0)
        return "no clear change";
    return direction > 0 ? "increase" : "decrease";
}
