/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON-stat 2.0 (json-stat.org/full): one cube, with statuses, sources and
 * notes in its own places and the limits under `extension`. Of a table the
 * cells are the columns of its rows. Here is what it is, the cells are in
 * json_stat_cells.c. */
#include "config.h"

#include "export/format.h"
#include "export/json_stat.h"
#include "export/remarks.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 65536, PLACES = 20 };
void ct_json_stat_flush(struct ct_json_stat *w, bool all)
{
    if (!all && w->b.size < CHUNK)
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

void ct_json_text(struct ct_buffer *b, const char *text)
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

void ct_json_name(struct ct_buffer *b, const char *indent, const char *name,
                  bool first)
{
    ct_buffer_text(b, first ? "\n" : ",\n");
    ct_buffer_text(b, indent);
    ct_json_text(b, name);
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
    ct_json_text(b, source.size ? source.data : "crimetrends");
    ct_buffer_clear(&source);
}

static void put_notes(struct ct_buffer *b, const struct ct_sheet *s)
{
    struct ct_remarks r = {0};
    ct_remarks_add(&r, s->panel, &s->names);
    if (r.n)
        ct_json_name(b, "  ", "note", false);
    for (size_t i = 0; i < r.n; i++) {
        struct ct_buffer note = {0}, where = {0};
        ct_remark_where(&r.remarks[i], PLACES, &where);
        ct_buffer_printf(&note, "%s: %s", r.remarks[i].kind, r.remarks[i].text);
        if (where.size)
            ct_buffer_printf(&note, " (%s)", where.data);
        ct_buffer_text(b, i ? ",\n    " : "[\n    ");
        ct_json_text(b, note.data);
        ct_buffer_clear(&note);
        ct_buffer_clear(&where);
    }
    if (r.n)
        ct_buffer_text(b, "\n  ]");
    ct_remarks_clear(&r);
}

static void put_head(struct ct_json_stat *w)
{
    char heading[512];
    ct_sheet_heading(w->s, heading, sizeof heading);
    ct_buffer_text(&w->b, "{");
    ct_json_name(&w->b, "  ", "version", true);
    ct_json_text(&w->b, "2.0");
    ct_json_name(&w->b, "  ", "class", false);
    ct_json_text(&w->b, "dataset");
    ct_json_name(&w->b, "  ", "label", false);
    ct_json_text(&w->b, heading);
    ct_json_name(&w->b, "  ", "source", false);
    put_source(&w->b, &w->s->panel->provenance);
    put_notes(&w->b, w->s);
}

/* --- dimensions --- */

static bool is_place(const char *name)
{
    return strcmp(name, "area") == 0 || strcmp(name, "counterpart") == 0;
}

static void put_role(struct ct_json_stat *w, const char *role, bool *first)
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
            ct_json_name(&w->b, "    ", role, *first);
            ct_buffer_byte(&w->b, '[');
        }
        ct_json_text(&w->b, side->name);
        any = true;
    }
    if (any)
        ct_buffer_byte(&w->b, ']');
    *first &= !any;
}

static void put_sides(struct ct_json_stat *w)
{
    bool first = true;
    ct_json_name(&w->b, "  ", "role", false);
    ct_buffer_byte(&w->b, '{');
    put_role(w, "time", &first);
    put_role(w, "geo", &first);
    put_role(w, "metric", &first);
    ct_buffer_text(&w->b, "\n  }");
    ct_json_name(&w->b, "  ", "id", false);
    for (size_t i = 0; i < w->cube.n_sides; i++) {
        ct_buffer_text(&w->b, i ? ", " : "[");
        ct_json_text(&w->b, w->cube.sides[i].name);
    }
    ct_buffer_byte(&w->b, ']');
    ct_json_name(&w->b, "  ", "size", false);
    for (size_t i = 0; i < w->cube.n_sides; i++)
        ct_buffer_printf(&w->b, "%s%zu", i ? ", " : "[",
                         w->cube.sides[i].codes.n);
    ct_buffer_byte(&w->b, ']');
}

/* The decimals of each unit, as people are shown them. */
static void put_units(struct ct_json_stat *w, const struct ct_side *side)
{
    const struct ct_sheet *s = w->s;
    size_t unit = 0, value = 0;
    for (size_t i = 0; i < s->n_columns; i++) {
        unit = strcmp(s->columns[i].name, "unit") == 0 ? i : unit;
        value = strcmp(s->columns[i].name, "value") == 0 ? i : value;
    }
    char scratch[CT_SHEET_SCRATCH];
    bool *told = ct_xcalloc(side->codes.n, sizeof *told), first = true;
    ct_json_name(&w->b, "        ", "unit", false);
    ct_buffer_byte(&w->b, '{');
    for (size_t row = 0; row < s->n_rows; row++) {
        if (row && s->series[row] == s->series[row - 1])
            continue;
        const char *code = ct_sheet_text(s, row, unit, scratch);
        uint32_t i = ct_dict_find(&side->codes, code, strlen(code));
        if (told[i])
            continue;
        ct_json_name(&w->b, "          ", code, first);
        ct_buffer_printf(&w->b, "{\"decimals\": %d, \"label\": ",
                         ct_sheet_display(s, row, value)->decimals);
        ct_json_text(&w->b,
                     *side->codes.label[i] ? side->codes.label[i] : code);
        ct_buffer_byte(&w->b, '}');
        told[i] = true;
        first = false;
    }
    ct_buffer_text(&w->b, "\n        }");
    free(told);
}

static void put_labels(struct ct_json_stat *w, const struct ct_side *side)
{
    bool any = false;
    for (size_t i = 0; i < side->codes.n; i++)
        any |= *side->codes.label[i] != '\0';
    if (!any)
        return;
    ct_json_name(&w->b, "        ", "label", false);
    for (size_t i = 0; i < side->codes.n; i++) {
        const char *label = side->codes.label[i], *code = side->codes.code[i];
        ct_buffer_text(&w->b, i ? ", " : "{");
        ct_json_text(&w->b, code);
        ct_buffer_text(&w->b, ": ");
        ct_json_text(&w->b, *label ? label : code);
    }
    ct_buffer_byte(&w->b, '}');
}

static void put_dimension(struct ct_json_stat *w, const struct ct_side *side)
{
    char heading[CT_HEADING_MAX];
    ct_heading(side->name, heading, sizeof heading);
    ct_buffer_byte(&w->b, '{');
    ct_json_name(&w->b, "      ", "label", true);
    ct_json_text(&w->b, heading);
    ct_json_name(&w->b, "      ", "category", false);
    ct_buffer_byte(&w->b, '{');
    ct_json_name(&w->b, "        ", "index", true);
    ct_buffer_byte(&w->b, '[');
    for (size_t i = 0; i < side->codes.n; i++) {
        ct_buffer_text(&w->b, i ? ", " : "");
        ct_json_text(&w->b, side->codes.code[i]);
    }
    ct_buffer_byte(&w->b, ']');
    put_labels(w, side);
    if (w->s->series && strcmp(side->name, "unit") == 0)
        put_units(w, side);
    ct_buffer_text(&w->b, "\n      }\n    }");
}

static void put_dimensions(struct ct_json_stat *w)
{
    ct_json_name(&w->b, "  ", "dimension", false);
    ct_buffer_byte(&w->b, '{');
    for (size_t i = 0; i < w->cube.n_sides; i++) {
        ct_json_name(&w->b, "    ", w->cube.sides[i].name, i == 0);
        put_dimension(w, &w->cube.sides[i]);
        ct_json_stat_flush(w, false);
    }
    ct_buffer_text(&w->b, "\n  }");
}

static int write_json_stat(const struct ct_document *d, struct ct_output *out,
                           struct ct_error *err)
{
    struct ct_json_stat w = {.s = d->sheets[0], .out = out};
    int rc = ct_cube_make(&w.cube, w.s, err);
    if (rc == 0) {
        put_head(&w);
        put_sides(&w);
        put_dimensions(&w);
        if (w.s->series)
            ct_json_stat_panel(&w);
        else
            ct_json_stat_table(&w);
        ct_buffer_text(&w.b, "\n}\n");
        ct_json_stat_flush(&w, true);
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
