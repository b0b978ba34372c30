#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# crimetrends help: what the program has is found by the user's word.
bats_require_minimum_version 1.5.0

# looked_up WORDS - what is found, in its order, without the titles
looked_up() {
    # shellcheck disable=SC2086
    run --separate-stderr "$CRIMETRENDS" help $1
    [ "$status" = 0 ] || { echo "$1: $stderr"; false; }
    found=$(sed -n 's/^  \([^ ]\)/\1/p' <<<"$output" | sed 's/   *.*//')
    best=${found%%$'\n'*}
}

# best WORDS CALL - CALL is found first
best() {
    looked_up "$1"
    [ "$best" = "$2" ] || { echo "$1: '$best', not '$2'"; false; }
}

@test "what a word means here comes first" {
    best "seasonal" "analyze seasonal"
    best "per capita" "analyze rate"
    best "Moving Averages" "analyze smooth"
    best "homicide rate" "analyze rate"
    best "murder" "--where offence=0101"
    best "burglary" "--where offence=0501"
    best "Germany" "--where area=DEU"
    best "excel" "export -t xlsx"
    best "trend" "analyze trend"
    best "eurostat" "collect -d eurostat-crim-off-cat"
    best "collect" "collect"
    best "newey-west" "analyze trend --se"
}

@test "spellings and endings don't matter" {
    for word in standardise standardize STANDARDISED standardization standardizing; do
        best "$word" "analyze standardise"
    done
    best "offense rate" "analyze rate"
    best "visualisation" "plot"
}

# The table as lines: theirs, tabulator, ours.
rows() {
    grep -v '^/\*\|^ \*' "$CT_SRCDIR/cli/users_words.def" | tr '\n' ' ' |
        sed 's/" *"//g; s/)/&\n/g' | sed -n 's/.*WORDS("\([^"]*\)", *"\([^"]*\)").*/\1\t\2/p'
}

@test "every one of the users' words leads to what the table says" {
    cd "$BATS_TEST_TMPDIR"
    local n=0 theirs ours call
    rows >rows
    while IFS=$'\t' read -r theirs ours; do
        looked_up "${theirs%%|*}"
        tr '|' '\n' <<<"$ours" >calls
        while read -r call; do
            grep -qxF -- "$call" <<<"$found" || { echo "$theirs: no '$call' in $found"; false; }
        done <calls
        n=$((n + 1))
    done <rows
    [ "$n" -eq "$(grep -c '^WORDS(' "$CT_SRCDIR/cli/users_words.def")" ]
    [ "$n" -ge 50 ]
}

@test "a near word is suggested, an unknown one said" {
    run --separate-stderr "$CRIMETRENDS" help seasnal
    [ "$status" = 2 ]
    [ "$stderr" = "crimetrends: nothing found for 'seasnal'; did you mean 'seasonal'?" ]
    run --separate-stderr "$CRIMETRENDS" help qqqqqqqqq
    [ "$status" = 2 ]
    [[ $stderr == *"nothing found for 'qqqqqqqqq'"* ]]
    run "$CRIMETRENDS" help the
    [ "$status" = 2 ]
    run "$CRIMETRENDS" analyze qqqqqqqqq x
    [[ $output == *"crimetrends help qqqqqqqqq"* ]]
}

@test "without a word it is the overview" {
    run "$CRIMETRENDS" help
    [ "$status" = 0 ]
    [ "$output" = "$("$CRIMETRENDS" --help)" ]
}
