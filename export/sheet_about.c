/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is said about a sheet as a whole: heading, caption, statuses. */
#include "config.h"

#include "export/sheet.h"

#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether a column has the same text in all rows; for codes of a panel, which
 * are many rows of few series, by series. */
static bool constant(const struct ct_sheet *s, size_t column)
{
    char first[CT_SHEET_SCRATCH], other[CT_SHEET_SCRATCH];
    const char *text = ct_sheet_text(s, 0, column, first);
    for (size_t row = 1; row < s->n_rows; row++)
        if (s->columns[column].text && s->series && !s->order &&
            s->series[row] == s->series[row - 1])
            continue;
        else if (strcmp(ct_sheet_text(s, row, column, other), text) != 0)
            return false;
    return true;
}

/* Whether a table's column of numbers has none. */
static bool no_numbers(const struct ct_sheet *s, size_t column)
{
    for (size_t row = 0; row < s->n_rows; row++)
        if (!isnan(ct_sheet_number(s, row, column)))
            return false;
    return !s->series;
}

static bool needless(const struct ct_sheet *s, size_t column)
{
    const struct ct_sheet_column *c = &s->columns[column];
    char scratch[CT_SHEET_SCRATCH];
    if (s->n_rows == 0)
        return false;
    if (c->kind == CT_SHEET_NUMBER)
        return no_numbers(s, column);
    if (!constant(s, column))
        return false;
    if (!*ct_sheet_text(s, 0, column, scratch))
        return true;
    return (s->n_rows > 1 || c->kind == CT_SHEET_CODE) &&
           c->kind != CT_SHEET_STATUS && strncmp(c->name, "area", 4) != 0 &&
           strcmp(c->name, "note") != 0;
}

void ct_sheet_hide(struct ct_sheet *s)
{
    for (size_t i = 0; i < s->n_columns; i++)
        s->columns[i].hidden = needless(s, i);
}

/* What all observations are of: the name of the one offence; "" if there are
 * several. */
static const char *one_offence(const struct ct_sheet *s)
{
    const struct ct_panel *p = s->panel;
    long k = ct_panel_find_key(p, "offence");
    if (k < 0 || p->keys[k].codes.n != 1 ||
        strcmp(p->keys[k].codes.code[0], "_T") == 0)
        return "";
    return ct_sheet_code_name(p, &s->names, "offence",
                              p->keys[k].codes.code[0]);
}

/* Whether the offence is the heading, for want of a title. */
static bool offence_heads(const struct ct_sheet *s)
{
    return (s->series || s->pivoted) && !*s->panel->title && *one_offence(s);
}

void ct_sheet_heading(const struct ct_sheet *s, char *out, size_t size)
{
    const char *title = s->panel->title;
    if (!s->series && !s->pivoted) {
        ct_heading(s->name, out, size);
        return;
    }
    if (!*title)
        title = one_offence(s);
    snprintf(out, size, "%s", *title ? title : "Observations");
}

void ct_sheet_column_heading(const struct ct_sheet *s, size_t column, char *out)
{
    const char *name = s->columns[column].name, *limit = strrchr(name, '_');
    if (s->columns[column].worded) {
        snprintf(out, CT_HEADING_MAX, "%s", name);
        return;
    }
    if (limit && column > 0 &&
        (strcmp(limit, "_lower") == 0 || strcmp(limit, "_upper") == 0)) {
        const struct ct_sheet_column *before = &s->columns[column - 1];
        size_t stem = (size_t)(limit - name);
        if (!before->hidden && strncmp(before->name, name, stem) == 0 &&
            (!before->name[stem] || strcmp(before->name + stem, "_lower") == 0))
            name = limit + 1;
    }
    ct_heading(name, out, CT_HEADING_MAX);
}

/* The confidence in force, in percent. */
static double confidence(const struct ct_panel *p)
{
    static const char name[] = "confidence=";
    const char *at = strstr(p->provenance.options, name);
    double percent = at ? strtod(at + sizeof name - 1, NULL) : 95;
    return percent > 0 && percent < 100 ? percent : 95;
}

/* By which rule a column `direction` is filled. */
static void add_rule(const struct ct_sheet *s, bool first,
                     struct ct_buffer *out)
{
    for (size_t i = 0; i < s->n_columns && !s->series; i++)
        if (strcmp(s->columns[i].name, "direction") == 0)
            ct_buffer_printf(out,
                             "%sDirection: increase or decrease where p is "
                             "below %g, else no clear change",
                             first ? "" : "; ", 1 - confidence(s->panel) / 100);
}

void ct_sheet_caption(const struct ct_sheet *s, struct ct_buffer *out)
{
    size_t before = out->size;
    for (size_t i = 0; i < s->n_columns; i++) {
        const struct ct_sheet_column *c = &s->columns[i];
        char scratch[CT_SHEET_SCRATCH], heading[CT_HEADING_MAX];
        if (c->kind == CT_SHEET_LABEL || !c->hidden || !needless(s, i))
            continue;
        if (offence_heads(s) && strcmp(c->name, "offence") == 0)
            continue;
        const char *code = ct_sheet_text(s, 0, i, scratch);
        const char *name =
            ct_sheet_code_name(s->panel, &s->names, c->name, code);
        if (!*code)
            continue;
        ct_heading(c->name, heading, sizeof heading);
        ct_buffer_printf(out, "%s%s: %s", out->size > before ? "; " : "",
                         heading, *name ? name : code);
    }
    add_rule(s, out->size == before, out);
}

uint16_t ct_sheet_statuses(const struct ct_sheet *s)
{
    uint16_t all = 0;
    for (size_t row = 0; row < s->n_rows; row++) {
        all |= ct_sheet_status(s, row);
        for (size_t i = 0; s->pivoted && i < s->n_columns; i++)
            all |= ct_sheet_cell_status(s, row, i);
    }
    return all;
}

bool ct_sheet_same_level(const struct ct_sheet *s, size_t a, size_t b,
                         size_t level)
{
    const char **x = s->columns[a].levels, **y = s->columns[b].levels;
    for (size_t i = 0; x && y && i <= level; i++)
        if (strcmp(x[i], y[i]) != 0)
            return false;
    return x && y;
}

/* --- widths --- */

/* Rows looked at for a column's width. */
enum { WIDTH_ROWS = 500 };

static size_t characters(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static size_t cell_width(const struct ct_sheet *s, size_t row, size_t column)
{
    char number[CT_DISPLAY_MAX], scratch[CT_SHEET_SCRATCH];
    if (s->columns[column].kind != CT_SHEET_NUMBER)
        return characters(ct_sheet_text(s, row, column, scratch));
    ct_status_format(ct_sheet_cell_status(s, row, column), scratch);
    return strlen(scratch) + (*scratch ? 1 : 0) +
           ct_display_format(ct_sheet_display(s, row, column),
                             ct_sheet_number(s, row, column), number);
}

size_t ct_sheet_width(const struct ct_sheet *s, size_t column)
{
    size_t widest = 0;
    for (size_t row = 0; row < s->n_rows && row < WIDTH_ROWS; row++) {
        size_t n = cell_width(s, row, column);
        widest = n > widest ? n : widest;
    }
    return widest;
}

size_t ct_sheet_shown_width(const struct ct_sheet *s, size_t column)
{
    const char **levels = s->columns[column].levels;
    char heading[CT_HEADING_MAX];
    ct_sheet_column_heading(s, column, heading);
    size_t head = characters(levels ? levels[s->n_levels - 1] : heading),
           cells = ct_sheet_width(s, column);
    return head > cells ? head : cells;
}
