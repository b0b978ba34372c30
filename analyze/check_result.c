/* SPDX-License-Identifier: GPL-3.0-or-later
 * The findings of check as a result: tables `findings` and `rules`. */
#include "config.h"

#include "analyze/check_work.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns before and behind the dimensions. */
enum { RULE, FAMILY, SEVERITY, N_BEFORE };
enum { TIME, VALUE, EXPECTED, RATIO, FILE_NAME, LINE, TEXT };

static const struct {
    const char *name;
    bool is_text;
} before[] = {{"rule", true}, {"family", true}, {"severity", true}},
  behind[] = {{"time", true},   {"value", false}, {"expected", false},
              {"ratio", false}, {"file", true},   {"line", false},
              {"text", true}};

/* Dimensions that every table has, and those not `_T` throughout. */
static bool is_shown(const struct ct_key *key)
{
    static const char *const always[] = {"area", "measure", "offence", "unit",
                                         "freq"};
    if (key->is_attribute)
        return false;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (strcmp(key->name, always[i]) == 0)
            return true;
    return key->codes.n > 1 ||
           (key->codes.n == 1 && strcmp(key->codes.code[0], "_T") != 0);
}

static bool is_taken(const char *name)
{
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (strcmp(before[i].name, name) == 0)
            return true;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (strcmp(behind[i].name, name) == 0)
            return true;
    return false;
}

/* Makes the table, and lists the keys that have a column. */
static struct ct_table *make_table(const struct ct_panel *p, size_t *key,
                                   size_t *n)
{
    struct ct_table *t = ct_table_create("findings");
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        ct_table_column(t, before[i].name, before[i].is_text);
    *n = 0;
    for (size_t k = 0; k < p->n_keys; k++)
        if (is_shown(&p->keys[k])) {
            const char *name = p->keys[k].name;
            char *column =
                ct_xasprintf("%s%s", name, is_taken(name) ? "_dim" : "");
            ct_table_column(t, column, true);
            free(column);
            key[(*n)++] = k;
        }
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        ct_table_column(t, behind[i].name, behind[i].is_text);
    return t;
}

static void write_place(const struct ct_panel *p, const struct ct_finding *f,
                        struct ct_table *t, size_t at)
{
    if (f->obs == CT_NO_OBS || p->source_line[f->obs] == 0 ||
        p->source_file[f->obs] >= p->provenance.n_inputs)
        return;
    ct_table_text(t, at + FILE_NAME,
                  p->provenance.inputs[p->source_file[f->obs]].name);
    ct_table_number(t, at + LINE, p->source_line[f->obs]);
}

static void write_row(const struct ct_panel *p, const struct ct_finding *f,
                      struct ct_table *t, size_t at)
{
    char when[CT_PERIOD_MAX];
    const struct ct_check_rule *rule = &ct_check_rules[f->rule];
    ct_table_text(t, RULE, rule->name);
    ct_table_text(t, FAMILY, ct_family_word[rule->family]);
    ct_table_text(t, SEVERITY, ct_severity_word[rule->severity]);
    if (f->dated) {
        char freq = ct_check_freq(p, f->series);
        ct_period_format((struct ct_period){freq, f->time}, when);
        ct_table_text(t, at + TIME, when);
    }
    ct_table_number(t, at + VALUE, f->value);
    ct_table_number(t, at + EXPECTED, f->expected);
    if (f->expected != 0)
        ct_table_number(t, at + RATIO, f->value / f->expected);
    write_place(p, f, t, at);
    ct_table_text(t, at + TEXT, f->text);
}

static struct ct_table *findings_table(const struct ct_check *c)
{
    const struct ct_panel *p = c->panel;
    size_t *key = ct_xmalloc(p->n_keys, sizeof *key), n;
    struct ct_table *t = make_table(p, key, &n);
    for (size_t i = 0; i < c->n; i++) {
        ct_table_row(t);
        for (size_t k = 0; k < n; k++)
            ct_table_text(t, N_BEFORE + k,
                          ct_panel_code(p, (long)key[k], c->finding[i].series));
        write_row(p, &c->finding[i], t, N_BEFORE + n);
    }
    free(key);
    return t;
}

static struct ct_table *rules_table(const struct ct_check *c)
{
    enum {
        NAME,
        OF,
        HOW_BAD,
        LOOKED,
        FOUND,
        TITLE,
        DECIDED,
        REFERENCE,
        REMARK
    };
    struct ct_table *t = ct_table_create("rules");
    static const char *const name[] = {"rule",    "family",    "severity",
                                       "looked",  "findings",  "title",
                                       "decided", "reference", "remark"};
    size_t found[CT_N_RULES] = {0};
    for (size_t i = 0; i < c->n; i++)
        found[c->finding[i].rule]++;
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        ct_table_column(t, name[i], i != LOOKED && i != FOUND);
    for (size_t r = 0; r < CT_N_RULES; r++) {
        const struct ct_check_rule *rule = &ct_check_rules[r];
        ct_table_row(t);
        ct_table_text(t, NAME, rule->name);
        ct_table_text(t, OF, ct_family_word[rule->family]);
        ct_table_text(t, HOW_BAD, ct_severity_word[rule->severity]);
        ct_table_number(t, LOOKED, (double)c->looked[r]);
        ct_table_number(t, FOUND, (double)found[r]);
        ct_table_text(t, TITLE, rule->title);
        ct_table_text(t, DECIDED, rule->text);
        ct_table_text(t, REFERENCE, rule->reference);
        if (c->remark[r].size)
            ct_table_text(t, REMARK, c->remark[r].data);
    }
    return t;
}

/* The codes of the panel with their labels, so that exports can name them. */
static void add_labels(struct ct_panel *result, const struct ct_panel *p)
{
    for (size_t k = 0; k < p->n_keys; k++) {
        const struct ct_key *from = &p->keys[k];
        if (from->is_attribute)
            continue;
        size_t key = ct_panel_key(result, from->name, false);
        for (size_t i = 0; i < from->codes.n; i++) {
            const char *code = from->codes.code[i];
            uint32_t number =
                ct_dict_add(&result->keys[key].codes, code, strlen(code));
            ct_dict_label(&result->keys[key].codes, number,
                          from->codes.label[i]);
        }
    }
}

struct ct_panel *ct_check_result(const struct ct_check *c)
{
    struct ct_panel *result = ct_panel_create();
    result->is_result = true;
    ct_panel_set(&result->title, c->panel->title);
    ct_panel_set(&result->method, "check");
    ct_panel_inherit(result, c->panel);
    add_labels(result, c->panel);
    ct_panel_add_table(result, findings_table(c));
    ct_panel_add_table(result, rules_table(c));
    return result;
}
