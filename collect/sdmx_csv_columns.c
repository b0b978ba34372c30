/* SPDX-License-Identifier: GPL-3.0-or-later
 * SDMX-CSV: what the columns are. Dimensions stand before the measure, the
 * attributes behind it; that is all a file says of them. */
#include "config.h"

#include "collect/sdmx_csv_inner.h"

#include "collect/attribute.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- the first part of the file --- */

/* How ids of our structures begin. */
#define OWN "CRIMETRENDS:"

/* In the order of their roles. */
const char *const ct_sdmx_beside[CT_SDMX_BESIDE] = {
    "lower", "upper", "note", "note_on_series", "note_on_all"};

static const char bom[] = "\xef\xbb\xbf";

/* Where a text ends that stands at a place of the head; the place if another
 * stands there. */
static size_t pass_text(const char *head, size_t n, size_t at, const char *text)
{
    size_t length = strlen(text);
    bool is_there = n - at >= length && memcmp(head + at, text, length) == 0;
    return is_there ? at + length : at;
}

/* The character behind the name of the first column, which may be quoted, have
 * a term in brackets or a label. */
static char find_separator(const char *head, size_t n)
{
    size_t name = pass_text(head, n, pass_text(head, n, 0, bom), "\"");
    size_t at = pass_text(head, n, name, "STRUCTURE");
    if (at == name)
        at = pass_text(head, n, name, "DATAFLOW");
    if (at == name)
        return '\0';
    if (at < n && head[at] == '[')
        while (at < n && head[at++] != ']')
            continue;
    if (at < n && head[at] == ':')
        while (at < n && !strchr(",;\t|\n", head[at]))
            at++;
    at = pass_text(head, n, at, "\"");
    return at < n && head[at] && strchr(",;\t|", head[at]) ? head[at] : '\0';
}

static char *copy_cell(const struct ct_row *row, long field)
{
    if (field < 0 || (size_t)field >= row->n)
        return NULL;
    const struct ct_cell *cell = &row->cells[field];
    return ct_xstrndup(cell->text, cell->length < 200 ? cell->length : 200);
}

static bool is_called(const struct ct_cell *cell, const char *name)
{
    return strcmp(cell->text, name) == 0;
}

static int peek_header(struct ct_sdmx_peek *p, const struct ct_row *row)
{
    p->n_fields = row->n;
    p->seen = ct_xcalloc(row->n + 1, sizeof *p->seen);
    p->structure_field = 0; /* DATAFLOW */
    p->updated_field = -1;
    for (size_t i = 0; i < row->n; i++) {
        if (is_called(&row->cells[i], "STRUCTURE_ID"))
            p->structure_field = (long)i;
        if (is_called(&row->cells[i], "LAST UPDATE"))
            p->updated_field = (long)i;
    }
    return 0;
}

/* Cells of a label behind the code are looked at as far as the code goes. */
static void peek_cell(struct ct_sdmx_seen *seen, const struct ct_cell *cell)
{
    const char *label = strstr(cell->text, ": ");
    size_t n = label ? (size_t)(label - cell->text) : cell->length;
    seen->n_periods += ct_cube_looks_like_period(cell->text, n);
    seen->has_point |= memchr(cell->text, '.', cell->length) != NULL;
}

static int peek_row(void *user, const struct ct_row *row, struct ct_error *err)
{
    (void)err;
    struct ct_sdmx_peek *p = user;
    if (!p->seen)
        return peek_header(p, row);
    if (row->n != p->n_fields)
        return -1;
    if (!p->n_rows++) {
        p->structure = copy_cell(row, p->structure_field);
        p->updated = copy_cell(row, p->updated_field);
    }
    for (size_t i = 0; i < row->n; i++)
        peek_cell(&p->seen[i], &row->cells[i]);
    return 0;
}

/* What is wrong with the rows is said when they are read. */
int ct_sdmx_csv_peek(struct ct_sdmx_csv *s, const char *head, size_t n,
                     struct ct_error *err)
{
    struct ct_error ignored = {0};
    s->separator = find_separator(head, n);
    if (!s->separator)
        return ct_fail(err, CT_EDATA, 1, 0,
                       "not SDMX-CSV: the first column is neither DATAFLOW "
                       "nor STRUCTURE");
    struct ct_csv_reader *csv = ct_csv_create(s->separator, peek_row, &s->peek);
    if (ct_csv_feed(csv, head, n, &ignored) == 0 && n < CT_STREAM_HEAD &&
        ct_csv_finish(csv, &ignored) < 0)
        ignored.code = CT_OK;
    ct_csv_destroy(csv);
    return 0;
}

/* --- columns --- */

/* Columns of the format's own, which are no components. */
static bool is_of_format(const char *id)
{
    static const char *const names[] = {
        "DATAFLOW",   "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION",
        "SERIES_KEY", "SERIESKEY", "OBS_KEY",      "LAST UPDATE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], id) == 0)
            return true;
    return false;
}

/* The id of `DIM_1: Dimension 1`, `ATTR_1[]`; many: it has several values. The
 * blank behind the colon is not always there (BIS). */
static char *split_id(const struct ct_cell *cell, bool *labelled, bool *many)
{
    const char *label = strchr(cell->text, ':');
    size_t n = label ? (size_t)(label - cell->text) : cell->length;
    const char *bracket = memchr(cell->text, '[', n);
    *labelled = label != NULL;
    *many = bracket != NULL;
    return ct_xstrndup(cell->text,
                       bracket ? (size_t)(bracket - cell->text) : n);
}

/* A name made by whoever wrote the file, such as `UPDATED` or `Last update`,
 * is told from a component's only where it could not be an id. */
static bool is_custom(const char *id)
{
    return !ct_sdmx_is_code(id, strlen(id));
}

static bool has_field(const struct ct_row *header, const char *name,
                      long *field)
{
    *field = -1;
    for (size_t i = 0; i < header->n && *field < 0; i++)
        if (strcmp(header->cells[i].text, name) == 0)
            *field = (long)i;
    return *field >= 0;
}

static void lower_case(const char *id, char *out, size_t room)
{
    size_t i = 0;
    for (; id[i] && i + 1 < room; i++)
        out[i] =
            id[i] >= 'A' && id[i] <= 'Z' ? (char)(id[i] - 'A' + 'a') : id[i];
    out[i] = '\0';
}

/* One that says how a series was recorded, in a file of ours. */
static bool is_own_attribute(const struct ct_sdmx_csv *s, const char *id)
{
    char name[64];
    lower_case(id, name, sizeof name);
    return s->own && s->settings->whole && ct_is_attribute(name);
}

/* The role by the place; before the measure all but times and statuses are
 * dimensions. */
static enum ct_sdmx_role place_role(const struct ct_sdmx_csv *s, const char *id,
                                    bool many, bool behind)
{
    enum ct_sdmx_role role = ct_sdmx_role(id);
    if (s->settings->time && ct_cube_same_id(id, s->settings->time))
        return CT_SDMX_TIME;
    if (role == CT_SDMX_TIME && s->settings->time)
        role = CT_SDMX_DIMENSION;
    if (many)
        return CT_SDMX_OTHER;
    if (!behind && (role >= CT_SDMX_OTHER || role == CT_SDMX_KEPT))
        return CT_SDMX_DIMENSION;
    if (behind && role == CT_SDMX_DIMENSION)
        return is_own_attribute(s, id) ? CT_SDMX_OWN : CT_SDMX_OTHER;
    if (s->own && strcmp(id, "UNIT_MULT") == 0) /* always 0 */
        return CT_SDMX_OTHER;
    return role > CT_SDMX_OWN && !s->settings->whole ? CT_SDMX_OTHER : role;
}

static void add_column(struct ct_sdmx_csv *s, const struct ct_row *header,
                       size_t field, bool *behind)
{
    struct ct_sdmx_column c = {.field = field, .label = -1};
    bool many;
    c.id = split_id(&header->cells[field], &c.labelled, &many);
    if (is_of_format(c.id) || (is_custom(c.id) && !many)) {
        free(c.id);
        return;
    }
    c.role = place_role(s, c.id, many, *behind);
    *behind |= c.role == CT_SDMX_VALUE;
    s->column = ct_xrealloc(s->column, s->n_columns + 1, sizeof *s->column);
    s->column[s->n_columns++] = c;
}

/* With labels=name each component has a column of its name behind it. */
static void add_columns(struct ct_sdmx_csv *s, const struct ct_row *header)
{
    bool behind = false;
    long names;
    bool pairs = has_field(header, "STRUCTURE_NAME", &names);
    for (size_t i = 0; i < header->n; i++) {
        size_t had = s->n_columns;
        add_column(s, header, i, &behind);
        if (s->n_columns == had || !pairs || i + 1 == header->n)
            continue;
        s->column[had].label = (long)++i;
    }
}

/* Another measure's name is anyone's guess; these are common. */
static int refuse_measures(const struct ct_sdmx_csv *s, struct ct_error *err)
{
    for (size_t i = 0; i < s->n_columns; i++)
        if (strncmp(s->column[i].id, "OBS_VALUE", 9) == 0)
            return ct_fail(err, CT_EDATA, 1, 0,
                           "no column OBS_VALUE, but '%.60s': a file with "
                           "another measure, or several, is not read",
                           s->column[i].id);
    return ct_fail(err, CT_EDATA, 1, 0,
                   "no column OBS_VALUE: which column is the measure is not "
                   "said in the file");
}

static int find_value(struct ct_sdmx_csv *s, struct ct_error *err)
{
    size_t value = s->n_columns, n_dimensions = 0;
    for (size_t i = 0; i < s->n_columns; i++) {
        n_dimensions += s->column[i].role == CT_SDMX_DIMENSION;
        if (s->column[i].role == CT_SDMX_VALUE)
            value = i;
    }
    if (value == s->n_columns)
        return refuse_measures(s, err);
    s->value = s->column[value].field;
    s->comma = s->separator == ';' && s->value < s->peek.n_fields &&
               !s->peek.seen[s->value].has_point;
    if (!n_dimensions)
        return ct_fail(err, CT_EDATA, 1, 0,
                       "no dimension stands before OBS_VALUE; behind it they "
                       "cannot be told from attributes: put them before it");
    return 0;
}

/* Whether all cells that were looked at are periods. */
static bool may_be_time(const struct ct_sdmx_csv *s,
                        const struct ct_sdmx_column *c)
{
    const struct ct_sdmx_peek *p = &s->peek;
    return c->role == CT_SDMX_DIMENSION && c->field < p->n_fields &&
           p->n_rows && p->seen[c->field].n_periods == p->n_rows;
}

static int find_time(struct ct_sdmx_csv *s, struct ct_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->column[i].role == CT_SDMX_TIME) {
            s->time = i;
            return 0;
        }
    for (size_t i = 0; i < s->n_columns; i++)
        if (may_be_time(s, &s->column[i])) {
            s->time = i;
            n++;
        }
    if (n == 1) {
        s->column[s->time].role = CT_SDMX_TIME;
        return 0;
    }
    return ct_fail(err, CT_EDATA, 1, 0,
                   "no column TIME_PERIOD, and %s dimension has only periods; "
                   "name the one that is the time with --time=NAME",
                   n ? "more than one" : "no");
}

static bool has_id(const struct ct_sdmx_csv *s, const char *id)
{
    for (size_t i = 0; i < s->n_columns; i++)
        if (strcmp(s->column[i].id, id) == 0)
            return true;
    return false;
}

/* The name that a component had before it was written (the reverse of what
 * export/sdmx_ids.c does, where it made way for another of the same id). */
static char *own_name(const struct ct_sdmx_csv *s,
                      const struct ct_sdmx_column *c)
{
    static const char *const concepts[][3] = {
        {"REF_AREA", "AREA", "area"},
        {"COUNTERPART_AREA", "COUNTERPART", "counterpart"},
        {"UNIT_MEASURE", "UNIT", "unit"}};
    char name[64];
    for (size_t i = 0; i < sizeof concepts / sizeof *concepts; i++)
        if (strcmp(c->id, concepts[i][0]) == 0 && !has_id(s, concepts[i][1]))
            return ct_xstrdup(concepts[i][2]);
    lower_case(c->id, name, sizeof name);
    return ct_xasprintf("%s%s", name,
                        c->role == CT_SDMX_OWN ? "_attribute" : "");
}

static void find_beside(struct ct_sdmx_csv *s)
{
    for (size_t i = 0; i < CT_SDMX_BESIDE; i++)
        s->beside[i] = -1;
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->column[i].role > CT_SDMX_OWN)
            s->beside[s->column[i].role - CT_SDMX_LOWER] =
                (long)s->column[i].field;
}

static void name_columns(struct ct_sdmx_csv *s)
{
    char **taken = ct_xcalloc(s->n_columns + 1, sizeof *taken);
    size_t n = 0;
    for (size_t i = 0; i < s->n_columns; i++) {
        struct ct_sdmx_column *c = &s->column[i];
        if (c->role != CT_SDMX_DIMENSION && c->role != CT_SDMX_KEPT &&
            c->role != CT_SDMX_OWN)
            continue;
        c->name = taken[n] =
            s->own ? own_name(s, c) : ct_cube_name(c->id, taken, n);
        n++;
        c->label_name = ct_xasprintf("%s_label", c->name);
        s->with_labels |= c->labelled || c->label >= 0;
        if (strcmp(c->name, "freq") == 0)
            s->freq = (long)c->field;
    }
    free(taken);
}

int ct_sdmx_csv_columns(struct ct_sdmx_csv *s, const struct ct_row *header,
                        struct ct_error *err)
{
    s->freq = -1;
    s->own =
        s->peek.structure && strncmp(s->peek.structure, OWN, strlen(OWN)) == 0;
    has_field(header, "ACTION", &s->action);
    add_columns(s, header);
    if (find_value(s, err) < 0 || find_time(s, err) < 0)
        return -1;
    name_columns(s);
    find_beside(s);
    return 0;
}

void ct_sdmx_csv_clear(struct ct_sdmx_csv *s)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        free(s->column[i].id);
        free(s->column[i].name);
        free(s->column[i].label_name);
    }
    free(s->column);
    free(s->peek.seen);
    free(s->peek.structure);
    free(s->peek.updated);
    ct_cube_rows_clear(&s->rows);
}
