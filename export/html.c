/* SPDX-License-Identifier: GPL-3.0-or-later
 * HTML: one page that holds all it needs, to be read and printed. */
#include "config.h"

#include "export/format.h"
#include "export/html_part.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

static void put_notes(struct ct_buffer *b, const struct ct_document *d)
{
    struct ct_remarks r = {0};
    ct_remarks_add(&r, d->panel, &d->sheets[0]->names);
    if (r.n)
        ct_buffer_text(b, "<h2>Notes</h2>\n");
    ct_html_remarks(b, &r);
    ct_remarks_clear(&r);
}

static void put_sources(struct ct_buffer *b, const struct ct_provenance *v)
{
    if (v->n_inputs) {
        const struct ct_input **inputs =
            ct_xmalloc(v->n_inputs, sizeof *inputs);
        for (size_t i = 0; i < v->n_inputs; i++)
            inputs[i] = &v->inputs[i];
        ct_buffer_text(b, "<h2>Sources</h2>\n");
        ct_html_sources(b, inputs, v->n_inputs);
        free(inputs);
    }
    if (v->n_steps) {
        const char **steps = ct_xmalloc(v->n_steps, sizeof *steps);
        for (size_t i = 0; i < v->n_steps; i++)
            steps[i] = v->steps[i].command;
        ct_buffer_text(b, "<h2>Steps</h2>\n");
        ct_html_steps(b, steps, v->n_steps);
        free(steps);
    }
}

/* Em that the widest table takes: a digit is a good half of one, and there is
 * room beside each cell. */
static double widest_table(const struct ct_document *d)
{
    double widest = 0;
    for (size_t i = 0; i < d->n_sheets; i++) {
        const struct ct_sheet *s = d->sheets[i];
        double width = 0;
        for (size_t k = 0; k < s->n_columns; k++)
            if (!s->columns[k].hidden)
                width +=
                    0.55 * fmin((double)ct_sheet_shown_width(s, k), 40) + 0.7;
        widest = fmax(widest, width);
    }
    return widest;
}

/* A table that is wider than the text has the whole window, and on paper a page
 * across and type as small as it must be. */
static void put_style(struct ct_buffer *out, const struct ct_document *d)
{
    enum { UPRIGHT = 62, ACROSS = 740, SMALLEST = 4, LARGEST = 8 };
    double width = widest_table(d);
    ct_buffer_text(out,
                   ".scroll td,.scroll tbody th{white-space:nowrap}\n"
                   ".scroll .prose{white-space:normal}\n"
                   ".scroll tbody th{position:sticky;left:0;background:#fff}\n"
                   "td:has(>sup){text-align:right}\n"
                   "td sup{font-size:.68em;line-height:1.2;"
                   "vertical-align:top}\n"
                   "td[data-value]{position:relative}\n"
                   "td[data-value] sup{position:absolute;margin-left:.1em}\n"
                   "th[scope=colgroup]{text-align:center;border-bottom:1px "
                   "solid var(--line)}\n"
                   "thead tr+tr th{border-top:0}\n");
    if (width > UPRIGHT)
        ct_buffer_printf(out,
                         "main{max-width:none;margin:0 2vw}\n"
                         "@page{size:A4 landscape;margin:15mm}\n"
                         "@media print{main{margin:0}table{font-size:%.1fpt}"
                         ".scroll th,.scroll td{padding:.2em .35em}}\n",
                         fmin(fmax(ACROSS / width, SMALLEST), LARGEST));
}

static int write_html(const struct ct_document *d, struct ct_output *out,
                      struct ct_error *err)
{
    (void)err;
    const struct ct_panel *p = d->panel;
    struct ct_buffer b = {0}, style = {0};
    char heading[512];
    ct_sheet_heading(d->sheets[0], heading, sizeof heading);
    put_style(&style, d);
    ct_html_begin(&b,
                  *p->title    ? p->title
                  : *p->method ? p->method
                               : heading,
                  style.data);
    ct_buffer_clear(&style);
    for (size_t i = 0; i < d->n_sheets; i++) {
        ct_html_table(&b, d->sheets[i],
                      &(struct ct_html_rows){.to = d->sheets[i]->n_rows});
        ct_html_key(&b, d->sheets[i]);
    }
    put_notes(&b, d);
    put_sources(&b, &p->provenance);
    ct_html_end(&b, "");
    ct_output_write(out, b.data, b.size);
    ct_buffer_clear(&b);
    return 0;
}

const struct ct_format ct_format_html = {
    .name = "html",
    .title = "a page to read and print, with notes and sources",
    .streams = true,
    .whole = true,
    .prints = true,
    .write = write_html};
