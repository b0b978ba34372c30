/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cell suppression: small counts are taken out of a panel before it is
 * published, and so much else that they cannot be worked out.
 *
 * Primary: counts from 1 to K - 1 (a zero is shown: nobody stands behind it).
 * Complementary: other counts, until the totals that are published leave each
 * suppressed one open, whatever linear programme is set on them. Cells that the
 * publisher suppressed are protected likewise. With a cell everything of its
 * key and period goes: rates, shares, limits, events, and in tables the rows
 * that tell of it.
 *
 * Sources: Willenborg and de Waal 2001, Elements of Statistical Disclosure
 * Control, chapter 4; Hundepool et al. 2012, Statistical Disclosure Control,
 * chapter 4. */
#ifndef CT_SUPPRESS_H
#define CT_SUPPRESS_H

#include "lib/codes.h"
#include "lib/panel.h"

/* The kind of the notes that say it, and their words. */
#define CT_NOTE_SUPPRESSED "suppressed"
#define CT_SAY_SUPPRESSED                                                      \
    "counts below %g are suppressed, and others from which they could be "     \
    "worked out: %zu cells in all"
#define CT_SAY_NOT_JUDGED                                                      \
    "values whose count is not known here: %zu; whether it is below %g was "   \
    "not judged"
#define CT_SAY_TELLS_MORE                                                      \
    "the result of '%s' tells of more counts than it holds; analyze it anew "  \
    "with --min-cell=%g, which suppresses before it computes"
#define CT_SAY_LEAVES_FEW                                                      \
    "a total leaves, beyond the parts the result holds, a count below %g; "    \
    "analyze it anew with --min-cell=%g, which suppresses before it computes"
#define CT_SAY_NO_COUNTS                                                       \
    "the result holds no series of counts to suppress by; analyze it anew "    \
    "with "                                                                    \
    "--min-cell=%g, which suppresses before it computes"

/* Suppresses in p, which it changes: numbers become empty, the status gets Q,
 * notes on such a period that are not of kind `break` go. What was done is
 * noted. below is K; 1 or less does nothing. codes, or NULL, tells what is part
 * of what (M49, parts of countries, ICCS).
 *
 * For what remains: every suppressed count, ours or the publisher's, could by
 * the sums published differ by K - 1 or more (less where the publisher's own
 * bounds are nearer), and one below K could be 1 as well as K - 1.
 *
 * Returns 0, or -1 with CT_EDATA for a result whose own step had no --min-cell
 * and that tells of counts it does not hold: of all, or of parts whose number,
 * below K, is what those it holds leave of their total.
 */
int ct_suppress(struct ct_panel *p, double below, const struct ct_codes *codes,
                struct ct_error *err) __attribute__((warn_unused_result));

#endif
