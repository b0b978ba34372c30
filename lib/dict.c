/* SPDX-License-Identifier: GPL-3.0-or-later
 * A dictionary of codes: open addressing. Texts lie in blocks, as a panel may
 * have millions of codes, and each slot has its code's hash, so that a look-up
 * goes to a text only where it is the right one. */
#include "config.h"

#include "lib/dict.h"

#include "lib/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* One slot: number + 1; 0 = free. */
struct ct_dict_slot {
    uint32_t hash, number;
};

/* Texts one after another; each block is twice as large as the one before, up
 * to a limit. */
struct ct_dict_block {
    struct ct_dict_block *before;
    size_t size, used;
    char text[];
};
enum { BLOCK_MIN = 96, BLOCK_MAX = 1 << 16 };

/* The last bytes of a code, up to seven. */
static uint64_t tail(const char *s, size_t n)
{
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x = x << 8 | (unsigned char)s[i];
    return x;
}

/* Eight bytes at a time, as codes may be whole sentences. */
static uint32_t hash_of(const char *s, size_t n)
{
    uint64_t h = n * UINT64_C(0x9e3779b97f4a7c15), x;
    for (; n >= sizeof x; s += sizeof x, n -= sizeof x) {
        memcpy(&x, s, sizeof x);
        h = (h ^ x) * UINT64_C(0xff51afd7ed558ccd);
        h ^= h >> 32;
    }
    h = (h ^ tail(s, n)) * UINT64_C(0xff51afd7ed558ccd);
    return (uint32_t)(h ^ h >> 29);
}

/* Most codes are a few letters: not worth a call. */
static bool same(const char *code, const char *s, size_t n)
{
    size_t i = 0;
    if (n > 16)
        return strncmp(code, s, n) == 0 && code[n] == '\0';
    while (i < n && code[i] == s[i])
        i++;
    return i == n && code[n] == '\0';
}

/* The slot that holds the code, or the free one where it belongs. */
static struct ct_dict_slot *slot_of(const struct ct_dict *d, uint32_t hash,
                                    const char *code, size_t n)
{
    size_t at = hash & (d->n_slots - 1);
    while (d->slot[at].number &&
           (d->slot[at].hash != hash ||
            !same(d->code[d->slot[at].number - 1], code, n)))
        at = (at + 1) & (d->n_slots - 1);
    return &d->slot[at];
}

/* Puts a code that is not there into a free slot. */
static void occupy(struct ct_dict *d, struct ct_dict_slot entry)
{
    size_t at = entry.hash & (d->n_slots - 1);
    while (d->slot[at].number)
        at = (at + 1) & (d->n_slots - 1);
    d->slot[at] = entry;
}

/* Makes a table of n_slots, a power of two, of the old one; order, if not
 * NULL, has the new number of each. */
static void rehash(struct ct_dict *d, size_t n_slots, const uint32_t *order)
{
    struct ct_dict_slot *old = d->slot;
    size_t n_old = d->n_slots;
    d->slot = ct_xcalloc(n_slots, sizeof *d->slot);
    d->n_slots = n_slots;
    for (size_t i = 0; i < n_old; i++) {
        struct ct_dict_slot entry = old[i];
        if (order && entry.number)
            entry.number = order[entry.number - 1] + 1; /* CT_NO_CODE + 1 = 0 */
        if (entry.number)
            occupy(d, entry);
    }
    free(old);
}

uint32_t ct_dict_find(const struct ct_dict *d, const char *code, size_t length)
{
    if (!d->n_slots)
        return CT_NO_CODE;
    return slot_of(d, hash_of(code, length), code, length)->number - 1;
}

static char *copy_text(struct ct_dict *d, const char *text, size_t n)
{
    struct ct_dict_block *b = d->block;
    if (!b || b->size - b->used < n + 1) {
        size_t size = b ? 2 * b->size : BLOCK_MIN;
        if (size > BLOCK_MAX)
            size = BLOCK_MAX;
        if (size < n + 1)
            size = n + 1;
        b = ct_xmalloc(sizeof *b + size, 1);
        *b = (struct ct_dict_block){.before = d->block, .size = size};
        d->block = b;
    }
    char *copy = b->text + b->used;
    if (n)
        memcpy(copy, text, n);
    copy[n] = '\0';
    b->used += n + 1;
    return copy;
}

/* A label that is not known is the end of its code. */
uint32_t ct_dict_add(struct ct_dict *d, const char *code, size_t length)
{
    uint32_t hash = hash_of(code, length);
    if (d->n_slots) {
        uint32_t found = slot_of(d, hash, code, length)->number;
        if (found)
            return found - 1;
    }
    if ((d->n + 1) * 4 > d->n_slots * 3)
        rehash(d, d->n_slots ? d->n_slots * 2 : 16, NULL);
    size_t capacity = d->capacity;
    d->code = ct_xgrow(d->code, &capacity, d->n + 1, sizeof *d->code);
    d->label = ct_xgrow(d->label, &d->capacity, d->n + 1, sizeof *d->label);
    d->code[d->n] = copy_text(d, code, length);
    d->label[d->n] = d->code[d->n] + length;
    d->n++;
    occupy(d, (struct ct_dict_slot){hash, (uint32_t)d->n});
    return (uint32_t)d->n - 1;
}

static void free_label(struct ct_dict *d, size_t i)
{
    if (*d->label[i])
        free(d->label[i]);
}

void ct_dict_label(struct ct_dict *d, uint32_t number, const char *label)
{
    char *copy =
        *label ? ct_xstrdup(label) : d->code[number] + strlen(d->code[number]);
    free_label(d, number);
    d->label[number] = copy;
}

static int by_code(const void *a, const void *b, void *user)
{
    char *const *code = user;
    return strcmp(code[*(const uint32_t *)a], code[*(const uint32_t *)b]);
}

static bool in_order(const struct ct_dict *d, const uint32_t *number, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (strcmp(d->code[number[i - 1]], d->code[number[i]]) > 0)
            return false;
    return true;
}

/* The texts of n codes, in an array of their number. */
static char **pick(char **text, const uint32_t *number, size_t n)
{
    char **out = ct_xmalloc(n, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = text[number[i]];
    free(text);
    return out;
}

void ct_dict_select(struct ct_dict *d, uint32_t *order)
{
    size_t n = 0;
    uint32_t *number = ct_xmalloc(d->n, sizeof *number);
    for (size_t i = 0; i < d->n; i++)
        if (order[i] != CT_NO_CODE)
            number[n++] = (uint32_t)i;
        else
            free_label(d, i);
    if (!in_order(d, number, n))
        qsort_r(number, n, sizeof *number, by_code, d->code);
    for (size_t i = 0; i < n; i++)
        order[number[i]] = (uint32_t)i;
    d->code = pick(d->code, number, n);
    d->label = pick(d->label, number, n);
    d->n = d->capacity = n;
    free(number);
    if (d->n_slots)
        rehash(d, d->n_slots, order);
}

void ct_dict_sort(struct ct_dict *d, uint32_t *order)
{
    memset(order, 0, d->n * sizeof *order);
    ct_dict_select(d, order);
}

void ct_dict_clear(struct ct_dict *d)
{
    for (size_t i = 0; i < d->n; i++)
        free_label(d, i);
    for (struct ct_dict_block *b = d->block, *before; b; b = before) {
        before = b->before;
        free(b);
    }
    free(d->code);
    free(d->label);
    free(d->slot);
    *d = (struct ct_dict){0};
}
