// Every rule and the totals, without matching.
import { run } from './wasm.mjs';
export { memory } from './wasm.mjs';
export const job = (file) => run('check', `${file}.csv`);
