/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account of a result. */
#include "config.h"

#include "analyze/account.h"

#include "analyze/group.h"
#include "analyze/loop.h"

#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ct_account {
    struct ct_taken taken;
    struct ct_denominators denominators;
};

struct ct_account *ct_account_open(const struct ct_analysis *a,
                                   struct ct_error *err)
{
    size_t left_out[CT_N_LEFT_OUT] = {0};
    struct ct_account *account = ct_xcalloc(1, sizeof *account);
    account->taken = (struct ct_taken){.analysis = a,
                                       .denominators = &account->denominators};
    if (ct_loop_prepare(&account->taken, &account->denominators, left_out,
                        err) == 0)
        return account;
    ct_account_close(account);
    return NULL;
}

void ct_account_close(struct ct_account *account)
{
    if (!account)
        return;
    ct_loop_clear(&account->taken);
    ct_denominators_clear(&account->denominators);
    free(account);
}

/* --- which part of the analysis --- */

static struct ct_dimension dimension(const struct ct_panel *p, const char *name)
{
    return (struct ct_dimension){name, ct_panel_find_key(p, name)};
}

/* Whether a part has that code: of methods that take all series as one group,
 * `_T` stands for codes that differ. What is combined is not looked at here. */
static bool part_has(const struct ct_taken *t, const struct ct_part *part,
                     const struct ct_address_part *wanted)
{
    struct ct_dimension d = dimension(t->analysis->panel, wanted->dimension);
    if (d.key < 0 && strcmp(wanted->dimension, "unit") != 0)
        return strcmp(wanted->code, "_T") == 0;
    for (size_t i = 0; i < part->group.n; i++)
        if (strcmp(ct_taken_code(t, part->data[i], &d), wanted->code) == 0)
            return true;
    return t->plan.everything && strcmp(wanted->code, "_T") == 0;
}

/* Whether a code says where the number came from: not one that the method
 * made, in a dimension that it combines or adds, or of the unit. Where and
 * what are always asked, so that what is gone from the input is not found. */
static bool tells(const struct ct_taken *t,
                  const struct ct_address_part *wanted)
{
    static const char *const always[] = {"area", "measure", "offence"};
    if (ct_plan_combines(&t->plan, wanted->dimension))
        return false;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (strcmp(wanted->dimension, always[i]) == 0)
            return true;
    for (size_t i = 0; i < t->n_parts; i++)
        if (part_has(t, &t->part[i], wanted))
            return true;
    return false;
}

/* The part that a number of that address was made of, or NULL. Parts of one
 * series, cut at breaks, have the same members. */
static const struct ct_part *find_part(const struct ct_taken *t,
                                       const struct ct_address *address)
{
    bool *asked = ct_xmalloc(address->n + 1, sizeof *asked);
    const struct ct_part *found = NULL;
    for (size_t i = 0; i < address->n; i++)
        asked[i] = tells(t, &address->part[i]);
    for (size_t k = 0; k < t->n_parts && !found; k++) {
        bool fits = true;
        for (size_t i = 0; i < address->n && fits; i++)
            fits = !asked[i] || part_has(t, &t->part[k], &address->part[i]);
        found = fits ? &t->part[k] : NULL;
    }
    free(asked);
    return found;
}

/* --- which of its members --- */

/* The areas that a code of the method's making stands for. */
static bool expand(const struct ct_taken *t, const struct ct_address *address,
                   struct ct_dict *areas)
{
    const struct ct_method *m = t->analysis->method;
    return m->members &&
           m->members(&t->plan, ct_address_code(address, "area"), areas);
}

/* Whether some member has that code. */
static bool any_has(const struct ct_taken *t, const struct ct_part *part,
                    const char *name, const char *code)
{
    struct ct_dimension d = dimension(t->analysis->panel, name);
    for (size_t i = 0; i < part->group.n; i++)
        if (strcmp(ct_taken_code(t, part->data[i], &d), code) == 0)
            return true;
    return false;
}

/* Whether a member is in. What is said of one place is made of that, even if
 * places are combined; what is said of one code of another combined dimension
 * (a sex, a definition) is made of it and of those it is compared with. */
static bool is_in(const struct ct_taken *t, const struct ct_part *part,
                  size_t member, const struct ct_address *address)
{
    static const char *const place[] = {"area", "counterpart"};
    for (size_t i = 0; i < sizeof place / sizeof *place; i++) {
        struct ct_dimension d = dimension(t->analysis->panel, place[i]);
        const char *code = ct_address_code(address, place[i]);
        if (any_has(t, part, place[i], code) &&
            strcmp(ct_taken_code(t, part->data[member], &d), code) != 0)
            return false;
    }
    return true;
}

/* --- what it brought --- */

/* The row of a period, or -1. */
static long row_of(const struct ct_series_data *d, int32_t day)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->time[i] == day)
            return (long)i;
    return -1;
}

static double at(const double *column, long row)
{
    return column && row >= 0 ? column[row] : NAN;
}

static struct ct_contributor contribute(const struct ct_account *account,
                                        const struct ct_series_data *d,
                                        int32_t day)
{
    const struct ct_join *join = account->denominators.join;
    long row = row_of(d, day);
    struct ct_contributor c = {.series = d->series,
                               .day = day,
                               .name = d->name,
                               .unit = d->unit,
                               .note = d->note.size ? d->note.data : "",
                               .there = row >= 0,
                               .value = at(d->value, row),
                               .events = at(d->events, row),
                               .population = at(d->population, row),
                               .status = row < 0 ? 0 : d->status[row]};
    if (join && day != INT32_MIN)
        ct_join_parts(join, d->series, (struct ct_period){d->freq, day},
                      &c.residents);
    return c;
}

/* Areas of the group that have residents and no series. */
static int add_absentees(const struct ct_taken *t, const struct ct_part *part,
                         const struct ct_dict *areas, int32_t day,
                         struct ct_contributors *out, struct ct_error *err)
{
    out->absent = ct_xcalloc(areas->n + 1, sizeof *out->absent);
    for (size_t i = 0; i < areas->n; i++) {
        double residents;
        const char *area = areas->code[i];
        if (any_has(t, part, "area", area))
            continue;
        if (ct_group_residents(&part->group, area, &day, 1, &residents, err) !=
            0)
            return -1;
        if (residents > 0)
            out->absent[out->n_absent++] =
                (struct ct_absentee){ct_xstrdup(area), residents};
    }
    return 0;
}

/* What a member brought, in the period that the method takes it in. */
static struct ct_contributor contribute_member(const struct ct_account *account,
                                               const struct ct_part *part,
                                               size_t member, int32_t day)
{
    const struct ct_analysis *a = account->taken.analysis;
    const struct ct_series_data *d = &account->taken.data[part->data[member]];
    struct ct_buffer sum = {0};
    if (!a->method->taken || day == INT32_MIN)
        return contribute(account, d, day);
    struct ct_contributor c = contribute(
        account, d,
        a->method->taken(&part->group, member, a->options, day, &sum));
    c.shifted = c.day != day;
    c.sum = sum.data;
    return c;
}

/* Those of the part that are in, and belong to the areas if there are any. */
static void add_members(const struct ct_account *account,
                        const struct ct_part *part,
                        const struct ct_address *address,
                        const struct ct_dict *areas, int32_t day,
                        struct ct_contributors *out)
{
    const struct ct_taken *t = &account->taken;
    struct ct_dimension area = dimension(t->analysis->panel, "area");
    out->item = ct_xcalloc(part->group.n + 1, sizeof *out->item);
    for (size_t i = 0; i < part->group.n; i++) {
        const char *code = ct_taken_code(t, part->data[i], &area);
        bool in = areas ? ct_dict_find(areas, code, strlen(code)) != CT_NO_CODE
                        : is_in(t, part, i, address);
        if (in)
            out->item[out->n++] = contribute_member(account, part, i, day);
    }
}

int ct_account_ask(struct ct_account *account, const struct ct_address *address,
                   int32_t day, struct ct_contributors *out,
                   struct ct_error *err)
{
    const struct ct_part *part = find_part(&account->taken, address);
    struct ct_dict areas = {0};
    int status = 0;
    *out = (struct ct_contributors){0};
    if (!part)
        return 0;
    bool expanded = expand(&account->taken, address, &areas);
    add_members(account, part, address, expanded ? &areas : NULL, day, out);
    if (expanded && day != INT32_MIN)
        status = add_absentees(&account->taken, part, &areas, day, out, err);
    ct_dict_clear(&areas);
    return status;
}

bool ct_account_series(const struct ct_account *account, size_t series,
                       int32_t day, struct ct_contributor *out)
{
    const struct ct_taken *t = &account->taken;
    for (size_t i = 0; i < t->n; i++)
        if (t->data[i].series == series) {
            *out = contribute(account, &t->data[i], day);
            return true;
        }
    return false;
}

void ct_contributors_clear(struct ct_contributors *c)
{
    for (size_t i = 0; i < c->n; i++) {
        free(c->item[i].residents.series);
        free(c->item[i].sum);
    }
    for (size_t i = 0; i < c->n_absent; i++)
        free(c->absent[i].area);
    free(c->item);
    free(c->absent);
    *c = (struct ct_contributors){0};
}
