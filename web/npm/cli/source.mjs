// The files of a command line: by name, or `-` for the standard input.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { foreign, HEAD } from "./kind.mjs";
import { printable } from "./printable.mjs";
import { reasonOf } from "./reason.mjs";
import { Problem } from "./words.mjs";

/** What is read at once. */
const PIECE = 1024 * 1024;

/** How a source is called wherever it is spoken of. */
export function labelOf(name) {
  return name === "-" ? "<stdin>" : name;
}

/** The standard input gives what is in it once. */
export function onlyOnce(names) {
  if (names.filter((name) => name === "-").length < 2) return;
  throw new Problem("The standard input (-) can be read only once.", "Name a file for all but one of them.");
}

/** A file that is open: its size where it is known, its pieces, and any part of it again. */
export function open(name) {
  if (name === "-") return passing(labelOf(name), standardInput());
  const file = attempt(name, () => openSync(name, "r"));
  try {
    const stats = attempt(name, () => fstatSync(file));
    if (stats.isDirectory()) throw unreadable(name, { code: "EISDIR" });
    return stats.isFile() ? lasting(name, file, stats.size) : passing(name, piecesOf(name, file), () => closeSync(file));
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** A file on a disk: any part of it can be read again. */
function lasting(name, file, size) {
  return {
    name,
    size,
    pieces: () => piecesOf(name, file),
    part(from, to) {
      const buffer = new Uint8Array(Math.max(0, to - from));
      return buffer.subarray(0, attempt(name, () => readSync(file, buffer, 0, buffer.length, from)));
    },
    close: () => closeSync(file),
  };
}

/** What comes once, through a pipe, is kept: a finding shows its line, and the line has passed by then. */
function passing(name, pieces, close = () => {}) {
  const kept = [];
  let all;
  return {
    name,
    size: undefined,
    async *pieces() {
      for await (const piece of pieces) {
        kept.push(Buffer.from(piece));
        yield piece;
      }
    },
    part(from, to) {
      all ??= Buffer.concat(kept);
      return all.subarray(from, to);
    },
    close,
  };
}

async function* piecesOf(name, file) {
  // One buffer, again and again: each piece is in the engine before the next is asked for.
  const buffer = new Uint8Array(PIECE);
  for (;;) {
    const length = attempt(name, () => readSync(file, buffer, 0, PIECE, null));
    if (length === 0) return;
    yield buffer.subarray(0, length);
  }
}

async function* standardInput() {
  try {
    yield* process.stdin;
  } catch (error) {
    throw unreadable("-", error);
  }
}

/** The pieces of a table. What is none by its first bytes is refused; JSON may be let in. */
export async function* tablePieces(file, { json = false } = {}) {
  let head = Buffer.alloc(0);
  let isKnown = false;
  for await (const piece of file.pieces()) {
    if (isKnown) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < HEAD) continue;
    refuseForeign(file.name, head, json);
    isKnown = true;
    yield head;
  }
  if (isKnown || head.length === 0) return;
  refuseForeign(file.name, head, json);
  yield head;
}

function refuseForeign(name, head, json) {
  const kind = foreign(head);
  if (kind !== undefined && !(json && kind.isJson)) throw new Problem(`${printable(name)} is ${kind.is}.`, kind.remedy);
}

/** The whole content, for what cannot be done in pieces. */
export async function contentOf(name) {
  return whole(name, (file) => file.pieces());
}

/** The whole content of a table. */
export async function tableOf(name, options) {
  return whole(name, (file) => tablePieces(file, options));
}

async function whole(name, piecesOf) {
  const file = open(name);
  try {
    const pieces = [];
    for await (const piece of piecesOf(file)) pieces.push(Buffer.from(piece));
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

export function unreadable(name, error) {
  const why = reasonOf(error, { ENOENT: "there is no such file", EACCES: "you may not read it" });
  return new Problem(`${printable(labelOf(name))} cannot be read: ${why}.`, "");
}
