/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a draft says of numbers and times. */
#include "config.h"

#include "collect/describe_inner.h"

#include <string.h>

/* --- numbers --- */

struct marks {
    struct ct_dict missing, flags;
    bool below, behind;
};

/* The length of the number a text begins with. */
static size_t number_length(const struct ct_seen *seen, const char *text)
{
    double x;
    for (size_t n = strlen(text); n > 0; n--)
        if (text[n - 1] >= '0' && text[n - 1] <= '9' &&
            ct_number_parse(text, n, &ct_seen_style[seen->style], &x, NULL) ==
                0)
            return n;
    return 0;
}

/* A text that is no number: one below a bound, one with flags behind it, or
 * one in its place. */
static void take_mark(const struct ct_seen *seen, const char *text,
                      struct marks *m)
{
    size_t n = number_length(seen, text), length = strlen(text);
    if (!length || n == length)
        return;
    if (*text == '<' && number_length(seen, text + 1 + (text[1] == ' '))) {
        m->below = true;
        return;
    }
    if (n && length - n <= 6) {
        m->behind = true;
        n += text[n] == ' ';
        if (m->flags.n < 12)
            ct_dict_add(&m->flags, text + n, length - n);
        return;
    }
    if (length <= 20 && m->missing.n < 12)
        ct_dict_add(&m->missing, text, length);
}

static void put_list(struct ct_buffer *out, const char *name,
                     const struct ct_dict *texts)
{
    if (!texts->n)
        return;
    ct_buffer_printf(out, "%s = [", name);
    for (size_t i = 0; i < texts->n; i++) {
        ct_buffer_text(out, i ? ", " : "");
        ct_put_quoted(out, texts->code[i]);
    }
    ct_buffer_text(out, "];    # guess: in place of numbers; some may be "
                        "suppressed, cannot_exist or zero\n");
}

/* Flags mean nothing yet: they are only counted. */
static void put_flags(struct ct_buffer *out, const struct ct_dict *flags)
{
    bool any = false;
    for (size_t i = 0; i < flags->n; i++)
        any |= *flags->code[i] != '\0';
    if (!any)
        return;
    ct_buffer_text(out, "flags = ( ");
    for (size_t i = 0, n = 0; i < flags->n; i++) {
        if (!*flags->code[i])
            continue;
        ct_buffer_text(out, n++ ? ", (" : "(");
        ct_put_quoted(out, flags->code[i]);
        ct_buffer_text(out, ", \"\")");
    }
    ct_buffer_text(out, " );    # what do they mean? \"\" only counts them\n");
}

void ct_seen_put_numbers(const struct ct_seen *seen, struct ct_buffer *out)
{
    const struct ct_number_style *style = &ct_seen_style[seen->style];
    const struct ct_seen_column *status =
        ct_seen_column_of(seen, CT_ROLE_FLAGS);
    struct marks m = {.below = false};
    if (strcmp(seen->layout, "incident") == 0)
        return;
    for (size_t i = 0; i < seen->n_columns; i++)
        for (size_t k = 0; k < seen->column[i].texts.n; k++)
            if (seen->column[i].role == CT_ROLE_VALUE)
                take_mark(seen, seen->column[i].texts.code[k], &m);
    if (style->decimal != '.')
        ct_buffer_printf(out,
                         "decimal = \"%c\";    # guess: reads most numbers\n",
                         style->decimal);
    if (style->thousands)
        ct_buffer_printf(out,
                         "thousands = \"%c\";    # guess: reads most "
                         "numbers\n",
                         style->thousands);
    put_list(out, "missing", &m.missing);
    if (m.below)
        ct_buffer_text(out, "below = \"<\";\n");
    if (m.behind)
        ct_buffer_text(out, "flags_in_value = true;\n");
    if (status) {
        ct_buffer_text(out, "status = ");
        ct_put_quoted(out, status->name);
        ct_buffer_printf(out, ";    # guess: %s\n", status->why);
    }
    for (size_t i = 0; status && i < status->texts.n; i++)
        ct_dict_add(&m.flags, status->texts.code[i],
                    strlen(status->texts.code[i]));
    put_flags(out, &m.flags);
    ct_dict_clear(&m.missing);
    ct_dict_clear(&m.flags);
}

/* --- time --- */

/* A year in the file's name, as the first four digits that are one. */
static bool year_in_name(const char *path)
{
    const char *name = ct_base_name(path);
    for (; *name; name++)
        if ((name[0] == '1' || name[0] == '2') && strlen(name) >= 4 &&
            (name[1] == '9' || name[1] == '0') &&
            strspn(name, "0123456789") >= 4)
            return true;
    return false;
}

static void put_month_list(struct ct_buffer *out, const char *const *months)
{
    ct_buffer_text(out, "months = [");
    for (int i = 0; i < 12; i++) {
        ct_buffer_text(out, i ? ", " : "");
        ct_put_quoted(out, months[i]);
    }
    ct_buffer_text(out, "];\n");
}

static void put_months(const struct ct_seen *seen, struct ct_buffer *out)
{
    const char *const *months = NULL;
    for (size_t i = 0; i < seen->n_columns; i++)
        if (ct_guess_month(seen->column[i].name, &months) == 1)
            break;
    if (months)
        put_month_list(out, months);
    ct_buffer_text(out, "time = { parts = ( { column = ");
    ct_put_quoted(out, seen->time->name);
    ct_buffer_text(out, "; }, { header = true; } ); format = \"%Y|%B\"; };\n");
}

/* Texts among the times that are none. */
static void put_no_times(const struct ct_seen_column *t, struct ct_buffer *out)
{
    const struct ct_time_style style = {.n_formats = t->format ? 1 : 0,
                                        .format = &t->format,
                                        .month = t->months,
                                        .cumulative = true};
    size_t n = 0;
    if (t->n_times == t->n_texts || t->texts.n > CT_JUDGED_TIMES)
        return;
    for (size_t i = 0; i < t->texts.n && n < 12; i++) {
        const char *text = t->texts.code[i];
        struct ct_time time;
        if (ct_time_read(&style, text, strlen(text), &time, NULL) == 0)
            continue;
        if (!n++) {
            ct_buffer_text(out, "ignore_rows = ( { column = ");
            ct_put_quoted(out, t->name);
            ct_buffer_text(out, "; is = [");
        } else {
            ct_buffer_text(out, ", ");
        }
        ct_put_quoted(out, text);
    }
    if (n)
        ct_buffer_text(out, "]; reason = \"no period\"; } );    # guess\n");
}

static void put_time_column(const struct ct_seen *seen, struct ct_buffer *out)
{
    const struct ct_seen_column *t = seen->time, *month = NULL;
    for (size_t i = 0; i < seen->n_columns; i++)
        if (seen->column[i].role == CT_ROLE_TIME && &seen->column[i] != t)
            month = &seen->column[i];
    if (t->months)
        put_month_list(out, t->months);
    ct_buffer_text(out, month ? "time = { parts = ( { column = "
                              : "time = { column = ");
    ct_put_quoted(out, t->name);
    if (month) {
        ct_buffer_text(out, "; }, { column = ");
        ct_put_quoted(out, month->name);
        ct_buffer_text(out, "; } ); format = \"%Y|%m\"; };");
    } else if (t->format) {
        ct_buffer_printf(out, "; format = \"%s\"; };", t->format);
        if (strcmp(t->format, "%B-%B %Y") == 0)
            ct_buffer_text(out, "\ncumulative = true;");
    } else {
        ct_buffer_text(out, "; };");
    }
    ct_buffer_printf(out, "    # guess: %s%s\n", t->why,
                     t->ambiguous ? "; is the day first, or the month?" : "");
    put_no_times(t, out);
}

void ct_seen_put_time(const struct ct_seen *seen, struct ct_buffer *out)
{
    if (seen->months_in_names)
        put_months(seen, out);
    else if (seen->packed_names)
        ct_buffer_text(out,
                       "time = { header = \"[|_]([0-9]{4})[*() ]*$\"; };    # "
                       "guess: the years behind the names\n");
    else if (strcmp(seen->layout, "wide") == 0)
        ct_buffer_text(out, "# time is in the names of columns\n");
    else if (seen->time)
        put_time_column(seen, out);
    else if (year_in_name(seen->path))
        ct_buffer_text(out, "time = { file = \"([12][09][0-9][0-9])\"; };    # "
                            "guess: no column of periods, a year in the file's "
                            "name\n");
    else
        ct_buffer_text(out,
                       "time = { text = \"2000\"; };    # no period found: "
                       "which is it? Or --time=YEAR\n");
}
