/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drafts of descriptors: whatever the file, a draft can be read. */
#include "config.h"

#include "collect/describe.h"
#include "collect/descriptor.h"
#include "lib/file.h"
#include "tests/fuzz/fuzz.h"

#include <sys/stat.h>

static void write_part(const char *folder, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FUZZ_MUST(ct_file_write(path, text, strlen(text), NULL) == 0);
}

static void remove_part(const char *folder, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

static void read_draft(const struct ct_draft *draft,
                       const struct ct_codes *codes)
{
    char folder[] = "/tmp/fuzz_describe.XXXXXX";
    struct ct_error err = {0};
    FUZZ_MUST(mkdtemp(folder));
    write_part(folder, "dataset.conf", draft->conf);
    for (size_t i = 0; i < draft->n_tables; i++)
        write_part(folder, draft->table[i].name, draft->table[i].text);
    struct ct_descriptor *d = ct_descriptor_read(folder, codes, &err);
    if (!d)
        fprintf(stderr, "%s:%ld: %s\n", err.file, err.line, err.text);
    FUZZ_MUST(d);
    ct_descriptor_destroy(d);
    for (size_t i = 0; i < draft->n_tables; i++)
        remove_part(folder, draft->table[i].name);
    remove_part(folder, "dataset.conf");
    rmdir(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct ct_codes *codes;
    struct ct_draft draft = {0};
    struct ct_error err = {0};
    char path[32];
    if (!codes)
        codes = ct_codes_read(CT_DATADIR_SOURCE "/codelists", NULL);
    int fd = fuzz_file(data, n, path);
    if (ct_describe(path, codes, &draft, &err) == 0)
        read_draft(&draft, codes);
    else
        FUZZ_MUST(err.code != CT_OK && *err.text);
    ct_draft_clear(&draft);
    close(fd);
    return 0;
}
