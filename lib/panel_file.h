/* SPDX-License-Identifier: GPL-3.0-or-later
 * Panels on disk: HDF5, laid out as a netCDF-4/CF contiguous ragged array
 * that other programs open too (docs/format.md). The only code that knows
 * HDF5 is behind this header. HDF5 touches files only through a driver of our
 * own: no locks, and a full disk is an error like any other. One thread at a
 * time may write or read. */
#ifndef CT_PANEL_FILE_H
#define CT_PANEL_FILE_H

#include "lib/error.h"
#include "lib/panel.h"

#include <stdbool.h>

/* Writes the panel (sorted: ct_panel_sort()) to path, whole or not at all
 * (ct_output in file.h), after it was read back and compared with the panel,
 * in little memory. Same panel, same bytes. A symbolic link is written through.
 * Returns 0, or -1: CT_EIO (cannot be written), CT_EDATA (a name the file
 * cannot have, a text of over 1 MiB, a value out of its range). */
int ct_panel_write(const struct ct_panel *p, const char *path,
                   struct ct_error *err) __attribute__((warn_unused_result));

/* Reads a panel or result. Nothing in the file is believed before it is
 * checked: hard links only, no external or virtual storage, known filters,
 * sizes capped, codes and row sizes in range, complete = 1.
 * Returns a new panel, or NULL with CT_EIO (cannot be opened) or CT_EDATA
 * (not ours, damaged, a later format). */
struct ct_panel *ct_panel_read(const char *path, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Whether the file begins as HDF5 does. Do not ask this of a pipe: what is
 * read from it is gone. */
bool ct_panel_is_hdf5(const char *path);

/* Once at start-up: turns HDF5's own messages, plugins and exit handler off. */
void ct_panel_start(void);

#endif
