/* SPDX-License-Identifier: GPL-3.0-or-later
 * Options as table rows: parsing. */
#include "config.h"

#include "lib/option.h"

#include "lib/memory.h"
#include "lib/near.h"
#include "lib/number.h"

#include <stdlib.h>
#include <string.h>

/* What is being parsed: sets of rows, and the words. */
struct parse {
    const struct ct_option_set *sets;
    size_t n_sets;
    int argc;
    const char **argv;
    int at; /* the word being looked at */
};

/* A row with the struct its value goes into. */
struct match {
    const struct ct_option *row;
    void *target;
};

static struct match find_name(const struct parse *p, const char *name,
                              size_t length)
{
    for (size_t s = 0; s < p->n_sets; s++)
        for (const struct ct_option *o = p->sets[s].rows; o->name; o++)
            if (strlen(o->name) == length &&
                strncmp(o->name, name, length) == 0)
                return (struct match){o, p->sets[s].target};
    return (struct match){0};
}

static struct match find_letter(const struct parse *p, char letter)
{
    for (size_t s = 0; s < p->n_sets; s++)
        for (const struct ct_option *o = p->sets[s].rows; o->name; o++)
            if (o->letter && o->letter == letter)
                return (struct match){o, p->sets[s].target};
    return (struct match){0};
}

static int unknown(const struct parse *p, const char *name, size_t length,
                   struct ct_error *err)
{
    const char *names[256];
    size_t n = 0;
    for (size_t s = 0; s < p->n_sets; s++)
        for (const struct ct_option *o = p->sets[s].rows; o->name; o++)
            if (n < sizeof names / sizeof *names)
                names[n++] = o->name;
    char word[80];
    size_t kept = length < sizeof word - 1 ? length : sizeof word - 1;
    memcpy(word, name, kept);
    word[kept] = '\0';
    const char *near = ct_near(word, names, n);
    if (near)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "no option '--%s'; did you mean '--%s'?", word, near);
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "no option '--%s'; --help lists the options", word);
}

/* The number of `word` among `choices`, or -1. */
static int choice(const char *choices, const char *word)
{
    size_t length = strlen(word);
    int number = 0;
    for (const char *c = choices;; number++) {
        size_t n = strcspn(c, "|");
        if (n == length && strncmp(c, word, n) == 0)
            return number;
        if (!c[n])
            return -1;
        c += n + 1;
    }
}

static int set_number(const struct match *m, const char *word,
                      struct ct_error *err)
{
    const struct ct_option *o = m->row;
    double x;
    bool whole = o->type == CT_OPTION_INT;
    int bad = ct_number_parse(word, strlen(word), &ct_number_plain, &x, NULL);
    if (bad || x < o->min || x > o->max || (whole && x != (double)(long)x)) {
        char from[CT_NUMBER_MAX], to[CT_NUMBER_MAX];
        ct_number_format(o->min, from);
        ct_number_format(o->max, to);
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--%s=%.80s: wants %s from %s to %s", o->name, word,
                       whole ? "a whole number" : "a number", from, to);
    }
    if (whole)
        *(int *)((char *)m->target + o->offset) = (int)x;
    else
        *(double *)((char *)m->target + o->offset) = x;
    return 0;
}

static int set_choice(const struct match *m, const char *word,
                      struct ct_error *err)
{
    int number = choice(m->row->choices, word);
    if (number < 0)
        return ct_fail(err, CT_EUSAGE, 0, 0, "--%s=%.80s: wants one of %s",
                       m->row->name, word, m->row->choices);
    *(int *)((char *)m->target + m->row->offset) = number;
    return 0;
}

static void add_word(struct ct_words *list, const char *word)
{
    list->word = ct_xrealloc(list->word, list->n + 1, sizeof *list->word);
    list->word[list->n++] = word;
}

static int set(const struct match *m, const char *word, struct ct_error *err)
{
    void *field = (char *)m->target + m->row->offset;
    switch (m->row->type) {
    case CT_OPTION_FLAG:
        *(bool *)field = true;
        return 0;
    case CT_OPTION_TEXT:
    case CT_OPTION_INPUT:
    case CT_OPTION_TABLE:
    case CT_OPTION_OUTPUT:
        *(const char **)field = word;
        return 0;
    case CT_OPTION_LIST:
        add_word(field, word);
        return 0;
    case CT_OPTION_CHOICE:
        return set_choice(m, word, err);
    default:
        return set_number(m, word, err);
    }
}

/* The argument of an option: behind '=' or the letter, or the next word. */
static int argument(struct parse *p, const struct match *m, const char *rest,
                    const char **word, struct ct_error *err)
{
    *word = rest;
    if (m->row->type == CT_OPTION_FLAG) {
        if (rest)
            return ct_fail(err, CT_EUSAGE, 0, 0, "--%s takes no value",
                           m->row->name);
        return 0;
    }
    if (!rest && p->at + 1 >= p->argc) {
        if (m->row->letter)
            return ct_fail(err, CT_EUSAGE, 0, 0, "-%c wants a value: -%c %s",
                           m->row->letter, m->row->letter, m->row->argument);
        return ct_fail(err, CT_EUSAGE, 0, 0, "--%s wants a value: --%s=%s",
                       m->row->name, m->row->name, m->row->argument);
    }
    if (!rest)
        *word = p->argv[++p->at];
    return 0;
}

static int long_option(struct parse *p, const char *word, struct ct_error *err)
{
    const char *name = word + 2;
    size_t length = strcspn(name, "=");
    struct match m = find_name(p, name, length);
    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    if (!m.row)
        return unknown(p, name, length, err);
    if (argument(p, &m, value, &value, err))
        return -1;
    return set(&m, value, err);
}

/* -o FILE, -oFILE; flags may stand together: -qv. */
static int short_options(struct parse *p, const char *word,
                         struct ct_error *err)
{
    for (const char *c = word + 1; *c; c++) {
        struct match m = find_letter(p, *c);
        if (!m.row)
            return ct_fail(err, CT_EUSAGE, 0, 0,
                           "no option '-%c'; --help lists the options", *c);
        bool flag = m.row->type == CT_OPTION_FLAG;
        const char *value = !flag && c[1] ? c + 1 : NULL;
        if (argument(p, &m, value, &value, err) || set(&m, value, err))
            return -1;
        if (!flag)
            break;
    }
    return 0;
}

int ct_options_parse(const struct ct_option_set *sets, size_t n, int argc,
                     const char **argv, int *n_operands, struct ct_error *err)
{
    struct parse p = {sets, n, argc, argv, 0};
    bool options = true;
    *n_operands = 0;
    for (; p.at < argc; p.at++) {
        const char *word = argv[p.at];
        int bad = 0;
        if (!options || word[0] != '-' || !word[1])
            argv[(*n_operands)++] = word;
        else if (strcmp(word, "--") == 0)
            options = false;
        else if (word[1] == '-')
            bad = long_option(&p, word, err);
        else
            bad = short_options(&p, word, err);
        if (bad)
            return -1;
    }
    return 0;
}

void ct_words_clear(struct ct_words *w)
{
    free(w->word);
    *w = (struct ct_words){0};
}
