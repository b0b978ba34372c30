/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists of what went into a result: series by series, period by period. */
#include "config.h"

#include "cli/explain.h"

#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* At most so many lines of a list. */
enum { LISTED = 300, OBSERVATIONS = 120 };

/* Appends the number, in events and residents where they are known. */
static void print_contribution(const struct ct_contributor *c,
                               struct ct_buffer *out)
{
    char value[CT_STORY_NUMBER_MAX], events[CT_STORY_NUMBER_MAX];
    char population[CT_STORY_NUMBER_MAX];
    ct_story_number(c->value, 6, value);
    ct_story_number(c->events, 9, events);
    ct_story_number(c->population, 12, population);
    if (isnan(c->value) || isnan(c->events) || isnan(c->population))
        ct_buffer_text(out, value);
    else if (strcmp(c->unit, "NUMBER") == 0)
        ct_buffer_printf(out, "%s of %s residents", events, population);
    else
        ct_buffer_printf(out, "%s of %s residents: %s", events, population,
                         value);
}

/* Whether some of the series that went in have different codes in a key. */
static bool varies(const struct ct_panel *p, size_t key,
                   const struct ct_contributors *all)
{
    const uint32_t *index = p->keys[key].index;
    for (size_t i = 1; i < all->n && !p->keys[key].is_attribute; i++)
        if (index[all->item[i].series] != index[all->item[0].series])
            return true;
    return false;
}

/* Appends the codes that tell a series from the others, with the names of
 * their dimensions where there are several. */
static void print_apart(const struct ct_panel *p,
                        const struct ct_contributors *all, size_t i,
                        struct ct_buffer *out)
{
    size_t n = 0;
    const char *blank = "";
    for (size_t k = 0; k < p->n_keys; k++)
        n += varies(p, k, all);
    for (size_t k = 0; k < p->n_keys; k++) {
        if (!varies(p, k, all))
            continue;
        ct_buffer_printf(out, "%s%s%s%s", blank, n > 1 ? p->keys[k].name : "",
                         n > 1 ? "=" : "",
                         ct_panel_code(p, (long)k, all->item[i].series));
        blank = " ";
    }
    if (!n)
        ct_buffer_text(out, all->item[i].name);
}

/* Appends where a number was read, its status before it. */
static void print_place(struct ct_explaining *x, struct ct_told_file *file,
                        size_t series, int32_t time, uint16_t status,
                        struct ct_buffer *out)
{
    char letters[CT_STATUS_MAX];
    struct ct_told from;
    ct_status_format(status, letters);
    ct_buffer_printf(out, "%s%s", *letters ? " " : "", letters);
    if (!ct_explain_input(x, file, series, time, &from))
        return;
    ct_buffer_text(out, "  ");
    ct_explain_place(x, &from, out);
}

static char freq_of(const struct ct_panel *p, size_t series)
{
    const char *freq = ct_panel_code_of(p, "freq", series);
    return *freq == '_' ? 'A' : *freq;
}

/* Appends the period, where it is not that of the number explained. */
static void print_period(const struct ct_panel *p,
                         const struct ct_contributor *c, struct ct_buffer *out)
{
    char when[CT_PERIOD_MAX];
    ct_period_format((struct ct_period){freq_of(p, c->series), c->day}, when);
    ct_buffer_printf(out, " in %s", when);
}

void ct_explain_contribution(struct ct_explaining *x, struct ct_told_file *file,
                             const struct ct_contributors *all, size_t k,
                             double total)
{
    const struct ct_contributor *c = &all->item[k];
    struct ct_buffer b = {0};
    if (!x->hidden && !isnan(c->events) && total > 0)
        ct_buffer_printf(&b, "%5.1f %%  ", 100 * c->events / total);
    print_apart(file->ready.panel, all, k, &b);
    if (!x->hidden) {
        ct_buffer_text(&b, "  ");
        print_contribution(c, &b);
    }
    if (c->shifted)
        print_period(file->ready.panel, c, &b);
    print_place(x, file, c->series, c->day, c->status, &b);
    ct_story_line(&x->story, "%s", b.data);
    ct_buffer_clear(&b);
}

/* --- one series, all its periods --- */

static void tell_observation(struct ct_explaining *x, struct ct_told_file *file,
                             size_t series, size_t obs)
{
    const struct ct_panel *p = file->ready.panel;
    char when[CT_PERIOD_MAX];
    struct ct_buffer b = {0};
    struct ct_contributor c;
    ct_period_format((struct ct_period){freq_of(p, series), p->time[obs]},
                     when);
    ct_buffer_printf(&b, "%-8s ", when);
    if (ct_account_series(file->account, series, p->time[obs], &c)) {
        print_contribution(&c, &b);
        free(c.residents.series);
    }
    print_place(x, file, series, p->time[obs], p->status[obs], &b);
    ct_story_line(&x->story, "%s", b.data);
    ct_buffer_clear(&b);
}

void ct_explain_series(struct ct_explaining *x, struct ct_told_file *file,
                       size_t series)
{
    const struct ct_panel *p = file->ready.panel;
    size_t from = p->first[series], n = p->first[series + 1] - from;
    ct_story_line(&x->story, "the series that went in: %zu observation%s", n,
                  ct_story_plural(n));
    x->story.depth++;
    for (size_t i = from; i < from + n && i < from + OBSERVATIONS; i++)
        tell_observation(x, file, series, i);
    if (n > OBSERVATIONS)
        ct_story_line(&x->story, "... and %zu more", n - OBSERVATIONS);
    x->story.depth--;
}

/* --- many series, one period --- */

/* The size by which contributors are ordered; below 0 for those without a
 * number. */
static double weight(const struct ct_contributor *c)
{
    return isnan(c->value) ? -1 : isnan(c->events) ? fabs(c->value) : c->events;
}

static int by_weight(const void *a, const void *b)
{
    const struct ct_contributor *x = a, *y = b;
    if (weight(x) != weight(y))
        return weight(x) > weight(y) ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void tell_without_number(struct ct_explaining *x,
                                const struct ct_panel *p,
                                const struct ct_contributors *all, size_t there)
{
    struct ct_buffer b = {0};
    for (size_t i = there; i < all->n; i++) {
        ct_buffer_text(&b, b.size ? ", " : "");
        print_apart(p, all, i, &b);
    }
    if (all->n > there)
        ct_story_line(&x->story, "without a number: %zu: %s", all->n - there,
                      b.data);
    ct_buffer_clear(&b);
}

/* Those without a series, with how many people live there. */
static void tell_absent(struct ct_explaining *x,
                        const struct ct_contributors *all)
{
    struct ct_buffer b = {0};
    char people[CT_STORY_NUMBER_MAX];
    double absent = 0;
    for (size_t i = 0; i < all->n_absent; i++) {
        ct_buffer_printf(&b, "%s%s", b.size ? ", " : "", all->absent[i].area);
        absent += all->absent[i].population;
    }
    ct_story_number(absent, 12, people);
    if (all->n_absent)
        ct_story_line(&x->story, "without a series: %zu, %s residents: %s",
                      all->n_absent, people, b.data);
    ct_buffer_clear(&b);
}

/* Whether a row of a result's table is on what went in: on the period, and on
 * the codes that all have in common. */
static bool is_of_all(const struct ct_table *t, size_t row,
                      const struct ct_panel *p,
                      const struct ct_contributors *all, const char *when)
{
    for (size_t k = 0; k < p->n_keys; k++) {
        long column = ct_table_find(t, p->keys[k].name);
        if (column < 0 || strcmp(p->keys[k].name, "unit") == 0 ||
            varies(p, k, all) || strcmp(p->keys[k].name, "area") == 0)
            continue;
        if (strcmp(t->columns[column].text[row],
                   ct_panel_code(p, (long)k, all->item[0].series)) != 0)
            return false;
    }
    return strcmp(t->columns[ct_table_find(t, "time")].text[row], when) == 0;
}

static bool has_area(const struct ct_panel *p,
                     const struct ct_contributors *all, const char *area)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(ct_panel_code_of(p, "area", all->item[i].series), area) == 0)
            return true;
    for (size_t i = 0; i < all->n_absent; i++)
        if (strcmp(all->absent[i].area, area) == 0)
            return true;
    return false;
}

/* What was put in for areas without a number, as the result's own table has
 * it, where the method makes one. */
static void tell_filled(struct ct_explaining *x,
                        const struct ct_told_file *file, int32_t time,
                        const struct ct_contributors *all)
{
    const struct ct_table *t = ct_panel_table(file->panel, "filled");
    const struct ct_panel *p = file->ready.panel;
    char when[CT_PERIOD_MAX], rate[CT_STORY_NUMBER_MAX];
    struct ct_buffer b = {0};
    size_t n = 0;
    ct_period_format((struct ct_period){freq_of(p, all->item[0].series), time},
                     when);
    for (size_t row = 0; t && !x->hidden && row < t->n_rows; row++) {
        const char *area = t->columns[ct_table_find(t, "area")].text[row];
        if (!is_of_all(t, row, p, all, when) || !has_area(p, all, area))
            continue;
        ct_story_number(t->columns[ct_table_find(t, "rate")].number[row], 6,
                        rate);
        ct_buffer_printf(&b, "%s%s %s (%s)", n++ ? ", " : "", area, rate,
                         t->columns[ct_table_find(t, "how")].text[row]);
    }
    if (n)
        ct_story_line(&x->story, "rates put in for %zu: %s", n, b.data);
    ct_buffer_clear(&b);
}

void ct_explain_many(struct ct_explaining *x, struct ct_told_file *file,
                     int32_t time, struct ct_contributors *all)
{
    double total = 0;
    size_t there = 0;
    qsort(all->item, all->n, sizeof *all->item, by_weight);
    for (; there < all->n && weight(&all->item[there]) >= 0; there++)
        total += isnan(all->item[there].events) ? 0 : all->item[there].events;
    ct_story_line(&x->story, "from %zu series:", there);
    x->story.depth++;
    for (size_t i = 0; i < there && i < LISTED; i++)
        ct_explain_contribution(x, file, all, i, total);
    if (there > LISTED)
        ct_story_line(&x->story, "... and %zu more", there - LISTED);
    x->story.depth--;
    tell_without_number(x, file->ready.panel, all, there);
    tell_absent(x, all);
    tell_filled(x, file, time, all);
}
