/* SPDX-License-Identifier: GPL-3.0-or-later
 * A study: reading and checking it. */
#include "config.h"

#include "cli/study.h"

#include "lib/file.h"
#include "lib/memory.h"
#include "lib/near.h"

#include <libconfig.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_INPUTS = 4096 };

/* libconfig names an included file as it is written in the study, since 1.7
 * with the folder of the study before it. */
char *ct_study_file(const struct ct_study *study, const char *file)
{
    size_t n = strlen(study->folder);
    if (!file)
        return ct_xstrdup(study->path);
    if (*file == '/' || strcmp(study->folder, ".") == 0 ||
        (strncmp(file, study->folder, n) == 0 && file[n] == '/'))
        return ct_xstrdup(file);
    return ct_xasprintf("%s/%s", study->folder, file);
}

int ct_study_fail(struct ct_error *err, const char *file, int line,
                  const char *text, const char *value)
{
    bool asks = *text && text[strlen(text) - 1] == '?';
    ct_fail_in(err, CT_EUSAGE, file, "%s%s '%.200s'", text, asks ? "" : ",",
               value);
    if (err)
        err->line = line;
    return -1;
}

/* A name that stays within its folder: no absolute path, no `..`. */
static bool stays_inside(const char *name)
{
    if (!*name || *name == '/')
        return false;
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || !part[2]))
            return false;
    }
    return true;
}

static int setting_fails(const struct ct_study *study,
                         const config_setting_t *s, const char *text,
                         struct ct_error *err)
{
    char *file = ct_study_file(study, config_setting_source_file(s));
    ct_study_fail(err, file, (int)config_setting_source_line(s), text,
                  config_setting_name(s));
    free(file);
    return -1;
}

static int check_name(const struct ct_study *study, const config_setting_t *s,
                      struct ct_error *err)
{
    static const char *const names[] = {"title", "output", "let", "steps",
                                        "report"};
    enum { KNOWN = sizeof names / sizeof *names };
    const char *name = config_setting_name(s);
    size_t known = 0;
    while (known < KNOWN && strcmp(names[known], name) != 0)
        known++;
    if (known == KNOWN) {
        const char *near = ct_near(name, names, KNOWN);
        char text[96] = "no such setting; title, output, let, steps and report "
                        "are known";
        if (near)
            snprintf(text, sizeof text, "no such setting; did you mean '%s'?",
                     near);
        return setting_fails(study, s, text, err);
    }
    if (!strchr("ls", *name) && !config_setting_get_string(s))
        return setting_fails(study, s, "wants text in quotes", err);
    return 0;
}

static char *text_of(config_setting_t *root, const char *name,
                     const char *otherwise)
{
    const char *text;
    return ct_xstrdup(
        config_setting_lookup_string(root, name, &text) ? text : otherwise);
}

static int read_settings(struct ct_study *study, config_setting_t *root,
                         struct ct_error *err)
{
    for (int i = 0; i < config_setting_length(root); i++)
        if (check_name(study, config_setting_get_elem(root, (unsigned)i), err))
            return -1;
    study->title = text_of(root, "title", "");
    study->report = text_of(root, "report", "");
    study->output = text_of(root, "output", "out");
    if (!stays_inside(study->output))
        return ct_study_fail(err, study->path, 0,
                             "output wants a folder within the study's",
                             study->output);
    if (*study->report && !stays_inside(study->report))
        return ct_study_fail(err, study->path, 0,
                             "report wants a name within the output",
                             study->report);
    return 0;
}

/* The study's own name for what a step writes, and where it goes. */
static int add_made(struct ct_study *study, struct ct_study_step *step,
                    struct ct_error *err)
{
    const char *name = step->call.given.output;
    if (!name)
        return ct_study_fail(err, step->file, step->line,
                             "this step wants -o FILE", step->text);
    if (!stays_inside(name))
        return ct_study_fail(err, step->file, step->line,
                             "-o wants a name within the study's output", name);
    for (size_t i = 0; i < study->n_made; i++)
        if (strcmp(study->made[i].name, name) == 0)
            return ct_study_fail(err, step->file, step->line,
                                 "two steps write the same file", name);
    struct ct_made *made = &study->made[study->n_made++];
    *made = (struct ct_made){name, ct_xasprintf("%s/%s", study->output, name)};
    step->output = made->path;
    return 0;
}

/* Parses a step; it sees the names that earlier steps write. */
static int parse_step(struct ct_study *study, size_t i, struct ct_error *err)
{
    struct ct_study_step *step = &study->steps[i];
    struct ct_error own = {0};
    if (ct_call_parse(&step->call, step->n_words,
                      (const char *const *)step->words, &own))
        return ct_study_fail(err, step->file, step->line, own.text, step->text);
    if (!step->call.command->takes ||
        step->call.command->takes & CT_TAKES_PLAN || step->call.given.help)
        return ct_study_fail(err, step->file, step->line,
                             "a step is collect, analyze, export or plot",
                             step->text);
    step->call.made = study->made;
    step->call.n_made = study->n_made;
    const char **words = ct_xmalloc(MAX_INPUTS, sizeof *words);
    step->n_inputs = ct_call_inputs(&step->call, words, MAX_INPUTS);
    step->inputs = words;
    step->needs = ct_xmalloc(step->n_inputs, sizeof *step->needs);
    for (size_t k = 0; k < step->n_inputs; k++) {
        const char *path = ct_call_path(&step->call, words[k]);
        if (step->call.given.output &&
            strcmp(words[k], step->call.given.output) == 0)
            return ct_study_fail(err, step->file, step->line,
                                 "a step reads and writes the same name",
                                 words[k]);
        for (size_t m = 0; m < study->n_made; m++)
            if (path == study->made[m].path)
                step->needs[step->n_needs++] = m;
        words[k] = path;
    }
    if (add_made(study, step, err))
        return -1;
    step->call.n_made = study->n_made; /* its own -o is found there, too */
    return 0;
}

/* What libconfig says, in our users' words. */
static const char *in_plain_words(const char *said)
{
    static const char *const words[][2] = {
        {"cannot open include file", "no such file to include"},
        {"include file nesting too deep",
         "files include one another, or more than ten deep"},
        {"duplicate setting name", "this setting is there twice"},
        {"syntax error", "a quote, comma, semicolon or bracket is missing or "
                         "too many, on this line or before it"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], said) == 0)
            return words[i][1];
    return said;
}

/* A line of a text without its blanks at both ends. */
static char *line_of(const char *text, int number)
{
    while (number > 1 && *text) {
        text += strcspn(text, "\n");
        text += *text == '\n';
        number--;
    }
    text += strspn(text, " \t");
    size_t n = strcspn(text, "\r\n");
    while (n > 0 && strchr(" \t", text[n - 1]))
        n--;
    return ct_xstrndup(text, n);
}

/* Says what is wrong with which line. Files that the study includes are named
 * with its folder; `text` is the study's own. */
static int not_understood(const struct ct_study *study, const char *text,
                          const config_t *config, struct ct_error *err)
{
    struct ct_buffer included = {0};
    char *file = ct_study_file(study, config_error_file(config));
    int line = config_error_line(config);
    if (config_error_file(config))
        text =
            ct_file_read(file, 1 << 20, &included, NULL) == 0 && included.data
                ? included.data
                : "";
    char *shown = line_of(text, line);
    ct_study_fail(err, file, line, in_plain_words(config_error_text(config)),
                  *shown ? shown : "the end of the file");
    ct_buffer_clear(&included);
    free(shown);
    free(file);
    return -1;
}

int ct_study_read(const char *path, struct ct_study *study,
                  struct ct_error *err)
{
    struct ct_buffer text = {0};
    config_t config;
    *study = (struct ct_study){.path = ct_xstrdup(path),
                               .folder = ct_folder_of(path)};
    if (ct_file_read(path, 1 << 20, &text, err))
        return -1;
    config_init(&config);
    config_set_include_dir(&config, study->folder);
    int bad = 0;
    if (strlen(text.data ? text.data : "") != text.size)
        bad = ct_fail_in(err, CT_EUSAGE, path, "is no text");
    else if (!config_read_string(&config, text.data ? text.data : ""))
        bad = not_understood(study, text.data ? text.data : "", &config, err);
    if (!bad)
        bad =
            read_settings(study, config_root_setting(&config), err) ||
            ct_study_steps(study, text.data, config_root_setting(&config), err);
    config_destroy(&config);
    ct_buffer_clear(&text);
    if (bad)
        return -1;
    study->made = ct_xcalloc(study->n_steps, sizeof *study->made);
    for (size_t i = 0; i < study->n_steps; i++)
        if (parse_step(study, i, err))
            return -1;
    return 0;
}

static void clear_step(struct ct_study_step *step)
{
    ct_call_clear(&step->call);
    for (int w = 0; w < step->n_words; w++)
        free(step->words[w]);
    free(step->words);
    free(step->inputs);
    free(step->needs);
    free(step->text);
    free(step->file);
    free(step->group);
}

void ct_study_clear(struct ct_study *study)
{
    for (size_t i = 0; i < study->n_steps; i++)
        clear_step(&study->steps[i]);
    for (size_t i = 0; i < study->n_made; i++)
        free(study->made[i].path);
    free(study->steps);
    free(study->made);
    free(study->path);
    free(study->folder);
    free(study->title);
    free(study->output);
    free(study->report);
    *study = (struct ct_study){0};
}
