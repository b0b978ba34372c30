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

/* The cells of a count lie in blocks, a series and a stretch of time each, so
 * that an event touches little memory. A slot is 28 days: no two periods begin
 * in the same one. cell is the number of an entry + 1; 0: none. */
enum { CT_BLOCK_SLOTS = 14 };
struct ct_block {
    uint32_t series, stretch, cell[CT_BLOCK_SLOTS];
};

/* A place of the table of blocks: half of the hash of the block there, so that
 * others need not be looked at, and its number + 1; 0 = free. */
struct ct_block_place {
    uint32_t hash, block;
};

/* Events on their way to their cells: a count touches three places of memory
 * far apart, each found by the one before, which are fetched while other
 * events are read. */
enum { CT_WAITING = 16 };
struct ct_event {
    struct ct_entry entry;
    uint32_t stretch, slot;
    uint32_t block; /* probably its block + 1; 0: not known */
};
struct ct_waiting {
    size_t n; /* all that ever came */
    size_t done;
    struct ct_event event[CT_WAITING];
};

/* What counting keeps: blocks by hash, what the cells have counted, which ids
 * were met, which series the file at hand has. */
struct ct_counting {
    size_t n_blocks, n_hash, n_ids, n_id_hash, n_seen;
    size_t block_capacity, value_capacity, seen_capacity, marked_capacity;
    struct ct_block *block;
    struct ct_block_place *hash;
    double *value; /* of each entry */
    struct ct_id *id;
    uint32_t *seen, *marked; /* series; the file + 1 a series was seen in */
    int32_t least, most;     /* times of the file's n_events */
    unsigned long long n_events, n_absent;
    struct ct_waiting waiting;
};

/* A change from one remark to another, and the number of the note's text that
 * says so. */
struct ct_change {
    bool there;
    uint32_t number, before, text;
};

/* Remarks beside entries, "" for none: numbers of texts. While all are the
 * same there is no array. */
enum { CT_CHANGES_SAID = 1024 };
struct ct_remarks {
    const struct ct_remark *as;
    struct ct_dict text;
    size_t capacity;
    uint16_t *number;
    struct ct_change said[CT_CHANGES_SAID];
};

/* Entries lie in pieces, which are given back one by one when the panel is
 * made. */
enum { CT_PIECE_BITS = 15, CT_PIECE = 1 << CT_PIECE_BITS };

/* Where the entries of a series began last, and where the one to come would be
 * if the file said the same again. */
struct ct_echo {
    uint32_t start, next;
};

/* A code that was given a label. */
struct ct_labelled {
    size_t slot;
    uint32_t number;
};

struct ct_builder {
    struct ct_panel *panel; /* keys and notes; series come at the end */
    size_t n_series, series_capacity;
    size_t stride;   /* slots there is room for in each of `codes` */
    uint32_t *codes; /* n_series * stride */
    uint32_t *slot;  /* hash table of series + 1; 0 = free */
    size_t n_hash;
    size_t n_entries, n_pieces;
    struct ct_entry **piece;
    struct ct_echo *echo; /* of each series */
    size_t echo_capacity;
    struct ct_twins echoes;      /* observations that were there already */
    double *extra[CT_N_COLUMNS]; /* beside `entry`, NULL until needed */
    size_t extra_capacity[CT_N_COLUMNS];
    bool has_extra;
    bool to_date;   /* some values are the year's to date */
    bool passes_on; /* to another builder, by which repeats are told */
    struct ct_counting counting;
    struct ct_remarks remarks[CT_REMARKS_MAX];
    struct ct_dict further;       /* labels of codes that have another one */
    struct ct_labelled *labelled; /* of one that passes on: since then */
    size_t n_labelled, labelled_capacity;
};

/* An entry by its number. */
static inline struct ct_entry *ct_builder_at(const struct ct_builder *b,
                                             size_t i)
{
    return &b->piece[i >> CT_PIECE_BITS][i & (CT_PIECE - 1)];
}

/* The series of a key, without making it; -1 if there is none. */
long ct_builder_find_series(const struct ct_builder *b, const uint32_t *codes);

/* Adds an observation: x, NULL for none, are the numbers of its columns, of
 * which those beside the value are taken. Returns as ct_builder_obs() does. */
bool ct_builder_take(struct ct_builder *b, const struct ct_entry *e,
                     const double *x);

/* Appends an entry and returns its number. */
size_t ct_builder_entry(struct ct_builder *b, const struct ct_entry *e);

/* Adds the periods that can be had from values to date: what a year gained
 * from one to the next. */
void ct_builder_part_years(struct ct_builder *b);

/* The last entry has the remarks of entry `from`. */
void ct_builder_remark_as(struct ct_builder *b, uint32_t from);

/* Adds notes of the remarks beside n entries of a series, in order of time: at
 * the first, and where they change. */
void ct_builder_note_remarks(struct ct_builder *b, size_t series,
                             const uint32_t *entry, size_t n);

/* No series and no observation will be added or looked up: frees what that
 * takes. */
void ct_builder_end_series(struct ct_builder *b);

/* The builder's series in the order a panel has them (ct_panel_sort()): a new
 * array of n_series numbers, to be freed. */
uint32_t *ct_builder_order(const struct ct_builder *b);

/* How far the farthest entry of an order of n is from its place in it. */
size_t ct_builder_reach(const uint32_t *order, size_t n);

/* Moves entries so that the i-th of n is the one that was at order[i], each at
 * most once; the others are gone. What stands beside entries moves with them;
 * remarks do not. */
void ct_builder_move(struct ct_builder *b, const uint32_t *order, size_t n);

/* The entry of a cell of a count, made if it is new. */
size_t ct_builder_cell(struct ct_builder *b, size_t series,
                       const struct ct_obs *o);

/* Counts the events that wait; before counts are looked at. */
void ct_builder_count_waiting(struct ct_builder *b);

/* Gives the cells of a count what was counted. */
void ct_builder_end_count(struct ct_builder *b);

/* Adds the remarks of an entry of another builder to the entry added last;
 * hands on the further labels of another builder. */
void ct_builder_pass_remarks(struct ct_builder *to,
                             const struct ct_builder *from, size_t entry);
void ct_builder_pass_further(struct ct_builder *to, struct ct_builder *from);

/* Frees what counting, remarks and labels hold. */
void ct_builder_clear_counting(struct ct_builder *b);
void ct_builder_clear_remarks(struct ct_builder *b);
void ct_builder_clear_labels(struct ct_builder *b);

#endif
