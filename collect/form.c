/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settings of a form: bytes, layout, columns, numbers. */
#include "config.h"

#include "collect/descriptor_inner.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <stdlib.h>
#include <string.h>

const char *const ct_form_settings[] = {
    "carrier",        "encoding", "delimiter",  "layout",       "preamble",
    "trim",           "packed",   "free",       "unchecked",    "decimal",
    "thousands",      "missing",  "suppressed", "cannot_exist", "flags",
    "flags_in_value", "scale",    "numbers",    "status",       "ignore",
    "time",           "keys",     "constants"};
const size_t ct_n_form_settings =
    sizeof ct_form_settings / sizeof *ct_form_settings;

/* --- bytes and layout --- */

/* Encoding and delimiter are told, not guessed: a short file can often be read
 * in several ways, and a wrong one would show only in the names. */
static int read_carrier(const config_setting_t *g, struct ct_form *form,
                        struct ct_error *err)
{
    const char *name = NULL;
    if (ct_conf_text(g, "carrier", &name, err) < 0 ||
        ct_conf_text(g, "encoding", &form->carrier_settings.encoding, err) <
            0 ||
        ct_conf_char(g, "delimiter", &form->carrier_settings.delimiter, err) <
            0)
        return -1;
    if (name && !(form->carrier = ct_carrier_find(name)))
        return ct_conf_fail(g, err, "unknown carrier '%s', known: %s", name,
                            ct_carrier_names());
    return 0;
}

static int read_layout(const config_setting_t *g, struct ct_form *form,
                       struct ct_error *err)
{
    const char *name = NULL;
    if (ct_conf_text(g, "layout", &name, err) < 0 ||
        ct_conf_int(g, "preamble", 0, 1000, &form->preamble, err) < 0 ||
        ct_conf_bool(g, "trim", &form->trim, err) < 0 ||
        ct_conf_text(g, "packed", &form->packed, err) < 0 ||
        ct_conf_bool(g, "free", &form->free, err) < 0 ||
        ct_conf_bool(g, "unchecked", &form->unchecked, err) < 0)
        return -1;
    if (form->packed && strlen(form->packed) != 1)
        return ct_conf_fail(g, err, "'packed' must be one character");
    if (name && !(form->layout = ct_layout_find(name)))
        return ct_conf_fail(g, err, "unknown layout '%s', known: %s", name,
                            ct_layout_names());
    return 0;
}

/* --- numbers --- */

/* The three kinds of texts in place of a number go into one list, as a cell is
 * looked up once. */
static int read_marks(struct ct_reading *r, const config_setting_t *g,
                      struct ct_value_style *style, struct ct_error *err)
{
    static const struct {
        const char *name;
        uint16_t status;
    } kinds[] = {{"missing", CT_STATUS_MISSING},
                 {"suppressed", CT_STATUS_SUPPRESSED},
                 {"cannot_exist", CT_STATUS_CANNOT}};
    struct ct_texts texts[3] = {{0}};
    size_t n = 0;
    for (int i = 0; i < 3; i++) {
        if (ct_read_texts(r, g, kinds[i].name, &texts[i], err) < 0)
            return -1;
        n += texts[i].n;
    }
    if (!n)
        return 0;
    struct ct_mark *mark = ct_descriptor_memory(r->d, n, sizeof *mark);
    style->mark = mark;
    style->n_marks = n;
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < texts[i].n; k++)
            *mark++ =
                (struct ct_mark){texts[i].text[k], kinds[i].status, false};
    return 0;
}

/* flags = ( ("b", "B"), ("r", "") ): the publisher's, ours. */
static int read_flag(const config_setting_t *pair, struct ct_mark *out,
                     struct ct_error *err)
{
    const char *theirs = NULL, *ours = NULL;
    if (config_setting_length(pair) == 2) {
        theirs = config_setting_get_string_elem(pair, 0);
        ours = config_setting_get_string_elem(pair, 1);
    }
    if (!theirs || !ours ||
        ct_status_parse(ours, strlen(ours), &out->status, NULL) < 0)
        return ct_conf_fail(pair, err,
                            "a flag is a pair as (\"e\", \"E\"): the "
                            "publisher's and our letters");
    out->text = theirs;
    out->counted = !*ours;
    return 0;
}

static int read_flags(struct ct_reading *r, const config_setting_t *g,
                      struct ct_value_style *style, struct ct_error *err)
{
    const config_setting_t *list;
    if (ct_conf_bool(g, "flags_in_value", &style->flags_in_value, err) < 0 ||
        ct_conf_list(g, "flags", &list, err) < 0)
        return -1;
    if (!list)
        return 0;
    size_t n = (size_t)config_setting_length(list);
    struct ct_mark *flag = ct_descriptor_memory(r->d, n, sizeof *flag);
    for (size_t i = 0; i < n; i++)
        if (read_flag(config_setting_get_elem(list, (unsigned)i), &flag[i],
                      err) < 0)
            return -1;
    style->flag = flag;
    style->n_flags = n;
    return 0;
}

static int read_style(struct ct_reading *r, const config_setting_t *g,
                      struct ct_value_style *style, struct ct_error *err)
{
    if (ct_conf_char(g, "decimal", &style->number.decimal, err) < 0 ||
        ct_conf_char(g, "thousands", &style->number.thousands, err) < 0 ||
        ct_conf_int(g, "scale", -9, 9, &style->scale, err) < 0 ||
        read_marks(r, g, style, err) < 0)
        return -1;
    return read_flags(r, g, style, err);
}

/* The names to the left are those of the panel's columns, so a new column
 * needs no word here. */
static int read_numbers(struct ct_reading *r, const config_setting_t *g,
                        struct ct_form *form, struct ct_error *err)
{
    const config_setting_t *numbers;
    if (ct_conf_group(g, "numbers", &numbers, err) < 0)
        return -1;
    if (!numbers)
        return 0;
    if (ct_conf_known(numbers, ct_column_name, CT_N_COLUMNS, err) < 0)
        return -1;
    for (int i = 0; i < CT_N_COLUMNS; i++)
        if (ct_read_texts(r, numbers, ct_column_name[i], &form->numbers[i],
                          err) < 0)
            return -1;
    return 0;
}

/* --- keys --- */

/* Keys and forms often share a table (areas); it is read and checked once. */
static const struct ct_concordance *
find_map(struct ct_reading *r, const char *name, struct ct_error *err)
{
    struct ct_descriptor *d = r->d;
    for (size_t i = 0; i < d->n_maps; i++)
        if (strcmp(d->map[i]->name, name) == 0)
            return d->map[i];
    char *path = ct_xasprintf("%s/%s", r->folder, name);
    struct ct_concordance *map = ct_concordance_read(path, name, r->codes, err);
    free(path);
    if (!map)
        return NULL;
    d->map = ct_xrealloc(d->map, d->n_maps + 1, sizeof *d->map);
    d->map[d->n_maps++] = map;
    return map;
}

/* Tables stand in the dataset's own folder: a path would break as soon as the
 * folder is copied or installed. */
static int read_key_use(struct ct_reading *r, const config_setting_t *g,
                        struct ct_rule *rule, struct ct_error *err)
{
    const char *map = NULL;
    if (ct_conf_text(g, "to", &rule->dimension, err) < 0 ||
        ct_conf_text(g, "map", &map, err) < 0)
        return -1;
    if (!map == !rule->dimension)
        return ct_conf_fail(g, err, "a key needs 'map' or 'to', and not both");
    if (map && (strchr(map, '/') || *map == '.'))
        return ct_conf_fail(
            g, err, "'map' is the name of a file in this folder, not '%s'",
            map);
    if (map && !(rule->map = find_map(r, map, err)))
        return -1;
    return 0;
}

/* The name of a column is the publisher's word, so it can never be our code as
 * it is: a key from the header has a table. */
static int read_key(struct ct_reading *r, const config_setting_t *g,
                    struct ct_rule *rule, struct ct_error *err)
{
    static const char *const names[] = {"column", "header", "file",
                                        "after",  "text",   "to",
                                        "map",    "label",  "optional"};
    if (!config_setting_is_group(g))
        return ct_conf_fail(g, err, "a key must be a group { ... }");
    if (ct_conf_known(g, names, sizeof names / sizeof *names, err) < 0 ||
        ct_read_origin(r, g, &rule->from, err) < 0 ||
        read_key_use(r, g, rule, err) < 0 ||
        ct_read_texts(r, g, "label", &rule->label, err) < 0 ||
        ct_conf_bool(g, "optional", &rule->optional, err) < 0)
        return -1;
    if (rule->from.kind == CT_NO_ORIGIN)
        return ct_conf_fail(
            g, err,
            "a key needs one of 'column', 'header', 'file', 'after', 'text'");
    if (rule->from.kind == CT_ORIGIN_HEADER && !rule->map)
        return ct_conf_fail(g, err, "a key from the header needs 'map'");
    return 0;
}

static int read_keys(struct ct_reading *r, const config_setting_t *g,
                     struct ct_form *form, struct ct_error *err)
{
    const config_setting_t *list;
    if (ct_conf_list(g, "keys", &list, err) < 0)
        return -1;
    if (!list)
        return 0;
    size_t n = (size_t)config_setting_length(list);
    struct ct_rule *rule = ct_descriptor_memory(r->d, n, sizeof *rule);
    for (size_t i = 0; i < n; i++)
        if (read_key(r, config_setting_get_elem(list, (unsigned)i), &rule[i],
                     err) < 0)
            return -1;
    form->rule = rule;
    form->n_rules = n;
    return 0;
}

static int read_time(struct ct_reading *r, const config_setting_t *g,
                     struct ct_form *form, struct ct_error *err)
{
    static const char *const names[] = {"column", "file", "after", "text"};
    const config_setting_t *time;
    if (ct_conf_group(g, "time", &time, err) < 0)
        return -1;
    if (!time)
        return 0;
    if (ct_conf_known(time, names, sizeof names / sizeof *names, err) < 0)
        return -1;
    return ct_read_origin(r, time, &form->time, err);
}

/* Called for the dataset's own settings, then for each form on a copy of what
 * came of them; hence nothing is reset, and nothing required here. */
int ct_read_form(struct ct_reading *r, const config_setting_t *group,
                 struct ct_form *form, struct ct_error *err)
{
    const config_setting_t *constants;
    if (read_carrier(group, form, err) < 0 ||
        read_layout(group, form, err) < 0 ||
        read_style(r, group, &form->style, err) < 0 ||
        read_numbers(r, group, form, err) < 0 ||
        ct_read_texts(r, group, "status", &form->status, err) < 0 ||
        ct_read_texts(r, group, "ignore", &form->ignored, err) < 0 ||
        read_time(r, group, form, err) < 0 ||
        read_keys(r, group, form, err) < 0 ||
        ct_conf_group(group, "constants", &constants, err) < 0)
        return -1;
    if (!constants)
        return 0;
    return ct_read_constants(r, constants, "", &form->constant,
                             &form->n_constants, err);
}
