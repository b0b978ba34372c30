/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report: what stands in it, and that nothing in it can act. */
#include "config.h"

#include "export/report.h"
#include "export/report_notes.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"
#include "tests/unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A title that is code. */
static const char hostile[] = "<script>alert(\"1\")</script> & more";

static const char svg[] =
    "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
    "role=\"img\" aria-labelledby=\"t d\"><title id=\"t\">Rates &amp; "
    "more</title><desc id=\"d\">Lines</desc><use href=\"#g\"/>"
    "<path clip-path=\"url(#c)\"/></svg>\n";

/* n yearly values 1.25, 2.25, ... of one area, with limits half below and
 * above. */
static struct ct_panel *panel(int n)
{
    struct ct_panel *p = ct_panel_create();
    const char *const keys[][2] = {{"area", "FRA"},
                                   {"measure", "offences"},
                                   {"offence", "0101"},
                                   {"unit", "RATE_100K"},
                                   {"freq", "A"}};
    uint32_t codes[6];
    for (int i = 0; i < 5; i++) {
        size_t k = ct_panel_key(p, keys[i][0], false);
        codes[i] =
            ct_dict_add(&p->keys[k].codes, keys[i][1], strlen(keys[i][1]));
    }
    ct_panel_series(p, codes);
    for (int i = 0; i < n; i++) {
        struct ct_obs o = ct_obs_empty;
        o.time = ct_period_make('A', 1950 + i, 1).day;
        o.x[CT_VALUE] = 1.25 + i;
        o.x[CT_LOWER] = 0.75 + i;
        o.x[CT_UPPER] = 1.75 + i;
        ct_panel_obs(p, &o);
    }
    ct_panel_set(&p->title, hostile);
    ct_panel_note(p, 0, INT32_MIN, "warning", "%s", hostile);
    ct_panel_note(p, -1, INT32_MIN, "interval",
                  "Interval: random; it does not "
                  "cover under-recording");
    ct_panel_input(p, &(struct ct_input){.name = "a.csv",
                                         .title = (char *)hostile,
                                         .url = "https://example.org/?a&b",
                                         .sha256 = "0123456789abcdef"});
    ct_panel_sort(p);
    return p;
}

static struct ct_table *with_notes(void)
{
    struct ct_table *t = ct_table_create("trend");
    size_t area = ct_table_column(t, "area", true);
    size_t apc = ct_table_column(t, "apc", false);
    size_t lower = ct_table_column(t, "apc_lower", false);
    size_t note = ct_table_column(t, "note", true);
    ct_table_column(t, "theta", false);
    for (int i = 0; i < 3; i++) {
        ct_table_row(t);
        ct_table_text(t, area, i ? (i == 1 ? "DEU" : "ITA") : "FRA");
        ct_table_number(t, apc, i + 0.5);
        ct_table_number(t, lower, i);
        ct_table_text(t, note,
                      i == 0   ? ""
                      : i == 1 ? "few events (3)"
                               : "few events (4)");
    }
    return t;
}

/* The page of a study with one figure and one table of the panel. */
static char *page(const struct ct_panel *p, const char *figure,
                  const char *bytes, const char *table)
{
    const struct ct_report_figure f = {figure,       bytes,   strlen(bytes),
                                       "plot trend", "A & B", "Rates \"here\""};
    const struct ct_report_table t = {"out.csv", p, table, "export", ""};
    const struct ct_report_result results[] = {
        {"out.h5", p, "First.\n\nLast.", "rates <b>", "a < b"},
        {"in.h5", p, "", NULL, NULL}};
    const char *const steps[] = {"plot trend 'a<b'"};
    const struct ct_report r = {.title = hostile,
                                .version = "1.2",
                                .n_figures = 1,
                                .n_tables = 1,
                                .n_results = 2,
                                .figures = &f,
                                .tables = &t,
                                .results = results,
                                .n_steps = 1,
                                .steps = steps};
    struct ct_buffer out = {0};
    ct_report_write(&r, &out);
    return ct_buffer_take(&out);
}

static void has(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "no `%s` in\n%.3000s", part,
                  text);
}

static void has_not(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) == NULL, "`%s` in\n%.3000s", part, text);
}

static size_t times(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        n++;
    return n;
}

START_TEST(a_page_has_all_its_parts_and_loads_nothing)
{
    struct ct_panel *p = panel(3);
    p->is_result = true;
    ct_panel_set(&p->method, "rate");
    char *text = page(p, "trend.svg", svg, NULL);
    ck_assert_int_eq(strncmp(text, "<!doctype html>\n<html lang=\"en\">", 32),
                     0);
    ck_assert_uint_eq(times(text, "<h1"), 1);
    const char *const parts[] = {"figures", "tables",  "comparability",
                                 "methods", "sources", "accounting",
                                 "steps"};
    for (int i = 0; i < 7; i++) {
        char id[64], link[64];
        snprintf(id, sizeof id, "<h2 id=\"%s\">", parts[i]);
        snprintf(link, sizeof link, "<a href=\"#%s\">", parts[i]);
        has(text, id);
        has(text, link);
    }
    has(text, "0123456789abcdef");
    has(text, "<p>First.</p>\n<p>Last.</p>");
    has(text, "<h3>rate: rates &lt;b&gt;</h3>");
    has(text, "plot trend &#39;a&lt;b&#39;");
    has(text, "it does not cover under-recording");
    has(text, "href=\"https://example.org/?a&amp;b\"");
    has(text, "<code>a &lt; b</code>");
    has(text, "<h3 class=\"group\">A &amp; B</h3>");
    has(text, "<section id=\"table-1\">");
    has(text, "<a href=\"#table-1\">");
    ck_assert_uint_eq(times(text, "<script"), 1);
    has(text, "<script>\nfor (");
    has_not(text, "alert(\"");
    has_not(text, "src=");
    has_not(text, "@import");
    has(text, "</html>\n");
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(ids_of_figures_are_their_own)
{
    struct ct_panel *p = panel(3);
    char *text = page(p, "trend.svg", svg, NULL);
    has(text, "aria-labelledby=\"f1-t f1-d\"");
    has(text, "<title id=\"f1-t\">Rates &amp; more</title>");
    has(text, "href=\"#f1-g\"");
    has(text, "url(#f1-c)");
    has(text, "<a href=\"#figure-1\">1. Rates &amp; more</a>");
    has_not(text, "<?xml");
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_figure_outside_a_group_is_under_no_groups_heading)
{
    static const struct ct_report_figure f[] = {
        {.path = "1.svg", .bytes = svg, .size = sizeof svg - 1, .group = ""},
        {.path = "2.svg", .bytes = svg, .size = sizeof svg - 1, .group = "A"},
        {.path = "3.svg", .bytes = svg, .size = sizeof svg - 1, .group = "A"},
        {.path = "4.svg", .bytes = svg, .size = sizeof svg - 1, .group = NULL}};
    const struct ct_report r = {
        .title = "T", .version = "1", .n_figures = 4, .figures = f};
    struct ct_buffer out = {0};
    ct_report_write(&r, &out);
    char *text = ct_buffer_take(&out);
    ck_assert_uint_eq(times(text, "<h3 class=\"group\">"), 2);
    char *group = strstr(text, "<h3 class=\"group\">A</h3>");
    char *others = strstr(text, "<h3 class=\"group\">Other figures</h3>");
    ck_assert_ptr_nonnull(group);
    ck_assert_ptr_nonnull(others);
    ck_assert(strstr(text, "id=\"figure-1\"") < group);
    ck_assert(strstr(text, "id=\"figure-2\"") > group);
    ck_assert(strstr(text, "id=\"figure-3\"") < others);
    ck_assert(strstr(text, "id=\"figure-4\"") > others);
    free(text);
}
END_TEST

START_TEST(notes_that_differ_in_numbers_are_one)
{
    static const char *const said[] = {"n = 18, correlation 0.5: too small",
                                       "",
                                       "no values (3)",
                                       "no values",
                                       "n = 18, correlation 0.61: too small",
                                       "no value"};
    struct ct_table *t = ct_table_create("trend");
    ct_table_column(t, "note", true);
    for (int i = 0; i < 6; i++) {
        ct_table_row(t);
        ct_table_text(t, 0, said[i]);
    }
    struct ct_report_notes notes;
    ct_report_notes_read(&notes, t);
    ck_assert_uint_eq(notes.kinds.n, 3);
    ck_assert_str_eq(notes.text[0], "n = 18, correlation \u2026 too small");
    ck_assert_str_eq(notes.text[1], "no values");
    ck_assert_str_eq(notes.text[2], "no value");
    ck_assert_uint_eq(notes.rows[0], 2);
    ck_assert_uint_eq(notes.rows[1], 2);
    ck_assert_uint_eq(notes.rows[2], 1);
    ct_report_notes_clear(&notes);
    ct_table_destroy(t);
}
END_TEST

START_TEST(remarks_name_areas_and_say_a_thing_once)
{
    struct ct_panel *p = panel(3);
    ct_panel_note(p, -1, INT32_MIN, "definition",
                  "area=ZZZ measure=offences unit=RATE: as in law: old");
    for (int i = 0; i < 3; i++)
        ct_panel_note(p, 0, ct_period_make('A', 1950 + i, 1).day, "coverage",
                      "%d of 9 areas", i + 4);
    char *text = page(p, "trend.svg", svg, NULL);
    has(text, "<h3>Definitions and recording</h3>");
    has(text, "definition</span> as in law: old <span class=\"where\">ZZZ");
    has(text, "coverage</span> \u2026 of 9 areas<details");
    has(text, "<summary>3 remarks</summary>");
    has(text, " 1951: 5 of 9 areas</li>");
    has_not(text, "area=ZZZ");
    has_not(text, "<h3>Uncertainty</h3>\n<h3>");
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(what_was_ignored_is_a_table_by_reason)
{
    struct ct_panel *p = panel(3);
    ct_panel_set(&p->provenance.accounting,
                 "rows: 12345 read; cells: 90 read, 3 taken, 0 missing, 87 "
                 "ignored, 0 rejected");
    ct_panel_note(p, -1, INT32_MIN, "ignored", "62 cells ignored: group: <A>");
    ct_panel_note(p, -1, INT32_MIN, "ignored", "20 cells ignored: group: B");
    ct_panel_note(p, -1, INT32_MIN, "ignored", "5 cells ignored: no place");
    char *text = page(p, "trend.svg", svg, NULL);
    has(text, "<td data-value=\"12345\">12,345</td>");
    has(text, "<th scope=\"row\">group</th><td data-value=\"82\">82</td>");
    has(text, "<summary>2 names</summary>&lt;A&gt;; B</details>");
    has(text, "<th scope=\"row\">no place</th><td data-value=\"5\">");
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(rows_without_a_result_are_counted_not_shown)
{
    struct ct_panel *p = panel(3);
    struct ct_table *t = with_notes();
    ct_table_row(t);
    ct_table_text(t, 0, "XYZ");
    ct_table_text(t, 3, "fewer than 3 values");
    ct_table_row(t);
    ct_table_text(t, 0, "XYW");
    ct_table_number(t, 1, 2);
    ct_panel_add_table(p, t);
    char *text = page(p, "trend.svg", svg, "trend");
    has(text, "<caption><strong>Table 1. Trend</strong>");
    has(text, "<th scope=\"row\">XYW");
    has_not(text, "<th scope=\"row\">XYZ");
    has(text, "fewer than 3 values <span class=\"where\">XYZ");
    has(text, " 1 row without a result</p>");
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(pictures_are_in_the_page_documents_are_named)
{
    struct ct_panel *p = panel(3);
    char *text = page(p, "a\"b.png", "PNG!", NULL);
    has(text, "alt=\"Rates &quot;here&quot;; drawn by: plot trend\"");
    has(text, "<a href=\"#figure-1\">1. Rates &quot;here&quot;</a>");
    has(text, "src=\"data:image/png;base64,UE5HIQ==\"");
    free(text);
    text = page(p, "a.pdf", "%PDF", NULL);
    has(text, "a.pdf");
    has_not(text, "%PDF");
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_short_panel_is_shown_whole)
{
    struct ct_panel *p = panel(40);
    char *text = page(p, "trend.svg", svg, NULL);
    has(text, "<td data-value=\"40.25\">");
    has_not(text, "<details");
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(of_a_long_panel_the_first_and_last_values)
{
    struct ct_panel *p = panel(60);
    p->column[CT_VALUE][0] = p->column[CT_VALUE][59] = NAN;
    char *text = page(p, "trend.svg", svg, NULL);
    char *details = strstr(text, "<details>");
    ck_assert_ptr_nonnull(details);
    has(details, "<summary>60 observations, also in out.csv</summary>");
    char *end = strstr(details, "</details>");
    *end = '\0';
    ck_assert_uint_eq(times(details, "<tr>"), 61);
    *details = '\0';
    has(text, "<td>1951</td><td data-value=\"2.25\">");
    has(text, "<td>2008</td><td data-value=\"59.25\">");
    has(text, "<td data-value=\"58.75\">");
    has(text, "<td data-value=\"59.75\">");
    *details = '<';
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(the_annex_counts_the_notes_and_statuses)
{
    struct ct_panel *p = panel(3);
    p->status[1] = CT_STATUS_ESTIMATED;
    ct_panel_add_table(p, with_notes());
    char *text = page(p, "trend.svg", svg, "panel");
    has(text, "1 of 3 observations: estimated.");
    has(text, "No method was run");
    free(text);
    p->is_result = true;
    text = page(p, "trend.svg", svg, "panel");
    has(text, "<dt>Note</dt><dd>few events (2 of 3 rows)</dd>");
    has_not(text, "observations: estimated");
    has_not(text, "No method was run");
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(notes_of_rows_stand_below_the_table_once)
{
    struct ct_panel *p = panel(3);
    ct_panel_add_table(p, with_notes());
    char *text = page(p, "trend.svg", svg, "trend");
    has(text, "few events (3) <span class=\"where\">DEU</span>");
    has(text, "few events (4) <span class=\"where\">ITA</span>");
    has_not(text, "<td>few events");
    has_not(text, "Theta");
    has(text, "<th scope=\"col\" class=\"n\">Annual change, %</th>"
              "<th scope=\"col\" class=\"n\">Lower limit</th></tr>");
    free(text);
    ct_panel_destroy(p);
}
END_TEST

Suite *report_suite(void);
Suite *report_suite(void)
{
    Suite *s = suite_create("report");
    TCase *t = tcase_create("report");
    tcase_add_test(t, a_page_has_all_its_parts_and_loads_nothing);
    tcase_add_test(t, ids_of_figures_are_their_own);
    tcase_add_test(t, a_figure_outside_a_group_is_under_no_groups_heading);
    tcase_add_test(t, notes_that_differ_in_numbers_are_one);
    tcase_add_test(t, remarks_name_areas_and_say_a_thing_once);
    tcase_add_test(t, what_was_ignored_is_a_table_by_reason);
    tcase_add_test(t, rows_without_a_result_are_counted_not_shown);
    tcase_add_test(t, pictures_are_in_the_page_documents_are_named);
    tcase_add_test(t, a_short_panel_is_shown_whole);
    tcase_add_test(t, of_a_long_panel_the_first_and_last_values);
    tcase_add_test(t, the_annex_counts_the_notes_and_statuses);
    tcase_add_test(t, notes_of_rows_stand_below_the_table_once);
    suite_add_tcase(s, t);
    return s;
}
