/* SPDX-License-Identifier: GPL-3.0-or-later
 * Command lines as text: split into words as a shell does, and put together
 * again. */
#ifndef CT_CLI_WORDS_H
#define CT_CLI_WORDS_H

#include "lib/buffer.h"
#include "lib/error.h"

/* Splits a command line at blanks; '...', "..." and \ quote as in a shell,
 * nothing is expanded. Returns the number of words, or -1 with CT_EUSAGE for a
 * quote that is not closed. The caller frees the words and the array. */
int ct_words_split(const char *text, char ***words, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Appends a word, quoted for a shell where that is needed. */
void ct_word_quote(struct ct_buffer *out, const char *word);

#endif
