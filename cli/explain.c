/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends explain: which number is meant. */
#include "config.h"

#include "cli/explain.h"

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

enum { CANDIDATES = 20 };

/* Addresses to choose from; the texts are borrowed from the panel. */
struct candidates {
    size_t n, capacity;
    struct ct_address *address;
    size_t *series; /* of the panel */
};

static void add(struct candidates *c, struct ct_address a, size_t series)
{
    size_t capacity = c->capacity;
    c->address =
        ct_xgrow(c->address, &c->capacity, c->n + 1, sizeof *c->address);
    if (c->capacity != capacity)
        c->series = ct_xrealloc(c->series, c->capacity, sizeof *c->series);
    c->address[c->n] = a;
    c->series[c->n++] = series;
}

static void clear(struct candidates *c)
{
    for (size_t i = 0; i < c->n; i++)
        ct_address_clear(&c->address[i]);
    free(c->address);
    free(c->series);
}

/* Series; with a period, those of its freq, as a year says that no month is
 * meant. */
static struct candidates list_series(const struct ct_panel *p,
                                     const struct ct_period *at)
{
    struct candidates c = {0};
    for (size_t s = 0; s < p->n_series; s++) {
        const char *freq = ct_panel_code_of(p, "freq", s);
        if (!at || strcmp(freq, "_T") == 0 || *freq == at->freq)
            add(&c, ct_address_of_series(p, s), s);
    }
    return c;
}

/* The first table with rows; that of what went in (`series`) stands last. */
static const struct ct_table *first_table(const struct ct_panel *p)
{
    size_t t = 0;
    while (t + 1 < p->n_tables && !p->tables[t]->n_rows)
        t++;
    return p->tables[t];
}

/* The addresses of that table's rows, each once. */
static struct candidates list_rows(const struct ct_panel *p)
{
    struct candidates c = {0};
    const struct ct_table *t = first_table(p);
    for (size_t r = 0; r < t->n_rows; r++) {
        struct ct_address a = ct_address_of_row(p, t, r);
        bool known = false;
        for (size_t i = 0; i < c.n && !known; i++)
            known = ct_address_equal(&c.address[i], &a);
        if (known)
            ct_address_clear(&a);
        else
            add(&c, a, 0);
    }
    return c;
}

/* Whether the candidates have different codes in a dimension. */
static bool varies(const struct candidates *c, const char *dimension)
{
    for (size_t i = 1; i < c->n; i++)
        if (strcmp(ct_address_code(&c->address[i], dimension),
                   ct_address_code(&c->address[0], dimension)) != 0)
            return true;
    return false;
}

/* Names what tells the candidates apart. */
static int refuse_several(const struct candidates *c, struct ct_error *err)
{
    for (size_t i = 0; i < c->n && i < CANDIDATES; i++) {
        struct ct_buffer line = {0};
        for (size_t k = 0; k < c->address[i].n; k++) {
            const struct ct_address_part *part = &c->address[i].part[k];
            if (varies(c, part->dimension))
                ct_buffer_printf(&line, " --where %s=%s", part->dimension,
                                 part->code);
        }
        ct_say_line(line.data ? line.data : "");
        ct_buffer_clear(&line);
    }
    if (c->n > CANDIDATES)
        ct_say_line(" ...");
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "%zu series are chosen, and one number can be explained; "
                   "add one of these conditions",
                   c->n);
}

/* The one candidate's number, or -1 with *err. */
static long one_of(const struct candidates *c, const char *at,
                   struct ct_error *err)
{
    if (c->n == 1)
        return (long)c->series[0];
    if (c->n)
        return refuse_several(c, err);
    return ct_fail(err, CT_ENONE, 0, 0,
                   "none of the series chosen has periods like '%.40s'", at);
}

/* Appends the series' periods, those without a gap as `2000 to 2010`. */
static void list_periods(const struct ct_panel *p, size_t series, char freq,
                         struct ct_buffer *out)
{
    size_t from = p->first[series], end = p->first[series + 1];
    for (size_t i = from, last; i < end; i = last + 1) {
        char text[CT_PERIOD_MAX];
        for (last = i; last + 1 < end; last++)
            if (ct_period_ordinal(
                    (struct ct_period){freq, p->time[last + 1]}) !=
                ct_period_ordinal((struct ct_period){freq, p->time[last]}) + 1)
                break;
        ct_period_format((struct ct_period){freq, p->time[i]}, text);
        ct_buffer_printf(out, "%s%s", i > from ? ", " : "", text);
        ct_period_format((struct ct_period){freq, p->time[last]}, text);
        if (last > i)
            ct_buffer_printf(out, " to %s", text);
    }
}

static int refuse_period(const struct ct_panel *p, size_t series,
                         const char *at, struct ct_error *err)
{
    struct ct_buffer periods = {0};
    const char *freq = ct_panel_code_of(p, "freq", series);
    list_periods(p, series, strcmp(freq, "_T") == 0 ? 'A' : *freq, &periods);
    ct_fail(err, at ? CT_ENONE : CT_EUSAGE, 0, 0,
            "%s%.40s%s; the series has %.500s",
            at ? "nothing at '" : "no period; --at names one", at ? at : "",
            at ? "'" : "", periods.data ? periods.data : "none");
    ct_buffer_clear(&periods);
    return -1;
}

/* The observation meant, in the whole file. */
static int explain_observation(struct ct_explaining *x,
                               struct ct_told_file *file,
                               const struct ct_panel *chosen,
                               const struct ct_period *at, const char *text,
                               struct ct_error *err)
{
    struct candidates c = list_series(chosen, at);
    long s = one_of(&c, text ? text : "", err);
    int status = s < 0 ? -1 : 0;
    if (status == 0 &&
        (!at || ct_panel_find_time(chosen, (size_t)s, at->day) < 0))
        status = refuse_period(chosen, (size_t)s, text, err);
    if (status == 0) {
        long series = ct_address_find(file->panel, &c.address[0]);
        long obs = ct_panel_find_time(file->panel, (size_t)series, at->day);
        ct_explain_number(x,
                          &(struct ct_told){file, (size_t)series, (size_t)obs});
    }
    clear(&c);
    return status;
}

static int explain_tables(struct ct_explaining *x, struct ct_told_file *file,
                          const struct ct_panel *chosen,
                          const struct ct_period *at, struct ct_error *err)
{
    struct candidates c = list_rows(chosen);
    int status = one_of(&c, "", err) < 0 ? -1 : 0;
    if (status == 0)
        ct_explain_tables(x, file, chosen, &c.address[0], at);
    clear(&c);
    return status;
}

static int choose(struct ct_explaining *x, const struct ct_call *call,
                  struct ct_told_file *file, const struct ct_period *at,
                  struct ct_error *err)
{
    struct ct_selection selection = ct_inputs_selection(call);
    struct ct_panel *chosen = ct_select(file->panel, &selection, x->codes, err);
    if (!chosen)
        return ct_error_file(err, file->path);
    bool by_number = chosen->n_series && (at || !chosen->n_tables);
    int status =
        by_number || !chosen->n_tables
            ? explain_observation(x, file, chosen, at, call->given.at, err)
            : explain_tables(x, file, chosen, at, err);
    ct_panel_destroy(chosen);
    return status;
}

static int explain(struct ct_explaining *x, const struct ct_call *call,
                   struct ct_error *err)
{
    struct ct_period at;
    const char *text = call->given.at;
    if (text && ct_period_parse(text, strlen(text), &at, err) != 0) {
        err->code = CT_EUSAGE;
        return -1;
    }
    struct ct_told_file *file =
        ct_explain_open(x, ct_call_path(call, call->argv[0]), err);
    return file ? choose(x, call, file, text ? &at : NULL, err) : -1;
}

int ct_command_explain(struct ct_call *call, struct ct_error *err)
{
    char *datadir = ct_datadir();
    struct ct_codes *codes = ct_inputs_codes(err);
    struct ct_explaining x = {
        .codes = codes, .datadir = datadir, .all = call->given.verbose};
    int status = codes ? explain(&x, call, err) : -1;
    ct_explain_close(&x);
    ct_codes_destroy(codes);
    free(datadir);
    if (status == 0)
        return ct_say_out(&x.story.text, err);
    ct_buffer_clear(&x.story.text);
    return -1;
}
