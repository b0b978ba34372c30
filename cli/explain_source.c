/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a panel's number was read, and how its line was understood. The file
 * is collected again with a witness, so what is told is what stands there. */
#include "config.h"

#include "cli/explain.h"

#include "cli/words.h"
#include "collect/collect.h"
#include "collect/dataset.h"
#include "collect/witness.h"
#include "lib/memory.h"
#include "lib/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 20 };

/* What is to be read again: the files of the command that made the panel, or
 * the one only. */
struct reading {
    const struct ct_told *told;
    const struct ct_input *input;
    char *path; /* of the input, as it is found; NULL = it is not */
    bool changed;
    char **words;
    int n_words;
    struct ct_call call;
    bool parsed; /* the command that read it is known */
};

static const struct ct_input *input_of(const struct ct_told *t)
{
    const struct ct_provenance *v = &t->file->panel->provenance;
    size_t file = t->file->panel->source_file[t->obs];
    return file < v->n_inputs ? &v->inputs[file] : NULL;
}

/* The place of the one number that a result's was made of, else the result's
 * name. */
static void place_of_result(struct ct_explaining *x, const struct ct_told *t,
                            struct ct_buffer *out)
{
    struct ct_contributors c = {0};
    struct ct_told from;
    struct ct_account *account = ct_explain_account(x, t->file);
    struct ct_address a = ct_address_of_series(t->file->panel, t->series);
    int32_t time = t->file->panel->time[t->obs];
    if (account && ct_account_ask(account, &a, time, &c, NULL) == 0 &&
        c.n == 1 && ct_explain_input(x, t->file, c.item[0].series, time, &from))
        ct_explain_place(x, &from, out);
    else
        ct_buffer_text(out, t->file->path);
    ct_contributors_clear(&c);
    ct_address_clear(&a);
}

void ct_explain_place(struct ct_explaining *x, const struct ct_told *t,
                      struct ct_buffer *out)
{
    const struct ct_input *input = input_of(t);
    const char *slash = input ? strrchr(input->name, '/') : NULL;
    if (t->file->panel->is_result && t->file->busy) {
        ct_buffer_text(out, t->file->path);
    } else if (t->file->panel->is_result) {
        t->file->busy = true;
        place_of_result(x, t, out);
        t->file->busy = false;
    } else if (input) {
        ct_buffer_printf(out, "%s line %u", slash ? slash + 1 : input->name,
                         (unsigned)t->file->panel->source_line[t->obs]);
    }
}

/* --- the command that read it --- */

static bool reads(const struct ct_call *call, const char *name)
{
    for (int i = 0; i < call->n_operands; i++)
        if (strcmp(call->argv[i], name) == 0)
            return true;
    return false;
}

/* Parses a step; keeps it if it is the collect that read the input. */
static bool parse_step(struct reading *r, const char *command)
{
    char **typed;
    int n = ct_words_split(command, &typed, NULL);
    if (n < 0)
        return false;
    const char **words = ct_xmalloc((size_t)n + 2, sizeof *words);
    for (int i = 1; i < n; i++)
        words[i - 1] = typed[i];
    words[n ? n - 1 : 0] = "-o";
    words[n ? n : 1] = "-";
    bool fits = n > 1 && strcmp(typed[1], "collect") == 0 &&
                ct_call_parse(&r->call, n + 1, words, NULL) == 0 &&
                reads(&r->call, r->input->name);
    free(words);
    r->words = typed;
    r->n_words = n;
    return fits;
}

static void forget_step(struct reading *r)
{
    ct_call_clear(&r->call);
    for (int i = 0; i < r->n_words; i++)
        free(r->words[i]);
    free(r->words);
    r->words = NULL;
    r->n_words = 0;
}

static void find_step(struct reading *r)
{
    const struct ct_provenance *v = &r->told->file->panel->provenance;
    for (size_t i = v->n_steps; i-- > 0 && !r->parsed;) {
        r->parsed = parse_step(r, v->steps[i].command);
        if (!r->parsed)
            forget_step(r);
    }
}

/* --- what is known without reading it --- */

static void tell_input(struct ct_explaining *x, const struct reading *r)
{
    const struct ct_input *in = r->input;
    struct ct_story *s = &x->story;
    ct_story_line(s, "read from %s, line %u", in->name,
                  (unsigned)r->told->file->panel->source_line[r->told->obs]);
    s->depth++;
    ct_story_fact(s, "dataset", "%s%s%s%s%s%s%s", in->dataset,
                  *in->title ? ": " : "", in->title, *in->publisher ? ", " : "",
                  in->publisher, *in->vintage ? ", edition " : "", in->vintage);
    if (r->parsed)
        ct_story_fact(s, "command", "%s",
                      r->told->file->panel->provenance.command);
    s->depth--;
}

/* Returns whether there is something to read. */
static bool tell_state(struct ct_explaining *x, const struct reading *r)
{
    struct ct_story *s = &x->story;
    const char *name = r->input->name;
    if (strcmp(name, "-") == 0)
        ct_story_line(s, "It came from standard input and cannot be read "
                         "again.");
    else if (!r->path)
        ct_story_line(s,
                      "MISSING: %s is neither beside %s nor in the current "
                      "folder; its line cannot be shown.",
                      name, r->told->file->path);
    else if (r->changed)
        ct_story_line(s,
                      "CHANGED: %s is not the file that was read (SHA-256 "
                      "was %.12s...); this is what stands there now.",
                      r->path, r->input->sha256);
    else
        ct_story_fact(s, "file", "%s, unchanged (SHA-256 %.12s...)", r->path,
                      r->input->sha256);
    return r->path && strcmp(name, "-") != 0;
}

/* --- reading it again --- */

/* Whether files of a dataset hold events, which are counted: then all that
 * were read together are needed. */
static bool counts(const struct ct_library *library, const char *dataset)
{
    struct ct_descriptor *d = ct_dataset_read(library, dataset, NULL);
    bool any = false;
    for (size_t i = 0; d && i < d->n_forms; i++)
        any |= d->form[i].layout == &ct_layout_incident;
    ct_descriptor_destroy(d);
    return any;
}

/* The dataset by which the file is read: the one that was named, in its
 * place, else the one it was recognised as. */
static char *dataset_of(const struct reading *r)
{
    const char *named = r->parsed ? r->call.given.dataset : NULL;
    bool changed;
    if (!named)
        return ct_xstrdup(r->input->dataset);
    if (!strchr(named, '/'))
        return ct_xstrdup(named);
    char *found = ct_explain_find(r->told->file->path, named, "", &changed);
    return found ? found : ct_xstrdup(named);
}

/* The files to read, the input first where it alone will do. Returns the
 * input's number among them. */
static size_t list_files(const struct reading *r, bool all, char **file,
                         size_t *n)
{
    const struct ct_provenance *v = &r->told->file->panel->provenance;
    size_t number = 0;
    bool changed;
    for (size_t i = 0; all && i < v->n_inputs; i++) {
        const struct ct_input *in = &v->inputs[i];
        if (strcmp(in->dataset, r->input->dataset) != 0)
            continue;
        char *path = ct_explain_find(r->told->file->path, in->name, in->sha256,
                                     &changed);
        if (in == r->input)
            number = *n;
        if (path)
            file[(*n)++] = path;
    }
    if (!all)
        file[(*n)++] = ct_xstrdup(r->path);
    return number;
}

/* Why the line of old does not give the number: counted rows that are not there
 * are 0, all else is a change of the file. */
static void tell_not_found(struct ct_story *s, const struct ct_witness *w,
                           bool is_counted_zero, const struct ct_error *err)
{
    bool failed = err->code != CT_ENONE && err->text[0];
    if (is_counted_zero)
        ct_story_line(s, "No row has these codes in that period: within the "
                         "time of a file that is 0.");
    else if (w->instead.size)
        ct_story_line(s, "NOT THE SAME: read today, that line gives %s.",
                      w->instead.data);
    else
        ct_story_line(
            s, "NOT FOUND: read today, that line gives no such number%s%s.",
            failed ? ": " : "", failed ? err->text : "");
}

static void tell_witnessed(struct ct_explaining *x, const struct reading *r,
                           const struct ct_witness *w, bool counted,
                           const struct ct_error *err)
{
    struct ct_story *s = &x->story;
    double value = r->told->file->panel->column[CT_VALUE][r->told->obs];
    if (!w->found) {
        tell_not_found(s, w, counted && value == 0, err);
        return;
    }
    char now[CT_STORY_NUMBER_MAX], was[CT_STORY_NUMBER_MAX];
    ct_story_number(w->value, 15, now);
    ct_story_number(value, 15, was);
    if (w->to_date)
        ct_story_line(s,
                      "%s is the year to date; %s is what the period added "
                      "to it.",
                      now, was);
    else if (w->counts)
        ct_story_line(s,
                      "%llu row%s of these codes and this period make %s, "
                      "this is the first: line%s %s%s",
                      w->n, ct_story_plural(w->n), was, ct_story_plural(w->n),
                      w->lines.data,
                      w->n > w->n_listed ? ", ... (--verbose: all)" : "");
    if (!w->to_date && !(isnan(value) && isnan(w->value)) && w->value != value)
        ct_story_line(s, "NOT THE SAME: read today it is %s.", now);
}

static void read_again(struct ct_explaining *x, const struct reading *r)
{
    const struct ct_panel *p = r->told->file->panel;
    char *dataset = dataset_of(r);
    const struct ct_library library = {.datadir = x->datadir,
                                       .codes = x->codes};
    char **file = ct_xcalloc(p->provenance.n_inputs + 1, sizeof *file);
    size_t n = 0;
    struct ct_witness w = {.address = ct_address_of_series(p, r->told->series),
                           .time = p->time[r->told->obs],
                           .line = (long)p->source_line[r->told->obs],
                           .story = &x->story,
                           .n_listed = x->all ? SIZE_MAX : LINES};
    bool counted = counts(&library, dataset);
    w.file = list_files(r, counted, file, &n);
    struct ct_collect_request request = {
        .n_files = n,
        .files = (const char *const *)file,
        .dataset = dataset,
        .vintage = r->parsed ? r->call.given.vintage : NULL,
        .time = r->parsed ? r->call.given.time : NULL,
        .datadir = x->datadir,
        .codes = x->codes,
        .threads = 1,
        .witness = &w};
    struct ct_accounting accounting;
    struct ct_problems rejects = {0};
    struct ct_error err = {0};
    ct_panel_destroy(ct_collect(&request, &accounting, &rejects, &err));
    tell_witnessed(x, r, &w, counted, &err);
    ct_problems_clear(&rejects);
    ct_witness_clear(&w);
    ct_address_clear(&w.address);
    for (size_t i = 0; i < n; i++)
        free(file[i]);
    free(file);
    free(dataset);
}

void ct_explain_source(struct ct_explaining *x, const struct ct_told *told)
{
    struct reading r = {.told = told, .input = input_of(told)};
    if (!r.input) {
        ct_story_line(&x->story, "Its file is not recorded.");
        return;
    }
    find_step(&r);
    r.path = ct_explain_find(told->file->path, r.input->name, r.input->sha256,
                             &r.changed);
    tell_input(x, &r);
    x->story.depth++;
    if (x->hidden)
        ct_story_line(&x->story, "What stands there is not shown.");
    else if (tell_state(x, &r))
        read_again(x, &r);
    x->story.depth--;
    forget_step(&r);
    free(r.path);
}
