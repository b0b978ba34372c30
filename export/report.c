/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report of a study. */
#include "config.h"

#include "export/report.h"

#include "export/export.h"
#include "export/html_part.h"
#include "export/report_accounting.h"
#include "export/report_comparability.h"
#include "export/report_image.h"
#include "export/report_notes.h"
#include "export/report_table.h"
#include "lib/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void heading(struct ct_buffer *out, const char *id, const char *text)
{
    ct_buffer_printf(out, "<h2 id=\"%s\">%s</h2>\n", id, text);
}

/* The same panel or table, exported in another format, is shown once. */
static bool shown_before(const struct ct_report *r, size_t i)
{
    const struct ct_report_table *t = &r->tables[i];
    for (size_t k = 0; k < i; k++) {
        const struct ct_report_table *o = &r->tables[k];
        bool same_table = !t->table == !o->table &&
                          (!t->table || strcmp(t->table, o->table) == 0);
        if (same_table &&
            strcmp(t->panel->provenance.command,
                   o->panel->provenance.command) == 0 &&
            t->panel->n_obs == o->panel->n_obs)
            return true;
    }
    return false;
}

static size_t n_tables(const struct ct_report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_tables; i++)
        n += !shown_before(r, i);
    return n;
}

/* --- contents --- */

/* Appends the heading of a group where one begins; what stands in no group
 * must not seem to belong to the one before. */
static void group_heading(struct ct_buffer *out, const char *group,
                          const char *before, const char *others)
{
    if (!group)
        group = "";
    if (!before)
        before = "";
    if (strcmp(group, before) != 0)
        ct_html_element(out, "h3 class=\"group\"", *group ? group : others);
}

static void list_figures(struct ct_buffer *out, const struct ct_report *r)
{
    if (!r->n_figures)
        return;
    ct_buffer_text(out, "<li><a href=\"#figures\">Figures</a>\n<ol>");
    for (size_t i = 0; i < r->n_figures; i++) {
        ct_buffer_printf(out, "<li><a href=\"#figure-%zu\">%zu. ", i + 1,
                         i + 1);
        ct_report_image_title(out, &r->figures[i]);
        ct_buffer_text(out, "</a></li>\n");
    }
    ct_buffer_text(out, "</ol></li>\n");
}

static void list_tables(struct ct_buffer *out, const struct ct_report *r)
{
    if (!r->n_tables)
        return;
    ct_buffer_text(out, "<li><a href=\"#tables\">Tables</a>\n<ol>");
    for (size_t i = 0, number = 1; i < r->n_tables; i++) {
        if (shown_before(r, i))
            continue;
        ct_buffer_printf(out, "<li><a href=\"#table-%zu\">%zu. ", number,
                         number);
        number++;
        ct_report_table_title(out, &r->tables[i], r->codes);
        ct_buffer_text(out, "</a> ");
        ct_html_element(out, "span class=\"where\"", r->tables[i].path);
        ct_buffer_text(out, "</li>\n");
    }
    ct_buffer_text(out, "</ol></li>\n");
}

static void contents(struct ct_buffer *out, const struct ct_report *r)
{
    ct_buffer_text(out, "<nav aria-label=\"Contents\">\n<p>Contents</p>\n<ol>");
    list_figures(out, r);
    list_tables(out, r);
    ct_buffer_text(out,
                   "<li><a href=\"#comparability\">Comparability</a></li>\n"
                   "<li><a href=\"#methods\">Methods</a></li>\n"
                   "<li><a href=\"#sources\">Sources</a></li>\n"
                   "<li><a href=\"#accounting\">What was read</a></li>\n"
                   "<li><a href=\"#steps\">Steps</a></li>\n</ol>\n</nav>\n");
}

/* What the page is made of, in a sentence. */
static void lead(struct ct_buffer *out, const struct ct_report *r)
{
    size_t collected = 0;
    for (size_t i = 0; i < r->n_results; i++)
        collected += !r->results[i].panel->is_result;
    ct_buffer_printf(
        out,
        "<p class=\"lead\">%zu figure%s and %zu table%s, made from "
        "%zu collected panel%s by the steps at the end of this "
        "page; every number goes back to a file named under "
        "Sources.</p>\n",
        r->n_figures, r->n_figures == 1 ? "" : "s", n_tables(r),
        n_tables(r) == 1 ? "" : "s", collected, collected == 1 ? "" : "s");
}

/* --- figures --- */

static void figures(struct ct_buffer *out, const struct ct_report *r)
{
    if (!r->n_figures)
        return;
    heading(out, "figures", "Figures");
    for (size_t i = 0; i < r->n_figures; i++) {
        const struct ct_report_figure *f = &r->figures[i];
        group_heading(out, f->group, i ? f[-1].group : NULL, "Other figures");
        ct_buffer_printf(out, "<figure id=\"figure-%zu\">\n", i + 1);
        ct_report_image(out, f, i + 1);
        ct_buffer_printf(out, "<figcaption><strong>Figure %zu.</strong> ",
                         i + 1);
        ct_report_image_title(out, f);
        ct_buffer_byte(out, ' ');
        ct_html_element(out, "span class=\"figure-note\"", f->path);
        ct_buffer_text(out, "</figcaption>\n</figure>\n");
    }
}

/* --- tables --- */

static void tables(struct ct_buffer *out, const struct ct_report *r)
{
    if (!r->n_tables)
        return;
    heading(out, "tables", "Tables");
    const char *group = NULL;
    for (size_t i = 0, number = 1; i < r->n_tables; i++) {
        if (shown_before(r, i))
            continue;
        group_heading(out, r->tables[i].group, group, "Other tables");
        group = r->tables[i].group;
        ct_buffer_printf(out, "<section id=\"table-%zu\">\n", number);
        ct_report_table(out, &r->tables[i], number++, r->codes);
        ct_buffer_text(out, "</section>\n");
    }
}

/* --- methods --- */

/* Paragraphs are parted by empty lines. */
static void paragraphs(struct ct_buffer *out, const char *text)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t n = end ? (size_t)(end - text) : strlen(text);
        char *part = ct_xstrndup(text, n);
        ct_html_element(out, "p", part);
        ct_buffer_byte(out, '\n');
        free(part);
        text += n + (end ? 2 : 0);
    }
}

static void fact(struct ct_buffer *out, const char *name, const char *text)
{
    if (!*text)
        return;
    ct_html_element(out, "dt", name);
    ct_html_element(out, "dd", text);
    ct_buffer_byte(out, '\n');
}

/* What a table notes of its rows, and how many rows have each. */
static void notes_of_table(struct ct_buffer *out, const struct ct_table *t)
{
    struct ct_report_notes notes;
    ct_report_notes_read(&notes, t);
    for (size_t i = 0; i < notes.kinds.n; i++) {
        char *text = ct_xasprintf("%s (%zu of %zu rows)", notes.text[i],
                                  notes.rows[i], t->n_rows);
        fact(out, "Note", text);
        free(text);
    }
    ct_report_notes_clear(&notes);
}

static void use_of_method(struct ct_buffer *out,
                          const struct ct_report_result *result)
{
    const struct ct_panel *p = result->panel;
    char n[64];
    snprintf(n, sizeof n, "%zu", p->n_series);
    ct_buffer_text(out, "<dl>\n");
    fact(out, "Result", result->path);
    if (p->n_series)
        fact(out, "Series", n);
    fact(out, "Options", p->provenance.options);
    fact(out, "Command", p->provenance.command);
    if (p->n_tables)
        notes_of_table(out, p->tables[0]);
    ct_buffer_text(out, "</dl>\n");
}

/* Whether an earlier result is of the same method. */
static bool told(const struct ct_report *r, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(r->results[k].panel->method, r->results[i].panel->method) ==
            0)
            return true;
    return false;
}

static void method_heading(struct ct_buffer *out,
                           const struct ct_report_result *result)
{
    ct_buffer_text(out, "<h3>");
    ct_html_text(out, result->panel->method);
    if (result->method_title) {
        ct_buffer_text(out, ": ");
        ct_html_text(out, result->method_title);
    }
    ct_buffer_text(out, "</h3>\n");
}

static void methods(struct ct_buffer *out, const struct ct_report *r)
{
    size_t results = 0;
    for (size_t i = 0; i < r->n_results; i++)
        results += r->results[i].panel->is_result;
    heading(out, "methods", "Methods");
    if (!results)
        ct_buffer_text(out, "<p>No method was run: the numbers are as "
                            "published.</p>\n");
    for (size_t i = 0; i < r->n_results; i++) {
        const char *method = r->results[i].panel->method;
        if (!r->results[i].panel->is_result || told(r, i))
            continue;
        method_heading(out, &r->results[i]);
        if (r->results[i].formula) {
            ct_buffer_text(out, "<p class=\"formula\">");
            ct_html_element(out, "code", r->results[i].formula);
            ct_buffer_text(out, "</p>\n");
        }
        paragraphs(out, r->results[i].method_text);
        for (size_t k = i; k < r->n_results; k++)
            if (strcmp(r->results[k].panel->method, method) == 0)
                use_of_method(out, &r->results[k]);
    }
}

/* --- sources and accounting --- */

static void add_source(const struct ct_input ***list, size_t *n,
                       const struct ct_input *in)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp((*list)[i]->sha256, in->sha256) == 0 &&
            strcmp((*list)[i]->name, in->name) == 0)
            return;
    *list = ct_xrealloc(*list, *n + 1, sizeof **list);
    (*list)[(*n)++] = in;
}

static void sources(struct ct_buffer *out, const struct ct_report *r)
{
    const struct ct_input **list = NULL;
    size_t n = 0;
    for (size_t i = 0; i < r->n_results; i++) {
        const struct ct_provenance *v = &r->results[i].panel->provenance;
        for (size_t k = 0; k < v->n_inputs; k++)
            add_source(&list, &n, &v->inputs[k]);
    }
    heading(out, "sources", "Sources");
    ct_html_sources(out, list, n);
    free(list);
}

void ct_report_write(const struct ct_report *r, struct ct_buffer *out)
{
    struct ct_remarks remarks = {0};
    ct_report_gather(r, &remarks);
    ct_html_begin(out, *r->title ? r->title : "Report", "");
    lead(out, r);
    contents(out, r);
    figures(out, r);
    tables(out, r);
    heading(out, "comparability", "Comparability");
    ct_report_comparability(out, &remarks);
    methods(out, r);
    sources(out, r);
    heading(out, "accounting", "What was read");
    ct_report_accounting(out, r, &remarks);
    heading(out, "steps", "Steps");
    ct_html_steps(out, r->steps, r->n_steps);
    ct_buffer_text(out, ct_html_sort_script);
    ct_remarks_clear(&remarks);
    ct_html_end(out, r->version);
}
