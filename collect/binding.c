/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ties a form to a header: every column asked for is there, and no column is
 * left of which nobody said what it is. */
#include "config.h"

#include "collect/descriptor.h"

#include "lib/memory.h"
#include "lib/near.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Words that head a column in the free form; also those of which a near miss
 * is taken for a slip of the pen. */
static const char *const dimensions[] = {
    "area",    "counterpart", "reporter",    "agency",    "group",
    "measure", "offence",     "definition",  "source",    "vintage",
    "sex",     "age",         "citizenship", "component", "unit",
    "freq",    "time",        "value",       "lower",     "upper",
    "status",  "events",      "population",  "observed",  "weight"};
enum { N_KNOWN = sizeof dimensions / sizeof *dimensions };

/* Series have at most this many dimensions and attributes. */
enum { RULES_MAX = 40 };

int ct_misfit_say(struct ct_misfit *why, long field, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why->text, sizeof why->text, format, arguments);
    va_end(arguments);
    why->column = field + 1;
    return -1;
}

long ct_binding_find(const struct ct_binding *b, const char *name)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (!b->used[i] && strcmp(b->name[i], name) == 0)
            return (long)i;
    return -1;
}

void ct_binding_value(struct ct_binding *b, size_t field,
                      const struct ct_period *period)
{
    struct ct_value_column *v = &b->value[b->n_values++];
    v->field = field;
    v->has_period = period != NULL;
    if (period)
        v->period = *period;
    b->used[field] = true;
}

/* --- names --- */

/* Names in headers are cut clean whatever `trim` says: blanks there are never
 * meant, as in Eurostat's `2019 `. */
static char *trimmed(const char *s, size_t n)
{
    while (n && (*s == ' ' || *s == '\t'))
        s++, n--;
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    return ct_xstrndup(s, n);
}

static void add_name(struct ct_binding *b, const char *s, size_t n)
{
    b->name = ct_xrealloc(b->name, b->n_fields + 1, sizeof *b->name);
    b->name[b->n_fields++] = trimmed(s, n);
}

/* `freq,iccs,unit,geo\TIME_PERIOD`: four fields; what follows the backslash is
 * the name of what the columns are. */
static void unpack_names(struct ct_binding *b, char separator)
{
    const char *at = b->name[0], *end = strchr(at, '\\');
    if (!end)
        end = at + strlen(at);
    for (;;) {
        const char *next = memchr(at, separator, (size_t)(end - at));
        add_name(b, at, (size_t)((next ? next : end) - at));
        if (!next)
            break;
        at = next + 1;
    }
}

static void read_names(struct ct_binding *b, const struct ct_row *header)
{
    for (size_t i = 0; i < header->n; i++)
        add_name(b, header->cells[i].text, header->cells[i].length);
    b->n_cells = b->n_fields;
    if (b->form->packed && b->n_cells)
        unpack_names(b, *b->form->packed);
    b->used = ct_xcalloc(b->n_fields + 1, sizeof *b->used);
    b->used[0] = b->form->packed != NULL;
    b->value = ct_xcalloc(b->n_fields + 1, sizeof *b->value);
}

/* Names that only fill up the row, as behind a comma that ends each line. */
static void drop_nameless_end(struct ct_binding *b)
{
    for (size_t i = b->n_cells; i > 0 && !*b->name[i - 1]; i--)
        b->used[i - 1] = true;
}

static int refuse_twins(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++)
        for (size_t k = 0; k < i; k++)
            if (!b->used[i] && strcmp(b->name[i], b->name[k]) == 0)
                return ct_misfit_say(why, (long)i,
                                     "two columns are called '%.100s'",
                                     b->name[i]);
    return 0;
}

/* --- the columns asked for --- */

/* Finds and uses a column by one of its names; once used it is no more found,
 * so that no cell is read as two things. */
static long use(struct ct_binding *b, const struct ct_texts *names,
                struct ct_misfit *why)
{
    for (size_t i = 0; i < names->n; i++) {
        long field = ct_binding_find(b, names->text[i]);
        if (field >= 0) {
            b->used[field] = true;
            why->matched++;
            return field;
        }
    }
    return -1;
}

/* Among the names of the file, as publishers change a letter or a case. */
static int missing(const struct ct_binding *b, const struct ct_texts *names,
                   struct ct_misfit *why)
{
    const char *near = NULL;
    for (size_t i = 0; i < names->n && !near; i++)
        near =
            ct_near(names->text[i], (const char *const *)b->name, b->n_fields);
    if (near && *near)
        return ct_misfit_say(why, -1,
                             "no column '%.100s'; the nearest is '%.100s'",
                             names->text[0], near);
    return ct_misfit_say(why, -1, "no column '%.100s'", names->text[0]);
}

/* Only what stands in the rows; the file's own texts come with the intake. */
static int bind_rules(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->form->n_rules; i++) {
        const struct ct_rule *rule = &b->form->rule[i];
        if (rule->from.kind != CT_ORIGIN_COLUMN)
            continue;
        long field = use(b, &rule->from.names, why);
        if (field < 0 && !rule->optional)
            return missing(b, &rule->from.names, why);
        if (field < 0)
            continue;
        b->rule[b->n_rules++] =
            (struct ct_bound_rule){.dimension = rule->dimension,
                                   .map = rule->map,
                                   .field = (size_t)field,
                                   .label = use(b, &rule->label, why)};
    }
    return 0;
}

static int bind_others(struct ct_binding *b, struct ct_misfit *why)
{
    const struct ct_form *form = b->form;
    for (int i = 0; i < CT_N_COLUMNS; i++)
        b->number[i] = use(b, &form->numbers[i], why);
    b->status = use(b, &form->status, why);
    b->time = -1;
    if (form->time.kind == CT_ORIGIN_COLUMN &&
        (b->time = use(b, &form->time.names, why)) < 0)
        return missing(b, &form->time.names, why);
    for (size_t i = 0; i < form->ignored.n; i++) {
        struct ct_texts one = {1, &form->ignored.text[i]};
        use(b, &one, why);
    }
    return 0;
}

/* --- columns nobody asked for --- */

static bool has(const struct ct_binding *b, const char *name)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (strcmp(b->name[i], name) == 0)
            return true;
    return false;
}

/* The known word that is not there and that this may have been meant for. */
static const char *slip(const struct ct_binding *b, const char *name)
{
    const char *best = NULL;
    int least = 3;
    for (size_t i = 0; i < N_KNOWN; i++) {
        if (strcmp(dimensions[i], name) == 0)
            return NULL;
        int distance = ct_distance(name, dimensions[i], 3);
        if (distance < least && !has(b, dimensions[i])) {
            least = distance;
            best = dimensions[i];
        }
    }
    return best;
}

static bool is_name(const char *s)
{
    if (*s < 'a' || *s > 'z')
        return false;
    return s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0' &&
           strlen(s) <= 64;
}

static bool is_label(const char *name)
{
    size_t n = strlen(name);
    return n > 6 && strcmp(name + n - 6, "_label") == 0;
}

/* The column of labels that goes with a column of codes. */
static long label_field(struct ct_binding *b, const char *dimension)
{
    char name[80];
    snprintf(name, sizeof name, "%s_label", dimension);
    long field = ct_binding_find(b, name);
    if (field >= 0)
        b->used[field] = true;
    return field;
}

static int bind_dimension(struct ct_binding *b, size_t field,
                          struct ct_misfit *why)
{
    const char *name = b->name[field];
    const char *meant = b->form->carrier->cube ? NULL : slip(b, name);
    if (meant)
        return ct_misfit_say(why, (long)field,
                             "unknown column '%.100s', did you mean '%s'?",
                             name, meant);
    if (!is_name(name))
        return ct_misfit_say(
            why, (long)field,
            "'%.100s' cannot be the name of a dimension: use a-z, 0-9 and _",
            name);
    if (b->n_rules == RULES_MAX)
        return ct_misfit_say(why, (long)field, "more than %d dimensions",
                             RULES_MAX);
    b->used[field] = true;
    b->rule[b->n_rules++] = (struct ct_bound_rule){
        .dimension = name, .field = field, .label = label_field(b, name)};
    return 0;
}

static int bind_free(struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (!b->used[i] && !is_label(b->name[i]) &&
            bind_dimension(b, i, why) < 0)
            return -1;
    return 0;
}

/* A new column may split what was a total before; nobody but the one who keeps
 * the descriptor can say. */
static int refuse_unknown(const struct ct_binding *b, struct ct_misfit *why)
{
    for (size_t i = 0; i < b->n_fields; i++)
        if (!b->used[i])
            return ct_misfit_say(why, (long)i, "unknown column '%.100s'",
                                 b->name[i]);
    return 0;
}

static int bind(struct ct_binding *b, struct ct_misfit *why)
{
    drop_nameless_end(b);
    if (refuse_twins(b, why) < 0 || bind_rules(b, why) < 0 ||
        bind_others(b, why) < 0)
        return -1;
    if (b->form->free && bind_free(b, why) < 0)
        return -1;
    if (b->form->layout->bind(b, why) < 0)
        return -1;
    why->matched += b->n_values;
    return refuse_unknown(b, why);
}

static void tell_found(const struct ct_binding *b, struct ct_misfit *why)
{
    size_t at = 0;
    for (size_t i = 0; i < b->n_cells && at < sizeof why->found - 1; i++)
        at += (size_t)snprintf(why->found + at, sizeof why->found - at, "%s%s",
                               i ? ", " : "", b->name[i]);
}

struct ct_binding *ct_binding_make(const struct ct_form *form,
                                   const struct ct_row *header,
                                   struct ct_misfit *why)
{
    struct ct_binding *b = ct_xcalloc(1, sizeof *b);
    *why = (struct ct_misfit){.line = header->line};
    b->form = form;
    b->rule = ct_xcalloc(form->n_rules + RULES_MAX, sizeof *b->rule);
    read_names(b, header);
    if (bind(b, why) == 0)
        return b;
    tell_found(b, why);
    ct_binding_destroy(b);
    return NULL;
}

void ct_binding_destroy(struct ct_binding *b)
{
    if (!b)
        return;
    for (size_t i = 0; i < b->n_fields; i++)
        free(b->name[i]);
    free(b->name);
    free(b->used);
    free(b->rule);
    free(b->value);
    free(b);
}
