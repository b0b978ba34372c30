/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reasons from the metadata, never guessed. */
#include "config.h"

#include "analyze/source_reason.h"

#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <string.h>

/* A dimension or attribute, and the reason it is where it differs. */
static const struct {
    const char *name, *reason;
} traits[] = {{"vintage", "other-vintage"},
              {"source", "other-source"},
              {"definition", "other-definition"},
              {"relation", "other-definition"},
              {"recording_stage", "other-definition"},
              {"principal_offence_rule", "other-definition"},
              {"multiple_offences", "other-definition"},
              {"time_reference", "other-definition"},
              {"year_type", "other-definition"},
              {"attempts", "attempts"},
              {"territory", "territory"},
              {"population_covered", "territory"}};

enum { N_TRAITS = sizeof traits / sizeof *traits };

static bool known(const char *code)
{
    return *code && strcmp(code, "_U") != 0 && strcmp(code, "_T") != 0;
}

/* Whether two codes are known to differ. `_T` is a code of definition alone:
 * the usual one. */
static bool differ(const char *name, const char *a, const char *b)
{
    bool is_definition = strcmp(name, "definition") == 0;
    if (!(known(a) || (is_definition && strcmp(a, "_T") == 0)) ||
        !(known(b) || (is_definition && strcmp(b, "_T") == 0)))
        return false;
    return strcmp(a, b) != 0 || strcmp(a, "mixed") == 0;
}

static bool members_differ(const struct ct_group *g, const char *name, long a,
                           long b)
{
    return differ(name, ct_group_code(g, (size_t)a, name),
                  ct_group_code(g, (size_t)b, name));
}

bool ct_counting_unit_differs(const struct ct_group *g, long a, long b)
{
    const char *x = ct_group_code(g, (size_t)a, "counting_unit");
    const char *y = ct_group_code(g, (size_t)b, "counting_unit");
    return known(x) && known(y) ? members_differ(g, "counting_unit", a, b)
                                : members_differ(g, "measure", a, b);
}

/* Whether two rates are equal as far as they are rounded. */
static bool rates_agree(const struct ct_source_pair *p)
{
    double reach = (p->own.step + p->reference.step) / 2;
    double most = fmax(fabs(p->own.rate), fabs(p->reference.rate));
    return fabs(p->own.rate - p->reference.rate) <= reach + 1e-9 * most;
}

static bool have_counts(const struct ct_source_pair *p)
{
    return !isnan(p->own.count) && !isnan(p->reference.count);
}

static bool have_rates(const struct ct_source_pair *p)
{
    return !isnan(p->own.rate) && !isnan(p->reference.rate);
}

/* How far a count may be off that was derived from a rounded rate. */
static double slack(const struct ct_source_value *v)
{
    if (!v->derived)
        return 0;
    double rounding = v->rate > 0 ? v->step / 2 / v->rate : 0;
    return fabs(v->count) * fmax(rounding, 1e-7);
}

static bool counts_agree(const struct ct_source_pair *p)
{
    return fabs(p->own.count - p->reference.count) <=
           slack(&p->own) + slack(&p->reference);
}

static bool identical(const struct ct_source_pair *p)
{
    return have_counts(p) ? counts_agree(p) : rates_agree(p);
}

const char *ct_source_verdict(const struct ct_source_pair *p)
{
    if (identical(p))
        return "identical";
    double ratio = have_counts(p) ? p->own.count / p->reference.count
                                  : p->own.rate / p->reference.rate;
    return fabs(ratio - 1) <= .05 ? "within-5-percent" : "not-reconciled";
}

static void add(struct ct_buffer *out, const char *reason)
{
    if (out->size && strstr(out->data, reason))
        return;
    ct_buffer_printf(out, "%s%s", out->size ? " " : "", reason);
}

void ct_source_reason(const struct ct_group *g, const struct ct_statement *own,
                      const struct ct_statement *reference,
                      const struct ct_source_pair *p, struct ct_buffer *out)
{
    long a = ct_statement_member(own), b = ct_statement_member(reference);
    out->size = 0;
    ct_buffer_text(out, "");
    if (identical(p)) {
        if (have_counts(p) && have_rates(p) && !rates_agree(p))
            add(out, "same-count-other-population");
        return;
    }
    for (size_t i = 0; i < N_TRAITS; i++)
        if (members_differ(g, traits[i].name, a, b))
            add(out, traits[i].reason);
    if (ct_counting_unit_differs(g, a, b))
        add(out, "other-unit");
    if ((p->own.status ^ p->reference.status) & CT_STATUS_DEFINITION)
        add(out, "other-definition");
    if (!out->size)
        add(out, "unexplained");
}

/* The day of a vintage; false if it is no date. */
static bool day_of(const char *text, long *day)
{
    struct ct_period p;
    size_t n = strlen(text);
    bool whole = n == 10 && text[7] == '-' && text[8] >= '0' &&
                 text[8] <= '3' && text[9] >= '0' && text[9] <= '9';
    if (ct_period_parse(text, whole ? 7 : n, &p, NULL) != 0)
        return false;
    *day = p.day + (whole ? 10 * (text[8] - '0') + text[9] - '1' : 0);
    return true;
}

double ct_vintage_gap(const char *later, const char *earlier)
{
    long a, b;
    return day_of(later, &a) && day_of(earlier, &b) ? (double)(a - b) : NAN;
}
