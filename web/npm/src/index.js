// The entry for everybody: the WebAssembly module is inside, so that no bundler has to find it.

import inlined from "../dist/engine.wasm";
import { start } from "./load.js";

export * from "./errors.js";
export { connect } from "./client.js";

let loading;

export function load() {
  const again = () => (loading = undefined);
  loading ??= start(bytesOfBase64(inlined), again).catch((error) => {
    // A failed attempt must not spoil the next one.
    again();
    throw error;
  });
  return loading;
}

function bytesOfBase64(text) {
  if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(text);
  if (typeof Buffer === "function") return Buffer.from(text, "base64");
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
