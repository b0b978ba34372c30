/* SPDX-License-Identifier: GPL-3.0-or-later
 * The language of a figure: fixed words and the form of numbers. Words are
 * looked up by the English ones, which stand where they are used; what the
 * table (words.def) does not have, as names and notes of the data, stays as it
 * is. */
#ifndef CT_LANG_H
#define CT_LANG_H

#include <stddef.h>

/* The words of --lang, in the order of their numbers. */
#define CT_LANGS "en|fr|es"
enum { CT_LANG_EN, CT_LANG_FR, CT_LANG_ES, CT_N_LANGS };

/* A row of the table: the same words in each language. */
struct ct_words_row {
    const char *in[CT_N_LANGS];
};

/* Row i of the table, NULL behind the last. */
const struct ct_words_row *ct_lang_row(size_t i);

/* The words in a language; English ones that the table does not have are
 * returned. Formats take the same values in the same order in all. */
const char *ct_lang_say(int lang, const char *english)
    __attribute__((format_arg(2)));

/* A number for people: thousands apart, a true minus, "" for NaN; out has room
 * for CT_PEOPLE_MAX bytes. French and Spanish have a decimal comma and thin
 * spaces, Spanish none in four digits. */
void ct_lang_number(int lang, double x, int decimals, char *out);

#endif
