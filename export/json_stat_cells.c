/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON-stat: the cells of a cube, and what stands beside them. */
#include "config.h"

#include "export/json_stat.h"

#include "export/note_list.h"
#include "lib/memory.h"
#include "lib/number.h"
#include "lib/status.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A cube with more empty cells than this for one that is not is written as an
 * object of those there are. */
enum { SPARSE = 3 };

/* JSON has no infinity. */
static void put_number(struct ct_buffer *b, double x)
{
    char number[CT_NUMBER_MAX];
    ct_number_format(x, number);
    ct_buffer_text(b, isfinite(x) ? number : "null");
}

static void put_cell(struct ct_json_stat *w, size_t row, size_t column)
{
    char scratch[CT_SHEET_SCRATCH];
    const char *text;
    if (w->s->columns[column].kind == CT_SHEET_NUMBER)
        put_number(&w->b, ct_sheet_number(w->s, row, column));
    else if (*(text = ct_sheet_text(w->s, row, column, scratch)))
        ct_json_text(&w->b, text);
    else
        ct_buffer_text(&w->b, "null");
}

/* One column of a panel, cell by cell; an empty one is null. */
static void put_dense(struct ct_json_stat *w, size_t column)
{
    ct_buffer_byte(&w->b, '[');
    for (uint64_t cell = 0; cell < w->cube.n_cells; cell++) {
        ct_buffer_text(&w->b, cell ? "," : "");
        if (w->row_of[cell])
            put_cell(w, w->row_of[cell] - 1, column);
        else
            ct_buffer_text(&w->b, "null");
        ct_json_stat_flush(w, false);
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

static void start_cell(struct ct_json_stat *w, uint64_t cell, bool *first)
{
    ct_buffer_printf(&w->b, "%s\"%" PRIu64 "\":", *first ? "" : ",", cell);
    *first = false;
}

/* The cells that are not empty, by their number. */
static void put_sparse(struct ct_json_stat *w, size_t column)
{
    bool first = true;
    ct_buffer_byte(&w->b, '{');
    for (size_t row = 0; row < w->s->n_rows; row++) {
        if (is_empty(w->s, row, column))
            continue;
        start_cell(w, w->cube.cell[row], &first);
        put_cell(w, row, column);
        ct_json_stat_flush(w, false);
    }
    ct_buffer_byte(&w->b, '}');
}

static void put_column(struct ct_json_stat *w, size_t column)
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
        ct_json_text(b, letter);
        ct_buffer_text(b, ": ");
        ct_json_text(b, words);
        first = false;
    }
    ct_buffer_text(b, "}}");
}

/* A status is said where there is one, and, as empty, where there is no value:
 * so it is known which cells there are. */
static void put_statuses(struct ct_json_stat *w, size_t status, size_t value)
{
    char scratch[CT_SHEET_SCRATCH];
    bool first = true;
    ct_buffer_byte(&w->b, '{');
    for (size_t row = 0; row < w->s->n_rows; row++) {
        if (is_empty(w->s, row, status) && !is_empty(w->s, row, value))
            continue;
        start_cell(w, w->cube.cell[row], &first);
        ct_json_text(&w->b, ct_sheet_text(w->s, row, status, scratch));
        ct_json_stat_flush(w, false);
    }
    ct_buffer_byte(&w->b, '}');
}

/* Notes on observations, or on series, which stand at their first cell. */
static void put_notes_at(struct ct_json_stat *w, const struct ct_note_list *l,
                         bool of_series)
{
    const struct ct_sheet *s = w->s;
    struct ct_buffer note = {0};
    bool first = true;
    ct_buffer_byte(&w->b, '{');
    for (size_t row = 0; row < s->n_rows; row++) {
        int32_t time = of_series ? INT32_MIN : s->panel->time[row];
        if (of_series && row && s->series[row] == s->series[row - 1])
            continue;
        note.size = 0;
        ct_note_list_say(l, (long)s->series[row], time, &note);
        if (!note.size)
            continue;
        start_cell(w, w->cube.cell[row], &first);
        ct_json_text(&w->b, note.data);
        ct_json_stat_flush(w, false);
    }
    ct_buffer_byte(&w->b, '}');
    ct_buffer_clear(&note);
}

static void put_notes(struct ct_json_stat *w)
{
    struct ct_note_list l = {0};
    struct ct_buffer of_all = {0};
    ct_note_list_make(&l, w->s->panel);
    ct_note_list_say(&l, -1, INT32_MIN, &of_all);
    if (ct_note_list_any(&l, true, true)) {
        ct_json_name(&w->b, "    ", "note", false);
        put_notes_at(w, &l, false);
    }
    if (ct_note_list_any(&l, true, false)) {
        ct_json_name(&w->b, "    ", "note_on_series", false);
        put_notes_at(w, &l, true);
    }
    if (of_all.size) {
        ct_json_name(&w->b, "    ", "note_on_all", false);
        ct_json_text(&w->b, of_all.data);
    }
    ct_buffer_clear(&of_all);
    ct_note_list_clear(&l);
}

/* The limits, the letters, and notes by the cells that they are on. */
static void put_extension(struct ct_json_stat *w)
{
    const struct ct_sheet *s = w->s;
    uint16_t statuses = ct_sheet_statuses(s);
    ct_json_name(&w->b, "  ", "extension", false);
    ct_buffer_byte(&w->b, '{');
    ct_json_name(&w->b, "    ", "crimetrends", true);
    ct_buffer_byte(&w->b, '1');
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->columns[i].kind == CT_SHEET_NUMBER &&
            strcmp(s->columns[i].name, "value") != 0) {
            ct_json_name(&w->b, "    ", s->columns[i].name, false);
            put_column(w, i);
        }
    if (statuses) {
        ct_json_name(&w->b, "    ", "status", false);
        put_letters(&w->b, statuses);
    }
    put_notes(w);
    ct_buffer_text(&w->b, "\n  }");
}

static size_t find(const struct ct_sheet *s, const char *name)
{
    for (size_t i = 0; i < s->n_columns; i++)
        if (strcmp(s->columns[i].name, name) == 0)
            return i;
    return s->n_columns;
}

void ct_json_stat_panel(struct ct_json_stat *w)
{
    w->dense = w->cube.n_cells / SPARSE <= w->s->n_rows;
    if (w->dense)
        w->row_of = ct_xcalloc(w->cube.n_cells, sizeof *w->row_of);
    for (size_t row = 0; w->dense && row < w->s->n_rows; row++)
        w->row_of[w->cube.cell[row]] = (uint32_t)row + 1;
    ct_json_name(&w->b, "  ", "value", false);
    put_column(w, find(w->s, "value"));
    ct_json_name(&w->b, "  ", "status", false);
    put_statuses(w, find(w->s, "status"), find(w->s, "value"));
    put_extension(w);
    free(w->row_of);
}

/* The other columns of a row are cells side by side. */
void ct_json_stat_table(struct ct_json_stat *w)
{
    const struct ct_sheet *s = w->s;
    bool first = true;
    ct_json_name(&w->b, "  ", "value", false);
    ct_buffer_byte(&w->b, '{');
    for (size_t row = 0; row < s->n_rows; row++) {
        uint64_t cell = w->cube.cell[row];
        for (size_t i = 0; i < s->n_columns; i++) {
            enum ct_sheet_kind kind = s->columns[i].kind;
            if (kind == CT_SHEET_CODE || kind == CT_SHEET_LABEL)
                continue;
            if (!is_empty(s, row, i)) {
                start_cell(w, cell, &first);
                put_cell(w, row, i);
            }
            cell++;
        }
        ct_json_stat_flush(w, false);
    }
    ct_buffer_byte(&w->b, '}');
}
