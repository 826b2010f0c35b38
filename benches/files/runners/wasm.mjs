// The bench's own module around the engine: chunks of the file are read straight into its memory.

import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { initSync, Run } from '../../../target/bench/files/wasm/bench.js';

const module = readFileSync(new URL('../../../target/bench/files/wasm/bench_bg.wasm', import.meta.url));
const wasm = initSync({ module });

/** Bytes of memory that the module holds. */
export const memory = () => wasm.memory.buffer.byteLength;

export function run(what, path, declared) {
  const job = declared === undefined ? new Run(what) : declared;
  const file = openSync(path, 'r');
  const size = job.size();
  for (;;) {
    // Memory may have moved: look where the room is each time.
    const room = job.room();
    const bytes = readSync(file, new Uint8Array(wasm.memory.buffer, room, size));
    if (bytes === 0) break;
    job.fed(bytes);
  }
  closeSync(file);
  return JSON.parse(job.finish());
}
