// PapaParse, the whole file as one string.

import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { declared, Job } from '../rules.mjs';

export const load = (file) => declared(readFileSync(`${file}.declared.csv`, 'latin1'));

export function job(file, amounts) {
  const job = new Job(amounts);
  const { data } = Papa.parse(readFileSync(`${file}.csv`, 'utf8'), { skipEmptyLines: false });
  for (const row of data) job.row(row);
  return job.result;
}
