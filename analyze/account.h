/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account of a result: which series and residents its numbers were made
 * of. Everything is done again that comes before the method itself (selection,
 * plan, denominators, groups), so what is told is what the method saw.
 *
 * Open, ask for any number of addresses, close. */
#ifndef CT_ACCOUNT_H
#define CT_ACCOUNT_H

#include "analyze/analyze.h"
#include "analyze/residents.h"
#include "lib/address.h"
#include "lib/dict.h"
#include "lib/period.h"

/* A series that went in. The numbers are those of the period it was taken in,
 * NaN where there is none. Texts are borrowed from the account, but for sum. */
struct ct_contributor {
    size_t series; /* of the analysis' panel */
    int32_t day;   /* first of that period */
    bool shifted;  /* it is not the one asked for (a lag) */
    char *sum;     /* what was computed of it, or NULL; freed with the list */
    const char *name, *unit;
    const char *note; /* what was done to the series before: "" or filled ... */
    bool there;       /* it has that period */
    double value, events, population;
    uint16_t status;
    struct ct_resident_series residents;
};

/* An area that would have been in, but has no series. */
struct ct_absentee {
    char *area;
    double population;
};

struct ct_contributors {
    size_t n, n_absent;
    struct ct_contributor *item;
    struct ct_absentee *absent;
};

struct ct_account;

/* Opens the account of an analysis, which must live as long. Returns NULL with
 * *err as ct_analyze(). */
struct ct_account *ct_account_open(const struct ct_analysis *a,
                                   struct ct_error *err)
    __attribute__((warn_unused_result));

/* What went into the result of that address in the period of that first day
 * (INT32_MIN: none in particular). None if the address is none of its results.
 * Clear with ct_contributors_clear(). Returns 0, or -1 with *err. */
int ct_account_ask(struct ct_account *account, const struct ct_address *address,
                   int32_t day, struct ct_contributors *out,
                   struct ct_error *err) __attribute__((warn_unused_result));

/* What a series of the analysis' panel brings in a period, whatever it is put
 * together with. Returns false if it was not taken. The caller frees
 * out->residents.series. */
bool ct_account_series(const struct ct_account *account, size_t series,
                       int32_t day, struct ct_contributor *out);

/* Frees the list. */
void ct_contributors_clear(struct ct_contributors *c);

/* Frees; NULL is fine. */
void ct_account_close(struct ct_account *account);

#endif
