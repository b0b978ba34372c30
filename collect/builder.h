/* SPDX-License-Identifier: GPL-3.0-or-later
 * The builder: coded observations to a panel. Names of dimensions and
 * attributes become slots, codes numbers in the slot's dictionary (0 is "_T"
 * for a dimension, "" for an attribute, NUMBER for unit); observations are
 * kept as they come, small, and put into series, order and one per key at the
 * end. */
#ifndef CT_BUILDER_H
#define CT_BUILDER_H

#include "collect/descriptor.h"
#include "lib/codes.h"
#include "lib/panel.h"
#include "lib/problems.h"

/* Slots that are always there, and how many there may be. */
enum {
    CT_SLOT_AREA,
    CT_SLOT_MEASURE,
    CT_SLOT_OFFENCE,
    CT_SLOT_UNIT,
    CT_SLOT_FREQ,
    CT_SLOTS_MAX = 64
};

struct ct_builder;

/* A new builder. Free with ct_builder_destroy(). */
struct ct_builder *ct_builder_create(void);

/* The slot of a dimension or attribute, made if it is new. Returns its number,
 * or -1 if there are CT_SLOTS_MAX already. */
long ct_builder_slot(struct ct_builder *b, const char *name, bool is_attribute);

/* Whether it has no series yet. */
bool ct_builder_is_empty(const struct ct_builder *b);

/* How many slots there are. */
size_t ct_builder_n_slots(const struct ct_builder *b);

/* A slot's name, kind and dictionary: ct_dict_add() is how codes get numbers,
 * and ct_dict_label() how they get names. Borrowed until a slot is made. */
struct ct_key *ct_builder_key(struct ct_builder *b, size_t slot);

/* The series of a key, CT_SLOTS_MAX numbers (0 where nothing is known). A new
 * series sets *is_new. Attributes that differ become "mixed". */
size_t ct_builder_series(struct ct_builder *b, const uint32_t *codes,
                         bool *is_new);

/* Whether an observation of that number may be negative: components and
 * forecasts may. */
bool ct_builder_may_be_negative(struct ct_builder *b, const uint32_t *codes,
                                uint16_t status);

/* Adds an observation; o->file is the number of the user's file. Returns
 * whether it was new: what a series said before in the same order, numbers and
 * all, is not kept twice. */
bool ct_builder_obs(struct ct_builder *b, size_t series,
                    const struct ct_obs *o);

/* Counts an event in the cell of that series and o->time, which keeps what o
 * says of its first; o->x[CT_VALUE] is what the event adds. `id`, NULL for
 * none: an event of that id counts once in a cell. Returns whether it did. */
bool ct_builder_count(struct ct_builder *b, size_t series,
                      const struct ct_obs *o, const char *id, size_t n);

/* Adds the counts of another builder, of the same descriptor. */
void ct_builder_absorb(struct ct_builder *to, struct ct_builder *from);

/* Observations taken from one builder to another, of the same descriptor, time
 * and again while the one is filled; so several readers can fill one builder in
 * turn, and what it holds is as if one had read all. */
struct ct_transfer;

/* From now on `from` only keeps observations for the other, repeated or not.
 * Both are borrowed; to be freed with ct_transfer_destroy(). */
struct ct_transfer *ct_transfer_create(struct ct_builder *to,
                                       struct ct_builder *from);

/* Moves the observations that came since. */
void ct_transfer_move(struct ct_transfer *t);

/* When all are moved: settles the attributes that `from` found mixed. */
void ct_transfer_end(struct ct_transfer *t);

void ct_transfer_destroy(struct ct_transfer *t);

/* The events of a file are counted: gives every series seen in it a 0 for
 * those of the file's periods, from its first to its last, that have no event.
 * Returns 0, or -1 with CT_EDATA: millions of them, as one wrong date brings.
 */
int ct_builder_fill_absent(struct ct_builder *b, uint16_t file,
                           struct ct_error *err)
    __attribute__((warn_unused_result));

/* Codes a value that is the year's to date at the end of a period: `definition`
 * becomes YTD, unless that is the whole year. */
void ct_builder_to_date(struct ct_builder *b, const struct ct_period *period,
                        uint32_t *codes);

/* Adds the publisher's remark, n bytes (0: none), to the observation added
 * last; i is the number of the column of remarks, `as` says what they are and
 * is borrowed until the end. */
void ct_builder_remark(struct ct_builder *b, size_t i,
                       const struct ct_remark *as, const char *text, size_t n);

/* Gives a code of a slot a label from the file; the first one stays, others are
 * kept apart. How many of those there are, each code's counted once. */
void ct_builder_label(struct ct_builder *b, size_t slot, uint32_t number,
                      const char *label);
size_t ct_builder_n_further(const struct ct_builder *b);

/* Whether there are so many remarks that new ones are kept as "other". */
bool ct_builder_remarks_full(const struct ct_builder *b);

/* How many series there are. */
size_t ct_builder_n_series(const struct ct_builder *b);

/* Adds a note to a series (-1: to all). */
void ct_builder_note(struct ct_builder *b, long series, const char *kind,
                     const char *text);

/* Cells that turned out to have a key twice: of those with a number and of
 * those without, how many are ignored, how many rejected. */
struct ct_twins {
    unsigned long long taken_ignored, missing_ignored;
    unsigned long long taken_rejected, missing_rejected;
};

/* What the end needs: the user's files by number. */
struct ct_builder_end {
    size_t n_inputs;
    const struct ct_input *input;
    const struct ct_descriptor *descriptor;
    struct ct_problems *rejects;
};

/* Makes the panel, sorted, with labels and breaks; codes that nothing bears
 * are gone. Several values of one key go by the descriptor's rule and into
 * *twins and rejects. Returns a new panel, or NULL with *err (CT_EDATA, when
 * the rule is error). The builder can only be destroyed afterwards. */
struct ct_panel *ct_builder_panel(struct ct_builder *b,
                                  const struct ct_builder_end *end,
                                  struct ct_twins *twins, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees; NULL is fine. */
void ct_builder_destroy(struct ct_builder *b);

#endif
