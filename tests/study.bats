#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Studies: only what changed is done again.
bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR"
    mkdir -p s
    printf 'area,measure,offence,unit,freq,time,value\n' >s/p.csv
    printf 'area,measure,time,value\n' >s/pop.csv
    for year in 2000 2001 2002 2003 2004 2005; do
        printf 'USA,offences,0101,NUMBER,A,%d,%d\n' $year $((year - 1900)) >>s/p.csv
        printf 'USA,population,%d,1000000\n' $year >>s/pop.csv
    done
    cp s/p.csv s/other.csv
    cat >s/study.conf <<'CONF'
title  = "A study";
output = "out";
steps  = ( "collect -d tidy p.csv -o p.h5",
           "collect -d tidy other.csv -o other.h5",
           "analyze rate p.h5 -p pop.csv -o rate.h5",
           "plot trend rate.h5 -o rate.svg",
           "plot trend other.h5 --title 'Another one' -o other.svg",
           "export rate.h5 -t csv -o rate.csv" );
report = "report.html";
CONF
}

# Without a browser: tests/report.bats is about that.
study() {
    run --separate-stderr env PATH="$BATS_TEST_TMPDIR" "$CRIMETRENDS" run s/study.conf "$@"
}

@test "a study is done once, then only what changed" {
    study -n
    [ "$status" = 0 ]
    [ ! -e s/out/p.h5 ]
    [[ $output == *"rate.h5"* ]]
    study
    [ "$status" = 0 ]
    for file in p.h5 other.h5 rate.h5 rate.svg other.svg rate.csv report.html; do [ -s s/out/$file ]; done
    stat -c '%n %i %Y' s/out/* >before
    study
    [ "$status" = 0 ]
    [[ $stderr == *"nothing to do"* ]]
    stat -c '%n %i %Y' s/out/* | cmp - before
    touch s/p.csv
    study
    [[ $stderr == *"nothing to do"* ]]
    sed -i 's/,100$/,101/' s/p.csv
    study -n
    [[ $output == *"would do"*"analyze rate"* ]]
    [[ $output == *"up to date  collect -d tidy other.csv"* ]]
    study
    [ "$status" = 0 ]
    stat -c '%n %i %Y' s/out/* >after
    run ! grep -qxFf before <(grep -E 'p.h5|rate|report' after | grep -v other)
    grep -qxFf before <(grep other.svg after)
}

@test "side by side gives the same bytes" {
    study
    cp -r s t && rm -r t/out
    run "$CRIMETRENDS" run t/study.conf -j 2
    [ "$status" = 0 ]
    for file in p.h5 other.h5 rate.h5 rate.svg other.svg rate.csv report.html; do cmp s/out/$file t/out/$file; done
}

@test "a lost output is made again" {
    study
    rm s/out/rate.h5
    study
    [ "$status" = 0 ]
    [ -s s/out/rate.h5 ]
    [[ $stderr == *"1 of 6 steps done"* ]]
}

@test "a failing step is named, the others are done" {
    echo 'USA,offences,0101,NUMBER,A,2006,x' >>s/other.csv
    sed -i 's/other.csv -o/other.csv --strict -o/' s/study.conf
    study
    [ "$status" = 1 ]
    [[ $stderr == *"s/study.conf:4: this step failed"* ]]
    [ -s s/out/rate.h5 ]
    [ ! -e s/out/other.h5 ]
    [ ! -e s/out/report.html ]
}

# refused WORDS - the study is refused with these words and exit status 2
refused() {
    study
    [ "$status" = 2 ] || { echo "exit $status: $stderr"; false; }
    [[ $stderr == *"$1"* ]] || { echo "$stderr"; false; }
}

@test "what is wrong in a study is said with its line" {
    sed -i 's/analyze rate/analyze ratio9/' s/study.conf
    refused "study.conf:5: no method 'ratio9'"
    sed -i 's/analyze ratio9/analyze rate --bogus/' s/study.conf
    refused "study.conf:5: "
    printf 'title = "x";\nsteps = ( "a"\n;\n' >s/study.conf
    refused "study.conf:3: "
    printf 'titel = "x";\nsteps = ( "collect -d tidy p.csv -o p.h5" );\n' >s/study.conf
    refused "study.conf:1: no such setting; did you mean 'title'? 'titel'"
    printf 'steps = ( "collect -d tidy p.csv -o ../p.h5" );\n' >s/study.conf
    refused "within the study's output, '../p.h5'"
    printf 'steps = ( "collect -d tidy p.csv -o p.h5", "collect -d tidy p.csv -o p.h5" );\n' >s/study.conf
    refused "two steps write the same file, 'p.h5'"
    printf 'steps = ( "collect -d tidy \\"p.csv -o p.h5" );\n' >s/study.conf
    refused "quote is not closed"
    printf 'title = "x";\n' >s/study.conf
    refused "no steps"
    rm s/study.conf
    study
    [ "$status" = 1 ]
    [[ $stderr == *"s/study.conf"* ]]
}

grown() {
    cat >s/study.conf
}

@test "groups, loops and variables are written out as a plain list" {
    mkdir -p s/parts
    cat >s/parts/read.conf <<'CONF'
    "collect -d tidy p.csv -o p.h5",
CONF
    grown <<'CONF'
title = "Grown up";
let = { last = 2005; areas = "USA,CAN"; };
steps = (
@include "parts/read.conf"
    "analyze rate p.h5 -p pop.csv -o rate.h5",
    { title = "From ${from} on";
      for = { from = [2000, 2001]; name = ["Côte d'Ivoire", "a $${b} ; \"c\""]; };
      let = { what = "rate"; };
      steps = ( "plot trend ${what}.h5 --from=${from} --to=${last} --title '${name}, ${from}' -o t-${from}.svg",
                { for = { area = "${areas}"; };
                  steps = ( "export rate.h5 -t csv --from=${from} -o '${area}-${from}.csv'" ); } ); }
);
report = "report.html";
CONF
    study -n
    [ "$status" = 0 ] || { echo "$stderr"; false; }
    [ "$output" = "$(
        cat <<'PLAN'
would do    collect -d tidy p.csv -o p.h5
would do    analyze rate p.h5 -p pop.csv -o rate.h5
would do    plot trend rate.h5 --from=2000 --to=2005 --title 'Côte d'\''Ivoire, 2000' -o t-2000.svg
would do    export rate.h5 -t csv --from=2000 -o USA-2000.csv
would do    export rate.h5 -t csv --from=2000 -o CAN-2000.csv
would do    plot trend rate.h5 --from=2001 --to=2005 --title 'a ${b} ; "c", 2001' -o t-2001.svg
would do    export rate.h5 -t csv --from=2001 -o USA-2001.csv
would do    export rate.h5 -t csv --from=2001 -o CAN-2001.csv
8 of 8 steps would be done
PLAN
    )" ] || { echo "$output"; false; }
    study
    [ "$status" = 0 ] || { echo "$stderr"; false; }
    [ -s s/out/CAN-2001.csv ]
    grep -o "[^>]*Ivoire, 2000" s/out/report.html
    sed -i 's/last = 2005/last = 2004/' s/study.conf
    study
    [[ $stderr == *"2 of 8 steps done"* ]] || { echo "$stderr"; false; }
}

@test "a plain step is taken as it stands" {
    grown <<'CONF'
let = { x = "y"; };
steps = ( "collect -d tidy p.csv -o '${x}.h5'" );
CONF
    study
    [ "$status" = 0 ]
    [ -s 's/out/${x}.h5' ]
}

@test "what is wrong in a group is said with its line" {
    grown <<<'steps = ( { steps = ( "collect -d tidy ${fiel} -o p.h5" ); let = { file = "p.csv"; }; } );'
    refused "study.conf:1: no variable 'fiel'; did you mean 'file'?"
    grown <<<'steps = ( { steps = ( "collect -d tidy ${file -o p.h5" ); } );'
    refused "study.conf:1: '\${' without '}'"
    printf 'steps = (\n{ for = { a = ["1", "2"];\n b = ["1"]; }; steps = ( "x" ); } );\n' | grown
    refused "study.conf:3: lists of one for go side by side: as many values are wanted here as in the first, 'b'"
    printf 'steps = (\n{ form = { a = "1"; }; steps = ( "x" ); } );\n' | grown
    refused "study.conf:2: no such setting; did you mean 'for'? 'form'"
    grown <<<'steps = ( { title = "x"; } );'
    refused "study.conf:1: a group wants steps = ( ... ), 'x'"
    grown <<<'steps = ( { for = { a = [ ]; }; steps = ( "x" ); } );'
    refused "study.conf:1: a loop over nothing, 'a'"
    grown <<<'let = { a = 1.5; }; steps = ( "x" );'
    refused "study.conf:1: wants a text in quotes or a whole number, 'a'"
    grown <<<'steps = ( { for = { a = ["1", "2"]; }; steps = ( "collect -d tidy p.csv -o p.h5" ); } );'
    refused "study.conf:1: two steps write the same file, 'p.h5'"
    grown <<<'steps = ( "export t.csv -t csv -o t.csv" );'
    refused "study.conf:1: a step reads and writes the same name, 't.csv'"
    grown <<<'@include "nowhere.conf"'
    refused "study.conf:1: no such file to include, '@include \"nowhere.conf\"'"
    printf '@include "part.conf"\n' >s/part.conf
    printf 'title = "x";\n@include "part.conf"\n' | grown
    refused "s/part.conf:1: files include one another, or more than ten deep, '@include \"part.conf\"'"
    printf 'title = "x";\ntitle = "y";\n' | grown
    refused "study.conf:2: this setting is there twice, 'title = \"y\";'"
    printf 'steps = (\n"x"\n;\n' | grown
    refused "study.conf:3: a quote, comma, semicolon or bracket is missing or too many, on this line or before it, ';'"
    printf '\n\n"analyze rota p.csv -o r.h5",\n' >s/part.conf
    printf 'steps = (\n@include "part.conf"\n"x");\n' | grown
    refused "s/part.conf:3: no method 'rota'"
    printf 'steps = (\n"x"\n\n# closing\n);\n' | grown
    refused "s/study.conf:2: no command 'x'"
}

@test "a run that is interrupted leaves only what is whole, and is gone on with" {
    awk 'BEGIN { print "area,agency,measure,time,value"
        for (i = 0; i < 400000; i++) printf "USA,a%d,offences,2001,%d\n", i, i }' >s/large.csv
    grown <<'CONF'
steps = ( "collect -d tidy p.csv -o p.h5", "collect -d tidy large.csv -o large.h5", "export large.h5 -t csv -o l.csv" );
report = "report.html";
CONF
    "$CRIMETRENDS" run s/study.conf -j 1 &
    run=$!
    for _ in {1..500}; do grep -q p.h5 s/out/study.state 2>/dev/null && break || sleep 0.01; done
    kill $run
    wait $run || true
    [ ! -e s/out/l.csv ]
    [ "$(find s/out -name '*tmp*' | wc -l)" = 0 ]
    study
    [ "$status" = 0 ]
    [[ $stderr == *"2 of 3 steps done"* ]] || { echo "$stderr"; false; }
    [ "$(wc -l <s/out/l.csv)" = 400001 ]
}

@test "progress is told with the time left on a terminal, in plain lines elsewhere" {
    script -qec "'$CRIMETRENDS' run s/study.conf -j 1" /dev/null >told </dev/null
    grep -q 'crimetrends: \[1 of 6\] collect -d tidy p.csv' told
    grep -q 'crimetrends: \[2 of 6, about [0-9]* s left\] collect' told
    rm -r s/out
    study
    [[ $stderr == *"crimetrends: collect -d tidy p.csv -o p.h5"* ]]
    [[ $stderr != *left* ]]
}

@test "the studies of the guide have the plans that stand there, and run" {
    local n=0 folder
    awk -v out=guide -f "$CT_SRCDIR/tests/guide.awk" "$CT_SRCDIR/docs/studies.md"
    for folder in guide/*; do
        [ -e "$folder/study.conf" ] || continue
        "$CRIMETRENDS" run -n "$folder/study.conf" >plan
        diff "$folder/plan" plan
        "$CRIMETRENDS" run "$folder/study.conf"
        n=$((n + 1))
    done
    [ "$n" = 3 ]
}

@test "figures of one file drawn together are those drawn one by one" {
    sed -n 's/^USA/FRA/p' s/other.csv >>s/p.csv
    printf 'FRA,offences,0401,NUMBER,A,2005,3\n' >>s/p.csv
    cat >s/study.conf <<'CONF'
title  = "Figures";
output = "out";
steps  = ( "plot trend p.csv --where area=USA -o 1.svg",
           "plot trend p.csv --where area=FRA --where offence=0101 -o 2.svg",
           "plot trend p.csv --where area=FRA --where offence=0101 --min-cell=102 -o 3.svg",
           "plot trend other.csv --from=2002 -o 4.svg",
           "plot trend p.csv --where area=USA --to=2003 -o 5.svg",
           "plot trend other.csv -o 6.svg" );
CONF
    study
    [ "$status" = 0 ]
    cd s
    "$CRIMETRENDS" plot trend p.csv --where area=USA -o 1.svg
    "$CRIMETRENDS" plot trend p.csv --where area=FRA --where offence=0101 -o 2.svg
    "$CRIMETRENDS" plot trend p.csv --where area=FRA --where offence=0101 --min-cell=102 -o 3.svg
    "$CRIMETRENDS" plot trend other.csv --from=2002 -o 4.svg
    "$CRIMETRENDS" plot trend p.csv --where area=USA --to=2003 -o 5.svg
    "$CRIMETRENDS" plot trend other.csv -o 6.svg
    for i in {1..6}; do cmp $i.svg out/$i.svg; done
    run cmp -s out/2.svg out/3.svg
    [ "$status" = 1 ]
}

@test "figures that fail among others are named, and the others are there" {
    cat >s/study.conf <<'CONF'
title  = "Figures";
output = "out";
steps  = ( "plot trend p.csv -o 1.svg",
           "plot trend p.csv --where area=FRA -o 2.svg",
           "plot trend p.csv -o 3.svg",
           "plot trend p.csv -o 4.svg" );
CONF
    mkdir -p s/out/3.svg
    study
    [ "$status" = 1 ]
    [[ $stderr == *"study.conf:4: this step failed"* ]]
    [[ $stderr == *"3.svg: cannot be written: it is a folder"* ]]
    [[ $stderr == *"study.conf:5: this step failed"* ]]
    [[ $stderr != *"study.conf:6: this step failed"* ]]
    [ -d s/out/3.svg ]
    [ ! -e s/out/2.svg ]
    cmp s/out/1.svg s/out/4.svg
    [ "$(find s/out -name '*tmp*' | wc -l)" = 0 ]
    rmdir s/out/3.svg
    sed -i 's/FRA/USA/' s/study.conf
    study
    [ "$status" = 0 ]
    [[ $stderr == *"2 of 4 steps done"* ]]
    cmp s/out/1.svg s/out/3.svg
}

@test "many figures are the same from one process and from several" {
    {
        printf 'title = "Figures"; output = "out";\nsteps = (\n'
        for i in {1..44}; do
            printf '"plot trend p.csv --title=%d -o %d.svg",\n' $i $i
        done
        printf '"plot trend p.csv --where area=FRA -o 45.svg" );\n'
    } >s/study.conf
    study -j 1
    [ "$status" = 1 ]
    mv s/out one
    study -j 3
    [ "$status" = 1 ]
    [[ $stderr == *"study.conf:47: this step failed"* ]]
    [[ $stderr == *"1 of 45 steps not done"* ]]
    diff -r -x study.state one s/out
    study -j 3
    [ "$(grep -c 'plot trend' <<<"$stderr")" = 2 ]
}
