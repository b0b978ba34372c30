/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conditions of --where, read and matched; used by lib/select.c. */
#ifndef CT_WHERE_H
#define CT_WHERE_H

#include "lib/codes.h"
#include "lib/dict.h"
#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>

/* A code that stands for others: itself and what is below, or its members. */
struct ct_pattern {
    bool members;
    char *code;
};

/* One condition `DIM=CODE[,CODE...]`; text is borrowed, the rest its own. */
struct ct_condition {
    const char *text;
    char *dimension;
    struct ct_dict exact;
    size_t n_patterns, capacity;
    struct ct_pattern *patterns;
};

/* Reads a condition; zero-initialise *c. Returns 0, or -1: CT_EUSAGE for what
 * is no condition; CT_EIO, CT_EDATA for the file of `@FILE`. Clear with
 * ct_condition_clear() in any case. */
int ct_condition_read(struct ct_condition *c, const char *text,
                      struct ct_error *err) __attribute__((warn_unused_result));

/* Whether a code of the condition's dimension is asked for. */
bool ct_condition_matches(const struct ct_condition *c,
                          const struct ct_codes *codes, const char *code);

/* Frees what the condition holds. */
void ct_condition_clear(struct ct_condition *c);

#endif
