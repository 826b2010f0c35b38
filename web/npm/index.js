// For browsers, workers and bundlers: the module is fetched from beside this file.

import { loaderFrom } from "./loader.js";

export { EchoscopeError, FreedError, WrongArgumentError } from "./errors.js";

export const load = /* @__PURE__ */ loaderFrom(() => new URL("./dist/echoscope_bg.wasm", import.meta.url));
