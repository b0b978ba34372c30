# SPDX-License-Identifier: GPL-3.0-or-later
# Checks for those who change the program; HACKING.md says when.
EXTRA_DIST += tests/run tests/suites tests/borders tests/borders.bats tests/valgrind.supp
EXTRA_DIST += tests/fuzz/run tests/fuzz/fuzz.h

check-programs: $(check_PROGRAMS)

# Runs the tests in C and on the command line; last line `N passed, N failed`.
check-local: $(check_PROGRAMS) crimetrends$(EXEEXT)
	@$(SHELL) $(srcdir)/tests/run $(abs_srcdir) $(abs_builddir)

stages = lib collect analyze plot export cli
folders = $(stages) tests bench
lint_flags = $(DEFS) -I$(abs_builddir) -I. -std=gnu11 $(AM_CFLAGS) \
	-DCT_DATADIR_SOURCE='\"\"' -DCT_TESTS='\"\"' -DCT_TESTS_BUILD='\"\"'

# Likely faults in C and in shell.
lint:
	cd $(srcdir) && find $(stages) -name "*.c" | \
	  CT_FLAGS="$(lint_flags)" xargs -P 2 -n 4 \
	  sh -c 'eval "clang-tidy --quiet $$* -- $$CT_FLAGS"' sh \
	  >$(abs_builddir)/lint.log 2>&1 || \
	  { grep -A 2 -E ' (error|warning): ' $(abs_builddir)/lint.log; exit 1; }
	cd $(srcdir) && cppcheck -q -j 2 --error-exitcode=1 --std=c11 \
	  --enable=warning,performance,portability --inline-suppr \
	  --suppress=missingInclude --suppress=invalidFunctionArg \
	  --suppress=varFuncNullUB --suppress=invalidPointerCast \
	  --suppress=uninitvar \
	  -DHAVE_CONFIG_H -I$(abs_builddir) -I. $(folders)
	cd $(srcdir) && shellcheck -S warning -e SC2164,SC2154 bootstrap bench/jobs bench/speed docs/completion docs/man docs/manual tests/run tests/session tests/suites tests/borders tests/attack tests/fuzz/run tests/published_studies \
	  tests/*.bats $$(ls .ci/run 2>/dev/null)

# The layout of the C files is that of .clang-format.
format-check:
	cd $(srcdir) && find $(folders) -name "*.[ch]" | \
	  xargs clang-format-14 --dry-run -Werror

# The tests in C under valgrind: no invalid access, no leak.
check-valgrind: tests/unit$(EXEEXT)
	@CK_TIMEOUT_MULTIPLIER=40 CT_TESTS_SHORT=1 \
	  $(SHELL) $(srcdir)/tests/suites $(abs_srcdir) $(abs_builddir) valgrind -q \
	  --leak-check=full --suppressions=$(abs_srcdir)/tests/valgrind.supp \
	  --errors-for-leak-kinds=definite --error-exitcode=99

# Lines and branches that the tests reach, in a build of its own.
coverage:
	mkdir -p coverage
	cd coverage && $(abs_srcdir)/configure -q CFLAGS='-g -O0 --coverage' && \
	  $(MAKE) -s all && $(MAKE) -s check
	rm -f coverage/*conftest.gcno
	cd coverage && gcovr -r $(abs_srcdir) --object-directory . \
	  --exclude '.*tests/.*' --exclude-unreachable-branches -s -o coverage.txt \
	  && tail -n 3 coverage.txt

# Random input for the readers, 20 s each: `make fuzz FUZZ="xlsx ods"` for some.
FUZZ =
FUZZ_SECONDS = 20
fuzz:
	@$(SHELL) $(srcdir)/tests/fuzz/run $(abs_srcdir) $(abs_builddir) \
	  $(FUZZ_SECONDS) $(FUZZ)

# One target, for tests/fuzz/run, in its folder.
fuzz-program: libcrimetrends.a
	@mkdir -p tests
	$(CC) $(DEFS) -I. $(AM_CPPFLAGS) $(AM_CFLAGS) $(CFLAGS) \
	  -Werror -fsanitize=fuzzer -o tests/fuzz_$(FUZZ) \
	  $(srcdir)/tests/fuzz/fuzz_$(FUZZ).c $(crimetrends_LDADD)

clean-local:
	rm -rf coverage fuzz tests/scratch tests/suites.log
CLEANFILES += lint.log tests/log
.PHONY: check-programs lint format-check check-valgrind coverage fuzz fuzz-program
