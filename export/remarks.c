/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes that say the same, gathered. */
#include "config.h"

#include "export/remarks.h"

#include "export/export.h"
#include "lib/beside.h"
#include "lib/memory.h"
#include "lib/sentences.h"

#include <stdlib.h>
#include <string.h>

/* Whether the name of a series needs this dimension. */
static bool tells_apart(const struct ct_key *key)
{
    return !key->is_attribute && strcmp(key->name, "freq") != 0 &&
           (key->codes.n > 1 || strcmp(key->name, "area") == 0);
}

void ct_series_name(const struct ct_panel *p, size_t series,
                    const struct ct_sheet_names *names, struct ct_buffer *out)
{
    size_t before = out->size;
    for (size_t k = 0; k < p->n_keys; k++) {
        const struct ct_key *key = &p->keys[k];
        const char *code = ct_panel_code(p, (long)k, series);
        bool total = strcmp(code, "_T") == 0 && strcmp(key->name, "area") != 0;
        if (!tells_apart(key) || total)
            continue;
        const char *name = names->labels == CT_LABELS_CODE
                               ? ""
                               : ct_sheet_code_name(p, names, key->name, code);
        ct_buffer_printf(out, "%s%s", out->size > before ? ", " : "",
                         *name ? name : code);
    }
}

/* Writes the series and the period a note is on; nothing if on all. */
static void put_place(struct ct_buffer *out, const struct ct_panel *p,
                      const struct ct_note *note,
                      const struct ct_sheet_names *names)
{
    bool of_series = note->series >= 0 && (size_t)note->series < p->n_series;
    if (of_series)
        ct_series_name(p, (size_t)note->series, names, out);
    if (note->time != INT32_MIN) {
        char text[CT_SHEET_SCRATCH];
        ct_sheet_period(p, of_series ? note->series : -1, note->time, text);
        ct_buffer_printf(out, "%s%s", out->size ? " " : "", text);
    }
}

/* Appends what a word `key=code` of a series' key means; nothing where it says
 * what all have. */
static void put_code(struct ct_buffer *out, const struct ct_panel *p,
                     const struct ct_sheet_names *names, const char *word,
                     size_t n)
{
    char *key = ct_xstrndup(word, n), *code = strchr(key, '=');
    *code++ = '\0';
    long found = ct_panel_find_key(p, key);
    bool area = strcmp(key, "area") == 0;
    if (area || found < 0 || p->keys[found].codes.n > 1) {
        const char *name = ct_sheet_code_name(p, names, key, code);
        ct_buffer_printf(out, "%s%s", out->size ? ", " : "",
                         *name ? name : code);
    }
    free(key);
}

/* Notes of a series that a result does not have begin with its key, `area=XKX
 * unit=NUMBER: `. Appends its name instead, and returns the note behind it; the
 * whole note where it does not begin so. */
static const char *name_series(const struct ct_panel *p,
                               const struct ct_sheet_names *names,
                               const char *note, struct ct_buffer *out)
{
    const char *end = strstr(note, ": "), *at = note;
    if (strncmp(note, "area=", 5) != 0)
        return note;
    while (end && at < end) {
        size_t n = strcspn(at, " ");
        bool more = at > note && strncmp(at, "and ", 4) == 0;
        if (!more && !memchr(at, '=', n))
            break;
        if (at + n > end || more)
            n = (size_t)(end - at);
        if (more)
            ct_buffer_printf(out, " %.*s", (int)n, at);
        else
            put_code(out, p, names, at, n);
        at += n + (at + n < end);
    }
    if (end && at == end)
        return end + 2;
    ct_buffer_clear(out);
    return note;
}

/* The number of the remark that says so, made if it is new. */
static size_t find_remark(struct ct_remarks *r, const char *kind,
                          const char *text)
{
    char *key = ct_xasprintf("%s\n%s", kind, text);
    size_t number = ct_dict_add(&r->known, key, strlen(key));
    free(key);
    if (number == r->n) {
        r->remarks = ct_xrealloc(r->remarks, r->n + 1, sizeof *r->remarks);
        r->remarks[r->n++] = (struct ct_remark){.kind = ct_xstrdup(kind),
                                                .text = ct_xstrdup(text)};
    }
    return number;
}

/* Where a remark on all of a panel holds. */
static const char *whole(const struct ct_remarks *r)
{
    return r->whole ? r->whole : "";
}

void ct_remarks_say(struct ct_remarks *r, const char *kind, const char *text,
                    const char *where)
{
    size_t number = find_remark(r, kind, text);
    if (*where)
        ct_dict_add(&r->remarks[number].where, where, strlen(where));
}

/* --- series that a remark is on --- */

/* The series of each remark, while a panel's are gathered. */
struct places {
    const struct ct_panel *p;
    const struct ct_sheet_names *names;
    size_t n;
    struct place {
        size_t n, capacity;
        uint32_t *series;
    } * place;
};

static void say_of_series(struct ct_remarks *r, struct places *l,
                          const char *kind, const char *text, size_t series)
{
    size_t number = find_remark(r, kind, text);
    if (number >= l->n) {
        l->place = ct_xrealloc(l->place, number + 1, sizeof *l->place);
        for (; l->n <= number; l->n++)
            l->place[l->n] = (struct place){0};
    }
    struct place *at = &l->place[number];
    at->series =
        ct_xgrow(at->series, &at->capacity, at->n + 1, sizeof *at->series);
    at->series[at->n++] = (uint32_t)series;
}

/* The code of a key that all these series have and no other has, or NULL. */
static const char *common_code(const struct ct_panel *p, size_t key,
                               const bool *is_in, size_t first)
{
    const uint32_t *index = p->keys[key].index;
    for (size_t s = 0; s < p->n_series; s++)
        if ((index[s] == index[first]) != is_in[s])
            return NULL;
    return p->keys[key].codes.code[index[first]];
}

/* What the series have in common, such as their dataset; else their names. */
static void put_common(struct ct_dict *where, const struct places *l,
                       const struct place *at, const bool *is_in)
{
    const struct ct_panel *p = l->p;
    long dataset = ct_panel_find_key(p, "dataset");
    for (size_t k = 0; at->n > 1 && k <= p->n_keys; k++) {
        long key = k ? (long)k - 1 : dataset;
        const char *code =
            key < 0 || (p->keys[key].is_attribute && key != dataset)
                ? NULL
                : common_code(p, (size_t)key, is_in, at->series[0]);
        if (!code)
            continue;
        const char *name =
            l->names->labels == CT_LABELS_CODE
                ? ""
                : ct_sheet_code_name(p, l->names, p->keys[key].name, code);
        name = *name ? name : code;
        ct_dict_add(where, name, strlen(name));
        return;
    }
    for (size_t i = 0; i < at->n; i++) {
        struct ct_buffer name = {0};
        ct_series_name(p, at->series[i], l->names, &name);
        if (name.size)
            ct_dict_add(where, name.data, name.size);
        ct_buffer_clear(&name);
    }
}

static void put_places(struct ct_remarks *r, struct places *l)
{
    bool *is_in = ct_xmalloc(l->p->n_series, sizeof *is_in);
    for (size_t number = 0; number < l->n; number++) {
        struct place *at = &l->place[number];
        size_t n_in = 0;
        memset(is_in, 0, l->p->n_series * sizeof *is_in);
        for (size_t i = 0; i < at->n; i++) {
            n_in += !is_in[at->series[i]];
            is_in[at->series[i]] = true;
        }
        if (at->n && (n_in < l->p->n_series || n_in == 1))
            put_common(&r->remarks[number].where, l, at, is_in);
        else if (at->n && *whole(r))
            ct_dict_add(&r->remarks[number].where, whole(r), strlen(whole(r)));
        free(at->series);
    }
    free(is_in);
    free(l->place);
}

/* Adds what is to be said of the panel's areas side by side. */
static void add_differences(struct ct_remarks *r, const struct ct_panel *p)
{
    struct ct_dict sentences = {0};
    size_t *series = ct_xmalloc(p->n_series + 1, sizeof *series);
    for (size_t s = 0; s < p->n_series; s++)
        series[s] = s;
    const struct ct_beside all = {
        .panel = p, .n = p->n_series, .series = series};
    ct_beside_say_areas(&all, &sentences);
    for (size_t i = 0; i < sentences.n; i++)
        ct_remarks_say(r, CT_NOTE_COMPARABILITY, sentences.code[i], whole(r));
    ct_dict_clear(&sentences);
    free(series);
}

/* Says of a panel how its series were recorded, an attribute and code at a
 * time; results say it of each series, in their table `series`. */
static void add_recording(struct ct_remarks *r, struct places *l)
{
    const struct ct_panel *p = l->p;
    for (size_t i = 0; i < ct_n_traits && !ct_panel_table(p, "series"); i++) {
        long key = ct_panel_find_key(p, ct_traits[i].attribute);
        for (size_t s = 0; key >= 0 && s < p->n_series; s++) {
            const char *code = ct_panel_code(p, key, s);
            if (!p->keys[key].is_attribute || !*code)
                continue;
            char *text = ct_xasprintf("%s: %s", ct_traits[i].name, code);
            if (p->keys[key].codes.n == 1)
                ct_remarks_say(r, CT_NOTE_RECORDING, text, whole(r));
            else
                say_of_series(r, l, CT_NOTE_RECORDING, text, s);
            free(text);
        }
    }
}

static void add_note(struct ct_remarks *r, struct places *l, size_t i)
{
    const struct ct_note *note = &l->p->provenance.notes[i];
    const char *text = ct_note_text(&l->p->provenance, i);
    const char *head = ct_note_head(ct_note_kind(&l->p->provenance, i), &text);
    bool of_series = note->series >= 0 && (size_t)note->series < l->p->n_series;
    struct ct_buffer where = {0};
    text = name_series(l->p, l->names, text, &where);
    if (!where.size && of_series && note->time == INT32_MIN) {
        say_of_series(r, l, head, text, (size_t)note->series);
        return;
    }
    if (!where.size || !of_series)
        put_place(&where, l->p, note, l->names);
    ct_remarks_say(r, head, text, where.size ? where.data : whole(r));
    ct_buffer_clear(&where);
}

void ct_remarks_add(struct ct_remarks *r, const struct ct_panel *p,
                    const struct ct_sheet_names *names)
{
    struct places l = {.p = p, .names = names};
    for (size_t i = 0; i < p->provenance.n_notes; i++)
        add_note(r, &l, i);
    add_recording(r, &l);
    put_places(r, &l);
    add_differences(r, p);
}

void ct_remark_where(const struct ct_remark *r, size_t most,
                     struct ct_buffer *out)
{
    for (size_t i = 0; i < r->where.n && i < most; i++)
        ct_buffer_printf(out, "%s%s", i ? "; " : "", r->where.code[i]);
    if (r->where.n > most)
        ct_buffer_printf(out, " and %zu more", r->where.n - most);
}

void ct_remarks_clear(struct ct_remarks *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->remarks[i].kind);
        free(r->remarks[i].text);
        ct_dict_clear(&r->remarks[i].where);
    }
    free(r->remarks);
    ct_dict_clear(&r->known);
    *r = (struct ct_remarks){0};
}
