/* SPDX-License-Identifier: GPL-3.0-or-later
 * The formats there are, and the sheets each gets. */
#include "config.h"

#include "export/export.h"

#include "export/format.h"
#include "lib/memory.h"
#include "lib/near.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT(name) extern const struct ct_format ct_format_##name;
#include "export/formats.def"
#undef FORMAT

const struct ct_format *const ct_formats[] = {
#define FORMAT(name) &ct_format_##name,
#include "export/formats.def"
#undef FORMAT
    NULL};

const struct ct_export_options ct_export_defaults = {.labels = CT_LABELS_CODE};

const struct ct_option ct_export_option_rows[] = {
    {.name = "table",
     .argument = "NAME",
     .type = CT_OPTION_TEXT,
     .offset = offsetof(struct ct_export_options, table),
     .help = "one table by its name; `panel` is the panel"},
    {.name = "labels",
     .argument = "WHICH",
     .type = CT_OPTION_CHOICE,
     .offset = offsetof(struct ct_export_options, labels),
     .choices = "code|name|both",
     .help = "codes, names, or both side by side (default: code)"},
    {.name = NULL}};

const struct ct_format *ct_format_find(const char *name, struct ct_error *err)
{
    const char *names[sizeof ct_formats / sizeof *ct_formats];
    size_t n = 0;
    for (const struct ct_format *const *f = ct_formats; *f; f++) {
        if (strcmp((*f)->name, name) == 0)
            return *f;
        names[n++] = (*f)->name;
    }
    const char *near = ct_near(name, names, n);
    ct_fail(err, CT_EUSAGE, 0, 0, "no format '%s'%s%s%s", name,
            near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
    return NULL;
}

const char *ct_format_name(const struct ct_format *f)
{
    return f->name;
}

const char *ct_format_title(const struct ct_format *f)
{
    return f->title;
}

bool ct_format_streams(const struct ct_format *f)
{
    return f->streams;
}

static int no_table(const struct ct_panel *p, const char *name,
                    struct ct_error *err)
{
    struct ct_buffer names = {0};
    if (p->n_obs || !p->n_tables)
        ct_buffer_text(&names, "panel");
    for (size_t i = 0; i < p->n_tables; i++)
        ct_buffer_printf(&names, "%s%s", names.size ? ", " : "",
                         p->tables[i]->name);
    ct_fail(err, CT_EUSAGE, 0, 0, "no table '%s', there are: %s", name,
            names.data);
    ct_buffer_clear(&names);
    return -1;
}

/* The sheets of a document: the table named; else all, or the main one. */
static int choose_sheets(struct ct_document *d, const struct ct_format *format,
                         const struct ct_export_options *o,
                         struct ct_error *err)
{
    const struct ct_panel *p = d->panel;
    const struct ct_sheet_names names = {
        .labels = o->labels, .beside = format->names, .codes = o->codes};
    bool has_panel = p->n_obs || !p->n_tables;
    bool all = !o->table && format->whole;
    d->sheets = ct_xcalloc(p->n_tables + 1, sizeof *d->sheets);
    if (o->table ? strcmp(o->table, "panel") == 0 : has_panel)
        d->sheets[d->n_sheets++] = ct_sheet_panel(p, &names);
    for (size_t i = 0; i < p->n_tables; i++) {
        const struct ct_table *t = p->tables[i];
        if (o->table ? strcmp(o->table, t->name) == 0 : all || !d->n_sheets)
            d->sheets[d->n_sheets++] = ct_sheet_table(p, t, &names);
    }
    return d->n_sheets ? 0 : no_table(p, o->table, err);
}

int ct_export(const struct ct_panel *p, const struct ct_format *format,
              const struct ct_export_options *options, struct ct_output *out,
              struct ct_error *err)
{
    struct ct_document d = {.panel = p};
    int rc = choose_sheets(&d, format, options, err);
    if (rc == 0)
        rc = format->write(&d, out, err);
    for (size_t i = 0; i < d.n_sheets; i++)
        ct_sheet_destroy(d.sheets[i]);
    free(d.sheets);
    return rc;
}
