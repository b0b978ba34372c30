/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words and numbers in the language of a figure. */
#include "config.h"

#include "plot/lang.h"

#include "lib/number.h"
#include "lib/sentences.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct ct_words_row rows[] = {
#define WORDS(en, fr, es) {{en, fr, es}},
#include "plot/words.def"
#undef WORDS
};

enum { N_ROWS = sizeof rows / sizeof *rows };

const struct ct_words_row *ct_lang_row(size_t i)
{
    return i < N_ROWS ? &rows[i] : NULL;
}

const char *ct_lang_say(int lang, const char *english)
{
    for (size_t i = 0; lang != CT_LANG_EN && i < N_ROWS; i++)
        if (strcmp(rows[i].in[CT_LANG_EN], english) == 0)
            return rows[i].in[lang];
    return english;
}

/* ISO 80000-1 and the BIPM have thin spaces, no break among them; so do the
 * Imprimerie nationale and the RAE, which leaves four digits together. */
static const struct {
    const char *thousands, *point;
    size_t together; /* digits before which there is no thousands sign */
} forms[CT_N_LANGS] = {{",", ".", 3}, {"\u202f", ",", 3}, {"\u202f", ",", 4}};

void ct_lang_number(int lang, double x, int decimals, char *out)
{
    char plain[CT_FIXED_MAX];
    *out = '\0';
    if (isnan(x))
        return;
    ct_number_fixed(fabs(x), decimals, plain);
    size_t whole = strcspn(plain, ".");
    bool is_zero = strspn(plain, "0.") == strlen(plain);
    char *to = out;
    if (x < 0 && !is_zero)
        to += sprintf(to, "\u2212");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0 && whole > forms[lang].together)
            to += sprintf(to, "%s", forms[lang].thousands);
        *to++ = plain[i];
    }
    *to = '\0';
    if (plain[whole])
        sprintf(to, "%s%s", forms[lang].point, plain + whole + 1);
}
