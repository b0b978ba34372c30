# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
if HAVE_CHECK
check_PROGRAMS += tests/unit
tests_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_CPPFLAGS = $(AM_CPPFLAGS) -DCT_TESTS='"$(abs_srcdir)/tests"' -DCT_TESTS_BUILD='"$(abs_builddir)/tests/scratch"'
tests_unit_LDADD = $(crimetrends_LDADD) $(CHECK_LIBS)
tests_unit_SOURCES = tests/unit.c tests/unit.h tests/suites.def
tests_unit_SOURCES += tests/test_panel.c
tests_unit_SOURCES += tests/test_export.c
tests_unit_SOURCES += tests/test_option.c
tests_unit_SOURCES += tests/test_near.c
tests_unit_SOURCES += tests/test_unite.c
tests_unit_SOURCES += tests/test_codes.c
tests_unit_SOURCES += tests/test_select.c
tests_unit_SOURCES += tests/test_number.c
tests_unit_SOURCES += tests/test_period.c
tests_unit_SOURCES += tests/test_status.c
tests_unit_SOURCES += tests/test_file.c
tests_unit_SOURCES += tests/oracle_text.c tests/oracle_text.h
tests_unit_SOURCES += tests/test_trend.c
tests_unit_SOURCES += tests/test_mann_kendall.c
tests_unit_SOURCES += tests/tidy_panel.c tests/tidy_panel.h
tests_unit_SOURCES += tests/test_rate.c
tests_unit_SOURCES += tests/test_join.c
tests_unit_SOURCES += tests/test_loop.c
tests_unit_SOURCES += tests/test_index.c
tests_unit_SOURCES += tests/test_oracles.c
tests_unit_SOURCES += tests/test_trend_method.c
tests_unit_SOURCES += tests/test_kendall_method.c
tests_unit_SOURCES += tests/test_csv_reader.c
tests_unit_SOURCES += tests/test_problems.c
tests_unit_SOURCES += tests/test_encode.c
tests_unit_SOURCES += tests/test_panel_file.c
tests_unit_SOURCES += tests/test_panel_fence.c
tests_unit_SOURCES += tests/test_axis.c
tests_unit_SOURCES += tests/test_plot.c
tests_unit_SOURCES += tests/test_error.c
tests_unit_SOURCES += tests/test_collect.c
endif
EXTRA_DIST += tests/oracles/cases.py
EXTRA_DIST += tests/oracles/index_basic.cases.csv tests/oracles/index_basic.tidy.csv
EXTRA_DIST += tests/oracles/rates_crude.cases.csv tests/oracles/rates_crude.tidy.csv tests/oracles/rates_crude.population.csv
EXTRA_DIST += tests/oracles/trend_glm_texas_robbery.cases.csv tests/oracles/trend_glm_texas_robbery.tidy.csv tests/oracles/trend_glm_texas_robbery.population.csv
EXTRA_DIST += tests/oracles/trend_glm_us_murder.cases.csv tests/oracles/trend_glm_us_murder.tidy.csv tests/oracles/trend_glm_us_murder.population.csv
EXTRA_DIST += tests/oracles/trend_glm_vermont_murder.cases.csv tests/oracles/trend_glm_vermont_murder.tidy.csv tests/oracles/trend_glm_vermont_murder.population.csv
EXTRA_DIST += tests/oracles/trend_np_canada_male_conv.cases.csv tests/oracles/trend_np_canada_male_conv.tidy.csv
EXTRA_DIST += tests/oracles/trend_np_gaps.cases.csv tests/oracles/trend_np_gaps.tidy.csv
EXTRA_DIST += tests/oracles/trend_np_short.cases.csv tests/oracles/trend_np_short.tidy.csv
EXTRA_DIST += tests/oracles/trend_np_ties.cases.csv tests/oracles/trend_np_ties.tidy.csv
EXTRA_DIST += tests/oracles/trend_np_us_murder_rate.cases.csv tests/oracles/trend_np_us_murder_rate.tidy.csv
EXTRA_DIST += tests/oracles/trend_seasonal.cases.csv tests/oracles/trend_seasonal.tidy.csv
EXTRA_DIST += tests/cli.bats
EXTRA_DIST += tests/export.bats
EXTRA_DIST += tests/plot.bats
EXTRA_DIST += tests/crosscheck
EXTRA_DIST += tests/study.bats
EXTRA_DIST += tests/datasets.bats
