/* SPDX-License-Identifier: GPL-3.0-or-later
 * Remarks of a report, put in order. */
#include "config.h"

#include "export/report_comparability.h"

#include "export/export.h"
#include "export/html_part.h"
#include "export/report_notes.h"
#include "lib/memory.h"
#include "lib/sentences.h"
#include "lib/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Remarks that say the same with other numbers are folded from so many on. */
enum { ALIKE = 3 };

/* The headings remarks stand under, by their kind, and the order. Kinds in no
 * list come under the last one. */
enum { KINDS = 6 };
static const struct section {
    const char *heading;
    const char *kinds[KINDS];
} sections[] = {{"Definitions and recording",
                 {CT_NOTE_COMPARABILITY, "comparison", "definition",
                  CT_NOTE_RECORDING, "source"}},
                {"Coverage and missing values",
                 {"status", CT_NOTE_COVERAGE, CT_NOTE_REPORTERS, "denominator",
                  "absent", "selection"}},
                {"Uncertainty", {"Interval", "Limits", CT_NOTE_TESTS}},
                {"Other remarks", {NULL}}};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* Says how many observations are not plain numbers of the publisher. */
static void statuses(struct ct_remarks *remarks,
                     const struct ct_report_result *result)
{
    const struct ct_panel *p = result->panel;
    for (int bit = 0; bit < CT_N_STATUS; bit++) {
        size_t n = 0;
        char word[64];
        for (size_t i = 0; i < p->n_obs; i++)
            n += p->status[i] >> bit & 1;
        if (!n)
            continue;
        ct_status_words((uint16_t)(1 << bit), "", false, word, sizeof word);
        char *text =
            ct_xasprintf("%zu of %zu observations: %s.", n, p->n_obs, word);
        ct_remarks_say(remarks, "status", text, result->path);
        free(text);
    }
}

void ct_report_gather(const struct ct_report *r, struct ct_remarks *remarks)
{
    struct ct_sheet_names names = {
        .labels = CT_LABELS_NAME, .areas = CT_NAMES_SHORT, .codes = r->codes};
    for (size_t i = 0; i < r->n_results; i++) {
        if (!r->results[i].panel->is_result)
            statuses(remarks, &r->results[i]);
        remarks->whole = r->results[i].path;
        ct_remarks_add(remarks, r->results[i].panel, &names);
    }
    remarks->whole = NULL;
}

/* The section of a kind. */
static size_t section_of(const char *kind)
{
    for (size_t i = 0; i < SECTIONS; i++)
        for (size_t k = 0; k < KINDS && sections[i].kinds[k]; k++)
            if (strcmp(sections[i].kinds[k], kind) == 0)
                return i;
    return SECTIONS - 1;
}

/* One item for remarks that differ in their numbers only, each of them listed
 * with its places behind a fold. */
static void put_alike(struct ct_buffer *out, const struct ct_remarks *of_kind,
                      const size_t *alike, size_t which, const char *text)
{
    size_t n = 0;
    for (size_t i = 0; i < of_kind->n; i++)
        n += alike[i] == which;
    ct_buffer_text(out, "<li>");
    ct_html_element(out, "span class=\"kind\"", of_kind->remarks[0].kind);
    ct_buffer_byte(out, ' ');
    ct_html_text(out, text);
    ct_buffer_printf(out,
                     "<details class=\"where printed\"><summary>%zu remarks"
                     "</summary><ul>\n",
                     n);
    for (size_t i = 0; i < of_kind->n; i++) {
        struct ct_buffer line = {0};
        if (alike[i] != which)
            continue;
        ct_remark_where(&of_kind->remarks[i], ALIKE, &line);
        ct_buffer_printf(&line, "%s%s", line.size ? ": " : "",
                         of_kind->remarks[i].text);
        ct_html_element(out, "li", line.data);
        ct_buffer_clear(&line);
    }
    ct_buffer_text(out, "</ul></details></li>\n");
}

void ct_report_remarks(struct ct_buffer *out, const struct ct_remarks *of_kind)
{
    struct ct_report_notes notes = {0};
    size_t *alike = ct_xmalloc(of_kind->n, sizeof *alike);
    if (of_kind->n)
        ct_buffer_text(out, "<ul class=\"remarks\">\n");
    for (size_t i = 0; i < of_kind->n; i++)
        alike[i] = ct_report_notes_add(&notes, of_kind->remarks[i].text);
    for (size_t i = 0, told = 0; i < of_kind->n; i++)
        if (notes.rows[alike[i]] < ALIKE) {
            ct_html_remark(out, &of_kind->remarks[i]);
        } else if (alike[i] >= told) {
            put_alike(out, of_kind, alike, alike[i], notes.text[alike[i]]);
            told = alike[i] + 1;
        }
    if (of_kind->n)
        ct_buffer_text(out, "</ul>\n");
    free(alike);
    ct_report_notes_clear(&notes);
}

/* The remarks of a kind; the array is the caller's, what it holds is not. */
static struct ct_remarks take_kind(const struct ct_remarks *all,
                                   const char *kind)
{
    struct ct_remarks some = {.remarks =
                                  ct_xcalloc(all->n + 1, sizeof *some.remarks)};
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->remarks[i].kind, kind) == 0)
            some.remarks[some.n++] = all->remarks[i];
    return some;
}

/* Appends a section with the kinds in its order, then those met besides. */
static void put_section(struct ct_buffer *out, const struct ct_remarks *all,
                        size_t which)
{
    struct ct_dict kinds = {0};
    size_t before = out->size, empty;
    for (size_t k = 0; k < KINDS && sections[which].kinds[k]; k++)
        ct_dict_add(&kinds, sections[which].kinds[k],
                    strlen(sections[which].kinds[k]));
    for (size_t i = 0; i < all->n; i++)
        if (section_of(all->remarks[i].kind) == which &&
            strcmp(all->remarks[i].kind, "ignored") != 0)
            ct_dict_add(&kinds, all->remarks[i].kind,
                        strlen(all->remarks[i].kind));
    ct_html_element(out, "h3", sections[which].heading);
    ct_buffer_byte(out, '\n');
    empty = out->size;
    for (size_t k = 0; k < kinds.n; k++) {
        struct ct_remarks some = take_kind(all, kinds.code[k]);
        ct_report_remarks(out, &some);
        free(some.remarks);
    }
    if (out->size == empty)
        out->size = before;
    ct_dict_clear(&kinds);
}

void ct_report_comparability(struct ct_buffer *out,
                             const struct ct_remarks *remarks)
{
    ct_buffer_text(out, "<p>Countries record offences by rules of their own: "
                        "compare trends rather than levels where definitions "
                        "differ.</p>\n");
    for (size_t i = 0; i < SECTIONS; i++)
        put_section(out, remarks, i);
}
