#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Formats for other programs: what is written, and what a reader that shares no
# code with the writer finds in it.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
    cat >p.csv <<'END'
area,area_label,measure,offence,unit,freq,time,value,lower,upper,status
FRA,,offences,0101,NUMBER,A,2001,1e300,,,
USA:1,"=1+1 ""x"" é",offences,0101,NUMBER,A,2000,10.5,9,12,BE
USA:1,,offences,0101,NUMBER,A,2001,,,,Q
END
    "$CRIMETRENDS" collect -d tidy --quiet p.csv -o p.h5
}

# Two countries, one with too few years.
make_trend() {
    {
        echo area,measure,offence,unit,freq,time,value
        for year in 2000 2001 2002 2003 2004 2005; do
            echo "FRA,offences,0101,RATE_100K,A,$year,$((year % 7 + 10))"
        done
        echo DEU,offences,0101,RATE_100K,A,2000,5
    } >t.csv
    "$CRIMETRENDS" analyze mann-kendall t.csv -o t.h5
}

without_readstat() {
    "$CRIMETRENDS" export p.h5 -t dta -o try 2>&1 | grep -q "built without"
}

# The same bytes, whatever time it is and wherever one is.
same_again() {
    "$CRIMETRENDS" export p.h5 -t "$1" -o "one.$1"
    mkdir -p elsewhere
    cp p.h5 elsewhere
    (cd elsewhere && TZ=Pacific/Kiritimati LC_ALL=tr_TR.UTF-8 "$CRIMETRENDS" export p.h5 -t "$1" -o ../two)
    cmp "one.$1" two
    (umask 077 && TZ=America/Los_Angeles faketime_if_there "$CRIMETRENDS" export p.h5 -t "$1" -o three)
    cmp "one.$1" three
}

faketime_if_there() {
    if command -v faketime >/dev/null; then
        faketime '2038-01-20 03:14:08' "$@"
    else
        "$@"
    fi
}

@test "every format gives the same bytes again" {
    local format n=0
    for format in $("$CRIMETRENDS" export --help | sed -n '/^Formats/,/^$/s/^  \([a-z-]*\) .*/\1/p'); do
        echo "$format"
        case $format in dta | sav) without_readstat && continue ;; esac
        same_again "$format"
        n=$((n + 1))
    done
    [ "$n" -ge 6 ]
}

@test "sdmx-csv has the columns of the global structures" {
    "$CRIMETRENDS" export p.h5 -t sdmx-csv >out
    diff out - <<'END'
STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,MEASURE,OFFENCE,UNIT_MEASURE,FREQ,COUNTERPART_AREA,SEX,AGE,TIME_PERIOD,OBS_VALUE,LOWER_BOUND,UPPER_BOUND,OBS_STATUS,OBS_STATUS_2,CONF_STATUS,UNIT_MULT,OBS_PRE_BREAK,COMMENT_OBS,DATASET
datastructure,CRIMETRENDS:PANEL(1.0.0),I,FRA,offences,0101,NUMBER,A,_T,_T,_T,2001,1e+300,,,A,,F,0,,,tidy
datastructure,CRIMETRENDS:PANEL(1.0.0),I,USA:1,offences,0101,NUMBER,A,_T,_T,_T,2000,10.5,9,12,B,E,F,0,,,tidy
datastructure,CRIMETRENDS:PANEL(1.0.0),I,USA:1,offences,0101,NUMBER,A,_T,_T,_T,2001,,,,Q,,C,0,,,tidy
END
}

@test "sdmx-csv with names: behind the code, or in columns of their own" {
    "$CRIMETRENDS" export p.h5 -t sdmx-csv --labels=both >out
    grep -q '^STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA: Area,' out
    grep -q ',FRA: France,offences: Recorded offences,' out
    grep -qF ',"USA:1: =1+1 ""x"" é",' out
    "$CRIMETRENDS" export p.h5 -t sdmx-csv --labels=name >out
    grep -q '^STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Area,' out
    grep -q ',Tidy table,I,FRA,France,offences,Recorded offences,' out
}

@test "sdmx-csv comes back in" {
    local labels
    for labels in code name both; do
        "$CRIMETRENDS" export p.h5 -t sdmx-csv --labels=$labels -o s.csv
        "$CRIMETRENDS" collect -d sdmx-csv --strict --quiet s.csv -o s.h5
        "$CRIMETRENDS" export s.h5 -t csv >out
        "$CRIMETRENDS" export p.h5 -t csv | diff - out
    done
}

# All that an observation can have: a counterpart, sex, age, two definitions,
# every status, limits, months and quarters, 17 digits, nothing.
make_full() {
    cat >full.csv <<'END'
area,counterpart,measure,offence,definition,sex,age,unit,freq,time,value,lower,upper,status
FRA,_T,victims,0101,_T,F,Y15T24,NUMBER,A,2018,293,,,
FRA,_T,victims,0101,_T,F,Y15T24,NUMBER,A,2019,310,,,BPE
FRA,_T,victims,0101,_T,F,Y15T24,NUMBER,A,2020,,,,Q
FRA,_T,victims,0101,_T,F,Y15T24,NUMBER,A,2021,,,,BO
FRA,DEU,victims,0101,_T,_T,_T,NUMBER,A,2018,0,,,
FRA,DEU,victims,0101,_T,_T,_T,NUMBER,A,2019,,,,M
FRA,_T,victims,0101,_T,_T,_T,RATE_100K,A,2018,1.2345678901234567,1.1,1.3,
FRA,_T,victims,0101,_T,_T,_T,RATE_100K,A,2019,1.3,1.2,1.4,BDEFINPU
FRA,_T,victims,0101,_T,_T,_T,RATE_100K,A,2020,1e-7,0,2e22,F
M49:150,_T,victims,0101,_T,_T,_T,RATE_100K,M,2020-06,0.5,,,
M49:150,_T,victims,0101,_T,_T,_T,RATE_100K,Q,2020-Q2,0.5,,,U
US-AL,_T,offences,0301,LEGACY,_T,_T,NUMBER,A,2012,100,,,
US-AL,_T,offences,0301,LEGACY,_T,_T,NUMBER,A,2013,110,,,
US-AL,_T,offences,0301,REVISED,_T,_T,NUMBER,A,2013,150,,,B
US-AL,_T,offences,0301,REVISED,_T,_T,NUMBER,A,2014,160,,,
END
    "$CRIMETRENDS" collect -d tidy --strict --quiet full.csv -o full.h5
}

# A folder of a dataset whose panel has notes of all sorts and attributes.
make_noted() {
    mkdir -p noted
    cat >noted/dataset.conf <<'END'
id = "noted";
title = "Noted";
recording = { counting_unit = "victim"; source = "police"; };
carrier = "delimited";
layout = "long";
free = true;
time = { column = "time"; };
numbers = { value = "value"; };
status = "status";
notes = ( { column = "note"; kind = "source"; on = "observations"; } );
breaks = ( { area = "FRA"; time = "2019"; note = "new law; counted: otherwise"; } );
END
    cat >noted.csv <<'END'
area,measure,offence,time,value,status,note
FRA,victims,0101,2018,10,,
FRA,victims,0101,2019,11,P,"police, ""old"" form"
GBR,victims,0101,2018,12,,source: court; warning: half a year
GBR,victims,0101,2019,,Q,
END
    "$CRIMETRENDS" collect -d ./noted/ --strict --quiet noted.csv -o noted.h5
}

@test "what is exported comes back whole: sdmx-csv, json-stat, xlsx" {
    make_full
    "$CRIMETRENDS" export full.h5 -t csv >before
    local format
    for format in sdmx-csv json-stat; do
        "$CRIMETRENDS" export full.h5 -t $format -o "full.$format"
        "$CRIMETRENDS" collect --strict --quiet -d $format "full.$format" -o back.h5
        "$CRIMETRENDS" export back.h5 -t csv | diff before -
    done
    "$CRIMETRENDS" export full.h5 -t xlsx -o full.xlsx
    "$CRIMETRENDS" collect --strict --quiet -d tidy full.xlsx -o back.h5
    # A workbook's numbers have 16 digits.
    sed s/1.2345678901234567/1.234567890123457/ before >rounded
    "$CRIMETRENDS" export back.h5 -t csv | diff rounded -
}

@test "notes and attributes come back: sdmx-csv all, json-stat the notes" {
    make_noted
    "$CRIMETRENDS" export noted.h5 -t sdmx-csv -o before.csv
    grep -qF 'COMMENT_OBS,COUNTING_UNIT,DATASET,SOURCE' before.csv
    grep -qF ',"source: court; warning: half a year",' before.csv || grep -qF ',source: court; warning: half a year,' before.csv
    "$CRIMETRENDS" collect --strict --quiet before.csv -o back.h5
    "$CRIMETRENDS" export back.h5 -t sdmx-csv | diff before.csv -
    "$CRIMETRENDS" export noted.h5 -t json-stat -o before.json
    "$CRIMETRENDS" collect --strict --quiet before.json -o back.h5
    diff <("$CRIMETRENDS" export noted.h5 -t csv) <("$CRIMETRENDS" export back.h5 -t csv)
    diff <(grep '"note": {' before.json) <("$CRIMETRENDS" export back.h5 -t json-stat | grep '"note": {')
}

@test "the value before a break is that of the other definition" {
    make_full
    "$CRIMETRENDS" export full.h5 -t sdmx-csv --where offence=0301 | cut -d , -f 7,13,14,18 >out
    diff out - <<'END'
DEFINITION,TIME_PERIOD,OBS_VALUE,OBS_PRE_BREAK
LEGACY,2012,100,
LEGACY,2013,110,
REVISED,2013,150,110
REVISED,2014,160,
END
    # Two that could be meant are none.
    sed -n '1p; /0301/p; /LEGACY/s/LEGACY/OLDER/p' full.csv >three.csv
    "$CRIMETRENDS" export three.csv -t sdmx-csv | grep -q 'REVISED,.*,2013,150,B,F,0,,'
}

@test "sdmx-structure is as the schemas of SDMX-ML want it" {
    command -v xmllint >/dev/null || skip "no xmllint"
    make_full
    make_trend
    "$CRIMETRENDS" export full.h5 -t sdmx-structure >full.xml
    "$CRIMETRENDS" export t.h5 -t sdmx-structure >t.xml
    "$CRIMETRENDS" analyze quality t.csv -o q.h5
    # No column of codes, and a time that every row has.
    "$CRIMETRENDS" export q.h5 -t sdmx-structure --table=digits >digits.xml
    "$CRIMETRENDS" export q.h5 -t sdmx-structure --table=outliers >outliers.xml
    grep -q '<str:TimeDimension id="TIME_PERIOD">' outliers.xml
    xmllint --noout --relaxng "$CT_SRCDIR/tests/sdmx_structure.rng" full.xml t.xml digits.xml outliers.xml
}

@test "sdmx-csv has the notes beside the numbers" {
    printf '%s\n' area,measure,offence,unit,freq,time,value,status \
        FRA,offences,0101,NUMBER,A,2000,10, FRA,offences,0101,NUMBER,A,2001,20,B \
        FRA,offences,0101,NUMBER,A,2002,30, >b.csv
    "$CRIMETRENDS" analyze index b.csv --base=2000 --across-breaks=ignore -o b.h5
    "$CRIMETRENDS" export b.h5 -t sdmx-csv >out
    head -n 1 out | grep -q 'COMMENT_OBS'
    [ "$(wc -l <out)" = 4 ]
}

@test "a table in sdmx-csv: its dimensions, then its columns" {
    make_trend
    "$CRIMETRENDS" export t.h5 -t sdmx-csv >out
    grep -q '^STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,MEASURE,OFFENCE,UNIT_MEASURE,FREQ,VARIANT,N,' out
    grep -q '^datastructure,CRIMETRENDS:MANN_KENDALL(1.0.0),I,DEU,offences,0101,RATE_100K,A,plain,1,' out
}

@test "json-stat: one cube with statuses, limits and names" {
    "$CRIMETRENDS" export p.h5 -t json-stat >out
    grep -qxF '  "id": ["area", "measure", "offence", "unit", "freq", "time"],' out
    grep -qxF '  "size": [2, 1, 1, 1, 1, 2],' out
    grep -qxF '  "value": [null,1e+300,10.5,null],' out
    grep -qxF '  "status": {"2":"BE","3":"Q"},' out
    grep -qxF '    "lower": [null,null,9,null],' out
    grep -qxF '    "status": {"label": {"B": "break", "E": "estimated", "Q": "suppressed"}}' out
    grep -qF '"label": {"FRA": "France", "USA:1": "=1+1 \"x\" é"}' out
}

@test "json-stat comes back in" {
    "$CRIMETRENDS" export p.h5 -t json-stat -o j.json
    "$CRIMETRENDS" collect -d json-stat --strict --quiet j.json -o j.h5
    "$CRIMETRENDS" export j.h5 -t csv --labels=both >out
    "$CRIMETRENDS" export p.h5 -t csv --labels=both | diff - out
}

# A cube of many codes and few observations.
@test "json-stat of a thin cube names the cells there are" {
    {
        echo area,measure,offence,unit,freq,time,value
        echo FRA,offences,0101,NUMBER,A,1990,1
        echo DEU,offences,0401,NUMBER,A,2000,2
        echo ITA,offences,0501,NUMBER,A,2010,3
    } >thin.csv
    "$CRIMETRENDS" export thin.csv -t json-stat -o thin.json
    grep -qxF '  "value": {"4":2,"9":1,"26":3},' thin.json
    "$CRIMETRENDS" collect -d json-stat --quiet thin.json -o thin.h5
    "$CRIMETRENDS" export thin.h5 -t csv | diff - <("$CRIMETRENDS" export thin.csv -t csv)
}

@test "json-stat of a table, and of rows that its codes do not tell apart" {
    make_trend
    "$CRIMETRENDS" export t.h5 -t json-stat >out
    grep -qF '"id": ["area", "measure", "offence", "unit", "freq", "column"],' out
    grep -qF '"metric": ["unit", "column"]' out
    "$CRIMETRENDS" analyze joinpoint t.csv --max-joinpoints=0 -o j.h5
    "$CRIMETRENDS" export j.h5 -t csv --table=models >models.csv
    "$CRIMETRENDS" export j.h5 -t json-stat --table=models -o models.json
    command -v python3 >/dev/null || return 0
    python3 - <<'END'
import csv, json, math
j = json.load(open("models.json"))
assert len(j["id"]) == len(j["size"]) and j["id"][-1] == "column"
want = [x for row in csv.DictReader(open("models.csv")) for k, x in row.items()
        if k not in j["id"] and x]
got = [j["value"][k] for k in sorted(j["value"], key=int)]
assert [str(x) for x in got] == [str(type(x)(y)) for x, y in zip(got, want)], got
END
}

@test "labels that are code in JSON stay text" {
    printf 'area,area_label,measure,offence,unit,freq,time,value\nFRA,"a ""b"" \\ \t </script> \xe2\x80\xa8 \xf0\x9f\x98\x80 \xd7\xa9",offences,0101,NUMBER,A,2000,1\n' >h.csv
    "$CRIMETRENDS" export h.csv -t json-stat -o h.json
    grep -qF 'a \"b\" \\ \u0009 </script> \u2028 ' h.json
    command -v python3 >/dev/null || return 0
    python3 -c '
import json
label = json.load(open("h.json"))["dimension"]["area"]["category"]["label"]["FRA"]
assert label == "a \"b\" \\ \t </script> \u2028 \U0001f600 \u05e9", label'
}

@test "dta and sav keep labels and missing values, as haven reads them" {
    without_readstat && skip "built without ReadStat"
    Rscript -e 'stopifnot(requireNamespace("haven", quietly = TRUE))' 2>/dev/null || skip "no R with haven"
    "$CRIMETRENDS" export p.h5 -t dta --labels=both -o p.dta
    "$CRIMETRENDS" export p.h5 -t dta --labels=name -o n.dta
    "$CRIMETRENDS" export p.h5 -t sav -o p.sav
    Rscript --vanilla - <<'END'
library(haven)
d <- read_dta("p.dta")
stopifnot(nrow(d) == 3, identical(as.character(d$area), c("FRA", "USA:1", "USA:1")))
stopifnot(identical(names(attr(d$area_label, "labels")), c("France", '=1+1 "x" é')))
stopifnot(identical(as.numeric(d$value), c(1e300, 10.5, NA)), na_tag(d$value)[3] == "q")
stopifnot(identical(as.numeric(d$time), c(2001, 2000, 2001)), attr(d$value, "label") == "Value")
stopifnot(identical(as.character(d$status), c("", "BE", "Q")))
stopifnot("Status: B break; E estimated; Q suppressed" %in% attr(d, "notes"))
n <- read_dta("n.dta")
stopifnot(identical(as.character(as_factor(n$area)), c("France", '=1+1 "x" é', '=1+1 "x" é')))
s <- read_sav("p.sav")
stopifnot(identical(trimws(as.character(s$area)), c("FRA", "USA:1", "USA:1")))
stopifnot(identical(names(attr(s$area, "labels")), c("France", '=1+1 "x" é')))
stopifnot(identical(unname(attr(s$status, "labels")), c("BE", "Q")))
stopifnot(identical(names(attr(s$status, "labels")), c("break, estimated", "suppressed")))
stopifnot(identical(as.numeric(s$value), c(1e300, 10.5, NA)))
END
}

@test "dta as pandas reads it: values, months, names that two codes share" {
    without_readstat && skip "built without ReadStat"
    /usr/bin/python3 -c 'import pandas' 2>/dev/null || skip "no pandas"
    {
        echo area,area_label,measure,offence,unit,freq,time,value
        echo GEO,Georgia,offences,0101,NUMBER,M,2000-01,0.1
        echo US-GA,Georgia,offences,0101,NUMBER,M,2000-02,2
    } >g.csv
    "$CRIMETRENDS" export g.csv -t dta --labels=name -o g.dta
    /usr/bin/python3 - <<'END'
import pandas
d = pandas.read_stata("g.dta")
assert list(d["area"]) == ["Georgia", "Georgia (US-GA)"], d
assert [str(x)[:7] for x in d["time"]] == ["2000-01", "2000-02"]
assert list(d["value"]) == [0.1, 2]
END
}

@test "dta and sav want a file, and leave the old one where there is no room" {
    without_readstat && skip "built without ReadStat"
    local format
    for format in dta sav; do
        run --separate-stderr "$CRIMETRENDS" export p.h5 -t $format
        [ "$status" = 2 ]
        [ "$stderr" = "crimetrends: -t $format wants -o FILE" ]
        echo old >old.$format
        run --separate-stderr bash -c 'ulimit -f 1; exec "$1" export "$2" -t "$3" -o "old.$3"' _ \
            "$CRIMETRENDS" p.h5 $format
        [ "$status" = 1 ]
        [[ $stderr == "crimetrends: old.$format: "* ]]
        [ "$(cat old.$format)" = old ]
    done
}

@test "tex: rules of booktabs, statuses as raised letters, nothing is a command" {
    "$CRIMETRENDS" export p.h5 -t tex --labels=name >out
    grep -qxF 'France & 2001 & 1e+300 &  &  \\' out
    grep -qxF '=1+1 \char34{}x\char34{} é & 2000 & 10\rlap{\textsuperscript{BE}} & 9 & 12 \\' out
    grep -qxF '=1+1 \char34{}x\char34{} é & 2001 & \textsuperscript{Q} &  &  \\' out
    grep -qxF '{\footnotesize\noindent Status: B break; E estimated; Q suppressed.\par}' out
    [ "$(grep -c '\\\(top\|mid\|bottom\)rule' out)" = 5 ]
    grep -q '^.noindent Source: Tidy table; file p.csv' out
}

@test "tex with labels of all sorts is set by pdfLaTeX" {
    command -v pdflatex >/dev/null || skip "pdflatex is not installed"
    printf 'area,area_label,measure,offence,unit,freq,time,value\n' >l.csv
    printf 'USA:%s,"%s",offences,0101,NUMBER,A,2000,1.5\n' \
        1 '[\input{x}] {_%%#$}|`^~' 2 $'\xf0\x9f\x98\x80 \xd7\xa9\xd7\x9c \xc5\xbe\xc8\x99 R\xc2\xb2' \
        3 '*--<<>> \end{longtable}' >>l.csv
    "$CRIMETRENDS" export l.csv -t tex --labels=both -o l.tex
    printf '%s\n' '\documentclass{article}\usepackage[T1]{fontenc}' \
        '\usepackage{array,booktabs,longtable}\begin{document}\listoftables\input{l.tex}\end{document}' >w.tex
    export TEXMFVAR=$PWD/texmf TEXMFHOME=$PWD/texmf TEXMFCONFIG=$PWD/texmf # fonts it makes
    pdflatex -no-shell-escape -interaction=nonstopmode -halt-on-error w.tex >log
    pdflatex -no-shell-escape -interaction=nonstopmode -halt-on-error w.tex >log
}

@test "no observation at all" {
    echo area,measure,offence,unit,freq,time,value >none.csv
    local format
    for format in sdmx-csv json-stat; do
        run --separate-stderr "$CRIMETRENDS" export none.csv -t $format
        echo "$format: $status $stderr"
        [ "$status" = 0 ] || [[ $stderr == "crimetrends: none.csv"* ]]
    done
}

# The examples of docs/exports.md: each command gives what stands there.
@test "every example of the page on exports gives what the page says" {
    local n=0 folder
    awk -v out="$PWD/examples" -f "$CT_SRCDIR/tests/guide.awk" "$CT_SRCDIR/docs/exports.md"
    mkdir bin
    ln -s "$CRIMETRENDS" bin/crimetrends
    for folder in "$PWD"/examples/*; do
        cat "$folder/heading"
        case $(cat "$folder/command") in *dta*) without_readstat && continue ;; esac
        (cd "$folder" && PATH="$BATS_TEST_TMPDIR/bin:$PATH" bash ./command >got)
        diff "$folder/output" <(printf '%s\n' "$(sed '/^## /,$d' "$folder/got")")
        n=$((n + 1))
    done
    [ "$n" -ge 6 ]
}
