/* SPDX-License-Identifier: GPL-3.0-or-later
 * The PDF of a study's report. It is made where a browser is; a study never
 * fails for want of it. */
#include "config.h"

#include "cli/run.h"

#include "cli/browser.h"
#include "cli/say.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The largest report that is printed, and the seconds that may take. */
enum { REPORT_MB = 512, SECONDS = 120 };

/* The report's name with another ending. */
static char *pdf_name(const char *report)
{
    const char *slash = strrchr(report, '/'), *dot = strrchr(report, '.');
    size_t n = dot && (!slash || dot > slash + 1) ? (size_t)(dot - report)
                                                  : strlen(report);
    return ct_xasprintf("%.*s.pdf", (int)n, report);
}

/* Prints the report at `html` to the file at `pdf`. */
static int print(const char *browser, const char *html, const char *pdf,
                 struct ct_error *err)
{
    struct ct_buffer page = {0}, bytes = {0};
    int result = ct_file_read(html, (size_t)REPORT_MB << 20, &page, err);
    if (!result)
        result = ct_browser_print(browser, &page, SECONDS, &bytes, err);
    if (!result)
        result = ct_file_write(pdf, bytes.data, bytes.size, err);
    ct_buffer_clear(&page);
    ct_buffer_clear(&bytes);
    return result;
}

/* Prints and notes what was made. */
static int make(struct ct_run *run, const char *browser, const char *html,
                const char *pdf, struct ct_error *err)
{
    char key[65];
    if (run->terminal && !run->quiet)
        ct_say("printing the report to %s", pdf);
    return ct_sha256_file(html, key, err) || print(browser, html, pdf, err) ||
                   ct_state_set(&run->state, pdf, key, err) ||
                   ct_state_write(&run->state, err)
               ? -1
               : 0;
}

/* Whether the PDF is that of the report as it is now; or is none of ours, but
 * a step's, or the report itself. */
static bool is_current(const struct ct_run *run, const char *html,
                       const char *pdf)
{
    char key[65];
    for (size_t i = 0; i < run->study->n_made; i++)
        if (strcmp(run->study->made[i].path, pdf) == 0)
            return true;
    return strcmp(html, pdf) == 0 || ct_sha256_file(html, key, NULL) ||
           ct_state_current(&run->state, pdf, key);
}

static void say_none(const char *pdf, const struct ct_error *err)
{
    bool old = access(pdf, F_OK) == 0;
    ct_say("no PDF of the report: %s%s%s%s", err->text, old ? "; " : "",
           old ? pdf : "", old ? " is of an earlier one" : "");
}

bool ct_run_pdf(struct ct_run *run, bool written)
{
    struct ct_error err = {0};
    const struct ct_study *study = run->study;
    char *html = ct_xasprintf("%s/%s", study->output, study->report);
    char *pdf = pdf_name(html), *browser = NULL;
    bool due = !is_current(run, html, pdf);
    if (due && !(browser = ct_browser_find()))
        ct_fail(&err, CT_EIO, 0, 0, "no browser on PATH (%s)",
                ct_browser_names);
    bool made = browser && make(run, browser, html, pdf, &err) == 0;
    if (due && !made && !run->quiet && (written || browser))
        say_none(pdf, &err);
    free(browser);
    free(pdf);
    free(html);
    return made;
}
