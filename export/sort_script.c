/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one script of a report: a button over each head of its tables sorts the
 * rows; the head's text stays in its place, as heads repeated on paper show no
 * buttons. Without it, and on paper, the page is the same. */
#include "config.h"

#include "export/html_part.h"

/* Numbers by their value in full, texts as people read them, empty cells
 * always last; rows that are the same in a column keep their order. */
const char ct_html_sort_script[] =
    "<script>\n"
    "for (const table of document.querySelectorAll('table')) {\n"
    "  const heads = [...table.tHead.rows[0].cells];\n"
    "  const body = table.tBodies[0];\n"
    "  if (body.rows.length < 3) continue;\n"
    "  heads.forEach((head, i) => {\n"
    "    const button = document.createElement('button');\n"
    "    button.type = 'button';\n"
    "    button.title = `Sort by ${head.textContent}`;\n"
    "    button.ariaLabel = button.title;\n"
    "    head.append(button);\n"
    "    const key = (row) => row.cells[i].dataset.value ??\n"
    "      row.cells[i].textContent;\n"
    "    const order = (a, b) => (b !== '') - (a !== '') ||\n"
    "      (a - b || a.localeCompare(b, 'en', {numeric: true}));\n"
    "    button.addEventListener('click', () => {\n"
    "      const down = head.getAttribute('aria-sort') === 'ascending';\n"
    "      for (const other of heads) other.removeAttribute('aria-sort');\n"
    "      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');\n"
    "      body.append(...[...body.rows].sort((x, y) => {\n"
    "        const a = key(x), b = key(y);\n"
    "        return a === '' || b === '' || !down ? order(a, b) : order(b, "
    "a);\n"
    "      }));\n"
    "    });\n"
    "  });\n"
    "}\n"
    "</script>\n";
