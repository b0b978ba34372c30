/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series put side by side: what they must have in common to be compared, and
 * in words in what they differ. Methods, figures and tables ask here, so that
 * they all say the same. */
#ifndef CT_BESIDE_H
#define CT_BESIDE_H

#include "lib/error.h"
#include "lib/panel.h"

#include <stdbool.h>
#include <stddef.h>

/* An attribute that tells how something was recorded. */
struct ct_trait {
    const char *attribute; /* key of the panel */
    const char *word; /* of --allow; NULL: a difference is said, not refused */
    const char *name; /* in sentences */
    bool expected;    /* that it isn't known of any series is worth a word */
};
extern const struct ct_trait ct_traits[];
extern const size_t ct_n_traits;

/* Series of a panel, by their numbers. label: what each is called in lists
 * (NULL = the code of its area); name: in messages (NULL = as in lists).
 * Borrowed. */
struct ct_beside {
    const struct ct_panel *panel;
    size_t n;
    const size_t *series;
    const char *const *label, *const *name;
};

/* The code of a member in a trait; "" if it is not known. Borrowed. */
const char *ct_beside_code(const struct ct_beside *b, size_t member,
                           const struct ct_trait *t);

/* The first member that is not like the first one in a trait; 0 if all are.
 * Not known is like nothing but not known; `mixed` is like nothing. */
size_t ct_beside_other(const struct ct_beside *b, const struct ct_trait *t);

/* What makes several of a counting unit that is one plain word: "s" behind
 * `victim`, else "". */
const char *ct_unit_plural(const char *unit);

/* Checks the words of --allow (NULL = none). Returns 0, or -1 with
 * CT_EUSAGE. */
int ct_allow_check(const char *allow, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Whether a word is among those of --allow (NULL = none). */
bool ct_allows(const char *allow, const char *word);

/* Refuses members that differ in a trait that has a word of --allow, unless
 * allowed. Returns 0, or -1 with CT_EDATA, two of the series and the option. */
int ct_beside_check(const struct ct_beside *b, const char *allow,
                    struct ct_error *err) __attribute__((warn_unused_result));

/* Adds to *out, each once, the sentences that hold of the members: in what they
 * differ, and what is to be known even where they are alike. */
void ct_beside_say(const struct ct_beside *b, struct ct_dict *out);

/* The same two of any series, comparing only those with the same codes in all
 * dimensions but the area. */
int ct_beside_check_areas(const struct ct_beside *b, const char *allow,
                          struct ct_error *err)
    __attribute__((warn_unused_result));
void ct_beside_say_areas(const struct ct_beside *b, struct ct_dict *out);

#endif
