/* SPDX-License-Identifier: GPL-3.0-or-later
 * Formats, byte for byte, on a small panel with all that is awkward. */
#include "config.h"

#include "export/export.h"

#include "lib/period.h"
#include "lib/status.h"
#include "tests/unit.h"

#include <string.h>
#include <unistd.h>

/* A label that is code in every format. */
static const char hostile[] =
    "=1+1 <script>alert(1)</script> & \"A's\" \\input{x} {_%#$}|`";

/* The same in Markdown and HTML. */
#define MD_HOSTILE                                                             \
    "=1+1 &lt;script&gt;alert(1)&lt;/script&gt; &amp; \"A's\" \\\\input{x} "   \
    "{\\_%#\\$}\\|\\`"
#define HTML_HOSTILE                                                           \
    "=1+1 &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;A&#39;s&quot; "    \
    "\\input{x} {_%#$}|`"

static uint32_t code(struct ct_panel *p, const char *key, const char *text)
{
    struct ct_dict *d = &p->keys[ct_panel_find_key(p, key)].codes;
    return ct_dict_add(d, text, strlen(text));
}

/* Starts a series; codes in the order of add_keys(). */
static void series(struct ct_panel *p, const char *const *codes)
{
    uint32_t number[8];
    for (size_t k = 0; k < p->n_keys; k++)
        number[k] = code(p, p->keys[k].name, codes[k]);
    ct_panel_series(p, number);
}

static void obs(struct ct_panel *p, int year, uint16_t status, double value)
{
    struct ct_obs o = ct_obs_empty;
    o.time = ct_period_make('A', year, 1).day;
    o.status = status;
    o.x[CT_VALUE] = value;
    ct_panel_obs(p, &o);
}

static struct ct_panel *new_panel(void)
{
    struct ct_panel *p = ct_panel_create();
    const char *const dimensions[] = {"area", "measure", "offence",
                                      "sex",  "unit",    "freq"};
    for (int i = 0; i < 6; i++)
        ct_panel_key(p, dimensions[i], false);
    ct_panel_key(p, "counting_unit", true);
    return p;
}

/* Two areas, three years, a missing value, no sexes. */
static struct ct_panel *small(void)
{
    struct ct_panel *p = new_panel();
    series(p, (const char *[]){"USA:1", "offences", "0101", "_T", "NUMBER", "A",
                               "victims"});
    obs(p, 2001, 0, 1234567);
    obs(p, 2000, CT_STATUS_BREAK | CT_STATUS_ESTIMATED, 0.1);
    obs(p, 2002, CT_STATUS_MISSING, NAN);
    series(p, (const char *[]){"FRA", "offences", "0101", "_T", "NUMBER", "A",
                               "cases"});
    obs(p, 2000, 0, 1e300);
    struct ct_dict *areas = &p->keys[ct_panel_find_key(p, "area")].codes;
    ct_dict_label(areas, code(p, "area", "USA:1"), hostile);
    ct_panel_sort(p);
    return p;
}

static struct ct_table *table(void)
{
    struct ct_table *t = ct_table_create("trend");
    size_t area = ct_table_column(t, "area", true);
    size_t from = ct_table_column(t, "from", true);
    size_t apc = ct_table_column(t, "apc", false);
    size_t p = ct_table_column(t, "p", false);
    ct_table_row(t);
    ct_table_text(t, area, "USA:1");
    ct_table_text(t, from, "2000");
    ct_table_number(t, apc, -2.3456789);
    ct_table_number(t, p, 0.00001);
    ct_table_row(t);
    ct_table_text(t, area, "FRA");
    ct_table_number(t, apc, HUGE_VAL);
    return t;
}

/* What export writes, as a string to free; "" and *err when it fails. */
static char *export_text(const struct ct_panel *p, const char *format,
                         const struct ct_export_options *options,
                         struct ct_error *err)
{
    const char *path = TESTS_BUILD "/export.out";
    struct ct_output *out = ct_output_open(path, err);
    ck_assert_ptr_nonnull(out);
    struct ct_buffer b = {0};
    if (ct_export(p, ct_format_find(format, err), options, out, err) != 0) {
        ct_output_abort(out);
        return ct_buffer_take(&b);
    }
    ck_assert_int_eq(ct_output_commit(out, err), 0);
    ck_assert_int_eq(ct_file_read(path, 1 << 20, &b, err), 0);
    unlink(path);
    return ct_buffer_take(&b);
}

static void check(const struct ct_panel *p, const char *format,
                  const struct ct_export_options *options, const char *want)
{
    struct ct_error err = {0};
    char *got = export_text(p, format, options, &err);
    ck_assert_msg(strcmp(got, want) == 0, "%s: wanted\n%s\ngot %s\n%s", format,
                  want, err.text, got);
    free(got);
}

START_TEST(csv_of_a_panel)
{
    struct ct_panel *p = small();
    check(p, "csv", &ct_export_defaults,
          "area,measure,offence,unit,freq,time,value,status\n"
          "FRA,offences,0101,NUMBER,A,2000,1e+300,\n"
          "USA:1,offences,0101,NUMBER,A,2000,0.1,BE\n"
          "USA:1,offences,0101,NUMBER,A,2001,1234567,\n"
          "USA:1,offences,0101,NUMBER,A,2002,,O\n");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(csv_has_limits_and_further_dimensions_where_they_tell)
{
    struct ct_panel *p = new_panel();
    ct_panel_key(p, "mechanism", false);
    series(p, (const char *[]){"FRA", "victims", "0101", "_T", "NUMBER", "A",
                               "", "_T"});
    series(p, (const char *[]){"FRA", "victims", "0101", "F", "RATE_100K", "Q",
                               "", "_T"});
    struct ct_obs o = ct_obs_empty;
    o.time = ct_period_make('Q', 2000, 2).day;
    o.x[CT_VALUE] = 2;
    o.x[CT_UPPER] = 3.5;
    ct_panel_obs(p, &o);
    ct_panel_sort(p);
    check(p, "csv", &ct_export_defaults,
          "area,measure,offence,sex,unit,freq,time,value,lower,upper,status\n"
          "FRA,victims,0101,F,RATE_100K,Q,2000-Q2,2,,3.5,\n");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(csv_labels)
{
    struct ct_panel *p = small();
    ct_panel_add_table(p, table());
    struct ct_export_options o = {
        .decimals = -1, .table = "trend", .labels = CT_LABELS_BOTH};
    check(p, "csv", &o,
          "area,area_label,from,apc,p\n"
          "USA:1,\"=1+1 <script>alert(1)</script> & \"\"A's\"\" \\input{x} "
          "{_%#$}|`\",2000,-2.3456789,1e-05\n"
          "FRA,,,inf,\n");
    o.labels = CT_LABELS_NAME;
    check(p, "csv", &o,
          "area,from,apc,p\n"
          "\"=1+1 <script>alert(1)</script> & \"\"A's\"\" \\input{x} "
          "{_%#$}|`\",2000,-2.3456789,1e-05\n"
          "FRA,,inf,\n");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_result_of_tables_exports_its_first)
{
    struct ct_panel *p = ct_panel_create();
    ct_panel_add_table(p, table());
    check(p, "csv", &ct_export_defaults,
          "area,from,apc,p\nUSA:1,2000,-2.3456789,1e-05\nFRA,,inf,\n");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(md)
{
    struct ct_panel *p = small();
    ct_panel_note(p, 1, INT32_MIN, "warning", "few <events>");
    ct_panel_add_table(p, table());
    struct ct_export_options o = {.decimals = -1, .labels = CT_LABELS_NAME};
    check(p, "md", &o,
          "## Observations\n"
          "\n"
          "Measure: offences; Offence: 0101; Unit: NUMBER; Frequency: A\n"
          "\n"
          "| Area | Period | Value | Status |\n"
          "| :--- | :--- | ---: | :--- |\n"
          "| FRA | 2000 | 1e+300 |  |\n"
          "| " MD_HOSTILE " | 2000 | 0.10 | BE |\n"
          "| " MD_HOSTILE " | 2001 | 1,234,567 |  |\n"
          "| " MD_HOSTILE " | 2002 |  | O |\n"
          "\n"
          "Status: B break; E estimated; O missing.\n"
          "\n"
          "## Trend\n"
          "\n"
          "| Area | From | Annual change, % | p |\n"
          "| :--- | :--- | ---: | ---: |\n"
          "| " MD_HOSTILE " | 2000 | -2.35 | &lt;0.001 |\n"
          "| FRA |  | inf |  |\n"
          "\n"
          "## Notes\n"
          "\n"
          "- warning: few &lt;events&gt; (" MD_HOSTILE ")\n"
          "- recording: counting unit: cases (FRA)\n"
          "- recording: counting unit: victims (" MD_HOSTILE ")\n"
          "- comparability: counts of cases (FRA) beside victims (USA:1): not "
          "comparable in level\n"
          "\n");
    ct_panel_destroy(p);
}
END_TEST

/* A direction goes by the confidence the result was made with. */
START_TEST(rule_of_a_direction)
{
    struct ct_error err = {0};
    for (int k = 0; k < 2; k++) {
        struct ct_panel *p = small();
        struct ct_table *t = ct_table_create("trend");
        ct_table_column(t, "direction", true);
        ct_table_row(t);
        ct_panel_add_table(p, t);
        ct_panel_set(&p->provenance.options,
                     k ? "model=auto confidence=99.8 zero=half" : "");
        struct ct_export_options o = {.decimals = -1, .table = "trend"};
        char *text = export_text(p, "md", &o, &err);
        ck_assert_ptr_nonnull(
            strstr(text, k ? "Direction: increase or decrease where p is below "
                             "0.002, else no clear change\n"
                           : "Direction: increase or decrease where p is below "
                             "0.05, else no clear change\n"));
        free(text);
        ct_panel_destroy(p);
    }
}
END_TEST

START_TEST(html_tables)
{
    struct ct_panel *p = small();
    ct_panel_note(p, 1, INT32_MIN, "warning", "few <events>");
    ct_panel_add_table(p, table());
    struct ct_export_options o = {.decimals = -1, .labels = CT_LABELS_NAME};
    struct ct_error err = {0};
    char *text = export_text(p, "html", &o, &err);
    const char *from = strstr(text, "<main>");
    ck_assert_ptr_nonnull(from);
    static const char want[] =
        "<main>\n"
        "<h1>Observations</h1>\n"
        "<div class=\"scroll\"><table>\n"
        "<caption><strong>Observations</strong> <span>Measure: offences; "
        "Offence: 0101; Unit: NUMBER; Frequency: A</span></caption>\n"
        "<thead><tr><th scope=\"col\">Area</th><th "
        "scope=\"col\">Period</th><th scope=\"col\" class=\"n\">Value</th><th "
        "scope=\"col\">Status</th></tr></thead>\n"
        "<tbody>\n"
        "<tr><th scope=\"row\">FRA</th><td>2000</td><td "
        "data-value=\"1e+300\">1e+300</td><td></td></tr>\n"
        "<tr><th scope=\"row\">" HTML_HOSTILE
        "</th><td>2000</td><td data-value=\"0.1\">0.10</td><td><abbr "
        "title=\"break, estimated\">BE</abbr></td></tr>\n"
        "<tr><th scope=\"row\">" HTML_HOSTILE "</th><td>2001</td><td "
        "data-value=\"1234567\">1,234,567</td><td></td></tr>\n"
        "<tr><th scope=\"row\">" HTML_HOSTILE
        "</th><td>2002</td><td></td><td><abbr "
        "title=\"missing\">O</abbr></td></tr>\n"
        "</tbody>\n"
        "</table></div>\n"
        "<p class=\"key\">Status: B break; E estimated; O missing.</p>\n"
        "<div class=\"scroll\"><table>\n"
        "<caption><strong>Trend</strong></caption>\n"
        "<thead><tr><th scope=\"col\">Area</th><th scope=\"col\">From</th><th "
        "scope=\"col\" class=\"n\">Annual change, %</th><th scope=\"col\" "
        "class=\"n\">p</th></tr></thead>\n"
        "<tbody>\n"
        "<tr><th scope=\"row\">" HTML_HOSTILE
        "</th><td>2000</td><td data-value=\"-2.3456789\">-2.35</td><td "
        "data-value=\"1e-05\">&lt;0.001</td></tr>\n"
        "<tr><th scope=\"row\">FRA</th><td></td><td "
        "data-value=\"inf\">inf</td><td></td></tr>\n"
        "</tbody>\n"
        "</table></div>\n"
        "<h2>Notes</h2>\n"
        "<ul class=\"remarks\">\n"
        "<li><span class=\"kind\">warning</span> few &lt;events&gt; <span "
        "class=\"where\">" HTML_HOSTILE "</span></li>\n"
        "<li><span class=\"kind\">recording</span> counting unit: cases <span "
        "class=\"where\">FRA</span></li>\n"
        "<li><span class=\"kind\">recording</span> counting unit: victims "
        "<span "
        "class=\"where\">" HTML_HOSTILE "</span></li>\n"
        "<li><span class=\"kind\">comparability</span> counts of cases (FRA) "
        "beside victims (USA:1): not comparable in level</li>\n"
        "</ul>\n"
        "</main>\n"
        "</body>\n"
        "</html>\n";
    ck_assert_msg(strcmp(from, want) == 0, "%s", from);
    free(text);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(names_the_tables_there_are)
{
    struct ct_panel *p = small();
    ct_panel_add_table(p, table());
    struct ct_error err = {0};
    struct ct_export_options o = {.decimals = -1, .table = "trends"};
    free(export_text(p, "csv", &o, &err));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_str_eq(err.text, "no table 'trends', there are: panel, trend");
    ck_assert_ptr_null(ct_format_find("cvs", &err));
    ck_assert_str_eq(err.text, "no format 'cvs', did you mean 'csv'?");
    ct_panel_destroy(p);
}
END_TEST

Suite *export_suite(void);
Suite *export_suite(void)
{
    Suite *s = suite_create("export");
    TCase *t = tcase_create("csv");
    tcase_add_test(t, csv_of_a_panel);
    tcase_add_test(t, csv_has_limits_and_further_dimensions_where_they_tell);
    tcase_add_test(t, csv_labels);
    tcase_add_test(t, a_result_of_tables_exports_its_first);
    tcase_add_test(t, md);
    tcase_add_test(t, rule_of_a_direction);
    tcase_add_test(t, html_tables);
    tcase_add_test(t, names_the_tables_there_are);
    suite_add_tcase(s, t);
    return s;
}
