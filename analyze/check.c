/* SPDX-License-Identifier: GPL-3.0-or-later
 * check: the rules, and what they find. */
#include "config.h"

#include "analyze/check_work.h"

#include "lib/memory.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const ct_family_word[] = {"earlier-editions", "itself",
                                      "other-sources"};
const char *const ct_severity_word[] = {"error", "warning", "note"};

const struct ct_check_rule ct_check_rules[CT_N_RULES] = {
#define CHECK(id, name, family, severity, run, title, text, reference)         \
    {name, CT_##family, CT_##severity, run, title, text, reference},
#include "analyze/checks.def"
#undef CHECK
};

/* Printed at its full length; freed by the caller. */
static char *print_text(const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = ct_xmalloc((size_t)length + 1, 1);
    vsnprintf(text, (size_t)length + 1, format, args);
    return text;
}

void ct_check_find(struct ct_check *c, const struct ct_finding *f,
                   const char *format, ...)
{
    va_list args;
    c->finding =
        ct_xgrow(c->finding, &c->capacity, c->n + 1, sizeof *c->finding);
    struct ct_finding *added = &c->finding[c->n++];
    *added = *f;
    if (isnan(f->weight)) /* of infinite numbers */
        added->weight = 0;
    if (!f->dated && f->obs != CT_NO_OBS) {
        added->dated = true;
        added->time = c->panel->time[f->obs];
    }
    va_start(args, format);
    added->text = print_text(format, args);
    va_end(args);
}

/* By rule, the worst first; then in the panel's order. */
static int by_weight(const void *a, const void *b)
{
    const struct ct_finding *x = a, *y = b;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->series != y->series)
        return x->series < y->series ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return strcmp(x->text, y->text);
}

/* Whether a rule before has the same function. */
static bool was_run(size_t rule)
{
    for (size_t r = 0; r < rule; r++)
        if (ct_check_rules[r].run == ct_check_rules[rule].run)
            return true;
    return false;
}

int ct_check_run(struct ct_check *c, struct ct_error *err)
{
    for (size_t r = 0; r < CT_N_RULES; r++)
        if (!was_run(r) && ct_check_rules[r].run(c, err) != 0)
            return -1;
    if (c->n)
        qsort(c->finding, c->n, sizeof *c->finding, by_weight);
    return 0;
}

void ct_check_clear(struct ct_check *c)
{
    for (size_t i = 0; i < c->n; i++)
        free(c->finding[i].text);
    for (size_t r = 0; r < CT_N_RULES; r++)
        ct_buffer_clear(&c->remark[r]);
    free(c->finding);
    c->finding = NULL;
    c->n = c->capacity = 0;
}

int ct_check_totals(struct ct_check *c, struct ct_error *err)
{
    (void)err;
    ct_check_breakdowns(c);
    ct_check_ages(c);
    ct_check_offences(c);
    ct_check_areas(c);
    return 0;
}

/* Appends a text in lines of at most 80, behind a margin. */
static void wrap(struct ct_buffer *out, const char *text)
{
    enum { WIDTH = 80, MARGIN = 8 };
    size_t column = 0;
    while (*text) {
        size_t n = strcspn(text, " ");
        if (column == 0 || column + 1 + n > WIDTH) {
            ct_buffer_printf(out, "%s%*s", column ? "\n" : "", MARGIN, "");
            column = MARGIN;
        } else {
            ct_buffer_byte(out, ' ');
            column++;
        }
        ct_buffer_add(out, text, n);
        column += n;
        text += n + (text[n] == ' ');
    }
    ct_buffer_byte(out, '\n');
}

void ct_check_help(struct ct_buffer *out)
{
    static const char *const heading[] = {
        "Against earlier editions", "Against itself", "Against other sources"};
    ct_buffer_text(out, "\nRules (what is said when something is found; how it "
                        "is decided; reference)\n");
    for (int family = CT_EARLIER; family <= CT_OTHERS; family++) {
        ct_buffer_printf(out, "  %s\n", heading[family]);
        for (size_t r = 0; r < CT_N_RULES; r++) {
            const struct ct_check_rule *rule = &ct_check_rules[r];
            struct ct_buffer b = {0};
            if (rule->family != (enum ct_family)family)
                continue;
            ct_buffer_printf(out, "    %s (%s)\n", rule->name,
                             ct_severity_word[rule->severity]);
            ct_buffer_printf(&b, "%s: %s. %s.", rule->title, rule->text,
                             rule->reference);
            wrap(out, b.data);
            ct_buffer_clear(&b);
        }
    }
}
