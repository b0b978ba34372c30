/* SPDX-License-Identifier: GPL-3.0-or-later
 * Panels and analyses for tests, written as text. */
#ifndef CT_TIDY_PANEL_H
#define CT_TIDY_PANEL_H

#include "analyze/analyze.h"
#include "lib/panel.h"

/* A sorted panel from lines of cells parted by commas; the first line names
 * the columns: dimensions, @attributes, then time, value, lower, upper,
 * events, population, status. Rows of a series stand together. Absent measure,
 * unit and freq are offences (population: none), NUMBER and that of the
 * period. */
struct ct_panel *tidy_panel(const char *text);

/* Runs a method with default options but those words given ("--base=2000"),
 * NULL at the end; population may be NULL. Returns the result, or NULL with
 * *err. */
struct ct_panel *tidy_analyze(const char *method, const struct ct_panel *p,
                              const struct ct_panel *population,
                              struct ct_error *err, ...);

/* As tidy_analyze(), with the words in a list. */
struct ct_panel *tidy_run(const char *method, const struct ct_panel *p,
                          const struct ct_panel *population,
                          const struct ct_words *options, struct ct_error *err);

/* As tidy_analyze(), of panels written as text; that of the population may be
 * NULL. */
struct ct_panel *tidy_try(const char *method, const char *text,
                          const char *people, struct ct_error *err, ...);

/* As tidy_try(); fails the test if there is no result. */
struct ct_panel *tidy_result(const char *method, const char *text,
                             const char *people, ...);

/* As tidy_try(), of what must be refused with exactly that message. */
void tidy_refused(const char *method, const char *text, const char *why, ...);

/* Writes one series of FRA from 2001 as text, its values parted by blanks ("."
 * = missing, "_" = no row): counts, or rates per 100,000; and 100,000 people
 * in each of the years. */
void tidy_years(bool counts, const char *values, struct ct_buffer *data,
                struct ct_buffer *people);

/* The observation of the series with that code of that dimension at a period;
 * fails the test if there is none. */
struct ct_obs tidy_obs(const struct ct_panel *p, const char *dimension,
                       const char *code, const char *period);

/* A cell of a table: the row whose text column `where` is `code`. Fails the
 * test if there is no such row or column. */
double tidy_number(const struct ct_panel *p, const char *table,
                   const char *where, const char *code, const char *column);
const char *tidy_text(const struct ct_panel *p, const char *table,
                      const char *where, const char *code, const char *column);

/* The note of a table's first row, where what is said of all rows stands.
 * Borrowed. */
const char *tidy_note(const struct ct_panel *p, const char *table);

#endif
