/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which form, and which dataset, has the header that a file has. */
#include "config.h"

#include "collect/dataset.h"

#include "collect/header.h"
#include "collect/intake.h"
#include "collect/preview.h"

#include "lib/memory.h"

#include <limits.h>
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

/* Datasets that fit, each with its form. */
struct candidate {
    struct ct_descriptor *descriptor;
    const struct ct_form *form;
};
struct candidates {
    size_t n;
    struct candidate *item;
};

/* Leaves those whose number is the least; `number` is theirs. */
static void keep_least(struct candidates *c, const long *number)
{
    size_t kept = 0;
    long least = LONG_MAX;
    for (size_t i = 0; i < c->n; i++)
        if (number[i] < least)
            least = number[i];
    for (size_t i = 0; i < c->n; i++) {
        if (number[i] == least)
            c->item[kept++] = c->item[i];
        else
            ct_descriptor_destroy(c->item[i].descriptor);
    }
    c->n = kept;
}

/* A free form takes almost any table with a time and a value: it counts only
 * where no dataset knows the header. */
static void prefer_known(struct candidates *c)
{
    long *number = ct_xcalloc(c->n + 1, sizeof *number);
    for (size_t i = 0; i < c->n; i++)
        number[i] = c->item[i].form->free;
    keep_least(c, number);
    free(number);
}

/* Publishers give several datasets one header; then the codes tell, by how
 * many cells of the first rows would be rejected. */
static void prefer_readable(struct candidates *c, struct ct_previews *previews,
                            const char *file)
{
    long *number = ct_xcalloc(c->n + 1, sizeof *number);
    for (size_t i = 0; i < c->n; i++) {
        const struct candidate *x = &c->item[i];
        number[i] = ct_intake_try(file ? file : "", x->descriptor, x->form,
                                  ct_preview_get(previews, x->form));
        if (number[i] < 0)
            number[i] = LONG_MAX;
    }
    keep_least(c, number);
    free(number);
}

/* Few datasets have the header, so only of those are the tables of codes read.
 */
static int consider(struct candidates *c, const struct ct_library *library,
                    const char *id, struct ct_previews *previews,
                    struct ct_error *err)
{
    struct look look;
    struct ct_error first;
    struct ct_descriptor *d = ct_dataset_read_headers(library, id, err);
    if (!d)
        return -1;
    const struct ct_form *form = find_form(d, previews, false, &look, &first);
    size_t number = form ? (size_t)(form - d->form) : 0;
    ct_descriptor_destroy(d);
    if (!form)
        return 0;
    d = ct_dataset_read(library, id, err);
    if (!d)
        return -1;
    c->item = ct_xrealloc(c->item, c->n + 1, sizeof *c->item);
    c->item[c->n++] = (struct candidate){d, &d->form[number]};
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
    prefer_known(c);
    if (c->n > 1)
        prefer_readable(c, &previews, library->file);
    ct_previews_clear(&previews);
    return status;
}

static int refuse(const struct candidates *c, struct ct_error *err)
{
    struct ct_buffer names = {0};
    if (!c->n)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "no dataset has this header; 'crimetrends datasets' "
                       "lists them, -d chooses one");
    for (size_t i = 0; i < c->n; i++)
        ct_buffer_printf(&names, "%s%s", i ? ", " : "",
                         c->item[i].descriptor->id);
    ct_fail(err, CT_EDATA, 0, 0,
            "several datasets have this header: %s; choose with -d",
            names.data);
    ct_buffer_clear(&names);
    return -1;
}

struct ct_descriptor *ct_dataset_recognise(const struct ct_library *library,
                                           struct ct_stream *in,
                                           struct ct_error *err)
{
    struct candidates c = {0};
    struct ct_descriptor *found = NULL;
    int status = consider_all(&c, library, in, err);
    if (status == 0 && c.n != 1)
        status = refuse(&c, err);
    for (size_t i = 0; i < c.n; i++) {
        if (status == 0)
            found = c.item[i].descriptor;
        else
            ct_descriptor_destroy(c.item[i].descriptor);
    }
    free(c.item);
    return found;
}
