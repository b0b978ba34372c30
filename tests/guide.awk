# SPDX-License-Identifier: GPL-3.0-or-later
# Takes the examples out of a guide: each heading that has files below it
# becomes the folder OUT/N with these. A file is an indented block behind a line
#     `NAME`:    or    `NAME`, sheet `PART`:    or    , member `PART`:
#     or    `NAME`, in `ENCODING`:
# Sheets and members become OUT/N/parts/K, and OUT/N/pack lists them.
function finish()
{
    if (file != "")
        close(file)
    file = ""
}

/^#/ {
    finish()
    heading = $0
    started = 0
}

/^`[^`]+`(, (sheet|member|in) `[^`]+`)?:$/ {
    finish()
    if (!started) {
        started = 1
        parts = 0
        folder = out "/" ++n
        system("mkdir -p '" folder "/parts'")
        print heading > (folder "/heading")
    }
    split($0, word, "`")
    file = folder "/" word[2]
    if (word[3] ~ /in/) {
        print word[2] "\t" word[4] > (folder "/encodings")
        close(folder "/encodings")
    } else if (word[4] != "") {
        file = folder "/parts/" ++parts
        print word[2] "\t" word[4] "\t" file > (folder "/pack")
    }
    blank = 0
    begun = 0
    next
}

file != "" && /^    / {
    for (; blank > 0; blank--)
        print "" > file
    print substr($0, 5) > file
    begun = 1
    next
}

file != "" && /^$/ {
    blank += begun
    next
}

{ finish() }
