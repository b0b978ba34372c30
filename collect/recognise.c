/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which form, and which dataset, has the header that a file has. */
#include "config.h"

#include "collect/dataset.h"

#include "collect/header.h"
#include "collect/preview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A look at the first rows with one form in mind. */
struct look {
    const struct ct_form *form;
    size_t n_rows;
    struct ct_misfit best;
};

/* Whether a row ends the form's header. */
static bool ends_header(struct ct_header *h, const struct ct_row *row,
                        struct look *look)
{
    struct ct_misfit why;
    struct ct_binding *b = ct_header_show(h, row, &why);
    if (!b && (!look->n_rows || why.matched > look->best.matched))
        look->best = why;
    look->n_rows++;
    ct_binding_destroy(b);
    return b != NULL;
}

/* Whether a form fits; *look says why not. */
static bool form_fits(const struct ct_form *form, const struct ct_preview *p,
                      struct look *look)
{
    *look = (struct look){.form = form};
    struct ct_header header = {.form = form};
    size_t n = (size_t)form->preamble + (size_t)form->header_rows;
    bool fits = false;
    for (size_t i = 0; i < p->n_rows && i < n && !fits; i++)
        fits = ends_header(&header, &p->row[i], look);
    ct_header_clear(&header);
    return fits;
}

/* Where none fits, the form that came nearest has the best explanation. A form
 * without a header fits so much that it has to be chosen. */
static const struct ct_form *find_form(const struct ct_descriptor *d,
                                       struct ct_previews *previews,
                                       bool chosen, struct look *best,
                                       struct ct_error *first)
{
    *best = (struct look){0};
    for (size_t i = 0; i < d->n_forms; i++) {
        struct look look;
        const struct ct_form *form = &d->form[i];
        const struct ct_preview *p = ct_preview_get(previews, form);
        bool fits = form_fits(form, p, &look);
        if (fits && (chosen || !form->columns.n))
            return form;
        if (!best->form || (look.n_rows && !best->n_rows) ||
            look.best.matched > best->best.matched) {
            *best = look;
            *first = p->err;
        }
    }
    return NULL;
}

struct ct_descriptor *ct_dataset_recognise(const struct ct_library *library,
                                           struct ct_stream *in,
                                           struct ct_error *err);

static void tell_columns(const struct ct_origin *from, struct ct_buffer *out)
{
    for (size_t i = 0; i < from->n_parts; i++)
        if (from->part[i].kind == CT_PART_COLUMN &&
            !strstr(out->data ? out->data : "", from->part[i].names.text[0]))
            ct_buffer_printf(out, "%s%s", out->size ? ", " : "",
                             from->part[i].names.text[0]);
}

/* The header's columns that a form asks for. */
static void tell_expected(const struct ct_form *form, struct ct_buffer *out)
{
    for (size_t i = 0; i < form->n_rules; i++)
        tell_columns(&form->rule[i].from, out);
    tell_columns(&form->time, out);
    if (ct_origin_scope(&form->time) >= CT_SCOPE_COLUMN)
        ct_buffer_printf(out, "%speriods", out->size ? ", " : "");
    if (form->numbers[CT_VALUE].n)
        ct_buffer_printf(out, "%s%s", out->size ? ", " : "",
                         form->numbers[CT_VALUE].text[0]);
}

static void say_misfit(const struct ct_descriptor *d, const struct look *look,
                       struct ct_error *err)
{
    const struct ct_misfit *why = &look->best;
    struct ct_buffer text = {0};
    ct_buffer_printf(&text, "%s", why->text);
    if (!look->form->free) {
        struct ct_buffer expected = {0};
        tell_expected(look->form, &expected);
        ct_buffer_printf(&text, "; dataset '%s' expects %s; found %s", d->id,
                         expected.data ? expected.data : "", why->found);
        ct_buffer_clear(&expected);
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
    struct ct_error why = {0};
    struct ct_previews previews = {.in = in};
    const struct ct_form *form = find_form(d, &previews, true, &best, &why);
    ct_previews_clear(&previews);
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
                    const char *id, struct ct_previews *previews,
                    struct ct_error *err)
{
    struct look look;
    struct ct_error first;
    struct ct_descriptor *d = ct_dataset_read(library, id, err);
    if (!d)
        return -1;
    const struct ct_form *form = find_form(d, previews, false, &look, &first);
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
    struct ct_previews previews = {.in = in};
    for (size_t i = 0; i < n; i++) {
        if (status == 0)
            status = consider(c, library, ids[i], &previews, err);
        free(ids[i]);
    }
    free(ids);
    ct_previews_clear(&previews);
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
