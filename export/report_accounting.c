/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account of every cell read. */
#include "config.h"

#include "export/report_accounting.h"

#include "export/html_part.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static const char begin_table[] = "<div class=\"scroll\"><table>\n<caption>"
                                  "<strong>";
static const char begin_rows[] = "</strong></caption>\n<thead><tr>";
static const char end_table[] = "</tbody>\n</table></div>\n";

static void number_cell(struct ct_buffer *out, double x)
{
    static const struct ct_display whole = {.grouped = true};
    char shown[CT_DISPLAY_MAX];
    ct_display_format(&whole, x, shown);
    ct_buffer_printf(out, "<td data-value=\"%.0f\">%s</td>", x, shown);
}

/* A row of the numbers in a panel's account (`cells: 12 read, 3 taken`), in
 * their order. */
static void account_row(struct ct_buffer *out, const char *path,
                        const char *account)
{
    ct_buffer_text(out, "<tr>");
    ct_html_element(out, "th scope=\"row\"", path);
    while (*(account += strcspn(account, "0123456789"))) {
        char *end;
        number_cell(out, strtod(account, &end));
        account = end;
    }
    ct_buffer_text(out, "</tr>\n");
}

/* The cells ignored for one reason: `62 cells ignored: REASON: DETAIL`. */
struct reasons {
    struct ct_dict text;
    double *cells;
    struct ct_dict *details;
};

static void add_reason(struct reasons *l, const char *note)
{
    char *end;
    double cells = strtod(note, &end);
    const char *reason = strstr(end, ": ");
    reason = reason ? reason + 2 : note;
    const char *detail = strstr(reason, ": ");
    size_t n = detail ? (size_t)(detail - reason) : strlen(reason);
    size_t known = l->text.n, i = ct_dict_add(&l->text, reason, n);
    if (i == known) {
        l->cells = ct_xrealloc(l->cells, i + 1, sizeof *l->cells);
        l->details = ct_xrealloc(l->details, i + 1, sizeof *l->details);
        l->cells[i] = 0;
        l->details[i] = (struct ct_dict){0};
    }
    l->cells[i] += cells;
    if (detail)
        ct_dict_add(&l->details[i], detail + 2, strlen(detail + 2));
}

static void put_details(struct ct_buffer *out, const struct ct_dict *details)
{
    ct_buffer_text(out, "<td class=\"prose\">");
    if (details->n > 1)
        ct_buffer_printf(out,
                         "<details class=\"where\"><summary>%zu names"
                         "</summary>",
                         details->n);
    for (size_t i = 0; i < details->n; i++) {
        ct_buffer_text(out, i ? "; " : "");
        ct_html_text(out, details->code[i]);
    }
    ct_buffer_text(out, details->n > 1 ? "</details></td>" : "</td>");
}

static void ignored(struct ct_buffer *out, const struct ct_remarks *remarks)
{
    struct reasons l = {0};
    for (size_t i = 0; i < remarks->n; i++)
        if (strcmp(remarks->remarks[i].kind, "ignored") == 0)
            add_reason(&l, remarks->remarks[i].text);
    if (l.text.n)
        ct_buffer_printf(out,
                         "%sCells ignored, by reason%s<th scope=\"col\">"
                         "Reason</th><th scope=\"col\" class=\"n\">Cells</th>"
                         "<th scope=\"col\">What</th></tr></thead>\n<tbody>\n",
                         begin_table, begin_rows);
    for (size_t i = 0; i < l.text.n; i++) {
        ct_buffer_text(out, "<tr>");
        ct_html_element(out, "th scope=\"row\"", l.text.code[i]);
        number_cell(out, l.cells[i]);
        put_details(out, &l.details[i]);
        ct_buffer_text(out, "</tr>\n");
        ct_dict_clear(&l.details[i]);
    }
    ct_buffer_text(out, l.text.n ? end_table : "");
    free(l.cells);
    free(l.details);
    ct_dict_clear(&l.text);
}

void ct_report_accounting(struct ct_buffer *out, const struct ct_report *r,
                          const struct ct_remarks *remarks)
{
    static const char *const columns[] = {
        "Rows read", "Cells read", "Taken", "Missing", "Ignored", "Rejected"};
    ct_buffer_printf(out,
                     "<p>Every cell of every file has one fate: taken, "
                     "missing, ignored with a reason, or rejected.</p>\n"
                     "%sRows and cells%s<th scope=\"col\">Panel</th>",
                     begin_table, begin_rows);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        ct_html_element(out, "th scope=\"col\" class=\"n\"", columns[i]);
    ct_buffer_text(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < r->n_results; i++)
        if (!r->results[i].panel->is_result)
            account_row(out, r->results[i].path,
                        r->results[i].panel->provenance.accounting);
    ct_buffer_text(out, end_table);
    ignored(out, remarks);
}
