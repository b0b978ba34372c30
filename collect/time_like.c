/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading times by one read before. Only texts of the first format are looked
 * at, and only where year, month and day are of four, two and two digits; all
 * else is ct_time_read()'s. */
#include "config.h"

#include "collect/time_like.h"

#include "lib/memory.h"

#include <string.h>

enum {
    LONGEST = CT_LIKE_WORD * CT_LIKE_WORDS,
    TRIES = 16, /* then the first format is not that of this file */
    NOWHERE = LONGEST
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_half_day(char c)
{
    char small = (char)(c | 0x20);
    return c == '.' || small == 'a' || small == 'p' || small == 'm';
}

/* --- the shape of a text --- */

/* What is to be at each byte of a text. */
struct shape {
    const char *text, *end, *at;
    char kind[LONGEST]; /* 'd'igit, 's'ame, 'p': part of AM or PM */
};

static void pass(struct shape *s, char kind)
{
    s->kind[s->at++ - s->text] = kind;
}

static size_t pass_digits(struct shape *s, size_t most)
{
    size_t n = 0;
    for (; n < most && s->at < s->end && is_digit(*s->at); n++)
        pass(s, 'd');
    return n;
}

/* Notes where a number is; false if it is there already, or has not so many
 * digits. */
static bool pass_number(struct shape *s, size_t digits, size_t *where)
{
    bool first = *where == NOWHERE;
    *where = (size_t)(s->at - s->text);
    return first && pass_digits(s, digits) == digits;
}

static bool pass_half_day(struct shape *s, struct ct_time_like *like)
{
    if (like->n_half_day)
        return false;
    like->half_day = (size_t)(s->at - s->text);
    for (; s->at < s->end && is_half_day(*s->at); like->n_half_day++)
        pass(s, 'p');
    return true;
}

static bool pass_directive(struct shape *s, char directive,
                           struct ct_time_like *like)
{
    switch (directive) {
    case 'Y':
        return pass_number(s, 4, &like->year);
    case 'm':
        return pass_number(s, 2, &like->month);
    case 'd':
        return pass_number(s, 2, &like->day);
    case 'p':
        return pass_half_day(s, like);
    case 'H':
    case 'M':
    case 'S':
        return pass_digits(s, 9) > 0;
    default: /* names of months, quarters, short years, any text */
        return false;
    }
}

/* The text is known to have the format. A blank there may be several here. */
static bool find_shape(struct shape *s, const char *format,
                       struct ct_time_like *like)
{
    for (const char *f = format; *f; f++) {
        if (*f == '%') {
            if (!pass_directive(s, *++f, like))
                return false;
            continue;
        }
        do
            pass(s, 's');
        while (*f == ' ' && s->at < s->end &&
               (*s->at == ' ' || *s->at == '\t'));
    }
    return s->at == s->end && like->year != NOWHERE && like->month != NOWHERE;
}

/* Where the i-th word of a text of n bytes begins. */
static size_t word_at(size_t i, size_t n)
{
    size_t at = i * CT_LIKE_WORD;
    return at + CT_LIKE_WORD > n ? n - CT_LIKE_WORD : at;
}

static uint64_t load(const char *bytes)
{
    uint64_t x;
    memcpy(&x, bytes, sizeof x);
    return x;
}

static uint64_t mask(const struct shape *s, size_t at, char kind)
{
    char bytes[CT_LIKE_WORD];
    for (size_t i = 0; i < CT_LIKE_WORD; i++)
        bytes[i] = s->kind[at + i] == kind ? '\xff' : 0;
    return load(bytes);
}

static void write_masks(const struct shape *s, struct ct_time_like *like)
{
    like->n = (size_t)(s->end - s->text);
    for (size_t i = 0; i < CT_LIKE_WORDS; i++) {
        size_t at = word_at(i, like->n);
        like->word[i] = load(s->text + at);
        like->digit[i] = mask(s, at, 'd');
        like->same[i] = mask(s, at, 's');
    }
}

/* A text of the first format becomes the one that others are compared with. */
static void take_shape(const struct ct_time_style *style,
                       struct ct_time_like *like, const char *text, size_t n)
{
    struct shape s = {.text = text, .end = text + n, .at = text};
    struct ct_time ignored;
    struct ct_time_style first = *style;
    first.n_formats = 1;
    like->n_tried++;
    if (!style->n_formats || n < CT_LIKE_WORD || n > LONGEST ||
        ct_time_read(&first, text, n, &ignored, NULL) < 0)
        return;
    like->n_half_day = 0;
    like->year = like->month = like->day = NOWHERE;
    if (!find_shape(&s, style->format[0], like))
        return;
    write_masks(&s, like);
    like->period = ct_xcalloc(CT_LIKE_PERIODS, sizeof *like->period);
}

/* --- texts of that shape --- */

/* The high bit of each byte that is no digit; bytes above 0x7f are none. */
static uint64_t no_digits(uint64_t x)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    uint64_t low = x & ~high;
    uint64_t at_least_0 = low + ones * (0x80 - '0');
    uint64_t above_9 = low + ones * (0x80 - '9' - 1);
    return (x | ~at_least_0 | above_9) & high;
}

static bool is_like(const struct ct_time_like *like, const char *text, size_t n)
{
    uint64_t bad = 0;
    if (n != like->n)
        return false;
    for (size_t i = 0; i * CT_LIKE_WORD < n; i++) {
        uint64_t x = load(text + word_at(i, n));
        bad |= ((x ^ like->word[i]) & like->same[i]) |
               (no_digits(x) & like->digit[i]);
    }
    for (size_t i = 0; i < like->n_half_day; i++)
        bad |= !is_half_day(text[like->half_day + i]);
    return !bad;
}

/* Year and month as they are written, six digits and so never 0. */
static uint64_t digits_of(const struct ct_time_like *like, const char *text)
{
    uint32_t year;
    uint16_t month;
    memcpy(&year, text + like->year, sizeof year);
    memcpy(&month, text + like->month, sizeof month);
    return (uint64_t)year << 16 | month;
}

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* Whether the first format surely takes it. A later one might, in which month
 * and day stand the other way round. */
static bool is_sure(const struct ct_time_like *like, const char *text)
{
    int month = two_digits(text + like->month);
    int day = like->day == NOWHERE ? 1 : two_digits(text + like->day);
    int last = month == 2 ? 28 : 30;
    return month >= 1 && month <= 12 && day >= 1 && day <= last &&
           memcmp(text + like->year, "0000", 4) != 0;
}

/* Where the period of a year and month is kept. Those of 32 years have places
 * of their own. */
static struct ct_like_period *place(const struct ct_time_like *like,
                                    const char *text)
{
    int year = two_digits(text + like->year + 2);
    int month = two_digits(text + like->month);
    return &like->period[(year << 4 | month) & (CT_LIKE_PERIODS - 1)];
}

int ct_time_read_like(const struct ct_time_style *style,
                      struct ct_time_like *like, const char *text, size_t n,
                      struct ct_time *out, struct ct_error *err)
{
    struct ct_like_period *known = NULL;
    uint64_t digits = 0;
    if (like->n && is_like(like, text, n) && is_sure(like, text)) {
        digits = digits_of(like, text);
        known = place(like, text);
        if (known->digits == digits) {
            *out = known->time;
            return 0;
        }
    }
    if (ct_time_read(style, text, n, out, err) < 0)
        return -1;
    if (known)
        *known = (struct ct_like_period){digits, *out};
    else if (!like->n && like->n_tried < TRIES)
        take_shape(style, like, text, n);
    return 0;
}
