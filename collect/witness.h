/* SPDX-License-Identifier: GPL-3.0-or-later
 * The witness of one observation: while its file is collected again, it sees
 * which cells and which rows of which concordances made it, and tells so. What
 * is told is found anew from file and descriptor, not remembered, so it also
 * tells when today's descriptor would make something else.
 *
 * Fill in what is asked, put it into the request of a ct_collect() with one
 * thread; *err of that is of no interest once `found` is set. Afterwards
 * ct_witness_clear(). */
#ifndef CT_WITNESS_H
#define CT_WITNESS_H

#include "lib/address.h"
#include "lib/buffer.h"
#include "lib/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_witness {
    /* asked: the observation's key, period, file of the request and line */
    struct ct_address address;
    int32_t time;
    size_t file;
    long line;
    struct ct_story *story; /* where it is told */
    size_t n_listed;        /* of events: so many lines are listed at most */

    /* seen */
    bool found;
    bool counts;              /* events are counted: values are added up */
    bool to_date;             /* the value is the year's to date, of which the
                                 observation is a part */
    unsigned long long n;     /* cells: 1, or events in all files */
    double value;             /* of the cell, or of all events */
    struct ct_buffer lines;   /* of events: "12, 34"; a file's name before the
                                 first of it, where it is not the one asked */
    size_t last_file;         /* of the last of them */
    struct ct_buffer instead; /* not found: what that line gives instead */
    size_t n_instead;         /* codes in which it differs */
};

struct intake;
struct ct_value_column;
struct ct_coded;
struct ct_obs;

/* A value about to be kept. */
struct ct_seen {
    const struct ct_value_column *column;
    const struct ct_coded *coded;
    const struct ct_obs *obs;
    bool counted; /* it is an event */
};

/* Looks at a value; used by the intake. */
void ct_witness_see(struct ct_witness *w, struct intake *in,
                    const struct ct_seen *seen);

/* Whether nothing further has to be read. */
bool ct_witness_done(const struct ct_witness *w);

/* Frees what it holds. */
void ct_witness_clear(struct ct_witness *w);

#endif
