/* SPDX-License-Identifier: GPL-3.0-or-later
 * Remembering cells. */
#include "config.h"

#include "collect/memo.h"

#include <limits.h>
#include <string.h>

void ct_memo_ask(struct ct_memo *memo, long field)
{
    for (size_t i = 0; i < memo->n; i++)
        if (memo->field[i] == (size_t)field)
            return;
    if (field < 0)
        return;
    if (memo->n == CT_MEMO_CELLS)
        memo->never = true;
    else
        memo->field[memo->n++] = (size_t)field;
}

/* Cells that lie one after another, with a byte between them as when they were
 * kept, are compared in one go. */
static bool same_texts(const struct ct_memo *memo, unsigned lot,
                       const struct ct_cell *field)
{
    const char *text = memo->text[lot];
    const unsigned char *length = memo->length[lot];
    for (size_t i = 0; i < memo->n;) {
        const char *from = field[memo->field[i]].text, *to = from + length[i];
        for (i++; i < memo->n && field[memo->field[i]].text == to + 1; i++)
            to += 1 + length[i];
        size_t n = (size_t)(to - from);
        if (memcmp(from, text, n) != 0)
            return false;
        text += n + 1;
    }
    return true;
}

/* Lengths first: they nearly always tell rows apart that differ. */
static bool is_lot(const struct ct_memo *memo, unsigned lot,
                   const struct ct_cell *field)
{
    if (!memo->there[lot])
        return false;
    for (size_t i = 0; i < memo->n; i++)
        if (field[memo->field[i]].length != memo->length[lot][i])
            return false;
    return same_texts(memo, lot, field);
}

/* Remembering costs as much as looking up: it must pay every other time. */
static bool is_of_use(const struct ct_memo *memo)
{
    return !memo->never &&
           (memo->n_kept < 1000 || memo->n_recalled > memo->n_kept);
}

bool ct_memo_recall(struct ct_memo *memo, const struct ct_cell *field)
{
    if (!is_of_use(memo))
        return false;
    if (!is_lot(memo, memo->at, field)) {
        if (!is_lot(memo, memo->at ^ 1, field))
            return false;
        memo->at ^= 1;
    }
    memo->n_recalled++;
    return true;
}

bool ct_memo_keep(struct ct_memo *memo, const struct ct_cell *field)
{
    unsigned lot = memo->at ^ 1;
    char *text = memo->text[lot], *end = text + CT_MEMO_BYTES;
    if (!is_of_use(memo))
        return false;
    memo->there[lot] = false;
    memo->n_kept++;
    for (size_t i = 0; i < memo->n; i++) {
        const struct ct_cell *cell = &field[memo->field[i]];
        size_t n = cell->length;
        if (n > UCHAR_MAX || n >= (size_t)(end - text))
            return false;
        memo->length[lot][i] = (unsigned char)n;
        memcpy(text, cell->text, n + 1);
        text += n + 1;
    }
    memo->there[lot] = true;
    memo->at = lot;
    return true;
}
