/* SPDX-License-Identifier: GPL-3.0-or-later
 * Selection of series and observations: --where, --from, --to. */
#include "config.h"

#include "lib/select.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/near.h"
#include "lib/panel_copy.h"
#include "lib/where.h"

#include <stdlib.h>
#include <string.h>

/* Days, both included. */
struct range {
    int32_t from, to;
};

/* A selection while it is made; taken tells of each series of p whether it
 * is still in. */
struct choice {
    const struct ct_panel *p;
    const struct ct_codes *codes;
    size_t n;
    struct ct_condition *conditions;
    struct range range;
    bool *taken;
    bool lenient; /* a dimension that nobody knows counts as `_T` */
};

static bool listed(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

static bool in_a_table(const struct ct_panel *p, const char *name)
{
    for (size_t t = 0; t < p->n_tables; t++) {
        long column = ct_table_find(p->tables[t], name);
        if (column >= 0 && p->tables[t]->columns[column].is_text)
            return true;
    }
    return false;
}

/* The code of all series of a panel that lacks a dimension or attribute the
 * program knows, or NULL for one it does not know. */
static const char *code_of_lacking(const char *name)
{
    if (listed(ct_dimension_names, name))
        return "_T";
    return listed(ct_attribute_names, name) ? "" : NULL;
}

static int unknown_dimension(const struct ct_panel *p, const char *name,
                             struct ct_error *err)
{
    const char *words[64];
    size_t n = 0;
    for (size_t k = 0; k < p->n_keys && n < 32; k++)
        words[n++] = p->keys[k].name;
    for (size_t i = 0; ct_dimension_names[i]; i++)
        words[n++] = ct_dimension_names[i];
    for (size_t i = 0; ct_attribute_names[i]; i++)
        words[n++] = ct_attribute_names[i];
    const char *near = ct_near(name, words, n);
    if (near)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "unknown dimension '%s', did you mean '%s'?", name,
                       near);
    return ct_fail(err, CT_EUSAGE, 0, 0, "unknown dimension '%s'", name);
}

static int read_conditions(struct choice *c, const struct ct_selection *s,
                           struct ct_error *err)
{
    c->conditions = ct_xcalloc(s->n_where, sizeof *c->conditions);
    c->n = s->n_where;
    for (size_t i = 0; i < s->n_where; i++) {
        struct ct_condition *condition = &c->conditions[i];
        if (ct_condition_read(condition, s->where[i], err) != 0)
            return -1;
        const char *name = condition->dimension;
        bool known = ct_panel_find_key(c->p, name) >= 0 ||
                     code_of_lacking(name) || in_a_table(c->p, name);
        if (!known && !s->known)
            return unknown_dimension(c->p, name, err);
        if (known && s->known)
            s->known[i] = true;
    }
    return 0;
}

static int read_period(const char *option, const char *text,
                       struct ct_period *out, struct ct_error *err)
{
    if (ct_period_parse(text, strlen(text), out, NULL) == 0)
        return 0;
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "bad --%s '%s', want a period such as 2010, 2010-Q2 or "
                   "2010-06",
                   option, text);
}

static int read_range(struct range *range, const struct ct_selection *s,
                      struct ct_error *err)
{
    struct ct_period period;
    *range = (struct range){INT32_MIN, INT32_MAX};
    if (s->from) {
        if (read_period("from", s->from, &period, err) != 0)
            return -1;
        range->from = period.day;
    }
    if (s->to) {
        if (read_period("to", s->to, &period, err) != 0)
            return -1;
        range->to = ct_period_last_day(period);
    }
    if (range->from > range->to)
        return ct_fail(err, CT_EUSAGE, 0, 0, "--from '%s' is after --to '%s'",
                       s->from, s->to);
    return 0;
}

/* The code that was likely meant by one that no series has, or NULL. */
static const char *meant(const struct choice *c,
                         const struct ct_condition *condition)
{
    long k = ct_panel_find_key(c->p, condition->dimension);
    if (k < 0 || condition->exact.n != 1 || condition->n_patterns)
        return NULL;
    const struct ct_dict *codes = &c->p->keys[k].codes;
    const char *code = condition->exact.code[0];
    const char *near = ct_codes_near(c->codes, condition->dimension, code);
    if (!near || ct_dict_find(codes, near, strlen(near)) == CT_NO_CODE)
        near = ct_near(code, (const char *const *)codes->code, codes->n);
    return near && strcmp(near, code) != 0 ? near : NULL;
}

/* Says which condition left nothing: `alone`, or only with those before. */
static int no_series(const struct choice *c, size_t i, bool alone,
                     struct ct_error *err)
{
    const char *text = c->conditions[i].text;
    if (!alone)
        return ct_fail(err, CT_ENONE, 0, 0,
                       "no series matches '%s' and the conditions before it",
                       text);
    const char *near = meant(c, &c->conditions[i]);
    if (near)
        return ct_fail(err, CT_ENONE, 0, 0,
                       "no series matches '%s', did you mean '%s'?", text,
                       near);
    return ct_fail(err, CT_ENONE, 0, 0, "no series matches '%s'", text);
}

/* Takes out the series that condition i does not match. */
static int apply(struct choice *c, size_t i, struct ct_error *err)
{
    const struct ct_condition *condition = &c->conditions[i];
    const struct ct_panel *p = c->p;
    long k = ct_panel_find_key(p, condition->dimension);
    const char *lacking = code_of_lacking(condition->dimension);
    if (!lacking && c->lenient && !in_a_table(p, condition->dimension))
        lacking = "_T";
    if (p->n_series == 0 || (k < 0 && !lacking))
        return 0; /* of tables alone */
    size_t n_codes = k < 0 ? 1 : p->keys[k].codes.n, matching = 0, left = 0;
    bool *matches = ct_xcalloc(n_codes, sizeof *matches);
    for (size_t code = 0; code < n_codes; code++) {
        const char *text = k < 0 ? lacking : p->keys[k].codes.code[code];
        matches[code] = ct_condition_matches(condition, c->codes, text);
        matching += matches[code];
    }
    for (size_t s = 0; s < p->n_series; s++) {
        c->taken[s] = c->taken[s] && matches[k < 0 ? 0 : p->keys[k].index[s]];
        left += c->taken[s];
    }
    free(matches);
    return left ? 0 : no_series(c, i, matching == 0, err);
}

static bool in_range(const struct range *range, struct ct_period period)
{
    return period.day >= range->from &&
           (range->to == INT32_MAX || ct_period_last_day(period) <= range->to);
}

/* The period of an observation; where its length is not known, its first
 * day decides. */
static bool obs_in_range(const struct range *range, const char *freq,
                         int32_t day)
{
    if (strlen(freq) == 1 && strchr("AQM", freq[0]))
        return in_range(range, (struct ct_period){freq[0], day});
    return day >= range->from && day <= range->to;
}

/* Copies the selected observations of a series and says whether there were
 * any; a series that never had one is kept. */
static bool copy_series(const struct choice *c, struct ct_panel *out, size_t s,
                        const uint16_t *inputs)
{
    const struct ct_panel *p = c->p;
    const char *freq = ct_panel_code_of(p, "freq", s);
    bool started = p->first[s] == p->first[s + 1];
    uint32_t codes[p->n_keys + 1];
    for (size_t k = 0; k < p->n_keys; k++)
        codes[k] = p->keys[k].index[s];
    if (started)
        ct_panel_series(out, codes);
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        if (!obs_in_range(&c->range, freq, p->time[i]))
            continue;
        if (!started)
            ct_panel_series(out, codes);
        started = true;
        struct ct_obs o;
        ct_copy_obs(p, i, inputs, &o);
        ct_panel_obs(out, &o);
    }
    return started;
}

/* Copies the notes on the series taken (now[s] is a series' new number, -1 if
 * it is out) and on all, at periods within the range. */
static void copy_notes(const struct choice *c, struct ct_panel *out,
                       const long *now)
{
    const struct ct_provenance *v = &c->p->provenance;
    for (size_t i = 0; i < v->n_notes; i++) {
        const struct ct_note *note = &v->notes[i];
        bool timed = note->time != INT32_MIN;
        if (timed && (note->time < c->range.from || note->time > c->range.to))
            continue;
        long series = note->series < 0 ? -1 : now[note->series];
        if (note->series < 0 || series >= 0)
            ct_panel_note_text(out, series, note->time, ct_note_kind(v, i),
                               ct_note_text(v, i));
    }
}

static void copy_head(struct ct_panel *out, const struct ct_panel *p)
{
    out->is_result = p->is_result;
    ct_panel_set(&out->title, p->title);
    ct_panel_set(&out->method, p->method);
    ct_panel_set(&out->provenance.command, p->provenance.command);
    ct_panel_set(&out->provenance.options, p->provenance.options);
    ct_panel_set(&out->provenance.seed, p->provenance.seed);
    ct_panel_set(&out->provenance.accounting, p->provenance.accounting);
    ct_panel_inherit(out, p);
    for (size_t k = 0; k < p->n_keys; k++)
        ct_copy_key(out, &p->keys[k]);
}

static int copy_observations(const struct choice *c, struct ct_panel *out,
                             struct ct_error *err)
{
    const struct ct_panel *p = c->p;
    uint16_t *inputs = ct_copy_inputs(out, p, err);
    if (!inputs)
        return -1;
    long *now = ct_xmalloc(p->n_series, sizeof *now);
    for (size_t s = 0; s < p->n_series; s++) {
        bool copied = c->taken[s] && copy_series(c, out, s, inputs);
        now[s] = copied ? (long)out->n_series - 1 : -1;
    }
    copy_notes(c, out, now);
    free(now);
    free(inputs);
    return 0;
}

/* Whether a row of a table stays: it meets the conditions on the columns the
 * table has, and its period, if it has one, is in the range. */
static bool row_stays(const struct choice *c, const struct ct_table *t,
                      size_t row)
{
    for (size_t i = 0; i < c->n; i++) {
        long at = ct_table_find(t, c->conditions[i].dimension);
        if (at >= 0 && t->columns[at].is_text &&
            !ct_condition_matches(&c->conditions[i], c->codes,
                                  t->columns[at].text[row]))
            return false;
    }
    long at = ct_table_find(t, "time");
    if (at < 0 || !t->columns[at].is_text)
        return true;
    struct ct_period period;
    const char *text = t->columns[at].text[row];
    return ct_period_parse(text, strlen(text), &period, NULL) != 0 ||
           in_range(&c->range, period);
}

/* Copies the tables and returns how many rows stay. */
static size_t copy_tables(const struct choice *c, struct ct_panel *out)
{
    size_t kept = 0;
    for (size_t t = 0; t < c->p->n_tables; t++) {
        const struct ct_table *from = c->p->tables[t];
        struct ct_table *to = ct_copy_columns(out, from);
        for (size_t row = 0; row < from->n_rows; row++)
            if (row_stays(c, from, row))
                ct_copy_row(to, from, row);
        kept += to->n_rows;
    }
    return kept;
}

/* Notes which of the codes asked for by name no selected series has. */
static void note_missing(const struct ct_condition *condition,
                         struct ct_panel *out)
{
    enum { NAMED = 10 };
    long k = ct_panel_find_key(out, condition->dimension);
    struct ct_buffer names = {0};
    size_t n = 0;
    for (size_t i = 0; k >= 0 && i < condition->exact.n; i++) {
        const char *code = condition->exact.code[i];
        if (ct_dict_find(&out->keys[k].codes, code, strlen(code)) != CT_NO_CODE)
            continue;
        if (n++ < NAMED)
            ct_buffer_printf(&names, "%s%s", n > 1 ? ", " : "", code);
    }
    if (n > NAMED)
        ct_buffer_printf(&names, " and %zu more", n - NAMED);
    if (n > 0)
        ct_panel_note(out, -1, INT32_MIN, "selection",
                      "nothing there for %s=%s", condition->dimension,
                      names.data);
    ct_buffer_clear(&names);
}

static int build(const struct choice *c, const struct ct_selection *s,
                 struct ct_panel *out, struct ct_error *err)
{
    const struct ct_panel *p = c->p;
    copy_head(out, p);
    if (copy_observations(c, out, err) != 0)
        return -1;
    size_t rows = copy_tables(c, out);
    if (p->n_series && !out->n_series)
        return ct_fail(err, CT_ENONE, 0, 0,
                       "no observation lies within --from '%s' --to '%s'",
                       s->from ? s->from : "", s->to ? s->to : "");
    if (!p->n_series && c->n && !rows)
        return ct_fail(err, CT_ENONE, 0, 0, "no row matches '%s'",
                       c->conditions[c->n - 1].text);
    ct_panel_sort(out);
    for (size_t i = 0; i < c->n && !c->lenient; i++)
        note_missing(&c->conditions[i], out);
    return 0;
}

void ct_selection_note_missing(const struct ct_selection *s, struct ct_panel *p)
{
    for (size_t i = 0; i < s->n_where; i++) {
        struct ct_condition condition = {0};
        if (ct_condition_read(&condition, s->where[i], NULL) == 0)
            note_missing(&condition, p);
        ct_condition_clear(&condition);
    }
}

static int choose(struct choice *c, const struct ct_selection *s,
                  struct ct_panel *out, struct ct_error *err)
{
    if (read_conditions(c, s, err) != 0 || read_range(&c->range, s, err) != 0)
        return -1;
    for (size_t i = 0; i < c->n; i++)
        if (apply(c, i, err) != 0)
            return -1;
    return build(c, s, out, err);
}

bool ct_selection_names(const struct ct_selection *s, const char *dimension)
{
    size_t n = strlen(dimension);
    for (size_t i = 0; i < s->n_where; i++)
        if (strncmp(s->where[i], dimension, n) == 0 && s->where[i][n] == '=')
            return true;
    return false;
}

struct ct_panel *ct_select(const struct ct_panel *p,
                           const struct ct_selection *s,
                           const struct ct_codes *codes, struct ct_error *err)
{
    struct choice c = {.p = p, .codes = codes, .lenient = s->known != NULL};
    c.taken = ct_xmalloc(p->n_series, sizeof *c.taken);
    memset(c.taken, true, p->n_series * sizeof *c.taken);
    struct ct_panel *out = ct_panel_create();
    int result = choose(&c, s, out, err);
    for (size_t i = 0; i < c.n; i++)
        ct_condition_clear(&c.conditions[i]);
    free(c.conditions);
    free(c.taken);
    if (result == 0)
        return out;
    ct_panel_destroy(out);
    return NULL;
}
