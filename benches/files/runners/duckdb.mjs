// DuckDB on one thread, as SQL: strings in, regular expressions, a join.

import { createRequire } from 'node:module';
import { join } from 'node:path';

const { DuckDBInstance } = createRequire(join(process.env.ECHOSCOPE_DUCKDB, 'here.js'))('@duckdb/node-api');

const STATUSES = `('SETTLED','PAYMENT',1,true),('REFUNDED','REFUND',-1,true),('REFUND_REVERSED','REFUND',1,true),
  ('DISPUTED','DISPUTE',-1,true),('DEFENDED','DISPUTE',-1,false),('DISPUTED_WON','DISPUTE',1,true),('DISPUTED_LOST','DISPUTE',-1,false)`;
const NUMBER = "'-?[0-9]{1,15}'";
const isBlank = ['ExternalProviderReference', 'ExternalTransactionType', 'ExternalTransactionStatus', 'ExternalProcessingDate', 'Amount',
  'Currency'].map((column) => `${column} = ''`);

const LINES = `CREATE OR REPLACE TABLE lines AS
  WITH stop AS (SELECT min(rowid) AS row FROM raw WHERE ${isBlank.join(' AND ')}),
  statuses(status, type, sign, counts) AS (VALUES ${STATUSES}),
  said AS (
    SELECT raw.*,
      CASE WHEN regexp_full_match(Amount, ${NUMBER}) THEN CAST(Amount AS BIGINT) END AS value,
      ExternalProviderFees = '' OR regexp_full_match(ExternalProviderFees, ${NUMBER}) AS fees_right
    FROM raw, stop WHERE raw.rowid < stop.row)
  SELECT said.value AS value, statuses.counts, CASE
    WHEN ${isBlank.join(' OR ')} OR statuses.sign IS NULL
      OR NOT regexp_full_match(ExternalProcessingDate, '[0-9]{2}-[0-9]{2}-[0-9]{4}') OR try_strptime(ExternalProcessingDate, '%d-%m-%Y') IS NULL
      OR said.value IS NULL OR said.value * statuses.sign <= 0
      OR Currency <> (SELECT Currency FROM raw WHERE rowid = 0)
      OR (ExternalTransactionType <> 'PAYMENT' AND ExternalInitialReference = '') OR NOT fees_right THEN 'malformed'
    WHEN declared.declared_amount IS NULL THEN 'unknown'
    WHEN declared.declared_amount <> abs(said.value) THEN 'differs'
    ELSE 'matched' END AS outcome
  FROM said LEFT JOIN statuses ON ExternalTransactionStatus = statuses.status AND ExternalTransactionType = statuses.type
  LEFT JOIN declared ON ExternalProviderReference = declared.reference`;

const quoted = (path) => `'${path.replaceAll("'", "''")}'`;

export async function load(file) {
  const database = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await database.connect();
  await connection.run(`CREATE TABLE declared AS SELECT Reference AS reference, CAST(Amount AS BIGINT) AS declared_amount
    FROM read_csv(${quoted(`${file}.declared.csv`)}, header = true, delim = ',', all_varchar = true)`);
  return connection;
}

export async function job(file, connection) {
  await connection.run(`CREATE OR REPLACE TABLE raw AS SELECT * FROM read_csv(${quoted(`${file}.csv`)}, header = true, delim = ',',
    quote = '"', escape = '"', all_varchar = true, nullstr = chr(1))`);
  await connection.run(LINES);
  const rows = (await connection.runAndReadAll(
    'SELECT outcome, count(*)::DOUBLE, coalesce(sum(CASE WHEN counts THEN value END), 0)::DOUBLE FROM lines GROUP BY 1')).getRows();
  const result = { lines: 0, matched: 0, malformed: 0, unknown: 0, differs: 0, net: 0 };
  for (const [outcome, count, net] of rows) {
    result.lines += count;
    result[outcome] = count;
    if (outcome === 'matched') result.net = net;
  }
  return result;
}
