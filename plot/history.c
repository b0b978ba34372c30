/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was observed before a forecast, in front of it on the chart's lines. */
#include "config.h"

#include "plot/history.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the table. */
struct columns {
    const struct ct_table *table;
    long time, observed, status;
};

static struct columns find_columns(const struct ct_chart *c)
{
    struct columns k = {.table = ct_panel_table(c->panel, "history")};
    if (!k.table)
        return k;
    k.time = ct_table_find(k.table, "time");
    k.observed = ct_table_find(k.table, "observed");
    k.status = ct_table_find(k.table, "status");
    if (k.time < 0 || !k.table->columns[k.time].is_text || k.observed < 0 ||
        k.table->columns[k.observed].is_text || k.status < 0 ||
        !k.table->columns[k.status].is_text)
        k.table = NULL;
    return k;
}

/* Makes a point of a row. Returns whether its period can be read. */
static bool read_point(const struct ct_chart *c, const struct columns *k,
                       size_t row, struct ct_point *out)
{
    const char *when = k->table->columns[k->time].text[row];
    const char *status = k->table->columns[k->status].text[row];
    double value = k->table->columns[k->observed].number[row];
    struct ct_period period;
    *out = (struct ct_point){.lower = NAN, .upper = NAN, .observed = NAN};
    if (ct_period_parse(when, strlen(when), &period, NULL) != 0 ||
        period.freq != c->freq ||
        ct_status_parse(status, strlen(status), &out->status, NULL) != 0)
        return false;
    out->time = period.day;
    out->ordinal = ct_period_ordinal(period);
    out->x = ct_period_year(period);
    out->value =
        isfinite(value) && (!c->is_log || value > 0) ? value : (double)NAN;
    return !(out->status & CT_STATUS_FORECAST);
}

/* Puts the history of one line in front of it. Rows of a series stand in order
 * of time; what does not come before the first forecast is none. */
static void add_history(const struct ct_chart *c, const struct columns *k,
                        struct ct_line *l)
{
    size_t n = 0;
    struct ct_point *p = ct_xmalloc(k->table->n_rows + l->n + 1, sizeof *p);
    for (size_t row = 0; row < k->table->n_rows; row++)
        if (ct_chart_row_is_of(c, k->table, row, l->series) &&
            read_point(c, k, row, &p[n]) &&
            p[n].ordinal < l->point[0].ordinal &&
            (n == 0 || p[n].ordinal > p[n - 1].ordinal))
            n++;
    memcpy(p + n, l->point, l->n * sizeof *p);
    free(l->point);
    l->point = ct_xrealloc(p, n + l->n + 1, sizeof *p);
    l->n += n;
    ct_line_join(l);
}

static bool is_forecast(const struct ct_point *p)
{
    return !isnan(p->value) && p->status & CT_STATUS_FORECAST;
}

/* The first forecast of a line that has a value before it, with that value;
 * false if there is none. */
static bool find_border(const struct ct_line *l, struct ct_point **last,
                        struct ct_point **next)
{
    *last = NULL;
    for (size_t i = l->first; i <= l->last; i++) {
        struct ct_point *p = &l->point[i];
        if (is_forecast(p)) {
            *next = p;
            return *last != NULL;
        }
        if (!isnan(p->value))
            *last = p;
    }
    return false;
}

/* Lets go what lies far before the forecasts, which would have no room. */
static void trim(struct ct_line *l, size_t forecasts)
{
    enum { LEAST = 40, TIMES = 6 };
    size_t most = forecasts * TIMES > LEAST ? forecasts * TIMES : LEAST;
    size_t n = l->n - forecasts;
    size_t cut = n > most + most / 4 ? n - most : 0; /* not for a few */
    memmove(l->point, l->point + cut, (l->n - cut) * sizeof *l->point);
    l->n -= cut;
    ct_line_join(l);
}

static size_t count_forecasts(const struct ct_line *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        n += is_forecast(&l->point[i]);
    return n;
}

/* Opens the ribbon of the forecasts at the last value. Returns whether the line
 * has both. */
static bool open_ribbon(struct ct_line *l)
{
    struct ct_point *last, *next;
    if (!find_border(l, &last, &next))
        return false;
    if (isnan(last->lower) && !isnan(next->lower))
        last->lower = last->upper = last->value;
    return true;
}

size_t ct_history_add(struct ct_chart *c, bool *cut)
{
    *cut = false;
    struct columns k = find_columns(c);
    size_t lines = 0, values = 0;
    for (size_t i = 0; i < c->n; i++) {
        struct ct_line *l = &c->line[i];
        if (k.table)
            add_history(c, &k, l);
        lines += open_ribbon(l);
        values += l->n_values - count_forecasts(l);
        size_t all = l->n;
        trim(l, count_forecasts(l));
        *cut |= l->n < all;
    }
    ct_chart_measure(c);
    c->n_values = values;
    return lines;
}

void ct_draw_border(struct ct_script *s, const struct ct_chart *c,
                    const struct ct_place *place, bool word)
{
    enum { ABOVE = 6, ASIDE = 4 };
    static const struct ct_stroke upright = {0.75, "#7a7a7a", "", true};
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_LEFT,
                                               ct_ink_soft};
    const struct ct_rect *r = &place->r;
    struct ct_point *last, *next;
    for (size_t i = 0; i < c->n; i++) {
        if (!find_border(&c->line[i], &last, &next))
            continue;
        double x = ct_axis_place(&place->x, (last->x + next->x) / 2, r->left,
                                 r->right);
        ct_script_stroke(s, x, r->bottom, x, r->top, &upright);
        if (word)
            ct_script_text(s, x + ASIDE, r->top + ABOVE,
                           ct_chart_say(c, "forecast"), &style);
        return;
    }
}

/* What the letters of a model stand for. */
static void spell(const char *model, struct ct_buffer *out)
{
    size_t n = strlen(model);
    if (strcmp(model, "drift") == 0 || n < 3) {
        ct_buffer_text(out, "the last value and the mean change (drift)");
        return;
    }
    char season = model[n - 1];
    ct_buffer_printf(out, "exponential smoothing, model %s: level%s%s%s", model,
                     model[2] == 'd'   ? ", fading slope"
                     : model[1] == 'A' ? ", slope"
                     : season == 'N'   ? " only"
                                       : "",
                     season == 'A'   ? ", season"
                     : season == 'M' ? ", times a season"
                                     : "",
                     model[0] == 'M' ? "; errors in proportion to the value"
                                     : "");
}

/* The model selected for a line; "" if the table does not tell. */
static const char *selected_model(const struct ct_chart *c, size_t series)
{
    const struct ct_table *t = ct_panel_table(c->panel, "models");
    long model = t ? ct_table_find(t, "model") : -1;
    long selected = t ? ct_table_find(t, "selected") : -1;
    if (model < 0 || !t->columns[model].is_text || selected < 0 ||
        t->columns[selected].is_text)
        return "";
    for (size_t row = 0; row < t->n_rows; row++)
        if (t->columns[selected].number[row] == 1 &&
            ct_chart_row_is_of(c, t, row, series))
            return t->columns[model].text[row];
    return "";
}

void ct_history_describe(const struct ct_chart *c, struct ct_buffer *out)
{
    enum { MOST_NAMED = 12 };
    const char *first = selected_model(c, c->line[0].series);
    bool alike = true, known = *first != '\0';
    for (size_t i = 1; i < c->n; i++) {
        const char *model = selected_model(c, c->line[i].series);
        alike = alike && strcmp(model, first) == 0;
        known = known && *model;
    }
    if (!known)
        return;
    ct_buffer_text(out, "Forecast by ");
    if (alike) {
        spell(first, out);
        ct_buffer_text(out, ". ");
        return;
    }
    ct_buffer_text(out, "exponential smoothing");
    for (size_t i = 0; i < c->n && c->n <= MOST_NAMED; i++)
        ct_buffer_printf(out, "%s%s %s", i ? ", " : ": ", c->line[i].label,
                         selected_model(c, c->line[i].series));
    ct_buffer_text(out, ". ");
}
