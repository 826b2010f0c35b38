// From a WebAssembly module to a loaded engine. Nothing here is shared: every call makes an engine of its own.

import { instance } from "echoscope-engine";
import { LoadError, nameOf, WrongArgumentError } from "./errors.js";
import { face } from "./face.js";

/** `module` is whatever WebAssembly is at hand as: bytes, a compiled module, a response, an address, or a promise of these. */
export async function start(module, broken = () => {}) {
  const engine = instance();
  let exports;
  try {
    exports = await engine.default({ module_or_path: module });
  } catch (cause) {
    throw loadError(cause);
  }
  return face(engine, exports.memory, broken);
}

/** The same at once. Browsers allow it in workers; on a page only for small modules. */
export function startSync(module) {
  const engine = instance();
  let exports;
  try {
    exports = engine.initSync({ module });
  } catch (cause) {
    throw loadError(cause);
  }
  return face(engine, exports.memory, () => {});
}

function loadError(cause) {
  const message =
    "The WebAssembly module of Echoscope could not be loaded: " +
    `${cause?.message ?? cause}. A page with a content security policy needs script-src 'wasm-unsafe-eval'.`;
  return new LoadError(message, cause);
}

/** The `module` of the options of a slim load. */
export function moduleOf(options, method) {
  const module = options?.module;
  if (module !== undefined && module !== null) return module;
  const message = `${method}: \`module\` is the WebAssembly module, as in ${method}({ module }), but got ${nameOf(module ?? options)}. It is the file "echoscope/engine.wasm".`;
  throw new WrongArgumentError("module", message);
}
