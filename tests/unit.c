/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs the suites in suites.def, all or those named. */
#include "config.h"

#include "tests/unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUITE(name) Suite *name##_suite(void);
#include "tests/suites.def"
#undef SUITE

static const struct {
    const char *name;
    Suite *(*make)(void);
} suites[] = {
#define SUITE(name) {#name, name##_suite},
#include "tests/suites.def"
#undef SUITE
};

static int wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return 1;
    return argc < 2;
}

/* Goes to a folder of its own, so that suites can run side by side. */
static int enter(const char *suite)
{
    char folder[sizeof CT_TESTS_BUILD + 256];
    mkdir(CT_TESTS_BUILD, 0777);
    snprintf(folder, sizeof folder, "%s/%s", CT_TESTS_BUILD, suite);
    mkdir(folder, 0777);
    return chdir(folder);
}

int main(int argc, char **argv)
{
    if (enter(argc == 2 ? argv[1] : ".") != 0) {
        perror(CT_TESTS_BUILD);
        return 1;
    }
    setenv("CK_DEFAULT_TIMEOUT", "60", 0); /* seconds, on a busy machine */
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        if (wanted(suites[i].name, argc, argv))
            srunner_add_suite(runner, suites[i].make());
    srunner_run_all(runner, CK_NORMAL);
    int run = srunner_ntests_run(runner);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    printf("%d passed, %d failed\n", run - failed, failed);
    return failed || !run;
}
