// The whole job: every rule, the totals, and each line against the declarations.

import { begin, ends, feed, finish } from './wasm.mjs';

export { memory } from './wasm.mjs';

export const load = (file) => feed(begin('declare'), `${file}.declared.csv`);

export function job(file, declared) {
  const path = `${file}.csv`;
  return finish(feed(declared.matching(...ends(path)), path));
}
