// What the package offers once the engine is loaded: arguments are checked here, everything else happens in Rust.

/** An error of this package; `code` is stable and made for programs. */
export class EchoscopeError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = "EchoscopeError";
    this.code = code;
  }
}

/** Wraps the loaded engine. */
export function face(engine) {
  return Object.freeze({
    checkSettlement: (file) => guarded(() => engine.checkSettlement(bytesOf(file))),
    machines: () => guarded(() => engine.machines()),
  });
}

/** Turns whatever a failed load throws into an error that says what to do. */
export function loadError(cause) {
  const message =
    "The WebAssembly module of echoscope could not be loaded. " +
    "Check that echoscope_bg.wasm is served beside the package, or hand it over: load({ wasm: bytesOrUrl }).";
  return new EchoscopeError("load-failed", message, { cause });
}

function bytesOf(file) {
  if (typeof file === "string") return new TextEncoder().encode(file);
  if (file instanceof ArrayBuffer) return new Uint8Array(file);
  if (ArrayBuffer.isView(file)) return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const isBlob = typeof Blob !== "undefined" && file instanceof Blob;
  const remedy = isBlob ? "Pass `await file.arrayBuffer()`." : "Pass a Uint8Array, an ArrayBuffer or a string.";
  throw new EchoscopeError(
    "wrong-argument",
    `checkSettlement needs the content of a settlement file, but got ${nameOf(file)}. ${remedy}`,
  );
}

function nameOf(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  return `an object of type ${value.constructor?.name ?? "Object"}`;
}

function guarded(call) {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof EchoscopeError) throw cause;
    const message = `The engine of echoscope failed: ${cause?.message ?? cause}. This is a bug of echoscope, not of your file.`;
    throw new EchoscopeError("engine-failed", message, { cause });
  }
}
