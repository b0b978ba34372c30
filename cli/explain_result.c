/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the number of a result was made of. */
#include "config.h"

#include "cli/explain.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED = 300 }; /* at most so many lines */

void ct_explain_command(struct ct_explaining *x,
                        const struct ct_told_file *file)
{
    const struct ct_panel *p = file->panel;
    const struct ct_method *m = ct_method_find(p->method, NULL);
    struct ct_story *s = &x->story;
    ct_story_line(s, "made by %s%s%s", p->method, m ? ": " : "",
                  m ? m->title : "");
    s->depth++;
    if (m && m->formula)
        ct_story_fact(s, "formula", "%s", m->formula);
    ct_story_fact(s, "command", "%s", p->provenance.command);
    if (*p->provenance.options)
        ct_story_fact(s, "options", "%s", p->provenance.options);
    if (file->changed.size)
        ct_story_line(s,
                      "CHANGED: %s: made of other files or by other commands "
                      "than when this was computed; what follows is what "
                      "stands there now.",
                      file->changed.data);
    if (x->hidden)
        ct_story_line(s, "Small cells are hidden (--min-cell): the numbers "
                         "that went in are not shown.");
    s->depth--;
}

/* --- the numbers that went in --- */

/* Writes the division out, where the result has what was divided. */
static void tell_arithmetic(struct ct_explaining *x, const struct ct_told *t)
{
    const struct ct_panel *p = t->file->panel;
    const double *events = p->column[CT_EVENTS];
    const double *population = p->column[CT_POPULATION];
    double value = p->column[CT_VALUE][t->obs];
    char a[CT_STORY_NUMBER_MAX], b[CT_STORY_NUMBER_MAX];
    char per[CT_STORY_NUMBER_MAX], c[CT_STORY_NUMBER_MAX];
    if (!events || !population || isnan(events[t->obs]) ||
        isnan(population[t->obs]))
        return;
    double factor = value / (events[t->obs] / population[t->obs]);
    ct_story_number(events[t->obs], 9, a);
    ct_story_number(population[t->obs], 12, b);
    ct_story_number(round(factor), 6, per);
    ct_story_number(value, 6, c);
    bool divided = fabs(factor - round(factor)) <= 1e-9 * factor;
    ct_story_fact(&x->story, "numbers",
                  divided ? "%s / %s x %s = %s" : "events %s, residents %s", a,
                  b, per, c);
}

static struct ct_told_file *population_of(struct ct_explaining *x,
                                          const struct ct_told_file *file)
{
    const char *word = file->call.given.population;
    return word ? ct_explain_open(x, ct_call_path(&file->call, word), NULL)
                : NULL;
}

/* One of several series of residents that are added up: by what may tell it
 * from the others. */
static void tell_part(struct ct_explaining *x, const struct ct_told *t)
{
    static const char *const same[] = {"area", "measure", "unit", "freq"};
    char number[CT_STORY_NUMBER_MAX];
    struct ct_address a = ct_address_of_series(t->file->panel, t->series);
    struct ct_buffer name = {0}, place = {0};
    for (size_t i = 0; i < a.n; i++)
        for (size_t k = 0; k < sizeof same / sizeof *same; k++)
            if (strcmp(a.part[i].dimension, same[k]) == 0)
                a.part[i].code = "_T";
    ct_address_print(&a, &name);
    ct_explain_place(x, t, &place);
    ct_story_number(t->file->panel->column[CT_VALUE][t->obs], 12, number);
    ct_story_line(&x->story, "%10s  %s  %s", number, name.data,
                  place.data ? place.data : "");
    ct_buffer_clear(&name);
    ct_buffer_clear(&place);
    ct_address_clear(&a);
}

/* The residents, with a story of their own. */
static void tell_residents(struct ct_explaining *x, struct ct_told_file *file,
                           const struct ct_contributor *c)
{
    struct ct_told_file *from = population_of(x, file);
    char number[CT_STORY_NUMBER_MAX];
    if (!from)
        return;
    ct_story_number(c->population, 12, number);
    if (isnan(c->population))
        ct_story_line(&x->story, "residents: none in %s", from->path);
    else if (!c->residents.n)
        ct_story_line(&x->story,
                      "residents: %s, interpolated between the years that %s "
                      "has",
                      number, from->path);
    else if (c->residents.n == 1)
        ct_story_line(&x->story, "residents: %s", number);
    else
        ct_story_line(&x->story, "residents: %s, the sum of %zu in %s", number,
                      c->residents.n, from->path);
    x->story.depth++;
    for (size_t i = 0; i < c->residents.n && i < LISTED; i++) {
        struct ct_told t = {from, c->residents.series[i], 0};
        long obs =
            ct_panel_find_time(from->panel, t.series, c->residents.period.day);
        t.obs = obs < 0 ? 0 : (size_t)obs;
        if (obs >= 0 && c->residents.n == 1)
            ct_explain_number(x, &t);
        else if (obs >= 0)
            tell_part(x, &t);
    }
    x->story.depth--;
}

/* --- one series --- */

/* A number of the file's that is not the one that went in. */
static void tell_other(struct ct_explaining *x, const struct ct_told *t,
                       const struct ct_contributor *c)
{
    const double *events = t->file->panel->column[CT_EVENTS];
    char now[CT_STORY_NUMBER_MAX], was[CT_STORY_NUMBER_MAX];
    if (!events || isnan(events[t->obs]) || isnan(c->events) ||
        fabs(events[t->obs] - c->events) <= 1e-9 * fabs(c->events))
        return;
    ct_story_number(events[t->obs], 9, was);
    ct_story_number(c->events, 9, now);
    ct_story_line(&x->story, "NOT THE SAME: %s events went in, today it is %s.",
                  was, now);
}

static void tell_one(struct ct_explaining *x, const struct ct_told *t,
                     const struct ct_contributors *all)
{
    const struct ct_contributor *c = &all->item[0];
    struct ct_told from;
    int32_t time = t->file->panel->time[t->obs];
    if (*c->note)
        ct_story_fact(&x->story, "note", "%s", c->note);
    if (x->hidden) {
        ct_explain_contribution(x, t->file, all, 0, 0);
        return;
    }
    if (c->sum)
        ct_story_fact(&x->story, "numbers", "%s", c->sum);
    tell_other(x, t, c);
    if (ct_explain_input(x, t->file, c->series, time, &from)) {
        ct_story_line(&x->story, "from:");
        x->story.depth++;
        ct_explain_number(x, &from);
        x->story.depth--;
    } else {
        ct_story_line(&x->story, "%s has nothing in that period", c->name);
    }
    tell_residents(x, t->file, c);
    if (!t->file->call.method->by_period)
        ct_explain_series(x, t->file, c->series);
}

static void tell_inputs(struct ct_explaining *x, const struct ct_told *t)
{
    struct ct_account *account = ct_explain_account(x, t->file);
    int32_t time = t->file->panel->time[t->obs];
    struct ct_error err = {0};
    struct ct_contributors c = {0};
    struct ct_address a = ct_address_of_series(t->file->panel, t->series);
    ct_explain_command(x, t->file);
    x->story.depth++;
    if (!x->hidden)
        tell_arithmetic(x, t);
    if (!account)
        ct_story_line(&x->story, "MISSING: %s.", t->file->why.text);
    else if (ct_account_ask(account, &a, time, &c, &err) != 0)
        ct_story_line(&x->story, "%s", err.text);
    else if (c.n == 1 && !c.n_absent)
        tell_one(x, t, &c);
    else if (c.n)
        ct_explain_many(x, t->file, time, &c);
    else
        ct_story_line(&x->story, "NOT FOUND: its inputs have no such series "
                                 "today.");
    x->story.depth--;
    ct_contributors_clear(&c);
    ct_address_clear(&a);
}

void ct_explain_result(struct ct_explaining *x, const struct ct_told *t)
{
    if (t->file->busy) {
        ct_story_line(&x->story,
                      "CHANGED: %s was written over by what was made of it.",
                      t->file->path);
        return;
    }
    t->file->busy = true;
    tell_inputs(x, t);
    t->file->busy = false;
}
