/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finding datasets by id and by header. */
#include "config.h"

#include "collect/dataset.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/near.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In order, so that lists and messages are the same on every machine. */
static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Also keeps out hidden folders and `..`. */
static bool is_dataset(const char *datadir, const char *id)
{
    char *path = ct_xasprintf("%s/%s/dataset.conf", datadir, id);
    bool there = *id != '.' && access(path, R_OK) == 0;
    free(path);
    return there;
}

char **ct_dataset_ids(const char *datadir, size_t *n, struct ct_error *err)
{
    DIR *folder = opendir(datadir);
    if (!folder) {
        ct_fail_errno(err, datadir, "cannot list the datasets");
        return NULL;
    }
    char **ids = ct_xcalloc(1, sizeof *ids);
    struct dirent *entry;
    *n = 0;
    while ((entry = readdir(folder))) {
        if (!is_dataset(datadir, entry->d_name))
            continue;
        ids = ct_xrealloc(ids, *n + 1, sizeof *ids);
        ids[(*n)++] = ct_xstrdup(entry->d_name);
    }
    closedir(folder);
    qsort(ids, *n, sizeof *ids, by_name);
    return ids;
}

static void free_ids(char **ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(ids[i]);
    free(ids);
}

static int refuse_id(const char *datadir, const char *id, struct ct_error *err)
{
    size_t n = 0;
    char **ids = ct_dataset_ids(datadir, &n, err);
    if (!ids)
        return -1;
    const char *near = ct_near(id, (const char *const *)ids, n);
    if (near)
        ct_fail(err, CT_EUSAGE, 0, 0,
                "unknown dataset '%.200s', did you mean '%s'?", id, near);
    else
        ct_fail(err, CT_EUSAGE, 0, 0,
                "unknown dataset '%.200s'; 'crimetrends datasets' lists them",
                id);
    free_ids(ids, n);
    return -1;
}

/* The folder without the '/' that made it one, so that messages name its files
 * as one would type them. */
static struct ct_descriptor *read_folder(const char *folder,
                                         const struct ct_codes *codes,
                                         struct ct_error *err)
{
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    char *name = ct_xstrndup(folder, n);
    struct ct_descriptor *d = ct_descriptor_read(name, codes, err);
    free(name);
    return d;
}

/* What the user says of the file goes to the carriers of all forms. */
static struct ct_descriptor *with_time(const struct ct_library *library,
                                       struct ct_descriptor *d)
{
    for (size_t i = 0; d && library->time && i < d->n_forms; i++)
        d->form[i].carrier_settings.time = library->time;
    return d;
}

struct ct_descriptor *ct_dataset_read(const struct ct_library *library,
                                      const char *name, struct ct_error *err)
{
    if (strchr(name, '/'))
        return with_time(library, read_folder(name, library->codes, err));
    if (!is_dataset(library->datadir, name)) {
        refuse_id(library->datadir, name, err);
        return NULL;
    }
    char *folder = ct_xasprintf("%s/%s", library->datadir, name);
    struct ct_descriptor *d = ct_descriptor_read(folder, library->codes, err);
    free(folder);
    return with_time(library, d);
}

/* --- by header --- */

/* A look at the first rows with one form in mind. */
struct look {
    const struct ct_form *form;
    bool fits;
    int n_rows;
    struct ct_misfit best;
};

/* Stops (-1 without an error) as soon as it is known. */
static int look_at(void *user, const struct ct_row *row, struct ct_error *err)
{
    (void)err;
    struct look *look = user;
    struct ct_misfit why;
    struct ct_binding *b = ct_binding_make(look->form, row, &why);
    look->fits = b != NULL;
    ct_binding_destroy(b);
    if (!look->fits && (!look->n_rows || why.matched > look->best.matched))
        look->best = why;
    return look->fits || look->n_rows++ == look->form->preamble ? -1 : 0;
}

/* Whether a form fits; *look and *err say why not. */
static bool form_fits(const struct ct_form *form, struct ct_stream *in,
                      struct look *look, struct ct_error *err)
{
    *look = (struct look){.form = form};
    *err = (struct ct_error){0};
    ct_stream_start(in, true);
    if (form->carrier->read(in, &form->carrier_settings, look_at, look, err) ==
        0)
        return false;
    return look->fits;
}

/* Where none fits, the form that came nearest has the best explanation. */
static const struct ct_form *find_form(const struct ct_descriptor *d,
                                       struct ct_stream *in, struct look *best,
                                       struct ct_error *first)
{
    for (size_t i = 0; i < d->n_forms; i++) {
        struct look look;
        struct ct_error err = {0};
        if (form_fits(&d->form[i], in, &look, &err))
            return &d->form[i];
        if (i == 0 || look.best.matched > best->best.matched) {
            *best = look;
            *first = err;
        }
    }
    return NULL;
}

struct ct_descriptor *ct_dataset_recognise(const struct ct_library *library,
                                           struct ct_stream *in,
                                           struct ct_error *err);

/* The header's columns that a form asks for. */
static void tell_expected(const struct ct_form *form, struct ct_buffer *out)
{
    const char *separator = "";
    for (size_t i = 0; i < form->n_rules; i++) {
        const struct ct_origin *from = &form->rule[i].from;
        if (from->kind != CT_ORIGIN_COLUMN)
            continue;
        ct_buffer_printf(out, "%s%s", separator, from->names.text[0]);
        separator = ", ";
    }
    if (form->time.kind == CT_ORIGIN_COLUMN)
        ct_buffer_printf(out, "%s%s", separator, form->time.names.text[0]);
    if (form->time.kind == CT_NO_ORIGIN)
        ct_buffer_printf(out, "%speriods", separator);
    if (form->numbers[CT_VALUE].n)
        ct_buffer_printf(out, ", %s", form->numbers[CT_VALUE].text[0]);
}

static void say_misfit(const struct ct_descriptor *d, const struct look *look,
                       struct ct_error *err)
{
    const struct ct_misfit *why = &look->best;
    struct ct_buffer text = {0};
    ct_buffer_printf(&text, "%s", why->text);
    if (!look->form->free) {
        ct_buffer_printf(&text, "; dataset '%s' expects ", d->id);
        tell_expected(look->form, &text);
        ct_buffer_printf(&text, "; found %s", why->found);
    }
    ct_fail(err, CT_EDATA, why->line, why->column, "%s", text.data);
    ct_buffer_clear(&text);
}

/* Adds which dataset the file looks like, if it is one of ours: what a wrong
 * -d leads to, be it quotes or columns, says little by itself. */
static void tell_other(const struct ct_library *library, struct ct_stream *in,
                       struct ct_error *why)
{
    struct ct_descriptor *other = ct_dataset_recognise(library, in, NULL);
    size_t n = strlen(why->text);
    if (other)
        snprintf(why->text + n, sizeof why->text - n, "; it looks like -d %s",
                 other->id);
    ct_descriptor_destroy(other);
}

const struct ct_form *ct_dataset_form(const struct ct_library *library,
                                      const struct ct_descriptor *d,
                                      struct ct_stream *in,
                                      struct ct_error *err)
{
    struct look best;
    struct ct_error why;
    const struct ct_form *form = find_form(d, in, &best, &why);
    if (form)
        return form;
    if (!why.code && !best.n_rows)
        ct_fail(&why, CT_EDATA, 0, 0, "the file is empty");
    else if (!why.code)
        say_misfit(d, &best, &why);
    tell_other(library, in, &why);
    ct_fail(err, why.code, why.line, why.column, "%s", why.text);
    return NULL;
}

/* --- among all --- */

/* Datasets that fit; those of the free form only if no other does. */
struct candidates {
    struct ct_descriptor *found;
    bool free;
    int n;
    struct ct_buffer names;
};

/* A free form takes almost any table with a time and a value: it counts only
 * where no dataset knows the header. */
static void add_candidate(struct candidates *c, struct ct_descriptor *d,
                          bool is_free)
{
    bool better = c->found && c->free && !is_free;
    if ((c->found && !better && is_free && !c->free)) {
        ct_descriptor_destroy(d);
        return;
    }
    if (!c->found || better) {
        ct_descriptor_destroy(c->found);
        c->found = d;
        c->free = is_free;
        c->n = 0;
        ct_buffer_clear(&c->names);
    }
    ct_buffer_printf(&c->names, "%s%s", c->n++ ? ", " : "", d->id);
    if (c->found != d)
        ct_descriptor_destroy(d);
}

static int consider(struct candidates *c, const struct ct_library *library,
                    const char *id, struct ct_stream *in, struct ct_error *err)
{
    struct look look;
    struct ct_error first;
    struct ct_descriptor *d = ct_dataset_read(library, id, err);
    if (!d)
        return -1;
    const struct ct_form *form = find_form(d, in, &look, &first);
    if (form)
        add_candidate(c, d, form->free);
    else
        ct_descriptor_destroy(d);
    return 0;
}

static int consider_all(struct candidates *c, const struct ct_library *library,
                        struct ct_stream *in, struct ct_error *err)
{
    size_t n = 0;
    char **ids = ct_dataset_ids(library->datadir, &n, err);
    int status = ids ? 0 : -1;
    for (size_t i = 0; i < n && status == 0; i++)
        status = consider(c, library, ids[i], in, err);
    if (ids)
        free_ids(ids, n);
    return status;
}

struct ct_descriptor *ct_dataset_recognise(const struct ct_library *library,
                                           struct ct_stream *in,
                                           struct ct_error *err)
{
    struct candidates c = {0};
    int status = consider_all(&c, library, in, err);
    if (status == 0 && c.n != 1) {
        status = c.n ? ct_fail(err, CT_EDATA, 0, 0,
                               "several datasets have this header: %s; choose "
                               "with -d",
                               c.names.data)
                     : ct_fail(err, CT_EDATA, 0, 0,
                               "no dataset has this header; 'crimetrends "
                               "datasets' lists them, -d chooses one");
    }
    if (status < 0) {
        ct_descriptor_destroy(c.found);
        c.found = NULL;
    }
    ct_buffer_clear(&c.names);
    return c.found;
}
