/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several panels as one: keys united, series of the same key merged. */
#include "config.h"

#include "lib/select.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/panel_copy.h"
#include "lib/unite_tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A series of one of the panels; codes are numbers in the united keys. */
struct member {
    size_t panel, series, now;
    const uint32_t *codes;
};

/* An observation on its way into a merged series. */
struct candidate {
    size_t panel;
    struct ct_obs obs;
};

/* The work: n panels with their names, the renumbering of their inputs, all
 * their series, sorted by key. */
struct unite {
    const struct ct_panel *const *panels;
    const char *const *names;
    size_t n;
    struct ct_panel *out;
    size_t n_members;
    struct member *members;
    uint32_t *codes; /* n_members rows of out->n_keys numbers */
    uint16_t **inputs;
    size_t duplicates;
};

/* Whether one of the panels has the key as a dimension, or an attribute. */
static bool anywhere(const struct unite *u, const char *name, bool attribute)
{
    for (size_t i = 0; i < u->n; i++) {
        long k = ct_panel_find_key(u->panels[i], name);
        if (k >= 0 && u->panels[i]->keys[k].is_attribute == attribute)
            return true;
    }
    return false;
}

/* Makes the keys of the united panel; `promoted` becomes a dimension. */
static void unite_keys(struct unite *u, const char *promoted)
{
    for (size_t i = 0; i < u->n; i++)
        for (size_t k = 0; k < u->panels[i]->n_keys; k++) {
            const char *name = u->panels[i]->keys[k].name;
            bool is_attribute = !anywhere(u, name, false) &&
                                !(promoted && strcmp(name, promoted) == 0);
            if (ct_panel_find_key(u->out, name) < 0)
                ct_panel_key(u->out, name, is_attribute);
        }
}

/* The numbers in `to` of all codes of a panel's key; freed by the caller. */
static uint32_t *renumber(struct ct_key *to, const struct ct_key *from)
{
    uint32_t *numbers = ct_xmalloc(from->codes.n, sizeof *numbers);
    for (size_t c = 0; c < from->codes.n; c++) {
        const char *code = from->codes.code[c];
        bool unsaid = !to->is_attribute && !*code;
        numbers[c] = ct_copy_code(&to->codes, unsaid ? "_U" : code,
                                  unsaid ? "" : from->codes.label[c]);
    }
    return numbers;
}

/* The code of all series of a panel that lacks a key. */
static const char *code_of_lacking(const struct unite *u,
                                   const struct ct_key *key)
{
    if (key->is_attribute)
        return "";
    return anywhere(u, key->name, true) ? "_U" : "_T";
}

/* Fills column k of the codes of a panel's series, whose rows begin at
 * `rows`. */
static void fill_codes(struct unite *u, const struct ct_panel *p, size_t k,
                       uint32_t *rows)
{
    struct ct_key *key = &u->out->keys[k];
    long own = ct_panel_find_key(p, key->name);
    uint32_t lacking = 0;
    uint32_t *numbers = NULL;
    if (own >= 0)
        numbers = renumber(key, &p->keys[own]);
    else
        lacking = ct_copy_code(&key->codes, code_of_lacking(u, key), "");
    for (size_t s = 0; s < p->n_series; s++)
        rows[s * u->out->n_keys + k] =
            numbers ? numbers[p->keys[own].index[s]] : lacking;
    free(numbers);
}

static void list_members(struct unite *u)
{
    u->n_members = 0;
    for (size_t i = 0; i < u->n; i++)
        u->n_members += u->panels[i]->n_series;
    size_t n_keys = u->out->n_keys, m = 0;
    u->members = ct_xmalloc(u->n_members, sizeof *u->members);
    u->codes = ct_xmalloc(u->n_members * n_keys, sizeof *u->codes);
    for (size_t i = 0; i < u->n; i++) {
        uint32_t *rows = u->codes + m * n_keys;
        for (size_t k = 0; k < n_keys; k++)
            fill_codes(u, u->panels[i], k, rows);
        for (size_t s = 0; s < u->panels[i]->n_series; s++)
            u->members[m++] = (struct member){i, s, 0, rows + s * n_keys};
    }
}

/* Compares the dimensions of two series. */
static int compare_keys(const struct ct_panel *out, const struct member *a,
                        const struct member *b)
{
    for (size_t k = 0; k < out->n_keys; k++)
        if (!out->keys[k].is_attribute && a->codes[k] != b->codes[k])
            return a->codes[k] < b->codes[k] ? -1 : 1;
    return 0;
}

static int by_key_then_panel(const void *a, const void *b, void *out)
{
    const struct member *x = a, *y = b;
    int difference = compare_keys(out, x, y);
    if (difference)
        return difference;
    if (x->panel != y->panel)
        return x->panel < y->panel ? -1 : 1;
    return x->series < y->series ? -1 : x->series > y->series;
}

/* The end of the group of series with the same key that begins at `start`. */
static size_t group_end(const struct unite *u, size_t start)
{
    size_t end = start + 1;
    while (end < u->n_members &&
           compare_keys(u->out, &u->members[start], &u->members[end]) == 0)
        end++;
    return end;
}

static bool keys_collide(const struct unite *u)
{
    for (size_t start = 0, end; start < u->n_members; start = end) {
        end = group_end(u, start);
        if (end - start > 1)
            return true;
    }
    return false;
}

static void clear_members(struct unite *u)
{
    free(u->members);
    free(u->codes);
    u->members = NULL;
    u->codes = NULL;
}

/* Starts the united panel anew: keys, and all series sorted by them. */
static void start(struct unite *u, const char *promoted)
{
    clear_members(u);
    ct_panel_destroy(u->out);
    u->out = ct_panel_create();
    unite_keys(u, promoted);
    list_members(u);
    if (u->n_members)
        qsort_r(u->members, u->n_members, sizeof *u->members, by_key_then_panel,
                u->out);
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool same_numbers(const struct ct_obs *a, const struct ct_obs *b)
{
    for (size_t c = 0; c < CT_N_COLUMNS; c++)
        if (!same_number(a->x[c], b->x[c]))
            return false;
    return true;
}

/* Says which series at which day differs between which files. */
static int differ(const struct unite *u, const struct member *m,
                  const struct candidate *a, const struct candidate *b,
                  struct ct_error *err)
{
    struct ct_buffer key = {0};
    for (size_t k = 0; k < u->out->n_keys; k++) {
        const struct ct_key *in = &u->out->keys[k];
        const char *code = in->codes.code[m->codes[k]];
        if (!in->is_attribute && strcmp(code, "_T") != 0)
            ct_buffer_printf(&key, "%s%s=%s", key.size ? " " : "", in->name,
                             code);
    }
    const char *freq = ct_panel_code_of(u->panels[m->panel], "freq", m->series);
    bool known = strlen(freq) == 1 && strchr("AQM", freq[0]);
    char period[CT_PERIOD_MAX];
    ct_period_format((struct ct_period){known ? freq[0] : 'M', a->obs.time},
                     period);
    ct_fail(err, CT_EDATA, 0, 0, "%s and %s have different values for %s in %s",
            u->names[a->panel], u->names[b->panel],
            key.size ? key.data : "the same series", period);
    ct_buffer_clear(&key);
    return -1;
}

static int by_time_then_panel(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->obs.time != y->obs.time)
        return x->obs.time < y->obs.time ? -1 : 1;
    return x->panel < y->panel ? -1 : x->panel > y->panel;
}

/* All observations of a group of series in order of time; freed by the
 * caller. */
static struct candidate *gather(const struct unite *u, size_t from, size_t to,
                                size_t *n)
{
    struct candidate *list = NULL;
    size_t capacity = 0;
    *n = 0;
    for (size_t m = from; m < to; m++) {
        const struct member *in = &u->members[m];
        const struct ct_panel *p = u->panels[in->panel];
        size_t first = p->first[in->series], last = p->first[in->series + 1];
        list = ct_xgrow(list, &capacity, *n + last - first + 1, sizeof *list);
        for (size_t i = first; i < last; i++) {
            list[*n].panel = in->panel;
            ct_copy_obs(p, i, u->inputs[in->panel], &list[(*n)++].obs);
        }
    }
    if (to - from > 1)
        qsort(list, *n, sizeof *list, by_time_then_panel);
    return list;
}

/* Appends the observations, those of the same period once. */
static int merge_obs(struct unite *u, const struct member *m,
                     struct candidate *list, size_t n, struct ct_error *err)
{
    for (size_t i = 0; i < n;) {
        struct candidate *first = &list[i++];
        for (; i < n && list[i].obs.time == first->obs.time; i++) {
            if (!same_numbers(&first->obs, &list[i].obs))
                return differ(u, m, first, &list[i], err);
            first->obs.status |= list[i].obs.status;
            u->duplicates++;
        }
        ct_panel_obs(u->out, &first->obs);
    }
    return 0;
}

/* The attributes of a group: what is equal, else "mixed". */
static void merge_codes(const struct unite *u, size_t from, size_t to,
                        uint32_t *codes)
{
    for (size_t k = 0; k < u->out->n_keys; k++) {
        codes[k] = u->members[from].codes[k];
        for (size_t m = from + 1; m < to; m++)
            if (u->members[m].codes[k] != codes[k])
                codes[k] = ct_copy_code(&u->out->keys[k].codes, "mixed", "");
    }
}

/* Makes one series of a group. */
static int merge_group(struct unite *u, size_t from, size_t to,
                       struct ct_error *err)
{
    uint32_t codes[u->out->n_keys + 1];
    merge_codes(u, from, to, codes);
    size_t series = ct_panel_series(u->out, codes), n;
    for (size_t m = from; m < to; m++)
        u->members[m].now = series;
    struct candidate *list = gather(u, from, to, &n);
    int result = merge_obs(u, &u->members[from], list, n, err);
    free(list);
    return result;
}

static int merge_all(struct unite *u, struct ct_error *err)
{
    for (size_t from = 0, to; from < u->n_members; from = to) {
        to = group_end(u, from);
        if (merge_group(u, from, to, err) != 0)
            return -1;
    }
    return 0;
}

/* Copies a panel's notes; now[s] is the new number of its series s. */
static void copy_notes(struct ct_panel *out, const struct ct_panel *p,
                       const long *now)
{
    const struct ct_provenance *v = &p->provenance;
    for (size_t i = 0; i < v->n_notes; i++) {
        const struct ct_note *note = &v->notes[i];
        ct_panel_note_text(out, note->series < 0 ? -1 : now[note->series],
                           note->time, ct_note_kind(v, i), ct_note_text(v, i));
    }
}

static void unite_notes(struct unite *u)
{
    for (size_t i = 0; i < u->n; i++) {
        long *now = ct_xcalloc(u->panels[i]->n_series, sizeof *now);
        for (size_t m = 0; m < u->n_members; m++)
            if (u->members[m].panel == i)
                now[u->members[m].series] = (long)u->members[m].now;
        copy_notes(u->out, u->panels[i], now);
        free(now);
    }
    if (u->duplicates)
        ct_panel_note(u->out, -1, INT32_MIN, "duplicates",
                      "%zu observations that several files have are kept once",
                      u->duplicates);
}

/* Keeps a text that all panels have in common, else "". */
static void unite_text(char **field, const char *text, bool first)
{
    if (first || strcmp(*field, text) != 0)
        ct_panel_set(field, first ? text : "");
}

static int unite_heads(struct unite *u, struct ct_error *err)
{
    struct ct_panel *out = u->out;
    u->inputs = ct_xcalloc(u->n, sizeof *u->inputs);
    for (size_t i = 0; i < u->n; i++) {
        const struct ct_panel *p = u->panels[i];
        u->inputs[i] = ct_copy_inputs(out, p, err);
        if (!u->inputs[i])
            return -1;
        ct_panel_inherit(out, p);
        out->is_result |= p->is_result;
        unite_text(&out->title, p->title, i == 0);
        unite_text(&out->method, p->method, i == 0);
        unite_text(&out->provenance.command, p->provenance.command, i == 0);
        unite_text(&out->provenance.options, p->provenance.options, i == 0);
        unite_text(&out->provenance.seed, p->provenance.seed, i == 0);
        unite_text(&out->provenance.accounting, p->provenance.accounting,
                   i == 0);
    }
    return 0;
}

static int unite_all(struct unite *u, const char *attribute,
                     struct ct_error *err)
{
    start(u, NULL);
    if (attribute && keys_collide(u))
        start(u, attribute);
    if (unite_heads(u, err) != 0 || merge_all(u, err) != 0)
        return -1;
    unite_notes(u);
    ct_panel_sort(u->out);
    return ct_unite_tables(u->out, u->panels, u->names, u->n, err);
}

struct ct_panel *ct_unite(const struct ct_panel *const *panels,
                          const char *const *names, size_t n,
                          const char *attribute, struct ct_error *err)
{
    struct unite u = {.panels = panels, .names = names, .n = n};
    int result = unite_all(&u, attribute, err);
    for (size_t i = 0; u.inputs && i < n; i++)
        free(u.inputs[i]);
    free(u.inputs);
    clear_members(&u);
    if (result == 0)
        return u.out;
    ct_panel_destroy(u.out);
    return NULL;
}
