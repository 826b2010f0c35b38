// What the package offers once the engine is loaded: arguments are checked here, everything else happens in Rust.

import { bytesOf } from "./bytes.js";
import { echoOf } from "./echo.js";
import { EchoscopeError, guarded } from "./errors.js";

/** Wraps the loaded engine. */
export function face(engine) {
  return Object.freeze({
    Echo: echoOf(engine),
    checkSettlement: (file, options) => {
      const bytes = bytesOf(file, "checkSettlement");
      return guarded("checkSettlement", () => engine.checkSettlement(bytes, options));
    },
    settlementDocument: (file, { fileName = "settlement.csv", format = "json", ...options } = {}) => {
      const bytes = bytesOf(file, "settlementDocument");
      return guarded("settlementDocument", () => engine.settlementDocument(bytes, String(fileName), format, options));
    },
    rules: () => guarded("rules", () => engine.rules()),
    machines: () => guarded("machines", () => engine.machines()),
  });
}

/** Turns whatever a failed load throws into an error that says what to do. */
export function loadError(cause) {
  const message =
    "The WebAssembly module of echoscope could not be loaded. " +
    "Check that echoscope_bg.wasm is served beside the package, or hand it over: load({ wasm: bytesOrUrl }).";
  return new EchoscopeError("load-failed", message, { cause });
}
