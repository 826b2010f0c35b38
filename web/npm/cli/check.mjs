// echoscope check: settlement files in, findings out.

import { colouredCheck } from "./colour.mjs";
import { engine } from "./engine.mjs";
import { fileProblemOf, tell } from "./failure.mjs";
import { printable, printableLines } from "./printable.mjs";
import { FORMS } from "./forms.mjs";
import { progressOf } from "./progress.mjs";
import { readingFrom } from "./reading.mjs";
import { labelOf, onlyOnce, open, tableOf, tablePieces } from "./source.mjs";
import { divide, FLAG, Problem } from "./words.mjs";
import { keep } from "./write.mjs";

const help = `Usage: echoscope check FILE... [--format text|json|markdown|sarif|github|csv] [--dialect auto|2025|2026]
                       [--reading NAME=VALUE] [--quiet] [--intents FILE] [--fix safe [--out FILE]]

  FILE        A settlement file in CSV; - reads the standard input.
  --format    text (the default) shows each finding under its line. json prints one object, for several files a
              list of them. markdown suits a comment or a ticket, sarif code scanning, github the log of a
              workflow, csv a spreadsheet: one table, in which each row names its file.
  --dialect   Which generation of the format to check by; auto (the default) goes by the file.
  --reading   How an open point of Mangopay's documents is read, as for \`serve\`: fee_sign=legacy subtracts fees.
  -q, --quiet Of the text only the last line of each file: its verdict and how much was found.
  --intents   What was declared: the file is matched as well, as \`echoscope match\` does it.
  --fix safe  Applies every fix that changes how a value is written, never what it says. The corrected file goes to
              --out (- is the standard output); without --out only the differences are shown. What is left is
              listed on the standard error. One file at a time, and only as text.

Ends with 0 when there is no error, 1 when there is one in any file, 2 when a file cannot be read; the others are
reported all the same.

Examples:
  echoscope check settlement.csv
  cat settlement.csv | echoscope check - --format json
  echoscope check january.csv february.csv --dialect 2026 --format markdown
  echoscope check settlement.csv --format sarif > settlement.sarif
  echoscope check settlement.csv --fix safe --out corrected.csv
`;

async function run(words) {
  const { options, rest: names } = divide(
    words,
    {
      format: Object.keys(FORMS),
      dialect: ["auto", "2025", "2026"],
      reading: readingFrom,
      intents: several,
      fix: ["none", "safe"],
      out: String,
      quiet: FLAG,
    },
    { "-q": "--quiet" },
  );
  if (names.length === 0) throw new Problem("Which file?", "Run `echoscope check FILE`, or `echoscope check -` for the standard input.");
  onlyOnce([...names, ...(options.intents ?? [])]);
  if (options.quiet && (options.format !== "text" || options.fix === "safe" || options.intents !== undefined)) {
    throw new Problem("--quiet shortens the text of a plain check.", "Leave it out, or leave out --format, --fix and --intents.");
  }
  if (options.intents !== undefined) return matched(words, options);
  if (options.fix === "safe") return fixed(names, options);
  if (options.out !== undefined) throw new Problem("--out goes with --fix safe.", "Add `--fix safe`, or write `> FILE`.");
  return told(names, options);
}

/** What can be read is told, and after it what cannot: neither hides the other. */
async function told(names, options) {
  const { checkSettlementStream } = engine();
  const reports = [];
  const problems = [];
  for (const name of names) {
    try {
      reports.push(await examined(name, options, checkSettlementStream));
    } catch (error) {
      const problem = fileProblemOf(error);
      if (problem === undefined) throw error;
      problems.push(problem);
    }
  }
  if (reports.length > 0) process.stdout.write(`${allOf(reports, options, names.length > 1)}\n`);
  problems.forEach(tell);
  if (problems.length > 0) return 2;
  return reports.some((report) => errorsOf(report) > 0) ? 1 : 0;
}

async function examined(name, { dialect, reading, format }, checkSettlementStream) {
  const file = open(name);
  const progress = progressOf(printable(file.name));
  try {
    return await checkSettlementStream(tablePieces(file), {
      dialect,
      reading,
      document: format,
      fileName: file.name,
      part: file.part,
      onProgress: ({ bytes }) => progress.show({ bytes, total: file.size }),
    });
  } finally {
    progress.done();
    file.close();
  }
}

function allOf(reports, { format, quiet }, several) {
  const told = (report) => (format === "text" ? colouredCheck(report.document, report, process.stdout) : report.document);
  const documents = reports.map((report) => told(report).trimEnd());
  // The verdict is the last line; the findings stand before it.
  return quiet ? documents.map((document) => document.split("\n").at(-1)).join("\n") : FORMS[format](documents, several);
}

const errorsOf = ({ counts }) =>
  counts.filter(({ severity }) => severity === "error").reduce((sum, { count }) => sum + count, 0);

const several = (value, before = []) => [...before, value];

/** Matching checks as well, and tells both. */
async function matched(words, { format, fix, out }) {
  if (["sarif", "github"].includes(format) || fix === "safe" || out !== undefined) {
    throw new Problem("With --intents the form is text, json, markdown or csv, and nothing is fixed.", "Run `echoscope match --help`.");
  }
  const { match } = await import("./match.mjs");
  return match.run(words);
}

/** The corrected file, and on the standard error what was changed in it and what is left. */
async function fixed(names, { dialect, reading, out, format }) {
  if (names.length !== 1) throw new Problem("--fix takes one file at a time.", "Run it once for each file.");
  if (format !== "text") {
    const remedy = `Write the corrected file with --out FILE, then run \`echoscope check FILE --format ${format}\`.`;
    throw new Problem("--fix tells what it changed as text: --format does not go with it.", remedy);
  }
  const [name] = names;
  const { checkSettlement, fixSettlement } = engine();
  const { bytes, rounds } = fixSettlement(await tableOf(name), { dialect, reading });
  const count = rounds.reduce((sum, { fixed }) => sum + fixed.length, 0);
  const differences = rounds.map(({ diff }) => printableLines(diff)).join("");
  if (out === undefined) process.stdout.write(differences);
  else if (out === "-") process.stdout.write(bytes);
  else await keep(out, bytes);
  const fileName = out === undefined || out === "-" ? `${labelOf(name)} (corrected)` : out;
  const report = checkSettlement(bytes, { dialect, reading, document: "text", fileName });
  const left = errorsOf(report);
  const rest = left === 0 ? "No error is left." : `${left === 1 ? "1 error is" : `${left} errors are`} left: no safe fix is known for ${left === 1 ? "it" : "them"}.`;
  process.stderr.write(`${count === 1 ? "1 fault" : `${count} faults`} fixed. ${rest}\n`);
  if (report.findings.length > 0) process.stderr.write(`\n${colouredCheck(report.document, report, process.stderr).trimEnd()}\n`);
  return left === 0 ? 0 : 1;
}

export const check = { help, run };
