// What was declared, taken in: done once before any file is matched.

import { begin, feed, finish } from './wasm.mjs';

export { memory } from './wasm.mjs';

export const job = (file) => finish(feed(begin('declare'), `${file}.declared.csv`));
