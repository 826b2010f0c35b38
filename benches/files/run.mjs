// Compares runners round by round: node run.mjs [--lines N] [--rounds N] [--large] [--only NAME,NAME]
//
// Each round starts every runner once, in turn and in a process of its own; there the job runs a few times, the first of them
// to warm up, and the fastest of the others counts. Ratios are taken within a round, and the middle one of all rounds is shown:
// whatever else the machine does, it does to both sides. Every runner has to count what the generator knows to be right.
// On a busy machine the clock says little; then the goals are held against the time that processors spent.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { peers } from './peers.mjs';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    large: { type: 'boolean' },
    only: { type: 'string' },
  },
});
const lines = Number(values.lines);
const rounds = Number(values.rounds);
const only = values.only?.split(',');
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, '../../target/bench/files');
const native = process.env.ECHOSCOPE_BENCH_NATIVE ?? join(here, '../../target/release/echoscope-bench-files');
const load = loadavg()[0];
const isBusy = load > availableParallelism() / 2;
const { DuckDB, Polars } = peers();

/** What starts a runner: `(runner, file, repetitions)` to a program, its words and its environment. */
const hosts = {
  node: (runner, path, repetitions) => [process.execPath, ['--max-old-space-size=8192', 'once.mjs', runner, path, repetitions],
    { ECHOSCOPE_DUCKDB: DuckDB.place }],
  native: (runner, path, repetitions) => [native, [runner, path, repetitions]],
  python: (script, path, repetitions) => [Polars.place, [`runners/${script}.py`, path, repetitions], { POLARS_MAX_THREADS: '1' }],
};

mkdirSync(folder, { recursive: true });
function file(variant, count) {
  const path = join(folder, `${variant}-${count}`);
  if (!existsSync(`${path}.expected.json`)) {
    console.log(`Making a ${variant} file of ${count} lines ...`);
    // Millions of declarations are shuffled in memory.
    execFileSync(process.execPath, ['--max-old-space-size=8192', 'generate.mjs', String(count), variant, folder], { cwd: here });
  }
  return path;
}
const [faulty, clean, quoted] = ['faulty', 'clean', 'quoted'].map((variant) => file(variant, lines));
const small = file('faulty', 10_000);
const huge = values.large ? file('faulty', lines * 10) : undefined;

/** name: host, runner, file, repetitions. */
const every = {
  floor: ['node', 'newlines', faulty, 5],
  check: ['node', 'check', faulty, 5],
  'check, native': ['native', 'check', faulty, 5],
  'check, clean': ['node', 'check', clean, 5],
  'check, quoted': ['node', 'check', quoted, 5],
  'check, small': ['node', 'check', small, 5],
  match: ['node', 'match', faulty, 3],
  'match, native': ['native', 'match', faulty, 3],
  'match, clean': ['node', 'match', clean, 3],
  'match, quoted': ['node', 'match', quoted, 3],
  declare: ['node', 'declare', faulty, 2],
  papaparse: ['node', 'papaparse', faulty, 2],
  udsv: ['node', 'udsv', faulty, 2],
  javascript: ['node', 'javascript', faulty, 2],
  ...(DuckDB.why === undefined ? { duckdb: ['node', 'duckdb', faulty, 2] } : {}),
  ...(Polars.why === undefined ? { polars: ['python', 'frames', faulty, 2] } : {}),
  ...(huge === undefined ? {} : { 'check, ten times': ['node', 'check', huge, 2], 'match, ten times': ['node', 'match', huge, 2] }),
};
const runs = Object.entries(every).filter(([name]) => only === undefined || only.includes(name));
for (const [name, { why }] of Object.entries({ DuckDB, Polars })) {
  if (why !== undefined) console.log(`${name} is left out, because it cannot be installed here: ${why}`);
}

const results = Object.fromEntries(runs.map(([name]) => [name, []]));
for (let round = 1; round <= rounds; round += 1) {
  for (const [name, [host, runner, path, repetitions]] of runs) {
    process.stderr.write(`\rRound ${round} of ${rounds}: ${name.padEnd(30)}`);
    const [program, words, environment] = hosts[host](runner, path, String(repetitions));
    const output = execFileSync(program, words, { cwd: here, maxBuffer: 1 << 26, env: { ...process.env, ...environment } });
    const run = JSON.parse(output.toString().trimEnd().split('\n').at(-1));
    compare(name, run.result, path);
    const fastest = (times) => Math.min(...(times.length > 1 ? times.slice(1) : times));
    results[name].push({ ...run, wall: fastest(run.milliseconds), used: fastest(run.processor) });
  }
}
process.stderr.write('\n');

function compare(name, result, path) {
  const expected = JSON.parse(readFileSync(`${path}.expected.json`));
  for (const [what, count] of Object.entries(result)) {
    if (expected[what] !== undefined && expected[what] !== count) {
      throw new Error(`${name} counts ${count} ${what}; right are ${expected[what]}.`);
    }
  }
}

const middle = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const ratio = (above, below, time) => results[above] && results[below]
  && middle(results[above].map((run, round) => run[time] / results[below][round][time]));
const rows = [ // what, above, below, the goal's sense, what must be, what is aimed at
  ['The check against the floor', 'check', 'floor', 'at most', 4.2, 3],
  ['The whole job against the floor', 'match', 'floor', 'at most', 8.5, 6],
  ['WebAssembly against native, check', 'check', 'check, native', 'at most', 1.4, 1.2],
  ['WebAssembly against native, whole job', 'match', 'match, native', 'at most', 1.4, 1.2],
  ['The quoted file against the clean one, check', 'check, quoted', 'check, clean', 'at most', 1.5, 1.2],
  ['The quoted file against the clean one, whole job', 'match, quoted', 'match, clean', 'at most', 1.5, 1.2],
  ['PapaParse against the whole job', 'papaparse', 'match', 'at least', 12, 18],
  ['uDSV against the whole job', 'udsv', 'match', 'at least', 8.5, 12],
  ['JavaScript by hand against the whole job', 'javascript', 'match', 'at least', 5.5, 8],
  ['Polars, one thread, against the whole job', 'polars', 'match', 'at least', 8, 12],
  ['DuckDB, one thread, against the whole job', 'duckdb', 'match', 'at least', 9, 14],
  ['Ten times the lines, check', 'check, ten times', 'check', 'at most', 11.5, 10.5],
  ['Ten times the lines and declarations, whole job', 'match, ten times', 'match', 'at most', 11.5, 10.5],
].flatMap(([what, above, below, ...goal]) => {
  const measured = { wall: ratio(above, below, 'wall'), used: ratio(above, below, 'used') };
  return measured.wall === undefined ? [] : [[what, measured, ...goal]];
});
/** By the clock alone: which of the browser's processes work for the file cannot be told. */
function browser() {
  const output = execFileSync(process.execPath, ['browser.mjs', faulty, String(rounds)], { cwd: here, maxBuffer: 1 << 26 });
  const { read, match } = JSON.parse(output.toString().trimEnd().split('\n').at(-1));
  match.forEach(({ result }) => compare('browser', result, faulty));
  results.browser = { read, match };
  const wall = middle(match.map((run, round) => run.milliseconds / read[round].milliseconds));
  return ['Chromium, whole job, against reading the same File', { wall }, 'at most', 1.25, 1.05];
}

const times = runs.map(([name]) => `${name} ${['wall', 'used'].map((time) => middle(results[name].map((run) => run[time])).toFixed(0)).join('/')}`);
console.log(`\n${lines} lines, ${rounds} rounds, load ${load.toFixed(1)} at the beginning; milliseconds by the clock/of processors: ${times.join(', ')}.`);
const mebibytes = (name) => `${name} ${(middle(results[name].map((run) => run.memory)) / 2 ** 20).toFixed(1)} MiB`;
const held = ['floor', 'check, small', 'check', 'check, ten times', 'match', 'match, ten times'].filter((name) => results[name]?.length > 0);
console.log(`Memory of the module: ${held.map(mebibytes).join(', ')}.`);
for (const { result } of results.declare?.slice(0, 1) ?? []) {
  console.log(`A declaration takes ${(result.bytes / result.declarations).toFixed(1)} bytes, of at most 110.`);
}
console.log(`\nThe goals are held against the ${isBusy ? 'time of processors, because the machine is busy' : 'clock'}.\n`);
console.log('| | must | aim | by the clock | of processors | |\n| --- | --- | --- | --- | --- | --- |');
const keep = () => writeFileSync(join(folder, '../files.json'), JSON.stringify({ lines, rounds, load, results, rows }, null, 1));
const show = ([what, measured, sense, must, aim]) => {
  const shown = (isBusy ? measured.used : undefined) ?? measured.wall;
  const holds = (goal) => (sense === 'at most' ? shown <= goal : shown >= goal);
  const verdict = holds(aim) ? 'aim' : holds(must) ? 'must' : 'missed';
  console.log(`| ${what} | ${sense} ${must} | ${aim} | ${measured.wall.toFixed(2)} | ${measured.used?.toFixed(2) ?? ''} | ${verdict} |`);
};
rows.forEach(show);
keep();
if (process.env.CHROMIUM && (only === undefined || only.includes('browser'))) {
  rows.push(browser());
  rows.slice(-1).forEach(show);
  keep();
}
