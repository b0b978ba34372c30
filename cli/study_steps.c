/* SPDX-License-Identifier: GPL-3.0-or-later
 * The steps of a study written out: groups opened, loops gone round, variables
 * filled in. What is left is a plain list of command lines. */
#include "config.h"

#include "cli/study.h"
#include "cli/study_scope.h"
#include "cli/words.h"

#include "lib/memory.h"
#include "lib/near.h"

#include <inttypes.h>
#include <libconfig.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Loops in loops may be written in a few lines and run for ever. */
enum { STEPS_MOST = 10000, DEPTH_MOST = 16 };

/* Where in the study one is. */
struct place {
    const struct ct_variable *scope;
    const char *group; /* its title */
    int depth;         /* 0: in no group */
};

/* The study being read. */
struct reading {
    struct ct_study *study;
    const char *text; /* of its own file */
    struct ct_error *err;
};

/* Whether a line, of those up to the nth, holds more than what closes. */
static bool says_something(const char *text, int n)
{
    for (int line = 1; line < n && text; line++) {
        text = strchr(text, '\n');
        text += text ? 1 : 0;
    }
    if (text)
        text += strspn(text, " \t\r)]};,");
    return text && *text && *text != '\n' && *text != '#' &&
           strncmp(text, "//", 2) != 0;
}

/* The line a setting stands in. libconfig has read on to the next word when it
 * notes the line of a text, so lines that only close something are gone back
 * over. Files that are included are not at hand; there it is libconfig's. */
static int line_of(const struct reading *r, const config_setting_t *s)
{
    int line = (int)config_setting_source_line(s);
    if (config_setting_source_file(s))
        return line;
    while (line > 1 && !says_something(r->text, line))
        line--;
    return line;
}

static int fail_at(const struct reading *r, const config_setting_t *s,
                   const char *text, const char *value)
{
    char *file = ct_study_file(r->study, config_setting_source_file(s));
    ct_study_fail(r->err, file, line_of(r, s), text, value);
    free(file);
    return -1;
}

/* --- variables --- */

/* A text, or a whole number as text; NULL if it is neither. The caller frees
 * it. */
static char *value_of(const config_setting_t *s)
{
    const char *text = config_setting_get_string(s);
    int type = config_setting_type(s);
    if (text)
        return ct_xstrdup(text);
    if (type == CONFIG_TYPE_INT || type == CONFIG_TYPE_INT64)
        return ct_xasprintf("%lld", config_setting_get_int64(s));
    return NULL;
}

/* The value with the variables around it filled in. */
static char *expanded(const struct reading *r, const config_setting_t *s,
                      const struct ct_variable *scope)
{
    struct ct_buffer out = {0};
    struct ct_error own = {0};
    char *value = value_of(s);
    int bad = !value;
    if (bad)
        fail_at(r, s, "wants a text in quotes or a whole number",
                config_setting_name(s) ? config_setting_name(s) : "");
    else if ((bad = ct_scope_expand(scope, value, &out, &own)))
        fail_at(r, s, own.text, value);
    free(value);
    if (!bad)
        return ct_buffer_take(&out);
    ct_buffer_clear(&out);
    return NULL;
}

/* Variables of one `let`, or of one round of a `for`. */
struct frame {
    size_t n;
    struct ct_variable *variables;
};

static void clear_frame(struct frame *f)
{
    for (size_t i = 0; i < f->n; i++)
        free((char *)f->variables[i].value);
    free(f->variables);
    *f = (struct frame){0};
}

/* Adds a variable before *scope. The frame has room. */
static void add_variable(struct frame *f, const char *name, char *value,
                         struct place *place)
{
    struct ct_variable *v = &f->variables[f->n++];
    *v = (struct ct_variable){name, value, place->scope};
    place->scope = v;
}

static int read_let(const struct reading *r, config_setting_t *let,
                    struct frame *f, struct place *place)
{
    if (!let)
        return 0;
    if (!config_setting_is_group(let))
        return fail_at(r, let, "wants { NAME = \"VALUE\"; ... }", "let");
    int n = config_setting_length(let);
    f->variables = ct_xcalloc((size_t)n + 1, sizeof *f->variables);
    for (int i = 0; i < n; i++) {
        config_setting_t *s = config_setting_get_elem(let, (unsigned)i);
        char *value = expanded(r, s, place->scope);
        if (!value)
            return -1;
        add_variable(f, config_setting_name(s), value, place);
    }
    return 0;
}

/* --- loops --- */

/* The values a variable of a loop goes through: a list, or a text with commas
 * as --where takes it. */
struct values {
    const char *name;
    size_t n;
    char **value;
};

static void clear_values(struct values *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < all[i].n; k++)
            free(all[i].value[k]);
        free(all[i].value);
    }
    free(all);
}

static void split_at_commas(struct values *v, const char *text)
{
    for (;;) {
        size_t n = strcspn(text, ",");
        v->value = ct_xrealloc(v->value, v->n + 1, sizeof *v->value);
        v->value[v->n++] = ct_xstrndup(text, n);
        if (!text[n])
            return;
        text += n + 1;
    }
}

static int read_values(const struct reading *r, config_setting_t *s,
                       const struct ct_variable *scope, struct values *v)
{
    v->name = config_setting_name(s);
    if (!config_setting_is_aggregate(s)) {
        char *text = expanded(r, s, scope);
        if (!text)
            return -1;
        split_at_commas(v, text);
        free(text);
        return 0;
    }
    size_t n = (size_t)config_setting_length(s);
    v->value = ct_xcalloc(n + 1, sizeof *v->value);
    for (size_t i = 0; i < n; i++) {
        char *text =
            expanded(r, config_setting_get_elem(s, (unsigned)i), scope);
        if (!text)
            return -1;
        v->value[v->n++] = text;
    }
    return n ? 0 : fail_at(r, s, "a loop over nothing", v->name);
}

static int read_inside(const struct reading *r, config_setting_t *group,
                       struct place place);

/* Goes round: variables of one `for` advance together. */
static int go_round(const struct reading *r, config_setting_t *group,
                    const struct values *all, struct place place)
{
    config_setting_t *loop = config_setting_lookup(group, "for");
    size_t n = (size_t)config_setting_length(loop);
    struct frame f = {0, ct_xcalloc(n + 1, sizeof *f.variables)};
    int bad = 0;
    for (size_t round = 0; round < all[0].n && !bad; round++) {
        struct place inner = place;
        f.n = 0;
        for (size_t i = 0; i < n; i++)
            add_variable(&f, all[i].name, all[i].value[round], &inner);
        bad = read_inside(r, group, inner);
    }
    free(f.variables);
    return bad;
}

static int read_loop(const struct reading *r, config_setting_t *group,
                     struct place place)
{
    config_setting_t *loop = config_setting_lookup(group, "for");
    if (!config_setting_is_group(loop) || !config_setting_length(loop))
        return fail_at(r, loop, "wants { NAME = [\"VALUE\", ...]; ... }",
                       "for");
    size_t n = (size_t)config_setting_length(loop);
    struct values *all = ct_xcalloc(n, sizeof *all);
    int bad = 0;
    for (size_t i = 0; i < n && !bad; i++) {
        config_setting_t *s = config_setting_get_elem(loop, (unsigned)i);
        bad = read_values(r, s, place.scope, &all[i]);
        if (!bad && all[i].n != all[0].n)
            bad = fail_at(r, s,
                          "lists of one for go side by side: as many values "
                          "are wanted here as in the first",
                          all[i].name);
    }
    if (!bad)
        bad = go_round(r, group, all, place);
    clear_values(all, n);
    return bad;
}

/* --- groups and steps --- */

static int check_names(const struct reading *r, config_setting_t *group)
{
    static const char *const names[] = {"title", "let", "for", "steps"};
    for (int i = 0; i < config_setting_length(group); i++) {
        config_setting_t *s = config_setting_get_elem(group, (unsigned)i);
        const char *name = config_setting_name(s);
        size_t known = 0;
        while (known < 4 && strcmp(names[known], name) != 0)
            known++;
        const char *near = ct_near(name, names, 4);
        char text[96] = "no such setting of a group; title, let, for and steps "
                        "are known";
        if (near)
            snprintf(text, sizeof text, "no such setting; did you mean '%s'?",
                     near);
        if (known == 4)
            return fail_at(r, s, text, name);
    }
    return 0;
}

static int read_list(const struct reading *r, config_setting_t *list,
                     struct place place);

/* A group's title, which a loop's variables may be in, and its steps. */
static int read_inside(const struct reading *r, config_setting_t *group,
                       struct place place)
{
    config_setting_t *title = config_setting_lookup(group, "title");
    config_setting_t *steps = config_setting_lookup(group, "steps");
    char *text = NULL;
    if (title && !(text = expanded(r, title, place.scope)))
        return -1;
    if (text)
        place.group = text;
    int bad = steps ? read_list(r, steps, place)
                    : fail_at(r, group, "a group wants steps = ( ... )",
                              text ? text : "steps");
    free(text);
    return bad;
}

/* A group: its variables, then what is inside, once or in a loop. */
static int read_group(const struct reading *r, config_setting_t *group,
                      struct place place)
{
    struct frame f = {0};
    place.depth++;
    if (place.depth > DEPTH_MOST)
        return fail_at(r, group, "groups in groups, too deep", "steps");
    int bad = check_names(r, group) ||
              read_let(r, config_setting_lookup(group, "let"), &f, &place);
    if (!bad)
        bad = config_setting_lookup(group, "for")
                  ? read_loop(r, group, place)
                  : read_inside(r, group, place);
    clear_frame(&f);
    return bad;
}

/* Fills the variables into a step's words. Each stays one word, whatever its
 * value, so the step's text is written anew from them. */
static int fill_in(const struct reading *r, config_setting_t *s,
                   struct ct_study_step *step, const struct ct_variable *scope)
{
    struct ct_buffer text = {0};
    struct ct_error own = {0};
    for (int w = 0; w < step->n_words; w++) {
        struct ct_buffer word = {0};
        if (ct_scope_expand(scope, step->words[w], &word, &own)) {
            ct_buffer_clear(&word);
            ct_buffer_clear(&text);
            return fail_at(r, s, own.text, step->text);
        }
        free(step->words[w]);
        step->words[w] = ct_buffer_take(&word);
        if (w)
            ct_buffer_byte(&text, ' ');
        ct_word_quote(&text, step->words[w]);
    }
    free(step->text);
    step->text = ct_buffer_take(&text);
    return 0;
}

static int add_step(const struct reading *r, config_setting_t *s,
                    const struct place *place)
{
    struct ct_study *study = r->study;
    const char *text = config_setting_get_string(s);
    if (!text)
        return fail_at(r, s, "a step wants text in quotes", "steps");
    if (study->n_steps == STEPS_MOST)
        return fail_at(r, s, "a study has 10000 steps at most", text);
    study->steps =
        ct_xrealloc(study->steps, study->n_steps + 1, sizeof *study->steps);
    struct ct_study_step *step = &study->steps[study->n_steps++];
    *step = (struct ct_study_step){
        .text = ct_xstrdup(text),
        .file = ct_study_file(study, config_setting_source_file(s)),
        .line = line_of(r, s),
        .group = ct_xstrdup(place->group ? place->group : "")};
    step->n_words = ct_words_split(text, &step->words, r->err);
    if (step->n_words <= 0) {
        step->n_words = 0;
        return fail_at(r, s, "this step is empty or a quote is not closed",
                       text);
    }
    return place->depth ? fill_in(r, s, step, place->scope) : 0;
}

static int read_list(const struct reading *r, config_setting_t *list,
                     struct place place)
{
    if (!list || !config_setting_is_aggregate(list) ||
        !config_setting_length(list))
        return ct_fail_in(r->err, CT_EUSAGE, r->study->path,
                          "the study has no steps; steps = ( \"collect ...\", "
                          "... ) lists them");
    for (int i = 0; i < config_setting_length(list); i++) {
        config_setting_t *s = config_setting_get_elem(list, (unsigned)i);
        if (config_setting_is_group(s) ? read_group(r, s, place)
                                       : add_step(r, s, &place))
            return -1;
    }
    return 0;
}

int ct_study_steps(struct ct_study *study, const char *text,
                   struct config_setting_t *root, struct ct_error *err)
{
    const struct reading r = {study, text, err};
    struct frame f = {0};
    struct place place = {0};
    int bad = read_let(&r, config_setting_lookup(root, "let"), &f, &place) ||
              read_list(&r, config_setting_lookup(root, "steps"), place);
    clear_frame(&f);
    return bad;
}
