#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Large files are read in parts side by side: the same panel, the same rejects,
# the same words as when they are read in one go.
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

# A table of years, and one of rows for each year, with keys that come again:
# with the same values, with others, with other attributes; bounds, quotes and
# bad cells only far down.
make_tables() {
    mkdir -p wide long
    cat >wide/dataset.conf <<'CONF'
id = "wide";
title = "Wide";
carrier = "delimited";
delimiter = "\t";
layout = "wide";
packed = ",";
trim = true;
missing = [":"];
flags_in_value = true;
flags = (("e", "E"), ("b", "B"), ("x", ""));
keys = ( { column = "kind"; map = "kinds.csv"; }, { column = "geo"; to = "area"; } );
constants = { measure = "events"; };
CONF
    cp events/kinds.csv wide
    cat >long/dataset.conf <<'CONF'
id = "long";
title = "Long";
carrier = "delimited";
layout = "long";
time = { column = "year"; };
numbers = { value = "value"; lower = "lower"; };
keys = ( { column = "kind"; map = "kinds.csv"; }, { column = "age"; to = "age"; },
         { column = "unit"; to = "counting_unit"; } );
constants = { area = "AUT"; measure = "events"; };
CONF
    cp events/kinds.csv long
    awk 'BEGIN {
        printf "kind,geo\\TIME"
        for (y = 2000; y < 2030; y++) printf "\t%d ", y
        print ""
        for (i = 0; i < 30000; i++) {
            area = substr("AUTBELCHEDEUESPFRAGBRITANLDPRT", i % 10 * 3 + 1, 3)
            printf "%s,%s", i == 20001 ? "mystery" : i % 2 ? "robbery" : "murder", area
            for (y = 0; y < 30; y++) {
                v = i % 10 * 7919 + y * 131 + (i % 9973 == 9972)
                printf "\t%s", y % 7 == 6 ? ": " : (i == 25000 && y == 3) ? "12 q" : v (i % 101 == 100 ? " x" : i % 1000 == 17 ? " e" : " ")
            }
            print ""
        }
    }' >wide.csv
    awk 'BEGIN {
        print "kind,age,unit,year,value,lower,"
        for (i = 0; i < 200000; i++)
            printf "%s,%s,%s,%d,%s,%s,\n", i % 3 ? "robbery" : "murder", i % 13 ? "Y" (i % 90) : "\"_T\"", i % 77770 ? "offence" : "victim", 1800 + int(i / 700), i % 50001 == 50000 ? "bad" : int(i / 700) + 0.25 + (i % 9973 == 9972), (i > 140000 ? int(i / 700) - 5 : "")
    }' >long.csv
}

# More series than a thread keeps, labels that differ and come late, remarks.
make_noted() {
    mkdir -p noted
    cat >noted/dataset.conf <<'CONF'
id = "noted";
title = "Noted";
carrier = "delimited";
layout = "long";
time = { column = "year"; };
numbers = { value = "value"; };
notes = ( { column = "source"; }, { column = "remark"; kind = "remark"; } );
keys = ( { column = "kind"; map = "kinds.csv"; label = "name"; },
         { column = "geo"; to = "area"; label = "place"; } );
constants = { measure = "events"; };
CONF
    cp events/kinds.csv noted
    awk 'BEGIN {
        print "kind,name,geo,place,year,value,source,remark"
        split("CTS CTS/NSO NSO PPR", source, " ")
        for (i = 0; i < 320000; i++) {
            kind = i == 123456 ? "mystery" : i % 160 ? "robbery" : "murder"
            name = i < 50000 ? "" : i % 50 == 9 ? kind " (all)" : i % 77 == 5 ? "any " kind : kind
            place = i % 991 == 5 ? "Old place " i % 8000 : i % 7 == 3 ? "" : "Place " i % 40000
            printf "%s,%s,AUT:%06d,%s,%d,%d,%s,%s\n", kind, name, i % 160000, place, 2000 + int(i / 160000) * 2 + i % 160 / 80, i, source[i % 977 % 4 + 1], i < 90000 ? "" : "revised " i % 3
        }
    }' >noted.csv
}

collect() { # JOBS [DATASET]
    "$CRIMETRENDS" collect -j "$1" -d "${2:-events}/" "${2:-events}.csv" -o "out$1.h5"
}

same_in_parts() { # DATASET
    local stderr=""
    run --separate-stderr collect 1 "$1"
    [ "$status" = 0 ]
    local one=${stderr//out1/out}
    run --separate-stderr collect 3 "$1"
    [ "$status" = 0 ]
    [ "${stderr//out3/out}" = "$one" ]
    cmp out1.h5 out3.h5
    cmp out1.h5.rejects.csv out3.h5.rejects.csv
}

@test "parts make the same panel, rejects and accounting" {
    make_events
    [ "$(stat -c %s events.csv)" -gt 33554432 ]
    same_in_parts events
    [ "$(wc -l <out3.h5.rejects.csv)" = 17 ]
}

@test "observations come in the order of the file" {
    make_tables
    for table in wide long; do
        [ "$(stat -c %s $table.csv)" -gt 4194304 ]
        same_in_parts $table
    done
}

@test "labels and remarks do not tell who read them" {
    make_noted
    [ "$(stat -c %s noted.csv)" -gt 4194304 ]
    same_in_parts noted
    for text in '[0-9] further labels of codes ignored' 'NSO; before: CTS' 'revised 1' 'Old place 5' 'Place 6'; do
        grep -aq "$text" out3.h5 # texts are not packed
    done
}

@test "a table that is amiss far down leaves nothing behind" {
    make_tables
    printf 'robbery,"Y1,offence,2000,1,,\n' >>long.csv
    run --separate-stderr collect 1 long
    [ "$status" = 1 ]
    local one=$stderr
    run --separate-stderr collect 2 long
    [ "$status" = 1 ]
    [ "$stderr" = "$one" ]
    [ ! -e out2.h5 ]
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
