/* SPDX-License-Identifier: GPL-3.0-or-later
 * One number for all that a panel holds: it stands in the file and is computed
 * again from what was read. Chunks have checksums, but not the index that says
 * where they are, and the checksum of zeros is zero. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Every step can be undone, so that no single change goes unseen. */
static uint64_t mix(uint64_t sum, uint64_t x)
{
    sum = (sum ^ x) * UINT64_C(0x9e3779b97f4a7c15);
    return sum ^ sum >> 32;
}

static uint64_t mix_text(uint64_t sum, const char *text)
{
    size_t n = strlen(text);
    sum = mix(sum, n);
    for (size_t i = 0; i < n; i++)
        sum = mix(sum, (unsigned char)text[i]);
    return sum;
}

/* Long arrays are dealt to four sums, as a step waits for the one before. */
struct dealt {
    uint64_t sum[4];
};

static inline void deal(struct dealt *d, size_t i, uint64_t x)
{
    d->sum[i % 4] = mix(d->sum[i % 4], x);
}

static uint64_t gather(uint64_t sum, const struct dealt *d)
{
    for (size_t i = 0; i < 4; i++)
        sum = mix(sum, d->sum[i]);
    return sum;
}

/* Numbers by value, whatever the order of their bytes. */
static uint64_t mix_doubles(uint64_t sum, const double *x, size_t n)
{
    struct dealt d = {{0}};
    for (size_t i = 0; i < n; i++) {
        uint64_t bits;
        memcpy(&bits, &x[i], sizeof bits);
        deal(&d, i, bits);
    }
    return gather(sum, &d);
}

static uint64_t mix_u32(uint64_t sum, const uint32_t *x, size_t n)
{
    struct dealt d = {{0}};
    for (size_t i = 0; i < n; i++)
        deal(&d, i, x[i]);
    return gather(sum, &d);
}

static uint64_t mix_i32(uint64_t sum, const int32_t *x, size_t n)
{
    struct dealt d = {{0}};
    for (size_t i = 0; i < n; i++)
        deal(&d, i, (uint32_t)x[i]);
    return gather(sum, &d);
}

static uint64_t mix_u16(uint64_t sum, const uint16_t *x, size_t n)
{
    struct dealt d = {{0}};
    for (size_t i = 0; i < n; i++)
        deal(&d, i, x[i]);
    return gather(sum, &d);
}

static uint64_t mix_key(uint64_t sum, const struct ct_key *key, size_t n_series)
{
    sum = mix(sum, key->codes.n);
    for (size_t i = 0; i < key->codes.n; i++) {
        sum = mix_text(sum, key->codes.code[i]);
        sum = mix_text(sum, key->codes.label[i]);
    }
    return mix_u32(sum, key->index, n_series);
}

bool ct_panel_has(const struct ct_panel *p, size_t column)
{
    if (column == CT_VALUE)
        return true;
    for (size_t i = 0; p->column[column] && i < p->n_obs; i++)
        if (!isnan(p->column[column][i]))
            return true;
    return false;
}

static uint64_t mix_sizes(uint64_t sum, const struct ct_panel *p)
{
    sum = mix(sum, p->n_series);
    for (size_t s = 0; s < p->n_series; s++)
        sum = mix(sum, p->first[s + 1]);
    return sum;
}

static uint64_t mix_observations(uint64_t sum, const struct ct_panel *p)
{
    for (size_t c = 0; p->n_obs && c < CT_N_COLUMNS; c++)
        if (ct_panel_has(p, c))
            sum = mix_doubles(mix(sum, c), p->column[c], p->n_obs);
    sum = mix_i32(sum, p->time, p->n_obs);
    sum = mix_u16(sum, p->status, p->n_obs);
    if (p->is_result)
        return sum;
    sum = mix_u16(sum, p->source_file, p->n_obs);
    return mix_u32(sum, p->source_line, p->n_obs);
}

static uint64_t mix_table(uint64_t sum, const struct ct_table *t)
{
    sum = mix_text(sum, t->name);
    sum = mix(sum, t->n_columns);
    sum = mix(sum, t->n_columns ? t->n_rows : 0);
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct ct_column *c = &t->columns[i];
        sum = mix(mix_text(sum, c->name), c->is_text);
        for (size_t row = 0; c->is_text && row < t->n_rows; row++)
            sum = mix_text(sum, c->text[row]);
        if (!c->is_text)
            sum = mix_doubles(sum, c->number, t->n_rows);
    }
    return sum;
}

static uint64_t mix_input(uint64_t sum, const struct ct_input *in)
{
    const char *const text[] = {in->name,    in->sha256,  in->dataset,
                                in->vintage, in->title,   in->publisher,
                                in->url,     in->licence, in->citation};
    sum = mix(sum, in->bytes);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        sum = mix_text(sum, text[i]);
    return sum;
}

/* The sum of each word, to be freed: notes count by what they say, however
 * words are numbered. */
static uint64_t *word_sums(const struct ct_dict *words)
{
    uint64_t *sum = ct_xmalloc(words->n, sizeof *sum);
    for (size_t i = 0; i < words->n; i++)
        sum[i] = mix_text(0, words->code[i]);
    return sum;
}

static uint64_t mix_notes(uint64_t sum, const struct ct_provenance *v)
{
    uint64_t *kind = word_sums(&v->kinds), *text = word_sums(&v->texts);
    for (size_t i = 0; i < v->n_notes; i++) {
        const struct ct_note *n = &v->notes[i];
        sum = mix(sum, (uint64_t)(uint32_t)n->series << 32 | (uint32_t)n->time);
        sum = mix(mix(sum, kind[n->kind]), text[n->text]);
    }
    free(kind);
    free(text);
    return sum;
}

static uint64_t mix_provenance(uint64_t sum, const struct ct_provenance *v)
{
    const char *const text[] = {v->command, v->options, v->seed, v->accounting};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        sum = mix_text(sum, text[i]);
    sum = mix(mix(mix(sum, v->n_inputs), v->n_steps), v->n_notes);
    for (size_t i = 0; i < v->n_inputs; i++)
        sum = mix_input(sum, &v->inputs[i]);
    for (size_t i = 0; i < v->n_steps; i++) {
        sum = mix_text(sum, v->steps[i].command);
        sum = mix_text(sum, v->steps[i].version);
    }
    return mix_notes(sum, v);
}

static void write_sum(const struct ct_panel *p, bool whole, char *out)
{
    uint64_t sum = mix(CT_STORE_VERSION, p->is_result);
    sum = mix_text(mix_text(sum, p->title), p->method);
    sum = mix(mix(sum, p->n_keys), p->n_tables);
    for (size_t k = 0; k < p->n_keys; k++)
        sum = mix(mix_text(sum, p->keys[k].name), p->keys[k].is_attribute);
    sum = mix_sizes(sum, p);
    for (size_t k = 0; whole && k < p->n_keys; k++)
        sum = mix_key(sum, &p->keys[k], p->n_series);
    if (whole)
        sum = mix_observations(sum, p);
    for (size_t t = 0; t < p->n_tables; t++)
        sum = mix_table(sum, p->tables[t]);
    sum = mix_provenance(sum, &p->provenance);
    snprintf(out, CT_CHECKSUM_SIZE, "%016llx", (unsigned long long)sum);
}

void ct_panel_checksum(const struct ct_panel *p, char *out)
{
    write_sum(p, true, out);
}

void ct_panel_checksum_frame(const struct ct_panel *p, char *out)
{
    write_sum(p, false, out);
}
