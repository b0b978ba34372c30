/* SPDX-License-Identifier: GPL-3.0-or-later
 * The export stage: a panel or its tables in, a document out. Formats are rows
 * of formats.def. */
#ifndef CT_EXPORT_H
#define CT_EXPORT_H

#include "lib/codes.h"
#include "lib/dict.h"
#include "lib/error.h"
#include "lib/file.h"
#include "lib/option.h"
#include "lib/panel.h"

struct ct_format;

/* All formats, in the order of the help; NULL ends the list. */
extern const struct ct_format *const ct_formats[];

/* The format of that name, or NULL with CT_EUSAGE and the near name. */
const struct ct_format *ct_format_find(const char *name, struct ct_error *err);

/* Its name; its one-line description; whether it can go to standard output. */
const char *ct_format_name(const struct ct_format *f);
const char *ct_format_title(const struct ct_format *f);
bool ct_format_streams(const struct ct_format *f);

/* Which columns name codes: codes, names, or both. */
enum ct_labels { CT_LABELS_CODE, CT_LABELS_NAME, CT_LABELS_BOTH };

/* Whose names of areas are shown: the publisher's (those of the lists where it
 * has none), the UN's, short ones. */
enum ct_area_names { CT_NAMES_SOURCE, CT_NAMES_UN, CT_NAMES_SHORT };

/* codes is no option of the command line: where names come from that the
 * panel does not have itself, or NULL. */
struct ct_export_options {
    const char *table; /* one table by name ("panel" = the panel), or NULL */
    int labels;        /* enum ct_labels */
    int names; /* enum ct_area_names; but for the first, labels are names */
    int area_codes;             /* enum ct_area_codes */
    const char *rows, *columns; /* of a pivoted table, names by commas */
    const char *sort;           /* the column that rows are sorted by */
    int decimals;               /* -1: as the numbers want */
    const struct ct_codes *codes;
};
extern const struct ct_option ct_export_option_rows[];
extern const struct ct_export_options ct_export_defaults;

/* Writes the panel in a format to an opened output (the caller commits it).
 * Returns 0, or -1 with *err (CT_EUSAGE: no such table, with the names there
 * are). */
int ct_export(const struct ct_panel *p, const struct ct_format *format,
              const struct ct_export_options *options, struct ct_output *out,
              struct ct_error *err) __attribute__((warn_unused_result));

/* Adds the codes of areas in a panel that have none of the kind that the
 * options want (area_codes): they are written as they are. */
void ct_export_uncoded(const struct ct_panel *p,
                       const struct ct_export_options *o, struct ct_dict *out);

#endif
