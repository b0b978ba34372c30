/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of commands. */
#include "config.h"

#include "cli/commands.h"

const struct ct_command ct_commands[] = {
    {.name = "datasets",
     .usage = "[ID]",
     .summary = "List the datasets that can be collected, or show one",
     .text = "With an ID: its description, how its codes are mapped, licence "
             "and citation.\n",
     .max_operands = 1,
     .run = ct_command_datasets},
    {.name = "collect",
     .usage = "[-d ID|DIR] FILE... -o PANEL.h5",
     .summary = "Read publishers' files into a panel",
     .text = "Every cell is accounted for: taken, missing, ignored with a "
             "reason, or rejected.\nRejects are listed, file and line, in "
             "PANEL.h5.rejects.csv. FILE - is standard input.\nA file of no "
             "known dataset: collect --describe FILE drafts a description.\n",
     .takes = CT_TAKES_DATASET | CT_TAKES_OUTPUT | CT_TAKES_JOBS,
     .min_operands = 1,
     .max_operands = -1,
     .run = ct_command_collect},
    {.name = "info",
     .usage = "FILE.h5",
     .summary = "Say what a file holds and how it came about",
     .text = "",
     .min_operands = 1,
     .max_operands = 1,
     .run = ct_command_info},
    {.name = "explain",
     .usage = "FILE.h5 --where DIM=CODE... --at=PERIOD",
     .summary = "Say how one number came about, back to file and line",
     .text =
         "For a panel: the file, line and cells it was read from, the "
         "rows of the tables\nthat gave its codes, flags and notes. For a "
         "result: formula, options, the numbers\nthat went in, and the "
         "story of each. Inputs are looked for beside the file, then\nin "
         "the current folder; one that is missing or changed is said.\nWhere "
         "events are counted, --verbose lists all their lines.\n",
     .takes = CT_TAKES_ONE,
     .min_operands = 1,
     .max_operands = 1,
     .run = ct_command_explain},
    {.name = "check",
     .usage = "FILE... [-p POPULATION] [-o RESULT.h5]",
     .summary = "Look for values that cannot, or hardly can, be right",
     .text =
         "Puts rules to a panel, and to several files side by side, and "
         "reports what a\ndata editor should look at: the worst first, "
         "with file and line of the input.\nNothing is changed. With -o the "
         "table `findings` has every one, the table\n`rules` what was "
         "looked at. FILE is a panel of ours, or a tidy CSV. Exit status\n3 "
         "if anything is found, else 0.\n",
     .takes = CT_TAKES_SELECTION | CT_TAKES_POPULATION | CT_TAKES_OUTPUT |
              CT_TAKES_RULES,
     .min_operands = 1,
     .max_operands = -1,
     .run = ct_command_check},
    {.name = "analyze",
     .usage = "METHOD FILE... [-p POPULATION] -o RESULT.h5",
     .summary = "Compute comparable indicators and trends",
     .text = "FILE is a panel or result of ours, or a tidy CSV.\n",
     .takes = CT_TAKES_METHOD | CT_TAKES_SELECTION | CT_TAKES_POPULATION |
              CT_TAKES_OUTPUT | CT_TAKES_JOBS | CT_TAKES_MIN_CELL,
     .min_operands = 1,
     .max_operands = -1,
     .run = ct_command_analyze},
    {.name = "export",
     .usage = "FILE... -t FORMAT [-o FILE] [--table=NAME]",
     .summary = "Write a panel or its tables for other programs and people",
     .text = "Without --table: the panel if there is one, else the method's "
             "first table;\nxlsx, tex, html and md write all. Without -o: to "
             "standard output.\n",
     .takes = CT_TAKES_FORMAT | CT_TAKES_SELECTION | CT_TAKES_OUTPUT |
              CT_TAKES_MIN_CELL,
     .min_operands = 1,
     .max_operands = -1,
     .run = ct_command_export},
    {.name = "plot",
     .usage = "FIGURE FILE... -o FILE.svg|.pdf|.png",
     .summary = "Draw a figure",
     .text = "",
     .takes = CT_TAKES_FIGURE | CT_TAKES_SELECTION | CT_TAKES_OUTPUT |
              CT_TAKES_JOBS | CT_TAKES_MIN_CELL,
     .min_operands = 1,
     .max_operands = -1,
     .run = ct_command_plot},
    {.name = "run",
     .usage = "STUDY.conf [-n] [-j N]",
     .summary = "Run a study: all its steps, only what changed",
     .text = "A study names a title, the output folder, steps (command lines "
             "as one would type\nthem) and a report:\n\n"
             "    title  = \"Homicide\";\n"
             "    output = \"out\";\n"
             "    steps  = ( \"collect -d tidy homicide.csv -o homicide.h5\",\n"
             "               \"plot trend homicide.h5 -o trend.svg\" );\n"
             "    report = \"report.html\";\n\n"
             "In a group of steps, variables and loops are filled in:\n\n"
             "    { title = \"Offence ${code}\";\n"
             "      for   = { code = [\"0101\", \"0401\"]; };\n"
             "      steps = ( \"plot trend crimes.h5 --where offence=${code} "
             "-o ${code}.svg\" ); }\n\n"
             "@include \"FILE\" puts a file's lines there. A step is done "
             "again only if the bytes it\nreads, its words or the program "
             "changed. A run that is interrupted is gone on with.\n"
             "Where a browser is on the PATH the report is printed to PDF, "
             "too.\n"
             "With -n the plan is printed and nothing done. "
             "docs/studies.md tells more.\n",
     .takes = CT_TAKES_PLAN | CT_TAKES_JOBS,
     .min_operands = 1,
     .max_operands = 1,
     .run = ct_command_run},
    {.name = "help",
     .usage = "[WORD...]",
     .summary = "Find commands, methods, datasets ... by your own word",
     .text = "Looks through commands, methods, figures, formats, options, "
             "checks, datasets\nand codes: crimetrends help per capita. What "
             "fits best comes first.\n",
     .max_operands = -1,
     .run = ct_command_help},
    {0}};
