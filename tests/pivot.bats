#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Tables to print: rows and columns out of dimensions, order, decimals, codes
# and names of areas.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
    cat >p.csv <<'END'
area,measure,offence,sex,unit,freq,time,value,lower,upper,status
GRC,victims,0101,F,RATE_100K,A,2000,1.25,1,1.5,
GRC,victims,0101,F,RATE_100K,A,2001,2.5,2,3,BE
GRC,victims,0101,M,RATE_100K,A,2000,4,3,5,
GBR,victims,0101,F,RATE_100K,A,2001,,,,Q
GBR,victims,0101,M,RATE_100K,A,2001,0.04,0,0.1,
USA:Alabama,victims,0101,M,RATE_100K,A,2000,9.75,9,10,
END
}

ct() {
    run --separate-stderr "$CRIMETRENDS" "$@"
}

@test "rows and columns; a status stands behind its number" {
    "$CRIMETRENDS" export p.csv -t csv --rows=area,sex >out
    diff out - <<'END'
area,sex,measure,offence,unit,freq,2000,2001,2001 status
GBR,F,victims,0101,RATE_100K,A,,,Q
GBR,M,victims,0101,RATE_100K,A,,0.04,
GRC,F,victims,0101,RATE_100K,A,1.25,2.5,BE
GRC,M,victims,0101,RATE_100K,A,4,,
USA:Alabama,M,victims,0101,RATE_100K,A,9.75,,
END
}

@test "rows left out are all that tells numbers apart, columns left out the time" {
    "$CRIMETRENDS" export p.csv -t csv --rows=area,sex >a
    "$CRIMETRENDS" export p.csv -t csv --columns=time >b
    diff a b
    "$CRIMETRENDS" export p.csv -t csv --columns=sex,time --where area=GRC >out
    diff out - <<'END'
area,measure,offence,unit,freq,F 2000,F 2001,F 2001 status,M 2000
GRC,victims,0101,RATE_100K,A,1.25,2.5,BE,4
END
    "$CRIMETRENDS" export p.csv -t csv --rows=time,sex,area --where area=USA:Alabama >out
    diff out - <<'END'
time,sex,area,measure,offence,unit,freq,value
2000,M,USA:Alabama,victims,0101,RATE_100K,A,9.75
END
}

@test "limits beside the value" {
    "$CRIMETRENDS" export p.csv -t csv --rows=area,sex --columns=time,interval --from=2000 --to=2000 >out
    diff out - <<'END'
area,sex,measure,offence,unit,freq,2000 value,2000 lower,2000 upper
GRC,F,victims,0101,RATE_100K,A,1.25,1,1.5
GRC,M,victims,0101,RATE_100K,A,4,3,5
USA:Alabama,M,victims,0101,RATE_100K,A,9.75,9,10
END
}

@test "rows sorted by a column, decimals as asked" {
    "$CRIMETRENDS" export p.csv -t csv --rows=area,sex --sort=2000 --decimals=1 | cut -d , -f 1,2,7- >out
    diff out - <<'END'
area,sex,2000,2001,2001 status
USA:Alabama,M,9.8,,
GRC,M,4.0,,
GRC,F,1.2,2.5,BE
GBR,F,,,Q
GBR,M,,0.0,
END
    "$CRIMETRENDS" export p.csv -t csv --sort=value | cut -d , -f 1,4,7- >out
    diff out - <<'END'
area,sex,time,value,lower,upper,status
USA:Alabama,M,2000,9.75,9,10,
GRC,M,2000,4,3,5,
GRC,F,2001,2.5,2,3,BE
GRC,F,2000,1.25,1,1.5,
GBR,M,2001,0.04,0,0.1,
GBR,F,2001,,,,Q
END
    ct export p.csv -t csv --sort=area --sort=valu
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: no column 'valu' to sort by in panel" ]
}

@test "whole numbers and probabilities keep their decimals" {
    {
        echo area,measure,offence,unit,freq,time,value
        for year in 2000 2001 2002 2003 2004 2005 2006 2007; do
            echo "FRA,offences,0101,RATE_100K,A,$year,$((year % 3)).$((year % 7))"
        done
    } >t.csv
    "$CRIMETRENDS" analyze mann-kendall t.csv -o t.h5
    "$CRIMETRENDS" export t.h5 -t md --table=mann-kendall >all
    "$CRIMETRENDS" export t.h5 -t md --table=mann-kendall --decimals=1 >one
    cells() {
        awk -F ' *[|] *' -v name="$2" '/^[|] Area/ { for (i = 2; i < NF; i++) at[$i] = i } /^[|] FRA/ { print $at[name] }' "$1"
    }
    [ "$(cells all n)" = 8 ]
    [ "$(cells one n)" = 8 ]
    [ -n "$(cells one p)" ]
    [ "$(cells all p)" = "$(cells one p)" ]
    [[ $(cells one Slope) =~ ^-?[0-9]+\.[0-9]$ ]]
}

# Large numbers are shown without decimals unless asked; they are not whole.
@test "decimals as asked for every column that is not whole, in csv too" {
    printf '%s\n' area,measure,offence,unit,freq,time,value,lower,upper \
        FRA,offences,0101,RATE_100K,A,2000,1234.5678,1000.25,2000 \
        FRA,offences,0101,RATE_100K,A,2001,2345.6789,2000.5,3000 \
        FRA,offences,0101,NUMBER,A,2000,12345,, >large.csv
    "$CRIMETRENDS" export large.csv -t csv --decimals=2 | cut -d , -f 4,6- >out
    diff out - <<'END'
unit,time,value,lower,upper,status
NUMBER,2000,12345,,,
RATE_100K,2000,1234.57,1000.25,2000.00,
RATE_100K,2001,2345.68,2000.50,3000.00,
END
    "$CRIMETRENDS" export large.csv -t md --where unit=RATE_100K --rows=area --decimals=1 |
        grep -qF '| 1234.6 | 2345.7 |'
}

@test "statuses are raised letters with a key in md, html and tex, a part of the number format in xlsx" {
    "$CRIMETRENDS" export p.csv -t md --rows=area,sex --names=short >out
    grep -qxF '| Greece | Female | 1.25 | 2.50<sup>BE</sup> |' out
    grep -qxF '| United Kingdom | Female |  | <sup>Q</sup> |' out
    grep -qxF 'Status: B break; E estimated; Q suppressed.' out
    "$CRIMETRENDS" export p.csv -t tex --rows=area,sex --names=un >out
    grep -qxF 'Greece & Female & 1.25 & 2.50\rlap{\textsuperscript{BE}} \\' out
    grep -qxF 'United Kingdom of Great Britain and Northern Ireland & Female &  & \textsuperscript{Q} \\' out
    "$CRIMETRENDS" export p.csv -t html --rows=area,sex >out
    grep -qF '<td data-value="2.5">2.50<sup><abbr title="break, estimated">BE</abbr></sup></td>' out
    command -v unzip >/dev/null || skip "unzip is not installed"
    "$CRIMETRENDS" export p.csv -t xlsx --rows=area,sex -o out.xlsx
    unzip -p out.xlsx xl/styles.xml | grep -qF 'formatCode="0.00&quot; BE&quot;"'
    unzip -p out.xlsx xl/worksheets/sheet1.xml | grep -q '<v>2.5</v>'
}

@test "what tells numbers apart must be named" {
    ct export p.csv -t csv --rows=area
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: the numbers differ in 'sex': name it in --rows or --columns, or choose one with --where" ]
    ct export p.csv -t csv --rows=area,sex --columns=offence
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: the numbers differ in 'time': name it in --rows or --columns, or choose one with --from and --to" ]
    ct export p.csv -t csv --rows=offence --columns=freq
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: the numbers differ in 'area', 'sex', 'time': name it in --rows or --columns, or choose one with --where, --from and --to" ]
    ct export p.csv -t csv --rows=aera
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: no dimension 'aera' for rows or columns, did you mean 'area'?" ]
    ct export p.csv -t csv --rows=area,sex --columns=time,sex
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: 'sex' is named twice" ]
}

@test "formats that are read by programs are not pivoted" {
    local option
    for option in --rows=area --columns=time --sort=area --decimals=2; do
        ct export p.csv -t sdmx-csv "$option"
        [ "$status" = 2 ]
        [ "$stderr" = "crimetrends: sdmx-csv is not for print: --rows, --columns, --sort and --decimals are for csv, xlsx, tex, html and md" ]
    done
    "$CRIMETRENDS" analyze mann-kendall p.csv -o mk.h5
    ct export mk.h5 -t csv --rows=area --table=mann-kendall
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: --rows and --columns are for panels, not for table 'mann-kendall'" ]
    ct export mk.h5 -t csv --rows=area
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: no observations for --rows and --columns" ]
    "$CRIMETRENDS" export mk.h5 -t csv --sort=n
}

@test "codes of areas as the receiver has them" {
    cat >a.csv <<'END'
area,measure,offence,unit,freq,time,value
GBR,offences,0101,NUMBER,A,2000,1
GRC,offences,0101,NUMBER,A,2000,1
M49:150,offences,0101,NUMBER,A,2000,1
US-AL,offences,0101,NUMBER,A,2000,1
USA:Alabama,offences,0101,NUMBER,A,2000,1
XKX,offences,0101,NUMBER,A,2000,1
END
    local codes
    for codes in iso3 iso2 m49 eurostat; do
        "$CRIMETRENDS" export a.csv -t csv --area-codes=$codes | cut -d , -f 1 | tr '\n' ' '
        echo
    done >out
    diff out - <<'END'
area GBR GRC M49:150 US-AL USA:Alabama XKX 
area GB GR M49:150 US-AL US:Alabama XK 
area 826 300 150 US-AL 840:Alabama XKX 
area UK EL M49:150 US-AL US:Alabama XK 
END
    "$CRIMETRENDS" export a.csv -t json-stat --area-codes=eurostat | grep -qF '"EL": "Greece"'
    "$CRIMETRENDS" export a.csv -t sdmx-csv --area-codes=m49 | grep -q ',826,offences,'
    "$CRIMETRENDS" export a.csv -t csv --area-codes=iso2 --columns=area | head -n 1 | grep -q ',GB,GR,M49:150,'
    ct export a.csv -t csv --area-codes=m49
    [ "$status" = 0 ]
    [ "$stderr" = "crimetrends: warning: without a code of that kind, written as they are: US-AL, XKX" ]
    ct export a.csv -t csv --area-codes=iso2
    [ "$stderr" = "crimetrends: warning: without a code of that kind, written as they are: M49:150" ]
    ct export a.csv -t csv --area-codes=iso2 --quiet
    [ -z "$stderr" ]
}

@test "names of areas: the publisher's, the UN's, short" {
    printf 'area,area_label,measure,offence,unit,freq,time,value\nGBR,Britain,offences,0101,NUMBER,A,2000,1\n' >n.csv
    "$CRIMETRENDS" export n.csv -t csv --labels=name | grep -q '^Britain,'
    "$CRIMETRENDS" export n.csv -t csv --names=un | grep -q '^United Kingdom of Great Britain and Northern Ireland,'
    "$CRIMETRENDS" export n.csv -t csv --names=short | grep -q '^United Kingdom,'
    "$CRIMETRENDS" export n.csv -t csv --names=short --labels=both | grep -q '^GBR,United Kingdom,'
}

# A number in each cell, found again.
@test "pivoted and turned back, nothing is lost" {
    command -v python3 >/dev/null || skip "python3 is not installed"
    {
        echo area,measure,offence,sex,unit,freq,time,value
        for area in DEU FRA ITA; do
            for sex in F M; do
                for year in 2000 2001 2002 2003; do
                    echo "$area,victims,0101,$sex,NUMBER,A,$year,$((RANDOM % 1000))"
                done
            done
        done
    } >r.csv
    "$CRIMETRENDS" export r.csv -t csv --rows=sex,time --columns=area -o wide.csv
    python3 - <<'END'
import csv
want = {(r["area"], r["sex"], r["time"]): r["value"] for r in csv.DictReader(open("r.csv"))}
got = {(a, r["sex"], r["time"]): r[a] for r in csv.DictReader(open("wide.csv")) for a in ("DEU", "FRA", "ITA")}
assert got == want
END
}

# Dimensions of several files are united: one that only some have may be named.
@test "a dimension that one of several files has, and one that none has" {
    printf '%s\n' area,measure,offence,mechanism,time,value FRA,victims,0101,_T,2000,5 FRA,victims,0101,GUN,2000,2 >m.csv
    printf '%s\n' area,measure,offence,time,value FRA,offences,0101,2000,6 >o.csv
    "$CRIMETRENDS" export m.csv o.csv -t csv --where mechanism=_T --rows=area,measure >out
    diff out - <<'END'
area,measure,offence,unit,freq,2000
FRA,offences,0101,NUMBER,A,6
FRA,victims,0101,NUMBER,A,5
END
    ct export m.csv o.csv -t csv --where mechanisn=_T
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: unknown dimension 'mechanisn', did you mean 'mechanism'?" ]
}

# Forty years, two datasets of two publishers, several areas.
make_wide() {
    local name year
    for name in one two; do
        mkdir -p $name
        cat >$name/dataset.conf <<END
id = "$name";
title = "Homicide, $name";
publisher = "Office $name";
recording = { counting_unit = "$name"; };
carrier = "delimited";
layout = "long";
free = true;
time = { column = "time"; };
numbers = { value = "value"; };
END
        {
            echo area,measure,offence,time,value
            for year in $(seq 1981 2020); do
                echo "FRA,victims,0101,$year,$((year % 7 + 500))"
                echo "DEU,victims,0101,$year,$((year % 5 + 900))"
            done
        } >$name.csv
        "$CRIMETRENDS" collect -d ./$name/ --strict --quiet $name.csv -o $name.h5
    done
}

@test "a wide table goes across, in parts that fit, under one number" {
    make_wide
    "$CRIMETRENDS" export one.h5 two.h5 -t tex --columns=time --rows=area,dataset --names=short -o w.tex
    grep -q '^\\begin{ctacross}$' w.tex
    [ "$(grep -c '^\\begin{longtable}' w.tex)" = 2 ]
    grep -q '^\\caption\[\]{Intentional homicide (continued)\. ' w.tex
    [ "$(grep -c '^France & Office one & ' w.tex)" = 2 ]
    # Each year once, in order.
    grep '^Area & Dataset & ' w.tex | uniq | grep -oE '[0-9]{4}' | diff <(seq 1981 2020) -
    command -v pdflatex >/dev/null || skip "pdflatex is not installed"
    export TEXMFVAR=$PWD/texmf TEXMFHOME=$PWD/texmf TEXMFCONFIG=$PWD/texmf # fonts it makes
    local wide
    for wide in '' ,pdflscape; do
        kpsewhich pdflscape.sty >/dev/null || [ -z "$wide" ] || continue
        printf '%s\n' '\documentclass[a4paper]{article}' '\usepackage[T1]{fontenc}' \
            "\\usepackage{array,booktabs,longtable$wide}" '\usepackage[margin=2cm]{geometry}' \
            '\begin{document}\input{w.tex}\end{document}' >m.tex
        pdflatex -no-shell-escape -interaction=nonstopmode -halt-on-error m.tex >log
    done
    [ -z "$wide" ] || ! grep Overfull log
}

@test "notes below name what their series have in common; datasets are their publishers" {
    make_wide
    "$CRIMETRENDS" export one.h5 two.h5 -t md --columns=time --rows=area,dataset --names=short --from=2019 >out
    grep -qxF '| Area | Dataset | 2019 | 2020 |' out
    grep -qxF '| Germany | Office two | 904 | 900 |' out
    grep -qxF -- '- recording: counting unit: one (Office one)' out
    grep -qxF -- '- recording: counting unit: two (Office two)' out
    "$CRIMETRENDS" export one.h5 two.h5 -t md --columns=time --rows=area,dataset --where area=FRA,GBR,DEU >out
    [ "$(grep -c 'nothing there for area=GBR' out)" = 1 ]
}

@test "a wide table in a workbook: what says the row stays in sight, constants are folded" {
    make_wide
    "$CRIMETRENDS" export one.h5 two.h5 -t xlsx --columns=time --rows=area,dataset --names=short -o w.xlsx
    unzip -p w.xlsx xl/worksheets/sheet1.xml >sheet
    grep -q '<pane xSplit="2" ySplit="3" ' sheet
    grep -q '<col min="3" max="3" [^>]*hidden="1"' sheet
    grep -q 'fitToHeight="0"' sheet
    unzip -p w.xlsx xl/workbook.xml | grep -q 'Print_Titles'
    unzip -p w.xlsx xl/sharedStrings.xml | grep -q '<t>Office two</t>'
}

@test "a wide table as a page is printed across" {
    make_wide
    "$CRIMETRENDS" export one.h5 two.h5 -t html --columns=time --rows=area,dataset >w.html
    grep -q '@page{size:A4 landscape' w.html
    "$CRIMETRENDS" export one.h5 -t html --from=2019 --rows=area >n.html
    ! grep -q 'size:A4 landscape' n.html
}

@test "areas by their names stand as the alphabet has them, groups and total behind" {
    printf '%s\n' area,measure,offence,time,value ALA,offences,0101,2000,1 ALB,offences,0101,2000,2 \
        DZA,offences,0101,2000,3 CIV,offences,0101,2000,4 CRI,offences,0101,2000,5 HRV,offences,0101,2000,6 \
        M49:002,offences,0101,2000,7 _T,offences,0101,2000,8 >abc.csv
    "$CRIMETRENDS" export abc.csv -t csv --rows=area --names=short | cut -d , -f 1 >out
    diff out - <<'END'
area
Åland Islands
Albania
Algeria
Costa Rica
Côte d’Ivoire
Croatia
Africa
All areas
END
    "$CRIMETRENDS" export abc.csv -t csv --names=short --sort=area | cut -d , -f 1 | sed -n '2,4p' | diff - <(printf '%s\n' Africa 'Åland Islands' Albania)
    # By codes as ever.
    "$CRIMETRENDS" export abc.csv -t csv --rows=area | cut -d , -f 1 | sed -n '2,3p' | diff - <(printf '%s\n' ALA ALB)
}

@test "columns of several dimensions have headings over headings" {
    "$CRIMETRENDS" export p.csv -t html --rows=area --columns=time,sex --names=short >h.html
    grep -qF '<thead><tr><th scope="col" rowspan="2">Area</th><th scope="colgroup" colspan="2">2000</th><th scope="colgroup" colspan="2">2001</th></tr><tr><th scope="col" class="n">Female</th><th scope="col" class="n">Male</th>' h.html
    "$CRIMETRENDS" export p.csv -t tex --rows=area --columns=time,sex --names=short >h.tex
    grep -qxF ' & \multicolumn{2}{c}{2000} & \multicolumn{2}{c}{2001} \\' h.tex
    grep -qxF '\cmidrule(lr){2-3}\cmidrule(lr){4-5}' h.tex
    grep -qxF 'Area & Female & Male & Female & Male \\' h.tex
    "$CRIMETRENDS" export p.csv -t csv --rows=area --columns=time,sex | head -n 1 | grep -q '2000 F,2000 M,2001 F,'
}

@test "abbreviations in headings are capitals" {
    printf '%s\n' area,measure,offence,unit,freq,time,value FRA,offences,0101,RATE_100K,A,2000,1.5 \
        DEU,offences,0101,RATE_100K,A,2000,2.5 ITA,offences,0101,RATE_100K,A,2000,3.5 >r.csv
    "$CRIMETRENDS" analyze inequality r.csv -o i.h5 --quiet
    "$CRIMETRENDS" export i.h5 -t md --table=inequality | grep -q '| CV | '
}
