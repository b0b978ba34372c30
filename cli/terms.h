/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words of a text as they are compared: small letters, British and American
 * spelling alike, endings cut off, so that "Standardized" finds
 * "standardisation". */
#ifndef CT_TERMS_H
#define CT_TERMS_H

#include <stdbool.h>

enum { CT_TERM_SIZE = 48 };

/* Puts the next word of *text (letters and digits; all that is not ASCII is
 * taken as letters) into out and moves *text behind it; longer words are cut.
 * Returns false at the end. */
bool ct_term_word(const char **text, char out[CT_TERM_SIZE]);

/* The same in the form in which words are compared. */
bool ct_term_next(const char **text, char out[CT_TERM_SIZE]);

/* How a term stands in a text. */
enum ct_term_found {
    CT_TERM_ABSENT,
    CT_TERM_BEGINS, /* a word of the text begins with it; four letters or more
                     */
    CT_TERM_WORD,   /* it is a word of the text */
    CT_TERM_WHOLE   /* it is the text */
};
enum ct_term_found ct_term_find(const char *text, const char *term);

/* Whether the text has the words of a phrase, one after another. */
bool ct_term_phrase(const char *text, const char *phrase);

#endif
