#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Formats, from the command line.
bats_require_minimum_version 1.5.0

HOSTILE="=1+1 <script>alert(1)</script> & \"A's\" \\input{x} {_%#\$}|\`"

setup() {
    cd "$BATS_TEST_TMPDIR"
    {
        printf 'area,area_label,measure,offence,unit,freq,time,value\n'
        for year in 2000 2001 2002; do
            printf 'USA:1,"%s",offences,0101,NUMBER,A,%d,%d\n' \
                "${HOSTILE//\"/\"\"}" $year $((year - 1990))
        done
    } >p.csv
}

ct() {
    run --separate-stderr "$CRIMETRENDS" "$@"
}

@test "csv goes to standard output, the same as into a file" {
    ct export p.csv -t csv
    [ "$status" = 0 ]
    [ -z "$stderr" ]
    [ "${lines[0]}" = "area,measure,offence,unit,freq,time,value,status" ]
    [ "${lines[1]}" = "USA:1,offences,0101,NUMBER,A,2000,10," ]
    "$CRIMETRENDS" export p.csv -t csv -o out.csv
    diff out.csv <(printf '%s\n' "$output")
}

@test "labels survive the way out and in again" {
    "$CRIMETRENDS" export p.csv -t csv --labels=both -o both.csv
    "$CRIMETRENDS" collect -d tidy both.csv -o both.h5
    "$CRIMETRENDS" export both.h5 -t csv --labels=both -o again.csv
    cmp both.csv again.csv
    grep -qF "${HOSTILE//\"/\"\"}" again.csv
}

@test "a label that is code stays text in html" {
    ct export p.csv -t html --labels=both
    [ "$status" = 0 ]
    [ -z "$stderr" ]
    [[ $output == "<!doctype html>"* ]]
    [[ $output == *"</html>" ]]
    [[ $output == *"&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;A&#39;s&quot;"* ]]
    [[ $output != *"<script"* ]]
}

@test "a label that is code stays text in md" {
    ct export p.csv -t md --labels=both
    [ "$status" = 0 ]
    [ -z "$stderr" ]
    [[ $output != *"<script"* ]]
    [ "$(grep -c '^|' <<<"$output")" -ge 5 ]
}

@test "a label that is code stays text in xlsx" {
    command -v unzip >/dev/null || skip "unzip is not installed"
    "$CRIMETRENDS" export p.csv -t xlsx --labels=both -o out.xlsx
    run -0 unzip -p out.xlsx xl/sharedStrings.xml
    [[ $output == *"<t>=1+1 &lt;script&gt;"* ]]
    run -0 unzip -p out.xlsx xl/worksheets/sheet1.xml
    [[ $output != *"<f>"* ]]
}

@test "xlsx is the same bytes each time and asks for a file" {
    "$CRIMETRENDS" export p.csv -t xlsx -o one.xlsx
    "$CRIMETRENDS" export p.csv -t xlsx -o two.xlsx
    cmp one.xlsx two.xlsx
    ct export p.csv -t xlsx
    [ "$status" = 2 ]
    [[ $stderr =~ -o ]]
}

@test "no room for a workbook: its name is told, the old one stays" {
    echo old >old.xlsx
    run --separate-stderr bash -c 'ulimit -f 64; exec "$1" export p.csv -t xlsx -o old.xlsx' _ "$CRIMETRENDS"
    [ "$status" = 1 ]
    [[ $stderr == "crimetrends: old.xlsx: no room"* ]]
    [ "$(cat old.xlsx)" = old ]
}

@test "one table by its name; a wrong name is answered with the right ones" {
    "$CRIMETRENDS" analyze mann-kendall p.csv -o mk.h5
    ct export mk.h5 -t csv --table=mann-kendall
    [ "$status" = 0 ]
    [[ ${lines[0]} == *,n,* ]]
    [ "${#lines[@]}" = 2 ]
    ct export mk.h5 -t csv --table=mann-kendal
    [ "$status" = 2 ]
    [[ $stderr == *"there are: mann-kendall"* ]]
    ct export mk.h5 -t cvs
    [ "$status" = 2 ]
    [[ $stderr == *"did you mean 'csv'?"* ]]
}
