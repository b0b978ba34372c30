/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finding datasets by id and by header. */
#include "config.h"

#include "collect/dataset.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/near.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In order, so that lists and messages are the same on every machine. */
static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Also keeps out hidden folders and `..`. */
static bool is_dataset(const char *datadir, const char *id)
{
    char *path = ct_xasprintf("%s/%s/dataset.conf", datadir, id);
    bool there = *id != '.' && access(path, R_OK) == 0;
    free(path);
    return there;
}

char **ct_dataset_ids(const char *datadir, size_t *n, struct ct_error *err)
{
    DIR *folder = opendir(datadir);
    if (!folder) {
        ct_fail_errno(err, datadir, "cannot list the datasets");
        return NULL;
    }
    char **ids = ct_xcalloc(1, sizeof *ids);
    struct dirent *entry;
    *n = 0;
    while ((entry = readdir(folder))) {
        if (!is_dataset(datadir, entry->d_name))
            continue;
        ids = ct_xrealloc(ids, *n + 1, sizeof *ids);
        ids[(*n)++] = ct_xstrdup(entry->d_name);
    }
    closedir(folder);
    qsort(ids, *n, sizeof *ids, by_name);
    return ids;
}

static void free_ids(char **ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(ids[i]);
    free(ids);
}

static int refuse_id(const char *datadir, const char *id, struct ct_error *err)
{
    size_t n = 0;
    char **ids = ct_dataset_ids(datadir, &n, err);
    if (!ids)
        return -1;
    const char *near = ct_near(id, (const char *const *)ids, n);
    if (near)
        ct_fail(err, CT_EUSAGE, 0, 0,
                "unknown dataset '%.200s', did you mean '%s'?", id, near);
    else
        ct_fail(err, CT_EUSAGE, 0, 0,
                "unknown dataset '%.200s'; 'crimetrends datasets' lists them",
                id);
    free_ids(ids, n);
    return -1;
}

/* The folder without the '/' that made it one, so that messages name its files
 * as one would type them. */
static struct ct_descriptor *read_folder(const char *folder,
                                         const struct ct_codes *codes,
                                         struct ct_error *err)
{
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    char *name = ct_xstrndup(folder, n);
    struct ct_descriptor *d = ct_descriptor_read(name, codes, err);
    free(name);
    return d;
}

static struct ct_descriptor *with_time(const struct ct_library *library,
                                       struct ct_descriptor *d)
{
    if (d && library->time)
        ct_descriptor_set_time(d, library->time);
    return d;
}

struct ct_descriptor *ct_dataset_read(const struct ct_library *library,
                                      const char *name, struct ct_error *err)
{
    if (strchr(name, '/'))
        return with_time(library, read_folder(name, library->codes, err));
    if (!is_dataset(library->datadir, name)) {
        refuse_id(library->datadir, name, err);
        return NULL;
    }
    char *folder = ct_xasprintf("%s/%s", library->datadir, name);
    struct ct_descriptor *d = ct_descriptor_read(folder, library->codes, err);
    free(folder);
    return with_time(library, d);
}

struct ct_descriptor *ct_dataset_read_headers(const struct ct_library *library,
                                              const char *id,
                                              struct ct_error *err)
{
    char *folder = ct_xasprintf("%s/%s", library->datadir, id);
    struct ct_descriptor *d =
        ct_descriptor_read_headers(folder, library->codes, err);
    free(folder);
    return with_time(library, d);
}
