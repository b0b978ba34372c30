/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stata and SPSS files, by ReadStat. Stata's format 118 (Stata 14) and SPSS
 * system files, both in UTF-8. */
#include "config.h"

#include "export/stat_file.h"

#include "export/export.h"
#include "export/stat_about.h"
#include "export/stat_names.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <readstat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CHUNK = 65536, DTA_VERSION = 118 };
/* Bytes of a text in Stata and in SPSS; of a label of a value. */
enum { DTA_TEXT = 2045, SAV_TEXT = 32767, DTA_LABEL = 32000, SAV_LABEL = 120 };
/* Days from 14 October 1582, where SPSS counts from, to 1970. */
enum { SAV_EPOCH = 141428 };
/* Numbers above are missing values in Stata. */
static const double dta_largest = 8.9884656743115785e307;

/* How a column is kept. */
enum kept { TEXT, NUMBER, NAMED, PERIOD };

struct variable {
    size_t column;
    enum kept kept;
    char freq; /* of a PERIOD */
    size_t width;
    struct ct_dict codes; /* of NAMED, numbered from 1 */
    readstat_variable_t *in_file;
};

struct writer {
    const struct ct_sheet *s;
    enum ct_stat_kind kind;
    struct ct_output *out;
    struct ct_buffer b;
    readstat_writer_t *file;
    size_t n;
    struct variable *variable;
    char (*name)[CT_STAT_NAME_MAX];
};

static void flush(struct writer *w, size_t kept)
{
    if (w->b.size < kept)
        return;
    ct_output_write(w->out, w->b.data, w->b.size);
    w->b.size = 0;
}

static ssize_t take_bytes(const void *bytes, size_t n, void *user)
{
    struct writer *w = user;
    ct_buffer_add(&w->b, bytes, n);
    flush(w, CHUNK);
    return (ssize_t)n;
}

/* --- how each column is kept --- */

/* The frequency that all periods of a column have, or 0. */
static char common_freq(const struct ct_sheet *s, size_t column)
{
    char freq = 0, scratch[CT_SHEET_SCRATCH];
    for (size_t row = 0; row < s->n_rows; row++) {
        const char *text = ct_sheet_text(s, row, column, scratch);
        if (!*text)
            continue;
        char own = ct_stat_freq(text);
        if (!own || (freq && own != freq))
            return 0;
        freq = own;
    }
    return freq;
}

static size_t widest(const struct writer *w, size_t column)
{
    size_t most = 1;
    char scratch[CT_SHEET_SCRATCH];
    for (size_t row = 0; row < w->s->n_rows; row++) {
        size_t n = strlen(ct_sheet_text(w->s, row, column, scratch));
        most = n > most ? n : most;
    }
    size_t limit = w->kind == CT_STAT_DTA ? DTA_TEXT : SAV_TEXT;
    return most < limit ? most : limit;
}

/* Stata labels numbers only: there, names are numbers with labels. */
static enum kept kept_as(const struct writer *w, struct variable *v)
{
    enum ct_sheet_kind kind = w->s->columns[v->column].kind;
    if (kind == CT_SHEET_NUMBER)
        return NUMBER;
    if (kind == CT_SHEET_PERIOD &&
        (v->freq = common_freq(w->s, v->column)) != 0)
        return PERIOD;
    bool named =
        kind == CT_SHEET_LABEL ||
        (kind == CT_SHEET_CODE && w->s->names.labels == CT_LABELS_NAME);
    return named && w->kind == CT_STAT_DTA ? NAMED : TEXT;
}

/* --- labels --- */

/* The label of a code; with the code behind it where another has the same
 * label (Georgia), which some readers do not stand. The caller frees it. */
static char *own_label(struct ct_dict *used, const char *label,
                       const char *code)
{
    size_t n = used->n;
    const char *text = *label ? label : code;
    if (ct_dict_add(used, text, strlen(text)) == n)
        return ct_stat_cut_copy(text, DTA_LABEL);
    return ct_xasprintf("%.*s (%s)", (int)ct_stat_cut(text, DTA_LABEL / 2),
                        text, code);
}

/* Labels of the codes of a NAMED variable, numbered as they come. */
static void label_numbers(struct writer *w, struct variable *v,
                          const char *name)
{
    char scratch[CT_SHEET_SCRATCH];
    struct ct_dict used = {0};
    readstat_label_set_t *set =
        readstat_add_label_set(w->file, READSTAT_TYPE_INT32, name);
    for (size_t row = 0; row < w->s->n_rows; row++) {
        const char *code = ct_sheet_text(w->s, row, v->column, scratch);
        const char *label = ct_sheet_label(w->s, row, v->column);
        size_t n = v->codes.n;
        if (!*code || ct_dict_add(&v->codes, code, strlen(code)) < n)
            continue;
        char *text = own_label(&used, label, code);
        readstat_label_int32_value(set, (int32_t)n + 1, text);
        free(text);
    }
    ct_dict_clear(&used);
    readstat_variable_set_label_set(v->in_file, set);
}

/* What a text stands for: the name of a code, the words of a status. */
static void meaning(const struct ct_sheet *s, size_t row, size_t column,
                    char *out, size_t size)
{
    *out = '\0';
    if (s->columns[column].kind == CT_SHEET_STATUS)
        ct_status_words(ct_sheet_status(s, row), ", ", false, out, size);
    else
        snprintf(out, size, "%s", ct_sheet_label(s, row, column));
}

/* SPSS labels texts too. */
static void label_texts(struct writer *w, struct variable *v, const char *name)
{
    char scratch[CT_SHEET_SCRATCH], words[512];
    readstat_label_set_t *set = NULL;
    for (size_t row = 0; row < w->s->n_rows; row++) {
        const char *code = ct_sheet_text(w->s, row, v->column, scratch);
        size_t n = v->codes.n;
        if (ct_dict_add(&v->codes, code, strlen(code)) < n)
            continue;
        meaning(w->s, row, v->column, words, sizeof words);
        if (!*words || !*code)
            continue;
        if (!set)
            set = readstat_add_label_set(w->file, READSTAT_TYPE_STRING, name);
        char *text = ct_stat_cut_copy(words, SAV_LABEL),
             *value = ct_stat_cut_copy(code, v->width);
        readstat_label_string_value(set, value, text);
        free(text);
        free(value);
    }
    if (set)
        readstat_variable_set_label_set(v->in_file, set);
}

/* --- variables --- */

static readstat_type_t type_of(const struct variable *v)
{
    return v->kept == TEXT     ? READSTAT_TYPE_STRING
           : v->kept == NUMBER ? READSTAT_TYPE_DOUBLE
           : v->kept == NAMED  ? READSTAT_TYPE_INT32
           : v->freq == 'A'    ? READSTAT_TYPE_INT16
                               : READSTAT_TYPE_DOUBLE;
}

static int decimals_of(const struct ct_sheet *s, size_t column)
{
    int most = 0;
    for (size_t row = 0; row < s->n_rows; row++) {
        if (row && s->series && s->series[row] == s->series[row - 1])
            continue;
        int own = ct_sheet_display(s, row, column)->decimals;
        most = own > most ? own : most;
    }
    return most;
}

static void set_format(struct writer *w, struct variable *v)
{
    bool dta = w->kind == CT_STAT_DTA;
    char format[32] = "";
    if (v->kept == NUMBER)
        snprintf(format, sizeof format, dta ? "%%14.%df" : "F14.%d",
                 decimals_of(w->s, v->column));
    else if (v->kept == PERIOD)
        snprintf(format, sizeof format, "%s",
                 v->freq == 'A'   ? (dta ? "%4.0f" : "F4")
                 : v->freq == 'Q' ? (dta ? "%tq" : "QYR8")
                                  : (dta ? "%tm" : "MOYR8"));
    if (*format)
        readstat_variable_set_format(v->in_file, format);
    readstat_variable_set_measure(
        v->in_file, v->kept == NUMBER   ? READSTAT_MEASURE_SCALE
                    : v->kept == PERIOD ? READSTAT_MEASURE_ORDINAL
                                        : READSTAT_MEASURE_NOMINAL);
}

static void add_variable(struct writer *w, size_t column)
{
    struct variable *v = &w->variable[column];
    char heading[CT_HEADING_MAX];
    *v = (struct variable){.column = column};
    v->kept = kept_as(w, v);
    v->width = v->kept == TEXT ? widest(w, column) : 0;
    ct_stat_name(w->s->columns[column].name, w->name, column, w->name[column]);
    v->in_file =
        readstat_add_variable(w->file, w->name[column], type_of(v), v->width);
    ct_sheet_column_heading(w->s, column, heading);
    readstat_variable_set_label(v->in_file, heading);
    set_format(w, v);
    if (v->kept == NAMED)
        label_numbers(w, v, w->name[column]);
    if (v->kept == TEXT && w->kind == CT_STAT_SAV)
        label_texts(w, v, w->name[column]);
}

/* --- rows --- */

/* The letter of the reason, as SDMX has it: .o missing, .q suppressed, .m
 * cannot exist. */
static char reason(const struct ct_sheet *s, size_t row)
{
    uint16_t status = ct_sheet_status(s, row);
    return status & CT_STATUS_SUPPRESSED ? 'q'
           : status & CT_STATUS_CANNOT   ? 'm'
           : status & CT_STATUS_MISSING  ? 'o'
                                         : '\0';
}

static readstat_error_t put_number(struct writer *w, const struct variable *v,
                                   size_t row)
{
    double x = ct_sheet_number(w->s, row, v->column);
    char letter = reason(w->s, row);
    if (isfinite(x) && fabs(x) < dta_largest)
        return readstat_insert_double_value(w->file, v->in_file, x);
    if (w->kind == CT_STAT_DTA && letter && isnan(x))
        return readstat_insert_tagged_missing_value(w->file, v->in_file,
                                                    letter);
    return readstat_insert_missing_value(w->file, v->in_file);
}

static readstat_error_t put_period(struct writer *w, const struct variable *v,
                                   const char *text)
{
    if (!*text)
        return readstat_insert_missing_value(w->file, v->in_file);
    int year = atoi(text);
    if (v->freq == 'A')
        return readstat_insert_int16_value(w->file, v->in_file, (int16_t)year);
    int part = atoi(text + (v->freq == 'Q' ? 6 : 5));
    double x = (year - 1960) * (v->freq == 'Q' ? 4 : 12) + part - 1;
    if (w->kind == CT_STAT_SAV)
        x = (ct_period_make(v->freq, year, part).day + (double)SAV_EPOCH) *
            86400;
    return readstat_insert_double_value(w->file, v->in_file, x);
}

static readstat_error_t put_text(struct writer *w, const struct variable *v,
                                 const char *text)
{
    if (v->kept == NAMED) {
        uint32_t i = ct_dict_find(&v->codes, text, strlen(text));
        return i == CT_NO_CODE
                   ? readstat_insert_missing_value(w->file, v->in_file)
                   : readstat_insert_int32_value(w->file, v->in_file,
                                                 (int32_t)i + 1);
    }
    if (strlen(text) <= v->width)
        return readstat_insert_string_value(w->file, v->in_file, text);
    char *whole = ct_stat_cut_copy(text, v->width);
    readstat_error_t failed =
        readstat_insert_string_value(w->file, v->in_file, whole);
    free(whole);
    return failed;
}

static readstat_error_t put_row(struct writer *w, size_t row)
{
    char scratch[CT_SHEET_SCRATCH];
    readstat_error_t failed = readstat_begin_row(w->file);
    for (size_t i = 0; !failed && i < w->n; i++) {
        const struct variable *v = &w->variable[i];
        if (v->kept == NUMBER) {
            failed = put_number(w, v, row);
            continue;
        }
        const char *text = ct_sheet_text(w->s, row, i, scratch);
        failed =
            v->kept == PERIOD ? put_period(w, v, text) : put_text(w, v, text);
    }
    return failed ? failed : readstat_end_row(w->file);
}

/* A time that is written the same in any zone: same input, same bytes. */
static time_t fixed_time(void)
{
    struct tm noon = {
        .tm_year = 100, .tm_mday = 1, .tm_hour = 12, .tm_isdst = -1};
    return mktime(&noon);
}

static readstat_error_t write_file(struct writer *w)
{
    readstat_writer_set_file_timestamp(w->file, fixed_time());
    for (size_t i = 0; i < w->n; i++)
        add_variable(w, i);
    ct_stat_about(w->file, w->s, w->kind);
    if (w->kind == CT_STAT_DTA)
        readstat_writer_set_file_format_version(w->file, DTA_VERSION);
    readstat_error_t failed =
        w->kind == CT_STAT_DTA
            ? readstat_begin_writing_dta(w->file, w, (long)w->s->n_rows)
            : readstat_begin_writing_sav(w->file, w, (long)w->s->n_rows);
    for (size_t row = 0; !failed && row < w->s->n_rows; row++)
        failed = put_row(w, row);
    return failed ? failed : readstat_end_writing(w->file);
}

int ct_stat_write(const struct ct_sheet *s, enum ct_stat_kind kind,
                  struct ct_output *out, struct ct_error *err)
{
    struct writer w = {.s = s, .kind = kind, .out = out, .n = s->n_columns};
    w.variable = ct_xcalloc(w.n, sizeof *w.variable);
    w.name = ct_xcalloc(w.n, sizeof *w.name);
    w.file = readstat_writer_init();
    readstat_set_data_writer(w.file, take_bytes);
    readstat_error_t failed = write_file(&w);
    if (!failed)
        flush(&w, 0);
    readstat_writer_free(w.file);
    for (size_t i = 0; i < w.n; i++)
        ct_dict_clear(&w.variable[i].codes);
    free(w.variable);
    free(w.name);
    ct_buffer_clear(&w.b);
    return failed ? ct_fail(err, CT_EDATA, 0, 0,
                            "%s does not fit into this format: %s", s->name,
                            readstat_error_message(failed))
                  : 0;
}
