/* SPDX-License-Identifier: GPL-3.0-or-later
 * The analysis stage: a panel in, a result out. */
#ifndef CT_ANALYZE_H
#define CT_ANALYZE_H

#include "analyze/method.h"
#include "lib/codes.h"
#include "lib/select.h"

/* All methods, in the order of the help; NULL ends the list. */
extern const struct ct_method *const ct_methods[];

/* The method of that name, or NULL with CT_EUSAGE and the near name. */
const struct ct_method *ct_method_find(const char *name, struct ct_error *err);

/* The rows of the options all methods have, for ct_common_options, and their
 * defaults. */
extern const struct ct_option ct_common_option_rows[];
extern const struct ct_common_options ct_common_defaults;

/* The defaults of the common options for a method. */
struct ct_common_options ct_method_common(const struct ct_method *m);

/* One analysis. panel is already selected, selection says by what (NULL: by
 * nothing); population may be NULL. */
struct ct_analysis {
    const struct ct_method *method;
    const struct ct_panel *panel;
    const struct ct_selection *selection;
    const struct ct_panel *population;
    const struct ct_codes *codes;
    const struct ct_common_options *common;
    const void *options;       /* the method's */
    const void *options_typed; /* as they are to be recorded, if that differs
                                  (files that a study names); or NULL */
};

/* Runs it. Returns a new, sorted result with table `series`, inherited
 * provenance (command and last step are the caller's to set), or NULL with
 * *err. */
struct ct_panel *ct_analyze(const struct ct_analysis *a, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Appends a method's help: text, tables and columns. Its options are listed
 * with those of the command. */
void ct_method_help(const struct ct_method *m, struct ct_buffer *out);

#endif
