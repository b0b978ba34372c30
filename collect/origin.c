/* SPDX-License-Identifier: GPL-3.0-or-later
 * Texts from where descriptors say. */
#include "config.h"

#include "collect/descriptor.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

enum { GROUPS_MAX = 10 };

/* --- patterns --- */

/* Texts in the middle of a row have no zero behind them, so their end is
 * given (REG_STARTEND, an extension of all free C libraries). */
static bool match(const regex_t *pattern, const char *text, size_t n,
                  regmatch_t *group)
{
    group[0] = (regmatch_t){.rm_so = 0, .rm_eo = (regoff_t)n};
    return regexec(pattern, text, GROUPS_MAX, group, REG_STARTEND) == 0;
}

bool ct_pattern_found(const regex_t *pattern, const char *text, size_t n)
{
    regmatch_t group[GROUPS_MAX];
    return match(pattern, text, n, group);
}

void ct_pattern_take(const regex_t *pattern, const char *text, size_t n,
                     struct ct_buffer *out)
{
    regmatch_t group[GROUPS_MAX];
    if (!match(pattern, text, n, group))
        return;
    const char *separator = "";
    for (size_t i = 1; i <= pattern->re_nsub && i < GROUPS_MAX; i++) {
        if (group[i].rm_so < 0)
            continue;
        ct_buffer_text(out, separator);
        ct_buffer_add(out, text + group[i].rm_so,
                      (size_t)(group[i].rm_eo - group[i].rm_so));
        separator = "|";
    }
}

/* --- what the file says --- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The first that is found; titles above a table repeat themselves. */
static const char *find_after(const struct ct_part *part,
                              const struct ct_place *place)
{
    for (size_t i = 0; i < place->n_rows; i++) {
        const struct ct_kept_row *row = &place->row[i];
        for (size_t k = 0; k + 1 < row->n; k++)
            for (size_t t = 0; t < part->names.n; t++)
                if (strcmp(row->cell[k], part->names.text[t]) == 0)
                    return row->cell[k + 1];
    }
    return NULL;
}

static const char *find_cell(const struct ct_part *part,
                             const struct ct_place *place)
{
    for (size_t i = 0; i < place->n_rows; i++)
        if (place->row[i].line == (long)part->row &&
            part->column < place->row[i].n)
            return place->row[i].cell[part->column];
    return NULL;
}

/* What fits a pattern, or the whole of it. NULL: it does not fit. */
static char *take(const struct ct_part *part, const char *text)
{
    if (!part->pattern)
        return ct_xstrdup(text);
    struct ct_buffer out = {0};
    if (!ct_pattern_found(part->pattern, text, strlen(text)))
        return NULL;
    ct_pattern_take(part->pattern, text, strlen(text), &out);
    return ct_buffer_take(&out);
}

/* The name of the file, else that of the archive's member. */
static char *take_name(const struct ct_part *part, const struct ct_place *place)
{
    char *text = take(part, base_name(place->file));
    return text ? text : take(part, place->table);
}

static int place_part(struct ct_bound_part *b, const struct ct_place *place,
                      struct ct_error *err)
{
    const struct ct_part *part = b->part;
    const char *found = part->kind == CT_PART_AFTER   ? find_after(part, place)
                        : part->kind == CT_PART_CELL  ? find_cell(part, place)
                        : part->kind == CT_PART_SHEET ? place->table
                        : part->kind == CT_PART_TEXT  ? part->names.text[0]
                                                      : NULL;
    free(b->text);
    b->text = part->kind == CT_PART_FILE ? take_name(part, place)
              : found                    ? take(part, found)
                                         : NULL;
    if (b->text)
        return 0;
    if (part->kind == CT_PART_FILE || part->kind == CT_PART_SHEET)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "the name of the %s is not like '%s', which tells what "
                       "is in it",
                       part->kind == CT_PART_FILE ? "file" : "sheet",
                       part->like);
    return ct_fail(err, CT_EDATA, 0, 0, "no cell '%s'%s%s%s above the header",
                   part->names.text[0], part->like ? " like '" : "",
                   part->like ? part->like : "", part->like ? "'" : "");
}

static bool is_of_file(const struct ct_part *part)
{
    return part->kind != CT_PART_COLUMN && part->kind != CT_PART_HEADER;
}

int ct_origin_place(struct ct_bound_origin *o, const struct ct_place *place,
                    struct ct_error *err)
{
    for (size_t i = 0; i < o->n; i++)
        if (is_of_file(o->part[i].part) &&
            place_part(&o->part[i], place, err) < 0)
            return -1;
    return 0;
}

/* --- texts --- */

/* The raw text of a part; those of the file went through their pattern. */
static const char *raw_text(const struct ct_bound_part *b,
                            const struct ct_asked *asked, size_t *n)
{
    const char *text =
        b->part->kind == CT_PART_HEADER ? asked->column : b->text;
    if (b->part->kind == CT_PART_COLUMN && b->field >= 0) {
        *n = asked->field[b->field].length;
        return asked->field[b->field].text;
    }
    if (!text)
        text = "";
    *n = strlen(text);
    return text;
}

const char *ct_origin_text(const struct ct_bound_origin *o,
                           const struct ct_asked *asked, const char *separator,
                           struct ct_buffer *scratch, size_t *n)
{
    if (o->n == 1 && (!o->part[0].part->pattern || is_of_file(o->part[0].part)))
        return raw_text(&o->part[0], asked, n);
    scratch->size = 0;
    for (size_t i = 0; i < o->n; i++) {
        const struct ct_bound_part *b = &o->part[i];
        size_t length;
        const char *text = raw_text(b, asked, &length);
        if (i)
            ct_buffer_text(scratch, separator);
        if (b->part->pattern && !is_of_file(b->part))
            ct_pattern_take(b->part->pattern, text, length, scratch);
        else
            ct_buffer_add(scratch, text, length);
    }
    *n = scratch->size;
    return scratch->data ? scratch->data : "";
}

long ct_origin_field(const struct ct_bound_origin *o)
{
    for (size_t i = 0; i < o->n; i++)
        if (o->part[i].field >= 0)
            return o->part[i].field;
    return -1;
}

void ct_origin_clear(struct ct_bound_origin *o)
{
    for (size_t i = 0; i < o->n; i++)
        free(o->part[i].text);
    free(o->part);
    *o = (struct ct_bound_origin){0};
}

/* --- conditions --- */

static bool is_one_of(const struct ct_texts *texts, const struct ct_cell *cell)
{
    for (size_t i = 0; i < texts->n; i++)
        if (strlen(texts->text[i]) == cell->length &&
            memcmp(texts->text[i], cell->text, cell->length) == 0)
            return true;
    return false;
}

bool ct_condition_holds(const struct ct_condition *c,
                        const struct ct_cell *cell)
{
    bool is = c->matches
                  ? ct_pattern_found(c->matches, cell->text, cell->length)
                  : is_one_of(&c->is, cell);
    return is != c->negated;
}
