/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods: years, quarters and months. */
#include "config.h"

#include "lib/period.h"

#include <assert.h>
#include <stdio.h>

/* Periods of a year. */
static int per_year(char freq)
{
    assert(freq == 'A' || freq == 'Q' || freq == 'M');
    return freq == 'A' ? 1 : freq == 'Q' ? 4 : 12;
}

/* Days from 1970-01-01 to the first of a month; years begin in March, so that
 * the leap day is the last (Hinnant, chrono-compatible low-level date
 * algorithms). */
static int32_t first_day(long year, int month)
{
    year -= month <= 2;
    long era = (year >= 0 ? year : year - 399) / 400;
    long year_of_era = year - era * 400;
    long day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
    long day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (int32_t)(era * 146097 + day_of_era - 719468);
}

/* Months since year 0 of the month that holds a day. */
static long month_of(int32_t day)
{
    long z = (long)day + 719468;
    long era = (z >= 0 ? z : z - 146096) / 146097;
    long doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long from_march = (5 * doy + 2) / 153;
    return (yoe + era * 400) * 12 + from_march + 2;
}

static long floor_div(long a, long b)
{
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

struct ct_period ct_period_make(char freq, int year, int sub)
{
    int months = 12 / per_year(freq);
    int month = freq == 'A' ? 1 : (sub - 1) * months + 1;
    assert(month >= 1 && month <= 12);
    return (struct ct_period){freq, first_day(year, month)};
}

/* Reads exactly n digits, or returns -1. */
static int digits(const char *s, size_t n)
{
    int x = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        x = x * 10 + (s[i] - '0');
    }
    return x;
}

int ct_period_parse(const char *s, size_t n, struct ct_period *out,
                    struct ct_error *err)
{
    char freq = n == 4 ? 'A' : n == 7 && s[5] == 'Q' ? 'Q' : 'M';
    int year = n >= 4 ? digits(s, 4) : -1;
    int sub = 1;
    if (freq == 'Q')
        sub = digits(s + 6, 1);
    else if (freq == 'M')
        sub = n == 7 ? digits(s + 5, 2) : -1;
    if (n == 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "empty, a period is wanted: 2010, 2010-Q2 or 2010-06");
    if (year < 1 || sub < 1 || sub > per_year(freq) ||
        (freq != 'A' && s[4] != '-'))
        return ct_fail(err, CT_EDATA, 0, 0,
                       "not a period, '%.*s'; wanted is 2010, 2010-Q2 or "
                       "2010-06",
                       n > 60 ? 60 : (int)n, s);
    *out = ct_period_make(freq, year, sub);
    return 0;
}

void ct_period_format(struct ct_period p, char *out)
{
    int year, sub;
    ct_period_parts(p, &year, &sub);
    if (p.freq == 'A')
        snprintf(out, CT_PERIOD_MAX, "%04d", year);
    else
        snprintf(out, CT_PERIOD_MAX, p.freq == 'Q' ? "%04d-Q%d" : "%04d-%02d",
                 year, sub);
}

void ct_period_parts(struct ct_period p, int *year, int *sub)
{
    long ordinal = ct_period_ordinal(p);
    int n = per_year(p.freq);
    *year = (int)floor_div(ordinal, n);
    *sub = (int)(ordinal - (long)*year * n) + 1;
}

long ct_period_ordinal(struct ct_period p)
{
    return floor_div(month_of(p.day), 12 / per_year(p.freq));
}

struct ct_period ct_period_from_ordinal(char freq, long ordinal)
{
    long month = ordinal * (12 / per_year(freq));
    long year = floor_div(month, 12);
    return (struct ct_period){freq,
                              first_day(year, (int)(month - year * 12) + 1)};
}

double ct_period_year(struct ct_period p)
{
    int year, sub;
    ct_period_parts(p, &year, &sub);
    return year + (double)(sub - 1) / per_year(p.freq);
}

int32_t ct_period_last_day(struct ct_period p)
{
    return ct_period_from_ordinal(p.freq, ct_period_ordinal(p) + 1).day - 1;
}

struct ct_period ct_period_to_year(struct ct_period p)
{
    return ct_period_from_ordinal('A', floor_div(month_of(p.day), 12));
}

bool ct_period_is_start(char freq, int32_t day)
{
    struct ct_period p = {freq, day};
    return ct_period_from_ordinal(freq, ct_period_ordinal(p)).day == day;
}
