/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first rows of a stream, as each carrier sees them: read once and shown
 * to all forms that may have made it. */
#ifndef CT_PREVIEW_H
#define CT_PREVIEW_H

#include "collect/descriptor.h"
#include "collect/stream.h"

/* The rows, its own; err says why there are no more, if not for their number.
 */
struct ct_preview {
    const struct ct_carrier *carrier;
    char *encoding, delimiter;
    bool plain; /* other forms may have the same rows */
    size_t limit, n_rows;
    struct ct_row *row;
    struct ct_error err;
};

/* Zero-initialise with the stream; clear with ct_previews_clear(). */
struct ct_previews {
    struct ct_stream *in;
    size_t n;
    struct ct_preview **preview;
};

/* The first rows as a form's carrier reads them. Borrowed. */
const struct ct_preview *ct_preview_get(struct ct_previews *p,
                                        const struct ct_form *form);

/* Frees the rows. */
void ct_previews_clear(struct ct_previews *p);

#endif
