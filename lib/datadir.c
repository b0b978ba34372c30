/* SPDX-License-Identifier: GPL-3.0-or-later
 * The folder with our datasets and code lists. */
#include "config.h"

#include "lib/file.h"
#include "lib/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running program, "" if the system does not say. */
static void program_folder(char *out, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", out, size - 1);
    out[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(out, '/');
    if (slash)
        *slash = '\0';
}

char *ct_datadir(void)
{
    const char *set = getenv("CRIMETRENDS_DATADIR");
    if (set && *set)
        return ct_xstrdup(set);
    char folder[PATH_MAX];
    program_folder(folder, sizeof folder);
    char *installed = ct_xasprintf("%s/../share/crimetrends", folder);
    if (folder[0] && access(installed, R_OK | X_OK) == 0)
        return installed;
    free(installed);
    return ct_xstrdup(CT_DATADIR_SOURCE);
}
