/* SPDX-License-Identifier: GPL-3.0-or-later
 * What our columns are called in SDMX: the ids of its cross-domain concepts
 * where there is one, else our name in capitals. */
#ifndef CT_SDMX_IDS_H
#define CT_SDMX_IDS_H

#include "export/sheet.h"

enum { CT_SDMX_ID_MAX = 128 };

/* Who maintains the structures, and their version. */
#define CT_SDMX_AGENCY "CRIMETRENDS"
#define CT_SDMX_VERSION "1.0.0"

/* Dimensions of the global structures that every observation of ours is
 * written with, `_T` where it says nothing. NULL ends the list. */
extern const char *const ct_sdmx_usual[];

/* Writes the id of one of these. out has room for CT_SDMX_ID_MAX bytes. */
void ct_sdmx_usual_id(const char *name, char *out);

/* The most statuses that an observation of the panel has, at least 1. */
size_t ct_sdmx_most_statuses(const struct ct_panel *p);

/* The statuses of an observation as codes of CL_OBS_STATUS, the one that
 * matters most first (SDMX guideline "Possible ways of implementing the
 * observation status concept", 2019: a break before all others); "A" if it is
 * normal. out has room for CT_STATUS_MAX bytes. Returns how many. */
size_t ct_sdmx_statuses(uint16_t status, char *out);

/* Writes the id of a column of that name in capitals. out has room for
 * CT_SDMX_ID_MAX bytes. */
void ct_sdmx_capitals(const char *name, char *out);

/* Writes the id of a sheet's column; its own in capitals where the concept's
 * is taken by another column. out has room for CT_SDMX_ID_MAX bytes. */
void ct_sdmx_id(const struct ct_sheet *s, size_t column, char *out);

/* Writes the id of the sheet's structure. out as above. */
void ct_sdmx_structure_id(const struct ct_sheet *s, char *out);

/* Whether a sheet has a column of that name. */
bool ct_sdmx_has(const struct ct_sheet *s, const char *name);

#endif
