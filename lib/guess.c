/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which listed code an unknown one may have meant. */
#include "config.h"

#include "lib/guess.h"

#include "lib/memory.h"
#include "lib/near.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Codes remembered; files with more different wrong ones than this are wrong
 * in the column, and the rest is searched every time. */
enum { REMEMBERED_MAX = 10000 };

struct ct_guess {
    const struct ct_code_list *list;
    ct_guess_rivals *rivals;
    pthread_mutex_t lock;
    bool named;             /* names is filled, on the first search */
    struct ct_dict names;   /* names in small letters; the label is the code */
    struct ct_dict answers; /* codes asked for; the label is the answer or "" */
};

struct ct_guess *ct_guess_create(const struct ct_code_list *list,
                                 ct_guess_rivals *rivals)
{
    struct ct_guess *g = ct_xcalloc(1, sizeof *g);
    g->list = list;
    g->rivals = rivals;
    pthread_mutex_init(&g->lock, NULL);
    return g;
}

void ct_guess_destroy(struct ct_guess *g)
{
    if (!g)
        return;
    pthread_mutex_destroy(&g->lock);
    ct_dict_clear(&g->names);
    ct_dict_clear(&g->answers);
    free(g);
}

/* A copy with ASCII letters made small. */
static char *small(const char *text)
{
    char *copy = ct_xstrdup(text);
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

/* Of several codes with one name the first is meant: Georgia is a country
 * before it is a state. */
static void add_name(struct ct_guess *g, const char *name, const char *code)
{
    char *key = small(name);
    size_t n = strlen(key);
    if (n > 0 && ct_dict_find(&g->names, key, n) == CT_NO_CODE)
        ct_dict_label(&g->names, ct_dict_add(&g->names, key, n), code);
    free(key);
}

static void add_names(struct ct_guess *g)
{
    const struct ct_code_list *l = g->list;
    for (size_t i = 0; i < l->codes.n; i++) {
        add_name(g, l->codes.label[i], l->codes.code[i]);
        if (l->short_name[i])
            add_name(g, l->short_name[i], l->codes.code[i]);
    }
    for (size_t i = 0; i < l->iso2.n; i++)
        add_name(g, l->iso2.code[i], l->iso2.label[i]);
    for (size_t i = 0; i < l->also.n; i++)
        add_name(g, l->also.code[i], l->also.label[i]);
    g->named = true;
}

/* The label of a code in a dictionary, or NULL. */
static const char *label_of(const struct ct_dict *d, const char *code)
{
    uint32_t number = ct_dict_find(d, code, strlen(code));
    return number == CT_NO_CODE ? NULL : d->label[number];
}

static const char *search(struct ct_guess *g, const char *code)
{
    if (!g->named)
        add_names(g);
    char *key = small(code);
    const char *named = label_of(&g->names, key);
    free(key);
    if (named)
        return named;
    const struct ct_dict *codes = &g->list->codes;
    size_t first = 0,
           n = g->rivals ? g->rivals(g->list, code, &first) : codes->n;
    return ct_near(code, (const char *const *)codes->code + first, n);
}

/* Searches and remembers. Returns the answer or NULL. */
static const char *answer(struct ct_guess *g, const char *code)
{
    const char *known = label_of(&g->answers, code);
    if (known)
        return *known ? known : NULL;
    const char *found = search(g, code);
    if (g->answers.n < REMEMBERED_MAX)
        ct_dict_label(&g->answers, ct_dict_add(&g->answers, code, strlen(code)),
                      found ? found : "");
    return found;
}

const char *ct_guess_code(struct ct_guess *g, const char *code)
{
    pthread_mutex_lock(&g->lock);
    const char *found = answer(g, code);
    pthread_mutex_unlock(&g->lock);
    return found;
}
