/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure funnel and its control limits. */
#include "config.h"

#include "plot/control_limits.h"
#include "tests/drawn.h"
#include "tests/unit.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

/* A limit by GSL's distribution, from 0 upwards. */
static double slow_limit(double expected, double tail)
{
    unsigned r = 0;
    while (gsl_cdf_poisson_P(r, expected) < tail)
        r++;
    return fmax(0, r - (gsl_cdf_poisson_P(r, expected) - tail) /
                           gsl_ran_poisson_pdf(r, expected));
}

START_TEST(limits)
{
    static const double expected[] = {0.01, 0.5, 1,  2.7,  5,
                                      10,   37,  99, 1234, 56789.5};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        double e = expected[i];
        struct ct_control_limits l = ct_control_limits(e);
        ck_assert(fabs(l.lower[1] - slow_limit(e, 0.001)) < 1e-6 * (1 + e));
        ck_assert(fabs(l.lower[0] - slow_limit(e, 0.025)) < 1e-6 * (1 + e));
        ck_assert(fabs(l.upper[0] - slow_limit(e, 0.975)) < 1e-6 * (1 + e));
        ck_assert(fabs(l.upper[1] - slow_limit(e, 0.999)) < 1e-6 * (1 + e));
    }
    ck_assert(ct_control_limits(0).upper[1] == 0);
}
END_TEST

/* Where the sum gives way to the expansion nothing jumps. */
START_TEST(large)
{
    struct ct_control_limits a = ct_control_limits(0.999999e9),
                             b = ct_control_limits(1.000001e9);
    for (size_t i = 0; i < 2; i++) {
        ck_assert(b.lower[i] - a.lower[i] > 1999 &&
                  b.lower[i] - a.lower[i] < 2001);
        ck_assert(b.upper[i] - a.upper[i] > 1999 &&
                  b.upper[i] - a.upper[i] < 2001);
    }
}
END_TEST

#define HEAD "area,unit,time,value,events,population,status\n"

/* The rate of all is 30 in 300,000: 10. */
START_TEST(zones)
{
    check_drawn("funnel",
                HEAD "DEU,RATE_100K,2010,10,10,100000,\n"
                     "FRA,RATE_100K,2010,0,0,100000,E\n"
                     "ITA,RATE_100K,2010,20,20,100000,\n",
                ">Population<|>all: 10<|>95%<|>99.8%<|>France<|>Italy<|"
                "Rings: within the limits (1); dots: beyond those of 95% "
                "(1);|diamonds: beyond those of 99.8% (1). |"
                "n\u00a0=\u00a03 areas.|Black dots in marks: estimated.|"
                "3 areas; the rate of all together is 10. France: 0, below the "
                "limits. ");
    check_drawn("funnel",
                HEAD "DEU,RATE_100K,2010,10,10,100000,\n"
                     "FRA,RATE_100K,2010,10,1000,10000000,\n"
                     "ITA,RATE_100K,2010,,,200000,Q\n"
                     "ESP,RATE_100K,2010,7,,,\n",
                "Population (logarithmic scale)|>1 million<|Rings: within the "
                "limits (2).|No value: Italy, Spain.");
    check_drawn("funnel", HEAD "DEU,RATE_100K,2010,0,0,100000,\n",
                ">Germany<|>all: 0<");
}
END_TEST

START_TEST(refused)
{
    check_refused("funnel", "area,time,value\nFRA,2010,1\n",
                  "a funnel is of rates, and these are of unit NUMBER");
    check_refused("funnel", "area,unit,time,value\nFRA,RATE_100K,2010,1\n",
                  "a funnel needs counts and population beside the rates, as "
                  "`analyze rate` writes them");
}
END_TEST

Suite *funnel_suite(void);
Suite *funnel_suite(void)
{
    Suite *s = suite_create("funnel");
    TCase *t = tcase_create("funnel");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, limits);
    tcase_add_test(t, large);
    tcase_add_test(t, zones);
    tcase_add_test(t, refused);
    suite_add_tcase(s, t);
    return s;
}
