#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# --min-cell: what is suppressed cannot be worked out by linear programming, and
# stands in no output. Without the option each of these tests would fail.
# shellcheck disable=SC2154 # bats sets stderr
bats_require_minimum_version 1.5.0

# 7919 is suppressed for its size, 13217 so that it cannot be worked out; their
# rates are 79.19 and 132.17.
CANARIES='(^|[^0-9.])((7,?919|13,?217)([^0-9]|$)|79\.(19|18999)|132\.(17|16999))'
DOUBLES='\x00{5}\xef\xbe\x40|\x00{4}\x80\xd0\xc9\x40|\xf5\x28\xcc\x53\x40|\xa3\x70\x85\x60\x40'

setup() {
    cd "$BATS_TEST_TMPDIR" || exit 1
    awk 'BEGIN {
        print "area,sex,time,value"
        for (a = 0; a < 2; a++)
            for (t = 2001; t <= 2012; t++) {
                f = 20011 + t * 7 % 4096; m = 30022 + t * 11 % 4096
                if (!a && t == 2005) { f = 7919; m = 13217 }
                area = a ? "FRA" : "DEU"
                print area ",F," t "," f
                print area ",M," t "," m
                print area ",_T," t "," f + m
            }
    }' >counts.csv
    awk -F, 'NR == 1 { print "measure," $0; next }
        { print "population," $1 "," $2 "," $3 "," ($2 == "_T" ? 20000000 : 10000000) }' counts.csv >population.csv
}

ct() {
    run --separate-stderr "$CRIMETRENDS" "$@"
}

# Whether a canary stands in a file, as text (also packed) or as a double.
sings() { # FILE
    if unzip -qq -t "$1" >/dev/null 2>&1; then
        unzip -p "$1" | LC_ALL=C grep -qaE "$CANARIES" && return
    fi
    sed 's/points="[^"]*"//g; s/ d="[^"]*"//g' "$1" | LC_ALL=C grep -qaE "$CANARIES" && return
    LC_ALL=C grep -qaP "$DOUBLES" "$1"
}

silent() { # FILE...
    local file
    for file in "$@"; do
        if sings "$file"; then
            echo "$file tells what is suppressed"
            return 1
        fi
    done
}

@test "linear programming does not find what is suppressed" {
    command -v glpsol || skip "no glpsol"
    run "$CT_SRCDIR/tests/attack" "$CRIMETRENDS" 6
    echo "$output"
    [ "$status" = 0 ]
}

@test "linear programming finds what is suppressed for its size alone" {
    command -v glpsol || skip "no glpsol"
    cat >primary <<'SH'
#!/bin/sh
# As `crimetrends export FILE --min-cell=K -t csv -o OUT`, without the rest of it.
"$CRIMETRENDS" export "$2" -t csv | awk -F, -v OFS=, -v k="${3#*=}" '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    NR > 1 && $at["value"] > 0 && $at["value"] < k { $at["value"] = "" }
    { print }' >"$7"
SH
    chmod +x primary
    run "$CT_SRCDIR/tests/attack" ./primary 6
    [ "$status" = 1 ]
    [[ "$output" == *"is between"* ]]
}

@test "no format tells a suppressed number" {
    "$CRIMETRENDS" analyze rate counts.csv -p population.csv -o rate.h5
    for format in $("$CRIMETRENDS" export --help | awk '/^Formats/ { on = 1; next } on && NF { print $1 } on && !NF { exit }'); do
        [ "$format" != sdmx-structure ] || continue # it has no numbers
        for file in counts.csv rate.h5; do
            ct export $file -t "$format" -o "plain.$format"
            [ "$status" = 0 ] || continue
            ct export $file -t "$format" -o "kept.$format" --min-cell=10000
            [ "$status" = 0 ]
            printf '%s' "$stderr" >said
            sings "plain.$format"
            silent "kept.$format" said
            [[ "$stderr" == *"suppressed: counts below 10000 are suppressed"*": 2 cells in all"* ]]
        done
    done
    [ -f kept.csv ] && [ -f kept.xlsx ] && [ -f kept.html ] && [ -f kept.md ]
    grep -q 'counts below 10000 are suppressed' kept.html kept.md
    grep -q '^DEU,.*,F,.*,2005,,Q$' <("$CRIMETRENDS" export counts.csv -t csv --min-cell=10000 --quiet)
}

@test "no table of a result tells a suppressed number" {
    "$CRIMETRENDS" analyze rate counts.csv -p population.csv -o rate.h5
    sings rate.h5
    for table in panel reliability series; do
        "$CRIMETRENDS" export rate.h5 -t csv --table=$table --min-cell=10000 -o $table.csv
        silent $table.csv
    done
    grep -q '^DEU,.*,F,.*,2005,,,ok,suppressed$' reliability.csv
}

@test "no figure and no script tells a suppressed number" {
    for figure in trend panels ranking slope heatmap shares; do
        ct plot $figure counts.csv --where sex=F,M --where area=DEU --from 2005 --to 2008 -o plain.svg --script=plain.gp
        [ "$status" = 0 ]
        ct plot $figure counts.csv --where sex=F,M --where area=DEU --from 2005 --to 2008 -o kept.svg --script=kept.gp --min-cell=10000
        [ "$status" = 0 ]
        printf '%s' "$stderr" >said
        case $figure in
            trend | panels) sings plain.gp ;;
        esac
        silent kept.svg kept.gp said
        grep -q 'Counts below 10000' kept.svg
    done
}

@test "no tile tells a suppressed number" {
    ct plot tilemap counts.csv --where sex=F --from 2005 --to 2005 -o plain.svg --script=plain.gp
    [ "$status" = 0 ]
    sings plain.gp
    ct plot tilemap counts.csv --where sex=F --from 2005 --to 2005 -o kept.svg --script=kept.gp --min-cell=10000
    [ "$status" = 0 ]
    silent kept.svg kept.gp
    grep -q 'Counts below 10000' kept.svg
}

@test "results of a panel with --min-cell do not know what is suppressed" {
    for method in rate trend mann-kendall breaks forecast smooth 'index --base=2001' change; do
        # shellcheck disable=SC2086 # a method and its option
        "$CRIMETRENDS" analyze $method counts.csv -p population.csv -o kept.h5 --min-cell=10000 --verbose 2>said
        silent kept.h5 said
        "$CRIMETRENDS" export kept.h5 -t html -o kept.html --min-cell=10000 --quiet
        silent kept.html
    done
    # The same as what follows from the file that was published.
    "$CRIMETRENDS" export counts.csv -t csv --min-cell=10000 -o public.csv --quiet
    "$CRIMETRENDS" analyze mann-kendall counts.csv -o a.h5 --min-cell=10000 --quiet
    "$CRIMETRENDS" analyze mann-kendall public.csv -o b.h5 --quiet
    cmp <("$CRIMETRENDS" export a.h5 -t csv) <("$CRIMETRENDS" export b.h5 -t csv)
}

@test "results that hold no counts are refused" {
    "$CRIMETRENDS" analyze mann-kendall counts.csv -o mk.h5
    ct export mk.h5 -t csv --min-cell=10000
    [ "$status" = 1 ]
    [ -z "$output" ]
    [ "$stderr" = "crimetrends: mk.h5: the result holds no series of counts to suppress by; analyze it anew with --min-cell=10000, which suppresses before it computes" ]

    # men are what women leave of all
    "$CRIMETRENDS" analyze quotient counts.csv --numerator=sex=F --denominator=sex=_T -o q.h5
    ct export q.h5 -t csv --min-cell=10000
    [ "$status" = 1 ]
    "$CRIMETRENDS" analyze quotient counts.csv --numerator=sex=F --denominator=sex=_T -o q.h5 --min-cell=10000 --quiet
    "$CRIMETRENDS" export q.h5 -t html -o q.html --min-cell=10000
    silent q.html

    # so are they where the result lacks them, or a sum has the other part
    "$CRIMETRENDS" analyze rate counts.csv -p population.csv --where sex=M,_T -o part.h5
    ct export part.h5 -t csv --min-cell=10000
    [ "$status" = 1 ]
    [ "$stderr" = "crimetrends: part.h5: a total leaves, beyond the parts the result holds, a count below 10000; analyze it anew with --min-cell=10000, which suppresses before it computes" ]
    ct plot trend part.h5 --min-cell=10000 -o part.svg
    [ "$status" = 1 ]
    "$CRIMETRENDS" analyze rate counts.csv -p population.csv --where sex=M,_T -o part.h5 --min-cell=10000 --quiet
    "$CRIMETRENDS" export part.h5 -t html -o part.html --min-cell=10000 --quiet
    silent part.html
    "$CRIMETRENDS" analyze sum counts.csv --over=sex --where sex=F,M -o sum.h5
    ct export sum.h5 -t csv --min-cell=10000
    [ "$status" = 1 ]

    # 2006 says what 2005 was
    printf 'area,group\nDEU,X\nFRA,Y\n' >groups.csv
    "$CRIMETRENDS" analyze aggregate counts.csv -p population.csv --where sex=F --by=groups.csv -o g.h5
    ct export g.h5 -t csv --min-cell=10000
    [ "$status" = 1 ]
    [ "$stderr" = "crimetrends: g.h5: the result of 'aggregate' tells of more counts than it holds; analyze it anew with --min-cell=10000, which suppresses before it computes" ]
    "$CRIMETRENDS" analyze aggregate counts.csv -p population.csv --where sex=F --by=groups.csv -o g.h5 --min-cell=10000 --quiet
    "$CRIMETRENDS" export g.h5 -t html -o g.html --min-cell=10000 --quiet
    silent g.html

    # an input had been suppressed before; others may not have been
    "$CRIMETRENDS" analyze index counts.csv --where sex=F --base=2005 -o two.h5 --min-cell=10000 --quiet
    "$CRIMETRENDS" analyze mann-kendall two.h5 -o mk2.h5 --quiet
    ct export mk2.h5 -t csv --min-cell=10000
    [ "$status" = 1 ]

    # less was suppressed than is asked for now
    "$CRIMETRENDS" analyze latest counts.csv -o latest.h5 --min-cell=5000 --quiet
    ct export latest.h5 -t csv --min-cell=10000
    [ "$status" = 1 ]
    [ -z "$output" ]
}

@test "two outputs of one file have the same gaps" {
    "$CRIMETRENDS" export counts.csv -t csv --min-cell=10000 --quiet >whole.csv
    for sex in F M _T; do
        "$CRIMETRENDS" export counts.csv -t csv --min-cell=10000 --where sex=$sex,_T --where area=DEU --quiet
    done | grep ',Q$' | sort -u >parts.csv
    cmp parts.csv <(grep ',Q$' whole.csv)
}

@test "a total in another file does not give away its parts" {
    grep -v ',_T,' counts.csv >sexes.csv
    grep -v ',[FM],' counts.csv >totals.csv
    "$CRIMETRENDS" export sexes.csv totals.csv -t csv --min-cell=10000 --quiet >both.csv
    silent both.csv
    [ "$(grep -c ',Q$' both.csv)" = 2 ]
    [ "$("$CRIMETRENDS" export sexes.csv -t csv --min-cell=10000 --quiet | grep -c ',Q$')" = 1 ]
}

@test "the report of a study keeps what one of its steps keeps" {
    cat >study.conf <<'CONF'
title = "Kept"; output = "out"; report = "report.html";
steps = ( "analyze rate counts.csv -p population.csv -o rate.h5",
          "export rate.h5 -t csv -o rate.csv --min-cell=10000",
          "plot trend rate.h5 --where sex=F,M -o rate.svg --min-cell=10000",
          "export rate.h5 -t html -o rate.html --where area=DEU --min-cell=10000" );
CONF
    ct run study.conf
    [ "$status" = 0 ]
    printf '%s' "$stderr" >said
    silent out/report.html out/rate.csv out/rate.svg out/rate.html said
    sed -i 's/rate.svg --min-cell=10000/rate.svg/' study.conf
    ct run study.conf
    [ "$status" = 1 ]
    [[ "$stderr" == *"the report suppresses counts below 10000, as one of its steps does, but not 'plot trend rate.h5 --where sex=F,M -o rate.svg': --min-cell=10000 there too"* ]]
}

@test "numbers that are no K" {
    ct export counts.csv -t csv --min-cell=-1
    [ "$status" = 2 ]
    ct export counts.csv -t csv --min-cell=few
    [ "$status" = 2 ]
    ct export counts.csv -t csv --min-cell=0
    [ "$status" = 0 ]
    cmp <(printf '%s\n' "$output") <("$CRIMETRENDS" export counts.csv -t csv)
}
