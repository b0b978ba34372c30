/* SPDX-License-Identifier: GPL-3.0-or-later
 * Texts of times, dates and numbers under the styles a descriptor may give: a
 * byte of switches, a format of times, a time, a cell and its flags. */
#include "config.h"

#include "collect/time_text.h"
#include "collect/value.h"
#include "lib/status.h"
#include "tests/fuzz/fuzz.h"

#include <math.h>

/* Marks know their length. */
#define MARK(t) .text = (t), .length = sizeof(t) - 1

static const char *const months[12] = {
    "enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
    "julio", "agosto",  "septiembre", "octubre", "noviembre", "di\u0307c"};

static void read_time(unsigned switches, const char *format, const char *text)
{
    struct ct_time_style style = {.n_formats = switches & 1,
                                  .format = &format,
                                  .month = switches & 2 ? months : NULL,
                                  .freq = "\0AQM"[switches >> 2 & 3],
                                  .cumulative = switches & 16};
    struct ct_time got;
    struct ct_error err = {0};
    char date[CT_PERIOD_MAX];
    if (style.n_formats && ct_time_format_fault(format))
        return;
    if (ct_time_read(&style, text, strlen(text), &got, &err) < 0)
        FUZZ_MUST(*err.text);
    else
        FUZZ_MUST(ct_period_is_start(got.period.freq, got.period.day));
    if (ct_time_date(&style, text, strlen(text), date, &err) == 0)
        FUZZ_MUST(strlen(date) >= 4);
}

static void read_value(unsigned switches, const char *text, const char *flags)
{
    static const struct ct_mark marks[] = {
        {MARK(":"), .status = CT_STATUS_MISSING},
        {MARK(".."), .status = CT_STATUS_SUPPRESSED},
        {MARK("-"), .zero = true}};
    static const struct ct_mark flag[] = {
        {MARK("b"), .status = CT_STATUS_BREAK},
        {MARK("e"), .status = CT_STATUS_ESTIMATED},
        {MARK("r"), .counted = true},
        {MARK("bb"), .status = CT_STATUS_SUPPRESSED}};
    struct ct_value_style style = {
        .number = {switches & 1 ? ',' : '.', "\0. '"[switches >> 1 & 3]},
        .n_marks = 3,
        .mark = marks,
        .n_flags = 4,
        .flag = flag,
        .flags_in_value = switches & 8,
        .below = switches & 16 ? "<" : NULL,
        .zeros = switches & 32,
        .interval = switches & 64,
        .scale = switches & 128 ? 3 : 0};
    if (switches & 4)
        ct_value_index(&style);
    struct ct_cell cell = {.text = text, .length = strlen(text)};
    struct ct_cell beside = {.text = flags, .length = strlen(flags)};
    struct ct_value got;
    struct ct_error err = {0};
    if (ct_value_read(&style, 0, &cell, *flags ? &beside : NULL, &got, &err) <
        0)
        FUZZ_MUST(*err.text);
    else
        FUZZ_MUST(isfinite(got.x) ||
                  (isnan(got.x) && got.status & CT_STATUS_NO_NUMBER));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char *part[4];
    if (n < 2)
        return 0;
    unsigned of_time = data[0], of_value = data[1];
    data += 2;
    n -= 2;
    for (size_t i = 0; i < 4; i++)
        if (!(part[i] = fuzz_part(&data, &n)))
            part[i] = calloc(1, 1);
    read_time(of_time, part[0], part[1]);
    read_value(of_value, part[2], part[3]);
    for (size_t i = 0; i < 4; i++)
        free(part[i]);
    return 0;
}
