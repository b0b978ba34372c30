/* SPDX-License-Identifier: GPL-3.0-or-later
 * The collecting stage: publishers' files in, a panel out. */
#ifndef CT_COLLECT_H
#define CT_COLLECT_H

#include "lib/buffer.h"
#include "lib/codes.h"
#include "lib/error.h"
#include "lib/panel.h"
#include "lib/problems.h"

struct ct_witness;

/* What to collect. */
struct ct_collect_request {
    size_t n_files;
    const char *const *files; /* "-" = standard input */
    const char *dataset;      /* an id, or a folder if it has a '/'; NULL =
                                 recognised by the files' header */
    const char *vintage;      /* NULL = from the file, else "" */
    const char *time;         /* the dimension that is the time, of cubes that
                                 do not say; in place of a descriptor's text;
                                 may be NULL */
    const char *datadir;      /* folder of descriptors: ct_datadir() */
    const struct ct_codes *codes;
    bool strict; /* any reject is an error */
    int threads; /* side by side; the panel is the same with any number */
    struct ct_witness *witness; /* sees what makes one observation; NULL: no
                                   one does (collect/witness.h) */
};

/* Where every cell went: read = taken + missing + ignored + rejected. */
struct ct_accounting {
    unsigned long long rows, cells, taken, missing, ignored, rejected;
};

/* Appends `rows: N read; cells: N read, N taken, N missing, N ignored, N
 * rejected` (the contract's line). */
void ct_accounting_print(const struct ct_accounting *a, struct ct_buffer *out);

/* Reads the files as one. Returns a new, sorted panel with accounting and
 * provenance (the command is the caller's to set), or NULL with *err: CT_EIO,
 * CT_EDATA (a file that cannot be read as its carrier, a header that does not
 * fit, rejects with strict), CT_ENONE (nothing taken), CT_EUSAGE (no such
 * dataset, with the near name). Rejects are added to *rejects in any case. */
struct ct_panel *ct_collect(const struct ct_collect_request *request,
                            struct ct_accounting *accounting,
                            struct ct_problems *rejects, struct ct_error *err)
    __attribute__((warn_unused_result));

/* What lists say of a dataset; borrowed for the call. */
struct ct_dataset_row {
    const char *id, *title, *publisher, *description;
};

/* Calls see() for each dataset in datadir, by id. Each is read whole, so that a
 * broken descriptor is told: returns 0, or -1 with *err. */
int ct_datasets_each(const char *datadir,
                     void (*see)(void *state, const struct ct_dataset_row *row),
                     void *state, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Appends a list of the datasets in datadir: id, title, publisher. */
int ct_datasets_list(const char *datadir, struct ct_buffer *out,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* Appends what is known of one dataset: description, layout, mapping tables
 * with relations and notes, licence, citation. */
int ct_datasets_show(const char *datadir, const char *id, struct ct_buffer *out,
                     struct ct_error *err) __attribute__((warn_unused_result));

#endif
