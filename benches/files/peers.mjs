// The peers that are not parsers: installed once, outside the checkout. One that cannot be had is named, and the bench goes on.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'echoscope/bench');
const DUCKDB = '1.5.6-r.1';
const POLARS = '2.1.0';

/** Where DuckDB and Polars are, or why not. */
export function peers() {
  const duckdb = join(cache, `duckdb-${DUCKDB}`);
  const polars = join(cache, `polars-${POLARS}`);
  const python = join(polars, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  return {
    DuckDB: found(duckdb, join(duckdb, 'node_modules/@duckdb/node-api'), () => {
      run('npm', 'install', '--prefix', duckdb, '--silent', '--no-audit', '--no-fund', '--ignore-scripts', `@duckdb/node-api@${DUCKDB}`);
    }),
    Polars: found(python, join(polars, 'installed'), () => {
      run('python3', '-m', 'venv', polars);
      run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `polars==${POLARS}`);
      mkdirSync(join(polars, 'installed'));
    }),
  };
}

function found(place, sign, install) {
  if (existsSync(sign)) return { place };
  try {
    mkdirSync(cache, { recursive: true });
    install();
    return { place };
  } catch (error) {
    return { why: String(error.stderr ?? error.message).trim().split('\n').at(-1) };
  }
}

function run(program, ...words) {
  execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 });
}
