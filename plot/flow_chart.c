/* SPDX-License-Identifier: GPL-3.0-or-later
 * The result of flows on its way to a figure: which period, which network. */
#include "config.h"

#include "plot/flow_chart.h"

#include "lib/dict.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The period drawn is the last one with so large a share of the reporters that
 * the most complete one has. */
#define COMPLETE 0.75

const char *ct_flow_text(const struct ct_table *t, const char *column,
                         size_t row)
{
    long c = ct_table_find(t, column);
    return c >= 0 && t->columns[c].is_text ? t->columns[c].text[row] : "";
}

double ct_flow_number(const struct ct_table *t, const char *column, size_t row)
{
    long c = ct_table_find(t, column);
    return c >= 0 && !t->columns[c].is_text ? t->columns[c].number[row]
                                            : (double)NAN;
}

/* Who reports in a period. */
struct reporters {
    const char *period;
    struct ct_dict areas;
};

struct periods {
    size_t n, capacity;
    struct reporters *period;
};

static struct reporters *find_period(struct periods *p, const char *period)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->period[i].period, period) == 0)
            return &p->period[i];
    p->period = ct_xgrow(p->period, &p->capacity, p->n + 1, sizeof *p->period);
    p->period[p->n] = (struct reporters){period, {0}};
    return &p->period[p->n++];
}

static int by_period(const void *a, const void *b)
{
    return strcmp(((const struct reporters *)a)->period,
                  ((const struct reporters *)b)->period);
}

bool ct_flow_by_origin(const struct ct_flow_chart *c)
{
    const struct ct_table *t = c->corridors;
    return strcmp(ct_flow_text(t, "reporter", c->first), "origin") == 0;
}

bool ct_flow_is_trait(const struct ct_column *column)
{
    return column->is_text && strcmp(column->name, "area") != 0 &&
           strcmp(column->name, "counterpart") != 0;
}

bool ct_flow_in_network(const struct ct_flow_chart *c, const struct ct_table *t,
                        size_t row)
{
    long time = ct_table_find(c->corridors, "time");
    for (long k = 0; k < time; k++) {
        const struct ct_column *own = &c->corridors->columns[k];
        long at = ct_flow_is_trait(own) ? ct_table_find(t, own->name) : -1;
        if (at >= 0 && t->columns[at].is_text &&
            strcmp(t->columns[at].text[row], own->text[c->first]) != 0)
            return false;
    }
    return true;
}

bool ct_flow_is_drawn(const struct ct_flow_chart *c, const struct ct_table *t,
                      size_t row)
{
    return strcmp(ct_flow_text(t, "time", row), c->period) == 0 &&
           ct_flow_in_network(c, t, row);
}

/* A network of the result: its first row, the sum of its flows. */
struct network {
    size_t first;
    double total;
};

/* The network that a row belongs to, among n found so far; n if none. */
static size_t network_of(struct ct_flow_chart *c, const struct network *network,
                         size_t n, size_t row)
{
    for (size_t i = 0; i < n; i++) {
        c->first = network[i].first;
        if (ct_flow_in_network(c, c->corridors, row))
            return i;
    }
    return n;
}

/* Sets c->first to a row of the network with the largest sum of flows. */
static void choose_network(struct ct_flow_chart *c)
{
    struct network *network = NULL;
    size_t n = 0, capacity = 0;
    double largest = -1;
    for (size_t row = 0; row < c->corridors->n_rows; row++) {
        double value = ct_flow_number(c->corridors, "value", row);
        size_t i = network_of(c, network, n, row);
        if (i == n) {
            network = ct_xgrow(network, &capacity, n + 1, sizeof *network);
            network[n++] = (struct network){.first = row};
        }
        network[i].total += isnan(value) ? 0 : value;
    }
    for (size_t i = 0; i < n; i++) {
        if (network[i].total > largest) {
            largest = network[i].total;
            c->first = network[i].first;
        }
    }
    free(network);
}

/* Who reports the corridors of the network in each period. */
static void list_periods(const struct ct_flow_chart *c, struct periods *p)
{
    const struct ct_table *t = c->corridors;
    const char *who = ct_flow_by_origin(c) ? "counterpart" : "area";
    for (size_t i = 0; i < t->n_rows; i++) {
        if (!ct_flow_in_network(c, t, i))
            continue;
        struct reporters *r = find_period(p, ct_flow_text(t, "time", i));
        const char *area = ct_flow_text(t, who, i);
        ct_dict_add(&r->areas, area, strlen(area));
    }
    qsort(p->period, p->n, sizeof *p->period, by_period);
}

static size_t choose_period(const struct periods *p)
{
    size_t most = 0, chosen = p->n - 1;
    for (size_t i = 0; i < p->n; i++)
        most = p->period[i].areas.n > most ? p->period[i].areas.n : most;
    while ((double)p->period[chosen].areas.n < COMPLETE * (double)most)
        chosen--;
    return chosen;
}

/* Says which later periods are not drawn, and why. */
static char *say_later(const struct periods *p, size_t chosen)
{
    struct ct_buffer b = {0};
    const struct ct_dict *now = &p->period[chosen].areas;
    ct_buffer_text(&b, "");
    for (size_t i = chosen + 1; i < p->n; i++) {
        size_t still = 0;
        for (size_t k = 0; k < now->n; k++)
            still += ct_dict_find(&p->period[i].areas, now->code[k],
                                  strlen(now->code[k])) != CT_NO_CODE;
        ct_buffer_printf(&b,
                         "%s not drawn: %zu of %zu earlier reporters so "
                         "far. ",
                         p->period[i].period, still, now->n);
    }
    return ct_buffer_take(&b);
}

static void choose(struct ct_flow_chart *c)
{
    struct periods p = {0};
    choose_network(c);
    list_periods(c, &p);
    size_t chosen = choose_period(&p);
    c->period = ct_xstrdup(p.period[chosen].period);
    c->n_reporters = p.period[chosen].areas.n;
    c->later = say_later(&p, chosen);
    for (size_t i = 0; i < p.n; i++)
        ct_dict_clear(&p.period[i].areas);
    free(p.period);
    size_t row = c->first;
    while (!ct_flow_is_drawn(c, c->corridors, row))
        row = (row + 1) % c->corridors->n_rows;
    c->first = row;
}

int ct_flow_chart_make(const struct ct_plot_request *r, size_t named,
                       struct ct_flow_chart *c, struct ct_error *err)
{
    *c = (struct ct_flow_chart){.request = r,
                                .panel = r->panel,
                                .corridors =
                                    ct_panel_table(r->panel, "corridors"),
                                .nodes = ct_panel_table(r->panel, "nodes")};
    if (!c->corridors || !c->nodes)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "no flows to draw: this figure needs a result of "
                       "`analyze flows`");
    if (c->corridors->n_rows == 0 ||
        ct_table_find(c->corridors, "counterpart") < 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "no flow from one area to another to draw");
    choose(c);
    ct_flow_cells(c, named);
    return 0;
}

static void clear_ends(struct ct_flow_end *end, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(end[i].code);
        free(end[i].label);
    }
    free(end);
}

void ct_flow_chart_clear(struct ct_flow_chart *c)
{
    clear_ends(c->row, c->n_rows);
    clear_ends(c->column, c->n_columns);
    free(c->cell);
    free(c->period);
    free(c->later);
}
