/* SPDX-License-Identifier: GPL-3.0-or-later
 * SDMX-CSV 2.0 (sdmx-twg/sdmx-csv, field guide of 2.0): dimensions, measures,
 * attributes; the structure is ours and is written by sdmx_structure.c. Of a
 * panel, what is the same for a series is put together once. */
#include "config.h"

#include "export/cube.h"
#include "export/format.h"
#include "export/note_list.h"
#include "export/pre_break.h"
#include "export/sdmx_ids.h"
#include "lib/csv_reader.h"
#include "lib/number.h"
#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes kept before they are written out. */
enum { CHUNK = 65536 };

struct writer {
    const struct ct_sheet *s;
    struct ct_output *out;
    struct ct_buffer b;
    struct ct_note_list notes;
    struct ct_pre_breaks pre_breaks;
    size_t n_statuses;           /* columns of statuses */
    bool of_series, at_times;    /* some note is on a series; a time of all */
    struct ct_buffer head, tail; /* of the series at hand */
    struct ct_buffer of_all;     /* notes on all */
    struct ct_buffer note;
};

/* Appends a comma and a cell: its text, with the label as --labels says:
 * `A: Annual`, or in a column of its own. */
static void put(const struct writer *w, struct ct_buffer *b, const char *text,
                const char *label)
{
    int labels = w->s->names.labels;
    ct_buffer_byte(b, ',');
    if (labels == CT_LABELS_BOTH && *label && *text) {
        struct ct_buffer both = {0};
        ct_buffer_printf(&both, "%s: %s", text, label);
        ct_csv_quote(b, both.data, ',');
        ct_buffer_clear(&both);
    } else
        ct_csv_quote(b, text, ',');
    if (labels == CT_LABELS_NAME) {
        ct_buffer_byte(b, ',');
        ct_csv_quote(b, label, ',');
    }
}

static void put_number(const struct writer *w, struct ct_buffer *b, double x)
{
    char number[CT_NUMBER_MAX];
    ct_number_format(x, number);
    put(w, b, isinf(x) ? (x > 0 ? "INF" : "-INF") : number, "");
}

static void put_heading(struct writer *w, const char *id, const char *name)
{
    char heading[CT_HEADING_MAX];
    ct_heading(name, heading, sizeof heading);
    put(w, &w->b, id, heading);
}

static void put_id(struct writer *w, const char *name)
{
    char id[CT_SDMX_ID_MAX];
    ct_sdmx_capitals(name, id);
    put_heading(w, id, name);
}

static void put_column(struct writer *w, size_t column)
{
    char id[CT_SDMX_ID_MAX];
    ct_sdmx_id(w->s, column, id);
    put_heading(w, id, w->s->columns[column].name);
}

/* Columns of the panel's sheet are taken as they come but for the labels,
 * which codes have here in another way. */
static bool is_shown(const struct ct_sheet_column *c)
{
    return c->kind != CT_SHEET_LABEL;
}

static void start_header(struct writer *w)
{
    ct_buffer_text(&w->b, "STRUCTURE,STRUCTURE_ID");
    if (w->s->names.labels == CT_LABELS_NAME)
        ct_buffer_text(&w->b, ",STRUCTURE_NAME");
    ct_buffer_text(&w->b, ",ACTION");
}

static void start_row(const struct writer *w, struct ct_buffer *b)
{
    char id[CT_SDMX_ID_MAX];
    ct_sdmx_structure_id(w->s, id);
    ct_buffer_printf(
        b, "datastructure," CT_SDMX_AGENCY ":%s(" CT_SDMX_VERSION ")", id);
    if (w->s->names.labels == CT_LABELS_NAME) {
        char heading[512];
        ct_sheet_heading(w->s, heading, sizeof heading);
        ct_buffer_byte(b, ',');
        ct_csv_quote(b, heading, ',');
    }
    ct_buffer_text(b, ",I");
}

/* --- a panel --- */

static void panel_header(struct writer *w)
{
    const struct ct_sheet *s = w->s;
    char id[CT_SDMX_ID_MAX];
    start_header(w);
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->columns[i].kind == CT_SHEET_CODE)
            put_column(w, i);
    for (const char *const *d = ct_sdmx_usual; *d; d++)
        if (!ct_sdmx_has(s, *d)) {
            ct_sdmx_usual_id(*d, id);
            put_heading(w, id, *d);
        }
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->columns[i].kind != CT_SHEET_CODE && is_shown(&s->columns[i]))
            put_column(w, i);
    for (size_t i = 1; i < w->n_statuses; i++) {
        snprintf(id, sizeof id, "OBS_STATUS_%zu", i + 1);
        put_heading(w, id, "further_status");
    }
    put_heading(w, "CONF_STATUS", "confidentiality");
    put_heading(w, "UNIT_MULT", "unit_multiplier");
    put_heading(w, "OBS_PRE_BREAK", "value_before_break");
    put_heading(w, "COMMENT_OBS", "comment");
    if (w->of_series)
        put_heading(w, "COMMENT_TS", "comment_on_the_series");
    if (w->of_all.size)
        put_heading(w, "COMMENT_DSET", "comment_on_the_data_set");
    for (size_t k = 0; k < s->panel->n_keys; k++)
        if (s->panel->keys[k].is_attribute)
            put_id(w, s->panel->keys[k].name);
    ct_buffer_byte(&w->b, '\n');
}

/* What all observations of a series begin and end with. */
static void start_series(struct writer *w, size_t row)
{
    const struct ct_sheet *s = w->s;
    const struct ct_panel *p = s->panel;
    uint32_t series = s->series[row];
    char scratch[CT_SHEET_SCRATCH];
    w->head.size = w->tail.size = w->note.size = 0;
    start_row(w, &w->head);
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->columns[i].kind == CT_SHEET_CODE)
            put(w, &w->head, ct_sheet_text(s, row, i, scratch),
                ct_sheet_label(s, row, i));
    for (const char *const *d = ct_sdmx_usual; *d; d++)
        if (!ct_sdmx_has(s, *d))
            put(w, &w->head, "_T", ct_sheet_code_name(p, &s->names, *d, "_T"));
    ct_note_list_say(&w->notes, (long)series, INT32_MIN, &w->note);
    if (w->of_series)
        put(w, &w->tail, w->note.size ? w->note.data : "", "");
    if (w->of_all.size)
        put(w, &w->tail, w->of_all.data, "");
    for (size_t k = 0; k < p->n_keys; k++)
        if (p->keys[k].is_attribute)
            put(w, &w->tail, ct_panel_code(p, (long)k, series),
                ct_panel_label(p, (long)k, series));
    ct_buffer_byte(&w->tail, '\n');
}

static void put_statuses(struct writer *w, uint16_t status)
{
    char letters[CT_STATUS_MAX], words[64];
    size_t n = ct_sdmx_statuses(status, letters);
    for (size_t i = 0; i < w->n_statuses; i++) {
        char code[2] = {i < n ? letters[i] : '\0', '\0'};
        uint16_t bit = 0;
        if (*code && ct_status_parse(code, 1, &bit, NULL) != 0)
            bit = 0;
        ct_status_words(bit, "", false, words, sizeof words);
        put(w, &w->b, code, *code == 'A' ? "normal" : words);
    }
    bool kept_back = status & CT_STATUS_SUPPRESSED;
    put(w, &w->b, kept_back ? "C" : "F", kept_back ? "confidential" : "free");
    put(w, &w->b, "0", "units");
}

static void put_observation(struct writer *w, size_t row)
{
    const struct ct_sheet *s = w->s;
    char scratch[CT_SHEET_SCRATCH];
    ct_buffer_add(&w->b, w->head.data, w->head.size);
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->columns[i].kind == CT_SHEET_NUMBER)
            put_number(w, &w->b, ct_sheet_number(s, row, i));
        else if (s->columns[i].kind == CT_SHEET_PERIOD)
            put(w, &w->b, ct_sheet_text(s, row, i, scratch), "");
    put_statuses(w, s->panel->status[row]);
    w->note.size = 0;
    ct_note_list_say(&w->notes, (long)s->series[row], s->panel->time[row],
                     &w->note);
    if (w->at_times)
        ct_note_list_say(&w->notes, -1, s->panel->time[row], &w->note);
    put_number(w, &w->b, ct_pre_break(&w->pre_breaks, s->series[row], row));
    put(w, &w->b, w->note.size ? w->note.data : "", "");
    ct_buffer_add(&w->b, w->tail.data, w->tail.size);
}

static void flush(struct writer *w, size_t kept)
{
    if (w->b.size < kept)
        return;
    ct_output_write(w->out, w->b.data, w->b.size);
    w->b.size = 0;
}

static void write_panel(struct writer *w)
{
    const struct ct_sheet *s = w->s;
    ct_note_list_make(&w->notes, s->panel);
    ct_pre_breaks_make(&w->pre_breaks, s->panel);
    w->of_series = ct_note_list_any(&w->notes, true, false);
    w->at_times = ct_note_list_any(&w->notes, false, true);
    ct_note_list_say(&w->notes, -1, INT32_MIN, &w->of_all);
    w->n_statuses = ct_sdmx_most_statuses(s->panel);
    panel_header(w);
    for (size_t row = 0; row < s->n_rows; row++) {
        if (row == 0 || s->series[row] != s->series[row - 1])
            start_series(w, row);
        put_observation(w, row);
        flush(w, CHUNK);
    }
    ct_note_list_clear(&w->notes);
    ct_pre_breaks_clear(&w->pre_breaks);
}

/* --- a table --- */

/* The columns of a table that are dimensions, then the others. */
static bool in_turn(const struct ct_sheet_column *c, int dimensions)
{
    return is_shown(c) && (c->kind == CT_SHEET_CODE) == dimensions;
}

static void put_cells(struct writer *w, size_t row, int dimensions)
{
    const struct ct_sheet *s = w->s;
    char scratch[CT_SHEET_SCRATCH];
    for (size_t i = 0; i < s->n_columns; i++)
        if (!in_turn(&s->columns[i], dimensions))
            continue;
        else if (s->columns[i].kind == CT_SHEET_NUMBER)
            put_number(w, &w->b, ct_sheet_number(s, row, i));
        else
            put(w, &w->b, ct_sheet_text(s, row, i, scratch),
                ct_sheet_label(s, row, i));
}

static void put_ids(struct writer *w, int dimensions)
{
    for (size_t i = 0; i < w->s->n_columns; i++)
        if (in_turn(&w->s->columns[i], dimensions))
            put_column(w, i);
}

/* Rows that no dimension tells apart are numbered by one more. */
static void write_table(struct writer *w)
{
    double *number = ct_cube_row_numbers(w->s);
    start_header(w);
    put_ids(w, 1);
    if (number)
        put_heading(w, "ROW", "row");
    put_ids(w, 0);
    ct_buffer_byte(&w->b, '\n');
    for (size_t row = 0; row < w->s->n_rows; row++) {
        start_row(w, &w->b);
        put_cells(w, row, 1);
        if (number)
            put_number(w, &w->b, number[row]);
        put_cells(w, row, 0);
        ct_buffer_byte(&w->b, '\n');
        flush(w, CHUNK);
    }
    free(number);
}

static int write_sdmx_csv(const struct ct_document *d, struct ct_output *out,
                          struct ct_error *err)
{
    (void)err;
    struct writer w = {.s = d->sheets[0], .out = out};
    if (w.s->series)
        write_panel(&w);
    else
        write_table(&w);
    flush(&w, 0);
    ct_buffer_clear(&w.b);
    ct_buffer_clear(&w.head);
    ct_buffer_clear(&w.tail);
    ct_buffer_clear(&w.of_all);
    ct_buffer_clear(&w.note);
    return 0;
}

const struct ct_format ct_format_sdmx_csv = {
    .name = "sdmx-csv",
    .title = "SDMX-CSV 2.0, for the systems of statistical offices",
    .streams = true,
    .names = true,
    .write = write_sdmx_csv};
