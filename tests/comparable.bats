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

# Two areas, of which one reports from 2017 on.
make_reporters() {
    cat >counts.csv <<'END'
area,measure,offence,time,value
DEU,victims,0204,2015,100
DEU,victims,0204,2016,110
DEU,victims,0204,2017,121
DEU,victims,0204,2018,130
FRA,victims,0204,2017,400
FRA,victims,0204,2018,440
END
    {
        echo area,measure,time,value
        for year in 2015 2016 2017 2018; do
            echo "DEU,population,$year,80000000"
            echo "FRA,population,$year,60000000"
        done
    } >people.csv
}

@test "no line joins sums of other reporters, and the figure says so" {
    make_reporters
    "$crimetrends" analyze aggregate counts.csv -p people.csv --by=world \
        --coverage=0.5 --replicates=0 -o world.h5
    "$crimetrends" plot trend world.h5 --where unit=NUMBER -o f.svg \
        --script=f.gp
    said=$(words f.svg)
    echo "$said"
    [[ $said == *"1 to 2 of 2 areas reporting, 57.1 to 100.0 % of population; the set changes over time; change computed on the areas in both periods"* ]]
    [[ $said == *"0.0 to 42.9 % of the value is imputed"* ]]
    [[ $said == *"2017 not joined to the period before: 1 of 2 reporters were there before. "* ]]
    [[ $said == *"Detected victims reflect detection effort as well as crime. "* ]]
    # Points of a stretch stand in rows that follow each other.
    grep -q '^2016 ' f.gp
    awk '/^2016 /{ getline; bad += /^2017 / } END { exit bad }' f.gp
    "$crimetrends" export world.h5 -t md >t.md
    grep -q 'reporters: not joined to the period before: 1 of 2 reporters were there before' t.md
    "$crimetrends" export world.h5 -t csv --table=matched >m.csv
    grep -q '^M49:001,.*,2017,1,.*,1,110,121,1.1,' m.csv
}

@test "no line joins plain sums of other areas" {
    make_reporters
    "$crimetrends" analyze sum counts.csv --over=area --parts=all -o sum.h5
    "$crimetrends" plot trend sum.h5 -o f.svg --script=f.gp
    said=$(words f.svg)
    echo "$said"
    [[ $said == *"2017 not joined to the period before: 1 of 2 reporters were there before. "* ]]
    awk '/<< END/ { block = $1 } /^2016 /{ n++; getline
            if (/^2017 /) joined[block] = 1 }
        /with (lines|filled)/ { sub(/^plot/, ""); bad += $1 in joined }
        END { exit !n || bad }' f.gp
}

@test "a caption says what the interval covers, in the method's words" {
    make_reporters
    "$crimetrends" analyze rate counts.csv -p people.csv -o rates.h5
    "$crimetrends" plot trend rates.h5 -o f.svg
    said=$(words f.svg)
    echo "$said"
    [[ $said == *"Interval (95%): random variation of the recorded count (Poisson); it does not cover under-recording or differences of definition. "* ]]
    "$crimetrends" export rates.h5 -t md |
        grep -q '^- Interval: random variation of the recorded count (Poisson); it does not cover under-recording or differences of definition'
    "$crimetrends" analyze index rates.h5 --base=2017 -o index.h5
    "$crimetrends" export index.h5 -t md >t.md
    run ! grep -q 'Poisson' t.md
    "$crimetrends" analyze trend rates.h5 -o trend.h5
    "$crimetrends" export trend.h5 -t md |
        grep -q '^- Interval: .*it does not cover under-recording'
}

# A series that rises and stays: p is too small; and several of them.
@test "correlated residuals and many tests are said" {
    {
        echo area,unit,time,value
        for area in DEU FRA ITA; do
            year=2000
            for value in 50 55 60 65 70 75 80 80 80 80 80 80 80 80; do
                echo "$area,RATE_100K,$year,$value"
                year=$((year + 1))
            done
        done
    } >rates.csv
    "$crimetrends" analyze trend rates.csv -o trend.h5
    "$crimetrends" export trend.h5 -t csv --table=trend |
        grep -q 'n = 14, lag-1 autocorrelation 0\.[0-9]*: the p-value is too small'
    "$crimetrends" export trend.h5 -t md | grep -q 'tests: 3 tests, adjusted p shown'
    "$crimetrends" plot trend trend.h5 -o f.svg
    said=$(words f.svg)
    echo "$said"
    [[ $said == *"3 tests; p here is not adjusted for their number. "* ]]
    [[ $said == *"Italy: n = 14, lag-1 autocorrelation 0."*": the p-value is too small and the interval too narrow"* ]]
    [[ $said == *"Interval: scatter of the recorded values about what is fitted; it does not cover under-recording or differences of definition. "* ]]
    "$crimetrends" analyze mann-kendall rates.csv -o mk.h5
    "$crimetrends" export mk.h5 -t md | grep -q 'n = 14, lag-1 autocorrelation 0\.[0-9]*: the p-value is too small'
    "$crimetrends" export mk.h5 -t html | grep -q '3 tests, adjusted p shown'
    "$crimetrends" analyze trend rates.csv --where area=DEU -o one.h5
    run ! grep -q 'tests, adjusted' <("$crimetrends" export one.h5 -t md)
}

# Results of tables alone have no series whose attributes tell.
@test "tables of trends say in what areas differ" {
    "$crimetrends" analyze mann-kendall mixed.h5 -o mk.h5
    "$crimetrends" export mk.h5 -t md >t.md
    grep -q 'comparability: counts of offences (DEU) beside victims (FRA): not comparable in level' t.md
}

@test "series of which nothing could be computed are named in figures" {
    {
        echo area,unit,time,value
        for year in 2001 2002 2003 2004 2005 2006; do
            echo "DEU,RATE_100K,$year,$((year * year % 11))"
        done
        echo ITA,RATE_100K,2001,4
    } >c.csv
    "$crimetrends" analyze changepoints c.csv -o c.h5
    "$crimetrends" plot trend c.h5 -o f.svg
    [[ $(words f.svg) == *"Not computed: Italy (fewer than 2 values). "* ]]
}

@test "a change from few events or none is told by no percent" {
    printf 'area,time,value\nDEU,2001,4\nDEU,2002,40\n' >few.csv
    "$crimetrends" plot trend few.csv -o f.svg
    grep -q 'Germany: 4 in 2001, 40 in 2002\. ' f.svg
    printf 'area,unit,time,value\nDEU,RATE_100K,2001,1e-300\nDEU,RATE_100K,2002,1e100\n' >far.csv
    "$crimetrends" plot trend far.csv -o f.svg
    run ! grep -q 'inf%' f.svg
}

@test "forecasts without marks are called dotted lines" {
    {
        echo area,time,value
        for year in 2001 2002 2003 2004 2005 2006 2007 2008 2009 2010; do
            echo "DEU,$year,$((year % 3 + 50))"
        done
    } >c.csv
    "$crimetrends" analyze forecast c.csv -o c.h5
    "$crimetrends" plot forecast c.h5 -o f.svg
    said=$(words f.svg)
    [[ $said == *"Dotted lines: forecast. "* ]]
    [[ $said != *Hollow* ]]
}

@test "a population of 0 is no gap to be filled" {
    printf 'area,time,value\nDEU,2001,4\n' >c.csv
    printf 'area,measure,time,value\nDEU,population,2001,0\n' >p.csv
    run "$crimetrends" analyze rate c.csv -p p.csv -o r.h5
    [[ $output == *"a population of 0 for 1"* ]]
    [[ $output != *population-gap* ]]
}

@test "how all values were recorded is said" {
    cat >c.csv <<'END'
area,measure,offence,source,counting_unit,relation,year_type,time,value
DEU,victims,0101,police,victim,broader,fiscal,2001,50
DEU,victims,0101,police,victim,broader,fiscal,2002,51
END
    "$crimetrends" plot trend c.csv -o f.svg
    said=$(words f.svg)
    echo "$said"
    [[ $said == *"Police data, counted in victims. Definition broader than that of the ICCS. "* ]]
    "$crimetrends" export c.csv -t md >t.md
    cat t.md
    grep -q '^- recording: counting unit: victim$' t.md
    grep -q '^- recording: kind of year: fiscal$' t.md
    "$crimetrends" export mixed.h5 -t md >t.md
    grep -q '^- recording: counting unit: offence (DEU' t.md
    grep -q '^- recording: counting unit: victim (FRA' t.md
}

@test "ratios between areas that are not alike are refused" {
    cat >people.csv <<'END'
area,measure,time,value
DEU,population,2019,80000000
FRA,population,2019,65000000
END
    cat >counts.csv <<'END'
area,measure,offence,counting_unit,time,value
DEU,offences,0101,offence,2019,600
FRA,offences,0101,victim,2019,800
END
    "$crimetrends" collect -d tidy counts.csv -o counts.h5
    run -1 "$crimetrends" analyze ratio counts.h5 -p people.csv \
        --reference=area=FRA -o r.h5
    [[ $output == *"counting unit differs: area=DEU"*"has 'offence', area=FRA"*"has 'victim'; --allow=counting-unit puts them together" ]]
    "$crimetrends" analyze ratio counts.h5 -p people.csv \
        --reference=area=FRA --allow=counting-unit -o r.h5
    "$crimetrends" export r.h5 -t csv --table=ratio |
        grep -q 'counts of offences (DEU) beside victims (FRA): not comparable in level'
    run -2 "$crimetrends" analyze ratio counts.h5 -p people.csv \
        --reference=area=FRA --allow=units -o r.h5
}

@test "values by another definition are told by line and period" {
    cat >c.csv <<'END'
area,time,value,status
DEU,2001,50,
DEU,2002,51,D
DEU,2003,52,D
FRA,2001,50,DU
FRA,2002,51,D
ITA,2001,40,U
ITA,2002,41,
END
    "$crimetrends" plot trend c.csv -o f.svg
    said=$(words f.svg)
    echo "$said"
    [[ $said == *"By another definition: Germany 2002 to 2003; France. "* ]]
    [[ $said == *"Marked as unreliable by the publisher: France 2001; Italy 2001. "* ]]
}
