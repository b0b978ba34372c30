/* SPDX-License-Identifier: GPL-3.0-or-later
 * The panel: what every stage hands to the next. A panel holds observations
 * of series; a result is a panel that a method made, often with tables.
 *
 * In memory it is series-major: the observations of series s are
 * first[s] .. first[s + 1] - 1 of every column, in order of time. Keys
 * (dimensions and attributes) are dictionary codes, one for each series.
 *
 * To make one: ct_panel_create(); ct_panel_key() for every dimension and
 * attribute; then for each series ct_panel_series() and ct_panel_obs() for
 * each of its observations; ct_panel_sort(); ct_panel_write() (panel_file.h).
 * A panel owns all it holds; views of it die with it. */
#ifndef CT_PANEL_H
#define CT_PANEL_H

#include "lib/dict.h"
#include "lib/table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The columns of numbers an observation may have; CT_VALUE is always there.
 * lower and upper are in the unit of value, events and population are counts,
 * observed is in the unit of value (where value is fitted). */
enum ct_measure_column {
    CT_VALUE,
    CT_LOWER,
    CT_UPPER,
    CT_EVENTS,
    CT_POPULATION,
    CT_OBSERVED,
    CT_WEIGHT,
    CT_N_COLUMNS
};

/* Their names in the file and in exports: "value", "lower", ... */
extern const char *const ct_column_name[CT_N_COLUMNS];

/* One observation. time is the first day of its period, in days since
 * 1970-01-01 (lib/period.h); status a set of bits (lib/status.h); file a
 * number from ct_panel_input() and line its line there (0, 0 in results).
 * x[] is NaN where there is no number. */
struct ct_obs {
    int32_t time;
    uint16_t status;
    uint16_t file;
    uint32_t line;
    double x[CT_N_COLUMNS];
};

/* No number in any column, everything else 0. */
extern const struct ct_obs ct_obs_empty;

/* One dimension or attribute: its codes with labels, and the code of each
 * series. */
struct ct_key {
    char *name;
    bool is_attribute;
    struct ct_dict codes;
    uint32_t *index; /* n_series numbers into codes */
};

/* One file that was read, directly or for an input of this panel. Strings are
 * never NULL; "" is not known. */
struct ct_input {
    char *name; /* as the user gave it */
    uint64_t bytes;
    char sha256[65]; /* hexadecimal */
    char *dataset, *vintage, *title, *publisher, *url, *licence, *citation;
};

/* One command on the way to this file, oldest first. */
struct ct_step {
    char *command, *version;
};

/* A remark on a series (or on all: series = -1), at a period or on all
 * (time = INT32_MIN). Its words are numbers in the provenance's dictionaries,
 * as publishers say the same of many series; ct_note_kind() and ct_note_text()
 * give them. kind is one word: break, warning, coverage, definition,
 * denominator, ... */
struct ct_note {
    int32_t series, time;
    uint32_t kind, text;
};

/* How the file came about; strings are "" when there is nothing to say. */
struct ct_provenance {
    char *command; /* the words of the command line, no path not typed */
    char *options; /* method options in force, `name=value` by blanks */
    char *seed;
    char *accounting; /* the accounting line of collect */
    size_t n_inputs, n_steps, n_notes, notes_capacity;
    struct ct_input *inputs;
    struct ct_step *steps;
    struct ct_note *notes;
    struct ct_dict kinds, texts; /* of the notes; some may be of none */
};

struct ct_panel {
    bool is_result;
    char *title;
    char *method; /* "" for a panel */
    size_t n_keys;
    struct ct_key *keys; /* dimensions, then attributes */
    size_t n_series, n_obs;
    size_t *first; /* n_series + 1 */
    int32_t *time;
    uint16_t *status, *source_file;
    uint32_t *source_line;
    double *column[CT_N_COLUMNS]; /* NULL where no observation has one */
    size_t n_tables;
    struct ct_table **tables; /* the method's first table first */
    struct ct_provenance provenance;
    size_t series_capacity, obs_capacity;
};

/* A new panel without keys and series. Free with ct_panel_destroy(). */
struct ct_panel *ct_panel_create(void);

/* Frees the panel and all it holds; NULL is fine. */
void ct_panel_destroy(struct ct_panel *p);

/* Adds a dimension or an attribute and returns its number in keys[]; series
 * that are there already get the code "_T" (dimension) or "" (attribute). */
size_t ct_panel_key(struct ct_panel *p, const char *name, bool is_attribute);

/* The number of the key of that name, or -1. */
long ct_panel_find_key(const struct ct_panel *p, const char *name);

/* The code, or the label, of a series in a key; "_T" for a dimension the
 * panel does not have (key < 0). Borrowed. */
const char *ct_panel_code(const struct ct_panel *p, long key, size_t series);
const char *ct_panel_label(const struct ct_panel *p, long key, size_t series);

/* ct_panel_code() by the key's name. */
const char *ct_panel_code_of(const struct ct_panel *p, const char *name,
                             size_t series);

/* Starts a new series, codes[k] for each of n_keys keys (numbers in the key's
 * dictionary: ct_dict_add(&p->keys[k].codes, ...)). Returns its number. */
size_t ct_panel_series(struct ct_panel *p, const uint32_t *codes);

/* Makes room for n_obs observations in all, and no more; without it, room
 * grows by half. */
void ct_panel_reserve(struct ct_panel *p, size_t n_obs);

/* Appends an observation to the series started last. */
void ct_panel_obs(struct ct_panel *p, const struct ct_obs *o);

/* Reads observation i into *o. */
void ct_panel_get(const struct ct_panel *p, size_t i, struct ct_obs *o);

/* Puts the panel into its one canonical order: keys as DESIGN's order of
 * dimensions (area counterpart reporter agency group measure offence
 * definition source vintage sex age citizenship, others by name, component,
 * unit, freq, then attributes by name), codes sorted and only those used,
 * series by key, observations by time; notes keep pointing at their series.
 * Observations in order already are not copied. */
void ct_panel_sort(struct ct_panel *p);

/* Where a dimension stands in that order: smaller comes first. Names not
 * known to the order are equal and go by name. */
int ct_dimension_rank(const char *name);

/* Adds an input (strings copied; NULL reads as "") and returns its number. An
 * input of the same name and hash is not added twice. */
size_t ct_panel_input(struct ct_panel *p, const struct ct_input *input);

/* Adds a step. */
void ct_panel_step(struct ct_panel *p, const char *command,
                   const char *version);

/* Adds a note: of a format; of a text as it is; of numbers in the panel's own
 * dictionaries. */
void ct_panel_note(struct ct_panel *p, long series, int32_t time,
                   const char *kind, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void ct_panel_note_text(struct ct_panel *p, long series, int32_t time,
                        const char *kind, const char *text);
void ct_panel_note_numbers(struct ct_panel *p, const struct ct_note *note);

/* The words of the i-th note. Borrowed. */
const char *ct_note_kind(const struct ct_provenance *v, size_t i);
const char *ct_note_text(const struct ct_provenance *v, size_t i);

/* What readers see before the words of a note: its kind, or what the text
 * itself begins with ("Interval: ..."), behind which *text then points. */
const char *ct_note_head(const char *kind, const char **text);

/* Copies inputs and steps of another panel to the end of this one's. */
void ct_panel_inherit(struct ct_panel *p, const struct ct_panel *from);

/* Sets one of the panel's own strings (title, method, provenance.command ...)
 * to a copy. */
void ct_panel_set(char **field, const char *text);

/* Hands a table over to the panel. */
void ct_panel_add_table(struct ct_panel *p, struct ct_table *t);

/* The table of that name, or NULL. Borrowed. */
struct ct_table *ct_panel_table(const struct ct_panel *p, const char *name);

#endif
