/* SPDX-License-Identifier: GPL-3.0-or-later
 * Addresses of series. */
#include "config.h"

#include "lib/address.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static void add(struct ct_address *a, const char *dimension, const char *code)
{
    a->part[a->n++] = (struct ct_address_part){dimension, code};
}

struct ct_address ct_address_of_series(const struct ct_panel *p, size_t series)
{
    struct ct_address a = {0};
    a.part = ct_xmalloc(p->n_keys + 1, sizeof *a.part);
    for (size_t k = 0; k < p->n_keys; k++)
        if (!p->keys[k].is_attribute)
            add(&a, p->keys[k].name, ct_panel_code(p, (long)k, series));
    return a;
}

struct ct_address ct_address_of_row(const struct ct_panel *p,
                                    const struct ct_table *t, size_t row)
{
    struct ct_address a = {0};
    a.part = ct_xmalloc(t->n_columns + 1, sizeof *a.part);
    for (size_t c = 0; c < t->n_columns; c++) {
        const struct ct_column *column = &t->columns[c];
        long key = ct_panel_find_key(p, column->name);
        if (column->is_text && key >= 0 && !p->keys[key].is_attribute)
            add(&a, column->name, column->text[row]);
    }
    return a;
}

const char *ct_address_code(const struct ct_address *a, const char *dimension)
{
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->part[i].dimension, dimension) == 0)
            return a->part[i].code;
    return strcmp(dimension, "unit") == 0 ? "NUMBER" : "_T";
}

static bool holds(const struct ct_address *a, const struct ct_address *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (strcmp(ct_address_code(a, b->part[i].dimension), b->part[i].code) !=
            0)
            return false;
    return true;
}

bool ct_address_equal(const struct ct_address *a, const struct ct_address *b)
{
    return holds(a, b) && holds(b, a);
}

static bool names(const struct ct_address *a, const char *dimension)
{
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->part[i].dimension, dimension) == 0)
            return true;
    return false;
}

/* What stands for a key that is not asked. */
#define ANY (CT_NO_CODE - 1)

/* The number of the address's code in a dictionary, CT_NO_CODE if it is not
 * there. What is an attribute here may be a dimension of the address: panels
 * put together tell editions apart by it. */
static uint32_t number_of(const struct ct_address *a, const struct ct_key *key)
{
    const char *code = ct_address_code(a, key->name);
    if (key->is_attribute && (!names(a, key->name) || strcmp(code, "_U") == 0))
        return ANY;
    return ct_dict_find(&key->codes, code, strlen(code));
}

/* Whether the panel can have it: what it lacks must be the total. */
static bool has_all(const struct ct_panel *p, const struct ct_address *a)
{
    static const struct ct_address nothing = {0, NULL};
    for (size_t i = 0; i < a->n; i++) {
        const char *name = a->part[i].dimension;
        if (ct_panel_find_key(p, name) < 0 &&
            strcmp(a->part[i].code, ct_address_code(&nothing, name)) != 0)
            return false;
    }
    return true;
}

/* Numbers are compared, not texts: panels may have many series. */
long ct_address_find(const struct ct_panel *p, const struct ct_address *a)
{
    uint32_t *number = ct_xmalloc(p->n_keys + 1, sizeof *number);
    bool possible = has_all(p, a);
    long found = -1;
    for (size_t k = 0; k < p->n_keys; k++) {
        number[k] = number_of(a, &p->keys[k]);
        possible &= number[k] != CT_NO_CODE;
    }
    for (size_t s = 0; possible && s < p->n_series && found < 0; s++) {
        size_t k = 0;
        while (k < p->n_keys &&
               (number[k] == ANY || p->keys[k].index[s] == number[k]))
            k++;
        found = k == p->n_keys ? (long)s : -1;
    }
    free(number);
    return found;
}

long ct_panel_find_time(const struct ct_panel *p, size_t series, int32_t time)
{
    for (size_t i = p->first[series]; i < p->first[series + 1]; i++)
        if (p->time[i] == time)
            return (long)i;
    return -1;
}

void ct_address_print(const struct ct_address *a, struct ct_buffer *out)
{
    const char *blank = "";
    for (size_t i = 0; i < a->n; i++) {
        if (strcmp(a->part[i].code, "_T") == 0)
            continue;
        ct_buffer_printf(out, "%s%s=%s", blank, a->part[i].dimension,
                         a->part[i].code);
        blank = " ";
    }
    ct_buffer_text(out, "");
}

void ct_address_clear(struct ct_address *a)
{
    free(a->part);
    *a = (struct ct_address){0};
}
