// The floor: counting the line feeds of the file in WebAssembly, with SIMD.

import { begin, feed, finish } from './wasm.mjs';

export { memory } from './wasm.mjs';

export const job = (file) => finish(feed(begin('newlines'), `${file}.csv`));
