/* SPDX-License-Identifier: GPL-3.0-or-later
 * Documents of the old Office kind: streams in a folder in one file
 * ([MS-CFB]). */
#ifndef CT_OLE_H
#define CT_OLE_H

#include "lib/buffer.h"

#include <stdbool.h>

/* Appends the bytes of the stream of that name (ASCII) to out. Returns whether
 * it is there and whole; damaged files end in false, whatever their sizes and
 * links say. */
bool ct_ole_stream(const char *bytes, size_t n, const char *name,
                   struct ct_buffer *out);

#endif
