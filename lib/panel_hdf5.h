/* SPDX-License-Identifier: GPL-3.0-or-later
 * HDF5 for lib/panel_*.c: a file made, and a file read behind fences, each
 * through a driver of our own. Nobody else includes this.
 *
 * To write: ct_store_open(), groups with their dimensions, arrays and
 * attributes, ct_store_close(). The first failure is remembered and makes all
 * later calls do nothing, so it is asked for once, at the end.
 * To read: ct_load_open(), attributes and arrays by name, ct_load_close(). */
#ifndef CT_PANEL_HDF5_H
#define CT_PANEL_HDF5_H

#include "lib/buffer.h"
#include "lib/error.h"
#include "lib/panel.h"

#include <hdf5.h>
#include <stdbool.h>

/* format_version; how long a text and a list of names may be. */
enum {
    CT_STORE_VERSION = 1,
    CT_STORE_TEXT_MAX = 1 << 20,
    CT_STORE_NAME_MAX = 200,
    CT_STORE_LIST_MAX = 4096
};

/* Elements of a chunk along the first dimension. */
enum { CT_STORE_CHUNK = 65536 };

/* First and last day that a period can begin on: years 1 to 9999. */
enum { CT_STORE_FIRST_DAY = -719162, CT_STORE_LAST_DAY = 2932896 };

/* How large a file may be. */
#define CT_STORE_FILE_MAX ((size_t)4 << 30)

/* Whether a name can stand in the file: [a-z][a-z0-9_]*, of tables also with
 * hyphens, at most CT_STORE_NAME_MAX bytes. */
bool ct_store_name(const char *name, bool hyphens);

/* Where the bytes of a file are: behind a descriptor, or in a buffer. A write
 * that fails is not told to HDF5 but noted here. */
struct ct_medium {
    int fd;                  /* -1: in *image */
    struct ct_buffer *image; /* a file to be made in it starts empty */
    uint64_t size;           /* bytes there are; 0 before a file is made */
    int error;               /* errno of the first failure, 0 if none */
    hid_t driver;            /* while the file is open */
};

/* Makes an HDF5 file by a creation list, or opens one to read. Returns it, or
 * -1. End it with ct_medium_close(); then size and error are final. */
hid_t ct_medium_create(struct ct_medium *m, hid_t creation);
hid_t ct_medium_open(struct ct_medium *m);
bool ct_medium_close(struct ct_medium *m, hid_t file);

/* A file being made; err is where the first failure is told. */
struct ct_store {
    hid_t file;
    bool failed;
    struct ct_medium *medium;
    struct ct_error *err;
};

/* A group being filled, with the names that are taken in it. */
struct ct_group {
    struct ct_store *store;
    hid_t id;
    struct ct_dict names;
};

/* A dimension: a scale without data, and its length. */
struct ct_dim {
    hid_t scale;
    hsize_t n;
};

/* One array to write: its type on disk and in memory (0: the native one of
 * disk), one or two dimensions (dim[1] NULL for one), whether to shuffle and
 * deflate it. */
struct ct_array {
    const char *name;
    hid_t disk, memory;
    const struct ct_dim *dim[2];
    bool packed;
    const void *data;
};

/* One attribute: n values of a type, 0 for a scalar. */
struct ct_attribute {
    const char *name;
    hid_t type;
    hsize_t n;
    const void *value;
};

/* Starts a file. */
void ct_store_open(struct ct_store *s, struct ct_medium *m,
                   struct ct_error *err);

/* Ends it. Returns 0, or -1 if anything failed since the start; ask the medium
 * whether all could be written. */
int ct_store_close(struct ct_store *s) __attribute__((warn_unused_result));

/* Makes a group in a group (in the file's own, if parent is NULL: then it is
 * the root). */
void ct_group_open(struct ct_store *s, const struct ct_group *parent,
                   const char *name, struct ct_group *out);
void ct_group_close(struct ct_group *g);

/* Takes a name for an array, before the group's dimensions are made; fails if
 * it is no name or taken. */
void ct_group_take(struct ct_group *g, const char *name);

/* Makes a dimension of length n; if the name is taken, it gets `_dim`. */
struct ct_dim ct_group_dim(struct ct_group *g, const char *name, size_t n);
void ct_dim_close(struct ct_store *s, struct ct_dim *d);

/* Writes an array; returns it open for attributes, to be ended with
 * ct_array_close(). */
hid_t ct_group_array(struct ct_group *g, const struct ct_array *a);
void ct_array_close(struct ct_store *s, hid_t array);

/* Writes dim->n doubles: a column of numbers, with its _FillValue. Returned
 * open, as above. */
hid_t ct_group_doubles(struct ct_group *g, const char *name,
                       const struct ct_dim *dim, const double *x);

/* Writes dim->n texts as an array of characters, with a dimension
 * NAME_length. */
void ct_group_texts(struct ct_group *g, const char *name,
                    const struct ct_dim *dim, char *const *text);

/* Fails because something cannot be stored. */
void ct_store_refuse(struct ct_store *s, const char *name, const char *reason);

/* Writes an attribute to a group or array: any, a text, an int. */
void ct_store_attribute(struct ct_store *s, hid_t object,
                        const struct ct_attribute *a);
void ct_store_text(struct ct_store *s, hid_t object, const char *name,
                   const char *text);
void ct_store_int(struct ct_store *s, hid_t object, const char *name,
                  int value);

/* Writes names, separated by blanks; empties the list. */
void ct_store_list(struct ct_store *s, hid_t object, const char *attribute,
                   struct ct_buffer *list);

/* The smallest type for numbers below n. */
hid_t ct_store_index_type(size_t n);

/* Says that an array holds days since 1970-01-01. */
void ct_store_days(struct ct_store *s, hid_t array);

/* Writes a table as a group of columns; all tables of a panel; its
 * provenance, and the notes in that. */
void ct_store_table(const struct ct_group *parent, const struct ct_table *t);
void ct_store_tables(const struct ct_group *root, const struct ct_panel *p);
void ct_store_provenance(const struct ct_group *root, const struct ct_panel *p);
void ct_store_notes(const struct ct_group *provenance,
                    const struct ct_panel *p);

/* A file being read from its bytes; memory is what its arrays may still
 * take. */
struct ct_load {
    hid_t file;
    struct ct_medium *medium;
    uint64_t memory;
    struct ct_error *err;
};

/* What an array must be: `size` is that of one element in memory, which is of
 * type `memory`. */
enum ct_kind { CT_DOUBLES, CT_SIGNED, CT_UNSIGNED, CT_CHARACTERS };
struct ct_expected {
    const char *name;
    enum ct_kind kind;
    hid_t memory;
    size_t size;
};

/* What was read: n elements, or n rows of `length` characters. The caller
 * frees data. */
struct ct_loaded {
    size_t n, length;
    void *data;
};

/* Texts that were read, in UTF-8. */
struct ct_texts {
    size_t n;
    char **text;
};

/* Opens a file, whose medium must stay until ct_load_close(). Returns 0, or -1
 * with CT_EDATA. */
int ct_load_open(struct ct_load *in, struct ct_medium *m, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Closes what ct_load_open() opened; also after it failed. */
void ct_load_close(struct ct_load *in);

/* Says what is damaged. Returns -1. */
int ct_load_damaged(struct ct_load *in, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether a group has a link of that name. */
bool ct_load_has(hid_t group, const char *name);

/* Opens a group by a hard link. Returns it, or -1. End it with H5Gclose(). */
hid_t ct_load_group(struct ct_load *in, hid_t group, const char *name);

/* Reads an attribute; *out (NULL or allocated) is replaced. Return 0, or
 * -1. */
int ct_load_text(struct ct_load *in, hid_t object, const char *name, char **out)
    __attribute__((warn_unused_result));
int ct_load_int(struct ct_load *in, hid_t object, const char *name, int *out)
    __attribute__((warn_unused_result));

/* Reads an attribute as different names between blanks; the caller clears
 * names, whatever is returned. */
int ct_load_names(struct ct_load *in, hid_t object, const char *attribute,
                  struct ct_dict *names) __attribute__((warn_unused_result));

/* Whether an array holds texts: 1 or 0, or -1. */
int ct_load_is_text(struct ct_load *in, hid_t group, const char *name);

/* Reads an array, of any length. */
int ct_load_array(struct ct_load *in, hid_t group, const struct ct_expected *e,
                  struct ct_loaded *out) __attribute__((warn_unused_result));

/* Reads an array of n elements. The caller frees it. Returns NULL if it is
 * damaged. */
void *ct_load_n(struct ct_load *in, hid_t group, const struct ct_expected *e,
                size_t n);

/* Reads an array piece by piece and compares it with n elements (data: of
 * characters, n texts). Returns 0, or -1 if it is damaged or another. */
int ct_load_same(struct ct_load *in, hid_t group, const struct ct_expected *e,
                 const void *data, size_t n)
    __attribute__((warn_unused_result));

/* Reads an array of characters, each row in UTF-8; the caller frees out->data.
 * The text in a row, of *n bytes. */
int ct_load_characters(struct ct_load *in, hid_t group, const char *name,
                       struct ct_loaded *out)
    __attribute__((warn_unused_result));
const char *ct_loaded_text(const struct ct_loaded *a, size_t i, size_t *n);

/* Reads an array of characters as texts; ends them. */
int ct_load_texts(struct ct_load *in, hid_t group, const char *name,
                  struct ct_texts *out) __attribute__((warn_unused_result));
void ct_texts_clear(struct ct_texts *t);

/* Reads a table; its column names come from its attribute `columns`. Returns
 * NULL if it is damaged. */
struct ct_table *ct_load_table(struct ct_load *in, hid_t parent,
                               const char *name);

/* Read all tables, and the provenance (after the series), into the panel. */
int ct_load_tables(struct ct_load *in, hid_t root, struct ct_panel *p)
    __attribute__((warn_unused_result));
int ct_load_provenance(struct ct_load *in, hid_t root, struct ct_panel *p)
    __attribute__((warn_unused_result));
int ct_load_notes(struct ct_load *in, hid_t provenance, struct ct_panel *p)
    __attribute__((warn_unused_result));

enum { CT_CHECKSUM_SIZE = 17 };

/* Writes the checksum of all that a file of the panel holds: 16 hexadecimal
 * digits and a zero. Sources of observations count only in panels. The other
 * one is of what ct_load_frame() reads. */
void ct_panel_checksum(const struct ct_panel *p, char *out);
void ct_panel_checksum_frame(const struct ct_panel *p, char *out);

/* Reads all but the observations (n_obs, no columns) and what keys hold. */
int ct_load_frame(struct ct_load *in, hid_t root, struct ct_panel *p)
    __attribute__((warn_unused_result));

/* Whether the file has series at all: a result may be tables alone. */
bool ct_load_has_series(hid_t root, const struct ct_panel *p);

/* Checks that every observation is within the ranges of the format. */
int ct_load_check(struct ct_load *in, const struct ct_panel *p)
    __attribute__((warn_unused_result));

/* Writes a whole panel of that checksum; reads one. Return 0, or -1; a new
 * panel, or NULL. */
int ct_panel_store(const struct ct_panel *p, const char *checksum,
                   struct ct_medium *m, struct ct_error *err)
    __attribute__((warn_unused_result));
struct ct_panel *ct_panel_load(struct ct_medium *m, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Reads back what ct_panel_store() wrote and compares it with the panel; a
 * second one is never in memory. Returns 0, or -1 with CT_EDATA. */
int ct_panel_verify(const struct ct_panel *p, const char *checksum,
                    struct ct_medium *m, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Writes and reads a whole panel as the bytes of a file in memory. */
int ct_panel_to_image(const struct ct_panel *p, struct ct_buffer *image,
                      struct ct_error *err) __attribute__((warn_unused_result));
struct ct_panel *ct_panel_from_image(struct ct_buffer *image,
                                     struct ct_error *err)
    __attribute__((warn_unused_result));

/* Whether a column is written: value is, others if they have a number. */
bool ct_panel_has(const struct ct_panel *p, size_t column);

#endif
