/* SPDX-License-Identifier: GPL-3.0-or-later
 * Problems collected in one pass. */
#include "config.h"

#include "lib/problems.h"

#include "lib/csv_reader.h"
#include "lib/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_MAX = 200, REASON_MAX = 1024 };

/* A copy of at most VALUE_MAX bytes that ends where a character ends. */
static char *cut(const char *value, size_t length)
{
    size_t n = length > VALUE_MAX ? VALUE_MAX : length;
    while (n > 0 && n < length && ((unsigned char)value[n] & 0xc0) == 0x80)
        n--;
    return ct_xstrndup(value, n);
}

void ct_problems_add(struct ct_problems *p, const char *file, long line,
                     const char *column, const char *value, size_t length,
                     const char *format, ...)
{
    p->n++;
    if (!p->all && p->n_items == CT_PROBLEMS_KEPT)
        return;
    char reason[REASON_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    p->items =
        ct_xgrow(p->items, &p->capacity, p->n_items + 1, sizeof *p->items);
    p->items[p->n_items++] = (struct ct_problem){.file = ct_xstrdup(file),
                                                 .line = line,
                                                 .column = ct_xstrdup(column),
                                                 .value = cut(value, length),
                                                 .reason = ct_xstrdup(reason)};
}

void ct_problems_merge(struct ct_problems *to, struct ct_problems *from,
                       size_t n)
{
    size_t *at = ct_xcalloc(n + 1, sizeof *at);
    for (;;) {
        struct ct_problems *next = NULL;
        size_t which = 0;
        for (size_t i = 0; i < n; i++)
            if (at[i] < from[i].n_items &&
                (!next ||
                 from[i].items[at[i]].line < next->items[at[which]].line)) {
                next = &from[i];
                which = i;
            }
        if (!next)
            break;
        to->items = ct_xgrow(to->items, &to->capacity, to->n_items + 1,
                             sizeof *to->items);
        to->items[to->n_items++] = next->items[at[which]++];
    }
    for (size_t i = 0; i < n; i++) {
        to->n += from[i].n;
        from[i].n_items = 0;
    }
    free(at);
}

void ct_problems_csv(const struct ct_problems *p, struct ct_buffer *out)
{
    ct_buffer_text(out, "file,line,column,value,reason\n");
    for (size_t i = 0; i < p->n_items; i++) {
        const struct ct_problem *item = &p->items[i];
        ct_csv_quote(out, item->file, ',');
        ct_buffer_printf(out, ",%ld,", item->line);
        ct_csv_quote(out, item->column, ',');
        ct_buffer_byte(out, ',');
        ct_csv_quote(out, item->value, ',');
        ct_buffer_byte(out, ',');
        ct_csv_quote(out, item->reason, ',');
        ct_buffer_byte(out, '\n');
    }
}

void ct_problems_clear(struct ct_problems *p)
{
    for (size_t i = 0; i < p->n_items; i++) {
        free(p->items[i].file);
        free(p->items[i].column);
        free(p->items[i].value);
        free(p->items[i].reason);
    }
    free(p->items);
    *p = (struct ct_problems){0};
}
