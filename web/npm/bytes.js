// The content of a file, whatever it comes in.

import { nameOf, WrongArgumentError } from "./errors.js";

export function bytesOf(file, method) {
  if (typeof file === "string") return new TextEncoder().encode(file);
  try {
    if (file instanceof ArrayBuffer) return new Uint8Array(file);
    if (ArrayBuffer.isView(file)) return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  } catch (cause) {
    const message = `${method}: \`file\` is a buffer that was detached: its content was transferred elsewhere. Pass a copy.`;
    throw new WrongArgumentError("file", message, { cause });
  }
  const isBlob = typeof Blob !== "undefined" && file instanceof Blob;
  const remedy = isBlob ? "Pass `await file.arrayBuffer()`." : "Pass a Uint8Array, an ArrayBuffer or a string.";
  const message = `${method} needs the content of a settlement file, but got ${nameOf(file)}. ${remedy}`;
  throw new WrongArgumentError("file", message);
}
