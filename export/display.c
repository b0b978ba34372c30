/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers, headings and statuses as people read them. */
#include "config.h"

#include "export/display.h"

#include "lib/number.h"
#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIGNIFICANT = 3, MOST_DECIMALS = 6 };

void ct_spread_add(struct ct_spread *s, double x)
{
    if (!isfinite(x) || x == 0)
        return;
    s->n++;
    s->fractions |= x != floor(x);
    s->largest = fmax(s->largest, fabs(x));
    s->exponents += floor(log10(fabs(x)));
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

struct ct_display ct_display_choose(const char *name, const struct ct_spread *s)
{
    struct ct_display d = {.fractions = s->fractions,
                           .grouped = s->largest >= 10000};
    d.probability = strcmp(name, "p") == 0 || strncmp(name, "p_", 2) == 0 ||
                    ends_with(name, "_p");
    if (d.probability)
        d.decimals = 3;
    else if (s->fractions) {
        double usual = floor(s->exponents / (double)s->n + 0.5);
        double decimals = SIGNIFICANT - 1 - usual;
        d.decimals = (int)fmin(fmax(decimals, 0), MOST_DECIMALS);
    }
    return d;
}

/* Puts commas between groups of three digits before the point. */
static size_t group(char *text, size_t length)
{
    char plain[CT_FIXED_MAX];
    memcpy(plain, text, length + 1);
    size_t sign = *plain == '-';
    size_t whole = sign + strspn(plain + sign, "0123456789"), n = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > sign && i < whole && (whole - i) % 3 == 0)
            text[n++] = ',';
        text[n++] = plain[i];
    }
    text[n] = '\0';
    return n;
}

size_t ct_display_format(const struct ct_display *d, double x, char *out)
{
    *out = '\0';
    if (isnan(x))
        return 0;
    if (fabs(x) >= 1e15)
        return ct_number_format(x, out);
    if (d->probability && x >= 0 && x < 0.001)
        return (size_t)snprintf(out, CT_DISPLAY_MAX, "<0.001");
    int decimals = d->decimals;
    if (!d->fixed && x != 0 && fabs(x) < 0.5 * pow(10, -decimals))
        decimals = (int)fmin(1 - floor(log10(fabs(x))), 15);
    size_t length = ct_number_fixed(x, decimals, out);
    return d->grouped ? group(out, length) : length;
}

/* Headings that are not the column's name in words. */
struct heading {
    const char *name, *heading;
};

static const struct heading headings[] = {
    {"aapc", "Average annual change, %"},
    {"aic", "AIC"},
    {"aicc", "AICc"},
    {"apc", "Annual change, %"},
    {"bic", "BIC"},
    {"cagr", "Compound annual growth, %"},
    {"ccc", "Concordance"},
    {"ccc_log", "Concordance, ln"},
    {"df", "df"},
    {"durbin_watson", "Durbin-Watson"},
    {"first_new", "First period after"},
    {"freq", "Frequency"},
    {"hac_lag", "Lag, HAC"},
    {"hac_se", "Standard error, HAC"},
    {"loa", "Agreement"},
    {"loglik", "Log-likelihood"},
    {"lwz", "LWZ"},
    {"mar", "Mean absolute revision"},
    {"mann-kendall", "Mann-Kendall"},
    {"mr", "Mean revision"},
    {"mz_intercept", "Mincer-Zarnowitz intercept"},
    {"mz_slope", "Mincer-Zarnowitz slope"},
    {"n", "n"},
    {"n_rates", "n, rates"},
    {"p", "p"},
    {"p_adjusted", "p, adjusted"},
    {"p_exact", "p, exact"},
    {"pearson_log", "Pearson, ln"},
    {"r2", "R²"},
    {"ratio_geometric", "Ratio, geometric mean"},
    {"ratio_median", "Ratio, median"},
    {"rmar", "Relative absolute revision"},
    {"rmsr", "Root mean square revision"},
    {"rse", "Relative standard error, %"},
    {"rss", "Residual sum of squares"},
    {"s", "S"},
    {"sd", "Standard deviation"},
    {"se", "Standard error"},
    {"t", "t"},
    {"tau", "Kendall's tau"},
    {"theil_u", "Theil's U"},
    {"time", "Period"},
    {"ud", "U, disturbance"},
    {"um", "U, bias"},
    {"ur", "U, regression"},
    {"var_s", "Variance of S"},
    {"within10", "Share within 10 %"},
    {"within5", "Within 5 %"},
    {"z", "z"}};

static bool known_heading(const char *name, char *out, size_t size)
{
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (strcmp(headings[i].name, name) == 0) {
            snprintf(out, size, "%s", headings[i].heading);
            return true;
        }
    return false;
}

/* Words that are letters of others. */
static bool is_acronym(const char *word, size_t n)
{
    static const char *const acronyms[] = {
        "bic3", "cv",  "hac", "hc1", "hhi", "icc", "ks",  "mad",
        "mld",  "mse", "se",  "smr", "sse", "ssr", "ytd", "wbic"};
    for (size_t i = 0; i < sizeof acronyms / sizeof *acronyms; i++)
        if (strlen(acronyms[i]) == n && strncmp(acronyms[i], word, n) == 0)
            return true;
    return false;
}

static void in_words(const char *name, char *out, size_t size)
{
    size_t i = 0;
    bool capitals = false;
    for (; name[i] && i + 1 < size; i++) {
        bool parts = name[i] == '_' || name[i] == '-' || name[i] == ' ';
        if (i == 0 || out[i - 1] == ' ')
            capitals = is_acronym(name + i, strcspn(name + i, "_- "));
        out[i] = parts ? ' '
                 : capitals && name[i] >= 'a' && name[i] <= 'z'
                     ? (char)(name[i] - 'a' + 'A')
                     : name[i];
    }
    out[i] = '\0';
    if (*out >= 'a' && *out <= 'z')
        *out = (char)(*out - 'a' + 'A');
}

void ct_heading(const char *name, char *out, size_t size)
{
    static const char *const end[][2] = {{"_lower", ", lower limit"},
                                         {"_upper", ", upper limit"},
                                         {"_label", ", name"}};
    if (known_heading(name, out, size))
        return;
    char stem[128];
    for (size_t i = 0; i < sizeof end / sizeof *end; i++)
        if (ends_with(name, end[i][0]) && strlen(name) < sizeof stem) {
            snprintf(stem, sizeof stem, "%.*s",
                     (int)(strlen(name) - strlen(end[i][0])), name);
            if (!known_heading(stem, out, size))
                in_words(stem, out, size);
            size_t n = strlen(out);
            snprintf(out + n, size - n, "%s", end[i][1]);
            return;
        }
    in_words(strcmp(name, "lower") == 0   ? "lower limit"
             : strcmp(name, "upper") == 0 ? "upper limit"
                                          : name,
             out, size);
}

void ct_status_words(uint16_t status, const char *between, bool letters,
                     char *out, size_t size)
{
    size_t n = 0;
    *out = '\0';
    for (int bit = 0; bit < CT_N_STATUS; bit++) {
        if (!(status & 1 << bit) || n + 1 >= size)
            continue;
        char letter[3] = {letters ? ct_status_letter[bit] : '\0', ' ', '\0'};
        size_t start = n;
        n += (size_t)snprintf(out + n, size - n, "%s%s%s", n ? between : "",
                              letters ? letter : "", ct_status_meaning[bit]);
        for (size_t i = start; out[i]; i++)
            out[i] = out[i] == '_' ? ' ' : out[i];
    }
}
