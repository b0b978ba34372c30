/* SPDX-License-Identifier: GPL-3.0-or-later
 * Area codes by their form; used by lib/codes.c. ct_area_kind() is in
 * lib/codes.h. */
#ifndef CT_AREA_H
#define CT_AREA_H

#include "lib/buffer.h"
#include "lib/code_list.h"
#include "lib/codes.h"

#include <stdbool.h>

/* The number of the listed country that a part (`US-AL`) or an own code
 * (`USA:Alabama`) belongs to by its form, or CT_NO_CODE. */
uint32_t ct_area_country(const struct ct_code_list *areas, const char *code);

/* The codes that an unknown area may be a misspelling of: the listed parts of
 * its country, else all that are no parts. Returns how many; *first is the
 * number of the first. The list has its parts last, country by country. */
size_t ct_area_rivals(const struct ct_code_list *areas, const char *code,
                      size_t *first);

/* Whether a code not listed may stand: an own code of a listed country, or a
 * part of a country whose parts the list does not have. */
bool ct_area_form(const struct ct_code_list *areas, const char *code);

/* Whether a code is `ISO3:` of a listed country and one or more characters
 * that may stand in a code, no further colon. */
bool ct_area_own(const struct ct_code_list *areas, const char *code);

/* ct_codes_area_as() for a list. */
void ct_area_as(const struct ct_code_list *areas, const char *code,
                enum ct_area_codes codes, struct ct_buffer *out);

#endif
