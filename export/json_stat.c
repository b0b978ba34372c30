/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON-stat 2.0 (json-stat.org/full): one cube, with statuses, sources and
 * notes in its own places and the limits under `extension`. Of a table the
 * cells are the columns of its rows. */
#include "config.h"

#include "export/cube.h"
#include "export/format.h"
#include "export/remarks.h"
#include "lib/memory.h"
#include "lib/number.h"
#include "lib/status.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 65536, PLACES = 20 };
/* A cube with more empty cells than this for one that is not is written as an
 * object of those there are. */
enum { SPARSE = 3 };

struct writer {
    const struct ct_sheet *s;
    struct ct_output *out;
    struct ct_buffer b;
    struct ct_cube cube;
    bool dense;
    uint32_t *row_of; /* of each cell, row + 1; of a table its first cell */
};

static void flush(struct writer *w, size_t kept)
{
    if (w->b.size < kept)
        return;
    ct_output_write(w->out, w->b.data, w->b.size);
    w->b.size = 0;
}

/* --- JSON --- */

/* U+2028 and U+2029 end lines in JavaScript. */
static bool is_line_end(const char *s)
{
    return memcmp(s, "\xe2\x80\xa8", 3) == 0 ||
           memcmp(s, "\xe2\x80\xa9", 3) == 0;
}

static void put_text(struct ct_buffer *b, const char *text)
{
    ct_buffer_byte(b, '"');
    for (const char *s = text; *s; s++) {
        if (*s == '"' || *s == '\\') {
            ct_buffer_byte(b, '\\');
            ct_buffer_byte(b, *s);
        } else if ((unsigned char)*s < ' ' || *s == 0x7f)
            ct_buffer_printf(b, "\\u%04x", (unsigned)*s);
        else if (s[0] == '\xe2' && s[1] && s[2] && is_line_end(s)) {
            ct_buffer_printf(b, "\\u%04x", s[2] == '\xa8' ? 0x2028U : 0x2029U);
            s += 2;
        } else
            ct_buffer_byte(b, *s);
    }
    ct_buffer_byte(b, '"');
}

/* JSON has no infinity. */
static void put_number(struct ct_buffer *b, double x)
{
    char number[CT_NUMBER_MAX];
    ct_number_format(x, number);
    ct_buffer_text(b, isfinite(x) ? number : "null");
}

/* Appends `"name": `, a comma before it unless it is the first. */
static void put_name(struct ct_buffer *b, const char *indent, const char *name,
                     bool first)
{
    ct_buffer_text(b, first ? "\n" : ",\n");
    ct_buffer_text(b, indent);
    put_text(b, name);
    ct_buffer_text(b, ": ");
}

/* --- what it is --- */

static void put_source(struct ct_buffer *b, const struct ct_provenance *v)
{
    struct ct_buffer source = {0};
    for (size_t i = 0; i < v->n_inputs; i++) {
        const struct ct_input *in = &v->inputs[i];
        const char *const part[] = {in->title,   in->publisher, in->citation,
                                    in->vintage, in->licence,   in->url};
        if (source.size)
            ct_buffer_text(&source, ". ");
        for (size_t k = 0; k < sizeof part / sizeof *part; k++)
            if (*part[k])
                ct_buffer_printf(&source, "%s; ", part[k]);
        ct_buffer_printf(&source, "file %s, SHA-256 %s", in->name, in->sha256);
    }
    put_text(b, source.size ? source.data : "crimetrends");
    ct_buffer_clear(&source);
}

static void put_notes(struct ct_buffer *b, const struct ct_sheet *s)
{
    struct ct_remarks r = {0};
    ct_remarks_add(&r, s->panel, &s->names);
    if (r.n)
        put_name(b, "  ", "note", false);
    for (size_t i = 0; i < r.n; i++) {
        struct ct_buffer note = {0}, where = {0};
        ct_remark_where(&r.remarks[i], PLACES, &where);
        ct_buffer_printf(&note, "%s: %s", r.remarks[i].kind, r.remarks[i].text);
        if (where.size)
            ct_buffer_printf(&note, " (%s)", where.data);
        ct_buffer_text(b, i ? ",\n    " : "[\n    ");
        put_text(b, note.data);
        ct_buffer_clear(&note);
        ct_buffer_clear(&where);
    }
    if (r.n)
        ct_buffer_text(b, "\n  ]");
    ct_remarks_clear(&r);
}

static void put_head(struct writer *w)
{
    char heading[512];
    ct_sheet_heading(w->s, heading, sizeof heading);
    ct_buffer_text(&w->b, "{");
    put_name(&w->b, "  ", "version", true);
    put_text(&w->b, "2.0");
    put_name(&w->b, "  ", "class", false);
    put_text(&w->b, "dataset");
    put_name(&w->b, "  ", "label", false);
    put_text(&w->b, heading);
    put_name(&w->b, "  ", "source", false);
    put_source(&w->b, &w->s->panel->provenance);
    put_notes(&w->b, w->s);
}

/* --- dimensions --- */

static bool is_place(const char *name)
{
    return strcmp(name, "area") == 0 || strcmp(name, "counterpart") == 0;
}

static void put_role(struct writer *w, const char *role, bool *first)
{
    bool any = false;
    for (size_t i = 0; i < w->cube.n_sides; i++) {
        const struct ct_side *side = &w->cube.sides[i];
        bool is = *role == 't'   ? side->kind == CT_SHEET_PERIOD
                  : *role == 'g' ? is_place(side->name)
                                 : side->kind == CT_SHEET_TEXT ||
                                       strcmp(side->name, "unit") == 0;
        if (!is)
            continue;
        if (any)
            ct_buffer_text(&w->b, ", ");
        else {
            put_name(&w->b, "    ", role, *first);
            ct_buffer_byte(&w->b, '[');
        }
        put_text(&w->b, side->name);
        any = true;
    }
    if (any)
        ct_buffer_byte(&w->b, ']');
    *first &= !any;
}

static void put_sides(struct writer *w)
{
    bool first = true;
    put_name(&w->b, "  ", "role", false);
    ct_buffer_byte(&w->b, '{');
    put_role(w, "time", &first);
    put_role(w, "geo", &first);
    put_role(w, "metric", &first);
    ct_buffer_text(&w->b, "\n  }");
    put_name(&w->b, "  ", "id", false);
    for (size_t i = 0; i < w->cube.n_sides; i++) {
        ct_buffer_text(&w->b, i ? ", " : "[");
        put_text(&w->b, w->cube.sides[i].name);
    }
    ct_buffer_byte(&w->b, ']');
    put_name(&w->b, "  ", "size", false);
    for (size_t i = 0; i < w->cube.n_sides; i++)
        ct_buffer_printf(&w->b, "%s%zu", i ? ", " : "[",
                         w->cube.sides[i].codes.n);
    ct_buffer_byte(&w->b, ']');
}

/* The decimals of each unit, as people are shown them. */
static void put_units(struct writer *w, const struct ct_side *side)
{
    const struct ct_sheet *s = w->s;
    size_t unit = 0, value = 0;
    for (size_t i = 0; i < s->n_columns; i++) {
        unit = strcmp(s->columns[i].name, "unit") == 0 ? i : unit;
        value = strcmp(s->columns[i].name, "value") == 0 ? i : value;
    }
    char scratch[CT_SHEET_SCRATCH];
    bool *told = ct_xcalloc(side->codes.n, sizeof *told), first = true;
    put_name(&w->b, "        ", "unit", false);
    ct_buffer_byte(&w->b, '{');
    for (size_t row = 0; row < s->n_rows; row++) {
        if (row && s->series[row] == s->series[row - 1])
            continue;
        const char *code = ct_sheet_text(s, row, unit, scratch);
        uint32_t i = ct_dict_find(&side->codes, code, strlen(code));
        if (told[i])
            continue;
        put_name(&w->b, "          ", code, first);
        ct_buffer_printf(&w->b, "{\"decimals\": %d, \"label\": ",
                         ct_sheet_display(s, row, value)->decimals);
        put_text(&w->b, *side->codes.label[i] ? side->codes.label[i] : code);
        ct_buffer_byte(&w->b, '}');
        told[i] = true;
        first = false;
    }
    ct_buffer_text(&w->b, "\n        }");
    free(told);
}

static void put_labels(struct writer *w, const struct ct_side *side)
{
    bool any = false;
    for (size_t i = 0; i < side->codes.n; i++)
        any |= *side->codes.label[i] != '\0';
    if (!any)
        return;
    put_name(&w->b, "        ", "label", false);
    for (size_t i = 0; i < side->codes.n; i++) {
        const char *label = side->codes.label[i], *code = side->codes.code[i];
        ct_buffer_text(&w->b, i ? ", " : "{");
        put_text(&w->b, code);
        ct_buffer_text(&w->b, ": ");
        put_text(&w->b, *label ? label : code);
    }
    ct_buffer_byte(&w->b, '}');
}

static void put_dimension(struct writer *w, const struct ct_side *side)
{
    char heading[CT_HEADING_MAX];
    ct_heading(side->name, heading, sizeof heading);
    ct_buffer_byte(&w->b, '{');
    put_name(&w->b, "      ", "label", true);
    put_text(&w->b, heading);
    put_name(&w->b, "      ", "category", false);
    ct_buffer_byte(&w->b, '{');
    put_name(&w->b, "        ", "index", true);
    ct_buffer_byte(&w->b, '[');
    for (size_t i = 0; i < side->codes.n; i++) {
        ct_buffer_text(&w->b, i ? ", " : "");
        put_text(&w->b, side->codes.code[i]);
    }
    ct_buffer_byte(&w->b, ']');
    put_labels(w, side);
    if (w->s->series && strcmp(side->name, "unit") == 0)
        put_units(w, side);
    ct_buffer_text(&w->b, "\n      }\n    }");
}

static void put_dimensions(struct writer *w)
{
    put_name(&w->b, "  ", "dimension", false);
    ct_buffer_byte(&w->b, '{');
    for (size_t i = 0; i < w->cube.n_sides; i++) {
        put_name(&w->b, "    ", w->cube.sides[i].name, i == 0);
        put_dimension(w, &w->cube.sides[i]);
        flush(w, CHUNK);
    }
    ct_buffer_text(&w->b, "\n  }");
}

/* --- cells --- */

static void put_cell(struct writer *w, size_t row, size_t column)
{
    char scratch[CT_SHEET_SCRATCH];
    const char *text;
    if (w->s->columns[column].kind == CT_SHEET_NUMBER)
        put_number(&w->b, ct_sheet_number(w->s, row, column));
    else if (*(text = ct_sheet_text(w->s, row, column, scratch)))
        put_text(&w->b, text);
    else
        ct_buffer_text(&w->b, "null");
}

/* One column of a panel, cell by cell; an empty one is null. */
static void put_dense(struct writer *w, size_t column)
{
    ct_buffer_byte(&w->b, '[');
    for (uint64_t cell = 0; cell < w->cube.n_cells; cell++) {
        ct_buffer_text(&w->b, cell ? "," : "");
        if (w->row_of[cell])
            put_cell(w, w->row_of[cell] - 1, column);
        else
            ct_buffer_text(&w->b, "null");
        flush(w, CHUNK);
    }
    ct_buffer_byte(&w->b, ']');
}

static bool is_empty(const struct ct_sheet *s, size_t row, size_t column)
{
    char scratch[CT_SHEET_SCRATCH];
    return s->columns[column].kind == CT_SHEET_NUMBER
               ? !isfinite(ct_sheet_number(s, row, column))
               : !*ct_sheet_text(s, row, column, scratch);
}

/* The cells that are not empty, by their number. */
static void put_sparse(struct writer *w, size_t column)
{
    bool first = true;
    ct_buffer_byte(&w->b, '{');
    for (size_t row = 0; row < w->s->n_rows; row++) {
        if (is_empty(w->s, row, column))
            continue;
        ct_buffer_printf(&w->b, "%s\"%" PRIu64 "\":", first ? "" : ",",
                         w->cube.cell[row]);
        put_cell(w, row, column);
        first = false;
        flush(w, CHUNK);
    }
    ct_buffer_byte(&w->b, '}');
}

static void put_column(struct writer *w, size_t column)
{
    if (w->dense)
        put_dense(w, column);
    else
        put_sparse(w, column);
}

/* What the letters of the statuses mean, in Eurostat's place for it. */
static void put_letters(struct ct_buffer *b, uint16_t statuses)
{
    bool first = true;
    ct_buffer_text(b, "{\"label\": ");
    for (int bit = 0; bit < CT_N_STATUS; bit++) {
        char words[64], letter[2] = {ct_status_letter[bit], '\0'};
        if (!(statuses & 1 << bit))
            continue;
        ct_status_words((uint16_t)(1 << bit), "", false, words, sizeof words);
        ct_buffer_text(b, first ? "{" : ", ");
        put_text(b, letter);
        ct_buffer_text(b, ": ");
        put_text(b, words);
        first = false;
    }
    ct_buffer_text(b, "}}");
}

/* The limits, and the letters. */
static void put_extension(struct writer *w)
{
    const struct ct_sheet *s = w->s;
    uint16_t statuses = ct_sheet_statuses(s);
    bool first = true;
    put_name(&w->b, "  ", "extension", false);
    ct_buffer_byte(&w->b, '{');
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->columns[i].kind == CT_SHEET_NUMBER &&
            strcmp(s->columns[i].name, "value") != 0) {
            put_name(&w->b, "    ", s->columns[i].name, first);
            put_column(w, i);
            first = false;
        }
    if (statuses) {
        put_name(&w->b, "    ", "status", first);
        put_letters(&w->b, statuses);
    }
    ct_buffer_text(&w->b, "\n  }");
}

static size_t find(const struct ct_sheet *s, const char *name)
{
    for (size_t i = 0; i < s->n_columns; i++)
        if (strcmp(s->columns[i].name, name) == 0)
            return i;
    return s->n_columns;
}

static void put_panel(struct writer *w)
{
    w->dense = w->cube.n_cells / SPARSE <= w->s->n_rows;
    if (w->dense)
        w->row_of = ct_xcalloc(w->cube.n_cells, sizeof *w->row_of);
    for (size_t row = 0; w->dense && row < w->s->n_rows; row++)
        w->row_of[w->cube.cell[row]] = (uint32_t)row + 1;
    put_name(&w->b, "  ", "value", false);
    put_column(w, find(w->s, "value"));
    put_name(&w->b, "  ", "status", false);
    put_sparse(w, find(w->s, "status"));
    put_extension(w);
    free(w->row_of);
}

/* The other columns of a row are cells side by side. */
static void put_table(struct writer *w)
{
    const struct ct_sheet *s = w->s;
    bool first = true;
    put_name(&w->b, "  ", "value", false);
    ct_buffer_byte(&w->b, '{');
    for (size_t row = 0; row < s->n_rows; row++) {
        uint64_t cell = w->cube.cell[row];
        for (size_t i = 0; i < s->n_columns; i++) {
            enum ct_sheet_kind kind = s->columns[i].kind;
            if (kind == CT_SHEET_CODE || kind == CT_SHEET_LABEL)
                continue;
            if (!is_empty(s, row, i)) {
                ct_buffer_printf(&w->b, "%s\"%" PRIu64 "\":", first ? "" : ",",
                                 cell);
                put_cell(w, row, i);
                first = false;
            }
            cell++;
        }
        flush(w, CHUNK);
    }
    ct_buffer_byte(&w->b, '}');
}

static int write_json_stat(const struct ct_document *d, struct ct_output *out,
                           struct ct_error *err)
{
    struct writer w = {.s = d->sheets[0], .out = out};
    int rc = ct_cube_make(&w.cube, w.s, err);
    if (rc == 0) {
        put_head(&w);
        put_sides(&w);
        put_dimensions(&w);
        if (w.s->series)
            put_panel(&w);
        else
            put_table(&w);
        ct_buffer_text(&w.b, "\n}\n");
        flush(&w, 0);
    }
    ct_cube_clear(&w.cube);
    ct_buffer_clear(&w.b);
    return rc;
}

const struct ct_format ct_format_json_stat = {
    .name = "json-stat",
    .title = "JSON-stat 2.0, one cube, for the web",
    .streams = true,
    .names = true,
    .write = write_json_stat};
