# SPDX-License-Identifier: GPL-3.0-or-later
# How fast things are. Built and run by hand: `make bench`, `make bench SCALE=1`.
EXTRA_DIST += bench/speed bench/jobs bench/duck.js
EXTRA_PROGRAMS += bench/gen bench/rejection bench/scan bench/timed
bench_gen_SOURCES = bench/gen.c bench/gen.h
bench_gen_SOURCES += bench/gen_incident.c
bench_gen_SOURCES += bench/gen_long.c
bench_gen_SOURCES += bench/gen_panel.c
bench_gen_SOURCES += bench/gen_wide.c
bench_gen_LDADD = -lm
bench_rejection_SOURCES = bench/rejection.c
bench_rejection_LDADD = $(crimetrends_LDADD)
bench_scan_SOURCES = bench/scan.c
bench_scan_LDADD = $(crimetrends_LDADD)
bench_timed_SOURCES = bench/timed.c

SCALE = 0.25
ROUNDS = 3
bench: crimetrends$(EXEEXT) bench/gen$(EXEEXT) bench/scan$(EXEEXT) bench/timed$(EXEEXT)
	@status=0; SCALE=$(SCALE) ROUNDS=$(ROUNDS) $(SHELL) $(srcdir)/bench/jobs \
	  $(abs_builddir)/crimetrends$(EXEEXT) $(abs_builddir) || status=1; \
	cd bench/data && ../scan$(EXEEXT) a.csv b.csv c.tsv || status=1; \
	exit $$status

# How often each method finds a trend where there is none.
bench-rejection: bench/rejection$(EXEEXT)
	@bench/rejection$(EXEEXT)

CLEANFILES += $(EXTRA_PROGRAMS)
clean-bench:
	rm -rf bench/data
clean-local: clean-bench
.PHONY: bench bench-rejection clean-bench
