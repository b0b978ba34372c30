/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends info: what a file holds and how it came about. */
#include "config.h"

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <string.h>

enum { CODES_SHOWN = 8, NOTES_SHOWN = 20 };

/* One dimension or attribute: how many codes, and the first of them. */
static void print_key(const struct ct_key *key, struct ct_buffer *out)
{
    ct_buffer_printf(out, "  %-18s %6zu  ", key->name, key->codes.n);
    for (size_t i = 0; i < key->codes.n && i < CODES_SHOWN; i++)
        ct_buffer_printf(out, "%s%s", i ? " " : "", key->codes.code[i]);
    if (key->codes.n > CODES_SHOWN)
        ct_buffer_text(out, " ...");
    ct_buffer_byte(out, '\n');
}

static void print_keys(const struct ct_panel *p, bool attributes,
                       struct ct_buffer *out)
{
    ct_buffer_text(out, attributes ? "attributes\n" : "dimensions\n");
    for (size_t k = 0; k < p->n_keys; k++)
        if (p->keys[k].is_attribute == attributes)
            print_key(&p->keys[k], out);
}

/* The first and the last period there is. */
static void print_periods(const struct ct_panel *p, struct ct_buffer *out)
{
    long freq = ct_panel_find_key(p, "freq");
    struct ct_period first = {'A', INT32_MAX}, last = {'A', INT32_MIN};
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            struct ct_period at = {freq < 0 ? 'A' : *ct_panel_code(p, freq, s),
                                   p->time[i]};
            if (at.day < first.day)
                first = at;
            if (at.day > last.day)
                last = at;
        }
    if (first.day > last.day)
        return;
    char from[CT_PERIOD_MAX], to[CT_PERIOD_MAX];
    ct_period_format(first, from);
    ct_period_format(last, to);
    ct_buffer_printf(out, "periods       %s to %s\n", from, to);
}

static void print_statuses(const struct ct_panel *p, struct ct_buffer *out)
{
    for (int bit = 0; bit < CT_N_STATUS; bit++) {
        size_t n = 0;
        for (size_t i = 0; i < p->n_obs; i++)
            n += (p->status[i] >> bit) & 1;
        if (n)
            ct_buffer_printf(out, "  %c %-18s %8zu\n", ct_status_letter[bit],
                             ct_status_meaning[bit], n);
    }
}

static void print_observations(const struct ct_panel *p, struct ct_buffer *out)
{
    size_t missing = 0;
    for (size_t i = 0; i < p->n_obs; i++)
        missing += isnan(p->column[CT_VALUE][i]) != 0;
    ct_buffer_printf(out, "series        %zu\n", p->n_series);
    ct_buffer_printf(out, "observations  %zu, %zu of them without a number\n",
                     p->n_obs, missing);
    print_periods(p, out);
    ct_buffer_text(out, "columns      ");
    for (int c = 0; c < CT_N_COLUMNS; c++)
        if (p->column[c])
            ct_buffer_printf(out, " %s", ct_column_name[c]);
    ct_buffer_byte(out, '\n');
    print_keys(p, false, out);
    print_keys(p, true, out);
    ct_buffer_text(out, "status\n");
    print_statuses(p, out);
}

static void print_tables(const struct ct_panel *p, struct ct_buffer *out)
{
    if (!p->n_tables)
        return;
    ct_buffer_text(out, "tables\n");
    for (size_t t = 0; t < p->n_tables; t++) {
        const struct ct_table *table = p->tables[t];
        ct_buffer_printf(out, "  %-18s %6zu rows:", table->name, table->n_rows);
        for (size_t c = 0; c < table->n_columns; c++)
            ct_buffer_printf(out, " %s", table->columns[c].name);
        ct_buffer_byte(out, '\n');
    }
}

/* A line of an input's description, if there is something to say. */
static void print_fact(struct ct_buffer *out, const char *name,
                       const char *text)
{
    if (*text)
        ct_buffer_printf(out, "      %-10s %s\n", name, text);
}

static void print_inputs(const struct ct_provenance *v, struct ct_buffer *out)
{
    ct_buffer_text(out, "inputs\n");
    for (size_t i = 0; i < v->n_inputs; i++) {
        const struct ct_input *in = &v->inputs[i];
        ct_buffer_printf(out, "  %s, %llu bytes\n", in->name,
                         (unsigned long long)in->bytes);
        print_fact(out, "sha256", in->sha256);
        print_fact(out, "dataset", in->dataset);
        print_fact(out, "title", in->title);
        print_fact(out, "publisher", in->publisher);
        print_fact(out, "vintage", in->vintage);
        print_fact(out, "url", in->url);
        print_fact(out, "licence", in->licence);
        print_fact(out, "citation", in->citation);
    }
}

static void print_steps(const struct ct_provenance *v, struct ct_buffer *out)
{
    ct_buffer_text(out, "steps\n");
    for (size_t i = 0; i < v->n_steps; i++)
        ct_buffer_printf(out, "  %s (%s)\n", v->steps[i].command,
                         v->steps[i].version);
    if (*v->options)
        ct_buffer_printf(out, "options\n  %s\n", v->options);
}

static void print_notes(const struct ct_panel *p, struct ct_buffer *out)
{
    const struct ct_provenance *v = &p->provenance;
    if (!v->n_notes)
        return;
    ct_buffer_printf(out, "notes         %zu\n", v->n_notes);
    for (size_t i = 0; i < v->n_notes && i < NOTES_SHOWN; i++) {
        const struct ct_note *note = &v->notes[i];
        const char *area =
            note->series < 0
                ? ""
                : ct_panel_code_of(p, "area", (size_t)note->series);
        const char *text = ct_note_text(v, i);
        const char *head = ct_note_head(ct_note_kind(v, i), &text);
        ct_buffer_printf(out, "  %s%s%s: %s\n", head, *area ? " " : "", area,
                         text);
    }
    if (v->n_notes > NOTES_SHOWN)
        ct_buffer_printf(out, "  ... and %zu more\n", v->n_notes - NOTES_SHOWN);
}

static void print_panel(const struct ct_panel *p, struct ct_buffer *out)
{
    ct_buffer_printf(out, "kind          %s\n",
                     p->is_result ? "result" : "panel");
    if (*p->title)
        ct_buffer_printf(out, "title         %s\n", p->title);
    if (*p->method)
        ct_buffer_printf(out, "method        %s\n", p->method);
    if (p->n_obs)
        print_observations(p, out);
    print_tables(p, out);
    if (*p->provenance.accounting)
        ct_buffer_printf(out, "accounting\n%s\n", p->provenance.accounting);
    print_inputs(&p->provenance, out);
    print_steps(&p->provenance, out);
    print_notes(p, out);
}

int ct_command_info(struct ct_call *call, struct ct_error *err)
{
    struct ct_codes *codes = ct_inputs_codes(err);
    struct ct_panel *p =
        codes ? ct_inputs_read(call, call->argv[0], codes, err) : NULL;
    ct_codes_destroy(codes);
    if (!p)
        return -1;
    struct ct_buffer out = {0};
    print_panel(p, &out);
    ct_panel_destroy(p);
    return ct_say_out(&out, err);
}
