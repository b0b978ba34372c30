/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words around a figure of shares. */
#include "config.h"

#include "plot/share_chart.h"

#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/lang.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sentences of the method that a caption has room for. */
enum { MOST_NOTES = 8 };

/* Bars named, at most. */
enum { MOST_NAMED = 8 };

/* Words in the figure's language. */
static const char *say(const struct ct_share_chart *c, const char *english)
    __attribute__((format_arg(2)));
static const char *say(const struct ct_share_chart *c, const char *english)
{
    return ct_lang_say(c->request->options->lang, english);
}

/* `FORCED_LABOUR` as people write it. */
static char *spell(const struct ct_share_chart *c, const char *code)
{
    if (strcmp(code, "_O") == 0)
        return ct_xstrdup(say(c, "Other"));
    if (strcmp(code, "_U") == 0)
        return ct_xstrdup(say(c, "Unknown"));
    char *words = ct_text_clean(code);
    bool is_upper = strchr(words, '_') || strlen(words) > 3;
    for (char *s = words; *s && is_upper; s++)
        *s = (char)(*s == '_'                               ? ' '
                    : s > words && (unsigned char)*s < 0x80 ? tolower(*s)
                                                            : *s);
    return words;
}

char *ct_share_name(const struct ct_share_chart *c, const char *key,
                    const char *code)
{
    const struct ct_panel *p = c->request->panel;
    const struct ct_codes *codes = c->request->codes;
    const char *name = codes ? ct_codes_short(codes, key, code) : NULL;
    long k = ct_panel_find_key(p, key);
    uint32_t at = k < 0 ? (uint32_t)CT_NO_CODE
                        : ct_dict_find(&p->keys[k].codes, code, strlen(code));
    if (!name && at != CT_NO_CODE && *p->keys[k].codes.label[at])
        name = p->keys[k].codes.label[at];
    return name ? ct_text_clean(say(c, name)) : spell(c, code);
}

char *ct_share_person(const struct ct_share_chart *c, size_t row)
{
    static const struct {
        const char *sex, *age, *word;
    } persons[] = {{"F", "Y_GE18", "Women"},
                   {"M", "Y_GE18", "Men"},
                   {"F", "Y_LT18", "Girls"},
                   {"M", "Y_LT18", "Boys"}};
    if (strcmp(c->of, "sex,age") != 0 && strcmp(c->of, "age,sex") != 0)
        return NULL;
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
        if (strcmp(ct_share_text(c, "sex", row), persons[i].sex) == 0 &&
            strcmp(ct_share_text(c, "age", row), persons[i].age) == 0)
            return ct_xstrdup(say(c, persons[i].word));
    return NULL;
}

/* Whether all rows have the code in a column that the first drawn one has. */
static bool is_constant(const struct ct_share_chart *c, const char *column)
{
    const char *code = ct_share_text(c, column, c->first);
    for (size_t i = 0; i < c->table->n_rows; i++)
        if (strcmp(ct_share_text(c, column, i), code) != 0)
            return false;
    return *code != '\0' && strcmp(code, "_T") != 0;
}

/* The name of what all rows share in a dimension. */
static char *shared(const struct ct_share_chart *c, const char *key)
{
    return ct_share_name(c, key, ct_share_text(c, key, c->first));
}

char *ct_share_title(const struct ct_share_chart *c)
{
    if (c->request->options->title)
        return ct_text_clean(c->request->options->title);
    const struct ct_codes *codes = c->request->codes;
    bool by_offence = is_constant(c, "offence");
    const char *full =
        by_offence && codes
            ? ct_codes_label(codes, "offence",
                             ct_share_text(c, "offence", c->first))
            : NULL;
    char *what = full ? ct_text_clean(say(c, full))
                      : shared(c, by_offence ? "offence" : "measure");
    char *where = is_constant(c, "area") ? shared(c, "area") : ct_xstrdup("");
    char *title = ct_xasprintf("%s%s%s", what, *where ? ", " : "", where);
    free(what);
    free(where);
    return title;
}

/* The dimensions of parts in words: "sex and age". */
static char *of_words(const struct ct_share_chart *c)
{
    const char *comma = strchr(c->of, ',');
    char *first = ct_xstrndup(c->of, strcspn(c->of, ","));
    char *words = comma ? ct_xasprintf("%s%s%s", say(c, first), say(c, " and "),
                                       say(c, comma + 1))
                        : ct_xstrdup(say(c, first));
    free(first);
    return words;
}

/* Names what all share and the title doesn't say. */
static void add_shared(const struct ct_share_chart *c, struct ct_buffer *out)
{
    long time = ct_table_find(c->table, "time");
    for (long k = 0; k < time; k++) {
        const char *key = c->table->columns[k].name;
        if (strstr(" area measure offence unit freq ", key) ||
            !is_constant(c, key) || strstr(c->of, key) ||
            strcmp(ct_share_text(c, key, c->first), "_Z") == 0)
            continue;
        char *name = shared(c, key);
        *name =
            (char)(strlen(name) > 3 ? tolower((unsigned char)*name) : *name);
        ct_buffer_printf(out, ", %s", name);
        free(name);
    }
}

char *ct_share_subtitle(const struct ct_share_chart *c)
{
    struct ct_buffer b = {0};
    if (c->request->options->subtitle)
        return ct_text_clean(c->request->options->subtitle);
    char *of = of_words(c), *measure = shared(c, "measure");
    if (is_constant(c, "offence")) /* else it is the title */
        ct_buffer_printf(&b, "%s ", measure);
    if (c->is_made)
        ct_buffer_printf(&b, say(c, "by %s, percent of the sum of those shown"),
                         of);
    else if (c->unknown_shown)
        ct_buffer_printf(
            &b, say(c, "by %s, percent of all, unknown %s included"), of, of);
    else
        ct_buffer_printf(&b, say(c, "by %s, percent of those with known %s"),
                         of, of);
    *b.data = (char)toupper((unsigned char)*b.data);
    add_shared(c, &b);
    ct_buffer_printf(&b, ", %s", *c->period ? c->period : c->first_period);
    if (!*c->period)
        ct_buffer_printf(&b, "\u2013%s", c->last_period);
    free(of);
    free(measure);
    char *joined = ct_buffer_take(&b), *clean = ct_text_clean(joined);
    free(joined);
    return clean;
}

/* Whether a bar counts for what is said of all: the total alone, if there is
 * one. */
static bool counts(const struct ct_share_chart *c, const struct ct_share_bar *b)
{
    bool has_total = false;
    for (size_t i = 0; i < c->n_bars; i++)
        has_total |= c->bar[i].is_total;
    return !has_total || b->is_total;
}

static void add_number(const struct ct_share_chart *c, struct ct_buffer *out,
                       double x)
{
    char number[CT_PEOPLE_MAX];
    ct_lang_number(c->request->options->lang, x, 0, number);
    ct_buffer_text(out, number);
}

/* The unknown beside the base, as far as they are told. */
static void add_unknown(const struct ct_share_chart *c, struct ct_buffer *out)
{
    double unknown = 0, whole = 0;
    size_t told = 0;
    for (size_t i = 0; i < c->n_bars; i++) {
        if (!counts(c, &c->bar[i]))
            continue;
        whole += c->bar[i].whole;
        if (!isnan(c->bar[i].unknown)) {
            told++;
            unknown += c->bar[i].unknown;
        }
    }
    if (told == 0 || c->unknown_shown)
        return;
    char *of = of_words(c);
    char some[CT_PEOPLE_MAX], all[CT_PEOPLE_MAX];
    ct_lang_number(c->request->options->lang, unknown, 0, some);
    ct_lang_number(c->request->options->lang, whole, 0, all);
    ct_buffer_printf(
        out,
        say(c, "Not in the base: %s of unknown %s, beside %s "
               "known%s. "),
        some, of, all,
        told < c->n_bars ? say(c, "; of some bars this is not told") : "");
    free(of);
}

/* How many are in the bars, and how many areas report them. */
static void add_counts(const struct ct_share_chart *c, struct ct_buffer *out)
{
    double least = HUGE_VAL, most = 0, sum = 0, whole = 0;
    for (size_t i = 0; i < c->n_bars; i++) {
        const struct ct_share_bar *b = &c->bar[i];
        if (!counts(c, b))
            continue;
        whole += b->whole;
        sum += isnan(b->areas) ? 0 : b->areas;
        least = fmin(least, b->areas);
        most = fmax(most, b->areas);
    }
    ct_buffer_text(out, "n\u00a0=\u00a0");
    add_number(c, out, whole);
    ct_buffer_text(out, sum > 0 ? ", " : "");
    if (sum > 0) {
        add_number(c, out, *c->period ? sum : least);
        if (!*c->period && most > least) {
            ct_buffer_text(out, "\u2013");
            add_number(c, out, most);
        }
        ct_buffer_printf(
            out, " %s",
            say(c, sum == 1 ? "area reporting" : "areas reporting"));
    }
    ct_buffer_text(out, ". ");
}

/* Names the bars that lack a part. */
static void add_skipped(const struct ct_share_chart *c, struct ct_buffer *out)
{
    for (size_t i = 0; i < c->skipped.n && i < MOST_NAMED; i++)
        ct_buffer_printf(out, "%s%s",
                         i ? ", "
                           : say(c, "Not drawn, for a part has no number: "),
                         c->skipped.code[i]);
    if (c->skipped.n > MOST_NAMED)
        ct_buffer_printf(out, say(c, "; and %zu more"),
                         c->skipped.n - MOST_NAMED);
    ct_buffer_text(out, c->skipped.n ? ". " : "");
}

/* The figure's own sentences: what is in no bar, what marks stand for. */
static void add_remarks(const struct ct_share_chart *c, struct ct_buffer *out)
{
    size_t unreliable = 0, suppressed = 0;
    for (size_t i = 0; i < c->n_bars; i++) {
        unreliable += c->bar[i].is_unreliable;
        suppressed += c->bar[i].suppressed > 0;
    }
    if (*c->period && strcmp(c->first_period, c->last_period) != 0)
        ct_buffer_printf(out,
                         say(c, "Of %s\u2013%s the latest period with values "
                                "of at least three quarters of the %s. "),
                         c->first_period, c->last_period, say(c, "bars"));
    add_skipped(c, out);
    if (unreliable)
        ct_buffer_printf(out, say(c, "*: fewer than 20, unreliable (%zu). "),
                         unreliable);
    if (suppressed)
        ct_buffer_printf(
            out,
            say(c, "+: at least, for suppressed numbers are not in it (%zu). "),
            suppressed);
    add_unknown(c, out);
}

/* What the method says, but for the base, which stands in the subtitle. */
static void add_notes(const struct ct_share_chart *c, struct ct_buffer *out)
{
    static const char base[] = "shares are of those with known";
    size_t said = 0;
    for (size_t i = 0; i < c->notes.n && said < MOST_NOTES; i++) {
        const char *note = c->notes.code[i];
        if (strncmp(note, base, sizeof base - 1) == 0)
            continue;
        char *clean = ct_text_clean(note);
        *clean = (char)toupper((unsigned char)*clean);
        ct_buffer_printf(out, "%s. ", clean);
        free(clean);
        said++;
    }
}

char *ct_share_caption(const struct ct_share_chart *c)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "");
    if (c->is_made) {
        add_counts(c, &b);
        add_remarks(c, &b);
        char *remarks = ct_buffer_take(&b);
        char *caption = ct_chart_caption(&c->chart, remarks);
        free(remarks);
        return caption;
    }
    ct_caption_sources(c->request->panel, c->request->options->lang, &b);
    ct_buffer_text(&b, say(c, "Note: "));
    add_counts(c, &b);
    add_remarks(c, &b);
    add_notes(c, &b);
    return ct_caption_take(&b);
}
