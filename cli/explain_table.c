/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tables of a result say of a series, and what they were made of. */
#include "config.h"

#include "cli/explain.h"

#include <math.h>
#include <string.h>

enum { ROWS = 24, SERIES = 20 };

static void print_cell(const struct ct_column *c, size_t row,
                       struct ct_buffer *out)
{
    char number[CT_STORY_NUMBER_MAX];
    const char *text = number;
    if (c->is_text)
        text = c->text[row];
    else
        ct_story_number(c->number[row], 6, number);
    if (*text && (c->is_text || !isnan(c->number[row])))
        ct_buffer_printf(out, "%s%s=%s", out->size ? " " : "", c->name, text);
}

/* Whether a row is of the period, or its table knows none. */
static bool is_at(const struct ct_table *t, size_t row,
                  const struct ct_period *at)
{
    char when[CT_PERIOD_MAX];
    long time = ct_table_find(t, "time");
    if (!at || time < 0)
        return true;
    ct_period_format(*at, when);
    return strcmp(t->columns[time].text[row], when) == 0;
}

/* Whether a row is of the address; units differ between what went in and what
 * came out. */
static bool is_of(const struct ct_panel *p, const struct ct_table *t,
                  size_t row, const struct ct_address *address)
{
    struct ct_address its = ct_address_of_row(p, t, row);
    bool same = true;
    for (size_t i = 0; i < its.n && same; i++)
        same = strcmp(its.part[i].dimension, "unit") == 0 ||
               strcmp(its.part[i].code,
                      ct_address_code(address, its.part[i].dimension)) == 0;
    ct_address_clear(&its);
    return same;
}

/* The row without its address, which stands above. */
static void tell_row(struct ct_explaining *x, const struct ct_panel *p,
                     const struct ct_table *t, size_t row)
{
    struct ct_buffer b = {0};
    for (size_t c = 0; c < t->n_columns; c++)
        if (ct_panel_find_key(p, t->columns[c].name) < 0)
            print_cell(&t->columns[c], row, &b);
    ct_story_line(&x->story, "%s", b.data ? b.data : "");
    ct_buffer_clear(&b);
}

/* What is told: of which panel, address and period (NULL: all). */
struct asked {
    const struct ct_panel *panel;
    const struct ct_address *address;
    const struct ct_period *at;
};

static void tell_table(struct ct_explaining *x, const struct asked *a,
                       const struct ct_table *t)
{
    size_t n = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        if (!is_at(t, r, a->at) || !is_of(a->panel, t, r, a->address))
            continue;
        if (!n)
            ct_story_line(&x->story, "table %s", t->name);
        x->story.depth++;
        if (n++ < ROWS)
            tell_row(x, a->panel, t, r);
        x->story.depth--;
    }
    if (n > ROWS)
        ct_story_line(&x->story, "  ... and %zu more rows", n - ROWS);
}

/* A series among several: its periods; each has a story of its own. */
static void tell_extent(struct ct_explaining *x, const struct ct_panel *p,
                        const struct ct_contributor *c)
{
    const char *freq = ct_panel_code_of(p, "freq", c->series);
    size_t from = p->first[c->series], end = p->first[c->series + 1];
    char first[CT_PERIOD_MAX] = "", last[CT_PERIOD_MAX] = "";
    char letter = *freq == '_' ? 'A' : *freq;
    if (from < end) {
        ct_period_format((struct ct_period){letter, p->time[from]}, first);
        ct_period_format((struct ct_period){letter, p->time[end - 1]}, last);
    }
    ct_story_line(&x->story, "%s: %zu observation%s, %s to %s%s%s", c->name,
                  end - from, ct_story_plural(end - from), first, last,
                  *c->note ? "; " : "", c->note);
}

/* The number of the one series in the period asked for. Returns whether there
 * is one to be told of. */
static bool tell_number(struct ct_explaining *x, struct ct_told_file *file,
                        const struct ct_contributors *c,
                        const struct ct_period *at)
{
    struct ct_told from;
    if (!at || c->n != 1 || x->hidden ||
        !ct_explain_input(x, file, c->item[0].series, at->day, &from))
        return false;
    ct_story_line(&x->story, "from:");
    x->story.depth++;
    ct_explain_number(x, &from);
    x->story.depth--;
    return true;
}

static void tell_series(struct ct_explaining *x, struct ct_told_file *file,
                        const struct ct_contributors *c)
{
    ct_story_line(&x->story, "from %zu series", c->n);
    x->story.depth++;
    for (size_t i = 0; i < c->n && i < SERIES; i++)
        tell_extent(x, file->ready.panel, &c->item[i]);
    if (c->n > SERIES)
        ct_story_line(&x->story, "... and %zu more", c->n - SERIES);
    if (c->n == 1 && !x->hidden)
        ct_explain_series(x, file, c->item[0].series);
    x->story.depth--;
}

void ct_explain_tables(struct ct_explaining *x, struct ct_told_file *file,
                       const struct ct_panel *chosen,
                       const struct ct_address *address,
                       const struct ct_period *at)
{
    struct ct_buffer name = {0};
    struct ct_contributors c = {0};
    struct ct_account *account = ct_explain_account(x, file);
    ct_address_print(address, &name);
    ct_story_line(&x->story, "%s, %s", name.data, file->path);
    x->story.depth++;
    for (size_t i = 0; i < chosen->n_tables; i++)
        tell_table(x, &(struct asked){file->panel, address, at},
                   chosen->tables[i]);
    ct_explain_command(x, file);
    x->story.depth++;
    if (!account)
        ct_story_line(&x->story, "MISSING: %s.", file->why.text);
    else if (ct_account_ask(account, address, at ? at->day : INT32_MIN, &c,
                            NULL) != 0)
        ct_story_line(&x->story, "NOT FOUND: its inputs say two things.");
    else if (at && c.n > 1 && !x->hidden)
        ct_explain_many(x, file, at->day, &c);
    else if (!tell_number(x, file, &c, at))
        tell_series(x, file, &c);
    x->story.depth -= 2;
    ct_contributors_clear(&c);
    ct_buffer_clear(&name);
}
