#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# explain: the story of one number.
bats_require_minimum_version 1.5.0

page=$CT_SRCDIR/docs/explain.md

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    PATH=$(dirname "$CRIMETRENDS"):$PATH
    awk -v out=examples -f "$CT_SRCDIR/tests/guide.awk" "$page"
    cp examples/1/*.* .
}

# The panel and the rates that most tests ask about.
make_files() {
    "$CRIMETRENDS" collect --quiet -d ./ crimes.csv -o crimes.h5
    "$CRIMETRENDS" analyze rate crimes.h5 -p residents.csv -o rates.h5
}

explain() {
    run --separate-stderr "$CRIMETRENDS" explain "$@"
}

# holds WORDS... - each is in the story
holds() {
    local words
    for words in "$@"; do
        [[ $output == *"$words"* ]] || { echo "not there: $words"; echo "$output"; false; }
    done
}

murder=(--where area=AUT --where offence=0101 --at=2010)

@test "the page shows what the program tells" {
    bash "$CT_SRCDIR/tests/session" "$page"
    [ "$(wc -l <wanted)" -ge 60 ]
}

@test "a number is traced to its cell, codes to their lines" {
    make_files
    explain crimes.h5 "${murder[@]}"
    [ "$status" = 0 ]
    [ -z "$stderr" ]
    holds '62 NUMBER in 2010, crimes.h5' 'read from crimes.csv, line 2' 'raw text     <- column 2010: "62 e"' \
        'by ruritania/offences.csv, line 2: exact' 'unchanged (SHA-256'
    explain rates.h5 --where area=AUT --where offence=0502 --at=2011
    holds 'broader; with theft of vehicles' '1,180 / 8,391,643 x 100,000 = 14.0616' 'read from residents.csv, line 3'
    explain crimes.h5 --where area=CHE --at=2010
    holds 'no number NUMBER' 'O missing' 'column 2010: ":"'
}

@test "one series is wanted, and a period that it has" {
    make_files
    explain crimes.h5 --where area=AUT --at=2010
    [ "$status" = 2 ]
    [[ $stderr == *"--where offence=0502"*"2 series are chosen"* ]]
    [ -z "$output" ]
    explain crimes.h5 --where area=CHE --at=2015
    [ "$status" = 1 ]
    [[ $stderr == *"the series has 2010 to 2013"* ]]
    explain crimes.h5 --where area=CHE
    [ "$status" = 2 ]
    [[ $stderr == *"--at names one"* ]]
    explain crimes.h5 --where area=CHE --at=2010-13
    [ "$status" = 2 ]
    explain crimes.h5 --where area=CHE --at=2010-06
    [ "$status" = 1 ]
    [[ $stderr == *"none of the series chosen has periods like"* ]]
    explain crimes.h5 --where aera=CHE --at=2010
    [ "$status" = 2 ]
    [[ $stderr == *"did you mean 'area'"* ]]
    explain crimes.h5 --where area=CHF --at=2010
    [ "$status" = 1 ]
    [[ $stderr == *"did you mean 'CHE'"* ]]
    explain
    [ "$status" = 2 ]
}

@test "many candidates are cut" {
    {
        echo area,time,value
        for n in $(seq 30); do echo "USA:X$n,2000,1"; done
    } >many.csv
    explain many.csv --at=2000
    [ "$status" = 2 ]
    [ "$(grep -c -- --where <<<"$stderr")" = 20 ]
    [[ $stderr == *" ..."* ]]
}

@test "a file that is missing is said, and what is known without it told" {
    make_files
    rm crimes.csv
    explain rates.h5 "${murder[@]}"
    [ "$status" = 0 ]
    holds 'MISSING: crimes.csv is neither beside crimes.h5 nor in the current folder' '62 / 8,363,404' \
        'read from crimes.csv, line 2'
    rm crimes.h5
    explain rates.h5 "${murder[@]}"
    [ "$status" = 0 ]
    holds 'MISSING: its input crimes.h5 is neither beside it nor in the current folder' '62 / 8,363,404'
}

@test "files that changed are said, and what stands there now told" {
    make_files
    sed -i 's/62 e/63 e/' crimes.csv
    explain crimes.h5 "${murder[@]}"
    [ "$status" = 0 ]
    holds 'CHANGED: crimes.csv is not the file that was read' '"63 e"' 'NOT THE SAME: read today it is 63'
    sed -i 2d crimes.csv
    explain crimes.h5 "${murder[@]}"
    holds 'CHANGED' 'NOT THE SAME: read today, that line gives'
    "$CRIMETRENDS" collect --quiet -d ./ crimes.csv -o crimes.h5
    explain rates.h5 --where area=CHE --at=2011
    holds 'CHANGED: crimes.h5: made of other files'
    explain rates.h5 "${murder[@]}"
    holds 'CHANGED: crimes.h5' 'NOT FOUND: its inputs have no such series today'
}

@test "tables that changed are said" {
    make_files
    sed -i 's/Murder,0101/Murder,0102/' offences.csv
    explain crimes.h5 "${murder[@]}"
    holds 'NOT THE SAME: read today, that line gives offence=0102 (not 0101)'
}

@test "inputs are found beside the file, above its folder, and here" {
    make_files
    mkdir -p study/out elsewhere
    cp crimes.h5 rates.h5 study/out
    cp crimes.csv dataset.conf areas.csv offences.csv residents.csv study
    mv crimes.csv crimes.h5 residents.csv elsewhere
    explain study/out/rates.h5 "${murder[@]}"
    holds 'file         study/crimes.csv, unchanged'
    cp elsewhere/* study/out
    explain study/out/rates.h5 "${murder[@]}"
    holds 'file         study/out/crimes.csv, unchanged'
    # the one with the right bytes goes before
    echo >>study/out/crimes.csv
    explain study/out/rates.h5 "${murder[@]}"
    holds 'file         study/crimes.csv, unchanged'
    [[ $output != *"$BATS_TEST_TMPDIR"* ]]
    mv elsewhere/* .
    rm -r study/crimes.csv study/out/crimes.csv study/out/crimes.h5
    explain study/out/rates.h5 "${murder[@]}"
    holds 'NUMBER in 2010, crimes.h5' 'file         crimes.csv, unchanged'
}

@test "archives, compressed files and tidy tables are opened" {
    gzip -k crimes.csv
    "$CRIMETRENDS" collect --quiet -d ./ crimes.csv.gz -o gz.h5
    explain gz.h5 "${murder[@]}"
    holds 'read from crimes.csv.gz, line 2' '"62 e"'
    "$CT_BUILDDIR/tests/pack_sample" crimes.zip crimes.csv crimes.csv
    "$CRIMETRENDS" collect --quiet -d ./ crimes.zip -o zip.h5
    explain zip.h5 "${murder[@]}"
    holds 'read from crimes.zip, line 2' '"62 e"'
    explain residents.csv --where area=AUT --at=2011
    holds '8391643 NUMBER in 2011, residents.csv' 'read from residents.csv, line 3'
    "$CRIMETRENDS" collect --quiet -d tidy - -o pipe.h5 <residents.csv
    explain pipe.h5 --where area=AUT --at=2011
    [ "$status" = 0 ]
    holds 'standard input and cannot be read again'
}

@test "events are counted again and their lines listed" {
    mkdir events
    printf '%s\n' 'id = "events";' 'title = "Events";' 'carrier = "delimited";' 'layout = "incident";' \
        'time = { column = "day"; };' 'constants = { measure = "offences"; offence = "0101"; area = "AUT"; };' \
        >events/dataset.conf
    echo day >a.csv
    for day in $(seq 10 34); do echo "2010-05-$((day % 25 + 1))" | sed 's/-\(.\)$/-0\1/' >>a.csv; done
    printf 'day\n2010-05-31\n2010-06-01\n' >b.csv
    "$CRIMETRENDS" collect --quiet -d ./events/ a.csv b.csv -o events.h5
    explain events.h5 --at=2010-05
    holds '26 NUMBER in 2010-05' 'read from a.csv, line 2' '26 rows' 'lines 2, 3, 4' ', ... (--verbose: all)'
    explain events.h5 --at=2010-05 --verbose
    holds ', 26, b.csv 2'
    explain events.h5 --at=2010-06
    holds '1 row of these codes' 'line 3'
}

@test "results of results are told down to the line, series that went in listed" {
    make_files
    "$CRIMETRENDS" analyze index rates.h5 --base=2010 --where offence=0101 -o index.h5
    explain index.h5 --where area=AUT --at=2013
    holds 'made by index' 'made by rate' '51 / 8,479,823' 'column 2013: "51"' '2011     64 of 8,391,643 residents'
    "$CRIMETRENDS" analyze aggregate rates.h5 -p residents.csv --where offence=0101 --by=regions.csv \
        --coverage=0 -o region.h5
    explain region.h5 --where area=both --where unit=RATE_100K --at=2011
    holds '56.6 %  AUT  64 of 8,391,643' 'crimes.csv line 4'
    "$CRIMETRENDS" analyze mann-kendall rates.h5 -o mk.h5
    explain mk.h5 --where area=CHE
    holds 'table mann-kendall' 'variant=plain' '2011     49 of 7,912,398 residents: 0.619281  crimes.csv line 4'
    explain mk.h5
    [ "$status" = 2 ]
}

@test "what went in otherwise than it stands there is told: a lag, the base of an index, rates put in" {
    printf '%s\n' area,measure,time,value DEU,convicted,2001,95 DEU,suspects,2000,210 \
        DEU,suspects,2001,190 >stages.csv
    "$CRIMETRENDS" analyze quotient stages.csv --numerator measure=convicted \
        --denominator measure=suspects --lag=1 -o lagged.h5
    explain lagged.h5 --at=2001
    holds '95 / 210 x 100' 'suspects  210 in 2000  stages.csv line 3' 'convicted  95  stages.csv line 2'
    printf '%s\n' area,unit,time,value DEU,RATE_100K,2000,4 DEU,RATE_100K,2001,6 >rate.csv
    "$CRIMETRENDS" analyze index rate.csv --base=2000 -o based.h5
    explain based.h5 --at=2001
    holds '100 x 6 / 4, the value of 2000'
    printf '%s\n' area,time,value DEU,2000,100 DEU,2001,110 DEU,2002,120 FRA,2000,50 \
        FRA,2002,70 BEL,2000,20 >some.csv
    echo area,measure,time,value >people.csv
    for year in 2000 2001 2002; do
        printf '%s\n' DEU,population,$year,1000000 FRA,population,$year,900000 \
            BEL,population,$year,100000 NLD,population,$year,100000
    done >>people.csv
    "$CRIMETRENDS" analyze aggregate some.csv -p people.csv --by=eu27 --fill=linear \
        --coverage=0 -o filled.h5
    explain filled.h5 --where area=EU27_2020 --where unit=RATE_100K --at=2001
    holds 'DEU  110 of 1,000,000' 'without a number: 2: BEL, FRA' \
        'rates put in for 3: BEL 20 (forecast), FRA 6.66667 (interpolated), NLD 9.5 (region)'
    explain filled.h5 --where area=EU27_2020 --where unit=RATE_100K --at=2001 --min-cell=5
    [[ $output != *"put in for"* ]]
}

@test "the story is the same every time, wherever and by however many threads" {
    make_files
    explain rates.h5 "${murder[@]}"
    first=$output
    LC_ALL=C TZ=Pacific/Kiritimati explain rates.h5 "${murder[@]}"
    [ "$output" = "$first" ]
}

@test "a file written over by what was made of it does not go round" {
    make_files
    "$CRIMETRENDS" analyze smooth rates.h5 -o new.h5
    mv new.h5 rates.h5
    explain rates.h5 --where area=AUT --where offence=0101 --at=2011
    [ "$status" = 0 ]
    holds "CHANGED: rates.h5 was written over by what was made of it"
    "$CRIMETRENDS" analyze smooth rates.h5 --window=2 -o new.h5
    mv new.h5 rates.h5
    explain rates.h5 --where area=AUT --where offence=0101 --at=2011
    [ "$status" = 0 ]
}

@test "of editions compared each is told with its own line" {
    sed 's/64/65/' crimes.csv >later.csv
    "$CRIMETRENDS" collect --quiet -d ./ --vintage=2020 crimes.csv -o early.h5
    "$CRIMETRENDS" collect --quiet -d ./ --vintage=2021 later.csv -o late.h5
    "$CRIMETRENDS" analyze revisions early.h5 late.h5 -o revisions.h5
    explain revisions.h5 --where area=AUT --where offence=0101 --at=2011
    [ "$status" = 0 ]
    holds '2020  64  crimes.csv line 2' '2021  65  later.csv line 2'
    "$CRIMETRENDS" analyze latest early.h5 -o latest.h5
    explain latest.h5 --where area=AUT --where offence=0101 --at=2013
    holds 'table latest' '51 NUMBER in 2013, early.h5' 'column 2013: "51"'
}

@test "small cells that were hidden are not told" {
    printf '%s\n' area,counterpart,measure,offence,time,value DEU,ROU,victims,0204,2018,7411 \
        DEU,BGR,victims,0204,2018,3 FRA,BGR,victims,0204,2018,1813 >flows.csv
    "$CRIMETRENDS" analyze flows flows.csv -o flows.h5
    explain flows.h5 --where area=DEU --where counterpart=BGR --at=2018
    [ "$status" = 0 ]
    holds 'Small cells are hidden (--min-cell)' 'mark=masked' 'from 1 series'
    [[ $output != *'raw text'* ]]
    [[ $output != *'2018     3'* ]]
    "$CRIMETRENDS" analyze flows flows.csv --min-cell=0 -o flows.h5
    explain flows.h5 --where area=DEU --where counterpart=BGR --at=2018
    holds 'read from flows.csv, line 3' 'raw text     <- column value: "3"'
    make_files
    "$CRIMETRENDS" analyze rate crimes.h5 -p residents.csv --min-cell 5 -o rates.h5
    explain rates.h5 "${murder[@]}"
    [ "$status" = 0 ]
    holds 'Small cells are hidden' 'crimes.csv line 2'
    [[ $output != *'62'*'62 e'* ]]
    [[ $output != *'raw text'* ]]
    [[ $output != *'8,363,404'* ]]
}
