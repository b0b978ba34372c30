/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sentences about comparability that results, figures and tables print where
 * they apply; what only methods say is in analyze/sentences.h. Printf formats,
 * so that the compiler sees what they take; they begin small and end without a
 * full stop, as they are parts of notes. */
#ifndef CT_LIB_SENTENCES_H
#define CT_LIB_SENTENCES_H

/* Kinds of notes that figures and tables look for: what an interval covers, and
 * limits in tables; how many tests there are; in what areas differ; how values
 * were recorded; who reports; that the reporters of a period are others than
 * before, so that no line joins them. */
#define CT_NOTE_INTERVAL "interval"
#define CT_NOTE_LIMITS "limits"
#define CT_NOTE_TESTS "tests"
#define CT_NOTE_COMPARABILITY "comparability"
#define CT_NOTE_RECORDING "recording"
#define CT_NOTE_COVERAGE "coverage"
#define CT_NOTE_REPORTERS "reporters"

/* Attribute, series, its code, series, its code, word of --allow. */
#define CT_SAY_UNLIKE                                                          \
    "%s differs: %s has '%s', %s has '%s'; --allow=%s puts them together"

/* Units with their areas: `offences (DEU) beside victims (FRA)`. */
#define CT_SAY_UNITS "counts of %s: not comparable in level"

/* Attribute, codes with their areas. */
#define CT_SAY_DIFFER "%s differs: %s: not comparable in level"

/* The same where the only difference is that some do not say. */
#define CT_SAY_PARTLY "%s known of some only: %s"

/* The same for what moves levels less. */
#define CT_SAY_CARE "%s differs: %s: compare with care"

/* How all of a figure's or a table's values were recorded: a kind of source,
 * with a capital letter; a counting unit, of several; the relation of a
 * definition to the classification. */
#define CT_SAY_SOURCE "%s data"
#define CT_SAY_COUNTED "counted in %s"
#define CT_SAY_NARROWER "definition narrower than that of the ICCS"
#define CT_SAY_BROADER "definition broader than that of the ICCS"
#define CT_SAY_OVERLAPS "definition overlaps with that of the ICCS"

/* Before a list of lines with their periods. */
#define CT_SAY_BY_DEFINITION "By another definition"
#define CT_SAY_MARKED_LOW "Marked as unreliable by the publisher"

/* Areas. */
#define CT_SAY_ATTEMPTS "includes attempts: %s"

/* Of victims of trafficking in persons. */
#define CT_SAY_DETECTED                                                        \
    "detected victims reflect detection effort as well as crime"

/* What an interval of a count or its rate covers. */
#define CT_SAY_POISSON                                                         \
    "random variation of the recorded count (Poisson); it does not cover "     \
    "under-recording or differences of definition"

/* The same for limits of what is fitted to recorded values. */
#define CT_SAY_SCATTER                                                         \
    "scatter of the recorded values about what is fitted; it does not cover "  \
    "under-recording or differences of definition"

/* Of models some of which take counts to vary as Poisson's. */
#define CT_SAY_POISSON_OR_SCATTER                                              \
    "random variation of the recorded count (model poisson: Poisson; others: " \
    "scatter about what is fitted); it does not cover under-recording or "     \
    "differences of definition"

/* Observations, their correlation at lag 1; the words by which the sentence is
 * found among the notes of a row. */
#define CT_SAY_CORRELATED                                                      \
    "n = %zu, lag-1 autocorrelation %s: the p-value is too small"
#define CT_WORDS_CORRELATED "lag-1 autocorrelation"

/* Tests of a result, in tables; the same as text, in figures, whose p is that
 * of each test by itself. */
#define CT_SAY_TESTS "%zu tests, adjusted p shown"
#define CT_SAY_UNADJUSTED "%.*s tests; p here is not adjusted for their number"

/* Under maps, and tables that name countries. */
#define CT_SAY_DESIGNATIONS                                                    \
    "The designations employed and the presentation do not imply any opinion " \
    "on the legal status of any country, territory, city or area, or on the "  \
    "delimitation of its frontiers or boundaries"
#define CT_SAY_KOSOVO                                                          \
    "References to Kosovo are to be understood in the context of United "      \
    "Nations Security Council resolution 1244 (1999)"

#endif
