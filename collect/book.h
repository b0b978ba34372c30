/* SPDX-License-Identifier: GPL-3.0-or-later
 * What carriers of workbooks (xlsx, ods) share: a zip archive of XML parts,
 * parsed as they are unpacked, within bounds; rows put together from cells in
 * any order. The only code that includes <expat.h>. */
#ifndef CT_BOOK_H
#define CT_BOOK_H

#include "collect/archive.h"
#include "collect/carrier.h"
#include "lib/buffer.h"

/* Bounds: what one part, one table's row and one cell may have. */
enum { CT_BOOK_COLUMNS = 16384, CT_BOOK_ROWS = 1048576, CT_BOOK_CELL = 65536 };

/* Opens the archive that a stream holds; its bytes stay the stream's. Returns
 * NULL with *err where the stream has something else, said in plain words. */
struct ct_archive *ct_book_open(struct ct_stream *in, struct ct_error *err)
    __attribute__((warn_unused_result));

/* --- XML --- */

/* Takes elements and text in order. Names come without a prefix; attributes as
 * expat gives them: name, value, ..., NULL. Return 0, or -1 to stop, with or
 * without an error. `line`, if not NULL, is where the user is in a table, for
 * what is wrong with the XML. */
struct ct_xml {
    int (*start)(void *user, const char *name, const char **attributes,
                 struct ct_error *err);
    int (*end)(void *user, const char *name, struct ct_error *err);
    int (*text)(void *user, const char *text, size_t n, struct ct_error *err);
    const long *line;
};

/* Parses a part. Refused with CT_EDATA: no such part, not well-formed, a
 * DOCTYPE, more than 64 levels or 1 GiB, a single tag of more than 1 MiB.
 * Returns 0, or -1. */
int ct_book_parse(struct ct_archive *book, const char *part,
                  const struct ct_xml *xml, void *user, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The value of an attribute by its name without a prefix, or NULL. */
const char *ct_xml_attribute(const char **attributes, const char *name);

/* --- sheets --- */

/* Whether a sheet is to be read, of those met so far in order: its name
 * matches, or, without a pattern, it is the first to be seen. */
bool ct_book_wants(const struct ct_carrier_settings *s, const char *name,
                   bool visible, size_t n_read);

/* Fails with the names of the sheets that are there, `names` as they were
 * added with ct_book_add_name(). */
int ct_book_no_sheet(const struct ct_buffer *names, struct ct_error *err);
void ct_book_add_name(struct ct_buffer *names, const char *name);

/* --- rows --- */

/* A row put together: zero it, set table, take and user, put, give. */
struct ct_book_row {
    const char *table; /* name of the sheet, borrowed */
    ct_row_function *take;
    void *user;
    long line; /* of the row at hand, from 1 */
    struct ct_buffer text;
    size_t n, capacity; /* cells so far, the last of them not empty */
    struct ct_book_slot *slot;
    size_t n_cells;
    struct ct_cell *cells;
};

/* Puts a text into `repeated` columns from `column` (from 0) on. No text
 * leaves them as they are. Returns 0, or -1 with CT_EDATA (too many columns,
 * too much text). */
int ct_book_put(struct ct_book_row *row, size_t column, size_t repeated,
                const struct ct_cell *cell, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Hands the row over, up to its last cell with a text, none if there is no
 * such; and what ct_book_put() put stays. Returns what `take` did. */
int ct_book_give(struct ct_book_row *row, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Empties the row for the next; frees what it holds. */
void ct_book_row_empty(struct ct_book_row *row);
void ct_book_row_clear(struct ct_book_row *row);

#endif
