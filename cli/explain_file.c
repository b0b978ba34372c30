/* SPDX-License-Identifier: GPL-3.0-or-later
 * The files a number came through: found, opened, and what made them. */
#include "config.h"

#include "cli/explain.h"

#include "cli/inputs.h"
#include "cli/words.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The folder of a path with its slash, "" for the current one. */
static char *folder_of(const char *path)
{
    return ct_xstrndup(path, (size_t)(base_name(path) - path));
}

/* The folder above one: that of its name, where it has one. */
static char *folder_above(const char *folder)
{
    size_t n = strlen(folder);
    if (!n || (n >= 3 && strcmp(folder + n - 3, "../") == 0))
        return ct_xasprintf("%s../", folder);
    char *name = ct_xstrndup(folder, n - 1);
    char *above = folder_of(name);
    free(name);
    return above;
}

enum { N_PLACES = 5 };

/* Names to try, in order; those that make no sense are NULL. */
static void list_places(const char *beside, const char *name,
                        char *place[N_PLACES])
{
    char *folder = folder_of(beside), *above = folder_above(folder);
    bool absolute = *name == '/';
    place[0] = absolute ? ct_xstrdup(name) : ct_xasprintf("%s%s", folder, name);
    place[1] = ct_xasprintf("%s%s", folder, base_name(name));
    place[2] = absolute ? NULL : ct_xasprintf("%s%s", above, name);
    place[3] = absolute ? NULL : ct_xstrdup(name);
    place[4] = ct_xstrdup(base_name(name));
    free(above);
    free(folder);
}

static bool has_hash(const char *path, const char *sha256)
{
    char its[65];
    return !*sha256 ||
           (ct_sha256_file(path, its, NULL) == 0 && strcmp(its, sha256) == 0);
}

char *ct_explain_find(const char *beside, const char *name, const char *sha256,
                      bool *changed)
{
    char *place[N_PLACES], *first = NULL, *found = NULL;
    list_places(beside, name, place);
    for (int i = 0; i < N_PLACES && !found; i++) {
        if (!place[i] || access(place[i], R_OK) != 0)
            continue;
        if (has_hash(place[i], sha256))
            found = place[i];
        else if (!first)
            first = place[i];
    }
    char *taken = found ? found : first;
    *changed = taken && !found;
    for (int i = 0; i < N_PLACES; i++)
        if (place[i] != taken)
            free(place[i]);
    return taken;
}

/* Whether small cells are hidden in a file: by its options or any step, where
 * `--min-cell=5` may stand as two words. */
static bool hides(const struct ct_panel *p)
{
    static const char option[] = "min-cell";
    const struct ct_provenance *v = &p->provenance;
    for (size_t i = 0; i <= v->n_steps; i++) {
        const char *text = i ? v->steps[i - 1].command : v->options;
        while ((text = strstr(text, option))) {
            text += sizeof option - 1;
            if (*text && strtol(text + 1, NULL, 10) > 0)
                return true;
        }
    }
    return false;
}

struct ct_told_file *ct_explain_open(struct ct_explaining *x, const char *path,
                                     struct ct_error *err)
{
    struct ct_call nothing = {0};
    for (size_t i = 0; i < x->n_files; i++)
        if (strcmp(x->file[i]->path, path) == 0)
            return x->file[i];
    struct ct_panel *p = ct_inputs_read(&nothing, path, x->codes, err);
    if (!p)
        return NULL;
    struct ct_told_file *file = ct_xcalloc(1, sizeof *file);
    file->path = ct_xstrdup(path);
    file->panel = p;
    x->hidden |= hides(p);
    x->file = ct_xgrow(x->file, &x->capacity, x->n_files + 1, sizeof *x->file);
    x->file[x->n_files++] = file;
    return file;
}

/* --- what made it --- */

/* The command as it was recorded, its program's name left out. It has no -o:
 * where a result was written is not recorded. */
static int parse_command(struct ct_told_file *file, struct ct_error *err)
{
    const char *words[2] = {"-o", "-"};
    char **typed;
    int n = ct_words_split(file->panel->provenance.command, &typed, err);
    if (n < 0)
        return -1;
    file->words = typed;
    file->n_words = n;
    if (n < 2)
        return ct_fail(err, CT_EDATA, 0, 0, "its command is not recorded");
    const char **all = ct_xmalloc((size_t)n + 2, sizeof *all);
    for (int i = 1; i < n; i++)
        all[i - 1] = typed[i];
    memcpy(all + n - 1, words, sizeof words);
    int status = ct_call_parse(&file->call, n + 1, all, err);
    free(all);
    if (status == 0 && !file->call.method)
        return ct_fail(err, CT_EDATA, 0, 0, "it was not made by 'analyze'");
    return status;
}

/* The hash of an input that was recorded under a name, or "". */
static const char *hash_of(const struct ct_panel *p, const char *name)
{
    for (size_t i = 0; i < p->provenance.n_inputs; i++)
        if (strcmp(p->provenance.inputs[i].name, name) == 0)
            return p->provenance.inputs[i].sha256;
    return "";
}

static void say_changed(struct ct_told_file *file, const char *path)
{
    ct_buffer_printf(&file->changed, "%s%s", file->changed.size ? ", " : "",
                     path);
}

static bool has_step(const struct ct_provenance *v, const char *command)
{
    for (size_t i = 0; i < v->n_steps; i++)
        if (strcmp(v->steps[i].command, command) == 0)
            return true;
    return false;
}

static bool has_input(const struct ct_provenance *v, const char *sha256)
{
    for (size_t i = 0; i < v->n_inputs; i++)
        if (strcmp(v->inputs[i].sha256, sha256) == 0)
            return true;
    return false;
}

/* A result holds the steps and inputs of the files it was made of, not their
 * hashes: one with others was made anew since. */
static bool is_as_it_was(const struct ct_told_file *file,
                         const struct ct_panel *from)
{
    const struct ct_provenance *v = &file->panel->provenance;
    for (size_t i = 0; i < from->provenance.n_steps; i++)
        if (!has_step(v, from->provenance.steps[i].command))
            return false;
    for (size_t i = 0; i < from->provenance.n_inputs; i++)
        if (!has_input(v, from->provenance.inputs[i].sha256))
            return false;
    return true;
}

static int open_inputs(struct ct_explaining *x, struct ct_told_file *file,
                       struct ct_error *err)
{
    for (int i = -1; i < file->call.n_operands; i++) {
        const char *word =
            i < 0 ? file->call.given.population : file->call.argv[i];
        const struct ct_told_file *from =
            word ? ct_explain_open(x, ct_call_path(&file->call, word), err)
                 : NULL;
        if (word && !from)
            return -1;
        if (word && from->panel->provenance.n_steps &&
            !is_as_it_was(file, from->panel))
            say_changed(file, from->path);
    }
    return 0;
}

/* Says where the files of the command are. */
static int place_inputs(struct ct_told_file *file, struct ct_error *err)
{
    enum { MAX = 256 };
    const char *name[MAX];
    bool changed;
    size_t n = ct_call_inputs(&file->call, name, MAX);
    file->made = ct_xcalloc(n + 1, sizeof *file->made);
    for (size_t i = 0; i < n; i++) {
        char *path = ct_explain_find(file->path, name[i],
                                     hash_of(file->panel, name[i]), &changed);
        if (!path)
            return ct_fail(err, CT_EIO, 0, 0,
                           "its input %.300s is neither beside it nor in the "
                           "current folder",
                           name[i]);
        if (changed)
            say_changed(file, path);
        file->made[file->n_made++] = (struct ct_made){name[i], path};
    }
    file->call.n_made = file->n_made;
    file->call.made = file->made;
    return 0;
}

struct ct_account *ct_explain_account(struct ct_explaining *x,
                                      struct ct_told_file *file)
{
    if (file->tried)
        return file->account;
    file->tried = true;
    if (parse_command(file, &file->why) == 0 &&
        place_inputs(file, &file->why) == 0 &&
        open_inputs(x, file, &file->why) == 0 &&
        ct_analysis_prepare(&file->call, x->codes, &file->ready, &file->why) ==
            0)
        file->account = ct_account_open(&file->ready.analysis, &file->why);
    return file->account;
}

static void close_file(struct ct_told_file *file)
{
    ct_account_close(file->account);
    ct_analysis_clear(&file->ready);
    ct_call_clear(&file->call);
    for (size_t i = 0; i < file->n_made; i++)
        free(file->made[i].path);
    for (int i = 0; i < file->n_words; i++)
        free(file->words[i]);
    ct_buffer_clear(&file->changed);
    free(file->made);
    free(file->words);
    ct_panel_destroy(file->panel);
    free(file->path);
    free(file);
}

void ct_explain_close(struct ct_explaining *x)
{
    for (size_t i = 0; i < x->n_files; i++)
        close_file(x->file[i]);
    free(x->file);
}

bool ct_explain_input(struct ct_explaining *x, struct ct_told_file *file,
                      size_t series, int32_t time, struct ct_told *out)
{
    struct ct_address address = ct_address_of_series(file->ready.panel, series);
    bool found = false;
    for (int i = 0; i < file->call.n_operands && !found; i++) {
        const char *path = ct_call_path(&file->call, file->call.argv[i]);
        struct ct_told_file *from = ct_explain_open(x, path, NULL);
        long s = from ? ct_address_find(from->panel, &address) : -1;
        long obs =
            s < 0 ? -1 : ct_panel_find_time(from->panel, (size_t)s, time);
        found = obs >= 0;
        if (found)
            *out = (struct ct_told){from, (size_t)s, (size_t)obs};
    }
    ct_address_clear(&address);
    return found;
}
