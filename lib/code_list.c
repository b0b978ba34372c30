/* SPDX-License-Identifier: GPL-3.0-or-later
 * One code list in memory, read from its CSV. */
#include "config.h"

#include "lib/code_list.h"

#include "lib/csv_reader.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* The columns of the file that is read. */
struct columns {
    long code, label, short_name, parents, iso2, m49, also;
};

uint32_t ct_code_list_find(const struct ct_code_list *l, const char *code)
{
    return ct_dict_find(&l->codes, code, strlen(code));
}

bool ct_code_list_below(const struct ct_code_list *l, uint32_t code,
                        uint32_t ancestor)
{
    if (code == ancestor)
        return true;
    for (size_t i = l->first_parent[code]; i < l->first_parent[code + 1]; i++)
        if (ct_code_list_below(l, l->parent[i], ancestor))
            return true;
    return false;
}

/* Reads the parents of the code added last, separated by blanks. */
static int add_parents(struct ct_code_list *l, const char *text, long line,
                       struct ct_error *err)
{
    for (const char *at = text; *at;) {
        size_t n = strcspn(at, " ");
        uint32_t parent = ct_dict_find(&l->codes, at, n);
        if (parent == CT_NO_CODE || parent == l->codes.n - 1)
            return ct_fail(err, CT_EDATA, line, 0,
                           "the parent '%.*s' does not stand above", (int)n,
                           at);
        l->parent = ct_xgrow(l->parent, &l->parents_capacity, l->n_parents + 1,
                             sizeof *l->parent);
        l->parent[l->n_parents++] = parent;
        at += n + (at[n] == ' ');
    }
    l->first_parent[l->codes.n] = l->n_parents;
    return 0;
}

/* Keeps other codes in use for the code added last, separated by blanks. */
static void add_others(struct ct_code_list *l, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, " ");
        ct_dict_label(&l->also, ct_dict_add(&l->also, text, n),
                      l->codes.code[l->codes.n - 1]);
        text += n + (text[n] == ' ');
    }
}

/* Keeps a code of two letters or three digits. */
static void set_code(char *out, const char *code)
{
    size_t n = strlen(code);
    memcpy(out, n < 4 ? code : "", n < 4 ? n + 1 : 1);
}

static int add_row(struct ct_code_list *l, const struct ct_csv_file *f,
                   const struct columns *at, size_t row, struct ct_error *err)
{
    const char *code = ct_csv_file_cell(f, row, at->code);
    const char *label = ct_csv_file_cell(f, row, at->label);
    const char *iso2 = ct_csv_file_cell(f, row, at->iso2);
    if (!*code || !*label)
        return ct_fail(err, CT_EDATA, f->line[row], 0,
                       "a code and its label may not be empty");
    size_t n_before = l->codes.n;
    uint32_t number = ct_dict_add(&l->codes, code, strlen(code));
    if (number != n_before)
        return ct_fail(err, CT_EDATA, f->line[row], 0,
                       "the code '%s' is there twice", code);
    ct_dict_label(&l->codes, number, label);
    const char *short_name = ct_csv_file_cell(f, row, at->short_name);
    if (*short_name)
        l->short_name[number] = ct_xstrdup(short_name);
    set_code(l->alpha2[number], iso2);
    set_code(l->m49[number], ct_csv_file_cell(f, row, at->m49));
    if (*iso2)
        ct_dict_label(&l->iso2, ct_dict_add(&l->iso2, iso2, strlen(iso2)),
                      code);
    add_others(l, ct_csv_file_cell(f, row, at->also));
    return add_parents(l, ct_csv_file_cell(f, row, at->parents), f->line[row],
                       err);
}

/* Makes room for n codes in the arrays beside the dictionary. */
static void make_room(struct ct_code_list *l, size_t n)
{
    size_t had = l->codes.n;
    l->short_name = ct_xrealloc(l->short_name, n + 1, sizeof *l->short_name);
    l->first_parent =
        ct_xrealloc(l->first_parent, n + 1, sizeof *l->first_parent);
    l->alpha2 = ct_xrealloc(l->alpha2, n + 1, sizeof *l->alpha2);
    l->m49 = ct_xrealloc(l->m49, n + 1, sizeof *l->m49);
    memset(l->short_name + had, 0, (n - had) * sizeof *l->short_name);
    l->first_parent[had] = l->n_parents;
}

static int add_rows(struct ct_code_list *l, const struct ct_csv_file *f,
                    struct ct_error *err)
{
    struct columns at = {
        ct_csv_file_column(f, "code"),  ct_csv_file_column(f, "label"),
        ct_csv_file_column(f, "short"), ct_csv_file_column(f, "parents"),
        ct_csv_file_column(f, "iso2"),  ct_csv_file_column(f, "m49"),
        ct_csv_file_column(f, "also")};
    if (at.code < 0 || at.label < 0)
        return ct_fail(err, CT_EDATA, 1, 0,
                       "a code list has the columns code and label");
    make_room(l, l->codes.n + f->n_rows);
    for (size_t row = 0; row < f->n_rows; row++)
        if (add_row(l, f, &at, row, err) != 0)
            return -1;
    return 0;
}

int ct_code_list_read(struct ct_code_list *l, const char *path,
                      struct ct_error *err)
{
    struct ct_csv_file file;
    if (ct_csv_file_read(path, ',', &file, err) != 0)
        return -1;
    int result = add_rows(l, &file, err);
    ct_csv_file_clear(&file);
    return result == 0 ? 0 : ct_error_file(err, path);
}

void ct_code_list_clear(struct ct_code_list *l)
{
    for (size_t i = 0; l->short_name && i < l->codes.n; i++)
        free(l->short_name[i]);
    free(l->short_name);
    free(l->alpha2);
    free(l->m49);
    free(l->first_parent);
    free(l->parent);
    ct_dict_clear(&l->iso2);
    ct_dict_clear(&l->also);
    ct_dict_clear(&l->codes);
    *l = (struct ct_code_list){0};
}
