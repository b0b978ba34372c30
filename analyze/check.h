/* SPDX-License-Identifier: GPL-3.0-or-later
 * check: rules put to a panel, and what they find. Values are looked at as
 * they were received, and never changed.
 *
 *     struct ct_check c = {.panel = ..., .codes = ..., .population = NULL};
 *     if (ct_check_run(&c, &err) == 0)
 *         ... c.finding[0 .. c.n - 1], or ct_check_result(&c) ...
 *     ct_check_clear(&c);
 *
 * A rule is a row of checks.def; one function may find for several rules. */
#ifndef CT_CHECK_H
#define CT_CHECK_H

#include "lib/buffer.h"
#include "lib/codes.h"
#include "lib/error.h"
#include "lib/panel.h"

#include <stdbool.h>
#include <stddef.h>

/* UNODC's families: against earlier editions, against itself, against other
 * sources. */
enum ct_family { CT_EARLIER, CT_ITSELF, CT_OTHERS };

/* Cannot be right; is likely to be wrong; worth knowing. */
enum ct_severity { CT_ERROR, CT_WARNING, CT_NOTE };

/* Their words. */
extern const char *const ct_family_word[];
extern const char *const ct_severity_word[];

enum ct_rule {
#define CHECK(id, name, family, severity, run, title, text, reference)         \
    CT_RULE_##id,
#include "analyze/checks.def"
#undef CHECK
    CT_N_RULES
};

struct ct_check;

/* A rule: what is said when something is found, how it is decided, and where
 * that comes from. */
struct ct_check_rule {
    const char *name;
    enum ct_family family;
    enum ct_severity severity;
    int (*run)(struct ct_check *c, struct ct_error *err);
    const char *title, *text, *reference;
};

extern const struct ct_check_rule ct_check_rules[CT_N_RULES];

enum { CT_NO_OBS = -1 };

/* One finding: a series of the panel, and the observation in it (CT_NO_OBS:
 * the series as a whole); the period is that of the observation unless `time`
 * is set, by `dated`. value is what is there, expected what it is held
 * against, NaN if nothing. weight: the larger, the worse, among findings of
 * the same rule. text is its own. */
struct ct_finding {
    enum ct_rule rule;
    size_t series;
    long obs;
    bool dated;
    int32_t time;
    double value, expected, weight;
    char *text;
};

/* The work. panel, population (NULL: the panel's own, if it has one) and codes
 * are borrowed. looked[] counts what was held against each rule; remark[] says
 * why a rule could not look, or what it left out. */
struct ct_check {
    const struct ct_panel *panel, *population;
    const struct ct_codes *codes;
    size_t n, capacity;
    struct ct_finding *finding;
    size_t looked[CT_N_RULES];
    struct ct_buffer remark[CT_N_RULES];
};

/* Puts all rules to the panel: findings by rule in the order of checks.def,
 * the worst first. Returns 0, or -1 with *err (a population that says two
 * different things). */
int ct_check_run(struct ct_check *c, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees findings and remarks. */
void ct_check_clear(struct ct_check *c);

/* For rules: adds a finding, with a text printed for it. */
void ct_check_find(struct ct_check *c, const struct ct_finding *f,
                   const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A new result: tables `findings` and `rules`, provenance inherited. */
struct ct_panel *ct_check_result(const struct ct_check *c);

/* Appends the help: every rule with its family, severity and reference. */
void ct_check_help(struct ct_buffer *out);

#endif
