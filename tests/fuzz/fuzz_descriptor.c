/* SPDX-License-Identifier: GPL-3.0-or-later
 * Descriptors, their concordances, and a file collected by them. An input is
 * the text of a dataset.conf and then files of its folder, each with its name
 * in a line of its own; what is called sample... is collected. */
#include "config.h"

#include "collect/collect.h"
#include "collect/descriptor.h"
#include "lib/buffer.h"
#include "lib/file.h"
#include "tests/fuzz/fuzz.h"

#include <sys/stat.h>

#define FOLDER "descriptor_folder"
enum { FILES_MAX = 12 };

struct folder {
    size_t n_files;
    char *path[FILES_MAX]; /* of all files made */
    const char *sample;
};

static void add_file(struct folder *f, const char *name, const char *text)
{
    char path[64];
    snprintf(path, sizeof path, FOLDER "/%.40s", name);
    FILE *file = fopen(path, "w");
    FUZZ_MUST(file);
    fputs(text, file);
    fclose(file);
    f->path[f->n_files++] = strdup(path);
    if (strncmp(name, "sample", 6) == 0)
        f->sample = f->path[f->n_files - 1];
}

/* Only plain names: a file must not come to lie in another folder. */
static void add_part(struct folder *f, char *part)
{
    size_t length = strspn(part, "abcdefghijklmnopqrstuvwxyz_-.FM0123456789");
    if (!length || length > 40 || *part == '.' || part[length] != '\n')
        return;
    part[length] = '\0';
    if (strcmp(part, "dataset.conf") != 0)
        add_file(f, part, part + length + 1);
}

static void make_folder(struct folder *f, const uint8_t *data, size_t n)
{
    mkdir(FOLDER, 0700);
    char *part = fuzz_part(&data, &n);
    add_file(f, "dataset.conf", part);
    free(part);
    while (f->n_files < FILES_MAX && (part = fuzz_part(&data, &n))) {
        add_part(f, part);
        free(part);
    }
}

/* Reading the lists for every input would take most of the time. */
static const struct ct_codes *codes(void)
{
    static struct ct_codes *once;
    if (!once)
        once = ct_codes_read(CT_DATADIR_SOURCE "/codelists",
                             &(struct ct_error){0});
    FUZZ_MUST(once);
    return once;
}

/* Every cell has one fate, and what is refused has a reason. */
static void collect(const char *sample)
{
    struct ct_accounting a = {0};
    struct ct_problems rejects = {.all = true};
    struct ct_error err = {0};
    struct ct_panel *p =
        ct_collect(&(struct ct_collect_request){.n_files = 1,
                                                .files = &sample,
                                                .dataset = FOLDER "/",
                                                .datadir = CT_DATADIR_SOURCE,
                                                .codes = codes()},
                   &a, &rejects, &err);
    FUZZ_MUST(p || (err.code != CT_OK && *err.text));
    if (p)
        FUZZ_MUST(a.cells == a.taken + a.missing + a.ignored + a.rejected);
    ct_panel_destroy(p);
    ct_problems_clear(&rejects);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct folder f = {0};
    struct ct_error err = {0};
    make_folder(&f, data, n);
    struct ct_descriptor *d = ct_descriptor_read(FOLDER, codes(), &err);
    FUZZ_MUST(d || (*err.file && *err.text));
    ct_descriptor_destroy(d);
    if (d && f.sample)
        collect(f.sample);
    while (f.n_files) {
        unlink(f.path[--f.n_files]);
        free(f.path[f.n_files]);
    }
    return 0;
}
