// echoscope check: settlement files in, findings out.

import { engine } from "./engine.mjs";
import { printable } from "./excerpt.mjs";
import { FORMS } from "./forms.mjs";
import { progressOf } from "./progress.mjs";
import { open } from "./source.mjs";
import { divide, Problem } from "./words.mjs";

const help = `Usage: echoscope check FILE... [--format text|json|markdown|sarif|github|csv] [--dialect auto|2025|2026]

  FILE        A settlement file in CSV; - reads the standard input.
  --format    text (the default) shows each finding under its line. json prints one object, for several files a
              list of them. markdown suits a comment or a ticket, sarif code scanning, github the log of a
              workflow, csv a spreadsheet.
  --dialect   Which generation of the format to check by; auto (the default) goes by the file.

Ends with 0 when there is no error, 1 when there is one in any file, 2 when a file cannot be read.

Examples:
  echoscope check settlement.csv
  cat settlement.csv | echoscope check - --format json
  echoscope check january.csv february.csv --dialect 2026 --format markdown
  echoscope check settlement.csv --format sarif > settlement.sarif
`;

async function run(words) {
  const { options, rest: names } = divide(words, {
    format: Object.keys(FORMS),
    dialect: ["auto", "2025", "2026"],
  });
  if (names.length === 0) throw new Problem("Which file?", "Run `echoscope check FILE`, or `echoscope check -` for the standard input.");
  const form = FORMS[options.format];
  const { checkSettlementStream } = engine();
  const files = [];
  try {
    // All files are read before anything is printed: half an answer looks like a whole one.
    for (const name of names) {
      const file = await open(name);
      const progress = progressOf(printable(file.name));
      const report = await checkSettlementStream(file.pieces(), {
        dialect: options.dialect,
        document: form.document,
        fileName: file.name,
        onProgress: ({ bytes }) => progress.show({ bytes, total: file.size }),
      }).finally(progress.done);
      files.push({ file, report });
    }
    process.stdout.write(`${form.print(files)}\n`);
  } finally {
    for (const { file } of files) file.close();
  }
  return files.some(({ report }) => report.counts.some(({ severity }) => severity === "error")) ? 1 : 0;
}

export const check = { help, run };
