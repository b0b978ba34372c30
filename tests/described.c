/* SPDX-License-Identifier: GPL-3.0-or-later
 * Collecting by a descriptor that a test writes. */
#include "config.h"

#include "tests/described.h"

#include "lib/file.h"
#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"
#include "lib/status.h"

#include <string.h>
#include <sys/stat.h>

#define IDENTITY                                                               \
    "id=\"test\"; title=\"Test\"; publisher=\"Tests\"; "                       \
    "carrier=\"delimited\";\n"

static const char areas[] = "code,area,ignore\n"
                            "AT,AUT,\nDE,DEU,\nEU,,a union\nX,,no place\n";
static const char offences[] =
    "code,offence,relation,note,scale,status\n"
    "M,0101,exact,,,\nT,0502,broader,with cars,,\nK,0401,overlaps,,3,E\n";

void described_write(const char *path, const char *text)
{
    ck_assert_int_eq(ct_file_write(path, text, strlen(text), NULL), 0);
}

static void write_folder(const char *settings)
{
    char *conf = ct_xasprintf("%s%s", IDENTITY, settings);
    for (char *at = strchr(conf, '`'); at; at = strchr(at, '`'))
        *at = '"';
    mkdir(DESCRIBED_FOLDER, 0777);
    described_write(DESCRIBED_FOLDER "dataset.conf", conf);
    described_write(DESCRIBED_FOLDER "areas.csv", areas);
    described_write(DESCRIBED_FOLDER "offences.csv", offences);
    free(conf);
}

void describe_time(struct described *r, const char *settings, const char *text,
                   const char *time)
{
    static const char *const files[] = {DESCRIBED_DATA};
    *r = (struct described){0};
    write_folder(settings);
    described_write(DESCRIBED_DATA, text);
    char *datadir = ct_datadir();
    char *lists = ct_xasprintf("%s/codelists", datadir);
    r->codes = ct_codes_read(lists, NULL);
    struct ct_collect_request request = {.n_files = 1,
                                         .files = files,
                                         .dataset = DESCRIBED_FOLDER,
                                         .datadir = datadir,
                                         .time = time,
                                         .codes = r->codes};
    r->panel = ct_collect(&request, &r->accounting, &r->rejects, &r->err);
    ct_error_format(&r->err, r->message, sizeof r->message);
    const struct ct_accounting *a = &r->accounting;
    if (r->panel) /* every cell has one fate, whatever the settings */
        ck_assert_uint_eq(a->cells,
                          a->taken + a->missing + a->ignored + a->rejected);
    free(lists);
    free(datadir);
}

void describe(struct described *r, const char *settings, const char *text)
{
    describe_time(r, settings, text, NULL);
}

void described_clear(struct described *r)
{
    ct_panel_destroy(r->panel);
    ct_problems_clear(&r->rejects);
    ct_codes_destroy(r->codes);
}

static bool is_told(const struct ct_key *key)
{
    static const char *const others[] = {"area", "offence", "measure", "unit",
                                         "freq"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i], key->name) == 0)
            return false;
    return !key->is_attribute;
}

static void tell_key(const struct ct_panel *p, size_t s, struct ct_buffer *out)
{
    ct_buffer_printf(out, "%s%s %s", out->size ? ", " : "",
                     ct_panel_code_of(p, "area", s),
                     ct_panel_code_of(p, "offence", s));
    for (size_t k = 0; k < p->n_keys; k++) {
        const char *code = ct_panel_code_of(p, p->keys[k].name, s);
        if (is_told(&p->keys[k]) && strcmp(code, "_T") != 0)
            ct_buffer_printf(out, " %s", code);
    }
}

static void tell_bounds(const struct ct_panel *p, size_t i,
                        struct ct_buffer *out)
{
    char lower[CT_NUMBER_MAX], upper[CT_NUMBER_MAX];
    if (!p->column[CT_LOWER] || isnan(p->column[CT_UPPER][i]))
        return;
    ct_number_format(p->column[CT_LOWER][i], lower);
    ct_number_format(p->column[CT_UPPER][i], upper);
    ct_buffer_printf(out, "[%s-%s]", lower, upper);
}

static void tell_series(const struct ct_panel *p, size_t s,
                        struct ct_buffer *out)
{
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        char time[CT_PERIOD_MAX], x[CT_NUMBER_MAX], status[CT_STATUS_MAX];
        const char *freq = ct_panel_code_of(p, "freq", s);
        ct_period_format((struct ct_period){*freq, p->time[i]}, time);
        ct_number_format(p->column[CT_VALUE][i], x);
        ct_status_format(p->status[i], status);
        tell_key(p, s, out);
        ct_buffer_printf(out, " %s=%s", time, x);
        tell_bounds(p, i, out);
        ct_buffer_text(out, status);
    }
}

char *described_told(const struct described *r)
{
    struct ct_buffer out = {0};
    ck_assert_msg(r->panel != NULL, "%s", r->message);
    for (size_t s = 0; s < r->panel->n_series; s++)
        tell_series(r->panel, s, &out);
    return ct_buffer_take(&out);
}

bool described_notes(const struct described *r, const char *text)
{
    const struct ct_provenance *p = &r->panel->provenance;
    for (size_t i = 0; i < p->n_notes; i++)
        if (strcmp(ct_note_text(p, i), text) == 0)
            return true;
    return false;
}

void described_reads(const struct described_case *c)
{
    struct described r;
    describe(&r, c->settings, c->text);
    char *got = described_told(&r);
    ck_assert_msg(!r.rejects.n, "rejected: %s",
                  r.rejects.n ? r.rejects.items[0].reason : "");
    ck_assert_str_eq(got, c->want);
    free(got);
    described_clear(&r);
}

void described_rejects(const struct described_case *c)
{
    struct described r;
    describe(&r, c->settings, c->text);
    ck_assert_msg(r.panel != NULL, "%s", r.message);
    ck_assert_uint_eq(r.panel->n_obs, 1);
    ck_assert_uint_eq(r.accounting.rejected, 1);
    if (c->want)
        ck_assert_str_eq(r.rejects.items[0].reason, c->want);
    described_clear(&r);
}

void described_refuses(const struct described_case *c)
{
    struct described r;
    describe(&r, c->settings, c->text);
    ck_assert_ptr_null(r.panel);
    if (strncmp(r.message, c->want, strlen(c->want)) != 0)
        ck_assert_str_eq(r.message, c->want);
    described_clear(&r);
}
