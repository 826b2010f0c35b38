// uDSV, the whole file as one string.

import { readFileSync } from 'node:fs';
import { inferSchema, initParser } from 'udsv';
import { declared, Job } from '../rules.mjs';

export const load = (file) => declared(readFileSync(`${file}.declared.csv`, 'latin1'));

export function job(file, amounts) {
  const job = new Job(amounts);
  const text = readFileSync(`${file}.csv`, 'utf8');
  const schema = inferSchema(text);
  job.row(schema.cols.map((column) => column.name));
  initParser(schema).stringArrs(text, (row) => job.row(row));
  return job.result;
}
