/* SPDX-License-Identifier: GPL-3.0-or-later
 * What SDMX's two formats have in common: which components are what. */
#ifndef CT_SDMX_H
#define CT_SDMX_H

#include <stdbool.h>
#include <stddef.h>

/* What a component of a data structure is to us. */
enum ct_sdmx_role {
    CT_SDMX_DIMENSION, /* or cannot be told from one */
    CT_SDMX_KEPT,      /* an attribute that numbers need: unit, multiplier */
    CT_SDMX_STATUS,    /* OBS_STATUS, or Eurostat's OBS_FLAG */
    CT_SDMX_SECRET,    /* CONF_STATUS */
    CT_SDMX_TIME,      /* TIME_PERIOD */
    CT_SDMX_VALUE,     /* OBS_VALUE */
    CT_SDMX_OTHER,     /* an attribute that is not read */
    CT_SDMX_OWN,       /* an attribute of ours, of a series */
    CT_SDMX_LOWER,     /* LOWER_BOUND, UPPER_BOUND */
    CT_SDMX_UPPER,
    CT_SDMX_NOTE,        /* COMMENT_OBS, of an observation */
    CT_SDMX_NOTE_SERIES, /* COMMENT_TS */
    CT_SDMX_NOTE_ALL     /* COMMENT_DSET */
};

/* The role of a component by its id, after the concepts that SDMX, the ECB,
 * Eurostat and others share. A structure may use a name as it likes: where a
 * file tells dimensions from attributes, that counts. */
enum ct_sdmx_role ct_sdmx_role(const char *id);

/* Whether a text can be a code: letters, digits and _ @ $ - + . only. */
bool ct_sdmx_is_code(const char *text, size_t n);

enum { CT_SDMX_STATUS_MAX = 64 };

/* Adds a status, but for A (normal), to the n bytes of `out`, which has room
 * for CT_SDMX_STATUS_MAX; what has no room makes the status unknown, which it
 * then would be anyway. Returns the new length. */
size_t ct_sdmx_add_status(char *out, size_t n, const char *text, size_t length);

/* Whether a CONF_STATUS says that a number is withheld. */
bool ct_sdmx_is_secret(const char *text, size_t n);

#endif
