#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Files that know their cube: SDMX-CSV, SDMX-ML, JSON-stat, PC-Axis.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
}

ct() {
    run --separate-stderr "$CRIMETRENDS" "$@"
}

@test "codes pass unchecked, also negative numbers, and labels with them" {
    printf 'DATAFLOW,SEX: Sex,TIME_PERIOD,OBS_VALUE\nX,1: Men,2010,-5\n' >x.csv
    ct collect x.csv -o x.h5
    [ "$status" = 0 ]
    [ "$stderr" = "rows: 1 read; cells: 1 read, 1 taken, 0 missing, 0 ignored, 0 rejected" ]
    ct export x.h5 -t csv --labels=both
    [[ $output == *",1,Men,"*",2010,-5,"* ]]
}

@test "statuses of SDMX become ours, others are rejected" {
    printf 'DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n' >x.csv
    printf 'X,a,%s\n' 2001,1,A 2002,,L 2003,3,G 2004,4,V 2005,5,BP 2006,6,L 2007,7,Z >>x.csv
    ct collect -d sdmx-csv x.csv -o x.h5
    [ "$status" = 0 ]
    [[ $stderr == *"cells: 7 read, 4 taken, 1 missing, 0 ignored, 2 rejected" ]]
    ct export x.h5 -t csv
    [[ $output == *"2001,1,"$'\n'*"2002,,O"$'\n'*"2003,3,E"$'\n'*"2004,4,P"$'\n'*"2005,5,BP" ]]
    grep -q "a number, but the status says there is none" x.h5.rejects.csv
    grep -q "unknown flag 'Z'" x.h5.rejects.csv
}

@test "the dimension that is the time can be named" {
    printf '{"id":["a","b"],"size":[1,1],"value":[1],"dimension":{' >x.json
    printf '"a":{"category":{"index":["2001"]}},"b":{"category":{"index":["2002"]}}}}' >>x.json
    ct collect -d json-stat x.json -o x.h5
    [ "$status" = 1 ]
    [[ $stderr == "crimetrends: x.json: "*"name it with --time=NAME" ]]
    [ ! -e x.h5 ]
    ct collect -d json-stat x.json -o x.h5 --time=b
    [ "$status" = 0 ]
    ct export x.h5 -t csv
    [[ $output == *,2001,*",2002,1," ]]
}

@test "an answer without data says the publisher's message" {
    printf '<m:GenericData><m:Footer><m:Message code="413"><c:Text>later</c:Text></m:Message></m:Footer></m:GenericData>' >x.xml
    ct collect -d sdmx-ml x.xml -o x.h5
    [ "$status" = 1 ]
    [ "$stderr" = "crimetrends: x.xml: no data, but a message of the publisher: 413: later" ]
    [ ! -e x.h5 ]
}

@test "a dash of PC-Axis is nought, and points are missing" {
    printf 'CHARSET="ANSI";\nSTUB="Region";\nHEADING="year";\nVALUES("Region")="N","S";\n' >x.px
    printf 'VALUES("year")="2000","2001";\nDATA=\n1 "-"\n".." 4;\n' >>x.px
    ct collect x.px -o x.h5
    [ "$status" = 0 ]
    [ "$stderr" = "rows: 4 read; cells: 4 read, 3 taken, 1 missing, 0 ignored, 0 rejected" ]
    ct export x.h5 -t csv
    [[ $output == *",N,"*",2000,1,"*",2001,0,"*",S,"*",2000,,O"*",2001,4,"* ]]
}

@test "a PC-Axis file that is cut off is refused, with the line" {
    printf 'CHARSET="ANSI";\nHEADING="year";\nVALUES("year")="2000","2001";\nDATA=\n1 2\n' >x.px
    ct collect -d px x.px -o x.h5
    [ "$status" = 1 ]
    [[ $stderr == "crimetrends: x.px:6: the file ends before the semicolon that closes DATA; it is cut off"* ]]
    [ ! -e x.h5 ]
}
