/* SPDX-License-Identifier: GPL-3.0-or-later
 * The series of a group as parts of wholes. */
#include "config.h"

#include "analyze/share_table.h"

#include "analyze/days.h"
#include "analyze/parts.h"

#include "lib/dict.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a member is: a part, the whole, or neither (a total in one dimension of
 * two). */
enum { WHOLE = -1, MARGIN = -2 };

struct place {
    long part;
    size_t unit;
};

/* The dictionaries that number parts and units. */
struct numbers {
    struct ct_dict parts, units;
    struct place *place; /* of each member */
};

/* How many of the dimensions asked for are total. */
static size_t count_totals(const struct ct_group *g, size_t member,
                           const struct ct_dimensions_given *of)
{
    size_t n = 0;
    for (size_t d = 0; d < of->n; d++)
        n += strcmp(ct_group_code(g, member, of->dimension[d]), "_T") == 0;
    return n;
}

static bool has_area(const struct ct_dimensions_given *of)
{
    for (size_t d = 0; d < of->n; d++)
        if (strcmp(of->dimension[d], "area") == 0)
            return true;
    return false;
}

/* Adds the part a member is, if it is new. */
static long number_part(const struct ct_group *g, size_t member,
                        const struct ct_dimensions_given *of,
                        struct numbers *numbers, struct ct_share_table *s)
{
    struct ct_buffer key = {0};
    struct ct_share_part part = {.all_unknown = true};
    for (size_t d = 0; d < of->n; d++) {
        part.code[d] = ct_group_code(g, member, of->dimension[d]);
        bool unknown = strcmp(part.code[d], "_U") == 0;
        part.unknown |= unknown;
        part.all_unknown &= unknown;
        ct_buffer_printf(&key, "%s\t", part.code[d]);
    }
    uint32_t number = ct_dict_add(&numbers->parts, key.data, key.size);
    ct_buffer_clear(&key);
    if (number == s->n_parts)
        s->part[s->n_parts++] = part;
    return number;
}

static void number_members(const struct ct_group *g,
                           const struct ct_dimensions_given *of,
                           struct numbers *numbers, struct ct_share_table *s)
{
    numbers->place = ct_xmalloc(g->n + 1, sizeof *numbers->place);
    s->part = ct_xmalloc(g->n + 1, sizeof *s->part);
    s->area = ct_xmalloc(g->n + 1, sizeof *s->area);
    for (size_t m = 0; m < g->n; m++) {
        const char *area = has_area(of) ? "_T" : ct_group_code(g, m, "area");
        size_t totals = count_totals(g, m, of);
        uint32_t unit = ct_dict_add(&numbers->units, area, strlen(area));
        if (unit == s->n_units)
            s->area[s->n_units++] = area;
        numbers->place[m].unit = unit;
        numbers->place[m].part = totals == of->n ? WHOLE
                                 : totals        ? MARGIN
                                          : number_part(g, m, of, numbers, s);
    }
}

static struct ct_share_cell read_cell(const struct ct_series *s, size_t i)
{
    bool suppressed =
        isnan(s->value[i]) && (s->status[i] & CT_STATUS_SUPPRESSED);
    return (struct ct_share_cell){
        .there = true,
        .suppressed = suppressed,
        .value = s->value[i],
        .lower = suppressed && s->lower && s->lower[i] >= 0 ? s->lower[i] : 0,
        .upper = suppressed && s->upper && s->upper[i] >= 0 ? s->upper[i]
                                                            : (double)INFINITY,
        .status = s->status[i]};
}

static void place_members(const struct ct_group *g, const struct place *place,
                          struct ct_share_table *s)
{
    size_t cells = s->n_units * s->n_parts * s->n_periods;
    s->cell = ct_xcalloc(cells + 1, sizeof *s->cell);
    s->total = ct_xmalloc(s->n_units * s->n_periods + 1, sizeof *s->total);
    for (size_t i = 0; i < s->n_units * s->n_periods; i++)
        s->total[i] = NAN;
    for (size_t m = 0; m < g->n; m++)
        for (size_t i = 0; i < g->series[m].n; i++) {
            size_t t = ct_days_find(s->day, s->n_periods, g->series[m].time[i]);
            size_t unit = place[m].unit;
            if (place[m].part >= 0)
                s->cell[(unit * s->n_parts + (size_t)place[m].part) *
                            s->n_periods +
                        t] = read_cell(&g->series[m], i);
            else if (place[m].part == WHOLE)
                s->total[unit * s->n_periods + t] = g->series[m].value[i];
        }
}

/* Whether both parts have a number, or a suppressed one, at the same time. */
static bool meet(const struct ct_share_table *s, size_t a, size_t b)
{
    for (size_t u = 0; u < s->n_units; u++)
        for (size_t t = 0; t < s->n_periods; t++) {
            const struct ct_share_cell *x =
                &s->cell[(u * s->n_parts + a) * s->n_periods + t];
            const struct ct_share_cell *y =
                &s->cell[(u * s->n_parts + b) * s->n_periods + t];
            if ((!isnan(x->value) || x->suppressed) && x->there &&
                (!isnan(y->value) || y->suppressed) && y->there)
                return true;
        }
    return false;
}

static int refuse_overlap(const struct ct_group *g,
                          const struct ct_dimensions_given *of,
                          const struct ct_codes *codes,
                          const struct ct_share_table *s, struct ct_error *err)
{
    for (size_t a = 0; a < s->n_parts; a++)
        for (size_t b = 0; b < a; b++) {
            size_t differ = 0;
            bool overlap = true;
            for (size_t d = 0; d < of->n; d++) {
                const char *x = s->part[a].code[d], *y = s->part[b].code[d];
                overlap &= ct_codes_overlap(codes, of->dimension[d], x, y);
                differ = strcmp(x, y) != 0 ? d : differ;
            }
            if (overlap && meet(s, a, b))
                return ct_fail(
                    err, CT_EDATA, 0, 0,
                    "%s: %s %s and %s overlap; --where %s=... names those "
                    "that make up the whole",
                    g->name, of->dimension[differ], s->part[b].code[differ],
                    s->part[a].code[differ], of->dimension[differ]);
        }
    return 0;
}

int ct_share_table_make(const struct ct_group *g,
                        const struct ct_dimensions_given *of,
                        const struct ct_codes *codes,
                        struct ct_share_table *out, struct ct_error *err)
{
    struct numbers numbers = {0};
    *out = (struct ct_share_table){0};
    out->day = ct_group_days(g, &out->n_periods);
    number_members(g, of, &numbers, out);
    place_members(g, numbers.place, out);
    ct_dict_clear(&numbers.parts);
    ct_dict_clear(&numbers.units);
    free(numbers.place);
    return refuse_overlap(g, of, codes, out, err);
}

void ct_share_table_clear(struct ct_share_table *s)
{
    free(s->day);
    free(s->part);
    free(s->area);
    free(s->cell);
    free(s->total);
}
