#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Large files of events are read in parts side by side: the same panel, the
# same rejects, the same words as when they are read in one go.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR" || exit 1
    mkdir -p events
    cat >events/dataset.conf <<'CONF'
id = "events";
title = "Events";
carrier = "delimited";
layout = "incident";
count = "rows";
time = { column = "date"; };
keys = ( { column = "kind"; map = "kinds.csv"; } );
ignore = ["text"];
constants = { area = "AUT"; measure = "events"; };
CONF
    printf 'code,offence\nrobbery,0401\nmurder,0101\n' >events/kinds.csv
}

# Rows of some 60 bytes, texts with commas, quotes and line breaks among them;
# 36 MiB, more than is read in one go.
make_events() {
    awk 'BEGIN {
        print "date,kind,text"
        for (i = 0; i < 760000; i++) {
            kind = i % 50000 == 777 ? "mystery" : i % 3 ? "robbery" : "murder"
            text = i % 7 == 0 ? "\"a, \"\"b\"\"\nand more of it on another line\"" : "nothing to be said of it but this"
            printf "%d-%02d-%02d,%s,%s%s\n", 2000 + i % 20, i % 12 + 1, i % 28 + 1, kind, text, i % 11 ? "" : "\r"
        }
    }' >events.csv
}

collect() { # JOBS
    "$CRIMETRENDS" collect -j "$1" -d events/ events.csv -o "out$1.h5"
}

@test "parts make the same panel, rejects and accounting" {
    make_events
    [ "$(stat -c %s events.csv)" -gt 33554432 ]
    run --separate-stderr collect 1
    [ "$status" = 0 ]
    local one=${stderr//out1/out}
    run --separate-stderr collect 3
    [ "$status" = 0 ]
    [ "${stderr//out3/out}" = "$one" ]
    cmp out1.h5 out3.h5
    cmp out1.h5.rejects.csv out3.h5.rejects.csv
    [ "$(wc -l <out3.h5.rejects.csv)" = 17 ]
}

@test "what is amiss far down is told as when read in one go" {
    make_events
    printf '2020-01-01,murder,"never closed\n' >>events.csv
    run --separate-stderr collect 1
    [ "$status" = 1 ]
    local one=$stderr
    [[ $one == *"events.csv:"*"the quote that opens here is never closed"* ]]
    run --separate-stderr collect 2
    [ "$status" = 1 ]
    [ "$stderr" = "$one" ]
    [ ! -e out2.h5 ]
}
