/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which descriptor goes with a file: by its id, its folder, or the header. */
#ifndef CT_DATASET_H
#define CT_DATASET_H

#include "collect/descriptor.h"
#include "collect/stream.h"

/* Where descriptors are, and the code lists they are checked with. */
struct ct_library {
    const char *datadir;
    const struct ct_codes *codes;
    const char *time; /* what the user says of it; may be NULL */
    const char *file; /* name of the one to recognise; may be NULL */
};

/* The ids of all datasets, sorted: *n texts, each and the array to be freed.
 * Returns NULL with CT_EIO. */
char **ct_dataset_ids(const char *datadir, size_t *n, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Reads the descriptor of an id, or of a folder if the name has a '/'. Returns
 * a new descriptor, or NULL with *err: CT_EUSAGE for an id there is not, with
 * the near one. */
struct ct_descriptor *ct_dataset_read(const struct ct_library *library,
                                      const char *name, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The descriptor of an id that there is, with what tells the headers of its
 * files: other tables of codes are empty. Returns as ct_dataset_read(). */
struct ct_descriptor *ct_dataset_read_headers(const struct ct_library *library,
                                              const char *id,
                                              struct ct_error *err)
    __attribute__((warn_unused_result));

/* The form whose header the stream (called `file`) has. NULL with *err
 * (CT_EDATA): what the carrier says, or the header expected and found; and in
 * both cases the dataset that it looks like, if there is one. */
const struct ct_form *
ct_dataset_form(const struct ct_library *library, const struct ct_descriptor *d,
                struct ct_stream *in, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Recognises a stream by its header. Returns a new descriptor, or NULL with
 * *err: none or several fit, which are named. */
struct ct_descriptor *ct_dataset_recognise(const struct ct_library *library,
                                           struct ct_stream *in,
                                           struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
