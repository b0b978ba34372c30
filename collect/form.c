/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settings of a form: bytes, layout, columns, numbers. */
#include "config.h"

#include "collect/descriptor_inner.h"

#include "collect/positions.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <stdlib.h>
#include <string.h>

const char *const ct_form_settings[] = {
    "carrier",    "encoding",     "delimiter",   "member",     "sheet",
    "record",     "layout",       "preamble",    "columns",    "header_rows",
    "merged",     "end",          "skip",        "fill",       "rejoin",
    "short_rows", "trim",         "packed",      "free",       "unchecked",
    "decimal",    "thousands",    "missing",     "suppressed", "cannot_exist",
    "zero",       "flags_beside", "ignore_like", "titles",     "below",
    "zeros",      "interval",     "overpunch",   "flags",      "flags_in_value",
    "scale",      "numbers",      "status",      "ignore",     "ignore_rows",
    "notes",      "vintage",      "time",        "months",     "freq",
    "cumulative", "count",        "absent",      "keys",       "constants"};
const size_t ct_n_form_settings =
    sizeof ct_form_settings / sizeof *ct_form_settings;

/* --- bytes --- */

/* The record description stands in the dataset's folder, as tables do. */
static int read_record(struct ct_reading *r, const config_setting_t *g,
                       struct ct_carrier_settings *s, struct ct_error *err)
{
    struct ct_owned *o = r->d->owned;
    const char *name = NULL;
    if (ct_conf_text(g, "record", &name, err) < 0)
        return -1;
    if (!name)
        return 0;
    if (strchr(name, '/') || *name == '.')
        return ct_conf_fail(
            g, err, "'record' is the name of a file in this folder, not '%s'",
            name);
    char *path = ct_xasprintf("%s/%s", r->folder, name);
    struct ct_positions *p = ct_positions_read(path, err);
    free(path);
    if (!p)
        return -1;
    o->positions =
        ct_xrealloc(o->positions, o->n_positions + 1, sizeof *o->positions);
    s->positions = o->positions[o->n_positions++] = p;
    return 0;
}

/* Encoding and delimiter are told, not guessed: a short file can often be read
 * in several ways, and a wrong one would show only in the names. */
static int read_carrier(struct ct_reading *r, const config_setting_t *g,
                        struct ct_form *form, struct ct_error *err)
{
    const char *name = NULL;
    struct ct_carrier_settings *s = &form->carrier_settings;
    if (ct_conf_text(g, "carrier", &name, err) < 0 ||
        ct_conf_text(g, "encoding", &s->encoding, err) < 0 ||
        ct_conf_char(g, "delimiter", &s->delimiter, err) < 0 ||
        ct_read_pattern(r, g, "member", false, &form->member, err) < 0 ||
        ct_read_pattern(r, g, "sheet", false, &s->sheet, err) < 0 ||
        read_record(r, g, s, err) < 0)
        return -1;
    if (name && !(form->carrier = ct_carrier_find(name)))
        return ct_conf_fail_at(g, "carrier", err,
                               "unknown carrier '%s', known: %s", name,
                               ct_carrier_names());
    return 0;
}

/* --- rows --- */

static int read_header(struct ct_reading *r, const config_setting_t *g,
                       struct ct_form *form, struct ct_error *err)
{
    if (ct_conf_int(g, "preamble", 0, 1000, &form->preamble, err) < 0 ||
        ct_conf_int(g, "header_rows", 1, 9, &form->header_rows, err) < 0 ||
        ct_conf_bool(g, "merged", &form->merged, err) < 0 ||
        ct_read_texts(r, g, "columns", &form->columns, err) < 0 ||
        ct_conf_text(g, "packed", &form->packed, err) < 0)
        return -1;
    if (form->packed && strlen(form->packed) != 1)
        return ct_conf_fail_at(g, "packed", err,
                               "'packed' must be one character");
    return 0;
}

static int read_rows(struct ct_reading *r, const config_setting_t *g,
                     struct ct_form *form, struct ct_error *err)
{
    if (ct_read_pattern(r, g, "end", false, &form->end, err) < 0 ||
        ct_read_pattern(r, g, "skip", false, &form->skip, err) < 0 ||
        ct_read_texts(r, g, "fill", &form->fill, err) < 0 ||
        ct_read_texts(r, g, "rejoin", &form->rejoin, err) < 0 ||
        ct_conf_bool(g, "short_rows", &form->short_rows, err) < 0 ||
        ct_conf_bool(g, "trim", &form->trim, err) < 0 ||
        ct_conf_bool(g, "free", &form->free, err) < 0 ||
        ct_conf_bool(g, "unchecked", &form->unchecked, err) < 0)
        return -1;
    form->carrier_settings.whole = form->free;
    return ct_read_conditions(r, g, "ignore_rows", true, &form->ignored_row,
                              &form->n_ignored_rows, err);
}

/* count = "rows", "distinct Crime ID", "sum Victims" */
static int read_count(struct ct_reading *r, const config_setting_t *g,
                      struct ct_count *out, struct ct_error *err)
{
    const char *count = NULL;
    int absent = out->absent_is_zero;
    if (ct_conf_text(g, "count", &count, err) < 0 ||
        ct_conf_choice(g, "absent", "missing|zero", &absent, err) < 0)
        return -1;
    out->absent_is_zero = absent == 1;
    if (!count)
        return 0;
    size_t word = strcspn(count, " ");
    const char **column = ct_descriptor_memory(r->d, 1, sizeof *column);
    *column = count[word] ? count + word + 1 : "";
    out->column = (struct ct_texts){1, column};
    if (strcmp(count, "rows") == 0)
        out->kind = CT_COUNT_ROWS;
    else if (strncmp(count, "distinct ", 9) == 0)
        out->kind = CT_COUNT_DISTINCT;
    else if (strncmp(count, "sum ", 4) == 0)
        out->kind = CT_COUNT_SUM;
    else
        return ct_conf_fail_at(
            g, "count", err,
            "'count' must be \"rows\", \"distinct COLUMN\" or "
            "\"sum COLUMN\", not '%s'",
            count);
    return 0;
}

static int read_layout(struct ct_reading *r, const config_setting_t *g,
                       struct ct_form *form, struct ct_error *err)
{
    const char *name = NULL;
    if (ct_conf_text(g, "layout", &name, err) < 0 ||
        read_header(r, g, form, err) < 0 || read_rows(r, g, form, err) < 0)
        return -1;
    if (name && !(form->layout = ct_layout_find(name)))
        return ct_conf_fail_at(g, "layout", err,
                               "unknown layout '%s', known: %s", name,
                               ct_layout_names());
    return read_count(r, g, &form->count, err);
}

/* --- numbers --- */

static void add_mark(struct ct_value_style *style, struct ct_mark *mark,
                     const char *text, uint16_t status)
{
    *mark = (struct ct_mark){.text = text,
                             .length = strlen(text),
                             .status = status,
                             .zero = !status};
    style->mark_is_number |= strspn(text, "0123456789.,") == mark->length &&
                             strpbrk(text, "0123456789");
}

/* The kinds of texts in place of a number go into one list, as a cell is looked
 * up once. */
static int read_marks(struct ct_reading *r, const config_setting_t *g,
                      struct ct_value_style *style, struct ct_error *err)
{
    static const struct {
        const char *name;
        uint16_t status;
    } kinds[] = {{"missing", CT_STATUS_MISSING},
                 {"suppressed", CT_STATUS_SUPPRESSED},
                 {"cannot_exist", CT_STATUS_CANNOT},
                 {"zero", 0}};
    enum { N_KINDS = sizeof kinds / sizeof *kinds };
    struct ct_texts texts[N_KINDS] = {{0}};
    size_t n = 0;
    for (int i = 0; i < N_KINDS; i++) {
        if (ct_read_texts(r, g, kinds[i].name, &texts[i], err) < 0)
            return -1;
        n += texts[i].n;
    }
    if (!n)
        return 0;
    struct ct_mark *mark = ct_descriptor_memory(r->d, n, sizeof *mark);
    style->mark = mark;
    style->n_marks = n;
    for (int i = 0; i < N_KINDS; i++)
        for (size_t k = 0; k < texts[i].n; k++)
            add_mark(style, mark++, texts[i].text[k], kinds[i].status);
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
    out->length = strlen(theirs);
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
        ct_conf_text(g, "below", &style->below, err) < 0 ||
        ct_conf_bool(g, "zeros", &style->zeros, err) < 0 ||
        ct_conf_bool(g, "overpunch", &style->overpunch, err) < 0 ||
        ct_conf_bool(g, "interval", &style->interval, err) < 0 ||
        read_marks(r, g, style, err) < 0 || read_flags(r, g, style, err) < 0)
        return -1;
    ct_value_index(style);
    return 0;
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

/* titles = ( { name = "Region"; alone = true; } ) */
static int read_title(struct ct_reading *r, const config_setting_t *g,
                      struct ct_title *out, struct ct_error *err)
{
    static const char *const names[] = {"name", "matches", "alone", "data"};
    if (!config_setting_is_group(g))
        return ct_conf_fail(g, err, "a title must be a group { ... }");
    if (ct_conf_known(g, names, sizeof names / sizeof *names, err) < 0 ||
        ct_conf_text(g, "name", &out->name, err) < 0 ||
        ct_read_pattern(r, g, "matches", false, &out->pattern, err) < 0 ||
        ct_conf_bool(g, "alone", &out->alone, err) < 0 ||
        ct_conf_bool(g, "data", &out->data, err) < 0)
        return -1;
    if (!out->name || (!out->pattern && !out->alone))
        return ct_conf_fail(g, err,
                            "a title needs 'name', and 'matches' or 'alone'");
    return 0;
}

static int read_titles(struct ct_reading *r, const config_setting_t *g,
                       struct ct_form *form, struct ct_error *err)
{
    const config_setting_t *list;
    if (ct_conf_list(g, "titles", &list, err) < 0)
        return -1;
    if (!list)
        return 0;
    size_t n = (size_t)config_setting_length(list);
    struct ct_title *title = ct_descriptor_memory(r->d, n, sizeof *title);
    for (size_t i = 0; i < n; i++)
        if (read_title(r, config_setting_get_elem(list, (unsigned)i), &title[i],
                       err) < 0)
            return -1;
    form->title = title;
    form->n_titles = n;
    return 0;
}

/* By enum ct_remark_on. */
static const char *const remark_on[] = {"changes", "observations", "series"};

/* notes = ( { column = "Source"; kind = "source"; } ) */
static int read_remark(struct ct_reading *r, const config_setting_t *g,
                       struct ct_remark *out, struct ct_error *err)
{
    static const char *const names[] = {"column", "kind", "on"};
    const char *on = "changes";
    out->kind = "source";
    if (!config_setting_is_group(g))
        return ct_conf_fail(g, err, "a note must be a group { ... }");
    if (ct_conf_known(g, names, sizeof names / sizeof *names, err) < 0 ||
        ct_read_texts(r, g, "column", &out->column, err) < 0 ||
        ct_conf_text(g, "kind", &out->kind, err) < 0 ||
        ct_conf_text(g, "on", &on, err) < 0)
        return -1;
    if (!out->column.n)
        return ct_conf_fail(g, err, "a note needs 'column'");
    out->on = *on == 'o'   ? CT_ON_OBSERVATIONS
              : *on == 's' ? CT_ON_SERIES
                           : CT_ON_CHANGES;
    if (strcmp(on, remark_on[out->on]) != 0)
        return ct_conf_fail_at(g, "on", err,
                               "'on' must be \"changes\", \"observations\" "
                               "or \"series\"");
    return 0;
}

static int read_remarks(struct ct_reading *r, const config_setting_t *g,
                        struct ct_form *form, struct ct_error *err)
{
    const config_setting_t *list;
    if (ct_conf_list(g, "notes", &list, err) < 0)
        return -1;
    if (!list)
        return 0;
    size_t n = (size_t)config_setting_length(list);
    if (n > CT_REMARKS_MAX)
        return ct_conf_fail(list, err, "more than %d columns of notes",
                            CT_REMARKS_MAX);
    struct ct_remark *remark = ct_descriptor_memory(r->d, n, sizeof *remark);
    for (size_t i = 0; i < n; i++)
        if (read_remark(r, config_setting_get_elem(list, (unsigned)i),
                        &remark[i], err) < 0)
            return -1;
    form->remark = remark;
    form->n_remarks = n;
    return 0;
}

/* The edition is of the whole file, so it cannot be in a column. */
static int read_vintage(struct ct_reading *r, const config_setting_t *g,
                        struct ct_form *form, struct ct_error *err)
{
    if (ct_read_time(r, g, "vintage", &form->vintage, &form->vintage_style,
                     err) < 0)
        return -1;
    if (ct_origin_scope(&form->vintage) == CT_SCOPE_FILE)
        return 0;
    return ct_conf_fail(config_setting_get_member(g, "vintage"), err,
                        "the edition is that of the whole file: one of "
                        "'file', 'sheet', 'after', 'cell', 'text'");
}

/* Called for the dataset's own settings, then for each form on a copy of what
 * came of them; hence nothing is reset, and nothing required here. */
int ct_read_form(struct ct_reading *r, const config_setting_t *group,
                 struct ct_form *form, struct ct_error *err)
{
    const config_setting_t *constants;
    if (read_carrier(r, group, form, err) < 0 ||
        read_layout(r, group, form, err) < 0 ||
        read_style(r, group, &form->style, err) < 0 ||
        read_numbers(r, group, form, err) < 0 ||
        ct_read_texts(r, group, "status", &form->status, err) < 0 ||
        ct_conf_bool(group, "flags_beside", &form->flags_beside, err) < 0 ||
        ct_read_texts(r, group, "ignore", &form->ignored, err) < 0 ||
        ct_read_pattern(r, group, "ignore_like", false, &form->ignored_like,
                        err) < 0 ||
        read_titles(r, group, form, err) < 0 ||
        read_remarks(r, group, form, err) < 0 ||
        read_vintage(r, group, form, err) < 0 ||
        ct_read_time(r, group, "time", &form->time, &form->time_style, err) <
            0 ||
        ct_read_keys(r, group, form, err) < 0 ||
        ct_conf_group(group, "constants", &constants, err) < 0)
        return -1;
    if (!constants)
        return 0;
    return ct_read_constants(r, constants, "", &form->constant,
                             &form->n_constants, err);
}
