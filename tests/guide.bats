#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The examples of docs/adding-a-dataset.md: each is collected as it stands there
# and gives what stands there.
bats_require_minimum_version 1.5.0

guide=$CT_SRCDIR/docs/adding-a-dataset.md

# Archives and workbooks of an example; texts in another encoding.
make_samples() {
    local name encoding
    if [ -e "$1/pack" ]; then
        for name in $(cut -f 1 "$1/pack" | sort -u); do
            grep -P "^$name\t" "$1/pack" | cut -f 2,3 | tr '\t\n' '\0\0' |
                xargs -0 "$CT_BUILDDIR/tests/pack_sample" "$1/$name"
        done
    fi
    [ -e "$1/encodings" ] || return 0
    while IFS=$'\t' read -r name encoding; do
        iconv -f UTF-8 -t "$encoding" "$1/$name" >"$1/converted"
        mv "$1/converted" "$1/$name"
    done <"$1/encodings"
}

@test "every example of the guide gives what the guide says" {
    local n=0 folder
    cd "$BATS_TEST_TMPDIR"
    awk -v out=examples -f "$CT_SRCDIR/tests/guide.awk" "$guide"
    for folder in examples/*; do
        cat "$folder/heading"
        make_samples "$folder"
        "$CRIMETRENDS" collect --quiet --strict -d "$folder/" "$folder"/sample* -o "$folder/x.h5"
        "$CRIMETRENDS" export "$folder/x.h5" -t csv -o "$folder/got.csv"
        diff "$folder/expected.csv" "$folder/got.csv"
        n=$((n + 1))
    done
    [ "$n" -ge 20 ]
}

# The last column of the tables of settings: what stands in `ticks` there, with
# what else a descriptor must have.
settings() {
    sed -n 's/^| .* | `\(.*\)` |$/\1/p' "$guide" | sed 's/\\|/|/g' | grep ';$'
}

@test "every setting that the guide shows is one, with a value that it may have" {
    local n=0 line base begin layout
    cd "$BATS_TEST_TMPDIR"
    mkdir -p s
    for line in areas:area columns:offence laws:offence; do
        printf 'code,%s\n' "${line#*:}" >"s/${line%:*}.csv"
    done
    printf 'field,start,length\na,1,1\n' >s/record.csv
    settings >lines
    while read -r line; do
        rm -f s/dataset.conf
        layout=('layout = "long";' 'numbers = { value = "n"; };')
        case $line in count* | absent*) layout=('layout = "incident";') ;; esac
        for base in 'id = "s";' 'title = "S";' 'carrier = "delimited";' \
            'time = { column = "t"; };' "${layout[@]}"; do
            case $base in *'{'*) begin=${base%%'{'*}'{' ;; *) begin=${base%%'"'*}'"' ;; esac
            [[ $line == *"$begin"* ]] || echo "$base" >>s/dataset.conf
        done
        echo "$line" >>s/dataset.conf
        echo "$line"
        "$CRIMETRENDS" datasets ./s/ >shown
        n=$((n + 1))
    done <lines
    [ "$n" -ge 55 ]
}

# Nobody can use what is not described.
@test "every setting that the program knows is in the guide" {
    local name n=0
    for name in $(sed -n '/^const char .*ct_form_settings/,/;/p' "$CT_SRCDIR/collect/form.c" |
        grep -o '"[a-z_]*"' | tr -d '"'); do
        echo "$name"
        grep -q "\`$name\`" "$guide"
        n=$((n + 1))
    done
    [ "$n" -ge 40 ]
}

@test "the places the guide refers to are in it" {
    local place n=0
    for place in $(grep -o '](#[^)]*)' "$guide" | tr -d ']()#'); do
        echo "$place"
        grep '^#' "$guide" | sed 's/^#* //' | tr 'A-Z ' 'a-z-' | tr -d "',.:?" | grep -qxF -- "$place"
        n=$((n + 1))
    done
    [ "$n" -ge 10 ]
}
