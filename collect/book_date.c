/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dates of workbooks. Formats and serial numbers: ECMA-376 part 1, 18.8.30
 * and 18.17.4. */
#include "config.h"

#include "collect/book_date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { DAY = 86400, LAST_1900 = 2958465, DAYS_1904 = 1462 };

enum ct_book_format ct_book_format_number(unsigned long id)
{
    if (id == 46)
        return CT_BOOK_ELAPSED;
    bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
                (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    return date ? CT_BOOK_DATE : CT_BOOK_NUMBER;
}

/* [h], [mm]: elapsed; [Red], [$-407], [>=100]: nothing that concerns us. */
static bool is_elapsed(const char *bracket, size_t n)
{
    return n > 0 && strchr("hms", bracket[0] | 32) &&
           strspn(bracket, "hHmMsS") >= n;
}

/* Letters of dates that stand neither in quotes nor behind a mark that takes
 * the next character as it is; of several sections the first counts. */
enum ct_book_format ct_book_format_code(const char *code)
{
    if (strncasecmp(code, "general", 7) == 0)
        return CT_BOOK_NUMBER;
    for (const char *s = code; *s && *s != ';'; s++) {
        const char *end = NULL;
        if (*s == '"')
            end = strchr(s + 1, '"');
        else if (*s == '[')
            end = strchr(s, ']');
        else if (strchr("\\_*", *s) && s[1])
            end = s + 1;
        else if (strchr("dmyhsDMYHS", *s))
            return CT_BOOK_DATE;
        if (*s == '[' && end && is_elapsed(s + 1, (size_t)(end - s - 1)))
            return CT_BOOK_ELAPSED;
        s = end ? end : s;
    }
    return CT_BOOK_NUMBER;
}

/* Days since 1970-01-01 to year, month, day: Hinnant, "chrono-compatible
 * low-level date algorithms", civil_from_days. */
static void civil(long days, long *year, int *month, int *day)
{
    days += 719468;
    long era = days / 146097, doe = days % 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

/* Excel's 1900 is a leap year, for the sake of Lotus 1-2-3: before its day 60
 * all days are one later than they count from 1899-12-30. */
static void format_day(long day, char *out, size_t size)
{
    long year;
    int month, d;
    civil(day - 25569 + (day < 60), &year, &month, &d);
    if (day == 60)
        snprintf(out, size, "1900-02-29");
    else
        snprintf(out, size, "%04ld-%02d-%02d", year, month, d);
}

bool ct_book_date(double days, bool since_1904, enum ct_book_format format,
                  char *out, size_t size)
{
    if (!(days >= 0 && days < LAST_1900 + 1.0))
        return false;
    double seconds = round(days * DAY);
    long day = (long)(seconds / DAY), s = (long)(seconds - (double)day * DAY);
    int hour = (int)(s / 3600), minute = (int)(s / 60 % 60);
    if (format == CT_BOOK_ELAPSED) {
        snprintf(out, size, "%02ld:%02d:%02d", day * 24 + hour, minute,
                 (int)(s % 60));
        return true;
    }
    bool dated = day > 0 || (since_1904 && s == 0);
    day += since_1904 ? DAYS_1904 : 0;
    if (day > LAST_1900 || (!dated && s == 0))
        return false;
    char date[40] = "", time[24] = "";
    if (dated)
        format_day(day, date, sizeof date);
    if (s)
        snprintf(time, sizeof time, "%s%02d:%02d:%02d", dated ? " " : "", hour,
                 minute, (int)(s % 60));
    snprintf(out, size, "%s%s", date, time);
    return true;
}

/* Whether a text is like a pattern, in which 0 is any digit. */
static bool is_like(const char *text, size_t n, const char *pattern)
{
    for (; *pattern; pattern++, text++, n--) {
        if (!n)
            return false;
        bool digit = *text >= '0' && *text <= '9';
        if (*pattern == '0' ? !digit : *text != *pattern)
            return false;
    }
    return true;
}

void ct_book_iso(const char *text, size_t n, char *out, size_t size)
{
    if (n >= size)
        n = size - 1;
    memcpy(out, text, n);
    out[n] = '\0';
    if (!is_like(text, n, "0000-00-00T00:00:00"))
        return;
    out[10] = ' ';
    out[strcmp(out + 11, "00:00:00") == 0 ||
                strncmp(out + 11, "00:00:00.", 9) == 0 ||
                strcmp(out + 11, "00:00:00Z") == 0
            ? 10
            : 19] = '\0';
}
