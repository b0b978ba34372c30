/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the witness tells. Used by the witness only. */
#ifndef CT_WITNESS_TELL_H
#define CT_WITNESS_TELL_H

#include "collect/intake_inner.h"
#include "collect/witness.h"

/* What is coded in a dimension; one that no file has is the total. Borrowed. */
const char *ct_witness_coded(const struct intake *in,
                             const struct ct_coded *coded,
                             const char *dimension);

/* Tells the value's cells, period, and codes with the rows of tables that gave
 * them, in w->story. */
void ct_witness_tell(struct ct_witness *w, struct intake *in,
                     const struct ct_seen *seen);

#endif
