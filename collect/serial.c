/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dates in workbooks. */
#include "config.h"

#include "collect/serial.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The end of what stands in a format from `at` on and shows nothing of the
 * number: a text in quotes, a character after a backslash, a condition or
 * language in brackets (but [h] are hours). `at` itself if there is none. */
static size_t skip_text(const char *format, size_t n, size_t at)
{
    const char *end = NULL;
    if (format[at] == '"' && at + 1 < n)
        end = memchr(format + at + 1, '"', n - at - 1);
    else if (format[at] == '[' && at + 1 < n && !strchr("hms", format[at + 1]))
        end = memchr(format + at, ']', n - at);
    else if (format[at] == '\\' || format[at] == '_')
        return at + 2;
    return end ? (size_t)(end - format) + 1 : at;
}

/* `m` is a month or a minute, which the letters around it tell. */
unsigned ct_serial_kind(const char *format, size_t n)
{
    unsigned kind = 0;
    bool months = false;
    for (size_t i = 0; i < n && format[i] != ';';) {
        size_t after = skip_text(format, n, i);
        char c = (char)(format[i] | 0x20);
        if (after == i) {
            kind |= c == 'y' || c == 'd'   ? CT_SERIAL_DATE
                    : c == 'h' || c == 's' ? CT_SERIAL_TIME
                                           : 0;
            months |= c == 'm';
            if (strchr("0#?", format[i]) && !(kind & CT_SERIAL_TIME))
                return 0;
            after++;
        }
        i = after;
    }
    return kind ? kind : months ? CT_SERIAL_DATE : 0;
}

/* ECMA-376 part 1, 18.8.30. */
unsigned ct_serial_builtin(unsigned number)
{
    static const struct {
        unsigned first, last, kind;
    } ranges[] = {{14, 17, CT_SERIAL_DATE},
                  {18, 21, CT_SERIAL_TIME},
                  {22, 22, CT_SERIAL_DATE | CT_SERIAL_TIME},
                  {27, 31, CT_SERIAL_DATE},
                  {32, 35, CT_SERIAL_TIME},
                  {36, 36, CT_SERIAL_DATE},
                  {45, 47, CT_SERIAL_TIME},
                  {50, 54, CT_SERIAL_DATE},
                  {55, 56, CT_SERIAL_TIME},
                  {57, 58, CT_SERIAL_DATE}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (number >= ranges[i].first && number <= ranges[i].last)
            return ranges[i].kind;
    return 0;
}

/* Civil date of days since 1970-01-01 (Hinnant, chrono-compatible low-level
 * date algorithms). */
static void civil(long day, int *y, int *m, int *d)
{
    long z = day + 719468;
    long era = z / 146097;
    long doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long from_march = (5 * doy + 2) / 153;
    *d = (int)(doy - (153 * from_march + 2) / 5 + 1);
    *m = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
    *y = (int)(yoe + era * 400 + (*m <= 2));
}

/* The days since 1900 count a 29 February 1900 that never was. */
static long since_1970(long days, bool since_1904)
{
    if (since_1904)
        return days - 24107;
    return days < 60 ? days - 25568 : days - 25569;
}

bool ct_serial_format(double days, unsigned kind, bool since_1904, char *out)
{
    enum { LAST = 2958465, DAY = 86400 };
    if (!kind || !(days >= 0 && days < LAST + 1))
        return false;
    double whole = floor(days);
    long second = lround((days - whole) * DAY);
    long day = (long)whole + second / DAY;
    int y, m, d, at = 0;
    second %= DAY;
    civil(since_1970(day, since_1904), &y, &m, &d);
    if (y > 9999)
        return false;
    if (kind & CT_SERIAL_DATE)
        at = snprintf(out, CT_SERIAL_MAX, "%04d-%02d-%02d%s", y, m, d,
                      kind & CT_SERIAL_TIME ? "T" : "");
    if (kind & CT_SERIAL_TIME)
        snprintf(out + at, (size_t)(CT_SERIAL_MAX - at), "%02d:%02d:%02d",
                 (int)(second / 3600), (int)(second / 60 % 60),
                 (int)(second % 60));
    return true;
}
