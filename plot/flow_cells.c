/* SPDX-License-Identifier: GPL-3.0-or-later
 * Origins and destinations of a figure of flows, and its cells. */
#include "config.h"

#include "plot/flow_chart.h"

#include "lib/dict.h"
#include "lib/memory.h"
#include "plot/encode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_cell(struct ct_flow_cell *sum, const struct ct_flow_cell *one)
{
    sum->value += one->value;
    sum->upper += one->upper;
    sum->given += one->given;
    sum->withheld += one->withheld;
    sum->masked += one->masked;
}

/* The flow of a row of corridors. */
static struct ct_flow_cell read_flow(const struct ct_table *t, size_t row)
{
    double value = ct_flow_number(t, "value", row);
    if (!isnan(value))
        return (struct ct_flow_cell){.value = value, .given = 1};
    return (struct ct_flow_cell){
        .upper = ct_flow_number(t, "upper", row),
        .withheld = 1,
        .masked = strcmp(ct_flow_text(t, "mark", row), "masked") == 0};
}

/* The domestic flow of a row of nodes. */
static struct ct_flow_cell read_domestic(const struct ct_table *t, size_t row)
{
    double value = ct_flow_number(t, "domestic", row);
    double upper = ct_flow_number(t, "domestic_upper", row);
    struct ct_flow_cell cell = {.value = value, .given = value > 0};
    if (upper > value)
        cell.upper = upper - value, cell.withheld = 1;
    return cell;
}

/* One side: its ends, and by its dictionary which of them a code belongs
 * to. */
struct side {
    const char *column;
    struct ct_dict codes;
    size_t n, *place;
    struct ct_flow_end *end;
};

static uint32_t number_of(const struct side *s, const char *code)
{
    return ct_dict_find(&s->codes, code, strlen(code));
}

static int by_size(const void *a, const void *b)
{
    const struct ct_flow_end *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->all.value != y->all.value)
        return x->all.value > y->all.value ? -1 : 1;
    if (x->all.withheld != y->all.withheld)
        return x->all.withheld > y->all.withheld ? -1 : 1;
    return strcmp(x->code, y->code);
}

/* All codes of one side, the largest first, each an end. */
static void list_ends(const struct ct_flow_chart *c, struct side *s)
{
    const struct ct_table *t = c->corridors;
    for (size_t i = 0; i < t->n_rows; i++) {
        const char *code = ct_flow_text(t, s->column, i);
        if (ct_flow_is_drawn(c, t, i))
            ct_dict_add(&s->codes, code, strlen(code));
    }
    s->n = s->codes.n;
    s->end = ct_xcalloc(s->n + 1, sizeof *s->end);
    for (size_t k = 0; k < s->n; k++) {
        const char *code = s->codes.code[k];
        s->end[k].code = ct_xstrdup(code);
        s->end[k].kind =
            strcmp(code, "_U") == 0 ? CT_END_UNKNOWN : CT_END_NAMED;
    }
    for (size_t i = 0; i < t->n_rows; i++) {
        struct ct_flow_cell flow = read_flow(t, i);
        if (ct_flow_is_drawn(c, t, i))
            add_cell(&s->end[number_of(s, ct_flow_text(t, s->column, i))].all,
                     &flow);
    }
    qsort(s->end, s->n, sizeof *s->end, by_size);
}

static char *label_of(const struct ct_flow_chart *c,
                      const struct ct_flow_end *end)
{
    if (end->kind == CT_END_OTHERS)
        return ct_xasprintf(ct_flow_say(c, "Others (%zu)"), end->n);
    return end->kind == CT_END_UNKNOWN ? ct_xstrdup(ct_flow_say(c, "Unknown"))
                                       : ct_flow_name(c, end->code);
}

static size_t count_named(const struct side *s)
{
    size_t n = 0;
    while (n < s->n && s->end[n].kind == CT_END_NAMED)
        n++;
    return n;
}

/* Puts the ends behind the first `named` together, the unknown stays. One
 * alone keeps its name. */
static void merge_ends(const struct ct_flow_chart *c, struct side *s,
                       size_t named)
{
    size_t known = count_named(s), n = 0;
    bool merge = known > named + 1;
    struct ct_flow_end *end = ct_xcalloc(s->n + 2, sizeof *end);
    s->place = ct_xcalloc(s->n + 1, sizeof *s->place);
    for (size_t k = 0; k < s->n; k++) {
        bool other = merge && k >= named && k < known;
        n += other && k > named ? 0 : 1;
        s->place[number_of(s, s->end[k].code)] = n - 1;
        if (!other) {
            end[n - 1] = s->end[k];
            continue;
        }
        end[n - 1].kind = CT_END_OTHERS;
        end[n - 1].n++;
        add_cell(&end[n - 1].all, &s->end[k].all);
        free(s->end[k].code);
    }
    free(s->end);
    s->end = end;
    s->n = n;
    for (size_t k = 0; k < n; k++)
        end[k].label = label_of(c, &end[k]);
}

/* The row or column that a code belongs to; false if it has none. */
static bool find(const struct side *s, const char *code, size_t *place)
{
    uint32_t at = number_of(s, code);
    if (at == CT_NO_CODE)
        return false;
    *place = s->place[at];
    return true;
}

static void fill_cells(struct ct_flow_chart *c, const struct side *from,
                       const struct side *to)
{
    const struct ct_table *t = c->corridors;
    size_t row, column;
    for (size_t i = 0; i < t->n_rows; i++) {
        struct ct_flow_cell flow = read_flow(t, i);
        if (!ct_flow_is_drawn(c, t, i) ||
            !find(from, ct_flow_text(t, "counterpart", i), &row) ||
            !find(to, ct_flow_text(t, "area", i), &column))
            continue;
        add_cell(&c->cell[row * c->n_columns + column], &flow);
        add_cell(&c->total, &flow);
    }
    for (size_t i = 0; i < c->nodes->n_rows; i++) {
        const char *area = ct_flow_text(c->nodes, "area", i);
        struct ct_flow_cell flow = read_domestic(c->nodes, i);
        if (!ct_flow_is_drawn(c, c->nodes, i) || !(flow.value + flow.upper > 0))
            continue;
        add_cell(&c->domestic, &flow);
        if (find(to, area, &column))
            add_cell(&c->column[column].domestic, &flow);
    }
}

void ct_flow_cells(struct ct_flow_chart *c, size_t named)
{
    struct side from = {.column = "counterpart"}, to = {.column = "area"};
    struct side *sides[] = {&from, &to};
    for (size_t k = 0; k < 2; k++) {
        list_ends(c, sides[k]);
        merge_ends(c, sides[k], named);
    }
    c->row = from.end;
    c->n_rows = from.n;
    c->column = to.end;
    c->n_columns = to.n;
    c->cell = ct_xcalloc(from.n * to.n + 1, sizeof *c->cell);
    fill_cells(c, &from, &to);
    for (size_t k = 0; k < 2; k++) {
        ct_dict_clear(&sides[k]->codes);
        free(sides[k]->place);
    }
}
