#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The report of a study and its PDF: a script stands in for the browser, and
# the real one prints where there is one.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
    mkdir -p s fake tmp
    export TMPDIR=$PWD/tmp
    printf 'area,measure,offence,unit,freq,time,value\n' >s/p.csv
    for year in 2000 2001 2002 2003 2004 2005; do
        printf 'USA,offences,0101,NUMBER,A,%d,%d\n' $year $((year - 1900)) >>s/p.csv
    done
    cat >s/study.conf <<'CONF'
title  = "A study";
steps  = ( "collect -d tidy p.csv -o p.h5", "plot trend p.h5 -o p.svg" );
report = "report.html";
CONF
}

# browser SCRIPT - what the first browser on PATH does
browser() {
    printf '#!/bin/sh\nPATH=/usr/bin:/bin\n%s\n' "$1" >fake/chromium
    chmod +x fake/chromium
}

prints='{ echo "%PDF-1.4 (page of"; wc -c <page.html; echo ") /ModDate (D:20260101000000)"; seq 20; echo "%%EOF"; } >page.pdf'

# A PATH with the script, if there is one, and with nothing else.
study() {
    run --separate-stderr env PATH="$PWD/fake" "$CRIMETRENDS" run s/study.conf "$@"
    [ -z "$(ls tmp)" ]
}

@test "a browser on PATH makes a PDF, once" {
    browser "$prints"
    study
    [ "$status" = 0 ]
    [[ $stderr == *"report written, with its PDF"* ]] || { echo "$stderr"; false; }
    grep -q '^%PDF-1.4' s/out/report.pdf
    run ! grep -q ModDate s/out/report.pdf
    stat -c '%n %i %Y' s/out/* >before
    study
    [[ $stderr == *"nothing to do"* ]]
    stat -c '%n %i %Y' s/out/* | cmp - before
    rm s/out/report.pdf
    study
    [[ $stderr == *"0 of 2 steps done"*"PDF of the report written"* ]]
    [ -s s/out/report.pdf ]
    sed -i 's/A study/Another/' s/study.conf
    study
    [[ $stderr == *"report written, with its PDF"* ]]
}

@test "a browser that fails is no failure, and leaves what is there" {
    browser "$prints"
    study
    cp s/out/report.pdf old
    browser 'exit 9'
    sed -i 's/A study/Another/' s/study.conf
    study
    [ "$status" = 0 ]
    [[ $stderr == *"no PDF of the report: '$PWD/fake/chromium' failed (exit 9); out/report.pdf is of an earlier one"* ]] || { echo "$stderr"; false; }
    cmp old s/out/report.pdf
    study --quiet
    [ -z "$stderr" ]
    rm s/out/report.pdf
    study
    [[ $stderr != *earlier* ]]
    [ ! -e s/out/report.pdf ]
}

@test "without a browser one line says so, once" {
    study
    [ "$status" = 0 ]
    [[ $stderr == *"no PDF of the report: no browser on PATH (chromium "* ]]
    study
    [[ $stderr != *PDF* ]]
}

@test "an interrupted run takes its browser along" {
    browser "echo \$\$ >'$PWD/pid'; exec sleep 100"
    PATH="$PWD/fake:$PATH" "$CRIMETRENDS" run s/study.conf 2>said &
    run=$!
    for _ in {1..1000}; do [ -s pid ] && break || sleep 0.02; done
    kill $run
    wait $run || true
    for _ in {1..100}; do kill -0 "$(cat pid)" 2>/dev/null && sleep 0.02 || break; done
    run ! kill -0 "$(cat pid)"
    [ -z "$(ls tmp)" ]
    [ -s s/out/report.html ]
    [ ! -e s/out/report.pdf ]
    browser "$prints"
    study
    [[ $stderr == *"0 of 2 steps done"*"PDF of the report written"* ]]
}

@test "a PDF that a step makes is left alone" {
    browser "$prints"
    sed -i 's/p.svg/report.pdf/' s/study.conf
    study
    [ "$status" = 0 ]
    [[ $stderr != *"its PDF"* ]]
    run ! grep -q 'page of' s/out/report.pdf
}

@test "the browser that is here prints the same bytes again" {
    for name in chromium chromium-browser google-chrome google-chrome-stable ""; do
        [ -n "$name" ] || skip "no chromium or google-chrome on PATH"
        command -v "$name" && break
    done
    "$CRIMETRENDS" run s/study.conf 2>said
    [ -z "$(ls tmp)" ]
    if grep 'no PDF' said; then skip "the browser does not print here"; fi
    cp s/out/report.pdf first
    rm s/out/report.pdf
    HOME=$PWD/none TZ=Asia/Tokyo "$CRIMETRENDS" run s/study.conf
    cmp first s/out/report.pdf
    [ ! -e none ]
    run ! grep -aq HeadlessChrome first
    run ! grep -aq 'Date (D:' first
    if ! command -v pdftotext; then skip "no pdftotext to read it"; fi
    pdftotext first text
    grep -q 'A study' text
}
