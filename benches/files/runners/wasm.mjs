// The bench's own module around the engine: chunks of a file are read straight into its memory.

import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { initSync, Run } from '../../../target/bench/files/wasm/bench.js';

const module = readFileSync(new URL('../../../target/bench/files/wasm/bench_bg.wasm', import.meta.url));
const wasm = initSync({ module });

/** Bytes of memory that the module holds. */
export const memory = () => wasm.memory.buffer.byteLength;

export const begin = (what) => new Run(what);

export function feed(run, path) {
  const file = openSync(path, 'r');
  const size = run.size();
  for (;;) {
    // Memory may have moved: look where the room is each time.
    const room = run.room();
    const bytes = readSync(file, new Uint8Array(wasm.memory.buffer, room, size));
    if (bytes === 0) break;
    run.fed(bytes);
  }
  closeSync(file);
  return run;
}

export const finish = (run) => JSON.parse(run.finish());

/** The first and the last 64 KiB of a file. */
export function ends(path) {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const part = Math.min(size, 1 << 16);
  const [head, tail] = [new Uint8Array(part), new Uint8Array(part)];
  readSync(file, head, 0, part, 0);
  readSync(file, tail, 0, part, size - part);
  closeSync(file);
  return [head, tail];
}
