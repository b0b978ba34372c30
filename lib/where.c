/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conditions of --where: DIM=CODE,CODE*,a group's members, @FILE. */
#include "config.h"

#include "lib/where.h"

#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* A list of codes is small; more is some other file. */
enum { CODES_FILE_MAX = 16 << 20 };

static bool ends_with(const char *s, size_t n, const char *end)
{
    size_t length = strlen(end);
    return n > length && memcmp(s + n - length, end, length) == 0;
}

static void add_term(struct ct_condition *c, const char *s, size_t n)
{
    if (!ends_with(s, n, "*")) {
        ct_dict_add(&c->exact, s, n);
        return;
    }
    bool members = ends_with(s, n, "/*");
    c->patterns = ct_xgrow(c->patterns, &c->capacity, c->n_patterns + 1,
                           sizeof *c->patterns);
    c->patterns[c->n_patterns++] = (struct ct_pattern){
        .members = members, .code = ct_xstrndup(s, n - (members ? 2 : 1))};
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Adds the codes in a text, one a line, blanks around them dropped. */
static void add_lines(struct ct_condition *c, const char *at)
{
    if (strncmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    while (*at) {
        const char *line = at;
        size_t n = strcspn(at, "\n");
        at += n + (at[n] == '\n');
        while (n > 0 && blank(line[n - 1]))
            n--;
        while (n > 0 && blank(*line)) {
            line++;
            n--;
        }
        if (n > 0)
            add_term(c, line, n);
    }
}

static int add_file(struct ct_condition *c, const char *name, size_t n,
                    struct ct_error *err)
{
    char *path = ct_xstrndup(name, n);
    struct ct_buffer bytes = {0};
    int result = ct_file_read(path, CODES_FILE_MAX, &bytes, err);
    size_t before = c->exact.n + c->n_patterns;
    if (result == 0 && bytes.size > 0)
        add_lines(c, bytes.data);
    if (result == 0 && c->exact.n + c->n_patterns == before)
        result = ct_fail_in(err, CT_EDATA, path, "no codes in it, one a line");
    ct_buffer_clear(&bytes);
    free(path);
    return result;
}

static int bad_condition(const char *text, struct ct_error *err)
{
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "bad --where '%s', want DIM=CODE[,CODE...]", text);
}

int ct_condition_read(struct ct_condition *c, const char *text,
                      struct ct_error *err)
{
    c->text = text;
    size_t n = strcspn(text, "=");
    if (n == 0 || text[n] != '=')
        return bad_condition(text, err);
    c->dimension = ct_xstrndup(text, n);
    for (const char *at = text + n; *at;) {
        at++; /* '=' or ',' */
        n = strcspn(at, ",");
        if (n == 0 || (n == 1 && *at == '@'))
            return bad_condition(text, err);
        if (*at != '@' && memchr(at, '=', n))
            return ct_fail(err, CT_EUSAGE, 0, 0,
                           "bad --where '%s': '%.*s' is a condition of its "
                           "own, want --where %.*s",
                           text, (int)n, at, (int)n, at);
        if (*at != '@')
            add_term(c, at, n);
        else if (add_file(c, at + 1, n - 1, err) != 0)
            return -1;
        at += n;
    }
    return 0;
}

/* Members: the countries of a group; what is below any other code. */
static bool is_member(const char *code, const char *of)
{
    if (ct_area_kind(of) == CT_AREA_GROUP)
        return ct_area_kind(code) == CT_AREA_COUNTRY;
    return strcmp(code, of) != 0;
}

static bool pattern_matches(const struct ct_pattern *p, const char *dimension,
                            const struct ct_codes *codes, const char *code)
{
    return ct_codes_below(codes, dimension, code, p->code) &&
           (!p->members || is_member(code, p->code));
}

bool ct_condition_matches(const struct ct_condition *c,
                          const struct ct_codes *codes, const char *code)
{
    if (ct_dict_find(&c->exact, code, strlen(code)) != CT_NO_CODE)
        return true;
    for (size_t i = 0; i < c->n_patterns; i++)
        if (pattern_matches(&c->patterns[i], c->dimension, codes, code))
            return true;
    return false;
}

void ct_condition_clear(struct ct_condition *c)
{
    for (size_t i = 0; i < c->n_patterns; i++)
        free(c->patterns[i].code);
    free(c->patterns);
    ct_dict_clear(&c->exact);
    free(c->dimension);
    *c = (struct ct_condition){0};
}
