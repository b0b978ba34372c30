/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes in the file: a row each, of numbers; the words stand once, beside. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- writing --- */

/* One of the two words of a note, as a number. */
enum word { KIND, TEXT };

static uint32_t number_of(const struct ct_note *note, enum word w)
{
    return w == KIND ? note->kind : note->text;
}

/* Numbers words anew by where they come first in the notes, which leaves out
 * those of no note. Sets number[] of each note; returns the words, to be freed,
 * and how many there are. */
static char **list_words(const struct ct_provenance *v, enum word w,
                         uint32_t *number, size_t *n)
{
    const struct ct_dict *all = w == KIND ? &v->kinds : &v->texts;
    uint32_t *now = ct_xmalloc(all->n, sizeof *now);
    char **list = ct_xmalloc(all->n, sizeof *list);
    memset(now, 0xff, all->n * sizeof *now);
    *n = 0;
    for (size_t i = 0; i < v->n_notes; i++) {
        uint32_t old = number_of(&v->notes[i], w);
        if (now[old] == CT_NO_CODE) {
            list[*n] = all->code[old];
            now[old] = (uint32_t)(*n)++;
        }
        number[i] = now[old];
    }
    free(now);
    return list;
}

/* Writes `kind` or `text` of each row and the words, as keys and their codes
 * are written. */
static void write_words(struct ct_group *g, const struct ct_dim *row,
                        const struct ct_provenance *v, enum word w)
{
    size_t n;
    uint32_t *number = ct_xmalloc(v->n_notes, sizeof *number);
    char **word = list_words(v, w, number, &n);
    const struct ct_array a = {.name = w == KIND ? "kind" : "text",
                               .disk = ct_store_index_type(n),
                               .memory = H5T_NATIVE_UINT32,
                               .dim = {row},
                               .packed = true,
                               .data = number};
    hid_t id = ct_group_array(g, &a);
    ct_store_text(g->store, id, "long_name",
                  w == KIND ? "index from 0 into kind_code"
                            : "index from 0 into text_code");
    ct_array_close(g->store, id);
    struct ct_dim words = ct_group_dim(g, w == KIND ? "n_kind" : "n_text", n);
    ct_group_texts(g, w == KIND ? "kind_code" : "text_code", &words, word);
    ct_dim_close(g->store, &words);
    free(word);
    free(number);
}

/* Writes numbers of each row. */
static hid_t write_numbers(struct ct_group *g, const struct ct_dim *row,
                           const char *name, const int32_t *number)
{
    const struct ct_array a = {.name = name,
                               .disk = H5T_STD_I32LE,
                               .dim = {row},
                               .packed = true,
                               .data = number};
    return ct_group_array(g, &a);
}

/* The only integers with a fill value: `always` is no day, and readers that
 * turn days into dates have to be told. */
static void write_places(struct ct_group *g, const struct ct_dim *row,
                         const struct ct_provenance *v)
{
    const int32_t always = INT32_MIN;
    const struct ct_attribute fill = {
        .name = "_FillValue", .type = H5T_STD_I32LE, .value = &always};
    int32_t *number = ct_xmalloc(v->n_notes, sizeof *number);
    for (size_t i = 0; i < v->n_notes; i++)
        number[i] = v->notes[i].series;
    hid_t id = write_numbers(g, row, "series", number);
    ct_store_text(g->store, id, "long_name", "series from 0, or -1: all");
    ct_array_close(g->store, id);
    for (size_t i = 0; i < v->n_notes; i++)
        number[i] = v->notes[i].time;
    id = write_numbers(g, row, "time", number);
    ct_store_days(g->store, id);
    ct_store_attribute(g->store, id, &fill);
    ct_array_close(g->store, id);
    free(number);
}

void ct_store_notes(const struct ct_group *provenance, const struct ct_panel *p)
{
    static const char *const names[] = {"series", "time",      "kind",
                                        "text",   "kind_code", "text_code"};
    const struct ct_provenance *v = &p->provenance;
    struct ct_group g;
    ct_group_open(provenance->store, provenance, "notes", &g);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ct_group_take(&g, names[i]);
    struct ct_dim row = ct_group_dim(&g, "row", v->n_notes);
    write_places(&g, &row, v);
    write_words(&g, &row, v, KIND);
    write_words(&g, &row, v, TEXT);
    ct_dim_close(g.store, &row);
    ct_group_close(&g);
}

/* --- reading --- */

/* The arrays of the file. */
struct arrays {
    size_t n;
    int32_t *series, *time;
    uint32_t *kind, *text;
};

static int read_arrays(struct ct_load *in, hid_t group, struct arrays *a)
{
    const struct ct_expected series = {"series", CT_SIGNED, H5T_NATIVE_INT32,
                                       sizeof *a->series};
    const struct ct_expected time = {"time", CT_SIGNED, H5T_NATIVE_INT32,
                                     sizeof *a->time};
    const struct ct_expected kind = {"kind", CT_UNSIGNED, H5T_NATIVE_UINT32,
                                     sizeof *a->kind};
    const struct ct_expected text = {"text", CT_UNSIGNED, H5T_NATIVE_UINT32,
                                     sizeof *a->text};
    struct ct_loaded first;
    if (ct_load_array(in, group, &series, &first) != 0)
        return -1;
    a->n = first.n;
    a->series = first.data;
    a->time = ct_load_n(in, group, &time, a->n);
    a->kind = a->time ? ct_load_n(in, group, &kind, a->n) : NULL;
    a->text = a->kind ? ct_load_n(in, group, &text, a->n) : NULL;
    return a->text ? 0 : -1;
}

/* Reads words, each of which may be there once. */
static int read_words(struct ct_load *in, hid_t group, const char *name,
                      struct ct_dict *words)
{
    struct ct_texts texts;
    int status = ct_load_texts(in, group, name, &texts);
    for (size_t i = 0; i < texts.n && status == 0; i++)
        if (ct_dict_add(words, texts.text[i], strlen(texts.text[i])) < i)
            status = ct_load_damaged(in, "'%s' has a text twice", name);
    ct_texts_clear(&texts);
    return status;
}

static int check_note(struct ct_load *in, size_t i, const struct ct_note *note,
                      const struct ct_panel *p)
{
    const struct ct_provenance *v = &p->provenance;
    const char *what = NULL;
    if (note->series < -1 || note->series >= (long)p->n_series)
        what = "series";
    else if (note->time != INT32_MIN && (note->time < CT_STORE_FIRST_DAY ||
                                         note->time > CT_STORE_LAST_DAY))
        what = "day";
    else if (note->kind >= v->kinds.n || note->text >= v->texts.n)
        what = "text";
    return what ? ct_load_damaged(in, "row %zu of 'notes' names no %s", i + 1,
                                  what)
                : 0;
}

static int take_notes(struct ct_load *in, const struct arrays *a,
                      struct ct_panel *p)
{
    struct ct_provenance *v = &p->provenance;
    v->notes = ct_xmalloc(a->n, sizeof *v->notes);
    v->notes_capacity = a->n;
    for (size_t i = 0; i < a->n; i++) {
        const struct ct_note note = {a->series[i], a->time[i], a->kind[i],
                                     a->text[i]};
        if (check_note(in, i, &note, p) != 0)
            return -1;
        v->notes[v->n_notes++] = note;
    }
    return 0;
}

int ct_load_notes(struct ct_load *in, hid_t provenance, struct ct_panel *p)
{
    struct arrays a = {0};
    hid_t group = ct_load_group(in, provenance, "notes");
    if (group < 0)
        return -1;
    int status = read_words(in, group, "kind_code", &p->provenance.kinds);
    if (status == 0)
        status = read_words(in, group, "text_code", &p->provenance.texts);
    if (status == 0)
        status = read_arrays(in, group, &a);
    if (status == 0)
        status = take_notes(in, &a, p);
    free(a.series);
    free(a.time);
    free(a.kind);
    free(a.text);
    H5Gclose(group);
    return status;
}
