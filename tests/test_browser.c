/* SPDX-License-Identifier: GPL-3.0-or-later
 * Printing by a browser: scripts stand in for it. */
#include "config.h"

#include "cli/browser.h"

#include "lib/memory.h"
#include "tests/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A PDF as a browser makes it, as far as is looked at. */
#define PDF                                                                    \
    "printf '%%PDF-1.4 /Title (A)\\n/CreationDate (D:20261126120330+00)\\n"    \
    "/ModDate (D:20261126120330+00)>> (%s) some more bytes\\n%%%%EOF\\n' "     \
    "\"$(cat page.html)\" >page.pdf\n"

/* A folder of the test's own, also the one for what does not stay. */
static char folder[] = "/tmp/test_browser.XXXXXX";

/* The folder with a script named chromium in it. */
static char *browser(const char *script)
{
    ck_assert_ptr_nonnull(mkdtemp(strcpy(folder, "/tmp/test_browser.XXXXXX")));
    setenv("TMPDIR", folder, 1);
    char *path = ct_xasprintf("%s/chromium", folder);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fprintf(f, "#!/bin/sh\n%s", script);
    fclose(f);
    chmod(path, 0755);
    return path;
}

/* Nothing but the script is left in the folder: rmdir() says so. */
static void only_the_script(char *path)
{
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(rmdir(folder), 0);
    free(path);
}

/* Prints with the script. Returns what it did. */
static int print(const char *script, int seconds, struct ct_buffer *pdf,
                 struct ct_error *err)
{
    char *path = browser(script);
    struct ct_buffer page = {0};
    ct_buffer_text(&page, "a page");
    int result = ct_browser_print(path, &page, seconds, pdf, err);
    ct_buffer_clear(&page);
    only_the_script(path);
    return result;
}

START_TEST(a_page_is_printed_without_the_time)
{
    char wanted[256];
    int n = snprintf(wanted, sizeof wanted,
                     "%%PDF-1.4 /Title (A)\n%35s\n%30s>> (a page) some more "
                     "bytes\n%%%%EOF\n",
                     "", "");
    struct ct_buffer pdf = {0};
    struct ct_error err = {0};
    ck_assert_int_eq(print(PDF, 20, &pdf, &err), 0);
    ck_assert_uint_eq(pdf.size, (size_t)n);
    ck_assert_mem_eq(pdf.data, wanted, pdf.size);
    ct_buffer_clear(&pdf);
}
END_TEST

START_TEST(it_has_its_own_home_and_no_input)
{
    static const char script[] =
        "[ \"$HOME\" = \"$PWD\" ] && [ \"$TMPDIR\" = \"$PWD\" ] &&\n"
        "[ -z \"$MY_OWN\" ] && [ \"$TZ\" = UTC ] && ! read -r line &&\n"
        "touch \"$HOME/.profile\" && mkdir -p \"$HOME/.a/b\" && " PDF;
    struct ct_buffer pdf = {0};
    setenv("MY_OWN", "1", 1);
    ck_assert_int_eq(print(script, 20, &pdf, NULL), 0);
    ct_buffer_clear(&pdf);
}
END_TEST

/* How a script fails. */
static const struct {
    const char *script, *said;
} failing[] = {
    {"exit 3\n", "failed (exit 3)"},
    {"kill -9 $$\n", "stopped by signal 9"},
    {"exit 0\n", "made no whole PDF"},
    {"echo '%PDF-1.4' >page.pdf\n", "made no whole PDF"},
    {PDF "truncate -s -3 page.pdf\n", "made no whole PDF"},
};

START_TEST(what_is_not_whole_is_not_taken)
{
    struct ct_buffer pdf = {0};
    struct ct_error err = {0};
    ck_assert_int_eq(print(failing[_i].script, 20, &pdf, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, failing[_i].said));
    ck_assert_uint_eq(pdf.size, 0);
}
END_TEST

START_TEST(one_that_hangs_is_ended_with_all_it_started)
{
    struct ct_buffer pdf = {0};
    struct ct_error err = {0};
    time_t start = time(NULL);
    ck_assert_int_eq(print("sleep 600 &\nsleep 600\n", 1, &pdf, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, "did not end within 1 s"));
    ck_assert_int_le(time(NULL) - start, 10);
}
END_TEST

START_TEST(it_is_looked_for_on_path_only)
{
    char *path = browser("exit 0\n");
    char *list = ct_xasprintf(".::relative:/nonexistent:%s", folder);
    setenv("PATH", list, 1);
    char *found = ct_browser_find();
    ck_assert_str_eq(found, path);
    free(found);
    chmod(path, 0644);
    ck_assert_ptr_null(ct_browser_find());
    chmod(path, 0755);
    ck_assert_int_eq(chdir(folder), 0);
    setenv("PATH", ".:", 1);
    ck_assert_ptr_null(ct_browser_find());
    unsetenv("PATH");
    ck_assert_ptr_null(ct_browser_find());
    free(list);
    only_the_script(path);
}
END_TEST

Suite *browser_suite(void);
Suite *browser_suite(void)
{
    Suite *s = suite_create("browser");
    TCase *t = tcase_create("browser");
    tcase_add_test(t, a_page_is_printed_without_the_time);
    tcase_add_test(t, it_has_its_own_home_and_no_input);
    tcase_add_loop_test(t, what_is_not_whole_is_not_taken, 0,
                        sizeof failing / sizeof *failing);
    tcase_add_test(t, one_that_hangs_is_ended_with_all_it_started);
    tcase_add_test(t, it_is_looked_for_on_path_only);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    return s;
}
