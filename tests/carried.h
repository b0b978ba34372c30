/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a carrier makes of bytes, as text that can be compared. */
#ifndef CT_CARRIED_H
#define CT_CARRIED_H

#include "collect/carrier.h"

/* Reads the bytes with a carrier: each row as `table:line|cell|cell` and a
 * line end (without `table:` where there is none), then, if it failed, the
 * message behind "! ". The caller frees it. */
char *carried(const char *carrier, const void *bytes, size_t n,
              const struct ct_carrier_settings *settings);

#endif
