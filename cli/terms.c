/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words of a text as they are compared. Endings are cut by a list: a stemmer
 * for a few hundred words would be more than the words. */
#include "config.h"

#include "cli/terms.h"

#include <stddef.h>
#include <string.h>

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

bool ct_term_word(const char **text, char out[CT_TERM_SIZE])
{
    const char *s = *text;
    size_t n = 0;
    while (*s && !in_word(*s))
        s++;
    for (; in_word(*s); s++)
        if (n + 1 < CT_TERM_SIZE)
            out[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
    out[n] = '\0';
    *text = s;
    return n > 0;
}

/* The shortest word that is left when an ending goes. */
enum { STEM_MIN = 4 };

static bool cut_ending(char *word)
{
    static const char *const endings[] = {"ation", "ing", "ity", "ed", "es",
                                          "ly",    "al",  "s",   "e",  NULL};
    size_t n = strlen(word);
    for (int i = 0; endings[i]; i++) {
        size_t end = strlen(endings[i]);
        if (n >= end + STEM_MIN && strcmp(word + n - end, endings[i]) == 0) {
            word[n - end] = '\0';
            return true;
        }
    }
    return false;
}

/* standardize, behavior, center: as standardise, behaviour, centre. */
static void one_spelling(char *word)
{
    char *to = word;
    for (const char *c = word; *c; c++) {
        if (c[0] == 'o' && c[1] == 'u' && c[2] == 'r') {
            *to++ = *c++;
            continue;
        }
        *to++ = *c == 'z' ? 's' : *c;
    }
    *to = '\0';
    size_t n = strlen(word);
    if (n > STEM_MIN && strcmp(word + n - 3, "tre") == 0)
        memcpy(word + n - 2, "er", 2);
}

bool ct_term_next(const char **text, char out[CT_TERM_SIZE])
{
    if (!ct_term_word(text, out))
        return false;
    one_spelling(out);
    while (cut_ending(out))
        ;
    return true;
}

enum ct_term_found ct_term_find(const char *text, const char *term)
{
    enum ct_term_found found = CT_TERM_ABSENT;
    char word[CT_TERM_SIZE];
    size_t n = strlen(term);
    int words = 0;
    for (; ct_term_next(&text, word); words++) {
        if (strcmp(word, term) == 0)
            found = CT_TERM_WORD;
        else if (found < CT_TERM_BEGINS && n >= STEM_MIN &&
                 strncmp(word, term, n) == 0)
            found = CT_TERM_BEGINS;
    }
    return found == CT_TERM_WORD && words == 1 ? CT_TERM_WHOLE : found;
}

/* Whether the text begins with the words of the phrase. */
static bool begins(const char *text, const char *phrase)
{
    char a[CT_TERM_SIZE], b[CT_TERM_SIZE];
    while (ct_term_next(&phrase, b))
        if (!ct_term_next(&text, a) || strcmp(a, b) != 0)
            return false;
    return true;
}

bool ct_term_phrase(const char *text, const char *phrase)
{
    char word[CT_TERM_SIZE];
    for (const char *s = text; *s;) {
        if (begins(s, phrase))
            return true;
        if (!ct_term_next(&s, word))
            break;
    }
    return false;
}
