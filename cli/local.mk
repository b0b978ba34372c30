# SPDX-License-Identifier: GPL-3.0-or-later
# One line a file, so that lists merge.
crimetrends_SOURCES += cli/main.c
crimetrends_SOURCES += cli/call.c cli/call.h
crimetrends_SOURCES += cli/call_text.c
crimetrends_SOURCES += cli/commands.c cli/commands.h
crimetrends_SOURCES += cli/inputs.c cli/inputs.h
crimetrends_SOURCES += cli/say.c cli/say.h
crimetrends_SOURCES += cli/analyze.c cli/analysis.h
crimetrends_SOURCES += cli/explain.c cli/explain.h
crimetrends_SOURCES += cli/explain_file.c
crimetrends_SOURCES += cli/explain_many.c
crimetrends_SOURCES += cli/explain_number.c
crimetrends_SOURCES += cli/explain_result.c
crimetrends_SOURCES += cli/explain_source.c
crimetrends_SOURCES += cli/explain_table.c
crimetrends_SOURCES += cli/collect.c
crimetrends_SOURCES += cli/describe.c cli/describe.h
crimetrends_SOURCES += cli/export.c
crimetrends_SOURCES += cli/info.c
crimetrends_SOURCES += cli/plot.c
crimetrends_SOURCES += cli/run.c cli/run.h
crimetrends_SOURCES += cli/run_report.c
crimetrends_SOURCES += cli/run_steps.c
crimetrends_SOURCES += cli/state.c cli/state.h
crimetrends_SOURCES += cli/study.c cli/study.h
crimetrends_SOURCES += cli/words.c
crimetrends_SOURCES += cli/datasets.c
