/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the builder, for its two files. */
#ifndef CT_BUILDER_INNER_H
#define CT_BUILDER_INNER_H

#include "collect/builder.h"

/* An observation as it came. */
struct ct_entry {
    uint32_t series, line;
    int32_t time;
    uint16_t status, file;
    double value;
};

/* A hash of an id, and of its cell; b = 0: a free place. */
struct ct_id {
    uint64_t a, b;
};

/* The cells of a count: which entry has a series and time, which ids were
 * met, which series the file at hand has. */
struct ct_counting {
    size_t n_hash, n_ids, n_id_hash, n_seen, seen_capacity, marked_capacity;
    uint32_t *cell; /* hash table of entry + 1; 0 = free */
    struct ct_id *id;
    uint32_t *seen, *marked; /* series; the file + 1 a series was seen in */
    int32_t least, most;     /* times of the file's n_events */
    unsigned long long n_events, n_absent;
};

/* Remarks beside entries: numbers of texts, 0 = none. */
struct ct_remarks {
    const char *kind;
    struct ct_dict text;
    size_t capacity, n;
    uint32_t *number;
};

struct ct_builder {
    struct ct_panel *panel; /* keys and notes; series come at the end */
    size_t n_series, series_capacity;
    size_t stride;   /* slots there is room for in each of `codes` */
    uint32_t *codes; /* n_series * stride */
    uint32_t *slot;  /* hash table of series + 1; 0 = free */
    size_t n_hash;
    size_t n_entries, entry_capacity;
    struct ct_entry *entry;
    double *extra[CT_N_COLUMNS]; /* beside `entry`, NULL until needed */
    size_t extra_capacity[CT_N_COLUMNS];
    bool to_date; /* some values are the year's to date */
    struct ct_counting counting;
    struct ct_remarks remarks[CT_REMARKS_MAX];
};

/* The series of a key, without making it; -1 if there is none. */
long ct_builder_find_series(const struct ct_builder *b, const uint32_t *codes);

/* Appends an entry and returns its number. */
size_t ct_builder_entry(struct ct_builder *b, const struct ct_entry *e);

/* Adds the periods that can be had from values to date: what a year gained
 * from one to the next. */
void ct_builder_part_years(struct ct_builder *b);

/* Adds notes of the remarks beside n entries of a series, in order of time: at
 * the first, and where they change. */
void ct_builder_note_remarks(struct ct_builder *b, size_t series,
                             const uint32_t *entry, size_t n);

/* Frees what counting and remarks hold. */
void ct_builder_clear_counting(struct ct_builder *b);
void ct_builder_clear_remarks(struct ct_builder *b);

#endif
