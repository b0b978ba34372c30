/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers of a model of exponential smoothing by their names. */
#include "config.h"

#include "analyze/ets_parameters.h"
#include "lib/csv_reader.h"
#include "lib/number.h"

#include <stdio.h>
#include <string.h>

static void add(struct ct_ets_parameter *out, size_t *n, const char *name,
                double *number)
{
    snprintf(out[*n].name, CT_ETS_NAME_MAX, "%s", name);
    out[(*n)++].number = number;
}

size_t ct_ets_parameters(struct ct_ets *m, struct ct_ets_parameter *out)
{
    const struct ct_ets_form *f = &ct_ets_form[m->kind];
    size_t n = 0;
    add(out, &n, "alpha", &m->alpha);
    if (f->trend)
        add(out, &n, "beta", &m->beta);
    if (f->season != 'N')
        add(out, &n, "gamma", &m->gamma);
    if (f->damped)
        add(out, &n, "phi", &m->phi);
    add(out, &n, "l", &m->start.level);
    if (f->trend)
        add(out, &n, "b", &m->start.slope);
    for (size_t k = 0; f->season != 'N' && k < m->period; k++) {
        char name[CT_ETS_NAME_MAX];
        snprintf(name, sizeof name, "s%u", (unsigned)k + 1);
        add(out, &n, name, &m->start.season[k]);
    }
    return n;
}

/* A file being read: its numbers, and the line of each (0: not there). */
struct reading {
    struct ct_csv_file file;
    struct ct_ets_parameter parameter[CT_ETS_PARAMETERS_MAX];
    size_t n;
    long line[CT_ETS_PARAMETERS_MAX];
};

static int take_row(struct reading *r, size_t row, struct ct_error *err)
{
    long name_column = ct_csv_file_column(&r->file, "parameter");
    long value_column = ct_csv_file_column(&r->file, "value");
    const char *name = ct_csv_file_cell(&r->file, row, name_column);
    const char *text = ct_csv_file_cell(&r->file, row, value_column);
    long line = r->file.line[row];
    size_t i = 0;
    while (i < r->n && strcmp(r->parameter[i].name, name) != 0)
        i++;
    if (i == r->n)
        return ct_fail(err, CT_EDATA, line, name_column + 1,
                       "no parameter '%s' in the model", name);
    if (r->line[i])
        return ct_fail(err, CT_EDATA, line, name_column + 1,
                       "parameter '%s' is there twice", name);
    r->line[i] = line;
    struct ct_error why = {0};
    if (ct_number_parse(text, strlen(text), &ct_number_plain,
                        r->parameter[i].number, &why) != 0)
        return ct_fail(err, CT_EDATA, line, value_column + 1, "%s", why.text);
    return 0;
}

/* Sets the period: the season goes from s1 to the last name that is there. */
static void count_season(struct reading *r, struct ct_ets *m)
{
    m->period = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->parameter[i].name[0] == 's' && r->line[i])
            m->period = (size_t)(r->parameter[i].number - m->start.season) + 1;
    if (ct_ets_form[m->kind].season == 'N')
        m->period = 1;
}

static int take_rows(struct reading *r, struct ct_ets *m, struct ct_error *err)
{
    if (ct_csv_file_column(&r->file, "parameter") < 0 ||
        ct_csv_file_column(&r->file, "value") < 0)
        return ct_fail(err, CT_EDATA, 1, 0,
                       "the header has no columns 'parameter' and 'value'");
    for (size_t row = 0; row < r->file.n_rows; row++)
        if (take_row(r, row, err) < 0)
            return -1;
    count_season(r, m);
    size_t needed = ct_ets_parameters(m, r->parameter);
    for (size_t i = 0; i < needed; i++)
        if (!r->line[i])
            return ct_fail(err, CT_EDATA, 0, 0, "parameter '%s' is missing",
                           r->parameter[i].name);
    if (m->period == 0)
        return ct_fail(err, CT_EDATA, 0, 0, "parameter 's1' is missing");
    return 0;
}

int ct_ets_parameters_read(const char *path, enum ct_ets_kind kind,
                           struct ct_ets *m, struct ct_error *err)
{
    struct reading r = {0};
    *m = (struct ct_ets){.kind = kind, .period = CT_ETS_PERIOD_MAX, .phi = 1};
    r.n = ct_ets_parameters(m, r.parameter);
    if (ct_csv_file_read(path, ',', &r.file, err) != 0)
        return -1;
    int result = take_rows(&r, m, err);
    ct_csv_file_clear(&r.file);
    return result < 0 ? ct_error_file(err, path) : 0;
}
