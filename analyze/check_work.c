/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the rules of check share. */
#include "config.h"

#include "analyze/check_work.h"

#include "analyze/series.h"
#include "analyze/series_sets.h"
#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <string.h>

double ct_check_value(const struct ct_panel *p, size_t i)
{
    return p->column[CT_VALUE][i];
}

char ct_check_freq(const struct ct_panel *p, size_t series)
{
    char freq = *ct_panel_code_of(p, "freq", series);
    return freq == 'Q' || freq == 'M' ? freq : 'A';
}

long ct_check_at(const struct ct_panel *p, size_t series, int32_t day,
                 size_t *cursor)
{
    size_t i = *cursor > p->first[series] ? *cursor : p->first[series];
    while (i < p->first[series + 1] && p->time[i] < day)
        i++;
    *cursor = i;
    return i < p->first[series + 1] && p->time[i] == day ? (long)i : CT_NO_OBS;
}

bool ct_check_is_amount(const struct ct_panel *p, size_t series)
{
    const char *unit = ct_panel_code_of(p, "unit", series);
    return strcmp(unit, "NUMBER") == 0 || strcmp(unit, "KG") == 0 ||
           strcmp(unit, "USD") == 0;
}

static bool measures(const struct ct_panel *p, size_t series,
                     const char *const *names, size_t n)
{
    const char *measure = ct_panel_code_of(p, "measure", series);
    for (size_t i = 0; i < n; i++)
        if (strcmp(measure, names[i]) == 0)
            return true;
    return false;
}

bool ct_check_counts_persons(const struct ct_panel *p, size_t series)
{
    static const char *const persons[] = {
        "victims",   "suspects",  "arrests",  "prosecuted",
        "convicted", "prisoners", "personnel"};
    return measures(p, series, persons, sizeof persons / sizeof *persons);
}

bool ct_check_counts_heads(const struct ct_panel *p, size_t series)
{
    static const char *const heads[] = {"suspects", "prosecuted", "convicted"};
    return measures(p, series, heads, sizeof heads / sizeof *heads);
}

bool ct_check_is_whole(const struct ct_panel *p, size_t series)
{
    static const char *const named[] = {"measure", "offence",    "unit",
                                        "freq",    "area",       "vintage",
                                        "source",  "definition", "reporter"};
    for (size_t k = 0; k < p->n_keys; k++) {
        bool judged = !p->keys[k].is_attribute && p->keys[k].codes.n > 1;
        for (size_t i = 0; i < sizeof named / sizeof *named; i++)
            judged &= strcmp(p->keys[k].name, named[i]) != 0;
        if (judged && strcmp(ct_panel_code(p, (long)k, series), "_T") != 0)
            return false;
    }
    return true;
}

bool ct_check_is_rounded(const struct ct_panel *p, size_t i)
{
    double x = ct_check_value(p, i);
    return p->status[i] & (CT_STATUS_ESTIMATED | CT_STATUS_IMPUTED) ||
           floor(x) != x;
}

bool *ct_check_counted(const struct ct_panel *p)
{
    static const char *const unit = "unit";
    bool *counted = ct_xcalloc(p->n_series, sizeof *counted);
    struct ct_series_sets sets;
    ct_series_sets_named(p, &unit, 1, &sets);
    for (size_t i = 0; i < sets.n; i++) {
        bool count = false;
        for (size_t k = sets.first[i]; k < sets.first[i + 1]; k++)
            count |= ct_series_kind(p, sets.series[k]) == CT_KIND_COUNT;
        for (size_t k = sets.first[i]; k < sets.first[i + 1]; k++)
            counted[sets.series[k]] =
                count && ct_series_kind(p, sets.series[k]) == CT_KIND_RATE;
    }
    ct_series_sets_clear(&sets);
    return counted;
}

double ct_check_apart(double a, double b)
{
    double larger = fmax(fabs(a), fabs(b));
    return fabs(a - b) / sqrt(fmax(larger, 1));
}

double ct_check_weight(double a, double b)
{
    return fabs(log((fabs(a) + 0.5) / (fabs(b) + 0.5))) *
           log1p(ct_check_apart(a, b));
}

void ct_check_period(const struct ct_panel *p, size_t series, size_t i,
                     char *out)
{
    ct_period_format((struct ct_period){ct_check_freq(p, series), p->time[i]},
                     out);
}

/* Puts commas between groups of three digits before the decimal point. */
static void add_grouped(struct ct_buffer *out, const char *digits)
{
    if (*digits == '-')
        ct_buffer_byte(out, *digits++);
    for (size_t left = strcspn(digits, "."); left > 0; left--) {
        ct_buffer_byte(out, *digits++);
        if (left > 1 && (left - 1) % 3 == 0)
            ct_buffer_byte(out, ',');
    }
    ct_buffer_text(out, digits);
}

/* Takes zeros behind a decimal point away. */
static void trim(char *text)
{
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == '0')
        n--;
    text[n - (n > 0 && text[n - 1] == '.')] = '\0';
}

void ct_check_number(struct ct_buffer *out, double x)
{
    char text[CT_FIXED_MAX];
    double size = fabs(x);
    if (size < 1e15 && (floor(x) == x || size >= 1000)) {
        ct_number_fixed(x, floor(x) == x ? 0 : 1, text);
        if (floor(x) != x)
            trim(text);
        add_grouped(out, text);
        return;
    }
    if (size < 1e15 && size >= 0.0001) {
        ct_number_fixed(x, 3 - (int)floor(log10(size)), text);
        trim(text);
    } else {
        ct_number_format(x, text);
    }
    ct_buffer_text(out, text);
}

void ct_check_place(struct ct_buffer *out, const struct ct_panel *p, long i)
{
    if (i == CT_NO_OBS || p->source_line[i] == 0 ||
        p->source_file[i] >= p->provenance.n_inputs)
        return;
    const char *name = p->provenance.inputs[p->source_file[i]].name;
    const char *slash = strrchr(name, '/');
    ct_buffer_printf(out, "%s:%lu", slash ? slash + 1 : name,
                     (unsigned long)p->source_line[i]);
}

bool ct_check_names(const struct ct_finding *f, const char *dimension)
{
    bool area = strcmp(dimension, "area") == 0;
    if (f->rule == CT_RULE_DIGITS)
        return area || strcmp(dimension, "measure") == 0;
    return f->rule != CT_RULE_ABSENT || !area;
}
