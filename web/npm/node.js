// For Node, which does not fetch files: the module is read from disk.

import { readFile } from "node:fs/promises";
import { loaderFrom } from "./loader.js";

export { EchoscopeError, FreedError, WrongArgumentError } from "./errors.js";

export const load = /* @__PURE__ */ loaderFrom(() => readFile(new URL("./dist/echoscope_bg.wasm", import.meta.url)));
