/* SPDX-License-Identifier: GPL-3.0-or-later
 * The witness of one observation. */
#include "config.h"

#include "collect/witness.h"

#include "collect/witness_tell.h"
#include "lib/period.h"

#include <string.h>

/* --- is it the one? --- */

/* A period that is the difference of two figures for the year to date stands
 * on the line of the later one; that of the last is the year's. */
static bool is_to_date(const struct intake *in,
                       const struct ct_address_part *asked, const char *code)
{
    if (!in->form->time_style.cumulative)
        return false;
    return (strcmp(asked->dimension, "definition") == 0 &&
            strcmp(asked->code, "_T") == 0 && strcmp(code, "YTD") == 0) ||
           (strcmp(asked->dimension, "freq") == 0 && strcmp(code, "A") == 0);
}

/* How many codes differ; they are appended to *differ. */
static size_t compare(struct ct_witness *w, const struct intake *in,
                      const struct ct_coded *coded, struct ct_buffer *differ,
                      bool *to_date)
{
    size_t n = 0;
    for (size_t i = 0; i < w->address.n; i++) {
        const struct ct_address_part *asked = &w->address.part[i];
        const char *code = ct_witness_coded(in, coded, asked->dimension);
        if (strcmp(code, asked->code) == 0)
            continue;
        if (is_to_date(in, asked, code)) {
            *to_date = true;
            continue;
        }
        if (differ)
            ct_buffer_printf(differ, "%s%s=%s (not %s)", n ? ", " : "",
                             asked->dimension, code, asked->code);
        n++;
    }
    return n;
}

/* --- seeing --- */

/* Whether a value may be of the period asked for: its own, or, where values
 * are to date, the year that ends with it. */
static bool may_be_of(const struct ct_witness *w, const struct intake *in,
                      const struct ct_obs *obs)
{
    const struct ct_period asked = {'M', w->time};
    return obs->time == w->time || (in->form->time_style.cumulative &&
                                    ct_period_to_year(asked).day == obs->time);
}

static bool at_the_line(const struct ct_witness *w, const struct intake *in,
                        const struct ct_obs *obs)
{
    return (long)obs->line == w->line && in->number == w->file;
}

/* Keeps what is nearest to the observation on its line. */
static void keep_instead(struct ct_witness *w, struct ct_buffer *differ,
                         size_t n)
{
    if (w->instead.size && n >= w->n_instead) {
        ct_buffer_clear(differ);
        return;
    }
    ct_buffer_clear(&w->instead);
    w->instead = *differ;
    w->n_instead = n;
}

static void list_line(struct ct_witness *w, const struct intake *in,
                      const struct ct_obs *obs)
{
    if (w->n > w->n_listed)
        return;
    if (w->lines.size)
        ct_buffer_text(&w->lines, ", ");
    if (in->number != (w->n == 1 ? w->file : w->last_file))
        ct_buffer_printf(&w->lines, "%s ", in->file);
    ct_buffer_printf(&w->lines, "%ld", (long)obs->line);
    w->last_file = in->number;
}

void ct_witness_see(struct ct_witness *w, struct intake *in,
                    const struct ct_seen *seen)
{
    const struct ct_obs *obs = seen->obs;
    bool here = at_the_line(w, in, obs), to_date = false;
    if (!may_be_of(w, in, obs) || (!here && !seen->counted) ||
        ct_witness_done(w))
        return;
    struct ct_buffer differ = {0};
    size_t n = compare(w, in, seen->coded, here ? &differ : NULL, &to_date);
    if (n) {
        keep_instead(w, &differ, n);
        return;
    }
    ct_buffer_clear(&differ);
    w->counts = seen->counted;
    w->n++;
    if (seen->counted)
        list_line(w, in, obs);
    w->value = seen->counted ? w->value + obs->x[CT_VALUE] : obs->x[CT_VALUE];
    if (!here || w->found)
        return;
    w->found = true;
    w->to_date = to_date;
    ct_witness_tell(w, in, seen);
}

bool ct_witness_done(const struct ct_witness *w)
{
    return w->found && !w->counts;
}

void ct_witness_clear(struct ct_witness *w)
{
    ct_buffer_clear(&w->instead);
    ct_buffer_clear(&w->lines);
}
