/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns are for, and the layout they make. */
#include "config.h"

#include "collect/describe_inner.h"

#include "collect/vocabulary.h"
#include "lib/memory.h"
#include "lib/near.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More different texts than this are no codes of a dimension nobody knows. */
enum { OWN_CODES_MAX = 500, KEYS_MAX = 20 };

static void give(struct ct_seen_column *c, enum ct_role role,
                 const char *format, ...) __attribute__((format(printf, 3, 4)));

static void give(struct ct_seen_column *c, enum ct_role role,
                 const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(c->why, sizeof c->why, format, arguments);
    va_end(arguments);
    c->role = role;
}

static bool is_named(const struct ct_seen_column *c, const char *what)
{
    const char *named = ct_guess_name(c->name);
    return named && strcmp(named, what) == 0;
}

static bool is_numeric(const struct ct_seen_column *c)
{
    return c->n_texts && c->n_numbers * 2 >= c->n_texts;
}

static bool is_period(const struct ct_seen_column *c)
{
    return ct_looks_period(c->name, strlen(c->name));
}

/* --- time --- */

size_t ct_packed_length(const char *name)
{
    size_t n = strlen(name);
    while (n && strchr("*() ", name[n - 1]))
        n--;
    return n;
}

/* Where `Theft_2019` or `Theft|2019` parts, or NULL. */
static const char *packed_year(const char *name)
{
    size_t n = ct_packed_length(name);
    if (n < 6 || (name[n - 5] != '|' && name[n - 5] != '_'))
        return NULL;
    return ct_looks_period(name + n - 4, 4) ? name + n - 5 : NULL;
}

/* Years are numbers like others: without a name that says it they must be few.
 */
static bool may_be_time(const struct ct_seen_column *c)
{
    size_t n = c->n_texts < CT_JUDGED_TIMES ? c->n_texts : CT_JUDGED_TIMES;
    if (!n || c->n_times * 100 < n * (is_named(c, "time") ? 50 : 95))
        return false;
    bool plain = !c->format && c->n_numbers == c->n_texts && !c->has_days;
    return is_named(c, "time") || !plain ||
           (c->n_texts <= 150 && c->n_texts > 1);
}

static struct ct_seen_column *find_time(struct ct_seen *seen)
{
    struct ct_seen_column *best = NULL;
    for (size_t i = 0; i < seen->n_columns; i++) {
        struct ct_seen_column *c = &seen->column[i];
        if (seen->carrier->cube && strcmp(c->name, "time") == 0)
            return c;
        if (!may_be_time(c))
            continue;
        if (!best || (is_named(c, "time") && !is_named(best, "time")) ||
            (is_named(c, "time") == is_named(best, "time") && c->has_days &&
             !best->has_days))
            best = c;
    }
    return best;
}

static bool is_month_number(const struct ct_seen_column *c)
{
    if (!is_named(c, "time") || c->n_texts < 2 || c->n_texts > 24)
        return false;
    for (size_t i = 0; i < c->texts.n; i++) {
        const char *text = c->texts.code[i];
        long month = strtol(text, NULL, 10);
        if (*text && (month < 1 || month > 12 || strlen(text) > 2))
            return false;
    }
    return true;
}

/* --- layouts that the header shows --- */

static size_t count_columns(const struct ct_seen *seen,
                            bool (*is)(const struct ct_seen_column *c))
{
    size_t n = 0;
    for (size_t i = 0; i < seen->n_columns; i++)
        n += is(&seen->column[i]);
    return n;
}

static bool is_month(const struct ct_seen_column *c)
{
    const char *const *whose;
    return ct_guess_month(c->name, &whose) > 0;
}

static bool is_packed(const struct ct_seen_column *c)
{
    return packed_year(c->name) != NULL;
}

static void name_values(struct ct_seen *seen,
                        bool (*is)(const struct ct_seen_column *c))
{
    for (size_t i = 0; i < seen->n_columns; i++)
        if (is(&seen->column[i]))
            give(&seen->column[i], CT_ROLE_VALUE, "named by its period");
}

static void plan_header(struct ct_seen *seen)
{
    if (seen->carrier->cube)
        return;
    size_t periods = count_columns(seen, is_period);
    size_t months = count_columns(seen, is_month);
    size_t packed = count_columns(seen, is_packed);
    if (periods >= 2) {
        seen->layout = "wide";
        snprintf(seen->layout_why, sizeof seen->layout_why,
                 "%zu columns are named by periods", periods);
        name_values(seen, is_period);
    } else if (months >= 6 && (seen->time = find_time(seen))) {
        seen->layout = "wide";
        seen->months_in_names = true;
        snprintf(seen->layout_why, sizeof seen->layout_why,
                 "%zu columns are named by months, '%.60s' has the year",
                 months, seen->time->name);
        name_values(seen, is_month);
    } else if (packed >= 2) {
        seen->layout = "wide-measures";
        seen->packed_names = true;
        snprintf(seen->layout_why, sizeof seen->layout_why,
                 "%zu columns are named by something and a year", packed);
        name_values(seen, is_packed);
    }
}

/* --- roles of the other columns --- */

static const char *const id_parts[] = {"code",  "cod_", "_id",    "number of ",
                                       "insee", "zip",  "postal", "key"};

static bool looks_id(const char *name)
{
    char text[128];
    size_t i = 0;
    for (; name[i] && i + 1 < sizeof text; i++)
        text[i] =
            (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
    text[i] = '\0';
    for (i = 0; i < sizeof id_parts / sizeof *id_parts; i++)
        if (strcmp(id_parts[i], "number of ") != 0 && strstr(text, id_parts[i]))
            return true;
    return false;
}

/* `geo_label` beside `geo`. */
static struct ct_seen_column *label_of(struct ct_seen *seen,
                                       const struct ct_seen_column *c)
{
    size_t n = strlen(c->name);
    if (n < 7 || strcmp(c->name + n - 6, "_label") != 0)
        return NULL;
    for (size_t i = 0; i < seen->n_columns; i++)
        if (strlen(seen->column[i].name) == n - 6 &&
            memcmp(seen->column[i].name, c->name, n - 6) == 0)
            return &seen->column[i];
    return NULL;
}

/* Whether a column names the codes of another. */
static bool plan_label(struct ct_seen *seen, struct ct_seen_column *c)
{
    struct ct_seen_column *codes = label_of(seen, c);
    if (!codes)
        return false;
    codes->label = c;
    give(c, CT_ROLE_LABEL, "names of '%.60s'", codes->name);
    return true;
}

/* In a cube it is known which is which. */
static void plan_cube(struct ct_seen *seen, struct ct_seen_column *c)
{
    if (plan_label(seen, c))
        return;
    if (strcmp(c->name, "value") == 0) {
        give(c, CT_ROLE_VALUE, "as the file says");
    } else if (strcmp(c->name, "status") == 0) {
        give(c, CT_ROLE_FLAGS, "as the file says");
    } else {
        give(c, CT_ROLE_CODES, "a dimension, %zu codes", c->n_texts);
    }
}

/* Too many texts, or too long ones, to be codes. */
static bool is_free_text(const struct ct_seen_column *c)
{
    return is_named(c, "id") || c->too_many || c->n_long * 20 > c->n_filled ||
           c->bytes > 60 * (c->n_filled + 1);
}

static void plan_codes(struct ct_seen_column *c)
{
    if (!c->dimension && c->n_texts < 2) {
        give(c, CT_ROLE_NOTHING, "always '%.40s'",
             c->texts.code[*c->texts.code[0] ? 0 : c->texts.n - 1]);
    } else if (c->dimension && c->n_codes) {
        give(c, CT_ROLE_CODES, "%zu of %zu texts are known as %s", c->n_codes,
             c->n_texts < CT_JUDGED_CODES ? c->n_texts : CT_JUDGED_CODES,
             c->dimension);
    } else if (c->dimension) {
        give(c, CT_ROLE_CODES, "%s, by its name; %zu texts", c->dimension,
             c->n_texts);
    } else if (c->n_texts <= OWN_CODES_MAX) {
        give(c, CT_ROLE_CODES, "%zu different texts", c->n_texts);
    } else {
        give(c, CT_ROLE_NOTHING, "%zu different texts", c->n_texts);
    }
}

static void plan_texts(struct ct_seen *seen, struct ct_seen_column *c)
{
    if (plan_label(seen, c))
        return;
    if (!c->n_texts)
        give(c, CT_ROLE_NOTHING, "empty");
    else if (is_named(c, "notes"))
        give(c, CT_ROLE_NOTHING, "notes of the publisher: see 'notes'");
    else if (is_named(c, "flags") && c->n_texts <= 12)
        give(c, CT_ROLE_FLAGS, "%zu different marks", c->n_texts);
    else if (is_free_text(c))
        give(c, CT_ROLE_NOTHING, "ids or free text");
    else
        plan_codes(c);
}

/* Years and ids are numbers, too; what is named a value is none of them. */
static bool holds_values(const struct ct_seen_column *c)
{
    if (!is_numeric(c) || c->dimension || is_named(c, "id"))
        return false;
    return !looks_id(c->name) || is_named(c, "value");
}

static void plan_column(struct ct_seen *seen, struct ct_seen_column *c)
{
    if (seen->packed && c == seen->column)
        return;
    if (c->role != CT_ROLE_NOTHING || c == seen->time)
        return;
    if (seen->carrier->cube)
        plan_cube(seen, c);
    else if (!*c->name)
        give(c, CT_ROLE_NOTHING, "without a name");
    else if (is_month_number(c) && seen->time && !seen->time->has_days)
        give(c, CT_ROLE_TIME, "months by number");
    else if (is_named(c, "time") && seen->time)
        give(c, CT_ROLE_NOTHING, "another time");
    else if (holds_values(c))
        give(c, CT_ROLE_VALUE, "%zu of %zu texts are numbers", c->n_numbers,
             c->n_texts);
    else
        plan_texts(seen, c);
}

/* --- layouts that the columns make --- */

static void drop_values(struct ct_seen *seen, bool named)
{
    for (size_t i = 0; i < seen->n_columns; i++) {
        struct ct_seen_column *c = &seen->column[i];
        if (c->role == CT_ROLE_VALUE && (!named || !is_named(c, "value")))
            give(c, CT_ROLE_NOTHING, "numbers beside the value");
    }
}

static bool is_value(const struct ct_seen_column *c)
{
    return c->role == CT_ROLE_VALUE;
}

static bool is_named_value(const struct ct_seen_column *c)
{
    return is_value(c) && is_named(c, "value");
}

static void say_layout(struct ct_seen *seen, const char *layout,
                       const char *why)
{
    seen->layout = layout;
    snprintf(seen->layout_why, sizeof seen->layout_why, "%s", why);
}

/* Numbers that stand beside those named by a period. */
static void drop_unnamed(struct ct_seen *seen)
{
    for (size_t i = 0; i < seen->n_columns; i++) {
        struct ct_seen_column *c = &seen->column[i];
        bool named = seen->packed_names      ? is_packed(c)
                     : seen->months_in_names ? is_month(c)
                                             : is_period(c);
        if (c->role == CT_ROLE_VALUE && !named)
            give(c, CT_ROLE_NOTHING, "numbers, but named by no period");
    }
}

static void plan_values(struct ct_seen *seen)
{
    size_t values = count_columns(seen, is_value);
    size_t named = count_columns(seen, is_named_value);
    if (seen->carrier->cube) {
        say_layout(seen, "long", "a cube");
        return;
    }
    if (seen->layout) {
        drop_unnamed(seen);
        return;
    }
    if (!values || (!named && seen->time && seen->time->has_days)) {
        say_layout(seen, "incident",
                   "no column of values, so each row is an "
                   "event");
        drop_values(seen, false);
    } else if (named == 1) {
        say_layout(seen, "long", "one column of values, by its name");
        drop_values(seen, true);
    } else if (values == 1) {
        say_layout(seen, "long", "one column of numbers");
    } else {
        say_layout(seen, "measures", "several columns of numbers");
    }
}

/* --- keys --- */

enum { OWN_NAME_MAX = 40 };

/* Letters in lower case and digits behind them; all else is one underscore. */
static void plain_name(const char *name, char *text)
{
    size_t n = 0;
    for (; *name && n < OWN_NAME_MAX; name++) {
        char c = (char)(*name >= 'A' && *name <= 'Z' ? *name + 32 : *name);
        bool stays = (c >= 'a' && c <= 'z') || (n && c >= '0' && c <= '9');
        if (stays)
            text[n++] = c;
        else if (n && text[n - 1] != '_')
            text[n++] = '_';
    }
    while (n && text[n - 1] == '_')
        n--;
    text[n] = '\0';
}

/* Names that mean something in a concordance, and those so near to one that
 * they would be taken for a slip of the pen. */
static bool is_reserved(const char *text)
{
    static const char *const taken[] = {
        "code",  "relation", "note", "ignore", "scale",  "status",
        "label", "meaning",  "time", "value",  "dataset"};
    if (ct_vocabulary_name(text, NULL) < 0 || strstr(text, "_code") ||
        strstr(text, "_label") || strstr(text, "_dim"))
        return true;
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (ct_distance(text, taken[i], 3) < 3)
            return true;
    return false;
}

/* A name of a dimension from that of a column. */
static char *own_dimension(const char *name, size_t number)
{
    char text[OWN_NAME_MAX + 1];
    plain_name(name, text);
    if (!*text)
        return ct_xasprintf("column_%zu", number);
    return is_reserved(text) ? ct_xasprintf("their_%s_%zu", text, number)
                             : ct_xstrdup(text);
}

static bool is_used(const struct ct_seen *seen, const char *dimension,
                    size_t before)
{
    for (size_t i = 0; i < before; i++)
        if (seen->column[i].role == CT_ROLE_CODES &&
            strcmp(seen->column[i].dimension, dimension) == 0)
            return true;
    return false;
}

/* Names of codes stand beside them: as many, and of the same dimension. */
static bool take_label(struct ct_seen *seen, size_t at)
{
    struct ct_seen_column *c = &seen->column[at];
    for (size_t i = 0; i < at; i++) {
        struct ct_seen_column *first = &seen->column[i];
        if (first->role != CT_ROLE_CODES || first->label || !c->dimension ||
            strcmp(first->dimension, c->dimension) != 0 ||
            first->n_texts != c->n_texts)
            continue;
        if (c->n_codes > first->n_codes) {
            give(first, CT_ROLE_NOTHING, "as many texts as '%.60s' has",
                 c->name);
            c->map = first->map;
            first->map = NULL;
            return true;
        }
        first->label = c;
        give(c, CT_ROLE_LABEL, "as many texts as '%.60s' has", first->name);
        return true;
    }
    return false;
}

/* The file of a concordance: the plural, where English is known. */
static char *map_name(const char *dimension)
{
    static const char *const plural[][2] = {{"area", "areas"},
                                            {"offence", "offences"},
                                            {"sex", "sexes"},
                                            {"age", "ages"},
                                            {"unit", "units"}};
    for (size_t i = 0; i < sizeof plural / sizeof *plural; i++)
        if (strcmp(dimension, plural[i][0]) == 0)
            return ct_xasprintf("%s.csv", plural[i][1]);
    return ct_xasprintf("%s.csv", dimension);
}

static void plan_key(struct ct_seen *seen, size_t at, size_t *n_keys)
{
    struct ct_seen_column *c = &seen->column[at];
    bool incident = strcmp(seen->layout, "incident") == 0;
    if (take_label(seen, at))
        return;
    if (c->dimension && is_used(seen, c->dimension, at))
        c->dimension = NULL;
    if (*n_keys == KEYS_MAX || (incident && !c->dimension) ||
        (!c->dimension && c->n_texts > OWN_CODES_MAX)) {
        give(c, CT_ROLE_NOTHING, "%zu different texts, of no use for a start",
             c->n_texts);
        return;
    }
    ++*n_keys;
    if (!c->dimension)
        c->dimension = c->own = own_dimension(c->name, at + 1);
    c->map = map_name(c->dimension);
}

void ct_seen_plan(struct ct_seen *seen)
{
    size_t n_keys = 0;
    plan_header(seen);
    if (!seen->layout)
        seen->time = find_time(seen);
    if (seen->time)
        give(seen->time, CT_ROLE_TIME, "%zu of %zu texts are times",
             seen->time->n_times,
             seen->time->n_texts < CT_JUDGED_TIMES ? seen->time->n_texts
                                                   : CT_JUDGED_TIMES);
    for (size_t i = 0; i < seen->n_columns; i++)
        plan_column(seen, &seen->column[i]);
    plan_values(seen);
    for (size_t i = 0; i < seen->n_columns; i++)
        if (seen->column[i].role == CT_ROLE_CODES)
            plan_key(seen, i, &n_keys);
}
