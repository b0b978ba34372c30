/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sums that cells stand in. */
#include "config.h"

#include "lib/suppress_cells.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How near a sum and its parts must come to be the same. */
static double tolerance(double whole)
{
    return 1e-6 * fmax(1, fabs(whole));
}

static void add_member(struct ct_sums *s, struct ct_cells *c, size_t cell)
{
    s->member = ct_xgrow(s->member, &s->members_capacity, s->n_members + 1,
                         sizeof *s->member);
    s->member[s->n_members] =
        (struct ct_member){cell, s->n, c->cell[cell].first_member};
    c->cell[cell].first_member = s->n_members++;
    s->sum[s->n].n++;
    s->sum[s->n].hidden += c->cell[cell].hidden;
}

static char freq_of(const struct ct_cells *c, uint32_t group)
{
    return *ct_panel_code_of(c->panel, "freq", c->series[group]);
}

/* The days between which the parts' periods begin. */
static void span(const struct ct_cells *c, const struct ct_relation *r,
                 int32_t time, int32_t *from, int32_t *to)
{
    struct ct_period p = {freq_of(c, r->whole), time};
    *from = *to = time;
    if (r->kind == CT_RELATION_YEAR)
        *to = ct_period_last_day(p);
    else if (r->kind == CT_RELATION_CUMULATED)
        *from = ct_period_to_year(p).day;
}

/* Adds the parts that there are. */
static void add_parts(struct ct_sums *s, struct ct_cells *c,
                      const struct ct_relation *r, int32_t from, int32_t to)
{
    for (size_t i = 0; i < r->n; i++) {
        uint32_t g = r->part[i];
        for (size_t k = c->first[g]; k < c->first[g + 1]; k++)
            if (c->cell[k].time >= from && c->cell[k].time <= to)
                add_member(s, c, k);
    }
}

static void add_rest(struct ct_sums *s, struct ct_cells *c, double count)
{
    c->cell = ct_xgrow(c->cell, &c->capacity, c->n + 1, sizeof *c->cell);
    c->cell[c->n] = (struct ct_cell){.group = CT_NO_GROUP,
                                     .count = count,
                                     .high = INFINITY,
                                     .least = count,
                                     .most = count,
                                     .hidden = true,
                                     .first_member = SIZE_MAX};
    add_member(s, c, c->n++);
}

/* Takes the sum started last out again, and its members out of the chains. */
static void drop_last(struct ct_sums *s, struct ct_cells *c)
{
    struct ct_sum *sum = &s->sum[s->n];
    while (s->n_members > sum->first) {
        const struct ct_member *m = &s->member[--s->n_members];
        c->cell[m->cell].first_member = m->next;
    }
}

/* What the whole has beyond its parts, as far as they are known. */
static double beyond(const struct ct_sums *s, const struct ct_cells *c,
                     const struct ct_sum *sum, size_t *unknown, bool *missing)
{
    double left = 0;
    *unknown = 0;
    *missing = false;
    for (size_t i = 0; i < sum->n; i++) {
        const struct ct_cell *cell = &c->cell[s->member[sum->first + i].cell];
        double sign = i == 0 ? 1 : -1;
        *missing |= cell->missing;
        if (!isnan(cell->count))
            left += sign * cell->count;
        else if (cell->withheld) {
            ++*unknown;
            left += sign * cell->low;
        }
    }
    return left;
}

/* Whether the sum holds: parts must not exceed the whole. Where the whole has
 * more, or a part is missing, nobody can tell the rest: a cell of its own. */
static bool holds(struct ct_sums *s, struct ct_cells *c)
{
    const struct ct_sum *sum = &s->sum[s->n];
    const struct ct_cell *whole = &c->cell[s->member[sum->first].cell];
    size_t unknown;
    bool missing;
    double left = beyond(s, c, sum, &unknown, &missing);
    if (sum->n < 2 || whole->missing)
        return false;
    if (isnan(whole->count))
        return !missing;
    if (left < -tolerance(whole->count))
        return false;
    if (missing || (unknown == 0 && left > tolerance(whole->count)))
        add_rest(s, c, unknown ? 0 : fmax(left, 0));
    return true;
}

/* Begins the sum of a relation at a time with all its members; returns whether
 * it has a whole. */
static bool begin_sum(struct ct_sums *s, struct ct_cells *c,
                      const struct ct_relation *r, int32_t time)
{
    size_t whole = ct_cells_find(c, r->whole, time);
    int32_t from, to;
    if (whole == CT_NO_CELL)
        return false;
    s->sum = ct_xgrow(s->sum, &s->capacity, s->n + 1, sizeof *s->sum);
    s->sum[s->n] = (struct ct_sum){s->n_members, 0, 0};
    span(c, r, time, &from, &to);
    add_member(s, c, whole);
    add_parts(s, c, r, from, to);
    return true;
}

static void make_sum(struct ct_sums *s, struct ct_cells *c,
                     const struct ct_relation *r, int32_t time)
{
    if (!begin_sum(s, c, r, time))
        return;
    if (holds(s, c))
        s->n++;
    else
        drop_last(s, c);
}

static void look_at(struct ct_sums *s, struct ct_cells *c,
                    const struct ct_relations *r, size_t relation, int32_t time)
{
    char key[sizeof relation + sizeof time];
    size_t before = s->known.n;
    memcpy(key, &relation, sizeof relation);
    memcpy(key + sizeof relation, &time, sizeof time);
    ct_dict_add(&s->known, key, sizeof key);
    if (s->known.n > before)
        make_sum(s, c, &r->relation[relation], time);
}

/* The sums of a relation at the times that have the cell in their span. */
static void look_at_spans(struct ct_sums *s, struct ct_cells *c,
                          const struct ct_relations *r, size_t relation,
                          int32_t time)
{
    const struct ct_relation *one = &r->relation[relation];
    for (size_t k = c->first[one->whole]; k < c->first[one->whole + 1]; k++) {
        int32_t from, to, at = c->cell[k].time;
        span(c, one, at, &from, &to);
        if (from <= time && time <= to)
            look_at(s, c, r, relation, at);
    }
}

void ct_sums_add(struct ct_sums *s, struct ct_cells *c,
                 const struct ct_relations *r, size_t cell)
{
    uint32_t group = c->cell[cell].group;
    int32_t time = c->cell[cell].time;
    if (group == CT_NO_GROUP)
        return;
    for (size_t i = r->first_role[group]; i != SIZE_MAX; i = r->role[i].next) {
        const struct ct_relation *one = &r->relation[r->role[i].relation];
        if (one->kind == CT_RELATION_SUM || one->whole == group)
            look_at(s, c, r, r->role[i].relation, time);
        else if (one->kind != CT_RELATION_SAME)
            look_at_spans(s, c, r, r->role[i].relation, time);
    }
}

/* What the whole of a relation leaves at a time beyond its parts; 0 where the
 * whole is not known, there are no parts, or one is withheld. */
static double leaves(struct ct_sums *s, struct ct_cells *c,
                     const struct ct_relation *r, int32_t time)
{
    size_t unknown;
    bool missing;
    double left = 0;
    if (!begin_sum(s, c, r, time))
        return 0;
    const struct ct_sum *sum = &s->sum[s->n];
    if (sum->n > 1 && !isnan(c->cell[s->member[sum->first].cell].count))
        left = beyond(s, c, sum, &unknown, &missing);
    else
        unknown = 0;
    drop_last(s, c);
    return unknown ? 0 : left;
}

bool ct_sums_leave_few(struct ct_cells *c, const struct ct_relations *r,
                       double below)
{
    struct ct_sums s = {0};
    bool few = false;
    for (size_t i = 0; i < r->n; i++) {
        const struct ct_relation *one = &r->relation[i];
        if (one->kind == CT_RELATION_SAME)
            continue;
        for (size_t k = c->first[one->whole];
             k < c->first[one->whole + 1] && !few; k++) {
            double left = leaves(&s, c, one, c->cell[k].time);
            few = left > tolerance(below) && left < below;
        }
    }
    ct_sums_clear(&s);
    return few;
}

void ct_sums_clear(struct ct_sums *s)
{
    free(s->sum);
    free(s->member);
    ct_dict_clear(&s->known);
    *s = (struct ct_sums){0};
}

/* Whether the count of a cell is one of many that would do. */
static bool can_move(const struct ct_cell *cell)
{
    return cell->guessed || cell->group == CT_NO_GROUP;
}

/* Moves the counts of a sum that are not known so that it holds, each by as
 * much; returns by how much it did not. */
static double project(const struct ct_sums *s, struct ct_cells *c,
                      const struct ct_sum *sum)
{
    double left = 0;
    size_t n = 0;
    for (size_t i = 0; i < sum->n; i++) {
        const struct ct_cell *cell = &c->cell[s->member[sum->first + i].cell];
        if (!isnan(cell->count))
            left += (i == 0 ? 1 : -1) * cell->count;
        n += can_move(cell);
    }
    for (size_t i = 0; i < sum->n && n; i++) {
        struct ct_cell *cell = &c->cell[s->member[sum->first + i].cell];
        double to = cell->count + (i == 0 ? -1 : 1) * left / (double)n;
        if (can_move(cell))
            cell->count = fmin(fmax(to, cell->low), cell->high);
    }
    return fabs(left);
}

/* Whether a sum has a cell whose count is not known. */
static bool is_open(const struct ct_sums *s, const struct ct_cells *c,
                    const struct ct_sum *sum)
{
    for (size_t i = 0; i < sum->n; i++)
        if (c->cell[s->member[sum->first + i].cell].guessed)
            return true;
    return false;
}

/* One round over the open sums; those that are off by more than `most` are
 * dropped. Returns the worst. */
static double project_all(struct ct_sums *s, struct ct_cells *c, double most)
{
    double worst = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct ct_sum *sum = &s->sum[i];
        double off = sum->n && is_open(s, c, sum) ? project(s, c, sum) : 0;
        if (off > most)
            sum->n = 0;
        else
            worst = fmax(worst, off);
    }
    return worst;
}

void ct_sums_complete(struct ct_sums *s, struct ct_cells *c)
{
    /* Projections onto one sum after the other come to a point in all of them
     * if there is one (Bregman 1967). */
    enum { ROUNDS = 2000 };
    const double near = 1e-8;
    double worst = INFINITY;
    for (size_t i = 0; i < c->n; i++)
        if (c->cell[i].withheld && isnan(c->cell[i].count)) {
            c->cell[i].guessed = true;
            c->cell[i].count = c->cell[i].low;
        }
    for (size_t round = 0; round < ROUNDS && worst > near; round++)
        worst = project_all(s, c, INFINITY);
    if (worst > near)
        project_all(s, c, 1e-6);
}
