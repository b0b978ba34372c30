#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# crimetrends plot: what is written, what is not, and what nothing can run.
bats_require_minimum_version 1.5.0

setup() {
    mkdir "$BATS_TEST_TMPDIR/work"
    cd "$BATS_TEST_TMPDIR/work"
    tidy 'Benign Label' >p.csv
}

# A panel whose area has this label.
tidy() { # LABEL
    echo 'area,area_label,measure,offence,unit,freq,time,value'
    for year in 2001 2002 2003 2004 2005; do
        printf 'USA:1,"%s",offences,0101,RATE_100K,A,%d,%d\n' "${1//\"/\"\"}" $year $((year % 7 + 3))
    done
}

ct() {
    run --separate-stderr "$CRIMETRENDS" "$@"
}

@test "every figure in every format" {
    for figure in trend panels ranking slope heatmap; do
        for ending in svg pdf png; do
            ct plot $figure p.csv -o x.$ending
            [ "$status" = 0 ]
            [ -z "$output" ]
            [ -s x.$ending ]
        done
        grep -q 'Benign Label' x.svg
        [ "$(grep -c '<title' x.svg)" = 1 ]
        grep -q 'Source: p.csv' x.svg
    done
    [ "$(ls)" = "$(printf 'p.csv\nx.pdf\nx.png\nx.svg')" ]
}

@test "the same bytes in another place and environment" {
    ct plot trend p.csv -o a.svg
    ct plot trend p.csv -o a.png
    mkdir sub
    TZ=Pacific/Kiritimati LC_ALL=C HOME=/ run "$CRIMETRENDS" plot trend p.csv -o sub/b.svg
    TZ=Pacific/Kiritimati LC_ALL=C HOME=/ run "$CRIMETRENDS" plot trend p.csv -o sub/b.png
    cmp a.svg sub/b.svg
    cmp a.png sub/b.png
}

@test "labels, output names and start-up files run nothing" {
    for label in '`touch MARKER`' '".system("touch MARKER")."' "'.system('touch MARKER').'" \
        $'x\nsystem("touch MARKER")' '<touch MARKER' '|touch MARKER' $'END\n!touch MARKER' \
        '</text><script>1</script>' ']]>' "$(printf '%s' '{'{1..9}'{{')"; do
        tidy "$label" >l.csv
        ct plot trend l.csv -o l.svg
        [ "$status" = 0 ]
        run grep -c '<script' l.svg
        [ "$output" = 0 ]
    done
    ct plot trend p.csv -o 'o`touch MARKER`.svg'
    [ "$status" = 0 ]
    [ -s 'o`touch MARKER`.svg' ]
    echo 'system("touch MARKER")' >.gnuplot
    HOME=$PWD GNUTERM='x`touch MARKER`' run "$CRIMETRENDS" plot trend p.csv -o x.svg
    [ "$status" = 0 ]
    [ ! -e MARKER ]
}

@test "an old image survives what goes wrong" {
    echo old >x.svg
    printf 'area,time,value\nFRA,2001,0\n' >zero.csv
    ct plot trend zero.csv -o x.svg --log-scale
    [ "$status" = 1 ]
    [ "$stderr" = "crimetrends: x.svg: nothing to draw: no value above 0 for a logarithmic scale" ]
    (ulimit -f 1 && "$CRIMETRENDS" plot trend p.csv -o x.svg) && false
    [ "$(cat x.svg)" = old ]
    ct plot trend p.csv -o nowhere/x.svg
    [ "$status" = 1 ]
    [[ $stderr == *nowhere/x.svg* ]]
    [ "$(ls)" = "$(printf "p.csv\nx.svg\nzero.csv")" ]
}

@test "a figure drawn again later is the same, in every format" {
    for format in svg pdf png; do
        ct plot trend p.csv -o 1.$format
        [ "$status" = 0 ]
    done
    sleep 1.1
    for format in svg pdf png; do
        ct plot trend p.csv -o 2.$format
        cmp 1.$format 2.$format
    done
}

@test "a kill leaves nothing behind" {
    for signal in INT TERM KILL; do
        "$CRIMETRENDS" plot trend p.csv -o k.svg 3>&- &
        sleep 0.02
        kill -$signal $! 2>/dev/null || true
        wait $! || true
        rm -f k.svg
        [ "$(ls -A)" = p.csv ]
    done
}

# Where gnuplot was quicker than the kill, the image is there.
@test "gnuplot that is killed leaves no half of an image" {
    for _ in {1..5}; do
        "$CRIMETRENDS" plot trend p.csv -o k.png 2>err 3>&- &
        ours=$!
        for _ in {1..500}; do
            child=$(cat /proc/$ours/task/$ours/children 2>/dev/null) || break
            [ -z "$child" ] || { kill -9 "${child% }" && break; }
        done
        code=0
        wait $ours || code=$?
        if [ -e k.png ]; then
            [ "$code" = 0 ]
        else
            [ "$code" = 1 ]
            [ "$(cat err)" = "crimetrends: k.png: gnuplot was stopped by signal 9 (Killed)" ]
        fi
        rm -f k.png
        [ "$(ls -A)" = "$(printf 'err\np.csv')" ]
    done
}

@test "areas of one name are told apart by their codes" {
    printf 'area,area_label,time,value\nBRA:1,Rio,2010,61\nBRA:2,Rio,2010,62\nBRA:3,Paraty,2010,12\n' >t.csv
    ct plot trend t.csv -o t.svg
    grep -qF '>Rio (BRA:1)<' t.svg
    grep -qF '>Rio (BRA:2)<' t.svg
    grep -qF '>Paraty<' t.svg
}

@test "what was named is drawn, what was left out is said" {
    printf 'area,sex,time,value\nFRA,_T,2001,9\nFRA,F,2001,4\nFRA,M,2001,5\n' >sex.csv
    ct plot ranking sex.csv -o x.svg
    grep -q 'Not shown: sex F, M' x.svg
    ct plot ranking sex.csv --where sex=_T,F,M -o x.svg
    grep -q '>Female<' x.svg
    grep -q '>Both sexes<' x.svg
}

@test "a kept script draws the figure by itself" {
    ct plot heatmap p.csv -o x.svg --script=x.gp --title="It's 50%" --width=400
    [ "$status" = 0 ]
    gnuplot -d x.gp
    grep -q "It's 50%" figure.svg
    for style in screen print slides; do
        ct plot trend p.csv -o x.png --script=x.gp --style=$style
        [ "$status" = 0 ]
        gnuplot -d x.gp
        cmp figure.png x.png
    done
}

@test "a fitted trend has its change and its model beside it" {
    ct analyze trend p.csv -o t.h5
    [ "$status" = 0 ]
    for figure in trend panels; do
        ct plot $figure t.h5 -o t.svg
        [ "$status" = 0 ]
        grep -qE '>[+−][0-9.]+%( a year)?<' t.svg
        grep -q 'Points: observed; lines: fitted' t.svg
        grep -q 'Model: log-linear least squares' t.svg
        grep -q 'n.\+=.\+5 values' t.svg
    done
}

# Months from 2010 to 2015, with a break where asked.
months() { # BREAK
    echo 'area,measure,offence,unit,time,value,status'
    for i in {0..71}; do
        printf 'FRA,offences,0401,RATE_100K,%d-%02d,%d,%s\n' $((2010 + i / 12)) $((i % 12 + 1)) \
            $((50 + i + 9 * (i % 12 == 4) + i * i % 7)) "$([ $i = "$1" ] && echo B)"
    done
}

# Yearly values of two areas, a break in one.
yearly() {
    echo 'area,measure,offence,unit,time,value,status'
    for year in {1960..2020}; do
        printf 'FRA,victims,0101,RATE_100K,%d,%d,%s\n' $year \
            $((40 + year * 7919 % 11 + (2020 - year) / 4)) \
            "$([ $year = 2009 ] && echo B)"
    done
    for year in {2000..2005}; do
        printf 'DEU,victims,0101,RATE_100K,%d,%d,\n' $year $((20 + year % 4))
    done
}

# What an image says, in one line.
words() { # FILE
    sed 's/<[^>]*>/ /g; s/\xc2\xa0/ /g' "$1" | tr -s '\n ' ' '
}

@test "forecasts stand behind what was observed" {
    yearly >y.csv
    ct analyze forecast y.csv --model=ANN -o f.h5
    [ "$status" = 0 ]
    ct plot forecast f.h5 --where area=FRA -o f.svg --script=f.gp
    [ "$status" = 0 ]
    grep -q '>forecast<' f.svg
    grep -q '>break<' f.svg
    [[ $(words f.svg) == *"Forecast by exponential smoothing, model ANN: level only. "* ]]
    [[ $(words f.svg) == *"Values before 1981 are not drawn. n = 61 values. "* ]]
    [[ $(words f.svg) == *"Interval (95%)"* ]]
    # The ribbon opens at the last value: x, lower, upper.
    grep -Eq '^2020 ([0-9.]+) \1$' f.gp
    grep -q '^2025 ' f.gp
    ct analyze forecast y.csv --where area=DEU --confidence=80 -o d.h5
    ct plot forecast d.h5 -o d.svg
    [[ $(words d.svg) == *"Forecast by the last value and the mean change (drift). "* ]]
    [[ $(words d.svg) == *"Interval (80%)"* ]]
}

@test "forecasts of several areas stand side by side" {
    yearly >y.csv
    ct analyze forecast y.csv -o f.h5
    ct plot forecast f.h5 -o f.svg
    [ "$status" = 0 ]
    [[ $(words f.svg) == *"Forecast by exponential smoothing: "*"Germany drift"* ]]
    [[ $(words f.svg) == *"Numbers: last forecast value. "* ]]
    ct plot forecast p.csv -o x.svg
    [ "$status" = 1 ]
    [[ $stderr == *"no forecasts with values before them; see analyze forecast" ]]
    [ ! -e x.svg ]
}

@test "a season is taken apart, or its months stand side by side" {
    months >m.csv
    ct plot season m.csv -o m.svg
    [ "$status" = 0 ]
    grep -q '>Jan<' m.svg
    grep -q '>Dec<' m.svg
    grep -q 'Each month: its values from 2010 to 2015, from left to right; bars: their mean\.' m.svg
    grep -q 'Highest on average: ' m.svg
    ct analyze seasonal m.csv --robust -o s.h5
    ct plot season s.h5 -o s.svg
    [ "$status" = 0 ]
    for word in Observed Trend Season Remainder; do grep -q ">$word<" s.svg; done
    grep -q 'STL, seasonal window periodic, trend window 19; strength of trend' s.svg
    grep -q 'Bars on the right: 5 in each panel' s.svg
    grep -q 'n.\+=.\+72 values' s.svg
    run grep -c 'Not shown' s.svg
    [ "$output" = 0 ]
    ct analyze seasonal m.csv --method=classical --type=multiplicative -o c.h5
    ct plot season c.h5 -o c.svg
    [ "$status" = 0 ]
    grep -q '>Season (ratio)<' c.svg
    grep -q 'in each panel of ratios' c.svg
}

@test "a season is not averaged across a break" {
    months 30 >m.csv
    ct plot season m.csv -o m.svg
    grep -q 'bars: their mean between breaks' m.svg
    ct analyze seasonal m.csv -o s.h5
    ct plot season s.h5 -o s.svg
    [ "$status" = 0 ]
    grep -q '>break<' s.svg
}

@test "of several series the season of the one with the most values" {
    { months && months | sed -n '2,20s/FRA/DEU/p'; } >two.csv
    months | sed '$d' | sed -n '2,$s/FRA/ITA/p' >>two.csv
    ct plot season two.csv -o several.svg
    [ "$status" = 0 ]
    grep -q 'Not shown: 2 series with no more' several.svg
    grep -q 'values (Germany; Italy)' several.svg
    months >one.csv
    n=$(($(wc -l <one.csv) - 1))
    grep -q "n.*=.*$n values\." several.svg
}

@test "what makes no season" {
    ct plot season p.csv -o x.svg
    [ "$status" = 1 ]
    [[ $stderr == *"nothing to draw: a season takes months or quarters" ]]
    { months && months | sed -n '2,$s/FRA/DEU/p'; } >two.csv
    ct plot season two.csv --where area=DEU -o x.svg
    [ "$status" = 0 ]
    months >m.csv
    ct analyze seasonal m.csv -o s.h5
    ct plot season s.h5 --where component=trend -o y.svg
    [ "$status" = 1 ]
    [[ $stderr == *"no seasonal in the result; select no component" ]]
}

@test "a joinpoint regression is drawn with its joinpoints and changes" {
    awk 'BEGIN { print "area,measure,offence,unit,time,value"
        for (year = 1990; year < 2020; year++) {
            slope = year < 2004 ? 0.05 : -0.08
            value = 50 * exp(slope * (year - 2004) + 0.01 * sin(year * year))
            printf "FRA,offences,0101,RATE_100K,%d,%.4f\n", year, value
        } }' >j.csv
    ct analyze joinpoint j.csv -o j.h5
    [ "$status" = 0 ]
    for figure in trend panels; do
        ct plot $figure j.h5 -o j.svg
        [ "$status" = 0 ]
        grep -q '>2004<' j.svg
        grep -qE '>(APC )?\+5\.[0-9]%\*<' j.svg
        grep -qE '>(APC )?−7\.[0-9]%\*<' j.svg
        grep -q 'Joinpoint regression of ln(rate), constant variance' j.svg
    done
    ct plot trend j.h5 -o j.pdf
    [ "$status" = 0 ]
    ct plot trend j.h5 --log-scale -o j.png
    [ "$status" = 0 ]
}

# Two levels of three areas, thirty years from 1980 on; the second one level only.
levels() {
    echo 'area,measure,offence,unit,time,value'
    awk 'BEGIN { n = split("FRA DEU ITA", area, " ")
        for (a = 1; a <= n; a++) for (i = 0; i < 30; i++)
            printf "%s,victims,0101,RATE_100K,%d,%g\n", area[a], 1980 + i,
                5 * a + (i * 7919 % 11) / 10 + (a == 2 ? 0 : 4 * (i >= 14)) }'
}

@test "breaks are drawn between the old regime and the new" {
    levels >l.csv
    ct analyze breaks l.csv -o b.h5
    [ "$status" = 0 ]
    ct plot trend b.h5 --where area=FRA -o b.svg
    [ "$status" = 0 ]
    [ "$(grep -c '>1994<' b.svg)" = 1 ]
    grep -q 'Points: observed; lines: fitted' b.svg
    text=$(sed 's/<[^>]*>/ /g; s/\xc2\xa0/ /g' b.svg | tr -s ' \n' ' ')
    [[ $text == *'Model: a mean for each regime; breaks by Bai and Perron, their number by BIC, regimes of at least 15% of the values.'* ]]
    [[ $text == *'Break at 1993/1994 ('*' to '*'); mean 5.'*'; supF p below 0.001. n = 30 values.'* ]]
    [[ $text == *'bars at the bottom: 95% limits'* ]]
    ct plot panels b.h5 -o b.svg
    [ "$status" = 0 ]
    [ "$(grep -c '>1994<' b.svg)" = 2 ]
    text=$(sed 's/<[^>]*>/ /g; s/\xc2\xa0/ /g' b.svg | tr -s ' \n' ' ')
    [[ $text == *'Germany: no break; mean 10.'*'; supF p = '*'; n = 30.'* ]]
    ct plot residuals b.h5 --where area=FRA -o b.svg
    [ "$status" = 0 ]
    grep -q '>Residuals, observed − fitted<' b.svg
    ct analyze breaks l.csv --trim=20 -o b.h5
    ct plot trend b.h5 -o b.svg
    [ "$status" = 0 ]
    run grep -c '>1994<' b.svg
    [ "$output" = 0 ]
    sed 's/<[^>]*>/ /g' b.svg | tr -s ' \n' ' ' | grep -q 'no search for breaks'
}

@test "changes are drawn as breaks are" {
    levels >l.csv
    ct analyze changepoints l.csv --penalty=30 -o b.h5
    [ "$status" = 0 ]
    for figure in trend panels; do
        ct plot $figure b.h5 -o b.svg
        [ "$status" = 0 ]
        [ "$(grep -c '>1994<' b.svg)" = 2 ]
        text=$(sed 's/<[^>]*>/ /g' b.svg | tr -s ' \n' ' ')
        [[ $text == *'PELT, penalty 30.'*'change at 1993/1994; mean'* ]]
    done
}

# Rates that fall by a twentieth a year and swing.
swings() { # YEARS
    echo 'area,measure,offence,unit,time,value'
    awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++)
        printf "FRA,offences,0401,RATE_100K,%d,%.6g\n", 1990 + i, 80 * exp(-.05 * i + .1 * sin(i)) }'
}

@test "residuals of a trend and of joinpoints" {
    swings 25 >s.csv
    ct analyze trend s.csv -o t.h5
    ct plot residuals t.h5 -o t.svg
    [ "$status" = 0 ]
    grep -q '>Residuals, ln(observed / fitted)<' t.svg
    grep -q 'Model: log-linear least squares\. Farthest from the fit: ' t.svg
    grep -q 'Autocorrelation at lag 1: 0\.[0-9]' t.svg
    grep -q 'n.\+=.\+25 values' t.svg
    ct analyze joinpoint s.csv -o j.h5
    ct plot residuals j.h5 -o j.svg
    [ "$status" = 0 ]
    ct analyze joinpoint s.csv --scale=linear -o j.h5
    ct plot residuals j.h5 -o j.svg
    [ "$status" = 0 ]
    grep -q '>Residuals, observed − fitted<' j.svg
}

@test "what has no residuals" {
    ct plot residuals p.csv -o x.svg
    [ "$status" = 1 ]
    [[ $stderr == *"fewer than 4 fitted values with observed ones; it takes a result of trend, joinpoint, breaks or changepoints" ]]
    months >m.csv
    ct analyze seasonal m.csv -o s.h5
    ct plot residuals s.h5 -o x.svg
    [ "$status" = 1 ]
    [[ $stderr == *"the figure season shows remainders" ]]
    swings 25 | awk -F, -v OFS=, -v CONVFMT=%.17g -v OFMT=%.17g 'NR > 1 { $6 = 2 ^ (2000 - $5) } 1' >e.csv
    ct analyze trend e.csv -o e.h5
    ct plot residuals e.h5 -o x.svg
    [ "$status" = 1 ]
    [[ $stderr == *"nothing to draw: the fit leaves no residuals" ]]
}

@test "figures in another language, in print and in pages" {
    ct plot trend p.csv -o x.svg --lang=fr
    grep -q 'Source.\+: p.csv' x.svg
    ct plot trend p.csv -o x.svg --lang=de
    [ "$status" = 2 ]
    ct plot panels p.csv -o x.svg --page=2
    [ "$stderr" = "crimetrends: x.svg: no page 2, there are 1" ]
    ct plot trend p.csv -o x.svg --style=slides --font-size=20 --width=800
    grep -q 'width="800pt"' x.svg
}
