/* SPDX-License-Identifier: GPL-3.0-or-later
 * Remembering rows by the cells their codes come from. */
#include "config.h"

#include "collect/row_table.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROWS = 1 << 12,   /* combinations kept */
    SLOTS = 2 * ROWS, /* so the table is never more than half full */
    LONGEST = 254,    /* of a cell: its length is a byte of a word */
    WORD = 8
};

/* --- which cells --- */

static void add_field(struct ct_row_table *m, long field)
{
    for (size_t i = 0; i < m->n_fields; i++)
        if (field == (long)m->field[i])
            return;
    if (field < 0)
        return;
    m->field = ct_xrealloc(m->field, m->n_fields + 1, sizeof *m->field);
    m->field[m->n_fields++] = (size_t)field;
}

static void add_rule(struct ct_row_table *m, const struct ct_bound_rule *r)
{
    m->off = m->off || r->label >= 0;
    for (size_t i = 0; i < r->from.n; i++)
        add_field(m, r->from.part[i].field);
    for (size_t i = 0; i < r->n_when; i++)
        add_field(m, (long)r->when[i].field);
}

void ct_row_table_start(struct ct_row_table *m, const struct ct_binding *b)
{
    for (size_t i = 0; i < b->n_rules; i++)
        if (b->rule[i].scope == CT_SCOPE_ROW)
            add_rule(m, &b->rule[i]);
    m->off = m->off || !m->n_fields || m->n_fields > CT_ROW_WORDS;
    m->slot = ct_xcalloc(SLOTS, sizeof *m->slot);
}

/* --- cells as words --- */

/* The last bytes of a cell, up to seven. */
static uint64_t tail(const char *s, size_t n)
{
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x = x << 8 | (unsigned char)s[i];
    return x;
}

static uint64_t mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

/* Each cell is its bytes, eight a word, and a word of those left over and of
 * its length, so that no two combinations have the same words. Words not used
 * are 0. Returns false if there are too many. *hash becomes that of all. */
static bool write_words(const struct ct_row_table *m,
                        const struct ct_cell *field, struct ct_row_words *out,
                        uint64_t *hash)
{
    uint64_t h = 0;
    size_t n = 0;
    for (size_t i = 0; i < m->n_fields; i++) {
        const struct ct_cell *cell = &field[m->field[i]];
        const char *at = cell->text;
        size_t left = cell->length;
        if (left > LONGEST || n + left / WORD >= CT_ROW_WORDS)
            return false;
        for (; left >= WORD; at += WORD, left -= WORD) {
            memcpy(&out->word[n], at, WORD);
            h = mix(h, out->word[n++]);
        }
        out->word[n] = tail(at, left) | (uint64_t)(cell->length + 1) << 56;
        h = mix(h, out->word[n++]);
    }
    while (n < CT_ROW_WORDS)
        out->word[n++] = 0;
    *hash = h;
    return true;
}

static bool same_words(const struct ct_row_words *a,
                       const struct ct_row_words *b)
{
    uint64_t differ = 0;
    for (size_t i = 0; i < CT_ROW_WORDS; i++)
        differ |= a->word[i] ^ b->word[i];
    return !differ;
}

/* The slot of a combination, or the free one where it belongs. */
static uint16_t *place(const struct ct_row_table *m,
                       const struct ct_row_words *words, uint64_t hash)
{
    size_t at = (size_t)hash & (SLOTS - 1);
    while (m->slot[at] && !same_words(&m->words[m->slot[at] - 1], words))
        at = (at + 1) & (SLOTS - 1);
    return &m->slot[at];
}

/* --- rows --- */

/* With no room left all begins anew, unless it did not pay. */
static bool make_room(struct ct_row_table *m)
{
    if (m->n == ROWS && m->n_recalled < ROWS) {
        m->off = true;
        return false;
    }
    if (m->n == ROWS) {
        memset(m->slot, 0, SLOTS * sizeof *m->slot);
        m->n = m->n_recalled = 0;
    }
    m->row = ct_xgrow(m->row, &m->capacity, m->n + 1, sizeof *m->row);
    m->words =
        ct_xgrow(m->words, &m->words_capacity, m->n + 1, sizeof *m->words);
    return true;
}

struct ct_known_row *ct_row_table_find(struct ct_row_table *m,
                                       const struct ct_cell *field)
{
    struct ct_row_words words;
    uint64_t hash;
    if (m->off || !write_words(m, field, &words, &hash))
        return NULL;
    uint16_t number = *place(m, &words, hash);
    if (number) {
        m->n_recalled++;
        return &m->row[number - 1];
    }
    if (!make_room(m))
        return NULL;
    m->words[m->n] = words;
    memset(&m->row[m->n], 0, sizeof *m->row);
    *place(m, &words, hash) = (uint16_t)(m->n + 1);
    return &m->row[m->n++];
}

void ct_row_table_clear(struct ct_row_table *m)
{
    free(m->field);
    free(m->row);
    free(m->words);
    free(m->slot);
    *m = (struct ct_row_table){0};
}
