#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the test cases of tests/test_oracles.c from oracles in JSON.

    cases.py NAME.json NAME.csv     writes NAME.tidy.csv, NAME.cases.csv and,
                                    where there are such, NAME.population.csv
                                    and files of parameters into the current
                                    folder; NAME is that of the CSV where an
                                    oracle has several (quality_series.csv)

The oracles (method, input, options, expected, tolerance, source) were made
with R; they are not needed to run the tests. A case is one cell that must
come out: analysis (method and options), table (`panel` or a name), where
(column=code, by blanks), column, expected (empty: an empty cell), relative
tolerance. @NAME in an analysis is the file ORACLE.NAME.
"""
import csv
import json
import math
import pathlib
import re
import sys


def place(label):
    return "USA:" + re.sub(r"[^A-Za-z0-9]+", "_", label)


def show(x):
    return "" if x is None else repr(x) if isinstance(x, float) else str(x)


def rates_crude(oracle, rows):
    tidy = [["area", "time", "value"]] + [[place(r["id"]), 2020, r["count"]] for r in rows]
    people = ([["area", "measure", "time", "value"]] +
              [[place(r["id"]), "population", 2020, r["population"]] for r in rows])
    cases, tolerance = [], oracle["tolerance"]["rel"]
    kinds = {"garwood": "exact", "byar": "byar", "rothman_half": "rothman-half",
             "hybrid_phe": "hybrid", "normal": "normal"}
    for key, ci in kinds.items():
        for confidence, suffix in (("95", "95"), ("99.8", "998")):
            run = f"rate --ci={ci} --confidence={confidence}"
            for e in oracle["expected"]:
                where = "area=" + place(e["id"])
                lower, upper = e.get(f"{key}_{suffix}") or (None, None)
                if key == "byar" and lower is not None:
                    lower = max(0, lower)       # we clip at 0, the oracle doesn't
                for column, value in (("value", e["rate"]), ("lower", lower), ("upper", upper)):
                    cases.append([run, "panel", where, column, value, tolerance])
    words = {"R": "ok", "U": "unreliable", "S": "suppress"}
    for e in oracle["expected"]:
        if e["status"] == "ok":
            where = "area=" + place(e["id"])
            cases.append([run, "reliability", where, "rse", e["rse"], tolerance])
            cases.append([run, "reliability", where, "reliability", words[e["flag"]], 0])
    return tidy, people, cases


def index_basic(oracle, rows):
    e, tolerance, cases = oracle["expected"], oracle["tolerance"]["rel"], []
    tidy = [["area", "unit", "time", "value"]] + [["USA", "RATE_100K", r["year"], r["value"]] for r in rows]

    def panel(run, values):
        for r, value in zip(rows, values):
            cases.append([run, "panel", "time=" + r["year"], "value", value, tolerance])
    panel(f"index --base={oracle['options']['base_year']}", e["index"])
    panel("change --kind=yoy", e["yoy_pct"])
    for column, key in (("total", "cum_change_pct"), ("years", "cagr_years"), ("cagr", "cagr_pct"),
                        ("growth_ols", "ols_growth_pct")):
        cases.append(["change --kind=cagr", "change", "area=USA", column, e[key], 1e-10])
    for point in ("peak", "trough"):
        cases.append(["change --kind=cagr", "change", "area=USA", point, e[point]["year"], 0])
        cases.append(["change --kind=cagr", "change", "area=USA", point + "_value", e[point]["value"], tolerance])
    for key, options in (("ma3_centred", "--window=3"), ("ma5_centred", "--window=5"),
                         ("ma2x4", "--window=4"), ("ma3_trailing", "--window=3 --align=trailing")):
        panel("smooth " + options, e[key])
    return tidy, None, cases


MANN_KENDALL = {"n": "n", "S": "s", "varS": "var_s", "z": "z", "p": "p", "tau_b": "tau",
                "sen": "slope", "sen_lower": "slope_lower", "sen_upper": "slope_upper",
                "intercept_conover": "intercept"}
HAMED_RAO = {"correction": "correction", "varS_corrected": "var_s", "z": "z", "p": "p"}


def cells(run, table, expected, columns, tolerance):
    return [[run, table, "area=USA", column, expected[key], tolerance]
            for key, column in columns.items() if key in expected]


def trend_np(oracle, rows):
    e, tolerance, table = oracle["expected"], oracle["tolerance"]["rel"], "mann-kendall"
    tidy = [["area", "unit", "time", "value"]] + [["USA", "RATE_100K", r["year"], r["value"]] for r in rows]
    run = "mann-kendall --variant=plain"
    more = dict(e["spearman"], exact=e["kendall_exact_p"])
    cases = cells(run, table, e["mk"], MANN_KENDALL, tolerance)
    cases += cells(run, table, more, {"exact": "p_exact", "rho": "spearman", "p_t": "spearman_p"}, tolerance)
    refused = e["hamed_rao"] is None
    if refused or e["mk"]["n"] >= 10:
        corrected = dict.fromkeys(HAMED_RAO) if refused else e["hamed_rao"]
        cases += cells("mann-kendall --variant=hamed-rao", table, corrected, HAMED_RAO, tolerance)
    return tidy, None, cases


def trend_seasonal(oracle, rows):
    e, tolerance, run = oracle["expected"], oracle["tolerance"]["rel"], "mann-kendall --variant=seasonal"
    tidy = [["area", "time", "value"]] + [["USA", "%s-%02d" % (r["year"], int(r["month"])), r["value"]] for r in rows]
    cases = cells(run, "mann-kendall", e, {"S": "s", "varS": "var_s", "z": "z", "p": "p",
                                           "slope_per_year": "slope"}, tolerance)
    for season, s in e["season_S"].items():
        cases.append([run, "seasons", "season=" + season, "s", s, 0])
    return tidy, None, cases


TREND = {"slope": "slope", "se_slope": "se", "stat": "statistic", "p": "p", "apc": "apc",
         "apc_lower": "apc_lower", "apc_upper": "apc_upper", "intercept": "intercept", "df": "df",
         "deviance": "deviance", "loglik": "loglik", "aic": "aic", "dispersion": "dispersion",
         "theta": "theta", "sigma": "sigma", "r2": "r2", "durbin_watson": "durbin_watson",
         "ar1_resid": "autocorrelation"}


def trend_glm(oracle, rows):
    e, tolerance = oracle["expected"], oracle["tolerance"]
    tidy = [["area", "time", "value"]] + [["USA", r["year"], r["count"]] for r in rows]
    people = ([["area", "measure", "time", "value"]] +
              [["USA", "population", r["year"], r["population"]] for r in rows])
    cases = []
    for key, model in (("poisson", "poisson"), ("quasi", "quasi"), ("negbin", "negbin"),
                       ("loglinear_ols", "loglinear"), ("loglinear_wls", "wls")):
        run, want = "trend --model=" + model, dict(e[key])
        want["apc_lower"], want["apc_upper"] = want["apc_ci"]
        if "two_loglik" in want:
            want["loglik"] = want["two_loglik"] / 2
        if not key.startswith("loglinear"):
            want["intercept"] += math.log(1e5)
        cases += cells(run, "trend", want, TREND, tolerance["negbin_rel" if model == "negbin" else "rel"])
        years = {"model": model, "origin": e["time_origin"], "n": len(rows),
                 "from": rows[0]["year"], "to": rows[-1]["year"]}
        cases += cells(run, "trend", years, {k: k for k in years}, 0)
    cases += cells("trend --model=loglinear --se=newey-west", "trend", e["loglinear_ols"],
                   {"slope": "slope", "nw_se_slope": "se", "nw_p": "p", "newey_west_lag": "lag"},
                   tolerance["rel"])
    chosen = "quasi" if e["quasi"]["dispersion"] > 1.5 else "poisson"
    cases.append(["trend --model=auto", "trend", "area=USA", "model", chosen, 0])
    return tidy, people, cases


def years(rows):
    """The column t, or where it numbers the periods, years from 1701 on."""
    steps = [int(r["t"]) for r in rows]
    return [t if steps[0] >= 1000 else t + 1700 for t in steps]


def listed(x):
    return x if isinstance(x, list) else [x]


def partitions(run, want, times, tolerance):
    cases = []
    for m, (rss, bic) in enumerate(zip(want["rss"], want["bic"])):
        where = f"area=USA breaks={m}"
        cases += [[run, "models", where, "rss", rss, tolerance], [run, "models", where, "bic", bic, tolerance]]
        if "lwz" in want:
            cases.append([run, "models", where, "lwz", want["lwz"][m], tolerance])
    for m, partition in enumerate(want["partitions"], 1):
        for k, last in enumerate(listed(partition), 1):
            cases.append([run, "partitions", f"breaks={m} break={k}", "time", times[last - 1], 0])
    return cases


def breaks(oracle, rows):
    e, tolerance, times, cases = oracle["expected"], oracle["tolerance"]["rel"], years(rows), []
    tidy = [["area", "unit", "time", "value"]] + [["USA", "RATE_100K", t, r["y"]] for t, r in zip(times, rows)]
    want, run = e["bai_perron_mean"], f"breaks --regressors=mean --trim={oracle['options']['h']}"
    cases += partitions(run, want, times, tolerance)
    cases.append([run, "models", f"breaks={want['selected_by_bic']}", "selected", 1, 0])
    for k, bounds in enumerate(want.get("confint95") or [], 1):
        for column, last in zip(("lower", "time", "upper"), bounds):
            cases.append([run, "breaks", f"break={k}", column, times[last - 1], 0])
        cases.append([run, "breaks", f"break={k}", "first_new", times[bounds[1]], 0])
    for k, level in enumerate(listed(want["coef"]), 1):
        cases.append([run, "segments", f"segment={k}", "intercept", level, tolerance])
    want = e.get("bai_perron_trend")
    if want:
        cases += partitions(f"breaks --regressors=trend --trim={want['h']}", want, times, tolerance)
    at, f = f"--at={times[e['chow_mean']['point'] - 1]}", e["fstats"]
    run, hansen = f"breaks --trim=0.15 {at} --regressors=mean", 1e-9
    tests = [("chow", e["chow_mean"]["F"], e["chow_mean"]["p"], tolerance),
             ("supf", f["supF"], f["p_hansen"], hansen), ("avef", f["aveF"], f["p_aveF"], hansen),
             ("expf", f["expF"], f["p_expF"], hansen)]
    tests += [(test, e[key]["stat"], e[key]["p"], 1e-7)
              for test, key in (("ols-cusum", "ols_cusum"), ("rec-cusum", "rec_cusum"))]
    for test, statistic, p, p_tolerance in tests:
        cases.append([run, "tests", "test=" + test, "statistic", statistic, tolerance])
        if p > 1e-12:           # R takes p from 1, which leaves nothing of smaller ones
            cases.append([run, "tests", "test=" + test, "p", p, max(p_tolerance, 1e-15 / p)])
    cases.append([run, "tests", "test=supf", "time", times[f["argmax"] - 1], 0])
    run = f"breaks --trim=0.15 {at} --regressors=trend"
    for test, key, name in (("chow", "chow_trend", "F"), ("ols-cusum", "ols_cusum_trend", "stat")):
        cases.append([run, "tests", "test=" + test, "statistic", e[key][name], tolerance])
        cases.append([run, "tests", "test=" + test, "p", e[key]["p"], 1e-7])
    return tidy, None, cases


def pelt(oracle, rows):
    e, times, cases = oracle["expected"], years(rows), []
    tidy = [["area", "time", "value"]] + [["USA", t, r["y"]] for t, r in zip(times, rows)]
    for key, cost, penalty in (("mean_bic", "mean", None), ("mean_pen_100var", "mean", "pen"),
                               ("meanvar_bic", "meanvar", None), ("poisson_bic", "poisson", None)):
        if key not in e:
            continue
        run = f"changepoints --cost={cost}" + (f" --penalty={e[key][penalty]!r}" if penalty else "")
        found = listed(e[key]["cpts"])
        cases += cells(run, "models", dict(e[key], n=len(found)),
                       {"cost": "cost", "pen": "penalty", "n": "changepoints"}, oracle["tolerance"]["cost_rel"])
        if cost == "mean":
            cases.append([run, "models", "area=USA", "sigma2", e["sigma2_mad_diff"], 1e-10])
        for k, last in enumerate(found, 1):
            cases.append([run, "changepoints", f"changepoint={k}", "time", times[last - 1], 0])
    return tidy, None, cases


def stl_words(name, run):
    words = "seasonal --window=" + ("periodic" if name.startswith("periodic") else str(run["windows"]["s"]))
    if "_t" in name:
        words += f" --trend-window={run['windows']['t']}"
    return words + (" --degree=1" if run["degree"]["s"] else "") + (" --robust" if run["outer"] else "")


def season(oracle, rows):
    """Every eleventh period, and the last one."""
    e, options, frequency, cases = oracle["expected"], oracle["options"], oracle["options"]["frequency"], []
    first, y = int(float(rows[0]["time"]) + 1e-6), [float(r["y"]) for r in rows]
    form = {4: "%d-Q%d", 12: "%d-%02d"}[frequency]
    times = [form % (first + i // frequency, i % frequency + 1) for i in range(len(y))]
    tidy = [["area", "time", "value"]] + [["USA", t, v] for t, v in zip(times, y)]
    size = oracle["tolerance"]["stl_abs_rel_to_range"] * (max(y) - min(y))
    chosen = sorted({*range(0, len(y), 11), len(y) - 1})

    def panel(run, component, values, scale):
        for i in chosen:
            want = values[i]
            cases.append([run, "panel", f"component={component} time={times[i]}", "value", want,
                          scale / abs(want) if want else 0])
    with open(pathlib.Path(sys.argv[1]).with_name(e["stl_expected"]), newline="") as stream:
        parts = list(csv.DictReader(stream))
    for name, settings in options["stl_runs"].items():
        run = stl_words(name, settings)
        for component in ("trend", "seasonal", "remainder") + (("weight",) if settings["outer"] else ()):
            panel(run, component, [float(r[f"{name}_{component}"]) for r in parts],
                  1e-8 if component == "weight" else size)
        cases += cells(run, "strength", e.get("strength_" + name, {}),
                       {"trend": "trend", "seasonal": "seasonal"}, 1e-9)
    for kind, scale in (("additive", 1), ("multiplicative", 100)):
        want, run = e.get("decompose_" + kind), "seasonal --method=classical --type=" + kind
        if want:
            for j, index in enumerate(want["figure"], 1):
                cases.append([run, "indices", f"season={j}", "index", scale * index, 1e-10])
            panel(run, "trend", want["trend"], size)
            panel(run, "remainder", want["random"], size if kind == "additive" else 1e-10)
    return tidy, None, cases


JOINPOINT = {"segments": {"start": "from", "end": "to", "slope": "slope", "se": "se", "p": "p",
                          "apc": "apc", "lower": "apc_lower", "upper": "apc_upper"},
             "locations": {"tau": "time", "lower": "lower", "upper": "upper", "delta": "change", "se": "change_se"},
             "aapc": {"aapc": "aapc", "lower": "lower", "upper": "upper", "mean_slope": "slope", "se": "se"},
             "models": {"sse": "sse", "mse": "mse", "bic": "bic", "bic3": "bic3", "wbic": "wbic", "r2max": "weight"}}


def near(value, distance):
    """Relative tolerance for an absolute one."""
    return distance / abs(value) if value else 0


def joinpoint_input(rows, counts):
    if not counts:
        return [["area", "unit", "time", "value"]] + [["USA", "RATE_100K", r["year"], r["rate"]] for r in rows], None
    return ([["area", "time", "value"]] + [["USA", r["year"], r["count"]] for r in rows],
            [["area", "measure", "time", "value"]] + [["USA", "population", r["year"], r["population"]] for r in rows])


def joinpoint_model(run, model):
    where = f"joinpoints={model['k']}"
    cases = [[run, "models", where, column, model[key], 1e-8 if key in ("sse", "mse") else near(model[key], 1e-8)]
             for key, column in JOINPOINT["models"].items() if key in model]
    cases += [[run, "locations", f"joinpoint={j}", "time", tau, 0] for j, tau in enumerate(listed(model["tau"]), 1)]
    return cases + [[run, "segments", f"segment={j}", "slope", slope, 1e-7]
                    for j, slope in enumerate(listed(model["slopes"]), 1)]


def joinpoint_final(run, final, rows):
    tolerance, cases = 1e-6, [[run, "segments", "segment=1", "df", final["df"], 0]]

    def rows_of(table, where, want):
        cases.extend([run, table, where, column, want[key], 0 if column in ("from", "to", "time") else tolerance]
                     for key, column in JOINPOINT[table].items() if key in want)
    for s in final["apc"]:
        rows_of("segments", f"segment={s['segment']}", s)
    for j, (tau, change) in enumerate(zip(listed(final["tau_ci_lerman"]), listed(final["slope_change"])), 1):
        if change:
            rows_of("locations", f"joinpoint={j}", dict(tau, **change))
    for key, back in (("full", len(rows)), ("last10", 10), ("last5", 5)):
        rows_of("aapc", "from=" + rows[-back]["year"], final["aapc"][key])
    return cases + [[run, "panel", "time=" + r["year"], "value", value, tolerance]
                    for r, value in zip(rows, final["fitted_rate"])]


def jp_us_murder_variants(oracle, rows):
    tidy, people = joinpoint_input(rows, True)
    rho, cases = oracle["options"]["ar1_rho"], []
    for key, options in (("grid_points_1", "--grid=1"), ("grid_points_3", "--grid=3"),
                         ("nend3_nbetween4", "--min-end=3 --min-between=4"),
                         ("linear_unweighted", "--weights=constant --scale=linear"),
                         ("ar1_gls_unweighted", f"--weights=constant --ar1={rho}")):
        for model in oracle["expected"][key]:
            run = "joinpoint {1} --min-joinpoints={0} --max-joinpoints={0}".format(model["k"], options)
            if key.startswith("ar1"):
                model = {k: model[k] for k in ("k", "tau", "sse", "slopes")}
            cases += joinpoint_model(run, model)
    return tidy, people, cases


def jp_compare(oracle, rows):
    e, k, areas = oracle["expected"], oracle["options"]["k"], {"A": "CAN", "B": "USA"}
    tidy = [["area", "unit", "time", "value"]] + [[areas[r["group"]], "RATE_100K", r["year"], r["rate"]] for r in rows]
    run = (f"compare-trends --weights=constant --permutations={e['coincidence']['N']} "
           f"--min-joinpoints={k} --max-joinpoints={k}")
    cases = [[run, "locations", f"model=separate area={area} joinpoint={j}", "time", tau, 0]
             for group, area in areas.items() for j, tau in enumerate(listed(e["tau_" + group]), 1)]
    for test in ("coincidence", "parallelism"):
        want, where = e[test], "test=" + test
        cases += [[run, "tests", where, "joinpoints", e["k"], 0], [run, "tests", where, "sse_full", e["sse_full"], 1e-8],
                  [run, "tests", where, "sse_null", want["sse_null"], 1e-8],
                  [run, "tests", where, "p", want["p_perm"], near(want["p_perm"], oracle["tolerance"]["p_perm_abs"])]]
        cases += [[run, "tests", where, column, want[key], 1e-6] for key, column in
                  {"ratio": "statistic", "F": "f", "p_F": "p_f", "df1": "df1", "df2": "df2"}.items()]
        cases += [[run, "locations", f"model={test} area={area} joinpoint={j}", "time", tau, 0]
                  for area in areas.values() for j, tau in enumerate(listed(want["tau_common"]), 1)]
    return tidy, None, cases


def jp_(oracle, rows):
    e, options, cases = oracle["expected"], oracle["options"], []
    tidy, people = joinpoint_input(rows, options["weights"] == "count")
    for model in e["models"]:
        run = "joinpoint --min-joinpoints={0} --max-joinpoints={0}".format(model["k"])
        cases += joinpoint_model(run, model)
        for final in e["final"]:
            if final["k"] == model["k"]:
                cases += joinpoint_final(run, final, rows)
    for criterion in ("wbic", "bic", "bic3", "permutation"):
        run = f"joinpoint --max-joinpoints={options['kmax']} --select={criterion}"
        cases.append([run, "models", f"joinpoints={e['selected'][criterion]}", "selected", 1, 0])
    for test in e["permutation_tests"]:
        where = f"null={test['k0']} alternative={test['k1']}"
        cases.append([run, "tests", where, "statistic", test["ratio"], 1e-7])
        cases.append([run, "tests", where, "p", test["p"], near(test["p"], oracle["tolerance"]["perm_p_abs"])])
        cases.append([run, "tests", where, "alpha", test["alpha"], 1e-15])
        cases.append([run, "tests", where, "rejected", int(test["reject"]), 0])
    return tidy, people, cases


def segmented(oracle, rows):
    e, tolerance = oracle["expected"], oracle["tolerance"]
    tidy, _ = joinpoint_input(rows, False)
    k = len(e["psi"])
    run = f"joinpoint --locations=continuous --min-joinpoints={k} --max-joinpoints={k}"
    cases = [[run, "models", f"joinpoints={k}", "sse", e["rss"], tolerance["rss_rel"]]]
    for j, (psi, se) in enumerate(zip(e["psi"], e["se_psi"]), 1):
        cases.append([run, "locations", f"joinpoint={j}", "time", psi, near(psi, tolerance["psi_abs"])])
        cases.append([run, "locations", f"joinpoint={j}", "se", se, tolerance["se_rel"]])
    for j, (slope, se) in enumerate(zip(e["slopes"], e["se_slopes"]), 1):
        cases.append([run, "segments", f"segment={j}", "slope", slope, tolerance["se_rel"]])
        cases.append([run, "segments", f"segment={j}", "se", se, tolerance["se_rel"]])


def parameters(want, period):
    """A file of R's numbers; the season in the order of time, R's runs back."""
    state = want["initial_state"]
    rows = [[k, want["par"][k]] for k in ("alpha", "beta", "gamma", "phi") if k in want["par"]]
    rows += [[k, state[k]] for k in ("l", "b") if k in state]
    if "s1" in state:
        rows += [[f"s{j}", state[f"s{period + 1 - j}"]] for j in range(1, period + 1)]
    return [["parameter", "value"]] + rows


def ets(oracle, rows):
    """R's numbers replayed, and drift; files of parameters go beside the cases."""
    e, tolerance, period, cases = oracle["expected"], oracle["tolerance"], oracle["options"]["frequency"], []
    times = [1901 + i if period == 1 else f"{1980 + i // 12}-{i % 12 + 1:02d}" for i in range(len(rows) + 24)]
    tidy = [["area", "time", "value"]] + [["USA", t, r["y"]] for t, r in zip(times, rows)]
    future = times[len(rows):]
    for model, want in e.items():
        if "aicc" in want:
            name = f"{pathlib.Path(sys.argv[1]).stem}.{model}.csv"
            write(name, parameters(want, period))
            run = f"forecast --model={model} --horizon={want['h']} --parameters=@{model}.csv"
            cases += cells(run, "models", want, {k: k for k in ("loglik", "aic", "aicc", "bic", "sigma2")},
                           tolerance["replay_rel"])
            # R's mean of a season that multiplies is no point forecast, its limits are no quantiles
            columns = ([] if model[-1] == "M" else ["value"]) + (["lower", "upper"] if model[0] == "A" else [])
        elif model == "drift":
            run, columns = f"forecast --model=drift --horizon={len(want['mean'])}", ["value", "lower", "upper"]
        else:
            continue
        for column in columns:
            for t, x in zip(future, want[{"value": "mean", "lower": "lower95", "upper": "upper95"}[column]]):
                cases.append([run, "panel", f"time={t}", column, x, tolerance["replay_rel"]])
    return tidy, None, cases


def age_code(band):
    return "Y_GE" + band[:-1] if band.endswith("+") else "Y" + band.replace("-", "T")


def by_age(rows):
    codes = [(place(r["area"]), age_code(r["age"])) for r in rows]
    tidy = [["area", "age", "time", "value"]] + [[*c, 2020, r["count"]] for c, r in zip(codes, rows)]
    people = ([["area", "age", "measure", "time", "value"]] +
              [[*c, "population", 2020, r["population"]] for c, r in zip(codes, rows)])
    return tidy, people


def beside(name, header, rows):
    """A file that an option names, as @NAME in the analysis; rows once each."""
    write(name, [header] + [list(r) for r in dict.fromkeys(tuple(r) for r in rows)])


def rates_dsr(oracle, rows):
    cases, tolerance = [], oracle["tolerance"]["rel"]
    beside("rates_dsr_synthetic.standard.csv", ["age", "weight"],
           [(age_code(r["age"]), r["stdpop"]) for r in rows])
    for ci in ("dobson", "fay-feuer", "tiwari"):
        run = f"standardise --standard=@standard.csv --ci={ci}"
        for e in oracle["expected"]:
            key = {"dobson": "dobson_exact" if e["observed"] < 10 else "dobson_byar"}.get(ci, ci.replace("-", "_"))
            where = "area=" + place(e["area"])
            for column, value in zip(("value", "lower", "upper"), (e["rate"], *e[key])):
                cases.append([run, "panel", where, column, value, tolerance])
            for key, column in (("observed", "events"), ("se", "se"), ("rse", "rse"),
                                ("effective_count", "effective_count")):
                cases.append([run, "reliability", where, column, e[key], tolerance])
    return *by_age(rows), cases


def rates_smr(oracle, rows):
    cases, tolerance = [], oracle["tolerance"]["rel"]
    beside("rates_smr.reference.csv", ["age", "events", "population"],
           [(age_code(r["age"]), r["refcount"], r["refpop"]) for r in rows])
    for ci in ("exact", "byar"):
        run = f"standardise --indirect=@reference.csv --ci={ci}"
        for e in oracle["expected"]:
            where = "area=" + place(e["area"])
            limits = zip(("lower", "upper"), e["smr_" + ci])
            for column, value in (("value", e["indirect_rate"]),
                                  *zip(("lower", "upper"), e["indirect_" + ci])):
                cases.append([run, "panel", where, column, value, tolerance])
            for column, value in (("events", e["observed"]), ("expected", e["expected"]), ("smr", e["smr"]),
                                  ("p", e["p_exact_two_sided"]), ("p_mid", e["p_mid"]), *limits):
                cases.append([run, "smr", where, column, value, tolerance])
    return *by_age(rows), cases


def rates_ratio(oracle, rows):
    cases, tolerance = [], oracle["tolerance"]["rel"]
    codes = [(place(r["id"]), sex, r["x" + i], r["n" + i]) for r in rows for i, sex in (("1", "F"), ("2", "M"))]
    tidy = [["area", "sex", "time", "value"]] + [[area, sex, 2020, x] for area, sex, x, _ in codes]
    people = ([["area", "sex", "measure", "time", "value"]] +
              [[area, sex, "population", 2020, n] for area, sex, _, n in codes])
    for ci, key in (("exact", "exact"), ("log", "log_wald")):
        run = f"ratio --reference=sex=M --ci={ci}"
        for e in oracle["expected"]:
            where = f"area={place(e['id'])} sex=F"
            for column, value in (("ratio", e["rr"]), ("difference", e["rd"]),
                                  ("p", e["p_exact"]), *zip(("lower", "upper"), e[key]),
                                  *zip(("difference_lower", "difference_upper"), e["rd_normal"])):
                cases.append([run, "ratio", where, column, "inf" if value == "Inf" else value, tolerance])
    return tidy, people, cases


def by_region(rows):
    """Panel, population and the file of groups; files in an analysis are told by an @."""
    name = lambda r: [place(r["unit"]), r["year"]]
    tidy = [["area", "time", "value"]] + [name(r) + [r["count"]] for r in rows]
    people = ([["area", "measure", "time", "value"]] +
              [[place(r["unit"]), "population", r["year"], r["population"]] for r in rows])
    groups = sorted({(place(r["unit"]), place(r["region"])) for r in rows})
    return tidy, people, [["area", "group"]] + [list(g) for g in groups]


INEQUALITY = {k: k for k in (
    "n mean weighted_mean sd cv cv_weighted sigma_log gini gini_weighted theil theil_weighted mld "
    "mld_weighted theil_between theil_within top5_share p90_p10 max_min").split()}
INEQUALITY.update({"gini_small_sample": "gini_corrected", "atkinson_0.5": "atkinson", "hhi_counts": "hhi"})
CONVERGENCE = {k: k for k in "n intercept beta se t p se_hc1 r2 speed half_life sigma_ratio spearman".split()}
CONVERGENCE.update({"kendall_tau_b": "tau", "mean_abs_rank_change": "mean_rank_change",
                    "top10_overlap": "top10_overlap"})


def ineq(oracle, rows):
    e, tolerance, cases = oracle["expected"], oracle["tolerance"]["rel"], []
    tidy, people, groups = by_region(rows)
    write("ineq_murder.groups.csv", groups)
    for key in ("start", "end"):
        cases += [["inequality --by=@groups.csv", "inequality", f"time={oracle['options'][key]}",
                   INEQUALITY[k], v, tolerance] for k, v in e[key].items()]
    both = dict(e["beta"], **e["rank"], sigma_ratio=e["sigma_ratio"])
    cases += [["convergence", "convergence", f"from={oracle['options']['start']}", CONVERGENCE[k], v, tolerance]
              for k, v in both.items()]
    return tidy, people, cases


COVERAGE = {"n_units": "units", "n_reporting": "reporting", "population_coverage": "coverage",
            "rate_available": "rate", "published": "published", "unweighted_mean": "mean",
            "unweighted_median": "median", "rate_two_stage": "rate_two_stage"}


def agg(oracle, rows):
    e, tolerance, cases, filled = oracle["expected"], oracle["tolerance"]["rel"], [], []
    tidy, people, groups = by_region(rows)
    write("agg_murder.groups.csv", groups)
    run = "aggregate --by=@groups.csv"
    fill = run + " --coverage=0 --fill=log-linear --max-gap=99"
    for area, r in [(place(r["region"]), r) for r in e["regions"]] + [("_T", r) for r in e["world"]]:
        where = f"area={area} time={r['year']}"
        r["published"] = int(r["published"])
        cases += [[run, "coverage", where, COVERAGE[k], v, tolerance] for k, v in r.items() if k in COVERAGE]
        for unit, value in (("RATE_100K", r["rate_published"]), ("NUMBER", r["scaled_count"])):
            cases.append([run, "panel", f"{where} unit={unit}", "value", value, tolerance])
        filled.append([fill, "panel", f"{where} unit=RATE_100K", "value", r["rate_imputed"], tolerance])
    for year, index in zip(e["matched_panel_index"]["year"], e["matched_panel_index"]["index"]):
        cases.append([run, "matched", f"area=_T time={year}", "index", index, tolerance])
    for r in e["imputed"]:
        where = f"area={place(r['state'])} time={r['year']}"
        filled += [[fill, "filled", where, "rate", r["irate"], tolerance], [fill, "filled", where, "how", r["how"], 0]]
    return tidy, people, cases + filled


def index_chain(oracle, rows):
    e, tolerance, cases = oracle["expected"], oracle["tolerance"]["rel"], []
    tidy = [["area", "definition", "time", "value"]] + [["USA", r["definition"], r["year"], r["value"]] for r in rows]
    base, linked = 2013, {"geo": "linked_geometric", "first": "linked_first"}
    for link, key in (("geo", "geometric"), ("first", "first_overlap"), ("last", "last_overlap"),
                      ("sum", "ratio_of_sums")):
        run = f"index --join=definition=old,new --link={link} --base={base}"
        cases.append([run, "link", "area=USA", "factor", e["factor_" + key], tolerance])
        cases.append([run, "link", "area=USA", "overlap", len(e["overlap_years"]), 0])
        values = dict(zip(e["linked_years"], e[linked[link]])) if link in linked else {}
        for year, value in values.items():
            cases.append([run, "panel", f"time={year}", "value", 100 * value / values[base], tolerance])
    return tidy, None, cases


def quality_series(oracle, rows):
    e, tolerance, cases = oracle["expected"], oracle["tolerance"]["rel"], []
    tidy = [["area", "unit", "time", "value"]] + [["USA", "RATE_100K", r["year"], r["value"]] for r in rows]
    flags = {"hampel": e["hampel"]["outlier"], "tukey": e["tukey_log_change"]["flag_index_of_later_year"]}
    for i, r in enumerate(rows):
        z = e["iglewicz_hoaglin"][i]
        want = {"hampel_median": e["hampel"]["median"][i], "hampel_mad": e["hampel"]["scaled_mad"][i],
                "modified_z": z, "iglewicz_hoaglin": int(abs(z) > 3.5)}
        want.update({column: int(i + 1 in listed(found)) for column, found in flags.items()})
        cases += [["quality", "outliers", "time=" + r["year"], column, v, tolerance] for column, v in want.items()]
    fences = ("q1", "q3", "lower", "upper")
    cases += [["quality", "tukey", "area=USA", k, e["tukey_log_change"][k], tolerance] for k in fences]
    return tidy, None, cases


def quality_counts(oracle, rows):
    e, tolerance, cases = oracle["expected"], oracle["tolerance"]["rel"], []
    tidy = [["area", "offence", "time", "value"]]
    for column, offence in (("count", "0101"), ("heaped", "0401")):
        tidy += [[place("a%03d" % (i // 50)), offence, 1950 + i % 50, r[column]] for i, r in enumerate(rows)]
    columns = {"n": "n", "chi2": "statistic", "df": "df", "p": "p", "mad": "mad", "ks": "ks",
               "whipple_0_5": "whipple", "myers_blended": "myers"}
    for test, key in (("benford", "benford"), ("last-digit", "last_digit")):
        for offence, kind in (("0101", "raw"), ("0401", "heaped")):
            cases += [["quality", "digits", f"test={test} offence={offence}", columns[k], v, tolerance]
                      for k, v in e[key][kind].items() if k in columns]
    return tidy, None, cases


REVISIONS = {k: k for k in "n sd min max range hac_se hac_lag t p".split()}
REVISIONS.update({"MR": "mr", "MAR": "mar", "RMAR": "rmar", "rms": "rmsr", "pct_positive": "positive",
                  "pct_sign_agree": "sign_agreement", "pct_later_above": "later_above", "theil_U": "theil_u",
                  "U_M": "um", "U_R": "ur", "U_D": "ud"})


def quality_revisions(oracle, rows):
    e, tolerance = oracle["expected"]["revisions"], oracle["tolerance"]["rel"]
    tidy = [["area", "vintage", "time", "value"]]
    for column, vintage in (("preliminary", "2030-01-01"), ("latest", "2031-01-01")):
        tidy += [["USA", vintage, 2000 + int(r["period"]), r[column]] for r in rows]
    level = {"mean_rel_revision_pct": "mr", "mean_abs_rel_revision_pct": "mar"}
    line = {"intercept": "mz_intercept", "slope": "mz_slope"}
    cases = [["revisions", "revisions", "basis=" + basis, column, want[k], tolerance]
             for basis, want, columns in (("growth", e["growth"], REVISIONS), ("level", e["level"], level),
                                          ("growth", e["growth"]["mincer_zarnowitz"], line))
             for k, column in columns.items()]
    return tidy, None, cases


SOURCES = {"ccc_rates": "ccc", "pearson": "pearson", "spearman": "spearman", "ratio_total": "ratio",
           "median_ratio": "ratio_median", "geo_mean_ratio": "ratio_geometric", "within10pct": "within10"}


def quality_sources(oracle, rows):
    e, tolerance = oracle["expected"]["sources"], oracle["tolerance"]["rel"]
    run, areas = "triangulate --reference=source=police", [place("u%03d" % int(r["unit"])) for r in rows]
    tidy = [["area", "source", "measure", "offence", "time", "value"]]
    tidy += [[a, s, "victims", "0101", 2020, r[s]] for a, r in zip(areas, rows) for s in ("police", "health")]
    people = [["area", "measure", "time", "value"]]
    people += [[a, "population", 2020, r["population"]] for a, r in zip(areas, rows)]
    want = {column: e[k] for k, column in SOURCES.items()}
    want.update({"bias": e["bland_altman"]["bias"], "sd": e["bland_altman"]["sd"]})
    want.update(zip(("ratio_lower", "ratio_upper"), e["loa_ratio"]))
    want.update(zip(("loa_lower", "loa_upper"), e["bland_altman"]["loa"]))
    cases = [[run, "triangulate", "area=_T", column, value, tolerance] for column, value in want.items()]
    for i, (a, z) in enumerate(zip(areas, e["z_poisson"]), 1):
        cases.append([run, "discrepancies", "area=" + a, "z", z, tolerance])
        cases.append([run, "discrepancies", "area=" + a, "flagged", int(i in listed(e["flag_z3"])), 0])
    return tidy, people, cases


def agency(oracle, rows):
    e, tolerance, cases = oracle["expected"], oracle["tolerance"]["rel"], []
    run = f"adjust-coverage --min-months={oracle['options']['min_months_annualise']}"

    def codes(r):
        return [place(r["state"]), r["agency"], r["group"]]
    header = ["area", "agency", "group", "measure", "time", "value"]
    tidy = [header] + [codes(r) + [measure, 2020, r[column]]
                       for r in rows for measure, column in (("offences", "reported"), ("months", "months"))]
    people = [header] + [codes(r) + ["population", 2020, r["population"]] for r in rows]
    for r, estimate, method in zip(rows, e["estimated"], e["method"]):
        cases.append([run, "panel", "agency=" + r["agency"], "value", estimate, tolerance])
        cases.append([run, "agencies", "agency=" + r["agency"], "method", method.replace("_", "-"), 0])
    for key, column in (("state_total_reported", "reported"), ("state_total_estimated", "estimated"),
                        ("coverage_indicator", "coverage"), ("imputed_share", "imputed_share")):
        for state, value in e[key].items():
            cases.append([run, "coverage", "area=" + place(state), column, value, tolerance])
    return tidy, people, cases


NETWORK = {k: k for k in "total domestic domestic_share cross_border density hhi_origins hhi_destinations "
           "hhi_origins_normalised hhi_corridors".split()}
NETWORK["reciprocity_edges"] = "reciprocity"
NODES = {"out_strength": "out_strength", "in_strength": "in_strength", "out_degree": "out_degree",
         "in_degree": "in_degree", "foreign_share_at_destination": "foreign_share",
         "hhi_origin_by_destination": "hhi_origins"}
CENTRALITY = {"pagerank_0.85_weighted": "pagerank", "betweenness_inverse_weight": "betweenness",
              "betweenness_unweighted": "betweenness_unweighted", "hub": "hub", "authority": "authority"}
MIRROR = {"n_corridors": "corridors", "sum_destination": "sum_destination", "sum_origin": "sum_origin",
          "asymmetry_total": "asymmetry", "mean_abs_asymmetry": "mean_asymmetry",
          "weighted_abs_asymmetry": "weighted_asymmetry", "only_destination": "only_destination",
          "only_origin": "only_origin", "pearson_log1p": "correlation"}


def flows(oracle, rows):
    e, tolerance, cases = oracle["expected"], oracle["tolerance"]["rel"], []
    reporters = ("destination", "origin")
    tidy = [["area", "counterpart", "reporter", "measure", "time", "value"]]
    tidy += [[place(r["destination"]), place(r["origin"]), who, "victims", 2020, r[f"victims_{who}_report"]]
             for who in reporters for r in rows]
    run = "flows --min-cell=0"
    by = "reporter=destination"
    cases += [[run, "network", by, column, e[k], tolerance] for k, column in NETWORK.items()]
    for columns, size in ((NODES, None), (CENTRALITY, oracle["tolerance"]["centrality_abs"])):
        for k, column in columns.items():
            cases += [[run, "nodes", f"{by} area={place(node)}", column, v, near(v, size) if size and v else tolerance]
                      for node, v in e[k].items()]
    for rank, c in enumerate(e["top_corridors"], 1):
        where = f"{by} area={place(c['destination'])} counterpart={place(c['origin'])}"
        cases += [[run, "corridors", where, "value", c["victims_destination_report"], 0],
                  [run, "corridors", where, "rank", rank, 0]]
    cases += [["mirror", "mirror", "time=2020", column, e["mirror"][k], tolerance] for k, column in MIRROR.items()]
    return tidy, None, cases


def arrests_citizen(oracle, rows):
    e, tolerance, cases = oracle["expected"], oracle["tolerance"]["rel"], []
    tidy = [["area", "counterpart", "measure", "time", "value"]]
    tidy += [["CAN", counterpart, "suspects", r["year"], r[column]]
             for counterpart, column in (("CAN", "citizen"), ("USA", "non_citizen")) for r in rows]
    run = "flows --min-cell=0"
    for want in e["rows"]:
        where = f"area=CAN time={want['year']}"
        for column, v in zip(("foreign_share", "foreign_share_lower", "foreign_share_upper"),
                             [want["share"]] + want["wilson"]):
            cases.append([run, "nodes", where, column, v, tolerance])
    cases += [[run, "share-trend", "area=CAN", column, e[k], tolerance]
              for k, column in (("cochran_armitage_chi2", "statistic"), ("p", "p"))]
    return tidy, None, cases


def write(name, rows):
    with open(name, "w", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([[show(c) for c in r] for r in rows])


def main():
    oracle = json.loads(pathlib.Path(sys.argv[1]).read_text())
    name, table = (pathlib.Path(word).stem for word in sys.argv[1:3])
    name = table if table.startswith(name + "_") else name
    with open(sys.argv[2], newline="") as stream:
        rows = list(csv.DictReader(stream))
    families = (
        rates_crude,
        rates_dsr,
        rates_smr,
        rates_ratio,
        index_basic,
        index_chain,
        trend_np,
        trend_seasonal,
        trend_glm,
        breaks,
        pelt,
        season,
        ets,
        jp_us_murder_variants,
        jp_compare,
        jp_,
        segmented,
        ineq,
        agg,
        quality_series,
        quality_counts,
        quality_revisions,
        quality_sources,
        agency,
        flows,
        arrests_citizen,
    )  # one a line, so that lists merge
    family = next(f for f in families if name.startswith(f.__name__))
    tidy, people, cases = family(oracle, rows)
    write(name + ".tidy.csv", tidy)
    if people:
        write(name + ".population.csv", people)
    write(name + ".cases.csv", [["analysis", "table", "where", "column", "expected", "tolerance"]] + cases)


main()
