// Compares runners round by round: node run.mjs [--lines N] [--rounds N] [--large]
//
// Each round starts every runner once, in turn and in a process of its own; there the job runs a few times, the first of them
// to warm up, and the fastest of the others counts. Ratios are taken within a round, and the middle one of all rounds is shown:
// whatever else the machine does, it does to both sides. Every runner has to count what the generator knows to be right.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '5' }, large: { type: 'boolean' } },
});
const lines = Number(values.lines);
const rounds = Number(values.rounds);
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, '../../target/bench/files');
const native = process.env.ECHOSCOPE_BENCH_NATIVE ?? join(here, '../../target/release/echoscope-bench-files');
const node = (...words) => execFileSync(process.execPath, ['--max-old-space-size=8192', ...words], { cwd: here, maxBuffer: 1 << 26 });

mkdirSync(folder, { recursive: true });
function file(variant, count) {
  const path = join(folder, `${variant}-${count}`);
  if (!existsSync(`${path}.expected.json`)) {
    console.log(`Making a ${variant} file of ${count} lines ...`);
    node('generate.mjs', String(count), variant, folder);
  }
  return path;
}
const [faulty, clean, quoted] = ['faulty', 'clean', 'quoted'].map((variant) => file(variant, lines));
const huge = values.large ? file('faulty', lines * 10) : undefined;

/** name: runner, file, repetitions; `native` runs the program instead of Node. */
const runs = {
  floor: ['newlines', faulty, 5],
  check: ['check', faulty, 5],
  'check, native': ['check', faulty, 5, true],
  'check, clean': ['check', clean, 5],
  'check, quoted': ['check', quoted, 5],
  match: ['match', faulty, 3],
  'match, native': ['match', faulty, 3, true],
  papaparse: ['papaparse', faulty, 2],
  udsv: ['udsv', faulty, 2],
  javascript: ['javascript', faulty, 2],
  ...(huge === undefined ? {} : { 'check, ten times the lines': ['check', huge, 2] }),
};

const results = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
for (let round = 1; round <= rounds; round += 1) {
  for (const [name, [runner, path, repetitions, isNative]] of Object.entries(runs)) {
    process.stderr.write(`\rRound ${round} of ${rounds}: ${name.padEnd(30)}`);
    const output = isNative
      ? execFileSync(native, [runner, path, String(repetitions)])
      : node('once.mjs', runner, path, String(repetitions));
    const run = JSON.parse(output.toString().trimEnd().split('\n').at(-1));
    const expected = JSON.parse(readFileSync(`${path}.expected.json`));
    for (const [what, count] of Object.entries(run.result)) {
      if (expected[what] !== undefined && expected[what] !== count) {
        throw new Error(`${name} counts ${count} ${what}; right are ${expected[what]}.`);
      }
    }
    results[name].push({ ...run, best: Math.min(...(run.milliseconds.length > 1 ? run.milliseconds.slice(1) : run.milliseconds)) });
  }
}
process.stderr.write('\n');

const middle = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const ratio = (above, below) => middle(results[above].map((run, round) => run.best / results[below][round].best));
const rows = [
  // what, its ratio, what must be, what is aimed at; `at most` or `at least`
  ['The check against the floor', ratio('check', 'floor'), 'at most', 4.2, 3],
  ['The whole job against the floor', ratio('match', 'floor'), 'at most', 8.5, 6],
  ['WebAssembly against native, check', ratio('check', 'check, native'), 'at most', 1.4, 1.2],
  ['WebAssembly against native, whole job', ratio('match', 'match, native'), 'at most', 1.4, 1.2],
  ['The quoted file against the clean one, check', ratio('check, quoted', 'check, clean'), 'at most', 1.5, 1.2],
  ['PapaParse against the whole job', ratio('papaparse', 'match'), 'at least', 12, 18],
  ['uDSV against the whole job', ratio('udsv', 'match'), 'at least', 8.5, 12],
  ['JavaScript by hand against the whole job', ratio('javascript', 'match'), 'at least', 5.5, 8],
];
if (huge !== undefined) rows.push(['Ten times the lines, check', ratio('check, ten times the lines', 'check'), 'at most', 11.5, 10.5]);

const mebibytes = (name) => `${(middle(results[name].map((run) => run.memory)) / 2 ** 20).toFixed(1)} MiB`;
console.log(`\n${lines} lines, ${rounds} rounds; milliseconds: ${Object.keys(runs)
  .map((name) => `${name} ${middle(results[name].map((run) => run.best)).toFixed(0)}`).join(', ')}.`);
console.log(`Memory of the module: ${['floor', 'check', 'match'].map((name) => `${name} ${mebibytes(name)}`).join(', ')}.\n`);
console.log('| | must | aim | measured | |\n| --- | --- | --- | --- | --- |');
for (const [what, measured, sense, must, aim] of rows) {
  const holds = (goal) => (sense === 'at most' ? measured <= goal : measured >= goal);
  const verdict = holds(aim) ? 'aim' : holds(must) ? 'must' : 'missed';
  console.log(`| ${what} | ${sense} ${must} | ${aim} | ${measured.toFixed(2)} | ${verdict} |`);
}
writeFileSync(join(folder, '../files.json'), JSON.stringify({ lines, rounds, results, rows }, null, 1));
