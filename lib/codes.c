/* SPDX-License-Identifier: GPL-3.0-or-later
 * The code lists by dimension, and the codes allowed by their form. */
#include "config.h"

#include "lib/codes.h"

#include "lib/age.h"
#include "lib/area.h"
#include "lib/code_list.h"
#include "lib/guess.h"
#include "lib/memory.h"
#include "lib/number.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

const char *const ct_dimension_names[] = {
    "area",        "counterpart", "reporter", "agency",  "group", "measure",
    "offence",     "definition",  "source",   "vintage", "sex",   "age",
    "citizenship", "component",   "unit",     "freq",    NULL};

const char *const ct_attribute_names[] = {
    "dataset",       "vintage",  "source",      "counting_unit",
    "counting_rule", "relation", "denominator", NULL};

enum { AREA, OFFENCE, MEASURE, SEX, AGE, UNIT, FREQ, ANY, N_LISTS };

/* Labels made from a code's form, kept so that they can be borrowed. */
struct made {
    pthread_mutex_t lock;
    struct ct_dict labels;
};

struct ct_codes {
    struct ct_code_list list[N_LISTS];
    struct ct_guess *guess[N_LISTS];
    struct made *made;
};

static bool area_form(const struct ct_codes *c, const char *code)
{
    return ct_area_form(&c->list[AREA], code);
}

/* How many digits a code consists of; 0 if it has others. */
static size_t digits(const char *code)
{
    size_t n = strspn(code, "0123456789");
    return code[n] ? 0 : n;
}

/* ICCS levels 3 and 4 below a level 2 that is listed, or a country's own. */
static bool offence_form(const struct ct_codes *c, const char *code)
{
    size_t n = digits(code);
    if (n == 5 || n == 6)
        return ct_dict_find(&c->list[OFFENCE].codes, code, 4) != CT_NO_CODE;
    return ct_area_own(&c->list[AREA], code);
}

static bool age_form(const struct ct_codes *c, const char *code)
{
    (void)c;
    return ct_age_valid(code);
}

/* RATE_<N>; per 100,000 is RATE_100K, listed. */
static bool unit_form(const struct ct_codes *c, const char *code)
{
    (void)c;
    return strncmp(code, "RATE_", 5) == 0 && digits(code + 5) > 0 &&
           digits(code + 5) < 10 && code[5] != '0' &&
           strcmp(code + 5, "100000") != 0;
}

static bool any_form(const struct ct_codes *c, const char *code)
{
    (void)c;
    return ct_code_text(code);
}

/* A list: its file and dimension, a second file if it has one, and what may
 * stand beside what is listed. */
struct kind {
    const char *name, *more;
    bool (*form)(const struct ct_codes *c, const char *code);
};

static const struct kind lists[N_LISTS] = {
    [AREA] = {"area", "subdivision", area_form},
    [OFFENCE] = {"offence", NULL, offence_form},
    [MEASURE] = {"measure", NULL, NULL},
    [SEX] = {"sex", NULL, NULL},
    [AGE] = {"age", NULL, age_form},
    [UNIT] = {"unit", NULL, unit_form},
    [FREQ] = {"freq", NULL, NULL},
    [ANY] = {"any", NULL, any_form},
};

/* The list that a dimension's codes are checked against. */
static int checked_list(const char *dimension)
{
    for (int i = 0; i < ANY; i++)
        if (strcmp(lists[i].name, dimension) == 0)
            return i;
    return ANY;
}

/* The list that knows a dimension's codes. */
static int known_list(const char *dimension)
{
    if (strcmp(dimension, "counterpart") == 0 ||
        strcmp(dimension, "citizenship") == 0)
        return AREA;
    return checked_list(dimension);
}

static int read_file(struct ct_code_list *list, const char *folder,
                     const char *name, struct ct_error *err)
{
    char *path = ct_xasprintf("%s/%s.csv", folder, name);
    int result = ct_code_list_read(list, path, err);
    free(path);
    return result;
}

static int read_list(struct ct_codes *c, int i, const char *folder,
                     struct ct_error *err)
{
    const struct kind *kind = &lists[i];
    c->guess[i] =
        ct_guess_create(&c->list[i], i == AREA ? ct_area_rivals : NULL);
    if (read_file(&c->list[i], folder, kind->name, err) != 0)
        return -1;
    return kind->more ? read_file(&c->list[i], folder, kind->more, err) : 0;
}

struct ct_codes *ct_codes_read(const char *folder, struct ct_error *err)
{
    struct ct_codes *c = ct_xcalloc(1, sizeof *c);
    c->made = ct_xcalloc(1, sizeof *c->made);
    pthread_mutex_init(&c->made->lock, NULL);
    for (int i = 0; i < N_LISTS; i++)
        if (read_list(c, i, folder, err) != 0) {
            ct_codes_destroy(c);
            return NULL;
        }
    return c;
}

void ct_codes_destroy(struct ct_codes *c)
{
    if (!c)
        return;
    for (int i = 0; i < N_LISTS; i++) {
        ct_guess_destroy(c->guess[i]);
        ct_code_list_clear(&c->list[i]);
    }
    pthread_mutex_destroy(&c->made->lock);
    ct_dict_clear(&c->made->labels);
    free(c->made);
    free(c);
}

bool ct_code_character(uint32_t c)
{
    if (c < 128 && strchr("_-.:", (int)c))
        return c != 0;
    const uint32_t letters_marks_numbers =
        UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N;
    return uc_is_general_category_withtable(c, letters_marks_numbers);
}

bool ct_code_text(const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    size_t left = strlen(text);
    if (left == 0)
        return false;
    while (left > 0) {
        ucs4_t c;
        int n = u8_mbtoucr(&c, at, left);
        if (n <= 0 || !ct_code_character(c))
            return false;
        at += n;
        left -= (size_t)n;
    }
    return true;
}

bool ct_codes_valid(const struct ct_codes *c, const char *dimension,
                    const char *code)
{
    int i = checked_list(dimension);
    return ct_code_list_find(&c->list[i], code) != CT_NO_CODE ||
           (lists[i].form && lists[i].form(c, code));
}

/* The number of a code in the dimension's list, else in that of codes any
 * dimension may have; *list is the list it was found in. */
static uint32_t find(const struct ct_codes *c, const char *dimension,
                     const char *code, const struct ct_code_list **list)
{
    *list = &c->list[known_list(dimension)];
    uint32_t number = ct_code_list_find(*list, code);
    if (number != CT_NO_CODE)
        return number;
    *list = &c->list[ANY];
    return ct_code_list_find(*list, code);
}

/* Writes `Rate per 1,000 population` for RATE_1000. */
static void rate_label(const char *code, char *out)
{
    const char *number = code + 5;
    size_t n = digits(number);
    out += sprintf(out, "Rate per ");
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            *out++ = ',';
        *out++ = number[i];
    }
    sprintf(out, " population");
}

/* The label made from a code's form, or NULL. */
static const char *made_label(const struct ct_codes *c, int list,
                              const char *code)
{
    char text[64];
    if (list == UNIT && unit_form(c, code))
        rate_label(code, text);
    else if (list != AGE || !ct_age_label(code, text, sizeof text))
        return NULL;
    struct made *made = c->made;
    pthread_mutex_lock(&made->lock);
    uint32_t number = ct_dict_add(&made->labels, code, strlen(code));
    if (!made->labels.label[number][0])
        ct_dict_label(&made->labels, number, text);
    const char *label = made->labels.label[number];
    pthread_mutex_unlock(&made->lock);
    return label;
}

const char *ct_codes_label(const struct ct_codes *c, const char *dimension,
                           const char *code)
{
    const struct ct_code_list *list;
    uint32_t number = find(c, dimension, code, &list);
    return number == CT_NO_CODE ? made_label(c, known_list(dimension), code)
                                : list->codes.label[number];
}

const char *ct_codes_short(const struct ct_codes *c, const char *dimension,
                           const char *code)
{
    const struct ct_code_list *list;
    uint32_t number = find(c, dimension, code, &list);
    if (number == CT_NO_CODE || !list->short_name[number])
        return ct_codes_label(c, dimension, code);
    return list->short_name[number];
}

void ct_codes_area_as(const struct ct_codes *c, const char *code,
                      enum ct_area_codes codes, struct ct_buffer *out)
{
    if (c)
        ct_area_as(&c->list[AREA], code, codes, out);
    else
        ct_buffer_text(out, code);
}

/* A code that is in no list, kept so that it can be borrowed. */
static const char *kept(const struct ct_codes *c, const char *code)
{
    struct made *made = c->made;
    pthread_mutex_lock(&made->lock);
    uint32_t number = ct_dict_add(&made->labels, code, strlen(code));
    const char *copy = made->labels.code[number];
    pthread_mutex_unlock(&made->lock);
    return copy;
}

const char *ct_codes_near(const struct ct_codes *c, const char *dimension,
                          const char *code)
{
    int list = known_list(dimension);
    char age[64];
    if (list == AGE && ct_age_meant(code, age, sizeof age))
        return kept(c, age);
    return *code ? ct_guess_code(c->guess[list], code) : NULL;
}

bool ct_codes_below(const struct ct_codes *c, const char *dimension,
                    const char *code, const char *ancestor)
{
    if (strcmp(code, ancestor) == 0)
        return true;
    int i = known_list(dimension);
    if (i == OFFENCE && digits(code) && digits(ancestor) > 1)
        return strncmp(code, ancestor, strlen(ancestor)) == 0;
    uint32_t from = ct_code_list_find(&c->list[i], code);
    if (from == CT_NO_CODE && i == AREA)
        from = ct_area_country(&c->list[i], code);
    uint32_t to = ct_code_list_find(&c->list[i], ancestor);
    return from != CT_NO_CODE && to != CT_NO_CODE &&
           ct_code_list_below(&c->list[i], from, to);
}

/* Whether code i is right below a parent; with CT_NO_CODE, below none. */
static bool is_child(const struct ct_code_list *l, size_t i, uint32_t parent)
{
    bool none = l->first_parent[i] == l->first_parent[i + 1];
    for (size_t k = l->first_parent[i]; k < l->first_parent[i + 1]; k++)
        if (l->parent[k] == parent)
            return true;
    return parent == CT_NO_CODE && none && *l->codes.code[i] != '_';
}

size_t ct_codes_children(const struct ct_codes *c, const char *dimension,
                         const char *code, const char **out, size_t max)
{
    const struct ct_code_list *l = &c->list[known_list(dimension)];
    uint32_t parent = ct_code_list_find(l, code);
    size_t n = 0;
    if (strcmp(code, "_T") == 0)
        parent = CT_NO_CODE;
    else if (parent == CT_NO_CODE)
        return 0;
    for (size_t i = 0; i < l->codes.n; i++)
        if (is_child(l, i, parent) && n++ < max)
            out[n - 1] = l->codes.code[i];
    return n;
}

size_t ct_codes_all(const struct ct_codes *c, const char *dimension,
                    const char **out, size_t max)
{
    const struct ct_dict *codes = &c->list[known_list(dimension)].codes;
    for (size_t i = 0; i < codes->n && i < max; i++)
        out[i] = codes->code[i];
    return codes->n;
}

double ct_unit_per(const char *unit)
{
    if (strcmp(unit, "RATE_100K") == 0)
        return 100000;
    double per;
    if (strncmp(unit, "RATE_", 5) != 0 ||
        ct_number_parse(unit + 5, strlen(unit + 5), &ct_number_plain, &per,
                        NULL) != 0 ||
        per <= 0)
        return NAN;
    return per;
}
