#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The borders between modules hold, and a breach would be found.

# A tree of one sound file in each folder.
tree() {
    cd "$BATS_TEST_TMPDIR" || return
    for folder in lib collect analyze plot export cli; do
        mkdir -p $folder
        printf '%s\n' '/* calls setlocale(), printf() */' '#include "lib/x.h"' \
            'int x(void) { return snprintf(0, 0, "exit"); }' >$folder/x.c
    done
}

# A line put into a file must be found, under the rule that has these words.
breach() { # FILE LINE WORDS
    tree
    printf '%s\n' "$2" >>"$1"
    run sh "$CT_SRCDIR/tests/borders" .
    [ "$status" -eq 1 ]
    [[ "$output" == *"$3"* ]]
    [[ "$output" == *"$1:"* ]]
    rm -r "${1%%/*}"
}

@test "the borders hold" {
    run sh "$CT_SRCDIR/tests/borders" "$CT_SRCDIR"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "a sound tree passes" {
    tree
    run sh "$CT_SRCDIR/tests/borders" .
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "includes across a border are found" {
    breach lib/x.c '#include "collect/collect.h"' "lib includes only lib"
    breach lib/y.h '#  include "cli/x.h"' "lib includes only lib"
    breach collect/x.c '#include "analyze/analyze.h"' "collect includes lib"
    breach analyze/x.c '#include "export/export.h"' "analyze includes lib"
    breach plot/x.c '#include "collect/collect.h"' "plot includes lib"
    breach export/x.c '#include "cli/x.h"' "export includes lib"
}

@test "libraries outside their room are found" {
    breach collect/x.c '#include <csv.h>' "csv_judge"
    breach export/x.c '#include <hdf5.h>' "HDF5"
    breach collect/x.c '#include <freexl.h>' "freexl"
    breach collect/x.c '#include <expat.h>' "expat"
    breach collect/x.c '#include <zip.h>' "zip.h"
    breach lib/x.c '#include <zlib.h>' "zlib"
    breach collect/x.c '#include <jansson.h>' "jansson"
    breach lib/x.c '#include <iconv.h>' "encodings"
    breach lib/x.c '#include <libconfig.h>' "libconfig"
    breach plot/x.c '#include <xlsxwriter.h>' "xlsxwriter"
    breach lib/x.c '#include <hdf5_hl.h>' "HDF5"
    breach lib/x.c '#include <gsl/gsl_cdf.h>' "GSL"
    breach plot/x.c '#include <gsl/gsl_statistics.h>' "GSL"
}

@test "what only some files may do is found elsewhere" {
    breach export/x.c '    popen("gnuplot", "w");' "start programs"
    breach analyze/x.c '    execv (path, argv);' "start programs"
    breach analyze/x.c '    fprintf(stderr, "x");' "prints and exits"
    breach lib/x.c '    exit(1);' "prints and exits"
    breach collect/x.c 'puts("x");' "prints and exits"
    breach cli/x.c '    setlocale(LC_ALL, "");' "setlocale"
}
