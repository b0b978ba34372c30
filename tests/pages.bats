#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Pages whose commands are run on the demo's data.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR" || return
    PATH=$(dirname "$CRIMETRENDS"):$PATH
    cp -R "$CT_SRCDIR/datasets/demo/." .
    chmod -R u+w .
}

# A page's own files are put where it says that they are.
put_files() { # PAGE
    awk -v out=written -f "$CT_SRCDIR/tests/guide.awk" "$1"
    case $1 in
        */tutorial.md) mkdir first && cp written/*/own.csv . && cp written/*/study.conf first ;;
        */adding-a-dataset.md) cp -R written/1 ruritania-police ;;
        *) [ ! -d written ] || find written -path '*/parts' -prune -o -name '*.*' -exec cp {} . \; ;;
    esac
}

# Pages that show commands. Those on figures and exports are not sessions: manual.bats
# and formats.bats have them.
pages=("$CT_SRCDIR"/README.md "$CT_SRCDIR"/docs/*.md "$CT_SRCDIR"/studies/*/README.md)

@test "each page's sessions go as they are shown" {
    local page world n=0 failed=
    grep -l '^\$ crimetrends ' "${pages[@]}" | grep -v methods >sessions
    while read -r page; do
        world=world-$(basename "$page" .md)
        mkdir "$world"
        cp -R "$CT_SRCDIR/datasets/demo/." "$world"
        if ! (cd "$world" && chmod -R u+w . && put_files "$page" && bash "$CT_SRCDIR/tests/session" "$page"); then
            echo "in $page"
            failed=1
        fi
        n=$((n + 1))
    done <sessions
    [ "$n" -ge 7 ]
    [ -z "$failed" ]
    for file in three.svg three.png trends.xlsx first/out/report.html; do
        [ -s "world-tutorial/$file" ] || { echo "the tutorial made no $file"; false; }
    done
}

@test "each method has a formula at its head" {
    local method
    for method in $("$CRIMETRENDS" analyze --help | sed -n '/^Methods/,/^$/s/^  \([a-z-]*\) .*/\1/p'); do
        grep -A 2 "^## $method\$" "$CT_SRCDIR/docs/methods.md" | grep -q '^\$\$.*\$\$$' ||
            { echo "no formula of $method"; false; }
    done
}

@test "no page shows a command that is not run" {
    awk -v places='(figures|exports)[.]md$' '
        FNR == 1 { inside = shown = session = 0 }
        /^```/ { inside = !inside; shown = 0; next }
        inside && !shown++ { session = /^\$ / }
        inside && session { next }
        FILENAME ~ places { next }
        /^(    )?(\$ )?crimetrends [a-z-]+/ { print FILENAME ":" FNR ": not run: " $0; found = 1 }
        END { exit found }' "${pages[@]}"
}

@test "the picture of README is what its session draws" {
    local words='s/<[^>]*>/ /g; s/ct[0-9a-f]*-//g; s/  */ /g; /^ *$/d'
    awk '/^```/ { on = !on; next } on && sub(/^\$ /, "") && !/explain|xlsx/' "$CT_SRCDIR/README.md" >session.sh
    sh session.sh >said
    sed "$words" first-session.svg >drawn
    sed "$words" "$CT_SRCDIR/docs/first-session.svg" | diff - drawn
}

@test "each method has an example that gives what the page shows" {
    local method
    awk -v out=written -f "$CT_SRCDIR/tests/guide.awk" "$CT_SRCDIR/docs/methods.md"
    cp written/*/*.csv .
    bash "$CT_SRCDIR/tests/session" "$CT_SRCDIR/docs/methods.md"
    for method in $("$CRIMETRENDS" analyze --help | sed -n '/^Methods/,/^$/s/^  \([a-z-]*\) .*/\1/p'); do
        grep -q "^\$ crimetrends analyze $method " wanted || { echo "no example of $method"; false; }
    done
}

# Nobody finds a page that no page leads to.
@test "README leads to every page, pages refer to what there is" {
    local page n=0
    for page in "$CT_SRCDIR"/docs/*.md; do
        grep -q "](docs/$(basename "$page"))" "$CT_SRCDIR/README.md" || { echo "no way to $page"; false; }
        n=$((n + 1))
    done
    [ "$n" -ge 10 ]
    for page in "$CT_SRCDIR"/README.md "$CT_SRCDIR"/docs/*.md; do
        grep -o '](\([a-z][^)#:]*\)' "$page" | sed 's/](//' | while read -r target; do
            [ -e "$(dirname "$page")/$target" ] || { echo "$page: $target"; exit 1; }
        done
    done
}

# The block of a language on the page about the file, as a program.
block() { # LANGUAGE
    awk -v begin="^\`\`\`$1$" '/^```$/ { inside = 0 } inside; $0 ~ begin { inside = 1 }' \
        "$CT_SRCDIR/docs/format.md"
}

# Values of Canada as read by others, and ours.
canada() {
    "$CRIMETRENDS" analyze rate homicide.csv -p population.csv -o rates.h5
    "$CRIMETRENDS" export rates.h5 -t csv --where area=CAN | cut -d , -f 7 | sed 1d >wanted
}

@test "Python reads the file as the page on it says" {
    local python found=
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import numpy, xarray, netCDF4' 2>/dev/null && found=$python && break
    done
    [ -n "$found" ] || skip "xarray and netCDF4 are not installed"
    canada
    { block python && echo 'print(*(repr(float(v)) for v in frame.value[frame.area == "CAN"]), sep="\n")' &&
        echo 'assert len(series_table) == 26, series_table'; } >read.py
    "$found" read.py >got
    diff wanted got
}

@test "R reads the file as the page on it says" {
    Rscript -e 'library(ncdf4)' 2>/dev/null || skip "ncdf4 is not installed"
    canada
    { block r && echo 'writeLines(format(frame$value[frame$area == "CAN"], digits = 15))'; } >read.R
    Rscript read.R | sed 's/ *//' >got
    paste wanted got | awk '{ d = $1 - $2; if (d * d > 1e-20) exit 1 } END { exit NR != 28 }'
}
