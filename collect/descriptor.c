/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading descriptors. */
#include "config.h"

#include "collect/descriptor_inner.h"
#include "collect/positions.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <stdlib.h>
#include <string.h>

/* Blocks are kept in a list and freed together: settings that turn out wrong
 * half-way need no undoing of their own. One element more than asked for, so
 * that an empty list is memory, too. */
void *ct_descriptor_memory(struct ct_descriptor *d, size_t n, size_t size)
{
    struct ct_owned *o = d->owned;
    o->block = ct_xrealloc(o->block, o->n_blocks + 1, sizeof *o->block);
    return o->block[o->n_blocks++] = ct_xcalloc(n + 1, size);
}

/* --- kinds of settings --- */

/* One text or several are the same to those who ask: a publisher who renames a
 * column makes a second name of the first. */
int ct_read_texts(struct ct_reading *r, const config_setting_t *group,
                  const char *name, struct ct_texts *out, struct ct_error *err)
{
    const config_setting_t *s = config_setting_get_member(group, name);
    if (!s)
        return 0;
    size_t n =
        config_setting_is_aggregate(s) ? (size_t)config_setting_length(s) : 1;
    const char **text = ct_descriptor_memory(r->d, n, sizeof *text);
    for (size_t i = 0; i < n; i++) {
        text[i] = config_setting_is_aggregate(s)
                      ? config_setting_get_string_elem(s, (int)i)
                      : config_setting_get_string(s);
        if (!text[i])
            return ct_conf_fail(s, err,
                                "'%s' must be a text in quotes, or several in "
                                "brackets",
                                name);
    }
    *out = (struct ct_texts){n, text};
    return 0;
}

/* A code that is wrong here would be wrong in every observation, so it is
 * checked when it is read. Attributes are free words, and what ends with a *
 * is the pattern of a break. */
static int check_constant(const struct ct_reading *r, const config_setting_t *s,
                          struct ct_constant *c, struct ct_error *err)
{
    const char *code = config_setting_get_string(s);
    if (!code)
        return ct_conf_fail(s, err, "'%s' must be a code in quotes", c->name);
    c->code = code;
    size_t n = strlen(code);
    if (ct_is_attribute(c->name) || (n && code[n - 1] == '*') ||
        ct_vocabulary_valid(&r->d->vocabulary, c->name, code))
        return 0;
    return ct_conf_fail(s, err, "unknown code of %s '%s'", c->name, code);
}

int ct_read_dimension(const config_setting_t *s, const char *name,
                      struct ct_error *err)
{
    struct ct_error why = {0};
    if (ct_vocabulary_name(name, &why) < 0)
        return ct_conf_fail(s, err, "%s", why.text);
    return 0;
}

int ct_read_constants(struct ct_reading *r, const config_setting_t *group,
                      const char *but, const struct ct_constant **out,
                      size_t *n, struct ct_error *err)
{
    int length = config_setting_length(group);
    struct ct_constant *c =
        ct_descriptor_memory(r->d, (size_t)length, sizeof *c);
    *out = c;
    *n = 0;
    for (int i = 0; i < length; i++) {
        const config_setting_t *s = config_setting_get_elem(group, (unsigned)i);
        c[*n].name = config_setting_name(s);
        if (strstr(but, c[*n].name))
            continue;
        if (ct_read_dimension(s, c[*n].name, err) < 0 ||
            check_constant(r, s, &c[*n], err) < 0)
            return -1;
        ++*n;
    }
    return 0;
}

/* --- the dataset --- */

/* Figures and tables go out under the dataset's title, so that and the id are
 * required; one's own tables have no publisher. */
static int read_identity(struct ct_reading *r, const config_setting_t *root,
                         struct ct_error *err)
{
    struct ct_descriptor *d = r->d;
    struct {
        const char *name, **field;
        bool required;
    } texts[] = {{"id", &d->id, true},
                 {"title", &d->title, true},
                 {"publisher", &d->publisher, false},
                 {"url", &d->url, false},
                 {"licence", &d->licence, false},
                 {"citation", &d->citation, false},
                 {"description", &d->description, false}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i].field = "";
        if (ct_conf_text(root, texts[i].name, texts[i].field, err) < 0)
            return -1;
        if (texts[i].required && !**texts[i].field)
            return ct_fail(err, CT_EDATA, 1, 0, "setting '%s' is missing",
                           texts[i].name);
    }
    int same_key = CT_REJECT_BOTH;
    if (ct_conf_choice(root, "same_key", "reject-both|first|last|error",
                       &same_key, err) < 0)
        return -1;
    d->same_key = (enum ct_same_key)same_key;
    return 0;
}

/* declare = ( { measure = "stops"; label = "Stops"; } ) */
static int read_declared(const config_setting_t *g, struct ct_declared *out,
                         struct ct_error *err)
{
    out->label = "";
    if (!config_setting_is_group(g))
        return ct_conf_fail(g, err, "a declared code must be a group { ... }");
    if (ct_conf_text(g, "label", &out->label, err) < 0)
        return -1;
    for (int i = 0; i < config_setting_length(g); i++) {
        const config_setting_t *s = config_setting_get_elem(g, (unsigned)i);
        if (strcmp(config_setting_name(s), "label") == 0)
            continue;
        if (ct_read_dimension(s, config_setting_name(s), err) < 0)
            return -1;
        out->dimension = config_setting_name(s);
        out->code = config_setting_get_string(s);
    }
    if (!out->code || !ct_code_text(out->code) || !*out->label)
        return ct_conf_fail(g, err,
                            "a declared code needs a dimension with its code, "
                            "and 'label'");
    return 0;
}

static int read_vocabulary(struct ct_reading *r, const config_setting_t *root,
                           struct ct_error *err)
{
    const config_setting_t *list;
    if (ct_conf_list(root, "declare", &list, err) < 0)
        return -1;
    size_t n = list ? (size_t)config_setting_length(list) : 0;
    struct ct_declared *declared =
        ct_descriptor_memory(r->d, n, sizeof *declared);
    for (size_t i = 0; i < n; i++)
        if (read_declared(config_setting_get_elem(list, (unsigned)i),
                          &declared[i], err) < 0)
            return -1;
    r->d->vocabulary.declared = declared;
    r->d->vocabulary.n_declared = n;
    return 0;
}

/* Words with choices are checked, as studies select by them; the others are
 * the publisher's own. */
static int read_recording(struct ct_reading *r, const config_setting_t *root,
                          struct ct_error *err)
{
    const config_setting_t *group;
    if (ct_conf_group(root, "recording", &group, err) < 0)
        return -1;
    if (!group)
        return 0;
    const char *names[32];
    for (size_t i = 0; i < ct_n_recording; i++) {
        names[i] = ct_recording[i].name;
        int number;
        if (ct_recording[i].choices &&
            ct_conf_choice(group, names[i], ct_recording[i].choices, &number,
                           err) < 0)
            return -1;
    }
    if (ct_conf_known(group, names, ct_n_recording, err) < 0)
        return -1;
    return ct_read_constants(r, group, "", &r->d->recording, &r->d->n_recording,
                             err);
}

/* A break without a reason could not be explained under a figure. */
static int read_break(struct ct_reading *r, const config_setting_t *g,
                      struct ct_break *k, struct ct_error *err)
{
    const char *time = "";
    k->note = "";
    if (!config_setting_is_group(g))
        return ct_conf_fail(g, err, "a break must be a group { ... }");
    if (ct_conf_text(g, "time", &time, err) < 0 ||
        ct_conf_text(g, "note", &k->note, err) < 0)
        return -1;
    struct ct_period period;
    if (ct_period_parse(time, strlen(time), &period, NULL) < 0 || !*k->note)
        return ct_conf_fail(g, err,
                            "a break needs 'time', a period, and 'note'");
    k->time = period.day;
    return ct_read_constants(r, g, "time note", &k->where, &k->n_where, err);
}

static int read_breaks(struct ct_reading *r, const config_setting_t *root,
                       struct ct_error *err)
{
    const config_setting_t *list;
    if (ct_conf_list(root, "breaks", &list, err) < 0)
        return -1;
    size_t n = list ? (size_t)config_setting_length(list) : 0;
    r->d->breaks = ct_descriptor_memory(r->d, n, sizeof *r->d->breaks);
    r->d->n_breaks = n;
    for (size_t i = 0; i < n; i++)
        if (read_break(r, config_setting_get_elem(list, (unsigned)i),
                       &r->d->breaks[i], err) < 0)
            return -1;
    return 0;
}

/* --- forms --- */

static bool is_layout(const struct ct_form *form, const char *name)
{
    return form->layout && strcmp(form->layout->name, name) == 0;
}

static bool has_header_key(const struct ct_form *form)
{
    for (size_t i = 0; i < form->n_rules; i++)
        if (ct_origin_scope(&form->rule[i].from) >= CT_SCOPE_COLUMN)
            return true;
    return false;
}

/* Layouts with values in several columns: which, their names must say. */
static int check_columns(const config_setting_t *s, const struct ct_form *form,
                         struct ct_error *err)
{
    bool periods = ct_origin_scope(&form->time) >= CT_SCOPE_COLUMN;
    bool wide = is_layout(form, "wide") || is_layout(form, "wide-measures");
    if (wide && !periods)
        return ct_conf_fail(s, err,
                            "layout %s has its periods in the columns' names: "
                            "'time' is from the header",
                            form->layout->name);
    bool names =
        is_layout(form, "measures") || is_layout(form, "wide-measures");
    if (names && !has_header_key(form))
        return ct_conf_fail(s, err,
                            "layout %s needs a key from the header, that says "
                            "which columns hold values",
                            form->layout->name);
    if (!wide && periods)
        return ct_conf_fail(s, err,
                            "'time' from the header is for layout wide or "
                            "wide-measures");
    return 0;
}

/* Settings that one layout has: beside another they would have no effect. Said
 * for all forms of a dataset, they are for those of that layout. */
static int check_settings(const config_setting_t *s, const struct ct_form *form,
                          struct ct_error *err)
{
    static const struct {
        const char *setting, *layout;
    } own[] = {
        {"numbers", "long"}, {"count", "incident"}, {"absent", "incident"}};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (config_setting_get_member(s, own[i].setting) &&
            !is_layout(form, own[i].layout))
            return ct_conf_fail_at(
                s, own[i].setting, err, "'%s' is for layout %s, not %s",
                own[i].setting, own[i].layout, form->layout->name);
    return 0;
}

/* What can only be seen when the whole form is read, with what it has from the
 * dataset. */
static int check_form(const config_setting_t *s, const struct ct_form *form,
                      struct ct_error *err)
{
    if (!form->carrier || !form->layout)
        return ct_conf_fail(s, err, "setting '%s' is missing",
                            form->carrier ? "layout" : "carrier");
    const struct ct_number_style *number = &form->style.number;
    if (number->decimal == number->thousands)
        return ct_conf_fail_at(s, "thousands", err,
                               "'%c' cannot be both marks of numbers: set "
                               "'decimal' and 'thousands'",
                               number->decimal);
    if (!form->time.n_parts)
        return ct_conf_fail(s, err, "setting 'time' is missing");
    if (is_layout(form, "long") && !form->numbers[CT_VALUE].n)
        return ct_conf_fail(s, err,
                            "'numbers' must name the column of 'value'");
    if (strcmp(form->carrier->name, "fixed") == 0 &&
        !form->carrier_settings.positions)
        return ct_conf_fail(s, err, "carrier fixed needs 'record'");
    return check_settings(s, form, err) < 0 ? -1 : check_columns(s, form, err);
}

/* Wide tables nearly always have plain periods as names. */
static void add_default_time(struct ct_form *form)
{
    static const struct ct_part header = {.kind = CT_PART_HEADER};
    if (is_layout(form, "wide") && !form->time.n_parts)
        form->time = (struct ct_origin){.n_parts = 1, .part = &header};
}

static int read_one_form(struct ct_reading *r, const config_setting_t *s,
                         struct ct_form *form, struct ct_error *err)
{
    if (!config_setting_is_group(s))
        return ct_conf_fail(s, err, "a form must be a group { ... }");
    if (ct_conf_known(s, ct_form_settings, ct_n_form_settings, err) < 0 ||
        ct_read_form(r, s, form, err) < 0)
        return -1;
    add_default_time(form);
    return check_form(s, form, err);
}

/* Settings outside the list are where each form starts, so that what all files
 * have in common is said once. */
static int read_forms(struct ct_reading *r, const config_setting_t *root,
                      struct ct_error *err)
{
    struct ct_form base = {
        .carrier_settings = {.encoding = "utf-8", .delimiter = ','},
        .preamble = 30,
        .header_rows = 1,
        .style = {.number = ct_number_plain, .zeros = true},
    };
    const config_setting_t *list;
    if (ct_read_form(r, root, &base, err) < 0 ||
        ct_conf_list(root, "forms", &list, err) < 0)
        return -1;
    size_t n = list ? (size_t)config_setting_length(list) : 1;
    r->d->form = ct_descriptor_memory(r->d, n, sizeof *r->d->form);
    r->d->n_forms = n;
    r->d->form[0] = base;
    if (!list) {
        add_default_time(&r->d->form[0]);
        return check_form(root, &r->d->form[0], err);
    }
    for (size_t i = 0; i < n; i++) {
        r->d->form[i] = base;
        if (read_one_form(r, config_setting_get_elem(list, (unsigned)i),
                          &r->d->form[i], err) < 0)
            return -1;
    }
    return 0;
}

/* First of all: a slip in a name is the likeliest mistake, and explains what
 * else seems to be missing. */
static int check_names(const config_setting_t *root, struct ct_error *err)
{
    static const char *const own[] = {
        "id",          "title",    "publisher", "url",    "licence", "citation",
        "description", "same_key", "recording", "breaks", "forms",   "declare"};
    enum { N_OWN = sizeof own / sizeof *own };
    const char *names[N_OWN + 64];
    memcpy(names, own, sizeof own);
    memcpy(names + N_OWN, ct_form_settings, ct_n_form_settings * sizeof *names);
    return ct_conf_known(root, names, N_OWN + ct_n_form_settings, err);
}

static int read_all(struct ct_reading *r, const char *path,
                    struct ct_error *err)
{
    config_t *config = &r->d->owned->config;
    if (ct_conf_read(config, path, err) < 0)
        return -1;
    const config_setting_t *root = config_root_setting(config);
    if (check_names(root, err) < 0 || read_identity(r, root, err) < 0 ||
        read_vocabulary(r, root, err) < 0 || read_recording(r, root, err) < 0 ||
        read_breaks(r, root, err) < 0 || read_forms(r, root, err) < 0)
        return ct_error_file(err, path);
    return 0;
}

static struct ct_descriptor *read_descriptor(const char *folder,
                                             const struct ct_codes *codes,
                                             bool headers_only,
                                             struct ct_error *err)
{
    struct ct_descriptor *d = ct_xcalloc(1, sizeof *d);
    struct ct_reading r = {
        .d = d, .folder = folder, .headers_only = headers_only};
    d->vocabulary.codes = codes;
    d->owned = ct_xcalloc(1, sizeof *d->owned);
    config_init(&d->owned->config);
    char *path = ct_xasprintf("%s/dataset.conf", folder);
    int status = read_all(&r, path, err);
    free(path);
    if (status == 0)
        return d;
    ct_descriptor_destroy(d);
    return NULL;
}

struct ct_descriptor *ct_descriptor_read(const char *folder,
                                         const struct ct_codes *codes,
                                         struct ct_error *err)
{
    return read_descriptor(folder, codes, false, err);
}

struct ct_descriptor *ct_descriptor_read_headers(const char *folder,
                                                 const struct ct_codes *codes,
                                                 struct ct_error *err)
{
    return read_descriptor(folder, codes, true, err);
}

static bool has_time_text(const struct ct_form *form)
{
    for (size_t i = 0; i < form->time.n_parts; i++)
        if (form->time.part[i].kind == CT_PART_TEXT)
            return true;
    return false;
}

bool ct_form_takes_time(const struct ct_form *form)
{
    return form->carrier->cube || has_time_text(form);
}

/* Forms share their parts, so those that change are copies. */
static void set_time_text(struct ct_descriptor *d, struct ct_form *form,
                          const char *time)
{
    size_t n = form->time.n_parts;
    struct ct_part *part = ct_descriptor_memory(d, n, sizeof *part);
    memcpy(part, form->time.part, n * sizeof *part);
    form->time.part = part;
    for (size_t i = 0; i < n; i++) {
        if (part[i].kind != CT_PART_TEXT)
            continue;
        const char **text = ct_descriptor_memory(d, 1, sizeof *text);
        *text = time;
        part[i].names = (struct ct_texts){1, text};
    }
}

void ct_descriptor_set_time(struct ct_descriptor *d, const char *time)
{
    for (size_t i = 0; i < d->n_forms; i++) {
        if (has_time_text(&d->form[i]))
            set_time_text(d, &d->form[i], time);
        else if (d->form[i].carrier->cube)
            d->form[i].carrier_settings.time = time;
    }
}

void ct_descriptor_destroy(struct ct_descriptor *d)
{
    if (!d)
        return;
    struct ct_owned *o = d->owned;
    for (size_t i = 0; i < d->n_maps; i++)
        ct_concordance_destroy(d->map[i]);
    for (size_t i = 0; i < o->n_patterns; i++) {
        regfree(o->pattern[i]);
        free(o->pattern[i]);
    }
    for (size_t i = 0; i < o->n_positions; i++)
        ct_positions_destroy(o->positions[i]);
    for (size_t i = 0; i < o->n_blocks; i++)
        free(o->block[i]);
    config_destroy(&o->config);
    free(o->pattern);
    free(o->positions);
    free(o->block);
    free(o);
    free(d->map);
    free(d);
}
