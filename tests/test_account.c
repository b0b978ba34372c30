/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account of a result: which series and residents went into a number. */
#include "config.h"

#include "analyze/account.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

/* An analysis of two texts and its account. */
struct accounted {
    struct ct_panel *panel, *population, *result;
    struct ct_codes *codes;
    struct ct_common_options common;
    void *options;
    struct ct_analysis analysis;
    struct ct_account *account;
};

static void account_of(struct accounted *x, const char *method,
                       const char *text, const char *population,
                       const char *option)
{
    struct ct_error err = {0};
    const char *word[] = {option};
    int n;
    const struct ct_method *m = ct_method_find(method, NULL);
    *x = (struct accounted){.panel = tidy_panel(text),
                            .common = ct_method_common(m),
                            .options = calloc(1, m->size + 1)};
    x->population = population ? tidy_panel(population) : NULL;
    x->codes = ct_codes_read(CT_DATADIR_SOURCE "/codelists", &err);
    memcpy(x->options, m->defaults, m->size);
    struct ct_option_set sets[] = {{NULL, m->options, x->options},
                                   {NULL, ct_common_option_rows, &x->common}};
    ck_assert(!option || ct_options_parse(sets, 2, 1, word, &n, &err) == 0);
    x->analysis = (struct ct_analysis){.method = m,
                                       .panel = x->panel,
                                       .population = x->population,
                                       .codes = x->codes,
                                       .common = &x->common,
                                       .options = x->options};
    x->result = ct_analyze(&x->analysis, &err);
    x->account = ct_account_open(&x->analysis, &err);
    ck_assert_msg(x->result && x->account, "%s", err.text);
}

static void clear(struct accounted *x)
{
    ct_account_close(x->account);
    ct_panel_destroy(x->result);
    ct_panel_destroy(x->panel);
    ct_panel_destroy(x->population);
    ct_codes_destroy(x->codes);
    free(x->options);
}

/* What an observation of the result was made of: "FRA 5/10(2) ITA 7/20(1)",
 * areas with events, residents and how many series of them, then those
 * absent. */
static void expect(struct accounted *x, size_t obs, const char *want)
{
    char got[500] = "";
    struct ct_contributors c;
    struct ct_error err = {0};
    size_t s = 0;
    while (x->result->first[s + 1] <= obs)
        s++;
    struct ct_address a = ct_address_of_series(x->result, s);
    ck_assert_int_eq(
        ct_account_ask(x->account, &a, x->result->time[obs], &c, &err), 0);
    for (size_t i = 0; i < c.n; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s %g/%g(%zu)",
                 i ? " " : "",
                 ct_panel_code_of(x->panel, "area", c.item[i].series),
                 c.item[i].events, c.item[i].population, c.item[i].residents.n);
    for (size_t i = 0; i < c.n_absent; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), " -%s %g",
                 c.absent[i].area, c.absent[i].population);
    ck_assert_str_eq(got, want);
    ct_contributors_clear(&c);
    ct_address_clear(&a);
}

START_TEST(a_rate_is_of_its_series_and_the_residents_added_up)
{
    struct accounted x;
    account_of(&x, "rate",
               "area,time,value\nFRA,2000,5\nFRA,2001,6\nITA,2000,7\n",
               "area,sex,measure,time,value\n"
               "FRA,F,population,2000,4\nFRA,F,population,2001,5\n"
               "FRA,M,population,2000,6\n"
               "ITA,_T,population,2000,20\nITA,F,population,2000,11\n",
               NULL);
    expect(&x, 0, "FRA 5/10(2)");
    expect(&x, 1, "FRA 6/nan(0)");
    expect(&x, 2, "ITA 7/20(1)");
    clear(&x);
}
END_TEST

START_TEST(a_month_has_the_residents_of_its_year)
{
    struct accounted x;
    struct ct_contributors c;
    account_of(&x, "rate", "area,time,value\nFRA,2000-02,5\n",
               "area,measure,time,value\nFRA,population,2000,9\n", NULL);
    expect(&x, 0, "FRA 5/9(1)");
    struct ct_address a = ct_address_of_series(x.result, 0);
    ck_assert_int_eq(ct_account_ask(x.account, &a, x.result->time[0], &c, NULL),
                     0);
    ck_assert_int_eq(c.item[0].residents.period.freq, 'A');
    ct_contributors_clear(&c);
    ct_address_clear(&a);
    clear(&x);
}
END_TEST

/* Western Europe and all: NLD has no number, BEL no series. */
START_TEST(a_region_is_of_its_areas_and_knows_those_absent)
{
    struct accounted x;
    account_of(&x, "aggregate",
               "area,time,value\nFRA,2000,5\nITA,2000,7\nNLD,2001,3\n",
               "area,measure,time,value\nFRA,population,2000,50\n"
               "NLD,population,2000,20\nNLD,population,2001,20\n"
               "BEL,population,2000,10\nITA,population,2000,40\n",
               "--by=m49-subregion");
    size_t seen = 0;
    for (size_t s = 0; s < x.result->n_series; s++) {
        const char *area = ct_panel_code_of(x.result, "area", s);
        if (strcmp(area, "M49:155") == 0)
            expect(&x, x.result->first[s],
                   "FRA 5/50(1) NLD nan/nan(1) -BEL 10");
        else if (strcmp(area, "M49:039") == 0)
            expect(&x, x.result->first[s], "ITA 7/40(1)");
        else if (strcmp(area, "_T") == 0)
            expect(&x, x.result->first[s],
                   "FRA 5/50(1) ITA 7/40(1) NLD nan/nan(1) -BEL 10");
        seen++;
    }
    ck_assert_uint_ge(seen, 3);
    clear(&x);
}
END_TEST

/* The code of a component, which the method makes, says nothing. */
START_TEST(components_are_of_the_series_they_part)
{
    struct accounted x;
    char text[4000] = "area,time,value\n";
    for (int i = 0; i < 48; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "FRA,%d-%02d,%d\n", 2000 + i / 12, i % 12 + 1, 10 + i % 12);
    account_of(&x, "seasonal", text, NULL, NULL);
    ck_assert_uint_eq(x.result->n_series, 3);
    for (size_t s = 0; s < 3; s++)
        expect(&x, x.result->first[s] + 1, "FRA nan/nan(0)");
    clear(&x);
}
END_TEST

/* Women beside men: both rates went in, of this area only. */
START_TEST(what_is_compared_with_went_in_too)
{
    struct accounted x;
    account_of(&x, "ratio",
               "area,sex,time,value\nFRA,F,2000,5\nFRA,M,2000,9\n"
               "ITA,F,2000,7\nITA,M,2000,8\n",
               "area,sex,measure,time,value\n"
               "FRA,F,population,2000,50\nFRA,M,population,2000,60\n"
               "ITA,F,population,2000,70\nITA,M,population,2000,80\n",
               "--reference=sex=M");
    struct ct_address_part part[] = {
        {"area", "FRA"}, {"sex", "F"}, {"measure", "offences"}};
    struct ct_address a = {3, part};
    struct ct_contributors c;
    ck_assert_int_eq(ct_account_ask(x.account, &a, x.panel->time[0], &c, NULL),
                     0);
    ck_assert_uint_eq(c.n, 2);
    ck_assert_double_eq(c.item[0].population, 50);
    ck_assert_double_eq(c.item[1].events, 9);
    ct_contributors_clear(&c);
    clear(&x);
}
END_TEST

START_TEST(another_address_has_no_account)
{
    struct accounted x;
    struct ct_contributors c;
    struct ct_contributor one;
    struct ct_address_part part[] = {{"area", "DEU"}};
    struct ct_address a = {1, part};
    account_of(&x, "index", "area,time,value\nFRA,2000,5\nFRA,2001,6\n", NULL,
               "--base=2000");
    ck_assert_int_eq(ct_account_ask(x.account, &a, INT32_MIN, &c, NULL), 0);
    ck_assert_uint_eq(c.n, 0);
    ct_contributors_clear(&c);
    ck_assert(ct_account_series(x.account, 0, x.panel->time[1], &one));
    ck_assert_double_eq(one.value, 6);
    free(one.residents.series);
    ck_assert(!ct_account_series(x.account, 7, x.panel->time[1], &one));
    clear(&x);
}
END_TEST

Suite *account_suite(void);
Suite *account_suite(void)
{
    Suite *s = suite_create("account");
    TCase *c = tcase_create("account");
    tcase_add_test(c, a_rate_is_of_its_series_and_the_residents_added_up);
    tcase_add_test(c, a_month_has_the_residents_of_its_year);
    tcase_add_test(c, a_region_is_of_its_areas_and_knows_those_absent);
    tcase_add_test(c, components_are_of_the_series_they_part);
    tcase_add_test(c, what_is_compared_with_went_in_too);
    tcase_add_test(c, another_address_has_no_account);
    suite_add_tcase(s, c);
    return s;
}
