/* SPDX-License-Identifier: GPL-3.0-or-later
 * The witness sees what made an observation: of everything that is collected,
 * by descriptors written here and by all datasets, it finds the line and the
 * number again. */
#include "config.h"

#include "collect/dataset.h"
#include "collect/witness.h"
#include "lib/memory.h"
#include "lib/status.h"
#include "tests/described.h"

#include <glob.h>
#include <string.h>

/* Collects again for one observation; the caller clears w. */
static void ask(const struct ct_collect_request *request,
                const struct ct_panel *p, size_t series, size_t obs,
                struct ct_witness *w)
{
    struct ct_accounting accounting;
    struct ct_problems rejects = {0};
    struct ct_collect_request again = *request;
    w->address = ct_address_of_series(p, series);
    w->time = p->time[obs];
    w->file = p->source_file[obs];
    w->line = (long)p->source_line[obs];
    again.witness = w;
    again.threads = 1;
    ct_panel_destroy(ct_collect(&again, &accounting, &rejects, NULL));
    ct_problems_clear(&rejects);
}

static bool same(double x, double y)
{
    return x == y || (isnan(x) && isnan(y));
}

static void check(const struct ct_collect_request *request,
                  const struct ct_panel *p, size_t series, size_t obs)
{
    struct ct_story story = {0};
    struct ct_witness w = {.story = &story};
    double value = p->column[CT_VALUE][obs];
    ask(request, p, series, obs, &w);
    bool absent = !w.found && value == 0; /* nobody wrote the 0 down */
    ck_assert_msg(absent || w.found, "%s: line %u not found%s%s",
                  request->files[0], (unsigned)p->source_line[obs],
                  w.instead.size ? ": " : "",
                  w.instead.size ? w.instead.data : "");
    ck_assert_msg(absent || w.to_date || same(w.value, value),
                  "%s: line %u: %g, not %g", request->files[0],
                  (unsigned)p->source_line[obs], w.value, value);
    ck_assert(absent || story.text.size);
    ct_address_clear(&w.address);
    ct_witness_clear(&w);
    ct_buffer_clear(&story.text);
}

static const struct {
    const char *settings, *text;
} described_files[] = {
    {LONG, "geo,crime,year,n\nAT,M,2018,1\nDE,T,2018,2\nDE,T,2019,\n"},
    {WIDE, "geo,crime,2018,2019\nAT,M,1,2\nDE,K,3,\n"},
    {"layout=`incident`; time={column=`date`;}; absent=`zero`; "
     "keys=({column=`crime`; map=`offences.csv`;}); ",
     "crime,date\nM,2018-01-05\nM,2018-01-06\nT,2018-03-01\n"},
    {"count=`sum v`; layout=`incident`; time={column=`date`;}; "
     "keys=({column=`crime`; map=`offences.csv`;}); ",
     "crime,date,v\nM,2018-01-05,2\nM,2018-01-06,3\nM,2018-01-06,\n"},
    {"count=`distinct id`; layout=`incident`; time={column=`date`;}; "
     "keys=({column=`crime`; map=`offences.csv`;}); ",
     "crime,date,id\nM,2018-01-05,a\nM,2018-01-06,a\nM,2018-01-07,b\n"},
    {"layout=`long`; cumulative=true; time={column=`t`;}; "
     "numbers={value=`n`;};",
     "t,n\n2018-Q1,5\n2018-Q2,12\n2018-Q3,20\n2018-Q4,30\n"},
};

/* What the panel was collected by. */
static struct ct_collect_request request_of(const struct described *r)
{
    static const char *const file[] = {DESCRIBED_DATA};
    return (struct ct_collect_request){.n_files = 1,
                                       .files = file,
                                       .dataset = DESCRIBED_FOLDER,
                                       .datadir = CT_DATADIR_SOURCE,
                                       .codes = r->codes};
}

START_TEST(every_observation_has_its_line)
{
    struct described r;
    describe(&r, described_files[_i].settings, described_files[_i].text);
    ck_assert_msg(r.panel != NULL, "%s", r.message);
    struct ct_collect_request request = request_of(&r);
    for (size_t s = 0; s < r.panel->n_series; s++)
        for (size_t i = r.panel->first[s]; i < r.panel->first[s + 1]; i++)
            check(&request, r.panel, s, i);
    described_clear(&r);
}
END_TEST

START_TEST(events_are_counted_and_their_lines_listed)
{
    struct described r;
    struct ct_story story = {0};
    struct ct_witness w = {.story = &story, .n_listed = 2};
    describe(&r,
             "layout=`incident`; time={column=`date`;}; "
             "keys=({column=`crime`; map=`offences.csv`;}); ",
             "crime,date\nM,2018-01-05\nT,2018-01-05\nM,2018-01-06\n"
             "M,2018-01-07\n");
    struct ct_collect_request request = request_of(&r);
    ask(&request, r.panel, 0, 0, &w);
    ck_assert(w.found && w.counts);
    ck_assert_uint_eq(w.n, 3);
    ck_assert_double_eq(w.value, 3);
    ck_assert_str_eq(w.lines.data, "2, 4");
    ck_assert_ptr_nonnull(strstr(story.text.data, "every row is one event"));
    ck_assert_ptr_nonnull(strstr(story.text.data, "offences.csv, line 2"));
    ct_address_clear(&w.address);
    ct_witness_clear(&w);
    ct_buffer_clear(&story.text);
    described_clear(&r);
}
END_TEST

/* The table says otherwise than when the panel was made. */
START_TEST(what_is_not_the_same_is_said)
{
    struct described r;
    struct ct_story story = {0};
    struct ct_witness w = {.story = &story};
    describe(&r, LONG, "geo,crime,year,n\nAT,M,2018,1\n");
    described_write(DESCRIBED_FOLDER "offences.csv", "code,offence\nM,0102\n");
    struct ct_collect_request request = request_of(&r);
    ask(&request, r.panel, 0, 0, &w);
    ck_assert(!w.found);
    ck_assert_str_eq(w.instead.data, "offence=0102 (not 0101)");
    ck_assert_uint_eq(story.text.size, 0);
    ct_address_clear(&w.address);
    ct_witness_clear(&w);
    described_clear(&r);
}
END_TEST

/* --- all datasets --- */

enum { OF_EACH = 6 };

static void check_dataset(const char *id, const struct ct_codes *codes)
{
    glob_t found = {0};
    char *pattern = ct_xasprintf("%s/%s/sample*", CT_DATADIR_SOURCE, id);
    if (glob(pattern, 0, NULL, &found) != 0) { /* tidy has none */
        free(pattern);
        return;
    }
    struct ct_collect_request request = {
        .n_files = found.gl_pathc,
        .files = (const char *const *)found.gl_pathv,
        .dataset = id,
        .datadir = CT_DATADIR_SOURCE,
        .codes = codes};
    struct ct_accounting accounting;
    struct ct_problems rejects = {0};
    struct ct_error err = {0};
    struct ct_panel *p = ct_collect(&request, &accounting, &rejects, &err);
    ck_assert_msg(p != NULL, "%s: %s", id, err.text);
    size_t step = p->n_obs / OF_EACH + 1;
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
            if (i % step == 0)
                check(&request, p, s, i);
    ct_panel_destroy(p);
    ct_problems_clear(&rejects);
    globfree(&found);
    free(pattern);
}

START_TEST(every_dataset_can_be_explained)
{
    size_t n;
    struct ct_error err = {0};
    char **ids = ct_dataset_ids(CT_DATADIR_SOURCE, &n, &err);
    struct ct_codes *codes =
        ct_codes_read(CT_DATADIR_SOURCE "/codelists", &err);
    ck_assert_msg(ids && codes, "%s", err.text);
    for (size_t i = 0; i < n; i++) {
        if (i % 4 == (size_t)_i)
            check_dataset(ids[i], codes);
        free(ids[i]);
    }
    ct_codes_destroy(codes);
    free(ids);
}
END_TEST

Suite *witness_suite(void);
Suite *witness_suite(void)
{
    Suite *s = suite_create("witness");
    TCase *c = tcase_create("witness");
    tcase_set_timeout(c, 300);
    tcase_add_loop_test(c, every_observation_has_its_line, 0,
                        sizeof described_files / sizeof *described_files);
    tcase_add_test(c, events_are_counted_and_their_lines_listed);
    tcase_add_test(c, what_is_not_the_same_is_said);
    tcase_add_loop_test(c, every_dataset_can_be_explained, 0, 4);
    suite_add_tcase(s, c);
    return s;
}
