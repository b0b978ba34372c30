/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files: read once and hashed while read; written whole or not at all. */
#ifndef CT_FILE_H
#define CT_FILE_H

#include "lib/buffer.h"
#include "lib/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* A file being read, "-" for standard input. */
struct ct_source;

/* Opens a file, FIFO or "-". Returns a new source, or NULL with CT_EIO
 * (missing, a folder, no permission). */
struct ct_source *ct_source_open(const char *path, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Reads up to n bytes, 0 at the end. Returns the number, or -1 with CT_EIO;
 * also -1 (CT_EDATA) once a device has given 1 GiB, so that /dev/zero ends. */
long ct_source_read(struct ct_source *s, void *buffer, size_t n,
                    struct ct_error *err) __attribute__((warn_unused_result));

/* From here on the hash is computed in a thread of its own, which reads the
 * file by itself; only of regular files, for others nothing changes. */
void ct_source_hash_beside(struct ct_source *s);

/* From here on the hash is that of parts of the file which others read, and
 * which follow one another: n bytes each, from `at` on. Those that were read
 * here before are passed over. Only of regular files. */
void ct_source_hash_parts(struct ct_source *s);
void ct_source_hash_part(struct ct_source *s, uint64_t at, const char *bytes,
                         size_t n);

/* The parts are of no use: it is that of what is read here, as ever. */
void ct_source_hash_whole(struct ct_source *s);

/* The descriptor of a regular file, *size its bytes when it was opened; -1 for
 * others. Who reads it by position leaves ct_source_read() alone and still asks
 * for the digest. */
int ct_source_file(const struct ct_source *s, uint64_t *size);

/* Reads to the end if it is not reached. Sets *bytes to the size of all that
 * was read and out, which has room for 65 bytes, to its SHA-256 in
 * hexadecimal. Returns 0, or -1 as ct_source_read(), or CT_EIO if the file
 * changed while it was read. */
int ct_source_digest(struct ct_source *s, uint64_t *bytes, char *out,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* Closes and frees; NULL is fine. */
void ct_source_close(struct ct_source *s);

/* Reads a whole file of at most cap bytes into *out (appended). Returns 0, or
 * -1 with CT_EIO, or CT_EDATA if it is larger. */
int ct_file_read(const char *path, size_t cap, struct ct_buffer *out,
                 struct ct_error *err) __attribute__((warn_unused_result));

/* SHA-256 in hexadecimal of bytes; of a whole file (0, or -1 with CT_EIO).
 * out has room for 65 bytes. */
void ct_sha256(const void *bytes, size_t n, char *out);
int ct_sha256_file(const char *path, char *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* An output being written. Until ct_output_commit() its name is untouched;
 * the bytes are in a file without a name in the same folder (O_TMPFILE), or,
 * where the file system has none, in NAME.tmp.XXXXXX. */
struct ct_output;

/* Opens an output: "-" is standard output; a symbolic link is followed; what
 * is no regular file (FIFO, /dev/full, /dev/stdout) is written directly.
 * Returns a new output, or NULL with CT_EIO (a folder, a missing folder, no
 * permission). End it with commit or abort. */
struct ct_output *ct_output_open(const char *path, struct ct_error *err)
    __attribute__((warn_unused_result));

/* A name under which the bytes can be opened by others while they are written
 * (/proc/self/fd/N or the temporary file): for libraries that want a path. */
const char *ct_output_path(const struct ct_output *o);

/* Its descriptor; writes bytes, best in large pieces (errors are kept for the
 * commit). */
int ct_output_fd(const struct ct_output *o);
void ct_output_write(struct ct_output *o, const void *bytes, size_t n);

/* The descriptor of a file that can be read back and written at any place, or
 * -1 if the output is none; notes that a write to it failed. */
int ct_output_file(const struct ct_output *o);

/* All is written but not yet committed: what the disk has to write it begins
 * to, while the file is read back. */
void ct_output_begin_sync(const struct ct_output *o);
void ct_output_fail(struct ct_output *o, int number);

/* Syncs, gives the file its name and syncs the folder. Frees o. Returns 0, or
 * -1 with CT_EIO, the old file untouched. */
int ct_output_commit(struct ct_output *o, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The same of n outputs, which share what waiting for the disk there is; no
 * name is given before the bytes of all are synced. Frees them; errors[i] has
 * the code CT_OK or says why o[i] failed, which keeps no other one back. */
void ct_output_commit_all(struct ct_output **o, size_t n,
                          struct ct_error *errors);

/* Gives up: nothing is left behind. Frees o; NULL is fine. */
void ct_output_abort(struct ct_output *o);

/* Writes bytes to path in one go, whole or not at all. Returns 0, or -1 with
 * CT_EIO. */
int ct_file_write(const char *path, const void *bytes, size_t n,
                  struct ct_error *err) __attribute__((warn_unused_result));

/* The folder that a path lies in, "." if it names none. Freed by the caller. */
char *ct_folder_of(const char *path);

/* The folder with our datasets and code lists: $CRIMETRENDS_DATADIR, else
 * ../share/crimetrends beside the program, else the source tree's. The caller
 * frees it. */
char *ct_datadir(void);

#endif
