/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the rules of check share. */
#ifndef CT_CHECK_WORK_H
#define CT_CHECK_WORK_H

#include "analyze/check.h"

/* The rules' functions, in checks.def. Each puts its rules to the whole panel
 * and returns 0, or -1 with *err. */
int ct_check_values(struct ct_check *c, struct ct_error *err);
int ct_check_totals(struct ct_check *c, struct ct_error *err);
int ct_check_rates(struct ct_check *c, struct ct_error *err);
int ct_check_outliers(struct ct_check *c, struct ct_error *err);
int ct_check_digits(struct ct_check *c, struct ct_error *err);
int ct_check_reporters(struct ct_check *c, struct ct_error *err);
int ct_check_absent(struct ct_check *c, struct ct_error *err);
int ct_check_sources(struct ct_check *c, struct ct_error *err);
int ct_check_editions(struct ct_check *c, struct ct_error *err);

/* Of ct_check_totals(): ages, areas, offences, all other dimensions. */
void ct_check_ages(struct ct_check *c);
void ct_check_areas(struct ct_check *c);
void ct_check_offences(struct ct_check *c);
void ct_check_breakdowns(struct ct_check *c);

/* The value of observation i. */
double ct_check_value(const struct ct_panel *p, size_t i);

/* 'Q', 'M', else 'A': also where the panel does not say it. */
char ct_check_freq(const struct ct_panel *p, size_t series);

/* The observation of a series at a day, or CT_NO_OBS; *cursor, at first 0, is
 * where a search that goes on to later days begins. */
long ct_check_at(const struct ct_panel *p, size_t series, int32_t day,
                 size_t *cursor);

/* Whether the series is of numbers that may be added up (NUMBER, KG, USD). */
bool ct_check_is_amount(const struct ct_panel *p, size_t series);

/* Whether the series counts persons, of whom there are not more than
 * residents. */
bool ct_check_counts_persons(const struct ct_panel *p, size_t series);

/* Whether it counts persons once in all, however many offences they are
 * suspected of, and wherever: then offences and areas do not add up. */
bool ct_check_counts_heads(const struct ct_panel *p, size_t series);

/* Whether the series is the total in all breakdowns: what is said of areas is
 * said of these alone, not again of women, of men, and of every age. */
bool ct_check_is_whole(const struct ct_panel *p, size_t series);

/* Whether observation i was estimated, or is no whole number. */
bool ct_check_is_rounded(const struct ct_panel *p, size_t i);

/* Marks the rates (one flag a series) of which the panel has the counts too;
 * freed by the caller. */
bool *ct_check_counted(const struct ct_panel *p);

/* How far two numbers are apart, in standard errors of a count. */
double ct_check_apart(double a, double b);

/* How bad it is that two numbers differ: by their ratio, and less so if chance
 * can make it. */
double ct_check_weight(double a, double b);

/* Writes the period of observation i of a series; room for CT_PERIOD_MAX. */
void ct_check_period(const struct ct_panel *p, size_t series, size_t i,
                     char *out);

/* Appends a number for people: 12,345 or 12,345.6, or 4 digits of what is
 * small. */
void ct_check_number(struct ct_buffer *out, double x);

/* Whether a finding is said of its series' code in that dimension: digits are
 * those of an area and a measure, absent are areas. */
bool ct_check_names(const struct ct_finding *f, const char *dimension);

/* Appends where observation i was read: `FILE:LINE`, or nothing. */
void ct_check_place(struct ct_buffer *out, const struct ct_panel *p, long i);

#endif
