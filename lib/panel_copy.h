/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of one panel copied into another; used by select and unite. */
#ifndef CT_PANEL_COPY_H
#define CT_PANEL_COPY_H

#include "lib/error.h"
#include "lib/panel.h"

/* Adds the inputs of `from` to those of `to`. Returns their new numbers, one
 * for each input of `from` (at least one), freed by the caller; or NULL with
 * CT_EDATA when there are more inputs than an observation can name. */
uint16_t *ct_copy_inputs(struct ct_panel *to, const struct ct_panel *from,
                         struct ct_error *err)
    __attribute__((warn_unused_result));

/* Adds a key with all codes and labels of another panel's key, same numbers. */
void ct_copy_key(struct ct_panel *to, const struct ct_key *key);

/* Adds a code with its label to a dictionary and returns its number; a label
 * that is there stays. */
uint32_t ct_copy_code(struct ct_dict *to, const char *code, const char *label);

/* Reads observation i with its file renumbered by what ct_copy_inputs()
 * returned. */
void ct_copy_obs(const struct ct_panel *from, size_t i, const uint16_t *inputs,
                 struct ct_obs *o);

/* Adds to `to` an empty table of the same name and columns and returns it,
 * borrowed. */
struct ct_table *ct_copy_columns(struct ct_panel *to,
                                 const struct ct_table *table);

/* Appends a row of a table to one of the same columns. */
void ct_copy_row(struct ct_table *to, const struct ct_table *from, size_t row);

#endif
