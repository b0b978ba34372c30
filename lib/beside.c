/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether series may be put side by side, and what to say if they are. */
#include "config.h"

#include "lib/beside.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/sentences.h"

#include <stdlib.h>
#include <string.h>

const struct ct_trait ct_traits[] = {
    {"source", "source", "source", true},
    {"counting_unit", "counting-unit", "counting unit", true},
    {"relation", "definition", "relation to the classification", false},
    {"attempts", "definition", "counting of attempts", false},
    {"counting_rule", NULL, "counting rule", false},
    {"recording_stage", NULL, "recording stage", false},
    {"principal_offence_rule", NULL, "principal offence rule", false},
    {"multiple_offences", NULL, "counting of multiple offences", false},
    {"time_reference", NULL, "time reference", false},
    {"year_type", NULL, "kind of year", false},
    {"population_covered", NULL, "population covered", false},
    {"territory", NULL, "territory", false}};
const size_t ct_n_traits = sizeof ct_traits / sizeof *ct_traits;

enum { MOST_AREAS = 5, MOST_CODES = 5 };

static bool is_word(const char *word)
{
    for (size_t i = 0; i < ct_n_traits; i++)
        if (ct_traits[i].word && strcmp(ct_traits[i].word, word) == 0)
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

bool ct_allows(const char *allow, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = allow; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, word, n) == 0 && (at[n] == ',' || !at[n]))
            return true;
    }
    return false;
}

const char *ct_beside_code(const struct ct_beside *b, size_t member,
                           const struct ct_trait *t)
{
    long key = ct_panel_find_key(b->panel, t->attribute);
    const char *code =
        key < 0 ? "" : ct_panel_code(b->panel, key, b->series[member]);
    return strcmp(code, "_T") == 0 || strcmp(code, "_U") == 0 ? "" : code;
}

static bool differ(const char *a, const char *b)
{
    return strcmp(a, b) != 0 || strcmp(a, "mixed") == 0;
}

size_t ct_beside_other(const struct ct_beside *b, const struct ct_trait *t)
{
    for (size_t i = 1; i < b->n; i++)
        if (differ(ct_beside_code(b, 0, t), ct_beside_code(b, i, t)))
            return i;
    return 0;
}

static const char *label_of(const struct ct_beside *b, size_t member)
{
    return b->label ? b->label[member]
                    : ct_panel_code_of(b->panel, "area", b->series[member]);
}

/* Appends what the members with a code are called, each once: "DEU, FRA and 3
 * more". */
static void list_labels(const struct ct_beside *b, const struct ct_trait *t,
                        const char *code, struct ct_buffer *out)
{
    struct ct_dict seen = {0};
    for (size_t i = 0; i < b->n; i++)
        if (strcmp(ct_beside_code(b, i, t), code) == 0)
            ct_dict_add(&seen, label_of(b, i), strlen(label_of(b, i)));
    for (size_t i = 0; i < seen.n && i < MOST_AREAS; i++)
        ct_buffer_printf(out, "%s%s", i ? ", " : "", seen.code[i]);
    if (seen.n > MOST_AREAS)
        ct_buffer_printf(out, " and %zu more", seen.n - MOST_AREAS);
    ct_dict_clear(&seen);
}

const char *ct_unit_plural(const char *unit)
{
    size_t n = strlen(unit);
    bool plain = n && unit[n - 1] >= 'a' && unit[n - 1] <= 'z' &&
                 unit[n - 1] != 's' && strcmp(unit, "mixed") != 0;
    return plain ? "s" : "";
}

/* The codes that members have, each once, with who has it: "police (DEU, ITA)
 * beside health (FRA)". */
static char *list_codes(const struct ct_beside *b, const struct ct_trait *t)
{
    bool units = strcmp(t->attribute, "counting_unit") == 0;
    struct ct_dict seen = {0};
    struct ct_buffer text = {0};
    for (size_t i = 0; i < b->n; i++) {
        const char *code = ct_beside_code(b, i, t);
        size_t known = seen.n;
        ct_dict_add(&seen, code, strlen(code));
        if (seen.n == known || seen.n > MOST_CODES)
            continue;
        ct_buffer_printf(&text, "%s%s%s (", text.size ? " beside " : "",
                         *code ? code : "not known",
                         units ? ct_unit_plural(code) : "");
        list_labels(b, t, code, &text);
        ct_buffer_text(&text, ")");
    }
    if (seen.n > MOST_CODES)
        ct_buffer_printf(&text, " and %zu more", seen.n - MOST_CODES);
    ct_dict_clear(&seen);
    return ct_buffer_take(&text);
}

static int refuse(const struct ct_beside *b, size_t other,
                  const struct ct_trait *t, struct ct_error *err)
{
    const char *first = ct_beside_code(b, 0, t);
    const char *second = ct_beside_code(b, other, t);
    return ct_fail(err, CT_EDATA, 0, 0, CT_SAY_UNLIKE, t->name,
                   b->name ? b->name[0] : label_of(b, 0),
                   *first ? first : "not known",
                   b->name ? b->name[other] : label_of(b, other),
                   *second ? second : "not known", t->word);
}

int ct_beside_check(const struct ct_beside *b, const char *allow,
                    struct ct_error *err)
{
    for (size_t i = 0; i < ct_n_traits; i++) {
        const struct ct_trait *t = &ct_traits[i];
        size_t other = t->word ? ct_beside_other(b, t) : 0;
        if (other && !ct_allows(allow, t->word))
            return refuse(b, other, t, err);
    }
    return 0;
}

/* Adds a sentence, which is freed. */
static void add(struct ct_dict *out, char *sentence)
{
    ct_dict_add(out, sentence, strlen(sentence));
    free(sentence);
}

/* Whether two members are known to differ. */
static bool known_to_differ(const struct ct_beside *b, const struct ct_trait *t)
{
    const char *first = "";
    bool apart = false;
    for (size_t i = 0; i < b->n && !apart; i++) {
        const char *code = ct_beside_code(b, i, t);
        apart = *code && *first && differ(first, code);
        first = *first ? first : code;
    }
    return apart;
}

static void say_difference(const struct ct_beside *b, const struct ct_trait *t,
                           struct ct_dict *out)
{
    bool known = known_to_differ(b, t);
    if (!ct_beside_other(b, t) || (!known && !t->word))
        return;
    char *codes = list_codes(b, t);
    if (!known)
        add(out, ct_xasprintf(CT_SAY_PARTLY, t->name, codes));
    else if (strcmp(t->attribute, "counting_unit") == 0)
        add(out, ct_xasprintf(CT_SAY_UNITS, codes));
    else if (t->word)
        add(out, ct_xasprintf(CT_SAY_DIFFER, t->name, codes));
    else
        add(out, ct_xasprintf(CT_SAY_CARE, t->name, codes));
    free(codes);
}

/* What is to be said of the series even where they are alike. */
static void say_cautions(const struct ct_beside *b, struct ct_dict *out)
{
    static const struct ct_trait attempts = {"attempts", NULL, "", false};
    struct ct_buffer who = {0};
    list_labels(b, &attempts, "included", &who);
    if (who.size)
        add(out, ct_xasprintf(CT_SAY_ATTEMPTS, who.data));
    ct_buffer_clear(&who);
    const char *offence = ct_panel_code_of(b->panel, "offence", b->series[0]);
    const char *measure = ct_panel_code_of(b->panel, "measure", b->series[0]);
    if (strncmp(offence, "0204", 4) == 0 && strcmp(measure, "victims") == 0)
        ct_dict_add(out, CT_SAY_DETECTED, strlen(CT_SAY_DETECTED));
}

void ct_beside_say(const struct ct_beside *b, struct ct_dict *out)
{
    for (size_t i = 0; i < ct_n_traits && b->n; i++)
        say_difference(b, &ct_traits[i], out);
    if (b->n)
        say_cautions(b, out);
}

/* Whether series that differ in a key only are compared: the area, and what
 * tells how they were recorded, which a table may have as a dimension. */
static bool is_compared(const struct ct_key *key)
{
    bool compared = key->is_attribute || strcmp(key->name, "area") == 0;
    for (size_t i = 0; i < ct_n_traits && !compared; i++)
        compared = strcmp(key->name, ct_traits[i].attribute) == 0;
    return compared;
}

/* The number of each member's group: its codes in all other keys. */
static size_t number_groups(const struct ct_beside *b, uint32_t *group)
{
    struct ct_dict keys = {0};
    struct ct_buffer key = {0};
    for (size_t i = 0; i < b->n; i++) {
        key.size = 0;
        ct_buffer_text(&key, "");
        for (size_t k = 0; k < b->panel->n_keys; k++) {
            const struct ct_key *d = &b->panel->keys[k];
            if (!is_compared(d))
                ct_buffer_printf(&key, "%u ", d->index[b->series[i]]);
        }
        group[i] = ct_dict_add(&keys, key.data, key.size);
    }
    size_t n = keys.n;
    ct_dict_clear(&keys);
    ct_buffer_clear(&key);
    return n;
}

/* What is done with the members of a group. Returns 0, or -1 to end. */
typedef int visit_fn(const struct ct_beside *one, void *user);

/* Visits groups; first[g] .. first[g + 1] - 1 are places in order[] of the
 * members of group g. */
static int visit_groups(const struct ct_beside *b, const size_t *first,
                        const size_t *order, visit_fn *visit, void *user)
{
    size_t *series = ct_xmalloc(b->n + 1, sizeof *series);
    const char **label = ct_xmalloc(b->n + 1, sizeof *label);
    const char **name = ct_xmalloc(b->n + 1, sizeof *name);
    int result = 0;
    for (size_t at = 0, g = 0; at < b->n && result == 0; g++) {
        size_t m = 0;
        for (; at < first[g + 1]; at++, m++) {
            series[m] = b->series[order[at]];
            label[m] = label_of(b, order[at]);
            name[m] = b->name ? b->name[order[at]] : label[m];
        }
        const struct ct_beside one = {b->panel, m, series, label, name};
        result = visit(&one, user);
    }
    free(series);
    free(label);
    free(name);
    return result;
}

/* Visits, one by one, the groups of members that differ in area only. */
static int each_group(const struct ct_beside *b, visit_fn *visit, void *user)
{
    uint32_t *group = ct_xmalloc(b->n + 1, sizeof *group);
    size_t n = number_groups(b, group);
    size_t *first = ct_xcalloc(n + 2, sizeof *first);
    size_t *order = ct_xmalloc(b->n + 1, sizeof *order);
    for (size_t i = 0; i < b->n; i++)
        first[group[i] + 2]++;
    for (size_t g = 2; g < n + 2; g++)
        first[g] += first[g - 1];
    for (size_t i = 0; i < b->n; i++)
        order[first[group[i] + 1]++] = i;
    int result = visit_groups(b, first, order, visit, user);
    free(group);
    free(first);
    free(order);
    return result;
}

static int say_one(const struct ct_beside *one, void *user)
{
    ct_beside_say(one, user);
    return 0;
}

void ct_beside_say_areas(const struct ct_beside *b, struct ct_dict *out)
{
    each_group(b, say_one, out);
}

/* What may be put together, and what is wrong. */
struct permit {
    const char *allow;
    struct ct_error *err;
};

static int check_one(const struct ct_beside *one, void *user)
{
    const struct permit *p = user;
    return ct_beside_check(one, p->allow, p->err);
}

int ct_beside_check_areas(const struct ct_beside *b, const char *allow,
                          struct ct_error *err)
{
    struct permit permit = {allow, err};
    return each_group(b, check_one, &permit);
}
