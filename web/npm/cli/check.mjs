// echoscope check: settlement files in, findings out.

import { engine } from "./engine.mjs";
import { printable, printableLines } from "./printable.mjs";
import { FORMS } from "./forms.mjs";
import { progressOf } from "./progress.mjs";
import { readingFrom } from "./reading.mjs";
import { contentOf, open } from "./source.mjs";
import { divide, Problem } from "./words.mjs";
import { keep } from "./write.mjs";

const help = `Usage: echoscope check FILE... [--format text|json|markdown|sarif|github|csv] [--dialect auto|2025|2026]
                       [--reading NAME=VALUE] [--intents FILE] [--fix safe [--out FILE]]

  FILE        A settlement file in CSV; - reads the standard input.
  --format    text (the default) shows each finding under its line. json prints one object, for several files a
              list of them. markdown suits a comment or a ticket, sarif code scanning, github the log of a
              workflow, csv a spreadsheet.
  --dialect   Which generation of the format to check by; auto (the default) goes by the file.
  --reading   How an open point of Mangopay's documents is read, as for \`serve\`: fee_sign=legacy subtracts fees.
  --intents   What was declared: the file is matched as well, as \`echoscope match\` does it.
  --fix safe  Applies every fix that changes how a value is written, never what it says. The corrected file goes to
              --out (- is the standard output); without --out only the differences are shown.

Ends with 0 when there is no error, 1 when there is one in any file, 2 when a file cannot be read.

Examples:
  echoscope check settlement.csv
  cat settlement.csv | echoscope check - --format json
  echoscope check january.csv february.csv --dialect 2026 --format markdown
  echoscope check settlement.csv --format sarif > settlement.sarif
  echoscope check settlement.csv --fix safe --out corrected.csv
`;

async function run(words) {
  const { options, rest: names } = divide(words, {
    format: Object.keys(FORMS),
    dialect: ["auto", "2025", "2026"],
    reading: readingFrom,
    intents: several,
    fix: ["none", "safe"],
    out: String,
  });
  if (names.length === 0) throw new Problem("Which file?", "Run `echoscope check FILE`, or `echoscope check -` for the standard input.");
  if (options.intents !== undefined) return matched(words, options);
  if (options.fix === "safe") return fixed(names, options);
  if (options.out !== undefined) throw new Problem("--out goes with --fix safe.", "Add `--fix safe`, or write `> FILE`.");
  const { checkSettlementStream } = engine();
  const files = [];
  try {
    // All files are read before anything is printed: half an answer looks like a whole one.
    for (const name of names) {
      const file = await open(name);
      const progress = progressOf(printable(file.name));
      const report = await checkSettlementStream(file.pieces(), {
        dialect: options.dialect,
        reading: options.reading,
        document: options.format,
        fileName: file.name,
        part: file.part,
        onProgress: ({ bytes }) => progress.show({ bytes, total: file.size }),
      }).finally(progress.done);
      files.push({ file, report });
    }
    const documents = files.map(({ report }) => report.document.trimEnd());
    process.stdout.write(`${FORMS[options.format](documents)}\n`);
  } finally {
    for (const { file } of files) file.close();
  }
  return files.some(({ report }) => report.counts.some(({ severity }) => severity === "error")) ? 1 : 0;
}

const several = (value, before = []) => [...before, value];

/** Matching checks as well, and tells both. */
async function matched(words, { format, fix, out }) {
  if (["sarif", "github"].includes(format) || fix === "safe" || out !== undefined) {
    throw new Problem("With --intents the form is text, json, markdown or csv, and nothing is fixed.", "Run `echoscope match --help`.");
  }
  const { match } = await import("./match.mjs");
  return match.run(words);
}

/** The corrected file, and on the standard error what was changed in it. */
async function fixed(names, { dialect, reading, out }) {
  if (names.length !== 1) throw new Problem("--fix takes one file at a time.", "Run it once for each file.");
  const { checkSettlement, fixSettlement } = engine();
  const { bytes, rounds } = fixSettlement(await contentOf(names[0]), { dialect, reading });
  const count = rounds.reduce((sum, { fixed }) => sum + fixed.length, 0);
  const differences = rounds.map(({ diff }) => printableLines(diff)).join("");
  if (out === undefined) process.stdout.write(differences);
  else if (out === "-") process.stdout.write(bytes);
  else await keep(out, bytes);
  const report = checkSettlement(bytes, { dialect, reading });
  const left = report.counts.filter(({ severity }) => severity === "error").reduce((sum, rule) => sum + rule.count, 0);
  const rest = left === 0 ? "No error is left." : `${left === 1 ? "1 error is" : `${left} errors are`} left: no safe fix is known for ${left === 1 ? "it" : "them"}.`;
  process.stderr.write(`${count === 1 ? "1 fault" : `${count} faults`} fixed. ${rest}\n`);
  return left === 0 ? 0 : 1;
}

export const check = { help, run };
