/* SPDX-License-Identifier: GPL-3.0-or-later
 * Status of an observation: a set of letters after SDMX CL_OBS_STATUS, kept
 * as bits. Bit 0 is B; the order is that of the flag_masks in the file. */
#ifndef CT_STATUS_H
#define CT_STATUS_H

#include <stddef.h>
#include <stdint.h>

enum {
    CT_STATUS_BREAK = 1 << 0,         /* B first period on the new basis */
    CT_STATUS_DEFINITION = 1 << 1,    /* D definition differs */
    CT_STATUS_ESTIMATED = 1 << 2,     /* E by the publisher, or modelled */
    CT_STATUS_FORECAST = 1 << 3,      /* F */
    CT_STATUS_IMPUTED = 1 << 4,       /* I filled, linked, derived by us */
    CT_STATUS_CANNOT = 1 << 5,        /* M cannot exist */
    CT_STATUS_INSIGNIFICANT = 1 << 6, /* N not significant */
    CT_STATUS_MISSING = 1 << 7,       /* O */
    CT_STATUS_PROVISIONAL = 1 << 8,   /* P */
    CT_STATUS_SUPPRESSED = 1 << 9,    /* Q */
    CT_STATUS_LOW = 1 << 10,          /* U low reliability */
    CT_STATUS_ALL = (1 << 11) - 1
};

/* One of these stands with every observation without a number. */
#define CT_STATUS_NO_NUMBER                                                    \
    (CT_STATUS_CANNOT | CT_STATUS_MISSING | CT_STATUS_SUPPRESSED)

enum { CT_N_STATUS = 11, CT_STATUS_MAX = 12 };

/* Letter and CF flag meaning of each bit. */
extern const char ct_status_letter[CT_N_STATUS + 1];
extern const char *const ct_status_meaning[CT_N_STATUS];

/* Writes the letters of the set ("" = normal, "BE"); out has room for
 * CT_STATUS_MAX bytes. */
void ct_status_format(uint16_t status, char *out);

/* Reads letters; returns 0, or -1 if one of the n bytes is no letter of ours
 * (*bad, may be NULL, is then that byte). */
int ct_status_parse(const char *s, size_t n, uint16_t *out, char *bad);

#endif
