/* SPDX-License-Identifier: GPL-3.0-or-later
 * Workbooks of Excel (.xlsx, .xlsm) and of all who write them: ECMA-376,
 * transitional and strict, told apart by nothing but prefixes and namespaces,
 * which are not asked. */
#include "config.h"

#include "collect/xlsx_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* One relation: the part that an id stands for, and what it is, the last word
 * of its type (`worksheet`, `sharedStrings`). */
struct relation {
    char *id, *kind, *part;
};

struct relations {
    const char *folder; /* of the part they belong to, with its slash */
    struct relation *item;
    size_t n, capacity;
};

struct sheet_entry {
    char *name, *id;
    bool visible;
};

struct workbook {
    struct ct_xlsx_book book;
    struct relations relations;
    struct sheet_entry *sheet;
    size_t n_sheets, capacity;
};

/* --- relations --- */

/* A target to the name of a part: from the root or from the folder; `..` as
 * in addresses. Never to be found outside the archive, whatever it says. */
static char *resolve(const char *folder, const char *target)
{
    struct ct_buffer b = {0};
    ct_buffer_printf(&b, "%s%s", *target == '/' ? "" : folder, target);
    char *path = ct_buffer_take(&b), *out = path;
    for (const char *s = path; *s;) {
        size_t n = strcspn(s, "/\\");
        bool up = n == 2 && strncmp(s, "..", 2) == 0;
        bool keep = n && !up && !(n == 1 && *s == '.');
        if (up) {
            while (out > path && *--out != '/')
                continue;
        } else if (keep) {
            if (out > path)
                *out++ = '/';
            memmove(out, s, n);
            out += n;
        }
        s += n;
        s += *s != '\0';
    }
    *out = '\0';
    return path;
}

static int start_relation(void *user, const char *name, const char **attributes,
                          struct ct_error *err)
{
    struct relations *r = user;
    (void)err;
    const char *id = ct_xml_attribute(attributes, "Id");
    const char *type = ct_xml_attribute(attributes, "Type");
    const char *target = ct_xml_attribute(attributes, "Target");
    enum { ENOUGH = 4096 };
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target ||
        r->n == ENOUGH)
        return 0;
    const char *kind = strrchr(type, '/');
    r->item = ct_xgrow(r->item, &r->capacity, r->n + 1, sizeof *r->item);
    r->item[r->n++] =
        (struct relation){ct_xstrdup(id), ct_xstrdup(kind ? kind + 1 : type),
                          resolve(r->folder, target)};
    return 0;
}

static void clear_relations(struct relations *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->item[i].id);
        free(r->item[i].kind);
        free(r->item[i].part);
    }
    free(r->item);
}

static const char *part_of_kind(const struct relations *r, const char *kind)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->item[i].kind, kind) == 0)
            return r->item[i].part;
    return NULL;
}

/* A sheet may be a chart, which has no cells. */
static const char *part_of_sheet(const struct relations *r, const char *id)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->item[i].id, id) == 0)
            return strcmp(r->item[i].kind, "worksheet") == 0 ? r->item[i].part
                                                             : NULL;
    return NULL;
}

static int read_relations(struct ct_archive *a, const char *part,
                          struct relations *r, struct ct_error *err)
{
    static const struct ct_xml xml = {.start = start_relation};
    return ct_book_parse(a, part, &xml, r, err);
}

/* --- the workbook --- */

static bool is_true(const char *text)
{
    return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 ||
                    strcmp(text, "on") == 0);
}

static void add_sheet(struct workbook *w, const char **attributes)
{
    const char *name = ct_xml_attribute(attributes, "name");
    const char *id = ct_xml_attribute(attributes, "id");
    const char *state = ct_xml_attribute(attributes, "state");
    if (!name || !id)
        return;
    w->sheet =
        ct_xgrow(w->sheet, &w->capacity, w->n_sheets + 1, sizeof *w->sheet);
    w->sheet[w->n_sheets++] =
        (struct sheet_entry){ct_xstrdup(name), ct_xstrdup(id),
                             !state || strcasecmp(state, "visible") == 0};
}

static int start_workbook(void *user, const char *name, const char **attributes,
                          struct ct_error *err)
{
    struct workbook *w = user;
    enum { SHEETS_MAX = 4096 };
    if (strcmp(name, "workbookPr") == 0)
        w->book.since_1904 = is_true(ct_xml_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") == 0 && w->n_sheets == SHEETS_MAX)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "more than %d sheets in the workbook", SHEETS_MAX);
    if (strcmp(name, "sheet") == 0)
        add_sheet(w, attributes);
    return 0;
}

static int refuse_binary(const char *part, struct ct_error *err)
{
    size_t n = strlen(part);
    if (n > 4 && strcmp(part + n - 4, ".bin") == 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a binary workbook (.xlsb); save it as .xlsx");
    return 0;
}

/* The workbook's part and, beside it, its relations. */
static int read_parts(struct workbook *w, const char *part,
                      struct ct_error *err)
{
    static const struct ct_xml xml = {.start = start_workbook};
    struct ct_archive *a = w->book.archive;
    if (refuse_binary(part, err) < 0 ||
        ct_book_parse(a, part, &xml, w, err) < 0)
        return -1;
    const char *slash = strrchr(part, '/');
    size_t n = slash ? (size_t)(slash + 1 - part) : 0;
    char *folder = ct_xstrndup(part, n);
    char *relations = ct_xasprintf("%s_rels/%s.rels", folder, part + n);
    w->relations.folder = folder;
    int status = read_relations(a, relations, &w->relations, err);
    free(relations);
    free(folder);
    return status;
}

static int read_workbook(struct workbook *w, struct ct_error *err)
{
    struct relations root = {.folder = ""};
    struct ct_archive *a = w->book.archive;
    if (ct_archive_find(a, "_rels/.rels") < 0 &&
        ct_archive_find(a, "content.xml") >= 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "an OpenDocument file (.ods), not .xlsx");
    int status = read_relations(a, "_rels/.rels", &root, err);
    const char *part = part_of_kind(&root, "officeDocument");
    if (status == 0)
        status = read_parts(w, part ? part : "xl/workbook.xml", err);
    clear_relations(&root);
    return status;
}

/* Both parts may be absent. */
static int read_shared(struct workbook *w, struct ct_error *err)
{
    struct ct_xlsx_book *b = &w->book;
    const char *strings = part_of_kind(&w->relations, "sharedStrings");
    const char *styles = part_of_kind(&w->relations, "styles");
    if (strings && ct_archive_find(b->archive, strings) >= 0 &&
        ct_xlsx_read_strings(b->archive, strings, &b->strings, err) < 0)
        return -1;
    if (styles && ct_archive_find(b->archive, styles) >= 0)
        return ct_xlsx_read_styles(b->archive, styles, &b->styles, err);
    return 0;
}

/* --- the carrier --- */

static int read_sheets(struct workbook *w, const struct ct_carrier_settings *s,
                       struct ct_book_row *row, struct ct_error *err)
{
    struct ct_buffer names = {0};
    size_t n_read = 0;
    int status = 0;
    for (size_t i = 0; i < w->n_sheets && status == 0; i++) {
        const struct sheet_entry *sheet = &w->sheet[i];
        const char *part = part_of_sheet(&w->relations, sheet->id);
        if (!part)
            continue;
        ct_book_add_name(&names, sheet->name);
        if (!ct_book_wants(s, sheet->name, sheet->visible, n_read))
            continue;
        n_read++;
        row->table = sheet->name;
        status = ct_xlsx_read_sheet(&w->book, part, row, err);
    }
    if (status == 0 && !n_read)
        status = ct_book_no_sheet(&names, err);
    ct_buffer_clear(&names);
    return status;
}

static void clear(struct workbook *w)
{
    for (size_t i = 0; i < w->n_sheets; i++) {
        free(w->sheet[i].name);
        free(w->sheet[i].id);
    }
    free(w->sheet);
    clear_relations(&w->relations);
    ct_buffer_clear(&w->book.strings.text);
    free(w->book.strings.end);
    free(w->book.styles.format);
    free(w->book.styles.own);
    ct_archive_close(w->book.archive);
}

static int read_xlsx(struct ct_stream *in, const struct ct_carrier_settings *s,
                     ct_row_function *take, void *user, struct ct_error *err)
{
    struct workbook w = {.book.archive = ct_book_open(in, err)};
    struct ct_book_row row = {.take = take, .user = user};
    if (!w.book.archive)
        return -1;
    int status = read_workbook(&w, err);
    if (status == 0)
        status = read_shared(&w, err);
    if (status == 0)
        status = read_sheets(&w, s, &row, err);
    ct_book_row_clear(&row);
    clear(&w);
    return status;
}

const struct ct_carrier ct_carrier_xlsx = {
    .name = "xlsx",
    .ragged = true,
    .summary = "workbooks of Excel (.xlsx, .xlsm)",
    .read = read_xlsx,
};
