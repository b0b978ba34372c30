/* SPDX-License-Identifier: GPL-3.0-or-later
 * All that the program has a name for, as one list to look things up in:
 * commands, methods, figures, formats, checks, options, datasets, codes. */
#ifndef CT_TOPICS_H
#define CT_TOPICS_H

#include "lib/error.h"

#include <stddef.h>

/* The weight of parts of countries: there are thousands, and their names are
 * those of many other things. */
#define CT_WEIGHT_PART 0.3

/* One thing. */
struct ct_topic {
    char *call;    /* what one types: "analyze trend", "collect -d tidy" */
    char *name;    /* the words that name it: "trend" */
    char *title;   /* what it is, one line */
    char *text;    /* what else is said of it */
    double weight; /* of a thing found, 1 for a method */
};

struct ct_topics {
    size_t n, capacity;
    struct ct_topic *row;
};

/* Fills an empty list: in the order of the help, kind by kind. Returns 0, or
 * -1 with *err (a broken descriptor, no code lists). Clear in any case. */
int ct_topics_read(struct ct_topics *topics, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees all; the list is empty afterwards. */
void ct_topics_clear(struct ct_topics *topics);

#endif
