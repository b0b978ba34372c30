# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
EXTRA_DIST += docs/methods.md
EXTRA_DIST += docs/format.md
