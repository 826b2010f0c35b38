// The engine for the command line: the module is read from the disk, which is faster than unpacking the inlined one.

import { readFileSync } from "node:fs";
import { loadSync } from "../dist/slim.js";

export function engine() {
  return loadSync({ module: readFileSync(new URL("../dist/engine.wasm", import.meta.url)) });
}
