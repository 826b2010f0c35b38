// Reading a file into the memory of the engine, piece by piece. However large the file, the memory stays the same.

import { asBytes, isBlob } from "./bytes.js";
import { AbortError, nameOf, SourceError, WrongArgumentError } from "./errors.js";

/** Large enough that a call costs nothing beside its work, small enough that it takes a millisecond. */
const PIECE = 256 * 1024;
/** What is asked of a Blob at once: browsers hand files over faster in larger pieces. */
const READ = 1024 * 1024;
/** How long the thread is kept from everybody else, in milliseconds. */
const PATIENCE = 40;

/** Writes bytes that are at hand into what takes a file in pieces: `room(size)` says where, `fed(length)` that it is there. */
export function feed(bytes, memory, taker) {
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE);
    // The order matters: making room may grow the memory, and growing it detaches every view.
    const place = taker.room(piece.length);
    new Uint8Array(memory.buffer, place, piece.length).set(piece);
    taker.fed(piece.length);
  }
}

/** Gives a stream, a Blob, a File, anything that can be iterated over, or a content at hand to `take`, in pieces. */
export async function readInPieces(file, take, method, options) {
  const { onProgress, signal } = checked(options, method);
  const total = sizeOf(file, method);
  const pieces = piecesOf(file, method);
  const stopped = abortOf(signal, method);
  let read = 0;
  let breath = now();
  try {
    for (;;) {
      const { done, value } = await Promise.race([stopped.promise, next(pieces, method, () => read)]);
      if (done) return;
      const bytes = asBytes(value, method);
      if (bytes === undefined) {
        throw new WrongArgumentError("file", `${method}: \`file\` gives pieces of bytes or text, but gave ${nameOf(value)}.`);
      }
      take(bytes);
      read += bytes.length;
      onProgress?.({ bytes: read, total });
      // A source that is always ready would never let a click or a timer in.
      if (now() - breath > PATIENCE) {
        await new Promise((resolve) => setTimeout(resolve));
        breath = now();
      }
    }
  } finally {
    stopped.forget();
    // Whoever gives the pieces may close its source; that it fails to do so changes nothing any more.
    pieces.return?.().catch(() => {});
  }
}

/** So much of either end of a file says what to expect of it. */
const END = 64 * 1024;

/** The ends of a Blob or of bytes. */
export async function endsOf(file, method) {
  const part = async (from, to) => {
    if (!isBlob(file)) return file.subarray(from, to);
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  };
  try {
    const size = isBlob(file) ? file.size : file.length;
    return { head: await part(0, END), tail: await part(Math.max(0, size - END), size) };
  } catch (cause) {
    throw new SourceError(method, 0, cause);
  }
}

/** All of a Blob or of bytes, in one piece. */
export async function readWhole(file, method, options) {
  const whole = new Uint8Array(sizeOf(file, method));
  let length = 0;
  const take = (bytes) => {
    whole.set(bytes, length);
    length += bytes.length;
  };
  await readInPieces(file, take, method, options);
  return whole.subarray(0, length);
}

async function next(pieces, method, read) {
  try {
    return await pieces.next();
  } catch (cause) {
    throw new SourceError(method, read(), cause);
  }
}

function piecesOf(file, method) {
  if (isBlob(file)) return piecesOfStream(file.stream(), true);
  if (typeof file?.getReader === "function") return piecesOfStream(file, false);
  const bytes = asBytes(file, method);
  if (bytes !== undefined) return piecesOfBytes(bytes);
  return file[Symbol.asyncIterator]();
}

async function* piecesOfBytes(bytes) {
  for (let at = 0; at < bytes.length; at += READ) yield bytes.subarray(at, at + READ);
}

async function* piecesOfStream(stream, byBytes) {
  const reader = byBytes ? byteReader(stream) : undefined;
  if (reader !== undefined) {
    let buffer = new ArrayBuffer(READ);
    try {
      for (;;) {
        const { done, value } = await reader.read(new Uint8Array(buffer));
        if (done) return;
        yield value;
        buffer = value.buffer;
      }
    } finally {
      reader.cancel().catch(() => {});
    }
  }
  const plain = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await plain.read();
      if (done) return;
      yield value;
    }
  } finally {
    plain.cancel().catch(() => {});
  }
}

/** Reads into one buffer again and again; undefined where this platform's Blobs do not offer it. */
function byteReader(stream) {
  try {
    return stream.getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
}

function checked(options, method) {
  const { onProgress, signal } = options;
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new WrongArgumentError("onProgress", `${method}: \`onProgress\` is a function, but got ${nameOf(onProgress)}.`);
  }
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new WrongArgumentError("signal", `${method}: \`signal\` is an AbortSignal, but got ${nameOf(signal)}.`);
  }
  return { onProgress, signal };
}

/** Undefined where it is not known. */
export function sizeOf(file, method) {
  if (isBlob(file)) return file.size;
  const isStream = typeof file?.getReader === "function" || typeof file?.[Symbol.asyncIterator] === "function";
  if (isStream) {
    if (file.locked === true) {
      throw new WrongArgumentError("file", `${method}: \`file\` is a stream that somebody else reads already. Pass one that is not locked.`);
    }
    return undefined;
  }
  const bytes = asBytes(file, method);
  if (bytes !== undefined) return bytes.length;
  const message = `${method}: \`file\` is a stream, a Blob, a File, or the content of a file, but got ${nameOf(file)}.`;
  throw new WrongArgumentError("file", message);
}

/** A promise that only ever fails: when the signal says stop. */
function abortOf(signal, method) {
  if (signal === undefined) return { promise: new Promise(() => {}), forget() {} };
  let stop;
  const promise = new Promise((_, reject) => {
    stop = () => reject(new AbortError(method, signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  promise.catch(() => {});
  return { promise, forget: () => signal.removeEventListener("abort", stop) };
}

function now() {
  return performance.now();
}
