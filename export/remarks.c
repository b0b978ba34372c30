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
        if (!tells_apart(key) || strcmp(code, "_T") == 0)
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

void ct_remarks_say(struct ct_remarks *r, const char *kind, const char *text,
                    const char *where)
{
    char *key = ct_xasprintf("%s\n%s", kind, text);
    size_t number = ct_dict_add(&r->known, key, strlen(key));
    free(key);
    if (number == r->n) {
        r->remarks = ct_xrealloc(r->remarks, r->n + 1, sizeof *r->remarks);
        r->remarks[r->n++] = (struct ct_remark){.kind = ct_xstrdup(kind),
                                                .text = ct_xstrdup(text)};
    }
    if (*where)
        ct_dict_add(&r->remarks[number].where, where, strlen(where));
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
        ct_remarks_say(r, CT_NOTE_COMPARABILITY, sentences.code[i], "");
    ct_dict_clear(&sentences);
    free(series);
}

/* Says of a panel how its series were recorded, an attribute and code at a
 * time; results say it of each series, in their table `series`. */
static void add_recording(struct ct_remarks *r, const struct ct_panel *p,
                          const struct ct_sheet_names *names)
{
    for (size_t i = 0; i < ct_n_traits && !ct_panel_table(p, "series"); i++) {
        long key = ct_panel_find_key(p, ct_traits[i].attribute);
        bool one = key >= 0 && p->keys[key].codes.n == 1;
        for (size_t s = 0; key >= 0 && s < (one ? 1 : p->n_series); s++) {
            const char *code = ct_panel_code(p, key, s);
            struct ct_buffer where = {0};
            if (!p->keys[key].is_attribute || !*code)
                continue;
            char *text = ct_xasprintf("%s: %s", ct_traits[i].name, code);
            ct_buffer_text(&where, "");
            if (!one)
                ct_series_name(p, s, names, &where);
            ct_remarks_say(r, CT_NOTE_RECORDING, text, where.data);
            ct_buffer_clear(&where);
            free(text);
        }
    }
}

void ct_remarks_add(struct ct_remarks *r, const struct ct_panel *p,
                    const struct ct_sheet_names *names)
{
    for (size_t i = 0; i < p->provenance.n_notes; i++) {
        const struct ct_note *note = &p->provenance.notes[i];
        struct ct_buffer where = {0};
        put_place(&where, p, note, names);
        const char *text = ct_note_text(&p->provenance, i);
        const char *head = ct_note_head(ct_note_kind(&p->provenance, i), &text);
        ct_remarks_say(r, head, text, where.size ? where.data : "");
        ct_buffer_clear(&where);
    }
    add_recording(r, p, names);
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
