// The files of a command line: by name, or `-` for the standard input.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { Problem } from "./words.mjs";
import { printable } from "./printable.mjs";

/** What is read at once. */
const PIECE = 1024 * 1024;

/** A file that is open: its size where it is known, its pieces, and any part of it again. */
export async function open(name) {
  return name === "-" ? standardInput() : named(name);
}

function named(name) {
  const file = attempt(name, () => openSync(name, "r"));
  const stats = attempt(name, () => fstatSync(file));
  if (stats.isDirectory()) throw unreadable(name, { code: "EISDIR" });
  return {
    name,
    size: stats.isFile() ? stats.size : undefined,
    async *pieces() {
      // One buffer, again and again: each piece is in the engine before the next is asked for.
      const buffer = new Uint8Array(PIECE);
      for (;;) {
        const length = attempt(name, () => readSync(file, buffer, 0, PIECE, null));
        if (length === 0) return;
        yield buffer.subarray(0, length);
      }
    },
    part(from, to) {
      const buffer = new Uint8Array(Math.max(0, to - from));
      return buffer.subarray(0, attempt(name, () => readSync(file, buffer, 0, buffer.length, from)));
    },
    close: () => closeSync(file),
  };
}

/** What comes once is kept: a finding shows its line, and the line has passed by then. */
function standardInput() {
  const kept = [];
  let all;
  return {
    name: "standard input",
    size: undefined,
    async *pieces() {
      for await (const piece of process.stdin) {
        kept.push(piece);
        yield piece;
      }
    },
    part(from, to) {
      all ??= Buffer.concat(kept);
      return all.subarray(from, to);
    },
    close() {},
  };
}

/** The whole content, for what cannot be done in pieces. */
export async function contentOf(name) {
  const file = await open(name);
  try {
    const pieces = [];
    for await (const piece of file.pieces()) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  } finally {
    file.close();
  }
}

function attempt(name, read) {
  try {
    return read();
  } catch (error) {
    throw unreadable(name, error);
  }
}

function unreadable(name, error) {
  const why = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "you may not read it" };
  return new Problem(`${printable(name)} cannot be read: ${why[error.code] ?? error.message}.`, "");
}
