# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
EXTRA_DIST += docs/tutorial.md docs/methods.md
EXTRA_DIST += docs/format.md
EXTRA_DIST += docs/adding-a-dataset.md
EXTRA_DIST += docs/cubes.md
EXTRA_DIST += docs/exports.md
EXTRA_DIST += docs/explain.md
EXTRA_DIST += docs/checks.md docs/studies.md
EXTRA_DIST += docs/publishing.md
EXTRA_DIST += docs/adding-a-method.md
EXTRA_DIST += docs/DECISIONS.md
EXTRA_DIST += docs/man docs/completion
EXTRA_DIST += README.md docs/first-session.svg
EXTRA_DIST += studies

# Man pages come from --help, where help2man is installed.
if HAVE_HELP2MAN
man1_MANS = docs/crimetrends.1 docs/crimetrends-datasets.1 \
	docs/crimetrends-collect.1 docs/crimetrends-info.1 docs/crimetrends-explain.1 \
	docs/crimetrends-check.1 \
	docs/crimetrends-analyze.1 docs/crimetrends-export.1 \
	docs/crimetrends-plot.1 docs/crimetrends-run.1 \
	docs/crimetrends-help.1
$(man1_MANS): crimetrends$(EXEEXT) $(srcdir)/docs/man
	$(AM_V_GEN)$(MKDIR_P) docs && $(SHELL) $(srcdir)/docs/man $(HELP2MAN) ./crimetrends$(EXEEXT) $@
CLEANFILES += $(man1_MANS)
endif

# Completion of bash, from --help as well.
bashcompletiondir = $(datadir)/bash-completion/completions
bashcompletion_DATA = docs/bash-completion/crimetrends
$(bashcompletion_DATA): crimetrends$(EXEEXT) $(srcdir)/docs/completion
	$(AM_V_GEN)$(MKDIR_P) docs/bash-completion && \
	  $(SHELL) $(srcdir)/docs/completion ./crimetrends$(EXEEXT) >$@.tmp && mv $@.tmp $@
CLEANFILES += $(bashcompletion_DATA)

# Every figure in one page, gallery/out/index.html.
EXTRA_DIST += docs/figures.md docs/gallery/gallery.conf
EXTRA_DIST += docs/gallery/flows.csv docs/gallery/months.csv docs/gallery/ages.csv docs/gallery/marks.csv
.PHONY: gallery
gallery: crimetrends$(EXEEXT)
	@$(MKDIR_P) gallery && \
	  cp -Rf $(srcdir)/datasets/demo/. $(srcdir)/docs/gallery/. gallery && \
	  chmod -R u+w gallery && ./crimetrends$(EXEEXT) run gallery/gallery.conf
clean-local: clean-gallery
.PHONY: clean-gallery
clean-gallery:
	rm -rf gallery

# All pages, the help of all commands and the figures in one page, manual.html.
EXTRA_DIST += docs/manual docs/manual.lua docs/manual.html
.PHONY: manual
manual: gallery
	@$(SHELL) $(srcdir)/docs/manual $(srcdir) ./crimetrends$(EXEEXT) gallery/out manual.html
CLEANFILES += manual.html
