/* SPDX-License-Identifier: GPL-3.0-or-later
 * Groups of areas: regions of the code lists, or those of a file. */
#include "config.h"

#include "analyze/area_groups.h"

#include "analyze/sentences.h"
#include "lib/buffer.h"
#include "lib/csv_reader.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Groupings known by a word. Codes by blanks; `children`: not they, but the
 * groups right below them. */
struct word {
    const char *word, *codes;
    bool children;
};

static const struct word words[] = {
    {"m49-region", "M49:002 M49:009 M49:019 M49:142 M49:150", false},
    {"m49-subregion", "M49:002 M49:009 M49:019 M49:142 M49:150", true},
    {"sdg-region",
     "M49:062 M49:513 M49:543 M49:747 M49:753 M49:202 M49:419 M49:053", false},
    {"world", "M49:002 M49:009 M49:019 M49:142 M49:150", false},
    {"eu27", "EU27_2020", false},
    {"ldc", "M49:199", false},
    {"lldc", "M49:432", false},
    {"sids", "M49:722", false},
    {NULL, NULL, false}};

/* An area's place in a group, as met. */
struct pair {
    uint32_t area, group;
};

struct pairs {
    size_t n, capacity;
    struct pair *pair;
};

static void add_pair(struct pairs *p, uint32_t area, uint32_t group)
{
    p->pair = ct_xgrow(p->pair, &p->capacity, p->n + 1, sizeof *p->pair);
    p->pair[p->n++] = (struct pair){area, group};
}

/* Orders the pairs by area, those of an area as they were met. */
static void sort_pairs(struct ct_area_groups *g, const struct pairs *p)
{
    size_t n = g->areas.n;
    g->first = ct_xcalloc(n + 2, sizeof *g->first);
    g->group = ct_xmalloc(p->n, sizeof *g->group);
    for (size_t i = 0; i < p->n; i++)
        g->first[p->pair[i].area + 2]++;
    for (size_t a = 2; a < n + 2; a++)
        g->first[a] += g->first[a - 1];
    for (size_t i = 0; i < p->n; i++)
        g->group[g->first[p->pair[i].area + 1]++] = p->pair[i].group;
}

static bool in_group_already(const struct ct_area_groups *g, size_t area)
{
    for (size_t i = g->first[area]; i < g->first[area + 1]; i++)
        for (size_t k = g->first[area]; k < i; k++)
            if (g->group[i] == g->group[k])
                return true;
    return false;
}

/* Every code of the list of areas, NULL at the end; the caller frees the
 * array. */
static const char **list_areas(const struct ct_codes *codes)
{
    size_t n = ct_codes_all(codes, "area", NULL, 0);
    const char **all = ct_xcalloc(n + 1, sizeof *all);
    ct_codes_all(codes, "area", all, n);
    return all;
}

/* Whether a group is below another without a third between them. */
static bool right_below(const struct ct_codes *codes, const char **all,
                        const char *group, const char *above)
{
    if (strcmp(group, above) == 0 ||
        !ct_codes_below(codes, "area", group, above))
        return false;
    for (; *all; all++)
        if (ct_area_kind(*all) == CT_AREA_GROUP && strcmp(*all, group) != 0 &&
            strcmp(*all, above) != 0 &&
            ct_codes_below(codes, "area", group, *all) &&
            ct_codes_below(codes, "area", *all, above))
            return false;
    return true;
}

static void add_group(struct ct_area_groups *g, const char *code)
{
    ct_dict_add(&g->groups, code, strlen(code));
}

static void add_children(struct ct_area_groups *g, const struct ct_codes *codes,
                         const char **all, const char *above)
{
    for (const char **area = all; *area; area++)
        if (ct_area_kind(*area) == CT_AREA_GROUP &&
            right_below(codes, all, *area, above))
            add_group(g, *area);
}

/* Adds the groups named in a text, or those below them. */
static void name_groups(struct ct_area_groups *g, const struct ct_codes *codes,
                        const char **all, const struct word *w, char separator)
{
    const char by[] = {separator, '\0'};
    char *text = ct_xstrdup(w->codes), *rest = text, *code;
    while ((code = strsep(&rest, by)))
        if (w->children)
            add_children(g, codes, all, code);
        else
            add_group(g, code);
    free(text);
}

/* Puts the countries of the list into the groups. */
static void place_countries(struct ct_area_groups *g,
                            const struct ct_codes *codes, const char **all)
{
    struct pairs p = {0};
    for (; *all; all++) {
        if (ct_area_kind(*all) != CT_AREA_COUNTRY)
            continue;
        for (uint32_t k = 0; k < g->groups.n; k++)
            if (ct_codes_below(codes, "area", *all, g->groups.code[k]))
                add_pair(&p, ct_dict_add(&g->areas, *all, strlen(*all)), k);
    }
    sort_pairs(g, &p);
    free(p.pair);
}

static int check_group(const struct ct_area_groups *g,
                       const struct ct_codes *codes, struct ct_error *err)
{
    for (size_t k = 0; k < g->groups.n; k++)
        if (ct_area_kind(g->groups.code[k]) != CT_AREA_GROUP ||
            !ct_codes_valid(codes, "area", g->groups.code[k]))
            return ct_fail(err, CT_EUSAGE, 0, 0,
                           "--by: no grouping '%s'; there are m49-region, "
                           "m49-subregion, sdg-region, world, eu27, ldc, "
                           "lldc, sids, codes as M49:150, or a FILE.csv",
                           g->groups.code[k]);
    return 0;
}

static int from_list(struct ct_area_groups *g, const char *by,
                     const struct ct_codes *codes, struct ct_error *err)
{
    if (!codes)
        return ct_fail(err, CT_EUSAGE, 0, 0, "--by=%s needs the code lists",
                       by);
    const struct word *w = words;
    const struct word typed = {by, by, false};
    while (w->word && strcmp(w->word, by) != 0)
        w++;
    const char **all = list_areas(codes);
    name_groups(g, codes, all, w->word ? w : &typed, w->word ? ' ' : ',');
    int result = check_group(g, codes, err);
    if (result == 0)
        place_countries(g, codes, all);
    free(all);
    g->hidden = strcmp(by, "world") == 0;
    g->whole = g->hidden ? "M49:001" : "_T";
    return result;
}

static int refuse_cell(const struct ct_csv_file *f, size_t row, long column,
                       struct ct_error *err)
{
    return ct_fail(err, CT_EDATA, f->line[row], column + 1, "'%s' is no code",
                   ct_csv_file_cell(f, row, column));
}

/* Adds a row's area and group. */
static int take_row(struct ct_area_groups *g, const struct ct_csv_file *f,
                    size_t row, struct pairs *p, struct ct_error *err)
{
    long column[] = {ct_csv_file_column(f, "area"),
                     ct_csv_file_column(f, "group")};
    const char *cell[2];
    for (size_t i = 0; i < 2; i++) {
        cell[i] = ct_csv_file_cell(f, row, column[i]);
        if (!ct_code_text(cell[i]))
            return refuse_cell(f, row, column[i], err);
    }
    if (strcmp(cell[1], "_T") == 0)
        return refuse_cell(f, row, column[1], err);
    add_pair(p, ct_dict_add(&g->areas, cell[0], strlen(cell[0])),
             ct_dict_add(&g->groups, cell[1], strlen(cell[1])));
    return 0;
}

static int take_rows(struct ct_area_groups *g, const struct ct_csv_file *f,
                     struct pairs *p, struct ct_error *err)
{
    if (ct_csv_file_column(f, "area") < 0 || ct_csv_file_column(f, "group") < 0)
        return ct_fail(err, CT_EDATA, 1, 0,
                       "groups need the columns area,group");
    for (size_t row = 0; row < f->n_rows; row++)
        if (take_row(g, f, row, p, err) != 0)
            return -1;
    if (p->n == 0)
        return ct_fail(err, CT_EDATA, 0, 0, "has no rows");
    return 0;
}

static int from_file(struct ct_area_groups *g, const char *path,
                     struct ct_error *err)
{
    struct ct_csv_file f = {0};
    struct pairs p = {0};
    if (ct_csv_file_read(path, ',', &f, err) != 0)
        return -1;
    int result = take_rows(g, &f, &p, err);
    if (result == 0)
        sort_pairs(g, &p);
    for (size_t a = 0; a < g->areas.n && result == 0; a++)
        if (in_group_already(g, a))
            result = ct_fail(err, CT_EDATA, 0, 0, "area '%s' is twice in '%s'",
                             g->areas.code[a],
                             g->groups.code[g->group[g->first[a]]]);
    free(p.pair);
    ct_csv_file_clear(&f);
    if (result != 0)
        ct_error_file(err, path);
    g->input = path;
    g->whole = "_T";
    return result;
}

struct ct_area_groups *ct_area_groups_read(const char *by,
                                           const struct ct_codes *codes,
                                           struct ct_error *err)
{
    struct ct_area_groups *g = ct_xcalloc(1, sizeof *g);
    int result = strpbrk(by, "./") ? from_file(g, by, err)
                                   : from_list(g, by, codes, err);
    if (result == 0)
        return g;
    ct_area_groups_destroy(g);
    return NULL;
}

struct ct_area_groups *ct_territories_read(const char *by, struct ct_error *err)
{
    struct ct_area_groups *g = ct_xcalloc(1, sizeof *g);
    bool ours = strcmp(by, "territories") == 0;
    char *folder = ct_datadir();
    char *path = ours ? ct_xasprintf("%s/codelists/territory.csv", folder)
                      : ct_xstrdup(by);
    int result = 0;
    if (!ours && !strpbrk(by, "./"))
        result =
            ct_fail(err, CT_EUSAGE, 0, 0,
                    "--by: '%s' is neither territories nor a FILE.csv", by);
    else
        result = from_file(g, path, err);
    g->input = ours ? NULL : by;
    free(path);
    free(folder);
    if (result == 0)
        return g;
    ct_area_groups_destroy(g);
    return NULL;
}

void ct_area_groups_destroy(struct ct_area_groups *g)
{
    if (!g)
        return;
    ct_dict_clear(&g->areas);
    ct_dict_clear(&g->groups);
    free(g->first);
    free(g->group);
    free(g);
}

bool ct_area_groups_disjoint(const struct ct_area_groups *g)
{
    for (size_t a = 0; a < g->areas.n; a++)
        if (g->first[a + 1] - g->first[a] > 1)
            return false;
    return true;
}

void ct_areas_in_no_group(const struct ct_group *g,
                          const struct ct_area_groups *groups,
                          struct ct_output_part *out)
{
    struct ct_buffer b = {0};
    for (size_t i = 0; groups && i < g->n; i++) {
        const char *area = ct_group_code(g, i, "area");
        if (ct_dict_find(&groups->areas, area, strlen(area)) == CT_NO_CODE)
            ct_buffer_printf(&b, "%s%s", b.size ? ", " : "", area);
    }
    if (b.size)
        ct_output_note(out, CT_SAY_NO_GROUP, b.data);
    ct_buffer_clear(&b);
}
