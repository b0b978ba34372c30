/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a study's last run made, by content: for each file it wrote, the hash
 * of all that went into it and of the file itself. Kept in the output folder;
 * holds no times. */
#ifndef CT_STATE_H
#define CT_STATE_H

#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>

/* One file made. Hashes are SHA-256 in hexadecimal. */
struct ct_state_entry {
    char *path;
    char key[65], hash[65];
};

struct ct_state {
    char *path; /* of the state's own file */
    size_t n;
    struct ct_state_entry *entries;
};

/* Reads the state; none there, or one that is not understood, is empty. */
void ct_state_read(const char *path, struct ct_state *state);

/* Whether `path` was made from `key` and still holds the same bytes. */
bool ct_state_current(const struct ct_state *state, const char *path,
                      const char *key);

/* Notes that `path` was made from `key`. */
int ct_state_set(struct ct_state *state, const char *path, const char *key,
                 struct ct_error *err) __attribute__((warn_unused_result));

/* Writes the state to its file. */
int ct_state_write(const struct ct_state *state, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees what the state holds. */
void ct_state_clear(struct ct_state *state);

/* A hash of the program and of all files in its data folder: a study's steps
 * are done again when either changed. out has room for 65 bytes. */
int ct_state_program(char *out, struct ct_error *err)
    __attribute__((warn_unused_result));

struct ct_buffer;

/* Appends name and hash of every file below a folder, in order of name. */
int ct_state_folder(const char *folder, struct ct_buffer *out,
                    struct ct_error *err) __attribute__((warn_unused_result));

#endif
