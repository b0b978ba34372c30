/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a study's last run made, by content. */
#include "config.h"

#include "cli/state.h"

#include "lib/buffer.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char head[] = "crimetrends study state 1\n";

static struct ct_state_entry *find(const struct ct_state *state,
                                   const char *path)
{
    for (size_t i = 0; i < state->n; i++)
        if (strcmp(state->entries[i].path, path) == 0)
            return &state->entries[i];
    return NULL;
}

static struct ct_state_entry *add(struct ct_state *state, const char *path)
{
    state->entries =
        ct_xrealloc(state->entries, state->n + 1, sizeof *state->entries);
    struct ct_state_entry *e = &state->entries[state->n++];
    *e = (struct ct_state_entry){.path = ct_xstrdup(path)};
    return e;
}

/* A line is KEY HASH PATH. */
static void read_line(struct ct_state *state, char *line)
{
    if (strlen(line) < 131 || line[64] != ' ' || line[129] != ' ')
        return;
    struct ct_state_entry *e = add(state, line + 130);
    memcpy(e->key, line, 64);
    memcpy(e->hash, line + 65, 64);
}

void ct_state_read(const char *path, struct ct_state *state)
{
    struct ct_buffer text = {0};
    *state = (struct ct_state){.path = ct_xstrdup(path)};
    if (!ct_file_read(path, 16 << 20, &text, NULL) && text.data &&
        strncmp(text.data, head, sizeof head - 1) == 0) {
        char *rest = NULL;
        char *line = strtok_r(text.data + sizeof head - 1, "\n", &rest);
        for (; line; line = strtok_r(NULL, "\n", &rest))
            read_line(state, line);
    }
    ct_buffer_clear(&text);
}

bool ct_state_current(const struct ct_state *state, const char *path,
                      const char *key)
{
    char hash[65];
    const struct ct_state_entry *e = find(state, path);
    return e && strcmp(e->key, key) == 0 &&
           ct_sha256_file(path, hash, NULL) == 0 && strcmp(hash, e->hash) == 0;
}

int ct_state_set(struct ct_state *state, const char *path, const char *key,
                 struct ct_error *err)
{
    struct ct_state_entry *e = find(state, path);
    if (!e)
        e = add(state, path);
    memcpy(e->key, key, sizeof e->key);
    return ct_sha256_file(path, e->hash, err);
}

int ct_state_write(const struct ct_state *state, struct ct_error *err)
{
    struct ct_buffer text = {0};
    ct_buffer_text(&text, head);
    for (size_t i = 0; i < state->n; i++)
        ct_buffer_printf(&text, "%s %s %s\n", state->entries[i].key,
                         state->entries[i].hash, state->entries[i].path);
    int result = ct_file_write(state->path, text.data, text.size, err);
    ct_buffer_clear(&text);
    return result;
}

void ct_state_clear(struct ct_state *state)
{
    for (size_t i = 0; i < state->n; i++)
        free(state->entries[i].path);
    free(state->entries);
    free(state->path);
    *state = (struct ct_state){0};
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* By bytes: alphasort() goes by the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int add_file(const char *path, const char *name, struct ct_buffer *out,
                    struct ct_error *err)
{
    char hash[65];
    struct stat s;
    if (stat(path, &s))
        return ct_fail_errno(err, path, "cannot be read");
    if (S_ISDIR(s.st_mode))
        return ct_state_folder(path, out, err);
    if (ct_sha256_file(path, hash, err))
        return -1;
    ct_buffer_printf(out, "%s %s\n", name, hash);
    return 0;
}

int ct_state_folder(const char *folder, struct ct_buffer *out,
                    struct ct_error *err)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, not_hidden, by_name);
    if (n < 0)
        return ct_fail_errno(err, folder, "cannot be read");
    int result = 0;
    for (int i = 0; i < n; i++) {
        char *path = ct_xasprintf("%s/%s", folder, entries[i]->d_name);
        if (!result)
            result = add_file(path, entries[i]->d_name, out, err);
        free(path);
        free(entries[i]);
    }
    free(entries);
    return result;
}

int ct_state_program(char *out, struct ct_error *err)
{
    struct ct_buffer text = {0};
    char hash[65];
    char *datadir = ct_datadir();
    int result = ct_sha256_file("/proc/self/exe", hash, err);
    if (!result) {
        ct_buffer_text(&text, hash);
        result = ct_state_folder(datadir, &text, err);
    }
    if (!result)
        ct_sha256(text.data, text.size, out);
    ct_buffer_clear(&text);
    free(datadir);
    return result;
}
