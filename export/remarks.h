/* SPDX-License-Identifier: GPL-3.0-or-later
 * Remarks: the notes of one or more panels, those that say the same gathered
 * into one with the places it holds for. Zero-initialise, add panels, clear.
 */
#ifndef CT_REMARKS_H
#define CT_REMARKS_H

#include "export/sheet.h"

/* One remark; where holds the places (`USA 2016`), each once; none: it holds
 * for everything. */
struct ct_remark {
    char *kind, *text;
    struct ct_dict where;
};

struct ct_remarks {
    const char *whole; /* names a panel in remarks on all of it; or NULL */
    size_t n;
    struct ct_remark *remarks;
    struct ct_dict known; /* kind and text of each */
};

/* Adds a remark that holds for a place ("": for everything). */
void ct_remarks_say(struct ct_remarks *r, const char *kind, const char *text,
                    const char *where);

/* Adds the notes of a panel, how its series were recorded, and what its areas
 * side by side call for (lib/beside.h). */
void ct_remarks_add(struct ct_remarks *r, const struct ct_panel *p,
                    const struct ct_sheet_names *names);

/* Appends the places of a remark (a code, where that says the same as many
 * series would): at most `most` of them, and how many more
 * there are. */
void ct_remark_where(const struct ct_remark *r, size_t most,
                     struct ct_buffer *out);

/* Frees what they hold. */
void ct_remarks_clear(struct ct_remarks *r);

/* Appends the name of a series: its area, and its codes in the dimensions in
 * which the panel's series differ. */
void ct_series_name(const struct ct_panel *p, size_t series,
                    const struct ct_sheet_names *names, struct ct_buffer *out);

#endif
