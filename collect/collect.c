/* SPDX-License-Identifier: GPL-3.0-or-later
 * Collecting: every file through its intake, then the panel. */
#include "config.h"

#include "collect/collect.h"

#include "collect/dataset.h"
#include "collect/intake.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

void ct_accounting_print(const struct ct_accounting *a, struct ct_buffer *out)
{
    ct_buffer_printf(out,
                     "rows: %llu read; cells: %llu read, %llu taken, %llu "
                     "missing, %llu ignored, %llu rejected",
                     a->rows, a->cells, a->taken, a->missing, a->ignored,
                     a->rejected);
}

/* A collect from beginning to end. */
struct run {
    struct ct_collecting all;
    struct ct_library library;
    struct ct_descriptor *descriptor;
    struct ct_input *input; /* of each file */
    size_t n_further;       /* labels of codes that have another one */
};

/* The first file decides for all: files given together are one dataset. */
static int choose_descriptor(struct run *r, struct ct_stream *first,
                             struct ct_error *err)
{
    const char *dataset = r->all.request->dataset;
    r->library.file = r->all.request->files[0];
    if (r->descriptor)
        return 0;
    r->descriptor = dataset ? ct_dataset_read(&r->library, dataset, err)
                            : ct_dataset_recognise(&r->library, first, err);
    if (!r->descriptor)
        return -1;
    r->all.descriptor = r->descriptor;
    r->all.coder = ct_coder_create(r->descriptor, r->all.builder);
    return 0;
}

/* After the intake: the digest is of the bytes that were read, and a pipe can
 * be read only once. */
static int describe_input(struct run *r, struct ct_stream *in, size_t number,
                          struct ct_error *err)
{
    const struct ct_descriptor *d = r->descriptor;
    struct ct_input *input = &r->input[number];
    input->name = (char *)r->all.request->files[number];
    input->dataset = (char *)d->id;
    input->title = (char *)d->title;
    input->publisher = (char *)d->publisher;
    input->url = (char *)d->url;
    input->licence = (char *)d->licence;
    input->citation = (char *)d->citation;
    return ct_stream_digest(in, &input->bytes, input->sha256, err);
}

/* Given in vain it would be taken for obeyed. */
static int check_time(const struct run *r, const struct ct_form *form,
                      struct ct_error *err)
{
    if (!r->library.time || ct_form_takes_time(form))
        return 0;
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "files of dataset '%s' tell their time themselves: --time "
                   "is for those that do not",
                   r->descriptor->id);
}

static int read_stream(struct run *r, struct ct_stream *in, size_t number,
                       struct ct_error *err)
{
    if (choose_descriptor(r, in, err) < 0)
        return -1;
    const struct ct_form *form =
        ct_dataset_form(&r->library, r->descriptor, in, err);
    if (!form || check_time(r, form, err) < 0 ||
        ct_intake(&r->all, in, form, number, &r->input[number].vintage, err) <
            0)
        return -1;
    return describe_input(r, in, number, err);
}

static int read_file(struct run *r, size_t number, struct ct_error *err)
{
    const char *file = r->all.request->files[number];
    struct ct_stream *in = ct_stream_open(file, err);
    if (!in)
        return -1;
    int status = read_stream(r, in, number, err);
    ct_stream_close(in);
    /* What is wrong with the words is not wrong with the file. */
    if (status < 0 && err && err->code != CT_EUSAGE)
        ct_error_file(err, file);
    return status;
}

/* That a key comes twice is seen when all files are read; by then its cells
 * were counted as taken, so they are moved. */
static void count_twins(struct run *r, const struct ct_twins *t)
{
    struct ct_accounting *a = r->all.accounting;
    a->taken -= t->taken_ignored + t->taken_rejected;
    a->missing -= t->missing_ignored + t->missing_rejected;
    a->ignored += t->taken_ignored + t->missing_ignored;
    a->rejected += t->taken_rejected + t->missing_rejected;
    unsigned long long n = t->taken_ignored + t->missing_ignored;
    if (n)
        ct_reasons_add(&r->all.ignored, "the same key again", n);
}

static int by_reason(const void *x, const void *y, void *user)
{
    char *const *code = ((const struct ct_reasons *)user)->reason.code;
    return strcmp(code[*(const uint32_t *)x], code[*(const uint32_t *)y]);
}

/* The sums go with the panel, so that a reader of the figures can ask what was
 * left out without having the file. */
static void tell_reasons(const struct run *r, struct ct_panel *p)
{
    const struct ct_reasons *ignored = &r->all.ignored;
    size_t n = ignored->reason.n;
    uint32_t *order = ct_xmalloc(n + 1, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, n, sizeof *order, by_reason, (void *)ignored);
    for (size_t i = 0; i < n; i++)
        ct_panel_note(p, -1, INT32_MIN, "ignored", "%llu cells ignored: %s",
                      ignored->n[order[i]], ignored->reason.code[order[i]]);
    free(order);
    if (r->all.flags_counted)
        ct_panel_note(p, -1, INT32_MIN, "flags",
                      "%llu flags of the publisher have no status of ours",
                      r->all.flags_counted);
    if (r->n_further)
        ct_panel_note(p, -1, INT32_MIN, "labels",
                      "%zu further labels of codes ignored", r->n_further);
}

/* An error with the place of the first reject. */
static int fail_with_first(const struct run *r, enum ct_code code,
                           const char *what, struct ct_error *err)
{
    const struct ct_problems *p = r->all.rejects;
    if (!p->n_items)
        return ct_fail_in(err, code, r->all.request->files[0], "%s", what);
    const struct ct_problem *first = &p->items[0];
    ct_fail(err, code, first->line, 0, "%s (%zu rejects, the first: %s%s%s)",
            what, p->n, first->column, *first->column ? ": " : "",
            first->reason);
    return ct_error_file(err, first->file);
}

/* A panel without a number would pass through every method in silence. */
static int judge(const struct run *r, struct ct_error *err)
{
    const struct ct_accounting *a = r->all.accounting;
    if (r->all.request->strict && a->rejected)
        return fail_with_first(r, CT_EDATA, "not all could be taken", err);
    if (!a->taken)
        return fail_with_first(r, CT_ENONE,
                               a->rows ? "no number could be taken"
                                       : "no rows below the header",
                               err);
    return 0;
}

/* Twins have to be counted before it is judged: both of a pair are rejects. */
static struct ct_panel *finish(struct run *r, struct ct_error *err)
{
    struct ct_twins twins;
    struct ct_builder_end end = {.n_inputs = r->all.request->n_files,
                                 .input = r->input,
                                 .descriptor = r->descriptor,
                                 .rejects = r->all.rejects};
    r->n_further = ct_builder_n_further(r->all.builder);
    ct_coder_add_labels(r->all.coder);
    struct ct_panel *p = ct_builder_panel(r->all.builder, &end, &twins, err);
    if (!p)
        return NULL;
    count_twins(r, &twins);
    if (judge(r, err) < 0) {
        ct_panel_destroy(p);
        return NULL;
    }
    tell_reasons(r, p);
    struct ct_buffer line = {0};
    ct_accounting_print(r->all.accounting, &line);
    ct_panel_set(&p->provenance.accounting, line.data);
    ct_panel_set(&p->title, r->descriptor->title);
    ct_buffer_clear(&line);
    return p;
}

static void clear(struct run *r)
{
    for (size_t i = 0; i < r->all.request->n_files; i++)
        free(r->input[i].vintage);
    free(r->input);
    free(r->all.ignored.n);
    ct_dict_clear(&r->all.ignored.reason);
    ct_coder_destroy(r->all.coder);
    ct_builder_destroy(r->all.builder);
    ct_descriptor_destroy(r->descriptor);
}

struct ct_panel *ct_collect(const struct ct_collect_request *request,
                            struct ct_accounting *accounting,
                            struct ct_problems *rejects, struct ct_error *err)
{
    struct run r = {.all = {.request = request,
                            .accounting = accounting,
                            .rejects = rejects,
                            .builder = ct_builder_create()},
                    .library = {.datadir = request->datadir,
                                .codes = request->codes,
                                .time = request->time}};
    r.input = ct_xcalloc(request->n_files + 1, sizeof *r.input);
    *accounting = (struct ct_accounting){0};
    int status =
        request->n_files > UINT16_MAX
            ? ct_fail(err, CT_EUSAGE, 0, 0, "more than %d files", UINT16_MAX)
            : 0;
    for (size_t i = 0; i < request->n_files && status == 0; i++)
        status = read_file(&r, i, err);
    struct ct_panel *p = status == 0 ? finish(&r, err) : NULL;
    clear(&r);
    return p;
}
