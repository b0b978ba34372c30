/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ids of SDMX. */
#include "config.h"

#include "export/sdmx_ids.h"

#include "lib/status.h"

#include <stdio.h>
#include <string.h>

const char *const ct_sdmx_usual[] = {"counterpart", "sex", "age", NULL};

/* Our names of cross-domain concepts (SDMX content-oriented guidelines; the
 * limits as in the global structure of the SDG indicators). */
static const char *const concepts[][2] = {
    {"area", "REF_AREA"},     {"counterpart", "COUNTERPART_AREA"},
    {"unit", "UNIT_MEASURE"}, {"time", "TIME_PERIOD"},
    {"value", "OBS_VALUE"},   {"lower", "LOWER_BOUND"},
    {"upper", "UPPER_BOUND"}, {"status", "OBS_STATUS"}};

size_t ct_sdmx_statuses(uint16_t status, char *out)
{
    static const char order[] = "BMQOUFIEPDN";
    size_t n = 0;
    for (size_t i = 0; order[i]; i++) {
        const char *at = strchr(ct_status_letter, order[i]);
        if (at && status & 1 << (at - ct_status_letter))
            out[n++] = order[i];
    }
    if (n == 0)
        out[n++] = 'A';
    out[n] = '\0';
    return n;
}

size_t ct_sdmx_most_statuses(const struct ct_panel *p)
{
    size_t most = 1;
    char letters[CT_STATUS_MAX];
    for (size_t i = 0; i < p->n_obs; i++) {
        size_t n = ct_sdmx_statuses(p->status[i], letters);
        most = n > most ? n : most;
    }
    return most;
}

void ct_sdmx_usual_id(const char *name, char *out)
{
    if (strcmp(name, "counterpart") == 0)
        snprintf(out, CT_SDMX_ID_MAX, "COUNTERPART_AREA");
    else
        ct_sdmx_capitals(name, out);
}

void ct_sdmx_capitals(const char *name, char *out)
{
    size_t i = 0;
    for (; name[i] && i + 1 < CT_SDMX_ID_MAX; i++)
        out[i] = name[i] >= 'a' && name[i] <= 'z' ? (char)(name[i] - 'a' + 'A')
                 : name[i] == '-'                 ? '_'
                                                  : name[i];
    out[i] = '\0';
}

bool ct_sdmx_has(const struct ct_sheet *s, const char *name)
{
    for (size_t i = 0; i < s->n_columns; i++)
        if (strcmp(s->columns[i].name, name) == 0)
            return true;
    return false;
}

static bool taken(const struct ct_sheet *s, const char *id)
{
    char other[CT_SDMX_ID_MAX];
    for (size_t i = 0; i < s->n_columns; i++) {
        ct_sdmx_capitals(s->columns[i].name, other);
        if (strcmp(other, id) == 0)
            return true;
    }
    return false;
}

/* Whether a column says the period of every row. TIME_PERIOD is the id of the
 * time dimension and of nothing else. */
static bool is_time(const struct ct_sheet *s, size_t column)
{
    char scratch[CT_SHEET_SCRATCH];
    if (s->columns[column].kind != CT_SHEET_PERIOD)
        return false;
    for (size_t row = 0; !s->series && row < s->n_rows; row++)
        if (!*ct_sheet_text(s, row, column, scratch))
            return false;
    return true;
}

void ct_sdmx_id(const struct ct_sheet *s, size_t column, char *out)
{
    const char *name = s->columns[column].name;
    if (strcmp(name, "time") == 0 && !is_time(s, column)) {
        snprintf(out, CT_SDMX_ID_MAX, "TIME");
        return;
    }
    for (size_t i = 0; i < sizeof concepts / sizeof *concepts; i++)
        if (strcmp(concepts[i][0], name) == 0 && !taken(s, concepts[i][1])) {
            snprintf(out, CT_SDMX_ID_MAX, "%s", concepts[i][1]);
            return;
        }
    ct_sdmx_capitals(name, out);
}

void ct_sdmx_structure_id(const struct ct_sheet *s, char *out)
{
    ct_sdmx_capitals(s->name, out);
}
