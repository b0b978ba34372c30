/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the program tells of its datasets: the list, and one in full. */
#include "config.h"

#include "collect/collect.h"
#include "collect/dataset.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <stdlib.h>
#include <string.h>

static struct ct_codes *read_codes(const char *datadir, struct ct_error *err)
{
    char *folder = ct_xasprintf("%s/codelists", datadir);
    struct ct_codes *codes = ct_codes_read(folder, err);
    free(folder);
    return codes;
}

/* Where the rows of a list go. */
struct listing {
    void (*see)(void *state, const struct ct_dataset_row *row);
    void *state;
};

static int list_one(const struct ct_library *library, const char *id,
                    const struct listing *to, struct ct_error *err)
{
    struct ct_descriptor *d = ct_dataset_read(library, id, err);
    if (!d)
        return -1;
    to->see(to->state, &(struct ct_dataset_row){d->id, d->title, d->publisher,
                                                d->description});
    ct_descriptor_destroy(d);
    return 0;
}

int ct_datasets_each(const char *datadir,
                     void (*see)(void *state, const struct ct_dataset_row *row),
                     void *state, struct ct_error *err)
{
    struct ct_library library = {.datadir = datadir,
                                 .codes = read_codes(datadir, err)};
    if (!library.codes)
        return -1;
    size_t n = 0;
    int result = -1;
    char **ids = ct_dataset_ids(datadir, &n, err);
    if (ids)
        result = 0;
    for (size_t i = 0; i < n; i++) {
        if (!result)
            result =
                list_one(&library, ids[i], &(struct listing){see, state}, err);
        free(ids[i]);
    }
    free(ids);
    ct_codes_destroy((struct ct_codes *)library.codes);
    return result;
}

static void print_row(void *out, const struct ct_dataset_row *d)
{
    ct_buffer_printf(out, "%-26s %s%s%s\n", d->id, d->title,
                     *d->publisher ? ", " : "", d->publisher);
}

int ct_datasets_list(const char *datadir, struct ct_buffer *out,
                     struct ct_error *err)
{
    return ct_datasets_each(datadir, print_row, out, err);
}

static void show_fact(const char *name, const char *text, struct ct_buffer *out)
{
    if (*text)
        ct_buffer_printf(out, "%-12s %s\n", name, text);
}

static void show_constants(const char *heading, size_t n,
                           const struct ct_constant *list,
                           struct ct_buffer *out)
{
    if (n)
        ct_buffer_printf(out, "\n%s\n", heading);
    for (size_t i = 0; i < n; i++)
        ct_buffer_printf(out, "  %-24s %s\n", list[i].name, list[i].code);
}

/* By month, as a break may fall within a year. */
static void show_breaks(const struct ct_descriptor *d, struct ct_buffer *out)
{
    if (d->n_breaks)
        ct_buffer_text(out, "\nBreaks\n");
    for (size_t i = 0; i < d->n_breaks; i++) {
        const struct ct_break *b = &d->breaks[i];
        int year, sub;
        ct_period_parts((struct ct_period){'M', b->time}, &year, &sub);
        ct_buffer_printf(out, "  from %d-%02d", year, sub);
        for (size_t k = 0; k < b->n_where; k++)
            ct_buffer_printf(out, " %s=%s", b->where[k].name, b->where[k].code);
        ct_buffer_printf(out, ": %s\n", b->note);
    }
}

/* One row of a concordance: theirs, relation, ours, note. */
static void show_mapping(const struct ct_concordance *map, size_t i,
                         struct ct_buffer *out)
{
    const struct ct_mapping *row = &map->row[i];
    const char *theirs = map->raw.code[i];
    ct_buffer_printf(out, "  %-28s ", *theirs ? theirs : "(empty)");
    if (*row->meaning)
        ct_buffer_printf(out, "(%s) ", row->meaning);
    if (*row->ignore) {
        ct_buffer_printf(out, "ignored: %s\n", row->ignore);
        return;
    }
    ct_buffer_printf(out, "%-9s", ct_relation_name[row->relation]);
    for (size_t t = 0; t < map->n_targets; t++)
        if (*row->code[t])
            ct_buffer_printf(out, " %s=%s", map->target[t], row->code[t]);
    if (*row->note)
        ct_buffer_printf(out, "; %s", row->note);
    ct_buffer_byte(out, '\n');
}

static void show_map(const struct ct_concordance *map, struct ct_buffer *out)
{
    ct_buffer_printf(out, "\nCodes, %s (theirs, relation, ours)\n", map->name);
    for (size_t i = 0; i < map->raw.n; i++)
        show_mapping(map, i, out);
}

static void show_form(const struct ct_form *form, struct ct_buffer *out)
{
    ct_buffer_printf(out, "%s, %s", form->carrier->name, form->layout->name);
    if (form->carrier_settings.encoding)
        ct_buffer_printf(out, ", %s", form->carrier_settings.encoding);
}

static void show(const struct ct_descriptor *d, struct ct_buffer *out)
{
    ct_buffer_printf(out, "%s: %s\n\n", d->id, d->title);
    if (*d->description)
        ct_buffer_printf(out, "%s\n\n", d->description);
    show_fact("publisher", d->publisher, out);
    show_fact("url", d->url, out);
    show_fact("licence", d->licence, out);
    show_fact("citation", d->citation, out);
    ct_buffer_printf(out, "%-12s ", "read as");
    for (size_t i = 0; i < d->n_forms; i++) {
        ct_buffer_text(out, i ? "; " : "");
        show_form(&d->form[i], out);
    }
    ct_buffer_byte(out, '\n');
    show_constants("Recording", d->n_recording, d->recording, out);
    show_breaks(d, out);
    for (size_t i = 0; i < d->n_maps; i++)
        show_map(d->map[i], out);
}

int ct_datasets_show(const char *datadir, const char *id, struct ct_buffer *out,
                     struct ct_error *err)
{
    struct ct_library library = {.datadir = datadir,
                                 .codes = read_codes(datadir, err)};
    if (!library.codes)
        return -1;
    struct ct_descriptor *d = ct_dataset_read(&library, id, err);
    if (d)
        show(d, out);
    int result = d ? 0 : -1;
    ct_descriptor_destroy(d);
    ct_codes_destroy((struct ct_codes *)library.codes);
    return result;
}
