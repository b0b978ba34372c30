/* SPDX-License-Identifier: GPL-3.0-or-later
 * Remembering what cells gave. */
#include "config.h"

#include "collect/memo.h"

#include <limits.h>
#include <string.h>

/* The field of the i-th cell of a rule: of its parts, then of its label; -1:
 * there is none. */
static long field_of(const struct ct_bound_rule *rule, size_t i)
{
    return i < rule->from.n ? rule->from.part[i].field : rule->label;
}

static bool is_lot(const struct ct_memo *memo, unsigned lot,
                   const struct ct_bound_rule *rule,
                   const struct ct_cell *field)
{
    const char *text = memo->text[lot];
    if (!memo->given[lot].row)
        return false;
    for (size_t i = 0; i <= rule->from.n; i++) {
        long at = field_of(rule, i);
        size_t n = memo->length[lot][i];
        if (at < 0)
            continue;
        if (field[at].length != n || memcmp(field[at].text, text, n) != 0)
            return false;
        text += n;
    }
    return true;
}

/* Remembering costs as much as looking up: it must pay every other time. */
static bool is_of_use(const struct ct_memo *memo)
{
    return memo->n_kept < 1000 || memo->n_recalled > memo->n_kept;
}

bool ct_memo_recall(struct ct_memo *memo, const struct ct_bound_rule *rule,
                    const struct ct_cell *field)
{
    if (!is_of_use(memo))
        return false;
    if (!is_lot(memo, memo->at, rule, field)) {
        if (!is_lot(memo, memo->at ^ 1, rule, field))
            return false;
        memo->at ^= 1;
    }
    memo->n_recalled++;
    return true;
}

void ct_memo_keep(struct ct_memo *memo, const struct ct_bound_rule *rule,
                  const struct ct_cell *field, struct ct_given given)
{
    unsigned lot = memo->at ^ 1;
    char *text = memo->text[lot], *end = text + CT_MEMO_BYTES;
    if (!is_of_use(memo) || rule->from.n >= CT_MEMO_CELLS)
        return;
    memo->given[lot].row = NULL;
    memo->n_kept++;
    for (size_t i = 0; i <= rule->from.n; i++) {
        long at = field_of(rule, i);
        size_t n = at < 0 ? 0 : field[at].length;
        if (n > UCHAR_MAX || n > (size_t)(end - text))
            return;
        memo->length[lot][i] = (unsigned char)n;
        if (n)
            memcpy(text, field[at].text, n);
        text += n;
    }
    memo->given[lot] = given;
    memo->at = lot;
}
