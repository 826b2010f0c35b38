// The state file: one line for every change, appended and on the disk before the change is answered. Each line begins
// with its checksum. A machine that stops in the middle of a line leaves a torn last one, which was never answered.

import * as fs from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";
import { reasonOf } from "../cli/reason.mjs";
import { Problem } from "../cli/words.mjs";
import { lock } from "./lock.mjs";

const put = promisify(fs.write);
const sync = promisify(fs.fdatasync);
const READING_SIZE = 1024 * 1024;
const NEWLINE = 10;

/**
 * Opens a state file, or begins a new one, for this process alone. `take` gets the text of every line in it, in order.
 * `torn` counts the bytes of a last line that was cut off, now removed.
 */
export function openJournal(path, take) {
  const release = lock(path);
  let fd;
  try {
    fd = fs.openSync(path, "a+", 0o600);
    const { lines, sound, size } = read(fd, path, take);
    if (sound < size) fs.ftruncateSync(fd, sound);
    if (lines === 0) keepName(path);
    return { journal: new Journal(fd, release), lines, torn: size - sound };
  } catch (error) {
    if (fd !== undefined) fs.closeSync(fd);
    release();
    if (error instanceof Problem) throw error;
    throw new Problem(`${path} cannot be used as state: ${reasonOf(error)}.`, "Name another file with --state.");
  }
}

class Journal {
  #fd;
  #release;
  #lines = [];
  #trip;
  #nextTrip;

  constructor(fd, release) {
    this.#fd = fd;
    this.#release = release;
  }

  /** Adds a change. It is safe once `settled()` has resolved. */
  add(text) {
    this.#lines.push(lineOf(text));
  }

  /** Whether everything added so far is on the disk. */
  get isSettled() {
    return this.#lines.length === 0 && this.#trip === undefined;
  }

  /** Resolves when everything added so far is on the disk. Changes that come together share one trip. */
  settled() {
    if (this.#lines.length === 0) return this.#trip ?? Promise.resolve();
    this.#nextTrip ??= this.#go(this.#trip);
    return this.#nextTrip;
  }

  async #go(before) {
    await before;
    this.#trip = this.#nextTrip;
    this.#nextTrip = undefined;
    const bytes = Buffer.concat(this.#lines.splice(0));
    for (let from = 0; from < bytes.length; ) from += (await put(this.#fd, bytes, from)).bytesWritten;
    await sync(this.#fd);
    if (this.#nextTrip === undefined) this.#trip = undefined;
  }

  async close() {
    await this.settled();
    fs.closeSync(this.#fd);
    this.#release();
  }
}

function lineOf(text) {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${checksumOf(bytes)} `), bytes, Buffer.of(NEWLINE)]);
}

function checksumOf(bytes) {
  return crc32(bytes).toString(16).padStart(8, "0");
}

/** The text of a line, or undefined where its checksum says that it is not what was written. */
function textOf(line) {
  const bytes = line.subarray(9);
  return line.subarray(0, 8).toString("latin1") === checksumOf(bytes) ? bytes.toString() : undefined;
}

/** What the first record begins with, after its checksum. */
const BEGINNING = ' {"form":';

/** Whether a file began as a state file, as far as it came: nothing else is ours to mend. */
function begunByUs(fd) {
  const bytes = Buffer.alloc(8 + BEGINNING.length);
  const begun = bytes.toString("latin1", 0, fs.readSync(fd, bytes, 0, bytes.length, 0));
  // After a crash there may be nothing but zeros where a record was to be.
  return /^\0*$/.test(begun) || (/^[0-9a-f]*$/.test(begun.slice(0, 8)) && BEGINNING.startsWith(begun.slice(8)));
}

function read(fd, path, take) {
  const size = fs.fstatSync(fd).size;
  if (!begunByUs(fd)) throw new Problem(`${path} is not a state file of Echoscope, and was not touched.`, "Name another file with --state.");
  let lines = 0;
  let sound = 0;
  for (const line of linesOf(fd)) {
    const text = textOf(line);
    const end = sound + line.length + 1;
    if (text === undefined) {
      // Only what was being written last may be damaged; anywhere else something else has been at the file.
      if (end >= size) break;
      const remedy = "Restore a copy of it, or keep only the lines before: they are sound.";
      throw new Problem(`Line ${lines + 1} of ${path} is damaged, and it is not the last one.`, remedy);
    }
    take(text, lines);
    lines += 1;
    sound = end;
  }
  return { lines, sound, size };
}

/** The whole lines of a file, without their ends. */
function* linesOf(fd) {
  const chunk = Buffer.allocUnsafe(READING_SIZE);
  let begun = [];
  for (let at = 0; ; ) {
    const count = fs.readSync(fd, chunk, 0, chunk.length, at);
    if (count === 0) return;
    at += count;
    let from = 0;
    for (let end; (end = chunk.subarray(0, count).indexOf(NEWLINE, from)) !== -1; from = end + 1) {
      const piece = chunk.subarray(from, end);
      yield begun.length === 0 ? piece : Buffer.concat([...begun, piece]);
      begun = [];
    }
    if (from < count) begun.push(Buffer.from(chunk.subarray(from, count)));
  }
}

/** A new file is there after a crash only when its folder is on the disk too. */
function keepName(path) {
  if (process.platform === "win32") return;
  const folder = fs.openSync(dirname(path), "r");
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}
