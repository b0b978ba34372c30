/* SPDX-License-Identifier: GPL-3.0-or-later
 * Code lists: which codes there are, what they are called, what is part of
 * what. Read once from datasets/codelists; constant afterwards.
 *
 * Lists by dimension: area (countries, parts of ISO 3166-2, groups),
 * offence (ICCS), measure, sex, age, unit, freq; _T _U _Z in all of them.
 * counterpart and citizenship have the labels of area, unchecked. May be used
 * from several threads. */
#ifndef CT_CODES_H
#define CT_CODES_H

#include "lib/buffer.h"
#include "lib/error.h"
#include "lib/panel.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The dimensions and the attributes the program knows by name (DESIGN.md 2),
 * NULL at the end. */
extern const char *const ct_dimension_names[];
extern const char *const ct_attribute_names[];

struct ct_codes;

/* Reads the lists in `folder`. Returns a new object, or NULL with *err. Free
 * with ct_codes_destroy(). */
struct ct_codes *ct_codes_read(const char *folder, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees; NULL is fine. */
void ct_codes_destroy(struct ct_codes *c);

/* Whether a code may stand in a dimension: in its list, or of a form the list
 * allows (`USA:Alabama`; `BM-HA`, as no parts of BMU are listed; `020112`, as
 * 0201 is listed; `Y15T24`, `Y_GE65`; `RATE_1000`). Dimensions without a list
 * take any code of the characters ct_code_character() permits. */
bool ct_codes_valid(const struct ct_codes *c, const char *dimension,
                    const char *code);

/* Whether a Unicode character may stand in a code: letters, marks and digits
 * of any script, `_ - . :`. */
bool ct_code_character(uint32_t c);

/* Whether a text is valid UTF-8 of one or more such characters. */
bool ct_code_text(const char *text);

/* The code's label in English (ages and rates: made from the code's form), or
 * NULL. Borrowed. */
const char *ct_codes_label(const struct ct_codes *c, const char *dimension,
                           const char *code);

/* The short name where one is better on a figure ("United States"), else the
 * label, or NULL. Borrowed. */
const char *ct_codes_short(const struct ct_codes *c, const char *dimension,
                           const char *code);

/* The known code that may have been meant: of that name (`Germany`), of that
 * two-letter or former code (`ROM`), or nearest in spelling; an age by its
 * words (`65+`); NULL if none is near. Borrowed. */
const char *ct_codes_near(const struct ct_codes *c, const char *dimension,
                          const char *code);

/* Whether `code` is `ancestor` or below it: ICCS by its digits, areas by
 * membership of groups (`M49:150` holds DEU) and parts (USA holds US-AL). */
bool ct_codes_below(const struct ct_codes *c, const char *dimension,
                    const char *code, const char *ancestor);

/* What kind of area a code is. */
enum ct_area_kind {
    CT_AREA_COUNTRY, /* ISO 3166-1 alpha-3, XKX */
    CT_AREA_PART,    /* ISO 3166-2 */
    CT_AREA_OWN,     /* ISO3:code */
    CT_AREA_GROUP,   /* M49:..., EU27_2020 */
    CT_AREA_OTHER    /* _T, _U, _Z */
};

/* The kind of a code, by its form. */
enum ct_area_kind ct_area_kind(const char *code);

/* Which codes an area is written with for others. */
enum ct_area_codes {
    CT_AREA_ISO3,    /* ours: ISO 3166-1 alpha-3 */
    CT_AREA_ISO2,    /* ISO 3166-1 alpha-2 */
    CT_AREA_M49,     /* UN M49, groups too */
    CT_AREA_EUROSTAT /* alpha-2 but EL and UK */
};

/* Appends the code of an area in such codes: of a country's own part
 * (`USA:Alabama`) the country's, the part as it is; a code that has none there
 * as it is. c may be NULL: all as they are. */
void ct_codes_area_as(const struct ct_codes *c, const char *code,
                      enum ct_area_codes codes, struct ct_buffer *out);

/* An age code as years from..to, to included (INT_MAX when open): Y15T24,
 * Y_LT18, Y_GE65, Y7, _T is 0..INT_MAX. Returns false for _U and what is no
 * age. */
bool ct_age_range(const char *code, int *from, int *to);

/* The number of residents a unit of rates is for: 100000 for RATE_100K, 1000
 * for RATE_1000; NaN if it is no rate. */
double ct_unit_per(const char *unit);

/* Writes the code of the ages from..to (to = INT_MAX: open) in its one form,
 * `_T` for all; out has room for size bytes. */
void ct_age_code(int from, int to, char *out, size_t size);

/* The codes right below a code of a list, `_T`: those below none; writes up to
 * max pointers, returns how many there are. Borrowed. */
size_t ct_codes_children(const struct ct_codes *c, const char *dimension,
                         const char *code, const char **out, size_t max);

/* All codes of a dimension's list in the list's order: writes up to max
 * pointers, returns how many there are. Borrowed. */
size_t ct_codes_all(const struct ct_codes *c, const char *dimension,
                    const char **out, size_t max);

#endif
