#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Every dataset reads its sample as expected.csv says: a folder is its own test.
bats_require_minimum_version 1.5.0

datasets="$CT_SRCDIR/datasets"

# Reads the samples of a dataset, in order of name, as one.
read_sample() {
    "$CRIMETRENDS" collect --quiet --strict -d "$datasets/$1/" "$datasets/$1"/sample* \
        -o "$BATS_TEST_TMPDIR/$1.h5"
}

@test "every dataset has a sample and reads it as expected" {
    local n=0 folder id
    for folder in "$datasets"/*/; do
        id=$(basename "$folder")
        [ -e "$folder/dataset.conf" ] && [ "$id" != tidy ] || continue
        read_sample "$id"
        "$CRIMETRENDS" export "$BATS_TEST_TMPDIR/$id.h5" -t csv -o "$BATS_TEST_TMPDIR/$id.csv"
        diff "$folder/expected.csv" "$BATS_TEST_TMPDIR/$id.csv"
        n=$((n + 1))
    done
    [ "$n" -ge 37 ]
}

@test "every dataset is listed, shown, and has a licence and a citation" {
    run "$CRIMETRENDS" datasets
    [ "$status" = 0 ]
    local id list=$output
    for folder in "$datasets"/*/; do
        id=$(basename "$folder")
        [ -e "$folder/dataset.conf" ] || continue
        [[ $list == *"$id"* ]]
        run "$CRIMETRENDS" datasets "$id"
        [ "$status" = 0 ]
        [[ $output == "$id: "* ]]
        grep -q '^free = true' "$folder/dataset.conf" || [[ $output == *licence*citation* ]]
    done
}

# The samples that have a header: a file without one has to be named.
samples() {
    local file
    for file in "$datasets"/*/sample*; do
        case $file in */si-police-kd/*) ;; *) echo "$file" ;; esac
    done
}

@test "a file is recognised by its header" {
    local file id n=0
    while read -r file; do
        id=$(basename "$(dirname "$file")")
        "$CRIMETRENDS" collect --quiet "$file" -o "$BATS_TEST_TMPDIR/r.h5"
        run "$CRIMETRENDS" info "$BATS_TEST_TMPDIR/r.h5"
        [[ $output == *"dataset    $id"* ]] || { echo "$file: $output"; return 1; }
        n=$((n + 1))
    done < <(samples)
    [ "$n" -ge 40 ]
}

@test "every file of another dataset is refused, and told whose it is" {
    local file id
    while read -r file; do
        id=$(basename "$(dirname "$file")")
        [ "$id" != worldbank-indicator ] || continue
        run --separate-stderr "$CRIMETRENDS" collect -d worldbank-indicator "$file" \
            -o "$BATS_TEST_TMPDIR/x.h5"
        [ "$status" = 1 ]
        [ ! -e "$BATS_TEST_TMPDIR/x.h5" ]
        [[ $stderr == *"; it looks like -d $id" ]] || { echo "$file: $stderr"; return 1; }
    done < <(samples)
}

# With tabs expected, a quote within a line is amiss before any column is.
@test "a file of another dataset is refused, and told whose it is" {
    local id
    for id in eurostat-crim-off-cat worldbank-indicator; do
        run --separate-stderr "$CRIMETRENDS" collect -d "$id" \
            "$datasets/fbi-estimated-crimes/sample.csv" -o "$BATS_TEST_TMPDIR/x.h5"
        [ "$status" = 1 ]
        [ ! -e "$BATS_TEST_TMPDIR/x.h5" ]
        [[ $stderr == *"fbi-estimated-crimes/sample.csv:"[0-9]*": "* ]]
        [[ $stderr == *"; it looks like -d fbi-estimated-crimes" ]]
    done
    printf 'a "b" c\t1\n"x" y\t2\n' >"$BATS_TEST_TMPDIR/nobody.tsv"
    run --separate-stderr "$CRIMETRENDS" collect -d eurostat-crim-off-cat \
        "$BATS_TEST_TMPDIR/nobody.tsv" -o "$BATS_TEST_TMPDIR/x.h5"
    [ "$status" = 1 ]
    [[ $stderr != *"looks like"* ]]
}

@test "Eurostat's flags, also several at once, come behind the number" {
    printf 'freq,iccs,unit,geo\\TIME_PERIOD\t2019 \t2020 \t2021 \t2022 \n' >"$BATS_TEST_TMPDIR/e.tsv"
    printf 'A,ICCS0101,NR,DE\t12 bd\t: c\t13 e\t7 r\n' >>"$BATS_TEST_TMPDIR/e.tsv"
    "$CRIMETRENDS" collect -d eurostat-crim-off-cat "$BATS_TEST_TMPDIR/e.tsv" -o "$BATS_TEST_TMPDIR/e.h5"
    run "$CRIMETRENDS" export "$BATS_TEST_TMPDIR/e.h5" -t csv
    [[ $output == *",2019,12,BD"* ]]
    [[ $output == *",2020,,Q"* ]]
    [[ $output == *",2021,13,E"* ]]
    [[ $output == *",2022,7,"* ]]
}

@test "codes that are in no table are rejected by name, with the near one" {
    printf 'freq,iccs,unit,geo\\TIME_PERIOD\t2019 \n' >"$BATS_TEST_TMPDIR/e.tsv"
    printf 'A,ICCS0101,NR,DE\t1 \nA,ICCS0101,NR,QQ\t2 \nA,ICCS9999,NR,DE\t3 \n' >>"$BATS_TEST_TMPDIR/e.tsv"
    run --separate-stderr "$CRIMETRENDS" collect --strict -d eurostat-crim-off-cat \
        "$BATS_TEST_TMPDIR/e.tsv" -o "$BATS_TEST_TMPDIR/e.h5"
    [ "$status" = 1 ]
    [[ $stderr == *"e.tsv:3: geo"*"'QQ'"* ]]
    [[ $stderr == *"e.tsv:4: iccs"*"'ICCS9999'"* ]]
}
