/* SPDX-License-Identifier: GPL-3.0-or-later
 * Status of an observation: a set of letters. */
#include "config.h"

#include "lib/status.h"

#include <string.h>

const char ct_status_letter[CT_N_STATUS + 1] = "BDEFIMNOPQU";

const char *const ct_status_meaning[CT_N_STATUS] = {
    "break",       "definition_differs", "estimated",       "forecast",
    "imputed",     "cannot_exist",       "not_significant", "missing",
    "provisional", "suppressed",         "low_reliability"};

void ct_status_format(uint16_t status, char *out)
{
    for (int i = 0; i < CT_N_STATUS; i++)
        if (status >> i & 1)
            *out++ = ct_status_letter[i];
    *out = '\0';
}

int ct_status_parse(const char *s, size_t n, uint16_t *out, char *bad)
{
    unsigned set = 0;
    for (size_t i = 0; i < n; i++) {
        const char *letter = memchr(ct_status_letter, s[i], CT_N_STATUS);
        if (!letter) {
            if (bad)
                *bad = s[i];
            return -1;
        }
        set |= 1U << (letter - ct_status_letter);
    }
    *out = (uint16_t)set;
    return 0;
}
