#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line: words, exit statuses, messages.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
    printf 'area,measure,offence,unit,freq,time,value\n' >p.csv
    for year in 2000 2001 2002 2003 2004 2005; do
        printf 'USA,offences,0101,NUMBER,A,%d,%d\n' $year $((year - 1900)) >>p.csv
        printf 'FRA,offences,0101,NUMBER,A,%d,%d\n' $year $((year - 1950)) >>p.csv
    done
    printf 'area,measure,time,value\n' >pop.csv
    for year in 2000 2001 2002 2003 2004 2005; do
        printf 'USA,population,%d,1000000\nFRA,population,%d,500000\n' $year $year >>pop.csv
    done
}

ct() {
    run --separate-stderr "$CRIMETRENDS" "$@"
}

@test "help and version go to standard output" {
    ct --version
    [ "$status" = 0 ]
    [[ $output =~ ^crimetrends\ [0-9]+\.[0-9]+ ]]
    [ -z "$stderr" ]
    for words in --help "collect --help" "analyze --help" "analyze trend --help" \
        "plot --help" "plot trend --help" "export --help" "run --help" "info --help" "check --help" "datasets --help"; do
        # shellcheck disable=SC2086
        ct $words
        [ "$status" = 0 ]
        [ -n "$output" ]
        [ -z "$stderr" ]
    done
}

@test "help names every method, figure and format" {
    ct analyze --help
    for word in rate index change trend mann-kendall; do [[ $output =~ $word ]]; done
    ct plot --help
    for word in trend ranking slope panels heatmap shares funnel pyramid tilemap season residuals flows; do [[ $output =~ $word ]]; done
    ct export --help
    for word in csv xlsx md html; do [[ $output =~ $word ]]; done
}

# says STATUS WORDS COMMAND... - the exit status, and what stderr must hold
says() {
    local want=$1 words=$2
    shift 2
    ct "$@"
    [ "$status" = "$want" ] || { echo "exit $status: $stderr"; false; }
    [[ $stderr == crimetrends:* ]] || { echo "$stderr"; false; }
    [[ $stderr == *"$words"* ]] || { echo "$stderr"; false; }
}

@test "wrong words are told from right ones" {
    says 2 "no command; usage"
    says 2 "did you mean 'collect'?" colect x
    says 2 "did you mean 'analyze trend'?" trend p.csv -o r.h5
    says 2 "did you mean 'plot ranking'?" ranking p.csv
    says 2 "did you mean 'trend'?" analyze tend p.csv -o r.h5
    says 2 "did you mean 'heatmap'?" plot heatmpa p.csv -o x.svg
    says 2 "did you mean 'xlsx'?" export p.csv -t xslx
    says 2 "did you mean '--confidence'?" analyze rate p.csv --confidnce=95 -o r.h5
    says 2 "wants one of" analyze trend p.csv --model=poison -o r.h5
    says 2 "did you mean 'area'" export p.csv -t csv --where aera=USA
    says 2 "DIM=CODE" export p.csv -t csv --where area
    says 2 "20x0" export p.csv -t csv --from=20x0
    says 2 "-o FILE" analyze trend p.csv
    says 2 "no file to read" analyze trend -o r.h5
    says 2 "-t wants a value" export p.csv -t
    says 2 "svg" plot trend p.csv -o x.bmp
    says 2 "one word too many" info p.csv q.csv
    says 1 "none.csv" export none.csv -t csv
    says 2 "-p POPULATION" analyze rate p.csv -o r.h5
    [ ! -e r.h5 ]
}

@test "a tidy CSV comes back as it was" {
    ct collect -d tidy p.csv -o p.h5
    [ "$status" = 0 ]
    [ "$stderr" = "rows: 12 read; cells: 12 read, 12 taken, 0 missing, 0 ignored, 0 rejected" ]
    ct info p.h5
    [[ $output == *"rows: 12 read; cells: 12 read, 12 taken"* ]]
    "$CRIMETRENDS" export p.h5 -t csv -o a.csv
    "$CRIMETRENDS" collect --quiet -d tidy a.csv -o b.h5
    "$CRIMETRENDS" export b.h5 -t csv -o b.csv
    cmp a.csv b.csv
    "$CRIMETRENDS" export a.csv -t csv | cmp - a.csv
}

@test "the file does not depend on name, folder or options that change nothing" {
    mkdir deep
    "$CRIMETRENDS" collect --quiet -d tidy p.csv -o p.h5
    "$CRIMETRENDS" collect -j 1 -d tidy p.csv -o deep/q.h5
    cmp p.h5 deep/q.h5
    "$CRIMETRENDS" analyze rate p.h5 -p pop.csv -o r1.h5
    "$CRIMETRENDS" analyze rate p.h5 -p pop.csv -j 1 -o deep/r2.h5
    cmp r1.h5 deep/r2.h5
}

@test "rejects: listed beside the panel, or nothing is written" {
    printf 'USA,offences,0101,NUMBER,A,2006,x\n' >>p.csv
    ct collect -d tidy p.csv -o p.h5 --strict
    [ "$status" = 1 ]
    [ ! -e p.h5 ]
    [ ! -e p.h5.rejects.csv ]
    [[ $stderr == *"p.csv:14"* ]]
    ct collect -d tidy p.csv -o p.h5
    [ "$status" = 0 ]
    grep -q '^p.csv,14,value,x,' p.h5.rejects.csv
    sed -i '$d' p.csv
    ct collect -d tidy p.csv -o p.h5
    [ "$status" = 0 ]
    [ ! -e p.h5.rejects.csv ]
}

@test "an old output survives a failing run" {
    echo old >r.h5
    ct analyze rate p.csv -p none.csv -o r.h5
    [ "$status" = 1 ]
    [ "$(cat r.h5)" = old ]
}

@test "full and closed standard output is an error" {
    run bash -c "'$CRIMETRENDS' --help >/dev/full"
    [ "$status" = 1 ]
    run bash -c "'$CRIMETRENDS' export p.csv -t csv >/dev/full"
    [ "$status" = 1 ]
    run bash -c "'$CRIMETRENDS' export p.csv -t csv >&-"
    [ "$status" = 1 ]
}

@test "standard input serves as a file" {
    run bash -c "'$CRIMETRENDS' collect -d tidy - -o s.h5 <p.csv"
    [ "$status" = 0 ]
    "$CRIMETRENDS" export s.h5 -t csv -o s.csv
    "$CRIMETRENDS" export p.csv -t csv | cmp - s.csv
}

@test "a file that is read is never written over" {
    printf 'area,measure,offence,time,value\nFRA,victims,0101,2010,5\n' >t.csv
    cp t.csv before.csv
    ln t.csv same.csv
    for words in 'collect -d tidy t.csv -o t.csv' 'export t.csv -t md -o same.csv' \
        'analyze change t.csv -o ./t.csv' 'check t.csv -o t.csv' 'plot trend t.csv -o x.svg --script=t.csv'; do
        # shellcheck disable=SC2086 # words of a command line
        run -2 --separate-stderr "$CRIMETRENDS" $words
        [[ $stderr == *'that file is read here, and would be lost'* ]]
        cmp t.csv before.csv
    done
    "$CRIMETRENDS" collect -d tidy t.csv -o other.h5
    "$CRIMETRENDS" collect -d tidy t.csv -o other.h5
}
