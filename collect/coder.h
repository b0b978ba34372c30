/* SPDX-License-Identifier: GPL-3.0-or-later
 * The coder: raw texts to codes, by the rules of a descriptor. It stands
 * between the rows and the builder, and turns what the concordances say into
 * the builder's slots and numbers once, so that a cell costs one look-up. */
#ifndef CT_CODER_H
#define CT_CODER_H

#include "collect/builder.h"
#include "collect/descriptor.h"

/* What a concordance gives: its row, in the builder's numbers. */
struct ct_given {
    const struct ct_mapping *row;
    const struct ct_numbered *map;
};

/* What is known of a value beside its number: from the file, its row, its
 * column. The codes stand last, as only those of slots there are get copied. */
struct ct_coded {
    enum ct_relation relation; /* the worst of those applied */
    int scale;
    uint16_t status;
    const char *ignore; /* the reason to leave it out, or NULL */
    size_t n_notes;
    const char *note[4];
    struct ct_given *given; /* becomes what ct_coder_map() found; or NULL */
    uint32_t code[CT_SLOTS_MAX];
};

struct ct_coder;

/* A new coder for a descriptor and a builder, both of which outlive it. Free
 * with ct_coder_destroy(). */
struct ct_coder *ct_coder_create(const struct ct_descriptor *d,
                                 struct ct_builder *b);

/* Copies what is known; slots beyond those there are keep what they have. */
void ct_coder_copy(const struct ct_coder *c, struct ct_coded *to,
                   const struct ct_coded *from);

/* Sets a dimension or attribute to a code that was checked before; an
 * attribute gives way to a dimension of its name. */
void ct_coder_set(struct ct_coder *c, const char *name, const char *code,
                  struct ct_coded *io);

/* Codes a text through a concordance. Returns 0, or -1 with *err: not in the
 * table, with the near code. */
int ct_coder_map(struct ct_coder *c, const struct ct_concordance *map,
                 const char *text, size_t n, struct ct_coded *io,
                 struct ct_error *err) __attribute__((warn_unused_result));

/* A text with its length. */
struct ct_text {
    const char *text;
    size_t n;
};

/* Gives again what was given before. */
void ct_coder_apply(struct ct_given given, struct ct_coded *io);

/* Takes a text as a code of a slot as it is; `unchecked`: whatever the code
 * lists say. Returns 0, or -1 with *err: empty or no code of that dimension,
 * with the near code. */
int ct_coder_take(struct ct_coder *c, size_t slot, struct ct_text text,
                  bool unchecked, struct ct_coded *io, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Takes a text as a publisher's own code of a slot: `ISO3:` and the text, in
 * which letters, digits and `_ - .` stay and every other run becomes `_`. A
 * new code gets `label`. Returns 0, or -1 with *err: nothing is left of it, or
 * it is too long. */
int ct_coder_own(struct ct_coder *c, size_t slot, const char *iso3,
                 struct ct_text text, struct ct_text label, struct ct_coded *io,
                 struct ct_error *err) __attribute__((warn_unused_result));

/* Sets the attribute `relation` to what the concordances applied say. */
void ct_coder_relate(const struct ct_coder *c, struct ct_coded *io);

/* The slot that the labels of a concordance's codes go with: its first target.
 */
size_t ct_coder_slot(const struct ct_coder *c,
                     const struct ct_concordance *map);

/* Gives the code of a slot in *coded a label from the file, as
 * ct_builder_label() does. Returns 0, or -1 when the label is too long. */
int ct_coder_label(struct ct_coder *c, size_t slot, const struct ct_cell *cell,
                   const struct ct_coded *coded);

/* At the end: the concordances' labels, where neither the files nor the code
 * lists have one. */
void ct_coder_add_labels(struct ct_coder *c);

/* Frees; NULL is fine. */
void ct_coder_destroy(struct ct_coder *c);

#endif
