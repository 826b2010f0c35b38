// The content of a file that is at hand, whatever it comes in.

import { nameOf, WrongArgumentError } from "./errors.js";

export function bytesOf(file, method, argument = "file") {
  const bytes = asBytes(file, method, argument);
  if (bytes !== undefined) return bytes;
  const isStream = isBlob(file) || typeof file?.getReader === "function" || isIterable(file);
  const remedy = isStream
    ? "Pass its content, for a Blob `await file.arrayBuffer()`, or use `checkSettlementStream`."
    : "Pass a Uint8Array, an ArrayBuffer or a string.";
  throw new WrongArgumentError(argument, `${method}: \`${argument}\` is the content of a file, but got ${nameOf(file)}. ${remedy}`);
}

/** A Blob as it is, a content as bytes: what can be read twice. */
export function rereadable(file, method, argument) {
  const source = isBlob(file) ? file : asBytes(file, method, argument);
  if (source !== undefined) return source;
  const message = `${method}: \`${argument}\` is a Blob, a File, or the content of a file, but got ${nameOf(file)}. It may have to be read twice, which a stream cannot be.`;
  throw new WrongArgumentError(argument, message);
}

/** Undefined where the value is not a content that is at hand. */
export function asBytes(file, method, argument = "file") {
  if (typeof file === "string") return new TextEncoder().encode(file);
  try {
    if (isArrayBuffer(file)) return new Uint8Array(file);
    if (ArrayBuffer.isView(file)) return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  } catch (cause) {
    const message = `${method}: \`${argument}\` is a buffer that was detached: its content was transferred elsewhere. Pass a copy.`;
    throw new WrongArgumentError(argument, message, { cause });
  }
  return undefined;
}

export function isBlob(file) {
  return typeof Blob !== "undefined" && file instanceof Blob;
}

export function isIterable(file) {
  return typeof file?.[Symbol.asyncIterator] === "function";
}

/** Also one that was made in another window or frame. */
function isArrayBuffer(value) {
  const kind = Object.prototype.toString.call(value);
  return kind === "[object ArrayBuffer]" || kind === "[object SharedArrayBuffer]";
}
