// SPDX-License-Identifier: GPL-3.0-or-later
// duck.js THREADS JOB INPUT OUTPUT: what bench/jobs compares with, in DuckDB, in
// the faster of the ways it offers: every column is text until it is used.
const { DuckDBInstance } = require(process.env.NODE_PEERS + '/@duckdb/node-api');
const [threads, job, input, output] = process.argv.slice(2);
const key = '"freq,iccs,unit,geo\\TIME_PERIOD"';
const jobs = {
  // events by month, type and district
  incident: `COPY (
    SELECT substr("Date", 7, 4) || '-' || substr("Date", 1, 2) AS month,
      "Primary Type", District, count(*) AS n
    FROM read_csv('${input}', all_varchar = true) GROUP BY ALL ORDER BY ALL)
    TO '${output}' (HEADER)`,
  // figures in columns, written to a file of columns
  long: `COPY (
    SELECT Iso3_code, Indicator, Dimension, Category, Sex, Age,
      Year::SMALLINT AS Year, VALUE::DOUBLE AS VALUE
    FROM read_csv('${input}', all_varchar = true))
    TO '${output}' (FORMAT PARQUET)`,
  // a column each year, a flag behind each figure
  wide: `COPY (
    SELECT split_part(k, ',', 2) AS iccs, split_part(k, ',', 3) AS unit, year,
      count(x) AS n, sum(x) AS s
    FROM (
      SELECT ${key} AS k, trim(year) AS year,
        TRY_CAST(split_part(v, ' ', 1) AS DOUBLE) AS x
      FROM (UNPIVOT (FROM read_csv('${input}', delim = '\t', all_varchar = true,
        header = true)) ON COLUMNS(* EXCLUDE (${key})) INTO NAME year VALUE v))
    GROUP BY ALL ORDER BY ALL)
    TO '${output}' (HEADER)`,
};
(async () => {
  const db = await DuckDBInstance.create(':memory:', { threads });
  const connection = await db.connect();
  await connection.run('SET preserve_insertion_order = false');
  await connection.run(jobs[job]);
})();
