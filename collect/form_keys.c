/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settings of a form: where texts come from, and what becomes of them. */
#include "config.h"

#include "collect/descriptor_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- patterns --- */

/* Without a group there would be nothing to take from the text. */
int ct_read_pattern(struct ct_reading *r, const config_setting_t *group,
                    const char *name, bool grouped, const regex_t **out,
                    struct ct_error *err)
{
    struct ct_owned *o = r->d->owned;
    const char *text = NULL;
    if (ct_conf_text(group, name, &text, err) < 0)
        return -1;
    if (!text)
        return 0;
    regex_t *pattern = ct_xcalloc(1, sizeof *pattern);
    bool compiled = regcomp(pattern, text, REG_EXTENDED) == 0;
    if (!compiled || (grouped && pattern->re_nsub < 1)) {
        if (compiled)
            regfree(pattern);
        free(pattern);
        return ct_conf_fail_at(group, name, err,
                               "'%s' is no regular expression%s", text,
                               grouped ? " with a group in parentheses" : "");
    }
    o->pattern = ct_xrealloc(o->pattern, o->n_patterns + 1, sizeof pattern);
    *out = o->pattern[o->n_patterns++] = pattern;
    return 0;
}

/* --- origins --- */

enum ct_scope ct_origin_scope(const struct ct_origin *o)
{
    bool row = false, column = false;
    for (size_t i = 0; i < o->n_parts; i++) {
        row |= o->part[i].kind == CT_PART_COLUMN;
        column |= o->part[i].kind == CT_PART_HEADER;
    }
    if (row && column)
        return CT_SCOPE_VALUE;
    return column ? CT_SCOPE_COLUMN : row ? CT_SCOPE_ROW : CT_SCOPE_FILE;
}

/* Settings that are a text or several, and those that are true. */
static const struct {
    const char *name;
    enum ct_part_kind kind;
    bool flag;
} kinds[] = {
    {"column", CT_PART_COLUMN, false}, {"header", CT_PART_HEADER, true},
    {"file", CT_PART_FILE, true},      {"sheet", CT_PART_SHEET, true},
    {"after", CT_PART_AFTER, false},   {"cell", CT_PART_CELL, false},
    {"text", CT_PART_TEXT, false}};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

/* `A2`: letters, then a number. */
static int read_cell(const config_setting_t *g, struct ct_part *out,
                     struct ct_error *err)
{
    const char *at = out->names.text[0];
    size_t column = 0;
    for (; *at >= 'A' && *at <= 'Z' && column < 1000; at++)
        column = column * 26 + (size_t)(*at - 'A') + 1;
    char *end;
    long row = strtol(at, &end, 10);
    if (!column || *end || row < 1 || row > 1000)
        return ct_conf_fail(g, err, "'cell' is a place as \"A2\", not '%s'",
                            out->names.text[0]);
    out->column = column - 1;
    out->row = (size_t)row;
    return 0;
}

/* `file = "pop([FM])"` is short for `file = true; pattern = "pop([FM])"`. */
static int read_kind(struct ct_reading *r, const config_setting_t *g, int i,
                     struct ct_part *out, struct ct_error *err)
{
    const char *name = kinds[i].name;
    const config_setting_t *s = config_setting_get_member(g, name);
    bool yes = true;
    if (kinds[i].flag && config_setting_type(s) == CONFIG_TYPE_STRING) {
        if (ct_read_pattern(r, g, name, true, &out->pattern, err) < 0)
            return -1;
        out->like = config_setting_get_string(s);
    } else if (kinds[i].flag) {
        if (ct_conf_bool(g, name, &yes, err) < 0)
            return -1;
        if (!yes)
            return ct_conf_fail(s, err, "'%s' can only be true", name);
    } else if (ct_read_texts(r, g, name, &out->names, err) < 0) {
        return -1;
    }
    out->kind = kinds[i].kind;
    if (out->kind == CT_PART_CELL && read_cell(s, out, err) < 0)
        return -1;
    if (ct_conf_text(g, "pattern", &out->like, err) < 0)
        return -1;
    return ct_read_pattern(r, g, "pattern", true, &out->pattern, err);
}

/* Returns 1 if the group names an origin, 0 if not, -1 with *err. */
static int read_part(struct ct_reading *r, const config_setting_t *g,
                     struct ct_part *out, struct ct_error *err)
{
    int n = 0;
    for (int i = 0; i < N_KINDS; i++) {
        if (!config_setting_get_member(g, kinds[i].name))
            continue;
        if (n++)
            return ct_conf_fail(g, err,
                                "only one of 'column', 'header', 'file', "
                                "'sheet', 'after', 'cell', 'text'");
        if (read_kind(r, g, i, out, err) < 0)
            return -1;
    }
    return n;
}

static int read_parts(struct ct_reading *r, const config_setting_t *list,
                      struct ct_origin *out, struct ct_error *err)
{
    size_t n = (size_t)config_setting_length(list);
    struct ct_part *part = ct_descriptor_memory(r->d, n, sizeof *part);
    for (size_t i = 0; i < n; i++) {
        const config_setting_t *g = config_setting_get_elem(list, (unsigned)i);
        int found =
            config_setting_is_group(g) ? read_part(r, g, &part[i], err) : 0;
        if (found < 0)
            return -1;
        if (!found)
            return ct_conf_fail(g, err,
                                "a part is a group as { column = \"Year\"; }");
    }
    *out = (struct ct_origin){n, part};
    return 0;
}

/* What stands beside `parts` would have no effect. */
static int read_alone(const config_setting_t *group, struct ct_error *err)
{
    for (int i = 0; i < N_KINDS; i++)
        if (config_setting_get_member(group, kinds[i].name))
            return ct_conf_fail(group, err, "either 'parts' or '%s'",
                                kinds[i].name);
    if (config_setting_get_member(group, "pattern"))
        return ct_conf_fail(group, err,
                            "'pattern' stands in each of the 'parts'");
    return 0;
}

int ct_read_origin(struct ct_reading *r, const config_setting_t *group,
                   struct ct_origin *out, struct ct_error *err)
{
    const config_setting_t *parts;
    if (ct_conf_list(group, "parts", &parts, err) < 0)
        return -1;
    if (parts)
        return read_alone(group, err) < 0 ? -1 : read_parts(r, parts, out, err);
    struct ct_part *part = ct_descriptor_memory(r->d, 1, sizeof *part);
    int found = read_part(r, group, part, err);
    if (found > 0)
        *out = (struct ct_origin){1, part};
    return found < 0 ? -1 : 0;
}

/* --- time --- */

static int read_months(struct ct_reading *r, const config_setting_t *g,
                       struct ct_time_style *style, struct ct_error *err)
{
    struct ct_texts months = {0};
    if (ct_read_texts(r, g, "months", &months, err) < 0)
        return -1;
    if (months.n && months.n != 12)
        return ct_conf_fail_at(g, "months", err,
                               "'months' must be 12 names, not %zu", months.n);
    if (months.n)
        style->month = months.text;
    return 0;
}

static int read_formats(struct ct_reading *r, const config_setting_t *g,
                        struct ct_time_style *style, struct ct_error *err)
{
    struct ct_texts formats = {0};
    if (ct_read_texts(r, g, "format", &formats, err) < 0)
        return -1;
    for (size_t i = 0; i < formats.n; i++) {
        const char *fault = ct_time_format_fault(formats.text[i]);
        if (fault)
            return ct_conf_fail_at(g, "format", err, "format '%s': %s",
                                   formats.text[i], fault);
    }
    style->n_formats = formats.n;
    style->format = formats.text;
    return 0;
}

/* `months`, `freq` and `cumulative` stand beside `time`, as a form may change
 * one of them alone. */
static int read_time_style(struct ct_reading *r, const config_setting_t *g,
                           struct ct_time_style *style, struct ct_error *err)
{
    static const char freqs[] = "AQM";
    int freq = -1;
    if (read_months(r, g, style, err) < 0 ||
        ct_conf_choice(g, "freq", "A|Q|M", &freq, err) < 0 ||
        ct_conf_bool(g, "cumulative", &style->cumulative, err) < 0)
        return -1;
    if (freq >= 0)
        style->freq = freqs[freq];
    return 0;
}

int ct_read_time(struct ct_reading *r, const config_setting_t *group,
                 const char *name, struct ct_origin *out,
                 struct ct_time_style *style, struct ct_error *err)
{
    static const char *const names[] = {"column",  "header", "file",  "sheet",
                                        "after",   "cell",   "text",  "parts",
                                        "pattern", "format", "months"};
    const config_setting_t *time;
    if (read_time_style(r, group, style, err) < 0 ||
        ct_conf_group(group, name, &time, err) < 0)
        return -1;
    if (!time)
        return 0;
    if (ct_conf_known(time, names, sizeof names / sizeof *names, err) < 0 ||
        ct_read_origin(r, time, out, err) < 0 ||
        read_months(r, time, style, err) < 0)
        return -1;
    return read_formats(r, time, style, err);
}

/* --- conditions --- */

static int read_condition(struct ct_reading *r, const config_setting_t *g,
                          struct ct_condition *c, struct ct_error *err)
{
    static const char *const names[] = {"column",  "is",      "isnt",
                                        "matches", "differs", "reason"};
    struct ct_texts isnt = {0};
    const regex_t *differs = NULL;
    if (!config_setting_is_group(g))
        return ct_conf_fail(g, err, "a condition must be a group { ... }");
    if (ct_conf_known(g, names, sizeof names / sizeof *names, err) < 0 ||
        ct_read_texts(r, g, "column", &c->column, err) < 0 ||
        ct_read_texts(r, g, "is", &c->is, err) < 0 ||
        ct_read_texts(r, g, "isnt", &isnt, err) < 0 ||
        ct_read_pattern(r, g, "matches", false, &c->matches, err) < 0 ||
        ct_read_pattern(r, g, "differs", false, &differs, err) < 0 ||
        ct_conf_text(g, "reason", &c->reason, err) < 0)
        return -1;
    int n = (c->is.n > 0) + (isnt.n > 0) + !!c->matches + !!differs;
    if (!c->column.n || n != 1)
        return ct_conf_fail(g, err,
                            "a condition needs 'column' and one of 'is', "
                            "'isnt', 'matches', 'differs'");
    c->negated = isnt.n || differs;
    if (isnt.n)
        c->is = isnt;
    if (differs)
        c->matches = differs;
    return 0;
}

int ct_read_conditions(struct ct_reading *r, const config_setting_t *group,
                       const char *name, bool reasons,
                       const struct ct_condition **out, size_t *n,
                       struct ct_error *err)
{
    const config_setting_t *s = config_setting_get_member(group, name);
    if (!s)
        return 0;
    bool list = config_setting_type(s) == CONFIG_TYPE_LIST;
    *n = list ? (size_t)config_setting_length(s) : 1;
    struct ct_condition *c = ct_descriptor_memory(r->d, *n, sizeof *c);
    *out = c;
    for (size_t i = 0; i < *n; i++) {
        const config_setting_t *g =
            list ? config_setting_get_elem(s, (unsigned)i) : s;
        if (read_condition(r, g, &c[i], err) < 0)
            return -1;
        if (reasons && !c[i].reason)
            return ct_conf_fail(g, err,
                                "rows that are left out need a 'reason'");
    }
    return 0;
}

/* --- keys --- */

/* Keys and forms often share a table (areas); it is read and checked once.
 * `in_full`: its codes matter. */
static const struct ct_concordance *find_map(struct ct_reading *r,
                                             const char *name, bool in_full,
                                             struct ct_error *err)
{
    struct ct_descriptor *d = r->d;
    for (size_t i = 0; i < d->n_maps; i++)
        if (strcmp(d->map[i]->name, name) == 0 && (d->map[i]->row || !in_full))
            return d->map[i];
    char *path = ct_xasprintf("%s/%s", r->folder, name);
    struct ct_concordance *map =
        in_full ? ct_concordance_read(path, name, &d->vocabulary, err)
                : ct_concordance_empty(name);
    free(path);
    if (!map)
        return NULL;
    d->map = ct_xrealloc(d->map, d->n_maps + 1, sizeof *d->map);
    d->map[d->n_maps++] = map;
    return map;
}

/* Tables stand in the dataset's own folder: a path would break as soon as the
 * folder is copied or installed. */
static int read_map(struct ct_reading *r, const config_setting_t *g,
                    struct ct_rule *rule, struct ct_error *err)
{
    const char *map = NULL;
    if (ct_conf_text(g, "map", &map, err) < 0)
        return -1;
    if (map && (strchr(map, '/') || *map == '.'))
        return ct_conf_fail(
            g, err, "'map' is the name of a file in this folder, not '%s'",
            map);
    /* the names of columns are looked up to tell a header */
    bool in_full =
        !r->headers_only || ct_origin_scope(&rule->from) >= CT_SCOPE_COLUMN;
    return map && !(rule->map = find_map(r, map, in_full, err)) ? -1 : 0;
}

/* Own codes are of a country: ISO3:... */
static int read_own(const config_setting_t *g, struct ct_rule *rule,
                    struct ct_error *err)
{
    if (ct_conf_text(g, "own", &rule->own, err) < 0)
        return -1;
    if (!rule->own)
        return 0;
    if (strlen(rule->own) != 3 || ct_area_kind(rule->own) != CT_AREA_COUNTRY)
        return ct_conf_fail(
            g, err, "'own' is a country's three letters, not '%s'", rule->own);
    if (!rule->dimension)
        rule->dimension = "area";
    return 0;
}

static int read_key_use(struct ct_reading *r, const config_setting_t *g,
                        struct ct_rule *rule, struct ct_error *err)
{
    if (ct_conf_text(g, "to", &rule->dimension, err) < 0 ||
        read_own(g, rule, err) < 0 || read_map(r, g, rule, err) < 0)
        return -1;
    if (rule->dimension && ct_read_dimension(g, rule->dimension, err) < 0)
        return -1;
    if (!rule->map == !rule->dimension)
        return ct_conf_fail(
            g, err,
            "a key needs one of 'map', 'to' and 'own', and 'map' alone");
    return 0;
}

static int read_key(struct ct_reading *r, const config_setting_t *g,
                    struct ct_rule *rule, struct ct_error *err)
{
    static const char *const names[] = {
        "column", "header",   "file",    "sheet", "after", "cell",
        "text",   "parts",    "pattern", "to",    "own",   "map",
        "label",  "optional", "others",  "when"};
    if (!config_setting_is_group(g))
        return ct_conf_fail(g, err, "a key must be a group { ... }");
    if (ct_conf_known(g, names, sizeof names / sizeof *names, err) < 0 ||
        ct_read_origin(r, g, &rule->from, err) < 0 ||
        read_key_use(r, g, rule, err) < 0 ||
        ct_read_texts(r, g, "label", &rule->label, err) < 0 ||
        ct_conf_bool(g, "optional", &rule->optional, err) < 0 ||
        ct_conf_bool(g, "others", &rule->others, err) < 0)
        return -1;
    if (!rule->from.n_parts)
        return ct_conf_fail(g, err,
                            "a key needs one of 'column', 'header', 'file', "
                            "'sheet', 'after', 'cell', 'text', 'parts'");
    return ct_read_conditions(r, g, "when", false, &rule->when, &rule->n_when,
                              err);
}

/* Texts that a table does not have may only be passed by where an earlier key
 * has given them a code. */
static int check_others(const config_setting_t *g, const struct ct_rule *first,
                        const struct ct_rule *rule, struct ct_error *err)
{
    if (!rule->others || (rule->map && !rule->map->row))
        return 0;
    for (const struct ct_rule *r = first; r < rule && rule->map; r++)
        if (r->dimension && rule->map->n_targets &&
            strcmp(r->dimension, rule->map->target[0]) == 0)
            return 0;
    return ct_conf_fail(g, err,
                        "'others' needs a 'map', and an earlier key that gives "
                        "codes of the same dimension");
}

int ct_read_keys(struct ct_reading *r, const config_setting_t *group,
                 struct ct_form *form, struct ct_error *err)
{
    const config_setting_t *list;
    if (ct_conf_list(group, "keys", &list, err) < 0)
        return -1;
    if (!list)
        return 0;
    size_t n = (size_t)config_setting_length(list);
    struct ct_rule *rule = ct_descriptor_memory(r->d, n, sizeof *rule);
    for (size_t i = 0; i < n; i++)
        if (read_key(r, config_setting_get_elem(list, (unsigned)i), &rule[i],
                     err) < 0 ||
            check_others(config_setting_get_elem(list, (unsigned)i), rule,
                         &rule[i], err) < 0)
            return -1;
    form->rule = rule;
    form->n_rules = n;
    return 0;
}
