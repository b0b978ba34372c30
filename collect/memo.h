/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a rule gave to the cells it saw last. Rows repeat the cells of the rows
 * above, or of the one above that; so most texts need not be put together and
 * looked up. Where rows are in no order, it is given up. */
#ifndef CT_MEMO_H
#define CT_MEMO_H

#include "collect/coder.h"
#include "collect/layout.h"

/* Two lots of cells, with what they gave. Zero-initialise. */
enum { CT_MEMO_LOTS = 2, CT_MEMO_CELLS = 5, CT_MEMO_BYTES = 160 };
struct ct_memo {
    unsigned at; /* the lot recalled, or kept, last */
    unsigned n_recalled, n_kept;
    struct ct_given given[CT_MEMO_LOTS];
    unsigned char length[CT_MEMO_LOTS][CT_MEMO_CELLS];
    char text[CT_MEMO_LOTS][CT_MEMO_BYTES];
};

/* Whether the cells a rule asks for are those of a lot, which memo->at then
 * is. */
bool ct_memo_recall(struct ct_memo *memo, const struct ct_bound_rule *rule,
                    const struct ct_cell *field);

/* Keeps what the cells gave, unless they are too long. */
void ct_memo_keep(struct ct_memo *memo, const struct ct_bound_rule *rule,
                  const struct ct_cell *field, struct ct_given given);

#endif
