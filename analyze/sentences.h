/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sentences about comparability that results print where they apply, in one
 * place. Printf formats, so that the compiler sees what they take. */
#ifndef CT_SENTENCES_H
#define CT_SENTENCES_H

/* Attribute, series, its code, series, its code, word of --allow. */
#define CT_SAY_UNLIKE                                                          \
    "%s differs: %s has '%s', %s has '%s'; --allow=%s puts them together"

/* Attribute, codes. */
#define CT_SAY_MIXED "not comparable in level: %s differs (%s), allowed"

/* Attribute. */
#define CT_SAY_UNKNOWN "%s not known: comparability is not checked"

/* Codes of areas. */
#define CT_SAY_NO_GROUP "areas in no group, left out: %s"

/* What convergence is often mistaken for. */
#define CT_SAY_REGRESSION                                                      \
    "a negative beta is also what chance alone brings about (regression to "   \
    "the mean): see sigma_ratio"

#endif
