/* SPDX-License-Identifier: GPL-3.0-or-later
 * libcsv, asked cell by cell. The only code that includes <csv.h>. */
#include "config.h"

#include "lib/csv_judge.h"
#include "lib/memory.h"

#include <csv.h>
#include <stdlib.h>

/* A quote that the text ends in is an error, but not while we try. */
enum { TRYING = CSV_STRICT, READING = CSV_STRICT | CSV_STRICT_FINI };

struct ct_csv_judge {
    struct csv_parser libcsv;
    bool ended;
    const char *text;
    size_t length;
};

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* The buffer of libcsv holds one cell, and a byte more to look at. */
static void *grow_cell(void *old, size_t size)
{
    return size > CT_CSV_CELL_MAX + 1 ? NULL : ct_xrealloc(old, size, 1);
}

struct ct_csv_judge *ct_csv_judge_create(char delimiter)
{
    struct ct_csv_judge *j = ct_xcalloc(1, sizeof *j);
    csv_init(&j->libcsv, READING);
    csv_set_delim(&j->libcsv, (unsigned char)delimiter);
    csv_set_space_func(&j->libcsv, no_space);
    csv_set_realloc_func(&j->libcsv, grow_cell);
    csv_set_blk_size(&j->libcsv, 4096);
    return j;
}

void ct_csv_judge_destroy(struct ct_csv_judge *j)
{
    csv_free(&j->libcsv);
    free(j);
}

static void take_cell(void *bytes, size_t length, void *user)
{
    struct ct_csv_judge *j = user;
    j->ended = true;
    j->text = bytes;
    j->length = length;
}

size_t ct_csv_judge_show(struct ct_csv_judge *j, const char *bytes, size_t n)
{
    return csv_parse(&j->libcsv, bytes, n, take_cell, NULL, j);
}

int ct_csv_judge_end(struct ct_csv_judge *j)
{
    return csv_fini(&j->libcsv, take_cell, NULL, j);
}

bool ct_csv_judge_take(struct ct_csv_judge *j, const char **text,
                       size_t *length)
{
    bool ended = j->ended;
    j->ended = false;
    *text = j->text;
    *length = j->length;
    return ended;
}

void ct_csv_judge_forget(struct ct_csv_judge *j)
{
    csv_set_opts(&j->libcsv, TRYING);
    csv_fini(&j->libcsv, NULL, NULL, NULL);
    csv_set_opts(&j->libcsv, READING);
}

bool ct_csv_judge_too_long(struct ct_csv_judge *j)
{
    return csv_error(&j->libcsv) == CSV_ENOMEM;
}
