#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Two files of the same numbers: analyze revisions and triangulate.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
    printf 'area,time,value\nFRA,2010,10\nFRA,2011,20\n' >a.csv
    printf 'area,time,value\nFRA,2010,10\nFRA,2011,25\n' >b.csv
    printf 'area,measure,time,value\nFRA,victims,2010,10\n' >victims.csv
    printf 'area,measure,time,value\nFRA,offences,2010,10\n' >offences.csv
}

table() { # TABLE COLUMNS: of r.h5
    "$CRIMETRENDS" export r.h5 -t csv --table="$1" | cut -d, -f "$2"
}

# A panel of a file, of a vintage.
panel() { # FILE VINTAGE
    "$CRIMETRENDS" collect -d tidy "$1.csv" --vintage="$2" -o "$1.h5" --quiet
}

@test "two files that do not say which edition they are, are 1 and 2" {
    "$CRIMETRENDS" analyze revisions a.csv b.csv -o r.h5
    run table changes 6-9
    [ "${lines[0]}" = "time,change,old,new" ]
    [ "${lines[1]}" = "2011,revised,20,25" ]
    run table editions 6,7
    [ "${lines[1]}" = "1,2" ]
    "$CRIMETRENDS" analyze revisions b.csv a.csv -o r.h5
    run table changes 6-9
    [ "${lines[1]}" = "2011,revised,25,20" ]
}

@test "the dates of editions go before the order of the files" {
    panel a 2020-05-01
    panel b 2021-05-01
    for order in "a.h5 b.h5" "b.h5 a.h5"; do
        # shellcheck disable=SC2086
        "$CRIMETRENDS" analyze revisions $order -o r.h5
        run table editions 6,7
        [ "${lines[1]}" = "2020-05-01,2021-05-01" ]
        run table changes 6-9
        [ "${lines[1]}" = "2011,revised,20,25" ]
    done
}

@test "editions of the same date are 1 and 2" {
    panel a 2020-05-01
    panel b 2020-05-01
    "$CRIMETRENDS" analyze revisions a.h5 b.h5 -o r.h5
    run table editions 6,7
    [ "${lines[1]}" = "1,2" ]
}

@test "three editions are told apart by their dates only" {
    panel a 2020-05-01
    panel b 2021-05-01
    cp b.csv c.csv
    panel c 2022-05-01
    "$CRIMETRENDS" analyze revisions a.h5 b.h5 c.h5 -o r.h5
    run table triangle 6-9
    [ "${lines[4]}" = "2011,2020-05-01,20,0" ]
    [ "${lines[5]}" = "2011,2021-05-01,25,25" ]
    run --separate-stderr "$CRIMETRENDS" analyze revisions a.csv b.csv c.csv -o r.h5
    [ "$status" = 1 ]
    [[ $stderr = *"a.csv and b.csv have different values for area=FRA"* ]]
}

@test "the first file is the reference" {
    "$CRIMETRENDS" analyze triangulate a.csv b.csv -o r.h5
    run table differences 4,7-10
    [ "${lines[0]}" = "dataset,time,count_reference,count,difference" ]
    [ "${lines[2]}" = "2,2011,20,25,5" ]
    "$CRIMETRENDS" analyze triangulate a.csv b.csv --reference=dataset=2 -o r.h5
    run table differences 4,7-10
    [ "${lines[2]}" = "1,2011,25,20,-5" ]
}

@test "sources are told apart by the attribute that is named" {
    sed 's/^FRA/FRA,police/; s/^area/area,source/' a.csv >police.csv
    sed 's/^FRA/FRA,health/; s/^area/area,source/' b.csv >health.csv
    "$CRIMETRENDS" analyze triangulate health.csv police.csv --reference=source=police -o r.h5
    run table differences 4,7-10
    [ "${lines[2]}" = "health,2011,20,25,5" ]
}

@test "files without keys in common are compared, or refused with a reason" {
    run --separate-stderr "$CRIMETRENDS" analyze triangulate offences.csv victims.csv -o r.h5
    [ "$status" = 1 ]
    [[ $stderr = *"measure differs: dataset=1 has 'offences', others have 'victims'; --allow=counting-unit"* ]]
    "$CRIMETRENDS" analyze triangulate offences.csv victims.csv --allow=counting-unit -o r.h5
    run table differences 7-10
    [ "${lines[1]}" = "2010,10,10,0" ]
}

@test "what was found is said once" {
    run --separate-stderr "$CRIMETRENDS" analyze revisions a.csv b.csv -o r.h5
    [ "$stderr" = "crimetrends: comparison: 2 numbers in both: 1 unchanged, 1 revised; 0 new, 0 withdrawn" ]
    run --separate-stderr "$CRIMETRENDS" analyze triangulate a.csv b.csv -o r.h5 --quiet
    [ -z "$stderr" ]
}

@test "one file has neither editions nor sources" {
    run --separate-stderr "$CRIMETRENDS" analyze revisions a.csv -o r.h5
    [ "$status" = 2 ]
    [[ $stderr = *"two files OLD NEW"* ]]
    run --separate-stderr "$CRIMETRENDS" analyze triangulate a.csv -o r.h5
    [ "$status" = 2 ]
    [[ $stderr = *"needs two sources"* ]]
}
