/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts of events beside a plain table of them. */
#include "config.h"

#include "collect/builder_inner.h"
#include "lib/status.h"
#include "tests/unit.h"

#include <string.h>

enum { SERIES = 37, MONTHS = 120, EVENTS = 20000 };

/* What a cell should hold. */
struct told {
    double value;
    uint32_t line;
    uint16_t status;
};

struct twin {
    struct told cell[SERIES][MONTHS];
};

static unsigned draw(unsigned *seed, unsigned n)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 8) % n;
}

/* So many series of other offences. */
static void add_series(struct ct_builder *b)
{
    for (uint32_t i = 0; i < SERIES; i++) {
        uint32_t codes[CT_SLOTS_MAX] = {0};
        char code[2] = {(char)('A' + i), 0};
        bool is_new;
        codes[CT_SLOT_OFFENCE] =
            ct_dict_add(&ct_builder_key(b, CT_SLOT_OFFENCE)->codes, code, 1);
        codes[CT_SLOT_FREQ] =
            ct_dict_add(&ct_builder_key(b, CT_SLOT_FREQ)->codes, "M", 1);
        ck_assert_uint_eq(ct_builder_series(b, codes, &is_new), i);
    }
}

static struct ct_obs event(uint32_t line, unsigned month, unsigned *seed)
{
    struct ct_obs o = ct_obs_empty;
    o.time =
        ct_period_make('M', 2001 + (int)month / 12, (int)month % 12 + 1).day;
    o.line = line;
    o.status = draw(seed, 5) ? 0 : CT_STATUS_PROVISIONAL;
    o.x[CT_VALUE] = 1 + draw(seed, 3);
    return o;
}

static void tell(struct twin *t, size_t series, unsigned month,
                 const struct ct_obs *o)
{
    struct told *cell = &t->cell[series][month];
    if (!cell->line)
        cell->line = o->line;
    cell->value += o->x[CT_VALUE];
    cell->status |= o->status;
}

static void compare(struct ct_builder *b, const struct twin *t)
{
    size_t n = 0;
    ct_builder_end_count(b);
    for (size_t s = 0; s < SERIES; s++)
        for (int m = 0; m < MONTHS; m++)
            n += t->cell[s][m].line > 0;
    ck_assert_uint_eq(b->n_entries, n);
    for (size_t i = 0; i < n; i++) {
        const struct ct_entry *e = ct_builder_at(b, i);
        long month = ct_period_ordinal((struct ct_period){'M', e->time}) -
                     ct_period_ordinal(ct_period_make('M', 2001, 1));
        const struct told *cell = &t->cell[e->series][month];
        ck_assert_double_eq(e->value, cell->value);
        ck_assert_uint_eq(e->line, cell->line);
        ck_assert_uint_eq(e->status, cell->status);
    }
}

/* Events of a few series, then of all, so that cells are found in turn before
 * and after the table of blocks has grown; ids stand between. */
START_TEST(counts_as_a_table_does)
{
    struct ct_builder *b = ct_builder_create();
    struct twin *t = calloc(1, sizeof *t);
    unsigned seed = (unsigned)_i + 1;
    add_series(b);
    for (uint32_t line = 1; line <= (uint32_t)EVENTS >> _i; line++) {
        size_t series = draw(&seed, line < 200 ? 3 : SERIES);
        unsigned month = draw(&seed, line < 100 ? 5 : MONTHS);
        struct ct_obs o = event(line, month, &seed);
        bool id = draw(&seed, 50) == 0;
        bool counted =
            ct_builder_count(b, series, &o, id ? "same" : NULL, id ? 4 : 0);
        if (counted)
            tell(t, series, month, &o);
        ck_assert(counted || id);
    }
    compare(b, t);
    ct_builder_destroy(b);
    free(t);
}
END_TEST

START_TEST(is_the_same_when_put_together)
{
    struct ct_builder *b[2] = {ct_builder_create(), ct_builder_create()};
    struct ct_builder *all = ct_builder_create();
    struct twin *t = calloc(1, sizeof *t);
    unsigned seed = 5;
    add_series(b[0]);
    add_series(b[1]);
    for (uint32_t line = 1; line <= EVENTS; line++) {
        size_t series = draw(&seed, SERIES);
        unsigned month = draw(&seed, MONTHS);
        struct ct_obs o = event(line, month, &seed);
        ct_builder_count(b[draw(&seed, 2)], series, &o, NULL, 0);
        tell(t, series, month, &o);
    }
    for (int i = 0; i < 2; i++) {
        ct_builder_absorb(all, b[i]);
        ct_builder_destroy(b[i]);
    }
    compare(all, t);
    ct_builder_destroy(all);
    free(t);
}
END_TEST

Suite *count_suite(void);
Suite *count_suite(void)
{
    Suite *s = suite_create("count");
    TCase *t = tcase_create("events");
    tcase_add_loop_test(t, counts_as_a_table_does, 0, 13);
    tcase_add_test(t, is_the_same_when_put_together);
    suite_add_tcase(s, t);
    return s;
}
