/* SPDX-License-Identifier: GPL-3.0-or-later
 * Standard populations, and reference populations with their events. */
#ifndef CT_STANDARD_H
#define CT_STANDARD_H

#include "analyze/age_strata.h"
#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Rows by sex and age; those of a sex follow one another without gap. weight is
 * that of the standard, or the reference's population; events are 0 in a
 * standard. sex[i] is "_T" where the file has no sex. */
struct ct_standard {
    size_t n;
    char **sex;
    struct ct_age_band *band;
    double *weight, *events;
    bool has_sex;
};

/* Reads a standard (columns age[,sex],weight): a file, or one that the program
 * has by its name (who, esp2013, segi). Returns 0, or -1: CT_EUSAGE for a name
 * not known, else what the file gave. Clear with ct_standard_clear(). */
int ct_standard_read(const char *word, struct ct_standard *out,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* The same for a reference (age[,sex],events,population). */
int ct_reference_read(const char *path, struct ct_standard *out,
                      struct ct_error *err) __attribute__((warn_unused_result));

/* Frees what it holds. */
void ct_standard_clear(struct ct_standard *s);

#endif
