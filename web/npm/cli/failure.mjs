// What keeps a command from running, told on the standard error in the words of the command line.

import { printable } from "./printable.mjs";
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
  const { given, names } = CHOICES.map((choice) => choice.exec(sentence)?.groups).find(Boolean) ?? {};
  if (given === undefined) return new Problem(sentence.replace(/^`reading` cannot be read: /, "--reading: "), "");
  const known = names.match(/\w+/g).filter((word) => word !== "or");
  const meant = nearest(given, known) ?? nearest(given.toUpperCase(), known);
  return new Problem(`--${argument} takes none named \`${printable(given)}\`.`, meant ?? `There is ${known.join(", ")}.`);
}

/** How the engine says that a word is not among those it knows. */
const CHOICES = [
  /^`\w+` is one of (?<names>.*), but got "(?<given>.*)"\.$/s,
  /^`\w+` cannot be read: unknown (?:field|variant) `(?<given>.*)`, expected (?:one of )?(?<names>.*)\.$/s,
];
