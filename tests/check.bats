#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# crimetrends check: exit statuses, the report, the table, several files.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
    printf 'area,sex,offence,time,value\n' >good.csv
    for year in 2000 2001 2002; do
        printf 'FRA,%s,0101,%d,%d\n' _T $year 10 F $year 4 M $year 6 >>good.csv
    done
    sed 's/M,0101,2001,6/M,0101,2001,8/' good.csv >bad.csv
}

ct() {
    run --separate-stderr "$CRIMETRENDS" "$@"
}

@test "nothing found is 0, something is 3" {
    ct check good.csv
    [ "$status" = 0 ]
    [[ $output == *"0 errors, 0 warnings, 0 notes"* ]]
    ct check bad.csv
    [ "$status" = 3 ]
    [ -z "$stderr" ]
    [[ $output == *"1 errors, 0 warnings, 0 notes"* ]]
    [[ $output == *"ERRORS: cannot be right"* ]]
    [[ $output == *"parts-over-total: parts together are more than their total"* ]]
    [[ $output == *"the series 2001: 10, against 12  [bad.csv:5]"* ]]
    [[ $output == *"by sex: F 4, M 8"* ]]
}

@test "trouble is told from findings" {
    ct check no-such.csv
    [ "$status" = 1 ]
    ct check
    [ "$status" = 2 ]
    ct check good.csv --where area=XXX
    [ "$status" = 1 ]
}

@test "a selection is checked alone" {
    ct check bad.csv --from=2002
    [ "$status" = 0 ]
    ct check bad.csv --to=2001
    [ "$status" = 3 ]
}

@test "the help lists every rule with its reference" {
    ct check --help
    [ "$status" = 0 ]
    for rule in negative parts-over-total rate outlier digits reporters revised other-source gap; do
        [[ $output == *"    $rule ("* ]]
    done
    [[ $output == *"UN NQAF"* ]]
    [[ $output == *"Against earlier editions"* ]]
}

@test "all findings are in a table" {
    ct check bad.csv -o found.h5
    [ "$status" = 3 ]
    [[ $output == *"crimetrends export found.h5 -t csv"* ]]
    ct export found.h5 -t csv
    [ "$status" = 0 ]
    [ "${lines[0]}" = "rule,family,severity,area,measure,offence,sex,unit,freq,time,value,expected,ratio,file,line,text" ]
    [ "${lines[1]}" = 'parts-over-total,itself,error,FRA,_T,0101,_T,NUMBER,A,2001,10,12,0.8333333333333334,bad.csv,5,"by sex: F 4, M 8"' ]
    [ "${#lines[@]}" = 2 ]
    ct export found.h5 -t csv --table=rules --where rule=parts-over-total
    [[ $output == *"parts-over-total,itself,error,3,1,"* ]]
    ct check good.csv -o none.h5
    [ "$status" = 0 ]
    ct export none.h5 -t csv
    [ "${#lines[@]}" = 1 ]
    ct info found.h5
    [[ $output == *"crimetrends check bad.csv"* ]]
}

@test "a file that cannot be written is no finding" {
    ct check bad.csv -o no/such/folder/found.h5
    [ "$status" = 1 ]
}

@test "--quiet prints nothing, and the status remains" {
    ct check bad.csv --quiet
    [ "$status" = 3 ]
    [ -z "$output$stderr" ]
}

@test "what is checked stays as it is" {
    "$CRIMETRENDS" collect -d tidy bad.csv -o bad.h5 --quiet
    sum=$(sha256sum bad.h5)
    ct check bad.h5 -o found.h5
    [ "$status" = 3 ]
    [ "$sum" = "$(sha256sum bad.h5)" ]
}

@test "the screen has the worst, the table all, --verbose too" {
    printf 'area,sex,time,value\n' >many.csv
    for n in {10..39}; do printf 'USA:a%d,_T,2001,1\nUSA:a%d,F,2001,%d\n' $n $n $n; done >>many.csv
    ct check many.csv -o many.h5
    [[ $output == *"area=USA:a39 sex=F 2001: 39, against 1  [many.csv:61]"* ]]
    [[ $output == *"area=USA:a30 sex=F 2001"* ]]
    [[ $output != *"area=USA:a29 sex=F 2001"* ]]
    [[ $output == *"... and 20 more series"* ]]
    ct export many.h5 -t csv
    [ "${#lines[@]}" = 31 ]
    ct check many.csv
    [[ $output == *"-o RESULT.h5 keeps all findings, --verbose shows all series"* ]]
    ct check many.csv --verbose
    [[ $output == *"area=USA:a10 sex=F 2001"* ]]
}

@test "editions and sources are told apart" {
    head='area,vintage,dataset,source,offence,time,value'
    printf '%s\nESP,2020-01-01,a,police,0101,2019,332\n' $head >old.csv
    printf '%s\nESP,2021-01-01,a,police,0101,2019,295\n' $head >new.csv
    printf '%s\nESP,2021-01-01,b,police,0101,2019,250\n' $head >other.csv
    ct check old.csv new.csv
    [ "$status" = 3 ]
    [[ $output == *"revised: "* && $output == *"2019: 295, against 332"* ]]
    ct check new.csv other.csv
    [ "$status" = 3 ]
    [[ $output == *"another source has another number"* ]]
    [[ $output == *"other-source: 1 values in common, 0 equal, 0 more within 5 %"* ]]
    ct check old.csv bad.csv good.csv
    [ "$status" = 1 ]
    [[ $stderr == *"collect --vintage=DATE tells editions apart"* ]]
}

@test "what a check finds does not stop a study" {
    printf 'title = "t"; output = "out"; steps = ( "check bad.csv -o checked.h5",
        "export checked.h5 -t csv -o checked.csv" );\n' >study.conf
    ct run study.conf
    [ "$status" = 0 ] || { echo "$output$stderr"; false; }
    [[ $output == *"1 errors"* ]]
    [ "$(wc -l <out/checked.csv)" = 2 ]
}
