// Loads the engine once, however often and from wherever `load` is called.

import init, * as engine from "./dist/echoscope.js";
import { nameOf, WrongArgumentError } from "./errors.js";
import { face, loadError } from "./face.js";

/** Makes `load` for a platform; `own` finds the WebAssembly module that comes with the package. */
export function loaderFrom(own) {
  let loading;
  return function load(options = {}) {
    loading ??= start(options, own).catch((error) => {
      // A failed attempt must not spoil the next one.
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

async function start(options, own) {
  if (options === null || typeof options !== "object") {
    const message = `load takes nothing, or an object such as { wasm: bytesOrUrl }, but got ${nameOf(options)}.`;
    throw new WrongArgumentError("options", message);
  }
  try {
    await init({ module_or_path: options.wasm ?? (await own()) });
  } catch (cause) {
    throw loadError(cause);
  }
  return face(engine);
}
