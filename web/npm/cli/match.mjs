// echoscope match: settlement files against what was declared, before an upload.

import { colouredMatch } from "./colour.mjs";
import { engine } from "./engine.mjs";
import { printable } from "./printable.mjs";
import { readingFrom } from "./reading.mjs";
import { labelOf, onlyOnce, tableOf } from "./source.mjs";
import { divide, Problem } from "./words.mjs";

const help = `Usage: echoscope match FILE... --intents FILE [--intents FILE] [--provider NAME] [--currency CODE]
                       [--dialect auto|2025|2026] [--reading NAME=VALUE] [--format text|json|markdown|csv]

  FILE        Settlement files, matched one after the other: what a fully matched one contains is settled for the next.
  --intents   What was declared: Mangopay's report ECHO_INTENT_ACTION in CSV, JSON from the API, a log of Echoscope, or a
              CSV list of references and amounts. May be given several times; - reads the standard input.
              What cannot be read ends the command: lines it would have matched must not pass for undeclared.
  --provider  Of which provider the declarations are, where they do not tell. The report never does.
  --currency  In which currency they are, where they do not tell. Upper or lower case, as for --provider.
  --reading   How an open point of Mangopay's documents is read, as for \`serve\`: fee_sign=legacy subtracts fees.
  --format    text (the default) shows each line that does not match, why, and what it may have meant. json prints the
              object of \`check\` with \`status\`, \`matched\` and \`unmatched\`; for several files a list of them.
              markdown suits a ticket, csv a spreadsheet.

Ends with 0 when every file would match fully, 1 when one would not, 2 when a file or the declarations cannot be read.

Examples:
  echoscope match settlement.csv --intents ECHO_INTENT_ACTION.csv --provider STRIPE
  echoscope match settlement.csv --intents log.json --format json
`;

const several = (value, before = []) => [...before, value];

async function run(words) {
  const { options, rest: names } = divide(words, {
    intents: several,
    provider: String,
    currency: String,
    dialect: ["auto", "2025", "2026"],
    reading: readingFrom,
    format: ["text", "json", "markdown", "csv"],
  });
  const { intents, format, dialect, reading, provider, currency } = options;
  if (names.length === 0) throw new Problem("Which file?", "Run `echoscope match FILE --intents FILE`.");
  if (intents === undefined) throw new Problem("What was declared?", "Add `--intents FILE`; see `echoscope match --help`.");
  onlyOnce([...names, ...intents]);
  const wishes = { dialect, reading, provider, currency, document: format };
  const report = engine().matchSettlement(await contents(names), await contents(intents, { json: true }), wishes);
  refuseUnread(report.sources);
  const document = format === "text" ? colouredMatch(report.document, report, process.stdout) : report.document;
  process.stdout.write(`${document.trimEnd()}\n`);
  return report.files.every(({ status }) => status === "PENDING_FUNDS_RECEPTION") ? 0 : 1;
}

/** All or none: without one of them the files after it would be judged by the wrong declarations. */
async function contents(names, options) {
  const files = [];
  for (const name of names) files.push({ name: labelOf(name), content: await tableOf(name, options) });
  return files;
}

/** Faults that end the reading of a source: what follows them is not known. */
const ENDS = ["declarations-json", "declarations-log", "declarations-full"];

/** Where the declarations are not known, every line would pass for undeclared. There is no verdict then. */
function refuseUnread(sources) {
  const isNothing = sources.every(({ read }) => read === 0);
  for (const { name, form, findings } of sources) {
    const isUnknown = isNothing || form === null;
    const fault = findings.find(({ code, severity }) => ENDS.includes(code) || (isUnknown && severity === "error"));
    if (fault === undefined) continue;
    const place = `${printable(name)}:${fault.line}:${fault.column}`;
    throw new Problem(`${place}: ${printable(fault.message)} [${fault.code}]`, printable(fault.remedy ?? ""));
  }
}

export const match = { help, run };
