/* SPDX-License-Identifier: GPL-3.0-or-later
 * The formats there are, and the sheets each gets. */
#include "config.h"

#include "export/export.h"

#include "export/format.h"
#include "export/pivot.h"
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

const struct ct_export_options ct_export_defaults = {.labels = CT_LABELS_CODE,
                                                     .decimals = -1};

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
    {.name = "names",
     .argument = "WHOSE",
     .type = CT_OPTION_CHOICE,
     .offset = offsetof(struct ct_export_options, names),
     .choices = "source|un|short",
     .help = "names of areas: the publisher's, the UN's, short ones; but for "
             "the first with --labels=name (default: source)"},
    {.name = "area-codes",
     .argument = "WHICH",
     .type = CT_OPTION_CHOICE,
     .offset = offsetof(struct ct_export_options, area_codes),
     .choices = "iso3|iso2|m49|eurostat",
     .help = "codes of areas (default: iso3)"},
    {.name = "rows",
     .argument = "DIM[,DIM]",
     .type = CT_OPTION_TEXT,
     .offset = offsetof(struct ct_export_options, rows),
     .help = "pivot: dimensions that are rows (default: all that tell numbers "
             "apart)"},
    {.name = "columns",
     .argument = "DIM[,DIM]",
     .type = CT_OPTION_TEXT,
     .offset = offsetof(struct ct_export_options, columns),
     .help = "pivot: dimensions that are columns, such as time,dataset; "
             "`interval` is value and limits (default: time)"},
    {.name = "sort",
     .argument = "COLUMN",
     .type = CT_OPTION_TEXT,
     .offset = offsetof(struct ct_export_options, sort),
     .help = "sort rows by a column, the largest number first"},
    {.name = "decimals",
     .argument = "N",
     .type = CT_OPTION_INT,
     .offset = offsetof(struct ct_export_options, decimals),
     .min = 0,
     .max = 15,
     .help = "decimals of all columns but those of whole numbers and of "
             "p-values"},
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

static struct ct_sheet_names names_for(const struct ct_format *format,
                                       const struct ct_export_options *o)
{
    bool code = o->names == CT_NAMES_SOURCE || o->labels != CT_LABELS_CODE;
    return (struct ct_sheet_names){.labels = code ? o->labels : CT_LABELS_NAME,
                                   .areas = o->names,
                                   .area_codes = o->area_codes,
                                   .beside = format->names,
                                   .codes = o->codes};
}

/* The one sheet of a pivoted table. */
static int choose_pivot(struct ct_document *d, const struct ct_format *format,
                        const struct ct_export_options *o, struct ct_error *err)
{
    struct ct_pivot pivot = {o->rows, o->columns};
    struct ct_sheet_names names = names_for(format, o);
    if (o->table && strcmp(o->table, "panel") != 0)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--rows and --columns are for panels, not for table "
                       "'%s'",
                       o->table);
    if (!d->panel->n_obs)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "no observations for --rows and --columns");
    d->sheets = ct_xcalloc(1, sizeof *d->sheets);
    d->sheets[0] = ct_sheet_pivot(d->panel, &pivot, &names, err);
    d->n_sheets = d->sheets[0] != NULL;
    return d->n_sheets ? 0 : -1;
}

/* The sheets of a document: the table named; else all, or the main one. */
static int choose_sheets(struct ct_document *d, const struct ct_format *format,
                         const struct ct_export_options *o,
                         struct ct_error *err)
{
    const struct ct_panel *p = d->panel;
    const struct ct_sheet_names names = names_for(format, o);
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

/* Decimals of all sheets; the order of those that have the column. */
static int arrange(const struct ct_document *d,
                   const struct ct_export_options *o, struct ct_error *err)
{
    size_t n_sorted = 0;
    for (size_t i = 0; i < d->n_sheets; i++) {
        if (o->decimals >= 0)
            ct_sheet_round(d->sheets[i], o->decimals);
        if (o->sort)
            n_sorted += ct_sheet_sort(d->sheets[i], o->sort, err) == 0;
    }
    return n_sorted || !o->sort ? 0 : -1;
}

int ct_export(const struct ct_panel *p, const struct ct_format *format,
              const struct ct_export_options *options, struct ct_output *out,
              struct ct_error *err)
{
    struct ct_document d = {.panel = p};
    bool pivot = options->rows || options->columns;
    if (!format->prints && (pivot || options->sort || options->decimals >= 0))
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "%s is not for print: --rows, --columns, --sort and "
                       "--decimals are for csv, xlsx, tex, html and md",
                       format->name);
    int rc = pivot ? choose_pivot(&d, format, options, err)
                   : choose_sheets(&d, format, options, err);
    if (rc == 0)
        rc = arrange(&d, options, err);
    if (rc == 0)
        rc = format->write(&d, out, err);
    for (size_t i = 0; i < d.n_sheets; i++)
        ct_sheet_destroy(d.sheets[i]);
    free(d.sheets);
    return rc;
}
