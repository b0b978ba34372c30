#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The page on figures, the gallery, and the manual that is made of all pages.
bats_require_minimum_version 1.5.0

setup_file() {
    cd "$BATS_FILE_TMPDIR" || return
    cp -R "$CT_SRCDIR/datasets/demo/." "$CT_SRCDIR/docs/gallery/." .
    chmod -R u+w .
    "$CRIMETRENDS" run gallery.conf
}

setup() { cd "$BATS_FILE_TMPDIR" || return; }

# Names under a heading of a command's help.
names() { # HEADING COMMAND
    "$CRIMETRENDS" "$2" --help | sed -n "/^$1/,/^\$/s/^  \([a-z-]*\) .*/\1/p"
}

@test "the gallery can be drawn" {
    [ "$(grep -c 'role="img"' out/index.html)" -ge 17 ]
}

@test "every example of the page on figures is one of the gallery's" {
    local n=0 line figure
    grep '^crimetrends ' "$CT_SRCDIR/docs/figures.md" >examples
    while read -r line; do
        grep -qF "\"${line#crimetrends }\"" gallery.conf || { echo "not in the gallery: $line"; false; }
        n=$((n + 1))
    done <examples
    [ "$n" -ge 25 ]
    for figure in $(names Figures plot); do
        grep -q "^## $figure\$" "$CT_SRCDIR/docs/figures.md" || { echo "no section on $figure"; false; }
        grep -q "^crimetrends plot $figure " examples || { echo "no example of $figure"; false; }
    done
}

@test "the manual has all pages, methods, figures and pictures, and leads nowhere else" {
    local name page
    command -v pandoc || skip "pandoc is not installed"
    sh "$CT_SRCDIR/docs/manual" "$CT_SRCDIR" "$CRIMETRENDS" out manual.html
    grep -o ' id="[^"]*"' manual.html | cut -d '"' -f 2 | sort >places
    [ -z "$(uniq -d places)" ]
    for page in "$CT_SRCDIR"/docs/*.md; do
        name=$(basename "$page" .md)
        grep -qxF "${name,,}" places || { echo "no $page in it"; false; }
    done
    for name in $(names Methods analyze); do
        grep -qxF "methods-$name" places && grep -qxF "commands-analyze-$name" places
    done
    for name in $(names Figures plot); do
        grep -qxF "figures-$name" places && grep -qxF "commands-plot-$name" places
    done
    grep -o 'href="#[^"]*"' manual.html | cut -d '"' -f 2 | tr -d '#' | sort -u | comm -23 - <(uniq places) >lost
    [ ! -s lost ] || { cat lost; false; }
    [ "$(grep -c '<figure>' manual.html)" -ge 23 ]
    run ! grep -qE '(src|href)="[^#d]' manual.html
}

@test "without pandoc it is said what is missing" {
    mkdir -p none
    for name in sh cat; do ln -sf "$(command -v $name)" none; done
    run --separate-stderr env PATH="$PWD/none" sh "$CT_SRCDIR/docs/manual" "$CT_SRCDIR" "$CRIMETRENDS" out none.html
    [ "$status" = 1 ]
    [[ $stderr == *"apt-get install pandoc"* ]]
}
