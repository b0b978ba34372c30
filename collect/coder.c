/* SPDX-License-Identifier: GPL-3.0-or-later
 * Raw texts to codes. */
#include "config.h"

#include "collect/coder.h"

#include "lib/memory.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { CODE_MAX = 256, LABEL_MAX = 1000 };

/* A concordance in the builder's numbers. */
struct ct_numbered {
    const struct ct_concordance *map;
    size_t *slot;     /* of each target */
    uint32_t *number; /* of each row and target; CT_NO_CODE = gives nothing */
};

struct ct_coder {
    struct ct_builder *builder;
    const struct ct_vocabulary *codes;
    size_t n_maps;
    struct ct_numbered *map;
    size_t relation; /* slot */
    uint32_t relation_number[CT_NO_RELATION + 1];
};

/* --- concordances --- */

/* What a row gives is turned into numbers before the first cell is read: from
 * then on, texts are compared only to find the row. */
static void number_row(struct ct_coder *c, struct ct_numbered *n, size_t row)
{
    const struct ct_concordance *map = n->map;
    for (size_t t = 0; t < map->n_targets; t++) {
        const char *code = map->row[row].code[t];
        uint32_t *number = &n->number[row * map->n_targets + t];
        *number = CT_NO_CODE;
        if (!*code)
            continue;
        struct ct_dict *codes = &ct_builder_key(c->builder, n->slot[t])->codes;
        *number = ct_dict_add(codes, code, strlen(code));
    }
}

static void number_map(struct ct_coder *c, struct ct_numbered *n)
{
    const struct ct_concordance *map = n->map;
    n->slot = ct_xcalloc(map->n_targets + 1, sizeof *n->slot);
    n->number = ct_xcalloc(map->raw.n * map->n_targets + 1, sizeof(uint32_t));
    for (size_t t = 0; t < map->n_targets; t++)
        n->slot[t] = (size_t)ct_builder_slot(c->builder, map->target[t],
                                             ct_is_attribute(map->target[t]));
    for (size_t row = 0; row < map->raw.n; row++)
        number_row(c, n, row);
}

/* Only where there are tables: codes taken as they are have no relation. */
static void number_relations(struct ct_coder *c)
{
    c->relation = (size_t)ct_builder_slot(c->builder, "relation", true);
    struct ct_dict *codes = &ct_builder_key(c->builder, c->relation)->codes;
    for (int i = 0; i <= CT_NO_RELATION; i++)
        c->relation_number[i] = ct_dict_add(codes, ct_relation_name[i],
                                            strlen(ct_relation_name[i]));
}

struct ct_coder *ct_coder_create(const struct ct_descriptor *d,
                                 struct ct_builder *b)
{
    struct ct_coder *c = ct_xcalloc(1, sizeof *c);
    c->builder = b;
    c->codes = &d->vocabulary;
    c->n_maps = d->n_maps;
    c->map = ct_xcalloc(d->n_maps + 1, sizeof *c->map);
    for (size_t i = 0; i < d->n_maps; i++) {
        c->map[i].map = d->map[i];
        number_map(c, &c->map[i]);
    }
    if (c->n_maps)
        number_relations(c);
    return c;
}

/* A dataset has a handful of tables; it is always there. */
static struct ct_numbered *find(const struct ct_coder *c,
                                const struct ct_concordance *map)
{
    size_t i = 0;
    while (c->map[i].map != map)
        i++;
    return &c->map[i];
}

/* Never guessed, only suggested: a new code of the publisher may mean anything.
 * Every single letter is near any other. */
static int refuse_unmapped(const struct ct_concordance *map, const char *text,
                           size_t n, struct ct_error *err)
{
    if (!err)
        return -1;
    char *word = ct_xstrndup(text, n);
    const char *near = n > 1 ? ct_concordance_near(map, word) : NULL;
    free(word);
    return ct_fail(err, CT_EDATA, 0, 0, "code '%.*s' is not in %s%s%s%s",
                   (int)(n > CODE_MAX ? CODE_MAX : n), text, map->name,
                   near ? ", did you mean '" : "", near ? near : "",
                   near ? "'?" : "");
}

/* Several tables may concern a value: reasons to ignore it win, relations are
 * as good as the worst, powers of ten add up. */
static void apply(const struct ct_mapping *m, struct ct_coded *io)
{
    if (*m->ignore)
        io->ignore = m->ignore;
    if (m->relation > io->relation)
        io->relation = m->relation;
    if (*m->note && io->n_notes < sizeof io->note / sizeof *io->note)
        io->note[io->n_notes++] = m->note;
    io->scale += m->scale;
    io->status |= m->status;
}

void ct_coder_apply(struct ct_given given, struct ct_coded *io)
{
    const struct ct_concordance *map = given.map->map;
    const uint32_t *number =
        given.map->number + (size_t)(given.row - map->row) * map->n_targets;
    for (size_t t = 0; t < map->n_targets; t++)
        if (number[t] != CT_NO_CODE)
            io->code[given.map->slot[t]] = number[t];
    apply(given.row, io);
}

int ct_coder_map(struct ct_coder *c, const struct ct_concordance *map,
                 const char *text, size_t n, struct ct_coded *io,
                 struct ct_error *err)
{
    struct ct_given given = {ct_concordance_find(map, text, n), find(c, map)};
    if (!given.row)
        return refuse_unmapped(map, text, n, err);
    ct_coder_apply(given, io);
    if (io->given)
        *io->given = given;
    return 0;
}

void ct_coder_copy(const struct ct_coder *c, struct ct_coded *to,
                   const struct ct_coded *from)
{
    memcpy(to, from, offsetof(struct ct_coded, code));
    memcpy(to->code, from->code,
           ct_builder_n_slots(c->builder) * sizeof *to->code);
}

/* --- codes as they are --- */

void ct_coder_set(struct ct_coder *c, const char *name, const char *code,
                  struct ct_coded *io)
{
    bool is_attribute = ct_is_attribute(name);
    long slot = ct_builder_slot(c->builder, name, is_attribute);
    struct ct_key *key = ct_builder_key(c->builder, (size_t)slot);
    if (key->is_attribute == is_attribute)
        io->code[slot] = ct_dict_add(&key->codes, code, strlen(code));
}

/* An empty cell is not the total: a publisher who means the total has a word
 * for it, and who forgot the code has none. */
static int check_text(const char *dimension, struct ct_text text,
                      struct ct_error *err)
{
    if (!text.n)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "no code of %s; the total is '_T', unknown is '_U'",
                       dimension);
    if (text.n > CODE_MAX)
        return ct_fail(err, CT_EDATA, 0, 0, "a code of more than %d bytes",
                       CODE_MAX);
    return 0;
}

static int check(const struct ct_coder *c, const char *dimension,
                 struct ct_text text, bool unchecked, struct ct_error *err)
{
    char code[CODE_MAX + 1];
    if (check_text(dimension, text, err) < 0)
        return -1;
    memcpy(code, text.text, text.n);
    code[text.n] = '\0';
    if (unchecked || ct_vocabulary_valid(c->codes, dimension, code))
        return 0;
    const char *near = ct_vocabulary_near(c->codes, dimension, code);
    return ct_fail(err, CT_EDATA, 0, 0, "unknown code of %s '%s'%s%s%s",
                   dimension, code, near ? ", did you mean '" : "",
                   near ? near : "", near ? "'?" : "");
}

/* Codes met before were checked then; files have few codes and many rows. */
int ct_coder_take(struct ct_coder *c, size_t slot, struct ct_text text,
                  bool unchecked, struct ct_coded *io, struct ct_error *err)
{
    struct ct_key *key = ct_builder_key(c->builder, slot);
    uint32_t number = ct_dict_find(&key->codes, text.text, text.n);
    if (number == CT_NO_CODE) {
        if (!key->is_attribute && check(c, key->name, text, unchecked, err) < 0)
            return -1;
        number = ct_dict_add(&key->codes, text.text, text.n);
    }
    io->code[slot] = number;
    return 0;
}

/* --- own codes --- */

/* Letters and digits of any script and `_ - .` stay; a colon would look like
 * another country's code. */
static bool stays(ucs4_t c)
{
    return c != ':' && ct_code_character(c);
}

/* Writes the code; returns its length, 0 if there is no room. */
static size_t write_own(const char *iso3, struct ct_text text, char *out)
{
    size_t n = 0;
    bool run = false;
    memcpy(out, iso3, 3);
    out[3] = ':';
    n = 4;
    for (size_t at = 0, step; at < text.n; at += step) {
        ucs4_t c;
        int length =
            u8_mbtouc(&c, (const uint8_t *)text.text + at, text.n - at);
        step = length > 0 ? (size_t)length : 1;
        if (n + step > CODE_MAX)
            return 0;
        if (stays(c)) {
            memcpy(out + n, text.text + at, step);
            n += step;
        } else if (!run) {
            out[n++] = '_';
        }
        run = !stays(c);
    }
    return n;
}

int ct_coder_own(struct ct_coder *c, size_t slot, const char *iso3,
                 struct ct_text text, struct ct_text label, struct ct_coded *io,
                 struct ct_error *err)
{
    char code[CODE_MAX + 1];
    struct ct_key *key = ct_builder_key(c->builder, slot);
    if (check_text(key->name, text, err) < 0)
        return -1;
    size_t n = write_own(iso3, text, code);
    if (!n)
        return ct_fail(err, CT_EDATA, 0, 0, "a code of more than %d bytes",
                       CODE_MAX);
    uint32_t number = ct_dict_add(&key->codes, code, n);
    io->code[slot] = number;
    if (!*key->codes.label[number] && label.n && label.n <= LABEL_MAX) {
        char *copy = ct_xstrndup(label.text, label.n);
        ct_dict_label(&key->codes, number, copy);
        free(copy);
    }
    return 0;
}

void ct_coder_relate(const struct ct_coder *c, struct ct_coded *io)
{
    if (c->n_maps)
        io->code[c->relation] = c->relation_number[io->relation];
}

/* --- labels --- */

size_t ct_coder_slot(const struct ct_coder *c, const struct ct_concordance *map)
{
    return find(c, map)->slot[0];
}

/* Labels that differ are counted, not refused: publishers respell names from
 * one year to the next. */
int ct_coder_label(struct ct_coder *c, size_t slot, const struct ct_cell *cell,
                   const struct ct_coded *coded)
{
    struct ct_dict *codes = &ct_builder_key(c->builder, slot)->codes;
    uint32_t number = coded->code[slot];
    const char *have = codes->label[number];
    size_t n = cell->length;
    if (!n || (strncmp(have, cell->text, n) == 0 && !have[n]))
        return 0;
    if (n > LABEL_MAX)
        return -1;
    char *label = ct_xstrndup(cell->text, n);
    ct_builder_label(c->builder, slot, number, label);
    free(label);
    return 0;
}

/* The last resort, for codes of the publisher's own: what our lists name has
 * the same name in all datasets. */
static void add_labels(struct ct_coder *c, const struct ct_numbered *n)
{
    struct ct_key *key = ct_builder_key(c->builder, n->slot[0]);
    for (size_t row = 0; row < n->map->raw.n; row++) {
        const char *label = n->map->row[row].label;
        uint32_t number = n->number[row * n->map->n_targets];
        if (*label && number != CT_NO_CODE && !*key->codes.label[number] &&
            !ct_vocabulary_label(c->codes, key->name, key->codes.code[number]))
            ct_dict_label(&key->codes, number, label);
    }
}

void ct_coder_add_labels(struct ct_coder *c)
{
    for (size_t i = 0; i < c->n_maps; i++)
        if (c->map[i].map->n_targets)
            add_labels(c, &c->map[i]);
}

void ct_coder_destroy(struct ct_coder *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->n_maps; i++) {
        free(c->map[i].slot);
        free(c->map[i].number);
    }
    free(c->map);
    free(c);
}
