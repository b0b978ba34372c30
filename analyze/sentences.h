/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sentences about comparability that only methods print, in one place with
 * those that figures and tables print too (lib/sentences.h). Printf formats,
 * so that the compiler sees what they take. */
#ifndef CT_SENTENCES_H
#define CT_SENTENCES_H

#include "lib/sentences.h"

/* What the interval of a forecast covers. */
#define CT_SAY_TO_COME                                                         \
    "where a value to come is expected, if the model holds and the future is " \
    "like the past"

/* What the interval of a sum covers of which areas are missing. */
#define CT_SAY_SILENT                                                          \
    "what areas that do not report may have, drawn from those that do; it "    \
    "does not cover under-recording or differences of definition"

/* Attribute. */
#define CT_SAY_UNKNOWN "%s not known: comparability is not checked"

/* Of two series: an attribute; a relation to the classification. */
#define CT_SAY_NEITHER "%s not known of either"
#define CT_SAY_OWN_WAY                                                         \
    "relation to the classification is '%s' for both, of either publisher's "  \
    "own kind"

/* Of two series: one area or both; a number of periods. */
#define CT_SAY_NO_COMMON "no period with a value in both"
#define CT_SAY_FEW_COMMON "%zu periods with a value in both: no trend"
#define CT_SAY_BREAK_WITHIN "break within the common periods: %s"
#define CT_SAY_OTHER_DEFINITION "values by another definition (status D): %s"
#define CT_SAY_ESTIMATED "estimated or derived values: %s"
#define CT_SAY_UNRELIABLE "values of low reliability: %s"

/* Of one series without a score. */
#define CT_SAY_NO_SCORE "insufficient metadata: no score"

/* Codes of areas. */
#define CT_SAY_NO_GROUP "areas in no group, left out: %s"

/* How many areas, and the first of them. */
#define CT_SAY_NO_RESIDENTS                                                    \
    "%zu areas of the groups without known residents, neither in values nor "  \
    "in coverage: %s"

/* Areas. */
#define CT_SAY_AREAS_WITHHELD "%zu areas with a suppressed number left out"

/* What convergence is often mistaken for. */
#define CT_SAY_REGRESSION                                                      \
    "a negative beta is also what chance alone brings about (regression to "   \
    "the mean): see sigma_ratio"

/* Reporters and units, or ranges of them; percent. */
#define CT_SAY_COVERAGE "%s of %s areas reporting, %s %% of population"
#define CT_SAY_CHANGING                                                        \
    "%s of %s areas reporting, %s %% of population; the set changes over "     \
    "time; change computed on the areas in both periods (table matched)"

/* Reporters of the period before who report, and all of them. */
#define CT_SAY_FELL                                                            \
    "not joined to the period before: %zu of %zu earlier reporters so far"

/* Reporters of both periods, and all there are now. */
#define CT_SAY_ROSE                                                            \
    "not joined to the period before: %zu of %zu reporters were there before"

/* Percent, or a range. */
#define CT_SAY_IMPUTED                                                         \
    "%s %% of the value is imputed: areas that do not report are taken to be " \
    "like those that do; limits do not cover under-recording or differences "  \
    "of definition"

/* Percent, of all areas: the least and the most of a year. */
#define CT_SAY_AGENCIES                                                        \
    "%s to %s %% of the yearly totals is imputed: agencies that do not "       \
    "report are taken to be like those of their group that do"

/* Imputations; slope and standard deviation of ln(count). */
#define CT_SAY_IMPUTATION                                                      \
    "%zu imputations by ln(count + 1/2) = agency + %s x year + error of sd "   \
    "%s; what is missing is taken to be missing at random, given agency and "  \
    "year"

/* Dimensions. */
#define CT_SAY_BASE "shares are of those with known %s"
#define CT_SAY_BASE_ALL "shares are of all, also those with unknown %s"

/* Numbers of a profile. */
#define CT_SAY_SUPPRESSED_PARTS                                                \
    "suppressed numbers: %zu; shares are of the numbers given, limits hold "   \
    "what the suppressed ones can be; a share outside them is not given"

/* Periods. */
#define CT_SAY_FEW_IN_BASE                                                     \
    "wholes of fewer than 20: %zu; their shares are unreliable"

/* Code; dimension, code of the denominator; "" or the lag. */
#define CT_SAY_QUOTIENT "%s per 100 of %s %s%s"

/* Of measures divided by one another. */
#define CT_SAY_STAGES                                                          \
    "stages of a procedure: not the same persons or cases, so no "             \
    "probability, and may exceed 100"

/* Periods. */
#define CT_SAY_FEW_BELOW                                                       \
    "denominators of fewer than 20: %zu; such quotients are unreliable"
#define CT_SAY_SUPPRESSED_QUOTIENT                                             \
    "periods with a suppressed number: %zu; they have limits that hold what "  \
    "it can be, no value"

/* Dimension, codes. */
#define CT_SAY_SUM "sum over %s: %s"

/* Periods, code of the whole, first code that lacks. */
#define CT_SAY_NOT_WHOLE                                                       \
    "periods without a sum: %zu, as the parts do not make up %s (%s lacks); "  \
    "--parts=all adds what is there"

#define CT_SAY_NO_LIST                                                         \
    "no sum: no code list says what these codes make up; --parts=all adds "    \
    "what is there"

/* The same of what is there. */
#define CT_SAY_ONLY_PART "the sum is not all of %s: %s lacks"

/* Fewest and most. */
#define CT_SAY_PARTS_VARY                                                      \
    "%zu to %zu parts: sums of different periods are not of the same parts"

/* Periods. */
#define CT_SAY_SUPPRESSED_SUM                                                  \
    "periods with a suppressed part: %zu; they have bounds, no value"
#define CT_SAY_SUM_FELL                                                        \
    "periods not joined to the one before: %zu, as parts are gone that had "   \
    "more than a fifth of the sum"

/* Series with a value, and all; periods. */
#define CT_SAY_LATEST "%zu of %zu series have a value that is new enough"
#define CT_SAY_AGES                                                            \
    "values of %s to %s stand side by side: they are not of one period"

#define CT_SAY_AREAS_VARY                                                      \
    "the areas put together are not the same in all periods: so shares may "   \
    "change because others report"

/* Percent. */
#define CT_SAY_UNPUBLISHED                                                     \
    "no value where less than %s %% of the population is in areas that report"

/* Of flows whose origin is a citizenship. */
#define CT_SAY_CITIZENSHIP "origin is the citizenship, not where they came from"

#define CT_SAY_NO_TERRITORIES                                                  \
    "no territory that reports apart is there: nothing was put together; "     \
    "--by=FILE.csv names others"

/* Country, its parts. */
#define CT_SAY_TERRITORIES                                                     \
    "%s is the sum of %s, whose systems of recording differ"

/* Country. */
#define CT_SAY_OWN_VALUES "%s has values of its own here: its parts not added"

/* Numbers of flows. */
#define CT_SAY_WITHHELD                                                        \
    "sums and shares are of the flows given, lower and upper hold what %zu "   \
    "suppressed and %zu masked ones may add"

#define CT_SAY_UNKNOWN_ORIGIN "unknown origins are in no share but their own"

/* Of victims' shares. */
#define CT_SAY_CASES                                                           \
    "victims come in groups: limits and p-values, which take each by itself, " \
    "only describe"

/* Of two sources that count the same deeds. */
#define CT_SAY_SCREEN                                                          \
    "z is a screen, not a test: both sources count the same deeds"

/* Of coefficients on rates and on their logarithms. */
#define CT_SAY_OWN_RESIDENTS "rates as published, each with its own population"
#define CT_SAY_NO_RATES "no rates in both: -p POPULATION.h5 makes them"
#define CT_SAY_ZERO_RATES "rates of 0 are not in ccc_log and pearson_log"
#define CT_SAY_QUOTE_LOG                                                       \
    "quote ccc_log and pearson_log: the others are near 1 by size of area "    \
    "alone"

#endif
