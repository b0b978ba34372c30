/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series of a group added up, period by period. */
#include "config.h"

#include "analyze/part_sums.h"

#include "analyze/parts.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What must be left for a sum to be joined to the one before. */
static const double fewest_left = 0.8;

/* Letters that a sum has from its parts. */
static const unsigned passed_on = CT_STATUS_BREAK | CT_STATUS_DEFINITION |
                                  CT_STATUS_ESTIMATED | CT_STATUS_FORECAST |
                                  CT_STATUS_IMPUTED | CT_STATUS_PROVISIONAL |
                                  CT_STATUS_LOW;

/* A member and the row it is at; the periods are gone through once. */
struct cursor {
    const struct ct_series *s;
    const char *code;
    size_t row;
    bool ever;     /* has a number in some period */
    double before; /* in the period before, NaN if none */
};

/* Members that may not be added up. */
struct pair {
    size_t a, b;
};

/* All that a pass over the periods needs. */
struct pass {
    const struct ct_group *group;
    const char *dimension;
    const struct ct_codes *codes;
    struct cursor *at;
    const char **part; /* room for a code a member */
    size_t n_pairs, capacity;
    struct pair *pair;
};

static bool is_there(const struct ct_series *s, size_t i)
{
    return !isnan(s->value[i]) || (s->status[i] & CT_STATUS_SUPPRESSED);
}

static void begin(struct pass *p)
{
    const struct ct_group *g = p->group;
    p->at = ct_xcalloc(g->n + 1, sizeof *p->at);
    p->part = ct_xmalloc(g->n + 1, sizeof *p->part);
    for (size_t m = 0; m < g->n; m++) {
        p->at[m] = (struct cursor){.s = &g->series[m],
                                   .code = ct_group_code(g, m, p->dimension),
                                   .before = NAN};
        for (size_t i = 0; i < g->series[m].n; i++)
            p->at[m].ever |= is_there(&g->series[m], i);
    }
}

/* The next period any member has; false at the end. */
static bool next_period(const struct pass *p, int32_t *day)
{
    bool any = false;
    for (size_t m = 0; m < p->group->n; m++) {
        const struct cursor *c = &p->at[m];
        if (c->row >= c->s->n || (any && c->s->time[c->row] >= *day))
            continue;
        any = true;
        *day = c->s->time[c->row];
    }
    return any;
}

static int refuse(const struct pass *p, size_t a, size_t b, int32_t day,
                  struct ct_error *err)
{
    char when[CT_PERIOD_MAX];
    ct_period_format((struct ct_period){p->group->series->freq, day}, when);
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%s: %s %s and %s overlap in %s; --where %s=... names "
                   "those to be added up",
                   p->group->name, p->dimension, p->at[a].code, p->at[b].code,
                   when, p->dimension);
}

/* Whether a member has a number, or a suppressed one, in this period. */
static bool is_in(const struct cursor *c, int32_t day)
{
    return c->row < c->s->n && c->s->time[c->row] == day &&
           is_there(c->s, c->row);
}

static bool is_total(const struct pass *p, size_t m)
{
    return strcmp(p->at[m].code, "_T") == 0;
}

/* Lists the members that overlap. Codes without a list are all apart, but for
 * the total. */
static void list_pairs(struct pass *p)
{
    bool listed = ct_codes_nested(p->dimension);
    for (size_t a = 0; a < p->group->n; a++)
        for (size_t b = a + 1; b < p->group->n; b++) {
            if ((!listed && !is_total(p, a) && !is_total(p, b)) ||
                !ct_codes_overlap(p->codes, p->dimension, p->at[a].code,
                                  p->at[b].code))
                continue;
            p->pair = ct_xgrow(p->pair, &p->capacity, p->n_pairs + 1,
                               sizeof *p->pair);
            p->pair[p->n_pairs++] = (struct pair){a, b};
        }
}

static int check_overlap(const struct pass *p, int32_t day,
                         struct ct_error *err)
{
    for (size_t i = 0; i < p->n_pairs; i++)
        if (is_in(&p->at[p->pair[i].a], day) &&
            is_in(&p->at[p->pair[i].b], day))
            return refuse(p, p->pair[i].a, p->pair[i].b, day, err);
    return 0;
}

static void add_suppressed(const struct ct_series *s, size_t i,
                           struct ct_part_sum *sum)
{
    sum->suppressed++;
    sum->least += s->lower && s->lower[i] >= 0 ? s->lower[i] : 0;
    sum->most += s->upper && s->upper[i] >= 0 ? s->upper[i] : (double)INFINITY;
}

/* Adds what a member has in the period: a number, or a suppressed one. */
static void add_member(const struct cursor *c, struct ct_part_sum *sum)
{
    double value = c->s->value[c->row];
    sum->status |= c->s->status[c->row] & passed_on;
    if (isnan(value)) {
        add_suppressed(c->s, c->row, sum);
        return;
    }
    sum->parts++;
    sum->given += value;
    sum->least += value;
    sum->most += value;
}

/* What the members of the period before had then, in all and those still
 * there, and what these have now. */
struct stay {
    double had, kept, stayed;
};

/* Compares a member, in the period or not, with the period before. */
static void follow(const struct cursor *c, bool in, double value,
                   struct stay *stay, struct ct_part_sum *sum)
{
    if (isnan(c->before))
        return;
    sum->earlier++;
    sum->still += in;
    stay->had += c->before;
    stay->kept += in ? c->before : 0;
    stay->stayed += isnan(value) ? 0 : value;
}

/* Adds what members have in a period, and goes on to the next; returns how many
 * parts there are. */
static size_t add_up(struct pass *p, struct ct_part_sum *sum)
{
    struct stay stay = {0};
    size_t n = 0;
    for (size_t m = 0; m < p->group->n; m++) {
        struct cursor *c = &p->at[m];
        bool in = is_in(c, sum->day);
        double value = in ? c->s->value[c->row] : (double)NAN;
        if (in) {
            p->part[n++] = c->code;
            add_member(c, sum);
        }
        sum->missing += !in && c->ever;
        follow(c, in, value, &stay, sum);
        c->before = value;
        c->row += c->row < c->s->n && c->s->time[c->row] == sum->day;
    }
    sum->fell = stay.kept < fewest_left * stay.had;
    sum->rose = sum->earlier > 0 && stay.stayed < fewest_left * sum->given;
    return n;
}

/* Codes that ever have a number. */
static void list_codes(const struct pass *p, struct ct_part_sums *out)
{
    out->code = ct_xmalloc(p->group->n + 1, sizeof *out->code);
    for (size_t m = 0; m < p->group->n; m++)
        if (p->at[m].ever)
            out->code[out->n_codes++] = p->at[m].code;
}

static int add_periods(struct pass *p, struct ct_part_sums *out,
                       struct ct_error *err)
{
    size_t capacity = 0;
    int32_t day = 0;
    while (next_period(p, &day)) {
        struct ct_part_sum sum = {.day = day};
        if (check_overlap(p, day, err) != 0)
            return -1;
        size_t n = add_up(p, &sum);
        sum.complete = ct_whole_complete(&out->whole, p->part, n, sum.lacks);
        out->sum = ct_xgrow(out->sum, &capacity, out->n + 1, sizeof *out->sum);
        out->sum[out->n++] = sum;
    }
    return 0;
}

int ct_part_sums_make(const struct ct_group *g, const char *dimension,
                      const struct ct_codes *codes, struct ct_part_sums *out,
                      struct ct_error *err)
{
    struct pass p = {.group = g, .dimension = dimension, .codes = codes};
    *out = (struct ct_part_sums){0};
    begin(&p);
    list_pairs(&p);
    list_codes(&p, out);
    ct_whole_find(codes, dimension, out->code, out->n_codes, &out->whole);
    bool whole = ct_whole_complete(&out->whole, out->code, out->n_codes, NULL);
    out->code_of_sum = whole ? out->whole.code : "_T";
    int result = add_periods(&p, out, err);
    free(p.at);
    free(p.part);
    free(p.pair);
    return result;
}

void ct_part_sums_clear(struct ct_part_sums *s)
{
    free(s->sum);
    free(s->code);
    ct_whole_clear(&s->whole);
}
