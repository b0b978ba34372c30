# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.

# The code lists, beside the datasets.
codelistsdir = $(pkgdatadir)/codelists
dist_codelists_DATA = datasets/codelists/README.md
dist_codelists_DATA += datasets/codelists/any.csv
dist_codelists_DATA += datasets/codelists/area.csv
dist_codelists_DATA += datasets/codelists/offence.csv
dist_codelists_DATA += datasets/codelists/measure.csv
dist_codelists_DATA += datasets/codelists/sex.csv
dist_codelists_DATA += datasets/codelists/age.csv
dist_codelists_DATA += datasets/codelists/unit.csv
dist_codelists_DATA += datasets/codelists/freq.csv
