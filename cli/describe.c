/* SPDX-License-Identifier: GPL-3.0-or-later
 * collect --describe. */
#include "config.h"

#include "cli/describe.h"

#include "cli/say.h"
#include "collect/describe.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_file(const char *folder, const char *name, const char *text,
                      struct ct_error *err)
{
    char *path = ct_xasprintf("%s/%s", folder, name);
    int status = ct_file_write(path, text, strlen(text), err);
    free(path);
    return status;
}

static void remove_file(const char *folder, const char *name)
{
    char *path = ct_xasprintf("%s/%s", folder, name);
    unlink(path);
    free(path);
}

/* Takes away what was written of a folder that will not be. */
static void remove_folder(const char *folder, const struct ct_draft *draft)
{
    remove_file(folder, "dataset.conf");
    for (size_t i = 0; i < draft->n_tables; i++)
        remove_file(folder, draft->table[i].name);
    rmdir(folder);
}

static int write_files(const char *folder, const struct ct_draft *draft,
                       struct ct_error *err)
{
    if (write_file(folder, "dataset.conf", draft->conf, err) < 0)
        return -1;
    for (size_t i = 0; i < draft->n_tables; i++)
        if (write_file(folder, draft->table[i].name, draft->table[i].text,
                       err) < 0)
            return -1;
    return 0;
}

/* Beside its place and then renamed: a folder that is there has every file.
 * One that was there before may be somebody's work, and is never touched. */
static int write_folder(const char *name, const struct ct_draft *draft,
                        struct ct_error *err)
{
    size_t n = strlen(name);
    while (n > 1 && name[n - 1] == '/')
        n--;
    char *folder = ct_xstrndup(name, n);
    char *made = ct_xasprintf("%s.tmp.XXXXXX", folder);
    int status = 0;
    if (access(folder, F_OK) == 0) {
        errno = EEXIST;
        status = ct_fail_errno(err, folder, "cannot write the draft");
    } else if (!mkdtemp(made)) {
        status = ct_fail_errno(err, folder, "cannot make the folder");
    } else {
        status = write_files(made, draft, err);
        if (status == 0 && (chmod(made, 0755) < 0 || rename(made, folder) < 0))
            status = ct_fail_errno(err, folder, "cannot write the draft");
        if (status < 0)
            remove_folder(made, draft);
    }
    free(made);
    free(folder);
    return status;
}

int ct_describe_file(struct ct_call *call, const struct ct_codes *codes,
                     struct ct_error *err)
{
    struct ct_draft draft = {0};
    const char *output = call->given.output;
    if (call->n_operands != 1)
        return ct_fail(err, CT_EUSAGE, 0, 0, "--describe takes one file");
    if (ct_describe(ct_call_path(call, call->argv[0]), codes, &draft, err) < 0)
        return -1;
    int status = 0;
    if (output && strcmp(output, "-") != 0)
        status = write_folder(output, &draft, err);
    else
        fputs(draft.conf, stdout);
    ct_draft_clear(&draft);
    return status;
}
