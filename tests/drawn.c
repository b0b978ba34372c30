/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures of tidy tables, drawn and looked through. */
#include "config.h"

#include "tests/drawn.h"

#include "lib/codes.h"
#include "lib/file.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>
#include <unistd.h>

char *draw_panel(const char *figure, struct ct_panel *p, const char *path,
                 const struct ct_plot_options *options, struct ct_error *err)
{
    struct ct_buffer out = {0};
    struct ct_error ignored;
    char *folder = ct_datadir();
    char *lists = malloc(strlen(folder) + 32);
    strcat(strcpy(lists, folder), "/codelists");
    struct ct_codes *codes = ct_codes_read(lists, &ignored);
    ck_assert(codes != NULL);
    struct ct_plot_request r = {.figure = ct_figure_find(figure, &ignored),
                                .panel = p,
                                .codes = codes,
                                .options =
                                    options ? options : &ct_plot_defaults,
                                .path = path};
    *err = (struct ct_error){0};
    unlink(path);
    int result = ct_plot(&r, 1, err);
    if (result == 0)
        ck_assert_int_eq(ct_file_read(path, 1 << 24, &out, &ignored), 0);
    ck_assert(result == 0 || access(path, F_OK) != 0);
    unlink(path);
    ct_panel_destroy(p);
    ct_codes_destroy(codes);
    free(folder);
    free(lists);
    return result == 0 ? ct_buffer_take(&out) : NULL;
}

char *draw_tidy(const char *figure, const char *tidy, const char *path,
                const struct ct_plot_options *options, struct ct_error *err)
{
    return draw_panel(figure, tidy_panel(tidy), path, options, err);
}

void check_panel(const char *figure, struct ct_panel *p, const char *words)
{
    struct ct_error err = {0};
    char *svg = draw_panel(figure, p, TESTS_BUILD "/drawn.svg", NULL, &err);
    ck_assert_msg(svg != NULL, "%s: %s", figure, err.text);
    ck_assert(strncmp(svg, "<?xml", 5) == 0);
    ck_assert(strstr(svg, " role=\"img\" aria-labelledby=\"ct"));
    while (*words) {
        char word[256] = "";
        size_t n = strcspn(words, "|");
        memcpy(word, words, n);
        if (*word == '!')
            ck_assert_msg(!strstr(svg, word + 1), "%s has '%s'", figure, word);
        else
            ck_assert_msg(strstr(svg, word), "%s without '%s'", figure, word);
        words += n + (words[n] == '|');
    }
    free(svg);
}

void check_drawn(const char *figure, const char *tidy, const char *words)
{
    check_panel(figure, tidy_panel(tidy), words);
}

void check_refused(const char *figure, const char *tidy, const char *text)
{
    struct ct_error err = {0};
    ck_assert(!draw_tidy(figure, tidy, TESTS_BUILD "/drawn.svg", NULL, &err));
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_str_eq(err.text, text);
}
