#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# collect --describe: drafts of descriptors, each guess marked as one.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
}

describe() {
    run --separate-stderr "$CRIMETRENDS" collect --describe "$@"
}

# Whether the draft has a line that begins so.
has() {
    grep -qF -- "$1" <<<"$output" || {
        echo "no '$1' in:"
        echo "$output"
        return 1
    }
}

@test "a file with a row for each number, and what its marks seem to mean" {
    {
        printf 'Recorded crime in R\xe9gion Nord\n\n'
        printf 'Country;Year;Offence;Number;Flag\n'
        printf 'Austria;2019;Robbery;1.234,5;\nGermany;2019;Theft;..;p\n'
        printf 'Austria;2020;Robbery;2.234,5;\nGermany;2020;Theft;<5;\n'
        printf 'Austria;2021;Robbery;3.234,5;\nGermany;2021;Poaching;12 b;\n'
    } >x.csv
    describe x.csv
    [ "$status" = 0 ]
    has 'title = "Recorded crime in Région Nord";'
    has 'carrier = "delimited";'
    has 'encoding = "windows-1252";    # guess: '
    has 'delimiter = ";";    # guess: '
    has '# guess: the header is line 3'
    has 'layout = "long";    # guess: '
    has 'time = { column = "Year"; };    # guess: 3 of 3 texts are times'
    has 'numbers = { value = "Number"; };    # guess: '
    has 'decimal = ",";    # guess'
    has 'thousands = ".";    # guess'
    has 'missing = [".."];    # guess'
    has 'below = "<";'
    has 'flags_in_value = true;'
    has 'status = "Flag";'
    has 'flags = ( ("b", ""), ("p", "") );'
    has '{ column = "Country"; map = "areas.csv"; }'
    has '{ column = "Offence"; map = "offences.csv"; }'
}

@test "the folder can be read, and with its blanks filled in it collects" {
    {
        printf 'Country,Year,Offence,Number\n'
        printf 'Austria,2019,Robbery,1\nAUT,2020,Robbery in banks,2\nNowhere,2020,Poaching,3\n'
    } >x.csv
    describe x.csv -o draft/
    [ "$status" = 0 ]
    [ -z "$output" ]
    grep -qxF 'Austria,AUT,,,,' draft/areas.csv
    grep -qxF 'AUT,AUT,,,,' draft/areas.csv
    grep -qxF 'Nowhere,,,,,' draft/areas.csv
    grep -qxF 'Robbery,0401,,,,' draft/offences.csv
    grep -qxF 'Robbery in banks,,,,,guess: 0401?' draft/offences.csv
    "$CRIMETRENDS" datasets ./draft/ >shown
    sed -i 's/^Nowhere,,/Nowhere,_U,/' draft/areas.csv
    sed -i 's/^Robbery in banks,,/Robbery in banks,04011,/; s/^Poaching,,/Poaching,AUT:poaching,/' draft/offences.csv
    "$CRIMETRENDS" collect --quiet --strict -d ./draft/ x.csv -o x.h5
    run "$CRIMETRENDS" export x.h5 -t csv
    has 'AUT,offences,0401,NUMBER,A,2019,1,'
    has 'AUT,offences,04011,NUMBER,A,2020,2,'
    has '_U,offences,AUT:poaching,NUMBER,A,2020,3,'
}

@test "periods, months, or things and years in the names of columns" {
    printf 'geo,2019,2020\nAT,1,2\nDE,3,4\nFR,5,6\n' >wide.csv
    describe wide.csv
    has 'layout = "wide";    # guess: 2 columns are named by periods'
    has '{ column = "geo"; map = "areas.csv"; }'
    printf 'Año,Delito,Enero,Febrero,Marzo,Abril,Mayo,Junio\n2019,Robo,1,2,3,4,5,6\n2020,Robo,1,2,3,4,5,6\n' >months.csv
    describe months.csv
    has "layout = \"wide\";    # guess: 6 columns are named by months, 'Año' has the year"
    has 'months = ["enero", '
    has 'time = { parts = ( { column = "Año"; }, { header = true; } ); format = "%Y|%B"; };'
    printf 'Region,Theft_2019,Theft_2020*\nX,1,2\nY,3,4\n' >packed.csv
    describe packed.csv -o packed/
    grep -q '^layout = "wide-measures";' packed/dataset.conf
    grep -qxF 'Theft,offences,0502,,,,,' packed/columns.csv
    "$CRIMETRENDS" collect --quiet -d packed/ packed.csv -o x.h5 || [ $? = 1 ]
    printf 'freq,geo\\TIME_PERIOD\t2019 \t2020 \nA,AT\t1 b\t: \nA,DE\t3 \t4 \nA,FR\t5 \t6 \n' >e.tsv
    describe e.tsv
    has 'packed = ",";'
    has 'trim = true;'
    has '{ column = "geo"; map = "areas.csv"; }'
}

@test "offences in columns, the columns' names in a table" {
    printf 'year,state,population,robbery,theft\n2019,Alabama,100,1,2\n2020,Alabama,101,3,4\n2020,Texas,102,5,6\n' >x.csv
    describe x.csv -o x/
    [ "$status" = 0 ]
    grep -q '^layout = "measures";    # guess' x/dataset.conf
    grep -qxF 'robbery,offences,0401,,,,,' x/columns.csv
    grep -qxF 'Alabama,US-AL,,,,' x/areas.csv
}

@test "events by their dates" {
    printf 'ID,Date,Crime type,Latitude\n' >x.csv
    printf '%s,%s/2020,Theft,41.%s\n' 1 01/31 1 2 02/28 2 3 03/30 3 >>x.csv
    describe x.csv
    has 'layout = "incident";    # guess'
    has 'time = { column = "Date"; format = "%m/%d/%Y"; };'
    has '"Latitude"'
    has 'count = "rows";'
}

@test "workbooks and archives: their parts, and the one with the most numbers" {
    printf 'Contents | x\nTable 1 | y\n' >one
    printf 'A title of some length\nRegion | Theft | | Robbery |\n | 2019 | 2020 | 2019 | 2020\nN | 1 | 2 | 3 | 4\nS | 5 | 6 | 7 | 8\n' >two
    "$CT_BUILDDIR/tests/pack_sample" x.xlsx Contents one "Table 1 (a)" two
    describe x.xlsx
    [ "$status" = 0 ]
    has "# sheets: 'Contents' (2 rows), 'Table 1 (a)' (5 rows)"
    has 'sheet = "^Table 1 [(]a[)]$";    # guess'
    has 'header_rows = 2;    # guess'
    has 'merged = true;    # guess'
    has 'layout = "wide-measures";    # guess: 4 columns'
    printf 'geo,year,n\nAUT,2019,1\nDEU,2019,2\nFRA,2019,3\n' >a.csv
    "$CT_BUILDDIR/tests/pack_sample" x.zip README.txt one a.csv a.csv
    describe x.zip -o z/
    [ "$status" = 0 ]
    grep -qF 'member = "^a[.]csv$";' z/dataset.conf
    "$CRIMETRENDS" collect --quiet --strict -d z/ x.zip -o x.h5
}

@test "cubes: dimensions as they are, below whatever titles" {
    describe "$CT_SRCDIR/datasets/px/sample.px" -o px/
    [ "$status" = 0 ]
    grep -q '^layout = "long";    # guess: a cube' px/dataset.conf
    grep -q '^time = { column = "time"; };' px/dataset.conf
    describe "$CT_SRCDIR/datasets/sdmx-csv/sample.csv"
    has 'carrier = "sdmx-csv";'
    has 'numbers = { value = "value"; };'
}

@test "no header, and a file that cannot be read to its end" {
    printf 'AUT,2019,1.5\nDEU,2019,2.5\nFRA,2020,3.5\n' >x.csv
    describe x.csv -o x/
    grep -q '^columns = \["column 1", "column 2", "column 3"\];    # guess: no header' x/dataset.conf
    "$CRIMETRENDS" datasets ./x/ >shown
    printf 'a,year\n1,2019\n2,2020\n"x' >y.csv
    describe y.csv
    [ "$status" = 0 ]
    has '# It cannot be read to its end: line 4'
}

@test "names and texts of any kind stand in the draft as such" {
    printf '"a""b\\c",year,n\n"x\ny",2019,1\n"p""q,r",2020,2\nz,2021,3\n' >x.csv
    describe x.csv -o x/
    [ "$status" = 0 ]
    grep -qF '{ column = "a\"b\\c"; map = ' x/dataset.conf
    "$CRIMETRENDS" collect --quiet --strict -d x/ x.csv -o x.h5
}

@test "what cannot be described is refused, and nothing is left behind" {
    describe - </dev/null
    [ "$status" = 1 ]
    [[ $stderr == *"cannot be standard input" ]]
    describe a b
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: --describe takes one file" ]
    : >empty.csv
    describe empty.csv
    [ "$status" = 1 ]
    [ "$stderr" = "crimetrends: empty.csv: the file is empty" ]
    printf '%%PDF-1.4\n' >x.pdf
    describe x.pdf -o x/
    [ "$status" = 1 ]
    [ ! -e x ]
    printf 'a,year,n\nx,2019,1\n' >x.csv
    mkdir there
    describe x.csv -o there/
    [ "$status" = 1 ]
    [[ $stderr == "crimetrends: there: cannot write the draft: "* ]]
    describe x.csv -o nowhere/there/
    [ "$status" = 1 ]
    [ -z "$(ls -d there/* nowhere* ./*.tmp.* 2>/dev/null)" ]
}

@test "a draft of every sample is a description that can be read" {
    local n=0 sample
    for sample in "$CT_SRCDIR"/datasets/*/sample*; do
        "$CRIMETRENDS" collect --describe "$sample" -o "draft-$n/"
        "$CRIMETRENDS" datasets "./draft-$n/" >shown
        n=$((n + 1))
    done
    [ "$n" -ge 10 ]
}

@test "a heading of any length is kept in whole characters" {
    {
        printf -v long '%*s' 999 ''
        printf '%sé and more,Year,Number\n' "${long// /x}"
        printf 'Austria,2019,1\nGermany,2019,2\nAustria,2020,3\nGermany,2020,4\n'
    } >x.csv
    describe x.csv
    [ "$status" = 0 ]
    has "${long// /x}"
    iconv -f utf-8 -t utf-8 <<<"$output" >/dev/null
}
