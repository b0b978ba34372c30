/* SPDX-License-Identifier: GPL-3.0-or-later
 * A few rows read for trial: where several datasets have one header, their
 * codes tell whose file it is. */
#include "config.h"

#include "collect/intake_inner.h"

#include <stdlib.h>

static bool take_all(struct intake *in, const struct ct_preview *rows)
{
    for (size_t i = 0; i < rows->n_rows; i++)
        if (ct_intake_row(in, &rows->row[i], NULL) < 0)
            return false;
    return in->binding != NULL;
}

long ct_intake_try(const char *file, const struct ct_descriptor *d,
                   const struct ct_form *form, const struct ct_preview *rows)
{
    const struct ct_collect_request request = {.n_files = 1, .files = &file};
    struct ct_accounting accounting = {0};
    struct ct_problems rejects = {0};
    struct intake in;
    struct ct_collecting all = {.request = &request,
                                .descriptor = d,
                                .builder = ct_builder_create(),
                                .accounting = &accounting,
                                .rejects = &rejects};
    all.coder = ct_coder_create(d, all.builder);
    ct_intake_start(&in, &all, form, 0);
    bool readable = take_all(&in, rows);
    ct_intake_end(&in);
    free(in.vintage);
    free(all.ignored.n);
    ct_dict_clear(&all.ignored.reason);
    ct_coder_destroy(all.coder);
    ct_builder_destroy(all.builder);
    ct_problems_clear(&rejects);
    return readable ? (long)accounting.rejected : -1;
}
