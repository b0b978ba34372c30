# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
if HAVE_CHECK
check_PROGRAMS += tests/unit
tests_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_CPPFLAGS = $(AM_CPPFLAGS) -DCT_TESTS='"$(abs_srcdir)/tests"' -DCT_TESTS_BUILD='"$(abs_builddir)/tests"'
tests_unit_LDADD = $(crimetrends_LDADD) $(CHECK_LIBS)
tests_unit_SOURCES = tests/unit.c tests/unit.h tests/suites.def
tests_unit_SOURCES += tests/test_panel.c
tests_unit_SOURCES += tests/test_option.c
tests_unit_SOURCES += tests/test_near.c
tests_unit_SOURCES += tests/test_number.c
tests_unit_SOURCES += tests/test_period.c
tests_unit_SOURCES += tests/test_status.c
tests_unit_SOURCES += tests/test_file.c
endif
EXTRA_DIST += tests/run

# Runs the tests in C and on the command line; last line `N passed, N failed`.
check-local: $(check_PROGRAMS) crimetrends$(EXEEXT)
	@$(SHELL) $(srcdir)/tests/run $(abs_srcdir) $(abs_builddir)
