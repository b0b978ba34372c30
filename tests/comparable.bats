#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What may be compared is said with the numbers: in figures, tables and
# results.

bats_require_minimum_version 1.5.0

setup() {
    crimetrends=${CRIMETRENDS:-crimetrends}
    cd "$BATS_TEST_TMPDIR" || exit 1
    cat >mixed.csv <<'END'
area,measure,offence,unit,source,counting_unit,attempts,time,value
DEU,offences,0101,RATE_100K,police,offence,included,2019,3
DEU,offences,0101,RATE_100K,police,offence,included,2020,3.1
FRA,offences,0101,RATE_100K,health,victim,excluded,2019,1.2
FRA,offences,0101,RATE_100K,health,victim,excluded,2020,1.3
END
    "$crimetrends" collect -d tidy mixed.csv -o mixed.h5 2>collect.txt || {
        cat collect.txt
        exit 1
    }
}

# The words of a figure, a caption's lines joined.
words() { # FILE
    sed -n 's/.*<text[^>]*>\(.*\)<\/text>.*/\1/p' "$1" |
        sed 's/<[^>]*>//g' | tr '\n' ' '
}

@test "a figure says in what areas differ" {
    "$crimetrends" plot trend mixed.h5 -o f.svg
    said=$(words f.svg)
    echo "$said"
    [[ $said == *"Source differs: police (Germany) beside health (France): not comparable in level. "* ]]
    [[ $said == *"Counts of offences (Germany) beside victims (France): not comparable in level. "* ]]
    [[ $said == *"Includes attempts: Germany."* ]]
}

@test "a ranking of police beside health is refused" {
    run ! "$crimetrends" plot ranking mixed.h5 -o f.svg
    [ "$output" = "crimetrends: f.svg: source differs: Germany has 'police', France has 'health'; --allow=source puts them together" ]
    [ ! -e f.svg ]
    run ! "$crimetrends" plot ranking mixed.h5 --allow=source -o f.svg
    [[ $output == *"--allow=counting-unit puts them together" ]]
    "$crimetrends" plot ranking mixed.h5 -o f.svg \
        --allow=source,counting-unit,definition
    [[ $(words f.svg) == *"not comparable in level"* ]]
    run -2 "$crimetrends" plot ranking mixed.h5 -o f.svg --allow=sources
}

@test "tables say in what areas differ" {
    for format in md html; do
        "$crimetrends" export mixed.h5 -t "$format" -o "t.$format"
        grep -q 'ounts of offences (DEU) beside victims (FRA): not comparable in level' "t.$format"
        grep -q 'ncludes attempts: DEU' "t.$format"
    done
    "$crimetrends" export mixed.h5 -t xlsx -o t.xlsx
    unzip -p t.xlsx xl/sharedStrings.xml | grep -q 'includes attempts: DEU'
}
