#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The completion of bash offers what the program takes.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
    # shellcheck disable=SC1091
    source "$CT_BUILDDIR/docs/bash-completion/crimetrends"
}

# offered WORDS... - what is offered for the last of the words, as bash splits
# them
offered() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _crimetrends
    printf '%s\n' "${COMPREPLY[@]}"
}

# offers WANTED WORDS... - exactly that
offers() {
    local wanted=$1 got
    shift
    got=$(offered "$@" | tr '\n' ' ')
    [ "${got% }" = "$wanted" ] || { echo "$*: '$got', not '$wanted'"; false; }
}

@test "commands, methods, figures, formats and datasets" {
    offers "collect" crimetrends coll
    offers "compare-trends comparability" crimetrends analyze compar
    offers "heatmap" crimetrends plot hea
    offers "sdmx-csv sdmx-structure" crimetrends export x.h5 -t sdmx
    offers "sdmx-csv sdmx-structure" crimetrends export x.h5 --format = sdmx
    offers "eurostat-crim-off-cat" crimetrends collect -d euro
    offers "eurostat-crim-off-cat" crimetrends datasets euro
    offers "seasonal season" crimetrends help season
}

@test "options, and what they may be" {
    offers "--ci=" crimetrends analyze rate x.h5 --ci
    offers "--zero=" crimetrends analyze rate --zer
    offers "--log-scale" crimetrends plot trend --log
    offers "hybrid exact byar rothman-half normal" crimetrends analyze rate --ci =
    offers "half" crimetrends analyze rate --zero = h
    offers "half" crimetrends analyze rate --zero h
    offers "" crimetrends analyze rate --confidence =
}

@test "files where files are read and written" {
    touch one.csv one.h5
    mkdir ones
    for words in "collect" "info" "collect -d tidy x -o" "analyze rate" "analyze rate x -p" \
        "analyze rate x --population =" "analyze forecast x --parameters =" "run" "plot trend --quiet"; do
        # shellcheck disable=SC2086
        got=$(offered crimetrends $words on | sort | tr '\n' ' ')
        [ "$got" = "one.csv one.h5 ones " ] || { echo "$words: $got"; false; }
    done
}

@test "every method has its options and the common ones" {
    local n=0 method
    for method in $(_crimetrends_table methods); do
        "$CRIMETRENDS" analyze "$method" --help |
            grep -oE '^(  -[a-z], |      )--[a-z-]+' | sed 's/.*--/--/' | sort >known
        offered crimetrends analyze "$method" -- | tr -d = | sort -u | diff known -
        n=$((n + 1))
    done
    [ "$n" -ge 29 ]
}
