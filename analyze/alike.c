/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether series may be put side by side. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/sentences.h"

#include "lib/buffer.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* An attribute that must be equal, the word of --allow, and its name;
 * expected: that it isn't known of any is worth a word. */
struct trait {
    const char *attribute, *word, *name;
    bool expected;
};

static const struct trait traits[] = {
    {"source", "source", "source", true},
    {"counting_unit", "counting-unit", "counting unit", true},
    {"relation", "definition", "relation to the classification", false},
    {"attempts", "definition", "attempts", false}};

enum {
    N_TRAITS = sizeof traits / sizeof *traits,
    MOST_AREAS = 5,
    MOST_CODES = 5
};

static bool is_word(const char *word)
{
    for (size_t i = 0; i < N_TRAITS; i++)
        if (strcmp(traits[i].word, word) == 0)
            return true;
    return false;
}

int ct_allow_check(const char *allow, struct ct_error *err)
{
    char *text = ct_xstrdup(allow ? allow : ""), *rest = text, *word;
    int result = 0;
    while (allow && result == 0 && (word = strsep(&rest, ",")))
        if (!is_word(word))
            result = ct_fail(err, CT_EUSAGE, 0, 0,
                             "--allow: no '%s'; there are source, "
                             "counting-unit, definition",
                             word);
    free(text);
    return result;
}

static bool allowed(const char *allow, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = allow; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, word, n) == 0 && (at[n] == ',' || !at[n]))
            return true;
    }
    return false;
}

/* The code of a member, "" if not known. */
static const char *code_of(const struct ct_group *g, size_t member,
                           const struct trait *t)
{
    const char *code = ct_group_code(g, member, t->attribute);
    return strcmp(code, "_T") == 0 || strcmp(code, "_U") == 0 ? "" : code;
}

/* What is mixed is like nothing. */
static bool differ(const char *a, const char *b)
{
    return strcmp(a, b) != 0 || strcmp(a, "mixed") == 0;
}

/* Appends the areas of the members with a code: "DEU, FRA and 3 more". */
static void list_areas(const struct ct_group *g, const struct trait *t,
                       const char *code, struct ct_buffer *b)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(code_of(g, i, t), code) == 0 && n++ < MOST_AREAS)
            ct_buffer_printf(b, "%s%s", n > 1 ? ", " : "",
                             ct_group_code(g, i, "area"));
    if (n > MOST_AREAS)
        ct_buffer_printf(b, " and %zu more", n - MOST_AREAS);
}

/* The codes that members have, each once, with their areas: "health (FRA),
 * police (DEU, ITA)". */
static char *list_codes(const struct ct_group *g, const struct trait *t)
{
    struct ct_dict seen = {0};
    struct ct_buffer b = {0};
    for (size_t i = 0; i < g->n; i++) {
        const char *code = code_of(g, i, t);
        size_t known = seen.n;
        ct_dict_add(&seen, code, strlen(code));
        if (seen.n == known || seen.n > MOST_CODES)
            continue;
        ct_buffer_printf(&b, "%s%s (", b.size ? "; " : "",
                         *code ? code : "not known");
        list_areas(g, t, code, &b);
        ct_buffer_text(&b, ")");
    }
    if (seen.n > MOST_CODES)
        ct_buffer_printf(&b, "; %zu more", seen.n - MOST_CODES);
    ct_dict_clear(&seen);
    return ct_buffer_take(&b);
}

/* What is to be said of the series even where they are alike. */
static void caution(const struct ct_group *g, struct ct_output_part *out)
{
    static const struct trait attempts = {"attempts", "", "", false};
    struct ct_buffer b = {0};
    list_areas(g, &attempts, "included", &b);
    if (b.size)
        ct_output_note(out, CT_SAY_ATTEMPTS, b.data);
    ct_buffer_clear(&b);
    if (strncmp(ct_group_code(g, 0, "offence"), "0204", 4) == 0 &&
        strcmp(ct_group_code(g, 0, "measure"), "victims") == 0)
        ct_output_note(out, CT_SAY_DETECTED);
}

static int refuse(const struct ct_group *g, size_t a, size_t b,
                  const struct trait *t, struct ct_error *err)
{
    const char *first = code_of(g, a, t), *second = code_of(g, b, t);
    return ct_fail(err, CT_EDATA, 0, 0, CT_SAY_UNLIKE, t->name,
                   g->series[a].name, *first ? first : "not known",
                   g->series[b].name, *second ? second : "not known", t->word);
}

static int check(const struct ct_group *g, const char *allow,
                 const struct trait *t, struct ct_output_part *out,
                 struct ct_error *err)
{
    size_t other = 1;
    while (other < g->n && !differ(code_of(g, 0, t), code_of(g, other, t)))
        other++;
    if (other >= g->n) {
        if (t->expected && !*code_of(g, 0, t))
            ct_output_note(out, CT_SAY_UNKNOWN, t->name);
        return 0;
    }
    if (!allowed(allow, t->word))
        return refuse(g, 0, other, t, err);
    char *codes = list_codes(g, t);
    ct_output_note(out, CT_SAY_MIXED, t->name, codes);
    free(codes);
    return 0;
}

int ct_group_alike(const struct ct_group *g, const char *allow,
                   struct ct_output_part *out, struct ct_error *err)
{
    for (size_t i = 0; i < N_TRAITS; i++)
        if (check(g, allow, &traits[i], out, err) != 0)
            return -1;
    caution(g, out);
    return 0;
}
