#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Studies: only what changed is done again.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
    mkdir -p s
    printf 'area,measure,offence,unit,freq,time,value\n' >s/p.csv
    printf 'area,measure,time,value\n' >s/pop.csv
    for year in 2000 2001 2002 2003 2004 2005; do
        printf 'USA,offences,0101,NUMBER,A,%d,%d\n' $year $((year - 1900)) >>s/p.csv
        printf 'USA,population,%d,1000000\n' $year >>s/pop.csv
    done
    cp s/p.csv s/other.csv
    cat >s/study.conf <<'CONF'
title  = "A study";
output = "out";
steps  = ( "collect -d tidy p.csv -o p.h5",
           "collect -d tidy other.csv -o other.h5",
           "analyze rate p.h5 -p pop.csv -o rate.h5",
           "plot trend rate.h5 -o rate.svg",
           "plot trend other.h5 --title 'Another one' -o other.svg",
           "export rate.h5 -t csv -o rate.csv" );
report = "report.html";
CONF
}

study() {
    run --separate-stderr "$CRIMETRENDS" run s/study.conf "$@"
}

@test "a study is done once, then only what changed" {
    study -n
    [ "$status" = 0 ]
    [ ! -e s/out/p.h5 ]
    [[ $output == *"rate.h5"* ]]
    study
    [ "$status" = 0 ]
    for file in p.h5 other.h5 rate.h5 rate.svg other.svg rate.csv report.html; do [ -s s/out/$file ]; done
    stat -c '%n %i %Y' s/out/* >before
    study
    [ "$status" = 0 ]
    [[ $stderr == *"nothing to do"* ]]
    stat -c '%n %i %Y' s/out/* | cmp - before
    touch s/p.csv
    study
    [[ $stderr == *"nothing to do"* ]]
    sed -i 's/,100$/,101/' s/p.csv
    study -n
    [[ $output == *"would do"*"analyze rate"* ]]
    [[ $output == *"up to date  collect -d tidy other.csv"* ]]
    study
    [ "$status" = 0 ]
    stat -c '%n %i %Y' s/out/* >after
    run ! grep -qxFf before <(grep -E 'p.h5|rate|report' after | grep -v other)
    grep -qxFf before <(grep other.svg after)
}

@test "side by side gives the same bytes" {
    study
    cp -r s t && rm -r t/out
    run "$CRIMETRENDS" run t/study.conf -j 2
    [ "$status" = 0 ]
    for file in p.h5 other.h5 rate.h5 rate.svg other.svg rate.csv report.html; do cmp s/out/$file t/out/$file; done
}

@test "a lost output is made again" {
    study
    rm s/out/rate.h5
    study
    [ "$status" = 0 ]
    [ -s s/out/rate.h5 ]
    [[ $stderr == *"1 of 6 steps done"* ]]
}

@test "a failing step is named, the others are done" {
    echo 'USA,offences,0101,NUMBER,A,2006,x' >>s/other.csv
    sed -i 's/other.csv -o/other.csv --strict -o/' s/study.conf
    study
    [ "$status" = 1 ]
    [[ $stderr == *"s/study.conf:4: this step failed"* ]]
    [ -s s/out/rate.h5 ]
    [ ! -e s/out/other.h5 ]
    [ ! -e s/out/report.html ]
}

# refused WORDS - the study is refused with these words and exit status 2
refused() {
    study
    [ "$status" = 2 ] || { echo "exit $status: $stderr"; false; }
    [[ $stderr == *"$1"* ]] || { echo "$stderr"; false; }
}

@test "what is wrong in a study is said with its line" {
    sed -i 's/analyze rate/analyze ratio9/' s/study.conf
    refused "study.conf:5: no method 'ratio9'"
    sed -i 's/analyze ratio9/analyze rate --bogus/' s/study.conf
    refused "study.conf:5: "
    printf 'title = "x";\nsteps = ( "a"\n;\n' >s/study.conf
    refused "study.conf:3: "
    printf 'titel = "x";\nsteps = ( "collect -d tidy p.csv -o p.h5" );\n' >s/study.conf
    refused "study.conf:1: no such setting; did you mean 'title'?, 'titel'"
    printf 'steps = ( "collect -d tidy p.csv -o ../p.h5" );\n' >s/study.conf
    refused "within the study's output, '../p.h5'"
    printf 'steps = ( "collect -d tidy p.csv -o p.h5", "collect -d tidy p.csv -o p.h5" );\n' >s/study.conf
    refused "two steps write the same file, 'p.h5'"
    printf 'steps = ( "collect -d tidy \\"p.csv -o p.h5" );\n' >s/study.conf
    refused "quote is not closed"
    printf 'title = "x";\n' >s/study.conf
    refused "no steps"
    rm s/study.conf
    study
    [ "$status" = 1 ]
    [[ $stderr == *"s/study.conf"* ]]
}
