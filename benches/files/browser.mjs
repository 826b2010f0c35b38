// The whole job in a worker of a headless Chromium, against only reading the same File there:
//   node browser.mjs FILE ROUNDS. CHROMIUM names the browser. Prints one line of JSON.

import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [, , file, rounds] = process.argv;
const here = fileURLToPath(new URL('.', import.meta.url));
const built = join(here, '../../target/bench/files/wasm');
const FILES = {
  '/': ['text/html', undefined],
  '/worker.mjs': ['text/javascript', join(here, 'browser-worker.mjs')],
  '/bench.js': ['text/javascript', join(built, 'bench.js')],
  '/bench_bg.wasm': ['application/wasm', join(built, 'bench_bg.wasm')],
};
const PAGE = '<!doctype html><title>bench</title><input type="file" multiple>';

const server = createServer((request, response) => {
  const [kind, path] = FILES[request.url] ?? [];
  if (kind === undefined) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': kind });
  return path === undefined ? response.end(PAGE) : createReadStream(path).pipe(response);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const tab = await browser.newPage();
tab.setDefaultTimeout(600_000);
await tab.goto(`http://127.0.0.1:${server.address().port}/`);
await tab.setInputFiles('input', [`${file}.csv`, `${file}.declared.csv`]);
const runs = await tab.evaluate(async (times) => {
  const [settlement, declared] = document.querySelector('input').files;
  const worker = new Worker('/worker.mjs', { type: 'module' });
  const ask = (what) => new Promise((done, failed) => {
    worker.onmessage = ({ data }) => (data.error === undefined ? done(data) : failed(new Error(data.error)));
    worker.postMessage({ what, settlement, declared });
  });
  const results = { read: [], match: [] };
  // The first round warms up.
  for (let round = 0; round <= times; round += 1) {
    for (const what of Object.keys(results)) {
      const run = await ask(what);
      if (round > 0) results[what].push(run);
    }
  }
  return results;
}, Number(rounds));
await browser.close();
server.close();
process.stdout.write(`\n${JSON.stringify(runs)}\n`);
