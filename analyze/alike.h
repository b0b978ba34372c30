/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether series may be put side by side: counted in the same unit, from the
 * same kind of source, by the same definition. */
#ifndef CT_ALIKE_H
#define CT_ALIKE_H

#include "analyze/method.h"
#include "lib/beside.h"

/* The row of the option --allow for a method's table, its field a
 * `const char *`. */
#define CT_ALLOW_ROW(type, field)                                              \
    {                                                                          \
        "allow", 0, "WHAT", CT_OPTION_TEXT, offsetof(type, field), NULL, 0, 0, \
            "put together series that differ in WHAT: source, counting-unit, " \
            "definition, or several by commas"                                 \
    }

/* Says in the note in what the members differ, for methods that compare what
 * need not be counted alike; members go by their codes in `dimension`. */
void ct_group_say(const struct ct_group *g, const char *dimension,
                  struct ct_output_part *out);

/* Refuses members that differ in an attribute, or of some of which it is not
 * known, unless allowed; says in the note what was allowed, and what is not
 * known of any. Returns 0, or -1 with CT_EDATA, two of the series and the
 * option. */
int ct_group_alike(const struct ct_group *g, const char *allow,
                   struct ct_output_part *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The same with members that go by their codes in `dimension`. */
int ct_group_alike_by(const struct ct_group *g, const char *dimension,
                      const char *allow, struct ct_output_part *out,
                      struct ct_error *err) __attribute__((warn_unused_result));

/* The same for parts of a whole or stages of a procedure, that may differ in
 * what `words` of --allow name; in sentences members go by their codes in
 * `dimension`. */
int ct_group_alike_but(const struct ct_group *g, const char *dimension,
                       const char *words, const char *allow,
                       struct ct_output_part *out, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
