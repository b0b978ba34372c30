/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows of a carrier as text, for tests. */
#ifndef CT_CUBE_ROWS_H
#define CT_CUBE_ROWS_H

#include "collect/carrier.h"
#include "tests/unit.h"

/* What a carrier makes of `text`: each row its line, `:`, its cells with `|`
 * between them, a line end; above the rows of a table `[NAME]`; and in the end,
 * where it failed, `! LINE: message`. To be freed. */
char *cube_rows(const char *carrier, const struct ct_carrier_settings *s,
                const char *text);

/* Checks that without settings. */
void cube_is(const char *carrier, const char *text, const char *want);

/* Checks that reading fails with a message that has `word` in it. */
void cube_fails(const char *carrier, const char *text, const char *word);

#endif
