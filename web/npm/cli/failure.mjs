// What keeps a command from running, told on the standard error in the words of the command line.

import { nearest, Problem } from "./words.mjs";

/** Tells a failure in one line. */
export function tell(error) {
  process.stderr.write(`echoscope: ${`${error.message} ${error.remedy ?? ""}`.trimEnd()}\n`);
}

/** What is wrong with one file, so that others can still be read; undefined for any other error. */
export function fileProblemOf(error) {
  if (error instanceof Problem) return error;
  // The package wraps what the reading of a file threw.
  return error?.code === "source-failed" && error.cause instanceof Problem ? error.cause : undefined;
}

/** The problem behind an error; undefined where there is none, and the error is one of Echoscope. */
export function problemOf(error) {
  return fileProblemOf(error) ?? (error?.code === "wrong-argument" ? wrongOption(error) : undefined);
}

/** The engine judges some options, and names what it was asked for instead. */
function wrongOption({ argument, message }) {
  const sentence = message.replace(/^[\w.]+: /, "");
  if (argument === "reading") return new Problem(`--reading: ${sentence.replace(/^`reading` cannot be read: /, "")}`, "");
  const [, names, given] = /^`\w+` is one of (.*), but got "(.*)"\.$/s.exec(sentence) ?? [];
  if (names === undefined) return new Problem(sentence, "");
  const known = names.split(", ");
  const meant = nearest(given.toUpperCase(), known);
  return new Problem(`--${argument} takes none named \`${given}\`.`, meant ?? `There is ${names}.`);
}
