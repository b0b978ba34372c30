/* SPDX-License-Identifier: GPL-3.0-or-later
 * The methods flows and mirror, and proportions. */
#include "config.h"

#include "analyze/proportion.h"
#include "lib/buffer.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

#define HEADER "area,counterpart,measure,time,value\n"
#define BOUNDED "area,counterpart,measure,time,value,lower,upper,status\n"

/* Runs flows on rows below the header; at least one option. */
#define FLOWS(rows, ...)                                                       \
    tidy_result("flows", HEADER rows, NULL, __VA_ARGS__, NULL)
#define BOUNDED_FLOWS(rows, ...)                                               \
    tidy_result("flows", BOUNDED rows, NULL, __VA_ARGS__, NULL)

static double network(const struct ct_panel *r, const char *column)
{
    return tidy_number(r, "network", "area", "_T", column);
}

static double node(const struct ct_panel *r, const char *area,
                   const char *column)
{
    return tidy_number(r, "nodes", "area", area, column);
}

START_TEST(sums_and_shares)
{
    struct ct_panel *r = FLOWS("FRA,DEU,victims,2020,6\n"
                               "FRA,FRA,victims,2020,10\n"
                               "FRA,ROU,victims,2020,14\n"
                               "DEU,ROU,victims,2020,0\n",
                               "--min-cell=0");
    ck_assert_double_eq(network(r, "total"), 30);
    ck_assert_double_eq(network(r, "domestic"), 10);
    ck_assert_double_eq(network(r, "cross_border"), 20);
    assert_near(network(r, "domestic_share"), 1.0 / 3, 1e-15);
    ck_assert_double_eq(network(r, "nodes"), 3);
    ck_assert_double_eq(network(r, "corridors"), 2); /* 0 is no edge */
    assert_near(network(r, "density"), 2.0 / 6, 1e-15);
    assert_near(node(r, "FRA", "foreign_share"), 2.0 / 3, 1e-15);
    ck_assert(isnan(node(r, "DEU", "foreign_share")));
    const struct ct_table *c = ct_panel_table(r, "corridors");
    ck_assert_uint_eq(c->n_rows, 2);
    ck_assert_double_eq(
        tidy_number(r, "corridors", "counterpart", "ROU", "rank"), 1);
    assert_near(tidy_number(r, "corridors", "counterpart", "DEU", "share"), 0.3,
                1e-15);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(an_unknown_origin_is_a_node_in_no_share)
{
    struct ct_panel *r = FLOWS("FRA,FRA,victims,2020,10\n"
                               "FRA,M49:002,victims,2020,20\n"
                               "FRA,ROU,victims,2020,10\n"
                               "FRA,_T,victims,2020,100\n"
                               "FRA,_U,victims,2020,60\n"
                               "FRA,_Z,victims,2020,7\n",
                               "--min-cell=0");
    ck_assert_double_eq(network(r, "total"), 100);
    ck_assert_double_eq(network(r, "unknown"), 60);
    assert_near(network(r, "unknown_share"), 0.6, 1e-15);
    assert_near(network(r, "domestic_share"), 0.25, 1e-15);
    ck_assert_double_eq(network(r, "nodes"), 2);
    ck_assert_double_eq(node(r, "_U", "out_strength"), 60);
    ck_assert(isnan(node(r, "_U", "pagerank")));
    ck_assert(isnan(node(r, "M49:002", "out_degree")));
    ck_assert_double_eq(node(r, "FRA", "in_strength"), 30);
    ck_assert_double_eq(node(r, "FRA", "in_degree"), 1);
    ck_assert_double_eq(node(r, "FRA", "unknown"), 60);
    ck_assert(isnan(tidy_number(r, "corridors", "counterpart", "_U", "rank")));
    const char *note = tidy_text(r, "network", "area", "_T", "note");
    ck_assert_ptr_nonnull(strstr(note, "unknown origins are in no share"));
    ck_assert_ptr_nonnull(strstr(note, "totals over the origins are no flows"));
    ck_assert_ptr_nonnull(strstr(note, "without an origin (_Z)"));
    ck_assert_ptr_nonnull(strstr(note, "victims come in groups"));
    ct_panel_destroy(r);
}
END_TEST

/* Whether any number of any table is x. */
static bool says(const struct ct_panel *r, double x)
{
    for (size_t t = 0; t < r->n_tables; t++)
        for (size_t c = 0; c < r->tables[t]->n_columns; c++)
            for (size_t i = 0;
                 i < r->tables[t]->n_rows && !r->tables[t]->columns[c].is_text;
                 i++)
                if (fabs(r->tables[t]->columns[c].number[i] - x) < 1e-9)
                    return true;
    return false;
}

START_TEST(small_flows_are_in_no_sum)
{
    static const char *const rows = HEADER "DEU,POL,victims,2020,3\n"
                                           "DEU,ROU,victims,2020,200\n"
                                           "FRA,ROU,victims,2020,4\n"
                                           "FRA,FRA,victims,2020,1000\n";
    struct ct_panel *r = tidy_result("flows", rows, NULL, NULL);
    ck_assert_double_eq(network(r, "masked"), 2);
    ck_assert_double_eq(network(r, "total"), 1200);
    ck_assert_double_eq(network(r, "total_lower"), 1200);
    ck_assert_double_eq(network(r, "total_upper"), 1208);
    ck_assert_str_eq(tidy_text(r, "corridors", "counterpart", "POL", "mark"),
                     "masked");
    ck_assert(
        isnan(tidy_number(r, "corridors", "counterpart", "POL", "value")));
    ck_assert_double_eq(
        tidy_number(r, "corridors", "counterpart", "POL", "upper"), 4);
    ck_assert_double_eq(node(r, "DEU", "in_upper"), 204);
    const double secret[] = {203, 1004, 1207, 207, 1203, 1204};
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        ck_assert_msg(!says(r, secret[i]), "%g is told", secret[i]);
    ct_panel_destroy(r);
    r = tidy_result("flows", rows, NULL, "--min-cell=0", NULL);
    ck_assert_double_eq(network(r, "masked"), 0);
    ck_assert_double_eq(network(r, "total"), 1207);
    ct_panel_destroy(r);
}
END_TEST

/* A panel of random flows over three years; those below 5 differ by `turn`. */
static char *random_flows(unsigned seed, unsigned turn)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, HEADER);
    for (int i = 10; i < 18; i++)
        for (int k = 10; k < 18; k++)
            for (int year = 2018; year < 2021; year++) {
                seed = seed * 1103515245 + 12345;
                unsigned x = seed >> 16 & 15, small = 1 + (x + turn) % 4;
                ct_buffer_printf(&b, "USA:a%d,%s%d,victims,%d,%u\n", i,
                                 k == 17 ? "M49:0" : "USA:a", k, year,
                                 x > 0 && x < 5 ? small : x * x);
            }
    return ct_buffer_take(&b);
}

static void assert_same_tables(const struct ct_panel *a,
                               const struct ct_panel *b)
{
    ck_assert_uint_eq(a->n_tables, b->n_tables);
    for (size_t t = 0; t < a->n_tables; t++) {
        const struct ct_table *x = a->tables[t], *y = b->tables[t];
        ck_assert_uint_eq(x->n_rows, y->n_rows);
        for (size_t c = 0; c < x->n_columns; c++)
            for (size_t i = 0; i < x->n_rows; i++)
                if (x->columns[c].is_text)
                    ck_assert_str_eq(x->columns[c].text[i],
                                     y->columns[c].text[i]);
                else
                    assert_near(x->columns[c].number[i],
                                y->columns[c].number[i], 0);
    }
}

/* Nothing in the result depends on a number that is masked: none can be worked
 * out from it. */
START_TEST(what_is_masked_changes_nothing)
{
    for (unsigned seed = 1; seed < 9; seed++) {
        struct ct_panel *r[2];
        for (unsigned turn = 0; turn < 2; turn++) {
            char *text = random_flows(seed, turn);
            r[turn] = tidy_result("flows", text, NULL, NULL);
            free(text);
        }
        ck_assert_double_gt(network(r[0], "masked"), 5);
        assert_same_tables(r[0], r[1]);
        ct_panel_destroy(r[0]);
        ct_panel_destroy(r[1]);
    }
}
END_TEST

START_TEST(suppressed_flows_are_intervals)
{
    struct ct_panel *r = BOUNDED_FLOWS("FRA,DEU,victims,2020,,0,4,Q\n"
                                       "FRA,FRA,victims,2020,10,,,\n"
                                       "FRA,ITA,victims,2020,,,,Q\n"
                                       "FRA,ESP,victims,2020,,,,O\n"
                                       "FRA,ROU,victims,2020,30,,,\n",
                                       "--min-cell=0");
    ck_assert_double_eq(network(r, "suppressed"), 2);
    ck_assert_double_eq(network(r, "total"), 40);
    ck_assert_double_eq(network(r, "total_upper"), INFINITY);
    ck_assert_double_eq(network(r, "domestic_share"), 0.25);
    ck_assert_double_eq(network(r, "domestic_share_upper"), 0.25);
    ck_assert_double_eq(network(r, "domestic_share_lower"), 0);
    ck_assert_double_eq(node(r, "FRA", "foreign_share_upper"), 1);
    ck_assert_double_eq(node(r, "FRA", "withheld"), 2);
    ck_assert_double_eq(node(r, "FRA", "in_lower"), 30);
    ck_assert_double_eq(network(r, "nodes"), 4); /* not Spain */
    ct_panel_destroy(r);
    r = BOUNDED_FLOWS("FRA,DEU,victims,2020,,0,4,Q\n"
                      "FRA,FRA,victims,2020,10,,,\n",
                      "--min-cell=0", "--suppressed=midpoint");
    ck_assert_double_eq(network(r, "total"), 12);
    ct_panel_destroy(r);
}
END_TEST

/* The limits hold every share that the suppressed flows allow. */
START_TEST(limits_hold_what_may_be)
{
    double lower, upper;
    struct ct_panel *r = BOUNDED_FLOWS("FRA,DEU,victims,2020,,1,4,Q\n"
                                       "FRA,FRA,victims,2020,10,,,\n"
                                       "FRA,ROU,victims,2020,30,,,\n",
                                       "--min-cell=0");
    for (int x = 1; x <= 4; x++) {
        ct_wilson(30 + x, 40 + x, 95, &lower, &upper);
        ck_assert_double_le(node(r, "FRA", "foreign_share_lower"), lower);
        ck_assert_double_ge(node(r, "FRA", "foreign_share_upper"), upper);
    }
    ct_panel_destroy(r);
}
END_TEST

static double reach(const struct ct_panel *r, const char *word,
                    const char *column)
{
    return tidy_number(r, "reach", "reach", word, column);
}

START_TEST(flows_reach_as_far_as_regions_say)
{
    struct ct_panel *r = FLOWS("DEU,DEU,victims,2020,40\n"
                               "DEU,FRA,victims,2020,30\n"
                               "DEU,NGA,victims,2020,10\n"
                               "DEU,POL,victims,2020,20\n"
                               "DEU,_O,victims,2020,5\n"
                               "DEU,_U,victims,2020,15\n",
                               "--min-cell=0");
    ck_assert_double_eq(reach(r, "domestic", "share"), 0.4);
    ck_assert_double_eq(reach(r, "subregional", "share"), 0.3);
    ck_assert_double_eq(reach(r, "regional", "share"), 0.2);
    ck_assert_double_eq(reach(r, "transregional", "share"), 0.1);
    assert_near(reach(r, "unknown", "share"), 15.0 / 120, 1e-15);
    assert_near(reach(r, "no-region", "share"), 5.0 / 120, 1e-15);
    /* the whole, Europe, Western Europe */
    ck_assert_uint_eq(ct_panel_table(r, "reach")->n_rows, 3 * 6);
    ct_panel_destroy(r);
    r = FLOWS("DEU,FRA,victims,2020,30\n"
              "DEU,POL,victims,2020,70\n",
              "--min-cell=0", "--by=m49-subregion");
    assert_near(reach(r, "regional", "share"), 0.3, 1e-15);
    assert_near(reach(r, "transregional", "share"), 0.7, 1e-15);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(a_trend_of_shares)
{
    struct ct_panel *r = FLOWS("CAN,CAN,suspects,2010,100\n"
                               "CAN,CAN,suspects,2011,100\n"
                               "CAN,CAN,suspects,2014,100\n"
                               "CAN,USA,suspects,2010,10\n"
                               "CAN,USA,suspects,2011,20\n"
                               "CAN,USA,suspects,2014,60\n"
                               "USA,CAN,suspects,2011,7\n",
                               "--min-cell=0");
    /* years are the scores, gaps between them included */
    double x[] = {10, 20, 60}, n[] = {110, 120, 160}, year[] = {0, 1, 4};
    double chi2 = ct_cochran_armitage(x, n, year, 3);
    assert_near(tidy_number(r, "share-trend", "area", "CAN", "statistic"), chi2,
                1e-12);
    ck_assert_double_eq(tidy_number(r, "share-trend", "area", "CAN", "n"), 3);
    ck_assert(isnan(tidy_number(r, "share-trend", "area", "USA", "p")));
    ck_assert(!strstr(tidy_text(r, "network", "area", "_T", "note"),
                      "victims come in groups"));
    ct_panel_destroy(r);
    r = FLOWS("CAN,USA,suspects,2010,10\n", "--min-cell=0");
    ck_assert_uint_eq(ct_panel_table(r, "share-trend")->n_rows, 0);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(shares_have_no_trend_across_a_break)
{
    static const char *const rows = BOUNDED "CAN,CAN,suspects,2010,100,,,\n"
                                            "CAN,CAN,suspects,2011,100,,,B\n"
                                            "CAN,USA,suspects,2010,10,,,\n"
                                            "CAN,USA,suspects,2011,20,,,\n"
                                            "USA,CAN,suspects,2010,8,,,B\n"
                                            "USA,CAN,suspects,2011,7,,,\n"
                                            "USA,USA,suspects,2010,8,,,\n"
                                            "USA,USA,suspects,2011,9,,,\n";
    struct ct_panel *r = tidy_result("flows", rows, NULL, NULL);
    ck_assert(isnan(tidy_number(r, "share-trend", "area", "CAN", "p")));
    ck_assert(!isnan(tidy_number(r, "share-trend", "area", "USA", "p")));
    ck_assert_ptr_nonnull(strstr(tidy_text(r, "network", "area", "_T", "note"),
                                 "across a break: CAN"));
    ct_panel_destroy(r);
    r = tidy_result("flows", rows, NULL, "--across-breaks=ignore", NULL);
    ck_assert(!isnan(tidy_number(r, "share-trend", "area", "CAN", "p")));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(who_reports_is_counted)
{
    struct ct_panel *r = FLOWS("DEU,ROU,victims,2019,40\n"
                               "DEU,ROU,victims,2020,50\n"
                               "ESP,ROU,victims,2019,30\n"
                               "ITA,ITA,victims,2020,9\n",
                               "--min-cell=0");
    ck_assert_double_eq(tidy_number(r, "network", "time", "2019", "earlier"),
                        0);
    ck_assert_double_eq(tidy_number(r, "network", "time", "2020", "reporters"),
                        2);
    ck_assert_double_eq(tidy_number(r, "network", "time", "2020", "earlier"),
                        2);
    ck_assert_double_eq(tidy_number(r, "network", "time", "2020", "still"), 1);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(citizenships_stand_for_counterparts)
{
    static const char *const rows[] = {
        "area,citizenship,measure,time,value\n"
        "FRA,FRA,victims,2020,10\n"
        "FRA,ROU,victims,2020,30\n"
        "FRA,_T,victims,2020,45\n",
        "area,counterpart,reporter,citizenship,measure,time,value\n"
        "FRA,ROU,origin,_T,victims,2020,99\n"
        "FRA,_T,_T,FRA,victims,2020,10\n"
        "FRA,_T,_T,ROU,victims,2020,30\n"};
    for (size_t i = 0; i < 2; i++) {
        struct ct_panel *r = tidy_result("flows", rows[i], NULL, NULL);
        ck_assert_double_eq(network(r, "total"), 40);
        ck_assert_double_eq(
            tidy_number(r, "corridors", "counterpart", "ROU", "value"), 30);
        ck_assert_ptr_nonnull(strstr(
            tidy_text(r, "network", "area", "_T", "note"), "the citizenship"));
        ct_panel_destroy(r);
    }
}
END_TEST

START_TEST(what_does_not_add_up_is_refused)
{
    tidy_refused(
        "flows",
        "area,counterpart,measure,drug,unit,time,value\n"
        "FRA,ESP,seizures,COCAINE,KG,2020,10\n"
        "FRA,ESP,seizures,_T,KG,2020,30\n",
        "area=FRA counterpart=ESP measure=seizures unit=KG: quantities of "
        "different drugs do not add up; choose with --where drug=CODE",
        NULL);
    tidy_refused("flows",
                 "area,counterpart,measure,unit,time,value\n"
                 "FRA,ESP,victims,RATE_100K,2020,10\n",
                 "area=FRA counterpart=ESP measure=victims unit=RATE_100K: "
                 "flows are counts or quantities, RATE_100K does not add up",
                 NULL);
    tidy_refused(
        "flows",
        "area,counterpart,measure,@source,time,value\n"
        "FRA,DEU,victims,police,2020,10\n"
        "FRA,ESP,victims,health,2020,10\n",
        "source differs: area=FRA counterpart=DEU measure=victims unit=NUMBER "
        "has 'police', area=FRA counterpart=ESP measure=victims unit=NUMBER "
        "has 'health'; --allow=source puts them together",
        NULL);
    for (int i = 0; i < 2; i++)
        tidy_refused(i ? "mirror" : "flows",
                     "area,counterpart,measure,time,value\n"
                     "FRA,_T,victims,2020,10\n",
                     "no flows: no series says where from, in the dimension "
                     "'counterpart' or 'citizenship'",
                     NULL);
}
END_TEST

START_TEST(drugs_and_units_have_networks_of_their_own)
{
    struct ct_panel *r =
        tidy_result("flows",
                    "area,counterpart,measure,drug,unit,time,value\n"
                    "FRA,ESP,seizures,CANNABIS,KG,2020,2\n"
                    "FRA,ESP,seizures,COCAINE,KG,2020,10\n"
                    "FRA,ESP,seizures,COCAINE,NUMBER,2020,30\n",
                    NULL, NULL);
    const struct ct_table *t = ct_panel_table(r, "network");
    ck_assert_uint_eq(t->n_rows, 3);
    /* kilograms tell of nobody: not masked */
    ck_assert_double_eq(tidy_number(r, "network", "drug", "CANNABIS", "total"),
                        2);
    ck_assert(!says(r, 12) && !says(r, 40) && !says(r, 42));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(periods_without_flows)
{
    struct ct_panel *r = FLOWS("FRA,FRA,victims,2020,10\n", "--min-cell=0");
    ck_assert_double_eq(network(r, "nodes"), 1);
    ck_assert(isnan(network(r, "density")));
    ck_assert(isnan(network(r, "hhi_corridors")));
    ck_assert_double_eq(node(r, "FRA", "foreign_share"), 0);
    ck_assert_double_eq(node(r, "FRA", "pagerank"), 1);
    ct_panel_destroy(r);
}
END_TEST

#define MIRRORED "area,counterpart,reporter,measure,time,value\n"

static struct ct_panel *run_mirror(const char *text)
{
    struct ct_panel *r = tidy_result("mirror", text, NULL, NULL);
    return r;
}

static double mirror(const struct ct_panel *r, const char *when,
                     const char *column)
{
    return tidy_number(r, "mirror", "time", when, column);
}

START_TEST(two_reports_of_the_same)
{
    struct ct_panel *r = run_mirror(MIRRORED "FRA,DEU,_T,victims,2020,6\n"
                                             "FRA,DEU,origin,victims,2020,2\n"
                                             "FRA,FRA,_T,victims,2020,50\n"
                                             "FRA,ITA,_T,victims,2020,9\n"
                                             "FRA,NGA,_T,victims,2020,8\n"
                                             "FRA,ROU,_T,victims,2020,10\n"
                                             "FRA,ROU,origin,victims,2020,0\n"
                                             "ESP,ITA,origin,victims,2020,3\n");
    ck_assert_double_eq(mirror(r, "2020", "corridors"), 2);
    ck_assert_double_eq(mirror(r, "2020", "sum_destination"), 16);
    ck_assert_double_eq(mirror(r, "2020", "sum_origin"), 2);
    assert_near(mirror(r, "2020", "asymmetry"), 14.0 / 9, 1e-15);
    assert_near(mirror(r, "2020", "mean_asymmetry"), 0.75, 1e-15);
    assert_near(mirror(r, "2020", "weighted_asymmetry"), 14.0 / 18, 1e-15);
    ck_assert(isnan(mirror(r, "2020", "correlation"))); /* of two */
    ck_assert_double_eq(mirror(r, "2020", "only_destination"), 3);
    ck_assert_double_eq(mirror(r, "2020", "origin_silent"), 1);
    ck_assert_double_eq(mirror(r, "2020", "only_origin"), 1);
    ck_assert_double_eq(mirror(r, "2020", "destination_silent"), 1);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(suppressed_reports_bound_the_asymmetry)
{
    struct ct_panel *r = run_mirror(
        "area,counterpart,reporter,measure,time,value,lower,upper,status\n"
        "FRA,DEU,destination,victims,2020,6,,,\n"
        "FRA,DEU,origin,victims,2020,6,,,\n"
        "FRA,ROU,destination,victims,2020,,0,4,Q\n"
        "FRA,ROU,origin,victims,2020,8,,,\n"
        "FRA,ITA,destination,victims,2019,6,,,\n");
    ck_assert_double_eq(mirror(r, "2020", "corridors"), 1);
    ck_assert_double_eq(mirror(r, "2020", "withheld"), 1);
    ck_assert_double_eq(mirror(r, "2020", "asymmetry"), 0);
    assert_near(mirror(r, "2020", "asymmetry_all_lower"), -8.0 / 10, 1e-15);
    assert_near(mirror(r, "2020", "asymmetry_all_upper"), -4.0 / 12, 1e-15);
    ck_assert_double_eq(mirror(r, "2020", "only_origin"), 0);
    ck_assert_double_eq(mirror(r, "2019", "corridors"), 0);
    ck_assert(isnan(mirror(r, "2019", "sum_origin")));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(one_side_alone_has_no_mirror)
{
    struct ct_panel *r = run_mirror(MIRRORED "FRA,DEU,_T,victims,2020,6\n"
                                             "FRA,DEU,police,victims,2020,6\n");
    ck_assert(isnan(mirror(r, "2020", "asymmetry")));
    const char *note = tidy_text(r, "mirror", "time", "2020", "note");
    ck_assert_ptr_nonnull(strstr(note, "only one side reports"));
    ck_assert_ptr_nonnull(strstr(note, "left out: 1 series"));
    ct_panel_destroy(r);
    tidy_refused(
        "mirror",
        MIRRORED "FRA,DEU,_T,victims,2020,6\n"
                 "FRA,DEU,destination,victims,2020,6\n",
        "area=FRA counterpart=DEU reporter=destination measure=victims "
        "unit=NUMBER: the flow from DEU to FRA is there twice",
        NULL);
}
END_TEST

START_TEST(wilson_at_its_ends)
{
    double lower, upper;
    ct_wilson(0, 10, 95, &lower, &upper);
    ck_assert_double_eq(lower, 0);
    assert_near(upper, 0.2775327998628892, 1e-12); /* z^2 / (n + z^2) */
    ct_wilson(10, 10, 95, &lower, &upper);
    ck_assert_double_eq(upper, 1);
    assert_near(lower, 1 - 0.2775327998628892, 1e-12);
    ct_wilson(0, 0, 95, &lower, &upper);
    ck_assert(isnan(lower) && isnan(upper));
    double none[] = {0, 0}, all[] = {5, 5}, year[] = {1, 2};
    ck_assert(isnan(ct_cochran_armitage(none, all, year, 2)));
    ck_assert(isnan(ct_cochran_armitage(all, all, year, 2)));
    ck_assert(isnan(ct_cochran_armitage(none, none, year, 2)));
    ck_assert(isnan(ct_cochran_armitage(none, all, year, 0)));
}
END_TEST

Suite *flows_suite(void);
Suite *flows_suite(void)
{
    Suite *s = suite_create("flows");
    TCase *t = tcase_create("flows");
    tcase_add_test(t, sums_and_shares);
    tcase_add_test(t, an_unknown_origin_is_a_node_in_no_share);
    tcase_add_test(t, small_flows_are_in_no_sum);
    tcase_add_test(t, what_is_masked_changes_nothing);
    tcase_add_test(t, suppressed_flows_are_intervals);
    tcase_add_test(t, limits_hold_what_may_be);
    tcase_add_test(t, flows_reach_as_far_as_regions_say);
    tcase_add_test(t, a_trend_of_shares);
    tcase_add_test(t, shares_have_no_trend_across_a_break);
    tcase_add_test(t, who_reports_is_counted);
    tcase_add_test(t, citizenships_stand_for_counterparts);
    tcase_add_test(t, what_does_not_add_up_is_refused);
    tcase_add_test(t, drugs_and_units_have_networks_of_their_own);
    tcase_add_test(t, periods_without_flows);
    tcase_add_test(t, two_reports_of_the_same);
    tcase_add_test(t, suppressed_reports_bound_the_asymmetry);
    tcase_add_test(t, one_side_alone_has_no_mirror);
    tcase_add_test(t, wilson_at_its_ends);
    suite_add_tcase(s, t);
    return s;
}
