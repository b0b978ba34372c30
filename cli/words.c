/* SPDX-License-Identifier: GPL-3.0-or-later
 * Command lines split into words, and quoted. */
#include "config.h"

#include "cli/words.h"

#include "lib/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Appends what stands up to the closing quote; returns what follows it, or
 * NULL when it is not there. */
static const char *quoted(const char *s, char mark, struct ct_buffer *word)
{
    for (s++; *s && *s != mark; s++) {
        bool escaped = mark == '"' && *s == '\\' && strchr("\\\"", s[1]);
        if (escaped && s[1])
            s++;
        ct_buffer_byte(word, *s);
    }
    return *s ? s + 1 : NULL;
}

/* Appends one word; returns what follows it, or NULL for an open quote. */
static const char *one_word(const char *s, struct ct_buffer *word)
{
    ct_buffer_text(word, "");
    while (s && *s && !strchr(" \t\n", *s)) {
        if (*s == '\'' || *s == '"') {
            s = quoted(s, *s, word);
        } else {
            if (*s == '\\' && s[1])
                s++;
            ct_buffer_byte(word, *s++);
        }
    }
    return s;
}

int ct_words_split(const char *text, char ***words, struct ct_error *err)
{
    int n = 0;
    *words = NULL;
    const char *s = text + strspn(text, " \t\n");
    while (*s) {
        struct ct_buffer word = {0};
        s = one_word(s, &word);
        *words = ct_xrealloc(*words, (size_t)n + 1, sizeof **words);
        (*words)[n++] = ct_buffer_take(&word);
        if (!s)
            break;
        s += strspn(s, " \t\n");
    }
    if (s)
        return n;
    while (n > 0)
        free((*words)[--n]);
    free(*words);
    *words = NULL;
    return ct_fail(err, CT_EUSAGE, 0, 0, "a quote is not closed in '%.200s'",
                   text);
}

void ct_word_quote(struct ct_buffer *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-.,:=/@+%";
    if (*word && strspn(word, plain) == strlen(word)) {
        ct_buffer_text(out, word);
        return;
    }
    ct_buffer_byte(out, '\'');
    for (const char *c = word; *c; c++) {
        if (*c == '\'')
            ct_buffer_text(out, "'\\''");
        else
            ct_buffer_byte(out, *c);
    }
    ct_buffer_byte(out, '\'');
}
