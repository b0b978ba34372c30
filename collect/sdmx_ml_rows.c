/* SPDX-License-Identifier: GPL-3.0-or-later
 * SDMX-ML: components to rows. The first observation makes the header. */
#include "config.h"

#include "collect/sdmx.h"
#include "collect/sdmx_ml_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- components --- */

enum { VALUE_MAX = 1 << 16 };

void ct_sdmx_components_empty(struct ct_sdmx_components *c)
{
    c->n = 0;
    c->text.size = 0;
}

int ct_sdmx_components_add(struct ct_sdmx_components *c, enum ct_sdmx_kind kind,
                           const char *id, const char *value,
                           struct ct_error *err)
{
    size_t length = strlen(value);
    if (c->n == CT_SDMX_COMPONENTS_MAX)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "more than %d dimensions and attributes",
                       CT_SDMX_COMPONENTS_MAX);
    if (length > VALUE_MAX || strlen(id) > VALUE_MAX)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a dimension or attribute of more than %d bytes",
                       VALUE_MAX);
    c->at[c->n].kind = kind;
    c->at[c->n].id = c->text.size;
    ct_buffer_add(&c->text, id, strlen(id) + 1);
    c->at[c->n].value = c->text.size;
    c->at[c->n].length = length;
    ct_buffer_add(&c->text, value, length + 1);
    c->n++;
    return 0;
}

static const char *id_of(const struct ct_sdmx_components *c, size_t i)
{
    return c->text.data + c->at[i].id;
}

static const char *value_of(const struct ct_sdmx_components *c, size_t i)
{
    return c->text.data + c->at[i].value;
}

/* Series repeat the order of the first, so the place found last is tried
 * before the others. */
static long find(const struct ct_sdmx_components *c, const char *id,
                 size_t hint)
{
    if (hint < c->n && strcmp(id_of(c, hint), id) == 0)
        return (long)hint;
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(id_of(c, i), id) == 0)
            return (long)i;
    return -1;
}

/* The observation's own component, else that of its series; NULL = none. */
static const char *look_up(const struct ct_sdmx_rows *r, const char *id,
                           size_t hint, size_t *length)
{
    const struct ct_sdmx_components *c = &r->obs;
    long i = find(c, id, hint);
    if (i < 0) {
        c = &r->series;
        i = find(c, id, hint);
    }
    *length = i < 0 ? 0 : c->at[i].length;
    return i < 0 ? NULL : value_of(c, (size_t)i);
}

/* --- the header --- */

/* Structure-specific messages do not tell dimensions from attributes. What is
 * known as an attribute is none, nor is what could not be a code; an attribute
 * taken for a dimension only makes the key longer. */
static bool is_column(const struct ct_sdmx_rows *r,
                      const struct ct_sdmx_components *c, size_t i)
{
    enum ct_sdmx_role role = ct_sdmx_role(id_of(c, i));
    if (strcmp(id_of(c, i), r->time) == 0)
        return false;
    if (c->at[i].kind == CT_SDMX_KEY)
        return role != CT_SDMX_VALUE;
    if (role == CT_SDMX_KEPT)
        return true;
    return c->at[i].kind == CT_SDMX_PLAIN && role == CT_SDMX_DIMENSION &&
           ct_sdmx_is_code(value_of(c, i), c->at[i].length);
}

/* How many components of a structure-specific observation may be dimensions.
 * Beside a series it has one; alone it has all, and writers put them before
 * the value. Where the time comes behind that, the order tells nothing. */
static size_t count_candidates(const struct ct_sdmx_rows *r)
{
    const struct ct_sdmx_components *c = &r->obs;
    long value = find(c, "OBS_VALUE", 0), time = find(c, r->time, 0);
    bool plain = value >= 0 && c->at[value].kind == CT_SDMX_PLAIN;
    return plain && time >= 0 && time < value ? (size_t)value : c->n;
}

/* Not the dimension at the observation, where a series has the others. */
static bool is_beside_series(const struct ct_sdmx_rows *r,
                             const struct ct_sdmx_components *c, size_t i)
{
    return c == &r->obs && r->series.n && c->at[i].kind == CT_SDMX_PLAIN &&
           strcmp(id_of(c, i), r->at_observation) != 0;
}

static void add_columns(struct ct_sdmx_rows *r,
                        const struct ct_sdmx_components *c, size_t candidates)
{
    for (size_t i = 0; i < c->n; i++) {
        enum ct_sdmx_role role = ct_sdmx_role(id_of(c, i));
        bool late = i >= candidates || is_beside_series(r, c, i);
        if (!is_column(r, c, i) || (late && role != CT_SDMX_KEPT))
            continue;
        size_t n = r->n_columns++;
        bool is_key = c->at[i].kind == CT_SDMX_KEY;
        r->column_id[n] = ct_xstrdup(id_of(c, i));
        r->column_name[n] = ct_cube_name(id_of(c, i), r->column_name, n);
        r->is_key[n] = is_key;
        r->n_keys += is_key;
        r->multiplied |= strcmp(id_of(c, i), "UNIT_MULT") == 0;
        if (strcmp(r->column_name[n], "freq") == 0)
            r->freq = (long)n;
    }
}

static int put_header(struct ct_sdmx_rows *r, long line, struct ct_error *err)
{
    size_t most = r->series.n + r->obs.n + 1;
    r->column_id = ct_xcalloc(most, sizeof *r->column_id);
    r->column_name = ct_xcalloc(most, sizeof *r->column_name);
    r->is_key = ct_xcalloc(most, sizeof *r->is_key);
    r->freq = -1;
    add_columns(r, &r->series, r->series.n);
    add_columns(r, &r->obs, count_candidates(r));
    if (!r->n_columns)
        return ct_fail(err, CT_EDATA, line, 0,
                       "an observation without dimensions");
    const char *id = r->id.data, *prepared = r->prepared.data;
    if (ct_cube_text(&r->rows, "ID", id ? id : "", err) < 0 ||
        ct_cube_text(&r->rows, "PREPARED", prepared ? prepared : "", err) < 0)
        return -1;
    for (size_t i = 0; i < r->n_columns; i++)
        ct_cube_cell(&r->rows, r->column_name[i], strlen(r->column_name[i]));
    ct_cube_cell(&r->rows, "time", 4);
    ct_cube_cell(&r->rows, "value", 5);
    ct_cube_cell(&r->rows, "status", 6);
    return ct_cube_row(&r->rows, line, err);
}

/* --- rows --- */

static size_t count_keys(const struct ct_sdmx_rows *r,
                         const struct ct_sdmx_components *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += c->at[i].kind == CT_SDMX_KEY && strcmp(id_of(c, i), r->time) != 0;
    return n;
}

/* All dimensions stand in each key: what only some have is an attribute. */
static int put_codes(struct ct_sdmx_rows *r, long line, struct ct_error *err)
{
    if (count_keys(r, &r->series) + count_keys(r, &r->obs) != r->n_keys)
        return ct_fail(err, CT_EDATA, line, 0,
                       "other dimensions than the first observation has");
    for (size_t i = 0; i < r->n_columns; i++) {
        size_t n;
        const char *code = look_up(r, r->column_id[i], i, &n);
        if (!code && r->is_key[i])
            return ct_fail(err, CT_EDATA, line, 0,
                           "no '%.60s', which the first observation has",
                           r->column_id[i]);
        bool given = code && (n || r->is_key[i]);
        ct_cube_cell(&r->rows, given ? code : "_T", given ? n : 2);
    }
    return 0;
}

/* Numbers are handed over as they stand, so that no multiplier may get lost. */
static int check_multiplier(const struct ct_sdmx_rows *r, long line,
                            struct ct_error *err)
{
    size_t n;
    const char *power = r->multiplied ? NULL : look_up(r, "UNIT_MULT", 0, &n);
    if (!power || strcmp(power, "0") == 0)
        return 0;
    return ct_fail(err, CT_EDATA, line, 0,
                   "UNIT_MULT is '%.20s', and the first series has none",
                   power);
}

static int put_time(struct ct_sdmx_rows *r, char *period, long line,
                    struct ct_error *err)
{
    size_t n, n_freq = 0;
    const char *time = look_up(r, r->time, 0, &n);
    if (!time)
        return ct_fail(err, CT_EDATA, line, 0,
                       "an observation without '%.60s'; name the dimension "
                       "that is the time with --time=NAME",
                       r->time);
    const char *freq =
        r->freq < 0 ? NULL : look_up(r, r->column_id[r->freq], 0, &n_freq);
    n = ct_cube_period(time, n, n_freq == 1 ? *freq : 0, period);
    ct_cube_cell(&r->rows, period, n);
    return 0;
}

static void put_value(struct ct_sdmx_rows *r, char *status)
{
    static const char *const flags[] = {"OBS_STATUS", "OBS_FLAG"};
    static const char *const secrets[] = {"CONF_STATUS", "CONF_STATUS_OBS",
                                          "OBS_CONF"};
    size_t n_value, n, n_status = 0;
    const char *text, *value = look_up(r, "OBS_VALUE", 0, &n_value);
    if (value && strcmp(value, "NaN") == 0)
        value = NULL, n_value = 0;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if ((text = look_up(r, flags[i], 0, &n)))
            n_status = ct_sdmx_add_status(status, n_status, text, n);
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets && !n_value; i++)
        if ((text = look_up(r, secrets[i], 0, &n)) &&
            ct_sdmx_is_secret(text, n))
            n_status = ct_sdmx_add_status(status, n_status, "Q", 1);
    ct_cube_cell(&r->rows, value ? value : "", n_value);
    ct_cube_copy(&r->rows, status, n_status);
}

int ct_sdmx_rows_take(struct ct_sdmx_rows *r, long line, struct ct_error *err)
{
    char period[CT_CUBE_PERIOD_MAX], status[CT_SDMX_STATUS_MAX];
    r->n_obs++;
    if (!r->n_columns && put_header(r, line, err) < 0)
        return -1;
    if (put_codes(r, line, err) < 0 || check_multiplier(r, line, err) < 0 ||
        put_time(r, period, line, err) < 0)
        return -1;
    put_value(r, status);
    return ct_cube_row(&r->rows, line, err);
}

void ct_sdmx_rows_clear(struct ct_sdmx_rows *r)
{
    for (size_t i = 0; i < r->n_columns; i++) {
        free(r->column_id[i]);
        free(r->column_name[i]);
    }
    free(r->column_id);
    free(r->column_name);
    free(r->is_key);
    ct_buffer_clear(&r->series.text);
    ct_buffer_clear(&r->obs.text);
    ct_buffer_clear(&r->id);
    ct_buffer_clear(&r->prepared);
    ct_cube_rows_clear(&r->rows);
}
