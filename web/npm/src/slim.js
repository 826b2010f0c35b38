// The same without the WebAssembly module: whoever loads it brings it along.

import { moduleOf, start, startSync } from "./load.js";

export * from "./errors.js";
export { connect } from "./client.js";

export async function load(options) {
  return start(moduleOf(options, "load"));
}

export function loadSync(options) {
  return startSync(moduleOf(options, "loadSync"));
}
