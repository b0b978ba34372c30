/* SPDX-License-Identifier: GPL-3.0-or-later
 * A dictionary of codes: open addressing. */
#include "config.h"

#include "lib/dict.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* The last bytes of a code, up to seven. */
static uint64_t tail(const char *s, size_t n)
{
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x = x << 8 | (unsigned char)s[i];
    return x;
}

/* Eight bytes at a time, as codes may be whole sentences. */
static uint64_t hash(const char *s, size_t n)
{
    uint64_t h = n * UINT64_C(0x9e3779b97f4a7c15), x;
    for (; n >= sizeof x; s += sizeof x, n -= sizeof x) {
        memcpy(&x, s, sizeof x);
        h = (h ^ x) * UINT64_C(0xff51afd7ed558ccd);
        h ^= h >> 32;
    }
    h = (h ^ tail(s, n)) * UINT64_C(0xff51afd7ed558ccd);
    return h ^ h >> 29;
}

/* Most codes are a few letters: not worth a call. */
static int same(const char *code, const char *s, size_t n)
{
    size_t i = 0;
    if (n > 16)
        return strncmp(code, s, n) == 0 && code[n] == '\0';
    while (i < n && code[i] == s[i])
        i++;
    return i == n && code[n] == '\0';
}

/* The slot that holds the code, or the free one where it belongs. */
static size_t slot_of(const struct ct_dict *d, const char *code, size_t n)
{
    size_t at = hash(code, n) & (d->n_slots - 1);
    while (d->slot[at] && !same(d->code[d->slot[at] - 1], code, n))
        at = (at + 1) & (d->n_slots - 1);
    return at;
}

static void rehash(struct ct_dict *d, size_t n_slots)
{
    free(d->slot);
    d->slot = ct_xcalloc(n_slots, sizeof *d->slot);
    d->n_slots = n_slots;
    for (size_t i = 0; i < d->n; i++)
        d->slot[slot_of(d, d->code[i], strlen(d->code[i]))] = (uint32_t)i + 1;
}

uint32_t ct_dict_find(const struct ct_dict *d, const char *code, size_t length)
{
    if (!d->n_slots)
        return CT_NO_CODE;
    uint32_t number = d->slot[slot_of(d, code, length)];
    return number ? number - 1 : CT_NO_CODE;
}

uint32_t ct_dict_add(struct ct_dict *d, const char *code, size_t length)
{
    uint32_t number = ct_dict_find(d, code, length);
    if (number != CT_NO_CODE)
        return number;
    if ((d->n + 1) * 2 > d->n_slots)
        rehash(d, d->n_slots ? d->n_slots * 2 : 16);
    size_t capacity = d->capacity;
    d->code = ct_xgrow(d->code, &capacity, d->n + 1, sizeof *d->code);
    d->label = ct_xgrow(d->label, &d->capacity, d->n + 1, sizeof *d->label);
    d->code[d->n] = ct_xstrndup(code, length);
    d->label[d->n] = ct_xstrdup("");
    d->slot[slot_of(d, code, length)] = (uint32_t)d->n + 1;
    return (uint32_t)d->n++;
}

void ct_dict_label(struct ct_dict *d, uint32_t number, const char *label)
{
    char *copy = ct_xstrdup(label);
    free(d->label[number]);
    d->label[number] = copy;
}

/* One code with its number, while sorting. */
struct entry {
    char *code, *label;
    uint32_t number;
};

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->code,
                  ((const struct entry *)b)->code);
}

void ct_dict_sort(struct ct_dict *d, uint32_t *order)
{
    struct entry *entries = ct_xmalloc(d->n, sizeof *entries);
    for (size_t i = 0; i < d->n; i++)
        entries[i] = (struct entry){d->code[i], d->label[i], (uint32_t)i};
    qsort(entries, d->n, sizeof *entries, by_code);
    for (size_t i = 0; i < d->n; i++) {
        d->code[i] = entries[i].code;
        d->label[i] = entries[i].label;
        order[entries[i].number] = (uint32_t)i;
    }
    free(entries);
    if (d->n_slots)
        rehash(d, d->n_slots);
}

void ct_dict_clear(struct ct_dict *d)
{
    for (size_t i = 0; i < d->n; i++) {
        free(d->code[i]);
        free(d->label[i]);
    }
    free(d->code);
    free(d->label);
    free(d->slot);
    *d = (struct ct_dict){0};
}
