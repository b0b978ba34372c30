/* SPDX-License-Identifier: GPL-3.0-or-later
 * SHA-256 for lib/file.c and lib/source.c only; others use lib/file.h. */
#ifndef CT_FILE_HASH_H
#define CT_FILE_HASH_H

#include <nettle/sha2.h>

/* Ends the hash and writes it in hexadecimal; out has room for 65 bytes. */
void ct_hash_text(struct sha256_ctx *hash, char *out);

#endif
