/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far a rate can be relied on, in the words of the table `reliability`. */
#ifndef CT_RELIABILITY_H
#define CT_RELIABILITY_H

/* Rules, in the order of the words of --reliability. */
enum ct_reliability_rule {
    CT_RELIABILITY_USUAL,   /* suppress below 10 events, unreliable below 20 */
    CT_RELIABILITY_NCHS,    /* suppress below 10 or with limits more than 160 %
                               of the rate apart; of a standardised rate, the
                               effective count. Parker et al. 2023 */
    CT_RELIABILITY_USCS,    /* suppress below 16; U.S. Cancer Statistics */
    CT_RELIABILITY_WISQARS, /* unreliable up to 20 */
    CT_RELIABILITY_PHE      /* suppress below 10; Public Health England, for
                               standardised rates */
};

#define CT_RELIABILITY_WORDS "usual|nchs|uscs|wisqars|phe"

/* events, the effective count (the same for crude rates) and relative width of
 * the limits, (upper - lower) / rate. Returns "ok", "unreliable" or "suppress";
 * "" if the events are not known. A count made from a rate may fall short of a
 * whole number. */
const char *ct_reliability(enum ct_reliability_rule rule, double events,
                           double effective, double width);

#endif
